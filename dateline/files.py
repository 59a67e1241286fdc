"""Writing files: names that every system takes, all files of a set or none, nothing half-written.

A file that somebody else made or edited is never replaced.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

MADE = "Made with Dateline"  # every file that a newer one may replace contains these words
LONGEST_NAME = 60  # letters
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # Windows refuses files of these names


def safe_name(text: str, *, default: str = "chart") -> str:
    """Return a file name that every system takes: small letters, digits and hyphens.

    Args:
        text: Any text, such as the name of a chart.
        default: The name of a text without letters, and the prefix where Windows reserves it.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    name = re.sub(r"[\W_]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or default
    return f"{default}-{name}" if RESERVED.fullmatch(name) else name


def replace_file(path: Path, content: bytes) -> None:
    """Write one file in a single step: a reader finds the old content or the new, never half.

    Raises:
        OSError: It cannot be written; the old file is unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path)
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def check_replaceable(paths: Iterable[Path]) -> None:
    """Refuse to replace files of other people, before any work is done for it.

    Raises:
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
    """
    for path in paths:
        if path.is_dir() or (path.exists() and MADE.encode() not in path.read_bytes()):
            raise FileExistsError(
                f"{path} is there and was not made by Dateline, or was edited since, so it is left "
                "as it is: move it away, or choose another name or folder."
            )


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none; each replaces only what Dateline made.

    Args:
        files: The content of each file by its path; missing folders are made.

    Raises:
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
        OSError: The folder cannot be written to, or the disk is full; no file was changed.
    """
    check_replaceable(files)
    drafts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = _draft(path)
            drafts[path].write_bytes(content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as problem:
        folder = next(iter(files)).parent
        reason = problem.strerror or problem
        raise type(problem)(
            f"Nothing was saved in {folder} ({reason}): make room or choose another folder."
        ) from problem
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    """Return the file beside a file that is written first; no two processes share one."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")
