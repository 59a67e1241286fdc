"""Deadlines: who named which day for one thing, on a line of time, a row each.

The days are in the words that were published; what they mean, as a day, is in the row's note.
"""

import re
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import axes
from dateline.charts.chart import Chart, each, need
from dateline.charts.page import LINE, Page
from dateline.charts.runs import Run, accent, heavy, soft
from dateline.charts.type import ACCENT, SOFT
from dateline.dates import long_date
from dateline.words import count

READS = ["publisher", "date", "phrase", "deadline", "what_is_cut"]
NAMES = 0.46  # of a slide is for who wrote which words
TALLEST = 46.0  # points from row to row
NO_DAY = "no day that can be named"
LEAD = "Dot: published. Ring: the last day that the words allow"


def deadlines(
    framing: pd.DataFrame, *, source: str, title: str = "", article: str = "", note: str = ""
) -> Chart:
    """Draw from when to when each newsroom or office gave for a thing to be done.

    Args:
        framing: One row a wording; reads ``publisher``, ``date`` and ``deadline`` (datetime: the
            last day that the words allow, empty if they name none), ``phrase``,
            ``what_is_cut``, and where there is such a column ``source_ids``. Rows of one
            ``what_is_cut`` are a group; only within it can deadlines be compared.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default how many days were named.
        article: The id of the source that is the article; its row has the accent.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row a wording, the largest group first.

    Raises:
        ValueError: ``framing`` has no rows or lacks a column, or no row has a deadline.
    """
    need(framing, READS)
    if framing["deadline"].isna().all():
        raise ValueError("No row names a last day: fill in the column deadline.")
    rows = _prepared(framing, article)
    days = rows["deadline"].nunique()
    what = rows["group"].iloc[0]
    above = (
        title or f"{count(days, 'last day', 'last days')} in {count(len(rows), 'text', 'texts')}"
    )

    def draw(medium: str) -> Figure:
        lead: list[str | Run] = [LEAD]
        if rows["own"].any():
            lead += [". ", accent("In the article")]
        page = Page(medium, title=above, lead=lead, note=note, source=source)
        return page.finish(_list(page, rows) if page.phone else _rows(page, rows))

    return Chart(
        name="deadlines",
        title=above,
        words=_words(rows, what),
        axes="Across: time. Down: a row a text.",
        table=_readable(rows),
        source=source,
        draw=draw,
    )


def _prepared(framing: pd.DataFrame, article: str) -> pd.DataFrame:
    """Return the rows in groups, the largest first, and in each by their deadline."""
    rows = framing.copy()
    rows["who"] = rows["publisher"].str.replace(r" \(.*\)$", "", regex=True)
    rows["group"] = rows["what_is_cut"].astype(str)
    rows["size"] = rows.groupby("group")["group"].transform("size")
    cited = rows["source_ids"].fillna("").str.split(";") if "source_ids" in rows else None
    rows["own"] = False if cited is None else [article in ids for ids in cited]
    by = ["size", "group", "deadline", "date"]
    order = [False, True, True, True]
    return rows.sort_values(by, ascending=order, ignore_index=True, kind="stable")


def _day(row: Any) -> str:
    """Write the last day that some words allow, without its year."""
    return re.sub(r" \d+$", "", long_date(row.deadline)) if pd.notna(row.deadline) else NO_DAY


def _words(rows: pd.DataFrame, what: str) -> str:
    """Say what the picture shows, from the same rows."""
    group = rows[(rows["group"] == what) & rows["deadline"].notna()]
    said = [f"{count(len(rows), 'text names', 'texts name')} a deadline."]
    for day in sorted(group["deadline"].unique()):
        names = ", ".join(group.loc[group["deadline"] == day, "who"])
        said.append(f"For {what}: {long_date(day)} in {names}.")
    return " ".join(said)


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them."""
    days = [long_date(day) if pd.notna(day) else "" for day in rows["deadline"]]
    table = pd.DataFrame(
        {
            "who": rows["publisher"],
            "published": [long_date(day) for day in rows["date"]],
            "words": rows["phrase"],
            "last day": days,
            "of what": rows["what_is_cut"],
            "note": rows["note"] if "note" in rows else "",
        }
    )
    return table.astype(object).fillna("")


def _rows(page: Page, rows: pd.DataFrame) -> float:
    """Draw a slide: who and which words at the left, from when to when at the right."""
    size, letter, small = "row", page.sizes["row"], page.sizes["small"]
    groups = rows["group"].nunique()
    top = page.top + 2 * page.sizes["axis"]
    heads = groups * (LINE * small + 6) if groups > 1 else 0
    step = min((page.bottom - top - heads) / len(rows), TALLEST)
    names = NAMES * page.room
    left = page.left + names + letter
    days = page.width("30 September", "label") + 1.4 * letter
    dates = pd.concat([rows["date"], rows["deadline"].dropna()])
    first, last = (axes.day_number(day) for day in (dates.min(), dates.max()))
    spare = max(0.02 * (last - first), 1)
    panel = page.panel(
        left, top, page.right - days - left, len(rows) * step + heads,
        x=(first - spare, last + spare), y=(0, 1),
    )  # fmt: skip
    axes.date_axis_above(page, panel, panel.foot)
    y = top
    group = ""
    for row in each(rows):
        if groups > 1 and row.group != group:
            y = page.text(page.left, y + 4, row.group, "small", SOFT, room=names, most=1) + 2
            group = row.group
        most = max(1, int(step / (LINE * letter)))
        who = accent(row.who) if row.own else heavy(row.who)
        page.text(page.left, y, [who, f"  “{row.phrase}”"], size, room=names, most=most)
        _mark(page, row, (panel.at(axes.day_number(row.date))[0], _ring(panel, row, left)),
              y + 0.62 * letter)  # fmt: skip
        y += step
    return y


def _ring(panel: Any, row: Any, left: float) -> float:
    """Return where the mark of a deadline is; without a day there is none."""
    if pd.isna(row.deadline):
        return left
    return float(panel.at(axes.day_number(row.deadline))[0])


def _mark(page: Page, row: Any, xs: tuple[float, float], y: float) -> None:
    """Draw from when to when, and name the last day."""
    color = ACCENT if row.own else SOFT
    start, end = xs
    letter = page.sizes["label"]
    size = 0.55 * letter
    if pd.isna(row.deadline):
        page.dot(start, y, 0.6 * size, color, row=row.Index)
        page.text(start + 0.6 * letter, y - 0.62 * letter, soft(_day(row)))
        return
    page.line([start, end], [y, y], color, 1.4, order=1.5)
    page.dot(start, y, 0.6 * size, color)
    page.dot(end, y, size, color, hollow=True, row=row.Index)
    day = accent(_day(row)) if row.own else heavy(_day(row))
    page.text(end + 0.6 * letter, y - 0.62 * letter, day)


def _list(page: Page, rows: pd.DataFrame) -> float:
    """List for a phone: the last day, who, and which words, in groups; return the foot."""
    letter = page.sizes["row"]
    y = page.top + letter
    group = ""
    for row in each(rows):
        if row.group != group:
            y = page.text(page.left, y, row.group, "small", SOFT, room=page.room) + 3
            group = row.group
        color = ACCENT if row.own else SOFT
        page.dot(page.left + 4, y + 0.62 * letter, 6, color, hollow=True, row=row.Index)
        x = page.left + 13
        day = accent(_day(row)) if row.own else heavy(_day(row))
        words: list[str | Run] = [day, f"  {row.who}:\n“{row.phrase}”"]
        y = page.text(x, y, words, "row", room=page.right - x) + 0.5 * letter
    return y
