"""Explorers to look things up in: people, places and words."""

from collections.abc import Mapping

import pandas as pd

from dateline.cards import source_line
from dateline.charts.chart import need
from dateline.explorers.pages import Explorer, Page, paged
from dateline.web import fill


def people_explorer(people: pd.DataFrame, sources: pd.DataFrame) -> Explorer:
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


def place_explorer(events: pd.DataFrame, glossary: pd.DataFrame) -> Explorer:
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


def glossary_explorer(glossary: pd.DataFrame) -> Explorer:
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
