// A list to put in order: by dragging, with its buttons, or with the arrow keys on a button.

class OrderControl extends RowsControl {
  constructor(question, changed) {
    super();
    this.changed = changed;
    this.touched = false; // an order that nobody has touched is no answer yet
    for (const option of mixedOrder(question)) this.addItem(option);
    this.list = element("ol", { class: "dl-order" }, ...this.rows.map((row) => row.node));
    this.announced = element("p", { role: "status", class: "dl-read-aloud" });
    this.node = element("div", {}, this.list, this.announced);
  }

  addItem(option) {
    const row = { option, node: element("li") };
    row.node.addEventListener("keydown", (event) => this.pressed(event, row));
    row.node.addEventListener("pointerdown", (event) => this.startDrag(event, row));
    const handle = element("span", { class: "dl-handle", "aria-hidden": "true" }, "⠿");
    const buttons = element(
      "span",
      { class: "dl-order-buttons" },
      this.moveButton(row, "↑", "Move up", -1),
      this.moveButton(row, "↓", "Move down", 1),
    );
    this.addRow(
      row,
      element("div", { class: "dl-order-row" }, handle, words(option.text), buttons),
    );
  }

  moveButton(row, sign, label, step) {
    const arrow = button(sign, () => this.moveBy(row, step, arrow));
    arrow.setAttribute("aria-label", `${label}: ${row.option.text}`);
    return arrow;
  }

  pressed(event, row) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.moveBy(row, step, event.target);
  }

  moveBy(row, step, focused) {
    const neighbor = step < 0 ? row.node.previousElementSibling : row.node.nextElementSibling;
    if (!neighbor) return;
    if (step < 0) neighbor.before(row.node);
    else neighbor.after(row.node);
    focused.focus(); // it is lost when an element moves
    this.moved(row);
  }

  moved(row) {
    this.touched = true;
    this.announced.textContent = `${row.option.text}: now number ${this.placeOf(row)} of ${this.rows.length}.`;
    this.changed();
  }

  placeOf(row) {
    return [...this.list.children].indexOf(row.node) + 1;
  }

  // A finger drags by the handle, because the rest of the row scrolls the page.
  startDrag(event, row) {
    const byHandle = event.target.closest(".dl-handle");
    if (event.button !== 0 || event.target.closest("button")) return;
    if (event.pointerType !== "mouse" && !byHandle) return;
    event.preventDefault();
    const before = this.placeOf(row);
    const follow = (move) => this.makeRoom(row.node, move.clientY);
    const stop = () => {
      row.node.classList.remove("dl-dragged");
      row.node.removeEventListener("pointermove", follow);
      row.node.removeEventListener("lostpointercapture", stop);
      if (this.placeOf(row) !== before) this.moved(row);
    };
    row.node.classList.add("dl-dragged");
    row.node.setPointerCapture(event.pointerId);
    row.node.addEventListener("pointermove", follow);
    row.node.addEventListener("lostpointercapture", stop);
  }

  // The neighbors move and the dragged item stays where it is on the page: an element that is
  // taken out, even for a moment, loses the pointer.
  makeRoom(node, height) {
    const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
    const isAbove = (other) => other && height < middle(other);
    const isBelow = (other) => other && height > middle(other);
    while (isAbove(node.previousElementSibling)) node.after(node.previousElementSibling);
    while (isBelow(node.nextElementSibling)) node.before(node.nextElementSibling);
  }

  get() {
    if (!this.touched) return [];
    const rows = [...this.rows].sort((one, other) => this.placeOf(one) - this.placeOf(other));
    return rows.map((row) => row.option.text);
  }

  put(answer) {
    this.touched = Boolean(answer?.length);
    const place = (row) => (answer ?? []).indexOf(row.option.text);
    const rows = [...this.rows].sort((one, other) => place(one) - place(other));
    this.list.replaceChildren(...rows.map((row) => row.node));
  }

  mark({ answer, revealed }) {
    this.clearMarks();
    for (const row of this.rows) {
      const { place, text, feedback } = row.option;
      const why = revealed ? feedback : "";
      const right = answer.indexOf(text) + 1 === Number(place);
      const wrong = revealed ? `This is number ${place}.` : "Not here.";
      this.markRow(row, right, right ? "Right." : wrong, why);
    }
  }
}

// The options mixed, the same way every time, and never in the right order.
function mixedOrder(question) {
  const left = [...question.options];
  const mixed = [];
  let state = 7;
  for (const letter of question.id) state = (state * 31 + letter.codePointAt(0)) % 2147483647;
  while (left.length) {
    state = (state * 48271) % 2147483647;
    mixed.push(...left.splice(state % left.length, 1));
  }
  const isRight = mixed.every((option, index) => Number(option.place) === index + 1);
  return isRight ? mixed.reverse() : mixed;
}
