"""A time axis that gives each stretch of time the room its events need, and says so.

History is uneven: years with one event, weeks with twenty. The axis is cut into parts; a part
is as wide as its share of the events. Inside a part time runs evenly, and the chart says in
words which part is shortened and which is enlarged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

LEAST = 0.1  # no part is narrower than this share of the axis
STEPS = ("20YS", "10YS", "5YS", "2YS", "YS", "6MS", "4MS", "2MS", "MS", "SMS", "D")
CHANGE = 5  # the pace of events must change so many times before an axis is cut there,
SURE = 5  # and so much better (in log-likelihood) must two paces explain the dates than one
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
    spans = _clip(days, focus, first, last)
    before = days[days < spans[0][0]] if spans else days
    turn = _turn(before)
    edges = {first, last, *(edge for span in spans for edge in span), *([turn] if turn else [])}
    cuts = sorted(edge for edge in edges if first <= edge <= last)
    kinds = [
        "enlarged" if (a, b) in spans else "even" for a, b in zip(cuts, cuts[1:], strict=False)
    ]
    if turn:
        kinds[0] = "shortened"
    return _shared(days, cuts, kinds)


def _clip(
    days: pd.Series, focus: Sequence[Mapping[str, Any]], first: pd.Timestamp, last: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return, in order, the spans that hold more of the dates than of the time."""
    spans = []
    for span in sorted(focus, key=lambda span: str(span["start"])):
        start, end = pd.Timestamp(span["start"]), pd.Timestamp(span["end"]) + pd.Timedelta(days=1)
        start, end = max(start, first), min(end, last)
        share = days.between(start, end, inclusive="left").mean()
        if 1 > share > BUSY * ((end - start) / (last - first)):
            spans.append((start, end))
    return spans


def _turn(days: pd.Series) -> pd.Timestamp | None:
    """Return the month in which slow times give way to busy ones, if they do.

    Of all the places to cut, the one is taken at which two steady paces explain the dates best
    (the likelihood of a Poisson process whose rate changes once).
    """
    when = date2num(days)
    gaps = len(when) - 1
    if gaps < 3 or when[0] == when[-1]:
        return None
    seen = np.arange(1, gaps)  # gaps between dates before the cut
    slow, fast = when[1:-1] - when[0], when[-1] - when[1:-1]
    early, late = seen / slow.clip(1), (gaps - seen) / fast.clip(1)
    likely = seen * np.log(early) + (gaps - seen) * np.log(late)
    likely -= gaps * np.log(gaps / (when[-1] - when[0]))
    best = int(np.argmax(likely))
    turn = pd.Timestamp(days.iloc[best + 1]).to_period("M").start_time
    certain = likely[best] > SURE and late[best] > CHANGE * early[best]
    return turn if certain and turn > days.iloc[0] else None


def _shared(days: pd.Series, cuts: list[pd.Timestamp], kinds: list[str]) -> list[Part]:
    """Give each part its share of the width: that of its events, but never too little."""
    counts = np.histogram(date2num(days), date2num(cuts))[0]
    share = np.maximum(counts / counts.sum(), LEAST)
    ends = np.concatenate([[0], np.cumsum(share / share.sum())])
    lined = zip(cuts, cuts[1:], ends, ends[1:], kinds, strict=False)
    return [Part(a, b, float(left), float(right), kind) for a, b, left, right, kind in lined]


def stretch(ax: Axes, along: list[Part]) -> None:
    """Make the x axis of ``ax`` run through the parts; its data stay plain dates."""
    days = date2num([part.start for part in along] + [along[-1].end])
    shares = np.array([part.left for part in along] + [1.0])
    ax.xaxis_date()
    ax.set_xscale(
        "function",
        functions=(lambda x: np.interp(x, days, shares), lambda y: np.interp(y, shares, days)),
    )
    ax.set_xlim(days[0], days[-1])


def across(dates: Iterable[Any], along: list[Part]) -> np.ndarray:
    """Return how far along the axis each date lies, from 0 to 1."""
    days = date2num([part.start for part in along] + [along[-1].end])
    return np.asarray(np.interp(date2num(dates), days, [part.left for part in along] + [1.0]))


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
            place = float(across([day], along)[0]) * room
            if place - wide(name) / 2 > edge and place + wide(name) / 2 < room + wide("000"):
                chosen.append((day, name))
                edge = place + wide(name) / 2 + wide("0")
    return chosen


def _round_days(part: Part, most: int) -> list[pd.Timestamp]:
    """Return where the part begins and its round years, months or days, at most ``most``."""
    inside: list[pd.Timestamp] = []
    for every in STEPS:
        from_new_year = pd.Timestamp(part.start.year, 1, 1)
        days = pd.date_range(from_new_year, part.end, freq=every, inclusive="left")
        found = [day for day in days if part.start < day]
        if len(found) > most:
            break
        inside = found
    return [part.start, *inside]


def _named(day: pd.Timestamp, part: Part) -> str:
    if part.days > 4 * 365:
        return f"{day:%Y}"
    return f"{day:%b %Y}" if part.days > 120 else f"{day.day} {day:%b}"


def in_words(along: list[Part]) -> str:
    """Say which parts of the axis are shortened and which enlarged; empty when time is even."""
    said = []
    for part in along:
        if part.kind == "shortened":
            said.append(f"shortened before {part.end:%B %Y} (dotted line)")
        if part.kind == "enlarged":
            to = "from " + span(part) if part is not along[-1] else f"from {_day(part.start)}"
            said.append(f"enlarged {to} (shaded)")
    return f"Time is not to scale: {', '.join(said)}." if said else ""


def span(part: Part) -> str:
    """Return the first and last day of a part, as exact as its length asks for."""
    last = part.end - pd.Timedelta(days=1)
    if part.days > 120:
        return f"{part.start:%B %Y} to {last:%B %Y}"
    first = _day(part.start)
    return f"{first.removesuffix(f' {last.year}')} to {_day(last)}"


def _day(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%B %Y}"
