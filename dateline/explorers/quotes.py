"""The quote explorer: filter, search and compare quotations.

All cards are on the page as HTML. A script (``web/explorers/quotes.js``) adds menus, a search and
a place for two cards side by side, so that no kernel is needed. In a live notebook a widget joins
in, so that Python can read what is chosen in the page, and choose.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

import pandas as pd

from dateline.cards import SOURCE_COLUMNS
from dateline.charts.chart import need

if TYPE_CHECKING:
    from dateline.explorers.quote_widget import QuoteExplorer

COLUMNS = (
    "quote_id",
    "in_article",
    "paragraph",
    "kind",
    "text",
    "our_summary",
    "speaker",
    "role",
    "side",
    "named",
    "verb",
    "via",
    "outlet",
    "date",
    "original_text",
    "wording_match",
    "differences",
    "context_lost",
    "stance",
    "stance_reason",
    "status",
    "source_ids",
)
INSIDE = "in the article"
OUTSIDE = "not in the article"
# Every card is in the page. Measured on two slow cores, from the rows to a key and its answer:
# 1,000 cards take 0.2 s to make, 1.8 MB and 25 ms a key; 2,000 take 0.4 s, 3.6 MB and 45 ms;
# 5,000 take 1.3 s, 8.9 MB and 80 ms; 20,000 take 5.6 s, 35 MB and 370 ms.
MOST_ROWS = 2000

# Accents, and the points of Hebrew and Arabic, which are mostly not written.
ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
INNER_SIGNS = re.compile("[.'’]")  # U.S. is us, and don't is dont


def quote_explorer(quotes: pd.DataFrame, sources: pd.DataFrame) -> "QuoteExplorer":
    """Filter and search quotations, and compare two of them side by side.

    Filters combine. The search takes the words and the speaker; capitals, accents and signs do
    not matter, and what it found is marked.

    Args:
        quotes: A case's ``quotes``: what ``cards.quote_card`` reads, and ``quote_id``.
        sources: The case's ``sources``; every source that a quotation cites must be there.

    Returns:
        An explorer that answers in the page, with or without a kernel. In a live notebook its
        ``filters``, ``search`` and ``compare`` can be read and set, and ``selected`` is a table
        of the rows that are found.

    Raises:
        ValueError: ``quotes`` or ``sources`` has no rows, or lacks a column; two quotations have
            the same ``quote_id``; there are more than 2,000.
    """
    need(quotes, COLUMNS)
    need(sources, SOURCE_COLUMNS)
    if len(quotes) > MOST_ROWS:
        raise ValueError(
            f"There are {len(quotes):,} quotations, and a page has room for {MOST_ROWS:,}. Filter "
            'the table first, for example: quotes[quotes["in_article"]].'
        )
    repeated = quotes["quote_id"][quotes["quote_id"].duplicated()]
    if len(repeated):
        raise ValueError(
            f"Two quotations are called {repeated.iloc[0]!r}. Keep each once: "
            'quotes.drop_duplicates("quote_id").'
        )

    # Imported here because widgets are slow to load.
    from dateline.explorers.quote_widget import QuoteExplorer

    return QuoteExplorer(quotes, sources)


def filter_values(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that the menus choose from, as text, one column a menu."""
    quotes = quotes.reset_index(drop=True)
    values = quotes[["side", "speaker", "kind", "stance"]].astype(object)
    values["paragraph"] = quotes["paragraph"].astype(object).map(str, na_action="ignore")
    return values.fillna({"paragraph": OUTSIDE}).fillna("")


def menu_options(values: pd.DataFrame) -> dict[str, list[str]]:
    """Return what each menu offers: the most frequent first, paragraphs in their order."""
    options = {}
    for column in values:
        cells = values[column]
        options[str(column)] = [str(name) for name in cells[cells != ""].value_counts().index]
    numbers = [name for name in options["paragraph"] if name != OUTSIDE]
    numbers.sort(key=lambda number: (len(number), number))
    options["paragraph"] = [INSIDE, *numbers, OUTSIDE]
    return options


def fold(text: str) -> str:
    """Return text without capitals, accents and signs; ``quotes.js`` does the same."""
    letters = ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    letters = INNER_SIGNS.sub("", letters)
    # Letters, marks and numbers of any script stay; everything else is a space.
    kept = [letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in letters]
    return " ".join("".join(kept).split())
