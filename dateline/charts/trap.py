"""The same numbers twice: drawn so that they mislead, and drawn fairly, side by side."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.axes import day_number, number
from dateline.charts.chart import Chart, each
from dateline.charts.level_canvas import Canvas, canvas_for, draw_axis, draw_levels
from dateline.charts.level_rows import known, readable
from dateline.charts.level_words import capital
from dateline.charts.page import Box, Page
from dateline.charts.runs import heavy
from dateline.charts.type import INK

KINDS = {
    "cut axis": "The upright axis of A starts at {low} and not at zero, so that the change from "
    "{start} to {end} looks larger than it is.",
    "slopes": "In A, straight lines join {count} dates, through months and breaks for which there "
    "is no number, as if each level had been left slowly and evenly.",
    "log axis": "The upright axis of A is a log axis without its numbers, so that the change from "
    "{start} to {end} looks smaller than it is.",
}
LEAD = "The same numbers. Which of the two would you print?"


def trap(levels: pd.DataFrame, *, kind: str, source: str, title: str = "") -> Chart:
    """Draw levels with one trick in them beside a fair drawing; the words say which.

    Args:
        levels: As for ``charts.levels``; rows of the default view are drawn.
        kind: The trick: "cut axis" (it does not start at zero), "slopes" (straight lines
            through months without a number) or "log axis" (without its numbers).
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What is above the picture; by default what is counted. It should not give the
            trick away.

    Returns:
        A Chart; its table has the rows that both are drawn from.

    Raises:
        ValueError: ``levels`` has no rows with a value, or lacks a column; there is only one
            date or several series; ``kind`` is none of the three; all levels are the same; or
            the lowest level is so near to 0 that an axis that starts there is not cut.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; choose one of: {', '.join(KINDS)}.")
    rows = known(levels)
    rows = rows[rows["main"]].reset_index(drop=True)
    _need_change(rows)
    low, high = rows["value"].min(), rows["value"].max()
    cut = float(low - 0.08 * (high - low))
    if kind == "cut axis" and cut <= 0:
        raise ValueError(f"The lowest level is {number(low)}, next to 0: keep rows well above 0.")
    if kind == "log axis" and low < 0:
        raise ValueError("A log axis has no place for levels below zero: keep rows above 0.")
    end = rows["value"].iloc[-1]
    start = high if high > end else low
    says = KINDS[kind].format(
        low=number(round(cut, 1)), start=number(start), end=number(end), count=rows["at"].nunique()
    )
    above = title or capital(rows["series"].iloc[0])

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=LEAD, source=source)
        return page.finish(_twice(page, rows, kind, cut))

    return Chart(
        name=f"trap-{kind.replace(' ', '-')}",
        title=above,
        words=f"{rows['series'].iloc[0]}, drawn twice: A with a trick, B fairly. {says}",
        axes="Two drawings, A and B. Across: time. Up: a number.",
        table=readable(rows),
        source=source,
        draw=draw,
    )


def _need_change(rows: pd.DataFrame) -> None:
    """Raise ValueError if there is nothing that a trick could change."""
    if rows["series"].nunique() > 1:
        raise ValueError("The rows are of several series: keep those of one.")
    if rows["over_time"].any():
        raise ValueError("Counts over a time have no line to mislead with: keep other rows.")
    if rows["at"].nunique() < 2:
        raise ValueError("A trick needs two dates at least: keep more rows.")
    if rows["value"].nunique() < 2:
        raise ValueError("All levels are the same: a trick needs a change, so keep more rows.")


def _twice(page: Page, rows: pd.DataFrame, kind: str, cut: float) -> float:
    """Draw A and B, side by side or below each other; return the foot."""
    letter, axis = page.sizes["lead"], page.sizes["axis"]
    top = page.top + 3 * letter
    foot = top + 120 if page.phone else page.bottom - 2.1 * axis
    half = page.room if page.phone else 0.47 * page.room
    first = Box(page.left, top, page.left + half, foot)
    across, down = (0, foot - top + 7 * letter) if page.phone else (page.room - half, 0)
    second = Box(first.left + across, top + down, first.right + across, foot + down)
    page.text(first.left, first.top - 2.6 * letter, heavy("A"), "lead", bare=True)
    page.text(second.left, second.top - 2.6 * letter, heavy("B"), "lead", bare=True)
    _tricked(page, rows, first, kind, cut)
    fair = canvas_for(page, rows, second, "linear")
    draw_axis(fair, str(rows["unit"].iloc[0]), until=fair.panel.right)
    draw_levels(fair, rows)
    return second.foot + 2.1 * axis


def _tricked(page: Page, rows: pd.DataFrame, box: Box, kind: str, cut: float) -> None:
    """Draw one line through everything, and no mark that would show what is known."""
    scale = "log" if kind == "log axis" else "linear"
    low = cut if kind == "cut axis" else None
    canvas = canvas_for(page, rows, box, scale, low=low)
    draw_axis(canvas, str(rows["unit"].iloc[0]), until=canvas.panel.right,
              numbered=kind != "log axis")  # fmt: skip
    corners = _corners(canvas, rows, slopes=kind == "slopes")
    xs, ys = zip(*corners, strict=True)
    page.line(xs, ys, INK, canvas.thick, order=3)


def _corners(canvas: Canvas, rows: pd.DataFrame, *, slopes: bool) -> list[tuple[float, float]]:
    """Return the corners of the line: from mark to mark, or as steps through every gap."""
    corners: list[tuple[float, float]] = []
    before: Any = None
    for row in sorted(each(rows), key=lambda row: day_number(row.at)):
        if before is not None and not slopes:
            corners.append(canvas.at(row.at, before.value))
        corners.append(canvas.at(row.at, row.value))
        before = row
    return corners
