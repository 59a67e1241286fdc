"""Rows of a table as readers see them: plain headings, yes and no, publishers instead of ids."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from dateline.case.errors import near
from dateline.case.fields import Field
from dateline.dates import long_date, written
from dateline.links import web_address
from dateline.web import fill

# Publishers with such a word, as in "Agency, via Daily Paper", say it themselves.
SAYS_COPY = re.compile(
    r"\b(cop(y|ied)|via|quot\w+|citing|repost\w*|reprinted|republished|relay\w+|reproducing)\b"
)
PRECISION_OF_TEXT = {10: "day", 7: "month"}  # of dates such as 2020-09-28 and 2020-09
# Columns with more letters than the key in some cell are at least so wide; a table that is then
# wider than its window is scrolled, instead of being squeezed until nobody can read it.
WIDTHS = {100: "16rem", 40: "11rem", 12: "6rem", 0: "3rem"}


class Column(NamedTuple):
    """The head of a column: what is written there, and its least width."""

    heading: str
    width: str


class SourceLink(NamedTuple):
    """One source in a cell: its publisher, its address if it may be a link, and its headline."""

    publisher: str
    address: str
    headline: str
    copy: bool


@dataclass(frozen=True, repr=False)
class ShownTable:
    """A table for readers; a notebook shows it as HTML."""

    html: str
    rows: int

    def __repr__(self) -> str:
        """Say how many rows there are, where HTML cannot be shown."""
        return f"A table with {self.rows} rows"

    def _repr_html_(self) -> str:
        return self.html


def show_rows(
    rows: pd.DataFrame,
    columns: Sequence[str] | Mapping[str, str],
    tables: Mapping[str, Sequence[Field]],
    sources: pd.DataFrame,
) -> ShownTable:
    """Return some rows as a table for readers.

    Args:
        rows: Any rows of a case's tables, also with columns that were added to them.
        columns: The columns to show, in order; or a mapping of each column to its heading.
        tables: The fields of each table of the case; their titles are the headings.
        sources: The case's ``sources``.

    Raises:
        ValueError: ``rows`` lacks one of the columns, or cites an unknown source.
    """
    missing = [name for name in columns if name not in rows]
    if missing:
        known = [str(name) for name in rows.columns]
        hint = near(missing[0], known)
        raise ValueError(
            f"The table has no column called {missing[0]!r}.{hint} It has: {', '.join(known)}."
        )
    fields = _fields_of(rows, tables)
    headings = columns if isinstance(columns, Mapping) else _headings(columns, fields)
    by_id = {str(source.source_id): source for source in sources.itertuples()}

    shown: list[list[Any]] = []
    for row in rows.itertuples(index=False):
        values = dict(zip(rows.columns, row, strict=True))
        cells: list[Any] = []
        for name in headings:
            if name == "date":
                cells.append(_date(row))
            else:
                cells.append(_cell(values[name], name, fields.get(name, {}), by_id))
        shown.append(cells)

    heads = []
    for place, heading in enumerate(headings.values()):
        heads.append(Column(heading, _width(cells[place] for cells in shown)))
    return ShownTable(str(fill("pages/shown_table.html", columns=heads, rows=shown)), len(rows))


def source_address(source: Any) -> str:
    """Return where a source can be read, or "": a link never leads to code."""
    return web_address(source.url) if source.link else ""


def seen_in_a_copy(source: Any) -> bool:
    """Say whether a reader must be told that only a copy of a source was seen.

    Not so if the source has a link, or if its publisher's name says it; and up to publication a
    later source has no address, so that nothing is known but its publisher.
    """
    if pd.isna(source.url) or source_address(source):
        return False
    return not SAYS_COPY.search(str(source.publisher))


def _fields_of(rows: pd.DataFrame, tables: Mapping[str, Sequence[Field]]) -> dict[str, Field]:
    """Return the fields of the table that shares the most columns with some rows, by name."""
    best: dict[str, Field] = {}
    most = 0
    for fields in tables.values():
        by_name = {field["name"]: field for field in fields}
        shared = sum(name in by_name for name in rows.columns)
        if shared > most:
            best, most = by_name, shared
    return best


def _headings(columns: Iterable[str], fields: Mapping[str, Field]) -> dict[str, str]:
    """Return each column with its title; a column that was added is headed by its name."""
    headings = {}
    for name in columns:
        plain = name.replace("_", " ")
        headings[name] = fields[name]["title"] if name in fields else plain[:1].upper() + plain[1:]
    return headings


def _cell(
    value: Any, name: str, field: Field, sources: Mapping[str, Any]
) -> str | list[SourceLink]:
    """Return what a reader sees in one cell: text, or the sources that it cites."""
    if pd.isna(value):
        return ""
    if name == "source_ids":
        return [_source(source_id, sources) for source_id in value.split(";")]
    if isinstance(value, pd.Timestamp):
        return long_date(value)
    if field.get("type") == "boolean" or isinstance(value, bool):
        return "yes" if value else "no"
    if field.get("type") == "integer":
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:g}"
    return re.sub(r";\s*", "; ", str(value))


def _date(row: Any) -> str:
    """Return the date of a row in words, as exactly as it is known."""
    value = row.date
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return written(row) if hasattr(row, "precision") else long_date(value)
    precision = PRECISION_OF_TEXT.get(len(value))
    if precision is None:
        return str(value)  # a year, or two
    day = pd.Timestamp(value)
    return long_date(day) if precision == "day" else f"{day:%B %Y}"


def _source(source_id: str, sources: Mapping[str, Any]) -> SourceLink:
    if source_id not in sources:
        raise ValueError(f"The sources table has no source called {source_id!r}.")
    source = sources[source_id]
    headline = "" if pd.isna(source.title) else source.title
    return SourceLink(source.publisher, source_address(source), headline, seen_in_a_copy(source))


def _width(cells: Iterable[str | list[SourceLink]]) -> str:
    """Return the least width of a column, by the longest text in it."""
    longest = 0
    for cell in cells:
        text = cell if isinstance(cell, str) else "; ".join(link.publisher for link in cell)
        longest = max(longest, len(text))
    return next(width for letters, width in WIDTHS.items() if longest >= letters)
