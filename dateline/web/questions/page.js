// Find the questions, code-name bars and progress tables on the page and bring them to life.

const forms = [];
const notebooksOnPage = new Set();

// Load the answers of the code name for every notebook on the page, and fill the forms in.
async function loadAll() {
  await Promise.all([...notebooksOnPage].map((notebook) => store.load(notebook)));
  for (const form of forms) form.restore();
  store.changed();
}

function dataOf(root) {
  return JSON.parse(root.querySelector("script[type='application/json']").textContent);
}

function mount(root) {
  root.dataset.mounted = "yes";
  // JupyterLab looks for this mark on the very element that has the focus.
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  root.querySelector(".dl-static")?.remove();
  const data = dataOf(root);
  const live = element("div", { class: "dl-live" });
  root.append(live);
  for (const notebook of data.notebooks) notebooksOnPage.add(notebook);
  if (data.part === "name") nameBar(live, data.notebooks);
  if (data.part === "progress") progressList(live, data.questions);
  if (data.part === "casebook") casebookPart(live, data);
  if (data.part === "questions") {
    const own = data.questions.map(questionForm);
    forms.push(...own);
    live.append(...own.map((form) => form.node));
    for (const form of own) form.restore();
  }
  return data.notebooks;
}

async function mountAll() {
  const roots = [...document.querySelectorAll(".dl-questions:not([data-mounted])")];
  if (!roots.length) return;
  // Outputs that were cleared or run again leave their forms behind: forget those.
  forms.splice(0, forms.length, ...forms.filter((form) => form.node.isConnected));
  roots.forEach(mount);
  await loadAll();
}

// In JupyterLab, Shift+Enter inside an answer must run the cell, as it does everywhere else. The
// keys of an output never reach JupyterLab, so this one is handed to the cell.
window.addEventListener(
  "keydown",
  (event) => {
    const root = event.target.closest?.(".dl");
    const cell = root?.closest(".jp-Cell");
    if (!cell || event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.altKey)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const notebook = cell.closest(".jp-Notebook");
    (cell.tabIndex >= 0 ? cell : notebook).focus();
    const again = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, shiftKey: event.shiftKey, ctrlKey: event.ctrlKey, altKey: event.altKey, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(again);
  },
  true
);

// Another tab of the same browser has saved something.
window.addEventListener("storage", (event) => {
  if (event.key?.startsWith(`${KEY}/answers/${store.name}/`)) loadAll();
});

// What is done in each notebook; what is left unfolds.
function progressList(root, questions) {
  function draw() {
    const notebooks = [...new Set(questions.map((question) => question.notebook))];
    const heading = store.name ? `Progress of “${store.name}”` : "Choose a code name to see your progress.";
    root.replaceChildren(
      element("p", {}, element("b", { dir: "auto" }, heading)),
      ...notebooks.map((notebook) => progressOf(questions.filter((question) => question.notebook === notebook)))
    );
  }
  store.listeners.add(draw);
  draw();
}

function progressOf(questions) {
  const records = questions.map((question) => store.record(question.notebook, question.id));
  const done = records.filter(Boolean).length;
  const right = records.filter((record) => record?.right === true).length;
  const left = questions.filter((question, index) => !records[index]);
  const summary = element(
    "summary",
    {},
    element("b", {}, questions[0].notebookTitle),
    ` · ${done} of ${questions.length} done${left.length ? "" : " ✓"}, ${right} right`
  );
  const list = element("ul", {}, ...left.map((question) => words(question.title, "li")));
  const rest = left.length ? ["Still to do:", list] : ["Nothing is left to do here."];
  return element("details", { class: "dl-progress" }, summary, ...rest);
}
