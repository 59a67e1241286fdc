"""A ruler of shares: words where they put a share, and the computed shares as lines."""

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from dateline.charts import old_axes as sheet
from dateline.charts.old_type import ACCENT, INK, SOFT, width


def ruler(ax: Axes, named: Mapping[float, str], end: float) -> None:
    """Mark the ends and the shares that the words use; name those that find room."""
    ax.set(xlim=(0, end))
    size, per_one = plt.rcParams["xtick.labelsize"], _per_one(ax)
    names = {0.0: "0 %", end: f"{100 * end:.0f} %"}
    ends: list[tuple[float, float]] = []
    names |= {share: name for share, name in named.items() if share not in names}
    for share, name in names.items():
        half = width(name, size) / 2 + 0.3 * size
        low, high = share * per_one - half, share * per_one + half
        beyond = high > end * per_one + sheet.RIGHT * plt.rcParams["font.size"]
        if beyond or any(low < other[1] and other[0] < high for other in ends):
            names[share] = ""
        else:
            ends.append((low, high))
    ax.set_xticks(list(names), list(names.values()))


def _per_one(ax: Axes) -> float:
    """Return how many points a share of 1 takes across."""
    return sheet.size(ax)[0] / ax.get_xlim()[1]


def key(told: pd.DataFrame) -> list[Line2D]:
    """Return a sample of the lines and of each form of mark, with what it means."""
    says = {"<": "almost, nearly: a little less", ">": "more than", "o": "as it stands"}
    forms = [form for form in says if form in set(told["form"])]
    mark: dict[str, Any] = {"color": INK, "ls": "", "lw": 0, "ms": 0.7}
    line = Line2D([], [], color=ACCENT, lw=0.15, ms=0, label="the numbers")
    return [line, *(Line2D([], [], marker=form, label=says[form], **mark) for form in forms)]


def lines(ax: Axes, shares: pd.DataFrame) -> None:
    """Draw a line for each computed share, with its numbers above the axes."""
    font, across = plt.rcParams["font.size"], ax.get_xaxis_transform()
    high = sheet.size(ax)[1]
    each: list[Any] = list(shares.itertuples())
    for row, line in enumerate(each):
        top = 1 + font * (0.4 + sheet.LINE * row) / high
        style: dict[str, Any] = {"color": ACCENT, "lw": 1.4, "clip_on": False}
        ax.plot([line.computed] * 2, [0, top], transform=across, **style)
        said = f"{line.short}: {line.numbers}"
        left = line.computed * _per_one(ax)
        right = ax.get_xlim()[1] * _per_one(ax) - left
        side = 1 if width(said, font) > left and right > left else -1
        if width(said, font) > max(left, right):
            said = line.short
        ax.annotate(
            said, (line.computed, top), (side * 0.4 * font, 0), across, textcoords="offset points",
            ha="left" if side > 0 else "right", size=font, color=ACCENT, va="bottom", gid="words",
            annotation_clip=False,
        )  # fmt: skip


def words(ax: Axes, told: pd.DataFrame, y: list[float], unit: str) -> None:
    """Draw a mark where the words lie, and how far that is from the row's own numbers."""
    font = plt.rcParams["font.size"]
    each: list[Any] = list(told.itertuples())
    for row, up in zip(each, y, strict=True):
        ax.plot([row.implied_share, row.computed], [up, up], color=SOFT, lw=1, zorder=1.5)
        ax.plot(row.implied_share, up, row.form, color=INK, ms=0.8 * font, zorder=3)
        said = f"{row.points:.1f}{unit}"
        side, at = 1 if row.implied_share > row.computed else -1, row.implied_share
        wide = (width(said, font) + 0.8 * font) / _per_one(ax)
        if side < 0 and wide > at:  # no room at the left: beyond the line of the numbers
            side, at = 1, row.computed
        elif side > 0 and at + wide > ax.get_xlim()[1] + sheet.RIGHT * font / _per_one(ax):
            side, at = -1, row.computed
        ax.annotate(
            said, (at, up), (side * 0.8 * font, 0),
            textcoords="offset points", ha="left" if side > 0 else "right",
            va="center_baseline", size=font, color=INK, gid="words",
        )  # fmt: skip
