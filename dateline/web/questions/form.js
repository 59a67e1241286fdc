// A question as a form: its controls, buttons, hints, and what is said of the answer, in place.

const TRIES_BEFORE_ANSWER = 2;

function questionForm(question) {
  const notebook = question.notebook;
  const control = CONTROLS[question.kind](question, edited);
  const hints = element("div", { class: "dl-hints", role: "status" });
  const reply = element("div", { class: "dl-reply", role: "status" });
  const openName = element("div");
  let hintsShown = 0;

  const verb = NOT_JUDGED.includes(question.kind) || !hasKey(question) ? "Keep my answer" : "Check my answer";
  const submit = element("button", { type: "submit", class: "dl-button dl-primary" }, verb);
  const hintButton = button("Hint", showHint);
  hintButton.hidden = question.hints.length === 0;

  const node = element(
    "form",
    { class: "dl-form", onsubmit: handIn, onkeydown: enterSubmits },
    element(
      "fieldset",
      {},
      element("legend", {}, words(question.prompt)),
      control.node,
      hints,
      element("div", { class: "dl-buttons" }, submit, hintButton),
      openName,
      reply
    )
  );
  node.noValidate = true;

  // JupyterLab takes Enter before the browser can submit the form with it.
  function enterSubmits(event) {
    const typing = event.target.matches("input[type=text]");
    if (event.key === "Enter" && typing && !event.shiftKey && !event.ctrlKey) {
      event.preventDefault();
      node.requestSubmit();
    }
  }

  function showHint() {
    hintsShown = Math.min(hintsShown + 1, question.hints.length);
    hints.replaceChildren(
      ...question.hints.slice(0, hintsShown).map((hint) => element("p", {}, element("b", {}, "Hint: "), words(hint)))
    );
    hintButton.textContent = "Another hint";
    hintButton.hidden = hintsShown === question.hints.length;
  }

  function edited() {
    drafts.set(notebook, question.id, control.get());
    control.clearMarks();
    reply.replaceChildren();
  }

  async function handIn(event) {
    event.preventDefault();
    const answer = control.get();
    const lacking = missing(question, answer);
    if (lacking) {
      reply.replaceChildren(element("p", { class: "dl-lacking" }, lacking));
      return;
    }
    if (!store.name) {
      openName.replaceChildren(nameForm("Choose a code name first, so that your answers come back.", () => {
        openName.replaceChildren();
        node.requestSubmit();
      }));
      openName.querySelector("input").focus();
      return;
    }
    const before = store.record(notebook, question.id);
    const sameAnswer = before && JSON.stringify(before.answer) === JSON.stringify(answer);
    const tries = sameAnswer ? before.tries : (before?.tries ?? 0) + 1;
    const right = judge(question, answer).right;
    const record = { answer, tries, right };
    if (before?.first === undefined && before) record.first = before.answer;
    else if (before) record.first = before.first;
    submit.disabled = true;
    reply.replaceChildren(element("p", {}, "Saving …"));
    await store.keep(notebook, question.id, record);
    submit.disabled = false;
    drafts.remove(notebook, question.id);
    show();
  }

  // Say what there is to say of the answer that was handed in.
  function show() {
    const record = store.record(notebook, question.id);
    if (!record) return;
    const { answer, tries } = record;
    const result = judge(question, answer);
    const revealed = result.right === true || tries >= TRIES_BEFORE_ANSWER;
    if (result.right !== null) control.mark({ answer, revealed, right: result.right });
    reply.replaceChildren(...replyTo(question, result, revealed, store.problem));
  }

  // Bring back what is saved or typed, when the code name changes or the page opens. Saved files
  // may hold anything, so what does not fit the question leaves the form empty.
  function restore() {
    control.clearMarks();
    reply.replaceChildren();
    const record = store.record(notebook, question.id);
    const draft = drafts.get(notebook, question.id);
    try {
      control.put(draft ?? record?.answer ?? null);
      if (record && draft === null) show();
    } catch {
      control.put(null);
      reply.replaceChildren();
    }
  }

  return { node, question, restore };
}

function replyTo(question, result, revealed, problem) {
  const lines = [];
  if (result.right === null) {
    lines.push(element("p", { class: "dl-verdict dl-kept" }, element("b", {}, "✓ Saved. "), afterwards(question)));
    if (question.kind === "note" && question.options.length > 1) lines.push(samples(question));
  } else if (result.of > 1) {
    const text = result.right ? "✓ All right." : `${result.count} of ${result.of} are right.`;
    lines.push(element("p", { class: "dl-verdict" }, element("b", {}, text)));
  }
  if (result.right === false && !revealed) lines.push(element("p", {}, "Try once more: change your answer and check it again."));
  if (result.right !== null && revealed) lines.push(sourceLine(question.source));
  if (problem) lines.push(element("p", { class: "dl-problem" }, problem));
  return lines;
}

function afterwards(question) {
  if (question.kind === "note") return question.options.length > 1 ? "Now compare it with two other answers." : "";
  if (question.kind === "prediction") return "You will meet it again when the outcome is told.";
  return "There is no right or wrong here.";
}

function samples(question) {
  const letters = "ABCDEFGH";
  const fold = (summary, ...children) => element("details", {}, element("summary", {}, summary), ...children);
  const answers = question.options.map((option, index) =>
    element("p", {}, element("b", {}, `${letters[index]}. `), words(option.text))
  );
  const views = question.options.map((option, index) =>
    element("p", {}, element("b", {}, `${letters[index]}${option.right ? " is better. " : ". "}`), words(option.feedback))
  );
  return fold(
    "Two sample answers: which is better, and why?",
    ...answers,
    fold("What we think", ...views, sourceLine(question.source))
  );
}
