"""An answer that was saved is never lost, and opens for nobody but its code name."""

import json
import random
import subprocess
import sys
import time

import pytest

from dateline.questions.store import SCHEMA, Store, code_name
from tests.notebooks import PROJECT

PART, OTHER = "01_first", "02_second"
WRITER = """
import sys; from pathlib import Path; from dateline.questions.store import Store
store, number = Store(Path(sys.argv[1]), "blue fox"), int(sys.argv[2])
while True:
    number += 1
    store.keep("01_first", "count", "x" * 2000 + str(number))
    print(number, flush=True)
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "answers", "blue fox")


def again(store, name="blue fox"):
    """Return what somebody opens who comes back later."""
    return Store(store.folder, name)


def files(store):
    return sorted(file.name for file in store.folder.glob("*"))


def test_what_was_saved_comes_back(store):
    store.keep(PART, "roof", "May")
    store.keep(PART, "books", ["a", "b"])
    assert again(store).answers(PART) == {"roof": "May", "books": ["a", "b"]}
    assert again(store).answers(OTHER) == {}
    assert store.said == {}


def test_nothing_is_written_before_the_first_answer(store):
    """To look at a notebook must leave no trace."""
    store.answers(PART)
    assert not store.folder.exists()


def test_there_is_one_file_for_a_notebook_and_it_says_how_it_is_built(store):
    """A later version must be able to tell whether it can read it."""
    for number in range(3):
        store.keep(PART, f"question-{number}", number)
    store.keep(OTHER, "roof", "May")
    assert len(files(store)) == 2
    held = json.loads(store.file(PART).read_text(encoding="utf-8"))
    assert held["schema"] == SCHEMA == 1
    assert (held["name"], held["part"]) == ("blue fox", PART)


def test_two_hundred_killed_writers_lose_no_saved_answer(tmp_path):
    """The plug is pulled at any moment: what was said to be saved is there, and whole."""
    dice, saved = random.Random(7), 0
    for _ in range(200):
        command = [sys.executable, "-S", "-c", WRITER, str(tmp_path), str(saved)]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as writer:
            writer.stdout.readline()  # it is running; now at any moment:
            time.sleep(dice.uniform(0, 0.002))
            writer.kill()
            said = writer.stdout.read().split("\n")[:-1]
        saved = int(said[-1]) if said else saved + 1
        store = Store(tmp_path, "blue fox")
        found = int(store.answers(PART)["count"].strip("x"))
        assert saved <= found <= saved + 1
        assert store.said == {}
        saved = found
    assert saved >= 200
    assert len(list(tmp_path.glob("*.tmp"))) > 5  # as many were killed in the middle


def test_two_notebooks_open_at_once_keep_the_answers_of_both(store):
    """Two tabs on one file: the one that saves last must not forget the other's."""
    one, other = again(store), again(store)
    one.keep(PART, "roof", "May")
    other.keep(PART, "books", "many")
    one.keep(OTHER, "tower", "tall")
    other.keep(PART, "roof", "June")
    assert again(store).answers(PART) == {"roof": "June", "books": "many"}
    assert again(store).answers(OTHER) == {"tower": "tall"}


@pytest.mark.parametrize(
    "name", ["blue-fox", "blue_fox", "blüe fox", "blue fox.", "bluefox", "蓝 狐"]
)
def test_names_that_look_alike_in_a_file_name_open_nothing_of_each_other(store, name):
    """On a shared computer a near miss must not be a key."""
    store.keep(PART, "roof", "May")
    near = again(store, name)
    assert near.answers(PART) == {}
    near.keep(PART, "roof", "June")
    assert again(store).answers(PART) == {"roof": "May"}
    assert len({file.lower() for file in files(store)}) == 2


@pytest.mark.parametrize("typed", [" blue  fox ", "blue\tfox"])
def test_space_around_a_name_is_no_other_name(typed):
    """It cannot be seen, so nobody could find the slip."""
    assert code_name(typed) == "blue fox"
    assert code_name("cafe\u0301") == code_name("caf\u00e9")


@pytest.mark.parametrize("typed", ["Blue Fox", "BLUE FOX", "blue Fox"])
def test_a_capital_letter_is_no_other_name(store, typed):
    """A phone writes the first letter large; nobody remembers whether it did."""
    store.keep(PART, "roof", "May")
    assert again(store, typed).answers(PART) == {"roof": "May"}
    assert code_name("STRASSE") == code_name("Straße")


