"""Questions as the plain text from which the tool text2qti makes a quiz for Canvas.

Canvas knows no sorting and no order: each of their rows becomes a choice.
"""

import re
from collections.abc import Sequence
from string import ascii_lowercase

from dateline.files import MADE
from dateline.publish.pack.quiz import has_key, in_order, plain_number, prompt_of, rows_of
from dateline.questions.table import Question

MARKUP = re.compile(r"([\\`*_\[\]#|~<>$^])")  # what Markdown or text2qti would read as a sign
LEAST = 0.001  # a number needs a tolerance


def canvas(questions: Sequence[Question], title: str) -> bytes:
    """Return the questions as text; ``text2qti quiz-canvas.txt`` makes the file to import.

    Args:
        questions: From ``read_questions``.
        title: The title of the quiz.
    """
    blocks = [f"% {MADE}, CC BY 4.0\nQuiz title: {title}"]
    for question in questions:
        for prompt, lines in _asked(question):
            number = len(blocks)
            blocks.append("\n".join([f"{number}. {_plain(prompt)}", *_hints(question), *lines]))
    return ("\n\n".join(blocks) + "\n").encode()


def _asked(question: Question) -> list[tuple[str, list[str]]]:
    """Return what is asked and how it is answered: one for a question, one for each row."""
    kind = question["kind"] if has_key(question) else "note"
    prompt = prompt_of(question)
    if kind in ("choice", "several"):
        return [(prompt, _options(question))]
    if kind == "number":
        right = next(option for option in question["options"] if option["right"])
        tolerance = question["tolerance"] or LEAST
        return [(prompt, [f"= {plain_number(right['text'])} +- {tolerance:g}"])]
    if kind == "order":
        places = [str(place) for place in range(1, len(question["options"]) + 1)]
        rows = in_order(question)
    elif kind == "sort":
        places = question["piles"]
        rows = rows_of(question)
    else:
        return [(prompt, ["____"])]
    return [(f"{prompt} {row['text']}", _places(places, row["place"])) for row in rows]


def _options(question: Question) -> list[str]:
    lines = []
    for letter, option in zip(ascii_lowercase, question["options"], strict=False):
        mark = f"{'*' if option['right'] else ''}{letter})"
        if question["kind"] == "several":
            mark = "[*]" if option["right"] else "[ ]"
        lines.append(f"{mark} {_plain(option['text'])}")
        if option["feedback"]:
            lines.append(f"... {_plain(option['feedback'])}")
    return lines


def _places(places: Sequence[str], right: str) -> list[str]:
    lines = []
    for letter, place in zip(ascii_lowercase, places, strict=False):
        lines.append(f"{'*' if place == right else ''}{letter}) {_plain(place)}")
    return lines


def _hints(question: Question) -> list[str]:
    return [f"... Hint: {_plain(' '.join(question['hints']))}"] if question["hints"] else []


def _plain(text: str) -> str:
    """Return words of one line that are shown as they are."""
    return MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text).strip())
