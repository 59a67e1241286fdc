"""The folder figures is for people who install nothing, and is what the tables say today."""

import html
import io
import json
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
import pandas as pd
import pytest
from PIL import Image

from dateline import load_case
from dateline.__main__ import main, output_folder
from dateline.case import CASES
from dateline.files import RECORD, check_replaceable
from dateline.publish.exhibits import WITHOUT_CHART, listed
from tests.decks import (
    contents,
    fonts,
    missing_parts,
    notes,
    off_the_slide,
    open_deck,
    overlaps,
    parts,
    sheet,
    slide_number,
    text_on,
    title_lines,
)
from tests.notebooks import NAMES, PROJECT, executed, read, tags

STORED = PROJECT / "figures"
CASE = load_case("baghdad-embassy-2020")
LISTED = {after: listed(CASE, after=after) for after in (False, True)}
DECKS = {False: "baghdad-embassy-2020.pptx", True: "baghdad-embassy-2020-after.pptx"}
EDITABLE = {after: name.replace(".pptx", "-editable.pptx") for after, name in DECKS.items()}
CONSTRAINTS = (PROJECT / "constraints.txt").read_text(encoding="utf-8")
EXACT = ("matplotlib", "numpy", "pillow", "python-pptx", "lxml", "xlsxwriter", "pandas")


def charts_of(after):
    return [row.exhibit_id for row in LISTED[after] if row.kind not in WITHOUT_CHART]


def folder_of(after):
    return STORED / "after" if after else STORED


def names(folder):
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != RECORD]
    return {path.relative_to(folder).as_posix() for path in paths}


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


def test_in_a_fresh_copy_the_command_may_replace_every_stored_file():
    """The list of what Dateline wrote is stored with the files: nobody has to delete them first."""
    for folder in (STORED, STORED / "after"):
        here = [path.name for path in folder.iterdir() if path.is_file() and path.name != RECORD]
        assert len(here) > 10
        check_replaceable(folder, [name for name in here if not name.endswith(".pdf")])


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
        due = {f"{name}.{format}" for name in charts_of(after) for format in ("png", "svg", "txt")}
        bare = {row.exhibit_id for row in LISTED[after] if isinstance(row.puzzle, str)}
        due |= {f"{name}-bare.{format}" for name in bare for format in ("png", "svg")}
        due |= {"README.md", DECKS[after], EDITABLE[after]}
        pdfs = {f"{name}.pdf" for name in charts_of(after)}
        files = [path for path in folder_of(after).iterdir() if path.is_file()]
        found = {path.name for path in files if path.name != RECORD}
        pages = {name for name in found if re.search(r"-[1-9]\.(png|svg|txt|pdf)$", name)}
        assert due <= found <= due | pdfs | pages
        assert len(bare) == (0 if after else 4)


@pytest.mark.parametrize("after", [False, True])
def test_the_index_alone_serves_somebody_with_five_minutes(after):
    """It has the pictures in class order, what each shows, a credit line, and every link works."""
    folder = folder_of(after)
    index = (folder / "README.md").read_text(encoding="utf-8")
    plain = html.unescape(re.sub(r"\\(.)", r"\1", index))
    assert f"[Read it first]({CASE.link})" in plain and CASE.publisher in plain
    outline = re.findall(r"^\d+\. \[?(.+?)(?:\]\(#.*| \(a \w+, in the deck\))$", plain, flags=re.M)
    assert outline == [row.title for row in LISTED[after]]
    headings = re.findall(r'<a id="([\w-]+)"></a>\n\n## (.+)', plain)
    shown = [row for row in LISTED[after] if row.exhibit_id in charts_of(after)]
    assert headings == [(row.exhibit_id, row.title) for row in shown]
    for row in shown:
        text = (folder / f"{row.exhibit_id}.txt").read_text(encoding="utf-8").split("\n\n")
        title, words, _, credit, sources = text[:5]
        assert title == row.title and sources.startswith("Sources\n")
        assert f"![{words}]({row.exhibit_id}.png)\n\n{row.say}\n\n**Ask:** {row.ask}" in plain
        assert f"**Credit line:** {credit}" in plain
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", index)
    assert len(links) > 4 * len(charts_of(after))
    assert [link for link in links if not (folder / link).exists()] == []
    anchors = set(re.findall(r"\]\(#([^)]+)\)", index))
    assert anchors == set(charts_of(after))


def test_the_stored_files_give_nothing_away():
    """A class predicts before it learns; what happened next is in after/ alone."""
    later = CASE.events[CASE.events["after_article"]]["title"]
    texts = [path.read_text(encoding="utf-8") for path in STORED.glob("*.md")]
    texts += [path.read_text(encoding="utf-8") for path in STORED.glob("*.txt")]
    for name in (DECKS[False], EDITABLE[False]):
        texts.append(str(contents(open_deck((STORED / name).read_bytes()))))
    text = "\n".join(texts)
    assert len(texts) > 15
    assert [words for words in later if words in text] == []
    assert [year for year in ("2021", "2022", "2023", "2024", "2025") if year in text] == []


