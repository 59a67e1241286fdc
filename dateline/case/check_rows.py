"""The table of checks: which rows cannot be asked as questions, and why.

The table has a row for each option; the rows of one question are next to each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import isfinite

SAME_IN_ALL_ROWS = ("notebook", "kind", "prompt")  # of one question
Row = Mapping[str, str]
Problem = tuple[int, str, str]  # line, column, what is wrong


def typed_number(text: str) -> float | None:
    """Return what somebody typed as a number: 40 per cent, 2,000 for thousands, or 12,5."""
    digits = re.sub(r"(%|per ?cent)\s*$", "", text.lower())
    without_thousands = re.sub(r"(?<!\b0),(?=\d{3}(?!\d))", "", digits)
    try:
        number = float(without_thousands.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def unfit(rows: Mapping[int, Row]) -> Iterator[Problem]:
    """Yield what keeps the rows of a table from being questions.

    Args:
        rows: The cells of each row by its line in the file.

    Yields:
        The line, the column and what is wrong there.
    """
    first_lines: dict[str, int] = {}
    for name, group in groupby(rows.items(), key=lambda item: item[1].get("check_id", "")):
        question_rows = dict(group)
        line = min(question_rows)
        if name in first_lines:
            yield (
                line,
                "check_id",
                f"{name!r} has rows from line {first_lines[name]} on: put all rows of a check "
                "next to each other.",
            )
            continue

        first_lines[name] = line
        yield from _differing_rows(name, question_rows)
        if problem := _unanswerable(list(question_rows.values())):
            yield line, "check_id", f"{name!r} {problem}"


def _differing_rows(name: str, rows: Mapping[int, Row]) -> Iterator[Problem]:
    """Yield the cells of one question that differ from its first row and may not."""
    first_line = min(rows)
    for line, row in rows.items():
        for column in SAME_IN_ALL_ROWS:
            if row.get(column) != rows[first_line].get(column):
                yield (
                    line,
                    column,
                    f"differs from line {first_line}, and both belong to the check {name!r}: "
                    "make them the same, or give this row another check_id.",
                )


def _unanswerable(rows: Sequence[Row]) -> str:
    """Return why nobody could answer the question of these rows, or nothing."""
    kind = rows[0].get("kind", "")
    right = sum(row.get("right", "").lower() == "true" for row in rows)
    places = sorted(row.get("place", "") for row in rows)
    if not right and kind != "prediction":
        return "has no right option: write true under right in one of its rows."
    if kind == "choice" and right > 1:
        return f"has {right} right options, and a choice has only one. Should its kind be several?"
    if kind == "order" and places != sorted(str(place) for place in range(1, len(rows) + 1)):
        return f"is an order: number its places from 1 to {len(rows)}, each once."
    if kind == "sort" and not all(places):
        return "is a sorting: under place, give each row the name of its pile."
    if kind == "number" and any(typed_number(row.get("option", "")) is None for row in rows):
        return "asks for a number: each of its options has to be a number."
    return ""
