"""A CSV file as text, whichever spreadsheet wrote it; or what it is instead, in words."""

import csv
import io
from pathlib import Path

from dateline.case.errors import near, refusal

LARGEST = 100_000_000  # bytes; a table that people keep by hand is a thousandth of this


def read_sheet(path: Path) -> tuple[list[str], dict[int, list[str]], str]:
    """Read a CSV file with commas, or with semicolons as some spreadsheets write it.

    Returns:
        Its header, its rows by the line number a spreadsheet shows, and a remark or nothing.

    Raises:
        CaseError: The file is missing, empty, too large, no text, or has a lone quotation mark.
    """
    text = _text(path)
    head = text.split("\n", 1)[0]
    semicolons = head.count(";") > head.count(",")
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if semicolons else ",", strict=True
    )
    found: list[list[str]] = []
    try:
        for row in lines:
            found.append([cell.strip() for cell in row])
    except csv.Error:
        says = (
            "a quotation mark is opened in this row and not closed where a cell ends. Close it, "
            'or write it twice ("") inside a cell that is in quotation marks.'
        )
        raise refusal(path.name, says, line=len(found) + 1) from None
    rows = {line: row for line, row in enumerate(found[1:], start=2) if any(row)}
    remark = "has semicolons between its cells, as some spreadsheets write it; that is fine."
    return found[0], rows, f"{path.name} {remark}" if semicolons else ""


def _text(path: Path) -> str:
    """Return the text of a file, or say what it is instead."""
    raw = _bytes(path)
    if raw.startswith((b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        says = "is no CSV file. In your spreadsheet, save it as “CSV UTF-8”."
        raise refusal(path.name, says)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        letter = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
        says = (
            f"has a letter, probably {letter!r}, that is not stored as UTF-8 but as in "
            "Windows-1252. In your spreadsheet, save the file as “CSV UTF-8”."
        )
        raise refusal(path.name, says, line=raw.count(b"\n", 0, error.start) + 1) from None
    if not text.strip():
        raise refusal(path.name, "is empty; its first row has to name its columns.")
    return text


def _bytes(path: Path) -> bytes:
    """Return what is stored in a file, or say why it cannot be read."""
    if not path.is_file():
        there = [other.name for other in path.parent.glob("*.csv")]
        says = f"is missing; datapackage.json names it.{near(path.name, there)}"
        raise refusal(path.name, says)
    if (size := path.stat().st_size) > LARGEST:
        says = f"has {size / 1e6:,.0f} MB; a table may have {LARGEST / 1e6:,.0f} MB."
        raise refusal(path.name, says)
    try:
        return path.read_bytes()
    except OSError as error:
        says = f"cannot be opened ({error.strerror or error}). Is it open in another program?"
        raise refusal(path.name, says) from None
