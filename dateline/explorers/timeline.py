"""The timeline explorer: what had happened by then, and what one actor had a part in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import charts
from dateline.cards import event_card, source_line
from dateline.charts.chart import Chart, Mark, each, need
from dateline.dates import written
from dateline.explorers import cited
from dateline.explorers.pages import Explorer, Page, clickable, paged
from dateline.web import fill
from dateline.words import count

READS = [
    *("date", "precision", "title", "category", "actors", "place", "summary", "in_article"),
    *("paragraph", "certainty", "meaning_for_the_article", "source_ids"),
]
MONTHS = "As of the end of"
OFTEN = 3  # an actor of fewer events has no page of its own


def timeline_explorer(
    events: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    focus: Sequence[Mapping[str, Any]] = (),
    title: str = "",
) -> Explorer:
    """Step through time, or follow one actor, over a timeline that stays.

    Args:
        events: A case's ``events``: what ``charts.timeline`` and ``cards.event_card`` read.
        sources: The case's ``sources``; every source that an event cites must be there.
        focus: The weeks to enlarge: a case's ``focus``.
        title: What stands above the picture.

    Returns:
        An explorer with a page a month (what had happened, what was still to come, the month's
        cards) and a page for each actor of three events or more.

    Raises:
        ValueError: ``events`` or ``sources`` has no rows, or lacks a column.
    """
    need(events, READS)
    need(sources, cited.COLUMNS)
    rows = events.sort_values("date", ignore_index=True, kind="stable")
    chart = charts.timeline(
        rows, source=source_line(rows, sources), title=title, focus=focus, labels=False
    )
    at = {medium: chart.marks(medium) for medium in ("screen", "phone")}
    pages = [*_months(rows, sources, chart, at), *_actors(rows, chart, at)]
    numbers = {page.name: place for place, page in enumerate(pages) if page.group == MONTHS}
    opens = {event.Index: numbers[f"{event.date:%Y %B}"] for event in each(rows)}
    called = {event.Index: f"{written(event)}: {event.title}" for event in each(rows)}
    return paged("Show", pages, base=clickable(chart, opens, called))


def _months(
    rows: pd.DataFrame, sources: pd.DataFrame, chart: Chart, at: Mapping[str, list[Mark]]
) -> Iterator[Page]:
    """Yield a page for each month with events: the later part of the picture is veiled."""
    for month, own in rows.groupby(rows["date"].dt.to_period("M")):
        later = rows[rows["date"] > month.end_time]
        told = own["in_article"].sum()
        caption = (
            f"By the end of {month.strftime('%B %Y')}, {len(rows) - len(later)} of "
            f"{_events(rows)} had happened: {len(own)} in this month, "
            f"{told} of them in the article. "
        )
        if later.empty:
            caption += "Nothing in this table was still to come."
        else:
            following = next(later.itertuples())
            caption += (
                f"{count(len(later), 'was', 'were')} still to come; "
                f"the next is “{following.title}”, {written(following)}."
            )
        page = fill(
            "timeline_page.html",
            overlays=_overlays(chart, at, own.index, veiled=later.index),
            caption=caption,
            label=f"Events of {month.strftime('%B %Y')}",
            body=Markup("\n").join(event_card(event, sources) for event in own.itertuples()),
        )
        yield Page(month.strftime("%Y %B"), page, MONTHS)


def _events(rows: pd.DataFrame) -> str:
    return count(len(rows), "event", "events")


def _actors(rows: pd.DataFrame, chart: Chart, at: Mapping[str, list[Mark]]) -> Iterator[Page]:
    """Yield a page for each frequent actor: rings around the events the actor had a part in."""
    parts = rows["actors"].dropna().str.split(";").explode()
    for actor, part_count in parts.value_counts().items():
        if part_count < OFTEN:
            return
        own = rows.loc[parts.index[parts == actor]]
        caption = (
            f"{actor} has a part in {part_count} of {_events(rows)}; "
            f"{own['in_article'].sum()} of these in the article."
        )
        page = fill(
            "timeline_page.html",
            overlays=_overlays(chart, at, own.index),
            caption=caption,
            label=f"Events with {actor}",
            body=fill("event_list.html", events=[(written(e), e) for e in own.itertuples()]),
        )
        yield Page(f"{actor} ({part_count})", page, "Through one actor")


def _overlays(
    chart: Chart,
    at: Mapping[str, list[Mark]],
    events: pd.Index,
    veiled: pd.Index | None = None,
) -> list[dict[str, Any]]:
    """Return, for a wide and a narrow picture, the rings around some events and the veil."""
    overlays = []
    for medium, shown in (("screen", "dl-wide"), ("phone", "dl-phone")):
        rings = [(mark.x, mark.y) for mark in at[medium] if mark.row in events]
        below = [mark.y for mark in at[medium] if veiled is not None and mark.row in veiled]
        veil = [(0, round(min(below) - 0.5, 2)), (0, round(max(below) + 1, 2))] if below else []
        overlays.append(
            {"shown": shown, "shape": chart.shape(medium), "rings": rings, "veil": veil}
        )
    return overlays
