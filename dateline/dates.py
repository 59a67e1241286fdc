"""Dates no more exact than their source: a month stays a month, in words and on a chart."""

from typing import Any

import pandas as pd

# What pandas calls each precision that covers more than a day. A US fiscal year ends in September.
PERIODS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y", "fiscal_year": "Y-SEP"}
QUARTERS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def first_day(day: pd.Timestamp, precision: str) -> pd.Timestamp:
    """Return the first day of the week, month, quarter, year or US fiscal year of a day."""
    if precision not in PERIODS:
        return day
    return day.to_period(PERIODS[precision]).start_time


def long_date(date: pd.Timestamp) -> str:
    """Return a day in words, such as "9 September 2020"."""
    return f"{date.day} {date:%B %Y}"


def written(row: Any) -> str:
    """Write a row's date for readers, no more exactly than it is known.

    Args:
        row: A table row with ``date`` (datetime) and ``precision``, and where the table has
            them ``end_date`` and ``about``.

    Returns:
        For example "9 September 2020", "29 November to 1 December 2019", "about March 2020".
    """
    start, end = row.date, getattr(row, "end_date", None)
    first, last = _date_in_words(start, row.precision), ""

    if not (pd.isna(end) or end == start):
        first = _shared_parts_removed(first, start, end, row.precision)
        last = f" to {_date_in_words(end, row.precision)}"

    is_about = getattr(row, "about", False)
    about = "about " if pd.notna(is_about) and is_about else ""
    return f"{about}{first}{last}"


def _date_in_words(date: pd.Timestamp, precision: str) -> str:
    """Return one date as exactly as its precision allows."""
    words = {
        "day": long_date(date),
        "week": f"the week of {long_date(date)}",
        "month": f"{date:%B %Y}",
        "quarter": f"{QUARTERS[date.quarter]} quarter of {date.year}",
        "year": f"{date.year}",
        "fiscal_year": f"fiscal year from {date:%B %Y}",
    }
    return words.get(precision, words["day"])


def _shared_parts_removed(
    first: str, start: pd.Timestamp, end: pd.Timestamp, precision: str
) -> str:
    """Return the first date of a span without the year or month that the last date repeats."""
    if precision not in ("day", "month") or start.year != end.year:
        return first
    if precision == "day" and start.month == end.month:
        return str(start.day)
    return first.removesuffix(f" {start.year}")


def lasting(table: pd.DataFrame) -> pd.DataFrame:
    """Return when each row may have begun and ended: ``start`` and ``end`` (datetime).

    A date known only by its month may be any day of that month. A span ends on the last day of
    the period that its ``end_date`` names.
    """
    start = table["date"]
    last = table["end_date"].fillna(start) if "end_date" in table else start
    end = last.copy()

    for precision, period in PERIODS.items():
        rows = table["precision"] == precision
        if rows.any():
            end[rows] = last[rows].dt.to_period(period).dt.end_time.dt.floor("D")

    return pd.DataFrame({"start": start, "end": end}, index=table.index)
