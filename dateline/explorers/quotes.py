"""The quote explorer: filter, search and compare quotations, however many there are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from dateline.cards import SOURCE_COLUMNS, SourceLines, quote_card
from dateline.charts.chart import need
from dateline.explorers.pages import Explorer, Page, paged
from dateline.explorers.rows import plain_rows
from dateline.web import fill

COLUMNS = (
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
FILTERS = {"Side": "side", "Speaker": "speaker", "Kind": "kind", "Stance": "stance"}
ANY = "any"
INSIDE = "in the article"
OUTSIDE = "not in the article"
MOST_CARDS = 20  # cards at a time
MOST_OPTIONS = 199  # options of a menu besides the first
MOST_WITHOUT_PYTHON = 150  # cards in a page without Python: about 270 kB
LONGEST_OPTION = 40  # letters of a quotation in a menu

COMBINING = re.compile(r"[\u0300-\u036f]")
INNER_SIGNS = re.compile(r"[.'’]")  # U.S. is us, and don't is dont
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
    # Imported here because widgets are slow to load.
    from dateline.explorers.widgets import WidgetExplorer, field, menu

    need(quotes, COLUMNS)
    need(sources, SOURCE_COLUMNS)
    table = quotes.reset_index(drop=True)
    table["paragraph"] = table["paragraph"].map(str).where(table["paragraph"].notna(), OUTSIDE)
    rows = plain_rows(table)
    find = Search(table)
    lines = SourceLines(sources)
    for row in rows:
        lines.line(row.source_ids)  # an unknown source is an error now, not when it is found

    menus = []
    for label, column in FILTERS.items():
        menus.append(menu(label, _options([ANY, *_most_frequent(table[column])]), ANY))
    menus.append(menu("Paragraph", _options(_paragraphs(table["paragraph"])), ANY))
    beside = [("nothing", -1)]
    for row in rows[:MOST_OPTIONS]:
        beside.append((f"{row.speaker}: {_first_words(row)}", row.Index))
    controls = [*menus, field("Search"), menu("Keep beside", beside, -1)]

    def answer(*values: Any) -> Markup:
        *chosen, words, kept = values
        filters = dict(zip([*FILTERS.values(), "paragraph"], chosen, strict=True))
        return _found_cards(rows, find(words, filters), words, kept, lines)

    return WidgetExplorer(controls, answer, _fallback(table, lines), reset=True)


class Search:
    """Finds rows by their words and columns; the words of all rows are folded once."""

    def __init__(self, rows: pd.DataFrame) -> None:
        """Fold what is searched: the words, or our summary where there are none; the speaker."""
        words = _folded(rows["text"].fillna(rows["our_summary"]))
        speakers = _folded(rows["speaker"])
        # No search has a line break in it, so none is found across the words and the speaker.
        self._texts = [f"{text}\n{speaker}" for text, speaker in zip(words, speakers, strict=True)]
        columns = [*FILTERS.values(), "paragraph"]
        self._cells = {name: rows[name].fillna("").tolist() for name in columns}

    def __call__(self, words: str, filters: dict[str, str]) -> list[int]:
        """Return the numbers of the rows that have the words and pass every filter."""
        sought = fold(words.replace("\n", " ")).strip()
        numbers = [number for number, text in enumerate(self._texts) if sought in text]
        for column, value in filters.items():
            cells = self._cells[column]
            if value == INSIDE:
                numbers = [number for number in numbers if cells[number] != OUTSIDE]
            elif value != ANY:
                numbers = [number for number in numbers if cells[number] == value]
        return numbers


def _folded(column: pd.Series) -> list[str]:
    """Fold all texts of a column at once, which is faster than one by one."""
    texts = column.fillna("").astype(str).str.replace("\n", " ")
    return fold("\n".join(texts)).split("\n")


def fold(text: str) -> str:
    """Return text without capitals, accents and signs; lines stay lines."""
    plain = COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return SIGNS.sub(" ", INNER_SIGNS.sub("", plain))


def marked(text: str, words: str) -> Markup:
    """Return text as HTML in which each place that a search found is marked."""
    sought = fold(words).strip()
    folded, origins = _fold_letters(text)
    html = Markup()
    start = 0  # up to here, the text has been added
    place = folded.find(sought) if sought else -1
    while place >= 0:
        end = place + len(sought)
        # A letter that folds to two is marked whole and once, with the accents that follow it.
        first = max(start, origins[place])
        last = origins[end - 1] + 1
        while COMBINING.match(text, last):
            last += 1
        if first < last:
            html += escape(text[start:first])
            html += Markup("<mark>{}</mark>").format(text[first:last])
        start = max(start, last)
        place = folded.find(sought, end)
    return html + escape(text[start:])


def _fold_letters(text: str) -> tuple[str, list[int]]:
    """Fold a text letter by letter; return it and, for each letter, where it came from."""
    folded, origins = "", []
    for number, letter in enumerate(text):
        for plain in " " if letter == "\n" else fold(letter):
            if plain != " " or not folded.endswith(" "):
                folded += plain
                origins.append(number)
    return folded, origins


def _options(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _most_frequent(column: pd.Series) -> list[str]:
    """Return the options of a menu, the most frequent first."""
    return [str(value) for value in column.dropna().value_counts().index[:MOST_OPTIONS]]


def _paragraphs(column: pd.Series) -> list[str]:
    """Return the options of the menu of paragraphs, in the order of the article."""
    numbers = sorted(set(column) - {OUTSIDE}, key=lambda number: (len(number), number))
    return [ANY, INSIDE, *numbers[: MOST_OPTIONS - 2], OUTSIDE]


def _words_of(row: Any) -> str:
    """Return the words of a quotation, or our summary where there are none."""
    return str(row.text if pd.notna(row.text) else row.our_summary)


def _first_words(row: Any) -> str:
    """Return the first words of a quotation, for a menu."""
    words = _words_of(row)
    if len(words) <= LONGEST_OPTION:
        return words
    return words[:LONGEST_OPTION].rsplit(" ", 1)[0] + " …"


def _found_cards(
    rows: list[Any], found: list[int], words: str, kept: int, lines: SourceLines
) -> Markup:
    """Return the cards of what was found, with a count, and the one that is kept beside them."""
    numbers = [number for number in found[: MOST_CARDS + 1] if number != kept][:MOST_CARDS]
    comparing = kept >= 0
    beside = [_card(rows[kept], lines, unfolded=True)] if comparing else []
    return fill(
        "explorers/quote_list.html",
        found=len(found),
        every=len(rows),
        cards=[_card(rows[number], lines, words, unfolded=comparing) for number in numbers],
        beside=beside,
    )


def _card(row: Any, lines: SourceLines, words: str = "", *, unfolded: bool = False) -> Markup:
    """Return the card of a quotation, with the words of a search marked."""
    found = (marked(_words_of(row), words), marked(str(row.speaker), words))
    return quote_card(row, lines, marked=found, unfolded=unfolded)


def _fallback(table: pd.DataFrame, lines: SourceLines) -> Explorer:
    """Return the pages that stand in for the menus: cards by speaker, then lists."""
    first = table.head(MOST_WITHOUT_PYTHON)
    pages = [*_speaker_pages(first, lines), *_list_pages(first)]
    cut = len(table) > len(first)
    note = f"The first {len(first)} of {len(table)} passages." if cut else ""
    return paged("Show", pages, base=note)


def _speaker_pages(table: pd.DataFrame, lines: SourceLines) -> Iterator[Page]:
    """Yield a page for each speaker, with the cards: each card is on one page only."""
    for speaker, quotes in table.groupby("speaker", sort=False):
        cards = [_card(row, lines) for row in plain_rows(quotes)]
        page = fill("explorers/quote_page.html", name=speaker, cards=cards, quotes=[])
        yield Page(f"{speaker} ({len(cards)})", page, "By speaker")


def _list_pages(table: pd.DataFrame) -> Iterator[Page]:
    """Yield a page for each side, kind and stance, with a line a quotation."""
    for label in ("Side", "Kind", "Stance"):
        for name, quotes in table.groupby(FILTERS[label], sort=False):
            listed = []
            for row in plain_rows(quotes):
                listed.append((row.speaker, _first_words(row), row.paragraph))
            page = fill("explorers/quote_page.html", name=name, cards=[], quotes=listed)
            yield Page(f"{name} ({len(listed)})", page, f"By {label.lower()}")
