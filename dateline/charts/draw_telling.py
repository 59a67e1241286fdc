"""The drawing of an order of telling: two columns of names and the lines that join them.

Everything is placed in points from the left and top of the picture.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from dateline.charts.look import ACCENT, INK, LOOKS, PALE, SOFT, shorten, width, wrap

HEADS = ("As the article tells them, by paragraph", "As they happened")
SAYS = {True: "Thick line: told after a later event", False: "Thin line: told as time goes on"}
# Of lines and dots, in letter heights: form tells them apart, not colour alone.
HEAVY, DOT = {True: 0.2, False: 0.09}, {True: 0.65, False: 0.5}
LINE, GAP, EDGE = 1.24, 0.8, 0.5  # a line of text, the space beside a text and at the edge
STEP, PART = 3.0, 0.9  # from event to event, and what parts two paragraphs besides
DATE = 10.6  # a longer date takes two lines, or one twice as long
SLOPE = 0.13  # the least share of the width that the lines take
# At how many ends titles stand, how many lines a date takes and how high the first line is:
# what leaves room for all events, otherwise the last.
WAYS = {
    "screen": [(2, 2, 1.3)],
    "slide": [(2, 2, 1.3), (1, 2, 1.1), (1, 1, 1.1)],
    "narrow": [(0, 2, 1.3)],
}
Column = tuple[str, int, float, list[str]]  # kind, side (0 ends at x, 1 starts there), x, texts


@dataclass(frozen=True)
class Sheet:
    """Where everything goes; ``y`` and ``named`` have a row an event: left, right."""

    size: tuple[float, float]
    font: float
    heading: list[str]
    head: list[str]
    ends: tuple[float, float]
    columns: list[Column]
    y: np.ndarray
    named: np.ndarray


def lay(rows: pd.DataFrame, look: str, title: str, below: str) -> Sheet:
    """Find places for the titles at both ends of the lines, or at one, or for numbers only.

    Args:
        rows: In the order of telling; reads ``title``, ``date``, ``when``, ``paragraph``,
            ``told`` (its name) and ``back``.
        look: One of LOOKS.
        title: What stands above the picture.
        below: What stands at its foot.

    Returns:
        A Sheet; a slide is as high as slides are, the others as high as the events need.
    """
    font = LOOKS[look]["font.size"]
    wide, tall = (72 * side for side in LOOKS[look]["figure.figsize"])
    room, size = wide - font, 1.35 * font
    heading = [shorten(one, room, size, "bold") for one in wrap(title, room, size, "bold")]
    head = wrap(HEADS[0], 0.42 * wide, font, "bold")
    top = font * (1.7 + LINE * (1.35 * len(heading) + len(_key(rows, wide)) + len(head)))
    foot = font * (1 + LINE * len(wrap(below, room, font)))
    parts = PART * font * np.cumsum(np.diff(rows["paragraph"], prepend=rows["paragraph"][0]) > 0)
    step = STEP * font
    if look == "slide":
        step = min(1.5 * step, (tall - top - foot - parts[-1]) / len(rows))
    else:
        tall = top + foot + parts[-1] + step * len(rows)
    y = np.empty((len(rows), 2))
    y[:, 0] = top + parts + step * (rows.index + 0.5)
    y[np.argsort(rows["date"], kind="stable"), 1] = np.linspace(y[0, 0], y[-1, 0], len(rows))
    for at, lines, high in WAYS[look]:
        columns, ends = _columns(rows, font, wide, at, lines)
        named = np.stack([_free(rows, columns, y, font, high, side) for side in (0, 1)], axis=1)
        if named.all():
            break
    return Sheet((wide, tall), font, heading, head, ends, columns, y, named)


def _key(rows: pd.DataFrame, wide: float) -> list[list[bool]]:
    """Return which kinds of line the key names, on a phone one below the other."""
    kinds = [back for back in (True, False) if (rows["back"] == back).any()]
    return [kinds] if wide > 400 else [[back] for back in kinds]


def _columns(
    rows: pd.DataFrame, font: float, wide: float, at: int, lines: int
) -> tuple[list[Column], tuple[float, float]]:
    """Return the texts, with titles at 2, 1 or 0 ends, and where the lines between them end."""
    numbers = [str(number + 1) for number in rows.index]
    dates = [_fit(when, DATE * font * (3 - lines), font, lines) for when in rows["when"]]
    gap, edge = GAP * font, EDGE * font
    start = edge + 1.5 * gap + max(width(told, font, "bold") for told in rows["told"])
    others = [dates] if at == 2 else [numbers, numbers, dates]
    room = wide * (1 - SLOPE) - start - edge - sum(_wide(one, font) + gap for one in others)
    titles = [_fit(title, room / at - gap, font, at) if at else "" for title in rows["title"]]
    left = {"title": titles} if at == 2 else {"title": titles, "number": numbers}
    right = {"date": dates, "title": titles} if at == 2 else {"number": numbers, "date": dates}
    columns = []
    for kind, words in left.items():
        start += _wide(words, font)
        columns.append((kind, 0, start, words))
        start += gap
    end = wide - edge
    for kind, words in reversed(right.items()):
        end -= max(_wide(words, font), width(HEADS[1], font, "bold") * (kind == "date"))
        columns.append((kind, 1, end, words))
        end -= gap
    return columns, (start, end)


def _free(
    rows: pd.DataFrame, columns: list[Column], y: np.ndarray, font: float, high: float, side: int
) -> np.ndarray:
    """Say which events have room for their texts; those that go back in time come first."""
    texts = [column[3] for column in columns if column[1] == side]
    more = np.max([[words.count("\n") for words in one] for one in texts], axis=0)
    half, at = font * (high + LINE * more) / 2, y[:, side]
    free = np.zeros(len(rows), dtype=bool)
    for row in np.argsort(~rows["back"], kind="stable"):
        free[row] = (np.abs(at[free] - at[row]) >= half[free] + half[row]).all()
    return free


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
    (wide, tall), font = sheet.size, sheet.font
    ax.set(position=(0, 0, 1, 1), xlim=(0, wide), ylim=(tall, 0))
    ax.axis("off")
    for back in (False, True):
        own = [list(zip(sheet.ends, pair, strict=True)) for pair in sheet.y[rows["back"] == back]]
        x, y = np.reshape(own, (-1, 2)).T
        colour = ACCENT if back else SOFT
        ax.add_collection(LineCollection(own, colors=colour, lw=HEAVY[back] * font))
        ax.scatter(x, y, s=(DOT[back] * font) ** 2, color=colour, zorder=3)
    for kind, side, at, texts in sheet.columns:
        for row in np.flatnonzero(sheet.named[:, side]):
            lines = texts[row].split("\n")
            up = sheet.y[row, side] - (len(lines) - 1) / 2 * LINE * font
            colour = ACCENT if rows["back"][row] else INK
            style = {"ha": "left" if side else "right", "gid": "words" if kind != "date" else None}
            _print(ax, at, up, lines, font, color=colour, **style)
    _frame(ax, rows, sheet)
    lines = wrap(below, wide - font, font)
    up = tall - font * (LINE * len(lines) - 0.3)
    _print(ax, EDGE * font, up, lines, font, color=SOFT, gid="words")


def _print(ax: Axes, x: float, y: float, lines: list[str], font: float, **style: Any) -> None:
    """Print lines of text; the middle of the first is at y."""
    for number, line in enumerate(lines):
        ax.text(x, y + font * (0.37 + LINE * number), line, size=font, **style)


def _frame(ax: Axes, rows: pd.DataFrame, sheet: Sheet) -> None:
    """Print title, key and heads of columns; name the paragraphs and rule them off."""
    font, edge, y = sheet.font, EDGE * sheet.font, sheet.font
    _print(ax, edge, y, sheet.heading, 1.35 * font, weight="bold", color=INK, gid="words")
    y += font * (0.1 + 1.35 * LINE * len(sheet.heading))
    for kinds in _key(rows, sheet.size[0]):
        x = edge
        for back in kinds:
            _print(ax, x, y, [SAYS[back]], font, color=ACCENT if back else SOFT, gid="words")
            x += width(SAYS[back], font) + 2 * font
        y += LINE * font
    y += 0.5 * font
    for x, lines in ((edge, sheet.head), (sheet.ends[1] + GAP * font, [HEADS[1]])):
        _print(ax, x, y, lines, font, weight="bold", color=INK)
    for row in rows["paragraph"][sheet.named[:, 0]].drop_duplicates().index:
        _print(ax, edge, sheet.y[row, 0], [rows["told"][row]], font, weight="bold", color=SOFT)
    new = np.flatnonzero(rows["paragraph"].diff() > 0)
    middle = (sheet.y[new, 0] + sheet.y[new - 1, 0]) / 2
    rules = [[(edge, y), (sheet.ends[0], y)] for y in middle]
    ax.add_collection(LineCollection(rules, colors=PALE, lw=0.8))
