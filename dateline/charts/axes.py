"""Axes: round dates at any span from an hour to centuries, and round numbers."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.dates import date2num, num2date

from dateline.charts.page import Page, Panel
from dateline.charts.type import SOFT, width

MOST_DATES = 10  # so many names of dates, at most, on one axis
YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
MONTHS = (1, 3, 6)
DAYS = ((1, 8, 15, 22), (1, 15))  # of each month
MONTHS_UNTIL = 1100  # days: on a longer axis only years are named
HOURS = (1, 3, 6, 12)
MINUTES = (1, 5, 15, 30)
STEPS = [  # from the finest: the part of a date that is counted, how many, how many days that is
    *(("minute", step, step / 1440) for step in MINUTES),
    *(("hour", step, step / 24) for step in HOURS),
    *(("day", step, float(step)) for step in (1, 2)),
    *(("days of the month", days, 30 / len(days)) for days in DAYS),
    *(("month", step, 30.4 * step) for step in MONTHS),
    *(("year", step, 365.0 * step) for step in YEARS),
]


class Tick(NamedTuple):
    """A place on an axis and what is written there."""

    at: float
    name: str


def day_number(date: Any) -> float:
    """Return a date as a number of days, as matplotlib counts them."""
    return float(date2num(pd.Timestamp(date).to_datetime64()))


def _date_at(number: float) -> datetime:
    """Return the date of a number of days; an axis may begin a little before the year 1."""
    least, most = day_number(datetime.min), day_number(datetime(9999, 12, 31))
    date: datetime = num2date(min(max(number, least), most)).replace(tzinfo=None)
    return date


def round_dates(first: float, last: float, room: float, size: float) -> list[Tick]:
    """Return round dates on an axis, as many as fit side by side, all one step apart.

    Args:
        first: Where the axis begins, as a number of days.
        last: Where it ends.
        room: How many points wide it is.
        size: How large its letters are.
    """
    for part, step, days in STEPS:
        if (last - first) / days > 2 * MOST_DATES:
            continue  # there are far too many to be named
        if part == "month" and last - first > MONTHS_UNTIL:
            continue
        dates = list(_dates(part, step, first, last))
        names = [_name(part, date, first=not number) for number, date in enumerate(dates)]
        places = [day_number(date) for date in dates]
        ticks = [Tick(place, name) for place, name in zip(places, names, strict=True)]
        if len(ticks) > 1 and len(ticks) <= MOST_DATES and _fit(ticks, (first, last), room, size):
            return ticks
    return [Tick(first, _name("day", _date_at(first), first=True))]


def _fit(ticks: Sequence[Tick], limits: tuple[float, float], room: float, size: float) -> bool:
    """Say whether names have at least the width of two letters between them."""
    free = -math.inf
    for tick in ticks:
        middle = room * (tick.at - limits[0]) / (limits[1] - limits[0])
        half = width(tick.name, size) / 2
        if middle - half < free:
            return False
        free = middle + half + size
    return True


def _dates(part: str, step: Any, first: float, last: float) -> Iterator[datetime]:
    """Yield the round dates from a first to a last one."""
    start, end = _date_at(first), _date_at(last)
    if part == "year":
        dates = _years(start.year, end.year, step)
    elif part == "month":
        dates = _months(start, end, step, (1,))
    elif part == "days of the month":
        dates = _months(start, end, 1, step)
    else:
        midnight = datetime(start.year, start.month, start.day)
        pause = timedelta(**{f"{part}s": step})
        steps = range(int((end - midnight) / pause) + 1)
        dates = (midnight + number * pause for number in steps)
    for date in dates:
        if start <= date <= end:
            yield date


def _years(first: int, last: int, step: int) -> Iterator[datetime]:
    """Yield the first days of the years that a step divides."""
    for year in range(first - first % step, last + 1, step):
        if year > 0:
            yield datetime(year, 1, 1)


def _months(start: datetime, end: datetime, step: int, days: Sequence[int]) -> Iterator[datetime]:
    """Yield some days of every month, or of each so many months of a year."""
    for month in range(12 * start.year + start.month - 1, 12 * end.year + end.month):
        if month % 12 % step == 0:
            for day in days:
                yield datetime(month // 12, month % 12 + 1, day)


def _name(part: str, date: datetime, *, first: bool) -> str:
    """Return how a date is written: the larger part only where it is new."""
    midnight = not (date.hour or date.minute)
    if part in ("minute", "hour"):
        day = f"{date.day} {date:%b}"
        if midnight:
            return day
        return f"{day}, {date.hour}:{date:%M}" if first else f"{date.hour}:{date:%M}"
    if part == "year":
        return str(date.year)
    if part == "month":
        return f"{date:%b} {date.year}" if first or date.month == 1 else f"{date:%b}"
    new_year = first or (date.month == 1 and date.day == 1)
    return f"{date.day} {date:%b} {date.year}" if new_year else f"{date.day} {date:%b}"


def round_numbers(low: float, high: float, most: int = 4) -> list[float]:
    """Return round numbers from a low to a high one: at most so many besides the zero.

    Args:
        low: Where the axis begins: 0, or a negative number.
        high: Where it ends.
        most: How many lines there may be.
    """
    span = high - low
    if span <= 0:
        return [low]
    power = 10.0 ** math.floor(math.log10(span / most))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most + (first <= 0 <= last):
            break
    return [round(number * step, 12) for number in range(first, last + 1)]


def number(value: float) -> str:
    """Write a number: with commas, a true minus, and as many decimals as it has, at most six."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def date_axis_below(page: Page, panel: Panel) -> None:
    """Name round dates below a panel, each with a short line."""
    limits = panel.axes.get_xlim()
    for tick in round_dates(*limits, panel.width, page.sizes["axis"]):
        x, _ = panel.at(tick.at)
        page.line([x, x], [panel.foot, panel.foot + 4], SOFT)
        _date(page, x, panel.foot + 5, tick.name)


