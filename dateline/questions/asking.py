"""Asking in a notebook: questions one by one, a code name, and the answers that come back."""

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
NO_CODE_NAME = "First choose a code name: two words, never your own name. The box is below."


class Questions:
    """The questions of a case: ``questions.ask("id")`` and ``questions.progress()``.

    Attributes:
        questions: All questions by name, in order.
        folder: Where answers are saved.
        forms: The forms that were asked for, by name.
        store: The answers of the code name in use; None before there is one.
        code_name: The box where the code name is typed.
        start_again: The button that makes room for another reader.
        delete: The button that deletes all answers of the code name; it asks once more.
        status: The code name in use, and where its answers are.
    """

    def __init__(self, questions: Mapping[str, Question], folder: Path) -> None:
        """Get ready to ask; nothing is written to the folder before the first answer."""
        self.questions = questions
        self.folder = folder
        self.forms: dict[str, Form] = {}
        self.store: Store | None = None

        self.code_name = field(
            "Code name", placeholder="two words, then Enter", continuous_update=False
        )
        self.code_name.observe(lambda _: self._change_reader(), names="value")
        self.start_again = widgets.Button(description="Start again")
        self.start_again.on_click(lambda _: self._forget_reader())
        self.delete = widgets.Button(description=DELETE)
        self.delete.on_click(lambda _: self._delete())
        self.status = widgets.HTML()

        buttons = widgets.Box([self.start_again, self.delete], layout={"flex_flow": "row wrap"})
        self.bar = widgets.VBox([self.code_name, buttons, self.status])
        self.bar.add_class("dl-form")
        self._show_status()

    def ask(self, *names: str) -> Controls:
        """Ask one or more questions of the table of checks.

        Args:
            names: The ``check_id`` of each.

        Returns:
            A form for each: a hint before the answer, feedback on the option chosen, and after
            that the explanation with its source. On a page without Python the answer is folded.

        Raises:
            ValueError: There is no check with this name; the nearest name is given.
        """
        asked = [self._question(name) for name in names]
        for question in asked:
            if question.name not in self.forms:
                form = Form(question, self._submit)
                self._restore(form)
                self.forms[question.name] = form
        self._show_status()

        forms = [self.forms[name] for name in names]
        page = fill("questions/question_page.html", questions=asked, letters=LETTERS)
        return Controls([*forms, self.bar], Explorer(str(page)))

    def progress(self) -> Explorer:
        """Show what is done and what is left, notebook by notebook, and where to stop today.

        Returns:
            A table of this moment; run the cell again for a new one.
        """
        answered = self._answered()
        to_do = [one for one in self.questions.values() if one.name not in answered]
        part = self._current_part(answered)
        page = fill(
            "questions/progress.html",
            questions=list(self.questions.values()),
            to_do=to_do,
            current_part=part,
            store=self.store,
        )
        return Explorer(str(page))

    def _question(self, name: str) -> Question:
        if name in self.questions:
            return self.questions[name]
        known = ", ".join(self.questions)
        guess = near(name, self.questions)
        raise ValueError(f"There is no check called {name!r}.{guess} There are: {known}.")

    def _answered(self) -> set[str]:
        """Return the names of the questions that the code name in use has answered."""
        answered: set[str] = set()
        if self.store:
            for part in {question.part for question in self.questions.values()}:
                answered.update(self.store.answers(part))
        return answered

    def _current_part(self, answered: set[str]) -> str:
        """Return the notebook of the last form, else of the last answer, else nothing."""
        parts = [form.question.part for form in self.forms.values()]
        if not parts:
            parts = [one.part for one in self.questions.values() if one.name in answered]
        return parts[-1] if parts else ""

    def _submit(self, form: Form) -> None:
        """Save and judge what is in a form, if it can be."""
        problem = form.problem()
        if not problem and not self.store:
            problem = NO_CODE_NAME
        if problem or not self.store:
            form.show_reply(problem=problem)
            return

        # Save first: a reader who is told "right" counts on it.
        self.store.keep(form.question.part, form.question.name, form.submit())
        form.show_reply()
        self._show_status()

    def _restore(self, form: Form) -> None:
        """Put into a form what the code name in use has answered, if anything."""
        answers = self.store.answers(form.question.part) if self.store else {}
        if form.question.name in answers:
            form.restore(answers[form.question.name])

    def _forget_reader(self, message: str = "") -> None:
        """Make room for the next reader; what is saved stays."""
        self.store = None
        self.code_name.value = ""
        self._clear_forms()
        self._show_status(message)

    def _change_reader(self) -> None:
        """Use the code name that was typed; nobody sees the answers of the one before."""
        if self.store:  # else what was typed before the code name belongs to this reader
            self._clear_forms()

        self.store = None
        message = ""
        if self.code_name.value:
            try:
                self.store = Store(self.folder, self.code_name.value)
            except ValueError as error:
                message = str(error)

        for form in self.forms.values():
            self._restore(form)
        self._show_status(message)

    def _clear_forms(self) -> None:
        for form in self.forms.values():
            form.clear()

    def _delete(self) -> None:
        """Ask once more, then delete everything that this code name has answered."""
        if not self.store:
            return
        if self.delete.description == DELETE:
            answers = f"all answers of “{self.store.name}”, in every notebook"
            self.delete.description = f"Press again to delete {answers}"
        else:
            self._forget_reader(self.store.delete())

    def _show_status(self, message: str = "") -> None:
        """Show the code name in use and what the reader has to be told."""
        self.delete.description = DELETE
        answered = self._answered()  # before the notices are read: it may add one
        notices = self.store.notices if self.store else []
        not_saved = self.store.not_saved if self.store else ""
        messages = [text for text in [message, *notices, not_saved] if text]
        self.status.value = fill(
            "questions/code_name.html",
            store=self.store,
            answered=len(answered),
            messages=messages,
        )
