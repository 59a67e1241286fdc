"""How long it takes to read a case, and one of a hundred times as many rows."""

import csv
import json
import time
from pathlib import Path

import by_hand

from dateline import load_case
from dateline.case import CASES


def copied(name: str, to: Path, times: int) -> Path:
    """Write a case whose rows stand ``times`` times, each copy with ids of its own."""
    about = json.loads((CASES / name / "datapackage.json").read_text(encoding="utf-8"))
    for table in about["resources"]:
        fields = {field["name"]: field for field in table["schema"]["fields"]}
        for field in fields.values():
            rules = field.get("constraints", {})
            rules.pop("maxLength", None)  # the copies' ids are longer
            if rules.get("unique"):
                rules.pop("pattern", None)  # and end with the number of the copy
        with (CASES / name / table["path"]).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        key = table["schema"]["primaryKey"]  # of two columns the first is an id
        first = key if isinstance(key, str) else key[0]
        ids = {first, "conflict_group"}
        if table["name"] == "people":
            ids.add("name")  # a menu lists people by it
        ids |= {key["fields"] for key in table["schema"].get("foreignKeys", [])}
        made = [_renamed(row, fields, ids, n) for n in range(times) for row in rows]
        with (to / table["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(fields))
            writer.writeheader()
            writer.writerows(made)
    (to / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    return to


def _renamed(row: dict[str, str], fields: dict[str, dict], ids: set[str], n: int) -> dict[str, str]:
    """Return a row for the n-th copy: its ids, and those it names, belong to that copy."""
    changed = dict(row)
    for name, field in fields.items():
        unique = field.get("constraints", {}).get("unique") or name in ids
        if not changed[name]:
            continue
        if name == "research_id":
            changed[name] = ""
        elif unique and field["type"] == "integer":
            changed[name] = str(int(row[name]) + 1000 * n)
        elif unique or "listOf" in field:
            changed[name] = ";".join(_copied_id(one, n) for one in row[name].split(";"))
    return changed


def _copied_id(name: str, n: int) -> str:
    """Return an id of the n-th copy; a paragraph is a number."""
    return str(int(name) + 1000 * n) if name.isdigit() else f"{name}-{n}"


def times(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds that each reading took, checked and unchecked, in turn."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        load_case(folder)
        between = time.perf_counter()
        by_hand.read(folder)
        taken.append((between - start, time.perf_counter() - between))
    ours, theirs = zip(*taken, strict=True)
    return list(ours), list(theirs)
