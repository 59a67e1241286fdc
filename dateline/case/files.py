"""Read the files of a case, or say what is there instead."""

import os
from pathlib import Path

from dateline.case.errors import file_error, near

LARGEST = 100_000_000  # bytes; a table that people keep by hand is a thousandth of this


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        CaseError: There is no such file, it is something else, it is too large, or it cannot be
            opened; the message says which and what to do.
    """
    try:
        if not path.is_file():
            raise file_error(path.name, _what_is_there(path))
        size = path.stat().st_size
        if size > LARGEST:
            message = f"is {size / 1e6:,.0f} MB; a file can be at most {LARGEST / 1e6:,.0f} MB."
            raise file_error(path.name, message)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        name = path.name if len(path.name) < 80 else f"{path.name[:80]}…"
        message = (
            f"cannot be opened ({reason}). Close it in other programs, and see that you may read "
            "it."
        )
        raise file_error(name, message) from None


def exists(path: Path) -> bool:
    """Say whether there is anything of this name, if only a link that leads nowhere."""
    return os.path.lexists(path)


def _what_is_there(path: Path) -> str:
    """Return what is in the place of a file that is not there."""
    if path.is_dir():
        return "is a folder; there must be a file of this name. Move the folder away."
    if path.is_symlink():
        return "is a link that leads nowhere. Put the file itself there."
    if exists(path):
        return "is not a file that can be read. Put a text file there."

    others = [other.name for other in path.parent.iterdir() if other.name != path.name]
    for other in others:
        if Path(other).stem == path.stem:
            return f"is missing. There is {other}: in your spreadsheet, save it as “CSV UTF-8”."
    tables = [name for name in others if name.endswith(path.suffix)]
    return f"is missing; datapackage.json names it.{near(path.name, tables)}"
