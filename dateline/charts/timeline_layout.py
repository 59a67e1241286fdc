"""Where the marks and names of a timeline go: lanes, rows and sides, worked out in points.

Greedy: each mark takes the first row of its lane where it is free with its name, so a thousand
events are placed as readily as ten, and no two names touch.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dateline.charts import time_axis
from dateline.charts.page import Page
from dateline.charts.type import MEDIA, shorten, width

MOST_LANES = 9  # with more lanes than this a class cannot hold them in mind
OTHERS = "others"
LEAST, ROOMY = 1.17, 1.6  # how high a row is, in letter heights,
KEY = {"screen": 1.7, "slide": 1.6, "phone": 4.9}  # and the key
TALLEST = {"screen": 0.7, "phone": 1.9}  # high for a width of 1; all slides are equally high
LONGEST = {"screen": 0.25, "slide": 0.25, "phone": 0.95}  # share of the width for a lane's name
GAP, MARK = 0.75, 0.42  # from the middle of a mark to its name, and to its edge
Span = tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """Where everything goes; lengths are points (1/72 inch).

    ``spots`` has one row a mark: ``event`` (its row in the sorted events), ``told``,
    ``certainty``, ``precision``, ``lane``, ``x``, ``start`` and ``end`` (datetime), ``row``,
    ``text`` (empty where a name has no place) and its ``side``.
    """

    page: Page
    spots: pd.DataFrame
    lanes: dict[str, int]  # lane -> the row of its name
    names: dict[str, str]  # lane -> its name as it is printed
    depth: int  # how many rows all lanes have together
    step: float
    left: float
    top: float
    room: float


def plan(
    events: pd.DataFrame,
    marks: pd.DataFrame,
    page: Page,
    along: list[time_axis.Part],
    *,
    labels: bool,
) -> Plan:
    """Find a row for every mark and a place for every name that fits.

    Args:
        events: Sorted by date; reads what ``charts.timeline`` reads.
        marks: A row a mark, as ``in_lanes`` returns them.
        page: What the picture is drawn on; it is cut to the height that the rows need.
        along: The parts of the time axis.
        labels: Whether to name any event; on a narrow picture numbers stand for names.

    Returns:
        A Plan in which every event of the article is named first, then as many as fit.
    """
    font, above = page.font, int(page.medium == "phone")  # a row for the name of a lane
    texts = _texts(events, page.medium, labels).reindex(marks["event"]).to_numpy()
    spots = marks.assign(text=texts)
    names = _lane_names(spots, page)
    left = max(width(name, font, "bold") for name in names.values()) + 1.5 * font
    left = 2.6 * font if above else left  # half of a date must fit there
    room = page.wide - left - 1.2 * font
    _measure(spots, along, room, font)
    head, foot = 1.6 * MEDIA[page.medium]["xtick.labelsize"], KEY[page.medium] * font
    tallest = page.wide * TALLEST.get(page.medium, page.tall / page.wide)
    most = tallest - page.top - head - foot - page.foot
    count = int(most / (LEAST * font)) - above * len(names)
    lanes, depth = {}, 0
    for lane, rows in _place(spots, list(names), (-GAP * font, room + font), count).items():
        lanes[lane] = depth
        depth += above + rows
    spots["row"] += spots["lane"].map(lanes) + above
    step = min(most / depth, ROOMY * font)
    page.cut(head + depth * step + foot)
    return Plan(page, spots, lanes, names, depth, step, left, page.top + head, room)


def in_lanes(events: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one row a mark; an event with several actors is in several lanes.

    Args:
        events: Sorted by date; reads what ``charts.timeline`` reads.
        column: The column that sorts events into lanes.
    """
    spots = events[["start", "end"]].join(events[["certainty", "precision"]].fillna(""))
    middle = spots["start"] + (spots["end"] - spots["start"]) / 2
    spots["x"] = spots["start"].where(spots["precision"] == "day", middle.dt.floor("D"))
    spots["told"] = events["in_article"].astype(bool)
    spots["event"] = events.index
    spots["lane"] = events[column].fillna(OTHERS).astype(str).str.split(";")
    spots = spots.explode("lane", ignore_index=True)
    kept = spots["lane"].value_counts().index[:MOST_LANES]
    spots["lane"] = spots["lane"].where(spots["lane"].isin(kept), OTHERS)
    elsewhere = spots["event"].isin(spots.loc[spots["lane"] != OTHERS, "event"])
    spots = spots[(spots["lane"] != OTHERS) | ~elsewhere]
    return spots.drop_duplicates(["event", "lane"], ignore_index=True)


