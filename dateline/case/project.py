"""Where the project is: the folder with the tables, the notebooks and a reader's answers."""

import sysconfig
from pathlib import Path

# What an installed package brings along; ``dateline`` on the command line copies it to a folder.
SHARED = Path(sysconfig.get_path("data")) / "share" / "dateline"


def find_project(start: Path) -> Path:
    """Return the nearest folder, from ``start`` upward, whose folder ``data`` has a case.

    A notebook then finds the tables beside it wherever the package is installed, and answers are
    saved beside a reader's own notebooks. Where there is no such folder, it is the folder that
    the package came in: a copy of the project, or what was installed with it.
    """
    for folder in (start, *start.parents):
        if has_case(folder):
            return folder
    checkout = Path(__file__).resolve().parents[2]
    return checkout if has_case(checkout) else SHARED


def has_case(folder: Path) -> bool:
    """Return whether the folder ``data`` in a folder has a case."""
    try:
        return any((folder / "data").glob("*/datapackage.json"))
    except OSError:  # a folder that may not be read
        return False
