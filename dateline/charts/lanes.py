"""Where the marks and names of a timeline go: lanes, rows and sides, worked out in points.

Greedy and never pairwise: each name takes the first row of its lane where it is free, so a
thousand events are placed as readily as ten, and no two names touch.
"""

from bisect import bisect, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dateline.charts import time_axis
from dateline.charts.look import LOOKS, shorten, width, wrap
from dateline.dates import lasting

MOST_LANES = 9  # with more lanes than this a class cannot hold them in mind
OTHERS = "others"
LINE = 1.32  # a row, in letter heights
FOOT = {"screen": 2.6, "slide": 3.3, "narrow": 5.8}  # and below: the key
TALLEST = {"screen": 0.7, "slide": 7.5 / (40 / 3), "narrow": 1.9}  # high for a width of 1
LONGEST = 0.25  # a lane's name takes at most this share of the width
GAP, MARK = 0.75, 0.42  # from the middle of a mark to its name, and to its edge
Span = tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """Where everything goes; lengths are points (1/72 inch).

    ``spots`` has one row a mark: ``event`` (its row in the sorted events), ``lane``, ``x``,
    ``start`` and ``end`` (datetime), ``row``, ``side`` ("left" or "right" of the mark, or ""
    for no name) and ``text``.
    """

    spots: pd.DataFrame
    lanes: dict[str, tuple[int, int]]  # lane -> its first row, how many rows
    font: float
    step: float
    left: float
    top: float
    size: tuple[float, float]
    heading: list[tuple[str, float]]  # lines and their sizes, title first
    names: dict[str, str]  # lane -> its name as it is printed
    name_size: float

    @property
    def room(self) -> float:
        """How wide the axis is."""
        return self.size[0] - self.left - 1.2 * self.font

    @property
    def depth(self) -> int:
        """How many rows all lanes have together."""
        return max(first + rows for first, rows in self.lanes.values())


class _Lane:
    """The rows of one lane, each a sorted list of the stretches that are taken.

    Row 0 is for marks without a name, which may lie one over another; names stand below it.
    """

    def __init__(self) -> None:
        self.rows: list[list[Span]] = [[]]

    def take(self, spans: Mapping[str, Span], *, grow: bool) -> tuple[int, str] | None:
        """Take the first row where one of the stretches is free; return the row and which."""
        for number in range(1, len(self.rows)):
            for side, span in spans.items():
                if self._free(self.rows[number], span):
                    insort(self.rows[number], span)
                    return number, side
        if not spans or not grow:
            return None
        self.rows.append([])
        return self.take(spans, grow=False)

    @staticmethod
    def _free(row: list[Span], span: Span) -> bool:
        after = bisect(row, span)
        before = after == 0 or row[after - 1][1] <= span[0]
        return before and (after == len(row) or row[after][0] >= span[1])


def plan(
    events: pd.DataFrame,
    look: str,
    column: str,
    along: list[time_axis.Part],
    *,
    title: str = "",
    below: str = "",
    labels: bool,
) -> Plan:
    """Find a row for every mark and a place for every name that fits.

    Args:
        events: Sorted by date; reads what ``charts.timeline`` reads.
        look: "screen", "slide" or "narrow"; a narrow picture has numbers for names.
        column: The column that sorts events into lanes.
        along: The parts of the time axis.
        title: What stands above the picture.
        below: What stands at its foot.
        labels: Whether to name any event.

    Returns:
        A Plan in which every event of the article is named first, then as many as fit.
    """
    if look not in LOOKS:
        raise ValueError(f"look is {look!r}; choose one of: {', '.join(LOOKS)}.")
    font, axis = LOOKS[look]["font.size"], LOOKS[look]["xtick.labelsize"]
    wide = 72 * LOOKS[look]["figure.figsize"][0]
    spots = _spots(events, column)
    spots["text"] = _texts(events, look, labels).reindex(spots["event"]).to_numpy()
    order = _lane_order(spots)
    above = int(look == "narrow")  # on a phone a lane's name stands in a row above it
    size, most = min(axis, 1.1 * font), wide - font if above else LONGEST * wide
    names = {one: shorten(one[:1].upper() + one[1:], most, size, "bold") for one in order}
    left = max(width(name, size, "bold") for name in names.values()) + 1.5 * font
    left = 2.6 * font if above else left  # half of a date must fit there
    heading = [(line, 1.35 * font) for line in wrap(title, wide - 2 * font, 1.35 * font, "bold")]
    heading += [(line, font) for line in wrap(time_axis.in_words(along), wide - 2 * font, font)]
    top = sum(high * LINE for _, high in heading) + font + 1.4 * axis
    foot = font * (FOOT[look] + LINE * len(wrap(below, wide - font, font)))
    most = TALLEST[look] * wide - top - foot
    count = int(most / (LINE * font)) - above * len(order)
    spots, used = _place(spots, order, along, wide - left - 1.2 * font, font, count)
    lanes, row = {}, 0
    for lane in order:
        lanes[lane] = (row + above, used[lane])
        row += above + used[lane]
    spots["row"] += spots["lane"].map({lane: first for lane, (first, _) in lanes.items()})
    step = min(most / row, font * (1.9 if look == "slide" else 1.6 if labels else 1.45))
    tall = TALLEST[look] * wide if look == "slide" else top + row * step + foot
    return Plan(spots, lanes, font, step, left, top, (wide, tall), heading, names, size)


