"""The sheet of a chart: its title, key and foot, and labels that find a free place.

Everything is measured in letter heights and placed in points, so the same lines serve a phone
and a slide, and no text can meet another.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dateline.charts.old_page import Paper, points
from dateline.charts.old_type import INK, SOFT, width

LINE, KEY = 1.32, 1.6  # a line of text and one of a key, in letter heights
BACK: dict[str, Any] = {"fc": "#ffffffd9", "ec": "none", "pad": 0.6}
SHORT = 6  # letter heights; a text that is no wider may stand a little off its mark
RIGHT = 1.8  # and what stays free at the right
Box = tuple[float, float, float, float]  # left, bottom, right, top; in points


class Label(NamedTuple):
    """A text that wants a place beside a point, which is in data."""

    text: str
    x: Any
    y: float
    colour: str = INK
    above: bool | None = None  # only there: True above, False below its point


def frame(
    ax: Axes,
    paper: Paper,
    note: str = "",
    *,
    key: Sequence[Line2D] = (),
    left: float = 0,
    over: float = 0,
) -> float:
    """Print all that stands around the marks, give the axes the room left, return where it starts.

    Args:
        ax: The axes of a figure without a layout engine.
        paper: Its size, title, remarks and source.
        note: What is said at the foot of a slide.
        key: Samples of marks and lines, sized in letter heights, with their labels.
        left: How many points the names at the left take.
        over: How many letter heights the axes leave free above them.
    """
    font, tall = paper.font, paper.tall
    paper.begin(cast(Figure, ax.figure), note)
    low = paper.foot
    for row in reversed(_flow(key, paper.wide - font, font)):
        _legend(ax, row, tall - low, font)
        low += KEY * font
    low += 1.9 * plt.rcParams["xtick.labelsize"] + 0.3 * font
    top: float = paper.top + (over + 0.8) * font
    paper.give(ax, left + font, top, RIGHT * font, low)
    return top


def _flow(key: Sequence[Line2D], room: float, font: float) -> list[list[Line2D]]:
    """Sort the entries of a key into rows, as words into lines."""
    rows: list[list[Line2D]] = []
    at = room
    for entry in key:
        wide = width(str(entry.get_label()), font) + 4.2 * font
        if at + wide > room:
            rows.append([])
            at = 0
        rows[-1].append(entry)
        at += wide
    return rows


def _legend(ax: Axes, row: Sequence[Line2D], at: float, font: float) -> None:
    """Print one row of a key, its foot at a height; its samples grow with the letters."""
    for entry in row:
        entry.set(markersize=font * entry.get_markersize(), linewidth=font * entry.get_linewidth())
    legend = ax.figure.legend(
        handles=row, loc="lower left", bbox_to_anchor=(0.3 * font, at), ncols=len(row),
        fontsize=font, bbox_transform=points(cast(Figure, ax.figure)), borderaxespad=0,
        frameon=False, borderpad=0.2, handletextpad=0.5, columnspacing=1.2, labelcolor=SOFT,
        handlelength=2,
    )  # fmt: skip
    legend.set_gid("words")


def place(ax: Axes, labels: Sequence[Label], taken: Sequence[Box], font: float) -> list[Label]:
    """Print each label beside its point where nothing is yet; the first ones choose first.

    Args:
        ax: Axes whose place and limits are settled.
        labels: What to print, the most important first.
        taken: What no label may cover, in points.
        font: The height of letters, in points.

    Returns:
        The labels that found a place.
    """
    boxes = np.array([*taken, (0, 0, 0, 0)], dtype=float)
    edges = np.array(ax.bbox.extents) / _dots(ax) + font * np.array([0, 0.1, 1, 0.6])
    placed = []
    for label in labels:
        lines = label.text.split("\n")
        size = max(width(line, font) for line in lines), font * LINE * len(lines)
        (x, y), (wide, high) = point(ax, label.x, label.y), size
        starts = _starts(x, y, wide, high, font)
        if label.above is not None:
            starts = starts[:1] if label.above else starts[1:2]
        box = _free(starts, size, boxes, edges)
        if box is None:
            continue
        placed.append(label)
        boxes = np.vstack([boxes, box])
        ax.text(
            box[0] / 72, box[1] / 72, label.text, transform=ax.figure.dpi_scale_trans, size=font,
            color=label.colour, va="bottom", gid="words", zorder=2.2, linespacing=1.1,
            multialignment="center", bbox=None if label.colour == SOFT else BACK,
        )  # fmt: skip
    return placed


def _starts(x: float, y: float, wide: float, high: float, font: float) -> list[Any]:
    """Return where a text beside a point may start, the plainest places first."""
    gap, near, right, left = 0.75 * font, 0.55 * font, x + 0.55 * font, x - 0.55 * font - wide
    places = [
        (x - wide / 2, y + gap), (x - wide / 2, y - gap - high),
        (right, y - high / 2), (left, y - high / 2),
        (right, y + near), (left, y + near), (right, y - near - high), (left, y - near - high),
    ]  # fmt: skip
    far = [(right + near, y + 2 * gap), (left - near, y + 2 * gap)]
    return places + far * (wide < SHORT * font)  # a long text must stand at its mark


def _free(
    starts: list[Any], size: tuple[float, float], boxes: np.ndarray, edges: np.ndarray
) -> np.ndarray | None:
    """Return the first box that covers nothing and stays within the edges."""
    for start in starts:
        box = np.concatenate([start, np.add(start, size)])
        inside = (box[:2] >= edges[:2]).all() and (box[2:] <= edges[2:]).all()
        apart = (box[2:] <= boxes[:, :2]).any(axis=1) | (boxes[:, 2:] <= box[:2]).any(axis=1)
        if inside and apart.all():
            return box
    return None


def point(ax: Axes, x: Any, y: float) -> np.ndarray:
    """Return where a data point lies, in points from the left and bottom of the picture."""
    return np.asarray(ax.transData.transform((ax.convert_xunits(x), y)) / _dots(ax))


def size(ax: Axes) -> tuple[float, float]:
    """Return how many points axes are wide and high."""
    return float(ax.bbox.width / _dots(ax)), float(ax.bbox.height / _dots(ax))


def _dots(ax: Axes) -> float:
    return float(ax.figure.dpi / 72)
