"""Answers on disk: one file for each code name and notebook, and nothing leaves the machine.

A file is written whole beside the old one and then takes its place: whoever pulls the plug finds
the old answers or the new ones, never half of them. What cannot be read is set aside, not lost.
"""

import hashlib
import json
import os
import re
import time
import unicodedata
from pathlib import Path
from typing import Any

SCHEMA = 1
LONGEST = 40  # letters of a code name
Answers = dict[str, Any]


def code_name(typed: str) -> str:
    """Return a code name as it is kept: small letters, one space between words.

    Raises:
        ValueError: It is empty, too long, or holds signs that cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", typed.casefold()).split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise ValueError(f"A code name has 1 to {LONGEST} letters that can be seen.")
    return name


def plain(text: str) -> str:
    """Return text as small letters, digits and hyphens: any system takes it in a file's name."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", letters).strip("-")[:LONGEST]


class Store:
    """The answers of one code name, a file for each part of the lesson.

    Attributes:
        name: The code name.
        said: What the reader must be told: each thing once.
        lost: That the folder cannot be used; nothing again after the next good save.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Open the answers of a code name in a folder; nothing is written yet."""
        self.folder, self.name, self.said = folder, code_name(name), dict[str, None]()
        self.lost = ""
        self._unsaved: dict[str, Answers] = {}
        # Names that look alike in small letters must not open each other's files.
        mark = hashlib.sha256(self.name.encode()).hexdigest()[:12]
        self._stem = f"{plain(self.name) or 'name'}-{mark}"

    def file(self, part: str) -> Path:
        """Return where the answers of a part are kept."""
        return self.folder / f"{self._stem}.{plain(part)}.json"

    def answers(self, part: str) -> Answers:
        """Return all answers of a part by question: the saved ones and those only in memory."""
        try:
            saved = self._read(part)
        except OSError as error:
            saved = {}
            self._refused(error)
        return saved | self._unsaved.get(part, {})

    def keep(self, part: str, question: str, answer: Any) -> None:
        """Save an answer; where nothing can be written it is kept in memory, and that is said."""
        own = self._unsaved.setdefault(part, {})
        own[question] = answer
        try:
            self._write(part, self._read(part) | own)
            del self._unsaved[part]
            self.lost = ""
        except OSError as error:
            self._refused(error)

    def delete(self) -> str:
        """Delete every file of this code name, also those set aside, and say what is left."""
        self._unsaved.clear()
        try:
            for file in self.folder.glob(f"{self._stem}.*"):
                file.unlink()
        except OSError as error:
            return f"Not everything of “{self.name}” could be deleted ({error.strerror})."
        return f"Deleted: nothing of “{self.name}” is left on this computer."

    def _read(self, part: str) -> Answers:
        """Return what is saved; raise OSError if it is there and out of reach."""
        file = self.file(part)
        try:
            held = json.loads(file.read_bytes())
            if held["schema"] != SCHEMA or held["name"] != self.name:
                raise ValueError
            return dict(held["answers"])
        except FileNotFoundError:
            return {}
        except (KeyError, RecursionError, TypeError, ValueError):
            # another name, so that none of it is written over
            aside = file.rename(file.with_suffix(f".set-aside-{time.time_ns()}.json"))
            says = f"A file of answers is broken or of a newer version; it is kept as {aside.name}."
            self.said[says] = None
            return {}

    def _write(self, part: str, answers: Answers) -> None:
        """Put a new file in the place of the old one, in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = {"schema": SCHEMA, "name": self.name, "part": part, "answers": answers}
        new = self.file(part).with_suffix(f".{os.getpid()}.tmp")
        with new.open("w", encoding="ascii") as file:
            json.dump(held, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.file(part))

    def _refused(self, error: OSError) -> None:
        says = f"The folder {self.folder.name} cannot be used ({error.strerror}): your answers are "
        self.lost = says + "not saved, and stay only until this notebook is closed."
