// Small helpers for building a page. Text is always set as text, never as HTML, so that nothing
// from a table or a reader can run.

let lastNumber = 0;

// An id that no other form on the page has, also if this script is on the page twice.
function uniqueId(prefix) {
  lastNumber += 1;
  return `${prefix}-${lastNumber}-${Math.random().toString(36).slice(2, 8)}`;
}

// Make an element: element("p", { class: "dl-small", onclick: action }, "text", anotherElement).
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(name.replace("on", ""), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== ""));
  return node;
}

// Text from a table or a reader has a direction of its own, from right to left for some.
function words(text, tag = "span") {
  return element(tag, { dir: "auto" }, String(text));
}

function bold(text) {
  return element("b", {}, text);
}

function button(label, action) {
  return element("button", { type: "button", class: "dl-button", onclick: action }, label);
}

function primaryButton(label, action) {
  return element(
    "button",
    { type: "button", class: "dl-button dl-primary", onclick: action },
    label,
  );
}

function fold(summary, ...children) {
  return element("details", {}, element("summary", {}, ...[summary].flat()), ...children);
}

// A control with its label, and the unit of a number.
function field(label, control, unit = "") {
  control.id = uniqueId("dl-field");
  const name = element("label", { for: control.id }, label);
  return element("div", { class: "dl-field" }, name, control, unit && words(unit));
}

// The line of sources comes from Python as HTML that was escaped there.
function sourceLine(html) {
  const line = element("p", { class: "dl-from" });
  line.innerHTML = `Source: ${html}`;
  return line;
}
