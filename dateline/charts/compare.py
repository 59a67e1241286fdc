"""Levels side by side: what each source counted, and how large each says a change was."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.axes import number
from dateline.charts.chart import Chart, each, need
from dateline.charts.fractions import percent
from dateline.charts.level_bars import bar
from dateline.charts.level_rows import READS, amount, as_put, known, readable
from dateline.charts.level_words import capital
from dateline.charts.page import DASHES, LINE, Box, Page
from dateline.charts.runs import Run, accent, heavy, soft
from dateline.charts.type import ACCENT, INK, SOFT, TINT
from dateline.words import count

MOST = 10  # rows on a slide
FEW = 3  # rows: so few have larger letters
NAMES = 0.42  # of a slide is for who says a number, and of what
HIGHEST = 80.0  # points, a bar where there are few
LARGEST_STEP = 170.0  # points from source to source


def spread(
    levels: pd.DataFrame, sources: pd.DataFrame, *, group: str, source: str, title: str = ""
) -> Chart:
    """Draw what several sources say of one moment: a bar a source, and how far apart they are.

    Args:
        levels: As for ``charts.levels``; also reads ``conflict_group`` and ``source_ids``.
        sources: The case's ``sources``; reads ``source_id`` and ``publisher``.
        group: The name that rows which disagree share in ``conflict_group``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default the lowest and the highest.

    Returns:
        A Chart; its axis starts at zero and its table has a row a source.

    Raises:
        ValueError: A table has no rows or lacks a column, or no row is in the group.
    """
    need(levels, [*READS, "conflict_group", "source_ids"])
    groups = levels["conflict_group"].dropna().unique()
    if group not in groups:
        known_as = ", ".join(groups) or "none; no row of the table disagrees with another"
        raise ValueError(f"No rows disagree under the name {group!r}; names: {known_as}.")
    rows = known(levels[levels["conflict_group"] == group])
    rows = rows.sort_values("value", ignore_index=True, kind="stable")
    who = _publishers(rows, sources)
    low, high = rows["value"].iloc[0], rows["value"].iloc[-1]
    apart = f"{number(high - low)} apart"
    if low >= 0 < high:
        apart += f", {percent((high - low) / high)} of the highest"
    figures = count(len(rows), "figure", "figures")
    above = title or f"{number(low)} or {number(high)}? {figures} that disagree"

    def draw(medium: str) -> Figure:
        lead = _spread_lead(medium, rows, apart)
        note = _most_drawn(len(rows)) if medium != "phone" else ""
        page = Page(medium, title=above, lead=lead, note=note, source=source)
        return page.finish(_sources(page, rows if page.phone else rows[:MOST], who))

    names = [f"{name}, {_measured(row)}" for name, row in zip(who, each(rows), strict=True)]
    return Chart(
        name="spread",
        title=above,
        words=f"{figures} for {rows['series'].iloc[0]} that disagree, from {number(low)} "
        f"({who[0]}) to {number(high)} ({who[-1]}): {apart}.",
        axes=f"Down: a bar a source. Across: a number, from 0 to {number(max(high, 0))}.",
        table=readable(rows),
        source=source,
        draw=draw,
        numbers=pd.DataFrame(
            {
                rows["series"].iloc[0]: rows["value"].to_list(),
                "label": [as_put(row) for row in each(rows)],
                "firm": rows["firm"].to_list(),
            },
            names,
        ),
    )


def _most_drawn(many: int) -> str:
    """Say how many of so many rows are on a slide, if not all are."""
    return f"Drawn are {MOST} of {many} rows; the table has all." if many > MOST else ""


def _spread_lead(medium: str, rows: pd.DataFrame, apart: str) -> list[str | Run]:
    apart = f"They are {apart}" if medium == "phone" else f"Tinted: they are {apart}"
    lead: list[str | Run] = [f"{capital(rows['series'].iloc[0])}. {apart}"]
    if not rows["firm"].all():
        lead += [". ", accent("Dashed: not counted")]
    return lead


def _measured(row: Any) -> str:
    """Say of when a number is, what kind of count, and of what."""
    scope = row.scope if isinstance(row.scope, str) and row.scope else "scope not stated"
    return f"{row.when}: {row.measure}, {scope}"


def _sources(page: Page, rows: pd.DataFrame, who: list[str]) -> float:
    """Draw a bar a source, its name beside it or, on a phone, above it; return the foot."""
    size = "lead" if len(rows) <= FEW and not page.phone else "row"
    letter = page.sizes[size]
    names = page.room if page.phone else NAMES * page.room
    left = page.left if page.phone else page.left + names + letter
    y = page.top + letter
    blocks = [
        page.lines([heavy(name), soft(f"  {_measured(row)}")], size, names, most=4)
        for name, row in zip(who, each(rows), strict=False)
    ]
    if not page.phone:
        blocks = _fitting(blocks, page.bottom - y, letter)
    free = 0.0 if page.phone else page.bottom - y - sum(LINE * letter * len(b) for b in blocks)
    pause = min(max(free / len(rows), 1), 6 * letter)
    high = min(0.72 * letter + 0.4 * (pause - 1), 2.6 * letter)
    top = y
    for row, lines in zip(each(rows), blocks, strict=False):
        foot = y
        for line in lines:
            foot = page.text(page.left, foot, line, size)
        at = foot if page.phone else y
        bar(page, rows, row, Box(left, at, page.right, at + max(high, LINE * letter)), size)
        y = max(foot, at + max(high, LINE * letter)) + (0.6 * letter if page.phone else pause)
    if not page.phone:
        _tint(page, rows, Box(left, top, page.right, y - pause), size)
    return y


def _fitting(blocks: list[Any], room: float, letter: float) -> list[Any]:
    """Return as many blocks of lines as have room, each shorter if they have not."""
    for most in (4, 2, 1):
        shorter = [lines[:most] for lines in blocks]
        if sum(LINE * letter * len(lines) + 1 for lines in shorter) <= room:
            return shorter
    return [lines[:1] for lines in blocks[: int(room / (LINE * letter + 1))]]


def _tint(page: Page, rows: pd.DataFrame, box: Box, size: str) -> None:
    """Tint the stretch of the bars from the lowest to the highest number."""
    left, top, right, foot = box
    letter = page.sizes[size]
    widest = max(page.width(heavy(amount(row)), size) for row in each(rows))
    room = right - left - widest - 0.7 * letter
    low, high = min(rows["value"].min(), 0), max(rows["value"].max(), 0)
    span = max(high - low, 1e-9)
    start, end = (left + room * (v - low) / span for v in (rows["value"].min(), high))
    page.block(start, top, max(end - start, 0), foot - top, TINT, order=0.3)


def _publishers(rows: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    """Return who published each row, without the remark in brackets where a copy was read."""
    need(sources, ["source_id", "publisher"])
    known_as = dict(zip(sources["source_id"], sources["publisher"], strict=True))
    first = rows["source_ids"].str.split(";").str[0]
    return [str(known_as.get(name, name)).split(" (")[0] for name in first]


# ---- Before and after


def drawdown(levels: pd.DataFrame, sources: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw before and after as each source gives them, and what share the change is.

    Args:
        levels: As for ``charts.levels``, with ``source_ids``. Of the rows of one source, series
            and scope the earliest is the level before, the latest the level after; a source of
            one row is left out, and the chart says which.
        sources: The case's ``sources``; reads ``source_id`` and ``publisher``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default the shares.

    Returns:
        A Chart; its axis starts at zero and its table has a row a source: ``before``,
        ``after``, ``difference`` and ``share`` of the level before, computed from the rows.

    Raises:
        ValueError: A table has no rows or lacks a column; no source has two levels of different
            dates; or a level before is not above zero, so that no share can be computed.
    """
    need(levels, [*READS, "source_ids"])
    pairs = _pairs(levels, sources)
    every = set(levels["source_ids"].dropna().str.split(";").explode())
    alone = sorted(every - set(pairs["source_ids"]))
    shares = " or ".join(pairs["said"].unique())
    above = title or (f"The same change: {shares}" if len(pairs) > 1 else f"A change of {shares}")
    lone = _publishers(pd.DataFrame({"source_ids": alone}, dtype="str"), sources)
    note = f"Not drawn, as they give one number only: {'; '.join(lone)}." if lone else ""

    def draw(medium: str) -> Figure:
        few = "" if medium == "phone" else _most_drawn(len(pairs))
        said = " ".join(filter(None, [note, few]))
        page = Page(medium, title=above, lead=_lead(pairs), note=said, source=source)
        return page.finish(_changes(page, pairs if page.phone else pairs[:MOST]))

    table = pairs[["who", "before", "when", "after", "by", "status", "difference", "share"]]
    return Chart(
        name="drawdown",
        title=above,
        words=" ".join(f"{pair.who}: {_said(pair)}, {_change(pair)}." for pair in each(pairs)),
        axes="Down: a bar a source. Across: a number, from 0.",
        table=table.assign(share=pairs["said"]),
        source=source,
        draw=draw,
        numbers=_numbers(pairs),
    )


