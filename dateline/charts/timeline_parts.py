"""Where a timeline of many events is cut, and where its events crowd.

Parts are cut so that on their axes the events are spread most evenly.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.dates import long_date
from dateline.words import count

MOST_LANES = 9  # with more lanes than this a class cannot hold them in mind
OTHERS = "others"
CROWD, FEWEST = 0.12, 5  # a crowd: so many events, at least, in so little of the time,
DENSE = 3  # so many times as close as the others,
YEAR, MONTH, FOCUS = 2.0, 0.7, 3.0  # what a cut at such a date is worth, in events out of place


def by_time(rows: pd.DataFrame, most: int, starts: Sequence[pd.Timestamp]) -> list[pd.DataFrame]:
    """Cut events into as few parts as hold them all, where their axes are used most evenly.

    Args:
        rows: Events by date; reads ``date`` and ``at`` (its number of days).
        most: How many events a part holds.
        starts: Dates at which a part should begin, if it can.

    Returns:
        The rows of each part, with their index.
    """
    total = len(rows)
    parts = -(-total // most)
    days, dates = rows["at"].to_numpy(), list(rows["date"])
    worth = [_worth(dates, cut, starts) for cut in range(total + 1)]
    cheapest = {(0, 0): (0.0, [0])}  # parts used, events placed -> cost and cuts
    for used in range(1, parts + 1):
        for end in range(used, total + 1):
            choices = []
            for start in range(max(end - most, used - 1), end):
                before = cheapest.get((used - 1, start))
                if before:
                    cost = before[0] + _unevenness(days[start:end]) - worth[start]
                    choices.append((cost, [*before[1], end]))
            if choices:
                cheapest[used, end] = min(choices)
    cuts = cheapest[parts, total][1]
    return [rows.iloc[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]


def _worth(dates: Sequence[pd.Timestamp], cut: int, starts: Sequence[pd.Timestamp]) -> float:
    """Return how good it is to cut before an event: a new year, a new month, weeks in focus."""
    if cut in (0, len(dates)):
        return 0.0
    before, after = dates[cut - 1], dates[cut]
    if before == after:
        return -FOCUS  # events of one day stay together
    worth = FOCUS * any(before < start <= after for start in starts)
    if before.year != after.year:
        return worth + YEAR
    return worth + MONTH * (before.month != after.month)


def _unevenness(days: np.ndarray) -> float:
    """Return how many events are out of place, at the worst day, against an even pace."""
    span = days[-1] - days[0]
    if span == 0:
        return 0.0
    even = (days - days[0]) / span
    real = np.arange(len(days)) / max(len(days) - 1, 1)
    return float(len(days) * np.abs(even - real).max())


def by_lane(rows: pd.DataFrame, column: str) -> dict[str, pd.DataFrame]:
    """Return the events of each lane, the fullest lane first and the others last."""
    lanes = rows[column].fillna(OTHERS).astype(str).str.split(";")
    each = lanes.explode().str.strip()
    each = each[~(each.index.to_series().astype(str) + each).duplicated()]
    kept = list(each[each != OTHERS].value_counts().index[:MOST_LANES])
    groups = {lane[:1].upper() + lane[1:]: rows.loc[each.index[each == lane]] for lane in kept}
    inside = set().union(*(group.index for group in groups.values()))
    others = rows[~rows.index.isin(inside)]
    if len(others):
        groups[OTHERS.capitalize()] = others
    return groups


class Crowd(NamedTuple):
    """Days in which many of the events fall: the first and last, and both in words."""

    first: float
    last: float
    days: str
    size: str


def crowd_of(rows: pd.DataFrame) -> Crowd | None:
    """Return the days in which events crowd most, if they do."""
    at = rows["at"].floordiv(1).to_numpy()
    span = at[-1] - at[0]
    best, found = 0.0, None
    for first in range(len(at)):
        for last in range(first + FEWEST - 1, len(at)):
            days = at[last] - at[first] + 1
            if days > CROWD * span:
                break
            many = last - first + 1
            close = many / days / (len(at) / (span + 1))
            if close >= DENSE and many * close**0.5 > best and many < len(at):
                best, found = many * close**0.5, (first, last)
    if not found:
        return None
    first, last = found
    days = at[last] - at[first] + 1
    start, end = rows["date"].iloc[first], rows["date"].iloc[last]
    return Crowd(at[first], at[last] + 1, _span(start, end), _size(last - first + 1, days))


def _span(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Write a first and a last day, month and year only where they differ."""
    first, last = long_date(start), long_date(end)
    if start == end:
        return last
    if start.year == end.year:
        first = first.removesuffix(f" {end.year}")
    if (start.year, start.month) == (end.year, end.month):
        first = str(start.day)
    return f"{first} to {last}"


def _size(many: int, days: float) -> str:
    """Say how many events fall in how many days."""
    if days > 700:
        return f"{many} events in {round(days / 365.25)} years"
    if days > 60:
        return f"{many} events in {round(days / 30.4)} months"
    return f"{many} events in {count(int(days), 'day', 'days')}"
