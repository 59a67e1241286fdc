"""The timeline: evenly running time, a row an event, so that every event has room for its name.

Where events crowd, the stairs that their marks make fall steeply. If there are more events than a
page holds, the chart shows all of them without their names, and has parts: pages on which each
event is named, and which say where they are in the whole. A phone shows a list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import axes
from dateline.charts.chart import Chart, each, need
from dateline.charts.page import LINE, Box, Page, Panel, Run, accent, free, heavy, soft
from dateline.charts.timeline_parts import by_lane, by_time, crowd_of
from dateline.charts.type import ACCENT, PALE, SOFT, TINT
from dateline.dates import lasting, written
from dateline.words import count

READS = ["date", "precision", "title", "in_article", "certainty"]
LEAST = 16.6  # points from event to event: names must not touch
FEW = 8  # events: so many have larger letters on a slide
TALLEST = 62  # points from event to event where there are few
LONG = 0.08  # of the whole time: a pause of so much is said in a phone's list
SEEN = 0.009  # of the whole time: an event that lasts longer is a line
VISIBLE = 0.02  # of the axis: a narrower stretch of time is not tinted
UNSURE = {"reported": "not confirmed", "contested": "disputed"}


def timeline(
    events: pd.DataFrame,
    *,
    source: str,
    title: str = "",
    focus: Sequence[Mapping[str, Any]] = (),
    lanes: str = "",
    labels: bool = True,
    whole: pd.DataFrame | None = None,
    note: str = "",
) -> Chart:
    """Draw events on an evenly running time, each in a row of its own and with its name.

    Events of the article are large, heavy and in the accent. Hollow marks rest on officials who
    are not named, or hold a disputed fact. A line is how long an event lasted, or, without a
    mark, the month or year of which the day is not known.

    Args:
        events: One row an event; reads ``date`` (datetime), ``precision``, ``title``,
            ``in_article`` (true or false), ``certainty``, and where there are such columns
            ``time`` (such as "21:40"), ``end_date`` (datetime), ``about`` and ``source_ids``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default how many events there are.
        focus: Weeks that get a part of their own where there are parts: a case's ``focus``.
        lanes: A column that sorts events into parts, such as ``actors``. With a list
            (separated by semicolons) an event is in the part of each frequent actor.
        labels: Whether events are named; an explorer says the names itself.
        whole: All events of which these are some; the picture then shows their place in it.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row an event, sorted by date. With more events than a page
        holds, or with ``lanes``, it has ``parts``.

    Raises:
        ValueError: ``events`` has no rows, or lacks one of the columns.
    """
    need(events, [*READS, *filter(None, [lanes])])
    rows = _prepared(events)
    every = _prepared(whole) if whole is not None else rows
    above = title or _title(rows)
    groups = by_lane(rows, lanes) if lanes and labels else {}
    most = _capacity(rows, title=above, note=note, source=source)
    sections = _sections(rows, groups, focus, most) if labels else []
    chart = _page(rows, every, title=above, source=source, note=note, named=labels and not sections)
    parts = tuple(
        _page(section.rows, rows, title=section.title, source=source, note=note, named=True)
        for section in sections
    )
    if groups:
        return _lanes_overview(chart, rows, groups, parts)
    return _overview(chart, rows, sections, parts, note) if parts else chart


class Section(NamedTuple):
    """Some of the events that fill a page of their own, and its title."""

    title: str
    rows: pd.DataFrame


def _prepared(events: pd.DataFrame) -> pd.DataFrame:
    """Return events by date and time, with what the drawing needs.

    Added are ``at`` and ``until`` (days, as matplotlib counts them), ``sure`` and ``exact``.
    """
    rows = events.copy()
    rows["clock"] = rows["time"].fillna("") if "time" in rows else ""
    rows = rows.sort_values(["date", "clock"], ignore_index=True, kind="stable")
    span = lasting(rows)
    clock = pd.to_timedelta(rows["clock"].where(rows["clock"] != "", "0:00") + ":00")
    rows["at"] = [axes.day_number(day) for day in rows["date"]] + clock / pd.Timedelta(days=1)
    ends = pd.Series([axes.day_number(day) for day in span["end"]], index=rows.index)
    rows["until"] = ends.clip(lower=rows["at"])
    rows["exact"] = rows["precision"].eq("day")
    rows["sure"] = rows["certainty"].eq("confirmed")
    rows["in_article"] = rows["in_article"].astype(bool)
    rows["title"] = rows["title"].fillna("").astype(str).str.split().str.join(" ")
    return rows


def _capacity(rows: pd.DataFrame, *, title: str, note: str, source: str) -> int:
    """Return how many events with their names a page holds."""
    page = Page("slide", title=title, lead=_lead(rows), note=note, source=source)
    return max(1, int((page.bottom - _axis_foot(page)) / LEAST))


def _sections(
    rows: pd.DataFrame,
    lanes: Mapping[str, pd.DataFrame],
    focus: Sequence[Mapping[str, Any]],
    most: int,
) -> list[Section]:
    """Return the pages that these events need; none if one holds them all."""
    if lanes:
        return [
            Section(f"{lane}: {_title(part)}", part)
            for lane, group in lanes.items()
            for part in by_time(group, most - 2, [])
        ]
    if len(rows) <= most:
        return []
    starts = [pd.Timestamp(span["start"]) for span in focus]
    return [Section(_title(part), part) for part in by_time(rows, most, starts)]


# ---- What it says


def _title(rows: pd.DataFrame) -> str:
    in_article = int(rows["in_article"].sum())
    many: Any = "all" if in_article == len(rows) > 1 else in_article
    found = f", {many} in the article" if in_article else ""
    return f"{count(len(rows), 'event', 'events')} {_when(rows)}{found}"


def _when(rows: pd.DataFrame) -> str:
    """Write the first and the last date of the events, no more exactly than they are known."""
    dates = rows.drop(columns="end_date", errors="ignore")
    first, last = dates.iloc[0], dates.iloc[-1]
    start, end = written(first), written(last)
    if start == end:
        return f"on {start}" if first["exact"] else f"in {start}"
    if first["date"].year == last["date"].year and first["precision"] in ("day", "month"):
        start = start.removesuffix(f" {first['date'].year}")
    return f"from {start} to {end}"


def _lead(rows: pd.DataFrame) -> list[str | Run]:
    """Return the key in words: only what is in the picture."""
    lead: list[str | Run] = []
    if _some_in_article(rows):
        lead = [accent("Heavy: in the article."), " "]
    elif rows["in_article"].all():
        lead = ["All are in the article. "]
    unsure = [said for name, said in UNSURE.items() if rows["certainty"].eq(name).any()]
    if unsure:
        lead.append(f"Hollow: {' or '.join(unsure)}. ")
    if _lasting(rows).any():
        lead.append("Line: how long it lasted")
    return _without_stop(lead)


def _without_stop(lead: list[str | Run]) -> list[str | Run]:
    """Return the key without a full stop at its end."""
    while lead and not (lead[-1] if isinstance(lead[-1], str) else lead[-1].words).strip(" ."):
        lead.pop()
    if lead:
        last = lead[-1]
        if isinstance(last, Run):
            lead[-1] = last._replace(words=last.words.rstrip(" ."))
        else:
            lead[-1] = last.rstrip(" .")
    return lead


def _lasting(rows: pd.DataFrame) -> pd.Series:
    """Say which events are so long, beside the whole, that their length is seen."""
    whole = max(rows["until"].max() - rows["at"].min(), 0.1)
    seen: pd.Series = (rows["until"] - rows["at"]) / whole > SEEN
    return seen


def _some_in_article(rows: pd.DataFrame) -> bool:
    """Say whether the accent means something: some events are in the article, and some not."""
    return bool(rows["in_article"].any() and not rows["in_article"].all())


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    said = [f"Timeline of {count(len(rows), 'event', 'events')} {_when(rows)}."]
    in_article, unsure = int(rows["in_article"].sum()), int((~rows["sure"]).sum())
    if in_article:
        said.append(f"{count(in_article, 'is', 'are')} in the article.")
    if unsure:
        said.append(f"{count(unsure, 'is', 'are')} not confirmed or disputed.")
    crowd = crowd_of(rows)
    if crowd:
        said.append(f"{crowd.days[:1].upper()}{crowd.days[1:]}: {crowd.size}.")
    return " ".join(said)


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them: dates in words, flags as yes or no."""
    dates = [written(event) for event in each(rows)]
    timed = rows["clock"].where(rows["clock"] == "", ", " + rows["clock"])
    table = pd.DataFrame(
        {
            "date": dates + timed,
            "event": rows["title"],
            "in the article": rows["in_article"].map({True: "yes", False: "no"}),
            "how sure": rows["certainty"],
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].astype(str).str.replace(";", ", ")
    return table


def _short_date(row: Any, rows: pd.DataFrame) -> str:
    """Write when an event was, in short; the year only where there are several."""
    year = f" {row.date.year}" * (rows["date"].dt.year.nunique() > 1)
    end = row.end_date if "end_date" in rows and pd.notna(row.end_date) else row.date
    about = "about " if "about" in rows and pd.notna(row.about) and row.about else ""
    if row.precision in ("year", "fiscal_year", "quarter"):
        return about + written(row).removeprefix("about ").replace("fiscal year from ", "FY ")
    day = "" if row.precision == "month" else f"{row.date.day} "
    last = "" if row.precision == "month" else f"{end.day} "
    first = f"{day}{row.date:%b}"
    if end > row.date:
        same_month = (row.date.year, row.date.month) == (end.year, end.month)
        first = (
            f"{row.date.day}–{last}{end:%b}" if same_month and day else f"{first} to {last}{end:%b}"
        )
        year = f" {end.year}" if year else ""
    if row.precision == "week":
        about = "week of "
    clock = f", {row.clock}" if row.clock else ""
    if row.clock and rows["date"].nunique() == 1:
        return str(row.clock)
    return f"{about}{first}{year}{clock}"


# ---- One page


def _page(
    rows: pd.DataFrame, every: pd.DataFrame, *, title: str, source: str, note: str, named: bool
) -> Chart:
    """Return the chart of events that one page holds."""
    rows = rows.reset_index(drop=True)

    def draw(medium: str) -> Figure:
        page = Page(medium, title=title, lead=_lead(rows), note=note, source=source)
        if page.phone or rows["at"].nunique() == 1:
            return page.finish(_list(page, rows, page.top + 0.7 * page.sizes["row"]))
        if named:
            _stairs(page, rows, every)
        else:
            _marks(page, rows)
        return page.finish()

    return Chart(
        name="timeline",
        title=title,
        words=_words(rows),
        axes=f"Across: time {_when(rows)}. Down: an event a row.",
        table=_readable(rows),
        source=source,
        draw=draw,
    )


def _list(page: Page, rows: pd.DataFrame, y: float) -> float:
    """List the events below each other, say how long nothing happened; return the foot."""
    size = _size_of(page, rows)
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
        _mark(page, rail, y + 0.62 * letter, row, 0.5 * letter, rows)
        page.text(page.left, y, date, size, SOFT)
        most = None if page.phone else 1
        y = page.text(left, y, _name(row, rows), size, room=page.right - left, most=most) + step
        before = row
    foot = y - step - 0.4 * letter
    page.line([rail, rail], [top + 0.4 * letter, foot], PALE, 0.14 * letter, order=1)
    return y


def _dates_of_list(rows: pd.DataFrame) -> list[str]:
    """Return what is before each event: its date, or the time of events of one day."""
    if rows["date"].nunique() == 1:
        return list(rows["clock"])
    years = rows["date"].dt.year
    return [_short_date(row, rows[years == row.date.year]) for row in each(rows)]


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


def _size_of(page: Page, rows: pd.DataFrame) -> str:
    """Return the size of the letters of names: larger where there is much room."""
    return "lead" if len(rows) <= FEW and not page.phone else "row"


def _pause(days: float) -> str:
    """Say how long nothing happened."""
    if days < 700:
        return count(round(days), "day", "days")
    return count(round(days / 365.25), "year", "years")


def _name(row: Any, rows: pd.DataFrame) -> Run:
    """Return the name of an event as it is set: heavy if it is in the article."""
    return accent(row.title) if row.in_article and _some_in_article(rows) else Run(row.title)


def _mark(page: Page, x: float, y: float, row: Any, size: float, rows: pd.DataFrame) -> None:
    """Draw the mark of an event: larger and in the accent if in the article, hollow if not sure."""
    special = row.in_article and _some_in_article(rows)
    size, color = (1.25 * size, ACCENT) if special else (size, SOFT)
    page.dot(x, y, size, color, hollow=not row.sure, row=row.Index)


class Name(NamedTuple):
    """The name of an event beside its mark: its lines, and the place they take."""

    lines: list[list[Run]]
    align: str
    x: float
    y: float
    wide: float


def _stairs(page: Page, rows: pd.DataFrame, every: pd.DataFrame) -> None:
    """Draw a row an event on an even axis, its name on the side with more room."""
    top = _axis_foot(page)
    in_whole = len(every) > len(rows)
    step = min((page.bottom - top) / len(rows), TALLEST)
    panel = _panel(page, rows, top, top + step * len(rows))
    foot = max(panel.foot, min(page.bottom, top + 200))
    axes.date_axis_above(page, panel, foot)
    names = [_placed(page, panel, row, rows, step) for row in each(rows)]
    size = _size_of(page, rows)
    taken = [_extent(name, page.sizes[size]) for name in names]
    for row, name in zip(each(rows), names, strict=True):
        _event(page, panel, row, rows, size=0.53 * page.sizes[size])
        y = name.y
        for line in name.lines:
            y = page.text(name.x, y, line, size, align=name.align)
    if in_whole:
        _place_in_whole(page, rows, every, taken)
    _crowded(page, panel, rows, taken, foot)


def _axis_foot(page: Page) -> float:
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
    color = ACCENT if row.in_article and _some_in_article(rows) else SOFT
    thick = size / 2
    if _long(row, panel):
        fill = color if row.sure or row.exact else "white"
        mark = None if row.exact else row.Index
        page.block(x, y - thick / 2, end - x, thick, fill, rim=color, line=1, order=3, row=mark)
    if row.exact or not _long(row, panel):
        _mark(page, x if row.exact else (x + end) / 2, y, row, size, rows)


def _long(row: Any, panel: Panel) -> bool:
    """Say whether an event lasted so long that a line shows it."""
    first, last = panel.axes.get_xlim()
    return bool(row.until - row.at > SEEN * (last - first))


def _placed(page: Page, panel: Panel, row: Any, rows: pd.DataFrame, step: float) -> Name:
    """Find the side of its mark on which the name of an event has room, and break it into lines."""
    size = _size_of(page, rows)
    letter = page.sizes[size]
    start, y = panel.at(row.at, row.Index + 0.5)
    end, _ = panel.at(row.until)
    if not _long(row, panel):
        end = start
    room_left = start - 0.7 * letter - page.left
    room_right = page.right - end - 0.7 * letter
    for date in (_short_date(row, rows), f"{row.date.day} {row.date:%b}"):
        words: list[str | Run] = [soft(f"{date}  "), _name(row, rows)]
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
    low, top = page.bottom - high - 2, _axis_foot(page)
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
        special = event.in_article and _some_in_article(every)
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


# ---- All events without their names


def _marks(page: Page, rows: pd.DataFrame) -> Panel:
    """Draw the stairs of all events, marks only; return their panel."""
    top = _axis_foot(page)
    step = min((page.bottom - top) / len(rows), TALLEST)
    panel = _panel(page, rows, top, top + step * len(rows))
    axes.date_axis_above(page, panel, page.bottom)
    for row in each(rows):
        _event(page, panel, row, rows, size=max(2.5, min(8, 0.9 * step)))
    return panel


def _overview(
    chart: Chart, rows: pd.DataFrame, sections: list[Section], parts: tuple[Chart, ...], note: str
) -> Chart:
    """Return the chart of all events, which says what each of its parts holds."""

    def draw(medium: str) -> Figure:
        page = Page(medium, title=chart.title, lead=_lead(rows), note=note, source=chart.source)
        if page.phone:
            return page.finish(_list(page, rows, page.top + 0.7 * page.sizes["row"]))
        panel = _marks(page, rows)
        _contents(page, panel, rows, sections)
        return page.finish()

    return replace(chart, draw=draw, parts=parts)


def _contents(page: Page, panel: Panel, rows: pd.DataFrame, sections: list[Section]) -> None:
    """Name the events of the article beside the stairs, and say how many events each part holds."""
    taken = [_around(panel, row) for row in each(rows)]
    _name_article(page, panel, rows, taken)
    for number, section in enumerate(sections):
        first, last = section.rows.index[0], section.rows.index[-1]
        (_, top), (_, foot) = panel.at(0, first), panel.at(0, last + 1)
        if number % 2 == 0:
            page.block(page.left, top, page.room, foot - top, TINT, order=0.3)
        _say_part(page, section, (top, foot), taken)


def _around(panel: Panel, row: Any) -> Box:
    """Return the place that the mark of an event takes."""
    x, y = panel.at(row.at, row.Index + 0.5)
    end, _ = panel.at(row.until)
    return Box(x - 7, y - 5, end + 7, y + 5)


def _name_article(page: Page, panel: Panel, rows: pd.DataFrame, taken: list[Box]) -> None:
    """Name the events of the article left of the stairs, as far apart as their letters need."""
    letter = page.sizes["row"]
    events = [row for row in each(rows) if row.in_article]
    if not _some_in_article(rows) or len(events) * LEAST > panel.height:
        return
    heights = _apart([panel.at(0, row.Index + 0.5)[1] for row in events], LEAST, panel)
    marks = list(taken)
    for row, y in zip(events, heights, strict=True):
        x, mark = panel.at(row.at, row.Index + 0.5)
        low, high = max(y, mark) + 9, min(y, mark) - 9
        beside = [box.left for box in marks if box.top < low and box.foot > high]
        right = min(beside) - 24
        wide = page.width(accent(row.title), "row")
        if right - wide < page.left:
            continue
        taken.append(Box(right - wide, y - 0.6 * letter, right, y + 0.5 * letter))
        page.text(right, y - 0.62 * letter, accent(row.title), "row", align="right")
        page.line([right + 4, x - 6], [y, mark], ACCENT, 0.8)


def _apart(heights: list[float], step: float, panel: Panel) -> list[float]:
    """Return heights a step apart at least, and otherwise as near as can be to those given."""
    groups: list[list[float]] = []  # heights, each less the steps above it, that share a mean
    for number, height in enumerate(heights):
        groups.append([height - number * step])
        while len(groups) > 1 and _mean(groups[-2]) > _mean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    most = panel.foot - step * (len(heights) - 0.5)
    means = [min(max(_mean(group), panel.top + step / 2), most) for group in groups for _ in group]
    return [mean + number * step for number, mean in enumerate(means)]


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _say_part(page: Page, section: Section, span: tuple[float, float], taken: list[Box]) -> None:
    """Say in a free place beside the marks of a part how many events it holds."""
    letter = page.sizes["label"]
    high = LINE * letter
    many = count(len(section.rows), "event", "events")
    words: list[str | Run] = [heavy(many), f" {_when(section.rows)}"]
    wide, (top, foot) = page.width(words), span
    if foot - top < high:
        return
    for y in ((top + foot - high) / 2, foot - high - 2, top + 2):
        for x in (page.left + 10, page.right - 10 - wide):
            box = Box(x, y, x + wide, y + high)
            if free(box, taken):
                taken.append(box)
                page.text(x, y, words)
                return


def _lanes_overview(
    chart: Chart, rows: pd.DataFrame, lanes: Mapping[str, pd.DataFrame], parts: tuple[Chart, ...]
) -> Chart:
    """Return the chart of all events with a row a lane."""

    def draw(medium: str) -> Figure:
        page = Page(medium, title=chart.title, lead=_lead(rows), source=chart.source)
        letter = page.sizes["label"]
        beside = 0.0 if page.phone else max(page.width(lane) for lane in lanes) + 3 * letter
        top = page.top + 2.2 * page.sizes["axis"]
        step = 3 * letter if page.phone else min((page.bottom - top) / len(lanes), TALLEST)
        foot = top + step * len(lanes)
        first, last = rows["at"].min(), rows["until"].max()
        spare = 0.02 * max(last - first, 0.1)
        left = page.left + beside + 6
        limits = (first - spare, last + spare)
        panel = page.panel(
            left, top, page.right - 8 - left, foot - top, x=limits, y=(len(lanes), 0)
        )
        axes.date_axis_above(page, panel, foot)
        for number, (lane, group) in enumerate(lanes.items()):
            _, y = panel.at(0, number + 0.5)
            many = soft(f" {len(group)}")
            if page.phone:
                page.text(page.left, y - 1.4 * letter, [lane, many])
                y += 0.8 * letter
            else:
                page.text(page.left, y - 0.62 * letter, [lane, many], bare=True)
            page.line([panel.left, panel.right], [y, y], PALE, order=0.6)
            for row in each(group):
                _mark(page, panel.at(row.at)[0], y, row, 0.45 * letter, rows)
        return page.finish(foot)

    return replace(chart, draw=draw, parts=parts)
