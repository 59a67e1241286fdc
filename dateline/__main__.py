"""Dateline on the command line: ``python -m dateline check | slides | edition``."""

import argparse
import sys
from pathlib import Path

from dateline.case import CASES, DESCRIPTION, PROJECT, CaseError, load_case
from dateline.case.protocols import read_protocols
from dateline.files import safe_name
from dateline.questions.rubric import read_rubric
from dateline.words import count


def main(words: list[str]) -> int:
    """Do what the words ask for and return the exit code: 1 if something needs correcting."""
    arguments = command_line().parse_args(words)
    if arguments.command == "check":
        return check_cases(arguments.cases)
    try:
        if arguments.command == "slides":
            return write_slides(arguments.case, arguments.only, arguments.to)
        refuse_case(arguments.folder)
        return write_edition(arguments.folder)
    except (OSError, ValueError, ImportError) as error:
        print(in_words(error), file=sys.stderr)
        return 1


def in_words(error: Exception) -> str:
    """Return an error as a sentence: the system's own errors begin with a number."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return (
            f"{error.filename}: {error.strerror}. Nothing more was saved: make room, or choose a "
            "folder where you may save files."
        )
    return str(error)


def command_line() -> argparse.ArgumentParser:
    """Return the commands and their options."""
    parser = argparse.ArgumentParser(prog="python -m dateline", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="check every cell of a case and list what is wrong")
    check.add_argument("cases", nargs="*", metavar="CASE", help="a name in data/ or a folder")

    slides = commands.add_parser("slides", help="write every chart of a case, a deck and an index")
    slides.add_argument("case", nargs="?", metavar="CASE", help="default: the notebooks' case")
    slides.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these charts")
    slides.add_argument("--to", type=Path, metavar="FOLDER", help="default: figures")

    edition = commands.add_parser("edition", help="write the notebooks as pages without Python")
    edition.add_argument("folder", nargs="?", type=Path, default=PROJECT / "edition")
    return parser


def check_cases(names: list[str]) -> int:
    """Check the named cases, or all in ``data/``; return 1 if any has a problem."""
    exit_codes = []
    if not names:
        names = sorted(file.parent.name for file in CASES.glob(f"*/{DESCRIPTION}"))
        exit_codes.append(check_protocols())
        exit_codes.append(check_rubric())
    exit_codes += [check_case(name) for name in names]
    return max(exit_codes, default=0)


def check_protocols() -> int:
    """Print what was found in the table of protocols; return 1 if it has a problem."""
    try:
        rows = read_protocols()
    except CaseError as error:
        print(error)
        return 1
    cards = count(rows["protocol_id"].nunique(), "card", "cards")
    print(f"protocols: {cards}, {len(rows)} rows, 0 problems.")
    return 0


def check_rubric() -> int:
    """Print what was found in the rubric for a memo; return 1 if it has a problem."""
    try:
        rows = read_rubric()
    except CaseError as error:
        print(error)
        return 1
    print(f"rubric: {count(len(rows), 'criterion', 'criteria')}, 0 problems.")
    return 0


def check_case(name: str) -> int:
    """Print what was found in one case; return 1 if it has a problem."""
    from dateline.publish.trial import exhibit_problems

    try:
        case = load_case(name)
        problems = list(exhibit_problems(case))
        if problems:
            raise CaseError(problems)
    except CaseError as error:
        print(f"{name}: {count(error.count, 'problem', 'problems')}.")
        print(error)
        return 1

    for remark in case.remarks:
        print(remark)
    rows = sum(len(table) for table in case.tables.values())
    print(f"{case.name}: {len(case.tables)} tables, {rows} rows, 0 problems.")
    return 0


def write_slides(name: str | None, only: list[str], folder: Path | None) -> int:
    """Write the exhibits of a case as pictures and a deck, and print the progress."""
    from dateline.publish.figures import Progress, figures
    from dateline.publish.lesson import case_of_the_notebooks

    lesson = case_of_the_notebooks()
    case = load_case(name or lesson)
    folder = folder or figures_folder(name or lesson, case.name, lesson)
    chart_names = [chart for chart in ",".join(only).split(",") if chart]

    progress = Progress()
    for line in figures(case, folder, chart_names, progress):
        print(line, flush=True)
    for problem in progress.problems:
        print(problem, file=sys.stderr)

    if progress.problems:
        print(f"{len(progress.problems)} could not be made: correct these rows and run it again.")
    print(f"{count(progress.charts, 'chart is', 'charts are')} in {folder}.")
    if chart_names:
        print("The decks and the index are left as they were.")
    return 1 if progress.problems else 0


def figures_folder(asked_for: str, case: str, lesson: str) -> Path:
    """Return where the slides of a case go: those of another case never among the lesson's.

    Args:
        asked_for: What was typed: the name of a case or the path of its folder.
        case: The name of the case.
        lesson: The name of the notebooks' case.
    """
    is_lesson = asked_for == lesson or Path(asked_for).resolve() == CASES / lesson
    name = safe_name(case, default="case")
    if name == "after":
        name = "case-after"  # figures/after is the lesson's
    return PROJECT / "figures" / ("" if is_lesson else name)


def refuse_case(folder: Path) -> None:
    """Raise ValueError if somebody asks for the pages of a case; there are those of the lesson."""
    for place in (folder, CASES / folder):
        if (place / DESCRIPTION).is_file():
            raise ValueError(
                f"{folder} is a case, and edition writes the pages of the lesson: type the name of "
                "a new folder, such as: python3 start.py edition pages"
            )


def write_edition(folder: Path) -> int:
    """Write the notebooks as pages, and print how large each page is."""
    from nbclient.exceptions import CellExecutionError

    from dateline.publish.edition import edition

    try:
        for page in edition(folder):
            print(f"{page.name}  {page.stat().st_size / 1000:,.0f} kB", flush=True)
    except CellExecutionError as error:
        print(f"A cell of a notebook stopped: {error.ename}: {error.evalue}", file=sys.stderr)
        return 1
    print(f"Open {folder / 'index.html'} in a browser. It needs no network.")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
