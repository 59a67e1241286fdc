"""The same numbers drawn so that they mislead: a chart to find the trick in."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from dateline.charts import value_axis as axis
from dateline.charts.chart import Chart
from dateline.charts.levels import known, readable
from dateline.charts.old_page import Paper
from dateline.charts.old_type import ACCENT, canvas

KINDS = {
    "cut axis": "The upright axis starts at {low:,.0f} and not at zero, so that the change from "
    "{start:,} to {end:,} looks larger than it is.",
    "slopes": "Straight lines join {count} dates, through months and breaks for which there is no "
    "number, as if each level had been left slowly and evenly.",
    "log axis": "The upright axis is a log axis without its numbers, so that the change from "
    "{start:,} to {end:,} looks smaller than it is.",
}


def trap(levels: pd.DataFrame, *, kind: str, source: str, title: str = "") -> Chart:
    """Draw levels with one trick in it; the words say which, the picture does not.

    Args:
        levels: As for ``charts.levels``; rows of the default view are drawn.
        kind: The trick: "cut axis" (it does not start at zero), "slopes" (straight lines
            through months without a number) or "log axis" (without its numbers).
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default what is counted.

    Returns:
        A Chart; its table has the same rows, so that a fair chart can be drawn of it.

    Raises:
        ValueError: ``levels`` has no rows with a value, or lacks a column; there is only one
            date or several series; ``kind`` is none of the three; all levels are the same; or
            the lowest level is 0 or next to it, so that an axis that starts there is not cut.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; choose one of: {', '.join(KINDS)}.")
    rows = known(levels)
    rows = rows[rows["main"]].reset_index(drop=True)
    if rows["series"].nunique() > 1:
        raise ValueError("The rows are of several series: keep those of one.")
    if rows["at"].nunique() < 2:
        raise ValueError("A trick needs two dates at least: keep more rows.")
    if rows["value"].nunique() < 2:
        raise ValueError("All levels are the same: a trick needs a change, so keep more rows.")
    if kind == "cut axis" and not rows["value"].min():
        raise ValueError("The lowest level is 0, where a fair axis starts, too: keep rows above 0.")
    up = _upright(rows, kind)
    if kind == "cut axis" and up.low < 1:
        low = rows["value"].min()
        raise ValueError(f"The lowest level is {low:,}, next to 0: keep rows well above 0.")
    most, end = int(rows["value"].max()), int(rows["value"].iloc[-1])
    start = most if most > end else int(rows["value"].min())
    dates = rows["at"].nunique()
    says = KINDS[kind].format(low=up.low, start=start, end=end, count=dates)

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = Paper(medium, title or rows["series"][0], [], "", source)
            axis.set_up(ax, paper, "", up, rows)
            _line(ax, rows, kind)
        return fig

    return Chart(
        name=f"trap-{kind.replace(' ', '-')}",
        title=title or rows["series"][0],
        words=f"{rows['series'][0]}, drawn with a trick. {says}",
        axes="Across: time. Up: a number.",
        table=readable(rows),
        source=source,
        draw=draw,
    )


def _upright(rows: pd.DataFrame, kind: str) -> axis.Upright:
    """Return the upright axis of a trick: cut, fair or without its numbers."""
    fair = axis.upright(rows, "log" if kind == "log axis" else "linear")
    if kind == "log axis":
        return fair._replace(ticks=dict.fromkeys(fair.ticks, ""))
    low, top = int(rows["value"].min()), int(rows["value"].max())
    if kind == "slopes":
        return fair
    spare = max(top - low, 1) * 0.08
    cut = np.linspace(low, top, 3).round(-2 if top - low > 1000 else 0)
    return axis.Upright(low - spare, top + spare, {tick: f"{tick:,.0f}" for tick in cut})


def _line(ax: Axes, rows: pd.DataFrame, kind: str) -> None:
    """Draw one line through everything, and no mark that would show what is known."""
    how = "default" if kind == "slopes" else "steps-post"
    y = np.maximum(rows["value"], ax.get_ylim()[0])
    ax.plot(date2num(rows["at"]), y, color=ACCENT, lw=2.4, drawstyle=how)
