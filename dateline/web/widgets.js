(() => {
  if (window.datelineKeys) return;
  window.datelineKeys = true;

  document.addEventListener("focusin", event => {
    // JupyterLab takes arrows and letters as commands unless a control says that they are its own.
    const inWidget = event.target.closest(".jupyter-widgets");
    if (inWidget) event.target.dataset.lmSuppressShortcuts = "true";

    // A form is a group with a name, so that a screen reader says which question is answered.
    const form = event.target.closest(".dl-form");
    if (form) {
      form.role = "group";
      form.ariaLabel = form.querySelector(".dl-prompt")?.textContent ?? "Code name";
    }
  });
})();
