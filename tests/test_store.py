"""An answer that was saved is never lost, and opens for its code name and no other."""

import json
import random
import subprocess
import sys
import time

import pytest

from dateline.questions.store import SCHEMA, Store, code_name
from tests.notebooks import PROJECT

PART = "01_first"
OTHER_PART = "02_second"
# Saves one answer after the other. Imported without the rest of the package, it starts at once.
WRITER = """
import sys, types
from pathlib import Path
package = types.ModuleType("dateline")
package.__path__ = ["dateline"]
sys.modules["dateline"] = package
from dateline.questions.store import Store
store, number = Store(Path(sys.argv[1]), "blue fox"), int(sys.argv[2])
while True:
    number += 1
    store.keep("01_first", "count", "x" * 2000 + str(number))
    print(number, flush=True)
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "answers", "blue fox")


def reopened(store, name="blue fox"):
    """Return the answers of a code name as they are found later."""
    return Store(store.folder, name)


def files(store):
    return sorted(file.name for file in store.folder.glob("*"))


def test_what_was_saved_comes_back(store):
    """In one file for each notebook, which says how it is built for a later version."""
    store.keep(PART, "roof", "May")
    store.keep(PART, "books", ["a", "b"])
    store.keep(OTHER_PART, "roof", "June")
    assert reopened(store).answers(PART) == {"roof": "May", "books": ["a", "b"]}
    assert reopened(store).answers(OTHER_PART) == {"roof": "June"}
    assert store.notices == [] and store.not_saved == ""
    assert len(files(store)) == 2
    content = json.loads(store.file(PART).read_text(encoding="utf-8"))
    assert content["schema"] == SCHEMA == 1
    assert (content["name"], content["part"]) == ("blue fox", PART)


def test_nothing_is_written_before_the_first_answer(store):
    """Looking at a notebook must leave no trace."""
    assert store.answers(PART) == {}
    assert not store.folder.exists()


def test_forty_killed_writers_lose_no_saved_answer(tmp_path):
    """The power fails at any moment: what was reported as saved is there, and whole."""
    dice = random.Random(7)
    saved = 0
    drafts = 0
    for _ in range(40):
        command = [sys.executable, "-S", "-c", WRITER, str(tmp_path), str(saved)]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as writer:
            writer.stdout.readline()  # the first answer is saved; now at any moment:
            time.sleep(dice.uniform(0, 0.002))
            writer.kill()
            reported = writer.stdout.read().split("\n")[:-1]
        saved = int(reported[-1]) if reported else saved + 1
        store = Store(tmp_path, "blue fox")
        found = int(store.answers(PART)["count"].strip("x"))
        assert saved <= found <= saved + 1
        assert store.notices == []
        saved = found
        drafts = len(list(tmp_path.glob(".*.part")))
    assert saved >= 40
    assert drafts > 2  # so many were killed in the middle of writing


def test_two_notebooks_open_at_once_keep_the_answers_of_both(store):
    """Two tabs on one file: the one that saves last must not forget the other's answers."""
    first, second = reopened(store), reopened(store)
    first.keep(PART, "roof", "May")
    second.keep(PART, "books", "many")
    first.keep(OTHER_PART, "tower", "tall")
    second.keep(PART, "roof", "June")
    assert reopened(store).answers(PART) == {"roof": "June", "books": "many"}
    assert reopened(store).answers(OTHER_PART) == {"tower": "tall"}


def test_spaces_and_capitals_make_no_other_code_name(store):
    """Nobody sees a second space, and a phone writes the first letter large."""
    store.keep(PART, "roof", "May")
    for typed in (" blue  fox ", "blue\tfox", "Blue Fox", "BLUE FOX"):
        assert reopened(store, typed).answers(PART) == {"roof": "May"}
    assert code_name("STRASSE") == code_name("Straße")
    assert code_name("cafe\u0301") == code_name("caf\u00e9")


def test_every_code_name_has_plain_files_that_no_other_name_opens(store):
    """A near miss is no key on a shared computer, and no name leads out of the folder."""
    names = [
        *("blue fox", "blue-fox", "blue_fox", "blüe fox", "blue fox.", "bluefox", "蓝 狐", "赤 狐"),
        *("../../etc", "C:\\x", "/root", "con", "NUL", "aux.txt", "a/b", "..", ".", "~", "a*?<>|"),
        *("🦊", "🐻", "<img src=x onerror=alert(1)>", "naïve %s {}", "x" * 40, "\U00020000" * 40),
    ]
    parts = [PART, "../up", "con", "*"]
    for name in names:
        for part in parts:
            assert reopened(store, name).answers(part) == {}
            reopened(store, name).keep(part, "code name", name)
    for name in names:
        for part in parts:
            assert reopened(store, name).answers(part) == {"code name": name}

    made = files(store)
    assert len({file.lower() for file in made}) == len(names) * len(parts)
    for file in made:
        assert (store.folder / file).is_file()
        assert file[0].isalnum() and file.split(".")[0] not in ("con", "nul", "aux", "prn")
        assert all(letter.isalnum() or letter in "-_." for letter in file)
        assert len(file.encode()) < 230  # a draft needs some more, and no system takes over 255


