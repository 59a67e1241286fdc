"""Check the tables of a case: every cell, and every row that another row names.

Each check yields all the problems it finds and does not stop at the first. Three column names
say more than their description: ``precision`` is how exact the ``date`` is, ``end_date`` is when
it ended, and rows that disagree share a ``conflict_group``.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from dateline.case.errors import Problem, near
from dateline.case.fields import Row, cell_problem, date_problem
from dateline.case.schema import references
from dateline.case.tables import Table
from dateline.dates import PERIODS, first_day


def validate(tables: Mapping[str, Table]) -> None:
    """Check all tables, and add what is wrong to the problems of each."""
    for table in tables.values():
        table.problems += _cell_problems(table)
    for table in tables.values():
        table.problems += _key_problems(table)
        table.problems += _reference_problems(table, tables)
        table.problems += _conflict_problems(table)


def _cell_problems(table: Table) -> Iterator[Problem]:
    """Yield each cell that does not fit its column or the other dates in its row."""
    for line, row in table.rows.items():
        bad_columns = set()
        for field in table.schema["fields"]:
            name = field["name"]
            message = cell_problem(row[name], field) if name in row else ""
            if message:
                bad_columns.add(name)
                yield table.problem(line, name, message)
        for column, message in _date_problems(row, bad_columns):
            yield table.problem(line, column, message)


def _date_problems(row: Row, bad_columns: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the column and the message where a date contradicts its precision or its end.

    A cell that does not fit its column has been reported already and is ignored here.
    """
    cells = {name: text for name, text in row.items() if name not in bad_columns}
    day, end = cells.get("date", ""), cells.get("end_date", "")
    precision = cells.get("precision", "")

    # Any day of a week will do. Where dates are text, some may not be full days.
    if precision in PERIODS and precision != "week" and not date_problem(day):
        first = first_day(pd.Timestamp(day), precision).date().isoformat()
        if day != first:
            message = (
                f"{day!r} is not the first day of a {precision.replace('_', ' ')}, but its "
                f"precision is {precision!r}: write {first}, or the precision 'day'."
            )
            yield "date", message

    if end and end < day:
        yield "end_date", f"{end!r} is before the date, {day}."


def _key_problems(table: Table) -> Iterator[Problem]:
    """Yield each value that appears twice in a column, or in several together, that is a key."""
    for columns in _keys(table):
        first_line: dict[tuple[str, ...], int] = {}
        for line, row in table.rows.items():
            value = tuple(row.get(name, "") for name in columns)
            if not any(value):
                continue
            earlier = first_line.setdefault(value, line)
            if earlier != line:
                message = f"{' + '.join(value)!r} is already in line {earlier}."
                yield table.problem(line, " + ".join(columns), message)


def _keys(table: Table) -> list[tuple[str, ...]]:
    """Return the columns whose values must be unique: the primary key and each unique column."""
    keys = {
        (field["name"],)
        for field in table.schema["fields"]
        if field.get("constraints", {}).get("unique")
    }
    primary_key = table.schema.get("primaryKey", [])
    if primary_key:
        keys.add((primary_key,) if isinstance(primary_key, str) else tuple(primary_key))
    return sorted(keys)


def _reference_problems(table: Table, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Yield each id that no row of the other table has, or that is twice in one list."""
    for reference in references(table.schema):
        targets = [(tables[name], column) for name, column in reference.targets]
        if any(target.problems and not target.rows for target, _ in targets):
            continue  # that table could not be read, and this has been reported already

        known_ids = set()
        for target, column in targets:
            known_ids |= {row.get(column, "") for row in target.rows.values()}
        files = " or ".join(target.file for target, _ in targets)

        for line, row in table.rows.items():
            cell = row.get(reference.column, "")
            ids = cell.split(";") if reference.is_list else [cell]
            for message in _id_problems(ids, known_ids, files):
                yield table.problem(line, reference.column, message)


def _id_problems(ids: list[str], known_ids: Collection[str], files: str) -> Iterator[str]:
    """Yield what is wrong with the ids of one cell."""
    for name in dict.fromkeys(ids):
        if not name:
            continue
        if name not in known_ids:
            yield f"{name!r} is not in {files}.{near(name, known_ids)}"
        elif ids.count(name) > 1:
            yield f"{name!r} is in the list twice."


def _conflict_problems(table: Table) -> Iterator[Problem]:
    """Yield each row with a conflict group that no other row has."""
    groups = Counter(row.get("conflict_group", "") for row in table.rows.values())
    for line, row in table.rows.items():
        group = row.get("conflict_group", "")
        if group and groups[group] == 1:
            message = f"only this row has {group!r}; rows that disagree share one name."
            yield table.problem(line, "conflict_group", message)
