"""Things month by month: a square for each row of a table of dated rows.

Beside them, as a dashed outline, is how many somebody else counted in the same month.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.axes import number
from dateline.charts.chart import Chart, each, need
from dateline.charts.labels import beside
from dateline.charts.page import LINE, Box, Page, free
from dateline.charts.runs import Run, Words, accent, heavy
from dateline.charts.type import ACCENT, INK, SOFT
from dateline.dates import written

DASHES = (0, (3, 2))
PERIODS = ("M", "Q", "Y")  # month, quarter, year
YEARS = (10, 20, 50, 100, 200, 500, 1000)  # what is counted together of a longer time
MOST_PERIODS, MOST_SPANS = 18, 12  # columns on a slide; "1700–49" is wider than "Feb"
LARGEST, LEAST = 40.0, 5.0  # points from square to square
TOGETHER = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # things that one square may stand for
WIDEST = 6  # squares side by side
SHOWN = 3  # kinds that are told apart: the first, the second, and all others
NOTE = "Counted is what this table lists, and it may lack some: the rows alone show no trend."


class Period(NamedTuple):
    """A month, quarter, year or more: its name and rows, and how many somebody else counted."""

    name: str
    rows: list[Any]
    other: Any
    remark: Any


def counts(
    rows: pd.DataFrame,
    *,
    by: str,
    what: str,
    source: str,
    title: str = "",
    first: str = "",
    others: pd.DataFrame | None = None,
    until: pd.Timestamp | None = None,
    annotations: pd.DataFrame | None = None,
    note: str = NOTE,
) -> Chart:
    """Draw a square for each row of a table, month by month.

    Args:
        rows: One row a thing; reads ``date`` (datetime), the column ``by``, and where there are
            such columns ``precision``, ``place``, ``title``, ``source_ids`` and an id.
        by: The column that says of which kind a thing is. Three kinds are told apart: the first
            is in the accent, the second filled, all others hollow.
        what: What a row is, in the plural, such as "attacks".
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default how many there are.
        first: The kind that has the accent; by default the most frequent.
        others: Rows of ``levels`` that count the same over one month each: a dashed outline;
            reads ``date``, ``end_date``, ``value`` and ``counted_by``.
        until: The last day that was looked at: its month is named as not complete.
        annotations: What is said above the month of some rows: rows of the table of that name;
            reads ``row``, ``words``, ``side`` and ``phone``.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row a thing, by date.

    Raises:
        ValueError: A table has no rows or lacks a column, or no row has a date.
    """
    need(rows, ["date", by])
    rows = rows.dropna(subset=["date"]).sort_values("date", ignore_index=True, kind="stable")
    need(rows, ["date", by])
    kinds = _kinds(rows, by, first)
    periods = _periods(rows, by, kinds, others, until, annotations)
    above = title or f"{_many(rows, what)} {_when(rows)}"

    def draw(medium: str) -> Figure:
        together = _together(medium, periods)
        lead = _lead(kinds, what, together)
        page = Page(medium, title=above, lead=lead, note=note, source=source)
        if page.phone:
            return page.finish(_lines(page, periods, kinds, together))
        _columns(page, periods, kinds, together)
        return page.finish()

    return Chart(
        name="counts",
        title=above,
        words=_words(rows, periods, by, what, kinds),
        axes="Across: time, month by month. Up: a square a thing.",
        table=_readable(rows, by),
        source=source,
        draw=draw,
        numbers=pd.DataFrame(
            {f"{what} in our table, which may lack some": [len(period.rows) for period in periods]},
            [period.name for period in periods],
        ),
    )


def _kinds(rows: pd.DataFrame, by: str, first: str) -> list[str]:
    """Return the kinds by how frequent they are; one may be put first."""
    kinds = [str(kind) for kind in rows[by].fillna("not stated").value_counts().index]
    if first:
        if first not in kinds:
            raise ValueError(f"first is {first!r}; in {by} there are: {', '.join(kinds)}.")
        kinds.remove(first)
        kinds.insert(0, first)
    return kinds


def _periods(
    rows: pd.DataFrame,
    by: str,
    kinds: Sequence[str],
    others: pd.DataFrame | None,
    until: pd.Timestamp | None,
    annotations: pd.DataFrame | None,
) -> list[Period]:
    """Return every month from the first to the last row, those without a row among them."""
    when, span = _grouped(rows["date"])
    counted = _counted(others)
    remarks = _remarks(rows, annotations)
    order = rows[by].fillna("not stated").astype(str).map(kinds.index)
    sorted_rows = rows.assign(kind=order).sort_values(["kind", "date"], kind="stable")
    found = []
    for period in span:
        group = sorted_rows[when[sorted_rows.index] == period]
        remark = next((remarks[index] for index in group.index if index in remarks), None)
        name = _name(period, span, until)
        found.append(Period(name, each(group), counted.get(period), remark))
    return found


def _grouped(dates: pd.Series) -> tuple[pd.Series, list[Any]]:
    """Return the period of each date, and all periods from the first to the last.

    They are the shortest of which there are not too many; a number is the first of many years.
    """
    for code in PERIODS:
        when = dates.dt.to_period(code)
        span = pd.period_range(when.min(), when.max(), freq=code)
        if len(span) <= MOST_PERIODS:
            return when, list(span)
    for years in YEARS:
        when = dates.dt.year // years * years
        firsts = range(when.min(), when.max() + years, years)
        if len(firsts) <= MOST_SPANS:
            break
    return when, list(firsts)


def _counted(others: pd.DataFrame | None) -> Mapping[Any, Any]:
    """Return what somebody else counted from the first day of a month on, by month.

    A count over a longer time, or over a week, is left out.
    """
    if others is None or others.empty:
        return {}
    need(others, ["date", "end_date", "value", "counted_by"])
    monthly = others.dropna(subset=["date", "end_date", "value"])
    month = monthly["date"].dt.to_period("M")
    same = month == monthly["end_date"].dt.to_period("M")
    monthly = monthly[same & monthly["date"].dt.day.eq(1)]
    return {row.date.to_period("M"): row for row in each(monthly)}


def _remarks(rows: pd.DataFrame, annotations: pd.DataFrame | None) -> dict[int, Any]:
    """Return what is said of some rows, by their place."""
    if annotations is None or annotations.empty:
        return {}
    need(annotations, ["row", "words", "side", "phone"])
    said = {remark.row: remark for remark in each(annotations)}
    ids = [str(name) for name in rows if str(name).endswith("_id") and name != "research_id"]
    return {
        row.Index: said[getattr(row, name)]
        for name in ids
        for row in each(rows)
        if getattr(row, name) in said
    }


def _name(period: Any, span: list[Any], until: pd.Timestamp | None) -> str:
    """Return the name of a period: with its year where that is new, or its days if it goes on."""
    first = period == span[0]
    if isinstance(period, int):
        last = period + span[1] - span[0] - 1
        return f"{period}–{last % 100:02d}"
    if period.freqstr.startswith("Y"):
        return str(period.year)
    if period.freqstr.startswith("Q"):
        return (
            f"Q{period.quarter} {period.year}"
            if first or period.quarter == 1
            else (f"Q{period.quarter}")
        )
    month = period.strftime("%b")
    if until is not None and until.to_period("M") == period and until.day < period.days_in_month:
        return f"1–{until.day} {month}"
    return f"{month} {period.year}" if first or period.month == 1 else month


# ---- What it says


def _many(rows: pd.DataFrame, what: str) -> str:
    return f"{len(rows)} {what}" if len(rows) != 1 else f"1 of {what}"


def _when(rows: pd.DataFrame) -> str:
    first, last = rows["date"].min(), rows["date"].max()
    start, end = f"{first:%B %Y}", f"{last:%B %Y}"
    return f"in {start}" if start == end else f"from {start} to {end}"


def _lead(kinds: Sequence[str], what: str, together: int) -> list[str | Run]:
    """Return what is counted, and the key in words."""
    square = "A square for each" if together == 1 else f"A square for {together}"
    lead: list[str | Run] = [f"{what[:1].upper()}{what[1:]}. {square}: "]
    if len(kinds) == 1:
        return [*lead, kinds[0]]
    lead += [accent(kinds[0]), f"; {kinds[1]}"]
    if len(kinds) > 2:
        rest = kinds[2] if len(kinds) == 3 else "others"
        lead += ["; ", heavy(f"hollow: {rest}", SOFT)]
    return lead


def _words(
    rows: pd.DataFrame, periods: list[Period], by: str, what: str, kinds: Sequence[str]
) -> str:
    """Say what the picture shows, from the same rows."""
    most = max(periods, key=lambda period: len(period.rows))
    said = [f"{_many(rows, what)} {_when(rows)}."]
    said.append(f"Most are in {_with_year(most, periods)}: {len(most.rows)}.")
    found = rows[by].fillna("not stated").astype(str).value_counts()
    said.append(", ".join(f"{kind}: {found[kind]}" for kind in kinds[: SHOWN + 2]) + ".")
    others = [period for period in periods if period.other is not None]
    said += [f"{_who(p)} counted {number(p.other.value)} {_by_then(p)}." for p in others]
    return " ".join(said)


def _with_year(period: Period, periods: list[Period]) -> str:
    """Return the name of a period, with its year if another year has the same month or quarter."""
    name = period.name.split()[0]
    same = [other for other in periods if other.name.split()[0] == name]
    return period.name if len(same) == 1 else f"{name} {period.rows[0].date.year}"


def _who(period: Period) -> str:
    """Return who counted in a month."""
    who = period.other.counted_by
    return who if isinstance(who, str) else "another source"


def _by_then(period: Period) -> str:
    """Return the month that somebody else counted, or its days if it was not complete."""
    row = period.other
    whole = row.end_date.day == row.date.days_in_month
    if whole:
        return f"in {row.date:%B}"
    return f"from {row.date.day} to {row.end_date.day} {row.end_date:%B}"


def _outline(periods: list[Period]) -> list[str | Run]:
    """Return what the dashed outlines are: how many, when, and who counted them."""
    named = [period for period in periods if period.other is not None]
    words: list[str | Run] = [heavy("Dashed: ", SOFT)]
    for period, following in zip_longest(named, named[1:]):
        words += [heavy(number(period.other.value), SOFT), f" {_by_then(period)}"]
        if following is None or _who(following) != _who(period):
            words.append(f", counted by {_who(period)}")
        words.append(", ")
    return words[:-1]


def _readable(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows as a reader wants them."""
    exact = rows if "precision" in rows else rows.assign(precision="day")
    table = pd.DataFrame({"date": [written(row) for row in each(exact)], "kind": rows[by]})
    for name in ("title", "place", "target"):
        if name in rows:
            table[name] = rows[name]
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].astype(str).str.replace(";", ", ")
    return table.astype(object).fillna("")