def _texts(events: pd.DataFrame, medium: str, labels: bool) -> pd.Series:
    """Return what to print beside each event: its title, on a narrow picture a number."""
    if not labels:
        return pd.Series("", index=events.index)
    if medium != "phone":
        return events["title"].fillna("").str.split().str.join(" ")  # a name takes one line
    told = events["in_article"].astype(bool)
    return told.cumsum().astype(str).where(told, "")


def lane_order(spots: pd.DataFrame) -> list[str]:
    """Return the lanes: most events of the article first, then the fullest, the others last."""
    in_article, full = spots.groupby("lane")["told"].sum(), spots["lane"].value_counts()
    return sorted(
        full.index, key=lambda lane: (lane == OTHERS, -in_article[lane], -full[lane], lane)
    )


def _lane_names(spots: pd.DataFrame, page: Page) -> dict[str, str]:
    """Return what to print for each lane."""
    most = LONGEST[page.medium] * page.wide
    return {
        lane: shorten(lane[:1].upper() + lane[1:], most, page.font, "bold")
        for lane in lane_order(spots)
    }


def _measure(spots: pd.DataFrame, along: list[time_axis.Part], room: float, font: float) -> None:
    """Add the stretch of each mark and how wide its name is, cut if it fits on neither side."""
    mark = font * np.where(spots["text"] == "", MARK, GAP)
    spots["low"] = time_axis.across(spots["start"], along) * room - mark
    spots["high"] = time_axis.across(spots["end"], along) * room + mark
    beside = np.maximum(room + font - spots["high"], spots["low"] + GAP * font) - 0.4 * font
    named = zip(spots["text"], beside, strict=True)
    spots["text"] = [shorten(text, free, font) for text, free in named]
    spots["wide"] = [width(text, font) + 0.3 * font for text in spots["text"]]


def _place(spots: pd.DataFrame, order: list[str], canvas: Span, count: int) -> dict[str, int]:
    """Give each mark a row and a side for its name; return how many rows each lane takes.

    All marks start in the first row of their lanes, where they may lie one over another. Then
    each is lifted out, those of the article first, then the latest, and takes the first row
    where it is free with its name: a new one, as long as all lanes have fewer than ``count``.
    What finds no place goes back, without a name.
    """
    marks: list[Any] = list(
        spots.sort_values(["told", "x"], ascending=False, kind="stable").itertuples()
    )
    lanes: dict[str, list[list[Span]]] = {lane: [[]] for lane in order}
    for spot in marks:
        lanes[spot.lane][0].append((spot.low, spot.high))
    found: dict[int, tuple[int, str]] = {}
    named: set[int] = set()
    for spot in marks:
        if spot.event not in named:
            rows = lanes[spot.lane]
            rows[0].remove((spot.low, spot.high))
            grow = sum(map(len, lanes.values())) < count
            place = _take(rows, spot, canvas, grow=grow)
            if place:
                found[spot.Index] = place
                named.add(spot.event)
            else:
                rows[0].append((spot.low, spot.high))
    taken = [found.get(index, (0, "")) for index in spots.index]
    spots["row"], spots["side"] = [row for row, _ in taken], [side for _, side in taken]
    spots["text"] = spots["text"].where(spots["side"] != "", "")
    return {lane: len(rows) for lane, rows in lanes.items()}


def _take(rows: list[list[Span]], spot: Any, canvas: Span, *, grow: bool) -> tuple[int, str] | None:
    """Take the first row free for a mark with its name; return the row and the name's side."""
    sides = {"right": (spot.low, spot.high + spot.wide), "left": (spot.low - spot.wide, spot.high)}
    for number, row in enumerate([*rows, []] if grow else rows):
        for side, (low, high) in sides.items():
            free = all(end <= low or high <= start for start, end in row)
            if free and canvas[0] <= low and high <= canvas[1]:
                rows[number : number + 1] = [[*row, (low, high)]]
                return number, side
    return None
