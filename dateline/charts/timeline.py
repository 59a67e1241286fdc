"""The timeline: evenly running time, a row an event, so that every event has room for its name.

Where events crowd, the stairs that their marks make fall steeply. If there are more events than a
page holds, the chart shows all of them without their names, and has parts: pages on which each
event is named, and which say where they are in the whole. A phone shows a list.

The words of a timeline are in timeline_words.py; its drawings in timeline_stairs.py (a page with
names), timeline_overview.py (all events, and what is on each part) and timeline_list.py (a phone).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart, need
from dateline.charts.page import Page
from dateline.charts.timeline_list import draw_list
from dateline.charts.timeline_overview import lanes_overview, overview
from dateline.charts.timeline_parts import by_lane, by_time
from dateline.charts.timeline_stairs import LEAST, axis_foot, draw_marks, draw_stairs
from dateline.charts.timeline_words import (
    Section,
    key_in_words,
    prepared,
    readable,
    title_of,
    when,
    words_of,
)

READS = ["date", "precision", "title", "in_article", "certainty"]


def timeline(
    events: pd.DataFrame,
    *,
    source: str,
    title: str = "",
    focus: Sequence[Mapping[str, Any]] = (),
    lanes: str = "",
    labels: bool = True,
    whole: pd.DataFrame | None = None,
    note: str = "",
) -> Chart:
    """Draw events on an evenly running time, each in a row of its own and with its name.

    Events of the article are large, heavy and in the accent. Hollow marks rest on officials who
    are not named, or hold a disputed fact. A line is how long an event lasted, or, without a
    mark, the month or year of which the day is not known.

    Args:
        events: One row an event; reads ``date`` (datetime), ``precision``, ``title``,
            ``in_article`` (true or false), ``certainty``, and where there are such columns
            ``time`` (such as "21:40"), ``end_date`` (datetime), ``about`` and ``source_ids``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default how many events there are.
        focus: Weeks that get a part of their own where there are parts: a case's ``focus``.
        lanes: A column that sorts events into parts, such as ``actors``. With a list
            (separated by semicolons) an event is in the part of each frequent actor.
        labels: Whether events are named; an explorer says the names itself.
        whole: All events of which these are some; the picture then shows their place in it.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row an event, sorted by date. With more events than a page
        holds, or with ``lanes``, it has ``parts``.

    Raises:
        ValueError: ``events`` has no rows, or lacks one of the columns.
    """
    need(events, [*READS, *filter(None, [lanes])])
    rows = prepared(events)
    every = prepared(whole) if whole is not None else rows
    above = title or title_of(rows)
    groups = by_lane(rows, lanes) if lanes and labels else {}
    most = _capacity(rows, title=above, note=note, source=source)
    sections = _sections(rows, groups, focus, most) if labels else []
    chart = _page(rows, every, title=above, source=source, note=note, named=labels and not sections)
    parts = tuple(
        _page(section.rows, rows, title=section.title, source=source, note=note, named=True)
        for section in sections
    )
    if groups:
        return lanes_overview(chart, rows, groups, parts)
    return overview(chart, rows, sections, parts, note) if parts else chart


def _capacity(rows: pd.DataFrame, *, title: str, note: str, source: str) -> int:
    """Return how many events with their names a page holds."""
    page = Page("slide", title=title, lead=key_in_words(rows), note=note, source=source)
    return max(1, int((page.bottom - axis_foot(page)) / LEAST))


def _sections(
    rows: pd.DataFrame,
    lanes: Mapping[str, pd.DataFrame],
    focus: Sequence[Mapping[str, Any]],
    most: int,
) -> list[Section]:
    """Return the pages that these events need; none if one holds them all."""
    if lanes:
        return [
            Section(f"{lane}: {title_of(part)}", part)
            for lane, group in lanes.items()
            for part in by_time(group, most - 2, [])
        ]
    if len(rows) <= most:
        return []
    starts = [pd.Timestamp(span["start"]) for span in focus]
    return [Section(title_of(part), part) for part in by_time(rows, most, starts)]


def _page(
    rows: pd.DataFrame, every: pd.DataFrame, *, title: str, source: str, note: str, named: bool
) -> Chart:
    """Return the chart of events that one page holds."""
    rows = rows.reset_index(drop=True)

    def draw(medium: str) -> Figure:
        page = Page(medium, title=title, lead=key_in_words(rows), note=note, source=source)
        one_moment = rows["at"].nunique() == 1
        if one_moment or (page.phone and named):
            return page.finish(draw_list(page, rows, page.top + 0.7 * page.sizes["row"]))
        if not named:
            return page.finish(draw_marks(page, rows).foot)
        draw_stairs(page, rows, every)
        return page.finish()

    return Chart(
        name="timeline",
        title=title,
        words=words_of(rows),
        axes=f"Across: time {when(rows)}. Down: an event a row.",
        table=readable(rows),
        source=source,
        draw=draw,
    )
