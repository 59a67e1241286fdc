// Answers on a Jupyter server: in the folder "answers", written through the server's own contents
// API. No kernel is needed. Each browser has files of its own, one for each code name and notebook,
// so that nobody writes over what another one has saved in the same moment; readers put them
// together. What is not on the server yet stays in this browser, and goes there with the next
// answer that can be saved. The browser edition has no server: there JupyterLab keeps the files.

const onServer = {
  settings: serverSettings(),
  folder: null,

  // Send a request to the contents API and return its reply.
  async ask(method, path, body) {
    if (this.settings.litePluginSettings) return askTheApp(method, path, body);
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    const headers = { "X-XSRFToken": token, "Content-Type": "application/json" };
    if (this.settings.token) headers.Authorization = `token ${this.settings.token}`;
    const steps = path.split("/").map(encodeURIComponent).join("/");
    const address = `${this.settings.baseUrl}api/contents/${steps}`;
    const signal = AbortSignal.timeout(LONGEST_WAIT);
    const content = body && JSON.stringify(body);
    const options = { method, headers, signal, cache: "no-store", body: content };
    const reply = await fetch(address, options).catch(() => {
      throw new Error("the server does not answer");
    });
    if (!reply.ok) throw new Error(`the server answers ${reply.status}`);
    return reply;
  },

  async content(path) {
    const reply = await this.ask("GET", path);
    return (await reply.json()).content;
  },

  async names(folder, type) {
    const items = await this.content(folder);
    return items.filter((item) => !type || item.type === type).map((item) => item.name);
  },

  // The folder for answers: beside "data" in the nearest folder above the notebook. Where the
  // server shows nothing above the notebook, it is beside the notebook.
  async findFolder() {
    if (this.folder !== null) return this.folder;
    const steps = notebookFolder().split("/").filter(Boolean);
    let found = steps;
    for (let depth = steps.length; depth >= 0; depth -= 1) {
      const above = steps.slice(0, depth);
      if ((await this.names(above.join("/"))).includes("data")) {
        found = above;
        break;
      }
    }
    this.folder = [...found, "answers"].join("/");
    return this.folder;
  },

  // The names of the files, or null if there is no folder yet. It is looked for in the one above,
  // because asking for what is not there would write an error to the console.
  async fileNames() {
    const folder = await this.findFolder();
    const above = folder.split("/").slice(0, -1).join("/");
    const isThere = (await this.names(above)).includes("answers");
    return isThere ? this.names(folder, "file") : null;
  },

  async load(name, notebooks) {
    const kept = await inBrowser.load(name, notebooks);
    let problem = null;
    try {
      const files = (await this.fileNames()) ?? [];
      for (const notebook of notebooks) {
        const beginning = fileBeginning(name, notebook);
        const theirs = files.filter((file) => file.startsWith(beginning));
        const read = (file) => this.read(file, name).catch((error) => ((problem = error), null));
        const saved = await Promise.all(theirs.map(read));
        kept.answers[notebook] = [...saved, kept.answers[notebook]].reduce(
          (some, others) => merged(some, others ?? {}),
          {},
        );
      }
    } catch (error) {
      problem = error;
    }
    if (problem) {
      kept.problem = `The folder “answers” cannot be read (${problem.message}).`;
      return kept;
    }
    try {
      await this.saveWaiting();
    } catch (error) {
      kept.problem = notSaved(error, "in this browser");
    }
    return kept;
  },

  // The answers in a file; null if it is broken or made by a newer version.
  async read(file, name) {
    const text = await this.content(`${this.folder}/${file}`);
    try {
      return answersIn(text, name);
    } catch {
      return null;
    }
  },

  // Keep answers in this browser first, so that nothing is lost if the page is closed now; then
  // save everything that waits there, also from other notebooks and under other code names.
  async save(name, notebook, answers) {
    const kept = await inBrowser.save(name, notebook, answers);
    try {
      const all = await oneTabAtATime(() => this.add(name, notebook, kept.answers));
      await this.saveWaiting();
      return { answers: all, problem: "" };
    } catch (error) {
      const again = await inBrowser.save(name, notebook, answers); // another tab may have been faster
      const where = again.problem ? "in this tab until it is closed" : "in this browser";
      return { answers: again.answers, problem: notSaved(error, where) };
    }
  },

  async saveWaiting() {
    for (const { name, notebook } of inBrowser.waiting()) {
      await oneTabAtATime(async () => {
        const answers = inBrowser.read(name, notebook);
        if (Object.keys(answers).length) await this.add(name, notebook, answers);
      });
    }
  },

  // Add answers to the file of this browser and return all that are in it then.
  async add(name, notebook, answers) {
    const files = await this.fileNames();
    if (files === null) await this.ask("PUT", this.folder, { type: "directory" });
    const file = `${fileBeginning(name, notebook)}${writer()}.json`;
    const path = `${this.folder}/${file}`;
    let all = answers;
    if (files?.includes(file)) {
      const saved = await this.read(file, name);
      if (saved === null) await this.setAside(path);
      all = merged(saved ?? {}, answers);
    }
    const content = fileOfAnswers(name, notebook, all);
    await this.ask("PUT", path, { type: "file", format: "text", content });
    inBrowser.forget(name, notebook, answers);
    return all;
  },

  // A file that cannot be understood is never written over.
  async setAside(path) {
    await this.ask("PATCH", path, { path: path.replace(/json$/, `set-aside-${Date.now()}.json`) });
  },

  async remove(name) {
    await inBrowser.remove(name);
    try {
      const files = (await this.fileNames()) ?? [];
      const theirs = files.filter((file) => file.startsWith(fileStem(name)));
      await Promise.all(theirs.map((file) => this.ask("DELETE", `${this.folder}/${file}`)));
      return "";
    } catch (error) {
      return `Not everything could be deleted (${error.message}).`;
    }
  },
};