@pytest.mark.parametrize("typed", ["", "   ", "x" * 41, "a\u200bb", "a\x00b", "\ud800", "\u202eab"])
def test_a_name_that_cannot_be_seen_or_is_too_long_is_refused(typed, tmp_path):
    with pytest.raises(ValueError, match="1 to 40 letters that can be seen"):
        Store(tmp_path, typed)


@pytest.mark.parametrize(
    "name",
    ["../../etc", "C:\\x", "/root", "con", "NUL", "aux.txt", "a/b", "..", ".", "~", "a*?<>|", "🦊",
     "<img src=x onerror=alert(1)>", "x" * 40, "naïve %s {}"],
)  # fmt: skip
@pytest.mark.parametrize("part", [PART, "../up", "con"])
def test_every_name_makes_one_plain_file_in_the_folder(store, name, part):
    """No name leads out of the folder, and every system takes the file."""
    own = again(store, name)
    own.keep(part, "roof", "May")
    (file,) = files(store)
    assert set(file) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-.")
    assert file[0].isalnum() and len(file) < 110
    assert file.split(".")[0] not in ("con", "nul", "aux", "prn")
    assert again(store, name).answers(part) == {"roof": "May"}


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
def test_a_broken_or_newer_file_is_set_aside_and_said(store, content):
    """It may be the work of an hour: it is kept to the byte, and the reader can go on."""
    store.folder.mkdir()
    store.file(PART).write_bytes(content)
    assert store.answers(PART) == {}
    (aside,) = store.folder.glob("*.set-aside-*")
    assert aside.read_bytes() == content
    (said,) = store.said
    assert aside.name in said
    store.keep(PART, "roof", "May")
    assert again(store).answers(PART) == {"roof": "May"}
    assert aside.read_bytes() == content


def test_a_file_that_breaks_in_between_is_set_aside_before_it_is_written_over(store):
    store.keep(PART, "roof", "May")
    store.file(PART).write_bytes(b"half")
    store.keep(PART, "books", "many")
    (aside,) = store.folder.glob("*.set-aside-*")
    assert aside.read_bytes() == b"half"
    assert again(store).answers(PART) == {"books": "many"}


def test_without_a_place_to_write_answers_go_on_in_memory_and_that_is_said_once(tmp_path):
    """A lesson must not stop for a folder; the reader must know that nothing is kept."""
    (tmp_path / "answers").write_text("a file in the way", encoding="utf-8")
    store = Store(tmp_path / "answers", "blue fox")
    for number in range(3):
        store.keep(PART, f"question-{number}", number)
    assert store.answers(PART) == {"question-0": 0, "question-1": 1, "question-2": 2}
    assert "not saved" in store.lost and "until this notebook is closed" in store.lost
    assert store.said == {}


def test_once_there_is_a_place_the_answers_from_memory_are_saved_too(tmp_path):
    """A stick that was pulled out and put in again."""
    way = tmp_path / "answers"
    way.write_text("a file in the way", encoding="utf-8")
    store = Store(way, "blue fox")
    store.keep(PART, "roof", "May")
    assert store.lost
    way.unlink()
    store.keep(PART, "books", "many")
    assert store.lost == ""  # the notice goes with its reason
    assert again(store).answers(PART) == {"roof": "May", "books": "many"}


def test_delete_takes_all_of_one_name_and_nothing_of_another(store):
    """Whoever wants the answers gone wants the pieces gone as well."""
    store.keep(PART, "roof", "May")
    store.file(PART).write_bytes(b"half")
    store.keep(PART, "roof", "June")
    store.keep(OTHER, "books", "many")
    store.file(PART).with_suffix(".99.tmp").write_text("left by a pulled plug", encoding="utf-8")
    other = again(store, "red hen")
    other.keep(PART, "roof", "July")
    store.delete()
    assert store.answers(PART) == store.answers(OTHER) == {}
    assert files(store) == [other.file(PART).name]


def test_any_text_is_saved_as_it_was_given(store):
    """Letters of any script, half letters, signs of code: an answer is text and no more."""
    hostile = '</script><img src=x onerror=alert(1)> \u2028 "\\ 🦊 \ud800 \x00'
    store.keep(PART, hostile, hostile)
    assert again(store).answers(PART) == {hostile: hostile}
