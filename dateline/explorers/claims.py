"""The claim explorer: what an article claims, and behind a fold what better sources say."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from dateline.cards import SOURCE_COLUMNS, SourceLines, claim_card
from dateline.charts.chart import need
from dateline.explorers.pages import Explorer, Page, paged
from dateline.explorers.rows import plain_rows
from dateline.web import fill

COLUMNS = (
    "paragraph",
    "claim",
    "kind",
    "claimant",
    "verdict",
    "evidence",
    "company",
    "teaching_point",
    "confidence",
    "source_ids",
)


def claim_explorer(claims: pd.DataFrame, sources: pd.DataFrame) -> Explorer:
    """Step through the claims of an article by paragraph, or see which there are of a kind.

    Args:
        claims: A case's ``claims``: what ``cards.claim_card`` reads.
        sources: The case's ``sources``; ``seen`` (how much of it was read) is read, too.

    Returns:
        An explorer. The cards are on the pages of the paragraphs, the verdict folded; a page of
        a kind lists its claims.

    Raises:
        ValueError: ``claims`` or ``sources`` has no rows, or lacks a column.
    """
    need(claims, COLUMNS)
    need(sources, [*SOURCE_COLUMNS, "seen"])
    rows = claims.sort_values("paragraph", kind="stable")
    pages = [*_paragraph_pages(rows, SourceLines(sources)), *_kind_pages(rows)]
    return paged("Claims", pages)


def _paragraph_pages(rows: pd.DataFrame, lines: SourceLines) -> Iterator[Page]:
    """Yield a page for each paragraph, with its cards: each card is on one page only."""
    for paragraph, claims in rows.groupby("paragraph"):
        name = f"Paragraph {paragraph!s}" if paragraph else "Caption"
        cards = [claim_card(claim, lines) for claim in plain_rows(claims)]
        yield _page(name, "By paragraph", cards=cards)


def _kind_pages(rows: pd.DataFrame) -> Iterator[Page]:
    """Yield a page for each kind of claim, with a line a claim."""
    for kind, claims in rows.groupby("kind", sort=False):
        yield _page(str(kind), "By kind", claims=plain_rows(claims))


def _page(name: str, group: str, *, cards: Sequence[str] = (), claims: Sequence[Any] = ()) -> Page:
    html = fill("explorers/claim_page.html", name=name, cards=cards, claims=claims)
    return Page(f"{name} ({len(cards) + len(claims)})", html, group)
