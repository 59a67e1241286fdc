"""Files are written whole or not at all, under safe names, and nobody's work is overwritten."""

import subprocess
import sys

import pytest

from dateline.files import MADE, check_replaceable, replace_file, safe_name, write_files
from tests.notebooks import PROJECT


def names(folder):
    return sorted(path.name for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d*e?", "a-b-c-d-e"),
        ("  Troops, 2020!  ", "troops-2020"),
        ("///", "chart"),
        ("CON", "chart-con"),
        ("lpt1", "chart-lpt1"),
        ("Übung بغداد", "übung-بغداد"),
        ("x" * 300, "x" * 60),
    ],
)
def test_any_text_becomes_a_name_that_every_system_takes(text, name):
    """A name with slashes must not lead out of the folder."""
    assert safe_name(text) == name


def test_only_what_dateline_made_is_replaced(tmp_path):
    """A file of the same name may be an afternoon's work."""
    ours, theirs, new = (tmp_path / name for name in ("ours.txt", "theirs.txt", "new.txt"))
    ours.write_text(f"{MADE} yesterday")
    theirs.write_text("an afternoon's work")
    check_replaceable([ours, new])
    with pytest.raises(FileExistsError, match=r"theirs\.txt is there.*choose another name"):
        check_replaceable([ours, theirs])
    with pytest.raises(FileExistsError, match="not made by Dateline"):
        write_files({ours: b"today", theirs: b"today", new: b"today"})
    with pytest.raises(FileExistsError):
        write_files({tmp_path: b"a folder has this name"})
    assert ours.read_text() == f"{MADE} yesterday"
    assert theirs.read_text() == "an afternoon's work"
    assert names(tmp_path) == ["ours.txt", "theirs.txt"]
    write_files({ours: b"today"})
    assert ours.read_text() == "today"


def test_several_files_are_written_or_none(tmp_path):
    """Half a set, such as a new picture with its old words, would be a wrong set."""
    first, second = tmp_path / "first.txt", tmp_path / "taken" / "second.txt"
    first.write_text(MADE)
    second.parent.write_text("a file and not a folder")
    with pytest.raises(OSError, match=r"Nothing was saved in .*make room or choose another folder"):
        write_files({first: b"new", second: b"new"})
    assert first.read_text() == MADE
    assert names(tmp_path) == ["first.txt", "taken"]


def test_a_full_disk_leaves_the_old_files_and_no_half_of_a_new_one(tmp_path):
    """A limit on the size of files stops the second write as a full disk would."""
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from dateline.files import MADE, replace_file, write_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "small, large = Path('small.txt'), Path('large.txt')\n"
        "new = MADE.encode() * 100\n"
        "both = {small: b'', large: new}\n"
        "for write in (lambda: replace_file(large, new), lambda: write_files(both)):\n"
        "    try:\n"
        "        write()\n"
        "    except OSError as error:\n"
        "        print(error)\n"
    )
    for name in ("small.txt", "large.txt"):
        (tmp_path / name).write_text(MADE)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT)},
    )
    assert "File too large" in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[1].startswith("Nothing was saved in .")
    assert names(tmp_path) == ["large.txt", "small.txt"]
    assert [path.read_text() for path in tmp_path.iterdir()] == [MADE, MADE]


def test_a_single_file_is_replaced_in_one_step(tmp_path):
    """Answers and pages are written this way: the folder is made, no draft is left behind."""
    file = tmp_path / "new" / "page.html"
    for content in (b"first", b"second"):
        replace_file(file, content)
        assert file.read_bytes() == content
    assert names(tmp_path) == ["new", "page.html"]
