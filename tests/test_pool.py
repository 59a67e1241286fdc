"""A class's casebooks put together: every file is read with suspicion, and no words get out."""

import json
import os
import zipfile

import pytest

from dateline import load_case, study
from dateline.questions.handed_in import MOST_READERS
from dateline.questions.table import read_questions

CASE = load_case("baghdad-embassy-2020")
QUESTIONS = {question["id"]: question for question in read_questions(CASE)}
SECRET = "=HYPERLINK(my secret words)"
FORMULA = "=1+cmd|calc!A0"


def record(name, answer, **more):
    """Return the notebook of a question, its id and an answer to it."""
    return QUESTIONS[name]["notebook"], name, {"answer": answer, "first": answer, **more}


def handed(*records):
    """Return the answers of one reader by notebook."""
    answers = {}
    for notebook, name, saved in records:
        answers.setdefault(notebook, {})[name] = saved
    return answers


def casebook(name, answers):
    """Return a casebook as the page saves it."""
    data = json.dumps({"schema": 1, "name": name, "answers": answers}).replace("<", "\\u003c")
    return (
        "<!doctype html><html><head></head><body><p>dateline-answers</p>"
        f'<script type="application/json" id="dateline-answers">{data}</script></body></html>'
    )


CHOSEN = handed(record("closing-decided", "decided"), record("correction", SECRET))


