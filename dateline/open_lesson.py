"""The command ``dateline``: the lesson in a folder of one's own, without a copy of the project.

``dateline``          opens the lesson of this folder, or else one in the folder dateline-lesson
``dateline FOLDER``   opens the lesson in that folder

The folder gets the notebooks and tables that it does not have yet; nothing in it is written over.
Further words go on to JupyterLab: ``dateline class-4b --no-browser``.
"""

import os
import shutil
import sys
from pathlib import Path

from dateline.case.project import SHARED, find_project, has_case

DEFAULT = "dateline-lesson"
FIRST_PAGE = "notebooks/00_start_here.ipynb"
# JupyterLab's news and update messages would cover a corner of the projector.
LAB_SETTINGS = Path(__file__).parent / "web" / "lab"


def main() -> int:
    """Copy what is missing, open JupyterLab in its place, and return an exit code if it cannot."""
    words = sys.argv[1:]
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0

    name = ""
    if words and not words[0].startswith("-"):
        name, *words = words
    folder = lesson_folder(Path.cwd(), name)
    try:
        copied = copy_missing(SHARED, folder)
    except OSError as error:
        print(problem(folder, error), file=sys.stderr)
        return 1

    print(f"{folder}: {what_happened(copied)} Your answers are saved here, too.", flush=True)
    os.chdir(folder)
    command = [sys.executable, "-P", "-m", "jupyterlab", *lab_options(folder), *words]
    if os.name == "posix":
        os.execv(sys.executable, command)
    return os.spawnv(os.P_WAIT, sys.executable, command)


def lesson_folder(here: Path, name: str) -> Path:
    """Return the folder to open: the one that is named, that of ``here``, or a new one."""
    if name:
        return (here / Path(name).expanduser()).resolve()
    found = find_project(here)
    return found if here.is_relative_to(found) and has_case(found) else here / DEFAULT


def copy_missing(source: Path, folder: Path) -> int:
    """Copy the files that a folder does not have, and return how many were copied.

    Raises:
        OSError: A file or folder could not be written.
    """
    copied = 0
    for file in sorted(source.rglob("*")):
        own = folder / file.relative_to(source)
        if not file.is_file() or own.exists() or own.is_symlink():
            continue
        own.parent.mkdir(parents=True, exist_ok=True)
        part = own.with_name(f".{own.name}.part")
        try:
            shutil.copyfile(file, part)  # a full disk leaves no half notebook behind
            part.replace(own)
        finally:
            part.unlink(missing_ok=True)
        copied += 1
    return copied


def lab_options(folder: Path) -> list[str]:
    """Return what JupyterLab is started with: the folder, the first page, no news."""
    options = [f"--ServerApp.root_dir={folder}"]
    if (folder / FIRST_PAGE).exists():
        options.append(f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}")
    options.append(f"--LabApp.app_settings_dir={LAB_SETTINGS}")
    return options


def what_happened(copied: int) -> str:
    """Return a sentence about what was copied."""
    if copied:
        return f"{copied} files of the lesson were copied into it."
    return "The lesson is already there; nothing in it was changed."


def problem(folder: Path, error: OSError) -> str:
    """Return a sentence about a folder that cannot hold the lesson, and what to do."""
    reason = error.strerror or str(error)
    return (
        f"The lesson cannot be copied into {folder} ({reason}). "
        "Name another folder: dateline FOLDER"
    )
