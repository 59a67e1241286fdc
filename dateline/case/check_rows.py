"""The table ``checks``: which of its rows cannot be asked as questions, and why.

The table has one row for each option; the rows of one question are next to each other.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from math import isfinite

from dateline.case.errors import Problem
from dateline.case.fields import Row
from dateline.case.tables import Table

SAME_IN_ALL_ROWS = ("notebook", "kind", "prompt")  # of one question


def typed_number(text: str) -> float | None:
    """Return what somebody typed as a number: 40 percent, 2,000 for thousands, or 12,5."""
    digits = re.sub(r"(%|per ?cent)\s*$", "", text.lower())
    without_thousands = re.sub(r"(?<!\b0),(?=\d{3}(?!\d))", "", digits)
    try:
        number = float(without_thousands.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def question_problems(table: Table) -> Iterator[Problem]:
    """Yield what keeps the rows of the table ``checks`` from being questions."""
    first_lines: dict[str, int] = {}
    for name, group in groupby(table.rows.items(), key=lambda item: item[1].get("check_id", "")):
        rows = dict(group)
        line = min(rows)
        if name in first_lines:
            message = (
                f"{name!r} has rows from line {first_lines[name]} on: put all rows of a check "
                "next to each other."
            )
            yield table.problem(line, "check_id", message)
            continue

        first_lines[name] = line
        yield from _differing_rows(table, name, rows)
        problem = _unanswerable(list(rows.values()))
        if problem:
            yield table.problem(line, "check_id", f"{name!r} {problem}")


def _differing_rows(table: Table, name: str, rows: dict[int, Row]) -> Iterator[Problem]:
    """Yield the cells of one question that differ from its first row and may not."""
    first_line = min(rows)
    for line, row in rows.items():
        for column in SAME_IN_ALL_ROWS:
            if row.get(column) != rows[first_line].get(column):
                message = (
                    f"differs from line {first_line}, and both belong to the check {name!r}: "
                    "make them the same, or give this row another check_id."
                )
                yield table.problem(line, column, message)


def _unanswerable(rows: list[Row]) -> str:
    """Return why nobody could answer the question in these rows, or ""."""
    question_type = rows[0].get("kind", "")
    right = sum(row.get("right", "").lower() == "true" for row in rows)
    places = [row.get("place", "") for row in rows]
    all_places = [str(place) for place in range(1, len(rows) + 1)]

    if not right and question_type != "prediction":
        return "has no right option: write true under right in one of its rows."
    if question_type == "choice" and right > 1:
        return f"has {right} right options, and a choice has only one. Should its kind be several?"
    if question_type == "order" and sorted(places) != sorted(all_places):
        return f"is an order: number its places from 1 to {len(rows)}, each once."
    if question_type == "sort" and not all(places):
        return "is a sorting: under place, give each row the name of its pile."
    if question_type == "number":
        for row in rows:
            if typed_number(row.get("option", "")) is None:
                return "asks for a number: each of its options has to be a number."
    return ""
