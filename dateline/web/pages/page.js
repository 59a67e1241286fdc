// The contents of a page: a menu that closes by itself, or a column beside the text where there is
// room. The section that is being read is marked.

document.addEventListener("DOMContentLoaded", () => {
  const contents = document.querySelector(".contents");
  if (!contents) return; // not a page of the website

  const beside = matchMedia("(min-width: 104rem)");
  const fit = () => (contents.open = beside.matches);
  beside.addEventListener("change", fit);
  fit();

  document.addEventListener("click", ({ target }) => {
    const chosen = !contents.contains(target) || target.closest("a");
    if (chosen && !beside.matches) contents.open = false;
  });
  contents.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || beside.matches) return;
    contents.open = false;
    contents.querySelector("summary").focus();
  });

  const links = [...contents.querySelectorAll('a[href^="#"]')];
  const headings = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)));
  const markHere = () => {
    const passed = headings.filter((heading) => heading?.getBoundingClientRect().top < 120);
    links.forEach((link, index) => {
      if (index === passed.length - 1) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", markHere, { passive: true });
  markHere();
});
