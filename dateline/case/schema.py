"""What datapackage.json says about the tables beside it, and whether it can be relied on."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dateline.case.errors import CaseError, Problem
from dateline.case.fields import FIELD_TYPES, Field, cell_problem

DESCRIPTION = "datapackage.json"
Package = dict[str, Any]  # the content of a datapackage.json
Check = Callable[[Package], Iterable[str]]  # returns what is wrong with a package


class Reference(NamedTuple):
    """A column whose cells name rows of other tables.

    Attributes:
        column: The name of the column.
        targets: The tables and columns in which those ids may be.
        is_list: A cell may contain several ids, separated by semicolons.
    """

    column: str
    targets: list[tuple[str, str]]
    is_list: bool


def read_package(folder: Path, case_problems: Check) -> Package:
    """Return the content of a folder's datapackage.json, once it can be relied on.

    Args:
        folder: The folder of the tables.
        case_problems: Returns what the caller needs and does not find in it, such as a title.

    Raises:
        CaseError: It is missing or not JSON, or it describes a table in a way that its cells
            cannot be checked.
    """
    try:
        package = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        return check_package(package, case_problems)
    except FileNotFoundError:
        messages = [
            "is missing. It says what the columns mean: copy it from another case and adapt it."
        ]
    except UnicodeDecodeError:
        messages = ["is not stored as UTF-8. Save it as UTF-8 in your editor."]
    except json.JSONDecodeError as error:
        messages = [
            f"is not JSON: line {error.lineno}, character {error.colno}: {error.msg.lower()}. "
            "Look there for a missing or extra comma, bracket or quotation mark."
        ]
    raise CaseError([Problem(DESCRIPTION, 0, "", message) for message in messages])


def check_package(package: Any, case_problems: Check, file: str = DESCRIPTION) -> Package:
    """Return the content of a datapackage.json, once it can be relied on.

    Args:
        package: The content.
        case_problems: Returns what the caller needs and does not find in it.
        file: The name of the file that it is from, for messages.

    Raises:
        CaseError: It describes a table in a way that its cells cannot be checked.
    """
    try:
        messages = list(_package_problems(package, case_problems))
    except (AttributeError, KeyError, TypeError):
        messages = ["does not have the form of a Data Package: compare it with another case's."]
    if messages:
        raise CaseError([Problem(file, 0, "", message) for message in messages])
    return dict(package)


def references(schema: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield each column of a table that names rows of other tables."""
    for field in schema["fields"]:
        if "listOf" in field:
            yield Reference(field["name"], list_targets(field), is_list=True)
    for key in schema.get("foreignKeys", ()):
        target = key["reference"]
        yield Reference(key["fields"], [(target["resource"], target["fields"])], is_list=False)


def list_targets(field: Field) -> list[tuple[str, str]]:
    """Return the tables and columns in which the ids of a list column may be."""
    return [(target["resource"], target["field"]) for target in _list_of(field)]


def _list_of(field: Field) -> list[Mapping[str, Any]]:
    """Return ``listOf`` of a column as a list; it may be left out, or name one table or several."""
    targets = field.get("listOf", [])
    return targets if isinstance(targets, list) else [targets]


def _package_problems(package: Any, case_problems: Check) -> Iterator[str]:
    """Yield what is missing from datapackage.json, or is not what it should be."""
    if not isinstance(package, dict):
        yield 'must contain a single object: it starts with "{".'
        return
    yield from case_problems(package)
    tables = package.get("resources", ())
    names = [table.get("name") for table in tables]
    for table in tables:
        yield from _table_problems(table, names)


def _table_problems(table: Mapping[str, Any], table_names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the description of one table."""
    name = table.get("name")
    schema = table.get("schema", {})
    place = f"table {name}"

    if not isinstance(name, str) or table_names.count(name) > 1:
        yield f"{place}: needs a 'name' that no other table has."
    if not re.fullmatch(r"[\w-]+\.csv", str(table.get("path"))):
        yield f"{place}: 'path' must name a CSV file in this folder, such as 'events.csv'."
    if not schema.get("fields"):
        yield f"{place}: has no 'fields' in its 'schema'."

    for field in schema.get("fields", ()):
        problem = _field_problem(field)
        if problem:
            yield f"{place}, {field.get('name', 'a field without a name')}: {problem}"

    for reference in references(schema):
        for target, _ in reference.targets:
            if target not in table_names:
                yield (
                    f"{place}, {reference.column}: names rows of a table {target!r}, which is "
                    "not described."
                )


def _field_problem(field: Field) -> str:
    """Return what is wrong with the description of one column, or ""; its example must fit."""
    if field.get("type") not in FIELD_TYPES:
        return f"its type is not one of: {', '.join(FIELD_TYPES)}."
    if not all(field.get(name) for name in ("name", "description", "example")):
        return "it needs a name, a description and an example."
    if any(target.get("delimiter", ";") != ";" for target in _list_of(field)):
        return "the ids in a list are separated by semicolons: its 'delimiter' must be ';'."

    try:
        problem = cell_problem(field["example"], field)
    except (re.error, ValueError):
        return "its 'constraints' do not fit its type."
    return f"its example does not fit: {problem}" if problem else ""
