/* The projector: one screen at a time, keys only, a clock that can be paused, hands counted twice.

   Without script all screens stand below each other. Counts and the clock stay in this window. */

"use strict";

(() => {
  const screens = [...document.querySelectorAll(".screen")];
  const help = document.getElementById("keys");
  const store = `dateline-projector-${document.title}`;
  const counts = read();
  let at = Math.max(0, screens.findIndex((screen) => `#${screen.id}` === location.hash));
  let backTo = 0; // the screen from which somebody went to the cards
  let row = 0; // the place chosen on a screen for counting
  let typed = ""; // the digits typed for that place
  let ticking = 0;

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(store)) || {};
    } catch {
      return {}; // a browser that keeps nothing
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(store, JSON.stringify(counts));
    } catch {
      // the counts stay on the screen all the same
    }
  }

  function show(number) {
    pause();
    at = Math.min(Math.max(number, 0), screens.length - 1);
    row = 0;
    typed = "";
    screens.forEach((screen, place) => screen.classList.toggle("current", place === at));
    try {
      history.replaceState(null, "", `#${screens[at].id}`);
    } catch {
      // a page opened as a file may not be allowed to change its address
    }
    screens[at].querySelectorAll("table.vote").forEach(drawVote);
    scrollTo(0, 0);
  }

  // ---- The clock

  function clock() {
    return screens[at].querySelector(".clock");
  }

  function secondsOf(shown) {
    return Number(shown.dataset.seconds ?? 60 * shown.dataset.minutes);
  }

  function setClock(shown, seconds) {
    shown.dataset.seconds = seconds;
    const minutes = Math.floor(seconds / 60);
    shown.textContent = `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function pause() {
    clearInterval(ticking);
    ticking = 0;
    delete clock()?.dataset.going;
  }

  function startOrPause() {
    const shown = clock();
    if (!shown || ticking) {
      pause();
      return;
    }
    const end = Date.now() + 1000 * secondsOf(shown);
    shown.dataset.going = "";
    ticking = setInterval(() => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000));
      setClock(shown, left);
      if (!left) {
        pause();
      }
    }, 250);
  }

  function reset() {
    const shown = clock();
    if (shown) {
      pause();
      setClock(shown, 60 * shown.dataset.minutes);
    }
  }

  // ---- Hands

  function vote() {
    return screens[at].querySelector("table.vote");
  }

  function handsOf(name, number) {
    return (counts[name] || [])[number] || 0;
  }

  function drawVote(table) {
    const rows = [...table.tBodies[0].rows];
    const { vote: name, first } = table.dataset;
    const all = rows.flatMap((_, number) => [handsOf(name, number), handsOf(first, number)]);
    const most = Math.max(1, ...all);
    rows.forEach((line, number) => {
      line.classList.toggle("chosen", number === row);
      line.querySelector(".count").textContent = handsOf(name, number);
      line.querySelector(".now").style.width = `${(100 * handsOf(name, number)) / most}%`;
      if (first) {
        line.querySelector(".first").textContent = handsOf(first, number);
        line.querySelector(".before").style.width = `${(100 * handsOf(first, number)) / most}%`;
      }
    });
  }

  function choose(step) {
    const rows = vote().tBodies[0].rows.length;
    row = (row + step + rows) % rows;
    typed = "";
    drawVote(vote());
  }

  function setHands(hands) {
    const name = vote().dataset.vote;
    counts[name] = counts[name] || [];
    counts[name][row] = Math.max(0, hands);
    keep();
    drawVote(vote());
  }

  function add(hands) {
    typed = "";
    setHands(handsOf(vote().dataset.vote, row) + hands);
  }

  function type(digit) {
    typed = `${typed}${digit}`.slice(-2); // nobody counts a hundred hands
    setHands(Number(typed));
  }

  // ---- Keys

  function toCards() {
    const first = screens.findIndex((screen) => screen.classList.contains("card"));
    if (screens[at].classList.contains("card")) {
      show(backTo);
    } else if (first >= 0) {
      backTo = at;
      show(first);
    }
  }

  function fullScreen() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      document.documentElement.requestFullscreen?.();
    }
  }

  const anywhere = {
    ArrowRight: () => show(at + 1),
    PageDown: () => show(at + 1),
    " ": () => show(at + 1),
    Enter: () => show(at + 1),
    ArrowLeft: () => show(at - 1),
    PageUp: () => show(at - 1),
    Home: () => show(0),
    End: () => show(screens.length - 1),
    t: startOrPause,
    r: reset,
    c: toCards,
    f: fullScreen,
    b: () => document.body.classList.toggle("dark"),
    h: () => (help.open ? help.close() : help.showModal()),
  };
  const whileCounting = {
    ArrowUp: () => choose(-1),
    ArrowDown: () => choose(1),
    "+": () => add(1),
    "=": () => add(1),
    "-": () => add(-1),
    "−": () => add(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const digit = /^\d$/.test(key) && (() => type(key));
    const action = (vote() && (digit || whileCounting[key])) || anywhere[key];
    if (action && (!help.open || key === "h")) {
      event.preventDefault();
      action();
    }
  });

  document.body.classList.add("one");
  show(at);
})();
