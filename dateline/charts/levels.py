"""Levels: how many there were at each date, as steps; what was only announced looks it."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_levels
from dateline.charts.chart import Chart, need
from dateline.charts.old_page import Paper
from dateline.charts.old_type import MEDIA, SOFT, canvas
from dateline.dates import lasting, written
from dateline.words import count

READS = [
    *("series", "date", "precision", "value", "unit", "status", "measure", "scope"),
    "break_before",
]
SCALES = {
    "linear": "",
    "log": "Log axis: each line is ten times the one below; zero stands below the dotted line.",
}


def levels(
    levels: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    source: str,
    title: str = "",
    scale: str = "linear",
    labels: bool = True,
) -> Chart:
    """Draw how many there were at each date, as steps: a level holds until the next is known.

    What was announced is hollow and dashed. No line is drawn where another scope or another
    way of counting begins: a shaded gap says so. Rows outside the default view stand beside
    the line as marks. A count over a time, with an ``end_date``, is a bar as wide as that time,
    hatched where its month is not complete; running totals, whose times overlap, stand at their
    last day instead. A date known by its month has a whisker over it.

    Args:
        levels: One row a level; reads ``series``, ``date`` (datetime), ``precision``, ``value``
            (in ``unit``), ``unit``, ``status``, ``measure``, ``scope``, ``break_before`` (true
            or false), and where there are such columns ``in_default``, ``end_date``, ``about``,
            ``qualifier`` and ``source_ids``.
        events: Rows of ``events`` to mark as upright lines; reads ``date``, ``precision`` and
            ``title``. Those outside the dates of the levels are left out.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default what is counted.
        scale: "linear", from zero, or "log", where a zero stands below the axis.
        labels: Whether values and events are named; an explorer says them itself.

    Returns:
        A Chart; its table has a row a level, by series and date.

    Raises:
        ValueError: ``levels`` has no rows with a value, or lacks one of the columns; ``scale``
            is neither of the two, or "log" for counts over a time.
    """
    if scale not in SCALES:
        raise ValueError(f"scale is {scale!r}; choose one of: {', '.join(SCALES)}.")
    rows = known(levels)
    if scale == "log" and rows["over_time"].any():
        raise ValueError("Counts over a time are bars, and bars need a zero: use scale='linear'.")
    marked = _within(events, rows) if labels else rows[:0]
    above = title or _listed(rows["series"].unique())
    lead = f"{_mixed(rows)} {SCALES[scale]}".strip()
    longest = _note(rows, marked, draw_levels.Found(0, 0)) if labels else ""

    def painted(medium: str, note: str) -> tuple[Figure, draw_levels.Found]:
        with canvas(medium, layout=None) as (fig, ax):
            paper = Paper(medium, above, [(lead, SOFT)], longest, source)
            found = draw_levels.draw(ax, paper, note, rows, marked, scale=scale, labels=labels)
        return fig, found

    ready = {medium: painted(medium, "") for medium in MEDIA if labels}  # how many names find room?
    notes = dict.fromkeys(MEDIA, "")
    notes |= {medium: _note(rows, marked, found) for medium, (_, found) in ready.items()}

    def draw(medium: str) -> Figure:
        note = notes.get(medium, "")
        fresh = ready.pop(medium, None) if medium != "slide" or not note else None
        return (fresh or painted(medium, note))[0]

    return Chart(
        name="levels",
        title=above,
        words=_words(rows),
        axes=f"Across: time, {_span(rows)}. Up: a number, from 0 to {rows['value'].max():,}.",
        table=readable(rows),
        source=source,
        draw=draw,
        notes=notes,
        key=tuple(f"{event.title} ({written(event)})" for event in marked.itertuples()),
        numbers=_numbers(rows),
    )


def known(levels: pd.DataFrame) -> pd.DataFrame:
    """Return the levels that have a value, as they are drawn: by series and date, from row 0.

    Added are ``at`` (where the mark stands: the day, or the middle of a month), ``start`` and
    ``end`` of the time that may be meant, ``when`` (the same in words), ``main`` (joined by a
    line), ``firm`` (not only announced), ``over_time`` (a count over a time), ``partial`` (its
    month goes on) and ``part`` (a new number after each break).
    """
    need(levels, READS)
    need(levels.dropna(subset=["date", "value"]), READS)
    if not pd.api.types.is_datetime64_any_dtype(levels["date"]):
        raise ValueError("The column 'date' holds text, not days: turn it into days first.")
    if (levels["value"].dropna() % 1 != 0).any() or (levels["value"].dropna() < 0).any():
        raise ValueError("The column 'value' must hold whole numbers, none of them below 0.")
    if levels["unit"].nunique() > 1:
        units = ", ".join(sorted(levels["unit"].unique()))
        raise ValueError(f"The rows have several units ({units}): keep those of one.")
    rows = levels.dropna(subset=["date", "value"]).sort_values("date", kind="stable")
    order = {series: place for place, series in enumerate(levels["series"].unique())}
    rows = rows.sort_values("series", key=lambda names: names.map(order), kind="stable")
    rows = rows.reset_index(drop=True).astype({"value": "int64"})
    rows[["start", "end"]] = lasting(rows)
    rows["over_time"] = rows["end_date"].notna() if "end_date" in rows else False
    running = _running(rows)
    rows["partial"] = rows["over_time"] & (rows.get("end_date", rows["end"]) < rows["end"])
    rows["end"] = rows["end"].where(~rows["partial"], rows.get("end_date"))
    rows["when"] = [_when(row) for row in rows.itertuples()]
    middle = rows["start"] + (rows["end"] - rows["start"]) / 2
    rows["at"] = rows["date"].where(rows["precision"] == "day", middle.dt.floor("D"))
    rows["at"] = rows["at"].where(~running, rows["end"])
    rows["start"] = rows["start"].where(~running, rows["end"])
    rows["over_time"] &= ~running
    rows["main"] = rows["in_default"].astype(bool) if "in_default" in rows else True
    rows["main"] |= not rows["main"].any()
    rows["firm"] = ~rows["status"].isin(draw_levels.PLANNED)
    rows["part"] = _parts(rows)
    return rows


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of: counts over a time are bars, all else is steps."""
    if rows["over_time"].any():
        names = {"value": _listed(rows["series"].unique())}
        return rows.set_index("when")[["value"]].rename(columns=names)
    return rows.set_index("at")[["series", "value", "firm", "part"]]


