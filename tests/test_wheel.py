"""Installed as a wheel, far from any copy of the project, the lesson works as it does there."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from dateline import open_lesson
from dateline.case.project import find_project
from tests.notebooks import PROJECT, STRICT, quiet

BUILD = "from setuptools.build_meta import build_wheel; print(build_wheel('.'))"
# Runs the code of a notebook and says where everything came from.
NOTEBOOK = """
import json, sys, nbformat
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
for cell in nbformat.read("{name}.ipynb", as_version=4).cells:
    if cell.cell_type == "code":
        with __import__("IPython.utils.capture").utils.capture.capture_output():
            shell.run_cell(cell.source).raise_error()

import dateline
from dateline.case import PROJECT
changed = int(shell.user_ns["case"].events["title"].str.contains("Bagdad").sum())
print(json.dumps(dict(package=dateline.__file__, project=str(PROJECT), changed=changed)))
"""
IGNORE = shutil.ignore_patterns("*.egg-info", "__pycache__", ".ipynb_checkpoints")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install the wheel into an environment that has no copy of the project; return its Python.

    The packages that the wheel needs are lent by the environment of the tests: nothing is
    downloaded.
    """
    source = tmp_path_factory.mktemp("source")
    for name in ("dateline", "notebooks", "data"):
        shutil.copytree(PROJECT / name, source / name, ignore=IGNORE)
    for name in ("pyproject.toml", "LICENSE", "LICENSE-TEXT"):
        shutil.copy(PROJECT / name, source)
    (source / "data" / "baghdad-embassy-2020" / "article.txt").write_text("not ours to share")
    subprocess.run([sys.executable, "-c", BUILD], cwd=source, check=True, capture_output=True)
    (wheel,) = source.glob("*.whl")

    home = tmp_path_factory.mktemp("environment") / "env"
    venv.create(home, symlinks=os.name == "posix")
    paths = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    python = Path(sysconfig.get_path("scripts", "venv", paths)) / Path(sys.executable).name
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index"]
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    lent = sysconfig.get_path("purelib")
    (packages / "lent.pth").write_text(f"import sys; sys.path.append({lent!r})\n")
    return python


@pytest.fixture(scope="module")
def lesson(installed, tmp_path_factory):
    """Return a folder into which the command ``dateline`` has copied the lesson."""
    folder = tmp_path_factory.mktemp("reader") / "class 4b"
    code = "from dateline.open_lesson import *; import sys; copy_missing(SHARED, Path(sys.argv[1]))"
    command = [installed, "-P", "-c", code, folder]
    subprocess.run(command, check=True, cwd=folder.parent, env=quiet(folder))
    return folder


def test_every_notebook_and_case_is_copied_and_the_article_is_not(lesson):
    copied = {file.relative_to(lesson) for file in lesson.rglob("*") if file.is_file()}
    stored = set(PROJECT.glob("notebooks/*.ipynb")) | {PROJECT / "data" / "README.md"}
    stored |= {file for kind in ("csv", "json") for file in PROJECT.glob(f"data/**/*.{kind}")}
    assert copied == {file.relative_to(PROJECT) for file in stored}


def test_a_notebook_runs_in_a_folder_of_ones_own(installed, lesson):
    """It reads the tables beside it: what a teacher changes there changes the chart."""
    events = lesson / "data" / "baghdad-embassy-2020" / "events.csv"
    events.write_text(
        events.read_text(encoding="utf-8-sig").replace("Baghdad", "Bagdad"), encoding="utf-8"
    )
    code = NOTEBOOK.format(name="02_build_the_timeline")
    environment = quiet(lesson) | {"PYTHONWARNINGS": STRICT}
    command = [installed, "-P", "-c", code]
    done = subprocess.run(
        command, cwd=lesson / "notebooks", env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert Path(said["package"]).is_relative_to(Path(installed).parents[1])
    assert Path(said["project"]) == lesson.resolve()
    assert said["changed"] > 0


def test_a_second_start_changes_nothing(lesson):
    """A reader's notebook with their work in it is never written over."""
    own = lesson / "notebooks" / "00_start_here.ipynb"
    own.write_text("my own work")
    gone = lesson / "notebooks" / "02_build_the_timeline.ipynb"
    gone.unlink()
    assert open_lesson.copy_missing(PROJECT / "notebooks", lesson / "notebooks") == 1
    assert own.read_text() == "my own work"
    assert gone.exists()
    assert not list(lesson.rglob("*.part"))


def test_a_folder_that_cannot_hold_the_lesson_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "class-4b").write_text("a file, not a folder")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["dateline", "class-4b/lesson"])
    monkeypatch.setattr(open_lesson, "SHARED", PROJECT / "notebooks")
    assert open_lesson.main() == 1
    said = capsys.readouterr().err
    assert said.startswith(f"The lesson cannot be copied into {tmp_path / 'class-4b' / 'lesson'} (")
    assert said.endswith("Name another folder: dateline FOLDER\n")


@pytest.mark.parametrize(
    ("here", "project"),
    [
        ("class", "class"),
        ("class/notebooks", "class"),
        ("class/notebooks/deep/er", "class"),
        ("class/inner/notebooks", "class/inner"),
        ("elsewhere/notebooks", None),  # its folder data has no case
    ],
)
def test_the_project_is_the_nearest_folder_with_a_case(tmp_path, here, project):
    """Else it is the folder that the package came in."""
    for folder in ("class", "class/inner"):
        (tmp_path / folder / "data" / "town").mkdir(parents=True)
        (tmp_path / folder / "data" / "town" / "datapackage.json").write_text("{}")
    (tmp_path / "elsewhere" / "data").mkdir(parents=True)
    (tmp_path / here).mkdir(parents=True, exist_ok=True)
    assert find_project(tmp_path / here) == (tmp_path / project if project else PROJECT)


def test_the_lesson_opens_where_one_is_and_else_in_a_new_folder(tmp_path):
    place = tmp_path / "class"
    (place / "data" / "town").mkdir(parents=True)
    (place / "data" / "town" / "datapackage.json").write_text("{}")
    (place / "notebooks").mkdir()
    assert open_lesson.lesson_folder(place / "notebooks", "") == place
    assert open_lesson.lesson_folder(tmp_path, "") == tmp_path / "dateline-lesson"
    assert open_lesson.lesson_folder(tmp_path, "mine") == tmp_path / "mine"
