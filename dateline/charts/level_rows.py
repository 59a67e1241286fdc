"""The rows of a chart of levels: when each was, which are joined by a line, and which are not."""

from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from dateline.charts.axes import number
from dateline.charts.chart import need
from dateline.dates import lasting, written

READS = [
    *("series", "date", "precision", "value", "unit", "status", "measure", "scope"),
    "break_before",
]
PLANNED = ("announced", "projected")  # nobody counted them
SIGNS = ("at least", "more than", "fewer than", "nearly", "just under")  # a limit, not a number
SMALL = 1 / 8  # of the highest level: an end that stays below it is drawn again
VISIBLE = 0.05  # of the end's own highest level: it begins where this is reached
FEWEST = 3  # levels in an end that is drawn again
MOST_PER_CENT = 1000  # of the level before: nobody can picture a larger share
EXACT = 2**53  # whole numbers above this are not exact in every program
CHANGED = "way of counting changed"
UNKNOWN = "no number known"
REGULAR = 2 / 3  # of the pauses between the levels of a regular table are equally long
LONG = 2.5  # usual pauses: after a longer one, nothing is known of the time between
FEWEST = 4  # pauses: with fewer, no pause is the usual one


class Gap(NamedTuple):
    """A time in which no line is drawn, and why."""

    start: pd.Timestamp
    end: pd.Timestamp
    words: str


def known(levels: pd.DataFrame) -> pd.DataFrame:
    """Return the levels that have a value, as they are drawn: by series and date, from row 0.

    Added are ``at`` (where the mark is: the day, or the middle of a month), ``start`` and
    ``end`` of the time that may be meant, ``when`` (the same in words), ``main`` (joined by a
    line), ``firm`` (not only announced), ``over_time`` (a count over a time), ``partial`` (its
    month goes on), ``silent`` (of the time before it nothing is known) and ``part`` (a new number
    after each break).

    Raises:
        ValueError: There are no rows with a value, or a column is missing; dates or values are
            text; a value is too large; or there are several units.
    """
    need(levels, READS)
    need(levels.dropna(subset=["date", "value"]), READS)
    if not pd.api.types.is_datetime64_any_dtype(levels["date"]):
        raise ValueError("The column 'date' holds text, not days: turn it into days first.")
    if not pd.api.types.is_numeric_dtype(levels["value"]):
        raise ValueError("The column 'value' holds text, not numbers: turn it into numbers first.")
    if (levels["value"].abs() > EXACT).any():
        raise ValueError(f"The column 'value' has a number above {EXACT:,}: use a larger unit.")
    if levels["unit"].nunique() > 1:
        units = ", ".join(sorted(levels["unit"].unique()))
        raise ValueError(f"The rows have several units ({units}): keep those of one.")
    rows = levels.dropna(subset=["date", "value"]).sort_values("date", kind="stable")
    order = {series: place for place, series in enumerate(levels["series"].unique())}
    rows = rows.sort_values("series", key=lambda names: names.map(order), kind="stable")
    rows = rows.reset_index(drop=True)
    whole = (rows["value"] % 1 == 0).all()
    rows["value"] = rows["value"].astype("int64" if whole else "float64")
    return _joined(_dated(rows))


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Add when each level was."""
    rows[["start", "end"]] = lasting(rows)
    rows["over_time"] = rows["end_date"].notna() if "end_date" in rows else False
    running = _running(rows)
    rows["partial"] = rows["over_time"] & (rows.get("end_date", rows["end"]) < rows["end"])
    rows["end"] = rows["end"].where(~rows["partial"], rows.get("end_date"))
    rows["when"] = [_when(row) for row in rows.itertuples()]
    middle = rows["start"] + (rows["end"] - rows["start"]) / 2
    rows["at"] = rows["date"].where(rows["precision"] == "day", middle.dt.floor("D"))
    rows["at"] = rows["at"].where(~running, rows["end"])
    rows["start"] = rows["start"].where(~running, rows["end"])
    rows["over_time"] &= ~running
    return rows


def _running(rows: pd.DataFrame) -> pd.Series:
    """Say which counts are running totals: their times overlap, so each is set at its end."""
    until = rows["end"].where(rows["over_time"])
    before = until.groupby(rows["series"]).transform(lambda end: end.cummax().shift())
    overlap = rows["over_time"] & (rows["start"] <= before)
    return rows["over_time"] & overlap.groupby(rows["series"]).transform("any")


def _when(row: Any) -> str:
    """Write when a level was: a whole month is the month, a part of one its days."""
    if row.over_time and row.precision != "day":
        row = row._replace(precision="day") if row.partial else row._replace(end_date=pd.NaT)
    return written(row)


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Add which levels are joined by a line."""
    rows["main"] = rows["in_default"].astype(bool) if "in_default" in rows else True
    rows["main"] |= not rows["main"].any()
    rows["firm"] = ~rows["status"].isin(PLANNED)
    main = rows[rows["main"]]
    silent = pd.concat([_silent(series) for _, series in main.groupby("series", sort=False)])
    rows["silent"] = silent.reindex(rows.index, fill_value=False)
    main = rows[rows["main"]]
    other = main[["series", "scope"]].fillna("")
    begins = (other != other.shift()).any(axis=1) | main["break_before"].astype(bool)
    rows["part"] = (begins | main["silent"]).cumsum().reindex(rows.index, fill_value=0)
    return rows