def test_a_file_that_an_earlier_version_named_is_found(store):
    """Only the mark in the name counts; once there were no letters outside a to z in it."""
    name = "blüe_fox"
    reopened(store, name).keep(PART, "roof", "May")
    (file,) = store.folder.iterdir()
    file.rename(file.with_name(file.name.replace("blüe-fox-", "blue_fox-")))
    earlier = reopened(store, name)
    assert earlier.answers(PART) == {"roof": "May"}
    earlier.keep(PART, "books", "many")
    assert earlier.answers(PART) == {"roof": "May", "books": "many"}
    earlier.delete()
    assert files(store) == []


def test_a_name_that_cannot_be_seen_or_is_too_long_is_refused(tmp_path):
    for typed in ("", "   ", "x" * 41, "a\u200bb", "a\x00b", "\ud800", "\u202eab"):
        with pytest.raises(ValueError, match="1 to 40 letters that can be seen"):
            Store(tmp_path, typed)


BROKEN = {
    "half": b'{"schema": 1, "name": "blue fox", "ans',
    "empty": b"",
    "no text": b"\xff\xfe\x00\x01",
    "a list": b"[]",
    "a word": b'"roof"',
    "newer": b'{"schema": 2, "name": "blue fox", "answers": {"roof": "May"}}',
    "another's": b'{"schema": 1, "name": "red hen", "answers": {"roof": "May"}}',
    "no name": b'{"schema": 1, "answers": {}}',
    "answers are none": b'{"schema": 1, "name": "blue fox", "answers": null}',
    "answers are a number": b'{"schema": 1, "name": "blue fox", "answers": 3}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_or_newer_file_is_set_aside(store, content):
    """It may be an hour's work: it is kept to the byte, and the reader can go on."""
    store.keep(PART, "roof", "April")
    store.file(PART).write_bytes(content)
    assert store.answers(PART) == {}
    (aside,) = store.folder.glob("*.set-aside-*")
    (notice,) = store.notices
    assert aside.name in notice

    store.file(PART).write_bytes(content)
    store.keep(PART, "roof", "May")  # a file that breaks in between is not overwritten either
    assert reopened(store).answers(PART) == {"roof": "May"}
    asides = list(store.folder.glob("*.set-aside-*"))
    assert [file.read_bytes() for file in asides] == [content, content]


def test_without_a_place_to_write_answers_stay_in_memory_until_there_is_one(tmp_path):
    """A lesson must not stop because of a folder; the reader has to know that nothing is saved."""
    in_the_way = tmp_path / "answers"
    in_the_way.write_text("a file in the way", encoding="utf-8")
    store = Store(in_the_way, "blue fox")
    for number in range(3):
        store.keep(PART, f"question-{number}", number)
    expected = {"question-0": 0, "question-1": 1, "question-2": 2}
    assert store.answers(PART) == expected
    assert "not saved" in store.not_saved and "when you close this notebook" in store.not_saved
    assert store.notices == []

    in_the_way.unlink()
    store.keep(PART, "books", "many")
    assert store.not_saved == ""  # the notice goes with its reason
    assert reopened(store).answers(PART) == expected | {"books": "many"}


def test_delete_takes_all_of_one_name_and_nothing_of_another(store):
    """Whoever wants the answers gone wants the pieces gone as well."""
    store.keep(PART, "roof", "May")
    store.file(PART).write_bytes(b"half")
    store.keep(PART, "roof", "June")
    store.keep(OTHER_PART, "books", "many")
    draft = store.folder / f".{store.file(PART).name}.99.part"
    draft.write_text("left by a power failure", encoding="utf-8")
    other = reopened(store, "red hen")
    other.keep(PART, "roof", "July")
    assert len(files(store)) == 5
    store.delete()
    assert store.answers(PART) == store.answers(OTHER_PART) == {}
    assert files(store) == [other.file(PART).name]


def test_any_text_is_saved_as_it_was_given(store):
    """Letters of any script, half letters, code: an answer is text and no more."""
    hostile = '</script><img src=x onerror=alert(1)> \u2028 "\\ 🦊 \ud800 \x00'
    store.keep(PART, hostile, hostile)
    assert reopened(store).answers(PART) == {hostile: hostile}
