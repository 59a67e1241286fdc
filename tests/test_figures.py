"""The folder figures serves who installs nothing, and is what the tables say today."""

import hashlib
import html
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dateline import load_case
from dateline.case.case import CASES
from dateline.publish.exhibits import WORDS, listed
from tests.decks import notes, opened, said
from tests.notebooks import PROJECT, executed, read, tags

STORED = PROJECT / "figures"
CASE = load_case("baghdad-embassy-2020")
LISTED = {after: listed(CASE, after=after) for after in (False, True)}
EXACT = ("matplotlib", "numpy", "pillow", "python-pptx", "lxml", "xlsxwriter", "pandas")


def charts_of(after):
    return [row.exhibit_id for row in LISTED[after] if row.kind not in WORDS]


def press(*words, env=None, cwd=PROJECT):
    """Run the press as start.py does."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT)} | (env or {})
    return subprocess.run(
        [sys.executable, "-m", "press", *map(str, words)],
        capture_output=True, text=True, cwd=cwd, env=environment,
    )  # fmt: skip


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the folder made anew in another place, time zone and language, and what was said."""
    place = tmp_path_factory.mktemp("elsewhere")
    # A copy of the project's own shape, so that the index finds its way to tables and notebooks.
    for part in ("dateline", "ink", "panel", "press", "proof", "stage", "data", "notebooks"):
        shutil.copytree(PROJECT / part, place / part)
    env = {
        "TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(place), "PYTHONHASHSEED": "77",
        "PYTHONPATH": str(place), "MPLCONFIGDIR": str(place),
    }  # fmt: skip
    done = press("slides", env=env, cwd=place)
    assert done.returncode == 0, done.stderr
    return place / "figures", done.stdout


def exact():
    """Say if everything that shapes a byte is what the stored files were made with."""
    pinned = dict(re.findall(r"^([\w-]+)==([\w.]+)", CONSTRAINTS, flags=re.M))
    numpy = re.search(r"^numpy==([\w.]+) ; python_full_version < '3\.12'", CONSTRAINTS, re.M)[1]
    same = all(version(name) == pinned.get(name, "") for name in EXACT if name != "numpy")
    linux = (platform.system(), platform.machine()) == ("Linux", "x86_64")
    return linux and same and version("numpy") == numpy and "ng" not in zlib.ZLIB_RUNTIME_VERSION


CONSTRAINTS = (PROJECT / "constraints.txt").read_text(encoding="utf-8")


def test_the_stored_files_are_what_the_command_makes(built):
    """A picture of last year's table is a wrong picture. PDFs are made by the command alone."""
    folder, _ = built
    made = {name for name in names(folder) if not name.endswith(".pdf")}
    assert len(made) > 50
    assert made == {name for name in names(STORED) if not name.endswith(".pdf")}
    apart = [name for name in made if not same(name, (STORED / name).read_bytes(), folder / name)]
    assert apart == []


def same(name, stored, made):
    """Say if a stored file equals one made anew: each byte where all is exact, else its content."""
    if exact():
        return hashlib.sha256(stored).digest() == hashlib.sha256(made.read_bytes()).digest()
    return alike(name, stored, made.read_bytes())


def alike(name, stored, made):
    """Say if two files show the same, where another matplotlib may smooth a letter otherwise."""
    if name.endswith(".png"):
        one, other = (Image.open(io.BytesIO(held)) for held in (stored, made))
        if one.text != other.text or one.size != other.size:
            return False
        return bool(np.abs(np.asarray(one, float) - np.asarray(other, float)).mean() < 1)
    if name.endswith(".svg"):
        heads = [re.findall(rb"<(?:title|desc)[^>]*>([^<]*)<", held) for held in (stored, made)]
        return heads[0] == heads[1]
    if name.endswith(".pptx"):
        return told(stored) == told(made)
    return stored == made


def told(file):
    """Return what a deck says: titles, texts and notes."""
    return [
        (said(slide), notes(slide) if slide.has_notes_slide else "")
        for slide in opened(file).slides
    ]


def test_where_bytes_may_differ_the_content_is_compared(built):
    """The comparison that other systems use must find a change, too."""
    folder, _ = built
    for name in ("voices.png", "voices.svg", "voices.txt", "baghdad-embassy-2020.pptx"):
        stored, held = (STORED / name).read_bytes(), (folder / name).read_bytes()
        assert alike(name, stored, held)
        other = (STORED / name.replace("voices", "cut-axis")).read_bytes()
        if "voices" in name:
            assert not alike(name, other, held)
    after = STORED / "after" / "baghdad-embassy-2020-after.pptx"
    assert not alike(name, after.read_bytes(), held)


def test_it_says_how_far_it_is_and_what_came_of_it(built):
    _, printed = built
    lines = printed.splitlines()
    due = len(charts_of(False) + charts_of(True))
    assert lines[2] == f"3 of {due} troop levels"
    assert [line for line in lines if re.match(rf"{due} of {due} ", line)]
    assert lines[-1].startswith(f"{due} charts are in ")


@pytest.mark.parametrize("after", [False, True])
def test_every_chart_has_its_files_and_what_comes_after_a_folder_of_its_own(after):
    folder = STORED / "after" if after else STORED
    kinds = ("png", "svg", "txt")
    due = {f"{name}.{kind}" for name in charts_of(after) for kind in kinds}
    due |= {"README.md", f"baghdad-embassy-2020{'-after' * after}.pptx"}
    assert {path.name for path in folder.iterdir() if path.is_file()} - due <= {
        f"{name}.pdf" for name in charts_of(after)
    }
    assert due <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("after", [False, True])
