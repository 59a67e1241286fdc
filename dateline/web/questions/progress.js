// What is done in each notebook; what is left unfolds.

function progressPart(root, questions) {
  const notebooks = [...new Set(questions.map((question) => question.notebook))];
  const draw = () => {
    const title = store.name
      ? `Progress of “${store.name}”`
      : "Choose a code name to see your progress.";
    const parts = notebooks.map((notebook) =>
      progressOf(questions.filter((question) => question.notebook === notebook)),
    );
    [...root.querySelectorAll("details")].forEach((old, index) => (parts[index].open = old.open));
    root.replaceChildren(element("p", {}, words(title, "b")), ...parts);
    notebooks.forEach((notebook) => progressOnCard(notebook, questions));
  };
  store.listeners.push(draw);
  draw();
}

// The front page of the website says beside each notebook how far its reader is.
function progressOnCard(notebook, questions) {
  const place = document.querySelector(`[data-progress="${CSS.escape(notebook)}"]`);
  if (!place) return;
  const asked = questions.filter((question) => question.notebook === notebook);
  const done = asked.filter((question) => store.record(notebook, question.id)).length;
  place.textContent = store.name ? `· ${done} of ${asked.length} answered` : "";
}

function progressOf(questions) {
  const records = questions.map((question) => store.record(question.notebook, question.id));
  const done = records.filter(Boolean).length;
  const right = records.filter((record) => record?.right === true).length;
  const left = questions.filter((question, index) => !records[index]);
  const part = element("details", { class: "dl-progress" });
  const sum = ` · ${done} of ${questions.length} done${left.length ? "" : " ✓"}, ${right} right`;
  part.append(element("summary", {}, bold(questions[0].notebookTitle), sum));
  if (left.length)
    part.append(
      "Still to do:",
      element("ul", {}, ...left.map((question) => words(question.title, "li"))),
    );
  else part.append("Nothing is left to do here.");
  return part;
}
