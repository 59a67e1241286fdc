// Find the questions, code-name bars, tallies, timers, seals and all other parts on the page, and
// bring them to life. In JupyterLab all notebooks of a window are one page, and outputs come one by
// one.

const forms = []; // also those of outputs that were cleared: they may come back
const notebooksOnPage = new Set();

store.listeners.push(() => {
  for (const form of forms) form.restore();
});

function loadAll() {
  return store.load([...notebooksOnPage]);
}

async function mountAll() {
  const roots = [...document.querySelectorAll(".dl-questions:not([data-mounted])")];
  const notebooks = roots.flatMap(mount);
  const fresh = notebooks.filter((notebook) => !notebooksOnPage.has(notebook));
  for (const notebook of fresh) notebooksOnPage.add(notebook);
  await store.load([...new Set(fresh)]);
}

// Returns the notebooks whose answers it needs.
function mount(root) {
  root.dataset.mounted = "yes";
  root.querySelector(":scope > .dl-static")?.remove(); // another one may be sealed inside
  const script = root.querySelector(":scope > script[type='application/json']");
  const data = JSON.parse(script.textContent);
  const live = element("div");
  root.append(live);
  if (data.part === "name") new NameBar(live);
  if (data.part === "progress") progressPart(live, data.questions);
  if (data.part === "casebook") new Casebook(live, data);
  if (data.part === "recall") recallPart(live, data.questions);
  if (data.part === "seal") new Seal(live, data);
  if (data.part === "sealed") new Sealed(root, data);
  if (data.part === "scores") new Scores(live, data);
  if (data.part === "tally") new Tally(live, data);
  if (data.part === "timer") new Timer(live, data.rounds);
  if (data.part === "questions") mountForms(live, data.questions);
  return data.notebooks;
}

function mountForms(live, questions) {
  const added = questions.map((question) => new QuestionForm(question));
  forms.push(...added);
  live.append(...added.map((form) => form.node));
  const cell = live.closest(".jp-Cell");
  if (cell && cell === cellJustRun) bringIntoView(added[0].node);
}

// ---- In view after Shift+Enter

let cellJustRun = null; // by Shift+Enter, until its questions are there

window.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.altKey)) return;
    const notebook = event.target.closest?.(".jp-Notebook");
    cellJustRun = notebook?.querySelector(".jp-Cell.jp-mod-active") ?? null;
  },
  true
);

// JupyterLab scrolls to the next cell when one is run, often past the question.
function bringIntoView(form) {
  cellJustRun = null;
  setTimeout(() => form.scrollIntoView({ block: "nearest" }), AFTER_JUPYTERLAB);
}
const AFTER_JUPYTERLAB = 250; // milliseconds

// ---- What another tab has saved

const A_MOMENT = 200; // milliseconds
let nextLoad;

window.addEventListener("storage", (event) => {
  if (!event.key?.startsWith(PREFIX + inBrowser.key(store.name, ""))) return;
  // On a server, an answer leaves the browser when it is saved.
  if (place === onServer && event.newValue !== null) return;
  clearTimeout(nextLoad);
  nextLoad = setTimeout(loadAll, A_MOMENT); // several come together
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") loadAll();
});