def _numbers(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of: for each source a bar before and one after."""
    bars = []
    for pair in each(pairs):
        bars.append((f"{pair.who}, {pair.when}", pair.before, pair.before_in_words, True))
        bars.append((f"{pair.who}, {pair.by}", pair.after, pair.after_in_words, not pair.planned))
    columns = ["name", pairs["series"].iloc[0], "label", "firm"]
    return pd.DataFrame(bars, columns=columns).set_index("name")


def _lead(pairs: pd.DataFrame) -> list[str | Run]:
    """Return what is counted, and the key in words, which fit more and fewer alike."""
    lead: list[str | Run] = [f"{capital(pairs['series'].iloc[0])}. Filled: the lower number. "]
    if pairs["planned"].all():
        return [*lead, accent("Dashed: the change, announced and not counted")]
    lead.append(heavy("Hollow: the change", SOFT))
    if pairs["planned"].any():
        lead.append(accent("; dashed: announced, not counted"))
    return lead


def _said(pair: Any) -> str:
    planned = f", {pair.status}" if pair.planned else ""
    return f"{number(pair.before)} ({pair.when}) to {number(pair.after)} ({pair.by}{planned})"


def _change(pair: Any) -> str:
    return f"{number(abs(pair.difference))} {more_or_less(pair.difference)}, {pair.said}"


def more_or_less(difference: float) -> str:
    """Return "more", "fewer", or "less" where a difference is no number of things."""
    if difference > 0:
        return "more"
    return "fewer" if float(difference).is_integer() else "less"


def _changes(page: Page, pairs: pd.DataFrame) -> float:
    """Draw a bar a source: from zero to the lower number, and the change from there."""
    letter = page.sizes["label"]
    y = page.top + letter
    many = len(pairs)
    step = LARGEST_STEP if page.phone else min((page.bottom - y) / many, LARGEST_STEP)
    said = max(page.width(heavy(_change(pair)), "label") for pair in each(pairs))
    beside = not page.phone and said < 0.3 * page.room
    room = page.room - (said + letter if beside else 0)
    most = max(pairs["before"].max(), pairs["after"].max())
    for pair in each(pairs):
        lines = page.lines([heavy(pair.who), soft(f"  {_said(pair)}")], "label", page.room,
                           most=None if page.phone else 1)  # fmt: skip
        foot = y
        for line in lines:
            foot = page.text(page.left, foot, line, "label")
        high = 16 if page.phone else max(min(step - 1.9 * LINE * letter, HIGHEST), 8)
        low, top = sorted((pair.before, pair.after))
        end, tip = (room * value / most for value in (low, top))
        page.block(page.left, foot + 3, end, high, SOFT, row=pair.Index)
        page.block(
            page.left + end + 0.8,
            foot + 3,
            max(tip - end - 0.8, 0.5),
            high,
            "white",
            rim=ACCENT if pair.planned else INK,
            line=1.4,
            dashes=DASHES if pair.planned else "-",
            row=pair.Index,
        )
        color = ACCENT if pair.planned else INK
        if beside:
            middle = foot + 3 + high / 2 - 0.62 * letter
            page.text(page.left + tip + 0.7 * letter, middle, heavy(_change(pair)), color=color)
            y += step
        else:
            y = page.text(page.left, foot + high + 5, heavy(_change(pair)), color=color) + letter
    return y


def _pairs(levels: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source that gives a level before and one after of the same scope."""
    rows = known(levels.dropna(subset=["source_ids"]))
    rows["in_words"] = [as_put(row) for row in each(rows)]
    rows["source_ids"] = rows["source_ids"].str.split(";")
    rows = rows.explode("source_ids").sort_values("date", kind="stable")
    rows["scope"] = rows["scope"].fillna("")
    same = ["source_ids", "series", "scope"]  # what is not the same cannot have changed
    first, last = (rows.drop_duplicates(same, keep=end) for end in ("first", "last"))
    pairs = first.merge(last, on=same, suffixes=("", "_after"))
    pairs = pairs[pairs["date"] < pairs["date_after"]].reset_index(drop=True)
    if pairs.empty:
        raise ValueError("No source gives a level before and one after: keep two rows of one.")
    if (pairs["value"] <= 0).any() or (pairs["value_after"] < 0).any():
        raise ValueError("Of a level of 0 or below no share can be computed: leave it out.")
    difference = pairs["value_after"] - pairs["value"]
    share = difference.abs() / pairs["value"]
    return pd.DataFrame(
        {
            "series": pairs["series"],
            "source_ids": pairs["source_ids"],
            "who": _publishers(pairs, sources),
            "before": pairs["value"],
            "before_in_words": pairs["in_words"],
            "when": pairs["when"],
            "after": pairs["value_after"],
            "after_in_words": pairs["in_words_after"],
            "by": pairs["when_after"],
            "status": pairs["status_after"],
            "planned": ~pairs["firm_after"],
            "difference": difference,
            "share": share,
            "said": share.map(percent),
        }
    )
