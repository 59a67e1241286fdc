"""Runs: words of one style, and how they are parted and put together again for a line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.charts.type import ACCENT, SOFT, STRETCH, largest, width


class Run(NamedTuple):
    """Words of one style; without a color they have that of the text around them."""

    words: str
    heavy: bool = False
    color: str = ""


Words = str | Run | Sequence[str | Run]


Line = list[Run]


def heavy(words: str, color: str = "") -> Run:
    """Return words in heavy letters."""
    return Run(words, True, color)


def accent(words: str) -> Run:
    """Return words in heavy letters and the accent."""
    return Run(words, True, ACCENT)


def soft(words: str) -> Run:
    """Return words in soft letters."""
    return Run(words, False, SOFT)


def sentence(words: str) -> str:
    """Return words with one full stop at their end; nothing stays nothing."""
    words = words.strip()
    return words if not words or words[-1] in ".!?…”" else f"{words}."


def runs_of(words: Words, color: str) -> Iterator[Run]:
    """Yield words as runs that all have a color."""
    parts = [words] if isinstance(words, (str, Run)) else words
    for part in parts:
        run = part if isinstance(part, Run) else Run(part)
        yield run if run.color else run._replace(color=color)


def pieces_of(words: Words, color: str, points: float, room: float) -> Iterator[Run]:
    """Yield words one by one, with the spaces between them; what is too long is cut."""
    for run in runs_of(words, color):
        for word in re.findall(r"\n|[^\S\n]+|\S+", run.words):
            for piece in [word] if word == "\n" else _parted(word, points, room, heavy=run.heavy):
                yield run._replace(words=piece)


def _parted(word: str, points: float, room: float, *, heavy: bool) -> Iterator[str]:
    """Yield a word, in pieces where it is wider than a line."""

    def has_room(count: int) -> bool:
        return width(word[:count], points, heavy=heavy) <= room

    while len(word) > STRETCH or (len(word) > 1 and not has_room(len(word))):
        longest = 1  # doubled first: a line has room for a few letters of a thousand
        while longest < len(word) and has_room(longest):
            longest *= 2
        count = max(1, largest(min(longest, len(word)), has_room))
        yield word[:count]
        word = word[count:]
    if word:
        yield word


def glued(line: Line) -> Line:
    """Take from the end of a line what no space parts from the next piece, such as a bracket."""
    start = len(line)
    while start and line[start - 1].words.strip():
        start -= 1
    glued = line[start:] if start else []
    if glued:
        del line[start:]
    return glued


def joined(line: Line) -> Line:
    """Return a line without spaces at its end; neighbors of one style are one run."""
    while line and not line[-1].words.strip():
        line = line[:-1]
    joined: Line = []
    for run in line:
        if joined and joined[-1][1:] == run[1:]:
            joined[-1] = run._replace(words=joined[-1].words + run.words)
        else:
            joined.append(run)
    return joined
