"""The claim explorer: what an article claims, and behind a fold what better sources say."""

from collections.abc import Iterator

import pandas as pd

from dateline.cards import claim_card
from dateline.charts.chart import need
from dateline.explorers import cited
from dateline.explorers.pages import Explorer, Page, paged
from dateline.web import fill

READS = [
    *("paragraph", "claim", "kind", "claimant", "verdict", "evidence", "company"),
    *("teaching_point", "confidence", "source_ids"),
]


def claim_explorer(claims: pd.DataFrame, sources: pd.DataFrame) -> Explorer:
    """Step through the claims of an article by paragraph, or see which there are of a kind.

    Args:
        claims: A case's ``claims``: what ``cards.claim_card`` reads.
        sources: The case's ``sources``; ``seen`` (how much of it was read) is read, too.

    Returns:
        An explorer. The cards stand on the pages of the paragraphs, the verdict folded; a page
        of a kind lists its claims.

    Raises:
        ValueError: ``claims`` or ``sources`` has no rows, or lacks a column.
    """
    need(claims, READS)
    need(sources, [*cited.COLUMNS, "seen"])
    rows = claims.sort_values("paragraph", kind="stable")
    return paged("Claims", [*_paragraphs(rows, sources), *_kinds(rows)])


def _paragraphs(rows: pd.DataFrame, sources: pd.DataFrame) -> Iterator[Page]:
    """Yield a page for each paragraph, with its cards: each card is on one page only."""
    for paragraph, own in rows.groupby("paragraph"):
        name = f"Paragraph {paragraph!s}" if paragraph else "Caption"
        cards = [claim_card(row, sources) for row in own.itertuples()]
        page = fill("claim_page.html", name=name, cards=cards, claims=[])
        yield Page(f"{name} ({len(own)})", page, "By paragraph")


def _kinds(rows: pd.DataFrame) -> Iterator[Page]:
    """Yield a page for each kind of claim, with a line a claim."""
    for kind, own in rows.groupby("kind", sort=False):
        page = fill("claim_page.html", name=kind, cards=[], claims=list(own.itertuples()))
        yield Page(f"{kind} ({len(own)})", page, "By kind")
