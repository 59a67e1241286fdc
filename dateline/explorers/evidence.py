"""The evidence explorer: one card large for a whole class, or all cards of one side."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from dateline.cards import SOURCE_COLUMNS, evidence_cards
from dateline.case.errors import near
from dateline.charts.chart import need
from dateline.explorers.pages import Explorer, Page, paged
from dateline.web import fill

COLUMNS = (
    "number",
    "question",
    "side",
    "headline",
    "text",
    "quote",
    "speaker",
    "role",
    "date",
    "precision",
    "status",
    "source_ids",
)


def evidence_explorer(evidence: pd.DataFrame, sources: pd.DataFrame, *, question: str) -> Explorer:
    """Show the cards of one question: one at a time, or all of a side.

    Args:
        evidence: A case's ``evidence``: what ``cards.evidence_card`` reads, and ``question``.
        sources: The case's ``sources``; every source that a card cites must be there.
        question: The short name of the question, such as "security-or-pressure".

    Returns:
        An explorer with a page for each card and a page for each side. Arrow keys turn, a
        number such as P3 goes to its card, and one button fills the screen.

    Raises:
        ValueError: ``evidence`` or ``sources`` has no rows or lacks a column, or no card belongs
            to the question.
    """
    need(evidence, COLUMNS)
    need(sources, SOURCE_COLUMNS)
    cards = evidence[evidence["question"] == question]
    if cards.empty:
        known = list(evidence["question"].unique())
        raise ValueError(
            f"No card belongs to the question {question!r}.{near(question, known)} "
            f"The questions are: {', '.join(known)}."
        )
    ready = evidence_cards(cards, sources)
    pages = [*_card_pages(cards, ready), *_side_pages(cards, ready)]
    return Explorer(
        str(fill("explorers/evidence.html", explorer=Markup(paged("Card", pages).html)))
    )


def _card_pages(cards: pd.DataFrame, ready: Mapping[str, Markup]) -> list[Page]:
    """Return a page for each card, grouped by side."""
    pages = []
    for card in cards.itertuples():
        number = str(card.number)
        html = Markup('<div class="dl-one-card">{}</div>').format(ready[number])
        pages.append(Page(f"{number} · {card.headline}", html, f"{number[0]}: {card.side}"))
    return pages


def _side_pages(cards: pd.DataFrame, ready: Mapping[str, Markup]) -> list[Page]:
    """Return a page with all cards of each side."""
    pages = []
    for side, rows in cards.groupby("side", sort=False):
        numbers = [str(number) for number in rows["number"]]
        title = f"All {numbers[0][0]} cards: {side}"
        deck = Markup().join(ready[number] for number in numbers)
        html = Markup('<p><b dir="auto">{}</b></p><div class="dl-cards dl-deck">{}</div>')
        pages.append(Page(title, html.format(title, deck), "Alone? Read the other side first"))
    return pages
