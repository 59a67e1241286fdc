"""What datapackage.json says about the tables beside it, and whether it can be relied on.

Its form is that of datapackage.schema.json, a JSON Schema. What a schema cannot say, such as that
a key is a column that exists, is checked here.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import regex

from dateline.case.errors import CaseError, Problem, file_error, first_ones, near, quoted
from dateline.case.fields import FIELD_TYPES, EndlessPattern, Field, read_cell
from dateline.case.files import read_bytes
from dateline.case.json_places import lines_of, repeated_names

DESCRIPTION = "datapackage.json"
FORM = Path(__file__).with_name("datapackage.schema.json")
LARGEST = 2_000_000  # bytes
MOST_PROBLEMS = 1_000
MOST_REPEATS = 10_000  # of a pattern; more take minutes to prepare
ONE_OF: dict[Any, str] = {"resources": "table", "fields": "column"}  # what people call one of them
SILENT = ("schema", "constraints")  # parts of a place that say nothing to people
NUMBERS_AND_DATES = ("integer", "number", "date")

Package = dict[str, Any]  # the content of a datapackage.json
Place = tuple[str | int | None, ...]  # where in it something is, such as ("resources", 0, "name")
Fault = tuple[Place, str]  # a place and what is wrong there
Check = Callable[[Package], Iterable[Fault]]  # returns what is wrong with a package


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


def package_of(text: str, case_faults: Check) -> Package:
    """Return the content of a datapackage.json, once it can be relied on.

    Args:
        text: The text of the file, from ``read_description``.
        case_faults: Returns what the caller needs and does not find in it, such as a table.

    Raises:
        CaseError: It is not JSON, or it describes a table in a way that its cells cannot be
            checked.
    """
    package = _parse(text)

    faults = list(islice(_form_faults(package), MOST_PROBLEMS))
    if not faults:
        faults = [*case_faults(package), *_table_faults(package)]
    lines = lines_of(text) if faults else {}
    problems = [_problem(package, place, message, lines) for place, message in faults]
    for path, line in repeated_names(text):
        place = _place_in_words(package, path)
        problems.append(Problem(DESCRIPTION, line, place, "is here twice: delete one."))
    if problems:
        raise CaseError(first_ones(dict.fromkeys(problems), of_each_column=False))
    return dict(package)


def references(schema: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield each column of a table that names rows of other tables."""
    for field in schema["fields"]:
        if "listOf" in field:
            yield Reference(field["name"], list_targets(field), is_list=True)
    for key in schema.get("foreignKeys", ()):
        target = key["reference"]
        columns, fields = names_of(key["fields"]), names_of(target["fields"])
        yield Reference(columns[0], [(target["resource"], fields[0])], is_list=False)


def list_targets(field: Field) -> list[tuple[str, str]]:
    """Return the tables and columns in which the ids of a list column may be."""
    targets = field.get("listOf", [])
    targets = targets if isinstance(targets, list) else [targets]
    return [(target["resource"], target["field"]) for target in targets]


def names_of(names: str | list[str]) -> list[str]:
    """Return the columns of a key, which may be written as one name or as a list."""
    return [names] if isinstance(names, str) else names


# ---- Reading the file


def read_description(folder: Path) -> str:
    """Return the text of a folder's datapackage.json.

    Raises:
        CaseError: It is missing, too large, or not stored as UTF-8.
    """
    path = folder / DESCRIPTION
    if folder.is_dir() and not (path.exists() or path.is_symlink()):
        message = (
            "is missing. It says what the columns mean: copy it from another case and adapt it."
        )
        raise file_error(DESCRIPTION, message)
    content = read_bytes(path)
    if len(content) > LARGEST:
        message = f"is larger than {LARGEST / 1e6:.0f} MB. Describe fewer tables."
        raise file_error(DESCRIPTION, message)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "is not stored as UTF-8. Save it as UTF-8 in your editor."
        raise file_error(DESCRIPTION, message, line) from None