# ---- How it is drawn


def _together(medium: str, periods: list[Period]) -> int:
    """Return how many things a square stands for, so that it can be seen."""
    most = max(_height(period) for period in periods)
    room = 300 / LEAST * WIDEST if medium != "phone" else 190 / LEAST
    return next((many for many in TOGETHER if most / many <= room), TOGETHER[-1])


def _height(period: Period) -> float:
    """Return how many things a column must have room for."""
    other = float(period.other.value) if period.other is not None else 0
    return max(len(period.rows), other)


def _square(page: Page, x: float, y: float, side: float, row: Any, kinds: Sequence[str]) -> None:
    """Draw a thing: of the first kind in the accent, of the second filled, of others hollow."""
    hollow = row.kind > 1
    color = "white" if hollow else SOFT if row.kind or len(kinds) == 1 else ACCENT
    rim = side / 12 if hollow else 0
    inner = 0.84 * side - rim
    page.block(
        x + rim / 2, y + rim / 2, inner, inner, color, rim=INK if hollow else "", line=rim,
        row=row.Index,
    )  # fmt: skip


def _columns(page: Page, periods: list[Period], kinds: Sequence[str], together: int) -> None:
    """Stack the squares of each month, and say what happened above them."""
    letter = page.sizes["label"]
    foot = page.bottom - 1.6 * page.sizes["axis"]
    step = page.room / len(periods)
    most = max(_height(period) for period in periods) / together
    high = foot - page.top - 3.4 * letter
    side, wide = _sides(most, high, step)
    taken: list[Box] = []
    for place, period in enumerate(periods):
        left = page.left + place * step
        shown = period.rows[::together]
        for index, row in enumerate(shown):
            x, y = left + side * (index % wide), foot - side * (1 + index // wide)
            _square(page, x, y, side, row, kinds)
        top = foot - side * math.ceil(len(shown) / wide)
        taken.append(Box(left - 6, top - 2, left + side * wide + 2, foot))
        if page.width(period.name, "axis") < step or place % 2 == 0:
            page.text(left, foot + 5, period.name, "axis", SOFT, bare=True)
        if period.other is not None:
            _dashed(page, period, (left, foot, side, wide, together), taken)
    page.line([page.left, page.right], [foot + 1, foot + 1], SOFT, 1.2)
    for place, period in enumerate(periods):
        left = page.left + place * step
        top = foot - side * math.ceil(len(period.rows[::together]) / wide)
        _above(page, period, (left, top, left + side * wide), taken)
    _explain(page, periods, step, taken)


def _sides(most: float, high: float, step: float) -> tuple[float, int]:
    """Return the side of a square, as large as can be, and how many are side by side."""
    best = (0.0, 1)
    for wide in range(1, WIDEST + 1):
        across = 0.78 * step / wide
        side = min(LARGEST, across, high / math.ceil(max(most, 1) / wide))
        if side > best[0] or (wide == 2 and side >= best[0]):
            best = (side, wide)
    return best


def _dashed(page: Page, period: Period, place: tuple[Any, ...], taken: list[Box]) -> None:
    """Draw how many somebody else counted, as an outline of so many squares."""
    left, foot, side, wide, together = place
    high = foot - side * period.other.value / wide / together
    right = left + side * wide - 0.16 * side
    xs, ys = [left - 5, left - 5, right + 5, right + 5], [foot, high, high, foot]
    page.line(xs, ys, SOFT, 1.6, dashes=DASHES)
    squares = foot - side * math.ceil(len(period.rows[::together]) / wide)
    top = min(high, squares) - 1.3 * page.sizes["label"]
    page.text(left, top, heavy(number(period.other.value)), color=SOFT)
    taken.append(Box(left - 7, top, right + 7, foot))


def _above(page: Page, period: Period, place: tuple[float, ...], taken: list[Box]) -> None:
    """Say above the squares of a month how many there are, or what happened."""
    left, top, right = place
    if period.remark is not None:
        align = "right" if period.remark.side == "left" else "left"
        x = right if align == "right" else left
        for width in (8, 11, 15):
            room = width * page.sizes["label"]
            lines = page.lines(period.remark.words, "label", room)
            wide = max(page.width(line) for line in lines)
            high = LINE * page.sizes["label"] * len(lines)
            start = x - wide if align == "right" else x
            box = Box(start, top - 4 - high, start + wide, top - 4)
            if free(box, taken) and box.left >= page.left and box.right <= page.right:
                page.text(x, box.top, period.remark.words, room=room, align=align)
                taken.append(box)
                return
    if period.rows and period.other is None:
        y = top - 4 - LINE * page.sizes["label"]
        box = Box(left, y, left + page.width(str(len(period.rows))), top - 4)
        if free(box, taken):
            page.text(left, y, str(len(period.rows)))
            taken.append(box)


def _explain(page: Page, periods: list[Period], step: float, taken: list[Box]) -> None:
    """Say beside the first outline who counted so many."""
    number_of = next((n for n, period in enumerate(periods) if period.other is not None), None)
    if number_of is None:
        return
    left = page.left + number_of * step
    top = min(box.top for box in taken if abs(box.left - left) < 8)
    words = _outline(periods)
    beside(page, (left - 8, top + 40), words, taken, side="left", color=SOFT)


def _lines(page: Page, periods: list[Period], kinds: Sequence[str], together: int) -> float:
    """Set the squares of each month in a line of their own; return the foot."""
    letter = page.sizes["label"]
    left = page.left + max(page.width(period.name, "axis") for period in periods) + 8
    most = max(_height(period) for period in periods) / together
    side = min(7.4, (page.right - left - 16) / max(most, 1))
    y = page.top + 0.8 * letter
    for period in periods:
        if period.other is not None:
            words: Words = [heavy(number(period.other.value), SOFT), f" counted by {_who(period)}"]
            y = page.text(page.right, y, words, "small", SOFT, align="right", room=page.room)
        page.text(page.left, y, period.name, "axis", SOFT, bare=True)
        shown = period.rows[::together]
        for index, row in enumerate(shown):
            _square(page, left + side * index, y + 0.62 * letter - side / 2, side, row, kinds)
        end = left + side * len(shown)
        if period.other is not None:
            wide = side * period.other.value / together
            xs = [left - 2, left + wide, left + wide, left - 2, left - 2]
            ys = [y + 1, y + 1, y + 12.5, y + 12.5, y + 1]
            page.line(xs, ys, SOFT, 0.8, dashes=DASHES)
            end = max(end, left + wide)
        said: Words = str(len(period.rows)) if period.rows else "0"
        foot = page.text(end + 4, y, said) if end + 16 < page.right else y + LINE * letter
        if period.remark is not None and period.remark.phone:
            x = end + 4 + page.width(said) + 5
            foot = page.text(x, y, period.remark.words, "small", SOFT, room=page.right - x)
        y = max(foot, y + 16) + (6 if period.other is not None else 2)
    return y
