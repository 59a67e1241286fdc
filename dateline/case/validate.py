"""Check the rows of a case: each against itself, its table, and the rows that it names.

Each check yields all the problems it finds and does not stop at the first. Five column names say
more than their description: ``precision`` is how exact the ``date`` is, ``end_date`` is when it
ended, ``after_article`` marks what became known later, and rows that disagree share a
``conflict_group``.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from dateline.case.errors import MOST_SHOWN, Problem, first_ones, near, quoted
from dateline.case.fields import Row
from dateline.case.schema import references
from dateline.case.tables import Table
from dateline.dates import PERIODS, first_day

# Tables that a menu lists by a name, and the columns in which two rows may not have the same.
NAMED_IN_MENUS = {"people": ("name", "side"), "glossary": ("term",)}
PLANNED = ("announced", "projected")  # levels that are dated later and were known before


def validate(tables: Mapping[str, Table], published: str) -> None:
    """Check all tables, and add what is wrong to the problems of each.

    Args:
        tables: The tables, their cells read and checked.
        published: The day the article was published, such as 2020-09-29.
    """
    for table in tables.values():
        table.problems += first_ones(_date_problems(table))
        table.problems += first_ones(_later_problems(table, published))
        table.problems += first_ones(_key_problems(table))
        table.problems += first_ones(_reference_problems(table, tables))
        table.problems += first_ones(_conflict_problems(table))
    for name, columns in NAMED_IN_MENUS.items():
        if name in tables:
            tables[name].problems += first_ones(_same_name_problems(tables[name], columns))


def _same_name_problems(table: Table, columns: tuple[str, ...]) -> Iterator[Problem]:
    """Yield each row that a menu would list under the same name as an earlier one."""
    first_line: dict[tuple[str, ...], int] = {}
    for line, row in table.rows.items():
        name = row.get(columns[0], "").split(";")[0]
        earlier = first_line.setdefault(
            (name, *(row.get(other, "") for other in columns[1:])), line
        )
        if name and earlier != line:
            message = (
                f"{quoted(name)} is also the name in line {earlier}. Add what tells them apart, "
                f"such as {quoted(f'{name} (2)')}, or delete one."
            )
            yield table.problem(line, columns[0], message)


def _good_cells(table: Table) -> Iterator[tuple[int, Row]]:
    """Yield each row without the cells that have been reported already."""
    for line, row in table.rows.items():
        yield (
            line,
            {name: text for name, text in row.items() if (line, name) not in table.bad_cells},
        )


def _date_problems(table: Table) -> Iterator[Problem]:
    """Yield each date that contradicts its precision or its end."""
    is_date = any(
        field["name"] == "date" and field["type"] == "date" for field in table.schema["fields"]
    )
    for line, cells in _good_cells(table):
        day, end = cells.get("date", ""), cells.get("end_date", "")
        message = _precision_problem(day, cells.get("precision", "")) if is_date and day else ""
        if message:
            yield table.problem(line, "date", message)
        if end and day and end < day:
            yield table.problem(line, "end_date", f"{end!r} is before the date, {day}.")


def _precision_problem(day: str, precision: str) -> str:
    """Return why a date does not have a precision, or ""; any day of a week will do."""
    if precision not in PERIODS:
        return ""
    first = first_day(pd.Timestamp(day), precision)
    period = precision.replace("_", " ")
    if first.year < 1 or pd.Timestamp(day).to_period(PERIODS[precision]).end_time.year > 9999:
        return f"{day!r} is in a {period} that no calendar of ours has: write the precision 'day'."
    if precision == "week" or day == first.date().isoformat():
        return ""
    return (
        f"{day!r} is not the first day of a {period}, but its precision is {precision!r}: write "
        f"{first.date()}, or the precision 'day'."
    )


def _later_problems(table: Table, published: str) -> Iterator[Problem]:
    """Yield each row that happened, began or ended after the article and is not marked so."""
    for line, cells in _good_cells(table):
        if cells.get("after_article") != "false" or cells.get("status") in PLANNED:
            continue
        for name in ("date", "end_date"):
            day = cells.get(name, "").split("/")[0]
            if day > published[: len(day)]:
                message = (
                    f"is 'false', but {day} is after the article appeared ({published}). Write "
                    f"true, or correct the {name}."
                )
                yield table.problem(line, "after_article", message)
                break


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
                message = f"{quoted(' + '.join(value))} is already in line {earlier}."
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

        known_ids: dict[str, None] = {}
        for target, column in targets:
            known_ids |= {row.get(column, ""): None for row in target.rows.values()}
        files = " or ".join(target.file for target, _ in targets)

        found = 0
        for line, cells in _good_cells(table):
            cell = cells.get(reference.column, "")
            ids = cell.split(";") if reference.is_list else [cell]
            similar = known_ids if found < MOST_SHOWN else {}  # looking for one takes a while
            for message in _id_problems(ids, known_ids, similar, files):
                found += 1
                yield table.problem(line, reference.column, message)


def _id_problems(
    ids: list[str], known_ids: Collection[str], similar: Collection[str], files: str
) -> Iterator[str]:
    """Yield what is wrong with the ids of one cell."""
    for name, times in Counter(ids).items():
        if not name:
            continue
        if name not in known_ids:
            yield f"{quoted(name)} is not in {files}.{near(name, similar)}"
        elif times > 1:
            yield f"{quoted(name)} is in the list twice."


def _conflict_problems(table: Table) -> Iterator[Problem]:
    """Yield each row with a conflict group that no other row has."""
    groups = Counter(row.get("conflict_group", "") for row in table.rows.values())
    for line, row in table.rows.items():
        group = row.get("conflict_group", "")
        if group and groups[group] == 1:
            message = f"only this row has {quoted(group)}; rows that disagree share one name."
            yield table.problem(line, "conflict_group", message)
