"""The stairs of a timeline: a mark a row on evenly running time, with its name beside it."""

from typing import Any, NamedTuple

import pandas as pd

from dateline.charts import axes
from dateline.charts.chart import each
from dateline.charts.page import LINE, Box, Page, Panel, free
from dateline.charts.runs import Run, accent, heavy, soft
from dateline.charts.timeline_parts import crowd_of
from dateline.charts.timeline_words import SEEN, short_date, some_in_article
from dateline.charts.type import ACCENT, SOFT, TINT

FEW = 8  # events: so many have larger letters on a slide
LEAST = 15.6  # points from event to event: names must not touch
TALLEST = 62  # points from event to event where there are few
HIGH_ON_PHONE = 260  # points that marks without names take there
VISIBLE = 0.02  # of the axis: a narrower stretch of time is not tinted


class Name(NamedTuple):
    """The name of an event beside its mark: its lines, and the place they take."""

    lines: list[list[Run]]
    align: str
    x: float
    y: float
    wide: float


def draw_stairs(page: Page, rows: pd.DataFrame, every: pd.DataFrame) -> None:
    """Draw a row an event on an even axis, its name on the side with more room."""
    top = axis_foot(page)
    in_whole = len(every) > len(rows)
    step = min((page.bottom - top) / len(rows), TALLEST)
    panel = _panel(page, rows, top, top + step * len(rows))
    foot = max(panel.foot, min(page.bottom, top + 200))
    axes.date_axis_above(page, panel, foot)
    names = [_placed(page, panel, row, rows, step) for row in each(rows)]
    size = size_of(page, rows)
    taken = [_extent(name, page.sizes[size]) for name in names]
    for row, name in zip(each(rows), names, strict=True):
        _event(page, panel, row, rows, size=0.53 * page.sizes[size])
        y = name.y
        for line in name.lines:
            y = page.text(name.x, y, line, size, align=name.align)
    if in_whole:
        _place_in_whole(page, rows, every, taken)
    _crowded(page, panel, rows, taken, foot)


def draw_marks(page: Page, rows: pd.DataFrame) -> Panel:
    """Draw the stairs of all events, marks only; return their panel."""
    top = axis_foot(page)
    foot = top + HIGH_ON_PHONE if page.phone else page.bottom
    step = min((foot - top) / len(rows), TALLEST)
    panel = _panel(page, rows, top, top + step * len(rows))
    axes.date_axis_above(page, panel, foot)
    for row in each(rows):
        _event(page, panel, row, rows, size=max(2.5, min(8, 0.9 * step)))
    return panel


def axis_foot(page: Page) -> float:
    """Return how far down the dates above the stairs go."""
    return page.top + 2 * page.sizes["axis"]


def _panel(page: Page, rows: pd.DataFrame, top: float, foot: float) -> Panel:
    """Add axes on which these events run from the left to the right, with some room at the ends."""
    first, last = rows["at"].min(), rows["until"].max()
    spare = 0.02 * max(last - first, 0.1)
    left, right = page.left + 10, page.right - 10
    limits = (first - spare, last + spare)
    return page.panel(left, top, right - left, foot - top, x=limits, y=(len(rows), 0))


def _event(page: Page, panel: Panel, row: Any, rows: pd.DataFrame, size: float) -> None:
    """Draw how long an event lasted, and its mark if its day is known."""
    x, y = panel.at(row.at, row.Index + 0.5)
    end, _ = panel.at(row.until)
    color = ACCENT if row.in_article and some_in_article(rows) else SOFT
    thick = size / 2
    if _long(row, panel):
        fill = color if row.sure or row.exact else "white"
        mark = None if row.exact else row.Index
        page.block(x, y - thick / 2, end - x, thick, fill, rim=color, line=1, order=3, row=mark)
    if row.exact or not _long(row, panel):
        draw_mark(page, x if row.exact else (x + end) / 2, y, row, size, rows)


def draw_mark(page: Page, x: float, y: float, row: Any, size: float, rows: pd.DataFrame) -> None:
    """Draw the mark of an event: larger and in the accent if in the article, hollow if not sure."""
    special = row.in_article and some_in_article(rows)
    size, color = (1.25 * size, ACCENT) if special else (size, SOFT)
    page.dot(x, y, size, color, hollow=not row.sure, row=row.Index)


def _long(row: Any, panel: Panel) -> bool:
    """Say whether an event lasted so long that a line shows it."""
    first, last = panel.axes.get_xlim()
    return bool(row.until - row.at > SEEN * (last - first))


def size_of(page: Page, rows: pd.DataFrame) -> str:
    """Return the size of the letters of names: larger where there is much room."""
    return "lead" if len(rows) <= FEW and not page.phone else "row"


def name_of(row: Any, rows: pd.DataFrame) -> Run:
    """Return the name of an event as it is set: heavy if it is in the article."""
    return accent(row.title) if row.in_article and some_in_article(rows) else Run(row.title)


