"""The drawing of an order of telling: two columns of names and the lines that join them.

Heights are points from the top of the picture.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from dateline.charts.old_page import EDGE, LINE, Paper, write
from dateline.charts.old_type import ACCENT, INK, PALE, SOFT, shorten, wrap

HEADS = ("As told, by paragraph", "As they happened")
SAYS = {True: "Thick line: told after a later event", False: "Thin line: told as time goes on"}
COLOUR = {True: ACCENT, False: SOFT}
# In letter heights. Form, too, tells lines and dots apart, not colour alone.
HEAVY, DOT = {True: 0.2, False: 0.09}, {True: 0.65, False: 0.5}
STEP, HIGH = 3.0, 1.1  # from event to event, and a line of text
TWO = 1.7  # from event to event on a slide, if a date may take two lines
PART = 0.24  # what parts two paragraphs, in steps from event to event
# Across the picture, in shares of its width: where the lines start and end,
ENDS = {
    "screen": (0.387, 0.528),
    "phone": (0.298, 0.512),
    "slide": (0.628, 0.79),
    "dense slide": (0.512, 0.638),
}
# what stands at which end of them: texts on the left end at x, texts on the right start there,
COLUMNS = {
    "screen": [("title", "left", 0.375), ("when", "right", 0.54), ("title", "right", 0.705)],
    "phone": [("number", "left", 0.27), ("number", "right", 0.54), ("when", "right", 0.61)],
    "slide": [
        ("title", "left", 0.586), ("number", "left", 0.616),
        ("number", "right", 0.802), ("when", "right", 0.837),
    ],
    "dense slide": [
        ("title", "left", 0.47), ("number", "left", 0.5),
        ("number", "right", 0.65), ("when", "right", 0.685),
    ],
}  # fmt: skip
# and how wide titles and dates may be, in how many lines.
ROOM = {
    "screen": {"title": (0.287, 2), "when": (0.155, 2)},
    "phone": {"when": (0.38, 2)},
    "slide": {"title": (0.512, 1), "when": (0.157, 2)},
    "dense slide": {"title": (0.39, 1), "when": (0.307, 1)},
}


@dataclass(frozen=True)
class Sheet:
    """The paper, how it is divided (one of COLUMNS) and the rows with heights and lines of text."""

    paper: Paper
    way: str
    rows: pd.DataFrame


def lay(rows: pd.DataFrame, medium: str, title: str, note: str, source: str) -> Sheet:
    """Find a place for every event on both sides, and for as many texts as have room.

    Args:
        rows: In the order of telling; reads ``title``, ``date``, ``when``, ``paragraph``,
            ``told`` (its name) and ``back``.
        medium: One of MEDIA.
        title: What stands above the picture.
        note: The longest that may have to be said at its foot.
        source: Who published the rows.
    """
    kinds = [back for back in (True, False) if (rows["back"] == back).any()]
    remarks = [(SAYS[back], COLOUR[back]) for back in kinds]
    paper = Paper(medium, title, remarks, note, source)
    head = 1.45 * LINE * paper.font  # for the names of the columns
    steps = rows.index + 0.5 + PART * (rows["paragraph"].rank(method="dense") - 1)
    high = steps.iloc[-1] + 0.5
    paper.cut(head + STEP * paper.font * high)
    step = (paper.tall - paper.top - head - paper.foot) / high
    left = paper.top + head + step * steps
    places = np.linspace(left.iloc[0], left.iloc[-1], len(rows))
    right = places[rows["date"].rank(method="first").astype(int) - 1]
    laid = rows.assign(left=left, right=right)
    laid["number"] = [[str(row + 1)] for row in rows.index]
    way = medium if step > TWO * paper.font else "dense slide"
    for kind, (room, most) in ROOM[way].items():
        laid[kind] = [_fit(words, room * paper.wide, paper.font, most) for words in rows[kind]]
    laid["named"] = _named(laid, paper.font)
    return Sheet(paper, way, laid)


def _fit(words: str, room: float, font: float, most: int) -> list[str]:
    """Return even lines, so many at most, cut with … where the words need more."""
    fewest = min(len(wrap(words, room, font)), most)
    for share in (0.6, 0.7, 0.8, 0.9, 1.0):
        lines = wrap(words, room * share, font)
        if len(lines) <= fewest:
            break
    lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [shorten(line, room, font) for line in lines if line]


def _named(laid: pd.DataFrame, font: float) -> np.ndarray:
    """Say which events have room for their texts; those that go back in time come first."""
    y = laid[["left", "right"]].to_numpy()
    half = font * (HIGH + LINE * (laid[["when"]].map(len).to_numpy() - 1)) / 2
    named = np.zeros(len(laid), dtype=bool)
    for row in np.argsort(~laid["back"], kind="stable"):
        named[row] = (np.abs(y[named] - y[row]) >= half[named] + half[row]).all()
    return named


def draw(figure: Figure, ax: Axes, sheet: Sheet, note: str) -> None:
    """Draw the sheet: a line and two dots an event, its texts, what stands above and below."""
    paper, rows = sheet.paper, sheet.rows
    paper.begin(figure, note)
    paper.give(ax, 0, 0, 0, 0)
    ax.set(xlim=(0, paper.wide), ylim=(paper.tall, 0))
    ax.axis("off")
    start, end = paper.wide * np.array(ENDS[sheet.way])
    for back in sorted(set(rows["back"])):
        own: list[Any] = list(rows[rows["back"] == back].itertuples())
        joins = [[(start, row.left), (end, row.right)] for row in own]
        ax.add_collection(LineCollection(joins, colors=COLOUR[back], lw=HEAVY[back] * paper.font))
        x, y = np.concatenate(joins).T
        ax.scatter(x, y, s=(DOT[back] * paper.font) ** 2, color=COLOUR[back], zorder=3)
    for kind, side, x in COLUMNS[sheet.way]:
        align = "right" if side == "left" else "left"
        for row in rows[rows["named"]].to_dict("records"):
            style = {"color": ACCENT if row["back"] else INK, "ha": align}
            shown = None if kind == "when" else "words"
            write(figure, x * paper.wide, row[side], row[kind], gid=shown, **style)
    _frame(figure, ax, sheet)


def _frame(figure: Figure, ax: Axes, sheet: Sheet) -> None:
    """Print the heads of the columns; name the paragraphs and rule them off."""
    paper, rows, edge = sheet.paper, sheet.rows, EDGE * sheet.paper.font
    first = next(x for _, side, x in COLUMNS[sheet.way] if side == "right")
    for x, head in zip((edge, first * paper.wide), HEADS, strict=True):
        write(figure, x, paper.top + 0.75 * LINE * paper.font, [head], weight="bold")
    first_told: list[Any] = list(rows[rows["named"]].drop_duplicates("paragraph").itertuples())
    for row in first_told:
        write(figure, edge, row.left, [row.told], weight="bold", color=SOFT)
    new = rows["paragraph"].diff() > 0
    between = (rows["left"] + rows["left"].shift())[new] / 2
    ax.hlines(between, edge, ENDS[sheet.way][0] * paper.wide, colors=PALE, lw=0.8)
