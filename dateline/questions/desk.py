"""A desk: questions asked one by one, a code name, and the answers that come back with it."""

from collections.abc import Mapping
from pathlib import Path

import ipywidgets as widgets

from dateline.case.errors import near
from dateline.explorers.pages import Explorer
from dateline.explorers.widgets import Controls, field
from dateline.questions.forms import Form
from dateline.questions.questions import LETTERS, Question
from dateline.questions.store import Store
from dateline.web import fill

DELETE = "Delete my answers"
NOBODY = "First choose a code name: two words, never your own name. The box is below."


class Questions:
    """Where a reader answers: ``questions.ask("id")`` and ``questions.progress()``.

    Attributes:
        questions: All that can be asked, by name, in order.
        forms: The forms that were asked for, by name.
        store: The answers of the code name in use; None before one is chosen.
        box: Where the code name is typed.
        again: The button that begins anew with another code name.
        delete: The button that deletes the answers of the code name; it asks once more.
        status: Who is at the desk, and where the answers are.
    """

    def __init__(self, questions: Mapping[str, Question], folder: Path) -> None:
        """Open a desk whose answers go to a folder; nothing is written before the first."""
        self.questions, self.folder = questions, folder
        self.forms: dict[str, Form] = {}
        self.store: Store | None = None
        self.box = field("Code name", placeholder="two words, then Enter", continuous_update=False)
        self.again = widgets.Button(description="Start again")
        self.delete = widgets.Button(description=DELETE)
        self.status = widgets.HTML()
        buttons = widgets.Box([self.again, self.delete], layout={"flex_flow": "row wrap"})
        self.bar = widgets.VBox([self.box, buttons, self.status])
        self.bar.add_class("dl-form")
        self.box.observe(lambda _: self._sit_down(), names="value")
        self.again.on_click(lambda _: self._begin_again())
        self.delete.on_click(lambda _: self._delete())
        self._refresh()

    def ask(self, *names: str) -> Controls:
        """Ask one or more questions of the table of checks.

        Args:
            names: The ``check_id`` of each.

        Returns:
            A form for each: a hint before the answer, what is said of the option chosen, and
            after that the explanation with its source. A page without Python folds the answer.

        Raises:
            ValueError: There is no check of that name; the nearest is named.
        """
        own = [self._question(name) for name in names]
        for question in own:
            if question.name not in self.forms:
                self.forms[question.name] = Form(question, self._hand_in)
                self._fill_in(self.forms[question.name])
        self._refresh()
        still = fill("questions.html", questions=own, letters=LETTERS)
        return Controls([*(self.forms[name] for name in names), self.bar], Explorer(str(still)))

    def progress(self) -> Explorer:
        """Show what is done and what is to do, by notebook, and where to stop for today.

        Returns:
            A table; run the cell again to see it as it is then.
        """
        asked = [form.question for form in self.forms.values()]  # in the notebook at hand
        told = {"every": [*self.questions.values()], "done": self._done(), "asked": asked}
        return Explorer(str(fill("progress.html", store=self.store, **told)))

    def _done(self) -> set[str]:
        """Return which questions the code name in use has answered, in every notebook."""
        parts = {one.part for one in self.questions.values()}
        return {name for part in parts if self.store for name in self.store.answers(part)}

    def _question(self, name: str) -> Question:
        if name in self.questions:
            return self.questions[name]
        known = ", ".join(self.questions)
        says = f"There is no check called {name!r}.{near(name, self.questions)}"
        raise ValueError(f"{says} There are: {known}.")

    def _hand_in(self, form: Form) -> None:
        """Keep and judge what stands in a form, if it can be."""
        if says := form.lacks() or ("" if self.store else NOBODY):
            form.tell(says)
        elif self.store:
            self.store.keep(form.question.part, form.question.name, form.hold())
            form.tell()  # only what is saved is said to be right
            self._refresh()

    def _fill_in(self, form: Form) -> None:
        """Put into a form what the code name in use has answered, if it has."""
        answers = self.store.answers(form.question.part) if self.store else {}
        if form.question.name in answers:
            form.restore(answers[form.question.name])

    def _empty(self) -> None:
        for form in self.forms.values():
            form.restore(None)
        self._refresh()

    def _begin_again(self) -> None:
        """Make room for the next reader; what is saved stays."""
        self.store, self.box.value = None, ""
        self._empty()

    def _sit_down(self) -> None:
        """Take the code name that was typed; nobody sees the answers of the one before."""
        if self.store:  # what was typed without a code name stays: it is the same reader's
            self._empty()
        self.store, refused = None, ""
        try:
            self.store = Store(self.folder, self.box.value) if self.box.value else None
        except ValueError as error:
            refused = str(error)
        for form in self.forms.values():
            self._fill_in(form)
        self._refresh(refused)

    def _delete(self) -> None:
        """Ask once more, then delete all that this code name has answered."""
        if self.store and self.delete.description == DELETE:
            whose = f"all answers of “{self.store.name}”, in every notebook"
            self.delete.description = f"Press again to delete {whose}"
        elif self.store:
            says = self.store.delete()
            self._begin_again()
            self._refresh(says)

    def _refresh(self, told: str = "") -> None:
        """Say who is at the desk, and what must be told."""
        self.delete.description, done = DELETE, self._done()
        self.status.value = fill("desk.html", store=self.store, done=done, told=told)
