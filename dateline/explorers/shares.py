"""The share explorer: from one level to another, in numbers and in the newsrooms' words."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline.cards import source_line
from dateline.charts.axes import number
from dateline.charts.chart import need
from dateline.charts.fractions import called, fit, nearest, percent
from dateline.charts.framing import wordings
from dateline.charts.level_rows import READS, amount, known
from dateline.explorers import cited
from dateline.explorers.pages import Page, paged
from dateline.web import fill

MANY = 6  # of more shares than this only the smallest and the largest are said


def share_explorer(levels: pd.DataFrame, framing: pd.DataFrame, sources: pd.DataFrame) -> Any:
    """Choose two levels: the difference, its share, and whose words fit it.

    Nothing is averaged: where other rows give another number for the same moment, the shares
    they would make are listed. What is unknown, announced or not comparable is said.

    Args:
        levels: A case's ``levels`` of one series: what ``charts.levels`` reads, and
            ``conflict_group`` and ``source_ids``.
        framing: Wordings of one cut: what ``charts.framing`` reads.
        sources: The case's ``sources``; every source that a level cites must be there.

    Returns:
        A widget with a menu for each end; in a page without Python, a page for each level,
        compared with the last one.

    Raises:
        ValueError: A table has no rows, or lacks a column; there are fewer than two levels, or
            levels of several series.
    """
    from dateline.explorers.widgets import Live, menu  # here, for widgets are slow to load

    need(levels, [*READS, "conflict_group", "source_ids"])
    need(sources, cited.COLUMNS)
    rows, words = known(levels).sort_values("date", ignore_index=True), wordings(framing)
    if len(rows) < 2:
        raise ValueError("There is one level only, and a change needs two: keep more rows.")
    missing = int(levels["value"].isna().sum())
    if rows["series"].nunique() > 1:
        raise ValueError("The rows are of several series: keep those of one.")
    names = [f"{row.when}: {amount(row)}, {row.status}" for row in _each(rows)]
    names = [name + f" ({at})" * (name in names[:at]) for at, name in enumerate(names)]
    first, last = _ends(rows)

    def compared(start: int, end: int) -> Markup:
        return _compared(rows, start, end, words, sources, missing)

    pages = [Page(name, compared(at, last)) for at, name in enumerate(names) if at != last]
    options = [(name, at) for at, name in enumerate(names)]
    menus = [menu("From", options, first), menu("To", options, last)]
    still = paged(f"To {names[last]}, from", pages, start=first - (first > last))
    return Live(menus, compared, still)


def _ends(rows: pd.DataFrame) -> tuple[int, int]:
    """Return the rows to begin with: the last of the line, and the last reached before it."""
    last = int(rows.index[rows["main"]][-1])
    before = rows[rows["firm"] & rows["main"] & rows["date"].lt(rows["date"][last])]
    others = rows.index[rows.index != last]
    return int((before.index if len(before) else others)[-1]), last


def _each(table: pd.DataFrame) -> list[Any]:
    return list(table.itertuples())


def _compared(
    rows: pd.DataFrame,
    start: int,
    end: int,
    words: pd.DataFrame,
    sources: pd.DataFrame,
    missing: int,
) -> Markup:
    """Return one comparison as HTML: what can be said of it, and what cannot."""
    first, last = _each(rows.loc[[start]])[0], _each(rows.loc[[end]])[0]
    share = abs(last.value - first.value) / first.value if first.value else 0.0
    return fill(
        "share_page.html",
        first=amount(first),
        last=amount(last),
        change=last.value - first.value,
        number=number,
        refused=_refused(first, last),
        share=percent(share),
        near=nearest(share) if share <= 1 else None,
        warnings=list(_warnings(rows, first, last, missing)),
        others=_others(rows, first, last),
        words=_fitting(words, first.value, last.value),
        source=source_line(rows.loc[sorted({start, end})], sources),
    )


def _refused(first: Any, last: Any) -> str:
    """Return why no share can be computed, and what to do; nothing if it can."""
    if first.Index == last.Index:
        return "Both are the same row. Choose another one."
    if first.date > last.date:
        return "The first lies after the second. Choose an earlier one to start from."
    if first.date == last.date and first.firm == last.firm:
        return "Both speak of the same time: the sources disagree, and nothing changed."
    if first.value == last.value:
        return f"Both are {number(first.value)}: nothing changed."
    return "" if first.value else "It starts at zero, and no share of nothing can be computed."


def _warnings(rows: pd.DataFrame, first: Any, last: Any, missing: int) -> Iterator[str]:
    """Yield what a reader must know before using the share."""
    for row in (first, last):
        if not row.firm:
            value = number(row.value)
            yield f"{value} was {row.status}; this row does not say that it was reached."
        if amount(row) != f"{number(row.value)}":
            yield f"The source says “{amount(row)}”: take the share as a limit."
    if first.scope != last.scope:
        yield f"Two things are counted: {first.scope}; {last.scope}. This is not one change."
    between = rows["date"].gt(first.date) & rows["date"].le(last.date)
    if rows.loc[between & rows["main"], "break_before"].any():
        yield "The way of counting changed in between: part of the difference may come from that."
    if missing:
        yield f"Rows without a number, left out: {missing}."


def _others(rows: pd.DataFrame, first: Any, last: Any) -> list[str]:
    """Return the shares that other rows for the same moments would make; none is averaged."""

    def values(row: Any) -> set[float]:
        same = (rows["conflict_group"] == row.conflict_group) & (rows["firm"] == row.firm)
        return {row.value, *rows.loc[same, "value"]} - {0}

    pairs = set(product(values(first), values(last))) - {(first.value, last.value)}
    found = sorted((abs(new - old) / old, old, new) for old, new in pairs)
    said = [f"{number(old)} to {number(new)}: {percent(share)}" for share, old, new in found]
    return said if len(said) <= MANY else [f"{said[0]} (the least)", f"{said[-1]} (the most)"]


def _fitting(words: pd.DataFrame, before: int, after: int) -> list[tuple[Any, str, str, str]]:
    """Return newsrooms' words for a change between two such numbers, nearest first.

    Words are tried only on numbers that some of them were said of; each row says which.
    """
    pairs = set(zip(words["value_from"], words["value_to"], strict=True))
    if (before, after) not in pairs:
        return []
    share, found = 1 - after / before, []
    for row in _each(words.assign(implied_words=words["implied_words"].fillna(""))):
        off = 100 * (row.implied_share - share)
        far = f"{abs(off):.1f} points too {'much' if off > 0 else 'little'}"
        said = f"{row.implied_words} {called(row.implied_share)}".strip()
        fits = fit(row.implied_words, row.implied_share, share, words["implied_share"])
        found.append((abs(off), row, said, far if abs(off) >= 0.05 else "exact", fits))
    return [one[1:] for one in sorted(found, key=lambda one: one[0])]
