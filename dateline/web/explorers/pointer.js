// Lets the marks of a picture answer a pointer: near a mark its name is shown, and a click or a tap
// opens its page. The menu stays for the keyboard. Elements named in marked_picture.html say where marks are;
// pages lie above them, so the nearest one is looked for instead of being hit.
window.datelinePointer = (root, open) => {
  const nearest = event => {
    if (event.target.closest("a, button, select, label, summary, input")) return null;
    let found = null;
    let least = 24; // pixels
    for (const mark of root.querySelectorAll("[data-page]")) {
      if (!mark.getClientRects().length) continue; // of the picture for another window
      const at = mark.getBoundingClientRect();
      const far = Math.hypot(event.clientX - at.left, event.clientY - at.top);
      if (far < least) [found, least] = [mark, far];
    }
    return found;
  };

  root.addEventListener("pointermove", event => {
    const mark = nearest(event);
    root.style.cursor = mark ? "pointer" : "";
    root.title = mark ? mark.dataset.name : "";
  });
  root.addEventListener("click", event => {
    const mark = nearest(event);
    if (mark) open(Number(mark.dataset.page));
  });
};
