"""Dates are as exact as their source says, and no more."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dateline.case.fields import first_day
from dateline.dates import lasting, written


def row(date, precision="day", end=None, about=False):
    return SimpleNamespace(
        date=pd.Timestamp(date), precision=precision, end_date=pd.Timestamp(end), about=about
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (row("2020-09-09"), "9 September 2020"),
        (row("2020-09-07", "week"), "the week of 7 September 2020"),
        (row("2020-03-01", "month"), "March 2020"),
        (row("2020-04-01", "quarter"), "second quarter of 2020"),
        (row("2003-01-01", "year"), "2003"),
        (row("2019-10-01", "fiscal_year"), "fiscal year from October 2019"),
        (row("2020-09-09", end="2020-09-09"), "9 September 2020"),
        (row("2020-09-09", end="2020-09-11"), "9 to 11 September 2020"),
        (row("2019-11-29", end="2019-12-01"), "29 November to 1 December 2019"),
        (row("2019-12-31", end="2020-01-01"), "31 December 2019 to 1 January 2020"),
        (row("2019-09-09", end="2020-09-11"), "9 September 2019 to 11 September 2020"),
        (row("2020-03-01", "month", end="2020-05-01"), "March to May 2020"),
        (row("2019-03-01", "month", end="2020-03-01"), "March 2019 to March 2020"),
        (row("2018-01-01", "year", end="2020-01-01"), "2018 to 2020"),
        (row("2020-03-01", "month", about=True), "about March 2020"),
        (row("2020-09-09", about=pd.NA), "9 September 2020"),
    ],
)
def test_a_date_is_said_no_more_exactly_than_it_is_known(known, said):
    """A month printed as its first day would be a fact that nobody reported."""
    assert written(known) == said


def test_a_table_needs_neither_an_end_nor_a_doubt():
    """A short table of one's own has only dates."""
    assert written(SimpleNamespace(date=pd.Timestamp("2020-09-09"), precision="day")) == (
        "9 September 2020"
    )


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("day", "2020-02-20", "2020-02-20"),
        ("week", "2020-02-17", "2020-02-23"),
        ("month", "2020-02-01", "2020-02-29"),
        ("quarter", "2020-01-01", "2020-03-31"),
        ("year", "2020-01-01", "2020-12-31"),
        ("fiscal_year", "2019-10-01", "2020-09-30"),
    ],
)
def test_a_period_covers_all_its_days(precision, first, last):
    """What is known by its month may have been any day of it; US fiscal years begin in October."""
    day = pd.Timestamp("2020-02-20")
    table = pd.DataFrame({"date": [day], "precision": [precision]})
    assert first_day(day, precision) == pd.Timestamp(first)
    assert lasting(table)["end"].tolist() == [pd.Timestamp(last)]


def test_a_span_of_months_goes_on_to_the_last_day_of_the_last():
    """“March to May” holds the 31st of May, and the row beside it keeps its own end."""
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2020-03-01", "2020-03-05", "2020-03-09"]),
            "end_date": pd.to_datetime(["2020-05-01", "2020-03-07", None]),
            "precision": ["month", "day", "day"],
        },
        index=[7, 8, 9],
    )
    before = table.copy()
    assert lasting(table)["start"].equals(table["date"])
    assert lasting(table)["end"].astype(str).to_dict() == {
        7: "2020-05-31",
        8: "2020-03-07",
        9: "2020-03-09",
    }
    assert table.equals(before)
