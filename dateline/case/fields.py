"""One cell and its column: what it may hold, what is wrong with it, and the value it becomes.

What a column may hold is said by datapackage.json; nothing is guessed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dateline.case.errors import near

Field = Mapping[str, Any]  # a column, as datapackage.json describes it
Row = dict[str, str]
# What pandas calls them; a US fiscal year ends with September.
PERIODS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y", "fiscal_year": "Y-SEP"}


def first_day(day: pd.Timestamp, precision: str) -> pd.Timestamp:
    """Return the first day of the week, month, quarter, year or US fiscal year of a day."""
    code = PERIODS.get(precision)
    return day.to_period(code).start_time if code else day


def wrong(text: str, field: Field) -> str:
    """Return what is wrong with one cell, as a sentence; nothing if it fits its field."""
    if not text:
        needed = field.get("constraints", {}).get("required")
        return "is empty, but every row needs one." if needed else ""
    says = KINDS[field["type"]].wrong(text) or _not_allowed(text, field)
    short = text if len(text) < 60 else text[:59] + "…"
    return f"{short!r} {says}" if says else ""


def _not_allowed(text: str, field: Field) -> str:
    """Return which constraint of its field a cell of the right type does not keep."""
    rules, value = field.get("constraints", {}), KINDS[field["type"]].value
    if "enum" in rules and text not in rules["enum"]:
        allowed = ", ".join(sorted(rules["enum"]))
        return f"is not one of: {allowed}.{near(text, rules['enum'])}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"is not written as it should be; an example is {field.get('example')!r}."
    if len(text) > rules.get("maxLength", len(text)):
        return f"has {len(text)} letters; at most {rules['maxLength']} fit."
    if "minimum" in rules and value(text) < value(str(rules["minimum"])):
        return f"is below {rules['minimum']}, the least allowed."
    if "maximum" in rules and value(text) > value(str(rules["maximum"])):
        return f"is above {rules['maximum']}, the most allowed."
    return ""


def _not_a_date(text: str) -> str:
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        first, period = (f"{text}-01", "month") if len(text) > 4 else (f"{text}-01-01", "year")
        return f"is a {period} and no day: write its first day, {first}, and precision {period!r}."
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-](\d\d|\d{4})", text):
        return "is a day as spreadsheets rewrite it: write year-month-day, such as 2020-09-29."
    try:
        return "" if date.fromisoformat(text).isoformat() == text else "is not a date."
    except ValueError:
        return "is not a date."


def _not_a_number(text: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return ""
    if re.fullmatch(r"-?\d{1,3}([,.'’\s]\d{3})+", text):
        return f"has a mark between its thousands: write {re.sub(r'[^-0-9]', '', text)}."
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"has a decimal comma: write {text.replace(',', '.')}."
    return "is not a number."


def _not_whole(text: str) -> str:
    return _not_a_number(text) or ("is not a whole number." if "." in text else "")


def _not_yes_or_no(text: str) -> str:
    return "" if text.lower() in ("true", "false") else "is neither true nor false."


class Kind(NamedTuple):
    """A type of field: what is wrong with a cell, its value, and the column it becomes."""

    called: str
    wrong: Callable[[str], str]
    value: Callable[[str], Any]
    dtype: str


KINDS = {
    "string": Kind("text", lambda text: "", str, "str"),
    "date": Kind("date", _not_a_date, str, "datetime64[us]"),
    "integer": Kind("whole number", _not_whole, int, "Int64"),
    "number": Kind("number", _not_a_number, float, "float64"),
    "boolean": Kind(
        "true or false", _not_yes_or_no, lambda text: text.lower() == "true", "boolean"
    ),
}


def column(field: Field, rows: Mapping[int, Row]) -> pd.Series:
    """Return a checked column with its type; an empty cell stays unknown."""
    kind, name = KINDS[field["type"]], field["name"]
    values = [kind.value(row[name]) if row[name] else None for row in rows.values()]
    never_empty = field.get("constraints", {}).get("required", False)
    dtype = "bool" if kind.dtype == "boolean" and never_empty else kind.dtype
    return pd.Series(values, dtype=dtype, name=name)


def in_words(field: Field) -> dict[str, str]:
    """Return what a column means and what may stand in it, as a row of a data dictionary."""
    rules = field.get("constraints", {})
    allowed = [", ".join(rules["enum"])] if "enum" in rules else []
    allowed += [f"from {rules['minimum']}"] if "minimum" in rules else []
    allowed += [f"up to {rules['maximum']}"] if "maximum" in rules else []
    allowed += [f"up to {rules['maxLength']} letters"] if "maxLength" in rules else []
    allowed += ["each only once"] if rules.get("unique") else []
    allowed += [] if rules.get("required") else ["may be empty"]
    return {
        "meaning": field["description"],
        "type": KINDS[field["type"]].called,
        "unit": field.get("unit", ""),
        "allowed": "; ".join(allowed),
        "example": field["example"],
    }
