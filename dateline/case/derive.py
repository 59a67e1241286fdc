"""What a program can work out is not typed: short names, how exact a date is, positions.

Only empty cells are filled, before anything is checked. What is judgement is never guessed: it
may stay empty, and is then shown as "not stated".
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dateline.case.errors import near, quoted
from dateline.case.fields import Field, Row

NOT_STATED = "not stated"
# Judgement: an empty cell of these columns is shown as "not stated".
JUDGED = {
    "sources": ("kind", "seen"),
    "events": ("category", "certainty"),
    "levels": ("status", "measure"),
    "quotes": ("kind", "stance"),
    "claims": ("kind", "verdict", "confidence"),
    "people": ("kind",),
    "framing": ("kind",),
}
# Each table's column of short names, and the columns that a name is made from.
NAMED_AFTER = {
    "sources": ("source_id", ("publisher", "date")),
    "events": ("event_id", ("title",)),
    "levels": ("level_id", ("series", "date", "value")),
    "quotes": ("quote_id", ("speaker", "opening_words", "our_summary")),
    "claims": ("claim_id", ("claim",)),
    "people": ("person_id", ("name",)),
    "framing": ("framing_id", ("publisher", "phrase")),
    "evidence": ("card_id", ("headline",)),
    "exhibits": ("exhibit_id", ("title",)),
    "annotations": ("annotation_id", ("exhibit_id", "words")),
}
# What an empty cell means in every table that has such a column and needs it.
USUAL = {
    "precision": "day",
    "about": "false",
    "in_default": "true",
    "break_before": "false",
    "core": "true",
    "phone": "true",
    "right": "false",
}
# What an empty cell means in a single table.
USUAL_IN_TABLE = {
    "exhibits": {"after_article": "false"},
    "annotations": {"after_article": "false"},
}
FROM_OTHER_CELLS = {
    "sources": ("link",),
    "events": ("in_article",),
    "quotes": ("in_article", "words", "char_start", "char_end", "opening_words"),
    "paragraphs": ("words", "char_start", "char_end"),
}
LONGEST_NAME = 40  # letters, as the columns of short names allow
OPENING = 6  # words
MONTH_OR_YEAR = re.compile(r"(\d{4})(-\d\d)?")
ABOUT = re.compile(r"(?i)(?:c\.|ca\.|circa|about|~)\s*")


class Paragraph(NamedTuple):
    """A paragraph of the article's text.

    Attributes:
        number: Its number, as a cell has it.
        text: Its words.
        start: The number of its first character in the whole text.
    """

    number: str
    text: str
    start: int


def paragraphs_of(lines: list[tuple[str, str]]) -> list[Paragraph]:
    """Return the paragraphs of a text, each with its place; those without a number are counted.

    Args:
        lines: The number of each paragraph, or "", and its words.
    """
    paragraphs = []
    start = 0
    number = 0
    for typed, text in lines:
        number = int(typed) if typed.isdecimal() else number + 1
        paragraphs.append(Paragraph(str(number), text, start))
        start += len(text) + 1  # and a line break
    return paragraphs


def worked_out(table: str) -> set[str]:
    """Return the columns of a table that need not be typed, because they can be worked out."""
    columns = set(USUAL) | set(USUAL_IN_TABLE.get(table, ())) | set(FROM_OTHER_CELLS.get(table, ()))
    if table in NAMED_AFTER:
        columns.add(NAMED_AFTER[table][0])
    return columns


def must_be_typed(table: str, field: Field) -> bool:
    """Tell whether every row needs a typed cell in a column: it is required, and not worked out."""
    required = bool(field.get("constraints", {}).get("required"))
    return required and field["name"] not in worked_out(table)


def fill_in(
    tables: Mapping[str, Mapping[int, Row]],
    fields: Mapping[str, list[Field]],
    article: list[Paragraph],
) -> dict[str, dict[tuple[int, str], str]]:
    """Fill in the empty cells of all tables that can be worked out.

    A row of a single cell is probably a note below the table, and is left as it is, unless the
    table needs no more.

    Args:
        tables: The rows of each table by their line, as they were typed; they are changed.
        fields: The columns of each table; no other cell is filled.
        article: The paragraphs of the article's text; none if the case does not have it.

    Returns:
        For each table, by line and column, why a source that is named cannot be found.
    """
    for name, rows in tables.items():
        filled_by = [_exact_date, _usual_cells, *OF_TABLE.get(name, ())]
        needed = [field["name"] for field in fields[name] if must_be_typed(name, field)]
        typed = [row for row in rows.values() if _is_row(row, needed)]
        for row in typed:
            cells = _Cells(name, row, fields[name], article)
            for fill in filled_by:
                fill(cells)
        _name_rows(name, typed, [field["name"] for field in fields[name]])
    return _name_sources(tables)


def _is_row(row: Row, needed: list[str]) -> bool:
    """Tell whether a row has several cells, or all that must be typed."""
    return sum(map(bool, row.values())) > 1 or all(row.get(name) for name in needed)


class _Cells:
    """A row whose empty cells are filled; one that was typed is never changed."""

    def __init__(self, table: str, row: Row, fields: list[Field], article: list[Paragraph]) -> None:
        self.table = table
        self.row = row
        self.article = article
        self._fields = {field["name"]: field for field in fields}

    def has(self, column: str) -> bool:
        """Tell whether the table has such a column."""
        return column in self._fields

    def needs(self, column: str) -> bool:
        """Tell whether the table has such a column, and it may not be empty."""
        return bool(self._fields.get(column, {}).get("constraints", {}).get("required"))

    def __getitem__(self, column: str) -> str:
        return self.row.get(column, "")

    def fill(self, column: str, text: str) -> None:
        """Fill a cell that is empty, if the table has such a column."""
        if self.has(column) and not self.row.get(column):
            self.row[column] = text


def _exact_date(cells: _Cells) -> None:
    """Read 1898-02 as a month, 1898 as a year, and c. 1898 as a year that is approximate."""
    if not cells.has("precision"):
        return
    exact = ABOUT.sub("", cells["date"], count=1)
    precision = _precision_of(exact) or "day"
    if cells["precision"] in ("", precision):
        if exact != cells["date"]:
            cells.fill("about", "true")
        if precision != "day":
            cells.fill("precision", precision)
            exact = f"{exact}-01-01"[: len("2020-01-01")]
        cells.row["date"] = exact
    end = cells["end_date"]
    if _precision_of(end) and cells["precision"] == _precision_of(end):
        cells.row["end_date"] = f"{end}-01-01"[: len("2020-01-01")]


def _precision_of(date: str) -> str:
    """Return "month" for 1898-02, "year" for 1898, and "" for any other text."""
    found = MONTH_OR_YEAR.fullmatch(date)
    if not found:
        return ""
    return "month" if found[2] else "year"


def _usual_cells(cells: _Cells) -> None:
    for column, text in {**USUAL, **USUAL_IN_TABLE.get(cells.table, {})}.items():
        if cells.needs(column):
            cells.fill(column, text)


def _link_of_source(cells: _Cells) -> None:
    cells.fill("link", "true" if cells["url"] else "false")


def _in_article(cells: _Cells) -> None:
    cells.fill("in_article", "true" if cells["paragraph"] else "false")


def _words_of_quote(cells: _Cells) -> None:
    """Count the words of a quotation, and find it in the text of the article."""
    words = cells["text"].split()
    if not words:
        return
    cells.fill("words", str(len(words)))
    cells.fill("opening_words", " ".join(words[:OPENING]))
    for paragraph in cells.article:
        place = paragraph.text.find(cells["text"])
        if place >= 0 and cells["paragraph"] in ("", paragraph.number):
            cells.fill("paragraph", paragraph.number)
            cells.fill("char_start", str(paragraph.start + place))
            cells.fill("char_end", str(paragraph.start + place + len(cells["text"])))
            return


def _place_of_paragraph(cells: _Cells) -> None:
    for paragraph in cells.article:
        if paragraph.number == cells["paragraph"]:
            cells.fill("words", str(len(paragraph.text.split())))
            cells.fill("char_start", str(paragraph.start))
            cells.fill("char_end", str(paragraph.start + len(paragraph.text)))


OF_TABLE: dict[str, tuple[Callable[[_Cells], None], ...]] = {
    "sources": (_link_of_source,),
    "events": (_in_article,),
    "quotes": (_words_of_quote, _in_article),
    "paragraphs": (_place_of_paragraph,),
}


def short_name(text: str, default: str) -> str:
    """Return a short name as the tables use them: small letters, digits and hyphens.

    Args:
        text: The words that it is made from; accents are left out.
        default: What a name starts with if the words do not start with a letter.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if not name[:1].isalpha():
        name = f"{default}-{name}".strip("-")
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    return name