def _parse(text: str) -> Any:
    """Return the content of a JSON text."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = (
            f"is not JSON here, at character {error.colno}: {error.msg.lower()}. Look for a "
            "missing or extra comma, bracket or quotation mark; quotation marks must be straight."
        )
        raise file_error(DESCRIPTION, message, error.lineno) from None
    except RecursionError:
        message = "has too many brackets within brackets. Compare it with another case's."
        raise file_error(DESCRIPTION, message) from None
    except ValueError as error:
        message = f"has a number that cannot be used ({error}). Look for it and correct it."
        raise file_error(DESCRIPTION, message) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def _problem(package: Any, path: Place, message: str, lines: Mapping[Place, int]) -> Problem:
    """Return a problem of datapackage.json with its line, and its place in words."""
    known = path
    while known not in lines and known:
        known = known[:-1]
    place = _place_in_words(package, path)
    return Problem(DESCRIPTION, lines.get(known, 1), place, message)


def _place_in_words(package: Any, path: Place) -> str:
    """Return a place as people call it, such as "table events, column date, type"."""
    words = []
    part = package
    for number, step in enumerate(path):
        part = _part_of(part, step)
        is_last = number == len(path) - 1
        if isinstance(step, int):
            name = part.get("name") if isinstance(part, dict) else None
            called = name if isinstance(name, str) and name else f"number {step + 1}"
            words.append(f"{ONE_OF.get(path[number - 1], path[number - 1])} {called}")
        elif is_last or step not in SILENT and not isinstance(path[number + 1], int):
            words.append(str(step))
    return ", ".join(words)


def _part_of(part: Any, step: str | int | None) -> Any:
    """Return a part of JSON, or None if there is no such part."""
    try:
        return part[step]
    except (KeyError, IndexError, TypeError):
        return None


# ---- Its form


@cache
def _form() -> Any:
    """Return what checks the form of a datapackage.json; the library loads only when needed.

    It would also load a grammar for addresses in all alphabets, which takes 20 MB and longer than
    everything else that is done with a case; no form has such an address.
    """
    without_grammar = "rfc3987_syntax" not in sys.modules
    if without_grammar:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from jsonschema import Draft202012Validator

    if without_grammar:
        del sys.modules["rfc3987_syntax"]
    return Draft202012Validator(json.loads(FORM.read_text(encoding="utf-8")))


def _form_faults(package: Any) -> Iterator[Fault]:
    """Yield where a datapackage.json does not have the form it should have."""
    for error in _form().iter_errors(package):
        place = tuple(error.absolute_path)
        if error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    wanted = _wanted(_property(error.schema, name))
                    yield place, _ended(f"needs {name!r}: write {wanted}")
        elif error.validator == "additionalProperties":
            known = error.schema["properties"]
            for name in error.instance:
                if name not in known:
                    message = (
                        f"{quoted(name)} is not checked here, so it would promise too much: leave "
                        f"it out. Known are: {', '.join(known)}.{near(name, known)}"
                    )
                    yield place, message
        else:
            yield place, _form_message(error)


def _form_message(error: Any) -> str:
    """Return what is written in a place and what should be."""
    found = _in_words(error.instance)
    if error.schema.get("enum") == list(FIELD_TYPES):
        hint = near(error.instance, FIELD_TYPES) if isinstance(error.instance, str) else ""
        return f"is {found}, which is not one of: {', '.join(FIELD_TYPES)}.{hint}"
    return _ended(f"is {found}; write {_wanted(error.schema)}")


def _ended(message: str) -> str:
    """Return a message with one full stop at its end."""
    return message if message.endswith('."') else f"{message}."


def _property(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the part of the form that describes a property."""
    part: Mapping[str, Any] = schema["properties"][name]
    if "$ref" in part:
        definitions: Mapping[str, Any] = _form().schema["$defs"]
        return dict(definitions[part["$ref"].rpartition("/")[2]])
    return part


def _wanted(schema: Mapping[str, Any]) -> str:
    """Return what to write in a place, in words."""
    if "examples" in schema:
        example = json.dumps(schema["examples"][0], ensure_ascii=False)
        return f"{schema['description']}, such as {example}"
    return str(schema.get("description", "what other cases have there"))


def _in_words(value: Any) -> str:
    """Return a value of JSON as a message names it."""
    if isinstance(value, dict):
        return "an object in braces"
    if isinstance(value, list):
        return "a list in brackets" if value else "an empty list"
    if isinstance(value, str):
        return quoted(value) if value.strip() else "empty"
    return json.dumps(value)[:30]


# ---- What the form cannot say


