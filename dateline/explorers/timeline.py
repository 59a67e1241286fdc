"""Explorers of a timeline: what had happened by then, one actor's part in it, event by event."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import charts
from dateline.cards import SOURCE_COLUMNS, SourceLines, event_card
from dateline.charts.chart import Chart, need
from dateline.dates import long_date, written
from dateline.explorers.pages import WINDOWS, Explorer, Page, clickable, paged
from dateline.explorers.rows import by_list_item, plain_rows
from dateline.web import fill
from dateline.words import count

COLUMNS = (
    "date",
    "precision",
    "title",
    "category",
    "actors",
    "place",
    "summary",
    "in_article",
    "paragraph",
    "certainty",
    "meaning_for_the_article",
    "source_ids",
)
MONTHS = "As of the end of"
WIDER = ("quarter", "year", "fiscal_year")  # precisions that leave open which month it was
OFTEN = 3  # an actor of fewer events has no page


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
        title: The title above the picture.

    Returns:
        An explorer with a page a month (what had happened, what was still to come, the month's
        cards) and a page for each actor of three events or more.

    Raises:
        ValueError: ``events`` or ``sources`` has no rows, or lacks a column.
    """
    every, lines, chart = _drawn(events, sources, title, focus)
    marks = _Marks(chart)
    months = _by_month(every)
    pages = [*_month_pages(months, every, lines, marks), *_actor_pages(every, marks)]
    opens = {event.Index: place for place, events in enumerate(months) for event in events}
    names = {event.Index: f"{written(event)}: {event.title}" for event in every}
    return paged("Show", pages, base=clickable(chart, opens, names))


def event_explorer(
    events: pd.DataFrame, sources: pd.DataFrame, *, ask: str = "", title: str = ""
) -> Explorer:
    """Step from event to event over a timeline that stays; what came later is covered.

    Args:
        events: A case's ``events``: what ``charts.timeline`` and ``cards.event_card`` read.
        sources: The case's ``sources``; every source that an event cites must be there.
        ask: What is asked at each event.
        title: The title above the picture.

    Returns:
        An explorer with a page an event. The menu gives only dates, so that nobody reads ahead.

    Raises:
        ValueError: ``events`` or ``sources`` has no rows, or lacks a column.
    """
    every, lines, chart = _drawn(events, sources, title)
    marks = _Marks(chart)
    pages = []
    for place, event in enumerate(every):
        page = fill(
            "explorers/timeline_page.html",
            overlays=marks.overlays([event], later=every[place + 1 :]),
            caption=f"{written(event)}. {ask}",
            label="Event",
            body=event_card(event, lines),
        )
        pages.append(Page(f"{place + 1} of {len(every)}: {written(event)}", page))
    places = {place: place for place in range(len(every))}
    names = {place: written(event) for place, event in enumerate(every)}
    return paged("Show", pages, base=clickable(chart, places, names))


def _drawn(
    events: pd.DataFrame,
    sources: pd.DataFrame,
    title: str,
    focus: Sequence[Mapping[str, Any]] = (),
) -> tuple[list[Any], SourceLines, Chart]:
    """Return the events in the order of their dates, their source lines, and the picture of all."""
    need(events, COLUMNS)
    need(sources, SOURCE_COLUMNS)
    rows = events.sort_values("date", ignore_index=True, kind="stable")
    lines = SourceLines(sources)
    source = lines.line_of(rows)
    chart = charts.timeline(rows, source=source, title=title, focus=focus, labels=False)
    return plain_rows(rows), lines, chart


def _by_month(every: list[Any]) -> list[list[Any]]:
    """Return events, which are in the order of their dates, month by month."""
    months: dict[Any, list[Any]] = {}
    for event in every:
        months.setdefault((event.date.to_period("M"), _within_month(event)), []).append(event)
    return list(months.values())


def _within_month(event: Any) -> bool:
    """Tell whether it is known in which month an event was."""
    return event.precision not in WIDER


def _month_name(event: Any) -> str:
    """Return the name of a month in the menu: the year first, so that typing 2020 finds it."""
    return f"{event.date:%Y %B}" if _within_month(event) else written(event)


