// The controls of each kind of question but the order, which has a file of its own. Each has
//   node            what is put on the page
//   get()           the answer as it is filled in: text, a list, or an object
//   put(answer)     fill in an answer; null empties the control
//   mark(result)    show in place what is right and what is not
//   clearMarks()    take that away again, because the answer has changed
// and calls changed() when the reader changes something. A result is {answer, right, revealed}:
// right is null where nobody judges, and revealed says whether the key may be shown.

function controlFor(question, changed) {
  if (question.kind === "number") return new NumberControl(question, changed);
  if (question.kind === "order") return new OrderControl(question, changed);
  if (question.kind === "sort") return new SortControl(question, changed);
  if (question.kind === "note") return new NoteControl(question, changed);
  if (question.kind === "prediction") return new PredictionControl(changed);
  return new ChoiceControl(question, changed);
}

// Right and wrong have a sign and a word, never a color alone.
function verdict(right, label, text) {
  const line = element("p", { class: `dl-verdict ${right ? "dl-right" : "dl-wrong"}` });
  line.append(bold(`${right ? "✓" : "✗"} ${label} `), words(text));
  return line;
}

function textBox(changed) {
  return element("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "dl-number",
    oninput: changed,
  });
}

function textArea(rows, changed) {
  return element("textarea", { rows, dir: "auto", oninput: changed });
}

// One row for each option; what there is to say of an option is said in its row.
class RowsControl {
  rows = []; // each {option, node, feedback, ...}

  addRow(row, ...children) {
    row.feedback = element("div", { class: "dl-feedback" });
    row.node.classList.add("dl-row");
    row.node.append(...children, row.feedback);
    this.rows.push(row);
  }

  clearMarks() {
    for (const row of this.rows) {
      row.node.classList.remove("dl-right", "dl-wrong");
      row.feedback.replaceChildren();
    }
  }

  markRow(row, right, label, text) {
    row.node.classList.add(right ? "dl-right" : "dl-wrong");
    row.feedback.replaceChildren(verdict(right, label, text));
  }
}

class ChoiceControl extends RowsControl {
  constructor(question, changed) {
    super();
    this.several = question.kind === "several";
    const type = this.several ? "checkbox" : "radio";
    const name = uniqueId("dl-choice");
    for (const option of question.options) {
      const box = element("input", { type, name, onchange: changed });
      const label = element("label", { class: "dl-option" }, box, words(option.text));
      this.addRow({ option, box, node: element("div") }, label);
    }
    this.node = element("div", {}, ...this.rows.map((row) => row.node));
  }

  get() {
    const chosen = this.rows.filter((row) => row.box.checked).map((row) => row.option.text);
    return this.several ? chosen : (chosen[0] ?? "");
  }

  put(answer) {
    const chosen = [answer].flat();
    for (const row of this.rows) row.box.checked = chosen.includes(row.option.text);
  }

  mark({ answer, right, revealed }) {
    this.clearMarks();
    const chosen = [answer].flat();
    for (const row of this.rows) {
      const { option } = row;
      const isChosen = chosen.includes(option.text);
      if (right === null) {
        if (isChosen) row.feedback.append(words(option.feedback));
      } else if (isChosen) {
        this.markRow(row, option.right, option.right ? "Right." : "Not this.", option.feedback);
      } else if (option.right && revealed) {
        this.markRow(row, true, "This is right.", option.feedback);
      }
    }
  }
}

class SortControl extends RowsControl {
  constructor(question, changed) {
    super();
    for (const option of question.options) {
      const id = uniqueId("dl-sort");
      const menu = element(
        "select",
        { id, onchange: changed },
        element("option", { value: "" }, "choose …"),
      );
      menu.append(...question.piles.map((pile) => element("option", { value: pile }, pile)));
      const label = element("label", { for: id }, words(option.text));
      this.addRow({ option, menu, node: element("div", { class: "dl-sort-row" }) }, label, menu);
    }
    this.node = element("div", {}, ...this.rows.map((row) => row.node));
  }

  get() {
    const sorted = this.rows.filter((row) => row.menu.value);
    return Object.fromEntries(sorted.map((row) => [row.option.text, row.menu.value]));
  }

  put(answer) {
    for (const row of this.rows) {
      row.menu.value = answer?.[row.option.text] ?? "";
      if (row.menu.selectedIndex < 0) row.menu.value = ""; // a pile that is no longer there
    }
  }

  mark({ answer, right, revealed }) {
    this.clearMarks();
    for (const row of this.rows) {
      const { option } = row;
      const why = revealed ? option.feedback : "";
      if (right === null) row.feedback.append(words(option.feedback));
      else if (belongs(option, answer[option.text])) this.markRow(row, true, "Right.", why);
      else if (revealed) this.markRow(row, false, `We say: ${pilesOf(option).join(" or ")}.`, why);
      else this.markRow(row, false, "Not this.", "");
    }
  }
}

class NumberControl {
  constructor(question, changed) {
    this.question = question;
    this.box = textBox(changed);
    this.feedback = element("div", { class: "dl-feedback" });
    this.node = element("div", {}, field("Your number", this.box, question.unit), this.feedback);
  }

  get() {
    return this.box.value.trim();
  }

  put(answer) {
    this.box.value = answer ?? "";
  }

  clearMarks() {
    this.feedback.replaceChildren();
  }

  mark({ answer, right, revealed }) {
    const option = optionForNumber(this.question, typedNumber(answer));
    const text = option?.feedback || (right ? "" : "Work it out once more.");
    this.feedback.replaceChildren(verdict(right, right ? "Right." : "Not this.", text));
    if (right || !revealed) return;
    const key = this.question.options.find((candidate) => candidate.right);
    const number = [key.text, this.question.unit].filter(Boolean).join(" ");
    this.feedback.append(element("p", {}, bold(`The answer is ${number}. `), words(key.feedback)));
  }
}

class NoteControl {
  constructor(question, changed) {
    this.most = question.unit; // such as "120 words", or ""
    this.box = textArea(this.most ? 8 : 4, () => {
      this.countWords();
      changed();
    });
    this.count = element("p", { class: "dl-small" });
    this.node = element("div", {}, field("Your answer", this.box), this.most && this.count);
  }

  get() {
    return this.box.value;
  }

  put(answer) {
    this.box.value = answer ?? "";
    this.countWords();
  }

  // Nobody is stopped in the middle of a sentence: the number is enough.
  countWords() {
    const count = this.box.value.split(/\s+/).filter(Boolean).length;
    this.count.textContent = `${count} of at most ${this.most}`;
  }

  clearMarks() {}

  mark() {}
}

class PredictionControl {
  constructor(changed) {
    this.chance = textBox(changed);
    this.reason = textArea(2, changed);
    this.node = element(
      "div",
      {},
      field("How likely, from 0 (never) to 100 (certain)?", this.chance, "%"),
      field("Your reason", this.reason),
    );
  }

  get() {
    return { chance: this.chance.value.trim(), reason: this.reason.value };
  }

  put(answer) {
    this.chance.value = answer?.chance ?? "";
    this.reason.value = answer?.reason ?? "";
  }

  clearMarks() {}

  mark() {}
}