def _spots(events: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one row a mark; an event with several actors stands in several lanes."""
    spots = lasting(events)
    known_by_day = events["precision"] == "day"
    middle = spots["start"] + (spots["end"] - spots["start"]) / 2
    spots["x"] = spots["start"].where(known_by_day, middle.dt.floor("D"))
    spots["told"] = events["in_article"].astype(bool)
    spots["event"] = events.index
    spots["lane"] = events[column].fillna(OTHERS).astype(str).str.split(";")
    spots = spots.explode("lane", ignore_index=True)
    kept = set(spots["lane"].value_counts().index[:MOST_LANES])
    if spots["lane"].nunique() > MOST_LANES:
        spots["lane"] = spots["lane"].where(spots["lane"].isin(kept), OTHERS)
        elsewhere = spots["event"].isin(spots.loc[spots["lane"] != OTHERS, "event"])
        spots = spots[(spots["lane"] != OTHERS) | ~elsewhere]
    return spots.drop_duplicates(["event", "lane"], ignore_index=True)


def _texts(events: pd.DataFrame, look: str, labels: bool) -> pd.Series:
    """Return what to print beside each event: its title, on a narrow picture a number.

    An empty text is a mark that still wants a place of its own; a missing one does not.
    """
    if not labels:
        return pd.Series("", index=events.index)
    if look != "narrow":
        return events["title"].str.split().str.join(" ")  # a name takes one line
    told = events["in_article"].astype(bool)
    return told.cumsum().astype(str).where(told)


def _lane_order(spots: pd.DataFrame) -> list[str]:
    """Put lanes with most events of the article first, then the fullest, others last."""
    counts = spots.groupby("lane")["told"].agg(["sum", "size"]).reset_index()
    counts["last"] = counts["lane"] == OTHERS
    ranked = counts.sort_values(
        ["last", "sum", "size", "lane"], ascending=[True, False, False, True]
    )
    return list(ranked["lane"])


def _place(
    spots: pd.DataFrame,
    order: list[str],
    along: list[time_axis.Part],
    room: float,
    font: float,
    count: int,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Give each mark a row and a side for its name, within ``count`` rows.

    Events of the article come first, then the latest. What finds no room below stands in the
    first row of its lane, named if the marks beside it leave room; an empty first row goes.
    """
    lanes = {lane: _Lane() for lane in order}
    marks: list[Any] = list(_spans(spots, along, room, font).itertuples())
    found: dict[int, tuple[int, str]] = {}
    named: set[int] = set()

    def name(spot: Any, place: tuple[int, str] | None) -> None:
        if place:
            found[spot.Index] = place
            named.add(spot.event)

    for told, grow in ((True, True), (False, False), (False, True)):
        for spot in marks:
            if spot.told == told and spot.wide >= 0 and spot.event not in named:
                rows = sum(len(lane.rows) for lane in lanes.values())
                room_left = rows < (1.1 * count if told else count)
                name(spot, lanes[spot.lane].take(_sides(spot), grow=grow and room_left))
        if not grow:
            rest = [spot for spot in reversed(marks) if spot.Index not in found]
            for spot, side in _between(rest, order):
                if spot.event not in named:
                    name(spot, (0, side))
    taken = [found.get(index, (0, "")) for index in spots.index]
    result = spots.assign(row=[row for row, _ in taken], side=[side for _, side in taken])
    result["text"] = pd.Series({spot.Index: spot.text for spot in marks})
    idle = set(order) - set(result.loc[result["row"] == 0, "lane"])
    result["row"] -= result["lane"].isin(idle)
    return result, {lane: len(rows.rows) - (lane in idle) for lane, rows in lanes.items()}


def _between(marks: list[Any], order: list[str]) -> Iterator[tuple[Any, str]]:
    """Yield the marks of each lane's first row whose name fits between their neighbours."""
    for lane in order:
        own = sorted((spot for spot in marks if spot.lane == lane), key=lambda spot: spot.low)
        edge = 0.0
        for spot, after in zip(own, own[1:] + [None], strict=False):
            limit = after.low if after else spot.most
            if spot.wide > 0 and spot.low - spot.wide >= edge:
                yield spot, "left"
            elif spot.wide > 0 and edge <= spot.low and spot.high + spot.wide <= limit:
                yield spot, "right"
                edge = spot.high + spot.wide
            edge = max(edge, spot.high)


def _spans(
    spots: pd.DataFrame, along: list[time_axis.Part], room: float, font: float
) -> pd.DataFrame:
    """Return the stretch of each mark, its name and how wide that is, in the order of placing.

    The name of an event of the article is cut if it fits on neither side of its mark.
    """
    mark = font * np.where(spots["text"] == "", MARK, GAP)
    at = {name: time_axis.across(spots[name], along) * room for name in ("x", "start", "end")}
    result = spots[["event", "lane", "told", "x"]].copy()
    result["low"] = np.minimum(at["start"], at["x"]) - mark
    result["high"] = np.maximum(at["end"], at["x"]) + mark
    result["least"], result["most"] = -mark, room + font
    room_beside = np.maximum(result["most"] - result["high"], result["low"] - result["least"])
    result["text"] = [
        shorten(text, beside - 0.4 * font, font) if told and pd.notna(text) else text
        for text, told, beside in zip(spots["text"], spots["told"], room_beside, strict=True)
    ]
    wide = {text: width(text, font) + 0.3 * font for text in result["text"].dropna().unique()}
    result["wide"] = result["text"].map(wide | {"": 0.0}).fillna(-1)
    return result.sort_values(["told", "x"], ascending=False, kind="stable")


def _sides(spot: Any) -> Mapping[str, Span]:
    """Return the stretch of mark and name together, name right or left, if on the canvas."""
    both = {
        "right": (spot.low, spot.high + spot.wide),
        "left": (spot.low - spot.wide, spot.high),
    }
    return {
        side: span for side, span in both.items() if span[0] >= spot.least and span[1] <= spot.most
    }
