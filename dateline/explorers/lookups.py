"""Explorers to look things up in: people, places and words."""

from collections.abc import Mapping

import pandas as pd

from dateline.cards import SourceLines
from dateline.charts.chart import need
from dateline.explorers.pages import Explorer, Page, paged
from dateline.explorers.rows import by_list_item, plain_rows
from dateline.web import fill


def people_explorer(people: pd.DataFrame, sources: pd.DataFrame) -> Explorer:
    """Show who is who: a page a person or group, grouped by side.

    Args:
        people: A case's ``people``; reads ``name`` (standard spelling, then other forms after
            semicolons), ``printed_as``, ``role``, ``bio``, ``side`` and ``source_ids``.
        sources: The case's ``sources``; every source that a person's row cites must be there.

    Returns:
        An explorer; it does not show what the article says of a person and whether it is true.

    Raises:
        ValueError: ``people`` has no rows, or lacks a column.
    """
    return paged("Who", people_pages(people, sources))


def people_pages(people: pd.DataFrame, sources: pd.DataFrame) -> list[Page]:
    """Return a page for each person or group; the tables are those of ``people_explorer``."""
    need(people, ["name", "printed_as", "role", "bio", "side", "source_ids"])
    lines = SourceLines(sources)
    pages = []
    for person in plain_rows(people):
        name, *other_names = str(person.name).split("; ")
        source_ids = person.source_ids if pd.notna(person.source_ids) else ""
        page = fill(
            "explorers/person_page.html",
            person=person,
            name=name,
            other_names=other_names,
            in_article=pd.notna(person.printed_as),
            source=lines.line(source_ids),
        )
        pages.append(Page(name, page, str(person.side)))
    return pages


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
    definitions: dict[str, str] = {}
    if len(glossary):
        need(glossary, ["term", "definition"])
        definitions = dict(zip(glossary["term"], glossary["definition"], strict=True))
    pages = []
    for place, events_there in by_list_item(plain_rows(events), "place").items():
        page = fill(
            "explorers/place_page.html",
            place=place,
            meaning=_meaning(place, definitions),
            events=sorted(events_there, key=lambda event: str(event.title)),
        )
        pages.append(Page(f"{place} ({len(events_there)})", page))
    return paged("Where", pages)


def _meaning(place: str, definitions: Mapping[str, str]) -> str:
    """Return the definition of the term that begins as the place does, or nothing."""
    name = place.split(",")[0]
    for term, definition in definitions.items():
        if term.startswith(name):
            return definition
    return ""


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
    pages = []
    for row in plain_rows(terms):
        page = fill("explorers/term_page.html", term=row.term, definition=row.definition)
        pages.append(Page(str(row.term), page))
    return paged("Word", pages)
