"""Bars and dots of numbers that stand side by side, a row each, on an axis from zero."""

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from dateline.charts import draw_levels as levels
from dateline.charts import old_axes as sheet
from dateline.charts.old_type import ACCENT, INK, PALE, SOFT, width

THICK = 0.32  # a bar, of a row of 1


def across(ax: Axes, most: int) -> None:
    """Let the axis across run from zero, with round numbers."""
    ticks = MaxNLocator(4, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, max(most, 1))
    shown = [tick for tick in ticks if tick <= 1.02 * most]
    ax.set(xlim=(0, 1.22 * max(most, 1)))
    ax.set_xticks(shown, [f"{tick:,.0f}" for tick in shown])


def dots(ax: Axes, own: pd.DataFrame, y: list[float]) -> None:
    """Draw a mark and its value in each row; hollow if it had not happened yet."""
    font = plt.rcParams["font.size"]
    each: list[Any] = list(own.itertuples())
    for row, up in zip(each, y, strict=True):
        medium = levels.style(row.status)
        ax.plot(row.value, up, ls="", ms=0.8 * font, mew=0.13 * font, clip_on=False, **medium)
        ax.annotate(
            f"{row.value:,}", (row.value, up), (0.8 * font, 0), textcoords="offset points",
            va="center_baseline", size=font, color=medium["color"], gid="words",
        )  # fmt: skip


def _edge(status: str) -> dict[str, Any]:
    """Return how the edge of a change looks: dashed and in the accent if only announced."""
    planned = status in levels.PLANNED
    return {"ec": ACCENT, "ls": levels.DASHES} if planned else {"ec": INK, "ls": "-"}


def key(pairs: pd.DataFrame, change: str) -> list[Line2D]:
    """Return a sample of what stays and of each kind of change."""
    block: dict[str, Any] = {"marker": "s", "ls": "", "lw": 0, "ms": 0.9, "mfc": "white"}
    return [
        Line2D([], [], label="what stays", **(block | {"mfc": PALE, "mec": SOFT})),
        *(
            Line2D(
                [], [], color=_edge(s)["ec"], ls=_edge(s)["ls"], lw=0.15, label=f"the {change}, {s}"
            )
            for s in pairs["status"].unique()
        ),
    ]


def bars(ax: Axes, pairs: pd.DataFrame, y: list[float]) -> None:
    """Draw what stays and what changes, end to end, each with its number.

    A number wider than what stays is left to the name of its row; a share wider than the change
    stands beside it.
    """
    font = plt.rcParams["font.size"]
    wide, high = sheet.size(ax)
    per_one, bold = wide / ax.get_xlim()[1], max(font, min(1.2 * font, 0.8 * high / len(pairs)))
    middle: dict[str, Any] = {"ha": "center", "va": "center_baseline", "gid": "words"}
    each: list[Any] = list(pairs.itertuples())
    for pair, up in zip(each, y, strict=True):
        stays, ends = sorted((pair.before, pair.after))
        edge = _edge(pair.status)
        ax.barh(up, stays, THICK, color=PALE, ec=SOFT, lw=1)
        ax.barh(up, ends - stays, THICK, left=stays, fc="white", lw=1.6, **edge)
        if width(f"{stays:,}", font) < stays * per_one:
            ax.text(stays / 2, up, f"{stays:,}", color=INK, **middle)
        large: dict[str, Any] = {"size": bold, "weight": "bold", "color": edge["ec"]}
        share = str(pair.said)
        if width(share, bold, "bold") < (ends - stays) * per_one:
            ax.text((stays + ends) / 2, up, share, **large, **middle)
        else:
            beside = ends + 0.4 * font / per_one
            ax.text(beside, up, share, **large, **(middle | {"ha": "left"}))
