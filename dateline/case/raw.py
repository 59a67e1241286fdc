"""A case as it was typed: a folder of CSV files, or a workbook, before its cells are checked."""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dateline.case.derive import Paragraph, fill_in, paragraphs_of, worked_out
from dateline.case.errors import CaseError, Problem, file_error, near, quoted
from dateline.case.fields import Field, Row
from dateline.case.files import exists, read_bytes
from dateline.case.layout import headings
from dateline.case.project import find_project
from dateline.case.schema import DESCRIPTION, Check, Package, package_of, read_description
from dateline.case.sheet import Sheet, plain_name, read_sheet
from dateline.case.tables import Table, known_names, table_of
from dateline.case.workbook import SUFFIXES, read_workbook, sheet_name

PROJECT = find_project(Path.cwd())
CASES = PROJECT / "data"
TEMPLATE = CASES / "template"
ARTICLE_FILE = "article.txt"  # a reader's own copy of the text


class RawCase(NamedTuple):
    """A case as it was typed.

    Attributes:
        path: Its folder or its workbook.
        package: What it says about its article and its columns.
        description: The text of its datapackage.json.
        sheets: The cells of its tables.
        files: What messages call the file or the sheet of each table.
        problems: What kept the cells of a table from being read.
        article: The paragraphs of the article's text, if the reader has it.
        remarks: What is odd about its files and allowed.
    """

    path: Path
    package: Package
    description: str
    sheets: dict[str, Sheet]
    files: dict[str, str]
    problems: dict[str, list[Problem]]
    article: list[Paragraph]
    remarks: list[str]

    @property
    def name(self) -> str:
        """The name of the case."""
        return self.path.name if self.path.is_dir() else self.path.stem

    def in_its_sheet(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems with the place of each as a workbook shows it: "Sources, column C"."""
        if self.path.is_dir():
            return list(problems)
        places: dict[tuple[str, str], str] = {}
        for table in self.package["resources"]:
            titles = headings(table["schema"]["fields"])
            sheet = self.sheets.get(table["name"])
            for number, name in enumerate(sheet.header if sheet else ()):
                place = f"{titles.get(name, name)}, column {_letters(number)}"
                places[self.files[table["name"]], name] = place
        return [
            problem._replace(column=places.get((problem.file, problem.column), problem.column))
            for problem in problems
        ]


def _letters(number: int) -> str:
    """Return how spreadsheets call a column: A for 0, Z for 25, AA for 26."""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


def find_case(name: str | Path) -> Path:
    """Return the folder or the workbook of a case.

    Args:
        name: A path, or the name of a case in ``data/``: its folder if there is one, else its
            workbook.

    Raises:
        CaseError: There is no such case.
    """
    is_file = False
    try:
        path = Path(name).expanduser()
        for place in (path, CASES / path, CASES / f"{path}.xlsx", CASES / f"{path}.xlsm"):
            is_workbook = place.suffix.lower() in SUFFIXES and place.is_file()
            if str(name) and (place.is_dir() or is_workbook):
                return place.resolve()
        is_file = path.is_file()
    except (OSError, RuntimeError, ValueError):
        pass  # a name that is too long, a home that nobody has: no case either

    known = case_names()
    message = (
        f"is neither a case nor a folder.{near(str(name), known)} data/ has: {', '.join(known)}."
    )
    if is_file:
        message = "is neither the folder of a case nor a workbook: save it as XLSX."
    raise file_error(quoted(str(name)) if len(str(name)) > 100 else str(name), message)


def case_names() -> list[str]:
    """Return the names of the cases in ``data/``, folders and workbooks."""
    names = {file.parent.name for file in CASES.glob(f"*/{DESCRIPTION}")}
    for file in CASES.glob("*.xls[xm]"):
        if not file.name.startswith(("~", ".")):  # a spreadsheet's own, while a workbook is open
            names.add(file.stem)
    return sorted(names)


def read_raw(path: Path, case_faults: Check, required: Collection[str]) -> RawCase:
    """Read a case as it was typed.

    Args:
        path: Its folder or its workbook, from ``find_case``.
        case_faults: Returns what is missing in what it says about itself.
        required: The tables that must be there; any other may be missing, and is then empty.

    Raises:
        CaseError: It cannot be read, or what it says about its columns cannot be relied on.
    """
    if path.is_dir():
        return _read_folder(path, case_faults, required)
    return _read_book(path, case_faults, required)


def _read_folder(folder: Path, case_faults: Check, required: Collection[str]) -> RawCase:
    description = read_description(folder)
    package = package_of(description, case_faults)
    raw = RawCase(folder, package, description, {}, {}, {}, _article_of(folder), [])
    for resource in package["resources"]:
        name = resource["name"]
        path = folder / resource["path"]
        raw.files[name] = path.name
        if name in required or exists(path):
            try:
                raw.sheets[name] = read_sheet(path, known_names(resource["schema"]["fields"]))
            except CaseError as error:
                raw.problems[name] = error.problems
    raw.remarks.extend(_odd_files(folder, raw))
    return raw


def _article_of(folder: Path) -> list[Paragraph]:
    """Return the paragraphs of the article's text, if a reader saved it in the folder."""
    path = folder / ARTICLE_FILE
    if not path.is_file():
        return []
    text = read_bytes(path).decode("utf-8-sig", errors="replace")
    return paragraphs_of([("", line) for line in text.splitlines() if line.strip()])


def _odd_files(folder: Path, raw: RawCase) -> list[str]:
    """Return what is odd about the files of a folder and allowed."""
    remarks = [sheet.remark for sheet in raw.sheets.values() if sheet.remark]
    known_files = list(raw.files.values())
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known_files:
            remarks.append(
                f"{path.name} is not described in {DESCRIPTION} and was not read."
                f"{near(path.name, known_files)}"
            )
    for suffix in SUFFIXES:
        workbook = folder.with_name(f"{folder.name}{suffix}")
        if workbook.is_file():
            remarks.append(
                f"{workbook.name} is beside the folder {folder.name} and was not read. To read it, "
                "type its whole name; to bring it into the folder: python3 start.py workbook "
                f"{workbook.name} --to-folder"
            )
    return remarks


def _read_book(path: Path, case_faults: Check, required: Collection[str]) -> RawCase:
    book = read_workbook(path, read_description(TEMPLATE))
    package = package_of(json.dumps(book.package, ensure_ascii=False, indent=2), case_faults)
    raw = RawCase(path, package, book.description, book.sheets, {}, {}, book.article, book.remarks)
    for resource in package["resources"]:
        name = resource["name"]
        raw.files[name] = sheet_name(name)
        if name in required and name not in book.sheets:
            message = f"there is no such sheet in {path.name}, and every case needs it."
            raw.problems[name] = [Problem(sheet_name(name), 0, "", message)]
    return raw


def tables_of(raw: RawCase) -> dict[str, Table]:
    """Return the tables of a case: what can be worked out is filled in, and each cell is read."""
    schemas = {table["name"]: table["schema"] for table in raw.package["resources"]}
    rows: dict[str, dict[int, Row]] = {}
    for name, sheet in raw.sheets.items():
        schemas[name] = _with_added_columns(schemas[name], sheet)
        rows[name] = rows_by_column(sheet, schemas[name]["fields"])
    fields = {name: schemas[name]["fields"] for name in rows}
    unclear = fill_in(rows, fields, raw.article)

    tables = {}
    for name, schema in schemas.items():
        file = raw.files[name]
        if name in rows:
            sheet = _filled(name, raw.sheets[name], schema, rows[name])
            tables[name] = table_of(file, schema, sheet)
            tables[name].explain(unclear.get(name, {}))
        else:
            tables[name] = Table(file, schema, rows={}, problems=raw.problems.get(name, []))
    return tables


def rows_by_column(sheet: Sheet, fields: list[Field]) -> dict[int, Row]:
    """Return the rows of a sheet, each cell by its column; a row that is too long is left out."""
    names = known_names(fields)
    header = [names.get(plain_name(cell), cell) for cell in sheet.header]
    return {
        line: dict(zip(header, cells, strict=True))
        for line, cells in sheet.rows.items()
        if len(cells) == len(header)
    }


def _with_added_columns(schema: Mapping[str, Any], sheet: Sheet) -> Mapping[str, Any]:
    """Return the description of a table with the columns of one's own that its sheet has.

    A name that nearly is that of a column which is missing is a misspelling instead.
    """
    names = known_names(schema["fields"])
    header = [plain_name(cell) for cell in sheet.header]
    if not names.keys() & set(header):
        return schema  # its first row does not name columns
    missing = [field["name"] for field in schema["fields"] if field["name"] not in header]
    added = []
    for place, written in enumerate(sheet.header):
        name = header[place]
        if name and name not in names and header.count(name) == 1 and not near(name, missing):
            cells = [row[place] for row in sheet.rows.values() if row[place : place + 1] != [""]]
            added.append(
                {
                    "name": written,
                    "title": written,
                    "type": "string",
                    "description": "A column of this case's own.",
                    "example": cells[0] if cells else written,
                }
            )
    return {**schema, "fields": [*schema["fields"], *added]}


def _filled(table: str, sheet: Sheet, schema: Mapping[str, Any], rows: Mapping[int, Row]) -> Sheet:
    """Return a sheet with the cells that were filled in, and columns for them."""
    names = known_names(schema["fields"])
    header = [names.get(plain_name(cell), cell) for cell in sheet.header]
    described = [field["name"] for field in schema["fields"]]
    more = [name for name in described if name in worked_out(table) and name not in header]
    if not set(described) & set(header):
        return sheet
    filled = {}
    for line, cells in sheet.rows.items():
        if line in rows:
            cells = [rows[line].get(name, "") for name in [*header, *more]]
        filled[line] = cells
    return sheet._replace(header=[*sheet.header, *more], rows=filled)
