"""The teacher's pack: the minutes add up, no key reaches a student, nothing is written twice."""

import html
import re
import shutil
import sys
import zipfile
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from pptx import Presentation

from dateline import load_case
from dateline.__main__ import main
from dateline.case import CASES, CaseError
from dateline.case.protocols import read_protocols
from dateline.publish.lesson import lesson, tags
from dateline.publish.pack import notes
from dateline.publish.pack.build import pack
from dateline.publish.pack.contents import Pack
from dateline.publish.pack.plan import alone, plans
from dateline.publish.pack.printing import NO_PRINTER, find_printer, same_bytes
from dateline.publish.release import students_files, teachers_files
from tests import packs
from tests.pages import danger, page
from tests.tables import hostile

CASE = load_case(packs.NAME)
NOTEBOOKS = lesson()
TABLES = ("plan", "screens", "sheets", "teaching")
SENTENCE = re.compile(r"[^.?!:]{40,}?[.?!:]")
ROUTE_TAGS = {"50 minutes": "route-50", "two hours": "route-120"}


def squeezed(text):
    """Return text with straight quotation marks and single spaces, to be compared."""
    text = re.sub(r"<[^>]+>|[*`]", "", html.unescape(text))
    return re.sub(r"\s+", " ", re.sub("[“”]", '"', text))


def cells(table, *columns):
    """Return the texts of a table of the case, or of some of its columns."""
    frame = CASE.tables[table]
    chosen = frame[list(columns) or [c for c in frame if frame[c].dtype == "str"]]
    return [squeezed(text) for column in chosen for text in chosen[column].dropna()]


@cache
def lesson_pack():
    """Return the pack of the lesson, of which charts are drawn once."""
    return Pack(CASE)


# ---- The plan


def test_the_minutes_of_each_route_add_up():
    """A teacher looks at the clock: each step begins where the last one ended, and it all fits."""
    made = plans(CASE, NOTEBOOKS)
    assert [(plan.route, plan.length) for plan in made] == [("50 minutes", 50), ("two hours", 120)]
    for plan in made:
        end = 0
        for step in plan.steps:
            assert step.clock == f"{end}–{end + step.minutes}"
            end += step.minutes
            assert all([step.do, step.say, step.produce, step.cut]), step.name
        assert end + plan.in_hand == plan.length
    assert made[0].in_hand == 7  # a class that starts late needs them
    assert made[0].steps[-1].clock == "39–43"


def test_a_step_uses_only_cells_of_its_route():
    """What the plan sends a class to must be in the route that the notebooks show."""
    by_name = {notebook.name: notebook for notebook in NOTEBOOKS}
    named = CASE.plan.dropna(subset="cells")
    assert len(named) > 5
    for row in named.itertuples():
        for address in row.cells.split(";"):
            name, cell = address.split("#")
            heading = notes.section(by_name[name], cell)[0]
            assert ROUTE_TAGS[row.route] in tags(heading), address


def test_a_reader_alone_is_never_asked_for_more_than_an_hour():
    sittings = alone(NOTEBOOKS)
    assert len(sittings) > 2
    assert max(sitting.minutes for sitting in sittings) <= 60
    shown = [step.name for sitting in sittings for step in sitting.steps]
    assert shown == [notebook.name for notebook in NOTEBOOKS if notebook.name in shown]


def test_the_clocks_of_the_screens_fit_their_steps():
    """A clock that runs longer than its step would make every class late."""
    made = lesson_pack()
    for step in made.plans[0].steps:
        screens = [each for each in made.screens if each.step == step and each.kind != "card"]
        assert screens, f"nothing is on the screen during {step.name}"
        assert sum(screen.minutes for screen in screens) <= step.minutes, step.name
    protocol = read_protocols().query("protocol_id == 'structured-controversy' and part == 'step'")
    clocks = [each.minutes for each in made.screens if each.kind == "protocol"]
    assert clocks == protocol["minutes"].tolist()


# ---- What is written where


