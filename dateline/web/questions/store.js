// Where answers are kept. One store for a page: a code name, and for each notebook of the lesson
// the answers of that name as {question id: {answer, tries, right, at}}.
//
// In JupyterLab they go to the folder "answers" through the server's own contents API, so no
// kernel is needed. On a web page they stay in the browser. Whatever cannot be saved is kept in
// memory, and the reader is told once.

const SCHEMA = 1;
const LONGEST_NAME = 40;
const KEY = "dateline";
const SIGNS = [
  "amber", "birch", "cedar", "coral", "fern", "hazel", "ivory", "lunar", "maple", "olive",
  "quiet", "river", "rust", "silver", "stone", "winter",
];
const ANIMALS = [
  "badger", "crane", "falcon", "finch", "fox", "heron", "lynx", "marten", "moth", "otter",
  "owl", "raven", "robin", "seal", "swift", "wren",
];

function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}

function suggestedName() {
  return `${pick(SIGNS)} ${pick(ANIMALS)}`;
}

// A code name as it is kept: small letters, one space between words; "" if it cannot be used.
function cleanName(typed) {
  const name = String(typed).normalize("NFC").toLowerCase().split(/\s+/).join(" ").trim();
  const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(name);
  return visible && [...name].length <= LONGEST_NAME ? name : "";
}

// A short number for any text, the same everywhere: names that look alike get different files.
function fingerprint(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, "0").slice(-12);
}

// Letters a to z, digits and hyphens only: nothing in a name can lead out of the folder.
function fileName(name, notebook) {
  const slug = (text) => text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9_]+/g, "-").replace(/^-+|-+$/g, "");
  return `${slug(name).slice(0, 40) || "name"}-${fingerprint(name)}.${slug(notebook)}.json`;
}

// Answers from two places: for each question the newer one counts.
function merged(one, other) {
  const result = { ...one };
  for (const [id, record] of Object.entries(other)) {
    if (!result[id] || (record.at ?? "") >= (result[id].at ?? "")) result[id] = record;
  }
  return result;
}

function answersIn(text, name) {
  const file = JSON.parse(text);
  if (file.schema !== SCHEMA || file.name !== name || typeof file.answers !== "object") {
    throw new Error("not a file of answers");
  }
  return file.answers;
}

// ---- In the browser

// Private windows and some settings forbid localStorage: then everything stays in memory.
const memory = new Map();
const browser = {
  get(key) {
    try {
      return localStorage.getItem(`${KEY}/${key}`) ?? memory.get(key) ?? null;
    } catch {
      return memory.get(key) ?? null;
    }
  },
  set(key, text) {
    memory.set(key, text);
    try {
      localStorage.setItem(`${KEY}/${key}`, text);
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    memory.delete(key);
    try {
      localStorage.removeItem(`${KEY}/${key}`);
    } catch {
      // nothing was kept
    }
  },
  keys(prefix) {
    const found = new Set([...memory.keys()].filter((key) => key.startsWith(prefix)));
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(`${KEY}/${prefix}`)) found.add(key.slice(KEY.length + 1));
      }
    } catch {
      // nothing was kept
    }
    return [...found];
  },
};

const inBrowser = {
  async load(name, notebook) {
    try {
      return answersIn(browser.get(`answers/${name}/${notebook}`) ?? "", name);
    } catch {
      return {};
    }
  },
  async save(name, notebook, answers) {
    const all = merged(await this.load(name, notebook), answers);
    const file = { schema: SCHEMA, name, part: notebook, answers: all };
    const kept = browser.set(`answers/${name}/${notebook}`, JSON.stringify(file));
    return {
      answers: all,
      problem: kept ? "" : "This browser keeps nothing: your answers stay until the page is closed. Save your casebook first.",
    };
  },
  async remove(name) {
    for (const key of browser.keys(`answers/${name}/`)) browser.remove(key);
    return "";
  },
};

// ---- On a Jupyter server

