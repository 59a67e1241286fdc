"""Levels: how many there were at each date, as steps; what was only announced is dashed.

Where the end of the story is too small to be seen, it is drawn again on a taller scale, and the
chart says how much taller. Rows that all count something else, so that nothing can be joined,
have a row each: see level_bars.py.

What it says is in level_words.py, the end on a taller scale in level_end.py, and what is named
beside the steps (gaps, events, annotations) in level_marks.py.
"""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import level_bars
from dateline.charts.chart import Chart, each, need
from dateline.charts.level_canvas import canvas_for, draw_axis, draw_levels
from dateline.charts.level_end import BESIDE, HIGH_ON_PHONE, canvas_of_end, draw_end
from dateline.charts.level_marks import draw_events, name_gap, name_rows, say_beside, tint_gaps
from dateline.charts.level_rows import (
    as_put,
    known,
    readable,
    small_end,
)
from dateline.charts.level_words import (
    SCALES,
    Said,
    annotated,
    capital,
    key_in_words,
    limits,
    listed,
    note_of,
    span_of,
    words_of,
)
from dateline.charts.page import LINE, Box, Page
from dateline.charts.type import ACCENT, INK


def levels(
    levels: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    source: str,
    title: str = "",
    scale: str = "linear",
    labels: bool = True,
    annotations: pd.DataFrame | None = None,
    note: str = "",
) -> Chart:
    """Draw how many there were at each date, as steps: a level holds until the next is known.

    What was announced is hollow and dashed. No line is drawn where another scope or another way
    of counting begins, nor, in a table with regular dates, through a long time of which nothing
    is known: a tinted gap says so. Rows outside the default view are marks beside the line. A
    count over a time, with an ``end_date``, is a column as wide as that time, dashed where its
    month is not complete; running totals, whose times overlap, are set at their last day instead.

    Args:
        levels: One row a level; reads ``series``, ``date`` (datetime), ``precision``, ``value``
            (in ``unit``), ``unit``, ``status``, ``measure``, ``scope``, ``break_before`` (true
            or false), and where there are such columns ``in_default``, ``end_date``, ``about``,
            ``qualifier`` and ``source_ids``.
        events: Rows of ``events`` to mark as upright lines; reads ``date``, ``precision`` and
            ``title``. Those outside the dates of the levels are left out.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default what is counted.
        scale: "linear", from zero, or "log", where a zero is below the axis.
        labels: Whether values and events are named; an explorer says them itself.
        annotations: What is said beside some levels: rows of the table of that name; reads
            ``row`` (a ``level_id``), ``words``, ``side`` and ``phone``. Without it the chart
            says the highest level, the last, and the largest change.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row a level, by series and date.

    Raises:
        ValueError: ``levels`` has no rows with a value, or lacks one of the columns; ``scale``
            is neither of the two, or "log" for counts over a time or levels below zero.
    """
    if scale not in SCALES:
        raise ValueError(f"scale is {scale!r}; choose one of: {', '.join(SCALES)}.")
    rows = known(levels)
    if scale == "log" and rows["over_time"].any():
        raise ValueError("Counts over a time are columns, which need a zero: use scale='linear'.")
    if scale == "log" and (rows["value"] < 0).any():
        raise ValueError("A log axis has no place for levels below zero: use scale='linear'.")
    above = title or capital(listed(rows["series"].unique()))
    if level_bars.apart(rows) and scale == "linear" and labels:
        return level_bars.level_bars(rows, source=source, title=above, note=note)
    events = _within(events, rows) if labels else rows[:0]
    said = annotated(rows, annotations) if labels else []
    below = " ".join(filter(None, [note_of(rows), note]))

    def draw(medium: str) -> Figure:
        page = Page(
            medium, title=above, lead=key_in_words(rows, scale, above), note=below, source=source
        )
        return page.finish(_draw(page, rows, events, said, scale))

    return Chart(
        name="levels",
        title=above,
        words=words_of(rows, scale),
        axes=f"Across: time, {span_of(rows)}. Up: a number, from {limits(rows)}.",
        table=readable(rows),
        source=source,
        draw=draw,
        numbers=_numbers(rows),
    )


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of: counts over a time are bars, all else is steps."""
    rows = rows.assign(label=[as_put(row) for row in each(rows)])
    if rows["over_time"].any():
        names = {"value": listed(rows["series"].unique())}
        return rows.set_index("when")[["value", "label", "firm"]].rename(columns=names)
    return rows.set_index("at")[["series", "value", "label", "firm", "part"]]


def _within(events: pd.DataFrame | None, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the events that happened while the levels were counted, by date."""
    if events is None:
        return rows[:0]
    need(events, ["date", "precision", "title"])
    inside = events["date"].between(rows["start"].min(), rows["end"].max())
    return events[inside].sort_values("date", ignore_index=True, kind="stable")


def _draw(
    page: Page, rows: pd.DataFrame, events: pd.DataFrame, said: Sequence[Said], scale: str
) -> float:
    """Draw the whole, and its end again where that is too small; return the foot."""
    end = small_end(rows) if scale == "linear" else rows[:0]
    letter, below = page.sizes["label"], 2.1 * page.sizes["axis"]
    names = name_rows(page, events)
    top = page.top + (3.3 if said else 1.4) * letter + LINE * letter * names
    foot = top + HIGH_ON_PHONE if page.phone else page.bottom - below
    above_itself = not page.phone and _wide(rows, end)
    wide = page.room if page.phone or above_itself or end.empty else 0.5 * page.room
    whole = canvas_for(page, rows, Box(page.left, top, page.left + wide, foot), scale)
    again = canvas_of_end(whole, rows, end, above_itself=above_itself) if len(end) else None
    until = again.left - letter if again and above_itself else whole.panel.right
    draw_axis(whole, str(rows["unit"].iloc[0]), until=until)
    draw_levels(whole, rows)
    tinted = [(whole, tint_gaps(whole, rows, below=again if above_itself else None))]
    if len(events):
        foot = draw_events(whole, events, names)
    if again:
        draw_end(whole, again, end, named=bool(said))
        tinted.append((again, tint_gaps(again, rows)))
        foot = max(foot, again.panel.foot)
    levels = each(rows)
    for words in said:
        canvas = again if again and words.row in end.index else whole
        changed = bool(again) and words.row == end.index[-1]
        if not changed and (words.phone or not page.phone):
            row = levels[words.row]
            say_beside(canvas, row, words.words, words.side, INK if row.firm else ACCENT)
    for canvas, found in tinted if said else ():
        for gap in found:
            name_gap(canvas, gap)
    return foot + below


def _wide(rows: pd.DataFrame, end: pd.DataFrame) -> bool:
    """Say whether the end takes so much of the time that it can be drawn again above itself."""
    if end.empty:
        return False
    first, last = rows["start"].min(), rows["end"].max()
    return bool((last - end["at"].iloc[0]) / (last - first) >= BESIDE)
