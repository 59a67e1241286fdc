// Small helpers for building a page. Text is always set as text, never as HTML, so that nothing
// from a table or a reader can run.

let lastNumber = 0;

function uniqueId(prefix) {
  lastNumber += 1;
  return `${prefix}-${lastNumber}-${Math.random().toString(36).slice(2, 8)}`;
}

// Make an element: element("p", {className: "note"}, "text", anotherElement).
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") {
      node.className = value;
    } else if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (name in node && typeof value !== "string") {
      node[name] = value;
    } else if (value !== undefined && value !== null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child !== "" && child !== null && child !== undefined));
  return node;
}

// Text from a table or a reader: it keeps its own direction and is never set as mathematics.
function words(text, tag = "span") {
  return element(tag, { dir: "auto" }, String(text));
}

function button(label, action, style = "quiet") {
  return element("button", { type: "button", class: `dl-button dl-${style}`, onclick: action }, label);
}

// The line of sources comes from Python as HTML that was escaped there.
function sourceLine(html) {
  const line = element("p", { class: "dl-from" });
  line.innerHTML = `Source: ${html}`;
  return line;
}

// The same order every time, but not the order of the table: order questions must be mixed.
function mixed(items, seed) {
  let state = 7;
  for (const letter of seed) state = (state * 31 + letter.codePointAt(0)) % 2147483647;
  const left = [...items];
  const result = [];
  while (left.length) {
    state = (state * 48271) % 2147483647;
    result.push(...left.splice(state % left.length, 1));
  }
  const unchanged = result.every((item, index) => item === items[index]);
  return unchanged && result.length > 1 ? [...result.slice(1), result[0]] : result;
}
