"""The answers that readers have saved, as a table.

The script on the page writes the files (dateline/web/questions/server.js), Python only reads them.
Each browser has a file for each code name and notebook; of an answer that is in several, the last
one counts. Anybody may have put a file there, so each is looked at as a stranger's.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.case import PROJECT

SCHEMA = 1  # the version of the files that is understood
COLUMNS = ["name", "notebook", "check_id", "answer", "first", "tries", "right", "at"]
LARGEST = 5_000_000  # bytes of a file; a pupil's answers are a thousandth of this
LONGEST_NAME = 40  # characters, as in dateline/web/questions/names.js
DAY = pd.Timedelta(days=1)  # no clock is so wrong


def answers(folder: str | Path | None = None) -> pd.DataFrame:
    """Return all answers that are saved on this computer.

    Args:
        folder: The folder with the files; if left out, the project's folder ``answers``.

    Returns:
        One row for each answer: ``name`` (the code name), ``notebook``, ``check_id``,
        ``answer`` (text, a list, or a mapping), ``first`` (the first answer, which was given
        before the key was seen), ``tries``, ``right`` (missing where nobody judges) and ``at``
        (UTC). ``attrs["left_out"]`` names each file that is not a file of answers, with the
        reason.
    """
    place = Path(folder) if folder is not None else PROJECT / "answers"
    latest: dict[tuple[str, str, str], dict[str, Any]] = {}
    left_out: dict[str, str] = {}
    for file in sorted(place.glob("*.json")):
        try:
            rows = _rows(file)
        except (OSError, ValueError, RecursionError) as problem:
            left_out[file.name] = str(problem)
            continue
        for row in rows:
            key = (row["name"], row["notebook"], row["check_id"])
            if key not in latest or _is_later(row["at"], latest[key]["at"]):
                latest[key] = row
    table = pd.DataFrame(list(latest.values()), columns=COLUMNS)
    table["right"] = table["right"].astype("boolean")
    table["at"] = pd.to_datetime(table["at"], utc=True).dt.as_unit("ms")
    table.attrs["left_out"] = left_out
    return table


def _rows(file: Path) -> list[dict[str, Any]]:
    """Return the answers in one file; raise ValueError if it is none of ours."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST:
        raise ValueError("is a link, no file, or far too large")
    content = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise ValueError("is not a file of answers, or of another version")
    name, notebook, saved = (content.get(key) for key in ("name", "part", "answers"))
    if not isinstance(name, str) or not isinstance(notebook, str) or not isinstance(saved, dict):
        raise ValueError("has no name, notebook or answers")
    json.dumps(saved | {"part": notebook}, ensure_ascii=False).encode()  # no half of a letter
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        raise ValueError("has a code name that nobody can choose")
    rows = []
    for check_id, record in saved.items():
        if not isinstance(record, dict) or "answer" not in record:
            raise ValueError(f"has no answer under {check_id!r}")
        row = {"name": name, "notebook": notebook, "check_id": check_id, "answer": record["answer"]}
        row["first"] = record.get("first", record["answer"])
        row["tries"] = _of_type(int, record.get("tries"))
        row["right"] = _of_type(bool, record.get("right"))
        row["at"] = _time(record.get("at"))
        rows.append(row)
    return rows


def _of_type(expected: type, value: Any) -> Any:
    """Return a value if it is of the type that the script writes, else None."""
    return value if type(value) is expected else None


def _time(value: Any) -> Any:
    """Return when an answer was saved; a time to come would count as later than all others."""
    text = _of_type(str, value)
    time = pd.to_datetime(text, format="ISO8601", utc=True, errors="coerce")
    return pd.NaT if pd.isna(time) or time > pd.Timestamp.now(tz="UTC") + DAY else time


def _is_later(time: Any, other: Any) -> bool:
    """Say whether a time is after another one; a missing one is before all others."""
    return pd.notna(time) and (pd.isna(other) or bool(time > other))
