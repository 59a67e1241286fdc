"""What is named beside steps: levels with their words, tinted gaps, and events at their dates."""

from typing import Any

import pandas as pd

from dateline.charts import axes
from dateline.charts.chart import each
from dateline.charts.labels import beside
from dateline.charts.level_canvas import Canvas
from dateline.charts.level_rows import (
    Gap,
    gaps,
)
from dateline.charts.page import LINE, Box, Page, free
from dateline.charts.runs import Run, Words, heavy
from dateline.charts.type import SOFT, TINT
from dateline.dates import written
from dateline.words import count

EVENT_ROWS = 6  # names of events above each other


def say_beside(canvas: Canvas, row: Any, words: Words, side: str, color: str) -> None:
    """Set words beside a level, where there is room for them."""
    beside(
        canvas.page,
        canvas.at(row.at, row.value),
        words,
        canvas.taken,
        side=side,
        color=color,
        soft=canvas.lines,
        within=canvas.within,
    )


def block(
    canvas: Canvas, mark: tuple[float, float], lines: list[tuple[Run, str]], color: str
) -> None:
    """Set lines of several sizes left of a place, if they have room there."""
    page = canvas.page
    lines = [line for line in lines if line[0].words]
    wide = max(page.width(run, size) for run, size in lines)
    high = sum(LINE * page.sizes[size] for _, size in lines)
    right = mark[0] - 0.7 * page.sizes["label"]
    for y in (mark[1] - high / 2, mark[1] - high, mark[1], mark[1] - 0.8 * high):
        box = Box(right - wide, y, right, y + high)
        if free(box, canvas.taken) and box.left > page.left:
            for run, size in lines:
                y = page.text(right, y, run, size, color, align="right")
            canvas.taken.append(box)
            return


def tint_gaps(canvas: Canvas, rows: pd.DataFrame, below: Canvas | None = None) -> list[Gap]:
    """Tint the times in which no line is drawn, and return them.

    Args:
        canvas: Where.
        rows: Levels as ``known`` returns them.
        below: Axes that are above a part of these; there the tint ends below them.
    """
    panel = canvas.panel
    first, last = panel.axes.get_xlim()
    inside = []
    for gap in gaps(rows):
        start, end = (axes.day_number(day) for day in (gap.start, gap.end))
        if start < first or end > last:
            continue
        left, right = panel.at(start)[0], panel.at(end)[0]
        top = panel.top
        if below and right > below.left:
            top = below.panel.foot + 3 * canvas.page.sizes["axis"]
        canvas.page.block(left, top, right - left, panel.foot - top, TINT, order=0.3)
        canvas.lines.append(Box(left, top, right, panel.foot))
        inside.append(gap)
    return inside


def name_gap(canvas: Canvas, gap: Gap) -> None:
    """Say in a gap why no line is drawn, if the words have room."""
    page, panel, size = canvas.page, canvas.panel, "small"
    left, right = (panel.at(axes.day_number(day))[0] for day in (gap.start, gap.end))
    room = right - left - 4
    if max(page.width(word, size) for word in gap.words.split()) > room:
        return
    lines = page.lines(gap.words, size, room)
    wide = max(page.width(line, size) for line in lines)
    middle, high = (left + right) / 2, LINE * page.sizes[size] * len(lines)
    for step in range(1, 20):
        y = panel.top + step * (panel.height - high) / 20
        box = Box(middle - wide / 2, y, middle + wide / 2, y + high)
        if free(box, canvas.taken):
            page.text(middle, y, gap.words, size, SOFT, align="center", room=room)
            canvas.taken.append(box)
            return


def name_rows(page: Page, events: pd.DataFrame) -> int:
    """Return how many rows above a slide's axes the names of events may need."""
    return 0 if page.phone else min(EVENT_ROWS, len(events))


def draw_events(canvas: Canvas, events: pd.DataFrame, rows: int) -> float:
    """Draw an upright line an event, up to its name; on a phone, list the names; return the foot.

    An event that finds no place for its name keeps its line, and the chart says how many do.
    """
    page, panel = canvas.page, canvas.panel
    taken: list[Box] = []
    unnamed = 0
    for event in reversed(each(events)):  # so that no line crosses an earlier name
        x, _ = canvas.at(event.date, 0)
        box = None if page.phone else _name_event(canvas, event.title, x, rows, taken)
        unnamed += box is None
        top = box.top + 4 if box else panel.top - 4
        page.rule((x, top), (x, panel.foot), SOFT, 0.8, dashes=(0, (1, 2)))
        taken.append(Box(x - 2, top, x + 2, panel.top))
        canvas.taken.append(Box(x - 1, panel.top, x + 1, panel.foot))
    if unnamed and not page.phone:
        said = f"{unnamed} of {count(len(events), 'event', 'events')} not named"
        _name_event(canvas, said, page.left - 4, rows + 1, taken)
    canvas.taken.extend(taken)
    if not page.phone:
        return panel.foot
    y = panel.foot + 2.5 * page.sizes["axis"]
    for event in each(events):
        words = [heavy(f"{written(event)}  "), event.title]
        y = page.text(page.left, y, words, "row", SOFT, room=page.room) + 3
    return y


def _name_event(canvas: Canvas, title: str, x: float, rows: int, taken: list[Box]) -> Box | None:
    """Set the name of an event in the lowest free row above the axes; return its place."""
    page, letter = canvas.page, canvas.page.sizes["row"]
    wide = page.width(title, "row")
    for row in range(rows):
        y = canvas.panel.top - 6 - LINE * letter * (row + 1)
        for left in (x + 4, x - 4 - wide):
            box = Box(left, y, left + wide, y + LINE * letter)
            if page.left <= left and left + wide <= page.right and free(box, taken):
                page.text(left, y, title, "row", SOFT)
                taken.append(box)
                return box
    return None
