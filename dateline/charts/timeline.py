"""The timeline: events as marks in lanes, with a name wherever one fits."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_timeline, time_axis
from dateline.charts.chart import Chart, need
from dateline.charts.page import Page
from dateline.charts.timeline_layout import Plan, in_lanes, lane_order, plan
from dateline.charts.type import SOFT, canvas
from dateline.dates import lasting, written
from dateline.words import count

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
    rows = rows.assign(**lasting(rows))
    told = rows[rows["in_article"]]
    title = title or _title(rows)
    along = time_axis.parts(rows["date"], focus)
    marks = in_lanes(rows, lanes)
    names = lane_order(marks)
    remarks, longest = [(time_axis.in_words(along), SOFT)], _note(len(rows), len(rows))

    def draw(medium: str) -> Figure:
        with canvas(medium) as (fig, ax):
            page = Page(medium, title, remarks, longest, source)
            drawn = plan(rows, marks, page, along, labels=labels)
            note = _note(_unnamed(drawn), len(rows)) if labels else ""
            draw_timeline.draw(fig, ax, drawn, along, note)
        return fig

    key = [f"{event.title} ({written(event)})" for event in told.itertuples()]
    return Chart(
        name="timeline",
        title=title,
        words=_words(rows, names, along),
        axes=f"Across: time {_when(rows)}. Down: {', '.join(names)}.",
        table=_readable(rows, lanes),
        source=source,
        draw=draw,
        key=tuple(key) if labels else (),
    )


def spots(
    events: pd.DataFrame,
    *,
    title: str = "",
    focus: Sequence[Mapping[str, Any]] = (),
    medium: str = "screen",
) -> pd.DataFrame:
    """Return where a timeline without names, by category, has its marks.

    Args:
        events: As for ``timeline``, already sorted by date, with an index from 0.
        title: As for ``timeline``: a long one leaves fewer rows.
        focus: As for ``timeline``.
        medium: As for ``Chart.draw``.

    Returns:
        A row a mark: ``event`` (the row of ``events``), ``x`` (datetime) and ``row``.
    """
    along = time_axis.parts(events["date"], focus)
    page = Page(medium, title or _title(events), [(time_axis.in_words(along), SOFT)])
    rows = events.assign(**lasting(events))
    drawn = plan(rows, in_lanes(rows, "category"), page, along, labels=False)
    return drawn.spots[["event", "x", "row"]]


def _title(rows: pd.DataFrame) -> str:
    told = int(rows["in_article"].sum())
    return f"{count(len(rows), 'event', 'events')}, {told} of them in the article"


def _unnamed(drawn: Plan) -> int:
    named = drawn.spots.loc[drawn.spots["text"] != "", "event"]
    return int(drawn.spots["event"].nunique() - named.nunique())


def _note(unnamed: int, events: int) -> str:
    if not unnamed:
        return ""
    have = count(unnamed, "event is a mark", "events are marks")
    return f"{have} without a name here; the table names all {events}."


def _when(rows: pd.DataFrame) -> str:
    since, until = written(rows.iloc[0]), written(rows.iloc[-1])
    return f"on {since}" if since == until else f"from {since} to {until}"


def _words(rows: pd.DataFrame, lanes: list[str], along: list[time_axis.Part]) -> str:
    """Say what the picture shows, from the same rows."""
    said = [
        f"Timeline of {count(len(rows), 'event', 'events')} {_when(rows)} "
        f"in {count(len(lanes), 'lane', 'lanes')}: {', '.join(lanes)}."
    ]
    told, unsure = int(rows["in_article"].sum()), (rows["certainty"] != "confirmed").sum()
    said.append(
        f"{count(told, 'is', 'are')} in the article; "
        f"{count(unsure, 'is', 'are')} reported only or disputed."
    )
    for part in along:
        if part.kind == "enlarged":
            inside = rows["date"].between(part.start, part.end, inclusive="left").sum()
            days = time_axis.span(part).replace(" to ", " and ")
            said.append(f"{count(inside, 'falls', 'fall')} between {days}.")
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
