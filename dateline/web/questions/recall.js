// Answers from another notebook, as they were saved.

function recallPart(root, questions) {
  const draw = () => {
    const answered = questions.filter(({ notebook, id }) => store.record(notebook, id));
    const lines = answered.map((question) => {
      const { answer } = store.record(question.notebook, question.id);
      const text = answerInWords(question, answer).join("; ");
      return element("p", {}, words(question.title), ": ", words(text, "b"));
    });
    const { notebookTitle } = questions[0];
    const none = store.name
      ? `Under your code name, there is no answer yet from notebook ${notebookTitle}.`
      : `Take the code name that you used in notebook ${notebookTitle}, and your answers come back.`;
    root.replaceChildren(...(lines.length ? lines : [element("p", {}, none)]));
  };
  store.listeners.push(draw);
  draw();
}