def _running(rows: pd.DataFrame) -> pd.Series:
    """Say which counts are running totals: their times overlap, so each stands at its end."""
    until = rows["end"].where(rows["over_time"])
    before = until.groupby(rows["series"]).transform(lambda end: end.cummax().shift())
    overlap = rows["over_time"] & (rows["start"] <= before)
    return rows["over_time"] & overlap.groupby(rows["series"]).transform("any")


def _when(row: Any) -> str:
    """Write when a level was: a whole month is the month, a part of one its days."""
    if row.over_time and row.precision != "day":
        row = row._replace(precision="day") if row.partial else row._replace(end_date=pd.NaT)
    return written(row)


def _parts(rows: pd.DataFrame) -> pd.Series:
    """Number the stretches of the line: each begins where something else is counted."""
    main = rows[rows["main"]]
    other = main[["series", "scope"]].fillna("")
    begins = (other != other.shift()).any(axis=1) | main["break_before"].astype(bool)
    return begins.cumsum().reindex(rows.index, fill_value=0)


def _within(events: pd.DataFrame | None, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the events that happened while the levels were counted, by date."""
    if events is None:
        return rows[:0]
    need(events, ["date", "precision", "title"])
    inside = events["date"].between(rows["start"].min(), rows["end"].max())
    return events[inside].sort_values("date", ignore_index=True, kind="stable")


def _listed(names: Collection[Any]) -> str:
    *most, last = map(str, names) if len(names) else [""]
    return f"{', '.join(most)} and {last}" if most else last


def _mixed(rows: pd.DataFrame) -> str:
    """Say plainly which kinds of count stand side by side."""
    kinds = rows["measure"].value_counts()
    if len(kinds) == 1:
        scopes = _listed(rows["scope"].dropna().unique()) or "scope not stated"
        return f"One kind of count: {kinds.index[0]}, {scopes}."
    mixed = ", ".join(f"{kind} ({count})" for kind, count in kinds.items())
    beside = "" if rows["main"].all() else " Beside the line: what other sources say."
    return f"Kinds of count mixed here: {mixed}.{beside}"


def _note(rows: pd.DataFrame, events: pd.DataFrame, found: draw_levels.Found) -> str:
    """Say how many values and names found no room."""
    values, names = len(rows) - found.values, len(events) - found.names
    of_rows, of_events = (
        count(len(rows), "value is", "values are"),
        count(len(events), "event", "events"),
    )
    said = f"{values} of {of_rows} not written; the table has all." if values else ""
    return f"{said} {names} of {of_events} not named.".strip() if names else said


def _span(rows: pd.DataFrame) -> str:
    first, last = (rows.sort_values(by)["when"] for by in ("date", "end"))
    first, last = first.iloc[0], last.iloc[-1]
    return f"on {first}" if first == last else f"from {first} to {last}"


def _count(rows: pd.DataFrame) -> str:
    return count(len(rows), "level", "levels")


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    said = [f"{_listed(rows['series'].unique())}: {_count(rows)} {_span(rows)}."]
    for series, own in rows.groupby("series", sort=False):
        name = f"Of {series}, the" if rows["series"].nunique() > 1 else "The"
        top, last = own[own["value"] == own["value"].max()].iloc[0], own.iloc[-1]
        said.append(f"{name} highest is {_one(top)}; the last is {_one(last)}.")
    planned, broken = int((~rows["firm"]).sum()), draw_levels.gaps(rows)
    if planned:
        said.append(f"{count(planned, 'is', 'are')} announced or projected, not counted.")
    if broken:
        said.append(f"The line has {count(len(broken), 'gap', 'gaps')}, where counting changed.")
    return " ".join(said)


def _one(row: Any) -> str:
    return f"{row.value:,} {row.unit} ({row.when}, {row.status})"


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them: dates in words, numbers with commas."""
    table = pd.DataFrame(
        {
            "what": rows["series"],
            "date": rows["when"],
            "value": [f"{value:,}" for value in rows["value"]],
            "as the source puts it": rows["qualifier"] if "qualifier" in rows else "",
            "how sure": rows["status"],
            "kind of count": rows["measure"],
            "who or what is counted": rows["scope"],
            "note": rows["note"] if "note" in rows else "",
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].str.replace(";", ", ")
    return table.fillna("")
