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

SHARED_COLUMNS = ("notebook", "kind", "prompt")  # the same in all rows of a question


def number(text: str) -> float | None:
    """Return the number that somebody typed: 40 per cent, 2,000 or 12,5; None if it is none."""
    without_percent = re.sub(r"(%|per ?cent)\s*$", "", text.lower())
    without_thousands = re.sub(r"(?<!\b0),(?=\d{3}(?!\d))", "", without_percent)
    try:
        value = float(without_thousands.replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) else None


def question_problems(table: Table) -> Iterator[Problem]:
    """Yield what keeps the rows of the table ``checks`` from being questions."""
    first_line: dict[str, int] = {}
    for name, group in groupby(table.rows.items(), key=lambda item: item[1].get("check_id", "")):
        rows = dict(group)
        line = min(rows)
        earlier = first_line.setdefault(name, line)
        if earlier != line:
            message = f"{name!r} begins in line {earlier}: keep the rows of one check together."
            yield table.problem(line, "check_id", message)
            continue

        yield from _shared_problems(table, name, rows)
        problem = _options_problem(list(rows.values()))
        if problem:
            yield table.problem(line, "check_id", f"{name!r} {problem}")


def _shared_problems(table: Table, name: str, rows: dict[int, Row]) -> Iterator[Problem]:
    """Yield each cell that should be the same as in the first row of its question."""
    first = min(rows)
    for line, row in rows.items():
        for column in SHARED_COLUMNS:
            if row.get(column) != rows[first].get(column):
                message = (
                    f"differs from line {first}, and both belong to the check {name!r}: make "
                    "them the same, or give one of them another check_id."
                )
                yield table.problem(line, column, message)


def _options_problem(rows: list[Row]) -> str:
    """Return why nobody could answer a question with these options, or ""."""
    question_type = rows[0].get("kind", "")
    right = sum(row.get("right", "").lower() == "true" for row in rows)
    places = [row.get("place", "") for row in rows]
    all_places = [str(place) for place in range(1, len(rows) + 1)]

    if not right and question_type != "prediction":
        return "has no right option: write true under right in one of its rows."
    if question_type == "choice" and right > 1:
        return f"has {right} right options, but a choice has only one. Is its kind several?"
    if question_type == "order" and sorted(places) != sorted(all_places):
        return f"is an order: its places must be 1 to {len(rows)}, each used once."
    if question_type == "sort" and not all(places):
        return "is a sorting: each row needs a place, the name of its pile."
    if question_type == "number" and any(number(row.get("option", "")) is None for row in rows):
        return "asks for a number: each of its options must be a number."
    return ""
