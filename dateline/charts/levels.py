"""Levels: how many there were at each date, as steps; what was only announced is dashed.

Where the end of the story is too small to be seen, it is drawn again on a taller scale, and the
chart says how much taller. Rows that all count something else, so that nothing can be joined,
have a row each: see level_bars.py.
"""

import math
import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import axes, level_bars
from dateline.charts.axes import number
from dateline.charts.chart import Chart, each, need
from dateline.charts.labels import beside
from dateline.charts.level_canvas import Canvas, canvas_for, draw_axis, draw_levels
from dateline.charts.level_rows import (
    CHANGED,
    PLANNED,
    READS,
    SIGNS,
    Gap,
    amount,
    change,
    gaps,
    known,
    readable,
)
from dateline.charts.page import LINE, Box, Page, Run, Words, accent, free, heavy
from dateline.charts.type import ACCENT, INK, SOFT, TINT
from dateline.dates import written
from dateline.words import count

__all__ = ["READS", "SIGNS", "known", "levels", "readable"]

SCALES = {
    "linear": "",
    "log": "Log axis: each line is ten times the one below",
}
FEW = 8  # levels: of so many each has its value beside it
SMALL = 1 / 8  # of the highest level: an end that stays below it is drawn again
VISIBLE = 0.05  # of the end's own highest level: it begins where this is reached
FEWEST = 3  # levels in an end that is drawn again
BESIDE = 0.32  # of the page: an end as wide as this is drawn again above itself
HIGH_ON_PHONE = 140  # points that levels take there
EVENT_ROWS = 6  # names of events above each other


def levels(
    levels: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    source: str,
    title: str = "",
    scale: str = "linear",
    labels: bool = True,
    annotations: pd.DataFrame | None = None,
    note: str = "",
) -> Chart:
    """Draw how many there were at each date, as steps: a level holds until the next is known.

    What was announced is hollow and dashed. No line is drawn where another scope or another way
    of counting begins, nor, in a table with regular dates, through a long time of which nothing
    is known: a tinted gap says so. Rows outside the default view are marks beside the line. A
    count over a time, with an ``end_date``, is a column as wide as that time, dashed where its
    month is not complete; running totals, whose times overlap, are set at their last day instead.

    Args:
        levels: One row a level; reads ``series``, ``date`` (datetime), ``precision``, ``value``
            (in ``unit``), ``unit``, ``status``, ``measure``, ``scope``, ``break_before`` (true
            or false), and where there are such columns ``in_default``, ``end_date``, ``about``,
            ``qualifier`` and ``source_ids``.
        events: Rows of ``events`` to mark as upright lines; reads ``date``, ``precision`` and
            ``title``. Those outside the dates of the levels are left out.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default what is counted.
        scale: "linear", from zero, or "log", where a zero is below the axis.
        labels: Whether values and events are named; an explorer says them itself.
        annotations: What is said beside some levels: rows of the table of that name; reads
            ``row`` (a ``level_id``), ``words``, ``side`` and ``phone``. Without it the chart
            says the highest level, the last, and the largest change.
        note: What not to conclude.

    Returns:
        A Chart; its table has a row a level, by series and date.

    Raises:
        ValueError: ``levels`` has no rows with a value, or lacks one of the columns; ``scale``
            is neither of the two, or "log" for counts over a time or levels below zero.
    """
    if scale not in SCALES:
        raise ValueError(f"scale is {scale!r}; choose one of: {', '.join(SCALES)}.")
    rows = known(levels)
    if scale == "log" and rows["over_time"].any():
        raise ValueError("Counts over a time are columns, which need a zero: use scale='linear'.")
    if scale == "log" and (rows["value"] < 0).any():
        raise ValueError("A log axis has no place for levels below zero: use scale='linear'.")
    above = title or _capital(_listed(rows["series"].unique()))
    if level_bars.apart(rows) and scale == "linear" and labels:
        return level_bars.level_bars(rows, source=source, title=above, note=note)
    events = _within(events, rows) if labels else rows[:0]
    said = _annotations(rows, annotations) if labels else []
    below = " ".join(filter(None, [_note(rows), note]))

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=_lead(rows, scale, above), note=below, source=source)
        return page.finish(_draw(page, rows, events, said, scale))

    return Chart(
        name="levels",
        title=above,
        words=_words(rows, scale),
        axes=f"Across: time, {_span(rows)}. Up: a number, from {_limits(rows)}.",
        table=readable(rows),
        source=source,
        draw=draw,
        numbers=_numbers(rows),
    )


