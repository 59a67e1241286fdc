"""What counts of an answer: an option, a pile, a number. Anything else in a file is left out."""

from collections.abc import Callable
from typing import Any

from dateline.case.check_rows import plain_number
from dateline.questions.table import Question

BINS = {"0 to 19 %": 0, "20 to 39 %": 20, "40 to 59 %": 40, "60 to 79 %": 60, "80 to 100 %": 80}
OTHER = "another number"
LONGEST = 40  # letters of a number


def counted(record: dict[str, Any], question: Question) -> Any:
    """Return what counts of an answer; None if nothing does, as of everything in words.

    Args:
        record: An answer as the page saves it.
        question: The question that it answers.

    Returns:
        A list of options for choices and numbers, a mapping of options to piles for a sorting,
        a chance from 0 to 100 for a prediction.
    """
    take = TAKE.get(question["kind"])
    return take(record, question) if take else None


def bin_of(chance: float) -> str:
    """Return the stretch of chances to which one belongs."""
    return [name for name, least in BINS.items() if chance >= least][-1]


def _first(record: dict[str, Any]) -> Any:
    """Return the first answer: it was given before the key was seen."""
    return record.get("first", record.get("answer"))


def _choice(record: dict[str, Any], question: Question) -> list[str] | None:
    """Return the one option that was chosen, as a list; None if there is none."""
    return _known([_first(record)], question)


def _position(record: dict[str, Any], question: Question) -> list[str] | None:
    """Return the position that counts, the last one, as a list; None if there is none."""
    return _known([record.get("answer")], question)


def _several(record: dict[str, Any], question: Question) -> list[str] | None:
    """Return the options that were chosen; None if there is none."""
    answer = _first(record)
    return _known(answer, question) if isinstance(answer, list) else None


def _known(given: list[Any], question: Question) -> list[str] | None:
    """Return the options of a question that were given; None if there is none."""
    return [option["text"] for option in question["options"] if option["text"] in given] or None


def _sorted(record: dict[str, Any], question: Question) -> dict[str, str] | None:
    """Return what was sorted into which pile; None if nothing was."""
    answer = _first(record)
    if not isinstance(answer, dict):
        return None
    known = [option["text"] for option in question["options"]]
    found = {text: answer[text] for text in known if answer.get(text) in question["piles"]}
    return found or None


def _number(record: dict[str, Any], question: Question) -> list[str] | None:
    """Return the option that a number comes to, or that it is another one."""
    number = _plain(_first(record))
    if number is None:
        return None
    for option in question["options"]:
        wanted = plain_number(option["text"])
        tolerance = question["tolerance"] if option["right"] else 0
        if wanted is not None and abs(wanted - number) <= tolerance + 1e-9:
            return [option["text"]]
    return [OTHER]


def _chance(record: dict[str, Any], question: Question) -> float | None:
    """Return a chance from 0 to 100, the one that counted when the seal was opened."""
    opened = record.get("opened")
    answer = opened if isinstance(opened, dict) else record.get("answer")
    chance = _plain(answer.get("chance")) if isinstance(answer, dict) else None
    return chance if chance is not None and 0 <= chance <= 100 else None


def _plain(typed: Any) -> float | None:
    """Return a number as most readers type it: 40, 12.5, 12,5 or 40 %."""
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return None
    plain = typed.strip().removesuffix("%").strip()
    number = plain_number(plain)
    return number if number is not None else plain_number(plain.replace(",", "."))


TAKE: dict[str, Callable[[dict[str, Any], Question], Any]] = {
    "choice": _choice,
    "several": _several,
    "position": _position,
    "sort": _sorted,
    "number": _number,
    "prediction": _chance,
}
