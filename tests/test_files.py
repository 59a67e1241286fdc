"""Files are written whole or not at all, under safe names, and nobody's work is overwritten."""

import json
import os
import subprocess
import sys
import time

import pytest

from dateline.files import RECORD, check_replaceable, safe_name, write_files
from tests.notebooks import PROJECT


def names(folder):
    """Return what a reader sees in a folder and below it."""
    return sorted(path.name for path in folder.rglob("*") if path.name != RECORD)


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
    write_files(tmp_path, {"ours.txt": b"yesterday"})
    (tmp_path / "theirs.txt").write_text("an afternoon's work")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would never end
    check_replaceable(tmp_path, ["ours.txt", "new.txt"])
    for name in ("theirs.txt", "folder.txt", "pipe.txt"):
        with pytest.raises(FileExistsError, match=rf"{name} is there.*choose another name"):
            write_files(tmp_path, {"ours.txt": b"today", name: b"today", "new.txt": b"today"})
    assert (tmp_path / "ours.txt").read_text() == "yesterday"
    assert (tmp_path / "theirs.txt").read_text() == "an afternoon's work"
    assert names(tmp_path) == ["folder.txt", "ours.txt", "pipe.txt", "theirs.txt"]
    write_files(tmp_path, {"ours.txt": b"today"})
    assert (tmp_path / "ours.txt").read_text() == "today"


def test_what_we_made_and_somebody_edited_is_left_alone(tmp_path):
    """A teacher writes own words into a text or a page; the next run must not take them away."""
    write_files(tmp_path, {"page.html": b"<p>made</p>", "words.txt": b"made"})
    (tmp_path / "words.txt").write_text("made, and edited")
    with pytest.raises(FileExistsError, match="or was edited since"):
        write_files(tmp_path, {"page.html": b"<p>new</p>", "words.txt": b"new"})
    assert (tmp_path / "page.html").read_text() == "<p>made</p>"


@pytest.mark.parametrize("record", ["[]", "{", '{"files": {"theirs.txt": 1}}', "[" * 100_000])
def test_a_broken_record_makes_nothing_ours(tmp_path, record):
    """What cannot be read must not become a permission to write over everything."""
    (tmp_path / "theirs.txt").write_text("work")
    (tmp_path / RECORD).write_text(record)
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"theirs.txt": b"new"})
    write_files(tmp_path, {"new.txt": b"new"})
    assert json.loads((tmp_path / RECORD).read_text())["files"].keys() >= {"new.txt"}


