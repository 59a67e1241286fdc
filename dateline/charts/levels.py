"""Levels: how many there were at each date, as steps; what was only announced looks it."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_levels, sheet
from dateline.charts.look import LOOKS, Chart, canvas, many, need
from dateline.dates import lasting, written

READS = [
    *("series", "date", "precision", "value", "unit", "status", "measure", "scope"),
    "break_before",
]
FIRM = ("reported", "estimated", "average")  # the others had not happened yet
SCALES = {
    "linear": "",
    "log": "Log axis: each line is ten times the one below; zero is not to scale.",
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
    hatched where its month is not complete. A date known by its month has a whisker over it.

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
            is neither of the two.
    """
    if scale not in SCALES:
        raise ValueError(f"scale is {scale!r}; choose one of: {', '.join(SCALES)}.")
    rows = known(levels)
    marked = _within(events, rows) if labels else rows[:0]
    plan = draw_levels.Plan(rows, marked, scale, labels)
    above = title or _listed(rows["series"].unique())
    lead = f"{_mixed(rows)} {SCALES[scale]}".strip()
    longest = _note(rows, marked, draw_levels.Found(0, 0)) if labels else ""

    def painted(look: str, note: str) -> tuple[Figure, draw_levels.Found]:
        below, most = (sheet.foot(look, source, one) for one in (note, longest))
        with canvas(look, layout=None) as (fig, ax):
            found = draw_levels.draw(
                ax, plan, look, title=above, lead=lead, below=below, longest=most
            )
        return fig, found

    notes = {look: _note(rows, marked, painted(look, "")[1]) if labels else "" for look in LOOKS}
    return Chart(
        name="levels",
        words=_words(rows),
        axes=f"Across: time, {_span(rows)}. Up: a number, from 0 to {rows['value'].max():,}.",
        table=readable(rows),
        source=source,
        draw=lambda look: painted(look, notes.get(look, ""))[0],
        notes=notes,
        key=tuple(f"{event.title} ({written(event)})" for event in marked.itertuples()),
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
    if levels["unit"].nunique() > 1:
        units = ", ".join(sorted(levels["unit"].unique()))
        raise ValueError(f"The rows have several units ({units}): keep those of one.")
    rows = levels.dropna(subset=["date", "value"]).sort_values("date", kind="stable")
    order = {series: place for place, series in enumerate(levels["series"].unique())}
    rows = rows.sort_values("series", key=lambda names: names.map(order), kind="stable")
    rows = rows.reset_index(drop=True).astype({"value": "int64"})
    rows[["start", "end"]] = lasting(rows)
    rows["over_time"] = rows["end_date"].notna() if "end_date" in rows else False
    rows["partial"] = rows["over_time"] & (rows.get("end_date", rows["end"]) < rows["end"])
    rows["end"] = rows["end"].where(~rows["partial"], rows.get("end_date"))
    middle = rows["start"] + (rows["end"] - rows["start"]) / 2
    rows["at"] = rows["date"].where(rows["precision"] == "day", middle.dt.floor("D"))
    rows["when"] = [_when(row) for row in rows.itertuples()]
    rows["main"] = rows["in_default"].astype(bool) if "in_default" in rows else True
    rows["main"] |= not rows["main"].any()
    rows["firm"] = rows["status"].isin(FIRM)
    rows["part"] = _parts(rows)
    return rows


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
        many(len(rows), "value is", "values are"),
        many(len(events), "event", "events"),
    )
    said = f"{values} of {of_rows} not written; the table has all." if values else ""
    return f"{said} {names} of {of_events} not named.".strip() if names else said


def _span(rows: pd.DataFrame) -> str:
    first, last = (rows.sort_values(by)["when"] for by in ("date", "end"))
    first, last = first.iloc[0], last.iloc[-1]
    return f"on {first}" if first == last else f"from {first} to {last}"


def _count(rows: pd.DataFrame) -> str:
    return many(len(rows), "level", "levels")


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    said = [f"{_listed(rows['series'].unique())}: {_count(rows)} {_span(rows)}."]
    for series, own in rows.groupby("series", sort=False):
        name = f"Of {series}, the" if rows["series"].nunique() > 1 else "The"
        top, last = own[own["value"] == own["value"].max()].iloc[0], own.iloc[-1]
        said.append(f"{name} highest is {_one(top)}; the last is {_one(last)}.")
    planned, broken = int((~rows["firm"]).sum()), draw_levels.gaps(rows)
    if planned:
        said.append(f"{many(planned, 'is', 'are')} announced or projected, not reached.")
    if broken:
        said.append(f"The line has {many(len(broken), 'gap', 'gaps')}, where counting changed.")
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
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].str.replace(";", ", ")
    return table.fillna("")