def test_the_index_has_all_that_a_reader_takes_away(after):
    """Picture, finding, words, source, credit line, rows and notebook, and every link leads on."""
    folder = STORED / "after" if after else STORED
    index = (folder / "README.md").read_text(encoding="utf-8")
    plain = html.unescape(re.sub(r"\\(.)", r"\1", index))
    for row in LISTED[after]:
        if row.kind in WORDS:
            continue
        text = (folder / f"{row.exhibit_id}.txt").read_text(encoding="utf-8").split("\n\n")
        title, words, source, credit = text[:4]
        assert f"## {title}" in plain and title == row.title
        assert plain.count(words) == 2  # with the picture, and to be copied
        assert source in plain and credit in plain
        assert f"- [{title}](#{row.exhibit_id})" in plain and f'<a id="{row.exhibit_id}">' in plain
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", index)
    assert len(links) > 5 * len(charts_of(after))
    assert [link for link in links if not (folder / link).exists()] == []


def test_the_stored_files_give_nothing_away():
    """A class predicts before it learns; what happened next is in after/ alone."""
    later = CASE.events[CASE.events["after_article"]]
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in STORED.iterdir()
        if path.suffix in (".md", ".txt")
    }
    texts["deck"] = str(told((STORED / "baghdad-embassy-2020.pptx").read_bytes()))
    for name, text in texts.items():
        assert [words for words in later["title"] if words in text] == [], name
        assert [year for year in ("2021", "2022", "2023", "2024", "2025") if year in text] == [], (
            name
        )


def test_the_deck_has_all_exhibits_in_their_order():
    deck = opened((STORED / "baghdad-embassy-2020.pptx").read_bytes())
    titles = list(dict.fromkeys(slide.shapes.title.text for slide in deck.slides))
    assert titles == ["One article, read closely", *(row.title for row in LISTED[False])]
    native = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    assert len(native) >= 9
    rows = {row.title: row for row in LISTED[False]}
    for slide in list(deck.slides)[1:]:
        row = rows[slide.shapes.title.text]
        assert notes(slide).startswith(f"SAY\n{row.say}\n\nASK\n{row.ask}")


# ---- The command


def test_some_charts_alone_are_written_to_a_folder(tmp_path):
    done = press("slides", "--only", "voices", "cut-axis", "--to", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == ["1 of 2 voices", "2 of 2 cut axis"]
    assert done.stdout.endswith("The deck and the index are left as they were.\n")
    made = {
        f"{name}.{kind}" for name in ("voices", "cut-axis") for kind in ("png", "svg", "pdf", "txt")
    }
    assert names(tmp_path) == made


def test_a_chart_that_is_not_there_is_said_with_the_nearest(tmp_path):
    done = press("slides", "--only", "voice", "--to", tmp_path)
    assert done.returncode == 1
    assert "There is no chart 'voice'. Did you mean 'voices'?" in done.stderr
    assert names(tmp_path) == set()


def test_another_case_has_a_folder_of_its_own(tmp_path):
    """A case of one's own must not write over the lesson's charts."""
    done = press("slides", "template", "--to", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"visitors-by-month.png", "template.pptx", "README.md"} <= names(tmp_path)
    assert "](../" not in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_a_row_that_cannot_be_drawn_does_not_stop_the_others(tmp_path):
    """All problems at once, and an exit code that a script can see."""
    folder = shutil.copytree(CASES / "template", tmp_path / "hall")
    file = folder / "exhibits.csv"
    head, row = file.read_text(encoding="utf-8-sig").splitlines()
    rows = [
        row,
        row.replace("visitors-by-month", "two").replace("series =", "serie ="),
        row.replace("visitors-by-month", "three"),
    ]
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    done = press("slides", folder, "--to", tmp_path / "to")
    assert done.returncode == 1
    assert "exhibits.csv, 'two': column rows: there is no column 'serie'" in done.stderr
    assert "1 could not be made" in done.stdout and "2 charts are in" in done.stdout
    assert {name.split(".")[0] for name in names(tmp_path / "to")} == {"visitors-by-month", "three"}


def test_a_case_without_charts_says_what_to_fill_in(tmp_path):
    folder = shutil.copytree(CASES / "template", tmp_path / "hall")
    file = folder / "exhibits.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    done = press("slides", folder, "--to", tmp_path / "to")
    assert done.returncode == 1
    assert "hall lists no charts: fill in exhibits.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_to_is_said_in_one_line(tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = press("slides", "--only", "voices", "--to", tmp_path / "taken")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "choose another folder" in done.stderr


# ---- Pictures and guesses


@pytest.mark.parametrize(
    "name", [path.stem for path in sorted(Path(PROJECT, "notebooks").glob("*.ipynb"))]
)
def test_no_notebook_opens_with_a_picture_that_answers_its_guess(name):
    """Who has seen the chart does not guess any more."""
    notebook = read(name)
    assert not any("![" in cell.source or "<img" in cell.source for cell in notebook.cells)
    shown = [
        number
        for number, cell in enumerate(executed(name).cells)
        if any("<img" in str(out.get("data", {})) for out in cell.get("outputs", []))
    ]
    guesses = [n for n, cell in enumerate(notebook.cells) if "predict" in tags(cell)]
    if shown and guesses:
        assert guesses[0] <= shown[0]
