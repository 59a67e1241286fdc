"""One table of a case: its file is read as text, and every cell is looked at.

What a column may hold is said by the case's datapackage.json; nothing is guessed. A cell that
does not fit is a Problem in words, with its place.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from proof.problems import CaseError, Problem, near

PERIODS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y", "fiscal_year": "Y-SEP"}
LARGEST = 100_000_000  # bytes; a table that people keep by hand is a thousandth of this
Field = Mapping[str, Any]
Row = dict[str, str]


class Sheet(NamedTuple):
    """A table as text: its header, and its rows by the line number a spreadsheet shows."""

    header: list[str]
    rows: dict[int, list[str]]
    remark: str


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file with commas, or with semicolons as some spreadsheets write it.

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
        raise CaseError([Problem(path.name, len(found) + 1, "", says)]) from None
    rows = {line: row for line, row in enumerate(found[1:], start=2) if any(row)}
    remark = "has semicolons between its cells, as some spreadsheets write it; that is fine."
    return Sheet(found[0], rows, f"{path.name} {remark}" if semicolons else "")


def _text(path: Path) -> str:
    """Return the text of a file, or say what it is instead."""

    def refuse(says: str, line: int = 0) -> CaseError:
        return CaseError([Problem(path.name, line, "", says)])

    if not path.is_file():
        there = [other.name for other in path.parent.glob("*.csv")]
        raise refuse(f"is missing; datapackage.json names it.{near(path.name, there)}")
    if (size := path.stat().st_size) > LARGEST:
        raise refuse(f"has {size / 1e6:,.0f} MB; a table may have {LARGEST / 1e6:,.0f} MB.")
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = error.strerror or error
        raise refuse(f"cannot be opened ({why}). Is it open in another program?") from None
    if raw.startswith((b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise refuse("is no CSV file. In your spreadsheet, save it as “CSV UTF-8”.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        letter = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
        says = (
            f"has a letter, probably {letter!r}, that is not stored as UTF-8 but as in "
            "Windows-1252. In your spreadsheet, save the file as “CSV UTF-8”."
        )
        raise refuse(says, line) from None
    if not text.strip():
        raise refuse("is empty; its first row has to name its columns.")
    return text


def read_rows(path: Path, fields: list[Field]) -> tuple[dict[int, Row], list[Problem], str]:
    """Read a table and look at every cell.

    Args:
        path: The CSV file.
        fields: What its columns may hold, as datapackage.json describes them.

    Returns:
        The rows by line, as text; all problems; and a remark, or nothing.

    Raises:
        CaseError: The file cannot be read as a table at all.
    """
    sheet = read_sheet(path)
    problems = [Problem(path.name, 1, "", says) for says in _wrong_header(sheet.header, fields)]
    rows = {}
    for line, cells in sheet.rows.items():
        if len(cells) != len(sheet.header):
            says = f"has {len(cells)} cells, but the first row names {len(sheet.header)} columns."
            problems.append(Problem(path.name, line, "", says))
            continue
        row = dict(zip(sheet.header, cells, strict=True))
        for field in fields:
            if (mark := delimiter(field)) and field["name"] in row:  # "a; b" is the list "a;b"
                row[field["name"]] = re.sub(rf"\s*{mark}\s*", mark, row[field["name"]])
        rows[line] = row
        for column, says in _wrong_cells(row, fields):
            problems.append(Problem(path.name, line, column, says))
    return rows, problems, sheet.remark


def delimiter(field: Field) -> str:
    """Return what stands between the ids of a list column, and nothing for another column."""
    to = field.get("listOf", {})
    first = to[0] if isinstance(to, list) else to
    return str(first.get("delimiter", ";")) if first else ""


def _wrong_header(header: list[str], fields: list[Field]) -> Iterator[str]:
    known = [field["name"] for field in fields]
    for name in known:
        if name not in header:
            yield f"there is no column {name!r}."
    for name in dict.fromkeys(header):
        if name not in known:
            yield f"the column {name!r} is not described in datapackage.json.{near(name, known)}"
        elif header.count(name) > 1:
            yield f"the column {name!r} is there {header.count(name)} times."


def _wrong_cells(row: Row, fields: list[Field]) -> Iterator[tuple[str, str]]:
    fine = set()
    for field in fields:
        column = field["name"]
        if column in row and (says := wrong(row[column], field)):
            yield column, says
        elif row.get(column):
            fine.add(column)
    if {"date", "precision"} <= fine:
        start = f"{first_day(pd.Timestamp(row['date']), row['precision']):%Y-%m-%d}"
        if row["precision"] != "week" and row["date"] != start:
            yield (
                "date",
                f"{row['date']!r} is a day, but its precision is {row['precision']!r}: write its "
                f"first day, {start}, or the precision 'day'.",
            )
    if {"date", "end_date"} <= fine and row["end_date"] < row["date"]:
        yield "end_date", f"{row['end_date']!r} lies before the date, {row['date']}."


def first_day(day: pd.Timestamp, precision: str) -> pd.Timestamp:
    """Return the first day of the week, month, quarter, year or US fiscal year of a day."""
    code = PERIODS.get(precision)
    return day.to_period(code).start_time if code else day


def wrong(text: str, field: Field) -> str:
    """Return what is wrong with one cell, as a sentence; nothing if it fits its field."""
    rules = field.get("constraints", {})
    if not text:
        return "is empty, but every row needs one." if rules.get("required") else ""
    short = repr(text if len(text) < 60 else text[:59] + "…")
    if says := KINDS[field.get("type", "string")].wrong(text):
        return f"{short} {says}"
    if "enum" in rules and text not in rules["enum"]:
        allowed = ", ".join(sorted(rules["enum"]))
        return f"{short} is not one of: {allowed}.{near(text, rules['enum'])}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"{short} is not written as it should be; an example is {field.get('example')!r}."
    if len(text) > rules.get("maxLength", len(text)):
        return f"{short} has {len(text)} letters; at most {rules['maxLength']} fit."
    return _outside(text, field, rules)


def _outside(text: str, field: Field, rules: Mapping[str, Any]) -> str:
    """Return what is wrong with a number or date that is too small or too large."""
    value = KINDS[field.get("type", "string")].value
    if "minimum" in rules and value(text) < value(str(rules["minimum"])):
        return f"{text!r} is below {rules['minimum']}, the least allowed."
    if "maximum" in rules and value(text) > value(str(rules["maximum"])):
        return f"{text!r} is above {rules['maximum']}, the most allowed."
    return ""


def _not_a_date(text: str) -> str:
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        first, period = (f"{text}-01", "month") if len(text) > 4 else (f"{text}-01-01", "year")
        return f"is a {period} and no day: write its first day, {first}, and precision {period!r}."
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-](\d\d|\d{4})", text):
        return "is a day as spreadsheets rewrite it: write year-month-day, such as 2020-09-29."
    try:
        return "" if date.fromisoformat(text).isoformat() == text else "is not a date."
    except ValueError:
        return "is not a date."


def _not_a_number(text: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return ""
    if re.fullmatch(r"-?\d{1,3}([,.'’\s]\d{3})+", text):
        return f"has a mark between its thousands: write {re.sub(r'[^-0-9]', '', text)}."
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"has a decimal comma: write {text.replace(',', '.')}."
    return "is not a number."


def _not_whole(text: str) -> str:
    return _not_a_number(text) or ("is not a whole number." if "." in text else "")


def _not_yes_or_no(text: str) -> str:
    return "" if text.lower() in ("true", "false") else "is neither true nor false."


class Kind(NamedTuple):
    """A type of field: what is wrong with a cell, its value, and the column it becomes."""

    called: str
    wrong: Any
    value: Any
    dtype: str


KINDS = {
    "string": Kind("text", lambda text: "", str, "str"),
    "date": Kind("date", _not_a_date, str, "datetime64[us]"),
    "integer": Kind("whole number", _not_whole, int, "Int64"),
    "number": Kind("number", _not_a_number, float, "float64"),
    "boolean": Kind(
        "true or false", _not_yes_or_no, lambda text: text.lower() == "true", "boolean"
    ),
}


def column(field: Field, rows: Mapping[int, Row]) -> pd.Series:
    """Return a checked column with its type; an empty cell stays unknown."""
    kind = KINDS[field.get("type", "string")]
    values = [
        kind.value(row[field["name"]]) if row[field["name"]] else None for row in rows.values()
    ]
    never_empty = field.get("constraints", {}).get("required", False)
    dtype = "bool" if kind.dtype == "boolean" and never_empty else kind.dtype
    return pd.Series(values, dtype=dtype, name=field["name"])
