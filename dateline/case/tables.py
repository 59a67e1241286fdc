"""The tables of a folder: every cell is looked at, and every row that another row names.

Each check yields the line, the column and what is wrong there, and none stops at the first.
Columns of some names say more than their description: ``precision`` how exact the ``date`` is,
``end_date`` when it ended, ``conflict_group`` which rows disagree.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.case.errors import CaseError, Problem, near
from dateline.case.fields import KINDS, PERIODS, Field, Row, column, first_day, wrong
from dateline.case.files import read_sheet
from dateline.case.schema import DESCRIPTION, links

Found = Iterable[tuple[int, str, str]]


@dataclass
class Table:
    """One table as text, and all that is wrong in it.

    Attributes:
        file: The name of its CSV file.
        schema: Its fields and keys, as datapackage.json describes them.
        rows: Its rows by the line that a spreadsheet shows.
        problems: What does not fit; where there are no rows, why none can be read.
        remark: What is odd in it, and fine.
    """

    file: str
    schema: Mapping[str, Any]
    rows: dict[int, Row]
    problems: list[Problem]
    remark: str = ""

    def blame(self, found: Found) -> None:
        """Add what was found in this table to its problems."""
        self.problems += [Problem(self.file, *one) for one in found]

    def typed(self) -> pd.DataFrame:
        """Return the table with the types of its columns, once nothing is wrong in it."""
        fields = self.schema["fields"]
        return pd.DataFrame({field["name"]: column(field, self.rows) for field in fields})


def read_tables(
    folder: Path, described: list[Mapping[str, Any]], needed: Collection[str]
) -> dict[str, Table]:
    """Read all tables of a folder as text, by name, and look at every cell.

    Args:
        folder: The folder of the tables.
        described: The tables, as its datapackage.json describes them.
        needed: The tables that must have a file; any other without one is empty.
    """
    tables = {}
    for one in described:
        path, schema = folder / one["path"], one["schema"]
        there = one["name"] in needed or path.exists()
        tables[one["name"]] = _read(path, schema) if there else Table(path.name, schema, {}, [])
    for table in tables.values():
        table.blame([*_twice(table), *_dangling(table, tables), *_alone(table)])
    return tables


def remarks(folder: Path, tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield what is odd, and fine; a file that is not described may be a slip of the pen."""
    yield from filter(None, (table.remark for table in tables.values()))
    files = [table.file for table in tables.values()]
    for path in sorted(folder.glob("*.csv")):
        if path.name not in files:
            says = f"{path.name} is not described in {DESCRIPTION} and was not read."
            yield says + near(path.name, files)


def _read(path: Path, schema: Mapping[str, Any]) -> Table:
    """Read one table and look at every cell by itself."""
    try:
        header, lines, remark = read_sheet(path)
    except CaseError as error:
        return Table(path.name, schema, {}, error.problems)
    table = Table(path.name, schema, _rows(header, lines, schema["fields"]), [], remark)
    names = [field["name"] for field in schema["fields"]]
    table.blame([*_wrong_lines(header, lines, names), *_wrong_cells(table)])
    return table


def _rows(header: list[str], lines: Mapping[int, list[str]], fields: list[Field]) -> dict[int, Row]:
    """Return each row that has as many cells as the header, by column."""
    lists = [field["name"] for field in fields if "listOf" in field]
    rows = {}
    for line, cells in lines.items():
        if len(cells) == len(header):
            rows[line] = row = dict(zip(header, cells, strict=True))
            for name in row.keys() & lists:
                row[name] = re.sub(r"\s*;\s*", ";", row[name])  # "a; b" is the list "a;b"
    return rows


def _wrong_lines(header: list[str], lines: Mapping[int, list[str]], names: list[str]) -> Found:
    """Yield what keeps cells from having a column: a header, or a row too long or too short."""
    for name in names:
        if name not in header:
            yield 1, "", f"there is no column {name!r}."
    for name in dict.fromkeys(header):
        if name not in names:
            yield (
                1,
                "",
                f"the column {name!r} is not described in {DESCRIPTION}.{near(name, names)}",
            )
        elif header.count(name) > 1:
            yield 1, "", f"the column {name!r} is there {header.count(name)} times."
    for line, cells in lines.items():
        if len(cells) != len(header):
            says = f"has {len(cells)} cells, but the first row names {len(header)} columns."
            yield line, "", says


def _wrong_cells(table: Table) -> Found:
    """Yield each cell that does not fit its column, or not the other dates of its row."""
    for line, row in table.rows.items():
        unfit = {}
        for field in table.schema["fields"]:
            name = field["name"]
            if name in row and (says := wrong(row[name], field)):
                unfit[name] = says
        for name, says in [*unfit.items(), *_wrong_dates(row, unfit)]:
            yield line, name, says


def _wrong_dates(row: Row, unfit: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each date that fits its column, but not its precision or the other date."""
    day, end, precision = (
        "" if name in unfit else row.get(name, "") for name in ("date", "end_date", "precision")
    )
    # Of a week any day will do; and where dates are text, there may be one that is no day.
    if precision in PERIODS and precision != "week" and not KINDS["date"].wrong(day):
        first = f"{first_day(pd.Timestamp(day), precision):%Y-%m-%d}"
        if day != first:
            says = f"{day!r} is a day, but its precision is {precision!r}: write its first day, "
            yield "date", f"{says}{first}, or the precision 'day'."
    if end and end < day:
        yield "end_date", f"{end!r} lies before the date, {day}."


def _twice(table: Table) -> Found:
    """Yield each value that stands twice where it must be the only one."""
    keys, fields = table.schema.get("primaryKey", []), table.schema["fields"]
    unique = {(one["name"],) for one in fields if one.get("constraints", {}).get("unique")}
    unique |= {(keys,) if isinstance(keys, str) else tuple(keys)}
    for names in sorted(unique - {()}):
        first: dict[tuple[str, ...], int] = {}
        for line, row in table.rows.items():
            value = tuple(row.get(name, "") for name in names)
            if any(value) and first.setdefault(value, line) != line:
                says = f"{' + '.join(value)!r} stands in line {first[value]} already."
                yield line, " + ".join(names), says


def _dangling(table: Table, tables: Mapping[str, Table]) -> Found:
    """Yield each id that is named and does not exist, or is named twice in one list."""
    for name, targets, is_list in links(table.schema):
        others = [(tables[target], key) for target, key in targets]
        if any(other.problems and not other.rows for other, _ in others):
            continue  # no row of it can be read, and to say so is enough
        known = {row.get(key, "") for other, key in others for row in other.rows.values()}
        where = " or ".join(other.file for other, _ in others)
        for line, row in table.rows.items():
            cell = row.get(name, "")
            for says in _wrong_ids(cell.split(";") if is_list else [cell], known, where):
                yield line, name, says


def _wrong_ids(ids: list[str], known: Collection[str], where: str) -> Iterator[str]:
    for one in dict.fromkeys(filter(None, ids)):
        if one not in known:
            yield f"{one!r} is not in {where}.{near(one, known)}"
        elif ids.count(one) > 1:
            yield f"{one!r} is in the list twice."


def _alone(table: Table) -> Found:
    """Yield each row that is said to disagree with others and has none to disagree with."""
    groups = Counter(row.get("conflict_group", "") for row in table.rows.values())
    for line, row in table.rows.items():
        name = row.get("conflict_group", "")
        if name and groups[name] == 1:
            says = f"{name!r} has this row alone; rows that disagree share a name."
            yield line, "conflict_group", says
