"""Write files under names that every system accepts, and never leave one half-written.

Several files are written together: all of them or none. A file that Dateline did not make is
never replaced.
"""

import os
import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path

MADE = "Made with Dateline"  # is in each file that a newer one may replace
LONGEST_NAME = 60  # letters
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # Windows refuses files with these names


def safe_name(text: str, *, default: str = "chart") -> str:
    """Return a file name that every system accepts: small letters, digits and hyphens.

    Args:
        text: Any text, such as the name of a chart.
        default: The name if the text has no letters, and the prefix if Windows reserves the name.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    name = re.sub(r"[\W_]+", "-", plain).strip("-")
    name = name[:LONGEST_NAME].strip("-") or default
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


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none; each replaces only what Dateline made.

    Args:
        files: The content of each file by its path; missing folders are made.

    Raises:
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
        OSError: The folder cannot be written to, or the disk is full; no file was changed.
    """
    _refuse_files_of_others(files)
    drafts = {path: _draft(path) for path in files}
    try:
        for path, draft in drafts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(files[path])
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        folder = next(iter(files)).parent
        reason = error.strerror or error
        raise type(error)(
            f"Nothing was saved in {folder} ({reason}): make room or choose another folder."
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    """Return the hidden file beside a path that takes its content first."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _refuse_files_of_others(paths: Collection[Path]) -> None:
    """Raise FileExistsError if Dateline did not make one of these files, or it was edited."""
    for path in paths:
        if path.is_dir() or (path.exists() and MADE.encode() not in path.read_bytes()):
            raise FileExistsError(
                f"{path} is already there and was not made by Dateline, or was edited since, so "
                "it was left as it is: move it away, or choose another name or folder."
            )