function serverSettings() {
  try {
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const isThere = config.litePluginSettings ? window.jupyterapp : config.baseUrl;
    return isThere ? config : null;
  } catch {
    return null;
  }
}

// The same requests, answered by JupyterLab in this page. It has taken JSON apart already.
async function askTheApp(method, path, body) {
  const files = window.jupyterapp.serviceManager.contents;
  const actions = {
    GET: () => files.get(path, { content: true }),
    PUT: () => files.save(path, body),
    PATCH: () => files.rename(path, body.path),
    DELETE: () => files.delete(path),
  };
  const reply = (await actions[method]()) ?? {};
  const { content } = reply;
  const isJson = reply.format === "json" && reply.type === "file";
  return { json: async () => ({ content: isJson ? JSON.stringify(content) : content }) };
}

const LONGEST_WAIT = 20_000; // milliseconds until a server that says nothing has failed

function notSaved(error, where) {
  return `Not saved in the folder “answers” (${error.message}). Your answers are kept ${where}, and are saved with the next one that works.`;
}

// Two tabs of a browser that save its file in the same moment would write over each other.
// Browsers offer locks only on https and on this computer; elsewhere a page waits for itself.
let lastAction = Promise.resolve();

function oneTabAtATime(action) {
  if (navigator.locks) return navigator.locks.request("dateline", action);
  lastAction = lastAction.then(action, action);
  return lastAction;
}

// The mark of this browser in the names of its files; where there are no locks, of this page.
function writer() {
  if (!browser.get("writer")) browser.set("writer", randomMark());
  return navigator.locks ? plainLetters(browser.get("writer")) : MARK_OF_PAGE;
}

function randomMark() {
  const numbers = crypto.getRandomValues(new Uint32Array(2));
  return [...numbers].map((number) => number.toString(36).padStart(7, "0")).join("");
}
const MARK_OF_PAGE = randomMark();

// Where the notebook of this page is, below the server's folder: from the title of its tab.
function notebookFolder() {
  const panel = document.querySelector(".dl-questions")?.closest(".jp-NotebookPanel, .jp-Document");
  const tab = panel && document.querySelector(`[data-id="${panel.id}"]`);
  const fromTab = tab?.title.match(/^Path: (.*)$/m)?.[1];
  const address = decodeURIComponent(location.pathname);
  const fromAddress = address.match(/\/(?:tree|notebooks|edit)\/(.*\.ipynb)/)?.[1];
  const path = fromTab ?? fromAddress ?? "";
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}