def _silent(series: pd.DataFrame) -> pd.Series:
    """Say before which levels nothing is known for a long time.

    That can only be seen in a table whose levels come regularly, such as one a year.
    """
    pauses = series["start"].diff().dt.days
    usual = pauses.median()
    if pauses.count() < FEWEST or not usual:
        return pd.Series(False, series.index)
    regular = (pauses - usual).abs().le(0.1 * usual).sum() / pauses.count() >= REGULAR
    silent: pd.Series = (pauses > LONG * usual) & bool(regular)
    return silent


def gaps(rows: pd.DataFrame) -> list[Gap]:
    """Return where the line of one series stops and goes on, with the reason in words."""
    main = rows[rows["main"]]
    parts = [part for _, part in main.groupby("part")]
    if main["series"].nunique() > 1 or all(len(part) == 1 for part in parts):
        return []
    found = []
    for before, after in pairwise(parts):
        start, end = before["end"].iloc[-1], after["start"].iloc[0]
        if start < end:
            words = UNKNOWN if after["silent"].iloc[0] else CHANGED
            found.append(Gap(start, end, words))
    return found


def amount(row: Any) -> str:
    """Return a value with the word that its source puts before it, if that word is a limit."""
    sign = getattr(row, "qualifier", "")
    unit = " %" if row.unit == "%" else ""
    return f"{sign} {number(row.value)}{unit}" if sign in SIGNS else number(row.value) + unit


def as_put(row: Any) -> str:
    """Return a value as its source puts it: also "about", where no other words say it."""
    about = getattr(row, "qualifier", "") == "about"
    return f"about {amount(row)}" if about else amount(row)


def change(before: Any, after: Any) -> tuple[str, str]:
    """Return a change with its sign, and its share of the level before; the share may be empty.

    Of percentages, and of levels at or below zero, there is no share.
    """
    difference = round(after.value - before.value, 9)
    sign = "+" if difference > 0 else ""
    if before.unit == "%":
        return f"{sign}{number(difference)} points", ""
    if before.value <= 0 or after.value < 0:
        return f"{sign}{number(difference)}", ""
    share = 100 * abs(difference) / before.value
    if share >= MOST_PER_CENT:
        return f"{sign}{number(difference)}", f"from {number(before.value)}"
    return f"{sign}{number(difference)}", f"{share:.1f} % of {number(before.value)}"


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them: dates in words, numbers with commas."""
    table = pd.DataFrame(
        {
            "what": rows["series"],
            "date": rows["when"],
            "value": [number(value) for value in rows["value"]],
            "as the source puts it": rows["qualifier"] if "qualifier" in rows else "",
            "how sure": rows["status"],
            "kind of count": rows["measure"],
            "who or what is counted": rows["scope"],
            "note": rows["note"] if "note" in rows else "",
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].str.replace(";", ", ")
    return table.astype(object).fillna("")


def small_end(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the last levels of the line, if they are too small to be seen beside the highest."""
    main = rows[rows["main"]]
    if main["series"].nunique() > 1 or main["over_time"].any() or (main["value"] < 0).any():
        return main[:0]
    tall = main.index[main["value"] > SMALL * main["value"].max()]
    if tall.empty:
        return main[:0]
    end = main.loc[tall[-1] + 1 :]
    end = end.loc[end["value"].idxmin() :] if len(end) else end
    high = end.index[end["value"] > VISIBLE * end["value"].max()]
    end = end.loc[high[0] :] if len(high) else end[:0]
    return end if len(end) >= FEWEST and end["value"].nunique() > 1 else main[:0]


def since_when(end: pd.DataFrame) -> str:
    """Say when the end begins."""
    start, stop = end["at"].iloc[0], end["at"].iloc[-1]
    return f"since {start.year}" if start.year + 2 <= stop.year else f"since {start:%B %Y}"
