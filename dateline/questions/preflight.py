"""A teacher's test before class: packages, data, a chart and the folder for answers."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from packaging.requirements import Requirement

from dateline import charts
from dateline.case import PROJECT, load_case
from dateline.explorers import Explorer, Page, paged
from dateline.web import fill

IN_BROWSER = sys.platform == "emscripten"
START_AGAIN = "Close this window and type python3 start.py again: it installs what is missing."
LOAD_AGAIN = "Load this page again; if that does not help, take another browser."
CHECK_DATA = "Type python3 start.py check: it says what to fix."
MOVE_PROJECT = "Move the project folder to a place where you may save files."
KEEP_DATA = "Leave the private window, or let this site keep data in this browser."
MENU = [
    Page(
        "Press the down arrow now",
        "<p>If this sentence does not change, the menu does not work.</p>",
    ),
    Page("It works", "<p>✓ The menu works with the keyboard. Try the buttons, too.</p>"),
]


class Check(NamedTuple):
    """One thing that was tried: whether it works, what was found, and how to mend it."""

    what: str
    works: bool
    found: str
    mend: str


def preflight(case: str, *, folder: Path | None = None) -> Explorer:
    """Try everything that the lesson needs, before the class comes.

    Args:
        case: The name of a case or the path of its folder.
        folder: Where answers will be saved; if left out, the project's folder ``answers``.

    Returns:
        A table to show: packages, data, a chart, a place to write; for each what was found and,
        if it does not work, how to mend it. Below it is a menu to try with the keyboard. On a
        page of the website there is no table: it would be about another computer.
    """
    answers = folder or PROJECT / "answers"
    packages, place = (LOAD_AGAIN, KEEP_DATA) if IN_BROWSER else (START_AGAIN, MOVE_PROJECT)
    wanted = metadata.requires("dateline") or []
    checks = [
        _try("Packages", lambda: find_packages(wanted), packages),
        _try("Data", lambda: _read(case), LOAD_AGAIN if IN_BROWSER else CHECK_DATA),
        _try("A chart", lambda: _draw(case), packages),
        _try("A place to write", lambda: _write(answers), place),
    ]
    menu = Markup(paged("Menu", MENU).html)
    return Explorer(str(fill("questions/preflight.html", checks=checks, menu=menu)))


def find_packages(wanted: Iterable[str]) -> str:
    """Return the versions of the packages that were found.

    Args:
        wanted: Requirements, such as "pandas>=3.0"; those of an extra are left out.

    Raises:
        PackageNotFoundError: A package is missing.
        ValueError: A package is too old.
    """
    where = " in this browser" if IN_BROWSER else ""
    found = [f"Python {sys.version_info.major}.{sys.version_info.minor}{where}"]
    for requirement in map(Requirement, wanted):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue  # an extra, such as the one for tests
        name = requirement.name
        version = metadata.version(name)
        if version not in requirement.specifier:
            raise ValueError(f"{name} is {version}, and {requirement.specifier} is needed.")
        found.append(f"{name} {version}")
    return ", ".join(found)


def _try(what: str, attempt: Callable[[], str], mend: str) -> Check:
    """Return what one attempt finds; if it fails the report says why, and the others go on."""
    try:
        return Check(what, True, attempt(), "")
    except Exception as error:  # the report has to come, whatever goes wrong
        found = str(error) or type(error).__name__
        if isinstance(error, OSError) and error.filename and error.strerror:
            found = f"{error.filename}: {error.strerror}."  # without the number of the error
        return Check(what, False, found, mend)


def _read(case: str) -> str:
    """Return how many rows the case has; raise CaseError if a cell does not fit."""
    tables = load_case(case).tables.values()
    rows = sum(len(table) for table in tables)
    return f"{len(tables)} tables, {rows} rows"


def _draw(case: str) -> str:
    """Return how large a chart of the case is; raise an error if it cannot be drawn."""
    known = load_case(case).until_publication()
    picture = charts.timeline(known.events, source="", focus=known.focus).picture()
    return f"drawn, {len(picture) / 1000:,.0f} kB"


def _write(folder: Path) -> str:
    """Return where answers will be saved; raise OSError if nothing can be written there."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"works")
    where = ", in this browser only" if IN_BROWSER else ""
    return f"the folder called {folder.name}{where}"
