"""Explorers: a picture that stays, and pages behind a menu that add to it.

A paged explorer is one piece of HTML. It answers without Python: in JupyterLab, after the
kernel has stopped, in a reopened notebook and in a page on a phone; without JavaScript all its
pages are there to be read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from dateline import charts
from dateline.cards import event_card, source_line
from dateline.charts.look import Chart, many, need
from dateline.charts.timeline import spots
from dateline.dates import written
from dateline.templates import fill

READS = [
    *("date", "precision", "title", "category", "actors", "place", "summary", "in_article"),
    *("paragraph", "certainty", "meaning_for_the_article", "source_ids"),
]
OFTEN = 3  # an actor of fewer events has no page of its own


class Page(NamedTuple):
    """One page of an explorer: its name in the menu, its HTML and its group in the menu."""

    name: str
    html: str
    group: str = ""


@dataclass(frozen=True)
class Paged:
    """A menu and its pages as HTML; a notebook shows it, and no kernel is needed after that."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def paged(label: str, pages: Sequence[Page], *, base: str = "") -> Paged:
    """Show one page at a time over something that stays.

    Args:
        label: What the menu chooses, such as "Date".
        pages: What the menu offers, in order; pages of one ``group`` stand side by side. The
            first paragraph of a page is read aloud when it is chosen.
        base: HTML that all pages share, such as a chart's picture.

    Returns:
        One piece of HTML with a menu, two buttons, the pages and ten lines of script.

    Raises:
        ValueError: There is no page, or two pages of one group share a name.
    """
    if not pages:
        raise ValueError("An explorer needs at least one page.")
    twice = [key for key, n in Counter((page.group, page.name) for page in pages).items() if n > 1]
    if twice:
        raise ValueError(f"Two pages are called {twice[0][1]!r}; a menu cannot tell them apart.")
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.group, []).append(page)
    ready = {
        name: [page._replace(html=Markup(page.html)) for page in own]
        for name, own in groups.items()
    }
    return Paged(str(fill("paged.html", label=label, groups=ready, base=Markup(base))))


def timeline_explorer(
    events: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    focus: Sequence[Mapping[str, Any]] = (),
    title: str = "",
) -> Paged:
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
    need(sources, ["source_id", "publisher", "title", "url", "link"])
    rows = events.sort_values("date", ignore_index=True, kind="stable")
    chart = charts.timeline(
        rows, source=source_line(rows, sources), title=title, focus=focus, labels=False
    )
    at = {look: spots(rows, title=title, focus=focus, look=look) for look in ("screen", "narrow")}
    base = fill("picture.html", chart=chart)
    pages = [*_months(rows, sources, chart, at), *_actors(rows, chart, at)]
    return paged("Show", pages, base=base)


def _months(
    rows: pd.DataFrame, sources: pd.DataFrame, chart: Chart, at: Mapping[str, pd.DataFrame]
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
                f"{many(len(later), 'was', 'were')} still to come; "
                f"the next is “{following.title}”, {written(following)}."
            )
        page = fill(
            "timeline_page.html",
            overlays=_overlays(chart, at, own.index, veil=month.end_time),
            caption=caption,
            label=f"Events of {month.strftime('%B %Y')}",
            body=Markup("\n").join(event_card(event, sources) for event in own.itertuples()),
        )
        yield Page(month.strftime("%Y %B"), page, "As of the end of")


def _events(rows: pd.DataFrame) -> str:
    return many(len(rows), "event", "events")


def _actors(rows: pd.DataFrame, chart: Chart, at: Mapping[str, pd.DataFrame]) -> Iterator[Page]:
    """Yield a page for each frequent actor: rings around the events the actor had a part in."""
    parts = rows["actors"].dropna().str.split(";").explode()
    for actor, count in parts.value_counts().items():
        if count < OFTEN:
            return
        own = rows.loc[parts.index[parts == actor]]
        caption = (
            f"{actor} has a part in {count} of {_events(rows)}; "
            f"{own['in_article'].sum()} of these in the article."
        )
        page = fill(
            "timeline_page.html",
            overlays=_overlays(chart, at, own.index),
            caption=caption,
            label=f"Events with {actor}",
            body=fill("event_list.html", events=[(written(e), e) for e in own.itertuples()]),
        )
        yield Page(f"{actor} ({count})", page, "Through one actor")


