"""The level explorer: a date at a time, what was counted, by whom, and who says otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dateline import charts
from dateline.cards import SOURCE_COLUMNS, SourceLines
from dateline.charts.chart import Chart, need
from dateline.charts.levels import READS, known
from dateline.explorers.pages import WINDOWS, Explorer, Page, paged
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
    base = fill("charts/picture.html", chart=chart)
    return paged("Date", list(_pages(rows, lines, chart)), base=base, start=-1)


def _pages(rows: pd.DataFrame, lines: SourceLines, chart: Chart) -> Iterator[Page]:
    """Yield a page for each date: its levels, marked, and the rows that disagree with them."""
    unknown_as_empty = rows.astype(object).where(rows.notna(), "")
    every = plain_rows(unknown_as_empty)
    dates: dict[str, list[Any]] = {}
    for row in every:
        if row.main:
            dates.setdefault(_name(row), []).append(row)
    source_of = {row.Index: lines.line(row.source_ids) for row in every}
    # How far from the top zero is: the same for all levels.
    zeros = {medium: chart.at(every[0].at, 0, medium)[1] for medium in WINDOWS}
    for name, levels in dates.items():
        others = _others(levels, every)
        page = fill(
            "explorers/level_page.html",
            overlays=_overlays(levels, chart, zeros),
            levels=levels,
            others=others,
            disagree=_disagree(levels, others),
            source_of=source_of,
        )
        yield Page(name, page)


def _overlays(
    levels: list[Any], chart: Chart, zeros: Mapping[str, float]
) -> list[dict[str, object]]:
    """Return, for each window, where levels are and how far from the bottom zero is."""
    overlays = []
    for medium, window in WINDOWS.items():
        overlay = {
            "window": window,
            "shape": chart.shape(medium),
            "marks": [chart.at(row.at, row.value, medium) for row in levels],
            "zero": round(100 - zeros[medium], 2),
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