function serverSettings() {
  try {
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    return config.baseUrl && !config.litePluginSettings ? config : null;
  } catch {
    return null;
  }
}

const TRIES = 5;
const PAUSE = 150; // milliseconds between two tries

const onServer = {
  settings: serverSettings(),
  folder: null,

  async ask(method, path, body) {
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    const headers = { "X-XSRFToken": token, "Content-Type": "application/json" };
    if (this.settings.token) headers.Authorization = `token ${this.settings.token}`;
    const address = `${this.settings.baseUrl}api/contents/${path.split("/").map(encodeURIComponent).join("/")}`;
    const options = { method, headers, cache: "no-store", body: body && JSON.stringify(body) };
    return fetch(address + (method === "GET" ? `?t=${Date.now()}` : ""), options);
  },

  // The folder for answers: beside "data" in the nearest folder above the notebook, else beside
  // the notebook itself, when the server does not show anything above it.
  async findFolder() {
    if (this.folder !== null) return this.folder;
    const parts = notebookFolder().split("/").filter(Boolean);
    for (let depth = parts.length; depth >= 0; depth -= 1) {
      const above = parts.slice(0, depth).join("/");
      if ((await this.names(above)).includes("data")) {
        this.folder = above ? `${above}/answers` : "answers";
        return this.folder;
      }
    }
    this.folder = [...parts, "answers"].join("/");
    return this.folder;
  },

  // What is in a folder that is there.
  async names(folder) {
    const reply = await this.ask("GET", folder);
    if (!reply.ok) throw new Error(`the server answers ${reply.status}`);
    return ((await reply.json()).content ?? []).map((item) => item.name);
  },

  // The names of the files of answers. The folder is looked for in the one above, because asking
  // for what is not there would write an error to the console.
  async fileNames() {
    const folder = await this.findFolder();
    const above = folder.split("/").slice(0, -1).join("/");
    return (await this.names(above)).includes("answers") ? this.names(folder) : [];
  },

  async read(name, notebook) {
    const wanted = fileName(name, notebook);
    if (!(await this.fileNames()).includes(wanted)) return {};
    const path = `${await this.findFolder()}/${wanted}`;
    const reply = await this.ask("GET", path);
    if (!reply.ok) throw new Error(`the server answers ${reply.status}`);
    const file = await reply.json();
    try {
      return answersIn(file.content, name);
    } catch {
      // Broken, or made by a newer version: it is set aside and never written over.
      const aside = path.replace(/\.json$/, `.set-aside-${Date.now()}.json`);
      await this.ask("PATCH", path, { path: aside });
      return {};
    }
  },

  async load(name, notebook) {
    const kept = await inBrowser.load(name, notebook);
    try {
      return merged(await this.read(name, notebook), kept);
    } catch {
      return kept;
    }
  },

  // Two tabs may save at once: what was written is read again, and written again if it is gone.
  async save(name, notebook, answers) {
    const wanted = merged(await inBrowser.load(name, notebook), answers);
    try {
      await this.makeFolder();
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const all = merged(await this.read(name, notebook), wanted);
        await this.write(name, notebook, all);
        const found = await this.read(name, notebook);
        const complete = Object.entries(wanted).every(([id, record]) => (found[id]?.at ?? "") >= (record.at ?? ""));
        if (complete) {
          browser.remove(`answers/${name}/${notebook}`);
          return { answers: found, problem: "" };
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE * (attempt + Math.random())));
      }
      throw new Error("another tab keeps saving");
    } catch (error) {
      const { problem } = await inBrowser.save(name, notebook, wanted);
      const where = problem ? "only in this tab" : "in this browser";
      return {
        answers: wanted,
        problem: `Not saved in the folder “answers” (${error.message}). Your answers are kept ${where}, and will be saved there with the next one that works.`,
      };
    }
  },

  async makeFolder() {
    const folder = await this.findFolder();
    const above = folder.split("/").slice(0, -1).join("/");
    if ((await this.names(above)).includes("answers")) return;
    const made = await this.ask("PUT", folder, { type: "directory" });
    if (!made.ok) throw new Error(`the server answers ${made.status}`);
  },

  async write(name, notebook, answers) {
    const file = { schema: SCHEMA, name, part: notebook, answers };
    const path = `${await this.findFolder()}/${fileName(name, notebook)}`;
    const body = { type: "file", format: "text", content: JSON.stringify(file, null, 1) };
    const reply = await this.ask("PUT", path, body);
    if (!reply.ok) throw new Error(`the server answers ${reply.status}`);
  },

  async remove(name) {
    await inBrowser.remove(name);
    const folder = await this.findFolder();
    const stem = fileName(name, "").replace(/\.\.json$/, ".");
    const files = (await this.fileNames()).filter((file) => file.startsWith(stem));
    const results = await Promise.all(files.map((file) => this.ask("DELETE", `${folder}/${file}`)));
    return results.every((result) => result.ok) ? "" : "Not every file could be deleted.";
  },
};

