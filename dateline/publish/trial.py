"""Try every exhibit of a case before a class sees it: a chart that cannot be made is a problem."""

from collections.abc import Iterator
from typing import Any

from dateline import Case
from dateline.case.errors import Problem
from dateline.charts.type import MEDIA
from dateline.publish.exhibits import exhibit, listed

FILE = "exhibits.csv"


def exhibit_problems(case: Case) -> Iterator[Problem]:
    """Yield each row of a case's exhibits that cannot be shown, with its line.

    Args:
        case: The whole case.
    """
    if "exhibits" not in case.tables or case.exhibits.empty:
        return  # the usual ones are drawn from any rows, and drawing many takes long
    known = case.until_publication()
    for after in (False, True):
        for row in listed(case, after=after):
            message = _fault(row, case if after else known)
            if message:
                line = case.lines[FILE.removesuffix(".csv")][row.Index]
                yield Problem(FILE, line, "", message)


def _fault(row: Any, case: Case) -> str:
    """Return why an exhibit cannot be shown, or ""; its chart is laid out for every medium."""
    try:
        chart = exhibit(row, case).chart
        if chart:
            for medium in MEDIA:
                chart.shape(medium)
    except ValueError as problem:
        return str(problem).removeprefix(f"{FILE}, ")
    return ""
