// How close predictions came: the Brier score of a reader, and of a whole room.

// The squared distance between a chance from 0 to 100 and what happened: 0 is best, 1 is worst.
function brier(chance, happened) {
  return (chance / 100 - Number(happened)) ** 2;
}

function meanOf(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

// What a room's numbers come to. A line of the text is one reader, with a number for each question.
// Returns {readers, leftOut: numbers of lines, means, ofMean, best, better}: scores are means over
// the questions, and better says how many readers did better than the mean of the room.
function roomScores(text, outcomes) {
  const { readers, leftOut } = numbersOf(text, outcomes.length);
  if (!readers.length) return { readers: 0, leftOut };
  const score = (numbers) =>
    meanOf(numbers.map((number, index) => brier(number, outcomes[index])));
  const means = outcomes.map((_, index) => meanOf(readers.map((numbers) => numbers[index])));
  const scores = readers.map(score);
  const ofMean = score(means);
  const better = scores.filter((one) => one < ofMean - 1e-9).length;
  return { readers: readers.length, leftOut, means, ofMean, best: Math.min(...scores), better };
}

function numbersOf(text, count) {
  const readers = [];
  const leftOut = [];
  for (const [index, line] of text.split("\n").entries()) {
    const parts = line.replaceAll("%", " ").trim();
    if (!parts) continue;
    const typed = parts.split(/[\s;,]+/);
    if (typed.length === count && typed.every(isChance)) readers.push(typed.map(typedNumber));
    else leftOut.push(index + 1);
  }
  return { readers, leftOut };
}

class Scores {
  constructor(root, { predictions }) {
    this.predictions = predictions;
    this.own = element("div");
    root.append(...predictions.map(outcomeOf), this.own, this.roomFold());
    store.listeners.push(() => this.drawOwn());
    this.drawOwn();
  }

  roomFold() {
    this.box = textArea(4, () => {});
    this.box.placeholder = "30 70\n10 55";
    this.room = element("div", { role: "status" });
    const titles = this.predictions.map(({ title }) => title).join("; then ");
    const label = `One line for each reader: ${titles}. Numbers only, no names.`;
    const work = primaryButton("Work it out", () => this.drawRoom());
    const buttons = element("div", { class: "dl-buttons" }, work);
    return fold("The whole room", field(label, this.box), buttons, this.room);
  }

  drawOwn() {
    const rows = [];
    const scores = [];
    for (const { notebook, id, title, happened } of this.predictions) {
      const chance = store.record(notebook, id)?.opened?.chance ?? "";
      if (!isChance(chance)) continue;
      scores.push(brier(typedNumber(chance), happened));
      rows.push([title, percent(chance), happened ? "yes" : "no", scores.at(-1).toFixed(2)]);
    }
    if (rows.length > 1) rows.push(["Mean", "", "", meanOf(scores).toFixed(2)]);
    const none = element("p", {}, "You gave no numbers, so you have no score.");
    const table = tableOf(["", "Your number", "Happened?", "Score"], rows);
    this.own.replaceChildren(rows.length ? table : none);
  }

  drawRoom() {
    const outcomes = this.predictions.map(({ happened }) => happened);
    const found = roomScores(this.box.value, outcomes);
    const lines = [];
    if (found.leftOut.length) {
      const why = `each needs ${outcomes.length} numbers from 0 to 100`;
      const text = `Lines left out (${why}): ${found.leftOut.join(", ")}.`;
      lines.push(element("p", { class: "dl-problem" }, text));
    }
    if (found.readers) lines.push(this.roomTable(found), betterThanMean(found));
    if (!lines.length) lines.push(element("p", {}, "Type a line of numbers first."));
    this.room.replaceChildren(...lines);
  }

  roomTable({ readers, means, ofMean, best }) {
    const rows = this.predictions.map(({ title }, index) => [
      `Mean of the room: ${title}`,
      `${means[index].toFixed(0)} %`,
    ]);
    rows.push(["Score of that mean", ofMean.toFixed(2)], ["Best single score", best.toFixed(2)]);
    return tableOf([readers === 1 ? "1 reader" : `${readers} readers`, ""], rows);
  }
}

function outcomeOf({ prompt, outcome, source }) {
  const happened = element("p", {}, words(outcome, "b"));
  return element("div", { class: "dl-outcome" }, words(prompt, "p"), happened, sourceLine(source));
}

function betterThanMean({ readers, better }) {
  return element("p", {}, `${better} of ${readers} did better than the mean of the room.`);
}
