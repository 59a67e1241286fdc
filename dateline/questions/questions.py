"""Questions with their options: which answer is right, and what the reader is told about it.

The table of questions has one row for each option; the rows of a question follow each other.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from dateline.case.check_rows import typed_number

UNJUDGED = ("note", "prediction")  # kinds of question that have no right answer
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Option(NamedTuple):
    """One option of a question.

    Attributes:
        text: Its words, or the number.
        right: Whether it is right; of two sample answers, whether it is the better one.
        feedback: What a reader who chose it is told.
        place: Its number in an order, or its pile in a sorting; else empty.
    """

    text: str
    right: bool
    feedback: str
    place: str


class Line(NamedTuple):
    """What a reply says about one option: whether it is right, the option, and the feedback."""

    right: bool
    option: str
    feedback: str


class Reply(NamedTuple):
    """What a reader is told about an answer: whether it is right, line by line, and in sum."""

    right: bool
    lines: list[Line]
    summary: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        name: Its ``check_id``.
        part: The notebook that asks it.
        kind: How it is answered: ``choice``, ``several``, ``number``, ``order``, ``sort``,
            ``note`` or ``prediction``.
        prompt: The question itself.
        hint: What helps before the answer; may be empty.
        options: Its options, in the order of the table.
        source: A line that names its sources.
    """

    name: str
    part: str
    kind: str
    prompt: str
    hint: str
    options: tuple[Option, ...]
    source: Markup

    def judge(self, answer: Any) -> Reply:
        """Say what is right in an answer, and why the rest of it is not.

        Args:
            answer: The text of an option (choice), a list of texts (several), the pile of each
                option's text (sort), or what was typed (number, order).
        """
        if self.kind in UNJUDGED:
            return Reply(True, [])
        if self.kind == "number":
            return _judge_number(self.options, answer)
        if self.kind == "order":
            return _judge_order(self.options, answer)
        if self.kind == "sort":
            return _judge_sorting(self.options, answer)
        if self.kind == "several":
            return _judge_several(self.options, answer)
        return _judge_choice(self.options, answer)

    def unreadable(self, answer: Any) -> str:
        """Return why an answer cannot be understood as typed, or nothing if it can."""
        if self.kind == "number" and typed_number(answer) is None:
            return "Type a number, such as 12.5."

        letters = LETTERS[: len(self.options)]
        if self.kind == "order" and sorted(_letters_in(answer)) != list(letters):
            return f"Type each letter from {letters[0]} to {letters[-1]} once."
        return ""


def read_questions(rows: Iterable[Any], cite: Callable[[set[str]], Markup]) -> dict[str, Question]:
    """Return the questions of a table by name, in the order of the table.

    Args:
        rows: The rows of the table; an empty cell is "".
        cite: Makes one line that names the sources with these ids.
    """
    questions = {}
    for name, group in groupby(rows, key=lambda row: str(row.check_id)):
        question_rows = list(group)
        options = []
        source_ids: set[str] = set()
        for row in question_rows:
            options.append(Option(row.option, row.right, row.feedback, row.place))
            source_ids.update(row.source_ids.split(";"))

        first = question_rows[0]
        questions[name] = Question(
            name=name,
            part=first.notebook,
            kind=first.kind,
            prompt=first.prompt,
            hint=first.hint,
            options=tuple(options),
            source=cite(source_ids),
        )
    return questions


def _judge_choice(options: tuple[Option, ...], answer: str) -> Reply:
    """Judge the one option that was chosen."""
    lines = [_line(option) for option in options if option.text == answer]
    return Reply(any(line.right for line in lines), lines)


def _judge_several(options: tuple[Option, ...], answer: list[str]) -> Reply:
    """Judge a list of options; what is missing is counted but not given away."""
    lines = [_line(option) for option in options if option.text in answer]
    missing = sum(option.right for option in options if option.text not in answer)
    summary = f"Right answers not chosen yet: {missing}." if missing else ""
    return Reply(not missing and all(line.right for line in lines), lines, summary)


def _judge_number(options: tuple[Option, ...], answer: str) -> Reply:
    """Judge a number as it was typed; some wrong numbers have feedback of their own."""
    for option in options:
        if typed_number(option.text) == typed_number(answer):
            return Reply(option.right, [Line(option.right, answer, option.feedback)])
    return Reply(False, [Line(False, answer, "Work it out again.")])


def _judge_order(options: tuple[Option, ...], answer: str) -> Reply:
    """Judge the letters of the options, from first to last."""
    right = 0
    for place, letter in enumerate(_letters_in(answer), start=1):
        option = options[LETTERS.index(letter)]
        right += option.place == str(place)
    return Reply(right == len(options), [], f"{right} of {len(options)} are in the right place.")


def _judge_sorting(options: tuple[Option, ...], answer: dict[str, str]) -> Reply:
    """Judge in which pile each option was put."""
    right = sum(option.place == answer[option.text] for option in options)
    return Reply(right == len(options), [], f"{right} of {len(options)} match ours.")


def _line(option: Option) -> Line:
    return Line(option.right, option.text, option.feedback)


def _letters_in(typed: str) -> list[str]:
    """Return the letters of an order, however they were separated."""
    return re.findall("[A-Z]", typed.upper())
