"""Dateline on the command line: check, new, workbook, slides, edition, pack, release ..."""

import argparse
import sys
from pathlib import Path

from dateline.case import (
    CASES,
    DESCRIPTION,
    PROJECT,
    CaseError,
    case_names,
    find_case,
    load_case,
    read_case,
)
from dateline.case.errors import report
from dateline.case.look import look_at
from dateline.case.protocols import read_protocols
from dateline.files import safe_name
from dateline.questions.rubric import read_rubric
from dateline.words import count

# What the lesson's own figures, website and pack are kept in: no case may be kept there, too.
FOLDERS_OF_THE_LESSON = {"after", "charts", "downloads", "pictures", "site", "students", "teacher"}


def main(words: list[str]) -> int:
    """Do what the words ask for and return the exit code: 1 if something needs correcting."""
    arguments = command_line().parse_args(words)
    if arguments.command == "check":
        return check_cases(arguments.cases)
    try:
        if arguments.command == "new":
            return start_case(arguments.name, arguments.timelinejs)
        if arguments.command == "workbook":
            return convert(arguments.case, arguments.to_folder)
        if arguments.command == "notebook":
            return write_notebook(arguments.case)
        if arguments.command == "slides":
            return write_slides(arguments.case, arguments.only, arguments.to)
        if arguments.command == "pack":
            pdf = not arguments.no_pdf
            return write_pack(arguments.case, arguments.to, arguments.address, pdf=pdf)
        if arguments.command == "release":
            return write_release(arguments.to, arguments.address)
        return write_edition(arguments.case, arguments.to, arguments.serve)
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
    check.add_argument(
        "cases", nargs="*", metavar="CASE", help="a name in data/, or the path of a folder or XLSX"
    )

    new = commands.add_parser("new", help="start a case of another article: a workbook to fill in")
    new.add_argument("name", metavar="NAME", help="such as town-library-2024")
    new.add_argument(
        "--timelinejs", type=Path, metavar="FILE", help="bring in a TimelineJS spreadsheet"
    )

    workbook = commands.add_parser("workbook", help="write a case as a workbook, or back")
    workbook.add_argument("case", metavar="CASE")
    workbook.add_argument(
        "--to-folder", action="store_true", help="write a workbook as a folder of CSV files"
    )

    notebook = commands.add_parser("notebook", help="write the notebook that reads any case")
    notebook.add_argument("case", metavar="CASE")

    slides = commands.add_parser("slides", help="write every chart of a case, a deck and an index")
    slides.add_argument("case", nargs="?", metavar="CASE", help="default: the notebooks' case")
    slides.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these charts")
    slides.add_argument("--to", type=Path, metavar="FOLDER", help="default: figures")

    edition = commands.add_parser("edition", help="write the lesson as a website without Python")
    edition.add_argument(
        "case", nargs="?", metavar="CASE", help="a case, or a new folder for the lesson's pages"
    )
    edition.add_argument("--to", type=Path, metavar="FOLDER", help="default: edition")
    serve = "then serve it to the class; default: 127.0.0.1:8000, only this computer"
    edition.add_argument("--serve", nargs="?", const="", metavar="HOST[:PORT]", help=serve)

    pack = commands.add_parser("pack", help="write what a teacher prints and projects")
    pack.add_argument("case", nargs="?", metavar="CASE", help="default: the notebooks' case")
    pack.add_argument("--to", type=Path, metavar="FOLDER", help="default: pack")
    pack.add_argument("--no-pdf", action="store_true", help="only pages, which is faster")
    release = commands.add_parser("release", help="write a zip for students and one for teachers")
    release.add_argument("--to", type=Path, metavar="FOLDER", default=PROJECT / "release")
    for command in (pack, release):
        about = "where the QR code leads, such as your website"
        command.add_argument("--address", default="", metavar="URL", help=about)
    return parser


def check_cases(names: list[str]) -> int:
    """Check the named cases, or all in ``data/``; return 1 if any has a problem."""
    exit_codes = []
    if not names:
        names = case_names()
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
        read = read_case(name)
    except CaseError as error:
        print(f"{name}: {count(error.count, 'problem', 'problems')}.")
        print(error)
        return 1

    case, problems = read.case, list(exhibit_problems(read.case))
    if "exhibits" in read.tables:  # in a workbook they are in a sheet
        file = read.tables["exhibits"].file
        problems = [problem._replace(file=file) for problem in problems]
    for remark in case.remarks:
        print(remark)
    rows = sum(len(table) for table in case.tables.values())
    found = count(len(problems), "problem", "problems")
    print(f"{case.name}: {len(case.tables)} tables, {rows} rows, {found}.")
    if problems:
        print(report(problems))
    odd = look_at(read)
    if odd:
        print("Worth a look, and allowed:")
        print(report(odd))
    return 1 if problems else 0


