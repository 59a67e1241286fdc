// A tally: the teacher types how many hands each option has, before the class talks and after. It
// is kept like an answer, as {before: {option: number}, after: {option: number}}. No student is in it.

const VOTES = { before: "Before", after: "After" };

class Tally {
  constructor(root, { title, options, questions: [question] }) {
    this.notebook = question.notebook;
    this.id = `tally-${question.id}`;
    this.boxes = []; // each {vote, option, input, bar}
    const rows = options.map((option) => this.row(option));
    this.sum = element("p", { class: "dl-tally-sum" });
    const rule = "Type a whole number from 0 to 999. This one does not count.";
    this.problem = element("p", { class: "dl-problem", role: "alert" }, rule);
    const clear = button("Clear", () => this.clear(clear));
    const buttons = element("div", { class: "dl-buttons" }, clear);
    root.classList.add("dl-tally");
    root.append(words(title, "p"), ...rows, this.sum, buttons);
    datelineLarge(root, buttons);
    store.listeners.push(() => this.restore());
    this.restore();
  }

  row(option) {
    const votes = Object.keys(VOTES).map((vote) => this.vote(vote, option));
    return element("div", { class: "dl-tally-row" }, words(option, "b"), ...votes);
  }

  vote(vote, option) {
    const input = element("input", {
      type: "number",
      min: 0,
      max: 999,
      autocomplete: "off",
      "aria-label": `${option}: hands ${vote} the talk`,
      oninput: () => this.edited(),
      onchange: () => this.keep(),
    });
    const bar = element("span", { class: `dl-bar dl-${vote}` });
    this.boxes.push({ vote, option, input, bar });
    const track = element("span", { class: "dl-track" }, bar);
    return element("div", { class: "dl-tally-vote" }, VOTES[vote], input, track);
  }

  counts() {
    const counts = { before: {}, after: {} };
    for (const { vote, option, input } of this.boxes) {
      const number = hands(input.value);
      if (number !== null) counts[vote][option] = number;
    }
    return counts;
  }

  // The other tally of the same question on this page shows the same numbers.
  edited() {
    drafts.set(this.notebook, this.id, this.counts());
    store.changed();
  }

  // With a code name the numbers are saved; without one they stay in this browser.
  async keep() {
    const { name } = store;
    if (!name) return;
    const answer = this.counts();
    await store.keep(this.notebook, this.id, { answer, tries: 1, right: null, first: answer });
    if (sameAnswer(answer, drafts.get(this.notebook, this.id))) {
      drafts.remove(name, this.notebook, this.id);
    }
  }

  // Two presses, so that a slip of the hand loses no vote.
  clear(control) {
    if (control.textContent === "Clear") {
      control.textContent = "Press again to clear both votes";
      return;
    }
    control.textContent = "Clear";
    for (const { input } of this.boxes) input.value = "";
    this.edited();
    this.keep();
  }

  restore() {
    const record = store.record(this.notebook, this.id);
    const counts = drafts.get(this.notebook, this.id) ?? record?.answer ?? {};
    for (const { vote, option, input } of this.boxes) {
      const number = hands(counts?.[vote]?.[option] ?? "");
      if (number !== hands(input.value)) input.value = number ?? "";
    }
    this.draw();
  }

  draw() {
    const most = Math.max(1, ...this.boxes.map(({ input }) => hands(input.value) ?? 0));
    for (const { input, bar } of this.boxes) {
      bar.style.width = `${(100 * (hands(input.value) ?? 0)) / most}%`;
    }
    this.showProblem();
    const sums = Object.keys(VOTES).map((vote) => this.sumOf(vote));
    const note = "A count shows how the room divides, not who moved.";
    this.sum.textContent = [...sums.filter(Boolean), note].join(" ");
  }

  // Below the first box that does not count, where it is seen.
  showProblem() {
    for (const { input } of this.boxes) {
      input.setAttribute("aria-invalid", isNoNumberOfHands(input));
    }
    const place = this.boxes.find(({ input }) => isNoNumberOfHands(input))?.input.parentNode;
    if (!place) this.problem.remove();
    else if (place.nextSibling !== this.problem) place.after(this.problem); // read aloud once
  }

  sumOf(vote) {
    const numbers = this.boxes.filter((box) => box.vote === vote).map((box) => hands(box.input.value));
    if (numbers.every((number) => number === null)) return "";
    const sum = numbers.reduce((total, number) => total + (number ?? 0), 0);
    return `${VOTES[vote]}: ${sum} ${sum === 1 ? "hand" : "hands"}.`;
  }
}

// A number of hands, or null if there is none. A file may hold anything.
function hands(value) {
  return /^\d{1,3}$/.test(value) ? Number(value) : null;
}

// Letters in a box of numbers are no value at all: only the browser knows of them.
function isNoNumberOfHands(input) {
  return input.validity.badInput || (input.value !== "" && hands(input.value) === null);
}
