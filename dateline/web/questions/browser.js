// Answers and drafts in this browser. On a web page they stay here; in JupyterLab only what could
// not be saved on the server does.

const SCHEMA = 1; // the version of a file of answers
const PREFIX = "dateline/";
const KEEPS_NOTHING =
  "This browser cannot keep your answers: they stay until the page is closed. Save your casebook first.";

// Private windows and some settings forbid localStorage, and it can be full. What it refuses stays
// in memory, until the page is closed.
const browser = {
  refused: new Map(),

  get(key) {
    if (this.refused.has(key)) return this.refused.get(key);
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  },

  // Returns whether it will still be there tomorrow.
  set(key, text) {
    try {
      localStorage.setItem(PREFIX + key, text);
      this.refused.delete(key);
      return true;
    } catch {
      this.refused.set(key, text);
      return false;
    }
  },

  remove(key) {
    this.refused.delete(key);
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // Nothing was kept.
    }
  },

  // All keys that begin in the same way.
  keys(beginning) {
    let kept = [];
    try {
      kept = Object.keys(localStorage);
    } catch {
      // Nothing was kept.
    }
    const ours = kept
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
    const all = new Set([...ours, ...this.refused.keys()]);
    return [...all].filter((key) => key.startsWith(beginning));
  },
};

// Answers from two places, as {question id: record}: for each question the newer one counts.
function merged(some, others) {
  const result = { ...some };
  for (const [id, record] of Object.entries(others)) {
    if (!result[id] || (record.at ?? "") >= (result[id].at ?? "")) result[id] = record;
  }
  return result;
}

function fileOfAnswers(name, notebook, answers) {
  return JSON.stringify({ schema: SCHEMA, name, part: notebook, answers }, null, 1);
}

// The answers in the text of a file. An error says that it is broken, somebody else's, or of
// another version.
function answersIn(text, name) {
  const file = JSON.parse(text);
  if (file.schema !== SCHEMA || file.name !== name) throw new Error("not a file of these answers");
  const records = Object.entries(file.answers)
    .filter(([, record]) => record && "answer" in Object(record))
    .map(([id, record]) => [id, { ...record, at: timeOf(record) }]);
  return Object.fromEntries(records);
}

// When an answer was saved; "" if that is no time, or one to come: such an answer would count as
// newer than all that follow.
function timeOf(record) {
  return Date.parse(record.at) < Date.now() + DAY ? String(record.at) : "";
}
const DAY = 86_400_000; // milliseconds

const inBrowser = {
  key: (name, notebook) => `answers/${encodeURIComponent(name)}/${notebook}`,

  read(name, notebook) {
    try {
      return answersIn(browser.get(this.key(name, notebook)), name);
    } catch {
      return {};
    }
  },

  // What is kept here, as {name, notebook}.
  waiting() {
    return browser.keys("answers/").map((key) => {
      const [, name, notebook] = key.split("/");
      return { name: decodeURIComponent(name), notebook };
    });
  },

  // Remove answers that are saved elsewhere now, but not what came in the meantime.
  forget(name, notebook, saved) {
    const kept = Object.entries(this.read(name, notebook));
    const newer = kept.filter(([id, record]) => saved[id]?.at !== record.at);
    if (newer.length) {
      const answers = Object.fromEntries(newer);
      browser.set(this.key(name, notebook), fileOfAnswers(name, notebook, answers));
    } else {
      browser.remove(this.key(name, notebook));
    }
  },

  // Returns {answers: {notebook: answers}, problem}.
  async load(name, notebooks) {
    const answers = notebooks.map((notebook) => [notebook, this.read(name, notebook)]);
    return { answers: Object.fromEntries(answers), problem: "" };
  },

  // Returns {answers, problem} with all answers of this notebook.
  async save(name, notebook, answers) {
    const all = merged(this.read(name, notebook), answers);
    const kept = browser.set(this.key(name, notebook), fileOfAnswers(name, notebook, all));
    return { answers: all, problem: kept ? "" : KEEPS_NOTHING };
  },

  async remove(name) {
    for (const key of browser.keys(this.key(name, ""))) browser.remove(key);
    return "";
  },
};
