"""The level explorer: a date at a time, what was counted, by whom, and who says otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dateline import charts
from dateline.cards import source_line
from dateline.charts.axes import number
from dateline.charts.chart import Chart, need
from dateline.charts.level_rows import READS, amount, known
from dateline.explorers import cited
from dateline.explorers.pages import WINDOWS, Explorer, Page, clickable, paged
from dateline.web import fill

ALSO = ["qualifier", "counted_by", "conflict_group", "note", "source_ids"]


def level_explorer(levels: pd.DataFrame, sources: pd.DataFrame, *, title: str = "") -> Explorer:
    """Step through the dates over a chart that stays: the level, how it was counted, by whom.

    Args:
        levels: A case's ``levels`` of one series: what ``charts.levels`` reads, and
            ``qualifier``, ``counted_by``, ``conflict_group``, ``note`` and ``source_ids``.
            Rows of the default view have pages; the others are named where they disagree.
        sources: The case's ``sources``; every source that a level cites must be there.
        title: What stands above the picture; by default what is counted.

    Returns:
        An explorer with a page a date, named by its year first; it begins with the last.

    Raises:
        ValueError: ``levels`` or ``sources`` has no rows, or lacks a column.
    """
    need(levels, [*READS, *ALSO])
    need(sources, cited.COLUMNS)
    rows = known(levels)
    main = rows[rows["main"]]
    line = source_line(main, sources)
    chart = charts.levels(main, source=line, title=title, labels=False)
    pages = list(_pages(rows, sources, chart))
    numbers = {page.name: place for place, page in enumerate(pages)}
    names = pd.Series(_names(rows), rows.index)[main.index]
    opens = {place: numbers[name] for place, name in enumerate(names)}
    called = {place: f"{row.when}: {amount(row)}" for place, row in enumerate(main.itertuples())}
    return paged("Date", pages, base=clickable(chart, opens, called), start=-1)


def _pages(rows: pd.DataFrame, sources: pd.DataFrame, chart: Chart) -> Iterator[Page]:
    """Yield a page for each date: its levels, marked, and the rows that disagree with them."""
    told = rows.astype(object).where(rows.notna(), "")
    told["source"] = rows["source_ids"].map(cited.lines(rows, sources))
    shapes = [(medium, window, chart.shape(medium)) for medium, window in WINDOWS.items()]
    place = {index: number for number, index in enumerate(rows.index[rows["main"]])}
    told["name"] = _names(rows)
    for name, own in told[rows["main"]].groupby("name", sort=False):
        named = told["conflict_group"].isin(set(own["conflict_group"]) - {""})
        others = told[named & ~told.index.isin(own.index)]
        levels: list[Any] = list(own.itertuples())
        overlays = [
            {"shown": window, "shape": shape, "marks": _marks(levels, place, chart, medium)}
            for medium, window, shape in shapes
        ]
        page = fill(
            "level_page.html",
            number=number,
            overlays=overlays,
            levels=levels,
            others=list(others.itertuples()),
            disagree=bool(others["firm"].isin(own["firm"]).any()),
        )
        yield Page(str(name), page)


def _marks(
    levels: list[Any], place: Mapping[int, int], chart: Chart, medium: str
) -> list[tuple[float, float]]:
    """Return where levels are in per cent of the picture, also where they are drawn again."""
    rows = {place[row.Index] for row in levels}
    return [(mark.x, mark.y) for mark in chart.marks(medium) if mark.row in rows]


def _names(rows: pd.DataFrame) -> list[str]:
    """Return what each date is called in the menu: the year first, for typing 2007 finds it."""
    exact = rows["precision"].isin(["day", "week"]) & ~rows["over_time"]
    days = zip(rows["date"], exact, strict=True)
    return [f"{date:%Y %B}" + (f" {date.day}" if day else "") for date, day in days]
