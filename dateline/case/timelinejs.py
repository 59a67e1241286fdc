"""Bring in a timeline that was made for TimelineJS: its spreadsheet, saved as CSV or XLSX.

Its rows have a headline, dates and a text. They have no sources, which every event here needs.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from dateline.case.fields import Row
from dateline.words import count

YEAR, HEADLINE = "year", "headline"  # the columns that every such spreadsheet has
LOST = {
    "media": "media (a picture or a link)",
    "media credit": "credits of media",
    "media caption": "captions of media",
    "media thumbnail": "thumbnails",
    "alt text": "descriptions of media",
    "background": "backgrounds",
    "display date": "dates in words of one's own",
}
COLUMNS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time"),
    *("Headline", "Text", "Type", "Group", "Media", "Media Credit", "Media Caption"),
)
BREAK = re.compile(r"<\s*(br|/p|/div|/li)[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


class Imported(NamedTuple):
    """What was found in a spreadsheet for TimelineJS.

    Attributes:
        headline: The headline of its title slide, or "".
        events: The rows of a table of events.
        lost: What was left out, a line each.
    """

    headline: str
    events: list[Row]
    lost: list[str]


def is_timelinejs(header: list[str]) -> bool:
    """Tell whether the headings of a spreadsheet are those of TimelineJS."""
    return {YEAR, HEADLINE} <= {name.casefold() for name in header}


def events_of(header: list[str], rows: Mapping[int, list[str]]) -> Imported:
    """Return the events of a spreadsheet for TimelineJS.

    Args:
        header: Its headings.
        rows: The other rows by their line; cells are text.
    """
    headline = ""
    events = []
    lost = []
    columns: dict[str, int] = {}
    for line, cells in rows.items():
        row = {name.casefold(): cell for name, cell in zip(header, cells, strict=False) if cell}
        for name in LOST:
            columns[name] = columns.get(name, 0) + (name in row)
        kind = row.get("type", "").casefold()
        if kind == "title":
            headline = _plain_text(row.get(HEADLINE, ""))
        elif kind == "era":
            lost.append(f"line {line}: an era, {row.get(HEADLINE, 'without a name')!r}")
        elif not row.get(YEAR, "").isdecimal():
            year = row.get(YEAR, "")
            lost.append(f"line {line}: its year is {year!r}, and only 1 to 9999 can be shown")
        else:
            events.append(_event(row))
    for name, number in columns.items():
        if number:
            lost.append(f"{LOST[name]}: in {count(number, 'row', 'rows')}")
    return Imported(headline, events, lost)


def _event(row: Mapping[str, str]) -> Row:
    """Return one row of events; a month stays a month."""
    headline, text = _plain_text(row.get(HEADLINE, "")), _plain_text(row.get("text", ""))
    event = {
        "date": _date(row, ""),
        "end_date": _date(row, "end "),
        "title": headline or text[:70],
        "summary": text,
        "category": _plain_text(row.get("group", "")),
    }
    clock = CLOCK.match(row.get("time", ""))
    if clock:
        event["time"] = f"{int(clock[1]):02}:{clock[2]}"
    return {name: cell for name, cell in event.items() if cell}


def _date(row: Mapping[str, str], which: str) -> str:
    """Return a date as exactly as it is given, or "" if there is no year."""
    parts = []
    for name, digits in (("year", 4), ("month", 2), ("day", 2)):
        part = row.get(f"{which}{name}", "")
        if not part.isdecimal():
            break
        parts.append(f"{int(part):0{digits}}")
    return "-".join(parts)


def _plain_text(text: str) -> str:
    """Return the words of a text without codes of a web page."""
    words = TAG.sub("", BREAK.sub(" ", text))
    return " ".join(html.unescape(words).split())