def _placed(page: Page, panel: Panel, row: Any, rows: pd.DataFrame, step: float) -> Name:
    """Find the side of its mark on which the name of an event has room, and break it into lines."""
    size = size_of(page, rows)
    letter = page.sizes[size]
    start, y = panel.at(row.at, row.Index + 0.5)
    end, _ = panel.at(row.until)
    if not _long(row, panel):
        end = start
    room_left = start - 0.7 * letter - page.left
    room_right = page.right - end - 0.7 * letter
    for date in (short_date(row, rows), f"{row.date.day} {row.date:%b}"):
        words: list[str | Run] = [soft(f"{date}  "), name_of(row, rows)]
        wide = page.width(words, size)
        if wide <= max(room_left, room_right):
            break
    at_right = wide <= room_right and (start + end) / 2 < (panel.left + panel.right) / 2
    if not at_right and wide > room_left:
        at_right = room_right > room_left
    room = room_right if at_right else room_left
    most = max(1, int(step / (LINE * letter)))
    lines = page.lines(words, size, room, most=most)
    wide = max(page.width(line, size) for line in lines)
    x = end + 0.7 * letter if at_right else start - 0.7 * letter
    top = y - (0.62 + LINE * (len(lines) - 1) / 2) * letter
    return Name(lines, "left" if at_right else "right", x, top, wide)


def _extent(name: Name, letter: float) -> Box:
    """Return the place of a name with its mark."""
    mark = 1.3 * letter
    left = name.x - mark if name.align == "left" else name.x - name.wide
    foot = name.y + LINE * letter * len(name.lines)
    return Box(left, name.y, left + name.wide + mark, foot)


def _place_in_whole(page: Page, rows: pd.DataFrame, every: pd.DataFrame, taken: list[Box]) -> None:
    """Show where these events are in the whole, in a corner that is free."""
    small = page.sizes["small"]
    wide, high = 270.0, 20 + 3.3 * small
    left, right = page.left + 10, page.right - 10 - wide
    low, top = page.bottom - high - 2, axis_foot(page)
    for x, y in ((left, low), (right, top), (right, low), (left, top)):
        box = Box(x - 6, y - 4, x + wide + 6, y + high)
        if free(box, taken):
            taken.append(box)
            _strip(page, rows, every, x, y + 1.6 * small, wide)
            return


def _strip(
    page: Page, rows: pd.DataFrame, every: pd.DataFrame, x: float, y: float, wide: float
) -> None:
    """Draw a short line an event on an even axis, and a box around those on this page."""
    small = page.sizes["small"]
    below = page.bottom + 2 if y > page.bottom / 2 else y + 24 + 1.3 * small
    above = y - 1.6 * small - 4
    page.block(x - 6, above, wide + 12, below - above, "white", order=0.6)
    first, last = every["at"].min(), every["until"].max()
    scale = wide / max(last - first, 1)
    start, end = (x + scale * (day - first) for day in (rows["at"].min(), rows["at"].max()))
    page.block(start - 3, y - 3, end - start + 6, 26, TINT, rim=SOFT, line=1, order=0.7)
    for event in each(every):
        at = x + scale * (event.at - first)
        special = event.in_article and some_in_article(every)
        page.line([at, at], [y, y + 20], ACCENT if special else SOFT, 1.2 if special else 0.8)
    page.line([x, x + wide], [y + 20, y + 20], SOFT)
    said = f"Boxed: these {len(rows)} of all {len(every)} events"
    page.text(x, y - 1.6 * small, heavy(said), "small", SOFT)
    years = [str(every["date"].min().year), str(every["date"].max().year)]
    page.text(x, y + 24, years[0], "small", SOFT)
    if years[0] != years[1]:
        page.text(x + wide, y + 24, years[1], "small", SOFT, align="right")


def _crowded(page: Page, panel: Panel, rows: pd.DataFrame, taken: list[Box], foot: float) -> None:
    """Tint the days in which events crowd, and say how many there are, where that has room."""
    crowd = crowd_of(rows)
    if not crowd:
        return
    (start, _), (end, _) = panel.at(crowd.first), panel.at(crowd.last)
    if end - start < VISIBLE * panel.width:
        return
    lines: list[str | Run] = [heavy(f"{crowd.days}:\n"), crowd.size]
    letter = page.sizes["label"]
    wide = max(page.width(line, "label") for line in page.lines(lines, "label", 1e9))
    high = 2 * LINE * letter
    top, low = panel.top - 2, foot - high
    for x, y in ((start - 8 - wide, top), (end + 8, top), (start - 8 - wide, low), (end + 8, low)):
        box = Box(x, y, x + wide, y + high)
        if page.left <= x and x + wide <= page.right and free(box, taken):
            page.block(start, panel.top - 4, end - start, foot - panel.top + 4, TINT, order=0.3)
            right = x < start
            page.text(x + wide if right else x, y, lines, align="right" if right else "left")
            return