# ---- The stored decks


@pytest.mark.parametrize("after", [False, True])
def test_the_deck_has_a_slide_an_exhibit_in_class_order_each_puzzle_before_its_chart(after):
    deck = open_deck((folder_of(after) / DECKS[after]).read_bytes())
    cover, *others = deck.slides
    about = text_on(cover)
    for words in (CASE.title, CASE.publisher, CASE.note, CASE.link):
        assert words in about
    due = []
    for row in LISTED[after]:
        if isinstance(row.puzzle, str):
            due.append((row.puzzle, f"ASK\n{row.puzzle}"))
        due.append((row.title, f"SAY\n{row.say}\n\nASK\n{row.ask}"))
    assert [slide.shapes.title.text for slide in others] == [title for title, _ in due]
    for slide, (_, note) in zip(others, due, strict=True):
        assert notes(slide).startswith(note)


@pytest.mark.parametrize("name", [*DECKS.values(), *EDITABLE.values()])
def test_a_stored_deck_can_be_shown_as_it_is(name):
    """Notes can be read while speaking, and nothing is on anything else."""
    folder = folder_of("after" in name)
    content = (folder / name).read_bytes()
    deck = open_deck(content)
    assert parts(content) and missing_parts(content) == []
    assert fonts(content) == {"Arial"}
    assert off_the_slide(deck) == []
    for number, slide in enumerate(list(deck.slides)[1:], 2):
        assert slide_number(slide) == str(number)
        assert overlaps(slide) == []
        assert len(notes(slide)) < 2500
        size, lines = title_lines(slide)
        assert lines * 1.15 * size <= slide.shapes.title.height / 12700 + 1
        for source in re.findall("^Source: (.+)", text_on(slide), flags=re.M):
            named = source.rpartition("among them ")[2].split("; ")
            assert len(named) <= 3
            copies = ["seen in a copy" in publisher for publisher in named]
            assert copies == sorted(copies)  # originals come first


def test_the_deck_to_edit_says_no_more_than_the_pictures():
    """Native charts have the limits that a source gives, and a part of a month says so."""
    deck = open_deck((STORED / EDITABLE[False]).read_bytes())
    charts = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                charts.setdefault(slide.shapes.title.text, []).append(shape.chart)
    by_name = {row.exhibit_id: charts.get(row.title, []) for row in LISTED[False]}
    assert len(charts) >= 5
    (months,) = by_name["attacks-by-month"]
    assert sheet(months)[-1]["A"] == "1–8 Oct"
    (staff,) = by_name["mission-staff"]
    said = "".join(part.text for part in staff._chartSpace.iter("{*}t"))
    for limit in ("fewer than 1,000", "nearly 16,000", "more than 16,000"):
        assert limit in said
    (words,) = by_name["almost-half"]
    shares = {round(row["B"], 3) for row in sheet(words)[1:]}
    assert shares == {0.4, 0.423}  # from the numbers; "more than a third" is no number
    assert len(by_name["troop-levels"]) == 2  # the end again, on a taller scale


# ---- The command


def test_it_prints_how_far_it_is_and_how_many_it_made(built):
    _, printed = built
    lines = printed.splitlines()
    due = len(charts_of(False) + charts_of(True))
    third = charts_of(False)[2].replace("-", " ")
    assert [line for line in lines if line.startswith("3 of ")] == [f"3 of {due} {third}"]
    assert [line for line in lines if line.startswith(f"{due} of {due} ")]
    assert lines[-1].startswith(f"{due} charts are in ")


