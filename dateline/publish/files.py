"""Files: a safe name, all of a set or none of it, and never over what somebody else made."""

import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

MADE = "Made with Dateline"  # stands in each file that may be replaced by a newer one
LONGEST = 60  # signs of a name
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # no file may be called so on Windows


def safe(name: str) -> str:
    """Return a name that every system takes: small letters, digits and hyphens, never empty."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    short = re.sub(r"[\W_]+", "-", plain).strip("-")[:LONGEST].strip("-") or "chart"
    return f"chart-{short}" if RESERVED.fullmatch(short) else short


def write(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none; each replaces only what Dateline made.

    Args:
        files: What to write, by where; folders are made if need be.

    Raises:
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
        OSError: The folder cannot be written to, or the disk is full; no file was changed.
    """
    for path in files:
        if path.is_dir() or path.exists() and MADE.encode() not in path.read_bytes():
            raise FileExistsError(
                f"{path} is there and was not made by Dateline, or was edited since, so it is left "
                "as it is: move it away, or choose another name or folder."
            )
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, draft in drafts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(files[path])
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as problem:
        folder, why = next(iter(files)).parent, problem.strerror or problem
        raise type(problem)(
            f"Nothing was saved in {folder} ({why}): make room or choose another folder."
        ) from problem
    finally:
        for draft in drafts.values():
            if draft.exists():
                draft.unlink()
