"""A question as a form: controls with labels, two buttons, and the reply below them."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from dateline.case.check_rows import typed_number
from dateline.explorers.widgets import field, menu
from dateline.questions.questions import LETTERS, UNJUDGED, Question
from dateline.web import fill

CHANCE = "Chance in percent, 0 to 100"
REASON = "My reason"
ONLY = ""  # the name of a control that is the only one of its form


class Form(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """One question: its words, its controls, two buttons, and the reply.

    Attributes:
        question: What is asked.
        controls: The controls, by what each is for.
        check: The button that submits the answer.
        hint: The button that shows the hint.
        reply: The HTML below them.
        answer: The answer submitted last; None before the first.
        tries: How many different answers were submitted.
    """

    def __init__(self, question: Question, on_submit: Callable[["Form"], None]) -> None:
        """Show a question with empty controls; ``on_submit`` is called with the form."""
        self.question = question
        self.answer: Any = None
        self.tries = 0
        self.controls = _controls(question)
        verb = "Keep" if question.kind in UNJUDGED else "Check"
        self.check = widgets.Button(description=f"{verb} my answer")
        self.check.on_click(lambda _: on_submit(self))
        self.hint = widgets.Button(description="Hint")
        self.hint.layout.display = "" if question.hint else "none"
        self.hint.on_click(lambda _: self.show_reply(hint=question.hint))
        self.reply = widgets.HTML()

        text = widgets.HTML(
            fill("questions/question_text.html", question=question, letters=LETTERS)
        )
        buttons = widgets.Box([self.check, self.hint], layout={"flex_flow": "row wrap"})
        super().__init__([text, *self.controls.values(), buttons, self.reply])
        self.add_class("dl-form")

    def entered(self) -> Any:
        """Return what is in the controls: one value, a list, or a value for each control."""
        values = {name: control.value for name, control in self.controls.items()}
        if self.question.kind == "several":
            return [name for name, checked in values.items() if checked]
        if ONLY in values:
            return values[ONLY]
        return {name: value for name, value in values.items() if value}

    def problem(self) -> str:
        """Return why what is in the controls cannot be submitted yet, or nothing if it can."""
        entered = self.entered()
        if isinstance(entered, str):
            entered = entered.strip()
        if not entered:
            return "Give an answer first."
        if isinstance(entered, dict) and len(entered) < len(self.controls):
            return f"Still to be filled in: {len(self.controls) - len(entered)}."
        if CHANCE in self.controls:
            chance = typed_number(entered[CHANCE])
            if chance is None or not 0 <= chance <= 100:
                return "A chance is a number from 0 to 100: 0 means never, 100 means certain."
        return self.question.unreadable(entered)

    def submit(self) -> dict[str, Any]:
        """Take what is in the controls as the answer; return what has to be saved."""
        entered = self.entered()
        if entered != self.answer:  # the same answer once more is not another try
            self.tries += 1
        self.answer = entered
        return {"answer": self.answer, "tries": self.tries}

    def clear(self) -> None:
        """Empty the form for another reader."""
        self.answer = None
        self.tries = 0
        self.reply.value = ""
        self._fill(None)

    def restore(self, saved: Any) -> None:
        """Put back what ``submit`` returned; leave the form empty if it does not fit.

        Somebody may have edited the file, so ``saved`` can be anything.
        """
        self.clear()
        try:
            self._fill(saved["answer"])
            if not self.problem():
                self.tries = max(1, int(saved["tries"]))
                self.answer = self.entered()
                self.show_reply()
        except Exception:  # whatever the file holds, the question can still be answered
            self.clear()

    def show_reply(self, *, problem: str = "", hint: str = "") -> None:
        """Show a problem or a hint, and the reply to the answer that was submitted."""
        reply = self.question.judge(self.answer) if self.tries else None
        self.reply.value = fill(
            "questions/reply.html",
            question=self.question,
            reply=reply,
            answer=self.answer,
            tries=self.tries,
            problem=problem,
            hint=hint,
            letters=LETTERS,
        )

    def _fill(self, answer: Any) -> None:
        """Set the controls to an answer; None empties them."""
        if ONLY in self.controls:
            values = {ONLY: answer}
        elif isinstance(answer, list):
            values = dict.fromkeys(answer, True)
        else:
            values = answer or {}

        for name, control in self.controls.items():
            value = values.get(name)
            control.value = _empty(self.question) if value is None else value


def _controls(question: Question) -> dict[str, Any]:
    """Return the controls of a question by what each is for."""
    texts = [option.text for option in question.options]
    if question.kind == "choice":
        return {ONLY: field("Choose one", widgets.RadioButtons, options=texts, value=None)}
    if question.kind == "several":
        return {text: field(text, widgets.Checkbox, indent=False) for text in texts}
    if question.kind == "sort":
        piles = sorted({option.place for option in question.options})
        choices = [("choose …", ""), *((pile, pile) for pile in piles)]
        return {text: menu(text, choices, "") for text in texts}
    if question.kind == "number":
        return {ONLY: field("My answer as a number, such as 12.5")}
    if question.kind == "order":
        return {ONLY: field("My order, as letters")}
    if question.kind == "prediction":
        return {CHANCE: field(CHANCE), REASON: field(REASON, widgets.Textarea)}
    return {ONLY: field("My answer", widgets.Textarea, rows=3)}


def _empty(question: Question) -> Any:
    """Return the value of an empty control of a question."""
    if question.kind == "choice":
        return None
    return False if question.kind == "several" else ""