def _table_faults(package: Package) -> Iterator[Fault]:
    """Yield what is wrong with the descriptions of the tables."""
    tables = {table["name"]: table["schema"] for table in package["resources"]}
    yield from _repeated(("resources",), [table["name"] for table in package["resources"]], "name")
    yield from _repeated(("resources",), [table["path"] for table in package["resources"]], "path")

    for number, table in enumerate(package["resources"]):
        schema, place = table["schema"], ("resources", number, "schema")
        names = [field["name"] for field in schema["fields"]]
        yield from _repeated((*place, "fields"), names, "name")
        for field_number, field in enumerate(schema["fields"]):
            for part, message in _field_faults(field):
                yield (*place, "fields", field_number, *part), message
            for target, column in list_targets(field):
                fault = _target_fault(tables, target, column)
                if fault:
                    yield (*place, "fields", field_number, "listOf"), fault
        for name in names_of(schema.get("primaryKey", [])):
            if name not in names:
                yield (*place, "primaryKey"), f"there is no column {name!r}.{near(name, names)}"
        for key_number, key in enumerate(schema.get("foreignKeys", ())):
            for message in _key_faults(key, names, tables):
                yield (*place, "foreignKeys", key_number), message


def _repeated(place: Place, names: list[str], part: str) -> Iterator[Fault]:
    """Yield each name that another one differs from in capitals at most."""
    times = Counter(name.casefold() for name in names)
    for number, name in enumerate(names):
        if times[name.casefold()] > 1 and name.casefold() in map(str.casefold, names[:number]):
            yield (*place, number, part), f"{name!r} is here twice: give one another {part}."


def _target_fault(tables: Mapping[str, Any], table: str, column: str) -> str:
    """Return why ids cannot be those of a column of a table, or ""."""
    if table not in tables:
        return (
            f"names rows of a table {quoted(table)}, which is not described.{near(table, tables)}"
        )
    names = [field["name"] for field in tables[table]["fields"]]
    if column not in names:
        return f"the table {table!r} has no column {quoted(column)}.{near(column, names)}"
    return ""


def _key_faults(
    key: Mapping[str, Any], names: list[str], tables: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what is wrong with a foreign key."""
    columns, target = names_of(key["fields"]), key["reference"]
    targets = names_of(target["fields"])
    if len(columns) > 1 or len(targets) > 1:
        yield "a key of several columns is not checked here: name one column, or leave it out."
        return
    if columns[0] not in names:
        yield f"there is no column {quoted(columns[0])}.{near(columns[0], names)}"
    fault = _target_fault(tables, target["resource"], targets[0])
    if fault:
        yield fault


def _field_faults(field: Field) -> Iterator[Fault]:
    """Yield what is wrong with the description of a column; its example must fit it."""
    rules = field.get("constraints", {})
    faults = list(_rule_faults(field["type"], rules))
    if not faults and "enum" in rules:
        plain = {name: rule for name, rule in field.items() if name != "constraints"}
        for word in rules["enum"]:
            reading = read_cell(word, plain)
            if reading.problem or reading.text != word:
                message = f"{quoted(word)} {reading.problem or f'is kept as {reading.text}.'}"
                faults.append((("constraints", "enum"), message))
    yield from faults
    if faults:
        return

    try:
        reading = read_cell(field["example"], field)
    except EndlessPattern:
        yield ("constraints", "pattern"), "takes too long: write a simpler one."
        return
    if reading.problem:
        yield ("example",), f"it does not fit: {quoted(field['example'])} {reading.problem}"


def _rule_faults(field_type: str, rules: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each constraint that does not fit the type of its column."""
    read = FIELD_TYPES[field_type].read
    for name in ("minimum", "maximum"):
        if name not in rules:
            continue
        if field_type not in NUMBERS_AND_DATES:
            yield ("constraints", name), "is for numbers and dates only: leave it out."
        elif problem := read(str(rules[name])).problem:
            yield ("constraints", name), f"{quoted(str(rules[name]))} {problem}"
    for name in ("minLength", "maxLength"):
        if name in rules and field_type != "string":
            yield ("constraints", name), "is for text only: leave it out."
    if "pattern" in rules:
        counts = [int(count) for count in re.findall(r"\d+(?=\})", rules["pattern"])]
        if prod(counts) > MOST_REPEATS:
            yield ("constraints", "pattern"), f"repeats more than {MOST_REPEATS:,} times."
            return
        try:
            regex.compile(rules["pattern"])
        except (regex.error, RecursionError, OverflowError) as error:
            yield ("constraints", "pattern"), f"is no regular expression ({error}): correct it."