def test_nothing_of_the_pack_is_written_twice():
    """Of two copies of a sentence, one is forgotten when the other is corrected."""
    elsewhere = [squeezed(cell.source) for notebook in NOTEBOOKS for cell in notebook.cells]
    elsewhere += [squeezed(text) for text in read_protocols()["text"]]
    for table in set(CASE.tables) - set(TABLES):
        elsewhere += cells(table)
    others = "\n".join(elsewhere)
    own = [text for table in TABLES for text in cells(table)]
    sentences = [found.strip() for text in own for found in SENTENCE.findall(text)]
    assert len(sentences) > 50
    assert [sentence for sentence in sentences if sentence in others] == []
    twice = {sentence for sentence in sentences if "\n".join(own).count(sentence) > 1}
    assert {each for each in twice if sentences.count(each) > 1} == set()


def secrets():
    """Return what only a teacher may read: keys, replies, notes and marks."""
    questions = CASE.checks[CASE.checks["check_id"].isin(CASE.sheets["check_id"].dropna())]
    found = [squeezed(text) for text in questions["feedback"].dropna()]
    found += [squeezed(text) for text in questions["hint"].dropna()]
    found += cells("sheets", "answer", "common_wrong", "reply")
    found += cells("plan", "do", "say", "cut") + cells("teaching", "text")
    found += cells("memos", "text", "reason")
    for notebook in NOTEBOOKS:
        found += [squeezed(text) for text in notes.teacher_notes(notebook.cells).values()]
    return [text for text in found if len(text) > 25]


def test_no_key_and_no_note_for_the_teacher_is_in_a_students_file():
    """The sheets are copied and passed on; one answer in them ends the lesson."""
    folder = packs.made()
    files = [f"students/{file.name}" for file in folder.glob("students/[!.]*")]
    assert len(files) > 8
    students = {name: squeezed(packs.text(name)) for name in files}
    found = [
        (name, each) for name, words in students.items() for each in secrets() if each in words
    ]
    assert found == []
    teachers = "".join(squeezed(packs.text(f"teacher/{name}.html")) for name in ("key", "notes"))
    assert sum(each in teachers for each in secrets()) > 50


def test_the_key_has_every_task_of_the_worksheet():
    """A teacher who is asked must find the answer, the likely wrong one and a reply."""
    key = page(packs.text("teacher/key.html"))
    rows = {row.all("th")[0].text: [cell.text for cell in row.all("td")] for row in key.all("tr")}
    claims = {name: row for name, row in rows.items() if name.endswith(")") and "paragraph" in name}
    assert claims["The embassy will close if attacks go on (paragraph 1)"][:2] == [
        "paraphrase",
        "prediction",
    ]
    assert len(claims) == 4  # the fifth is about the caption
    (share,) = [row for name, row in rows.items() if name.startswith("From 5,000 troops")]
    assert share == ["40 %", "60 %", "That is the share that stays.", "5"]
    ours = [task for task in lesson_pack().tasks if task.sheet == "worksheet"]
    asked = [task for task in ours if task.kind in ("write", "number", "sort")]
    assert [task.name for task in asked if not (task.answer and task.wrong and task.reply)] == []


def test_the_students_sheets_stop_on_the_day_of_the_article():
    """A class that reads the outcome in the homework has nothing left to argue about."""
    later = CASE.events[CASE.events["after_article"]]["title"]
    assert len(later) > 20
    for file in packs.made().glob("students/[!.]*"):
        words = squeezed(packs.text(f"students/{file.name}"))
        assert [title for title in later if squeezed(title) in words] == []


def test_the_notes_say_each_reply_once_and_define_the_words():
    """What to say if comes from seven notebooks; a page with repetitions is not read."""
    replies = notes.replies(NOTEBOOKS)
    situations = [each.situation for each in replies]
    assert len(situations) == len(set(situations)) > 10
    assert "calls it fake news" in situations
    words = notes.words_to_teach(NOTEBOOKS, CASE.glossary)
    assert len(words) == 8
    assert [word for word, definition in words if not definition] == []


# ---- The files


def test_the_index_leads_to_every_file_and_only_to_files():
    """It is the one page that a teacher opens."""
    folder = packs.made()
    links = {link.attributes["href"] for link in page(packs.text("index.html")).all("a")}
    files = {file.relative_to(folder).as_posix() for file in folder.glob("*/[!.]*")}
    assert links == files
    assert "Teaching tomorrow?" in packs.text("index.html")
    with zipfile.ZipFile(folder / f"{packs.NAME}-pack.zip") as zip_file:
        assert set(zip_file.namelist()) == files | {"index.html"}


