// Joins the model of a live kernel to the quote explorer above it in the same output. It draws
// nothing itself: when the kernel is gone, the explorer is still there.

const TRAITS = ["filters", "search", "compare"];

// The view comes after the HTML of its explorer: the last one before it is its own.
function explorerBefore(view) {
  const area = view.closest(".jp-OutputArea") ?? document;
  const before = [...area.querySelectorAll(".dl-quotes.dl-on")].filter(
    (root) => root.compareDocumentPosition(view) & Node.DOCUMENT_POSITION_FOLLOWING
  );
  return before.at(-1)?.datelineExplorer;
}

function render({ model, el }) {
  let explorer = null;
  let sending = false;

  const take = () => {
    if (!sending) explorer?.set(Object.fromEntries(TRAITS.map((name) => [name, model.get(name)])));
  };
  const send = (state) => {
    sending = true;
    for (const name of TRAITS) model.set(name, state[name]);
    sending = false;
    model.save_changes();
  };
  const join = () => {
    explorer = explorerBefore(el);
    if (!explorer) return;
    clearInterval(timer);
    explorer.listen(send);
    take();
  };

  const timer = setInterval(join, 50); // the HTML may be put on the page after this view
  for (const name of TRAITS) model.on(`change:${name}`, take);
  return () => {
    clearInterval(timer);
    explorer?.listen(() => {});
    for (const name of TRAITS) model.off(`change:${name}`, take);
  };
}

export default { render };
