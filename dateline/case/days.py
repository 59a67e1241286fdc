"""Read dates: a full day, or as much of it as a source says, from year 1 to year 9999.

Beyond doubt are dates that begin with the year, also with a midnight that a program added. Of
all others the message proposes the date to type: nobody knows whether 5/9 is in May.
"""

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

from dateline.case.cells import UNKNOWN, Reading, plain_digits

FIRST_SPREADSHEET_DAY = date(1899, 12, 30)  # day 0 of Excel, LibreOffice and Google Sheets
SPREADSHEET_DAYS = range(10_000, 80_000)  # 1927 to 2119: a smaller number may be anything
LAST_SHORT_YEAR = 68  # 68 is 2068, and 69 is 1969, as spreadsheets have it
MIDNIGHT = re.compile(r"[T ]00?:00(:00(\.0+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{3,4})([-/.])(\d{1,2})\2(\d{1,2})")
MONTHS = {name.casefold()[:3]: number for number, name in enumerate(month_name) if name}
FIRST_YEAR = "dates run from 0001-01-01 to 9999-12-31"
QUARTER_STARTS = {"1": "01", "2": "04", "3": "07", "4": "10"}
LONGEST_DATE = 60  # characters; whatever is longer is a sentence
NOT_A_DATE = "is not a date: write year-month-day, such as 2020-09-29."


def read_day(text: str) -> Reading:
    """Read a full day, such as 2020-09-29."""
    plain = _plain(text)
    if plain.casefold() in UNKNOWN:
        return Reading("")
    if len(plain) > LONGEST_DATE:
        return Reading(text, NOT_A_DATE)

    day = YEAR_FIRST.fullmatch(plain) or re.fullmatch(r"(\d{4})()(\d\d)(\d\d)", plain)
    if day:
        return _checked_day(text, day[1], day[3], day[4])
    return Reading(text, _period_problem(plain) or _day_problem(plain))


def read_part_of_a_date(text: str) -> Reading:
    """Read a day, a month (2020-09), a year (2020) or two years (2019/2020)."""
    plain = _plain(text)
    if plain.casefold() in UNKNOWN:
        return Reading("")

    if month := re.fullmatch(r"(\d{4})[-/](\d\d?)", plain):
        if int(month[2]) in range(1, 13) and int(month[1]):
            return Reading(f"{month[1]}-{int(month[2]):02}")
        return Reading(text, "is not a month: write one from 01 to 12, such as 2020-09.")
    if years := re.fullmatch(r"(\d{4})(?:[-/](\d{4}))?", plain):
        first, last = years[1], years[2] or years[1]
        if int(first) == 0 or last < first:
            return Reading(text, f"is no span of years: {FIRST_YEAR}, the earlier year first.")
        return Reading(f"{first}/{years[2]}" if years[2] else first)

    day = read_day(text)
    if month := re.fullmatch(r"([^\W\d]{3,10})\.? (\d{4})", plain):
        number = MONTHS.get(month[1].casefold()[:3])
        if number:
            return Reading(text, f"is a month in words: write {month[2]}-{number:02}.")
    return day


def _plain(text: str) -> str:
    """Return a date with plain digits and dashes, and without a midnight after it."""
    plain = plain_digits(text)
    midnight = MIDNIGHT.search(plain)
    if midnight and midnight.end() == len(plain) and midnight.start() >= len("2020-9-1"):
        plain = plain[: midnight.start()]
    return plain


def _checked_day(text: str, year: str, month: str, day: str) -> Reading:
    """Return a day that begins with its year, if there is such a day."""
    numbers = int(year), int(month), int(day)
    problem = _impossible(*numbers)
    if problem:
        return Reading(text, f"is not a date: {problem}.")
    return Reading(_iso(*numbers))


def _impossible(year: int, month: int, day: int) -> str:
    """Return why there is no such day, or ""."""
    if year == 0:
        return FIRST_YEAR
    if month == 0:
        return (
            f"there is no month 00. If only the year is known, write {_iso(year, 1, 1)}, and the "
            "precision 'year'"
        )
    if month > 12:
        return "months run from 01 to 12"
    if day == 0:
        return (
            f"there is no day 00. If only the month is known, write {_iso(year, month, 1)}, and "
            "the precision 'month'"
        )
    last = monthrange(year, month)[1]
    if day > last:
        return f"{month_name[month]} {year} has {last} days"
    return ""


def _iso(year: int, month: int, day: int) -> str:
    """Return a day as it is written in a table."""
    return f"{year:04}-{month:02}-{day:02}"