def test_a_strange_thing_in_the_place_of_the_record_stops_nothing(tmp_path):
    """A pipe would be read for ever; what a link leads to is not ours to write."""
    victim = tmp_path / "victim"
    victim.write_text("work")
    for number, plant in enumerate([os.mkfifo, lambda record: record.symlink_to(victim)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        plant(folder / RECORD)
        write_files(folder, {"page.html": b"made"})
        write_files(folder, {"page.html": b"made again"})
    assert victim.read_text() == "work"


def test_links_are_not_followed_out_of_the_folder(tmp_path):
    """A stranger's folder may contain a link to a file of the reader's, in the place of a page."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.html").write_text("a letter")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "after").symlink_to(outside)
    (folder / "index.html").symlink_to(outside / "letter.html")
    (folder / "new.html").symlink_to(outside / "not-there.html")
    for name in ("after/letter.html", "after/new.html", "index.html", "new.html"):
        with pytest.raises(FileExistsError, match="is a link to another place"):
            write_files(folder, {name: b"escaped"})
    assert names(outside) == ["letter.html"]
    assert (outside / "letter.html").read_text() == "a letter"

    # The folder itself may be a link: its reader asked for it by that name.
    (tmp_path / "mine").symlink_to(outside)
    write_files(tmp_path / "mine", {"page.html": b"made"})
    assert (outside / "page.html").exists()


@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/up.txt", "a/../../up.txt", "", ".", "a\\b", "c:x", "nul.txt", "x "]
)
def test_no_name_leads_out_of_the_folder_or_fails_on_another_system(tmp_path, name):
    with pytest.raises(ValueError, match="name"):
        write_files(tmp_path / "folder", {"first.txt": b"x", name: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_several_files_are_written_or_none(tmp_path):
    """Half a set, such as a new picture with its old words, would be a wrong set."""
    write_files(tmp_path, {"first.txt": b"old"})
    (tmp_path / "taken").write_text("a file and not a folder")
    with pytest.raises(OSError, match=r"Nothing was saved in .*make room or choose another folder"):
        write_files(tmp_path, {"first.txt": b"new", "taken/second.txt": b"new"})
    assert (tmp_path / "first.txt").read_text() == "old"
    assert names(tmp_path) == ["first.txt", "taken"]


class Interrupted(dict):
    """Files in whose place somebody makes a folder, while they are being written."""

    def items(self):
        for name, content in super().items():
            if name == "last.txt":
                self.place.mkdir()
            yield name, content


def test_a_set_that_fails_in_the_middle_is_put_back(tmp_path):
    """On Windows, a deck that is open in PowerPoint cannot be replaced; the pictures before it can.

    Here the last file cannot be renamed, because a folder has come to be in its place.
    """
    write_files(tmp_path, {"first.txt": b"old"})
    files = Interrupted({"first.txt": b"new", "new.txt": b"new", "last.txt": b"new"})
    files.place = tmp_path / "last.txt"
    with pytest.raises(OSError, match="Nothing was saved"):
        write_files(tmp_path, files)
    assert (tmp_path / "first.txt").read_text() == "old"
    assert names(tmp_path) == ["first.txt", "last.txt"]
    write_files(tmp_path, {"first.txt": b"newer"})  # it is still known as ours


def test_a_full_disk_leaves_the_old_files_and_no_half_of_a_new_one(tmp_path):
    """A limit on the size of files stops the second write as a full disk would."""
    write_files(tmp_path, {"small.txt": b"old", "large.txt": b"old"})
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from dateline.files import write_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_files(Path(), {'small.txt': b'', 'large.txt': b'x' * 2000})\n"
        "except OSError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT)},
    )
    assert done.stdout.startswith("Nothing was saved in . (File too large)")
    assert names(tmp_path) == ["large.txt", "small.txt"]
    assert [(tmp_path / name).read_text() for name in names(tmp_path)] == ["old", "old"]


def test_what_is_renamed_is_on_the_disk_first(tmp_path, monkeypatch):
    """After a power cut, a name without its content would be an empty page.

    The two calls to the system are watched, and still made.
    """
    calls = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)

        def watched(*arguments, real=real, name=name):
            calls.append(name)
            return real(*arguments)

        monkeypatch.setattr(os, name, watched)
    write_files(tmp_path, {"one.txt": b"1", "two.txt": b"2"})
    assert calls[:6] == ["fsync"] * 3 + ["replace"] * 3  # the record, too


def test_drafts_that_a_killed_program_left_are_removed(tmp_path):
    """Only old ones: another program may be at work on the others."""
    old, recent, link = (tmp_path / f".dateline-{name}.part" for name in ("old", "new", "link"))
    victim = tmp_path / "victim.txt"
    victim.write_text("work")
    for draft in (old, recent):
        draft.write_text("half")
    link.symlink_to(victim)
    long_ago = time.time() - 7200
    for draft in (old, link):
        os.utime(draft, (long_ago, long_ago), follow_symlinks=False)
    write_files(tmp_path, {"page.html": b"made"})
    assert names(tmp_path) == [".dateline-new.part", "page.html", "victim.txt"]


def test_files_can_be_read_by_others(tmp_path):
    """A web server runs under another account."""
    before = os.umask(0o022)
    try:
        (file,) = write_files(tmp_path / "new", {"page.html": b"made"})
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o777 == 0o644
