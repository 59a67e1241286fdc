"""The cells of a table as text: from a CSV file, whichever spreadsheet wrote it."""

import csv
import io
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from dateline.case.cells import trimmed
from dateline.case.errors import CaseError, Problem, file_error
from dateline.case.files import read_bytes

MOST_ROWS = 150_000
MOST_COLUMNS = 500
LINES_ABOVE = 10  # in which the row that names the columns is looked for
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
LATIN = (
    "has a letter, probably {letter!r}, that is stored as {encoding} instead of UTF-8. In your "
    "spreadsheet, save the file as “CSV UTF-8”."
)
OPEN_QUOTE = (
    "a quotation mark opens in this row and is not closed at the end of a cell. Close it, or "
    'write it twice ("") if the cell is in quotation marks.'
)


class Sheet(NamedTuple):
    """The cells of a table as text, before anything is known about what they mean.

    Attributes:
        header: The names of its columns, as they are written.
        rows: The rows below them that are not empty, by the line number a spreadsheet shows.
        header_line: The line of the names.
        remark: What is odd about the file and allowed, or "".
    """

    header: list[str]
    rows: dict[int, list[str]]
    header_line: int = 1
    remark: str = ""


def read_sheet(path: Path, names: Mapping[str, str]) -> Sheet:
    """Read a CSV file with commas, or with semicolons or tabs as some spreadsheets write it.

    Args:
        path: The file.
        names: The columns that it may have, by their plain names; see ``plain_name``.

    Raises:
        CaseError: The file is missing, empty, too large or not text, it does not begin with the
            names of columns, or a quotation mark in it is never closed.
    """
    text = _read_text(path)
    separator, text = _separator(text, names)
    rows = _read_rows(path.name, text, separator)
    _check_letters(path.name, rows, old_mac="\r" in text and "\n" not in text)

    remark = ""
    if separator != ",":
        remark = (
            f"{path.name} has {SEPARATORS[separator]} between its cells, as some spreadsheets "
            "write them; that is fine."
        )
    return sheet_of(path.name, rows, names, remark)


def sheet_of(
    file: str, rows: Mapping[int, list[str]], names: Mapping[str, str], remark: str = ""
) -> Sheet:
    """Return the rows of a file or a worksheet as a table whose columns have names.

    Args:
        file: The name of the file, for messages.
        rows: All rows by their line, from line 1 on; cells are text.
        names: The columns that it may have, by their plain names.
        remark: What is odd about the file and allowed.

    Raises:
        CaseError: There are no rows, too many, or another row stands above the names.
    """
    filled = {}
    for line, cells in rows.items():
        cells = [trimmed(cell) for cell in cells]
        if any(cells):
            filled[line] = cells
    if not filled:
        raise file_error(file, "is empty; its first row must name the columns.")
    if len(filled) > MOST_ROWS:
        message = (
            f"has {len(filled):,} rows; a table can have at most {MOST_ROWS:,}. Keep the rows "
            "that the lesson needs."
        )
        raise file_error(file, message)

    first = min(filled)
    header_line = _header_line(filled, names)
    if header_line != first:
        message = (
            f"this row does not name the columns; line {header_line} does. Delete what is above "
            f"line {header_line}."
        )
        raise file_error(file, message, line=first)

    header = list(filled.pop(first))
    used = max((len(cells) for cells in map(_without_end, filled.values())), default=0)
    while header and not header[-1] and len(header) > used:
        header.pop()
    if len(header) > MOST_COLUMNS:
        message = f"has {len(header):,} columns; a table can have at most {MOST_COLUMNS}."
        raise file_error(file, message)
    return Sheet(header, _of_one_length(filled, len(header)), first, remark)


def plain_name(name: str) -> str:
    """Return the name of a column without capitals and spaces: "Event ID" is "event_id"."""
    return re.sub(r"[\s_-]+", "_", trimmed(name)).casefold()


def _of_one_length(rows: Mapping[int, list[str]], length: int) -> dict[int, list[str]]:
    """Return rows without the empty cells at their right, and with those that were left out."""
    evened = {}
    for line, cells in rows.items():
        cells = _without_end(cells)
        evened[line] = cells + [""] * (length - len(cells))
    return evened


def _without_end(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at their right."""
    length = len(cells)
    while length and not cells[length - 1]:
        length -= 1
    return cells[:length]


def _header_line(rows: Mapping[int, list[str]], names: Mapping[str, str]) -> int:
    """Return the line with the most names of columns; the first row unless another has more."""
    best, most = min(rows), 0
    for line in list(rows)[:LINES_ABOVE]:
        known = _known(rows[line], names)
        if known > most and (line == min(rows) or known > 1):
            best, most = line, known
    return best


def _known(cells: Collection[str], names: Mapping[str, str]) -> int:
    """Return how many cells name a column."""
    return len({plain_name(cell) for cell in cells} & names.keys())


def _separator(text: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return what is between the cells, and the text without a line that says so.

    Excel understands a first line such as "sep=;".
    """
    said = re.match(r'"?sep=(.)"?[ \t]*(?=\r|\n)', text, flags=re.IGNORECASE)
    if said and said[1] in SEPARATORS:
        return said[1], text[said.end() :]  # its line stays, as an empty one

    best, most = ",", 0
    for line in text[:100_000].splitlines()[:LINES_ABOVE]:
        for separator in SEPARATORS:
            known = _known([cell.strip(' "') for cell in line.split(separator)], names)
            if known > most:
                best, most = separator, known
    return best, text


def _read_rows(file: str, text: str, separator: str) -> dict[int, list[str]]:
    """Return every row of a CSV text by its line."""
    rows: dict[int, list[str]] = {}
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows[len(rows) + 1] = row
    except csv.Error as error:
        message = OPEN_QUOTE
        if "limit" in str(error):
            message = (
                "a cell has more than 131,072 characters. Perhaps a quotation mark opens before "
                "it and is never closed."
            )
        raise file_error(file, message, line=len(rows) + 1) from None
    return rows


def _read_text(path: Path) -> str:
    """Return the text of a file; a byte that is not UTF-8 becomes half of a character."""
    content = read_bytes(path)
    if content.startswith(b"PK\x03\x04"):  # a workbook is a zip file
        message = "is a workbook and not a CSV file. In your spreadsheet, save it as “CSV UTF-8”."
        raise file_error(path.name, message)

    try:
        if content.startswith(UTF16):
            return content.decode("utf-16")
        text = content.decode("utf-8-sig", errors="surrogateescape")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        message = "is not a CSV file. In your spreadsheet, save it as “CSV UTF-8”."
        raise file_error(path.name, message)
    return text


def _check_letters(file: str, rows: Mapping[int, list[str]], *, old_mac: bool) -> None:
    """Report the first letter that is not stored as UTF-8; old Macs also ended lines otherwise."""
    encoding = "mac_roman" if old_mac else "cp1252"
    for line, cells in rows.items():
        for cell in cells:
            broken = re.search("[\udc80-\udcff]", cell)
            if broken:
                byte = broken[0].encode("utf-8", errors="surrogateescape")
                letter = byte.decode(encoding, errors="replace")
                message = LATIN.format(letter=letter, encoding=ENCODINGS[encoding])
                raise CaseError([Problem(file, line, "", message)])
