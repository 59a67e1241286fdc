// Keys in an output of ours belong to the control that has the focus, and not to JupyterLab.
// Shift+Enter is the exception: it runs the cell, as it does everywhere else.
(() => {
  if (window.datelineKeys) return; // one listener for all outputs of a notebook
  window.datelineKeys = true;

  const ours = (node) => node.closest?.(".dl, .jp-OutputArea .jupyter-widgets");

  // JupyterLab looks for this mark on the very element that has the focus.
  document.addEventListener("focusin", (event) => {
    if (ours(event.target)) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  });

  // The keys of an output never reach JupyterLab, so this one is handed to the cell.
  window.addEventListener(
    "keydown",
    (event) => {
      const { key, shiftKey, ctrlKey, altKey } = event;
      const cell = ours(event.target)?.closest(".jp-Cell");
      if (!cell || key !== "Enter" || !(shiftKey || ctrlKey || altKey)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      (cell.tabIndex >= 0 ? cell : cell.closest(".jp-Notebook")).focus();
      document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: key, keyCode: 13, shiftKey, ctrlKey, altKey, bubbles: true, cancelable: true })
      );
    },
    true
  );
})();
