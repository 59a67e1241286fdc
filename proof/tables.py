"""The tables of a case together: every file that is described, and every id that one row names.

Each of these yields Problems and none stops at the first.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from proof.cells import Row, delimiter, read_rows
from proof.problems import CaseError, Problem, near


def read_tables(
    folder: Path, about: Mapping[str, Any], needed: Collection[str]
) -> tuple[dict[str, dict[int, Row]], list[Problem], list[str]]:
    """Read all files of a case as text; return rows by table and line, problems and remarks.

    A table that is described and has no file is empty, unless it is needed; one that cannot be
    read is left out.
    """
    texts: dict[str, dict[int, Row]] = {}
    problems, remarks = [], []
    for table in about["resources"]:
        path = folder / table["path"]
        if table["name"] not in needed and not path.exists():
            texts[table["name"]] = {}
            continue
        try:
            rows, found, remark = read_rows(path, table["schema"]["fields"])
        except CaseError as error:
            problems += error.problems
            continue
        texts[table["name"]] = rows
        problems += [*found, *_twice(path.name, table["schema"], rows)]
        remarks += [remark] if remark else []
    paths = [table["path"] for table in about["resources"]]
    for path in sorted(folder.glob("*.csv")):
        if path.name not in paths:
            says = f"{path.name} is not described in datapackage.json and was not read."
            remarks.append(says + near(path.name, paths))
    return texts, problems, remarks


def _twice(file: str, schema: Mapping[str, Any], rows: Mapping[int, Row]) -> Iterator[Problem]:
    """Yield each value that stands twice where it must be the only one."""
    keys = schema.get("primaryKey", [])
    unique = {(keys,) if isinstance(keys, str) else tuple(keys)}
    unique |= {
        (one["name"],) for one in schema["fields"] if one.get("constraints", {}).get("unique")
    }
    for names in sorted(unique - {()}):
        seen: dict[tuple[str, ...], int] = {}
        for line, row in rows.items():
            value = tuple(row.get(name, "") for name in names)
            if value in seen and any(value):
                says = f"{' + '.join(value)!r} stands in line {seen[value]} already."
                yield Problem(file, line, " + ".join(names), says)
            seen.setdefault(value, line)


def links(schema: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    """Yield each column that names rows: column, where they may be (table, column), delimiter."""
    for field in schema["fields"]:
        if "listOf" in field:
            to = field["listOf"] if isinstance(field["listOf"], list) else [field["listOf"]]
            yield field["name"], [(one["resource"], one["field"]) for one in to], delimiter(field)
    for key in schema.get("foreignKeys", ()):
        to = key["reference"]
        yield key["fields"], [(to["resource"], to["fields"])], ""


def dangling(texts: Mapping[str, Mapping[int, Row]], about: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield each id that is named and does not exist, or is named twice in one list."""
    files = {table["name"]: table["path"] for table in about["resources"]}
    for table in about["resources"]:
        for name, targets, mark in links(table["schema"]):
            if any(target not in texts for target, _ in targets):  # its own problem is enough
                continue
            known = {row.get(key, "") for target, key in targets for row in texts[target].values()}
            where = " or ".join(files[target] for target, _ in targets)
            for line, row in texts.get(table["name"], {}).items():
                ids = row.get(name, "").split(mark) if mark else [row.get(name, "")]
                for one in dict.fromkeys(filter(None, ids)):
                    if one not in known:
                        says = f"{one!r} is not in {where}.{near(one, known)}"
                        yield Problem(table["path"], line, name, says)
                    elif ids.count(one) > 1:
                        yield Problem(table["path"], line, name, f"{one!r} is in the list twice.")


def alone(texts: Mapping[str, Mapping[int, Row]], about: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield each row that is said to disagree with others and has none to disagree with."""
    for table in about["resources"]:
        rows = texts.get(table["name"], {})
        groups = Counter(row.get("conflict_group", "") for row in rows.values())
        for line, row in rows.items():
            if groups[name := row.get("conflict_group", "")] == 1 and name:
                says = f"{name!r} has this row alone; rows that disagree share a name."
                yield Problem(table["path"], line, "conflict_group", says)
