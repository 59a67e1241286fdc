// Keeps the keys of JupyterLab away from the controls of ipywidgets.
//
// JupyterLab would take a letter typed into a control for one of its shortcuts. The controls are
// made by ipywidgets, so they get the mark when they are first entered and not in a template.
(() => {
  if (window.datelineKeys) return; // one listener for all outputs of a notebook
  window.datelineKeys = true;

  document.addEventListener("focusin", event => {
    const control = event.target;
    if (control.closest(".jupyter-widgets")) control.dataset.lmSuppressShortcuts = "true";

  });
})();
