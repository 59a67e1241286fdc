// Answers on a Jupyter server: in the folder "answers", one file for each code name and notebook,
// written through the server's own contents API. No kernel is needed.

const onServer = {
  settings: serverSettings(),
  folder: null,

  // Send a request to the contents API and return its reply.
  async ask(method, path, body) {
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    const headers = { "X-XSRFToken": token, "Content-Type": "application/json" };
    if (this.settings.token) headers.Authorization = `token ${this.settings.token}`;
    const steps = path.split("/").map(encodeURIComponent).join("/");
    const address = `${this.settings.baseUrl}api/contents/${steps}`;
    const options = { method, headers, cache: "no-store", body: body && JSON.stringify(body) };
    const reply = await fetch(address, options);
    if (!reply.ok) throw new Error(`the server answers ${reply.status}`);
    return reply;
  },

  async content(path) {
    const reply = await this.ask("GET", path);
    return (await reply.json()).content;
  },

  async names(folder) {
    return (await this.content(folder)).map((item) => item.name);
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
    return isThere ? this.names(folder) : null;
  },

  async load(name, notebooks) {
    const kept = await inBrowser.load(name, notebooks);
    try {
      const files = (await this.fileNames()) ?? [];
      const saved = notebooks.filter((notebook) => files.includes(fileName(name, notebook)));
      await Promise.all(
        saved.map(async (notebook) => {
          const found = await this.read(name, notebook);
          kept.answers[notebook] = merged(found ?? {}, kept.answers[notebook]);
        }),
      );
    } catch (error) {
      kept.problem = `The folder “answers” cannot be read (${error.message}).`;
    }
    return kept;
  },

  // The answers in a file; null if it is broken or made by a newer version.
  async read(name, notebook) {
    const text = await this.content(`${this.folder}/${fileName(name, notebook)}`);
    try {
      return answersIn(text, name);
    } catch {
      return null;
    }
  },

  async save(name, notebook, answers) {
    const unsaved = merged(inBrowser.read(name, notebook), answers);
    try {
      const all = await oneTabAtATime(() => this.add(name, notebook, unsaved));
      inBrowser.forget(name, notebook);
      return { answers: all, problem: "" };
    } catch (error) {
      const { problem } = await inBrowser.save(name, notebook, unsaved);
      const where = problem ? "in this tab until it is closed" : "in this browser";
      const text = `Not saved in the folder “answers” (${error.message}). Your answers are kept ${where}, and are saved with the next one that works.`;
      return { answers: unsaved, problem: text };
    }
  },

  // Add answers to a file and return all that are in it then.
  async add(name, notebook, answers) {
    const files = await this.fileNames();
    if (files === null) await this.ask("PUT", this.folder, { type: "directory" });
    const path = `${this.folder}/${fileName(name, notebook)}`;
    let all = answers;
    if (files?.includes(fileName(name, notebook))) {
      const saved = await this.read(name, notebook);
      if (saved === null) await this.setAside(path);
      all = merged(saved ?? {}, answers);
    }
    const content = fileOfAnswers(name, notebook, all);
    await this.ask("PUT", path, { type: "file", format: "text", content });
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
    return config.baseUrl && !config.litePluginSettings ? config : null;
  } catch {
    return null;
  }
}

// Two tabs that save the same file in the same moment would write over each other. (Browsers offer
// locks only on https and on this computer.)
async function oneTabAtATime(action) {
  return navigator.locks ? navigator.locks.request("dateline", action) : action();
}

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
