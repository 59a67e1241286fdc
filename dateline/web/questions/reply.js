// What is said below a question once it is answered.

function replyTo(question, result, revealed, problem) {
  const lines = [];
  if (problem) lines.push(element("p", { class: "dl-problem" }, problem));
  if (result.right === null) lines.push(...replyToKept(question, problem));
  else lines.push(...replyToJudged(question, result, revealed));
  return lines;
}

function replyToKept(question, problem) {
  const isSaved = !problem && store.problem !== KEEPS_NOTHING;
  const saved = bold(isSaved ? "✓ Saved. " : "✓ Kept. ");
  const line = element("p", { class: "dl-kept" }, saved, whatNow(question));
  const isSampled = question.kind === "note" && question.options.length > 1;
  return isSampled ? [line, samples(question)] : [line];
}

function whatNow(question) {
  if (question.kind === "prediction") return "You will see it again when we tell what happened.";
  if (question.kind !== "note") return "There is no right or wrong here.";
  return question.options.length > 1 ? "Now compare it with two other answers." : "";
}

function replyToJudged(question, { right, count, of, extra }, revealed) {
  const lines = [];
  if (of > 1) {
    const tooMany = extra ? `, and ${extra} of your choices ${extra === 1 ? "is" : "are"} not` : "";
    const sum = right ? `✓ All ${of} are right.` : `✗ ${count} of ${of} are right${tooMany}.`;
    lines.push(element("p", { class: right ? "dl-kept" : "dl-problem" }, bold(sum)));
  }
  if (revealed) lines.push(sourceLine(question.source));
  else lines.push(element("p", {}, "Try once more: change your answer and check it again."));
  return lines;
}

// Two answers of other people to a question for which there is no key.
function samples(question) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"; // as many as a question can have options
  const answers = question.options.map((option, index) =>
    element("p", {}, bold(`${letters[index]}. `), words(option.text)),
  );
  const views = question.options.map((option, index) =>
    element(
      "p",
      {},
      bold(`${letters[index]}${option.right ? " is better." : "."} `),
      words(option.feedback),
    ),
  );
  return fold(
    "Two sample answers: which is better, and why?",
    ...answers,
    fold("What we think", ...views, sourceLine(question.source)),
  );
}
