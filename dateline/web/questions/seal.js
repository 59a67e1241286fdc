// A seal over what happened next. It opens when the reader's predictions are in, or when somebody
// opens it on purpose. What is sealed is in the page all the same: this is for the eye, no lock.
//
// The record of a prediction that was opened also has
//   opened   {chance, recalled}: the number that counts, and the one the reader remembered; "" if
//            nobody asked, because the number was given only a moment before

const seal = {
  openedHere: false, // by somebody without a code name: until the page is closed
  name: "", // whose seal it is

  key: (predictions) => predictions.map((prediction) => prediction.id).join("+"),

  missing(predictions) {
    return predictions.filter(({ notebook, id }) => !chanceOf(store.record(notebook, id)));
  },

  isOpen(predictions) {
    if (this.openedHere || drafts.get("seal", this.key(predictions))) return true;
    return predictions.every(({ notebook, id }) => store.record(notebook, id)?.opened);
  },

  // Open it; `recalled` is {id: the number that the reader remembered}.
  async open(predictions, recalled) {
    const given = predictions.filter(({ notebook, id }) => chanceOf(store.record(notebook, id)));
    if (!store.name) this.openedHere = true;
    else if (given.length < predictions.length) drafts.set("seal", this.key(predictions), "open");
    const saving = given.map(({ notebook, id }) => {
      const record = store.record(notebook, id);
      const opened = { chance: chanceOf(record), recalled: recalled[id] ?? "" };
      return record.opened ? null : store.keep(notebook, id, { ...record, opened });
    });
    store.changed();
    await Promise.all(saving);
  },
};

store.listeners.push(() => {
  if (seal.name && seal.name !== store.name) seal.openedHere = false; // somebody else has come
  seal.name = store.name;
});

// The number of a prediction as it was typed; "" if there is none. A file may hold anything.
function chanceOf(record) {
  const chance = String(record?.answer?.chance ?? "");
  return isChance(chance) ? chance : "";
}

function isChance(typed) {
  const number = typedNumber(typed);
  return number !== null && number >= 0 && number <= 100;
}

function percent(typed) {
  return `${typedNumber(typed)} %`;
}

// A part of the page that is hidden until the seal is open.
class Sealed {
  constructor(root, { predictions }) {
    this.fold = root.querySelector(":scope > details");
    this.inside = this.fold.querySelector(":scope > .dl-inside");
    this.words = element("p", { class: "dl-closed" }, bold("Sealed. "), "It opens in section 1.");
    root.append(this.words, this.inside);
    this.fold.remove();
    const draw = () => {
      const open = seal.isOpen(predictions);
      this.inside.hidden = !open;
      this.words.hidden = open;
    };
    store.listeners.push(draw);
    draw();
  }
}

// The place where a reader opens it: first the numbers that are missing, then what they remember.
class Seal {
  constructor(root, { predictions }) {
    this.predictions = predictions;
    this.givenHere = new Set(); // predictions that were made a moment ago: nothing to remember
    this.shown = "";
    this.acting = false; // the reader has just pressed something here
    this.words = element("p", { tabindex: "-1" });
    this.parts = element("div");
    this.way = element("div"); // the deliberate way in
    root.append(this.words, this.parts, this.way);
    store.listeners.push(() => this.draw());
    this.draw();
  }

  draw() {
    const missing = seal.missing(this.predictions);
    const isOpen = seal.isOpen(this.predictions);
    const ids = missing.map(({ id }) => id);
    // Forms look after the code name themselves.
    const whose = isOpen || !ids.length ? store.name : "";
    const state = JSON.stringify([isOpen, ids, whose]);
    if (state === this.shown) return; // what is typed stays
    const asked = this.predictions.filter(({ id }) => !this.givenHere.has(id));
    this.shown = state;
    if (isOpen) this.drawOpen();
    else if (missing.length) this.drawMissing(missing);
    else if (asked.length) this.drawMemory(asked);
    else this.open({});
    if (this.acting) this.words.focus();
    this.acting = false;
  }

  open(recalled) {
    this.acting = true;
    return seal.open(this.predictions, recalled);
  }

