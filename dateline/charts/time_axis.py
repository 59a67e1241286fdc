"""A time axis that gives each stretch of time the room its events need, and says so.

History is uneven: years with one event, weeks with twenty. The axis is cut into parts; a part
is as wide as its share of the events. Inside a part time runs evenly, and the chart says in
words which part is shortened and which is enlarged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from dateline.dates import long_date

LEAST = 0.1  # no part is narrower than this share of the axis
STEPS = ("D", "SMS", "MS", "2MS", "4MS", "6MS", "YS", "2YS", "5YS", "10YS", "20YS")
MANY = 12  # with fewer days of events nobody can tell slow times from chance
LATE = 0.4  # times are slow if events fall behind an even pace by this share of them all
YEARS = 4 * 365  # days; a longer part names its years
BUSY = 1.5  # weeks are enlarged only if so many times more happened in them than elsewhere


@dataclass(frozen=True)
class Part:
    """One stretch of the axis: its days, the share of the width it ends at, and its kind."""

    start: pd.Timestamp
    end: pd.Timestamp
    left: float
    right: float
    kind: str  # "even", "shortened" or "enlarged"

    @property
    def days(self) -> float:
        """How many days the part spans."""
        return (self.end - self.start) / pd.Timedelta(days=1)


def parts(dates: pd.Series, focus: Sequence[Mapping[str, Any]] = ()) -> list[Part]:
    """Cut the time from the first to the last date into parts, each as wide as its events need.

    Args:
        dates: When the events happened (datetime), in any order.
        focus: Spans to enlarge, each with ``start`` and ``end``; one without dates is left out.

    Returns:
        The parts from left to right; one even part when the pace of events never changes much.
    """
    days = dates.sort_values(ignore_index=True)
    first, last = days.iloc[0], days.iloc[-1] + pd.Timedelta(days=1)
    if last - first < pd.Timedelta(days=14):
        first, last = first - pd.Timedelta(days=7), last + pd.Timedelta(days=7)
    uneven = dict.fromkeys(_clip(days, focus, first, last), "enlarged")
    turn = _turn(days)
    if turn and first < turn <= min(start for start, _ in [*uneven, (last, last)]):
        uneven[first, turn] = "shortened"
    cuts = sorted({first, last, *(edge for span in uneven for edge in span)})
    counts = np.histogram(date2num(days), date2num(cuts))[0]
    share = np.maximum(counts / counts.sum(), LEAST)
    ends = np.cumsum([0, *share / share.sum()]).tolist()
    return [
        Part(*span, *place, uneven.get(span, "even"))
        for span, place in zip(pairwise(cuts), pairwise(ends), strict=True)
    ]


def _clip(
    days: pd.Series, focus: Sequence[Mapping[str, Any]], first: pd.Timestamp, last: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the spans that hold more of the dates than of the time."""
    spans = []
    for span in focus:
        start, end = pd.Timestamp(span["start"]), pd.Timestamp(span["end"]) + pd.Timedelta(days=1)
        start, end = max(start, first), min(end, last)
        share = days.between(start, end, inclusive="left").mean()
        if 1 > share > max(0, BUSY * ((end - start) / (last - first))):
            spans.append((start, end))
    return spans


def _turn(days: pd.Series) -> pd.Timestamp | None:
    """Return the month in which slow times give way to busy ones, if they do.

    It is the month at which the events have fallen furthest behind an even pace.
    """
    when = date2num(days)
    even = (when - when[0]) / max(when[-1] - when[0], 1)
    behind = even - np.arange(len(when)) / len(when)
    if days.nunique() < MANY or behind.max() < LATE:
        return None
    turn: pd.Timestamp = days.iloc[int(behind.argmax())]
    return turn.to_period("M").start_time


def stretch(ax: Axes, along: list[Part]) -> None:
    """Make the x axis of ``ax`` run through the parts; its data stay plain dates."""
    days, shares = _edges(along)
    ax.xaxis_date()
    ax.set_xscale(
        "function",
        functions=(lambda x: np.interp(x, days, shares), lambda y: np.interp(y, shares, days)),
    )
    ax.set_xlim(days[0], days[-1])


