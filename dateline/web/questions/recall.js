// An answer from another notebook, as it was saved.

function recallPart(root, questions) {
  const draw = () => {
    const lines = questions.flatMap((question) => {
      const record = store.record(question.notebook, question.id);
      const answer = record ? answerInWords(record.answer) : ["nothing is saved under your code name"];
      return [element("p", {}, words(question.prompt)), element("p", {}, "You answered: ", words(answer.join("; "), "b"))];
    });
    root.replaceChildren(...lines);
  };
  store.listeners.push(draw);
  draw();
}
