// How close a prediction came: the Brier score of a reader, and of a whole room.

// The squared distance between a chance from 0 to 100 and what happened: 0 is best, 1 is worst.
function brier(chance, happened) {
  return (chance / 100 - Number(happened)) ** 2;
}

function meanOf(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

// What a room's numbers come to. A line of the text is one reader's numbers, one a question.
// Returns {readers, leftOut: line numbers, means, ofMean, best, better: readers better than the
// mean of the room}; scores are means over the questions.
function roomScores(text, outcomes) {
  const readers = [];
  const leftOut = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (!line.trim()) continue;
    const numbers = line.replaceAll("%", " ").trim().split(/[\s;,]+/).map(typedNumber);
    const fits = numbers.length === outcomes.length && numbers.every((one) => one !== null && one >= 0 && one <= 100);
    if (fits) readers.push(numbers);
    else leftOut.push(index + 1);
  }
  if (!readers.length) return { readers: 0, leftOut };
  const score = (numbers) => meanOf(numbers.map((number, index) => brier(number, outcomes[index])));
  const means = outcomes.map((_, index) => meanOf(readers.map((numbers) => numbers[index])));
  const scores = readers.map(score);
  const ofMean = score(means);
  const better = scores.filter((one) => one < ofMean - 1e-9).length;
  return { readers: readers.length, leftOut, means, ofMean, best: Math.min(...scores), better };
}

class Scores {
  constructor(root, { predictions }) {
    this.predictions = predictions;
    this.own = element("div");
    this.room = element("div", { role: "status" });
    this.box = textArea(4, () => {});
    this.box.placeholder = "30 70\n10 55";
    const titles = predictions.map(({ title }) => title).join("; then ");
    const label = `One line for each reader: ${titles}. Numbers only, no names.`;
    const work = primaryButton("Work it out", () => this.drawRoom());
    const fold_ = fold("The whole room", field(label, this.box), element("div", { class: "dl-buttons" }, work), this.room);
    root.append(...predictions.map((prediction) => this.outcome(prediction)), this.own, fold_);
    store.listeners.push(() => this.drawOwn());
    this.drawOwn();
  }

  outcome({ prompt, outcome, source }) {
    return element("div", { class: "dl-outcome" }, words(prompt, "p"), element("p", {}, words(outcome, "b")), sourceLine(source));
  }

  drawOwn() {
    const scored = this.predictions.flatMap(({ notebook, id, title, happened }) => {
      const chance = store.record(notebook, id)?.opened?.chance;
      return isChance(chance ?? "") ? [{ title, chance, score: brier(typedNumber(chance), happened), happened }] : [];
    });
    if (!scored.length) {
      this.own.replaceChildren(element("p", {}, "You gave no numbers, so there is no score of yours."));
      return;
    }
    const rows = scored.map(({ title, chance, happened, score }) => [title, percent(chance), happened ? "yes" : "no", score.toFixed(2)]);
    if (rows.length > 1) rows.push(["Mean", "", "", meanOf(scored.map(({ score }) => score)).toFixed(2)]);
    this.own.replaceChildren(tableOf(["", "Your number", "Happened?", "Your score"], rows));
  }

  drawRoom() {
    const found = roomScores(this.box.value, this.predictions.map(({ happened }) => happened));
    const lines = [];
    if (found.leftOut.length) {
      const text = `Left out, because each needs ${this.predictions.length} numbers from 0 to 100: line ${found.leftOut.join(", ")}.`;
      lines.push(element("p", { class: "dl-problem" }, text));
    }
    if (found.readers) {
      const means = found.means.map((mean) => `${mean.toFixed(0)} %`);
      const rows = this.predictions.map(({ title }, index) => [`Mean of the room: ${title}`, means[index]]);
      rows.push(["Score of that mean", found.ofMean.toFixed(2)], ["Best single score", found.best.toFixed(2)]);
      lines.push(tableOf([`${found.readers} readers`, ""], rows));
      lines.push(element("p", {}, `${found.better} of ${found.readers} did better than the mean of the room.`));
    }
    if (!lines.length) lines.push(element("p", {}, "Type a line of numbers first."));
    this.room.replaceChildren(...lines);
  }
}