def across(dates: Iterable[Any], along: list[Part]) -> np.ndarray:
    """Return how far along the axis each date lies, from 0 to 1."""
    return np.asarray(np.interp(date2num(dates), *_edges(along)))


def _edges(along: list[Part]) -> tuple[np.ndarray, list[float]]:
    """Return the days at which parts meet, and how far along the axis each lies."""
    days = date2num([part.start for part in along] + [along[-1].end])
    return days, [part.left for part in along] + [1.0]


def ticks(along: list[Part], room: float, wide: Any) -> list[tuple[pd.Timestamp, str]]:
    """Choose dates to name on the axis, as many as fit side by side.

    Args:
        along: The parts of the axis.
        room: How many points wide the axis is.
        wide: A function from a name to its width in points.

    Returns:
        Pairs of a date and its name, none touching another.
    """
    chosen: list[tuple[pd.Timestamp, str]] = []
    edge = float("-inf")
    for part in along:
        each = wide(_named(part.start, part) + "  ")
        most = int((part.right - part.left) * room / each)
        for day in _round_days(part, max(most, 1)):
            name = _named(day, part)
            if day != part.start and part.days > YEARS and not day.is_year_start:
                continue  # a year is named where it starts
            place = float(across([day], along)[0]) * room
            if place - wide(name) / 2 > edge and place + wide(name) / 2 < room + wide("000"):
                chosen.append((day, name))
                edge = place + wide(name) / 2 + wide("0")
    return chosen


def even_ticks(
    start: pd.Timestamp, end: pd.Timestamp, room: float, wide: Any
) -> list[tuple[pd.Timestamp, str]]:
    """Choose round dates to name on an even axis: as many as fit at one and the same step.

    Args:
        start: Where the axis begins; it is not named.
        end: Where it ends.
        room: How many points wide the axis is.
        wide: A function from a name to its width in points.

    Returns:
        Pairs of a date and its name.
    """
    part, years = Part(start, end, 0, 1, "even"), end - start > pd.Timedelta(days=YEARS)
    longest = f"{start:%Y}" if years else _named(start, part)
    days = _round_days(part, int(room / (1.5 * wide(longest))))[1:]
    named = [(day, _named(day, part)) for day in days if day.is_year_start or not years]
    shown = []
    for day, name in named:
        place, half = room * ((day - start) / (end - start)), wide(name) / 2
        if half <= place and place + half < room + wide("00"):  # it leaves neither end
            shown.append((day, name))
    return shown


def _round_days(part: Part, most: int) -> list[pd.Timestamp]:
    """Return where the part begins and its round years, months or days, at most ``most``."""
    for every in STEPS:
        days = pd.date_range(f"{part.start.year}-01-01", part.end, freq=every, inclusive="left")
        inside = [day for day in days if day > part.start]
        if len(inside) <= most:
            return [part.start, *inside]
    return [part.start]


def _named(day: pd.Timestamp, part: Part) -> str:
    if part.days > YEARS and day.is_year_start:
        return f"{day:%Y}"
    return f"{day:%b %Y}" if part.days > 120 else f"{day.day} {day:%b}"


def in_words(along: list[Part]) -> str:
    """Say which parts of the axis are shortened and which enlarged; empty when time is even."""
    said = []
    for part in along:
        if part.kind == "shortened":
            said.append(f"shortened before {part.end:%B %Y} (dotted line)")
        if part.kind == "enlarged":
            to = "from " + span(part) if part is not along[-1] else f"from {long_date(part.start)}"
            said.append(f"enlarged {to} (shaded)")
    return f"Time is not to scale: {', '.join(said)}." if said else ""


def span(part: Part) -> str:
    """Return the first and last day of a part, the year once if it is the same."""
    first, last = long_date(part.start), part.end - pd.Timedelta(days=1)
    return f"{first.removesuffix(f' {last.year}')} to {long_date(last)}"
