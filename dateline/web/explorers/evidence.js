// Keys for the cards of evidence, wherever the focus is in them: arrows and the two page keys turn,
// and a typed number such as P3 goes to that card. The menu does all of this by itself.
window.datelineEvidence = root => {
  const steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
  const menu = root.querySelector("select");
  let typed = "";

  const show = page => {
    if (page < 0 || page >= menu.options.length) return;
    menu.selectedIndex = page;
    menu.dispatchEvent(new Event("input"));
  };

  const find = letter => {
    typed = (typed + letter).slice(-3).toUpperCase();
    const cards = [...menu.options].map(option => option.text.split(" ")[0]);
    const numbers = cards.filter(number => typed.endsWith(number));
    show(cards.indexOf(numbers[0]));
  };

  root.addEventListener("keydown", event => {
    if (event.target === menu || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in steps) {
      event.preventDefault();
      show(menu.selectedIndex + steps[event.key]);
    } else if (/^[a-z0-9]$/i.test(event.key)) {
      find(event.key);
    }
  });

  datelineLarge(root, root.querySelector(".dl-menu"));
};
