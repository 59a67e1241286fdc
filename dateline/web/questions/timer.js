// A quiet timer: large digits, start and pause, and no sound. It goes through one round or several,
// each {label, seconds, text}. It reads the clock, so that a page in the background does not lose
// time, and goes on where it was when its page is loaded again.

const TICK = 200; // milliseconds

class Timer {
  constructor(root, rounds) {
    this.rounds = rounds;
    this.label = element("p", { class: "dl-timer-label" });
    this.digits = element("p", { class: "dl-timer-digits", role: "timer" });
    this.bar = element("span", { class: "dl-bar dl-after" });
    this.what = element("p", { class: "dl-timer-do" });
    this.after = element("p", { class: "dl-timer-next" });
    this.status = element("p", { class: "dl-read-aloud", role: "status" }); // read aloud, and rarely
    this.start = primaryButton("Start", () => this.startOrPause());
    this.skip = button("Next step", () => this.enter(this.round + 1, this.endsAt !== null));
    const reset = button("Reset", () => this.enter(0, false));
    const buttons = element("div", { class: "dl-buttons" }, this.start, reset);
    if (rounds.length > 1) buttons.append(this.skip);
    root.classList.add("dl-timer");
    const track = element("span", { class: "dl-track" }, this.bar);
    root.append(this.label, this.digits, track, this.what, this.after, buttons, this.status);
    datelineLarge(root, buttons);
    const kept = inThisTab.get(this.key);
    this.enter(0, false);
    if (kept) this.goOn(kept);
  }

  get key() {
    return `timer/${JSON.stringify(this.rounds)}`;
  }

  // Go on from where this timer was before its page was loaded again, unless all of it is over.
  goOn({ round, left, endsAt }) {
    const { seconds } = this.rounds[round] ?? {};
    const remaining = endsAt === null ? left : endsAt - Date.now();
    if (!(remaining <= seconds * 1000)) return; // it was over, or the clock was set back
    this.enter(round, endsAt !== null, seconds * 1000 - remaining);
    if (this.isOver) this.enter(0, false);
  }

  get isOver() {
    return this.round === this.rounds.length;
  }

  // Begin a round, at rest or running. The one after the last is the end.
  enter(round, isRunning, late = 0) {
    this.round = Math.min(round, this.rounds.length);
    this.left = this.isOver ? 0 : this.rounds[this.round].seconds * 1000 - late;
    if (isRunning && this.left <= 0 && !this.isOver) {
      this.enter(this.round + 1, true, -this.left); // the page was asleep for longer than a round
      return;
    }
    this.run(isRunning && !this.isOver);
    this.say(this.isOver ? "Time is up." : isRunning ? this.roundInWords(this.round) : "Ready.");
  }

  startOrPause() {
    if (this.isOver) this.enter(0, true);
    else if (this.endsAt === null) {
      this.run(true);
      this.say(`Running. ${this.roundInWords(this.round)}`);
    } else {
      this.left = this.endsAt - Date.now();
      this.run(false);
      this.say(`Paused at ${clockTime(this.left)}.`);
    }
  }

  run(isRunning) {
    clearInterval(this.ticking);
    this.endsAt = isRunning ? Date.now() + this.left : null;
    this.remember();
    if (isRunning) this.ticking = setInterval(() => this.tick(), TICK);
    this.draw();
  }

  // An output that was cleared runs on, but what it says no longer counts.
  remember() {
    const { round, left, endsAt } = this;
    if (this.digits.isConnected) inThisTab.set(this.key, { round, left, endsAt });
  }

  tick() {
    this.left = this.endsAt - Date.now();
    if (this.left <= 0) this.enter(this.round + 1, true, -this.left);
    else this.draw();
  }

  draw() {
    const { label = "", seconds = 1, text = "" } = this.rounds[this.round] ?? {};
    const several = this.rounds.length > 1;
    const place = several && !this.isOver ? `${this.round + 1} of ${this.rounds.length} · ` : "";
    const digits = clockTime(this.left);
    if (this.digits.textContent !== digits) this.digits.textContent = digits;
    this.label.textContent = this.isOver ? "Time. Finish your sentence." : `${place}${label}`;
    this.bar.style.width = `${(100 * this.left) / (seconds * 1000)}%`;
    this.what.textContent = text;
    const next = this.rounds[this.round + 1];
    this.after.textContent = next ? `Next: ${this.roundInWords(this.round + 1)}` : "";
    this.start.textContent = this.endsAt !== null ? "Pause" : this.isOver ? "Start again" : "Start";
    this.skip.disabled = this.isOver;
  }

  roundInWords(round) {
    const { label, seconds } = this.rounds[round];
    const minutes = seconds / 60;
    const long = minutes === 1 ? "1 minute" : `${minutes} minutes`;
    return [label, seconds < 60 ? `${seconds} seconds` : long].filter(Boolean).join(", ");
  }

  say(text) {
    this.status.textContent = text;
  }
}

// What is kept until the tab is closed, where the browser allows it. Each tab has its own timer.
const inThisTab = {
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },

  set(key, value) {
    try {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // The timer runs all the same.
    }
  },
};

function clockTime(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