def test_the_same_case_gives_the_same_bytes(tmp_path):
    """Nobody can check a pack that changes by itself."""
    packs.make(tmp_path / "again")
    files = [file for file in packs.made().rglob("[!.]*") if file.is_file()]
    assert len(files) > 20
    for file in files:
        again = tmp_path / "again" / file.relative_to(packs.made())
        assert again.read_bytes() == file.read_bytes(), file.name
    pdf = b"%PDF /CreationDate (D:20261128065300+00'00')\n/ModDate (D:20261128065301+00'00')>>"
    other = pdf.replace(b"20261128", b"20311224")
    pdf += b"/ID (node00000024) /ID (node00000031)"
    pdf += b"/Limits [(node00000024) (node00000031)]\n"
    pdf += b"/Names [(node00000024) 4 0 R (node00000031) 7 0 R]"
    other += b"/ID (node00000031) /ID (node00000024)"
    other += b"/Limits [(node00000024) (node00000031)]\n"
    other += b"/Names [(node00000024) 7 0 R (node00000031) 4 0 R]"
    assert same_bytes(pdf) == same_bytes(other)
    assert len(same_bytes(pdf)) == len(pdf)


def test_pages_load_nothing_and_escape_everything(tmp_path):
    """A school's network is slow, and a table may come from anywhere."""
    loads = r"<(?:link|script|img|iframe)\b[^>]*?(?:src|href)=[\"']?(?!data:)([^\"'> ]+)"
    for file in packs.made().rglob("*.html"):
        assert re.findall(loads, file.read_text(encoding="utf-8")) == [], file.name
    case = load_case("template")
    tables = {name: hostile(case.tables[name]) for name in ("sheets", "teaching", "evidence")}
    own_words = {"sheet": "worksheet", "kind": "write", "check_id": pd.NA, "exhibit_id": pd.NA}
    tables["sheets"] = tables["sheets"].assign(**own_words)
    evil = Pack(with_tables(case, tables))
    pages = [document.page for document in evil.documents()]
    assert len(pages) > 3
    for made in pages:
        assert danger(made) == []


def with_tables(case, tables):
    """Return a case with some tables replaced."""
    return replace(case, tables={**case.tables, **tables})


def test_the_deck_has_a_slide_for_each_screen():
    """Where only PowerPoint opens, the lesson is the same, with a table to type both votes in."""
    deck = Presentation(str(packs.made() / "teacher" / "projector.pptx"))
    made = lesson_pack()
    assert len(deck.slides) == len(made.screens)  # the cover is a screen, too
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    heads = [[cell.text for cell in table.rows[0].cells] for table in tables]
    assert heads.count(["", "First vote", "Now"]) == 2
    said = [slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[1:]]
    assert sum("MINUTES" in text and "SAY" in text for text in said) > 30


# ---- Other cases, and what goes wrong


def test_a_case_without_notebooks_gets_what_its_tables_give(tmp_path):
    """Another teacher's article has a few tables and no notebook of its own."""
    list(pack(load_case("template"), tmp_path / "small", pdf=False))
    index = (tmp_path / "small" / "index.html").read_text(encoding="utf-8")
    assert "Homework: sheets.csv has no rows for it." in index
    assert (tmp_path / "small" / "students" / "worksheet.html").exists()
    assert (tmp_path / "small" / "teacher" / "projector.html").exists()
    case = load_case("template")
    two = ("sources", "events")
    tables = {name: case.tables[name] for name in two}
    made = Pack(replace(case, tables=tables, fields={name: case.fields[name] for name in two}))
    assert [document.name for document in made.documents()] == ["ways-to-talk", "notes", "rubric"]
    assert dict(made.files()) == {}


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("plan", {"minutes": 60}, "take 60 minutes, and it has 50: shorten a step"),
        ("plan", {"minutes": pd.NA}, "has no minutes, and neither have its cells"),
        ("screens", {"kind": "protocol", "shows": "stuctured-controversy"}, "Did you mean"),
        ("screens", {"kind": "cards", "shows": "no-such"}, "no card answers 'no-such'"),
        ("screens", {"kind": "task", "check_id": "from-later"}, "a source from after the article"),
        ("sheets", {"kind": "chart", "exhibit_id": "from-later"}, "became known after the article"),
    ],
)
def test_a_row_that_contradicts_another_is_named(table, change, message):
    """A teacher mends a row and needs its file and its name."""
    case = load_case("template")
    made = Pack(with_tables(case, {table: case.tables[table].assign(**change)}))
    with pytest.raises(ValueError, match=message) as caught:
        list(made.documents()), list(made.files())
    assert f"{table}.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("sheets", "new,worksheet,Part,sort,,,,,,,,,,", "check_id.*every sort needs one"),
        ("sheets", "new,worksheet,Part,sort,,days-open,2,,,,,,,", "is '2', but 'days-open' has"),
        (
            "sheets",
            "new,worksheet,Part,write,,,,,,,,,,",
            "task.*or name a question",
        ),
        ("screens", "new,private-vote,chart,,,,,,,,", "exhibit_id.*every chart needs one"),
        (
            "screens",
            "new,private-vote,vote,days-open,,,,cover,,,",
            "'cover', which is no vote",
        ),
    ],
)
def test_check_names_the_row_that_cannot_be_printed(tmp_path, table, row, message):
    """A teacher sees it in ``check``, with its line, and not when the copier is running."""
    folder = tmp_path / "case"
    shutil.copytree(CASES / "template", folder)
    with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(CaseError, match=rf"(?s){table}.csv.*line 3.*{message}"):
        load_case(folder)


