// The code name: chosen once, remembered on this computer, changed or given back in one bar.

function nameForm(text, done) {
  const id = uniqueId("dl-name");
  const box = element("input", { id, type: "text", autocomplete: "off", maxlength: String(LONGEST_NAME), value: suggestedName() });
  const problem = element("p", { role: "status", class: "dl-lacking" });
  const take = async () => {
    const name = cleanName(box.value);
    if (!name) {
      problem.textContent = `Use 1 to ${LONGEST_NAME} letters.`;
      return;
    }
    await takeName(name);
    done();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      take();
    }
  });
  return element(
    "div",
    { class: "dl-name-form" },
    element("p", {}, text),
    element("div", { class: "dl-field" }, element("label", { for: id }, "Code name"), " ", box, " ", button("Use this name", take, "primary")),
    element("p", { class: "dl-small" }, "Two words, never your own name. Used one before? Type it exactly as you did then."),
    problem
  );
}

// Take a code name. What was typed and not handed in yet stays in the forms: it is carried over.
async function takeName(name) {
  const typed = browser.keys(`draft/${store.name}/`).map((key) => [key, browser.get(key)]);
  const before = store.name;
  await store.use(name);
  for (const [key, text] of typed) {
    browser.set(key.replace(`draft/${before}/`, `draft/${name}/`), text);
    if (key !== key.replace(`draft/${before}/`, `draft/${name}/`)) browser.remove(key);
  }
  await loadAll();
}

function nameBar(root, notebooks) {
  const line = element("div", { class: "dl-name-line" });
  const below = element("div");

  function draw() {
    below.replaceChildren();
    if (!store.name) {
      line.replaceChildren();
      below.append(nameForm("Choose a code name. With it, your answers come back.", draw));
      return;
    }
    const count = Object.values(store.answers).reduce((sum, answers) => sum + Object.keys(answers).length, 0);
    const found = count ? `${count} answer${count === 1 ? "" : "s"} saved` : "No answers saved yet under this name. Used one before? Check the spelling";
    line.replaceChildren(
      element("span", {}, "Answering as ", element("b", { dir: "auto" }, store.name), `. ${found}.`),
      button("Change", () => below.replaceChildren(nameForm("What you have typed stays in the forms.", draw))),
      button("Start again", () => ask("Empty all forms for the next person? What you saved stays under your code name.", "Empty the forms", startAgain)),
      button("Delete my answers", () => ask(`Delete everything saved as “${store.name}”, in every notebook?`, "Delete", () => store.remove().then(loadAll)))
    );
    if (store.problem) below.append(element("p", { class: "dl-problem", role: "status" }, store.problem));
  }

  function ask(text, yes, action) {
    below.replaceChildren(
      element("p", { role: "status" }, text),
      element("div", { class: "dl-buttons" }, button(yes, async () => { await action(); draw(); }, "primary"), button("Cancel", draw))
    );
  }

  store.listeners.add(draw);
  root.append(line, below);
  draw();
}

async function startAgain() {
  removeDrafts(store.name);
  removeDrafts("");
  await store.use("");
  await loadAll();
}
