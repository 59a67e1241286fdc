"""Axes for numbers over time: one that runs up from zero, and one along which time is even."""

from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from dateline.charts import old_axes as sheet
from dateline.charts import time_axis
from dateline.charts.old_page import Paper
from dateline.charts.old_type import PALE, SOFT, width


class Upright(NamedTuple):
    """The axis that runs up: its lowest and highest place, its ticks, and where a zero stands."""

    low: float
    top: float
    ticks: dict[float, str]
    zero: float = 0


def _left(up: Upright) -> float:
    """Return how many points the numbers at the left take."""
    size, font = (plt.rcParams[name] for name in ("xtick.labelsize", "font.size"))
    return float(max(width(name, size) for name in up.ticks.values()) + 0.3 * font)


def room(paper: Paper, up: Upright) -> float:
    """Return how many points wide the axes will be."""
    return float(paper.wide - _left(up) - (1 + sheet.RIGHT) * paper.font)


def upright(rows: pd.DataFrame, scale: str) -> Upright:
    """Return an axis from zero; on a log axis zero stands below the last line, not to scale."""
    top = max(int(rows["value"].max()), 1)
    if scale == "linear":
        nice = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, top)
        return Upright(0, 1.14 * top, {one: f"{one:,.0f}" for one in nice if one <= 1.14 * top})
    some = rows.loc[rows["value"] > 0, "value"]
    first = np.floor(np.log10(some.min())) if len(some) else 0
    ticks = {10.0**one: f"{10**one:,.0f}" for one in np.arange(first, np.log10(top) + 0.3)}
    zero = 10.0 ** (first - 1)
    below = {zero: "0"} if len(some) < len(rows) else {}
    return Upright(min([*below, *ticks]) / 1.6, 2.5 * top, below | ticks, zero)


def days(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of the axis, with some room at its ends."""
    first, last = rows["start"].min(), rows["end"].max()
    spare = max((last - first) * 0.05, pd.Timedelta(days=4))
    return first - spare * 0.3, last + spare


def set_up(ax: Axes, paper: Paper, note: str, up: Upright, rows: pd.DataFrame, **how: Any) -> None:
    """Frame the axes, set their limits, and name round dates and round numbers."""
    span, size = days(rows), plt.rcParams["xtick.labelsize"]
    sheet.frame(ax, paper, note, left=_left(up), **how)
    ax.set_yscale("log" if up.zero else "linear")
    ax.set(xlim=date2num(span), ylim=(up.low, up.top))
    ax.set_yticks(list(up.ticks), list(up.ticks.values()))
    ax.minorticks_off()
    if up.zero in up.ticks and up.zero:
        ax.axhline(up.zero * 3, color=SOFT, lw=0.9, ls=":")
    dates = time_axis.even_ticks(*span, room(paper, up), lambda name: width(name, size))
    ax.set_xticks([date2num(day) for day, _ in dates], [name for _, name in dates])
    ax.tick_params(axis="y", length=0, labelsize=size)
    ax.spines["left"].set_visible(False)
    ax.set_axisbelow(True)
    ax.grid(axis="y", color=PALE, lw=0.8)
