// Answers from another notebook, as they were saved.

function recallPart(root, questions) {
  const draw = () => {
    const answered = questions.filter(({ notebook, id }) => store.record(notebook, id));
    const lines = answered.flatMap(({ notebook, id, prompt }) => {
      const answer = answerInWords(store.record(notebook, id).answer).join("; ");
      return [words(prompt, "p"), element("p", {}, "You answered: ", words(answer, "b"))];
    });
    const { notebookTitle } = questions[0];
    const none = `Under your code name, there is no answer yet from notebook ${notebookTitle}.`;
    root.replaceChildren(...(lines.length ? lines : [element("p", {}, none)]));
  };
  store.listeners.push(draw);
  draw();
}
