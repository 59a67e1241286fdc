// The controls of each kind of question. A control is an object with
//   node            what is put on the page
//   get()           the answer as it is filled in: text, a list, or an object
//   put(answer)     fill in an answer; null empties the control
//   mark(result)    show in place what is right and what is not
//   clearMarks()    take that away again, because the answer has changed
// Every control calls changed() when the reader changes something.

const CONTROLS = {
  choice: (question, changed) => choiceControl(question, changed, "radio"),
  position: (question, changed) => choiceControl(question, changed, "radio"),
  several: (question, changed) => choiceControl(question, changed, "checkbox"),
  number: numberControl,
  order: orderControl,
  sort: sortControl,
  note: noteControl,
  prediction: predictionControl,
};

// Right and wrong are said by a sign, a word and a color, never by color alone.
function verdict(right, text = "") {
  const line = element(
    "p",
    { class: `dl-verdict ${right ? "dl-right" : "dl-wrong"}` },
    element("b", {}, right ? "✓ Right. " : "✗ Not this. ")
  );
  if (text) line.append(words(text));
  return line;
}

function choiceControl(question, changed, type) {
  const group = uniqueId("dl-choice");
  const rows = question.options.map((option) => {
    const box = element("input", { type, name: group, onchange: changed });
    const label = element("label", { class: "dl-option" }, box, words(option.text));
    const feedback = element("div", { class: "dl-feedback" });
    return { option, box, feedback, node: element("div", { class: "dl-row" }, label, feedback) };
  });

  const get = () => {
    const chosen = rows.filter((row) => row.box.checked).map((row) => row.option.text);
    return type === "checkbox" ? chosen : (chosen[0] ?? "");
  };
  const put = (answer) => {
    const chosen = answer === null ? [] : [answer].flat();
    for (const row of rows) row.box.checked = chosen.includes(row.option.text);
  };
  const clearMarks = () => {
    for (const row of rows) {
      row.node.classList.remove("dl-right", "dl-wrong");
      row.feedback.replaceChildren();
    }
  };
  const mark = ({ answer, revealed }) => {
    clearMarks();
    for (const row of rows) {
      const chosen = [answer].flat().includes(row.option.text);
      if (!chosen && !(revealed && row.option.right)) continue;
      row.node.classList.add(row.option.right ? "dl-right" : "dl-wrong");
      row.feedback.append(verdict(row.option.right, row.option.feedback));
      if (!chosen) row.feedback.firstChild.firstChild.textContent = "✓ This is right. ";
    }
  };
  return { node: element("div", { class: "dl-options" }, ...rows.map((row) => row.node)), get, put, mark, clearMarks };
}

function numberControl(question, changed) {
  const id = uniqueId("dl-number");
  const box = element("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", class: "dl-number", oninput: changed });
  const feedback = element("div", { class: "dl-feedback" });
  const row = element("div", { class: "dl-field" }, element("label", { for: id }, "Your number"), " ", box);
  if (question.unit) row.append(" ", words(question.unit));
  const clearMarks = () => feedback.replaceChildren();
  const mark = ({ answer, revealed, right }) => {
    clearMarks();
    const option = optionForNumber(question, typedNumber(answer));
    feedback.append(verdict(right, option?.feedback || (right ? "" : "Work it out once more.")));
    if (revealed && !right) {
      const key = question.options.find((candidate) => candidate.right);
      feedback.append(element("p", {}, element("b", {}, `The answer is ${key.text}${question.unit ? ` ${question.unit}` : ""}. `), words(key.feedback)));
    }
  };
  return {
    node: element("div", {}, row, feedback),
    get: () => box.value.trim(),
    put: (answer) => { box.value = answer ?? ""; },
    mark,
    clearMarks,
  };
}

function noteControl(question, changed) {
  const id = uniqueId("dl-note");
  const box = element("textarea", { id, rows: "4", dir: "auto", oninput: changed });
  return {
    node: element("div", { class: "dl-field" }, element("label", { for: id }, "Your answer"), box),
    get: () => box.value,
    put: (answer) => { box.value = answer ?? ""; },
    mark: () => {},
    clearMarks: () => {},
  };
}

function predictionControl(question, changed) {
  const chanceId = uniqueId("dl-chance");
  const reasonId = uniqueId("dl-reason");
  const chance = element("input", { id: chanceId, type: "text", inputmode: "decimal", autocomplete: "off", class: "dl-number", oninput: changed });
  const reason = element("textarea", { id: reasonId, rows: "2", dir: "auto", oninput: changed });
  return {
    node: element(
      "div",
      {},
      element("div", { class: "dl-field" }, element("label", { for: chanceId }, "How likely, from 0 (never) to 100 (certain)?"), " ", chance, " %"),
      element("div", { class: "dl-field" }, element("label", { for: reasonId }, "Your reason"), reason)
    ),
    get: () => ({ chance: chance.value.trim(), reason: reason.value }),
    put: (answer) => {
      chance.value = answer?.chance ?? "";
      reason.value = answer?.reason ?? "";
    },
    mark: () => {},
    clearMarks: () => {},
  };
}

