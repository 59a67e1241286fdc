"""The table of checks: which rows cannot be asked as questions, and why.

The table has a row for each option; the rows of one question are next to each other.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from math import isfinite

SHARED = ("notebook", "kind", "prompt")  # the same in all rows of a question


def number(text: str) -> float | None:
    """Return what somebody typed as a number: 40 per cent, 2,000 for thousands, or 12,5."""
    plain = re.sub(r"(%|per ?cent)\s*$", "", text.lower())
    plain = re.sub(r"(?<!\b0),(?=\d{3}(?!\d))", "", plain).replace(",", ".")
    try:
        return float(plain) if isfinite(float(plain)) else None
    except ValueError:
        return None


def unfit(rows: Mapping[int, Mapping[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Yield what keeps the rows of a table from being questions: line, column, what is wrong."""
    first: dict[str, int] = {}
    for name, group in groupby(rows.items(), key=lambda item: item[1].get("check_id", "")):
        own = list(group)
        line, begin = own[0]
        if first.setdefault(name, line) != line:
            says = f"{name!r} begins in line {first[name]}: the rows of one check stand together."
            yield line, "check_id", says
            continue
        for other, row in own:
            for column in SHARED:
                if row.get(column) != begin.get(column):
                    says = f"differs from line {line}, and both are of the check {name!r}: make "
                    yield other, column, says + "them the same, or give one another check_id."
        if says := _unanswered(begin.get("kind", ""), [row for _, row in own]):
            yield line, "check_id", f"{name!r} {says}"


def _unanswered(kind: str, rows: list[Mapping[str, str]]) -> str:
    """Return why nobody could answer a check, or nothing."""
    right = sum(row.get("right", "").lower() == "true" for row in rows)
    places = sorted(row.get("place", "") for row in rows)
    if not right and kind != "prediction":
        return "has no right option: write true under right in one of its rows."
    if kind == "choice" and right > 1:
        return f"has {right} right options, and a choice has one. Is its kind several?"
    if kind == "order" and places != sorted(map(str, range(1, len(rows) + 1))):
        return f"is an order: its places are 1 to {len(rows)}, each once."
    if kind == "sort" and not all(places):
        return "is a sorting: each row needs a place, the name of its pile."
    if kind == "number" and any(number(row.get("option", "")) is None for row in rows):
        return "asks for a number: each of its options is one."
    return ""
