"""The share explorer: from one level to another, in numbers and in the newsrooms' words."""

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from dateline.cards import SOURCE_COLUMNS, SourceLines
from dateline.charts.axes import number
from dateline.charts.chart import need
from dateline.charts.compare import more_or_less
from dateline.charts.fractions import called, judgment, nearest, percent
from dateline.charts.framing import wordings
from dateline.charts.level_rows import READS, SIGNS, amount, known
from dateline.explorers.pages import Page, paged
from dateline.explorers.rows import plain_rows
from dateline.web import fill

MOST_LISTED = 6  # of more shares than this, only the smallest and the largest are listed


def share_explorer(levels: pd.DataFrame, framing: pd.DataFrame, sources: pd.DataFrame) -> Any:
    """Choose two levels: the difference, its share, and whose words fit it.

    Nothing is averaged: where other rows give another number for the same moment, the shares
    they would make are listed. It says what is unknown, announced or not comparable.

    Args:
        levels: A case's ``levels`` of one series: what ``charts.levels`` reads, and
            ``conflict_group`` and ``source_ids``.
        framing: Wordings of one cut: what ``charts.framing`` reads.
        sources: The case's ``sources``; every source that a level cites must be there.

    Returns:
        A widget with a menu for each end; where there is no kernel, a page for each level,
        compared with the last one.

    Raises:
        ValueError: A table has no rows, or lacks a column; there are fewer than two levels, or
            levels of several series.
    """
    # Imported here because widgets are slow to load.
    from dateline.explorers.widgets import LiveMenus, menu

    need(levels, [*READS, "conflict_group", "source_ids"])
    need(sources, SOURCE_COLUMNS)
    table = known(levels).sort_values("date", ignore_index=True)
    table = table.fillna({"conflict_group": "", "scope": "", "source_ids": ""})
    framing = wordings(framing)
    framing = framing.assign(implied_words=framing["implied_words"].fillna(""))
    if len(table) < 2:
        raise ValueError("There is one level only, and a change needs two: keep more rows.")
    if table["series"].nunique() > 1:
        raise ValueError("The rows are of several series: keep those of one.")
    given = _Given(
        plain_rows(table),
        plain_rows(framing),
        SourceLines(sources),
        int(levels["value"].isna().sum()),
    )

    def compared(start: int, end: int) -> Markup:
        return _compared(given, start, end)

    names = _names(given.levels)
    first, last = _first_choice(given.levels)
    pages = [Page(name, compared(place, last)) for place, name in enumerate(names) if place != last]
    before_last = first if first < last else first - 1  # the last level has no page
    ready = paged(f"To {names[last]}, from", pages, start=before_last)
    options = [(name, place) for place, name in enumerate(names)]
    menus = [menu("From", options, first), menu("To", options, last)]
    return LiveMenus(menus, compared, ready)


class _Given(NamedTuple):
    """What a comparison reads: rows of levels by date and of wordings, sources, and a count."""

    levels: list[Any]
    wordings: list[Any]
    lines: SourceLines
    without_number: int


class _Trial(NamedTuple):
    """A newsroom's words, tried on a change: what numbers they were said of, and if they fit."""

    publisher: str
    words: str
    numbers: str
    off_by: str
    fits: str


def _names(levels: list[Any]) -> list[str]:
    """Return a name for each level in a menu; two that read alike get their number."""
    names: list[str] = []
    for place, row in enumerate(levels):
        name = f"{row.when}: {amount(row)}, {row.status}"
        names.append(f"{name} ({place})" if name in names else name)
    return names


def _first_choice(levels: list[Any]) -> tuple[int, int]:
    """Return the rows to begin with: the last of the line, and the last reached before it."""
    last = max(row.Index for row in levels if row.main)
    others = [row for row in levels if row.Index != last]
    before = [row for row in others if row.firm and row.main and row.date < levels[last].date]
    return (before or others)[-1].Index, last


