"""Answers on disk: one file for each code name and notebook. Nothing leaves the computer.

A file is replaced in one step: if the power fails, the old answers or the new ones are there,
never half of them. A file that cannot be read is set aside, not thrown away.
"""

import hashlib
import json
import time
import unicodedata
from pathlib import Path
from typing import Any

from dateline.files import replace_file, safe_name

SCHEMA = 1  # how a file of answers is built
LONGEST_CODE_NAME = 40  # letters
Answers = dict[str, Any]


def code_name(typed: str) -> str:
    """Return a code name as it is kept: small letters, one space between words.

    Raises:
        ValueError: It is empty, too long, or has characters that cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", typed.casefold()).split())
    if not name or len(name) > LONGEST_CODE_NAME or not name.isprintable():
        raise ValueError(f"A code name has 1 to {LONGEST_CODE_NAME} letters that can be seen.")
    return name


class Store:
    """The answers saved under one code name, a file for each notebook ("part") of the lesson.

    Attributes:
        folder: Where the files are.
        name: The code name.
        notices: What the reader has to be told about files that were set aside.
        not_saved: Why answers are not being saved at the moment; empty when they are.
    """

    def __init__(self, folder: Path, typed: str) -> None:
        """Open the answers of a code name in a folder; nothing is written yet.

        Raises:
            ValueError: It cannot be a code name.
        """
        self.folder = folder
        self.name = code_name(typed)
        self.notices: list[str] = []
        self.not_saved = ""
        self._in_memory: dict[str, Answers] = {}

        # Two names may look the same as file names ("blue fox", "blue-fox"): this mark differs.
        self._mark = hashlib.sha256(self.name.encode()).hexdigest()[:12]

    def file(self, part: str) -> Path:
        """Return where the answers of a part are kept.

        The mark in the name is what counts; the words before it only help a teacher to find the
        file, and an earlier version may have spelled them another way.
        """
        part_name = "_".join(safe_name(word, default="part") for word in part.split("_"))
        ending = f"-{self._mark}.{part_name}.json"
        for existing in self.folder.glob(f"*{ending}"):
            return existing
        return self.folder / (safe_name(self.name, default="name")[:LONGEST_CODE_NAME] + ending)

    def answers(self, part: str) -> Answers:
        """Return all answers of a part by question: those on disk and those only in memory."""
        try:
            saved = self._read(part)
        except OSError as error:
            saved = {}
            self._explain(error)
        return saved | self._in_memory.get(part, {})

    def keep(self, part: str, question: str, answer: Any) -> None:
        """Save an answer; where nothing can be written, keep it in memory and say so."""
        new = self._in_memory.setdefault(part, {})
        new[question] = answer
        try:
            # Read first: the same notebook may be open twice and have saved in between.
            self._write(part, self._read(part) | new)
            del self._in_memory[part]
            self.not_saved = ""
        except OSError as error:
            self._explain(error)

    def delete(self) -> str:
        """Delete every file of this code name, also those set aside; return what to tell."""
        self._in_memory.clear()
        try:
            for file in self.folder.glob(f"*-{self._mark}.*"):
                file.unlink()
        except OSError as error:
            return f"Not all answers of “{self.name}” could be deleted ({error.strerror})."
        return f"Deleted: no answers of “{self.name}” are left on this computer."

    def _read(self, part: str) -> Answers:
        """Return the answers on disk; set a file aside that cannot be understood.

        Raises:
            OSError: There is a file that cannot be reached.
        """
        file = self.file(part)
        try:
            content = json.loads(file.read_bytes())
            if content["schema"] != SCHEMA or content["name"] != self.name:
                raise ValueError
            return dict(content["answers"])
        except FileNotFoundError:
            return {}
        except (KeyError, RecursionError, TypeError, ValueError):
            self._set_aside(file)
            return {}

    def _set_aside(self, file: Path) -> None:
        """Give a file another name, so that nothing in it is overwritten."""
        aside = file.rename(file.with_suffix(f".set-aside-{time.time_ns()}.json"))
        self.notices.append(
            f"A file of answers is broken, or from a newer version. It is kept as {aside.name}."
        )

    def _write(self, part: str, answers: Answers) -> None:
        """Replace the file of a part."""
        content = {"schema": SCHEMA, "name": self.name, "part": part, "answers": answers}
        replace_file(self.file(part), json.dumps(content, indent=1).encode("ascii"))

    def _explain(self, error: OSError) -> None:
        """Note why answers are not being saved."""
        self.not_saved = (
            f"The folder {self.folder.name} cannot be used ({error.strerror}): your answers are "
            "not saved, and you lose them when you close this notebook."
        )
