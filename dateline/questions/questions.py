"""Questions with their options: what is right, and what is said of an answer.

A table of questions has a row an option; rows of one question stand together.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from dateline.case.check_rows import typed_number

OPEN = ("note", "prediction")  # kinds that nobody can judge
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Option(NamedTuple):
    """One option: its words, if it is right, what is said of it, and where it belongs."""

    text: str
    right: bool
    feedback: str
    place: str


class Reply(NamedTuple):
    """What is said of an answer: if it is right, option by option (holds, what, why), in sum."""

    right: bool
    lines: list[tuple[bool, str, str]]
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

    def judge(self, answer: Any) -> Reply:
        """Say what is right in an answer, and of the rest why it is not."""
        if self.kind in OPEN:
            return Reply(True, [])
        return JUDGES.get(self.kind, _chosen)(self.options, answer)

    def unread(self, answer: Any) -> str:
        """Return why nobody could tell what is meant by an answer, or nothing."""
        if self.kind == "number" and typed_number(answer) is None:
            return "Type a number, such as 12.5."
        known = LETTERS[: len(self.options)]
        if self.kind == "order" and sorted(re.findall("[A-Z]", answer.upper())) != list(known):
            return f"Type each letter from {known[0]} to {known[-1]} once."
        return ""


def read(rows: Iterable[Any], source: Callable[[set[str]], Markup]) -> dict[str, Question]:
    """Return the questions of a table by name.

    Args:
        rows: The rows of the table; what is empty is "".
        source: What makes a line of the ids of sources.
    """
    found = {}
    for name, group in groupby(rows, key=lambda row: str(row.check_id)):
        own = list(group)
        options = tuple(Option(r.option, r.right, r.feedback, r.place) for r in own)
        cited = source({one for row in own for one in row.source_ids.split(";")})
        row = own[0]
        found[name] = Question(name, row.notebook, row.kind, row.prompt, row.hint, options, cited)
    return found


def _chosen(options: tuple[Option, ...], answer: Any) -> Reply:
    """Judge one option, or a list of them."""
    wanted = answer if isinstance(answer, list) else [answer]
    lines = [(one.right, one.text, one.feedback) for one in options if one.text in wanted]
    left = sum(one.right for one in options if one.text not in wanted)
    told = f"Right and not chosen yet: {left}." if left and answer is wanted else ""
    return Reply(not left and all(line[0] for line in lines), lines, told)


def _number(options: tuple[Option, ...], answer: Any) -> Reply:
    for one in options:
        if typed_number(one.text) == typed_number(answer):
            return Reply(one.right, [(one.right, answer, one.feedback)])
    return Reply(False, [(False, answer, "Work it out once more.")])


def _order(options: tuple[Option, ...], answer: Any) -> Reply:
    places = [int(options[LETTERS.index(one)].place) for one in re.findall("[A-Z]", answer.upper())]
    held = sum(place == at for at, place in enumerate(places, start=1))
    return Reply(held == len(places), [], f"In their place: {held} of {len(places)}.")


def _sort(options: tuple[Option, ...], answer: Any) -> Reply:
    same = sum(one.place == answer[one.text] for one in options)
    return Reply(same == len(options), [], f"As we sorted: {same} of {len(options)}.")


JUDGES = {"number": _number, "order": _order, "sort": _sort}