def _period_problem(text: str) -> str:
    """Return what to write for a month, a quarter or another period, or "" for any other text."""
    first, precision, name = "", "", ""
    if month := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text):
        if 1 <= int(month[2]) <= 12:
            first, precision, name = f"{month[1]}-{int(month[2]):02}-01", "month", "a month"
    elif re.fullmatch(r"\d{3,4}", text):
        first, precision, name = f"{text:0>4}-01-01", "year", "a year"
    elif quarter := re.fullmatch(r"(\d{4})[- ]?Q([1-4])|Q([1-4])[- ](\d{4})", text, re.IGNORECASE):
        year, number = quarter[1] or quarter[4], quarter[2] or quarter[3]
        first, precision, name = f"{year}-{QUARTER_STARTS[number]}-01", "quarter", "a quarter"
    elif week := re.fullmatch(r"(\d{4})-?W(\d\d)", text, re.IGNORECASE):
        monday = _monday(int(week[1]), int(week[2]))
        first, precision, name = monday, "week", "a week"
    elif fiscal := re.fullmatch(r"FY ?(\d{4})", text, re.IGNORECASE):
        year = int(fiscal[1]) - 1
        first, precision, name = f"{year:04}-10-01", "fiscal_year", "a fiscal year"

    if not first or first.startswith("0000"):
        return ""
    return f"is {name}, not a day: write its first day, {first}, and the precision {precision!r}."


def _monday(year: int, week: int) -> str:
    """Return the first day of a week of a year, or "" if the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1).isoformat()
    except ValueError:
        return ""


def _day_problem(text: str) -> str:
    """Return why a text is not a day, with the day to type if it can be guessed."""
    if re.fullmatch(r"-\d+(-\d+)*", text) or re.search(r"\b(BCE?|B\.C\.|v\. ?Chr\.?)", text):
        return f"is before the year 1: {FIRST_YEAR}. Say it in words, in another column."
    if re.fullmatch(r"\d{5,}-\d{1,2}-\d{1,2}", text):
        return f"is after the year 9999: {FIRST_YEAR}."
    if re.match(r"\d{4}-\d\d?-\d\d?[T ]\d", text):
        return _time_problem(text)
    if spreadsheet := re.fullmatch(r"(\d{5})(\.\d+)?", text):
        if int(spreadsheet[1]) in SPREADSHEET_DAYS:
            day = FIRST_SPREADSHEET_DAY + timedelta(int(spreadsheet[1]))
            return f"looks like the number by which a spreadsheet keeps a day: write {day}."
    if ends := re.fullmatch(r"(.+?)\s*(?:/|--|\bto\b|\s-\s)\s*(.+)", text):
        first, last = read_day(ends[1]), read_day(ends[2])
        if not first.problem and not last.problem:
            return f"is a span: write {first.text} here, and {last.text} in the column end_date."
    if re.fullmatch(r"\d{4}\s*[-/]\s*\d{4}", text):
        first_year, last_year = re.findall(r"\d{4}", text)
        return (
            f"is a span: write {first_year}-01-01 here, {last_year}-01-01 in the column end_date, "
            "and the precision 'year'."
        )
    if about := re.fullmatch(r"(?:c\.|ca\.?|circa|about|around|~|≈)\s*(\d{4})|(\d{4})\?", text):
        year = about[1] or about[2]
        return (
            f"is about a year: write {year}-01-01, the precision 'year', and true in the column "
            "about."
        )
    return _order_problem(text) or _words_problem(text) or NOT_A_DATE


def _time_problem(text: str) -> str:
    """Return what to write for a day with a time."""
    day = read_day(re.split(r"[T ]", text)[0])
    if day.problem:
        return f"{day.problem.removesuffix('.')}, and it has a time."
    return f"has a time of day: write {day.text} here, and the time in another column."


def _order_problem(text: str) -> str:
    """Return what to write for a date with its year at the end, such as 5/9/1910."""
    parts = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d\d|\d{4})", text)
    if not parts:
        return ""
    year = int(parts[4])
    if len(parts[4]) == 2:
        year += 2000 if year <= LAST_SHORT_YEAR else 1900
    month, day = int(parts[1]), int(parts[3])

    orders = [(year, month, day), (year, day, month)]
    if parts[2] == ".":
        orders = orders[1:]  # with points the day is always first
    days = list(dict.fromkeys(_iso(*order) for order in orders if not _impossible(*order)))
    if not days:
        return NOT_A_DATE
    return f"is a date as spreadsheets rewrite it: write {' or '.join(days)}."


def _words_problem(text: str) -> str:
    """Return what to write for a date with a month in words, such as March 1, 2024."""
    forms = (
        r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?P<month>[^\W\d]+)\.?,?[ -](?P<year>\d{4}|\d\d)",
        r"(?P<month>[^\W\d]+)\.?,?[ -](?P<year>\d{4})",
    )
    for form in forms:
        found = re.fullmatch(form, re.sub(r"^\w+day,? ", "", text))
        if not found:
            continue
        words = found.groupdict()
        month = MONTHS.get(words["month"].casefold()[:3])
        year = int(words["year"])
        if len(words["year"]) == 2:
            year += 2000 if year <= LAST_SHORT_YEAR else 1900
        day = int(words.get("day") or 1)
        if month and not _impossible(year, month, day):
            precision = "" if words.get("day") else ", and the precision 'month'"
            return f"is a date in words: write {_iso(year, month, day)}{precision}."
    return ""