  say(lead, text) {
    this.words.replaceChildren(bold(lead), text);
  }

  drawMissing(missing) {
    const numbers = missing.length === 1 ? "this number" : "these numbers";
    this.say("Sealed. ", `It opens when you have given ${numbers}.`);
    const added = missing.map((question) => new PredictionHere(question, this));
    forms.push(...added);
    this.parts.replaceChildren(...added.map((form) => form.node));
    this.drawWayIn("Once you know, you can't predict anymore. Open it without your numbers?");
  }

  drawMemory(asked) {
    this.say(
      "Your numbers are in. ",
      "Before you see them: what number did you give? Don't look it up. Guess if you are not sure.",
    );
    const boxes = asked.map(() => textBox(() => {}));
    const fields = asked.map(({ prompt }, index) => field(prompt, boxes[index], "%"));
    const problem = element("p", { class: "dl-problem", role: "status" });
    const show = element("button", { type: "submit", class: "dl-button dl-primary" }, "Open it");
    const form = element("form", { class: "dl-form", novalidate: "" }, ...fields, show, problem);
    const hand = (event) => {
      event.preventDefault();
      if (!boxes.every((box) => isChance(box.value))) {
        problem.textContent = "Give a number from 0 to 100 in each box.";
        return;
      }
      const recalled = asked.map(({ id }, index) => [id, boxes[index].value.trim()]);
      this.open(Object.fromEntries(recalled));
    };
    form.addEventListener("submit", hand);
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) hand(event);
    });
    this.parts.replaceChildren(form);
    this.drawWayIn("Open it without saying what you remember?");
  }

  drawOpen() {
    const opened = this.predictions.map(({ notebook, id }) => store.record(notebook, id)?.opened);
    const hasNumbers = opened.some((numbers) => numbers?.chance);
    const without = "You opened it without your numbers, so you get no score.";
    this.say("Open. ", hasNumbers ? "Here are your numbers." : without);
    this.parts.replaceChildren(...(hasNumbers ? [this.numbers(opened)] : []));
    this.way.replaceChildren();
  }

  // The numbers of each prediction; remembered ones only where somebody was asked for them.
  numbers(opened) {
    const heads = { recalled: "Remembered", chance: "Written" };
    const columns = Object.keys(heads).filter((column) => opened.some((one) => one?.[column]));
    const rows = this.predictions.map(({ title }, index) => {
      const cells = columns.map((column) => opened[index]?.[column]);
      return [title, ...cells.map((number) => (number ? percent(number) : "–"))];
    });
    return tableOf(["", ...columns.map((column) => heads[column])], rows);
  }

  // The deliberate way in; `text` asks whether it is meant.
  drawWayIn(text) {
    const first = button("Open anyway", () => {
      const yes = primaryButton("Yes, open it", () => this.open({}));
      const no = button("Keep it sealed", () => {
        this.drawWayIn(text);
        this.way.querySelector("button").focus();
      });
      const choice = element("div", { class: "dl-buttons" }, yes, no);
      this.way.replaceChildren(element("p", {}, text), choice);
      yes.focus();
    });
    this.way.replaceChildren(element("div", { class: "dl-buttons" }, first));
  }
}

// A prediction that is made at the seal itself.
class PredictionHere extends QuestionForm {
  constructor(question, door) {
    super(question);
    this.door = door;
  }

  async keep(answer) {
    this.door.givenHere.add(this.question.id);
    this.door.acting = true;
    await super.keep(answer);
  }
}

function tableOf(heads, rows) {
  const cell = (text) => (text ? element("th", { scope: "col" }, text) : element("td"));
  const head = element("tr", {}, ...heads.map(cell));
  const lines = rows.map(([first, ...others]) => {
    const cells = others.map((text) => element("td", { class: "dl-number" }, text));
    return element("tr", {}, element("th", { scope: "row" }, words(first)), ...cells);
  });
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...lines));
  const names = { class: "dl-scroll", tabindex: "0", role: "group", "aria-label": "Table" };
  return element("div", names, table);
}