def test_an_exhibit_from_after_the_article_is_on_no_sheet():
    """One chart of what came next would end the discussion before it begins."""
    (later, *_) = CASE.exhibits.loc[CASE.exhibits["after_article"], "exhibit_id"]
    rows = CASE.sheets.assign(exhibit_id=later)
    with pytest.raises(ValueError, match="'down-to-2500' shows what became known after"):
        list(Pack(with_tables(CASE, {"sheets": rows})).documents())


def test_a_cell_that_no_notebook_has_is_named():
    """Somebody renames a cell; the plan must not lead nowhere silently."""
    rows = CASE.plan.assign(cells="01_read_the_article#gone")
    with pytest.raises(ValueError, match="plan.csv, 'private-vote': no notebook has the cell"):
        plans(with_tables(CASE, {"plan": rows}), NOTEBOOKS)


def test_the_command_refuses_what_it_cannot_do(tmp_path, capsys):
    """A sentence instead of a traceback, and nothing half-written."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("an afternoon's work")
    file = tmp_path / "file"
    file.write_text("")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "datapackage.json").write_text("{}")
    for words, message in (
        (["template", "--address", "school"], "is no address on the web: write it as https://"),
        (["template", "--to", str(theirs)], "was not made by Dateline"),
        (["template", "--to", str(file / "pack")], "Nothing was saved in"),
        ([str(broken)], "needs 'title'"),
    ):
        assert main(["pack", "--no-pdf", *words]) == 1
        assert message in capsys.readouterr().err
    assert (theirs / "index.html").read_text() == "an afternoon's work"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "file", "theirs"]


def test_without_a_browser_the_pages_are_all_there(monkeypatch, tmp_path):
    """Many teachers' computers have no Chromium; the pages can be printed by hand."""
    monkeypatch.setenv("DATELINE_CHROME", "true")  # a program that does nothing and ends well
    name, printer = find_printer()
    assert name == "true"
    with pytest.raises(OSError, match="printed nothing: set DATELINE_CHROME"):
        printer("<html><head></head></html>", "A4")

    monkeypatch.setenv("DATELINE_CHROME", "")
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as if it were not installed
    assert NO_PRINTER in list(pack(load_case("template"), tmp_path / "pack"))
    assert NO_PRINTER in (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")


# ---- The release


def test_the_students_zip_has_no_key_and_both_name_license_and_version():
    """What is attached to a release is all that most people ever get."""
    folder = packs.made()
    sheets = {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.glob("*/[!.]*")
    }
    site = {"index.html": b"<h1>Lesson</h1>"}
    students = students_files(CASE, site, sheets)
    teachers = teachers_files(CASE, site, sheets)
    assert not [name for name in students if "teacher" in name or name.startswith("pack/")]
    assert {f"pack/{name}" for name in sheets} <= set(teachers)
    assert f"figures/{packs.NAME}.pptx" in teachers
    for files in (students, teachers):
        assert {"LICENSE", "LICENSE-TEXT", "CITATION.cff", "website/index.html"} <= set(files)
        about = files["READ ME FIRST.txt"].decode()
        assert re.search(r"Dateline \d+\.\d+\.\d+", about)
        assert "&" not in about