class _Marks:
    """Where the marks of a timeline are, for the rings and the veil over it."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._marks = {medium: chart.marks(medium) for medium in WINDOWS}

    def overlays(self, events: list[Any], later: list[Any] | None = None) -> list[dict[str, Any]]:
        """Return, for each window, the rings around some events, and the veil over later ones."""
        ringed = {event.Index for event in events}
        veiled = {event.Index for event in later or []}
        overlays = []
        for medium, window in WINDOWS.items():
            rings = []
            past: list[float] = []
            later_ones: list[float] = []
            for mark in self._marks[medium]:
                if mark.row in ringed:
                    rings.append((mark.x, mark.y))
                (later_ones if mark.row in veiled else past).append(mark.y)
            overlay = {"window": window, "shape": self._chart.shape(medium), "rings": rings}
            overlay["veil"] = _veil(past, later_ones) if later_ones else None
            overlays.append(overlay)
        return overlays


def _veil(past: list[float], later: list[float]) -> dict[str, float]:
    """Return where the veil over later events begins and how high it is, in percent.

    It begins halfway between two marks, so that its edge crosses neither.
    """
    first = min(later)
    last = max((height for height in past if height < first), default=first - 1)
    top = round((last + first) / 2, 2)
    return {"top": top, "height": round(max(later) + 1 - top, 2)}


def _month_pages(
    months: list[list[Any]], every: list[Any], lines: SourceLines, marks: _Marks
) -> Iterator[Page]:
    """Yield a page for each month with events: the later part of the picture is veiled."""
    past = 0
    for events in months:
        past += len(events)
        page = fill(
            "explorers/timeline_page.html",
            overlays=marks.overlays(events, later=every[past:]),
            caption=_month_caption(events, every, past),
            label=f"Events of {_month_in_words(events[0])}",
            body=Markup("\n").join(event_card(event, lines) for event in events),
        )
        yield Page(_month_name(events[0]), page, MONTHS)


def _month_in_words(event: Any) -> str:
    """Return the month of an event, or the longer time in which it was."""
    return f"{event.date:%B %Y}" if _within_month(event) else written(event)


def _month_caption(events: list[Any], every: list[Any], past: int) -> str:
    """Say how many events there were by the end of a month, and what comes next."""
    many = count(len(every), "event", "events")
    caption = (
        f"By {_end_of(events[0], every)}, {past} of {many} had happened: "
        f"{len(events)} in this month, {_in_article(events)} in the article. "
    )
    if not _within_month(events[0]):
        dated = "has" if len(events) == 1 else "have"
        caption = (
            f"{past} of {many} up to here. {len(events)} {dated} this date, which is no more exact "
            f"than {written(events[0])}; {_in_article(events)} in the article. "
        )
    if past == len(every):
        return caption + "Nothing in this table was still to come."
    following = every[past]
    return caption + (
        f"{count(len(every) - past, 'was', 'were')} still to come; "
        f"the next is “{following.title}”, {written(following)}."
    )


def _end_of(event: Any, every: list[Any]) -> str:
    """Return the end of the month of an event; in the last month, the day of the last event."""
    if every[-1].date.to_period("M") == event.date.to_period("M"):
        return long_date(every[-1].date)
    return f"the end of {_month_in_words(event)}"


def _in_article(events: list[Any]) -> str:
    """Return how many of some events are in the article, in words where none is."""
    found = sum(bool(event.in_article) for event in events)
    return f"{found} of them" if found else "none of them"


def _actor_pages(every: list[Any], marks: _Marks) -> Iterator[Page]:
    """Yield a page for each frequent actor: rings around the events the actor had a part in."""
    for actor, events in by_list_item(every, "actors").items():
        if len(events) < OFTEN:
            return
        caption = (
            f"{len(events)} of {count(len(every), 'event', 'events')} "
            f"have {actor}, {_in_article(events)} in the article."
        )
        dated = [(written(event), event) for event in events]
        page = fill(
            "explorers/timeline_page.html",
            overlays=marks.overlays(events),
            caption=caption,
            label=f"Events with {actor}",
            body=fill("explorers/event_list.html", events=dated),
        )
        yield Page(f"{actor} ({len(events)})", page, "Through one actor")
