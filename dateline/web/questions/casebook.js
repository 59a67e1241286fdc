// The casebook: one page with everything a reader has written, to hand in or to print. The same
// answers are in it as data, so that a teacher can put the casebooks of a class together.

class Casebook {
  constructor(root, data) {
    this.data = data;
    this.root = root;
    this.status = element("p", { role: "status" });
    const choices = data.charts.map((chart) => this.choice(chart));
    const save = primaryButton("Save my casebook", () => this.save());
    const print = button("Print it", () => this.print());
    root.append(
      element("p", {}, "Your answers, notes and predictions from every notebook, on one page."),
      ...(choices.length ? ["With these charts:", ...choices] : []),
      element("div", { class: "dl-buttons" }, save, print),
      this.status,
    );
  }

  choice(chart) {
    const box = element("input", { type: "checkbox", checked: "" });
    box.addEventListener("change", () => (chart.isLeftOut = !box.checked));
    return element("label", { class: "dl-option" }, box, words(chart.title));
  }

  // The page as text, with everything that was saved until now; "" if there is no code name.
  async page() {
    if (!store.name) {
      this.status.textContent = "Choose a code name first.";
      return "";
    }
    await store.saving;
    await store.load(this.data.notebooks);
    return casebookPage(this.data);
  }

  async save() {
    const page = await this.page();
    if (!page) return;
    const name = `casebook-${plainLetters(store.name) || "mine"}.html`;
    const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    this.status.textContent = `Saved as ${name} among your downloads. Open it to read it, or hand it in.`;
  }

  async print() {
    const page = await this.page();
    if (!page) return;
    const frame = element("iframe", {
      class: "dl-read-aloud",
      title: "Casebook to print",
      srcdoc: page,
    });
    frame.addEventListener("load", () => frame.contentWindow.print());
    this.root.querySelector("iframe")?.remove();
    this.root.append(frame);
  }
}

function casebookPage(data) {
  const title = `Casebook of ${store.name}`;
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = "en";
  page.head.prepend(
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
  );
  page.head.append(element("style", {}, CASEBOOK_STYLE));
  const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  const main = element(
    "main",
    {},
    words(title, "h1"),
    element("p", {}, `On the article “${data.article}”. ${day}.`),
  );
  main.append(...casebookAnswers(data), ...casebookCharts(data), casebookData(data));
  page.body.append(main);
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}

function casebookAnswers(data) {
  const parts = [];
  for (const notebook of data.notebooks) {
    const answered = data.questions.filter(
      (question) => question.notebook === notebook && store.record(notebook, question.id),
    );
    if (answered.length) parts.push(element("h2", {}, answered[0].notebookTitle));
    for (const question of answered)
      parts.push(...casebookEntry(question, store.record(notebook, question.id)));
  }
  return parts;
}

function casebookEntry(question, record) {
  const lines = answerInWords(question, record.answer).map((line) => words(line, "p"));
  const verdicts = { true: "✓ Right", false: "✗ Not right" };
  const tries = `${record.tries} ${record.tries === 1 ? "try" : "tries"}`;
  const sum =
    record.right === null
      ? ""
      : element("p", { class: "small" }, `${verdicts[record.right]}, ${tries}`);
  return [words(question.prompt, "h3"), ...lines, sum];
}

// An answer is text, a list, a chance with a reason, or a sorting. A file may hold anything else.
function answerInWords({ kind, unit }, answer) {
  const sign = (index) => (kind === "order" ? `${index + 1}.` : "•");
  if (Array.isArray(answer)) return answer.map((line, index) => `${sign(index)} ${line}`);
  if (answer === null || typeof answer !== "object") {
    return [kind === "number" ? `${answer} ${unit}`.trim() : String(answer)];
  }
  if ("chance" in answer) return [`${answer.chance} %`, String(answer.reason)];
  return Object.entries(answer).map(([text, pile]) => `${text} → ${pile}`);
}

function casebookCharts({ charts }) {
  const chosen = charts.filter((chart) => !chart.isLeftOut);
  const figures = chosen.map((chart) =>
    element(
      "figure",
      {},
      element("img", { src: chart.picture, alt: chart.words }),
      element("figcaption", {}, words(chart.title, "b"), ` · Source: ${chart.source}`),
    ),
  );
  return figures.length ? [element("h2", {}, "Charts"), ...figures] : [];
}

function casebookData({ notebooks }) {
  const answers = Object.fromEntries(
    notebooks.map((notebook) => [notebook, store.answers[notebook] ?? {}]),
  );
  const json = JSON.stringify({ schema: SCHEMA, name: store.name, answers }, null, 1);
  const safe = json.replaceAll("<", "\\u003c"); // it cannot end the script element around it
  return element("script", { type: "application/json", id: "dateline-answers" }, safe);
}

const CASEBOOK_STYLE = `
body { font: 1.0625rem/1.55 system-ui, sans-serif; color: #1f2933; background: #fff; margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h2 { border-top: 1px solid #d5dae0; padding-top: 0.8em; }
h3 { font-size: 1rem; margin: 1.2em 0 0.2em; break-after: avoid; }
p { margin: 0.2em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.small { font-size: 0.875rem; color: #52606d; }
img { max-width: 100%; }
figure { margin: 1em 0; break-inside: avoid; }
`;
