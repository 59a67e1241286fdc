"""Files that a class has handed in: casebooks and files of answers, read with suspicion.

Nobody knows what is in a file that a pupil hands in. Each is read as text, never run; what is not
ours, too large or too deep is named with the reason and left out.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dateline.questions.answers import SCHEMA

MOST_READERS = 40
MOST_FILES = 500  # nine files of answers for each reader, and some to spare
LARGEST = 10_000_000  # bytes; a casebook with ten charts has a tenth of that
LONGEST_NAME = 40  # letters of a code name, as the page allows them
DATA = 'id="dateline-answers"'  # in a casebook, the script element with the answers
NOT_OURS = "is not a casebook or a file of answers"
NOTEBOOK = re.compile(r"\d\d_[a-z_]{1,60}")

Answers = dict[str, dict[str, dict[str, Any]]]  # notebook -> question -> record


class LeftOut(ValueError):
    """Why a file was left out, in words for a teacher."""


class HandedIn(NamedTuple):
    """What one reader has handed in: the code name, the answers, and the files."""

    name: str
    answers: Answers
    files: list[str]


def read_folder(folder: Path) -> tuple[list[HandedIn], dict[str, str]]:
    """Return what readers have handed in, and each file that was left out with the reason.

    Args:
        folder: A folder with casebooks (HTML) and files of answers (JSON); it is not searched
            any deeper.
    """
    readers: dict[str, HandedIn] = {}
    left_out: dict[str, str] = {}
    for number, (file, label) in enumerate(_files(folder)):
        try:
            if number >= MOST_FILES:
                raise LeftOut(f"is one more than {MOST_FILES} files")
            _add(readers, label, *_read(file))
        except (OSError, ValueError, RecursionError) as problem:
            left_out[label] = _reason(problem)
    return list(readers.values()), left_out


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what is in a folder, by name, each with a name that can be printed."""
    for file in sorted(folder.iterdir()):
        if not file.name.startswith("."):
            label = "".join(letter if letter.isprintable() else "?" for letter in file.name)
            yield file, label


def _reason(problem: Exception) -> str:
    """Return why a file was left out, in words for a teacher."""
    if isinstance(problem, LeftOut):
        return str(problem)
    return "cannot be opened" if isinstance(problem, OSError) else f"{NOT_OURS}, or it is damaged"


def _add(readers: dict[str, HandedIn], label: str, name: str, answers: Answers) -> None:
    """Add the answers in one file to those of its reader."""
    if name not in readers:
        if len(readers) >= MOST_READERS:
            raise LeftOut(f"is of one more than {MOST_READERS} readers")
        readers[name] = HandedIn(name, answers, [label])
        return
    before = readers[name]
    if set(before.answers) & set(answers):
        raise LeftOut(f"has the same code name as {before.files[0]}: {name}")
    before.answers.update(answers)
    before.files.append(label)


def _read(file: Path) -> tuple[str, Answers]:
    """Return the code name and the answers in a file; raise LeftOut if it is none of ours."""
    if file.is_symlink():
        raise LeftOut("is a link to another file")
    if not file.is_file():
        raise LeftOut("is not a file")
    if file.stat().st_size > LARGEST:
        raise LeftOut(f"is larger than {LARGEST // 1_000_000} MB")
    if file.suffix.lower() == ".pdf":
        raise LeftOut("is a PDF: ask for the page that “Save my casebook” makes")
    if file.suffix.lower() not in (".html", ".htm", ".json"):
        raise LeftOut(NOT_OURS)
    text = file.read_text(encoding="utf-8-sig")
    is_page = file.suffix.lower() != ".json"
    content = json.loads(_data_of_casebook(text) if is_page else text)
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise LeftOut(f"{NOT_OURS}, or it is of another version")
    saved = content.get("answers")
    notebooks = saved if is_page else {str(content.get("part")): saved}
    return _name(content.get("name")), _answers(notebooks)


def _data_of_casebook(page: str) -> str:
    """Return the answers in a casebook as JSON: what the script element with them contains."""
    start = page.rfind(DATA)
    end = page.find("</script>", start)
    if start < 0 or end < 0:
        raise LeftOut(NOT_OURS)
    return page[page.find(">", start) + 1 : end]


def _name(name: Any) -> str:
    """Return a code name; raise LeftOut if the page would not have taken it."""
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        raise LeftOut(f"has no code name, or one of more than {LONGEST_NAME} letters")
    if not name.isprintable():
        raise LeftOut("has a code name that cannot be printed")
    return name.strip()


def _answers(notebooks: Any) -> Answers:
    """Return the records of answers that have the form of ours; raise LeftOut otherwise."""
    if not isinstance(notebooks, dict):
        raise LeftOut("has no answers")
    found: Answers = {}
    for notebook, records in notebooks.items():
        if not isinstance(notebook, str) or not NOTEBOOK.fullmatch(notebook):
            raise LeftOut("has answers to a notebook that is not ours")
        if not isinstance(records, dict):
            raise LeftOut("has no answers")
        kept = {
            str(name): record
            for name, record in records.items()
            if isinstance(record, dict) and "answer" in record
        }
        if kept:
            found[notebook] = kept
    if not found:
        raise LeftOut("has no answers")
    return found
