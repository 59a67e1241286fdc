// The code name: chosen once, remembered on this computer, changed or given back in one bar.

// done() gets a promise that ends when the answers of that name have been loaded.
function nameForm(text, done) {
  const box = element("input", { type: "text", autocomplete: "off", maxlength: LONGEST_NAME });
  const problem = element("p", { role: "status", class: "dl-problem" });
  box.value = suggestedName();
  const take = () => {
    const name = cleanName(box.value);
    if (!name) {
      problem.textContent = `Use 1 to ${LONGEST_NAME} letters that can be seen.`;
      return;
    }
    done(takeName(name));
  };
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation(); // or the question around it would take the key, too
    take();
  });
  const row = field("Code name", box);
  row.append(primaryButton("Use this name", take));
  const advice =
    "Two words, never your own name. Used one before? Type it exactly as you did then.";
  return element(
    "div",
    { class: "dl-name-form" },
    element("p", {}, text),
    row,
    element("p", { class: "dl-small" }, advice),
    problem,
  );
}

// Take a code name. What was typed and not handed in yet stays in the forms.
async function takeName(name) {
  drafts.move(store.name, name);
  store.use(name);
  await loadAll();
}

class NameBar {
  constructor(root) {
    this.line = element("div", { class: "dl-name-line" });
    this.problem = element("p", { class: "dl-problem", role: "status" });
    this.below = element("div");
    this.name = null; // the one that is shown
    root.append(this.line, this.problem, this.below);
    store.listeners.push(() => this.draw());
    this.draw();
  }

  draw() {
    this.problem.textContent = store.problem;
    if (store.name) this.drawName();
    else this.line.replaceChildren();
    if (store.name === this.name) return; // a form that is open stays open
    this.name = store.name;
    this.close();
  }

  drawName() {
    const count = Object.values(store.answers).flatMap(Object.keys).length;
    const none = "No answers saved yet under this name. Used one before? Check the spelling.";
    const found = count ? `${count} ${count === 1 ? "answer" : "answers"} saved.` : none;
    const sum = store.isLoaded ? found : "";
    const text = element("span", {}, "Answering as ", words(store.name, "b"), `. ${sum}`);
    if (this.line.firstChild && store.name === this.name) {
      this.line.firstChild.replaceWith(text); // its buttons stay, and with them the focus
      return;
    }
    this.line.replaceChildren(
      text,
      button("Change", () => this.change()),
      button("Start again", () => this.startAgain()),
      button("Delete my answers", () => this.delete()),
    );
  }

  // Show nothing below the line, or the form for a name where there is none.
  close() {
    this.below.replaceChildren();
    if (store.name) return;
    const text = "Choose a code name. With it, your answers come back.";
    this.below.append(nameForm(text, () => this.close()));
  }

  change() {
    const text = "What you have typed and not saved yet stays in the forms.";
    const form = nameForm(text, () => this.close());
    form.append(button("Cancel", () => this.close()));
    this.below.replaceChildren(form);
    form.querySelector("input").focus();
  }

  startAgain() {
    const text = `Empty all forms for the next person? Everything saved or typed as “${store.name}” comes back with that code name.`;
    this.ask(text, "Empty the forms", () => takeNoName());
  }

  delete() {
    const text = `Delete everything saved as “${store.name}”, in every notebook?`;
    this.ask(text, "Delete", () => store.remove());
  }

  ask(text, yes, action) {
    const confirm = () => {
      this.close();
      action();
    };
    const buttons = element(
      "div",
      { class: "dl-buttons" },
      primaryButton(yes, confirm),
      button("Cancel", () => this.close()),
    );
    this.below.replaceChildren(element("p", {}, text), buttons);
    buttons.firstChild.focus();
  }
}

// Give the code name back, so that the next person starts with empty forms.
async function takeNoName() {
  await store.saving;
  drafts.removeAll("");
  store.use("");
}
