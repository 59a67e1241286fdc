"""Read a CSV file as text, whichever spreadsheet wrote it, or say what the file is instead."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from dateline.case.errors import file_error, near

LARGEST = 100_000_000  # bytes; a table that people keep by hand is a thousandth of this


class Sheet(NamedTuple):
    """The cells of a CSV file as text.

    Attributes:
        header: The names in its first row.
        rows: The other rows that are not empty, by the line number a spreadsheet shows.
        remark: What is odd about the file and allowed, or "".
    """

    header: list[str]
    rows: dict[int, list[str]]
    remark: str


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file with commas, or with semicolons as some spreadsheets write it.

    Raises:
        CaseError: The file is missing, empty, too large or not text, or a quotation mark in it
            is never closed.
    """
    text = _read_text(path)
    first_line = text.split("\n", 1)[0]
    has_semicolons = first_line.count(";") > first_line.count(",")

    header, *rows = _read_rows(path.name, text, ";" if has_semicolons else ",")
    rows_by_line = {line: row for line, row in enumerate(rows, start=2) if any(row)}

    remark = ""
    if has_semicolons:
        remark = (
            f"{path.name} has semicolons between its cells, as some spreadsheets write them; "
            "that is fine."
        )
    return Sheet(header, rows_by_line, remark)


def _read_rows(file: str, text: str, delimiter: str) -> list[list[str]]:
    """Return every row of a CSV text, without spaces around its cells."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([cell.strip() for cell in row])
    except csv.Error:
        message = (
            "a quotation mark opens in this row and is not closed at the end of a cell. Close "
            'it, or write it twice ("") if the cell is in quotation marks.'
        )
        raise file_error(file, message, line=len(rows) + 1) from None
    return rows


def _read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, without a byte order mark."""
    content = _read_bytes(path)
    is_zip = content.startswith(b"PK\x03\x04")  # a workbook is a zip file
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_zip or is_utf16 or b"\0" in content:
        message = "is not a CSV file. In your spreadsheet, save it as “CSV UTF-8”."
        raise file_error(path.name, message)

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        letter = content[error.start : error.start + 1].decode("cp1252", errors="replace")
        message = (
            f"has a letter, probably {letter!r}, that is stored as Windows-1252 instead of "
            "UTF-8. In your spreadsheet, save the file as “CSV UTF-8”."
        )
        line = content.count(b"\n", 0, error.start) + 1
        raise file_error(path.name, message, line=line) from None

    if not text.strip():
        raise file_error(path.name, "is empty; its first row must name the columns.")
    return text


def _read_bytes(path: Path) -> bytes:
    """Return the content of a file, or say why it cannot be read."""
    if not path.is_file():
        other_files = [other.name for other in path.parent.glob("*.csv")]
        message = f"is missing; datapackage.json names it.{near(path.name, other_files)}"
        raise file_error(path.name, message)

    size = path.stat().st_size
    if size > LARGEST:
        message = f"is {size / 1e6:,.0f} MB; a table can be at most {LARGEST / 1e6:,.0f} MB."
        raise file_error(path.name, message)

    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        message = f"cannot be opened ({reason}). Is it open in another program?"
        raise file_error(path.name, message) from None
