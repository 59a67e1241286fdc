"""A column: how its cells are read, what is allowed in them, and their values.

datapackage.json says what a column may contain. A cell is text first, in the form in which the
tables keep it; only a cell without a problem becomes a value.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from time import monotonic
from typing import Any, NamedTuple

import pandas as pd
import regex

from dateline.case.cells import (
    DASHES,
    Reading,
    looks_like_thousands,
    read_flag,
    read_integer,
    read_number,
    read_text,
    text_problem,
)
from dateline.case.days import read_day, read_part_of_a_date
from dateline.case.errors import near, quoted

Field = Mapping[str, Any]  # a column, as datapackage.json describes it
Row = dict[str, str]  # the cells of a row as text, by column
# For one cell; a pattern that needs longer may never end. There is a second try, because a busy
# computer may have stopped this program for the whole of the first.
PATTERN_SECONDS = (0.2, 1.0)
COLUMN_SECONDS = 20  # for all cells of a column; without a slow pattern it takes one


class FieldType(NamedTuple):
    """A type of column.

    Attributes:
        label: What readers call it.
        read: Reads the text of a cell.
        value: Returns the value of a cell that has no problem.
        dtype: The type of the pandas column.
    """

    label: str
    read: Callable[[str], Reading]
    value: Callable[[str], Any]
    dtype: str


class EndlessPattern(ValueError):
    """The pattern of a column takes too long."""


def _is_true(text: str) -> bool:
    return text == "true"


FIELD_TYPES = {
    "string": FieldType("text", read_text, str, "str"),
    "date": FieldType("date", read_day, str, "datetime64[us]"),
    "integer": FieldType("whole number", read_integer, int, "Int64"),
    "number": FieldType("number", read_number, float, "float64"),
    "boolean": FieldType("true or false", read_flag, _is_true, "boolean"),
}


def read_column(
    field: Field, cells: Mapping[int, str]
) -> tuple[dict[int, str], Iterator[tuple[int, str]]]:
    """Read the cells of a column.

    Args:
        field: The column.
        cells: The text of each cell, without spaces around it, by its line.

    Returns:
        The cells in the form in which tables keep them; and the line and the message of each
        problem, in the order of the lines.

    Raises:
        EndlessPattern: The column's pattern takes too long.
    """
    by_text: dict[str, Reading] = {}
    start = monotonic()
    for text in dict.fromkeys(cells.values()):
        by_text[text] = read_cell(text, field)
        if monotonic() - start > COLUMN_SECONDS:
            raise EndlessPattern(field["name"])
    readings = {line: by_text[text] for line, text in cells.items()}
    _find_thousands(field, readings)
    texts = {line: reading.text for line, reading in readings.items()}
    problems = (
        (line, f"{quoted(cells[line])} {reading.problem}" if cells[line] else reading.problem)
        for line, reading in readings.items()
        if reading.problem
    )
    return texts, problems


def read_cell(text: str, field: Field) -> Reading:
    """Read one cell of a column, and say what is wrong with it."""
    if text:
        broken = text_problem(text)
        reading = Reading(text, broken) if broken else _reader(field)(text)
        if reading.problem:
            return reading
        text = reading.text

    rules = field.get("constraints", {})
    if not text:
        required = "is empty, but every row needs one." if rules.get("required") else ""
        return Reading("", required)
    if "enum" in rules:
        return _read_word(text, rules["enum"])
    if "listOf" in field:
        text = _plain_list(text)
    return Reading(text, _constraint_problem(text, field))


def _reader(field: Field) -> Callable[[str], Reading]:
    """Return what reads the cells of a column; the text of a date is a date, too."""
    if field["name"] == "date" and field["type"] == "string":
        return read_part_of_a_date
    return FIELD_TYPES[field["type"]].read


def _find_thousands(field: Field, readings: dict[int, Reading]) -> None:
    """Find numbers such as 1.200, which is more than a thousand in half of Europe.

    Beside a number such as 1.25 in the same column they are what they seem.
    """
    if field["type"] != "number":
        return
    doubtful = [line for line, reading in readings.items() if looks_like_thousands(reading.text)]
    with_point = [line for line, reading in readings.items() if "." in reading.text]
    if len(doubtful) < len(with_point):
        return
    for line in doubtful:
        text = readings[line].text
        if not readings[line].problem:
            message = f"is {text.replace('.', '')} or {text}0: write one of the two."
            readings[line] = Reading(text, message)


def _read_word(text: str, words: list[str]) -> Reading:
    """Read one of the words that are allowed in a column, in capitals or not."""
    if text in words:
        return Reading(text)
    plain = [word for word in words if _plain_word(word) == _plain_word(text)]
    if len(plain) == 1:
        return Reading(plain[0])
    return Reading(text, f"is not one of: {', '.join(sorted(words))}.{near(text, words)}")


def _plain_word(text: str) -> str:
    """Return a word without capitals, and with spaces for the signs between its parts."""
    return re.sub(r"[\s_-]+", " ", text).casefold()


def _plain_list(text: str) -> str:
    """Return a list without spaces and gaps between its parts: "a; b;" is "a;b"."""
    parts = [part.strip() for part in text.split(";")]
    return ";".join(part for part in parts if part)


def _constraint_problem(text: str, field: Field) -> str:
    """Return which constraint a cell of the right type breaks, or ""."""
    rules = field.get("constraints", {})
    value = FIELD_TYPES[field["type"]].value

    if "pattern" in rules and not fits_pattern(text, rules["pattern"]):
        proposal = _fitting(text, rules["pattern"])
        if proposal:
            return f"does not have the right form: write {proposal}."
        return f"does not have the right form; an example is {field.get('example')!r}."
    if "minLength" in rules and len(text) < rules["minLength"]:
        return f"has {len(text)} characters; at least {rules['minLength']} are needed."
    if "maxLength" in rules and len(text) > rules["maxLength"]:
        return f"has {len(text)} characters; at most {rules['maxLength']} are allowed."
    if "minimum" in rules and value(text) < value(str(rules["minimum"])):
        return f"is below {rules['minimum']}, the lowest value allowed."
    if "maximum" in rules and value(text) > value(str(rules["maximum"])):
        return f"is above {rules['maximum']}, the highest value allowed."
    return ""


@lru_cache(maxsize=100_000)
def fits_pattern(text: str, pattern: str) -> bool:
    """Say whether a whole text fits a regular expression.

    Raises:
        EndlessPattern: It takes too long.
    """
    for seconds in PATTERN_SECONDS:
        try:
            return bool(regex.fullmatch(pattern, text, timeout=seconds))
        except TimeoutError:
            continue
    raise EndlessPattern(pattern)


def _fitting(text: str, pattern: str) -> str:
    """Return what was probably meant and fits a pattern, such as an id without capitals, or ""."""
    with_hyphens = "".join("-" if letter in DASHES else letter for letter in text)
    letters = unicodedata.normalize("NFKD", with_hyphens.casefold())
    without_accents = "".join(letter for letter in letters if not unicodedata.combining(letter))
    proposals = [
        with_hyphens,
        with_hyphens.casefold(),
        re.sub(r"[\s,;|]+", ";", with_hyphens).strip(";"),
        re.sub(r"\s*;[\s;]*", ";", text).strip(";"),
        re.sub(r"[^a-z0-9]+", "-", without_accents).strip("-"),
        re.sub(r"\s+", "", text),
        f"https://{text}" if "." in text and "://" not in text else "",
    ]
    for proposal in proposals:
        if proposal and proposal != text and fits_pattern(proposal, pattern):
            return proposal
    return ""


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
    if "minLength" in rules:
        allowed.append(f"at least {rules['minLength']} letters")
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