def test_every_file_that_is_not_ours_is_named_and_left_out(tmp_path):
    """Nobody knows what a pupil hands in; a teacher must still get the other casebooks."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    good = casebook("blue fox", CHOSEN)
    (folder / "a-good.html").write_text(good, encoding="utf-8")
    texts = {
        "again.html": (good, "has the same code name as a-good.html: blue fox"),
        "bomb.html": ("<div>" * 300_000, "is not a casebook"),
        "deep.json": ("[" * 200_000, "is not a casebook"),
        "empty.html": ("", "is not a casebook"),
        "list.json": ("[1, 2]", "is not a casebook"),
        "long-name.html": (casebook("x" * 41, CHOSEN), "has no code name"),
        "no-answers.html": (casebook("red fox", {"05_check_the_claims": {}}), "has no answers"),
        "no-name.html": (casebook(" ", CHOSEN), "has no code name"),
        "number.json": ('{"schema": 1' + "0" * 9_000 + "}", "is not a casebook"),
        "other.html": ("<html><p>My holidays</p></html>", "is not a casebook"),
        "part.json": (
            json.dumps({"schema": 1, "name": "red fox", "part": ["06"], "answers": {}}),
            "a notebook that is not ours",
        ),
        "path.html": (casebook("red fox", {"../../x": CHOSEN}), "a notebook that is not ours"),
        "printed.pdf": ("%PDF-1.4", "is a PDF: ask for the page"),
        "report.docx": ("words", "is not a casebook"),
        "surrogate.html": (casebook("red \ud800", CHOSEN), "cannot be printed"),
        "version.html": (good.replace('"schema": 1', '"schema": 2'), "of another version"),
        "wrong.html": (casebook("red fox", [1]), "has no answers"),
    }
    for name, (text, _) in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    reasons = {name: reason for name, (_, reason) in texts.items()}

    (folder / "latin.html").write_bytes(good.encode("utf-16"))
    with (folder / "huge.html").open("wb") as file:
        os.truncate(file.fileno(), 1_000_000_000)
    with zipfile.ZipFile(folder / "zip.html", "w") as packed:
        packed.writestr("casebook.html", good)
    (folder / "link.html").symlink_to(folder / "a-good.html")
    (folder / "inside.html").mkdir()
    (folder / ".DS_Store").write_text("hidden", encoding="utf-8")
    reasons |= {"latin.html": "is not a casebook", "zip.html": "is not a casebook"}
    reasons |= {"huge.html": "is larger than 10 MB", "link.html": "is a link"}
    reasons |= {"inside.html": "is not a file"}

    room = study.pool(folder, CASE)
    assert room.handed_in()["code name"].tolist() == ["blue fox"]
    assert set(room.left_out) == set(reasons)
    assert {name: why for name, why in room.left_out.items() if reasons[name] not in why} == {}
    html = room._repr_html_()
    assert "1 reader has handed in" in html
    assert [name for name in reasons if name not in html] == []


def test_one_reader_too_many_is_left_out_and_files_of_answers_belong_together(tmp_path):
    """Forty casebooks are a class; nine files of one reader are one reader."""
    for number in range(MOST_READERS + 1):
        text = casebook(f"reader {number:02}", CHOSEN)
        (tmp_path / f"b-{number:02}.html").write_text(text, encoding="utf-8")
    for notebook, answers in CHOSEN.items():
        content = {"schema": 1, "name": "json hare", "part": notebook, "answers": answers}
        (tmp_path / f"a-{notebook}.json").write_text(json.dumps(content), encoding="utf-8")
    room = study.pool(tmp_path, CASE)
    first = room.handed_in().iloc[0]
    assert (first["code name"], first["0: Start here"], first["5: Check the claims"]) == (
        ("json hare", 1, 1)
    )
    assert len(room.handed_in()) == MOST_READERS
    assert list(room.left_out) == ["b-39.html", "b-40.html"]


def test_charts_count_choices_and_numbers_and_show_no_words_and_no_names(tmp_path):
    """What somebody wrote is for the teacher, and not for a screen in front of the class."""
    sorting = QUESTIONS["aged-well"]
    pile = sorting["piles"][0]
    readers = {
        "blue fox": handed(
            record("closing-decided", "decided"),
            record("share-that-leaves", "40 %"),
            record("embassy-closed", {"chance": "30 %", "reason": SECRET}),
            record("troops-below-3000", {"chance": "80", "reason": SECRET}),
            record("aged-well", {sorting["options"][0]["text"]: pile, SECRET: pile}),
            record("position-before", "clearly a security step"),
            record("position-after", "more a security step"),
        ),
        "red owl": handed(
            record("closing-decided", SECRET),
            record("share-that-leaves", "41,5"),
            record("embassy-closed", {"chance": "10"}, opened={"chance": "50", "recalled": "9"}),
            record("troops-below-3000", {"chance": "101", "reason": "too much"}),
            record("aged-well", {sorting["options"][0]["text"]: SECRET}),
            record("position-before", "clearly a security step"),
            record("position-after", "clearly a security step"),
            record("correction", SECRET),
        ),
        "tan hare": handed(
            record("position-before", "clearly a security step"),
            record("position-after", "clearly a security step"),
        ),
    }
    for name, answers in readers.items():
        (tmp_path / f"{name}.html").write_text(casebook(name, answers), encoding="utf-8")
    room = study.pool(tmp_path, CASE)

    assert counts_of(room.chart("closing-decided")) == {"decided": 1}
    assert counts_of(room.chart("share-that-leaves")) == {"40": 1, "another number": 1}
    embassy = room.chart("embassy-closed")
    assert counts_of(embassy) == {"20 to 39 %": 1, "40 to 59 %": 1}
    assert embassy.title.endswith("Mean: 40 %")
    assert counts_of(room.chart("troops-below-3000")) == {"80 to 100 %": 1}
    assert room.chart("aged-well").table[pile].sum() == 1
    assert room.numbers("embassy-closed") == "30\n50"
    assert room.numbers("embassy-closed", "troops-below-3000") == "30 80"
    votes = room.compare("position-before", "position-after")
    assert votes.title == "1 of 3 readers moved"
    assert votes.table[["before", "after"]].sum().tolist() == [3, 3]

    html = room._repr_html_()
    assert "Was the closing decided?" in html
    assert [words for words in (SECRET, "secret", *readers) if words in html] == []
    for name in ("correction", "no-such-question"):
        with pytest.raises(ValueError, match=f"nothing to draw for '{name}'. Charts: closing-dec"):
            room.chart(name)
    with pytest.raises(ValueError, match="not two votes on the same options"):
        room.compare("position-before", "closing-decided")


def test_a_reader_has_one_vote_and_answers_that_nobody_asked_for_do_not_count(tmp_path):
    """A pupil who edits the casebook must not outvote the class."""
    options = [option["text"] for option in QUESTIONS["position-before"]["options"]]
    stuffed = handed(
        record("position-before", options),
        record("position-after", options),
        record("closing-decided", ["decided", "conditional"]),
        ("06_deliberate", "made-up", {"answer": 1}),
    )
    honest = handed(
        record("position-before", options[0], first=options[4]),  # it was changed: the last counts
        record("position-after", options[1], first=options[0]),
    )
    for name, answers in {"stuffer": stuffed, "voter": honest}.items():
        (tmp_path / f"{name}.html").write_text(casebook(name, answers), encoding="utf-8")
    room = study.pool(tmp_path, CASE)
    assert counts_of(room.chart("position-before")) == {options[0]: 1}
    assert room.compare("position-before", "position-after").title == "1 of 1 reader moved"
    with pytest.raises(ValueError, match="nothing to draw for 'closing-decided'"):
        room.chart("closing-decided")
    assert room.handed_in()["6: Deliberate"].tolist() == [2, 2]


def test_a_mistake_of_the_teacher_is_named_and_no_traceback_of_a_library(tmp_path):
    (tmp_path / "a.html").write_text(casebook("blue fox", CHOSEN), encoding="utf-8")
    room = study.pool(tmp_path, CASE)
    with pytest.raises(ValueError, match="called 'embassy-close'. Did you mean 'embassy-closed'?"):
        room.numbers("embassy-close")
    with pytest.raises(ValueError, match="There is no prediction called 'position-before'"):
        room.numbers("position-before")
    with pytest.raises(ValueError, match="not two votes on the same options"):
        room.compare("which-reading", "which-reading")
    with pytest.raises(ValueError, match="cannot be written. If it is open in a spreadsheet"):
        room.save(tmp_path)


def counts_of(chart):
    """Return the options that somebody chose, and how many did."""
    counts = chart.table.set_index("option")["readers"]
    return counts[counts > 0].to_dict()


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path):
    """A spreadsheet runs what begins with = unless the file says that it is text."""
    (tmp_path / "=cmd.html").write_text(casebook(FORMULA, CHOSEN), encoding="utf-8")
    (tmp_path / "=bad.html").write_text("nothing", encoding="utf-8")
    room = study.pool(tmp_path, CASE)
    book = room.save(tmp_path / "handed-in.xlsx")
    with zipfile.ZipFile(book) as packed:
        sheets = [packed.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
        words = packed.read("xl/sharedStrings.xml").decode()
    assert [sheet.count("<f>") for sheet in sheets] == [0, 0]
    assert [text for text in (FORMULA, "=cmd.html", "=bad.html") if text not in words] == []
    assert SECRET not in words


def test_a_folder_that_is_missing_or_empty_is_no_traceback(tmp_path):
    with pytest.raises(ValueError, match="There is no folder"):
        study.pool(tmp_path / "nothing", CASE)
    room = study.pool(tmp_path, CASE)
    assert "0 readers have handed in" in room._repr_html_()
    assert room.handed_in().empty