# ---- What it says


class Said(NamedTuple):
    """What is said beside a level, and where: "right", "above", "left" or "below"."""

    row: int
    words: Words
    side: str
    phone: bool


def _annotations(rows: pd.DataFrame, annotations: pd.DataFrame | None) -> list[Said]:
    """Return what is said beside levels: as a table has it, or highest and largest change."""
    if annotations is None or annotations.empty or "level_id" not in rows:
        return _usual(rows)
    need(annotations, ["row", "words", "side", "phone"])
    levels = {row.level_id: row for row in each(rows)}
    found = []
    for annotation in each(annotations):
        if annotation.row in levels:
            row = levels[annotation.row]
            words = _with_heavy_number(annotation.words, row)
            side = annotation.side if isinstance(annotation.side, str) else "right"
            found.append(Said(row.Index, words, side, bool(annotation.phone)))
    return found


def _with_heavy_number(words: str, row: Any) -> Words:
    """Return words in which the value of the level is heavy."""
    value = re.escape(number(row.value))
    found = re.search(rf"(?<![\d,.]){value}(?![\d]|[,.]\d)", words)
    if not found:
        return words
    return [words[: found.start()], heavy(found.group()), words[found.end() :]]


def _usual(rows: pd.DataFrame) -> list[Said]:
    """Return what a chart says of each series without a table of annotations."""
    found = []
    main = rows[rows["main"]]
    several = rows["series"].nunique() > 1
    for series, group in main.groupby("series", sort=False):
        name = f"{series}\n" if several else ""
        levels = each(group)
        top = max(levels, key=lambda row: row.value)
        found.append(Said(top.Index, [name, heavy(amount(top)), f"\n{_on(top)}"], "above", True))
        if levels[-1].Index != top.Index:
            last = levels[-1]
            words: Words = [heavy(amount(last)), f"\n{_on(last)}"]
            found.append(Said(last.Index, words, "left", True))
    largest = _largest_change(main)
    if largest and all(largest[1].Index != said.row for said in found):
        difference, share = change(*largest)
        more = f":\n{share}" if share else ""
        if largest[1].unit == "%":
            more = f",\nto {amount(largest[1])}"
        words = [heavy(difference), f"\n{_on(largest[1])}{more}"]
        found.append(Said(largest[1].Index, words, "right", True))
    return found + _others(rows, {said.row for said in found})


def _others(rows: pd.DataFrame, there: set[int]) -> list[Said]:
    """Return the values of the other levels, where there are few; the same one is not repeated."""
    if len(rows) > FEW:
        return []
    found = []
    before = rows.groupby(["series", "part"])["value"].shift()
    for row in each(rows):
        if row.Index not in there and (row.value != before[row.Index] or not row.main):
            dated = [f"\n{_on(row)}"] if row.over_time else []
            side = "above" if row.main else "right"
            found.append(Said(row.Index, [heavy(amount(row)), *dated], side, True))
    return found


def _largest_change(main: pd.DataFrame) -> tuple[Any, Any] | None:
    """Return the two levels between which the line goes up or down most."""
    largest = None
    for _, part in main.groupby("part"):
        for before, after in pairwise(each(part)):
            size = abs(after.value - before.value)
            if size and (not largest or size > abs(largest[1].value - largest[0].value)):
                largest = before, after
    return largest


def _on(row: Any) -> str:
    """Write when a level was, with its preposition, and that it was only announced."""
    if row.status in PLANNED:
        return f"{row.status} for {row.when}"
    if row.over_time or " to " in row.when:
        return str(row.when)
    if row.when.startswith("about"):
        return str(row.when)
    return f"on {row.when}" if row.precision == "day" else f"in {row.when}"


