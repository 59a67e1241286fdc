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
  const ofNotebook = questions.filter((question) => question.notebook === notebook);
  place.textContent = store.name ? `· ${doneOf(ofNotebook).counts}` : "";
}

// An optional question counts once it is answered: until then it is offered and not owed.
function doneOf(questions) {
  const open = questions.filter((question) => !store.record(question.notebook, question.id));
  const left = open.filter((question) => !question.optional);
  const more = open.filter((question) => question.optional);
  const answered = questions.length - open.length;
  return { left, more, counts: `${answered} of ${answered + left.length} done` };
}

function progressOf(questions) {
  const { left, more, counts } = doneOf(questions);
  const records = questions.map((question) => store.record(question.notebook, question.id));
  const right = records.filter((record) => record?.right === true).length;
  const sum = ` · ${counts}${left.length ? "" : " ✓"}, ${right} right`;
  const part = fold(
    [bold(questions[0].notebookTitle), sum],
    left.length ? listOf("Still to do:", left) : "Nothing is left to do here.",
    more.length ? listOf("If you like, under Go further:", more) : "",
  );
  part.classList.add("dl-progress");
  return part;
}

function listOf(heading, questions) {
  const titles = questions.map((question) => words(question.title, "li"));
  return element("div", {}, heading, element("ul", {}, ...titles));
}
