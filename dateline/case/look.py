"""What is odd about the rows of a case, and allowed: the list *worth a look*.

A problem keeps a case from being read; these remarks do not. Each says what to type.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.case.case import ReadCase, read_case
from dateline.case.errors import Problem, first_ones, quoted
from dateline.case.fields import Field, Row
from dateline.case.raw import TEMPLATE
from dateline.case.schema import DESCRIPTION

LISTS = ("actors",)  # lists of words, with semicolons, that are not ids
# Words of one's own by which charts and menus group rows.
WORDS = (
    *("publisher", "category", "actors", "place", "series", "unit", "measure", "scope"),
    *("counted_by", "speaker", "affiliation", "side", "outlet", "claimant", "what_is_cut"),
)
MOST_LANES = 9


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


def look_at(read: ReadCase) -> list[Problem]:
    """Return what is odd about a case and allowed: first about its description, then its rows.

    Args:
        read: A case that was read from a folder or a workbook, and has no problem.
    """
    template: ReadCase | None = None
    if read.raw.path != TEMPLATE and TEMPLATE.is_dir():
        template = read_case(TEMPLATE)
    found: list[Problem] = []
    if template:
        file = read.raw.path.name if read.raw.path.is_file() else DESCRIPTION
        found += description_remarks(read.raw.package, template.raw.package, file)
    published = f"{read.case.published.year:04}-{read.case.published:%m-%d}"
    for name, table in read.tables.items():
        invented = template.tables[name].rows if template and name in template.tables else {}
        rows = Rows(name, table.file, table.schema["fields"], table.rows)
        found += first_ones(worth_a_look(rows, published, invented.values()))
    return read.raw.in_its_sheet(found)


def worth_a_look(table: Rows, published: str, invented: Iterable[Row] = ()) -> Iterator[Problem]:
    """Yield what is odd and allowed in one table.

    Args:
        table: A table of a case, once it has no problem.
        published: The day the article appeared, as text.
        invented: The rows of the same table in the case from which others are copied.
    """
    yield from _empty(table)
    yield from _later_rows(table, published)
    yield from _rows_of_the_template(table, invented)
    for field in table.fields:
        yield from _long_texts(table, field)
        if field["name"] in WORDS and "enum" not in field.get("constraints", {}):
            yield from _spellings(table, field["name"])
        if field["name"] in LISTS:
            yield from _commas(table, field["name"])
    yield from _lanes(table)


def _empty(table: Rows) -> Iterator[Problem]:
    """Yield a remark on a table without rows that every case needs."""
    if table.name in ("sources", "events") and not table.rows:
        yield table.remark(0, "", "has no rows yet; nothing can be shown before it has some.")


def _later_rows(table: Rows, published: str) -> Iterator[Problem]:
    """Yield rows dated after the article that do not say whether they were known before."""
    if not any(field["name"] == "after_article" for field in table.fields):
        return
    for line, row in table.rows.items():
        day = max(row.get("date", ""), row.get("end_date", ""))
        if not row.get("after_article") and day > published:
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
    return [word.strip() for word in cell.split(";") if word.strip()]


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


def description_remarks(
    package: Mapping[str, Any], template: Mapping[str, Any], file: str
) -> Iterator[Problem]:
    """Yield what a case still says of the invented case that it was copied from."""
    for name in ("name", "title", "description", "link", "publisher", "note"):
        if package.get(name) and package.get(name) == template.get(name):
            message = f"{name}: still says what the template says: {quoted(package[name])}."
            yield Problem(file, 0, "", message)
