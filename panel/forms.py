"""A question as a form: real controls with labels, and what is said of the answer below them."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from panel.live import menu
from panel.questions import LETTERS, Question, Reply, number
from panel.templates import fill

CHANCE, REASON = "Chance in per cent, 0 to 100", "My reason"
FIRST_SHOWN = 2  # after so many different tries the answer is told
OPEN = ("note", "prediction")  # kinds that nobody can judge
WIDE: dict[str, Any] = {"width": "auto", "max_width": "44rem"}
BLANK: dict[str, Any] = {"choice": None, "several": False}
Fields = dict[str, Any]


def _text(label: str, make: Callable[..., Any] = widgets.Text, **how: Any) -> Any:
    return make(description=label, style={"description_width": "initial"}, layout=WIDE, **how)


def _choice(question: Question) -> Fields:
    options = [one.text for one in question.options]
    return {"": _text("Choose one", widgets.RadioButtons, options=options, value=None)}


def _several(question: Question) -> Fields:
    return {one.text: _text(one.text, widgets.Checkbox, indent=False) for one in question.options}


def _sort(question: Question) -> Fields:
    piles = list(dict.fromkeys(sorted(one.place for one in question.options)))
    options = [("choose …", ""), *zip(piles, piles, strict=True)]
    return {one.text: menu(one.text, options, "") for one in question.options}


def _long(label: str) -> Any:
    return _text(label, widgets.Textarea, rows=3)


FIELDS: dict[str, Callable[[Question], Fields]] = {
    "choice": _choice,
    "several": _several,
    "number": lambda question: {"": _text("My number")},
    "order": lambda question: {"": _text("My order, as letters")},
    "sort": _sort,
    "note": lambda question: {"": _long("My answer")},
    "prediction": lambda question: {CHANCE: _text(CHANCE), REASON: _long(REASON)},
}


class Form(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """One question: its words, its controls, two buttons, and what is said of the answer.

    Attributes:
        question: What is asked.
        fields: The controls by what each is for.
        check: The button that hands the answer in.
        hint: The button that shows the hint.
        said: The page below them.
    """

    def __init__(self, question: Question, hand_in: Callable[["Form"], str]) -> None:
        """Show a question.

        Args:
            question: What is asked.
            hand_in: Keeps the form's state; returns why it cannot, or nothing.
        """
        self.question, self.hand_in = question, hand_in
        self.fields, self.said = FIELDS[question.kind](question), widgets.HTML()
        self.answer: Any = None  # as it was handed in last
        self.tries = 0
        kept = question.kind in OPEN
        self.check = widgets.Button(description="Keep my answer" if kept else "Check my answer")
        self.hint = widgets.Button(description="Hint")
        self.hint.layout.display = "" if question.hint else "none"
        self.check.on_click(self._checked)
        self.hint.on_click(lambda _: self._tell(question.hint))
        head = widgets.HTML(fill("prompt.html", question=question, letters=LETTERS))
        buttons = widgets.Box([self.check, self.hint], layout={"flex_flow": "row wrap"})
        super().__init__([head, *self.fields.values(), buttons, self.said])
        self.add_class("dl-form")

    @property
    def state(self) -> dict[str, Any]:
        """Return what is to be kept: the answer, and after how many tries."""
        return {"answer": self.answer, "tries": self.tries}

    def restore(self, held: Any) -> None:
        """Put a kept state back into the controls; whatever does not fit leaves them empty."""
        self._put(None)
        self.answer, self.tries, self.said.value = None, 0, ""
        try:
            self._put(held["answer"])
            answer = self._get()
            if self._missing(answer):
                raise ValueError
            self.answer, self.tries = answer, int(held["tries"])
        except Exception:  # a file may hold anything
            self._put(None)
            return
        self._tell()

    def _checked(self, _: Any) -> None:
        answer = self._get()
        if says := self._missing(answer):
            self.said.value = fill("said.html", words=says)
            return
        before = self.state
        self.tries += answer != self.answer
        self.answer = answer
        if says := self.hand_in(self):
            self.answer, self.tries = before["answer"], before["tries"]
            self.said.value = fill("said.html", words=says)
        else:
            self._tell()

    def _get(self) -> Any:
        """Return what stands in the controls: one value, a list or a value for each."""
        values = {name: field.value for name, field in self.fields.items()}
        if self.question.kind == "several":
            return [name for name, chosen in values.items() if chosen]
        values = {name: v.strip() if isinstance(v, str) else v for name, v in values.items()}
        return values[""] if "" in values else {name: v for name, v in values.items() if v}

    def _put(self, answer: Any) -> None:
        """Set the controls; None empties them."""
        blank = BLANK.get(self.question.kind, "")
        if answer is not None and self.question.kind == "several":
            answer = dict.fromkeys(answer, True)
        given = {"": answer} if "" in self.fields else answer
        for name, field in self.fields.items():
            value = blank if answer is None else given.get(name, blank)
            field.value = value

    def _missing(self, answer: Any) -> str:
        """Return what the answer lacks before it can be handed in."""
        if not answer:
            return "Give an answer first."
        if isinstance(answer, dict) and len(answer) < len(self.fields):
            return f"Still to be filled in: {len(self.fields) - len(answer)}."
        if self.question.kind == "prediction":
            chance = number(answer[CHANCE])
            if chance is None or not 0 <= chance <= 100:
                return "The chance is a number from 0 to 100: 0 for never, 100 for surely."
        return ""

    def _tell(self, hint: str = "") -> None:
        """Say what is to be said of the answer: part by part; then, in time, the solution."""
        asked = self.tries > 0
        reply = self.question.judge(self.answer) if asked else Reply(False, [])
        told = asked and (reply.right or self.tries >= FIRST_SHOWN)
        wanted = told and (not reply.right or self.question.kind == "order")
        self.said.value = fill(
            "reply.html",
            question=self.question,
            reply=reply if asked else None,
            told=told,
            solution=self.question.solution if wanted else [],
            hint=hint,
        )
