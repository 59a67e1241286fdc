"""The usual exhibits: what becomes a slide in a case that lists no exhibits of its own."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from dateline import Case
from dateline.explorers.any_article import MOST_GROUPS, disagreeing


class Usual(NamedTuple):
    """A row as the table of exhibits has them; a chart without a title says what it shows."""

    exhibit_id: str
    kind: str
    rows: str
    say: str
    ask: str
    title: str = ""
    how: str | None = None
    puzzle: str = ""
    notebook: str = ""
    after_article: bool = False


def usual_exhibits(case: Case) -> list[Any]:
    """Return an exhibit for each chart that a case has rows for.

    Args:
        case: The case as it was known on the day of the article.
    """
    found = [*_of_events(case.events)]
    if "levels" in case.tables:
        found += _of_levels(case.levels)
    if "quotes" in case.tables:
        found += _of_quotes(case.quotes)
    if "claims" in case.tables and len(case.claims):
        found.append(
            Usual(
                "verdicts",
                "verdicts",
                "",
                "A square is a claim that was checked. It is a choice of sentences, and no rating.",
                "Which sentences of the article can never be in such a table?",
            )
        )
    return found


def _of_events(events: pd.DataFrame) -> Iterator[Usual]:
    """Yield the timeline, and the order of telling if several events are in the article."""
    if len(events):
        yield Usual(
            "timeline",
            "timeline",
            "",
            "Each mark is an event at its date. What is in the article is heavy.",
            "Somebody chose these events. What kind is missing?",
        )
    if {"in_article", "paragraph"} <= set(events):
        placed = events[events["in_article"].eq(True) & events["paragraph"].notna()]
        if len(placed) > 1:
            yield Usual(
                "order-of-telling",
                "telling order",
                "in_article = true; paragraph >= 0",
                "At the left, events as the article tells them; at the right, as they happened.",
                "Why does the article begin where it begins?",
            )


def _of_levels(levels: pd.DataFrame) -> Iterator[Usual]:
    """Yield a chart of each series, and one of each group of rows that disagree."""
    counted = levels.dropna(subset=["value"])
    for number, (_, rows) in enumerate(counted.groupby(["series", "unit"], sort=False), 1):
        yield Usual(
            f"numbers-{number}",
            "levels",
            _these(rows),
            "Each step is a published number. What was only announced is dashed.",
            "Who counted, and what would you have to know before you guess the next number?",
        )
    for number, (_, rows) in enumerate(disagreeing(counted)[:MOST_GROUPS], 1):
        yield Usual(
            f"disagree-{number}",
            "spread",
            _these(rows),
            "These numbers are about the same moment, and they disagree.",
            "How could each of them be right?",
        )


def _these(rows: pd.DataFrame) -> str:
    """Return the rule that picks some levels by their short names."""
    return f"level_id = {' | '.join(rows['level_id'])}"


def _of_quotes(quotes: pd.DataFrame) -> Iterator[Usual]:
    """Yield who is quoted, and through whose hands the passages came."""
    if len(quotes):
        yield Usual(
            "voices",
            "voices",
            "",
            "A square is a word inside quotation marks. Hollow marks are voices without any.",
            "Whom would you call next?",
        )
    if quotes["in_article"].eq(True).any():
        yield Usual(
            "chain",
            "chain",
            "in_article = true",
            "Each row is a passage, with everybody through whose hands it came.",
            "Which link would you ask first?",
        )