// Where the notebook of this page is, below the server's folder: from the title of its tab.
function notebookFolder() {
  const panel = document.querySelector(".dl-questions, .dl-name")?.closest(".jp-NotebookPanel, .jp-Document");
  const tab = panel && document.querySelector(`[data-id="${panel.id}"]`);
  const fromTab = tab?.title.match(/^Path: (.*)$/m)?.[1];
  const fromAddress = decodeURIComponent(location.pathname).match(/\/(?:tree|notebooks|edit)\/(.*\.ipynb)/)?.[1];
  const path = fromTab ?? fromAddress ?? "";
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

// ---- One store for the page

const place = onServer.settings ? onServer : inBrowser;

const store = {
  name: cleanName(browser.get("name") ?? ""),
  answers: {}, // notebook -> answers
  problem: "",
  listeners: new Set(),
  saving: Promise.resolve(),

  changed() {
    for (const listener of this.listeners) listener();
  },

  async load(notebook) {
    if (!this.name) return {};
    const name = this.name;
    const found = await place.load(name, notebook);
    if (name === this.name) this.answers[notebook] = merged(found, this.answers[notebook] ?? {});
    return this.answers[notebook] ?? {};
  },

  record(notebook, id) {
    return this.answers[notebook]?.[id] ?? null;
  },

  // Saves go one after another, so that no answer of this page overtakes another.
  keep(notebook, id, record) {
    const dated = { ...record, at: new Date().toISOString() };
    this.answers[notebook] = { ...this.answers[notebook], [id]: dated };
    const name = this.name;
    this.saving = this.saving.then(async () => {
      const { answers, problem } = await place.save(name, notebook, { [id]: dated });
      if (name !== this.name) return;
      this.answers[notebook] = merged(answers, this.answers[notebook] ?? {});
      this.problem = problem;
      this.changed();
    });
    return this.saving;
  },

  async use(name) {
    this.name = name;
    this.answers = {};
    this.problem = browser.set("name", name) || place === onServer ? "" : NOT_KEPT;
    this.changed();
  },

  async remove() {
    await this.saving;
    const problem = await place.remove(this.name);
    removeDrafts(this.name);
    await this.use("");
    this.problem = problem;
    this.changed();
  },
};
const NOT_KEPT = "This browser keeps nothing: your answers stay until the page is closed.";

// ---- What is typed and not handed in yet

const drafts = {
  key: (notebook, id) => `draft/${store.name}/${notebook}/${id}`,
  get(notebook, id) {
    try {
      return JSON.parse(browser.get(this.key(notebook, id)));
    } catch {
      return null;
    }
  },
  set(notebook, id, answer) {
    browser.set(this.key(notebook, id), JSON.stringify(answer));
  },
  remove(notebook, id) {
    browser.remove(this.key(notebook, id));
  },
};

function removeDrafts(name) {
  for (const key of browser.keys(`draft/${name}/`)) browser.remove(key);
}
