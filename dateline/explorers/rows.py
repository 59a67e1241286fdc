"""Tables as plain rows: an explorer reads them hundreds of times, and pandas would be slow."""

from typing import Any

import pandas as pd


def plain_rows(table: pd.DataFrame) -> list[Any]:
    """Return the rows of a table as named tuples, ``Index`` and the columns."""
    return list(table.itertuples())


def by_list_item(rows: list[Any], column: str) -> dict[str, list[Any]]:
    """Return the rows that name each item of a list column, the items of most rows first.

    Args:
        rows: What ``plain_rows`` returns.
        column: A column of lists, separated by semicolons; empty cells are left out.
    """
    found: dict[str, list[Any]] = {}
    for row in rows:
        cell = getattr(row, column)
        if pd.notna(cell):
            for item in cell.split(";"):
                found.setdefault(item, []).append(row)
    return dict(sorted(found.items(), key=lambda entry: len(entry[1]), reverse=True))