def test_only_the_charts_that_are_named_are_written(tmp_path, capsys):
    assert main(["slides", "--only", "cut-axis", "troop-levels", "--to", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.splitlines()[:2] == ["1 of 2 troop levels", "2 of 2 cut axis"]
    assert printed.out.endswith("The decks and the index are left as they were.\n")
    stems = ("troop-levels", "cut-axis")
    due = {f"{stem}.{format}" for stem in stems for format in ("png", "svg", "pdf", "txt")}
    assert names(tmp_path) == due | {"troop-levels-bare.png", "troop-levels-bare.svg"}


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
    assert len(message.splitlines()) == 1 and "is a file, no folder: choose another name" in message


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


@pytest.mark.parametrize(
    ("ids", "written"),
    [
        (["../../escaped"], {"escaped"}),
        (["CON", "/etc/x"], {"exhibit-con", "etc-x"}),
        (["a/b", "a b"], {"a-b"}),  # the second is refused, as it would replace the first
    ],
)
def test_no_id_of_an_exhibit_leads_out_of_the_folder(hall, tmp_path, capsys, ids, written):
    """A stranger's case may bring its own pattern for ids."""
    folder, (head, row) = hall
    description = folder / "datapackage.json"
    text = description.read_text(encoding="utf-8")
    about = json.loads(text)
    (table,) = [table for table in about["resources"] if table["name"] == "exhibits"]
    (column,) = [field for field in table["schema"]["fields"] if field["name"] == "exhibit_id"]
    column["constraints"]["pattern"] = ".*"
    about["resources"] = [part for part in about["resources"] if part["name"] != "annotations"]
    description.write_text(json.dumps(about), encoding="utf-8")
    rows = [row.replace("visitors-by-month", name) for name in ids]
    (folder / "exhibits.csv").write_text("\n".join([head, *rows]), encoding="utf-8")

    main(["slides", str(folder), "--to", str(tmp_path / "one" / "two")])
    printed = capsys.readouterr()
    made = {path.stem for path in tmp_path.rglob("*.png")}
    assert made == names_of_pictures(tmp_path / "one" / "two") == written
    assert ("two exhibits would write the file a-b.png" in printed.err) == ("a b" in ids)


def names_of_pictures(folder):
    return {path.stem for path in folder.glob("*.png")}


@pytest.mark.parametrize("outputs", ["figures", "edition", "pack"])
def test_another_case_never_writes_among_what_is_the_lessons(outputs):
    """A stranger's folder may be called like the lesson's case, or like a folder of its files."""
    lesson, own = "baghdad-embassy-2020", PROJECT / outputs
    places = [
        output_folder(outputs, lesson, lesson, lesson),
        output_folder(outputs, str(CASES / lesson), lesson, lesson),
        output_folder(outputs, f"/elsewhere/{lesson}", lesson, lesson),
        output_folder(outputs, "/elsewhere/after", "after", lesson),
        output_folder(outputs, "/elsewhere/teacher", "teacher", lesson),
        output_folder(outputs, "/elsewhere/con", "con", lesson),
    ]
    names = [lesson, "case-after", "case-teacher", "case-con"]
    assert places == [own, own, *(own / name for name in names)]


@pytest.mark.parametrize("command", ["slides", "pack", "edition"])
def test_a_case_called_like_the_lesson_has_a_folder_of_its_own(command, tmp_path, monkeypatch):
    """It may come from anywhere, and what it makes would replace the lesson's."""
    lesson = "baghdad-embassy-2020"
    theirs = shutil.copytree(CASES / "night-bus-2024", tmp_path / "theirs" / lesson)
    (tmp_path / "project").mkdir()
    monkeypatch.setattr("dateline.__main__.PROJECT", tmp_path / "project")
    options = {"slides": ["--only", "timeline"], "pack": ["--no-pdf"], "edition": []}
    assert main([command, str(theirs), *options[command]]) == 0
    (outputs,) = (tmp_path / "project").iterdir()
    assert [path.name for path in outputs.iterdir()] == [lesson]


@pytest.mark.parametrize(
    ("table", "column"),
    [("exhibits", "say"), ("levels", "source_ids")],
)
def test_a_column_that_was_removed_is_named(hall, tmp_path, capsys, table, column):
    """Whoever shortens a table and its description may not know that slides need the column."""
    folder, _ = hall
    description = folder / "datapackage.json"
    about = json.loads(description.read_text(encoding="utf-8"))
    (part,) = [part for part in about["resources"] if part["name"] == table]
    part["schema"]["fields"] = [
        field for field in part["schema"]["fields"] if field["name"] != column
    ]
    description.write_text(json.dumps(about), encoding="utf-8")
    file = folder / f"{table}.csv"
    pd.read_csv(file, dtype="str").drop(columns=[column]).to_csv(file, index=False)
    assert main(["slides", str(folder), "--to", str(tmp_path / "to")]) == 1
    assert f"{table}.csv has no column {column!r}" in capsys.readouterr().err


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


def test_a_case_that_lists_no_charts_gets_the_usual_ones(hall, tmp_path, capsys):
    """A teacher who has filled in events and numbers wants slides, and has no list of them."""
    folder, (head, _) = hall
    (folder / "exhibits.csv").write_text(f"{head}\n", encoding="utf-8")
    annotations = folder / "annotations.csv"
    first_line = annotations.read_text(encoding="utf-8").splitlines()[0]
    annotations.write_text(f"{first_line}\n", encoding="utf-8")
    assert main(["slides", str(folder), "--to", str(tmp_path / "to")]) == 0
    assert capsys.readouterr().err == ""
    assert {"timeline.png", "README.md", "hall.pptx"} <= set(names(tmp_path / "to"))


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
