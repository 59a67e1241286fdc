"""The table ``checks``: which of its rows cannot be asked as questions, and why.

The table has one row for each option; the rows of one question are next to each other.
"""

import re
from collections.abc import Iterator

from dateline.case.errors import Problem
from dateline.case.fields import Row
from dateline.case.tables import Table

# Columns that are about a question and not about one of its options.
SAME_IN_ALL_ROWS = ("notebook", "kind", "prompt")
ONLY_IN_THE_FIRST_ROW = ("title", "unit", "tolerance", "optional")
MOST_OPTIONS = 26  # answers are called by a letter, and nobody reads more of them


def plain_number(text: str) -> float | None:
    """Return a number as a table has it, such as 40, 0.4, -3 or 2,000; None for any other text.

    Readers may type theirs in more ways: see dateline/web/questions/judge.js.
    """
    if not re.fullmatch(r"-?([1-9]\d{0,2}(,\d{3})+|\d{1,15})(\.\d+)?", text, flags=re.ASCII):
        return None
    return float(text.replace(",", ""))


def piles_of(place: str) -> list[str]:
    """Return the piles of a sorting to which an option belongs, where both can be defended."""
    return [pile.strip() for pile in place.split(";") if pile.strip()]


def question_problems(table: Table) -> Iterator[Problem]:
    """Yield what keeps the rows of the table ``checks`` from being questions."""
    for name, rows, apart in table.groups("check_id", "a check"):
        if apart:
            yield apart
            continue
        yield from _differing_rows(table, name, rows)
        yield from _repeated_cells(table, name, rows)
        problem = _unanswerable(list(rows.values()))
        if problem:
            yield table.problem(min(rows), "check_id", f"{name!r} {problem}")


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


def _repeated_cells(table: Table, name: str, rows: dict[int, Row]) -> Iterator[Problem]:
    """Yield the cells that belong into the first row of a question and are in another."""
    first_line, *other_lines = rows
    for line in other_lines:
        for column in ONLY_IN_THE_FIRST_ROW:
            if rows[line].get(column):
                message = (
                    f"has {rows[line][column]!r}: write it in line {first_line}, the first of the "
                    f"check {name!r}, and leave this cell empty."
                )
                yield table.problem(line, column, message)


def _unanswerable(rows: list[Row]) -> str:
    """Return why nobody could answer the question in these rows, or ""."""
    question_type = rows[0].get("kind", "")
    right = sum(row.get("right") == "true" for row in rows)
    places = [row.get("place", "") for row in rows]
    all_places = [str(place) for place in range(1, len(rows) + 1)]

    if len(rows) > MOST_OPTIONS:
        return f"has {len(rows)} rows; a question can have at most {MOST_OPTIONS} options."
    if question_type == "position":
        wrong = "asks for a position, and no position is right: write false under right."
        return wrong if right else ""
    if not right and question_type not in ("prediction", "sort"):
        return "has no right option: write true under right in one of its rows."
    if question_type == "choice" and right > 1:
        return f"has {right} right options, and a choice has only one. Should its kind be several?"
    if question_type == "order" and sorted(places) != sorted(all_places):
        return f"is an order: number its places from 1 to {len(rows)}, each once."
    if question_type == "sort":
        return _sorting_problem(right, places)
    if question_type == "number":
        for row in rows:
            if plain_number(row.get("option", "")) is None:
                return "asks for a number: each of its options has to be a number, such as 12.5."
    return ""


def _sorting_problem(right: int, places: list[str]) -> str:
    """Return what is wrong with a sorting; one without a right option has no key."""
    piles = {pile for place in places for pile in piles_of(place)}
    if right and right < len(places):
        return "is a sorting: write true under right in all of its rows, or in none (no key)."
    if right and not all(places):
        return "is a sorting: under place, give each row the name of its pile."
    if len(piles) < 2:
        return "is a sorting: name at least two piles under place."
    return ""
