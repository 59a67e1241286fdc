"""The drawing of an order of telling: two columns of names and the lines that join them.

Everything is placed in points from the left and top of the picture.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from dateline.charts.look import ACCENT, INK, LOOKS, PALE, SOFT, shorten, width, wrap

HEADS = ("As the article tells them, by paragraph", "As they happened")
SAYS = {True: "told after something that happened later", False: "told as time goes on"}
# Of lines and dots, in letter heights: form tells them apart, not colour alone.
HEAVY, DOT = {True: 0.2, False: 0.09}, {True: 0.65, False: 0.5}
LINE, GAP = 1.24, 0.8  # a line of text, and the space beside a text, in letter heights
STEP, PART = 3.0, 0.9  # from event to event, and what parts two paragraphs besides
DATE = 10.6  # a longer date takes two lines
# At how many ends titles stand and how many lines a date takes: the first that leaves room.
WAYS = {"screen": [(2, 2)], "slide": [(2, 2), (1, 2), (1, 1)], "narrow": [(0, 2)]}
SLOPE = 0.145  # the least share of the width that the lines take


@dataclass(frozen=True)
class Column:
    """One text an event: "title", "number" or "date"; side 0 ends at x, side 1 starts there."""

    kind: str
    side: int
    x: float
    words: list[str]


@dataclass(frozen=True)
class Sheet:
    """Where everything goes; the arrays have a row an event, in the order of telling."""

    wide: float
    tall: float
    font: float
    heading: list[str]
    head: list[str]
    ends: tuple[float, float]
    columns: list[Column]
    y: np.ndarray  # on the left and on the right
    named: np.ndarray  # whether there is room for its texts


def lay(rows: pd.DataFrame, look: str, title: str, below: str) -> Sheet:
    """Find places for the titles at both ends of the lines, or at one, or for numbers only.

    Args:
        rows: In the order of telling; reads ``title``, ``when``, ``date``, ``paragraph``, ``back``.
        look: One of LOOKS.
        title: What stands above the picture.
        below: What stands at the foot of a slide.

    Returns:
        A Sheet; a slide is as high as slides are, the others as high as the events need.
    """
    font = LOOKS[look]["font.size"]
    wide, tall = (72 * side for side in LOOKS[look]["figure.figsize"])
    room, size = wide - font, 1.35 * font
    heading = [shorten(one, room, size, "bold") for one in wrap(title, room, size, "bold")]
    head = wrap(HEADS[0], 0.42 * wide, font, "bold")
    top = font * (1.2 + LINE * (1.35 * len(heading) + len(head)))
    foot = font * (1.4 + LINE * _under(rows, look, below, wide))
    parts = PART * font * np.cumsum(np.diff(rows["paragraph"], prepend=rows["paragraph"][0]) > 0)
    step = STEP * font
    if look == "slide":
        step = min(step, (tall - top - foot - parts[-1]) / len(rows))
    else:
        tall = top + foot + parts[-1] + step * len(rows) + 0.4 * font
    y = np.empty((len(rows), 2))
    y[:, 0] = top + parts + step * (rows.index + 0.5)
    y[np.argsort(rows["date"], kind="stable"), 1] = np.linspace(y[0, 0], y[-1, 0], len(rows))
    for at, lines in WAYS[look]:
        columns, ends = _columns(rows, font, wide, at, lines)
        named = _free(rows, columns, y, font)
        if named.all():
            break
    return Sheet(wide, tall, font, heading, head, ends, columns, y, named)


def _under(rows: pd.DataFrame, look: str, below: str, wide: float) -> int:
    """Return how many lines stand below the events: the key, and on a slide the source."""
    if look == "slide":
        return 1 + len(wrap(below, wide - LOOKS[look]["font.size"], LOOKS[look]["font.size"]))
    return int(rows["back"].nunique()) if look == "narrow" else 1


def _columns(
    rows: pd.DataFrame, font: float, wide: float, at: int, lines: int
) -> tuple[list[Column], tuple[float, float]]:
    """Return the texts, with titles at 2, 1 or 0 ends, and where the lines between them end."""
    numbers = [str(number + 1) for number in rows.index]
    dates = [_fit(when, DATE * font, font, lines) for when in rows["when"]]
    gap, edge = GAP * font, 0.5 * font
    start = edge + gap + max(width(tag(one), font, "bold") for one in rows["paragraph"])
    others = [dates] if at == 2 else [numbers, numbers, dates]
    room = wide * (1 - SLOPE) - start - edge - sum(_wide(one, font) + gap for one in others)
    titles = [_fit(title, room / at - gap, font, at) if at else "" for title in rows["title"]]
    left = {"title": titles} if at == 2 else {"title": titles, "number": numbers}
    right = {"date": dates, "title": titles} if at == 2 else {"number": numbers, "date": dates}
    columns = []
    for kind, words in left.items():
        start += _wide(words, font)
        columns.append(Column(kind, 0, start, words))
        start += gap
    end = wide - edge
    for kind, words in reversed(right.items()):
        least = width(HEADS[1], font, "bold") if kind == "date" else 0
        end -= max(least, _wide(words, font))
        columns.append(Column(kind, 1, end, words))
        end -= gap
    return columns, (start, end)


def _free(rows: pd.DataFrame, columns: list[Column], y: np.ndarray, font: float) -> np.ndarray:
    """Say which events have room for their texts; those that go back in time come first."""
    more = np.zeros_like(y)
    for one in columns:
        lines = [words.count("\n") for words in one.words]
        more[:, one.side] = np.maximum(more[:, one.side], lines)
    high = font * (1.3 + LINE * more)
    free = np.zeros(len(rows), dtype=bool)
    for row in np.argsort(~rows["back"], kind="stable"):
        apart = np.abs(y[free] - y[row]) - (high[free] + high[row]) / 2
        free[row] = (apart >= 0).all()
    return free


def tag(paragraph: int) -> str:
    """Name a paragraph; the first of them is no paragraph but a picture's caption."""
    return str(paragraph or "caption")