def _name_rows(table: str, rows: list[Row], columns: list[str]) -> None:
    """Give each row without a short name one that no other row has."""
    id_column, made_from = NAMED_AFTER.get(table, ("", ()))
    if id_column not in columns:
        return
    used = {row.get(id_column, "") for row in rows}
    next_number: dict[str, int] = {}
    for row in rows:
        if row.get(id_column):
            continue
        words = " ".join(row.get(column, "") for column in made_from)
        name = unique = short_name(words, table.removesuffix("s"))
        while unique in used:
            number = next_number[name] = next_number.get(name, 1) + 1
            start = name[: LONGEST_NAME - len(str(number)) - 1].rstrip("-")
            unique = f"{start}-{number}"
        used.add(unique)
        row[id_column] = unique


def _name_sources(
    tables: Mapping[str, Mapping[int, Row]],
) -> dict[str, dict[tuple[int, str], str]]:
    """Write the short name of a source where a row names its publisher or its headline.

    Returns:
        For each table, by line and column, why a source cannot be found.
    """
    sources = list(tables.get("sources", {}).values())
    known = _Sources([row for row in sources if row.get("source_id")])
    unclear: dict[str, dict[tuple[int, str], str]] = {}
    for name, rows in tables.items():
        for line, row in rows.items():
            cell = row.get("source_ids")
            if cell:
                row["source_ids"] = known.ids_in(cell)
                message = known.unclear(row["source_ids"])
                if message:
                    unclear.setdefault(name, {})[line, "source_ids"] = message
    return unclear


