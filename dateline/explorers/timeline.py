"""The timeline explorer: what had happened by then, and what one actor had a part in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import charts
from dateline.cards import SOURCE_COLUMNS, SourceLines, event_card
from dateline.charts.chart import Chart, need
from dateline.charts.timeline import spots
from dateline.dates import written
from dateline.explorers.pages import WINDOWS, Explorer, Page, paged
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
    need(events, COLUMNS)
    need(sources, SOURCE_COLUMNS)
    rows = events.sort_values("date", ignore_index=True, kind="stable")
    lines = SourceLines(sources)
    chart = charts.timeline(
        rows, source=lines.line_of(rows), title=title, focus=focus, labels=False
    )
    marks = _Marks(chart, rows, focus=focus, title=title)
    every = plain_rows(rows)
    pages = [*_month_pages(every, lines, marks), *_actor_pages(every, marks)]
    return paged("Show", pages, base=fill("charts/picture.html", chart=chart))


class _Marks:
    """Where the marks of a timeline are, for the rings and the veil over it."""

    def __init__(
        self, chart: Chart, rows: pd.DataFrame, *, focus: Sequence[Mapping[str, Any]], title: str
    ) -> None:
        self._chart = chart
        self._rings: dict[str, dict[int, list[tuple[float, float]]]] = {}
        self._depth: dict[str, int] = {}
        for medium in WINDOWS:
            found = plain_rows(spots(rows, title=title, focus=focus, medium=medium))
            rings: dict[int, list[tuple[float, float]]] = {}
            for spot in found:
                ring = chart.at(spot.x, spot.row + 0.5, medium)
                rings.setdefault(spot.event, []).append(ring)
            self._rings[medium] = rings
            self._depth[medium] = 1 + max(spot.row for spot in found)

    def overlays(self, events: list[Any], veil: pd.Timestamp | None = None) -> list[dict[str, Any]]:
        """Return, for each window, the rings around some events, and the veil from a day on."""
        overlays = []
        for medium, window in WINDOWS.items():
            rings = []
            for event in events:
                rings.extend(self._rings[medium].get(event.Index, []))
            overlay = {"window": window, "shape": self._chart.shape(medium), "rings": rings}
            overlay["veil"] = self._veil(veil, medium) if veil is not None else None
            overlays.append(overlay)
        return overlays

    def _veil(self, day: pd.Timestamp, medium: str) -> dict[str, float]:
        """Return where the veil begins and how high it is, in percent of the picture."""
        left, top = self._chart.at(day, 0, medium)
        _, bottom = self._chart.at(day, self._depth[medium], medium)
        return {"left": left, "top": top, "height": round(bottom - top, 2)}


def _month_pages(every: list[Any], lines: SourceLines, marks: _Marks) -> Iterator[Page]:
    """Yield a page for each month with events: the later part of the picture is veiled."""
    months: dict[pd.Period, list[Any]] = {}
    for event in every:
        months.setdefault(event.date.to_period("M"), []).append(event)
    past = 0
    for month, events in months.items():
        past += len(events)
        page = fill(
            "explorers/timeline_page.html",
            overlays=marks.overlays(events, veil=month.end_time),
            caption=_month_caption(month, events, every, past),
            label=f"Events of {month.strftime('%B %Y')}",
            body=Markup("\n").join(event_card(event, lines) for event in events),
        )
        yield Page(month.strftime("%Y %B"), page, "As of the end of")


def _month_caption(month: pd.Period, events: list[Any], every: list[Any], past: int) -> str:
    """Say how many events there were by the end of a month, and what comes next."""
    caption = (
        f"By the end of {month.strftime('%B %Y')}, {past} of "
        f"{count(len(every), 'event', 'events')} had happened: {len(events)} in this month, "
        f"{_in_article(events)} of them in the article. "
    )
    if past == len(every):
        return caption + "Nothing in this table was still to come."
    following = every[past]
    return caption + (
        f"{count(len(every) - past, 'was', 'were')} still to come; "
        f"the next is “{following.title}”, {written(following)}."
    )


def _in_article(events: list[Any]) -> int:
    return sum(bool(event.in_article) for event in events)


def _actor_pages(every: list[Any], marks: _Marks) -> Iterator[Page]:
    """Yield a page for each frequent actor: rings around the events the actor had a part in."""
    for actor, events in by_list_item(every, "actors").items():
        if len(events) < OFTEN:
            return
        caption = (
            f"{actor} took part in {len(events)} of {count(len(every), 'event', 'events')}; "
            f"{_in_article(events)} of these are in the article."
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
