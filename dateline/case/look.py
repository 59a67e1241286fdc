"""What is odd about the rows of a case, and allowed: the list *worth a look*.

A problem keeps a case from being read; these remarks do not. Each says what to type.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.case.errors import Problem
from dateline.case.fields import Field, Row

ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|nbsp|apos);")
HTML_TAG = re.compile(r"</?(p|br|b|i|em|strong|div|span|a|ul|li)\b[^>]*>", re.IGNORECASE)
LISTS = ("actors",)  # lists of words, with semicolons, that are not ids
LONGEST_WORD = 40  # letters: longer cells are sentences, and nobody repeats them
MOST_LANES = 9
SAME_NAME = {"people": "name"}  # two rows of one name are hard to tell apart in a menu


class Rows(NamedTuple):
    """The rows of a table, for a look at them.

    Attributes:
        name: The name of the table.
        file: The name of its file or sheet.
        fields: Its columns.
        rows: Its cells as text, by the line number that a spreadsheet shows.
    """

    name: str
    file: str
    fields: Sequence[Field]
    rows: Mapping[int, Row]

    def remark(self, line: int, column: str, message: str) -> Problem:
        """Return a remark on one cell."""
        return Problem(self.file, line, column, message)


def worth_a_look(
    tables: Iterable[Rows], published: str, template: Mapping[str, Iterable[Row]]
) -> Iterator[Problem]:
    """Yield what is odd and allowed, table by table.

    Args:
        tables: The tables of a case, once they have no problem.
        published: The day the article appeared, as text.
        template: The rows of the invented case from which others are copied; none for itself.
    """
    for table in tables:
        yield from _later_rows(table, published)
        yield from _rows_of_the_template(table, template.get(table.name, ()))
        for field in table.fields:
            yield from _long_texts(table, field)
            yield from _codes(table, field)
            if _is_word(field):
                yield from _spellings(table, field["name"])
            if field["name"] in LISTS:
                yield from _commas(table, field["name"])
        yield from _lanes(table)
        yield from _same_names(table)


def _later_rows(table: Rows, published: str) -> Iterator[Problem]:
    """Yield rows dated after the article that do not say whether they were known before."""
    for line, row in table.rows.items():
        day = row.get("date", "")
        if "after_article" in row and not row["after_article"] and day > published:
            message = (
                f"is empty, and {day} is after the article appeared ({published}): the row is "
                "shown only where what happened later is shown. Write yes, or no if it was "
                "announced before."
            )
            yield table.remark(line, "after_article", message)


def _rows_of_the_template(table: Rows, invented: Iterable[Row]) -> Iterator[Problem]:
    """Yield rows that are still those of the template."""
    known = [_typed(row) for row in invented]
    for line, row in table.rows.items():
        if _typed(row) in known:
            yield table.remark(line, "", "is the invented row of the template: write over it.")


def _typed(row: Row) -> dict[str, str]:
    return {name: text for name, text in row.items() if text}


def _long_texts(table: Rows, field: Field) -> Iterator[Problem]:
    """Yield cells with more words than the column is meant to have."""
    most = field.get("mostWords")
    if not most:
        return
    for line, row in table.rows.items():
        words = len(row.get(field["name"], "").split())
        if words > most:
            message = f"has {words} words; at most {most} fit well."
            yield table.remark(line, field["name"], message)


def _codes(table: Rows, field: Field) -> Iterator[Problem]:
    """Yield cells with codes of a web page in them, which readers would see as they are."""
    if field["type"] != "string" or field["name"] == "url":
        return
    for line, row in table.rows.items():
        text = row.get(field["name"], "")
        found = ENTITY.search(text) or HTML_TAG.search(text)
        if found:
            message = f"has {found[0]!r}, a code of a web page: write the words without it."
            yield table.remark(line, field["name"], message)


def _is_word(field: Field) -> bool:
    """Tell whether a column has words of one's own that rows repeat, such as kinds of events."""
    rules = field.get("constraints", {})
    is_id = "listOf" in field or field["name"].endswith("_id")
    return field["type"] == "string" and not (is_id or "enum" in rules or rules.get("unique"))


def _spellings(table: Rows, column: str) -> Iterator[Problem]:
    """Yield words that are spelled in two ways, and would be counted as two."""
    first: dict[str, str] = {}
    times = Counter(word for row in table.rows.values() for word in _words(row.get(column, "")))
    for word in sorted(times, key=times.__getitem__, reverse=True):
        first.setdefault(_plain(word), word)
    for line, row in table.rows.items():
        for word in _words(row.get(column, "")):
            usual = first[_plain(word)]
            if word != usual:
                message = f"{word!r} is written {usual!r} in other rows: write one of them."
                yield table.remark(line, column, message)


def _words(cell: str) -> list[str]:
    """Return the words of a cell that other rows may repeat."""
    return [word.strip() for word in cell.split(";") if 0 < len(word.strip()) <= LONGEST_WORD]


def _plain(word: str) -> str:
    """Return a word without its capitals and signs."""
    return re.sub(r"[\W_]+", " ", word).strip().casefold() or word


def _commas(table: Rows, column: str) -> Iterator[Problem]:
    """Yield lists that seem to be separated by commas."""
    alone = {word for row in table.rows.values() for word in _words(row.get(column, ""))}
    for line, row in table.rows.items():
        cell = row.get(column, "")
        parts = [part.strip() for part in cell.split(",")]
        if len(parts) > 1 and ";" not in cell and any(part in alone for part in parts):
            message = f"{cell!r} is one name. If it is a list, write: {'; '.join(parts)}."
            yield table.remark(line, column, message)


def _lanes(table: Rows) -> Iterator[Problem]:
    """Yield a remark if a timeline would have more lanes than there is room for."""
    kinds = Counter(row.get("category", "") for row in table.rows.values())
    if table.name == "events" and len(kinds) > MOST_LANES:
        message = (
            f"there are {len(kinds)} kinds of events, and a timeline has room for {MOST_LANES}: "
            "use the same word for similar events."
        )
        yield table.remark(0, "", message)


def _same_names(table: Rows) -> Iterator[Problem]:
    """Yield rows that look the same in a menu."""
    column = SAME_NAME.get(table.name, "")
    first: dict[str, int] = {}
    for line, row in table.rows.items():
        name = row.get(column, "")
        earlier = first.setdefault(name, line)
        if name and earlier != line:
            message = f"{name!r} is also in line {earlier}: add what tells the two apart."
            yield table.remark(line, column, message)


def description_remarks(
    package: Mapping[str, Any], template: Mapping[str, Any], file: str
) -> Iterator[Problem]:
    """Yield what a case still says of the invented case that it was copied from."""
    for name in ("name", "title", "description", "link", "publisher", "note"):
        if package.get(name) and package.get(name) == template.get(name):
            message = f"{name}: still says what the template says: {package[name]!r}."
            yield Problem(file, 0, "", message)
