// The answers of the reader on this page: a code name, and for each notebook of the lesson the
// answers of that name as {question id: {answer, tries, right, first, at}}.

const place = onServer.settings ? onServer : inBrowser;

const store = {
  name: cleanName(browser.get("name") ?? ""),
  answers: {},
  isLoaded: false, // whether the saved answers of that name are among them
  problem: "",
  listeners: [],
  saving: Promise.resolve(),

  changed() {
    for (const listener of this.listeners) listener();
  },

  record(notebook, id) {
    return this.answers[notebook]?.[id] ?? null;
  },

  async load(notebooks) {
    const name = this.name;
    if (!name || !notebooks.length) return;
    const { answers, problem } = await place.load(name, notebooks);
    if (name !== this.name) return; // it was changed in the meantime
    for (const notebook of notebooks) {
      this.answers[notebook] = merged(answers[notebook], this.answers[notebook] ?? {});
    }
    if (problem) this.problem = problem;
    this.isLoaded = true;
    this.changed();
  },

  // Keep an answer, and return a promise that ends when it is saved or the problem is known.
  // Saves go one after another, so that no answer overtakes another.
  keep(notebook, id, record) {
    const name = this.name;
    const dated = { ...record, at: laterThan(this.record(notebook, id)?.at) };
    this.answers[notebook] = { ...this.answers[notebook], [id]: dated };
    this.saving = this.saving.then(() => this.save(name, notebook, { [id]: dated }));
    return this.saving;
  },

  async save(name, notebook, answers) {
    const result = await place.save(name, notebook, answers);
    if (name !== this.name) return; // it was changed in the meantime
    this.answers[notebook] = merged(result.answers, this.answers[notebook]);
    this.problem = result.problem;
    this.changed();
  },

  // Take another code name; "" for none.
  use(name) {
    this.name = name;
    this.answers = {};
    this.isLoaded = false;
    const kept = browser.set("name", name);
    this.problem = kept || place === onServer ? "" : KEEPS_NOTHING;
    this.changed();
  },

  async remove() {
    const name = this.name;
    await this.saving;
    const problem = await place.remove(name);
    drafts.removeAll(name);
    this.use("");
    this.problem = problem;
    this.changed();
  },
};

// Now, or a moment after the last answer: a clock that was set back must not make this one older.
function laterThan(before) {
  const last = Date.parse(before ?? "");
  return new Date(Math.max(Date.now(), (last || 0) + 1)).toISOString();
}

// What is typed and not handed in yet. Nobody has to choose a code name before typing.
const drafts = {
  beginning: (name) => `draft/${encodeURIComponent(name)}/`,

  key(name, notebook, id) {
    return `${this.beginning(name)}${notebook}/${id}`;
  },

  get(notebook, id) {
    try {
      return JSON.parse(browser.get(this.key(store.name, notebook, id)));
    } catch {
      return null;
    }
  },

  set(notebook, id, answer) {
    browser.set(this.key(store.name, notebook, id), JSON.stringify(answer));
  },

  remove(name, notebook, id) {
    browser.remove(this.key(name, notebook, id));
  },

  removeAll(name) {
    for (const key of browser.keys(this.beginning(name))) browser.remove(key);
  },

  // A code name was chosen or corrected: what was typed under the old one goes with it, except
  // where the new name has a draft of its own. What somebody opened stays sealed for the next.
  move(before, after) {
    if (before === after) return;
    for (const key of browser.keys(this.beginning(before))) {
      if (key.startsWith(`${this.beginning(before)}seal/`)) continue;
      const target = this.beginning(after) + key.slice(this.beginning(before).length);
      if (browser.get(target) !== null) continue;
      browser.set(target, browser.get(key));
      browser.remove(key);
    }
  },
};