def date_axis_above(page: Page, panel: Panel, foot: float) -> None:
    """Name round dates above a panel; from each a pale line runs down to a height."""
    limits = panel.axes.get_xlim()
    for tick in round_dates(*limits, panel.width, page.sizes["axis"]):
        x, _ = panel.at(tick.at)
        page.rule((x, panel.top - 4), (x, foot))
        _date(page, x, panel.top - 1.5 * page.sizes["axis"], tick.name)


def _date(page: Page, x: float, y: float, name: str) -> None:
    """Set the name of a date below or above its place, and within the page."""
    half = page.width(name, "axis") / 2
    x = min(max(x, page.left + half), page.right - half)
    page.text(x, y, name, "axis", SOFT, align="center", bare=True)


def number_lines(
    page: Page, panel: Panel, values: Sequence[float], unit: str, *, at_right: bool = False
) -> None:
    """Rule lines across a panel behind its marks, each with its number above one end.

    Args:
        page: The page.
        panel: The panel.
        values: Where the lines are; zero is drawn as the line on which marks stand.
        unit: What is counted; it is said once, at the highest line. "%" follows every number.
        at_right: Whether numbers are at the right end.
    """
    x = panel.right if at_right else panel.left
    for value in values:
        _, y = panel.at(0, value)
        zero = value == 0
        if zero:
            page.line([panel.left, panel.right], [y, y], SOFT, 1.2)
        else:
            page.rule((panel.left, y), (panel.right, y))
        if zero and panel.axes.get_ylim()[0] == 0:
            continue
        said = number(value)
        if unit == "%":
            said += " %"
        elif unit and value == max(values):
            said += f" {unit}"
        align = "right" if at_right else "left"
        y -= 1.2 * page.sizes["axis"]
        page.text(x, y, said, "axis", SOFT, align=align, bare=True)
