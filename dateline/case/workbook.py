"""Read a case from a workbook (XLSX), as Excel, LibreOffice or Dateline wrote it.

What is read is the text of its cells, as a folder of CSV files has it; it is checked afterwards.
"""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.case.cells import number_text
from dateline.case.days import read_day
from dateline.case.derive import Paragraph, paragraphs_of
from dateline.case.errors import CaseError, Problem, file_error, first_ones, near, quoted
from dateline.case.fields import Field
from dateline.case.layout import (
    ARTICLE,
    DESCRIPTION_SHEET,
    ENTRIES,
    EXAMPLE,
    NOT_TABLES,
    TEXT,
    YES_NO,
    Entry,
    example,
    headings,
)
from dateline.case.sheet import Sheet, sheet_of
from dateline.case.tables import known_names
from dateline.links import web_address

if TYPE_CHECKING:
    from openpyxl import Workbook

SUFFIXES = (".xlsx", ".xlsm")
LARGEST = 1_000_000_000  # bytes, unpacked
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # how XLS files begin, and XLSX files with a password
FORMULA = re.compile(rb"<f[ >/]")
HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"')
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')
FLAGS = {word: flag for flag, word in YES_NO.items()}


class Book(NamedTuple):
    """What a workbook contains.

    Attributes:
        package: What it says about its article and its columns: a datapackage.json.
        description: The text of that datapackage.json.
        sheets: The cells of each table's sheet.
        article: The paragraphs of the article's text.
        remarks: What is odd about the workbook and allowed.
    """

    package: dict[str, Any]
    description: str
    sheets: dict[str, Sheet]
    article: list[Paragraph]
    remarks: list[str]


def read_workbook(path: Path, usual_description: str) -> Book:
    """Read a workbook.

    Args:
        path: An XLSX or XLSM file.
        usual_description: The text of the datapackage.json of a workbook that has none.

    Raises:
        CaseError: It cannot be opened, has no sheet of the article, or has merged cells,
            formulas without a value, or a heading that no table has.
    """
    workbook = _opened(path)
    try:
        return _read(workbook, path, usual_description)
    finally:
        workbook.close()


def read_first_sheet(path: Path, names: Mapping[str, str]) -> Sheet:
    """Read the first sheet of any workbook as a table.

    Args:
        path: An XLSX or XLSM file.
        names: The columns that it may have, by their plain names.

    Raises:
        CaseError: It cannot be opened, or its first row does not name columns.
    """
    workbook = _opened(path)
    try:
        first = workbook.sheetnames[0]
        rows = {
            line: [as_text(value) for value in values]
            for line, values in enumerate(_rows(workbook, first), start=1)
        }
    finally:
        workbook.close()
    return sheet_of(path.name, rows, names)


def sheet_name(table: str) -> str:
    """Return how messages name the sheet of a table."""
    return f"sheet {table}"


def _opened(path: Path) -> "Workbook":
    """Open a workbook, with the results of its formulas."""
    from openpyxl import load_workbook

    _check_file(path)
    try:
        return load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a broken file
        message = f"cannot be read as a workbook ({error}). Open it and save it again as XLSX."
        raise file_error(path.name, message) from None


