"""Dates as exact as their source: a month stays a month, in words and on a chart."""

from typing import Any

import pandas as pd

from dateline.case.fields import PERIODS


def long_date(date: pd.Timestamp) -> str:
    """Return a day in words, such as "9 September 2020"."""
    return f"{date.day} {date:%B %Y}"


def written(row: Any) -> str:
    """Write a row's date for people, no more exactly than it is known.

    Args:
        row: A table row with ``date`` (datetime) and ``precision``, and where the table has
            them ``end_date`` and ``about``.

    Returns:
        Such as "9 September 2020", "29 November to 1 December 2019", "about March 2020".
    """
    start, end, doubt = row.date, getattr(row, "end_date", None), getattr(row, "about", False)
    about = "about " if pd.notna(doubt) and doubt else ""
    if pd.isna(end) or end == start:
        return about + _one(start, row.precision)
    first = _one(start, row.precision)
    if row.precision in ("day", "month") and start.year == end.year:
        first = first.removesuffix(f" {start.year}")
        if row.precision == "day" and start.month == end.month:
            first = str(start.day)
    return f"{about}{first} to {_one(end, row.precision)}"


def _one(date: pd.Timestamp, precision: str) -> str:
    quarter = ("first", "second", "third", "fourth")[date.quarter - 1]
    names = {
        "day": long_date(date),
        "week": f"the week of {long_date(date)}",
        "month": f"{date:%B %Y}",
        "quarter": f"{quarter} quarter of {date.year}",
        "year": f"{date.year}",
        "fiscal_year": f"fiscal year from {date:%B %Y}",
    }
    return names.get(precision, names["day"])


def lasting(table: pd.DataFrame) -> pd.DataFrame:
    """Return when each row may have begun and ended: ``start`` and ``end`` (datetime).

    A day known only by its month may be any day of that month; the end of a span is the last
    day it may have gone on to.
    """
    start = table["date"]
    last = table["end_date"].fillna(start) if "end_date" in table else start
    end = last.copy()
    for precision, code in PERIODS.items():
        rows = table["precision"] == precision
        if rows.any():
            end[rows] = last[rows].dt.to_period(code).dt.end_time.dt.floor("D")
    return pd.DataFrame({"start": start, "end": end}, index=table.index)
