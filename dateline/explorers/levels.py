"""The level explorer: a date at a time, what was counted, by whom, and who says otherwise."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dateline import charts
from dateline.cards import SOURCE_COLUMNS, SourceLines
from dateline.charts.axes import number
from dateline.charts.chart import Chart, need
from dateline.charts.level_rows import READS, amount, known
from dateline.explorers.pages import WINDOWS, Explorer, Page, clickable, paged
from dateline.explorers.rows import plain_rows
from dateline.web import fill

COLUMNS = (*READS, "qualifier", "counted_by", "conflict_group", "note", "source_ids")


def level_explorer(levels: pd.DataFrame, sources: pd.DataFrame, *, title: str = "") -> Explorer:
    """Step through the dates over a chart that stays: the level, how it was counted, by whom.

    Args:
        levels: A case's ``levels`` of one series: what ``charts.levels`` reads, and
            ``qualifier``, ``counted_by``, ``conflict_group``, ``note`` and ``source_ids``.
            Rows of the default view have pages; the others are named where they disagree.
        sources: The case's ``sources``; every source that a level cites must be there.
        title: The title above the picture; by default what is counted.

    Returns:
        An explorer with a page a date, named by its year first; it begins with the last.

    Raises:
        ValueError: ``levels`` or ``sources`` has no rows, or lacks a column.
    """
    need(levels, COLUMNS)
    need(sources, SOURCE_COLUMNS)
    rows = known(levels)
    main = rows[rows["main"]]
    lines = SourceLines(sources)
    chart = charts.levels(main, source=lines.line_of(main), title=title, labels=False)
    pages = list(_pages(rows, lines, chart))
    numbers = {page.name: place for place, page in enumerate(pages)}
    drawn = plain_rows(main.reset_index(drop=True))
    opens = {row.Index: numbers[_name(row)] for row in drawn}
    names = {row.Index: f"{row.when}: {amount(row)}" for row in drawn}
    return paged("Date", pages, base=clickable(chart, opens, names), start=-1)


def _pages(rows: pd.DataFrame, lines: SourceLines, chart: Chart) -> Iterator[Page]:
    """Yield a page for each date: its levels, marked, and the rows that disagree with them."""
    unknown_as_empty = rows.astype(object).where(rows.notna(), "")
    every = plain_rows(unknown_as_empty)
    dates: dict[str, list[Any]] = {}
    for row in every:
        if row.main:
            dates.setdefault(_name(row), []).append(row)
    source_of = {row.Index: lines.line(row.source_ids) for row in every}
    # Where each level is among the rows of the chart, which has those of the default view only.
    places = {index: place for place, index in enumerate(rows.index[rows["main"]])}
    for name, levels in dates.items():
        others = _others(levels, every)
        page = fill(
            "explorers/level_page.html",
            overlays=_overlays({places[row.Index] for row in levels}, chart),
            number=number,
            levels=levels,
            others=others,
            disagree=_disagree(levels, others),
            source_of=source_of,
        )
        yield Page(name, page)


def _overlays(places: set[int], chart: Chart) -> list[dict[str, object]]:
    """Return, for each window, where levels are, also where they are drawn again."""
    overlays = []
    for medium, window in WINDOWS.items():
        overlay = {
            "window": window,
            "shape": chart.shape(medium),
            "marks": [(mark.x, mark.y) for mark in chart.marks(medium) if mark.row in places],
        }
        overlays.append(overlay)
    return overlays


def _name(row: Any) -> str:
    """Return the name of a date in the menu: the year first, so that typing 2007 finds it."""
    month = f"{row.date:%Y %B}"
    exact = row.precision in ("day", "week") and not row.over_time
    return f"{month} {row.date.day}" if exact else month


def _others(levels: list[Any], every: list[Any]) -> list[Any]:
    """Return the other rows for the same moment: those of the same groups of conflict."""
    groups = {row.conflict_group for row in levels} - {""}
    indexes = {row.Index for row in levels}
    return [row for row in every if row.conflict_group in groups and row.Index not in indexes]


def _disagree(levels: list[Any], others: list[Any]) -> bool:
    """Say whether another row contradicts a level: a plan does not contradict a count."""
    return any(row.firm == level.firm for row in others for level in levels)
