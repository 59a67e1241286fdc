"""One cell and its column: what is allowed in it, what is wrong with it, and its value.

datapackage.json says what a column may contain; nothing is guessed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dateline.case.errors import near

Field = Mapping[str, Any]  # a column, as datapackage.json describes it
Row = dict[str, str]  # the cells of a row as text, by column
LONGEST_QUOTE = 60  # characters of a cell that a message repeats


class FieldType(NamedTuple):
    """A type of column.

    Attributes:
        label: What readers call it.
        problem: Returns what is wrong with the text of a cell, or "".
        value: Returns the value of a cell that has no problem.
        dtype: The type of the pandas column.
    """

    label: str
    problem: Callable[[str], str]
    value: Callable[[str], Any]
    dtype: str


def cell_problem(text: str, field: Field) -> str:
    """Return what is wrong with one cell, as a sentence, or "" if it fits its column."""
    if not text:
        required = field.get("constraints", {}).get("required")
        return "is empty, but every row needs one." if required else ""

    problem = FIELD_TYPES[field["type"]].problem(text) or _constraint_problem(text, field)
    if not problem:
        return ""
    quote = text if len(text) < LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return f"{quote!r} {problem}"


def _constraint_problem(text: str, field: Field) -> str:
    """Return which constraint a cell of the right type breaks, or ""."""
    rules = field.get("constraints", {})
    value = FIELD_TYPES[field["type"]].value

    if "enum" in rules and text not in rules["enum"]:
        allowed = ", ".join(sorted(rules["enum"]))
        return f"is not one of: {allowed}.{near(text, rules['enum'])}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"does not have the right form; an example is {field.get('example')!r}."
    if "maxLength" in rules and len(text) > rules["maxLength"]:
        return f"has {len(text)} characters; at most {rules['maxLength']} are allowed."
    if "minimum" in rules and value(text) < value(str(rules["minimum"])):
        return f"is below {rules['minimum']}, the lowest value allowed."
    if "maximum" in rules and value(text) > value(str(rules["maximum"])):
        return f"is above {rules['maximum']}, the highest value allowed."
    return ""


def date_problem(text: str) -> str:
    """Return why a text is not a full date such as 2020-09-29, or ""."""
    if re.fullmatch(r"\d{4}-\d\d", text):
        return f"is a month, not a day: write its first day, {text}-01, and the precision 'month'."
    if re.fullmatch(r"\d{4}", text):
        return f"is a year, not a day: write its first day, {text}-01-01, and the precision 'year'."
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-](\d\d|\d{4})", text):
        return "is a date as spreadsheets rewrite it: write year-month-day, such as 2020-09-29."
    try:
        is_date = date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_date = False
    return "" if is_date else "is not a date."


def _number_problem(text: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return ""
    if re.fullmatch(r"-?\d{1,3}([,.'’\s]\d{3})+", text):
        return f"has a thousands separator: write {re.sub(r'[^-0-9]', '', text)}."
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"has a decimal comma: write {text.replace(',', '.')}."
    return "is not a number."


def _integer_problem(text: str) -> str:
    return _number_problem(text) or ("is not a whole number." if "." in text else "")


def _boolean_problem(text: str) -> str:
    return "" if text.lower() in ("true", "false") else "is neither true nor false."


def _no_problem(text: str) -> str:
    return ""


def _is_true(text: str) -> bool:
    return text.lower() == "true"


FIELD_TYPES = {
    "string": FieldType("text", _no_problem, str, "str"),
    "date": FieldType("date", date_problem, str, "datetime64[us]"),
    "integer": FieldType("whole number", _integer_problem, int, "Int64"),
    "number": FieldType("number", _number_problem, float, "float64"),
    "boolean": FieldType("true or false", _boolean_problem, _is_true, "boolean"),
}


def typed_column(field: Field, rows: Mapping[int, Row]) -> pd.Series:
    """Return a checked column with its type; an empty cell, or a missing one, stays unknown."""
    field_type = FIELD_TYPES[field["type"]]
    name = field["name"]

    values = [field_type.value(row[name]) if row.get(name) else None for row in rows.values()]

    dtype = field_type.dtype
    if dtype == "boolean" and field.get("constraints", {}).get("required"):
        dtype = "bool"  # without unknown cells the plain type will do
    return pd.Series(values, dtype=dtype, name=name)


def describe_field(field: Field) -> dict[str, str]:
    """Return what a column means and what it may contain, as a row of a data dictionary."""
    rules = field.get("constraints", {})
    allowed = []
    if "enum" in rules:
        allowed.append(", ".join(rules["enum"]))
    if "minimum" in rules:
        allowed.append(f"from {rules['minimum']}")
    if "maximum" in rules:
        allowed.append(f"up to {rules['maximum']}")
    if "maxLength" in rules:
        allowed.append(f"up to {rules['maxLength']} letters")
    if rules.get("unique"):
        allowed.append("each only once")
    if not rules.get("required"):
        allowed.append("may be empty")

    return {
        "meaning": field["description"],
        "type": FIELD_TYPES[field["type"]].label,
        "unit": field.get("unit", ""),
        "allowed": "; ".join(allowed),
        "example": field["example"],
    }
