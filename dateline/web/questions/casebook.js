// The casebook: one page with everything a reader has written, to hand in or to print. It holds
// the same answers as data, so that a teacher can put the casebooks of a class together.

function casebookPart(root, data) {
  const status = element("p", { role: "status" });
  const save = async () => {
    if (!store.name) {
      status.textContent = "Choose a code name first.";
      return;
    }
    await store.saving;
    await Promise.all(data.notebooks.map((notebook) => store.load(notebook)));
    const name = `casebook-${store.name.replace(/[^a-z0-9]+/g, "-")}.html`;
    const link = element("a", { href: URL.createObjectURL(new Blob([casebookPage(data)], { type: "text/html" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    status.textContent = `Saved as ${name} with your downloads. Open it to read it, print it or hand it in.`;
  };
  const print = async () => {
    await Promise.all(data.notebooks.map((notebook) => store.load(notebook)));
    const frame = element("iframe", { class: "dl-hidden", title: "Casebook to print" });
    frame.srcdoc = casebookPage(data);
    frame.addEventListener("load", () => {
      frame.contentWindow.print();
      setTimeout(() => frame.remove(), 60000);
    });
    root.append(frame);
  };
  root.append(
    element("p", {}, "Your answers, notes and predictions from every notebook, on one page."),
    element("div", { class: "dl-buttons" }, button("Save my casebook", save, "primary"), button("Print it", print)),
    status
  );
}

function answerInWords(question, answer) {
  if (question.kind === "sort") return Object.entries(answer).map(([text, pile]) => `${text}: ${pile}`);
  if (question.kind === "prediction") return [`${answer.chance} %`, answer.reason];
  if (question.kind === "order") return answer.map((text, index) => `${index + 1}. ${text}`);
  return [answer].flat();
}

function casebookPage(data) {
  const page = document.implementation.createHTMLDocument(`Casebook of ${store.name}`);
  page.documentElement.lang = "en";
  page.head.prepend(element("meta", { charset: "utf-8" }), element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }));
  page.head.append(element("style", {}, CASEBOOK_STYLE));
  const body = element("main", {}, element("h1", {}, `Casebook of ${store.name}`), element("p", {}, `On the article “${data.article}”. ${new Date().toLocaleDateString("en-US", { dateStyle: "long" })}`));
  for (const notebook of data.notebooks) {
    const own = data.questions.filter((question) => question.notebook === notebook && store.record(notebook, question.id));
    if (!own.length) continue;
    body.append(element("h2", {}, own[0].notebookTitle));
    for (const question of own) body.append(...casebookEntry(question, store.record(notebook, question.id)));
  }
  if (data.charts.length) body.append(element("h2", {}, "Charts"));
  for (const chart of data.charts) {
    body.append(
      element("figure", {}, element("img", { src: chart.picture, alt: chart.words }), element("figcaption", {}, `Source: ${chart.source}`))
    );
  }
  const answers = Object.fromEntries(data.notebooks.map((notebook) => [notebook, store.answers[notebook] ?? {}]));
  const json = JSON.stringify({ schema: SCHEMA, name: store.name, answers }, null, 1).replaceAll("<", "\\u003c");
  body.append(element("script", { type: "application/json", id: "dateline-answers" }, json));
  page.body.append(body);
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}

function casebookEntry(question, record) {
  const right = record.right === true ? " ✓" : record.right === false ? " ✗" : "";
  return [
    element("h3", {}, words(question.prompt)),
    ...answerInWords(question, record.answer).map((text) => element("p", { dir: "auto" }, `${text}`)),
    element("p", { class: "small" }, `${right ? `${right.trim()} ` : ""}${record.tries} ${record.tries === 1 ? "try" : "tries"}`),
  ];
}

const CASEBOOK_STYLE = `
body { font: 1.0625rem/1.55 system-ui, sans-serif; color: #1f2933; background: #fff; margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h2 { border-top: 1px solid #d5dae0; padding-top: 0.8em; }
h3 { font-size: 1rem; margin: 1.2em 0 0.2em; }
p { margin: 0.2em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.small { font-size: 0.875rem; color: #52606d; }
img { max-width: 100%; }
figure { margin: 1em 0; break-inside: avoid; }
`;
