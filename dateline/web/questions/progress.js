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
  };
  store.listeners.push(draw);
  draw();
}

// An optional question counts once it is answered: until then it is offered and not owed.
function progressOf(questions) {
  const recordOf = (question) => store.record(question.notebook, question.id);
  const answered = questions.filter(recordOf);
  const right = answered.filter((question) => recordOf(question).right === true).length;
  const open = questions.filter((question) => !recordOf(question));
  const left = open.filter((question) => !question.optional);
  const more = open.filter((question) => question.optional);
  const counts = `${answered.length} of ${answered.length + left.length} done`;
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
