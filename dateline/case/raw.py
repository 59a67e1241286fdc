"""A case as it was typed: a folder of CSV files, or a workbook, before its cells are checked."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from dateline.case.derive import Paragraph, paragraphs_of
from dateline.case.errors import CaseError, Problem, file_error, near
from dateline.case.schema import DESCRIPTION, Check, Package, check_package, read_package
from dateline.case.tables import Table, read_tables, table_of
from dateline.case.workbook import SUFFIXES, read_workbook, sheet_name

PROJECT = Path(__file__).resolve().parents[2]
CASES = PROJECT / "data"
TEMPLATE = CASES / "template"
ARTICLE_FILE = "article.txt"  # a reader's own copy of the text


class RawCase(NamedTuple):
    """A case as it was typed.

    Attributes:
        path: Its folder or its workbook.
        package: What it says about its article and its columns.
        description: The text of its datapackage.json.
        tables: Its tables as text, with what kept them from being read.
        article: The paragraphs of the article's text, if the reader has it.
        remarks: What is odd about its files and allowed.
    """

    path: Path
    package: Package
    description: str
    tables: dict[str, Table]
    article: list[Paragraph]
    remarks: list[Problem]


def find_case(name: str | Path) -> Path:
    """Return the folder or the workbook of a case.

    Args:
        name: A path, or the name of a case in ``data/``: its folder if there is one, else its
            workbook.

    Raises:
        CaseError: There is no such case.
    """
    path = Path(name).expanduser()
    for place in (path, CASES / path, CASES / f"{path}.xlsx", CASES / f"{path}.xlsm"):
        if place.is_dir() or (place.is_file() and place.suffix.lower() in SUFFIXES):
            return place.resolve()

    known = case_names()
    if path.is_file():
        message = "is neither the folder of a case nor a workbook (XLSX)."
    else:
        message = (
            f"is neither a case nor a folder.{near(str(name), known)} data/ has: "
            f"{', '.join(known)}."
        )
    raise file_error(str(name), message)


def case_names() -> list[str]:
    """Return the names of the cases in ``data/``, folders and workbooks."""
    folders = [file.parent.name for file in CASES.glob(f"*/{DESCRIPTION}")]
    books = [
        file.stem
        for file in CASES.glob("*.xls[xm]")
        if not file.name.startswith(("~", "."))  # spreadsheets keep such files while they are open
    ]
    return sorted({*folders, *books})


def read_raw(path: Path, case_problems: Check, required: Collection[str]) -> RawCase:
    """Read a case as it was typed.

    Args:
        path: Its folder or its workbook, from ``find_case``.
        case_problems: Returns what is missing in what it says about itself.
        required: The tables that must be there; any other may be missing, and is then empty.

    Raises:
        CaseError: It cannot be read, or what it says about its columns cannot be relied on.
    """
    if path.is_dir():
        return _read_folder(path, case_problems, required)
    return _read_book(path, case_problems, required)


def _read_folder(folder: Path, case_problems: Check, required: Collection[str]) -> RawCase:
    package = read_package(folder, case_problems)
    description = (folder / DESCRIPTION).read_text(encoding="utf-8-sig")
    tables = read_tables(folder, package["resources"], required)
    article = []
    if (folder / ARTICLE_FILE).is_file():
        lines = (folder / ARTICLE_FILE).read_text(encoding="utf-8-sig", errors="replace")
        article = paragraphs_of([("", line) for line in lines.splitlines() if line.strip()])
    remarks = []
    for suffix in SUFFIXES:
        workbook = folder.with_name(f"{folder.name}{suffix}")
        if workbook.is_file():
            message = (
                "is there, too, and was not read: name it with its ending to read it, or bring it "
                f"back into the folder: python3 start.py workbook {folder.name} --to-folder"
            )
            remarks.append(Problem(workbook.name, 0, "", message))
    return RawCase(folder, package, description, tables, article, remarks)


def _read_book(path: Path, case_problems: Check, required: Collection[str]) -> RawCase:
    usual = (TEMPLATE / DESCRIPTION).read_text(encoding="utf-8")
    book = read_workbook(path, usual)
    package = check_package(book.package, case_problems, path.name)
    tables = {}
    for resource in package["resources"]:
        name = resource["name"]
        file = sheet_name(name)
        if name in book.sheets:
            tables[name] = table_of(name, book.sheets[name], file, resource["schema"])
        else:
            tables[name] = Table(name, file, resource["schema"], rows={}, problems=[])
            if name in required:
                message = f"{path.name} has no such sheet, and every case needs one."
                tables[name].problems.append(Problem(file, 0, "", message))
    return RawCase(path, package, book.description, tables, book.article, book.remarks)


def typed_rows(tables: Mapping[str, Table]) -> dict[str, list[dict[str, str]]]:
    """Return the rows of tables as they were typed, each cell by its column."""
    return {name: [dict(row) for row in table.rows.values()] for name, table in tables.items()}


def raise_problems(tables: Mapping[str, Table]) -> None:
    """Raise one error for everything that is wrong with some tables."""
    problems = [problem for table in tables.values() for problem in table.problems]
    if problems:
        raise CaseError(problems)