def _overlays(
    chart: Chart,
    at: Mapping[str, pd.DataFrame],
    events: pd.Index,
    veil: pd.Timestamp | None = None,
) -> list[dict[str, Any]]:
    """Return, for a wide and a narrow picture, the rings around some events and the veil."""
    overlays = []
    for look, shown in (("screen", "dl-wide"), ("narrow", "dl-phone")):
        own: list[Any] = list(at[look][at[look]["event"].isin(events)].itertuples())
        rings = [chart.at(spot.x, spot.row + 0.5, look) for spot in own]
        corners = (
            []
            if veil is None
            else [chart.at(veil, y, look) for y in (0, at[look]["row"].max() + 1)]
        )
        overlays.append(
            {"shown": shown, "shape": chart.shape(look), "rings": rings, "veil": corners}
        )
    return overlays


def people_explorer(people: pd.DataFrame, sources: pd.DataFrame) -> Paged:
    """Show who is who: a page a person or group, side by side with their side.

    Args:
        people: A case's ``people``; reads ``name`` (standard spelling, then other forms after
            semicolons), ``printed_as``, ``role``, ``bio``, ``side`` and ``source_ids``.
        sources: The case's ``sources``; every source that a person's row cites must be there.

    Returns:
        An explorer; what the article says of a person and whether it holds is not shown.

    Raises:
        ValueError: ``people`` has no rows, or lacks a column.
    """
    need(people, ["name", "printed_as", "role", "bio", "side", "source_ids"])
    pages = []
    told_of = people["printed_as"].notna()
    for person, told in zip(people.itertuples(), told_of, strict=True):
        called, *forms = str(person.name).split("; ")
        source = source_line(people.loc[[person.Index]], sources)
        page = fill(
            "person_page.html", person=person, called=called, forms=forms, told=told, source=source
        )
        pages.append(Page(called, page, str(person.side)))
    return paged("Who", pages)


def place_explorer(events: pd.DataFrame, glossary: pd.DataFrame) -> Paged:
    """Show where it happened: a page a place, with what it is and what happened there.

    Args:
        events: A case's ``events``; reads ``place`` (several with semicolons), ``title`` and
            ``in_article``. Dates are left out: a class puts the events in order later.
        glossary: A case's ``glossary``: ``term`` and ``definition``; it explains a place whose
            name begins a term, and may be empty.

    Returns:
        An explorer, the places of most events first.

    Raises:
        ValueError: ``events`` has no rows or no place, or a table lacks a column.
    """
    need(events, ["place", "title", "in_article"])
    places = events["place"].dropna().str.split(";").explode()
    terms = {}
    if len(glossary):
        need(glossary, ["term", "definition"])
        terms = dict(zip(glossary["term"], glossary["definition"], strict=True))
    pages = []
    for place, count in places.value_counts().items():
        own = events.loc[places.index[places == place]].sort_values("title")
        meaning = _meaning(str(place), terms)
        page = fill("place_page.html", place=place, meaning=meaning, events=[*own.itertuples()])
        pages.append(Page(f"{place} ({count})", page))
    return paged("Where", pages)


def _meaning(place: str, terms: Mapping[str, str]) -> str:
    """Return the definition of the term that begins as the place does, or nothing."""
    name = place.split(",")[0]
    return next((said for term, said in terms.items() if term.startswith(name)), "")


def glossary_explorer(glossary: pd.DataFrame) -> Paged:
    """Show what a word means: a page a term, from A to Z.

    Args:
        glossary: A case's ``glossary``; reads ``term`` and ``definition``.

    Returns:
        An explorer.

    Raises:
        ValueError: ``glossary`` has no rows, or lacks a column.
    """
    need(glossary, ["term", "definition"])
    terms = glossary.sort_values("term", key=lambda terms: terms.str.lower())
    pages = [
        Page(str(row.term), fill("term_page.html", term=row.term, definition=row.definition))
        for row in terms.itertuples()
    ]
    return paged("Word", pages)
