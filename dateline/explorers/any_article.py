"""What there is to see of any case, part by part: what a case has no rows for is left out.

The notebook that reads any article shows these parts: ``display(*any_article.timeline(case))``.
"""

from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import charts
from dateline.cards import source_line
from dateline.case import Case
from dateline.dates import long_date
from dateline.explorers.claims import claim_explorer
from dateline.explorers.levels import level_explorer
from dateline.explorers.lookups import glossary_explorer, people_explorer
from dateline.explorers.quotes import quote_explorer
from dateline.explorers.timeline import timeline_explorer
from dateline.web import fill

FEWEST_TOLD = 2  # events in the article: fewer have no order
MOST_GROUPS = 3  # of numbers that disagree: nobody looks at a chart of each of forty


class Note:
    """A sentence that is shown where a case has nothing to show yet."""

    def __init__(self, words: str) -> None:
        """Take the sentence."""
        self.words = words

    def _repr_html_(self) -> str:
        return str(fill("explorers/note.html", words=self.words))


def article(case: Case) -> list[Any]:
    """Return the paragraphs in our words, the people, and the words to look up.

    Args:
        case: A case; reads ``paragraphs``, ``people`` and ``glossary`` where it has them.
    """
    found: list[Any] = []
    paragraphs = rows_of(case, "paragraphs")
    if len(paragraphs):
        plain = "summary_plain" in paragraphs and paragraphs["summary_plain"].notna().all()
        summary = "summary_plain" if plain else "summary"
        found.append(case.show(paragraphs, {"paragraph": "Paragraph", summary: "What it says"}))
    if len(rows_of(case, "people")):
        found.append(people_explorer(case.people, case.sources))
    if len(rows_of(case, "glossary")):
        found.append(glossary_explorer(case.glossary))
    return found or [_nothing("paragraphs", "people or glossary")]


def timeline(case: Case) -> list[Any]:
    """Return the timeline of a case as an explorer, and the order of telling as a chart.

    Args:
        case: A case; reads ``events``.
    """
    events = case.events
    if events.empty:
        return [_nothing("events")]
    found: list[Any] = [timeline_explorer(events, case.sources, focus=case.focus)]
    if "paragraph" in events:
        told = events[events["in_article"].eq(True) & events["paragraph"].notna()]
        if len(told) >= FEWEST_TOLD:
            found.append(charts.telling_order(told, source=_line(told, case)))
    return found


def numbers(case: Case) -> list[Any]:
    """Return each series of levels, to step through, and the rows that disagree.

    Args:
        case: A case; reads ``levels``.
    """
    levels = rows_of(case, "levels")
    levels = levels.dropna(subset=["value"]) if len(levels) else levels
    if levels.empty:
        return [_nothing("levels")]
    found: list[Any] = []
    for _, rows in levels.groupby(["series", "unit"], sort=False):
        if rows["date"].nunique() > 1:
            found.append(level_explorer(rows, case.sources))
        else:
            found.append(charts.levels(rows, source=_line(rows, case)))
    groups = disagreeing(levels)
    for group, rows in groups[:MOST_GROUPS]:
        line = _line(rows, case)
        found.append(charts.spread(rows, case.sources, group=group, source=line))
    more = len(groups) - MOST_GROUPS
    if more > 0:
        found.append(Note(f"{more} more groups of numbers disagree: they are in the table levels."))
    return found


def disagreeing(levels: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the groups of levels that disagree, each with its name; the largest first."""
    if "conflict_group" not in levels:
        return []
    groups = [
        (str(name), rows)
        for name, rows in levels.groupby("conflict_group", sort=False)
        if len(rows) > 1
    ]
    return sorted(groups, key=lambda group: -len(group[1]))


def voices(case: Case) -> list[Any]:
    """Return who is quoted, each passage to explore, and through whose hands they came.

    Args:
        case: A case; reads ``quotes``.
    """
    quotes = rows_of(case, "quotes")
    if quotes.empty:
        return [_nothing("quotes")]
    counted = f"{case.title}, {long_date(case.published)}, counted in the article"
    found: list[Any] = [
        charts.voices(quotes, source=counted),
        quote_explorer(quotes, case.sources),
    ]
    inside = quotes[quotes["in_article"].eq(True)]
    if len(inside):
        found.append(charts.chain(inside, source=_line(inside, case)))
    return found


def claims(case: Case) -> list[Any]:
    """Return the claims of the article with what was found out, and a chart of the verdicts.

    Args:
        case: A case; reads ``claims``.
    """
    rows = rows_of(case, "claims")
    if rows.empty:
        return [_nothing("claims")]
    return [
        claim_explorer(rows, case.sources),
        charts.verdicts(rows, source=_line(rows, case)),
    ]


def rows_of(case: Case, table: str) -> pd.DataFrame:
    """Return a table of a case, or one without rows if the case does not have it."""
    return case.tables.get(table, pd.DataFrame())


def _line(rows: pd.DataFrame, case: Case) -> Markup:
    return source_line(rows, case.sources)


def _nothing(table: str, more: str = "") -> Note:
    """Return what to fill in, for whoever is making the case."""
    tables = f"{table}, {more}" if more else table
    return Note(f"Nothing here yet. What you write in the table {tables} appears here.")
