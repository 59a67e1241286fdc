// One thing large on a projector: adds a button that fills the screen with it. Escape leads back to the page.
window.datelineLarge = (root, place) => {
  if (!document.fullscreenEnabled) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dl-button";
  const isLarge = () => document.fullscreenElement === root;
  const name = () => {
    button.textContent = isLarge() ? "Back to the page" : "Fill the screen";
  };
  button.onclick = () => (isLarge() ? document.exitFullscreen() : root.requestFullscreen());
  root.addEventListener("fullscreenchange", name);
  root.classList.add("dl-can-fill");
  place.append(button);
  name();
};