def start_case(name: str, timelinejs: Path | None) -> int:
    """Ask about an article and write an empty workbook for it, and say what comes next."""
    from dateline.publish.new_case import ask_about_article, check_name, import_timeline, start

    check_name(name)
    imported = import_timeline(timelinejs) if timelinejs else None
    try:
        article = ask_about_article(input, imported.headline if imported else "")
    except EOFError:
        raise ValueError("No answer, so nothing was written.") from None
    path = start(name, article, imported.events if imported else ())
    if imported:
        print(f"{count(len(imported.events), 'event', 'events')} brought in from {timelinejs}.")
        print("They still need their sources: one name in each row, from the sheet sources.")
        if imported.lost:
            print("Left out:", *imported.lost, sep="\n  ")
    print(f"Made {path}")
    print("Next: open it in Excel or LibreOffice. Fill in the sheets sources and events, save it,")
    print(f"close it, and type: python3 start.py check {name}")
    return 0


def convert(name: str, to_folder: bool) -> int:
    """Write a folder as a workbook beside it, or a workbook as a folder."""
    from dateline.publish.convert import to_folder as write_folder
    from dateline.publish.convert import to_workbook

    path = write_folder(name) if to_folder else to_workbook(name)
    print(f"Made {path}")
    return 0


def write_notebook(name: str) -> int:
    """Write the notebook that reads any case, for this case, and print where it is."""
    from dateline.publish.any_case import my_notebook

    print(my_notebook(find_case(name)))
    return 0


def write_slides(name: str | None, only: list[str], folder: Path | None) -> int:
    """Write the exhibits of a case as pictures and a deck, and print the progress."""
    from dateline.publish.figures import Progress, figures
    from dateline.publish.lesson import case_of_the_notebooks

    lesson = case_of_the_notebooks()
    case = load_case(name or lesson)
    folder = folder or output_folder("figures", name or lesson, case.name, lesson)
    chart_names = [chart for chart in ",".join(only).split(",") if chart]

    progress = Progress()
    for line in figures(case, folder, chart_names, progress):
        print(line, flush=True)
    for problem in progress.problems:
        print(problem, file=sys.stderr)

    if progress.problems:
        print(f"{len(progress.problems)} could not be made: correct these rows and run it again.")
    print(f"{count(progress.charts, 'chart is', 'charts are')} in {folder}.")
    if chart_names or progress.problems:
        print("The decks and the index are left as they were.")
    return 1 if progress.problems else 0


def output_folder(outputs: str, asked_for: str, case: str, lesson: str) -> Path:
    """Return where what is made of a case goes: that of another case never among the lesson's.

    Args:
        outputs: The folder of the project: figures, edition or pack.
        asked_for: What was typed: the name of a case or the path of its folder.
        case: The name of the case.
        lesson: The name of the notebooks' case.
    """
    if asked_for == lesson or Path(asked_for).resolve() == CASES / lesson:
        return PROJECT / outputs
    name = safe_name(case, default="case")
    return PROJECT / outputs / (f"case-{name}" if name in FOLDERS_OF_THE_LESSON else name)


def write_edition(name: str | None, folder: Path | None, serve: str | None) -> int:
    """Write the lesson or a case as a website, print the progress, and serve it if asked."""
    from dateline.publish.any_case import notebooks_of
    from dateline.publish.edition import edition
    from dateline.publish.lesson import case_of_the_notebooks
    from dateline.publish.serve import server_at

    lesson = case_of_the_notebooks()
    case = case_named(name) if name else None
    if name and not case and not folder:
        folder = Path(name)  # a new folder for the pages of the lesson
    folder = folder or output_folder(
        "edition", str(case or lesson), case.stem if case else "", lesson
    )
    if case and case == CASES / lesson:
        case = None

    server = server_at(serve, folder) if serve is not None else None
    with notebooks_of(case) as notebooks:
        for line in edition(folder, notebooks, case=str(case or "")):
            print(line, flush=True)
    if server is None:
        print(f"Open {folder / 'index.html'} in a browser. It needs no network.")
        return 0
    print(f"The class opens {server.address}  (Ctrl+C stops it)", flush=True)
    server.run()
    return 0


def write_pack(name: str | None, folder: Path | None, address: str, *, pdf: bool) -> int:
    """Write the teacher's pack of a case, and print the progress."""
    from dateline.publish.lesson import case_of_the_notebooks
    from dateline.publish.pack.build import pack

    lesson = case_of_the_notebooks()
    case = load_case(name or lesson)
    folder = folder or output_folder("pack", name or lesson, case.name, lesson)
    for line in pack(case, folder, address, pdf=pdf):
        print(line, flush=True)
    print(f"Teaching tomorrow? Open {folder / 'index.html'} in a browser.")
    return 0


def write_release(folder: Path, address: str) -> int:
    """Write the two files of a release, and print the progress."""
    from dateline.publish.release import release

    for line in release(folder, address):
        print(line, flush=True)
    print(f"Both are in {folder}.")
    return 0


def case_named(name: str) -> Path | None:
    """Return the folder or workbook of a case, or None if this is not the name of one."""
    try:
        path = find_case(name)
    except CaseError:
        return None
    is_case = path.is_file() or (path / DESCRIPTION).is_file()
    return path if is_case else None


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
