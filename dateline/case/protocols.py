"""The ways to talk in class: a table beside the cases, read and checked as their tables are."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.case.errors import CaseError, Problem, file_error
from dateline.case.fields import Row
from dateline.case.raw import CASES
from dateline.case.schema import DESCRIPTION
from dateline.case.sheet import read_sheet
from dateline.case.tables import Table, known_names, table_of

NAME = "protocols"
GROUPS = ("Three", "Four", "Five")  # a class of any size can be divided into these
ONCE = ("purpose", "observer", "alone")  # what every card says in one row
AT_LEAST_ONCE = ("step", "role", "stem")


def read_protocols(folder: str | Path = CASES) -> pd.DataFrame:
    """Read the table of protocols and check every cell of it.

    Args:
        folder: The folder with ``protocols.csv`` and its datapackage.json.

    Returns:
        One row for each line of a card: ``protocol_id``, ``title``, ``part``, ``label``,
        ``minutes`` (of a step, else missing) and ``text``.

    Raises:
        CaseError: Something is missing or does not fit. The message lists everything that was
            found.
    """
    folder = Path(folder)
    description = _description(folder)
    file, schema = description["path"], description["schema"]
    sheet = read_sheet(folder / file, known_names(schema["fields"]))
    table = table_of(file, schema, sheet)
    if table.rows and not table.problems:
        table.problems += _card_problems(table)
    if table.problems:
        raise CaseError(table.problems)
    return table.typed()


def _description(folder: Path) -> Mapping[str, Any]:
    """Return what the datapackage.json beside the table says about it."""
    try:
        package = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        (found,) = [table for table in package["resources"] if table["name"] == NAME]
        description: Mapping[str, Any] = found
    except FileNotFoundError:
        raise file_error(DESCRIPTION, "is missing: copy it from a fresh download.") from None
    except (ValueError, KeyError, TypeError):
        message = f"does not describe a table called {NAME!r}: copy it from a fresh download."
        raise file_error(DESCRIPTION, message) from None
    return description


def _card_problems(table: Table) -> Iterator[Problem]:
    """Yield what is missing from a card, or is there twice."""
    for name, rows, apart in table.groups("protocol_id", "a card"):
        if apart:
            yield apart
            continue
        yield from _row_problems(table, rows)
        for message in _missing_parts(list(rows.values())):
            yield table.problem(min(rows), "part", f"{name!r} {message}")


def _row_problems(table: Table, rows: dict[int, Row]) -> Iterator[Problem]:
    """Yield the cells of one card that do not fit its other cells."""
    first_line = min(rows)
    for line, row in rows.items():
        if row["title"] != rows[first_line]["title"]:
            message = f"differs from line {first_line}: all rows of a card have the same title."
            yield table.problem(line, "title", message)
        if row["part"] == "step" and not row.get("minutes"):
            yield table.problem(line, "minutes", "is empty: a step needs its minutes, such as 2.")
        if row["part"] != "step" and row.get("minutes"):
            message = f"has {row['minutes']!r}: only a step has minutes. Leave this cell empty."
            yield table.problem(line, "minutes", message)


def _missing_parts(rows: list[Row]) -> Iterator[str]:
    """Yield what a card lacks, or has more than once."""
    parts = Counter(row["part"] for row in rows)
    for part in ONCE:
        if parts[part] != 1:
            yield f"has {parts[part]} rows with the part {part!r}; every card has exactly one."
    for part in AT_LEAST_ONCE:
        if not parts[part]:
            yield f"has no row with the part {part!r}; every card needs at least one."
    groups = [row["label"] for row in rows if row["part"] == "group"]
    for label in GROUPS:
        if label not in groups:
            yield (
                f"does not say what a group of {label.lower()} does: add a row with the part "
                f"'group' and the label {label!r}."
            )