def _check_file(path: Path) -> None:
    """Say what a file is that is no workbook, or why it cannot be opened."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == OLD_OFFICE:
            message = "has a password, or is an old XLS file: save it as XLSX without a password."
            raise file_error(path.name, message)
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except OSError as error:
        reason = error.strerror or error
        message = f"cannot be opened ({reason}). Is it open in another program?"
        raise file_error(path.name, message) from None
    except zipfile.BadZipFile:
        raise file_error(path.name, "is not a workbook: save it as XLSX.") from None
    if "xl/workbook.xml" not in names:
        raise file_error(path.name, "is not an Excel workbook: save it as XLSX, not as ODS.")
    if size > LARGEST:
        raise file_error(path.name, f"is {size / 1e6:,.0f} MB large when it is unpacked.")


def _read(workbook: "Workbook", path: Path, usual_description: str) -> Book:
    description = _description(workbook) or usual_description
    try:
        package = json.loads(description)
    except json.JSONDecodeError as error:
        message = f"is not JSON: line {error.lineno}: {error.msg.lower()}."
        raise file_error(sheet_name(DESCRIPTION_SHEET), message) from None
    if ARTICLE not in workbook.sheetnames:
        message = f"has no sheet {ARTICLE!r}. Make a new workbook: python3 start.py new NAME"
        raise file_error(path.name, message)

    answers, problems = _entries(workbook, package)
    package |= {"name": path.stem} | answers
    sheets: dict[str, Sheet] = {}
    remarks: list[str] = []
    tables = {resource["name"]: resource for resource in package["resources"]}
    for name in workbook.sheetnames:
        table = name.strip().casefold()  # people rename sheets a little
        if table in tables:
            layout = _Layout(workbook, name, path)
            problems += first_ones(layout.problems())
            remarks += layout.remarks()
            sheets[table] = _table(layout, tables[table]["schema"]["fields"])
        elif name not in NOT_TABLES:
            remarks.append(
                f"{sheet_name(name)} is not a table of this case and was not read."
                f"{near(name, tables)}"
            )
    if problems:
        raise CaseError(problems)
    return Book(package, description, sheets, _article(workbook), remarks)


def _rows(workbook: "Workbook", name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each row of a sheet."""
    sheet = workbook[name]
    sheet.reset_dimensions()  # some programs state them wrongly
    yield from sheet.iter_rows(values_only=True)


def _description(workbook: "Workbook") -> str:
    if DESCRIPTION_SHEET not in workbook.sheetnames:
        return ""
    lines = [str(row[0] or "") if row else "" for row in _rows(workbook, DESCRIPTION_SHEET)]
    return "\n".join(lines) + "\n"


