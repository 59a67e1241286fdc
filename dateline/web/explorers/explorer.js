// Makes an explorer answer: the menu and the buttons Back and Next show one page at a time.
//
// Each explorer calls this at its own end with its outermost element. It is defined again by
// every explorer, because in a notebook an output must work without any other.
window.datelineExplorer = root => {
  const menu = root.querySelector("select");
  const status = root.querySelector("[role=status]");
  const [back, next] = root.querySelectorAll("button");
  const pages = root.querySelectorAll("section");

  const show = () => {
    pages.forEach((page, number) => {
      page.classList.toggle("dl-now", number === menu.selectedIndex);
    });
  };

  const turn = step => {
    const last = pages.length - 1;
    menu.selectedIndex = Math.min(Math.max(menu.selectedIndex + step, 0), last);
    show();
    // A screen reader says what stands in the status: the first paragraph of the new page.
    status.textContent = pages[menu.selectedIndex].querySelector("p").textContent;
  };

  menu.oninput = () => turn(0);
  back.onclick = () => turn(-1);
  next.onclick = () => turn(1);

  datelinePointer(root, page => {
    menu.selectedIndex = page;
    turn(0);
  });

  // From here on the style hides all pages but one, and shows the menu.
  root.classList.add("dl-on");
  show();
};
