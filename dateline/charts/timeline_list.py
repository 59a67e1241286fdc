"""The list of a timeline: its events below each other, as a phone shows them."""

from typing import Any

import pandas as pd

from dateline.charts.chart import each
from dateline.charts.page import LINE, Page
from dateline.charts.runs import Run, heavy
from dateline.charts.timeline_stairs import draw_mark, name_of, size_of
from dateline.charts.timeline_words import short_date
from dateline.charts.type import PALE, SOFT
from dateline.dates import written
from dateline.words import count

LONG = 0.08  # of the whole time: a pause of so much is said in a phone's list


def draw_list(page: Page, rows: pd.DataFrame, y: float) -> float:
    """List the events below each other, say how long nothing happened; return the foot."""
    size = size_of(page, rows)
    letter = page.sizes[size]
    dates = _dates_of_list(rows)
    rail = page.left + max(page.width(date, size) for date in dates) + 0.7 * letter
    left = rail + 0.9 * letter
    step = 0.45 * letter if page.phone else _spread(page, y, len(rows), letter)
    if rows["date"].nunique() == 1:
        y = _one_day(page, rows, y)
    top = y
    before: Any = None
    pause = max(LONG * (rows["at"].max() - rows["at"].min()), 2)
    for row, date in zip(each(rows), dates, strict=True):
        if before is not None and row.at - before.until >= pause:
            y = page.text(left, y, f"{_pause(row.at - before.until)} later", "small", SOFT)
            y += 0.3 * letter
        if _new_year(row, before, date, rows):
            y = page.text(page.left, y, heavy(str(row.date.year)), size, SOFT) + 0.2 * letter
        draw_mark(page, rail, y + 0.62 * letter, row, 0.5 * letter, rows)
        page.text(page.left, y, date, size, SOFT)
        most = None if page.phone else 1
        y = page.text(left, y, name_of(row, rows), size, room=page.right - left, most=most) + step
        before = row
    foot = y - step - 0.4 * letter
    page.line([rail, rail], [top + 0.4 * letter, foot], PALE, 0.14 * letter, order=1)
    return y


def _dates_of_list(rows: pd.DataFrame) -> list[str]:
    """Return what is before each event: its date, or the time of events of one day."""
    if rows["date"].nunique() == 1:
        return list(rows["clock"])
    years = rows["date"].dt.year
    return [short_date(row, rows[years == row.date.year]) for row in each(rows)]


def _spread(page: Page, y: float, many: int, letter: float) -> float:
    """Return how many points are free below each row of a slide's list."""
    free = page.bottom - y - LINE * page.sizes["lead"] * 2
    return min(max(free / many - LINE * letter, 0), 1.2 * letter)


def _one_day(page: Page, rows: pd.DataFrame, y: float) -> float:
    """Say of which day all events are, and what their order is; return the height below."""
    words: list[str | Run] = [heavy(written(rows.iloc[0]))]
    if len(rows) > 1 and not rows["clock"].any():
        words.append("  Times are not known: in the order of the table")
    return page.text(page.left, y, words, "label", SOFT, room=page.room) + 6


def _new_year(row: Any, before: Any, date: str, rows: pd.DataFrame) -> bool:
    """Say whether the list tells a year before an event."""
    if date == str(row.date.year) or rows["date"].nunique() == 1:
        return False
    return before is None or before.date.year != row.date.year


def _pause(days: float) -> str:
    """Say how long nothing happened."""
    if days < 700:
        return count(round(days), "day", "days")
    return count(round(days / 365.25), "year", "years")