def _listed(names: Collection[Any], last_word: str = "and") -> str:
    *most, last = map(str, names) if len(names) else [""]
    return f"{', '.join(most)} {last_word} {last}" if most else last


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lead(rows: pd.DataFrame, scale: str, title: str) -> list[str | Run]:
    """Return what is counted, in which unit, and the key in words."""
    series, unit = _listed(rows["series"].unique()), rows["unit"].iloc[0]
    unit = "per cent" if unit == "%" else str(unit)
    named = unit.casefold() in series.casefold()
    what = _capital(series) if named else f"{_capital(series)}, in {unit}"
    if title == _capital(series):
        what = f"In {unit}"
    firm, planned = (rows.loc[rows["firm"] == flag, "status"].unique() for flag in (True, False))
    lead: list[str | Run] = [what]
    if len(planned):
        if len(firm):
            form = "Filled" if scale == "linear" else "Solid"
            lead.append(f". {form}: {_listed(firm, 'or')}. ")
        else:
            lead.append(". ")
        lead.append(accent(f"Dashed: {_listed(planned, 'or')}, not counted"))
    if rows["partial"].any():
        lead.append(". White: month not complete")
    if not rows["main"].all():
        lead.append(". Beside the line: other sources")
    if SCALES[scale]:
        lead.append(f". {SCALES[scale]}")
    return lead


def _note(rows: pd.DataFrame) -> str:
    """Say how to read the steps, and what another way of counting counts."""
    main = rows[rows["main"]]
    notes = []
    if main["part"].duplicated().any() and not main["over_time"].all():
        notes.append("A level holds until the next one is known.")
    found = gaps(rows)
    reasons = {gap.words for gap in found}
    if reasons:
        notes.append(f"Tinted: {_listed(sorted(reasons, reverse=True), 'or')}.")
    usual = main["scope"].value_counts()
    for _, part in main.groupby("part"):
        scope = part["scope"].iloc[0]
        if CHANGED not in reasons or len(usual) < 2 or scope == usual.index[0] or pd.isna(scope):
            continue
        first, last = part["when"].iloc[0], part["when"].iloc[-1]
        low, high = number(part["value"].min()), number(part["value"].max())
        values = low if low == high else f"{low} to {high}"
        dates = first if first == last else f"{first} to {last}"
        notes.append(f"{_capital(dates)}: {scope}, {values}.")
    return " ".join(notes[:4])


def _span(rows: pd.DataFrame) -> str:
    first, last = (rows.sort_values(by)["when"] for by in ("date", "end"))
    if first.iloc[0] != last.iloc[-1]:
        return f"from {first.iloc[0]} to {last.iloc[-1]}"
    preposition = "on" if rows["precision"].eq("day").all() else "in"
    return f"{preposition} {first.iloc[0]}"


def _limits(rows: pd.DataFrame) -> str:
    low, high = min(rows["value"].min(), 0), max(rows["value"].max(), 0)
    return f"{number(low)} to {number(high)}"


def _words(rows: pd.DataFrame, scale: str) -> str:
    """Say what the picture shows, from the same rows."""
    many = count(len(rows), "level", "levels")
    said = [f"{_listed(rows['series'].unique())}: {many} {_span(rows)}."]
    for series, group in rows.groupby("series", sort=False):
        name = f"Of {series}, the" if rows["series"].nunique() > 1 else "The"
        levels = each(group)
        top, last = max(levels, key=lambda row: row.value), levels[-1]
        said.append(f"{name} highest is {_full(top)}; the last is {_full(last)}.")
    planned, broken = int((~rows["firm"]).sum()), gaps(rows)
    if planned:
        said.append(f"{count(planned, 'is', 'are')} announced or projected, not counted.")
    if broken:
        reasons = _listed(list(dict.fromkeys(gap.words for gap in broken)))
        said.append(f"The line has {count(len(broken), 'gap', 'gaps')}: {reasons}.")
    if scale == "linear" and len(_end(rows)):
        said.append(f"The levels {_since(_end(rows))} are drawn again on a taller scale.")
    return " ".join(said)