class _Sources:
    """The sources of a case, found by their short names, publishers and headlines."""

    def __init__(self, rows: list[Row]) -> None:
        self._ids = {row["source_id"] for row in rows}
        self._rows = {row["source_id"]: row for row in rows}
        self._publishers = dict.fromkeys(row.get("publisher", "") for row in rows)
        self._by_words: dict[str, list[str]] = {}
        for row in rows:
            for words in set(_names_of_source(row)):
                self._by_words.setdefault(words, []).append(row["source_id"])

    def ids_in(self, cell: str) -> str:
        """Return a list with the short names of its sources, where only one can be meant."""
        items = [item.strip() for item in cell.split(";")]
        return ";".join(self._id_of(item) for item in items if item)

    def _id_of(self, item: str) -> str:
        """Return the short name of a source, or the words as they are if that is not certain."""
        if item in self._ids:
            return item
        meant = self._by_words.get(item.casefold(), [])
        if len(meant) == 1:
            return meant[0]
        # Some people write lists with commas: that is read if every part is a source.
        parts = [part.strip() for part in item.split(",")]
        if len(parts) > 1:
            ids = [self._id_of(part) for part in parts]
            if self._ids.issuperset(ids):
                return ";".join(ids)
        return item

    def _only_name(self, source_id: str) -> str:
        """Return the words that name one source only: with its date, its headline, or its id."""
        row = self._rows[source_id]
        for words in (f"{row.get('publisher')}, {row.get('date')}", row.get("title", "")):
            if self._by_words.get(words.casefold()) == [source_id]:
                return words
        return source_id

    def unclear(self, cell: str) -> str:
        """Return which words of a list name no source or several, and what to write, or ""."""
        for item in cell.split(";"):
            meant = self._by_words.get(item.casefold(), [])
            if item in self._ids:
                continue
            if meant:
                names = " or ".join(repr(self._only_name(source_id)) for source_id in meant)
                return f"{item!r} may be one of {len(meant)} sources: write {names}."
            if item != short_name(item, ""):
                return (
                    f"{quoted(item)} is neither a short name nor a publisher in the table of "
                    f"sources.{near(item, self._publishers)}"
                )
        return ""


def _names_of_source(row: Row) -> Iterator[str]:
    """Yield in which words a source may be named: its publisher, with or without the date."""
    publisher, date, title = (row.get(column, "") for column in ("publisher", "date", "title"))
    if publisher:
        yield publisher.casefold()
    if publisher and date:
        yield f"{publisher} {date}".casefold()
        yield f"{publisher}, {date}".casefold()
    if title:
        yield title.casefold()
