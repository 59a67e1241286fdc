"""Questions with their options: what is right, and what is said of an answer.

A table of questions has a row an option; rows of one question stand together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

KINDS = ("choice", "several", "number", "order", "sort", "note", "prediction")
SHARED = ("notebook", "kind", "prompt")  # what all rows of a question have alike
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Option(NamedTuple):
    """One option: its words, if it is right, what is said of it, and where it belongs."""

    text: str
    right: bool
    feedback: str
    place: str


class Line(NamedTuple):
    """What is said of one part of an answer: if it holds, of what, and why."""

    holds: bool
    what: str
    why: str


class Reply(NamedTuple):
    """What is said of an answer: whether it is right, part by part, and in sum."""

    right: bool
    lines: list[Line]
    sum: str = ""


@dataclass(frozen=True)
class Question:
    """One question, its options in order, and the line of its sources."""

    name: str
    part: str
    kind: str
    prompt: str
    hint: str
    options: tuple[Option, ...]
    source: Markup

    @property
    def solution(self) -> list[Line]:
        """Return what is right, and why."""
        if self.kind == "order":
            rows = sorted(
                zip(self.options, LETTERS, strict=False), key=lambda row: int(row[0].place)
            )
            return [Line(True, f"{letter}: {one.text}", one.feedback) for one, letter in rows]
        own = (one for one in self.options if one.right)
        where = ": {}".format if self.kind == "sort" else "".format
        return [Line(True, one.text + where(one.place), one.feedback) for one in own]

    def judge(self, answer: Any) -> Reply:
        """Say what is right in an answer, and of the rest why it is not."""
        return JUDGES[self.kind](self, answer)


def read(rows: Iterable[Any], source: Callable[[set[str]], Markup]) -> dict[str, Question]:
    """Return the questions of a table by name.

    Args:
        rows: The rows of the table; what is empty is "".
        source: What makes a line of the ids of sources.
    """
    found = {}
    for name, group in groupby(rows, key=lambda row: str(row.check_id)):
        own = list(group)
        first, ids = own[0], {one for row in own for one in row.source_ids.split(";")}
        options = tuple(Option(r.option, bool(r.right), r.feedback, r.place) for r in own)
        hint = next((row.hint for row in own if row.hint), "")
        found[name] = Question(
            name, first.notebook, first.kind, first.prompt, hint, options, source(ids)
        )
    return found


def number(text: str) -> float | None:
    """Return what somebody typed as a number, also with a sign for per cent or a comma."""
    try:
        return float(text.replace("%", "").replace(",", ".").strip())
    except ValueError:
        return None


def _choice(question: Question, answer: Any) -> Reply:
    (own,) = (one for one in question.options if one.text == answer)
    return Reply(own.right, [Line(own.right, own.text, own.feedback)])


def _several(question: Question, answer: Any) -> Reply:
    chosen = [one for one in question.options if one.text in answer]
    left = sum(one.right for one in question.options if one not in chosen)
    lines = [Line(one.right, one.text, one.feedback) for one in chosen]
    told = f"Right and not chosen yet: {left}." if left else ""
    return Reply(not left and all(one.right for one in chosen), lines, told)


def _number(question: Question, answer: Any) -> Reply:
    typed = number(answer)
    for one in question.options:
        if typed is not None and abs(float(one.text) - typed) < 1e-9:
            return Reply(one.right, [Line(one.right, answer, one.feedback)])
    why = "Type a number, such as 12.5." if typed is None else "Look at the hint."
    return Reply(False, [Line(False, answer, why)])


def _order(question: Question, answer: Any) -> Reply:
    letters = [one for one in str(answer).upper() if one in LETTERS]
    known = LETTERS[: len(question.options)]
    if sorted(letters) != list(known):
        return Reply(False, [], f"Type each letter from {known[0]} to {known[-1]} once.")
    places = [int(question.options[known.index(one)].place) for one in letters]
    held = sum(place == at for at, place in enumerate(places, start=1))
    pairs = sum(a < b for a, b in zip(places, places[1:], strict=False))
    told = f"In their place: {held} of {len(known)}. Neighbours in the right order: {pairs}."
    return Reply(held == len(known), [], told)


def _sort(question: Question, answer: Any) -> Reply:
    own = [(one, answer[one.text]) for one in question.options if one.text in answer]
    lines = [
        Line(one.place == put, f"{one.text}: {put}", one.feedback if one.place == put else "")
        for one, put in own
    ]
    same = sum(line.holds for line in lines)
    told = f"As we sorted: {same} of {len(question.options)}."
    return Reply(same == len(question.options), lines, told)


def _open(question: Question, answer: Any) -> Reply:
    return Reply(True, [])


JUDGES: dict[str, Callable[[Question, Any], Reply]] = {
    "choice": _choice,
    "several": _several,
    "number": _number,
    "order": _order,
    "sort": _sort,
    "note": _open,
    "prediction": _open,
}


def unfit(rows: Mapping[int, Mapping[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Yield what keeps the rows of a table from being questions: line, column, what is wrong."""
    first: dict[str, int] = {}
    for name, group in groupby(rows.items(), key=lambda item: item[1].get("check_id", "")):
        own = list(group)
        line = own[0][0]
        if first.setdefault(name, line) != line:
            says = f"{name!r} begins in line {first[name]}: the rows of one check stand together."
            yield line, "check_id", says
            continue
        for other, row in own[1:]:
            for column in SHARED:
                if row.get(column) != own[0][1].get(column):
                    says = f"differs from line {line}, and both are of the check {name!r}. Give "
                    yield other, column, says + "them the same, or one of them another check_id."
        if says := _unanswered(name, [row for _, row in own]):
            yield line, "right", says


def _unanswered(name: str, rows: list[Mapping[str, str]]) -> str:
    """Return why nobody could answer a check, or nothing."""
    kind = rows[0].get("kind")
    right = sum(row.get("right", "").lower() == "true" for row in rows)
    if not right and kind != "prediction":
        return f"the check {name!r} has no right option: write true in one of its rows."
    if kind == "choice" and right > 1:
        return f"the check {name!r} has {right} right options; a choice has one. Is it 'several'?"
    places = [row.get("place", "") for row in rows]
    if kind == "order" and sorted(places) != sorted(map(str, range(1, len(rows) + 1))):
        return f"the places of {name!r} are to be 1 to {len(rows)}, each once."
    if kind == "sort" and not all(places):
        return f"each option of {name!r} needs a place: the name of the pile it belongs to."
    if kind == "number" and any(number(row.get("option", "")) is None for row in rows):
        return f"the options of {name!r} are to be numbers."
    return ""
