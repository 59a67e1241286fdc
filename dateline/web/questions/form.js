// A question as a form: its controls, its buttons and hints, and below them what there is to say.

const TRIES_BEFORE_KEY = 2;

class QuestionForm {
  constructor(question) {
    this.question = question;
    this.control = controlFor(question, () => this.edited());
    this.hintsShown = 0;
    this.shown = ""; // what restore() has filled in, so that it does not do so again
    this.failed = false; // the last answer could not be saved where it should be
    this.build();
    this.restore();
  }

  build() {
    const { question } = this;
    this.hints = element("div", { role: "status" });
    this.reply = element("div", { role: "status" });
    this.askForName = element("div");
    const verb = hasKey(question) ? "Check my answer" : "Keep my answer";
    this.submit = element("button", { type: "submit", class: "dl-button dl-primary" }, verb);
    this.hintButton = button("Hint", () => this.showHint());
    this.hintButton.hidden = question.hints.length === 0;
    const buttons = element("div", { class: "dl-buttons" }, this.submit, this.hintButton);
    const title = element("legend", {}, words(question.prompt));
    const parts = [title, this.control.node, this.hints, buttons, this.askForName, this.reply];
    this.node = element(
      "form",
      { class: "dl-form", novalidate: "" },
      element("fieldset", {}, ...parts),
    );
    this.node.addEventListener("submit", (event) => this.handIn(event));
    this.node.addEventListener("keydown", (event) => this.pressed(event));
  }

  // JupyterLab takes Enter before the browser can submit the form with it.
  pressed(event) {
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey;
    if (event.key === "Enter" && plain && event.target.matches("input")) {
      event.preventDefault();
      this.node.requestSubmit();
    }
  }

  showHint() {
    const { hints } = this.question;
    this.hintsShown += 1;
    const lines = hints
      .slice(0, this.hintsShown)
      .map((hint) => element("p", {}, bold("Hint: "), words(hint)));
    this.hints.replaceChildren(...lines);
    this.hintButton.textContent = "Another hint";
    this.hintButton.hidden = this.hintsShown >= hints.length;
  }

  edited() {
    drafts.set(this.question.notebook, this.question.id, this.control.get());
    this.shown = this.state();
    this.clear();
  }

  clear() {
    this.control.clearMarks();
    this.reply.replaceChildren();
  }

  // Everything that decides what the form shows.
  state() {
    const { notebook, id } = this.question;
    const problem = this.problem();
    return JSON.stringify([
      store.name,
      store.record(notebook, id),
      drafts.get(notebook, id),
      problem,
    ]);
  }

  problem() {
    return this.failed ? store.problem : "";
  }

  async handIn(event) {
    event.preventDefault();
    const answer = this.control.get();
    const lacking = missing(this.question, answer);
    if (lacking) this.reply.replaceChildren(element("p", { class: "dl-problem" }, lacking));
    else if (store.name) await this.keep(answer);
    else this.chooseName();
  }

  chooseName() {
    const text = "Choose a code name first, so that your answers come back.";
    const form = nameForm(text, async (loaded) => {
      await loaded;
      this.node.requestSubmit();
    });
    this.askForName.replaceChildren(form);
    form.querySelector("input").focus();
  }

  async keep(answer) {
    const { notebook, id } = this.question;
    const { name } = store;
    this.submit.disabled = true; // until it is saved, restore() says nothing of it either
    this.reply.replaceChildren(element("p", {}, "Saving …"));
    await store.keep(notebook, id, this.recordOf(answer));
    this.submit.disabled = false;
    this.failed = !["", KEEPS_NOTHING].includes(store.problem); // the bar says that once for all
    // While it was being saved, the reader may have typed on, or somebody else may have come.
    const isThere = name === store.name && sameAnswer(answer, this.control.get());
    if (isThere) drafts.remove(name, notebook, id);
    this.restore();
    if (isThere) this.reply.scrollIntoView({ block: "nearest" }); // rows have grown above it
  }

  // What is saved with an answer: the first one stays, as it was before the key was seen.
  recordOf(answer) {
    const before = store.record(this.question.notebook, this.question.id);
    const right = judge(this.question, answer).right;
    if (!before) return { answer, tries: 1, right, first: answer };
    const tries = (Number(before.tries) || 0) + (sameAnswer(before.answer, answer) ? 0 : 1);
    return { ...before, answer, tries, right, first: before.first ?? before.answer };
  }

  // Fill in what is typed or saved, when the page opens, the code name changes, or another tab has
  // saved. Files may hold anything: what does not fit the question leaves the form empty.
  restore() {
    const state = this.state();
    if (state === this.shown || this.submit.disabled) return;
    this.shown = state;
    const { notebook, id } = this.question;
    const record = store.record(notebook, id);
    const draft = drafts.get(notebook, id);
    if (store.name) this.askForName.replaceChildren();
    this.clear();
    try {
      this.control.put(draft ?? record?.answer ?? null);
      if (record && draft === null) this.say(record);
    } catch {
      this.clear();
      this.control.put(null);
    }
  }

  // Say what there is to say of an answer that was handed in.
  say({ answer, tries }) {
    const result = judge(this.question, answer);
    const revealed = result.right !== false || tries >= TRIES_BEFORE_KEY;
    this.control.mark({ answer, right: result.right, revealed });
    this.reply.replaceChildren(...replyTo(this.question, result, revealed, this.problem()));
  }
}

function sameAnswer(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
