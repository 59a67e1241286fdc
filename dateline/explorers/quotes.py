"""The quote explorer: filter, search and compare quotations, however many there are."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from dateline.cards import quote_card
from dateline.charts.chart import need
from dateline.explorers import cited
from dateline.explorers.pages import Explorer, Page, paged
from dateline.web import fill

READS = [
    *("in_article", "paragraph", "kind", "text", "our_summary", "speaker", "role", "side", "named"),
    *("verb", "via", "outlet", "date", "original_text", "wording_match", "differences"),
    *("context_lost", "stance", "stance_reason", "status", "source_ids"),
]
FILTERS = {"Side": "side", "Speaker": "speaker", "Kind": "kind", "Stance": "stance"}
ANY, INSIDE, OUTSIDE = "any", "in the article", "not in the article"
SHOWN, LISTED = 20, 199  # cards at a time, and options of a menu besides the first, at most
PRINTED = 150  # cards in a page without Python, at most: about 270 kB
COMBINING = re.compile(r"[\u0300-\u036f]")
INNER = re.compile(r"[.'’]")  # U.S. is us, and don't is dont
SIGNS = re.compile(r"(?:[^\w\n]|_)+")


def quote_explorer(quotes: pd.DataFrame, sources: pd.DataFrame) -> Any:
    """Filter and search quotations, and keep one beside the others to compare.

    Filters combine. The search takes the words and the speaker; capitals, accents and signs do
    not matter, and what it found is marked. At most 20 cards are shown at a time, and a menu
    has at most 200 options.

    Args:
        quotes: A case's ``quotes``: what ``cards.quote_card`` reads.
        sources: The case's ``sources``; every source that a quotation cites must be there.

    Returns:
        A widget; in a page without Python, a page for each speaker, side, kind and stance.

    Raises:
        ValueError: ``quotes`` or ``sources`` has no rows, or lacks a column.
    """
    from dateline.explorers.widgets import Live, field, menu  # here, for widgets are slow to load

    need(quotes, READS)
    need(sources, cited.COLUMNS)
    rows = quotes.reset_index(drop=True)
    rows["paragraph"] = rows["paragraph"].map(str).where(rows["paragraph"].notna(), OUTSIDE)
    find, lines = Search(rows), Lines(sources, cited.lines(rows, sources))
    named = [f"{row.speaker}: {_short(row)}" for row in _each(rows.head(LISTED))]
    choices = {label: [ANY, *_most(rows[column])] for label, column in FILTERS.items()}
    told = sorted(set(rows["paragraph"]) - {OUTSIDE}, key=lambda name: (len(name), name))
    choices["Paragraph"] = [ANY, INSIDE, *told[: LISTED - 2], OUTSIDE]
    menus = [menu(label, [(name, name) for name in names], ANY) for label, names in choices.items()]
    beside = menu("Keep beside", [("nothing", -1), *zip(named, range(len(named)), strict=True)], -1)

    def answer(*values: Any) -> Markup:
        *chosen, words, kept = values
        filters = dict(zip([*FILTERS.values(), "paragraph"], chosen, strict=True))
        return _listed(rows, find(words, filters), words, kept, lines)

    return Live([*menus, field("Search"), beside], answer, _still(rows, lines), reset=True)


class Search:
    """Finds rows by their words and columns; the words of all rows are folded once."""

    def __init__(self, rows: pd.DataFrame) -> None:
        """Fold what is searched: the words, or ours where only their sense is told; the speaker."""
        parts = rows["text"].fillna(rows["our_summary"]), rows["speaker"]
        said, speaker = (
            fold("\n".join(part.fillna("").astype(str).str.replace("\n", " "))).split("\n")
            for part in parts
        )
        # a line break, which no search has, keeps one from running from the words to the speaker
        self.texts = list(map("{}\n{}".format, said, speaker))
        self.columns = {
            name: rows[name].to_numpy(dtype=object) for name in (*FILTERS.values(), "paragraph")
        }

    def __call__(self, words: str, filters: dict[str, str]) -> list[int]:
        """Return the numbers of the rows that have the words and pass every filter."""
        kept = np.ones(len(self.texts), dtype=bool)
        for column, value in filters.items():
            if value == INSIDE:
                kept &= self.columns[column] != OUTSIDE
            elif value != ANY:
                kept &= self.columns[column] == value
        sought = fold(words.replace("\n", " ")).strip()
        if kept.all():
            return [number for number, text in enumerate(self.texts) if sought in text]
        return [number for number in np.flatnonzero(kept).tolist() if sought in self.texts[number]]


def fold(text: str) -> str:
    """Return text without capitals, accents and signs; lines stay lines."""
    plain = COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return SIGNS.sub(" ", INNER.sub("", plain))


def marked(text: str, words: str) -> Markup:
    """Return text as HTML in which each place that a search found is marked."""
    sought, letters = fold(words).strip(), [("", 0)]
    for number, letter in enumerate(text):
        for one in " " if letter == "\n" else fold(letter):
            if one != " " or letters[-1][0] != " ":
                letters.append((one, number))
    folded = "".join(one for one, _ in letters)
    at = [number for _, number in letters[1:]]
    found, start = Markup(), 0
    place = folded.find(sought) if sought else -1
    while place >= 0:
        end = place + len(sought)
        # a letter that folds to two is marked whole and once, with the accents that follow it
        first, last = max(start, at[place]), at[end - 1] + 1
        while COMBINING.match(text, last):
            last += 1
        if first < last:
            found += escape(text[start:first]) + Markup("<mark>{}</mark>").format(text[first:last])
        start, place = max(start, last), folded.find(sought, end)
    return found + escape(text[start:])


def _most(column: pd.Series) -> list[str]:
    """Return the options of a menu, the most frequent first."""
    return [str(value) for value in column.dropna().value_counts().index[:LISTED]]


def _short(row: Any) -> str:
    """Return the first words of a quotation, for a menu."""
    said = str(row.text if pd.notna(row.text) else row.our_summary)
    return said if len(said) <= 40 else said[:40].rsplit(" ", 1)[0] + " …"


class Lines(NamedTuple):
    """The sources, and the line that names them for each list of ids, made once."""

    sources: pd.DataFrame
    of: dict[str, Markup]


def _each(rows: pd.DataFrame) -> list[Any]:
    return list(rows.itertuples())


def _listed(rows: pd.DataFrame, found: list[int], words: str, kept: int, lines: Lines) -> Markup:
    """Return the cards of what was found, with a count, and the one that is kept beside them."""
    shown = [number for number in found[: SHOWN + 1] if number != kept]
    return fill(
        "quote_list.html",
        found=len(found),
        every=len(rows),
        cards=[_card(row, lines, words, kept >= 0) for row in _each(rows.iloc[shown[:SHOWN]])],
        beside=[_card(row, lines, "", True) for row in _each(rows.iloc[[kept] * (kept >= 0)])],
    )


def _card(row: Any, lines: Lines, words: str = "", unfolded: bool = False) -> Markup:
    said = str(row.text if pd.notna(row.text) else row.our_summary)
    found, source = (marked(said, words), marked(str(row.speaker), words)), lines.of[row.source_ids]
    return quote_card(row, lines.sources, marked=found, source=source, unfolded=unfolded)


def _still(rows: pd.DataFrame, lines: Lines) -> Explorer:
    """Return the pages that stand in for the menus: cards by speaker, then lists."""
    few = rows.head(PRINTED)
    said = f"The first {PRINTED} of {len(rows)} passages." if len(rows) > PRINTED else ""
    return paged("Show", [*_speakers(few, lines), *_lists(few)], base=said)


def _speakers(rows: pd.DataFrame, lines: Lines) -> Iterator[Page]:
    """Yield a page for each speaker, with the cards: each card is on one page only."""
    for speaker, own in rows.groupby("speaker", sort=False):
        cards = [_card(row, lines) for row in own.itertuples()]
        page = fill("quote_page.html", name=speaker, cards=cards, quotes=[])
        yield Page(f"{speaker} ({len(own)})", page, "By speaker")


def _lists(rows: pd.DataFrame) -> Iterator[Page]:
    """Yield a page for each side, kind and stance, with a line a quotation."""
    for label in ("Side", "Kind", "Stance"):
        for name, own in rows.groupby(FILTERS[label], sort=False):
            lines = [(row.speaker, _short(row), row.paragraph) for row in own.itertuples()]
            page = fill("quote_page.html", name=name, cards=[], quotes=lines)
            yield Page(f"{name} ({len(own)})", page, f"By {label.lower()}")
