"""The timeline: events as marks in lanes, with a name wherever one fits."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from dateline.charts import draw_timeline, time_axis
from dateline.charts.lanes import Plan, plan
from dateline.charts.look import LOOKS, Chart, canvas, need
from dateline.dates import written

READS = ["date", "precision", "title", "in_article", "certainty"]


def timeline(
    events: pd.DataFrame,
    *,
    source: str,
    title: str = "",
    focus: Sequence[Mapping[str, Any]] = (),
    lanes: str = "category",
    labels: bool = True,
) -> Chart:
    """Draw events as marks along time, one lane a category or an actor.

    Events of the article are large, orange and always named (numbered on a phone, with the
    names in the caption); others are named where a name fits, and the chart says how many are
    not. A bar is how long an event lasted; a bar with ends is a month of which the day is not
    known. Hollow marks hold a disputed fact; diamonds were reported and not confirmed.

    Args:
        events: One row an event; reads ``date`` (datetime), ``precision``, ``title``,
            ``in_article`` (true or false), ``certainty``, the column named by ``lanes``, and
            where there are such columns ``end_date`` (datetime), ``about`` and ``source_ids``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default how many events there are.
        focus: The weeks to enlarge: a case's ``focus``.
        lanes: The column that sorts events into lanes. With a list such as ``actors``
            (separated by semicolons) an event stands in the lane of each frequent actor.
        labels: Whether events are named; an explorer says the names itself.

    Returns:
        A Chart; its table has a row an event, sorted by date.

    Raises:
        ValueError: ``events`` has no rows, or lacks one of the columns.
    """
    need(events, [*READS, lanes])
    rows = events.sort_values("date", ignore_index=True, kind="stable")
    told = rows[rows["in_article"]]
    title = title or f"{len(rows)} events, {len(told)} of them in the article"
    along = time_axis.parts(rows["date"], focus)

    @cache
    def planned(look: str) -> Plan:
        return plan(rows, look, lanes, along, title=title, labels=labels)

    notes = {look: _note(rows, planned(look)) for look in LOOKS if labels}

    def draw(look: str) -> Figure:
        drawn = planned(look)
        with canvas(look, height=drawn.size[1] / 72, layout=None) as (fig, ax):
            draw_timeline.frame(ax, drawn, along)
            draw_timeline.marks(ax, drawn.spots, rows, drawn.font)
            draw_timeline.names(ax, drawn)
            burnt = f"{notes.get(look, '')} Source: {Markup(source).striptags()}"
            draw_timeline.foot(fig, rows, drawn, burnt.strip() if look == "slide" else "")
        return fig

    key = [f"{event.title} ({written(event)})" for event in told.itertuples()]
    since, until = written(rows.iloc[0]), written(rows.iloc[-1])
    return Chart(
        name="timeline",
        words=_words(rows, planned("screen"), along),
        axes=f"Across: time from {since} to {until}. Down: {', '.join(planned('screen').lanes)}.",
        table=_readable(rows, lanes),
        source=source,
        draw=draw,
        notes=notes,
        key=tuple(key) if labels else (),
    )


def spots(
    events: pd.DataFrame, *, focus: Sequence[Mapping[str, Any]] = (), look: str = "screen"
) -> pd.DataFrame:
    """Return where a timeline without names, by category, has its marks.

    Args:
        events: As for ``timeline``, already sorted by date, with an index from 0.
        focus: As for ``timeline``.
        look: As for ``Chart.draw``.

    Returns:
        A row a mark: ``event`` (the row of ``events``), ``x`` (datetime) and ``row``.
    """
    along = time_axis.parts(events["date"], focus)
    return plan(events, look, "category", along, labels=False).spots[["event", "x", "row"]]


def _note(rows: pd.DataFrame, drawn: Plan) -> str:
    named = drawn.spots.loc[drawn.spots["side"] != "", "event"].nunique()
    unnamed = len(rows) - named
    if not unnamed:
        return ""
    have = "event is a mark" if unnamed == 1 else "events are marks"
    return f"{unnamed} {have} without a name here; the table names all {len(rows)}."


def _words(rows: pd.DataFrame, drawn: Plan, along: list[time_axis.Part]) -> str:
    """Say what the picture shows, from the same rows."""
    said = [
        f"Timeline of {len(rows)} events from {written(rows.iloc[0])} to {written(rows.iloc[-1])} "
        f"in {len(drawn.lanes)} lanes: {', '.join(drawn.lanes)}."
    ]
    unsure = (rows["certainty"] != "confirmed").sum()
    said.append(
        f"{rows['in_article'].sum()} are in the article; {unsure} are reported only or disputed."
    )
    for part in along:
        if part.kind == "enlarged":
            inside = rows["date"].between(part.start, part.end, inclusive="left").sum()
            said.append(f"{inside} fall between {time_axis.span(part).replace(' to ', ' and ')}.")
    return " ".join(said)


def _readable(rows: pd.DataFrame, lanes: str) -> pd.DataFrame:
    """Return the rows as a reader wants them: dates in words, flags as yes or no."""
    table = pd.DataFrame(
        {
            "date": [written(event) for event in rows.itertuples()],
            "event": rows["title"],
            lanes: rows[lanes].astype(str).str.replace(";", ", "),
            "in the article": rows["in_article"].map({True: "yes", False: "no"}),
            "how sure": rows["certainty"],
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].astype(str).str.replace(";", ", ")
    return table
