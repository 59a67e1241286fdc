"""Words: numbers with their noun, text that a file may have, two wordings of a quotation."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
OPENING_QUOTES = ('"', "“", "'", "‘")
QUOTES = "\"“”'‘’ "
DASHES = re.compile("[–—]")


class Part(NamedTuple):
    """A part of two wordings, and how they differ there.

    Attributes:
        change: "equal", "replace", "delete", "insert", or "cut" at the start or the end.
        first: The words as they were first printed.
        printed: The words as they were printed later.
    """

    change: str
    first: str
    printed: str


def count(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun or verb: "1 event", "2 events"."""
    return f"{number} {singular if number == 1 else plural}"


def clean(text: str) -> str:
    """Return text with a space for the control characters that no file of XML may have."""
    return NOT_IN_XML.sub(" ", text)


def compared(first: str, printed: str) -> list[Part]:
    """Return two wordings part by part.

    Capital letters and signs at the ends of words are not counted as differences, nor is what
    came before and after the words and was cut.

    Args:
        first: The words as they were first printed, with or without quotation marks.
        printed: The words as they were printed later.

    Returns:
        The parts in their order; signs that stand alone are left out.
    """
    before, after = _words(first), _words(printed)
    matcher = SequenceMatcher(
        None, [_bare(word) for word in before], [_bare(word) for word in after], autojunk=False
    )
    parts = []
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        left_out, put_in = " ".join(before[start:end]), " ".join(after[new_start:new_end])
        parts.append(Part(change, left_out, put_in))
    if len(parts) > 1:
        for place in (0, -1):
            if parts[place].change == "delete":  # a quotation may begin and end within a sentence
                parts[place] = parts[place]._replace(change="cut")
    return parts


def _words(text: str) -> list[str]:
    """Return the words of a text, without signs that stand alone."""
    return [word for word in DASHES.sub(" ", text.strip(QUOTES)).split() if _bare(word)]


def _bare(word: str) -> str:
    """Return a word without its capitals and the signs around it."""
    return re.sub(r"^\W+|\W+$", "", word).replace("’", "'").casefold()
