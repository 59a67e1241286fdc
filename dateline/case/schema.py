"""What datapackage.json says of the tables beside it, and whether that can be relied on."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.case.errors import CaseError, Problem
from dateline.case.fields import KINDS, Field, wrong

DESCRIPTION = "datapackage.json"
Package = dict[str, Any]


def read_package(folder: Path, also: Callable[[Package], Iterable[str]]) -> Package:
    """Return what a folder's datapackage.json says, once it can be relied on.

    Args:
        folder: The folder of the tables.
        also: Says what else the caller misses in it, such as a title or a table.

    Raises:
        CaseError: It is missing, no JSON, or describes a table so that no cell can be checked.
    """
    try:
        about = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        says = list(_wrong_package(about, also))
    except FileNotFoundError:
        says = [
            "is missing: it says what the columns mean. Copy it from another case and adapt it."
        ]
    except UnicodeDecodeError:
        says = ["is not stored as UTF-8. Save it as UTF-8 in your editor."]
    except json.JSONDecodeError as error:
        says = [
            f"is not JSON: line {error.lineno}, letter {error.colno}: {error.msg.lower()}. Look "
            "there for a comma, bracket or quotation mark that is missing or too many."
        ]
    except (AttributeError, KeyError, TypeError):
        says = ["is not built as a Data Package: compare it with that of another case."]
    if says:
        raise CaseError([Problem(DESCRIPTION, 0, "", one) for one in says])
    return dict(about)


def links(schema: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]], bool]]:
    """Yield each column that names rows, where they may be, and whether it is a list of them."""
    for field in schema["fields"]:
        if "listOf" in field:
            yield field["name"], listed(field), True
    for key in schema.get("foreignKeys", ()):
        to = key["reference"]
        yield key["fields"], [(to["resource"], to["fields"])], False


def listed(field: Field) -> list[tuple[str, str]]:
    """Return where the ids of a list column may be, by table and column."""
    return [(one["resource"], one["field"]) for one in _lists(field)]


def _lists(field: Field) -> list[Mapping[str, Any]]:
    """Return what a column is a list of: nothing, one kind of rows or several."""
    to = field.get("listOf", [])
    return to if isinstance(to, list) else [to]


def _wrong_package(about: Any, also: Callable[[Package], Iterable[str]]) -> Iterator[str]:
    """Yield what is missing from datapackage.json, or not what it should be."""
    if not isinstance(about, dict):
        yield 'must hold one object: it starts with "{".'
        return
    yield from also(about)
    tables = about.get("resources", ())
    names = [table.get("name") for table in tables]
    for table in tables:
        yield from _wrong_table(table, names)


def _wrong_table(table: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the description of one table."""
    name = table.get("name")
    called = f"table {name}"
    if not isinstance(name, str) or names.count(name) > 1:
        yield f"{called}: needs a 'name' of its own."
    if not re.fullmatch(r"[\w-]+\.csv", str(table.get("path"))):
        yield f"{called}: 'path' must name a CSV file of this folder, such as 'events.csv'."
    schema = table.get("schema", {})
    if not schema.get("fields"):
        yield f"{called}: has no 'fields' in its 'schema'."
    for field in schema.get("fields", ()):
        if says := _wrong_field(field):
            yield f"{called}, {field.get('name', 'a field without a name')}: {says}"
    for column, targets, _ in links(schema):
        for target, _ in targets:
            if target not in names:
                yield f"{called}, {column}: names rows of {target!r}, which is not described."


def _wrong_field(field: Field) -> str:
    """Return what is wrong with the description of one column; its own example must fit it."""
    if field.get("type") not in KINDS:
        return f"its type is not one of: {', '.join(KINDS)}."
    if not all(field.get(name) for name in ("name", "description", "example")):
        return "it needs a name, a description and an example."
    if any(one.get("delimiter", ";") != ";" for one in _lists(field)):
        return "a list has semicolons between its ids: its 'delimiter' is ';'."
    try:
        says = wrong(field["example"], field)
    except (re.error, ValueError):
        return "its 'constraints' do not fit its type."
    return f"its example does not fit: {says}" if says else ""