function sortControl(question, changed) {
  const piles = [...new Set(question.options.flatMap(pilesOf))].filter(Boolean).sort();
  const names = question.piles?.length ? question.piles : piles;
  const rows = question.options.map((option) => {
    const id = uniqueId("dl-sort");
    const menu = element(
      "select",
      { id, onchange: changed },
      element("option", { value: "" }, "choose …"),
      ...names.map((pile) => element("option", { value: pile }, pile))
    );
    const feedback = element("div", { class: "dl-feedback" });
    const label = element("label", { for: id }, words(option.text));
    return { option, menu, feedback, node: element("div", { class: "dl-row dl-sort-row" }, label, menu, feedback) };
  });
  const clearMarks = () => {
    for (const row of rows) {
      row.node.classList.remove("dl-right", "dl-wrong");
      row.feedback.replaceChildren();
    }
  };
  const mark = ({ answer, revealed }) => {
    clearMarks();
    for (const row of rows) {
      const right = pilesOf(row.option).includes(answer[row.option.text]);
      row.node.classList.add(right ? "dl-right" : "dl-wrong");
      const line = verdict(right, revealed ? row.option.feedback : "");
      if (!right && revealed) line.firstChild.textContent = `✗ Ours: ${pilesOf(row.option).join(" or ")}. `;
      row.feedback.append(line);
    }
  };
  return {
    node: element("div", { class: "dl-sort" }, ...rows.map((row) => row.node)),
    get: () => Object.fromEntries(rows.filter((row) => row.menu.value).map((row) => [row.option.text, row.menu.value])),
    put: (answer) => {
      for (const row of rows) row.menu.value = names.includes(answer?.[row.option.text]) ? answer[row.option.text] : "";
    },
    mark,
    clearMarks,
  };
}

// A list to put in order: by dragging, by its buttons, or with the arrow keys on an item.
function orderControl(question, changed) {
  const list = element("ol", { class: "dl-order" });
  const announced = element("p", { role: "status", class: "dl-hidden" });
  let touched = false;

  const items = new Map(
    mixed(question.options, question.id).map((option) => [option.text, orderItem(option)])
  );

  function position(item) {
    return [...list.children].indexOf(item.node) + 1;
  }
  function moved(item) {
    touched = true;
    announced.textContent = `${item.option.text}: now number ${position(item)} of ${items.size}.`;
    changed();
  }
  function move(item, step) {
    const neighbor = step < 0 ? item.node.previousElementSibling : item.node.nextElementSibling;
    if (!neighbor) return;
    if (step < 0) neighbor.before(item.node);
    else neighbor.after(item.node);
    moved(item);
  }
  function orderItem(option) {
    const item = { option, feedback: element("div", { class: "dl-feedback" }) };
    const up = button("↑", () => { move(item, -1); up.focus(); });
    const down = button("↓", () => { move(item, 1); down.focus(); });
    up.setAttribute("aria-label", `Move up: ${option.text}`);
    down.setAttribute("aria-label", `Move down: ${option.text}`);
    item.node = element(
      "li",
      { class: "dl-row" },
      element("div", { class: "dl-order-row" }, words(option.text), element("span", { class: "dl-order-buttons" }, up, down)),
      item.feedback
    );
    item.node.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        event.preventDefault();
        const focused = document.activeElement;
        move(item, event.key === "ArrowUp" ? -1 : 1);
        focused.focus();
      }
    });
    item.node.addEventListener("pointerdown", (event) => startDrag(event, item));
    return item;
  }
  function startDrag(event, item) {
    if (event.target.closest("button") || event.button !== 0) return;
    event.preventDefault();
    item.node.classList.add("dl-dragged");
    item.node.setPointerCapture(event.pointerId);
    const before = position(item);
    const follow = (move) => {
      const over = [...list.children].find((other) => {
        const box = other.getBoundingClientRect();
        return other !== item.node && move.clientY > box.top && move.clientY < box.bottom;
      });
      if (!over) return;
      const box = over.getBoundingClientRect();
      if (move.clientY < box.top + box.height / 2) over.before(item.node);
      else over.after(item.node);
    };
    const stop = () => {
      item.node.classList.remove("dl-dragged");
      item.node.removeEventListener("pointermove", follow);
      item.node.removeEventListener("pointerup", stop);
      item.node.removeEventListener("pointercancel", stop);
      if (position(item) !== before) moved(item);
    };
    item.node.addEventListener("pointermove", follow);
    item.node.addEventListener("pointerup", stop);
    item.node.addEventListener("pointercancel", stop);
  }

  const clearMarks = () => {
    for (const item of items.values()) {
      item.node.classList.remove("dl-right", "dl-wrong");
      item.feedback.replaceChildren();
    }
  };
  const mark = ({ answer, revealed }) => {
    clearMarks();
    answer.forEach((text, index) => {
      const item = items.get(text);
      if (!item) return;
      const right = Number(item.option.place) === index + 1;
      item.node.classList.add(right ? "dl-right" : "dl-wrong");
      const line = verdict(right, revealed ? item.option.feedback : "");
      if (!right) line.firstChild.textContent = revealed ? `✗ Number ${item.option.place}. ` : "✗ Not here. ";
      item.feedback.append(line);
    });
  };
  const put = (answer) => {
    touched = Boolean(answer?.length);
    const first = (answer ?? []).filter((text) => items.has(text));
    const rest = [...items.keys()].filter((text) => !first.includes(text));
    list.replaceChildren(...[...first, ...rest].map((text) => items.get(text).node));
  };
  put(null);
  return {
    node: element("div", {}, list, announced),
    get: () => (touched ? [...list.children].map((node) => [...items.values()].find((item) => item.node === node).option.text) : []),
    put,
    mark,
    clearMarks,
  };
}
