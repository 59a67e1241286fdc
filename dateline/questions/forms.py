"""A question as a form: real controls with labels, and what is said of the answer below them."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from dateline.case.check_rows import typed_number
from dateline.explorers.widgets import field, menu
from dateline.questions.questions import LETTERS, OPEN, Question
from dateline.web import fill

CHANCE, REASON = "Chance in per cent, 0 to 100", "My reason"
BLANK: dict[str, Any] = {"choice": None, "several": False}  # for all others, ""


def _choice(question: Question) -> dict[str, Any]:
    options = [one.text for one in question.options]
    return {"": field("Choose one", widgets.RadioButtons, options=options, value=None)}


def _several(question: Question) -> dict[str, Any]:
    return {one.text: field(one.text, widgets.Checkbox, indent=False) for one in question.options}


def _sort(question: Question) -> dict[str, Any]:
    piles = sorted({one.place for one in question.options})
    options = [("choose …", ""), *((pile, pile) for pile in piles)]
    return {one.text: menu(one.text, options, "") for one in question.options}


FIELDS: dict[str, Callable[[Question], dict[str, Any]]] = {
    "choice": _choice,
    "several": _several,
    "number": lambda _: {"": field("My answer as a number, such as 12.5")},
    "order": lambda _: {"": field("My order, as letters")},
    "sort": _sort,
    "note": lambda _: {"": field("My answer", widgets.Textarea, rows=3)},
    "prediction": lambda _: {CHANCE: field(CHANCE), REASON: field(REASON, widgets.Textarea)},
}


class Form(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """One question: its words, its controls, two buttons, and what is said of the answer.

    Attributes:
        question: What is asked.
        fields: The controls by what each is for.
        check: The button that hands the answer in.
        hint: The button that shows the hint.
        said: The page below them.
        held: The answer that was handed in last, and how many different ones there were.
    """

    def __init__(self, question: Question, hand_in: Callable[["Form"], None]) -> None:
        """Show a question with empty controls; ``hand_in`` is called with the form."""
        self.question, self.said = question, widgets.HTML()
        self.fields = FIELDS[question.kind](question)
        verb = "Keep" if question.kind in OPEN else "Check"
        self.check = widgets.Button(description=f"{verb} my answer")
        self.hint = widgets.Button(description="Hint")
        self.hint.layout.display = "" if question.hint else "none"
        self.check.on_click(lambda _: hand_in(self))
        self.hint.on_click(lambda _: self.tell(hint=question.hint))
        head = widgets.HTML(fill("prompt.html", question=question, letters=LETTERS))
        buttons = widgets.Box([self.check, self.hint], layout={"flex_flow": "row wrap"})
        super().__init__([head, *self.fields.values(), buttons, self.said])
        self.add_class("dl-form")
        self.held: dict[str, Any] = {}
        self.restore(None)

    def answer(self) -> Any:
        """Return what stands in the controls: one value, a list or a value for each."""
        values = {name: one.value for name, one in self.fields.items()}
        if self.question.kind == "several":
            return [name for name, chosen in values.items() if chosen]
        return values[""] if "" in values else {name: v for name, v in values.items() if v}

    def lacks(self) -> str:
        """Return what the answer lacks before it can be handed in, or nothing."""
        answer = self.answer()
        if not (answer.strip() if isinstance(answer, str) else answer):
            return "Give an answer first."
        if isinstance(answer, dict) and len(answer) < len(self.fields):
            return f"Still to be filled in: {len(self.fields) - len(answer)}."
        if CHANCE in self.fields:
            chance = typed_number(answer[CHANCE])
            if chance is None or not 0 <= chance <= 100:
                return "The chance is a number from 0 to 100: 0 for never, 100 for surely."
        return self.question.unread(answer)

    def hold(self) -> dict[str, Any]:
        """Take what stands in the controls as the answer; return what is to be kept."""
        answer = self.answer()
        tries = self.held["tries"] + (answer != self.held["answer"])
        self.held = {"answer": answer, "tries": tries}
        return self.held

    def restore(self, held: Any) -> None:
        """Put back what was kept; of what does not fit, for a file may hold anything, nothing."""
        self.held, self.said.value = {"answer": None, "tries": 0}, ""
        try:
            self._put(held["answer"])
            if not self.lacks():
                self.held = {"answer": self.answer(), "tries": max(1, int(held["tries"]))}
                self.tell()
        except Exception:
            self._put(None)

    def _put(self, answer: Any) -> None:
        """Set the controls to an answer; None empties them."""
        blank = BLANK.get(self.question.kind, "")
        if isinstance(answer, list):
            answer = dict.fromkeys(answer, True)
        given = {"": answer} if "" in self.fields else answer or {}
        for name, one in self.fields.items():
            one.value = blank if given.get(name) is None else given[name]

    def tell(self, lacks: str = "", hint: str = "") -> None:
        """Show what is lacking, or a hint and what is said of the answer that was handed in."""
        own, held = self.question, self.held
        reply = own.judge(held["answer"]) if held["tries"] else None
        told = {"lacks": lacks, "hint": hint, "letters": LETTERS, **held}
        self.said.value = fill("reply.html", question=own, reply=reply, **told)
