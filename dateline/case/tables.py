"""The tables of a case: read as text first, so that every cell can be checked, then typed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd

from dateline.case.errors import Problem, first_ones, near, quoted
from dateline.case.fields import EndlessPattern, Field, Row, read_column, typed_column
from dateline.case.schema import DESCRIPTION
from dateline.case.sheet import Sheet, plain_name

WEB_SIGNS = re.compile(
    r"&(#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip);"
    r"|</?(a|b|br|div|em|h\d|i|img|li|p|span|strong|u|ul)\b[^<>]{0,200}>"
    r"|\ufffd",  # what programs write for a letter that they could not read
    flags=re.IGNORECASE,
)


@dataclass
class Table:
    """One table as text, and everything that is wrong with it.

    Attributes:
        file: The name of its CSV file.
        schema: Its fields and keys, as datapackage.json describes them.
        rows: Its rows by the line number that a spreadsheet shows; cells are text in the form
            in which tables keep them, such as "true" for WAHR.
        problems: What is wrong; if there are no rows, why none could be read.
        bad_cells: The line and the column of each cell that does not fit its column.
        remark: What is odd about the file and allowed, or "".
    """

    file: str
    schema: Mapping[str, Any]
    rows: dict[int, Row]
    problems: list[Problem]
    bad_cells: set[tuple[int, str]] = field(default_factory=set)
    remark: str = ""

    def problem(self, line: int, column: str, message: str) -> Problem:
        """Return a problem in this table."""
        return Problem(self.file, line, column, message)

    def groups(
        self, column: str, thing: str
    ) -> Iterator[tuple[str, dict[int, Row], Problem | None]]:
        """Yield the rows that belong together, by line: each run of rows with one name.

        Args:
            column: The column with the name of what the rows are about.
            thing: What messages call it, such as "a card".

        Yields:
            The name, its rows, and the problem if the name had other rows further up.
        """
        first_lines: dict[str, int] = {}
        for name, group in groupby(self.rows.items(), key=lambda item: item[1].get(column, "")):
            rows = dict(group)
            line = min(rows)
            problem = None
            if name in first_lines:
                message = (
                    f"{name!r} has rows from line {first_lines[name]} on: put all rows of {thing} "
                    "next to each other."
                )
                problem = self.problem(line, column, message)
            first_lines.setdefault(name, line)
            yield name, rows, problem

    def explain(self, messages: Mapping[tuple[int, str], str]) -> None:
        """Replace what is said about some cells by what says more, by line and column."""
        for place, problem in enumerate(self.problems):
            message = messages.get((problem.line, problem.column))
            if message:
                self.problems[place] = problem._replace(message=message)

    def typed(self) -> pd.DataFrame:
        """Return the table with the types of its columns, once nothing is wrong with it."""
        fields = self.schema["fields"]
        return pd.DataFrame({field["name"]: typed_column(field, self.rows) for field in fields})


def table_of(file: str, schema: Mapping[str, Any], sheet: Sheet) -> Table:
    """Return the rows of a sheet as a table, with every cell read and checked.

    Args:
        file: What messages call the file.
        schema: The fields and keys of the table, as datapackage.json describes them.
        sheet: Its cells as text, with the line of each row.
    """
    table = Table(file, schema, rows={}, problems=[], remark=sheet.remark)
    names = known_names(schema["fields"])
    header = [names.get(plain_name(cell), cell) for cell in sheet.header]
    table.problems += first_ones(_header_problems(table, header, sheet))

    cells, problems = _cells_of_rows(table, header, sheet)
    table.problems += problems
    table.rows = {line: {} for line in cells}
    for column in schema["fields"]:
        if column["name"] in header:
            place = header.index(column["name"])
            texts = {line: row[place] for line, row in cells.items()}
            table.problems += _read_cells(table, column, texts)
    return table


def known_names(fields: list[Field]) -> dict[str, str]:
    """Return the columns of a table by their plain names, and by their titles."""
    titles = Counter(plain_name(field.get("title", "")) for field in fields)
    names = {}
    for field_ in fields:
        title = plain_name(field_.get("title", ""))
        if title and titles[title] == 1:
            names[title] = field_["name"]
    return names | {plain_name(field["name"]): field["name"] for field in fields}


def web_signs(table: Table) -> Iterator[str]:
    """Yield the first cell with signs of web pages, which readers would see as they are."""
    found = []
    for line, row in table.rows.items():
        for name, text in row.items():
            sign = WEB_SIGNS.search(text)
            if sign:
                found.append((line, name, sign[0]))
    if found:
        line, name, text = found[0]
        more = f" So do {len(found) - 1} more cells." if len(found) > 1 else ""
        yield (
            f"{table.file}, line {line}, {name}: contains {quoted(text)}, which readers will see "
            f"as it is. Was it copied from the code of a web page?{more}"
        )


def _read_cells(table: Table, column: Field, texts: Mapping[int, str]) -> list[Problem]:
    """Read the cells of a column into the rows of a table, and return what is wrong with them."""
    name = column["name"]
    try:
        read, messages = read_column(column, texts)
    except EndlessPattern:
        message = (
            f"the pattern of the column {name!r} takes too long for some cell: write a simpler "
            f"one in {DESCRIPTION}."
        )
        return [table.problem(0, "", message)]

    for line, text in read.items():
        table.rows[line][name] = text
    problems = []
    for line, message in messages:
        table.bad_cells.add((line, name))
        problems.append(table.problem(line, name, message))
    return first_ones(problems)


def _cells_of_rows(
    table: Table, header: list[str], sheet: Sheet
) -> tuple[dict[int, list[str]], list[Problem]]:
    """Return the rows that can be read, and a problem for each other row."""
    required = [
        header.index(field["name"])
        for field in table.schema["fields"]
        if field.get("constraints", {}).get("required") and field["name"] in header
    ]
    cells, problems = {}, []
    for line, row in sheet.rows.items():
        message = _row_problem(row, header, sheet.header, required)
        if message:
            problems.append(table.problem(line, "", message))
        else:
            cells[line] = row
    return cells, first_ones(problems)


def _row_problem(row: list[str], header: list[str], written: list[str], required: list[int]) -> str:
    """Return why a row cannot be a row of its table, or ""."""
    if len(row) > len(header):
        return (
            f"has {len(row)} cells, but only {len(header)} columns have a name. If a cell contains "
            "commas, it must be in quotation marks."
        )
    if row == written:
        return "repeats the names of the columns: delete this row."
    filled = [cell for cell in row if cell]
    missing = [place for place in required if not row[place]]
    if len(filled) == 1 and len(missing) > 1:
        return (
            f"has only one filled cell, {quoted(filled[0])}. If it is a note, delete the row; else "
            "fill in its other cells."
        )
    return ""


def _header_problems(table: Table, header: list[str], sheet: Sheet) -> Iterator[Problem]:
    """Yield each column that is missing, unknown or repeated.

    A column whose cells may all be empty may be missing.
    """
    fields = table.schema["fields"]
    described = [field["name"] for field in fields]
    needed = [field["name"] for field in fields if field.get("constraints", {}).get("required")]
    line = sheet.header_line

    missing = [name for name in needed if name not in header]
    if needed and len(missing) == len(needed):
        message = (
            "does not name the columns of this table. Its first row must have their names: "
            f"{', '.join(described)}."
        )
        yield table.problem(line, "", message)
        return

    for name in missing:
        yield table.problem(line, "", f"there is no column {name!r}.")
    for number, name in enumerate(header, start=1):
        if not name:
            message = f"column {number} has no name. Name it, or delete it."
            yield table.problem(line, "", message)
        elif name not in described:
            message = f"the column {quoted(name)} is not described in {DESCRIPTION}."
            yield table.problem(line, "", message + near(name, described))
    for name, times in Counter(header).items():
        if times > 1 and name in described:
            yield table.problem(line, "", f"the column {name!r} appears {times} times.")
