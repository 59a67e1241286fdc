"""Levels that all count something else: bars in groups, a group for each thing that is counted.

Such rows cannot be joined by a line: from 16,000 people with contractors to 349 posts nothing fell.
"""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart, each
from dateline.charts.level_rows import PLANNED, amount, as_put, readable
from dateline.charts.page import DASHES, LINE, Box, Page
from dateline.charts.runs import Run, accent, heavy, soft
from dateline.charts.type import ACCENT, FILL, INK, SOFT
from dateline.words import count

NOT_STATED = "who is counted is not stated"
GROUP = 0.3  # of a slide is for the names of what is counted
LEAST, MOST = 18.5, 36.0  # points from row to row
NAME_LINES = 4  # of the name of a group, at most, on a slide
PAUSE = 5  # points between two groups


def apart(rows: pd.DataFrame) -> bool:
    """Say whether nothing can be joined: all levels are of one date, or each counts another thing.

    Args:
        rows: Levels as ``known`` returns them.
    """
    main = rows[rows["main"]]
    kinds = main[["series", "scope"]].fillna("").drop_duplicates()
    if len(main) > 1 and main["date"].nunique() == 1 and not main["over_time"].any():
        return True
    follows = main["part"].duplicated().any() or main["over_time"].any()
    return len(kinds) > 1 and not follows


def level_bars(rows: pd.DataFrame, *, source: str, title: str, note: str) -> Chart:
    """Draw a group of bars for each thing that is counted, the largest first.

    Args:
        rows: Levels as ``known`` returns them.
        source: Who published the rows.
        title: The finding.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row a bar, group by group.
    """
    rows = _grouped(rows)
    groups = [group for _, group in rows.groupby("group", sort=False)]

    def draw(medium: str) -> Figure:
        page = Page(medium, title=title, lead=_lead(rows), note=_note(medium), source=source)
        if page.phone:
            return page.finish(_list(page, rows, groups))
        _columns(page, rows, groups[: _fitting(page, groups)])
        return page.finish()

    def _note(medium: str) -> str:
        page = Page(medium, title=title, lead=_lead(rows), note=f"{note} {'x' * 60}", source=source)
        drawn = sum(len(group) for group in groups[: _fitting(page, groups)])
        if page.phone or drawn == len(rows):
            return note
        return f"{note} Drawn are {drawn} of {len(rows)} rows; the table has all.".strip()

    return Chart(
        name="levels",
        title=title,
        words=_words(rows, groups),
        axes="Down: a bar a number, in groups that count the same. Across: a number, from 0.",
        table=readable(rows),
        source=source,
        draw=draw,
        numbers=_numbers(rows),
    )


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of."""
    return pd.DataFrame(
        {
            str(rows["unit"].iloc[0]): rows["value"].to_list(),
            "label": [as_put(row) for row in each(rows)],
            "firm": rows["firm"].to_list(),
        },
        rows["group"] + ", " + rows["when"],
    )


def _grouped(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by what is counted, the group with the highest number first."""
    rows = rows.copy()
    several = rows["series"].nunique() > 1
    scope = rows["scope"].fillna("").replace("", NOT_STATED)
    rows["group"] = rows["series"] + ": " + scope if several else scope
    rows["most"] = rows.groupby("group")["value"].transform("max")
    by = ["most", "group", "date"]
    return rows.sort_values(by, ascending=[False, True, True], ignore_index=True, kind="stable")


def _lead(rows: pd.DataFrame) -> list[str | Run]:
    """Return what is counted, and the key in words."""
    series = rows["series"].unique()
    what = str(series[0]) if len(series) == 1 else str(rows["unit"].iloc[0])
    same = ", a group for all who count the same" if rows["group"].nunique() > 1 else ""
    lead: list[str | Run] = [f"{what[:1].upper()}{what[1:]}{same}"]
    if not rows["firm"].all():
        planned = " or ".join(rows.loc[~rows["firm"], "status"].unique())
        lead += [". ", accent(f"Dashed: {planned}, not counted")]
    return lead


def _words(rows: pd.DataFrame, groups: list[pd.DataFrame]) -> str:
    """Say what the picture shows, from the same rows."""
    many = count(len(rows), "number", "numbers")
    said = [f"{many} in {len(groups)} groups that count different things."]
    if len(groups) == 1:
        said = [f"{many} of one date."]
    for group in groups[:3]:
        first, last = each(group)[0], each(group)[-1]
        dates = f"{amount(first)} ({first.when}, {first.status})"
        if len(group) > 1:
            dates += f" to {amount(last)} ({last.when}, {last.status})"
        said.append(f"{group['group'].iloc[0]}: {dates}.")
    return " ".join(said)


