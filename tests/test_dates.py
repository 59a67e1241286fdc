"""Dates are as exact as their source says, and no more."""

from types import SimpleNamespace

import pandas as pd

from dateline.dates import first_day, lasting, written


def row(date, precision="day", end=None, about=False):
    return SimpleNamespace(
        date=pd.Timestamp(date), precision=precision, end_date=pd.Timestamp(end), about=about
    )


def test_a_date_is_written_no_more_exactly_than_it_is_known():
    """A month printed as its first day would be a fact that nobody reported."""
    dates = [
        (row("2020-09-09"), "9 September 2020"),
        (row("2020-09-07", "week"), "the week of 7 September 2020"),
        (row("2020-03-01", "month"), "March 2020"),
        (row("2020-04-01", "quarter"), "second quarter of 2020"),
        (row("2020-10-01", "quarter"), "fourth quarter of 2020"),
        (row("2003-01-01", "year"), "2003"),
        (row("2019-10-01", "fiscal_year"), "fiscal year from October 2019"),
        (row("2020-09-09", end="2020-09-09"), "9 September 2020"),
        (row("2020-09-09", end="2020-09-11"), "9 to 11 September 2020"),
        (row("2020-09-29", end="2020-10-01"), "29 September to 1 October 2020"),
        (row("2019-12-31", end="2020-01-01"), "31 December 2019 to 1 January 2020"),
        (row("2019-09-09", end="2020-09-11"), "9 September 2019 to 11 September 2020"),
        (row("2020-03-01", "month", end="2020-05-01"), "March to May 2020"),
        (row("2019-03-01", "month", end="2020-03-01"), "March 2019 to March 2020"),
        (row("2018-01-01", "year", end="2020-01-01"), "2018 to 2020"),
        (row("2020-03-01", "month", about=True), "about March 2020"),
        (row("2020-03-01", "month", end="2020-05-01", about=True), "about March to May 2020"),
        (row("2020-09-09", about=pd.NA), "9 September 2020"),
        # A short table may have nothing but dates.
        (SimpleNamespace(date=pd.Timestamp("2020-09-09"), precision="day"), "9 September 2020"),
    ]
    for date, words in dates:
        assert written(date) == words


def test_a_period_covers_all_its_days():
    """A date known by its month may be any day of it; US fiscal years begin in October."""
    day = pd.Timestamp("2020-02-20")
    periods = {
        "day": ("2020-02-20", "2020-02-20"),
        "week": ("2020-02-17", "2020-02-23"),
        "month": ("2020-02-01", "2020-02-29"),
        "quarter": ("2020-01-01", "2020-03-31"),
        "year": ("2020-01-01", "2020-12-31"),
        "fiscal_year": ("2019-10-01", "2020-09-30"),
    }
    last = lasting(pd.DataFrame({"date": [day] * 6, "precision": list(periods)}))["end"]
    assert last.dt.strftime("%Y-%m-%d").tolist() == [end for _, end in periods.values()]
    assert {name: f"{first_day(day, name):%Y-%m-%d}" for name in periods} == {
        name: start for name, (start, _) in periods.items()
    }


def test_a_span_of_months_ends_on_the_last_day_of_its_last_month():
    """“March to May” includes the 31st of May, and the rows beside it keep their own ends."""
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2020-03-01", "2020-03-05", "2020-03-09"]),
            "end_date": pd.to_datetime(["2020-05-01", "2020-03-07", None]),
            "precision": ["month", "day", "day"],
        },
        index=[7, 8, 9],
    )
    before = table.copy()
    period = lasting(table)
    assert period["start"].equals(table["date"])
    assert period["end"].astype(str).to_dict() == {
        7: "2020-05-31",
        8: "2020-03-07",
        9: "2020-03-09",
    }
    assert table.equals(before)
