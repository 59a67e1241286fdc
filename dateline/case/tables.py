"""The tables of a case: read as text first, so that every cell can be checked, then typed."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.case.derive import must_be_typed
from dateline.case.errors import CaseError, Problem, near
from dateline.case.fields import Field, Row, typed_column
from dateline.case.files import Sheet, read_sheet
from dateline.case.schema import DESCRIPTION


@dataclass
class Table:
    """One table as text, and everything that is wrong with it.

    Attributes:
        name: Its name.
        file: The name of its CSV file, or of its sheet.
        schema: Its fields and keys, as datapackage.json describes them.
        rows: Its rows by the line number that a spreadsheet shows.
        problems: What is wrong; if there are no rows, why none could be read.
        remark: What is odd about the file and allowed, or "".
    """

    name: str
    file: str
    schema: Mapping[str, Any]
    rows: dict[int, Row]
    problems: list[Problem]
    remark: str = ""

    def problem(self, line: int, column: str, message: str) -> Problem:
        """Return a problem in this table."""
        return Problem(self.file, line, column, message)

    def typed(self) -> pd.DataFrame:
        """Return the table with the types of its columns, once nothing is wrong with it."""
        fields = self.schema["fields"]
        return pd.DataFrame({field["name"]: typed_column(field, self.rows) for field in fields})


def read_tables(
    folder: Path, descriptions: list[Mapping[str, Any]], required: Collection[str]
) -> dict[str, Table]:
    """Read all tables of a folder as text, by name.

    Args:
        folder: The folder of the tables.
        descriptions: The tables, as its datapackage.json describes them.
        required: The tables that must have a file; any other table without one is empty.
    """
    tables = {}
    for description in descriptions:
        name, schema = description["name"], description["schema"]
        path = folder / description["path"]
        if name in required or path.exists():
            tables[name] = _read_table(name, path, schema)
        else:
            tables[name] = Table(name, path.name, schema, rows={}, problems=[])
    return tables


def remarks(folder: Path, tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield what is odd and allowed, such as a file that is not described or is misspelled."""
    for table in tables.values():
        if table.remark:
            yield table.remark

    known_files = [table.file for table in tables.values()]
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known_files:
            yield (
                f"{path.name} is not described in {DESCRIPTION} and was not read."
                f"{near(path.name, known_files)}"
            )


def _read_table(name: str, path: Path, schema: Mapping[str, Any]) -> Table:
    """Read one table; whatever keeps its rows from being read becomes a problem of it."""
    try:
        sheet = read_sheet(path)
    except CaseError as error:
        return Table(name, path.name, schema, rows={}, problems=error.problems)

    return table_of(name, sheet, path.name, schema)


def table_of(name: str, sheet: Sheet, file: str, schema: Mapping[str, Any]) -> Table:
    """Return the cells of a file or a sheet as a table, with what is wrong with its columns."""
    table = Table(name, file, schema, _rows(sheet, schema["fields"]), [], sheet.remark)
    table.problems += _header_problems(table, sheet.header)
    table.problems += _length_problems(table, sheet)
    return table


def _rows(sheet: Sheet, fields: list[Field]) -> dict[int, Row]:
    """Return each row that has as many cells as the header, by column."""
    list_columns = {field["name"] for field in fields if "listOf" in field}
    rows = {}
    for line, cells in sheet.rows.items():
        if len(cells) != len(sheet.header):
            continue
        row = dict(zip(sheet.header, cells, strict=True))
        for name in list_columns & row.keys():
            row[name] = re.sub(r"\s*;\s*", ";", row[name])  # "a; b" is the list "a;b"
        rows[line] = row
    return rows


def _header_problems(table: Table, header: list[str]) -> Iterator[Problem]:
    """Yield each column that is missing, unknown or repeated.

    A column whose cells may all be empty may be missing.
    """
    fields = table.schema["fields"]
    described = [field["name"] for field in fields]
    needed = [field["name"] for field in fields if must_be_typed(table.name, field)]

    for name in needed:
        if name not in header:
            yield table.problem(1, "", f"there is no column {name!r}.")

    for name in dict.fromkeys(header):
        if name not in described:
            message = f"the column {name!r} is not described in {DESCRIPTION}."
            yield table.problem(1, "", message + near(name, described))
        elif header.count(name) > 1:
            message = f"the column {name!r} appears {header.count(name)} times."
            yield table.problem(1, "", message)


def _length_problems(table: Table, sheet: Sheet) -> Iterator[Problem]:
    """Yield each row that has more or fewer cells than the header."""
    columns = len(sheet.header)
    for line, cells in sheet.rows.items():
        if len(cells) != columns:
            message = f"has {len(cells)} cells, but the first row names {columns} columns."
            yield table.problem(line, "", message)
