"""What a timeline says: its title, key, words and dates, from the same rows as its marks."""

from typing import Any, NamedTuple

import pandas as pd

from dateline.charts import axes
from dateline.charts.chart import each
from dateline.charts.runs import Run, accent
from dateline.charts.timeline_parts import crowd_of
from dateline.dates import lasting, written
from dateline.words import count

SEEN = 0.009  # of the whole time: an event that lasts longer is a line
UNSURE = {"reported": "not confirmed", "contested": "disputed"}
NOT_STATED = "not stated"  # nobody said how sure the event is


class Section(NamedTuple):
    """Some of the events that fill a page of their own, and its title."""

    title: str
    rows: pd.DataFrame


def prepared(events: pd.DataFrame) -> pd.DataFrame:
    """Return events by date and time, with what the drawing needs.

    Added are ``at`` and ``until`` (days, as matplotlib counts them), ``sure`` and ``exact``.
    """
    rows = events.copy()
    rows["clock"] = rows["time"].fillna("") if "time" in rows else ""
    rows = rows.sort_values(["date", "clock"], ignore_index=True, kind="stable")
    span = lasting(rows)
    clock = pd.to_timedelta(rows["clock"].where(rows["clock"] != "", "0:00") + ":00")
    rows["at"] = [axes.day_number(day) for day in rows["date"]] + clock / pd.Timedelta(days=1)
    ends = pd.Series([axes.day_number(day) for day in span["end"]], index=rows.index)
    rows["until"] = ends.clip(lower=rows["at"])
    rows["exact"] = rows["precision"].eq("day")
    rows["sure"] = rows["certainty"].eq("confirmed")
    rows["in_article"] = rows["in_article"].astype(bool)
    rows["title"] = rows["title"].fillna("").astype(str).str.split().str.join(" ")
    return rows


def title_of(rows: pd.DataFrame) -> str:
    """Say how many events there are, when, and how many are in the article."""
    in_article = int(rows["in_article"].sum())
    many: Any = "all" if in_article == len(rows) > 1 else in_article
    found = f", {many} in the article" if in_article else ""
    return f"{count(len(rows), 'event', 'events')} {when(rows)}{found}"


def when(rows: pd.DataFrame) -> str:
    """Write the first and the last date of the events, no more exactly than they are known."""
    dates = rows.drop(columns="end_date", errors="ignore")
    first, last = dates.iloc[0], dates.iloc[-1]
    start, end = written(first), written(last)
    if start == end:
        return f"on {start}" if first["exact"] else f"in {start}"
    if first["date"].year == last["date"].year and first["precision"] in ("day", "month"):
        start = start.removesuffix(f" {first['date'].year}")
    return f"from {start} to {end}"


def key_in_words(rows: pd.DataFrame) -> list[str | Run]:
    """Return the key in words: only what is in the picture."""
    lead: list[str | Run] = []
    if some_in_article(rows):
        lead = [accent("Heavy: in the article."), " "]
    elif rows["in_article"].all():
        lead = ["All are in the article. "]
    unsure = [said for name, said in UNSURE.items() if rows["certainty"].eq(name).any()]
    if rows["certainty"].eq(NOT_STATED).any():
        unsure.append("certainty not stated")
    if unsure:
        lead.append(f"Hollow: {' or '.join(unsure)}. ")
    if _lasting(rows).any():
        lead.append("Line: how long it lasted")
    return _without_stop(lead)


def _without_stop(lead: list[str | Run]) -> list[str | Run]:
    """Return the key without a full stop at its end."""
    while lead and not (lead[-1] if isinstance(lead[-1], str) else lead[-1].words).strip(" ."):
        lead.pop()
    if lead:
        last = lead[-1]
        if isinstance(last, Run):
            lead[-1] = last._replace(words=last.words.rstrip(" ."))
        else:
            lead[-1] = last.rstrip(" .")
    return lead


def _lasting(rows: pd.DataFrame) -> pd.Series:
    """Say which events are so long, beside the whole, that their length is seen."""
    whole = max(rows["until"].max() - rows["at"].min(), 0.1)
    seen: pd.Series = (rows["until"] - rows["at"]) / whole > SEEN
    return seen


def some_in_article(rows: pd.DataFrame) -> bool:
    """Say whether the accent means something: some events are in the article, and some not."""
    return bool(rows["in_article"].any() and not rows["in_article"].all())


def words_of(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    said = [f"Timeline of {count(len(rows), 'event', 'events')} {when(rows)}."]
    in_article = int(rows["in_article"].sum())
    not_stated = int(rows["certainty"].eq(NOT_STATED).sum())
    unsure = int((~rows["sure"]).sum()) - not_stated
    if in_article:
        said.append(f"{count(in_article, 'is', 'are')} in the article.")
    if unsure:
        said.append(f"{count(unsure, 'is', 'are')} not confirmed or disputed.")
    if not_stated:
        said.append(f"For {not_stated} of them, it is not stated how sure they are.")
    crowd = crowd_of(rows)
    if crowd:
        said.append(f"{crowd.days[:1].upper()}{crowd.days[1:]}: {crowd.size}.")
    return " ".join(said)


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them: dates in words, flags as yes or no."""
    dates = [written(event) for event in each(rows)]
    timed = rows["clock"].where(rows["clock"] == "", ", " + rows["clock"])
    table = pd.DataFrame(
        {
            "date": dates + timed,
            "event": rows["title"],
            "in the article": rows["in_article"].map({True: "yes", False: "no"}),
            "how sure": rows["certainty"],
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].astype(str).str.replace(";", ", ")
    return table


def short_date(row: Any, rows: pd.DataFrame) -> str:
    """Write when an event was, in short; the year only where there are several."""
    year = f" {row.date.year}" * (rows["date"].dt.year.nunique() > 1)
    end = row.end_date if "end_date" in rows and pd.notna(row.end_date) else row.date
    about = "about " if "about" in rows and pd.notna(row.about) and row.about else ""
    if row.precision in ("year", "fiscal_year", "quarter"):
        return about + written(row).removeprefix("about ").replace("fiscal year from ", "FY ")
    day = "" if row.precision == "month" else f"{row.date.day} "
    last = "" if row.precision == "month" else f"{end.day} "
    first = f"{day}{row.date:%b}"
    if end > row.date:
        same_month = (row.date.year, row.date.month) == (end.year, end.month)
        first = (
            f"{row.date.day}–{last}{end:%b}" if same_month and day else f"{first} to {last}{end:%b}"
        )
        year = f" {end.year}" if year else ""
    if row.precision == "week":
        about = "week of "
    clock = f", {row.clock}" if row.clock else ""
    if row.clock and rows["date"].nunique() == 1:
        return str(row.clock)
    return f"{about}{first}{year}{clock}"
