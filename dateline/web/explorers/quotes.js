// The quote explorer. All cards are on the page already; this makes the menus and the search
// answer, and puts two cards side by side. Without script every card is there to read.
//
// In a notebook with a live kernel a widget joins in (quotes_bridge.js): what is chosen here can
// be read in Python, and what Python sets is chosen here.
(() => {
  if (window.datelineQuotes) return; // one copy serves all outputs of a notebook

  const AT_ONCE = 50; // cards shown before "Show more"
  const ACCENT = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
  const INNER_SIGN = /[.'’]/g; // U.S. is us, and don't is dont
  const OTHER_SIGNS = /[^\p{L}\p{M}\p{N}]+/gu;

  // Text without capitals, accents and signs. dateline/explorers/quotes.py does the same.
  function fold(text) {
    const plain = text.normalize("NFKD").replace(ACCENT, "").toLowerCase();
    return plain.replaceAll("ß", "ss").replaceAll("ς", "σ").replace(INNER_SIGN, "").replace(OTHER_SIGNS, " ");
  }

  // Fold letter by letter, and remember for each folded letter which letter it came from.
  function foldLetters(text) {
    let folded = "";
    const origins = [];
    let index = 0;
    for (const letter of text) {
      for (const plain of fold(letter)) {
        if (plain === " " && folded.endsWith(" ")) continue;
        folded += plain;
        for (let unit = 0; unit < plain.length; unit += 1) origins.push(index);
      }
      index += letter.length;
    }
    return { folded, origins };
  }

  // Return where in a text the search was found: each beginning and end.
  function places(text, sought) {
    const { folded, origins } = foldLetters(text);
    const found = [];
    let start = 0;
    for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + sought.length)) {
      const lastLetter = origins[at + sought.length - 1];
      let last = lastLetter + String.fromCodePoint(text.codePointAt(lastLetter)).length;
      while (text.charAt(last).search(ACCENT) === 0) last += 1;
      // A letter that folds to two is marked whole and once.
      const first = Math.max(start, origins[at]);
      if (first < last) found.push([first, last]);
      start = last;
    }
    return found;
  }

  function mark(part, sought) {
    if (part.node.firstElementChild) part.node.textContent = part.text;
    if (!sought || !part.folded.includes(sought)) return;
    const pieces = [];
    let start = 0;
    for (const [first, last] of places(part.text, sought)) {
      const found = document.createElement("mark");
      found.textContent = part.text.slice(first, last);
      pieces.push(part.text.slice(start, first), found);
      start = last;
    }
    part.node.replaceChildren(...pieces, part.text.slice(start));
  }

  function readCard(node) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dl-button dl-compare";
    node.append(button);
    const parts = [...node.querySelectorAll(".dl-search")].map((words) => {
      const text = words.textContent;
      return { node: words, text, folded: fold(text) };
    });
    return { node, button, parts, values: node.dataset };
  }

  function fits(card, filters, sought) {
    for (const [column, value] of Object.entries(filters)) {
      const cell = card.values[column];
      const right = value === "in the article" ? cell !== "not in the article" : cell === value;
      if (!right) return false;
    }
    return !sought || card.parts.some((part) => part.folded.includes(sought));
  }

  window.datelineQuotes = (root) => {
    const controls = root.querySelector(".dl-quotes-controls");
    const menus = [...controls.querySelectorAll("select")];
    const search = controls.querySelector("input");
    const status = root.querySelector("[role=status]");
    const compared = root.querySelector(".dl-compared");
    const more = root.querySelector(".dl-more");
    const cards = [...root.querySelectorAll(".dl-quote")].map(readCard);
    const state = JSON.parse(root.dataset.start);
    let most = AT_ONCE;
    let tell = () => {};

    function drawCards() {
      const sought = fold(state.search).trim();
      let found = 0;
      for (const card of cards) {
        const right = fits(card, state.filters, sought);
        found += Number(right);
        const shown = right && found <= most;
        card.node.hidden = !shown;
        for (const part of card.parts) mark(part, shown ? sought : "");
      }
      const count = `${found.toLocaleString("en-US")} of ${cards.length.toLocaleString("en-US")} passages`;
      const first = found > most ? `. The first ${most} are shown.` : "";
      status.textContent = found ? count + first : "No quotation matches. Clear a menu or the search.";
      more.style.display = found > most ? "" : "none";
    }

    function labelButton(button, id) {
      const chosen = state.compare.includes(id);
      if (button.getAttribute("aria-pressed") === String(chosen)) return; // most, at every key
      button.textContent = chosen ? "Stop comparing" : "Compare";
      button.setAttribute("aria-pressed", String(chosen));
    }

    function drawCompared() {
      for (const card of cards) labelButton(card.button, card.values.id);
      const copies = state.compare.map((id) => {
        const copy = cards.find((card) => card.values.id === id).node.cloneNode(true);
        copy.hidden = false;
        copy.className = "dl-copy";
        for (const details of copy.querySelectorAll("details")) details.open = true;
        copy.querySelector("button").addEventListener("click", () => {
          compare(id);
          search.focus(); // the button that had the focus is gone
        });
        return copy;
      });
      compared.replaceChildren(...copies);
      if (copies.length === 1) compared.append("Choose “Compare” on another card to see both side by side.");
      compared.style.display = copies.length ? "" : "none";
    }

    function draw() {
      for (const menu of menus) menu.value = state.filters[menu.name] ?? "";
      if (search.value !== state.search) search.value = state.search;
      drawCards();
      drawCompared();
    }

    // What the reader changes is drawn, and once it is seen, Python is told if it listens.
    function change(changes) {
      most = AT_ONCE;
      Object.assign(state, changes);
      draw();
      requestAnimationFrame(() => setTimeout(() => tell({ ...state })));
    }

    function compare(id) {
      const others = state.compare.filter((other) => other !== id);
      const chosen = state.compare.includes(id) ? others : [...others, id].slice(-2);
      change({ compare: chosen });
    }

    controls.addEventListener("input", () => {
      const chosen = menus.filter((menu) => menu.value).map((menu) => [menu.name, menu.value]);
      change({ filters: Object.fromEntries(chosen), search: search.value });
    });
    controls.querySelector("button").addEventListener("click", () => {
      change({ filters: {}, search: "", compare: [] });
    });
    more.addEventListener("click", () => {
      most += AT_ONCE;
      drawCards();
    });
    for (const card of cards) {
      card.button.addEventListener("click", () => {
        compare(card.values.id);
        if (state.compare.length < 2) return;
        compared.focus({ preventScroll: true });
        compared.scrollIntoView({ block: "nearest" });
      });
    }

    root.datelineExplorer = {
      set(changes) {
        Object.assign(state, changes);
        draw();
      },
      listen(action) {
        tell = action;
      },
    };
    root.classList.add("dl-on");
    draw();
  };
})();
