"""The house style: colours, sizes, and letters that are measured before they are set."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

INK, SOFT, PALE = "#1f2933", "#52606d", "#dde1e5"
ACCENT, TINT = "#a8470a", "#f5f0e8"  # the one accent: 5.8:1 on white and 5.1:1 on the tint
FONT = "DejaVu Sans"  # comes with matplotlib: the same letters on every machine
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
def canvas(
    medium: str, *, height: float | None = None, layout: str | None = "constrained"
) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure in the house style that pyplot forgets again.

    Args:
        medium: One of MEDIA.
        height: In inches; by default that of the medium.
        layout: None for a drawing that places its own axes.
    """
    if medium not in MEDIA:
        raise ValueError(f"medium is {medium!r}; choose one of: {', '.join(MEDIA)}.")
    size = MEDIA[medium]["figure.figsize"]
    with plt.rc_context(HOUSE | MEDIA[medium]):
        fig, ax = plt.subplots(layout=layout, figsize=(size[0], height or size[1]))
        plt.close(fig)  # the notebook shows the Chart; pyplot must not show it again
        yield fig, ax
        if layout:
            fig.draw_without_rendering()
            fig.set_layout_engine("none")  # settled: Chart.at stays exact at any dpi


def width(words: str, size: float, weight: str = "normal") -> float:
    """Return how many points wide a line of text is when it is drawn."""
    return size * _width(words, weight)


@cache
def _width(words: str, weight: str) -> float:
    face = FontProperties(family=FONT, size=100, weight=weight)
    return 0.0102 * float(text_to_path.get_text_width_height_descent(words, face, ismath=False)[0])


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