def _full(row: Any) -> str:
    unit = "" if row.unit == "%" else f" {row.unit}"
    return f"{amount(row)}{unit} ({row.when}, {row.status})"


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of: counts over a time are bars, all else is steps."""
    if rows["over_time"].any():
        names = {"value": _listed(rows["series"].unique())}
        return rows.set_index("when")[["value"]].rename(columns=names)
    return rows.set_index("at")[["series", "value", "firm", "part"]]


def _within(events: pd.DataFrame | None, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the events that happened while the levels were counted, by date."""
    if events is None:
        return rows[:0]
    need(events, ["date", "precision", "title"])
    inside = events["date"].between(rows["start"].min(), rows["end"].max())
    return events[inside].sort_values("date", ignore_index=True, kind="stable")


def _end(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the last levels of the line, if they are too small to be seen beside the highest."""
    main = rows[rows["main"]]
    if main["series"].nunique() > 1 or main["over_time"].any() or (main["value"] < 0).any():
        return main[:0]
    tall = main.index[main["value"] > SMALL * main["value"].max()]
    if tall.empty:
        return main[:0]
    end = main.loc[tall[-1] + 1 :]
    end = end.loc[end["value"].idxmin() :] if len(end) else end
    high = end.index[end["value"] > VISIBLE * end["value"].max()]
    end = end.loc[high[0] :] if len(high) else end[:0]
    return end if len(end) >= FEWEST and end["value"].nunique() > 1 else main[:0]


def _since(end: pd.DataFrame) -> str:
    """Say when the end begins."""
    start, stop = end["at"].iloc[0], end["at"].iloc[-1]
    return f"since {start.year}" if start.year + 2 <= stop.year else f"since {start:%B %Y}"


# ---- How it is drawn


def _draw(
    page: Page, rows: pd.DataFrame, events: pd.DataFrame, said: Sequence[Said], scale: str
) -> float:
    """Draw the whole, and its end again where that is too small; return the foot."""
    end = _end(rows) if scale == "linear" else rows[:0]
    letter, below = page.sizes["label"], 2.1 * page.sizes["axis"]
    names = _name_rows(page, events)
    top = page.top + (3.3 if said else 1.4) * letter + LINE * letter * names
    foot = top + HIGH_ON_PHONE if page.phone else page.bottom - below
    above_itself = not page.phone and _wide(rows, end)
    wide = page.room if page.phone or above_itself or end.empty else 0.5 * page.room
    whole = canvas_for(page, rows, Box(page.left, top, page.left + wide, foot), scale)
    again = _again(whole, rows, end, above_itself=above_itself) if len(end) else None
    until = again.left - letter if again and above_itself else whole.panel.right
    draw_axis(whole, str(rows["unit"].iloc[0]), until=until)
    draw_levels(whole, rows)
    tinted = [(whole, _tint_gaps(whole, rows, below=again if above_itself else None))]
    if len(events):
        foot = _events(whole, events, names)
    if again:
        _draw_end(whole, again, end, named=bool(said))
        tinted.append((again, _tint_gaps(again, rows)))
        foot = max(foot, again.panel.foot)
    levels = each(rows)
    for words in said:
        canvas = again if again and words.row in end.index else whole
        changed = bool(again) and words.row == end.index[-1]
        if not changed and (words.phone or not page.phone):
            row = levels[words.row]
            _say(canvas, row, words.words, words.side, INK if row.firm else ACCENT)
    for canvas, found in tinted if said else ():
        for gap in found:
            _name_gap(canvas, gap)
    return foot + below


def _wide(rows: pd.DataFrame, end: pd.DataFrame) -> bool:
    """Say whether the end takes so much of the time that it can be drawn again above itself."""
    if end.empty:
        return False
    first, last = rows["start"].min(), rows["end"].max()
    return bool((last - end["at"].iloc[0]) / (last - first) >= BESIDE)


def _last_tall(rows: pd.DataFrame, end: pd.DataFrame) -> Any:
    """Return until when the line was higher than its end."""
    main = rows[rows["main"]]
    tall = main.index[main["value"] > end["value"].max()][-1]
    after = main.loc[tall + 1 :]
    return after["at"].iloc[0]


def _again(whole: Canvas, rows: pd.DataFrame, end: pd.DataFrame, *, above_itself: bool) -> Canvas:
    """Add axes for the end, so many times as tall as the whole, and say how many."""
    page, letter = whole.page, whole.page.sizes["label"]
    start, _ = whole.at(end["at"].iloc[0], 0)
    _, tip = whole.at(end["at"].iloc[0], end["value"].max())
    if page.phone:
        top = whole.panel.foot + 3 * page.sizes["axis"]
        box = Box(page.left, top, page.right, top + 3.2 * letter + HIGH_ON_PHONE)
    elif above_itself:
        left = max(start - 6 * letter, whole.at(_last_tall(rows, end), 0)[0] + 3 * letter)
        left = min(left, start - letter)
        box = Box(left, page.top + letter, page.right, tip - 5.7 * letter)
    else:
        left = whole.panel.right + 2 * letter
        box = Box(left, page.top + letter, page.right, whole.panel.foot)
    inner = box._replace(top=box.top + 3.2 * letter)
    scale = whole.panel.height / whole.high  # points for one more
    factor = math.floor((inner.foot - inner.top) / (scale * 1.08 * end["value"].max()))
    high = (inner.foot - inner.top) / (scale * factor)
    again = canvas_for(page, end, inner, "linear", high=high)
    words = f"{_since(end).capitalize()}, on a scale {factor} times as tall"
    foot = page.text(box.left, box.top, heavy(words), room=box.right - box.left, bare=True)
    taken = Box(box.left - letter, box.top, box.right, foot)
    again.taken.append(taken)
    if above_itself:
        foot = inner.foot + 2.1 * page.sizes["axis"]
        whole.taken.append(Box(box.left - 0.5 * letter, box.top, box.right, foot))
    return again


def _draw_end(whole: Canvas, again: Canvas, end: pd.DataFrame, *, named: bool) -> None:
    """Draw the end on its own scale, mark it in the whole, and say how it changed last."""
    draw_axis(again, str(end["unit"].iloc[0]), until=again.panel.right)
    draw_levels(again, end)
    page = whole.page
    (first, tip), (last, _) = (
        whole.at(day, end["value"].max()) for day in (end["at"].iloc[0], end["end"].iloc[-1])
    )
    y = tip - 0.5 * page.sizes["label"]
    page.line([first - 2, first - 2, last + 2, last + 2], [y + 4, y, y, y + 4], SOFT)
    whole.taken.append(Box(first - 3, y - 2, last + 3, tip))
    if named:
        _last_change(again, end)


def _last_change(canvas: Canvas, end: pd.DataFrame) -> None:
    """Say how much the last level is above or below the one before, and what it is."""
    before, after = each(end.iloc[-2:])
    color = INK if after.firm else ACCENT
    if before.part == after.part and before.value != after.value:
        difference, share = change(before, after)
        middle = canvas.at(after.at, (before.value + after.value) / 2)
        _block(canvas, middle, [(heavy(difference), "big"), (heavy(share), "label")], color)
    words: Words = [heavy(amount(after)), f"\n{_on(after)}"]
    _say(canvas, after, words, "left", color)


def _say(canvas: Canvas, row: Any, words: Words, side: str, color: str) -> None:
    """Set words beside a level, where there is room for them."""
    beside(
        canvas.page,
        canvas.at(row.at, row.value),
        words,
        canvas.taken,
        side=side,
        color=color,
        soft=canvas.lines,
        within=canvas.within,
    )


def _block(
    canvas: Canvas, mark: tuple[float, float], lines: list[tuple[Run, str]], color: str
) -> None:
    """Set lines of several sizes left of a place, if they have room there."""
    page = canvas.page
    lines = [line for line in lines if line[0].words]
    wide = max(page.width(run, size) for run, size in lines)
    high = sum(LINE * page.sizes[size] for _, size in lines)
    right = mark[0] - 0.7 * page.sizes["label"]
    for y in (mark[1] - high / 2, mark[1] - high, mark[1], mark[1] - 0.8 * high):
        box = Box(right - wide, y, right, y + high)
        if free(box, canvas.taken) and box.left > page.left:
            for run, size in lines:
                y = page.text(right, y, run, size, color, align="right")
            canvas.taken.append(box)
            return


def _tint_gaps(canvas: Canvas, rows: pd.DataFrame, below: Canvas | None = None) -> list[Gap]:
    """Tint the times in which no line is drawn, and return them.

    Args:
        canvas: Where.
        rows: Levels as ``known`` returns them.
        below: Axes that are above a part of these; there the tint ends below them.
    """
    panel = canvas.panel
    first, last = panel.axes.get_xlim()
    inside = []
    for gap in gaps(rows):
        start, end = (axes.day_number(day) for day in (gap.start, gap.end))
        if start < first or end > last:
            continue
        left, right = panel.at(start)[0], panel.at(end)[0]
        top = panel.top
        if below and right > below.left:
            top = below.panel.foot + 3 * canvas.page.sizes["axis"]
        canvas.page.block(left, top, right - left, panel.foot - top, TINT, order=0.3)
        canvas.lines.append(Box(left, top, right, panel.foot))
        inside.append(gap)
    return inside


def _name_gap(canvas: Canvas, gap: Gap) -> None:
    """Say in a gap why no line is drawn, if the words have room."""
    page, panel, size = canvas.page, canvas.panel, "small"
    left, right = (panel.at(axes.day_number(day))[0] for day in (gap.start, gap.end))
    room = right - left - 4
    if max(page.width(word, size) for word in gap.words.split()) > room:
        return
    lines = page.lines(gap.words, size, room)
    wide = max(page.width(line, size) for line in lines)
    middle, high = (left + right) / 2, LINE * page.sizes[size] * len(lines)
    for step in range(1, 20):
        y = panel.top + step * (panel.height - high) / 20
        box = Box(middle - wide / 2, y, middle + wide / 2, y + high)
        if free(box, canvas.taken):
            page.text(middle, y, gap.words, size, SOFT, align="center", room=room)
            canvas.taken.append(box)
            return


# ---- Events


def _name_rows(page: Page, events: pd.DataFrame) -> int:
    """Return how many rows above a slide's axes the names of events may need."""
    return 0 if page.phone else min(EVENT_ROWS, len(events))


def _events(canvas: Canvas, events: pd.DataFrame, rows: int) -> float:
    """Draw an upright line an event, up to its name; on a phone, list the names; return the foot.

    An event that finds no place for its name keeps its line, and the chart says how many do.
    """
    page, panel = canvas.page, canvas.panel
    taken: list[Box] = []
    unnamed = 0
    for event in reversed(each(events)):  # so that no line crosses an earlier name
        x, _ = canvas.at(event.date, 0)
        box = None if page.phone else _name_event(canvas, event.title, x, rows, taken)
        unnamed += box is None
        top = box.top + 4 if box else panel.top - 4
        page.line([x, x], [top, panel.foot], SOFT, 0.8, dashes=(0, (1, 2)), order=0.6)
        taken.append(Box(x - 2, top, x + 2, panel.top))
        canvas.taken.append(Box(x - 1, panel.top, x + 1, panel.foot))
    if unnamed and not page.phone:
        said = f"{unnamed} of {count(len(events), 'event', 'events')} not named"
        _name_event(canvas, said, page.left - 4, rows + 1, taken)
    canvas.taken.extend(taken)
    if not page.phone:
        return panel.foot
    y = panel.foot + 2.5 * page.sizes["axis"]
    for event in each(events):
        words = [heavy(f"{written(event)}  "), event.title]
        y = page.text(page.left, y, words, "row", SOFT, room=page.room) + 3
    return y


def _name_event(canvas: Canvas, title: str, x: float, rows: int, taken: list[Box]) -> Box | None:
    """Set the name of an event in the lowest free row above the axes; return its place."""
    page, letter = canvas.page, canvas.page.sizes["row"]
    wide = page.width(title, "row")
    for row in range(rows):
        y = canvas.panel.top - 6 - LINE * letter * (row + 1)
        for left in (x + 4, x - 4 - wide):
            box = Box(left, y, left + wide, y + LINE * letter)
            if page.left <= left and left + wide <= page.right and free(box, taken):
                page.text(left, y, title, "row", SOFT)
                taken.append(box)
                return box
    return None
