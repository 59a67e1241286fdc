"""The house style: colours, sizes, and letters that are measured before they are set."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font, Kerning, LoadFlags
from matplotlib.textpath import text_to_path

INK, SOFT, PALE = "#1f2933", "#52606d", "#dde1e5"
ACCENT, TINT = "#a8470a", "#f5f0e8"  # the one accent: 5.8:1 on white and 5.1:1 on the tint
FONT = "DejaVu Sans"  # comes with matplotlib: the same letters on every machine
JOINED = re.compile("f[fil]|[^ -~–—“”‘’…¶]")  # what the font may draw as one letter
HOUSE: dict[Any, Any] = {
    "font.family": FONT,
    "text.color": INK,
    "text.parse_math": False,  # "from $5 to $7" is a price, no formula
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": PALE,
    "date.converter": "concise",
    "svg.hashsalt": "dateline",  # the same drawing gives the same bytes
}


def _medium(
    size: tuple[float, float], font: float, *, title: float, axis: float, margin: float = 0
) -> dict[Any, Any]:
    """Return matplotlib's settings for a size in inches, letters in points, a margin in inches."""
    return {
        "figure.figsize": size,
        "font.size": font,
        "figure.titlesize": title,
        "xtick.labelsize": axis,
        "savefig.pad_inches": margin,
    }


MEDIA: dict[str, dict[Any, Any]] = {
    "screen": _medium((10, 5.625), 10.5, title=14.2, axis=10.5),
    "slide": _medium((40 / 3, 7.5), 14, title=21, axis=18, margin=0.15) | {"figure.dpi": 144},
    "phone": _medium((3.75, 4.5), 9.5, title=12.8, axis=9.5),
}


@contextmanager
def canvas(medium: str) -> Iterator[tuple[Figure, Axes]]:
    """Give an empty figure with axes, as large as a medium and in the house style.

    The figure is not one of pyplot's, so a notebook shows it only where a Chart does.

    Args:
        medium: One of MEDIA.

    Raises:
        ValueError: There is no such medium.
    """
    if medium not in MEDIA:
        raise ValueError(f"medium is {medium!r}; choose one of: {', '.join(MEDIA)}.")
    with rc_context(HOUSE | MEDIA[medium]):
        figure = Figure()
        FigureCanvasAgg(figure)
        yield figure, figure.subplots()


def width(words: str, size: float, weight: str = "normal") -> float:
    """Return how many points wide a line of text is when it is drawn, and a little more."""
    in_line = words.split(" ")
    spaces = (len(in_line) - 1) * word_width(" ", weight)
    return size * (0.0102 * (spaces + sum(word_width(word, weight) for word in in_line)))


@cache
def word_width(word: str, weight: str) -> float:
    """Return how many points wide a word is in letters of 100 points.

    Adding up letters takes a fiftieth of the time that matplotlib takes to lay out a word.
    matplotlib is asked about words with letters that the font may join or stack.
    """
    if JOINED.search(word):
        face = FontProperties(family=FONT, size=100, weight=weight)
        return float(text_to_path.get_text_width_height_descent(word, face, ismath=False)[0])
    letters = sum(_letter(letter, weight) for letter in word)
    return (letters + sum(_kerning(*pair, weight) for pair in pairwise(word))) / 64


@cache
def _font(weight: str) -> FT2Font:
    font = FT2Font(findfont(FontProperties(family=FONT, weight=weight)))
    font.set_size(100, 72)  # 100 points at 72 dots an inch
    return font


@cache
def _letter(letter: str, weight: str) -> int:
    """Return how wide a letter is, in 64ths of a point."""
    return int(_font(weight).load_char(ord(letter), LoadFlags.NO_HINTING).horiAdvance)


@cache
def _kerning(left: str, right: str, weight: str) -> int:
    """Return how far a letter stands from the one before it, in 64ths of a point."""
    font = _font(weight)
    pair = font.get_char_index(ord(left)), font.get_char_index(ord(right))
    units = font.get_kerning(*pair, Kerning.UNSCALED)
    return int((6400 * units + font.units_per_EM // 2) // font.units_per_EM)


def wrap(words: str, room: float, size: float, weight: str = "normal") -> list[str]:
    """Return the lines that a text takes in ``room`` points; a number keeps its %."""
    lines = [""]
    for word in re.split(r"\s+(?!%)", words.strip()):
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if width(longer, size, weight) <= room else [lines[-1], word]
    return [line for line in lines if line]


def shorten(words: str, room: float, size: float, weight: str = "normal") -> str:
    """Return a text that takes one line of ``room`` points, with … for the words cut off."""
    short = words
    while words and width(short, size, weight) > room:
        words = words.rpartition(" ")[0] or words[:-1]
        short = f"{words}…"
    return short
