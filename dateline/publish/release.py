"""The release: one zip for students and one for teachers, the same bytes each time.

The students' zip has the website and the sheets. The teachers' zip has, beside these, the keys,
the notes, the decks and the tables.
"""

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from nbformat import NotebookNode

from dateline.case import PROJECT, Case, load_case
from dateline.dates import long_date
from dateline.files import check_replaceable, write_files
from dateline.publish.edition import run_all, website
from dateline.publish.lesson import NOTEBOOKS, case_of_the_notebooks, files
from dateline.publish.pack.build import pack_files
from dateline.publish.pack.contents import STUDENTS
from dateline.publish.reproducible import zipped
from dateline.web import fill

LICENSES = ("LICENSE", "LICENSE-TEXT", "CITATION.cff")
FIGURES = PROJECT / "figures"


def zip_names() -> tuple[str, str]:
    """Return what the two files are called: for students and for teachers."""
    number = version("dateline")
    return f"dateline-{number}-students.zip", f"dateline-{number}-teachers.zip"


def release(to: Path, address: str = "") -> Iterator[str]:
    """Write the two files that are attached to a release.

    Args:
        to: The folder. It is made if it is missing; only what an earlier release wrote is
            replaced.
        address: An address on the web for the sheets' QR code; "" for none.

    Yields:
        A line for each step.

    Raises:
        CaseError: The case of the notebooks has problems; nothing is run.
        ValueError: A cell of a notebook fails, or a table contradicts another one.
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
        OSError: The folder cannot be written to, or the browser printed nothing.
    """
    students, teachers = zip_names()
    check_replaceable(to, [students, teachers])
    case = load_case(case_of_the_notebooks())
    sheets: dict[str, bytes] = {}
    yield from pack_files(case, sheets, address)
    executed: dict[str, NotebookNode] = {}
    yield from run_all(files(NOTEBOOKS), executed)
    # Without downloads: the tables and the decks have the keys and what to say.
    for_students = website(executed, case.name, downloads=False)
    for_teachers = website(executed, case.name)
    zips = {
        students: students_files(case, for_students, sheets),
        teachers: teachers_files(case, for_teachers, sheets),
    }
    made = write_files(to, {name: zipped(files) for name, files in zips.items()})
    for file in made:
        yield f"{file.name}  {file.stat().st_size / 1_000_000:.1f} MB"


def students_files(
    case: Case, website: Mapping[str, bytes], sheets: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return what is in the students' zip by its names: no key and no note for the teacher.

    Args:
        case: The case of the lesson.
        website: The files of the website, without downloads.
        sheets: The files of the pack; those of the students' folder are taken.
    """
    own = {name: content for name, content in sheets.items() if name.startswith(f"{STUDENTS}/")}
    return _in_folder("website", website) | own | _about(case, teacher=False)


def teachers_files(
    case: Case, website: Mapping[str, bytes], sheets: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return what is in the teachers' zip by its names: everything.

    Args:
        case: The case of the lesson.
        website: The files of the website, with its downloads.
        sheets: The files of the pack.
    """
    parts = _in_folder("website", website) | _in_folder("pack", sheets) | _figures()
    return parts | _about(case, teacher=True)


def _in_folder(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def _figures() -> dict[str, bytes]:
    """Return the decks and the charts ready for slides, as they are in the project."""
    found = {}
    for file in sorted(FIGURES.rglob("*")):
        name = file.relative_to(PROJECT).as_posix()
        if file.is_file() and not file.name.startswith("."):
            found[name] = file.read_bytes()
    return found


def _about(case: Case, *, teacher: bool) -> dict[str, bytes]:
    """Return the licenses, and a page that says what is in the zip and which version it is."""
    files = {name: (PROJECT / name).read_bytes() for name in LICENSES}
    text = fill(
        "pack/read_me.txt",
        case=case,
        day=long_date(case.published),
        version=version("dateline"),
        teacher=teacher,
    )
    return files | {"READ ME FIRST.txt": str(text).encode()}
