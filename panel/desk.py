"""A desk: questions asked one by one, a code name, and the answers that come back with it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from panel.forms import OPEN, Form
from panel.live import Shown
from panel.paged import Paged
from panel.questions import LETTERS, Question
from panel.store import Store
from panel.templates import fill
from proof.problems import near

SURE = "Press again to delete"


class Desk:
    """Where a reader answers: ``desk.check("id")``, ``note``, ``predict`` and ``progress``.

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
        self.box = widgets.Text(
            description="Code name",
            placeholder="two words, then Enter",
            continuous_update=False,
            style={"description_width": "initial"},
        )
        self.again = widgets.Button(description="Start again")
        self.delete = widgets.Button(description="Delete my answers", layout={"width": "auto"})
        self.status = widgets.HTML()
        row = widgets.Box([self.box, self.again, self.delete], layout={"flex_flow": "row wrap"})
        self._bar = widgets.VBox([row, self.status])
        self.box.observe(lambda _: self._named(), names="value")
        self.again.on_click(lambda _: self._begun_again())
        self.delete.on_click(lambda _: self._deleted())
        self._said()

    def check(self, *names: str) -> Shown:
        """Ask one or more questions that have a right answer.

        Args:
            names: Their ``check_id`` in the table of checks.

        Returns:
            A form for each: a hint before the answer, what is said of the option chosen, and
            after that the explanation with its source. A page without Python folds the answer.

        Raises:
            ValueError: There is no check of that name, or nobody can judge it.
        """
        return self._shown([self._question(name, judged=True) for name in names])

    def note(self, name: str, prompt: str = "") -> Shown:
        """Ask for an answer in words, to be compared with two of different quality.

        Args:
            name: Its ``check_id`` in the table of checks.
            prompt: What to ask; by default what the table says.

        Returns:
            A form; the two sample answers are folded, and below them which is better, and why.

        Raises:
            ValueError: There is no note of that name.
        """
        question = self._question(name, judged=False)
        return self._shown([replace(question, prompt=prompt or question.prompt)])

    def predict(self, name: str) -> Shown:
        """Ask how likely something is, 0 to 100, with a reason; kept until it is known.

        Args:
            name: Its ``check_id`` in the table of checks.

        Returns:
            A form; nothing is said of the answer.

        Raises:
            ValueError: There is no prediction of that name.
        """
        return self._shown([self._question(name, judged=False)])

    def progress(self) -> Paged:
        """Show what is done and what is to do, by notebook, and where to stop for today.

        Returns:
            A table; run the cell again to see it as it is then.
        """
        parts: dict[str, list[Question]] = {}
        for question in self.questions.values():
            parts.setdefault(question.part, []).append(question)
        rows = []
        for part, own in sorted(parts.items()):
            done = self.store.answers(part) if self.store else {}
            rows.append((part, len(own), [one for one in own if one.name not in done]))
        left = next((row for row in rows if row[2]), None)
        name = self.store.name if self.store else ""
        return Paged(str(fill("progress.html", rows=rows, left=left, name=name)))

    def _question(self, name: str, *, judged: bool) -> Question:
        if name not in self.questions:
            known = ", ".join(self.questions)
            says = f"There is no check called {name!r}.{near(name, self.questions)}"
            raise ValueError(f"{says} There are: {known}.")
        question = self.questions[name]
        if (question.kind not in OPEN) != judged:
            raise ValueError(
                f"{name!r} is of the kind {question.kind!r}: ask it with another verb."
            )
        return question

    def _shown(self, asked: list[Question]) -> Shown:
        """Return the forms with the bar below; a form that was shown before is shown again."""
        own = []
        for question in asked:
            if question.name not in self.forms:
                self.forms[question.name] = Form(question, self._keep)
                self._fill_in(self.forms[question.name])
            own.append(self.forms[question.name])
        still = fill("questions.html", questions=asked, letters=LETTERS)
        return Shown([*own, self._bar], Paged(str(still)))

    def _keep(self, form: Form) -> str:
        """Save what a form holds; return why that cannot be yet, or nothing."""
        if not self.store:
            return "First choose a code name: two words, never your own name. The box is below."
        self.store.keep(form.question.part, form.question.name, form.state)
        self._said()
        return ""

    def _fill_in(self, form: Form) -> None:
        """Put into a form what the code name in use has answered."""
        answers = self.store.answers(form.question.part) if self.store else {}
        form.restore(answers.get(form.question.name))
        self._said()

    def _named(self) -> None:
        """Take the code name that was typed; nobody sees the answers of the one before."""
        self.store, refused = None, ""
        try:
            self.store = Store(self.folder, self.box.value) if self.box.value.strip() else None
        except ValueError as error:
            refused = str(error)
        self._all_forms()
        self._said(refused)

    def _begun_again(self) -> None:
        self.store, self.box.value = None, ""
        self._all_forms()

    def _deleted(self) -> None:
        """Ask once more, then delete all that this code name has answered."""
        if self.store and self.delete.description != SURE:
            self.delete.description = SURE
            return
        if self.store:
            self.store.delete()
        self._all_forms()

    def _all_forms(self) -> None:
        self.delete.description = "Delete my answers"
        for form in self.forms.values():
            self._fill_in(form)
        self._said()

    def _said(self, refused: str = "") -> None:
        """Say who is at the desk, and whatever else the reader must be told."""
        told: list[Any] = [refused] if refused else []
        told += self.store.said if self.store else []
        self.status.value = fill("desk.html", name=self.store.name if self.store else "", told=told)
