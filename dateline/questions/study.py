"""What a class and a lone reader need besides charts: a room that is ready, and a desk."""

import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup
from packaging.requirements import Requirement

from dateline import charts
from dateline.cards import source_line
from dateline.case.case import PROJECT, Case, load_case
from dateline.explorers import Explorer, Page, paged
from dateline.questions import questions
from dateline.questions.desk import Questions
from dateline.web import fill

MENU = [
    Page("Press the down arrow now", "<p>If this sentence stays, the menu does not answer.</p>"),
    Page("It answers", "<p>✓ The menu answers to the keyboard. Try the buttons as well.</p>"),
]


class Check(NamedTuple):
    """One thing that was tried: whether it works, what was found, how to mend it."""

    what: str
    works: bool
    found: str
    mend: str


def open(case: Case, *, folder: Path | None = None) -> Questions:
    """Get ready to ask the questions of a case; answers are saved under a code name.

    Args:
        case: A case whose ``checks`` are asked and whose ``sources`` they name.
        folder: Where answers are saved; by default the project's folder ``answers``.

    Returns:
        Questions: ``ask`` and ``progress``.

    Raises:
        ValueError: A check cites a source that ``sources`` does not have.
    """

    def source(ids: set[str]) -> Markup:
        rows = (pd.DataFrame({"source_ids": [one]}) for one in sorted(ids))
        return Markup("; ").join(source_line(row, case.sources) for row in rows)

    rows = case.checks.astype(object).fillna("").itertuples()
    return Questions(questions.read(rows, source), folder or PROJECT / "answers")


def preflight(case: str) -> Explorer:
    """Try everything that the lesson needs, before the class comes.

    Args:
        case: The name of a case or the path of its folder.

    Returns:
        A table to show: packages, data, a chart, a place to write; each with what was found
        and, if it does not work, how to mend it. Below it a menu to try by keyboard.
    """
    again = "Close this window and type python3 start.py once more: it mends what is missing."
    tried = [
        _try("Packages", _packages, again),
        _try("Data", lambda: _data(case), "Type python3 start.py check: it says what to mend."),
        _try("A chart", lambda: _chart(case), again),
        _try("A place to write", _place, "Move the folder to where you may save files."),
    ]
    menu = Markup(paged("Menu", MENU).html)
    return Explorer(str(fill("preflight.html", checks=tried, menu=menu)))


def _try(what: str, medium: Callable[[], str], mend: str) -> Check:
    """Return what one look finds; whatever goes wrong is said, and the others go on."""
    try:
        return Check(what, True, medium(), "")
    except Exception as error:  # the report must come, whatever it is
        return Check(what, False, str(error) or type(error).__name__, mend)


def _packages() -> str:
    """Return the versions of the packages; raise if one is missing or too old."""
    found = [f"Python {sys.version_info.major}.{sys.version_info.minor}"]
    for wanted in map(Requirement, metadata.requires("dateline") or []):
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue  # that is for the tests
        version = metadata.version(wanted.name)
        if version not in wanted.specifier:
            raise ValueError(f"{wanted.name} is {version}, and {wanted.specifier} is needed.")
        found.append(f"{wanted.name} {version}")
    return ", ".join(found)


def _data(case: str) -> str:
    """Return how many rows the case has; raise if a cell does not fit."""
    tables = load_case(case).tables
    return f"{len(tables)} tables, {sum(map(len, tables.values()))} rows"


def _chart(case: str) -> str:
    """Return how large a drawn chart is; raise if it cannot be drawn."""
    read = load_case(case).until_publication()
    picture = charts.timeline(read.events, source="", focus=read.focus).picture()
    return f"drawn, {len(picture) / 1000:,.0f} kB"


def _place() -> str:
    """Return where answers are saved; raise if nothing can be written there."""
    folder = PROJECT / "answers"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"works")
    return f"the folder {folder.name}"
