"""The folder figures is for people who install nothing, and is what the tables say today."""

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

import matplotlib
import numpy as np
import pytest
from PIL import Image

from dateline import load_case
from dateline.__main__ import main
from dateline.case.case import CASES
from dateline.publish.exhibits import WITHOUT_CHART, listed
from tests.decks import contents, notes, open_deck
from tests.notebooks import NAMES, PROJECT, executed, read, tags

STORED = PROJECT / "figures"
CASE = load_case("baghdad-embassy-2020")
LISTED = {after: listed(CASE, after=after) for after in (False, True)}
DECKS = {False: "baghdad-embassy-2020.pptx", True: "baghdad-embassy-2020-after.pptx"}
CONSTRAINTS = (PROJECT / "constraints.txt").read_text(encoding="utf-8")
EXACT = ("matplotlib", "numpy", "pillow", "python-pptx", "lxml", "xlsxwriter", "pandas")


def charts_of(after):
    return [row.exhibit_id for row in LISTED[after] if row.kind not in WITHOUT_CHART]


def folder_of(after):
    return STORED / "after" if after else STORED


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the folder made in another place, time zone and language, and what was printed."""
    place = tmp_path_factory.mktemp("elsewhere")
    # A copy of the project's own shape, so that the index finds its way to tables and notebooks.
    for part in ("dateline", "data", "notebooks"):
        shutil.copytree(PROJECT / part, place / part)
    settings = {
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "HOME": str(place),
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": str(place),
        "MPLCONFIGDIR": matplotlib.get_cachedir(),  # its list of fonts need not be made again
    }
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "slides"],
        capture_output=True,
        text=True,
        cwd=place,
        env=os.environ | settings,
    )
    assert done.returncode == 0, done.stderr
    return place / "figures", done.stdout


# ---- The stored files


def exact():
    """Return whether everything that shapes a byte is what the stored files were made with."""
    pinned = dict(re.findall(r"^([\w-]+)==([\w.]+)", CONSTRAINTS, flags=re.M))
    numpy = re.search(r"^numpy==([\w.]+) ; python_full_version < '3\.12'", CONSTRAINTS, re.M)[1]
    same = all(version(name) == pinned.get(name, "") for name in EXACT if name != "numpy")
    linux = (platform.system(), platform.machine()) == ("Linux", "x86_64")
    return linux and same and version("numpy") == numpy and "ng" not in zlib.ZLIB_RUNTIME_VERSION


def alike(name, stored, made):
    """Return whether two files show the same, where another matplotlib may smooth otherwise."""
    if name.endswith(".png"):
        old, new = (Image.open(io.BytesIO(content)) for content in (stored, made))
        if old.text != new.text or old.size != new.size:
            return False
        return bool(np.abs(np.asarray(old, float) - np.asarray(new, float)).mean() < 1)
    if name.endswith(".svg"):
        heads = [re.findall(rb"<(?:title|desc)[^>]*>([^<]*)<", file) for file in (stored, made)]
        return heads[0] == heads[1]
    if name.endswith(".pptx"):
        return contents(open_deck(stored)) == contents(open_deck(made))
    return stored == made


def test_the_stored_files_are_what_the_command_makes(built):
    """A picture of last year's table is a wrong picture. PDFs are made by the command alone.

    Each byte is compared where all that shapes it is the same, else what the file shows.
    """
    folder, _ = built
    made = {name for name in names(folder) if not name.endswith(".pdf")}
    assert len(made) > 50
    assert made == {name for name in names(STORED) if not name.endswith(".pdf")}
    every_byte = exact()
    different = []
    for name in sorted(made):
        old, new = (STORED / name).read_bytes(), (folder / name).read_bytes()
        if old != new if every_byte else not alike(name, old, new):
            different.append(name)
    assert different == []


def test_where_bytes_may_differ_the_content_is_compared():
    """The comparison that other systems use must find a change, too."""
    for format in ("png", "svg", "txt"):
        voices, other = (
            (STORED / f"{name}.{format}").read_bytes() for name in ("voices", "cut-axis")
        )
        assert alike(f"voices.{format}", voices, voices)
        assert not alike(f"voices.{format}", voices, other)
    before, after = ((folder_of(after) / DECKS[after]).read_bytes() for after in DECKS)
    assert alike(DECKS[False], before, before)
    assert not alike(DECKS[False], before, after)


def test_every_chart_has_its_files_and_what_came_after_has_its_own_folder():
    for after in (False, True):
        charts = charts_of(after)
        if not after:
            charts += [f"crowded-september-{number}" for number in (1, 2, 3)]  # its parts
        due = {f"{name}.{format}" for name in charts for format in ("png", "svg", "txt")}
        due |= {"README.md", DECKS[after]}
        pdfs = {f"{name}.pdf" for name in charts}
        found = {path.name for path in folder_of(after).iterdir() if path.is_file()}
        assert due <= found <= due | pdfs


@pytest.mark.parametrize("after", [False, True])
def test_the_index_has_all_that_a_reader_takes_away(after):
    """Picture, finding, words, source, credit line, rows and notebook, and every link works."""
    folder = folder_of(after)
    index = (folder / "README.md").read_text(encoding="utf-8")
    plain = html.unescape(re.sub(r"\\(.)", r"\1", index))
    titles = {row.exhibit_id: row.title for row in LISTED[after]}
    for name in charts_of(after):
        text = (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
        title, words, source, credit, sources = text[:5]
        assert title == titles[name]
        assert f"- [{title}](#{name})" in plain
        assert f'<a id="{name}"></a>\n\n## {title}' in plain
        assert plain.count(words) == 2  # with the picture, and to be copied
        assert source in plain and credit in plain
        assert sources.startswith("Sources\n")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", index)
    assert len(links) > 5 * len(charts_of(after))
    assert [link for link in links if not (folder / link).exists()] == []


def test_the_stored_files_give_nothing_away():
    """A class predicts before it learns; what happened next is in after/ alone."""
    later = CASE.events[CASE.events["after_article"]]["title"]
    texts = [path.read_text(encoding="utf-8") for path in STORED.glob("*.md")]
    texts += [path.read_text(encoding="utf-8") for path in STORED.glob("*.txt")]
    texts.append(str(contents(open_deck((STORED / DECKS[False]).read_bytes()))))
    text = "\n".join(texts)
    assert len(texts) > 15
    assert [words for words in later if words in text] == []
    assert [year for year in ("2021", "2022", "2023", "2024", "2025") if year in text] == []


def test_the_deck_has_all_exhibits_in_their_order():
    deck = open_deck((STORED / DECKS[False]).read_bytes())
    titles = list(dict.fromkeys(slide.shapes.title.text for slide in deck.slides))
    rows = {row.title: row for row in LISTED[False]}
    assert titles[0] == "One article, read closely"
    assert [title for title in titles if title in rows] == list(rows)
    native = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    assert len(native) >= 6
    parts = []
    for slide in list(deck.slides)[1:]:
        row = rows.get(slide.shapes.title.text)
        if row:
            assert notes(slide).startswith(f"SAY\n{row.say}\n\nASK\n{row.ask}")
        else:
            parts.append(notes(slide).splitlines()[1])
    whole = "“The threat came at the end of a crowded September”."
    assert parts == [f"Part {number} of 3 of {whole}" for number in (1, 2, 3)]


# ---- The command


def test_it_prints_how_far_it_is_and_how_many_it_made(built):
    _, printed = built
    lines = printed.splitlines()
    due = len(charts_of(False) + charts_of(True))
    assert lines[2] == f"3 of {due} troop levels"
    assert [line for line in lines if line.startswith(f"{due} of {due} ")]
    assert lines[-1].startswith(f"{due} charts are in ")


def test_only_the_charts_that_are_named_are_written(tmp_path, capsys):
    assert main(["slides", "--only", "voices", "cut-axis", "--to", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.splitlines()[:2] == ["1 of 2 voices", "2 of 2 cut axis"]
    assert printed.out.endswith("The deck and the index are left as they were.\n")
    formats = ("png", "svg", "pdf", "txt")
    assert names(tmp_path) == {
        f"{name}.{format}" for name in ("voices", "cut-axis") for format in formats
    }


def test_a_name_that_is_no_chart_is_answered_with_the_nearest(tmp_path, capsys):
    assert main(["slides", "--only", "voice", "--to", str(tmp_path)]) == 1
    message = capsys.readouterr().err
    assert "There is no chart 'voice'. Did you mean 'voices'?" in message
    assert names(tmp_path) == set()


def test_an_edited_deck_stops_the_command_before_anything_is_drawn(tmp_path, capsys):
    """Whoever edited the deck waits for no pictures, and half a new folder is a wrong folder."""
    deck = tmp_path / "after" / DECKS[True]
    deck.parent.mkdir()
    deck.write_bytes(b"packed by an office program")
    assert main(["slides", "--to", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{DECKS[True]} is there and was not made by Dateline" in printed.err
    assert names(tmp_path) == {f"after/{DECKS[True]}"}


def test_a_folder_that_cannot_be_written_to_is_one_line(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert main(["slides", "--only", "voices", "--to", str(tmp_path / "taken")]) == 1
    message = capsys.readouterr().err
    assert len(message.splitlines()) == 1 and "choose another folder" in message


# ---- Another case


@pytest.fixture
def hall(tmp_path):
    """Return the folder of a small case and the lines of its table of exhibits."""
    folder = shutil.copytree(CASES / "template", tmp_path / "hall")
    return folder, (folder / "exhibits.csv").read_text(encoding="utf-8-sig").splitlines()


def test_another_case_is_written_to_its_own_folder(hall, tmp_path, capsys):
    """A reader's own case must not write over the lesson's charts; its words stay words."""
    folder, (head, row) = hall
    hostile = row.replace('"About 1,200 people came in February"', "<b>Few</b> [came](x) *here*")
    (folder / "exhibits.csv").write_text(f"{head}\n{hostile}\n", encoding="utf-8")
    assert main(["slides", str(folder), "--to", str(tmp_path / "to")]) == 0
    assert {"visitors-by-month.png", "hall.pptx", "README.md"} <= names(tmp_path / "to")
    index = (tmp_path / "to" / "README.md").read_text(encoding="utf-8")
    assert "](../" not in index  # no way to tables that are somewhere else
    assert r"## &lt;b&gt;Few&lt;/b&gt; \[came\](x) \*here\*" in index


def test_a_row_that_cannot_be_drawn_does_not_stop_the_others(hall, tmp_path, capsys):
    """All problems at once, and an exit code that a script can see."""
    folder, (head, row) = hall
    broken = row.replace("visitors-by-month", "two").replace("series =", "serie =")
    rows = [head, row, broken, row.replace("visitors-by-month", "three")]
    (folder / "exhibits.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["slides", str(folder), "--to", str(tmp_path / "to")]) == 1
    printed = capsys.readouterr()
    assert "exhibits.csv, 'two': column rows: there is no column 'serie'" in printed.err
    assert "1 could not be made" in printed.out and "2 charts are in" in printed.out
    made = {name.split(".")[0] for name in names(tmp_path / "to")}
    assert made == {"visitors-by-month", "three"}


def test_a_case_without_charts_says_what_to_fill_in(hall, tmp_path, capsys):
    folder, (head, _) = hall
    (folder / "exhibits.csv").write_text(f"{head}\n", encoding="utf-8")
    annotations = folder / "annotations.csv"
    first_line = annotations.read_text(encoding="utf-8").splitlines()[0]
    annotations.write_text(f"{first_line}\n", encoding="utf-8")
    assert main(["slides", str(folder), "--to", str(tmp_path / "to")]) == 1
    assert "hall lists no charts: fill in exhibits.csv" in capsys.readouterr().err


# ---- Pictures and guesses


def test_no_notebook_opens_with_a_picture_that_answers_its_guess():
    """Nobody who has seen the chart still guesses."""
    too_early = []
    for name in NAMES:
        notebook = read(name)
        assert not any("![" in cell.source or "<img" in cell.source for cell in notebook.cells)
        pictures = [
            number
            for number, cell in enumerate(executed(name).cells)
            if any("<img" in str(output.get("data", {})) for output in cell.get("outputs", []))
        ]
        guesses = [n for n, cell in enumerate(notebook.cells) if "predict" in tags(cell)]
        if pictures and guesses and pictures[0] < guesses[0]:
            too_early.append(name)
    assert too_early == []