def _compared(given: _Given, start: int, end: int) -> Markup:
    """Return one comparison as HTML: what can be said of it, and what cannot."""
    first, last = given.levels[start], given.levels[end]
    share = abs(last.value - first.value) / first.value if first.value else 0.0
    source_ids = [given.levels[place].source_ids for place in sorted({start, end})]
    return fill(
        "explorers/share_page.html",
        first=amount(first),
        last=amount(last),
        change=last.value - first.value,
        number=number,
        more_or_less=more_or_less,
        refused=_refused(first, last),
        share=percent(share),
        near=nearest(share) if share <= 1 else None,
        warnings=list(_warnings(given, first, last)),
        others=_other_shares(given.levels, first, last),
        trials=_trials(given.wordings, first.value, last.value),
        source=given.lines.line(";".join(ids for ids in source_ids if ids)),
    )


def _refused(first: Any, last: Any) -> str:
    """Return why no share can be computed, and what to do; nothing if it can."""
    if first.Index == last.Index:
        return "Both are the same row. Choose another one."
    if first.date > last.date:
        return "The first is later than the second. Choose an earlier one to start from."
    if first.date == last.date and first.firm == last.firm:
        return "Both are about the same time: the sources disagree, and nothing changed."
    if first.value == last.value:
        return f"Both are {number(first.value)}: nothing changed."
    if not first.value:
        return "The first number is zero, so there is no share to work out."
    return ""


def _warnings(given: _Given, first: Any, last: Any) -> Iterator[str]:
    """Yield what a reader must know before using the share."""
    for row in (first, last):
        if not row.firm:
            value = number(row.value)
            yield f"{value} was {row.status}; this row does not say it was reached."
        if getattr(row, "qualifier", "") in SIGNS:
            yield f"The source says “{amount(row)}”: take the share as a limit."
    if first.scope != last.scope:
        scopes = "; ".join(row.scope or "not stated" for row in (first, last))
        yield f"These two numbers count different things: {scopes}. So this is not one change."
    between = [row for row in given.levels if first.date < row.date <= last.date]
    if any(row.main and row.break_before for row in between):
        yield "The way of counting changed in between: part of the difference may come from that."
    if given.without_number:
        yield f"Rows left out because they have no number: {given.without_number}."


def _other_shares(levels: list[Any], first: Any, last: Any) -> list[str]:
    """Return the shares that other rows for the same moments would make; none is averaged."""
    starts, ends = _values(levels, first), _values(levels, last)
    pairs = set(product(starts, ends)) - {(first.value, last.value)}
    shares = sorted((abs(new - old) / old, old, new) for old, new in pairs)
    listed = [f"{number(old)} to {number(new)}: {percent(share)}" for share, old, new in shares]
    if len(listed) > MOST_LISTED:
        return [f"{listed[0]} (the least)", f"{listed[-1]} (the most)"]
    return listed


def _values(levels: list[Any], row: Any) -> set[float]:
    """Return all numbers that rows give for the moment of one; a plan is no count of it."""
    values = {row.value}
    for other in levels:
        same_moment = row.conflict_group and other.conflict_group == row.conflict_group
        if same_moment and other.firm == row.firm:
            values.add(other.value)
    return values - {0}


def _trials(wordings: list[Any], before: float, after: float) -> list[_Trial]:
    """Return newsrooms' words for a change between two such numbers, nearest first.

    Words are tried only on numbers that some of them were said of; each row says which.
    """
    if all((row.value_from, row.value_to) != (before, after) for row in wordings):
        return []
    share = 1 - after / before
    trials = []
    for row in sorted(wordings, key=lambda row: abs(row.implied_share - share)):
        points = 100 * (row.implied_share - share)
        side = "above" if points > 0 else "below"
        far = f"{abs(points):.1f} points {side}"
        trial = _Trial(
            publisher=row.publisher,
            words=f"{row.implied_words} {called(row.implied_share)}".strip(),
            numbers=f"{number(row.value_from)} to {number(row.value_to)}",
            off_by=far if abs(points) >= 0.05 else "exact",
            fits=judgment(row.implied_words, row.implied_share, share),
        )
        trials.append(trial)
    return trials