def _entries(
    workbook: "Workbook", package: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the first sheet says about the article, and what is wrong with it."""
    by_label = {entry.label.casefold(): entry for entry in ENTRIES}
    typed: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, row in enumerate(_rows(workbook, ARTICLE), start=1):
        entry = by_label.get(as_text(row[0]).casefold()) if row else None
        if entry:
            typed[entry.name] = as_text(row[1]) if len(row) > 1 else ""
            lines[entry.name] = line

    problems = []
    for entry in ENTRIES:
        message = _entry_problem(entry, typed)
        if message:
            line = lines.get(entry.name, 0)
            problems.append(Problem(sheet_name(ARTICLE), line, entry.label, message))
    return _package_entries(typed, package), problems


def _entry_problem(entry: Entry, typed: dict[str, str]) -> str:
    """Return what is wrong with one cell of the first sheet, or ""; a day is read."""
    text = typed.get(entry.name, "")
    focus = [typed.get(name, "") for name in ("focus.start", "focus.end")]
    if not text:
        if entry.required:
            return "is empty; every case needs it."
        if entry.name in ("focus.start", "focus.end") and any(focus):
            return "is empty: write both days, or none."
        return ""
    if entry.is_day:
        reading = read_day(text)
        typed[entry.name] = reading.text
        if reading.problem:
            return f"{quoted(text)} {reading.problem}"
        if entry.name == "focus.end" and reading.text < focus[0]:
            return f"{reading.text} is before the first day, {focus[0]}: change one of them."
    if entry.name == "link" and not web_address(text):
        return f"{quoted(text)} is no address on the web; it starts with https:// or http://."
    return ""


def _package_entries(typed: Mapping[str, str], package: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed on the first sheet as datapackage.json says it."""
    answers: dict[str, Any] = {}
    first: dict[str, str] = {}
    for entry in ENTRIES:
        text = typed.get(entry.name, "")
        _, _, part = entry.name.partition(".")
        if part and text:
            first[part] = text
        elif not part and (text or entry.name in package):
            answers[entry.name] = text
    others = list(package.get("focus") or [])[1:]
    if first:
        first = {"start": "", "end": "", "label": "the weeks to enlarge"} | first
    answers["focus"] = [first, *others] if first else others
    return answers


def _article(workbook: "Workbook") -> list[Paragraph]:
    """Return the paragraphs of the sheet for the article's text."""
    if TEXT not in workbook.sheetnames:
        return []
    lines = []
    for row in list(_rows(workbook, TEXT))[1:]:
        number, text = ([as_text(cell) for cell in row[:2]] + ["", ""])[:2]
        if text:
            lines.append((number, text))
    return paragraphs_of(lines)


class _Layout:
    """A sheet of a table: its cells, and what a spreadsheet may do to them."""

    def __init__(self, workbook: "Workbook", name: str, path: Path) -> None:
        self.workbook = workbook
        self.name = name
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._xml = archive.read(workbook[name]._worksheet_path)

    def problems(self) -> Iterator[Problem]:
        """Yield what keeps the sheet from being read."""
        for place in MERGED.findall(self._xml):
            message = (
                f"the cells {place.decode()} are merged: unmerge them, and fill in each of them."
            )
            line = int(re.sub(r"\D+", " ", place.decode()).split()[0])
            yield Problem(sheet_name(self.name), line, "", message)
        if FORMULA.search(self._xml):
            yield from self._empty_formulas()

    def _empty_formulas(self) -> Iterator[Problem]:
        """Yield each formula whose result was not saved."""
        from openpyxl import load_workbook

        formulas = load_workbook(self._path, read_only=True)
        pairs = zip(_rows(formulas, self.name), _rows(self.workbook, self.name), strict=False)
        for line, (cells, values) in enumerate(pairs, start=1):
            for cell, value in zip(cells, values, strict=False):
                if isinstance(cell, str) and cell.startswith("=") and value is None:
                    message = (
                        f"the formula {cell} has no result: open the workbook in a spreadsheet "
                        "and save it, or write the value."
                    )
                    yield Problem(sheet_name(self.name), line, "", message)
        formulas.close()

    def remarks(self) -> Iterator[str]:
        """Yield what is odd and allowed."""
        if HIDDEN_ROW.search(self._xml):
            yield f"{sheet_name(self.name)} has hidden rows, perhaps by a filter; they were read."


def _table(layout: _Layout, fields: list[Field]) -> Sheet:
    """Return the cells of a table's sheet, without examples; headings become columns' names."""
    rows: dict[int, list[str]] = {}
    columns: list[Field | None] = []
    for line, values in enumerate(_rows(layout.workbook, layout.name), start=1):
        cells = [as_text(value) for value in values]
        if not columns and any(cells):
            columns = [_column(cell, fields) for cell in cells]
            cells = [
                column["name"] if column else cell
                for column, cell in zip(columns, cells, strict=True)
            ]
        else:
            for place, column in enumerate(columns[: len(cells)]):
                if column and cells[place]:
                    cells[place] = _typed_by_a_person(cells[place], column)
        rows[line] = cells
    return sheet_of(sheet_name(layout.name), rows, known_names(fields))


def _column(written: str, fields: list[Field]) -> Field | None:
    """Return the column that a heading names: by its title or its name, in capitals or not."""
    for same in (str, str.casefold):
        for name_of in (headings(fields), {field["name"]: field["name"] for field in fields}):
            for field in fields:
                if same(name_of[field["name"]]) == same(written):
                    return field
    return None


def _typed_by_a_person(text: str, column: Field) -> str:
    """Return the text of a cell as a CSV file has it, or "" for an example."""
    if text.startswith(EXAMPLE) and text == example(column):
        return ""
    if column["type"] == "boolean":
        return FLAGS.get(text.casefold(), text)
    return text


def as_text(value: Any) -> str:
    """Return the value of a cell as a CSV file would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        day = f"{value.year:04}-{value:%m-%d}"
        return day if value.time() == time() else f"{day} {value:%H:%M:%S}"
    if isinstance(value, date):
        return f"{value.year:04}-{value:%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return number_text(value)
    return str(value).strip()