def _fitting(page: Page, groups: list[pd.DataFrame]) -> int:
    """Return how many of the groups have room on a slide."""
    free = page.bottom - page.top - PAUSE
    for number, group in enumerate(groups):
        free -= max(LEAST * len(group), _name_high(page, group)) + PAUSE
        if free < 0:
            return max(number, 1)
    return len(groups)


def _name_high(page: Page, group: pd.DataFrame) -> float:
    """Return how high the name of a group is on a slide."""
    lines = page.lines(heavy(group["group"].iloc[0]), "row", GROUP * page.room, most=NAME_LINES)
    return LINE * page.sizes["row"] * len(lines)


def _columns(page: Page, rows: pd.DataFrame, groups: list[pd.DataFrame]) -> None:
    """Draw the bars of a slide: what is counted, when, how many."""
    size = "row"
    letter = page.sizes[size]
    bars = sum(len(group) for group in groups)
    top = page.top + 0.8 * letter
    names = sum(max(_name_high(page, group) - LEAST * len(group), 0) for group in groups)
    step = min((page.bottom - top - PAUSE * len(groups) - names) / bars, MOST)
    room = GROUP * page.room
    dates = page.left + room + letter
    wide = max(page.width(row.when, size) for group in groups for row in each(group))
    left = dates + wide + letter
    y = top
    for group in groups:
        name = heavy(group["group"].iloc[0])
        foot = page.text(page.left, y, name, size, room=room, most=NAME_LINES)
        for row in each(group):
            page.text(dates, y, row.when, size, SOFT)
            bar(page, rows, row, Box(left, y, page.right, y + LINE * letter), size)
            y += step
        y = max(y, foot) + PAUSE
        page.line([page.left, page.right], [y - PAUSE / 2 - 1] * 2, FILL, 1, order=0.5)


def _list(page: Page, rows: pd.DataFrame, groups: list[pd.DataFrame]) -> float:
    """Draw the bars of a phone, each below its date; return the foot."""
    size = "row"
    letter = page.sizes[size]
    y = page.top + letter
    for group in groups:
        y = page.text(page.left, y, heavy(group["group"].iloc[0]), size, room=page.room) + 2
        for row in each(group):
            color = ACCENT if row.status in PLANNED else INK
            said: list[str | Run] = [heavy(amount(row), color), soft(f"  {row.when}")]
            y = page.text(page.left, y, said, size, room=page.room) + 1
            _block(page, rows, row, (page.left, y, page.room, 0.5 * letter))
            y += 0.9 * letter
        y += 0.5 * letter
    return y


def bar(page: Page, rows: pd.DataFrame, row: Any, place: Box, size: str) -> None:
    """Draw one bar from zero, hollow if it was only announced, and its number at its end.

    Args:
        page: The page.
        rows: All rows that share the axis.
        row: The row of the bar.
        place: Where the bar and its number are; a low bar is as high as letters, without the rest.
        size: The size of the letters.
    """
    letter = page.sizes[size]
    numbers = max(page.width(heavy(amount(other)), size) for other in each(rows))
    room = place.right - place.left - numbers - 0.7 * letter
    high = place.foot - place.top if place.foot - place.top > 1.5 * letter else 0.72 * letter
    middle = (place.top + place.foot) / 2
    tip = _block(page, rows, row, (place.left, middle - high / 2, room, high))
    color = ACCENT if row.status in PLANNED else INK
    page.text(tip + 0.5 * letter, middle - 0.62 * letter, heavy(amount(row)), size, color)


def _block(
    page: Page, rows: pd.DataFrame, row: Any, place: tuple[float, float, float, float]
) -> float:
    """Draw the bar of a row; return where its right end is."""
    left, top, room, high = place
    low, most = min(rows["value"].min(), 0), max(rows["value"].max(), 0)
    span = max(most - low, 1e-9)
    start, end = (left + room * (value - low) / span for value in (0, row.value))
    planned = row.status in PLANNED
    page.block(
        min(start, end),
        top,
        max(abs(end - start), 1.5),
        high,
        "white" if planned else SOFT,
        rim=ACCENT if planned else "",
        line=1.2 if planned else 0,
        dashes=DASHES if planned else "-",
        row=row.Index,
    )
    return float(max(start, end))
