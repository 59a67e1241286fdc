"""Start a case of another article: ask what it is, and write an empty workbook for it."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.case import CASES, DESCRIPTION
from dateline.case.fields import read_cell
from dateline.case.sheet import plain_name, read_sheet
from dateline.case.timelinejs import COLUMNS, Imported, events_of, is_timelinejs
from dateline.case.workbook import SUFFIXES, read_first_sheet
from dateline.files import safe_name, write_files
from dateline.links import web_address
from dateline.publish.workbook import workbook_file

TEMPLATE = CASES / "template" / DESCRIPTION
DATE = {"name": "date", "type": "date", "constraints": {"required": True}}
AGAIN = 3  # times a question is asked again before this stops


def check_name(name: str) -> None:
    """Refuse a name that is no name of a case, or that is taken.

    Raises:
        ValueError: The message says which name to use.
    """
    proposed = safe_name(name, default="my-case")
    if name != proposed:
        raise ValueError(f"{name!r} cannot be the name of a case: try {proposed!r}.")
    for path in (CASES / name, CASES / f"{name}.xlsx"):
        if path.exists():
            raise ValueError(f"There is {path} already: choose another name.")


def ask_about_article(ask: Callable[[str], str], headline: str = "") -> dict[str, str]:
    """Ask for headline, link and day, each until the answer can be used.

    Args:
        ask: Shows a question and returns the answer, as ``input`` does.
        headline: What the headline probably is; an empty answer takes it.

    Raises:
        ValueError: An answer could not be used three times.
    """
    usual = f" [{headline}]" if headline else ""
    return {
        "title": _asked(ask, f"Headline{usual}: ", _headline_problem, headline),
        "link": _asked(ask, "Link (https://...): ", _link_problem),
        "published": _asked(ask, "Day it appeared (such as 2024-03-02): ", _day_problem),
    }


def _asked(
    ask: Callable[[str], str], question: str, problem_of: Callable[[str], str], usual: str = ""
) -> str:
    """Return an answer that can be used."""
    for _ in range(AGAIN):
        answer = " ".join(ask(question).split()) or usual
        problem = problem_of(answer)
        if not problem:
            return answer
        question = f"{problem} {question}"
    raise ValueError(f"{problem} Nothing was written; start again when you have it.")


def _headline_problem(answer: str) -> str:
    return "" if answer else "Please type the headline."


def _link_problem(answer: str) -> str:
    if web_address(answer):
        return ""
    return f"{answer!r} is not a web address; it starts with https:// or http://."


def _day_problem(answer: str) -> str:
    reading = read_cell(answer, DATE)
    return f"{answer!r} {reading.problem}" if reading.problem else ""


def import_timeline(path: Path) -> Imported:
    """Return the events of a spreadsheet that was made for TimelineJS.

    Args:
        path: The spreadsheet as CSV or XLSX.

    Raises:
        CaseError: It cannot be read.
        ValueError: There is no such file, or it has no columns Year and Headline.
    """
    if not path.is_file():
        raise ValueError(f"There is no file {path}.")
    names = {plain_name(name): name for name in COLUMNS}
    if path.suffix.lower() in SUFFIXES:
        sheet = read_first_sheet(path, names)
    else:
        sheet = read_sheet(path, names)
    if not is_timelinejs(sheet.header):
        raise ValueError(f"{path.name} has no columns Year and Headline, as TimelineJS needs them.")
    return events_of(sheet.header, sheet.rows)


def start(name: str, article: Mapping[str, str], events: Sequence[Mapping[str, str]] = ()) -> Path:
    """Write the workbook of a new case into ``data/``, and return it.

    Args:
        name: The name of the case, from ``check_name``.
        article: The ``title``, ``link`` and day (``published``) of its article.
        events: Rows of the table of events, if there are some already.

    Raises:
        OSError: It cannot be written.
    """
    package: dict[str, Any] = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    package |= {"name": name, "description": f"The tables of the case {name}."}
    package |= {"publisher": "", "note": "", "focus": []} | dict(article)
    description = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    content = workbook_file(package, {"events": events}, description)
    return write_files(CASES, {f"{name}.xlsx": content})[0]