def _fit(words: str, room: float, font: float, lines: int) -> str:
    """Return words in even lines, so many at most, cut with … where they need more."""
    fewest = min(len(wrap(words, room, font)), lines)
    tries = (wrap(words, room * share, font) for share in (0.6, 0.7, 0.8, 0.9))
    whole = next((one for one in tries if len(one) <= fewest), wrap(words, room, font))
    whole[lines - 1 :] = [" ".join(whole[lines - 1 :])]
    return "\n".join(shorten(line, room, font) for line in whole if line)


def _wide(texts: list[str], font: float) -> float:
    return max(width(line, font) for words in texts for line in words.split("\n"))


def draw(ax: Axes, rows: pd.DataFrame, sheet: Sheet, below: str) -> None:
    """Draw the sheet: a line and two dots an event, its texts, what stands above and below."""
    ax.set(position=(0, 0, 1, 1), xlim=(0, sheet.wide), ylim=(sheet.tall, 0))
    ax.axis("off")
    for back in (False, True):
        own = [list(zip(sheet.ends, pair, strict=True)) for pair in sheet.y[rows["back"] == back]]
        dots, colour = np.reshape(own, (-1, 2)), ACCENT if back else SOFT
        ax.add_collection(LineCollection(own, colors=colour, lw=HEAVY[back] * sheet.font))
        ax.scatter(*dots.T, (DOT[back] * sheet.font) ** 2, colour, zorder=3)
    _frame(ax, rows["paragraph"], sheet)
    for column in sheet.columns:
        side = "left" if column.side else "right"
        gid = "axis" if column.kind == "date" else "words"
        for row in np.flatnonzero(sheet.named):
            lines = column.words[row].split("\n")
            y = sheet.y[row, column.side] - (len(lines) - 1) / 2 * LINE * sheet.font
            colour = ACCENT if rows["back"][row] else INK
            _print(ax, column.x, y, lines, sheet.font, ha=side, color=colour, gid=gid)
    _foot(ax, rows, sheet, below)


def _print(ax: Axes, x: float, y: float, lines: list[str], font: float, **style: Any) -> None:
    """Print lines of text; y is the middle of a small letter of the first of them."""
    for number, line in enumerate(lines):
        ax.text(x, y + font * (0.37 + LINE * number), line, size=font, **style)


def _frame(ax: Axes, told: pd.Series, sheet: Sheet) -> None:
    """Print the title and the heads of the columns; name the paragraphs and rule them off."""
    font, edge = sheet.font, 0.5 * sheet.font
    _print(ax, edge, font, sheet.heading, 1.35 * font, weight="bold", color=INK, gid="words")
    y = font * (1.2 + 1.35 * LINE * len(sheet.heading))
    heads = (edge, sheet.head), (sheet.ends[1] + GAP * font, [HEADS[1]])
    for x, lines in heads:
        _print(ax, x, y, lines, font, weight="bold", color=SOFT)
    for row in told[sheet.named].drop_duplicates().index:
        _print(ax, edge, sheet.y[row, 0], [tag(told[row])], font, weight="bold", color=SOFT)
    new = np.flatnonzero(told.diff() > 0)
    middle = (sheet.y[new, 0] + sheet.y[new - 1, 0]) / 2
    rules = [[(edge, y), (sheet.ends[0], y)] for y in middle]
    ax.add_collection(LineCollection(rules, colors=PALE, lw=0.8))


def _foot(ax: Axes, rows: pd.DataFrame, sheet: Sheet, below: str) -> None:
    """Say below the events what the two kinds of line mean, and on a slide the source."""
    font = sheet.font
    lines = wrap(below, sheet.wide - font, font)
    up = sheet.tall - font * (0.4 + LINE * len(lines))
    key = []
    for back in sorted(rows["back"].unique(), reverse=True):
        line = Line2D([], [], color=ACCENT if back else SOFT, lw=HEAVY[back] * font, marker="o")
        line.set(ms=DOT[back] * font, label=SAYS[back], gid="words")
        key.append(line)
    legend = ax.legend(
        handles=key, loc="lower left", bbox_to_anchor=(0.25 * font, up),
        bbox_transform=ax.transData, ncols=1 if sheet.wide < 400 else 2, frameon=False,
        fontsize=font, labelcolor=SOFT, borderpad=0.2, borderaxespad=0, columnspacing=1.6,
    )  # fmt: skip
    for artist in legend.findobj():
        artist.set_gid("words")
    _print(ax, 0.5 * font, up + 0.6 * font, lines, font, color=SOFT, gid="words")
