"""From the table of checks to questions on a page, and from saved files to a table of answers."""

import json
import os
import re
import shutil

import pandas as pd
import pytest

from dateline import CaseError, charts, load_case, study
from dateline.case import CASES
from dateline.case.check_rows import plain_number
from dateline.questions.table import notebook_title, read_questions
from tests.notebooks import PROJECT
from tests.pages import page

CASE = load_case("baghdad-embassy-2020").until_publication()
COLUMNS = (
    "check_id,notebook,kind,prompt,title,unit,tolerance,optional,"
    "option,right,place,feedback,hint,source_ids"
)
EVIL = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)>"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "school"
    shutil.copytree(CASES / "template", copy)
    return copy


def write(folder, *rows):
    """Write a table of checks; a row is check_id, kind, option, right, place and prompt.

    Other columns may follow as a mapping.
    """
    table = []
    for name, kind, option, right, place, prompt, *more in rows:
        row = {"check_id": name, "notebook": "01_x", "kind": kind, "prompt": prompt}
        row |= {"option": option, "right": right, "place": place}
        row |= {"source_ids": "gazette-2024-03-02"}
        for cells in more:
            row |= cells
        table.append(row)
    frame = pd.DataFrame(table, columns=COLUMNS.split(","))
    frame.to_csv(folder / "checks.csv", index=False)


def message(folder, *rows):
    """Return what is reported about a table of checks with such rows, or nothing."""
    write(folder, *rows)
    try:
        load_case(folder)
    except CaseError as error:
        return str(error)
    return ""


def data_of(output):
    """Return the data that an output gives to its script."""
    (script,) = [
        script
        for script in page(output._repr_html_()).all("script")
        if script.attributes.get("type") == "application/json"
    ]
    return json.loads(script.text)


# ---- From the table to questions


def test_a_question_has_everything_the_script_needs(folder):
    write(
        folder,
        ("roof", "number", "5", "true", "", "How many?", {"unit": "days", "tolerance": 0.5}),
        ("roof", "number", "6", "false", "", "How many?", {"feedback": "Six less one."}),
        (
            "who",
            "sort",
            "it",
            "true",
            "fact",
            "Who?",
            {"title": "Who it was", "hint": "First", "optional": "true"},
        ),
        ("who", "sort", "he", "true", "guess; fact", "Who?", {"hint": "Second"}),
        ("side", "position", "yes", "false", "", "Was it wise?"),
    )
    number, sort, position = read_questions(load_case(folder))
    assert (number["id"], number["kind"], number["notebook"]) == ("roof", "number", "01_x")
    assert (number["unit"], number["tolerance"], number["piles"]) == ("days", 0.5, [])
    assert number["title"] == number["prompt"] == "How many?"
    assert number["options"] == [
        {"text": "5", "right": True, "place": "", "feedback": ""},
        {"text": "6", "right": False, "place": "", "feedback": "Six less one."},
    ]
    assert "The Gazette" in number["source"]
    assert (sort["title"], sort["piles"]) == ("Who it was", ["fact", "guess"])
    assert sort["hints"] == ["First", "Second"]
    assert [each["optional"] for each in (number, sort, position)] == [False, True, False]
    assert (position["unit"], position["tolerance"], position["hints"]) == ("", 0, [])


def test_a_long_question_without_a_title_is_cut_between_two_words(folder):
    prompt = "word " * 40
    write(folder, ("roof", "note", "A", "true", "", prompt))
    (question,) = read_questions(load_case(folder))
    assert re.fullmatch(r"(word )+…", question["title"])
    assert len(question["title"]) <= 62


def test_notebooks_are_named_as_people_say_them():
    names = {"01_read_the_article": "1: Read the article", "10_any": "10: Any", "00_x": "0: X"}
    assert {name: notebook_title(name) for name in names} == names


def test_asking_gives_all_of_a_question_and_progress_no_key():
    """What a page needs and no more: nobody finds a key in the source of another notebook."""
    questions = study.open(CASE)
    (asked,) = data_of(questions.ask("share-that-leaves"))["questions"]
    assert asked["unit"] == "%"
    assert len(asked["options"]) > 5
    for part in (questions, questions.progress(), questions.casebook()):
        data = data_of(part)
        assert len(data["questions"]) == CASE.checks["check_id"].nunique()
        assert data["notebooks"] == sorted(set(CASE.checks["notebook"]))
        assert all("options" not in question for question in data["questions"])


def test_the_questions_of_the_case_can_all_be_asked_and_cite_their_sources():
    names = CASE.checks["check_id"].unique()
    asked = data_of(study.open(CASE).ask(*names))["questions"]
    assert [question["id"] for question in asked] == list(names)
    assert all(question["source"] for question in asked)
    assert "nan" not in re.findall(r"\b\w+\b", json.dumps(asked))


def test_an_unknown_name_is_an_error_that_names_the_nearest():
    with pytest.raises(ValueError, match="no check called 'photo-dat'. Did you mean 'photo-date'"):
        study.open(CASE).ask("photo-dat")


def test_a_case_without_checks_has_no_questions(folder):
    """The table may be left out, and so may its description."""
    (folder / "checks.csv").unlink()
    with pytest.raises(ValueError, match="no check called 'roof'"):
        study.open(load_case(folder)).ask("roof")

    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    without = ("checks", "screens", "sheets")  # screens and sheets of the pack ask questions
    package["resources"] = [one for one in package["resources"] if one["name"] not in without]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "checks" not in load_case(folder).tables


def test_a_casebook_takes_charts_with_their_words_and_sources():
    events = CASE.events.tail(4)
    chart = charts.timeline(events, source="Ours & others")
    data = data_of(study.open(CASE).casebook(chart))
    assert data["article"] == CASE.title
    (figure,) = data["charts"]
    assert figure["picture"].startswith("data:image/")
    assert figure["words"] == chart.words
    assert figure["source"] == "Ours & others"


def test_no_text_of_the_table_can_end_the_script_it_is_in(folder):
    row = {"title": EVIL[:40], "unit": EVIL, "feedback": EVIL, "hint": EVIL}
    write(folder, ("roof", "choice", EVIL, "true", "", EVIL, row))
    questions = study.open(load_case(folder))
    html = questions.ask("roof")._repr_html_()
    assert len(page(html).all("script")) == 3  # the data, the component, the call
    assert page(html).all("img") == []
    assert data_of(questions.ask("roof"))["questions"][0]["prompt"] == EVIL


# ---- Tables that are wrong

MAY = ("roof", "choice", "May", "true", "", "When?")
JUNE = ("roof", "choice", "June", "false", "", "When?")
BOOKS = ("books", "choice", "many", "true", "", "How many?")
FIT = [
    [MAY, JUNE, BOOKS],
    [("roof", "several", month, "true", "", "When?") for month in ("May", "June")],
    [("days", "order", f"day {place}", "true", place, "Which?") for place in ("2", "1", "3")],
    [("rain", "prediction", "a chance", "false", "", "Will it?")],
    [("side", "position", side, "false", "", "Which?") for side in ("yes", "no")],
    [
        ("feel", "sort", "it", "false", "", "Which?"),
        ("feel", "sort", "he", "false", "a;b", "Which?"),
    ],
    [("who", "sort", "it", "true", "fact; guess", "Which?")],
    [("share", "number", "2,000", "true", "", "Which?", {"unit": "%", "tolerance": "1.5"})],
    [MAY, (*JUNE, {"hint": "A second hint"})],
]
UNFIT = [
    (
        [(*MAY[:3], "false", *MAY[4:]), JUNE],
        "line 2, check_id: 'roof' has no right option: write true under right in one of its rows.",
    ),
    (
        [MAY, (*JUNE[:3], "true", *JUNE[4:])],
        "line 2, check_id: 'roof' has 2 right options, and a choice has only one.",
    ),
    (  # its options would be mixed with those of another question
        [MAY, BOOKS, JUNE],
        "line 4, check_id: 'roof' has rows from line 2 on: put all rows of a check next to each",
    ),
    (
        [MAY, ("roof", "several", *JUNE[2:])],
        "line 3, kind: differs from line 2, and both belong to the check 'roof'",
    ),
    (
        [MAY, (*JUNE[:5], "Why?")],
        "line 3, prompt: differs from line 2, and both belong to the check 'roof'",
    ),
    (
        [MAY, (*JUNE, {"title": "The roof"})],
        "line 3, title: has 'The roof': write it in line 2, the first of the check 'roof'",
    ),
    (
        [MAY, (*JUNE, {"optional": "true"})],
        "line 3, optional: has 'true': write it in line 2, the first of the check 'roof'",
    ),
    ([MAY, MAY], "'roof + May'"),
    *[
        (
            [("days", "order", f"day {n}", "true", place, "Which?") for n, place in enumerate(odd)],
            "line 2, check_id: 'days' is an order: number its places from 1 to 2, each once.",
        )
        for odd in [("1", "1"), ("1", "3"), ("1", ""), ("a", "b")]
    ],
    (
        [("who", "sort", "it", "true", "", "Which?")],
        "line 2, check_id: 'who' is a sorting: under place, give each row the name of its pile.",
    ),
    (
        [("who", "sort", "it", "true", "fact", "Which?")],
        "line 2, check_id: 'who' is a sorting: name at least two piles under place.",
    ),
    (
        [
            ("who", "sort", "it", "true", "fact", "Which?"),
            ("who", "sort", "he", "false", "guess", "Which?"),
        ],
        "'who' is a sorting: write true under right in all of its rows, or in none (no key).",
    ),
    (
        [("side", "position", "yes", "true", "", "Which?")],
        "'side' asks for a position, and no position is right: write false under right.",
    ),
    (
        [("share", "number", "some", "true", "", "Which?")],
        "line 2, check_id: 'share' asks for a number: each of its options has to be a number, such",
    ),
    (
        [("share", "number", "5", "true", "", "Which?", {"tolerance": "-1"})],
        "line 2, tolerance: '-1'",
    ),
    (
        [("roof", "choise", *MAY[2:])],
        "Did you mean 'choice'?",
    ),
]


def test_rows_that_cannot_be_asked_are_reported_with_their_line(folder):
    for rows in FIT:
        assert message(folder, *rows) == ""
    for rows, expected in UNFIT:
        assert expected in message(folder, *rows)
    assert message(folder, *UNFIT[0][0]).startswith("checks.csv: 1 cell needs a look.")


def test_a_number_of_the_table_is_one_that_the_script_reads_in_the_same_way():
    """How readers may type theirs is in tests/browser/test_judging.py."""
    numbers = {
        **{"40": 40, "0.4": 0.4, "-3": -3, "2,000": 2000, "1,234,567.5": 1234567.5},
        **dict.fromkeys(["", "some", "40 %", "12,5", "1e3", "٤٠", "nan", "inf", "1" * 400]),
    }
    assert {text: plain_number(text) for text in numbers} == numbers


# ---- From files to a table of answers


def save(folder, name, notebook="01_x", /, **changes):
    """Write a file of answers as the script does."""
    records = {
        "who": {
            "answer": {"it": "fact"},
            "first": {"it": "guess"},
            "tries": 2,
            "right": True,
            "at": "2026-11-28T10:00:00.000Z",
        },
        "line": {"answer": "A line", "tries": 1, "right": None, "at": "2026-11-28T10:01:00.000Z"},
    }
    content = {"schema": 1, "name": name, "part": notebook, "answers": records} | changes
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.{notebook}.json").write_text(json.dumps(content), encoding="utf-8")


def test_saved_answers_are_one_table(tmp_path):
    save(tmp_path, "blue fox")
    save(tmp_path, "green owl", "02_y")
    table = study.answers(tmp_path)
    assert table["name"].tolist() == ["blue fox"] * 2 + ["green owl"] * 2
    assert table["notebook"].tolist() == ["01_x"] * 2 + ["02_y"] * 2
    assert table["check_id"].tolist() == ["who", "line"] * 2
    assert table["answer"].iloc[0] == {"it": "fact"}
    assert table["first"].tolist()[:2] == [{"it": "guess"}, "A line"]
    assert table["tries"].tolist() == [2, 1] * 2
    assert table["right"].isna().tolist() == [False, True] * 2
    assert table["at"].iloc[0] == pd.Timestamp("2026-11-28 10:00", tz="UTC")
    assert table.attrs["left_out"] == {}


def test_no_answers_are_an_empty_table_with_the_same_columns(tmp_path):
    save(tmp_path / "full", "blue fox")
    empty, full = study.answers(tmp_path / "none"), study.answers(tmp_path / "full")
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    assert empty["right"].dtype == full["right"].dtype
    assert empty["at"].dtype == full["at"].dtype


def test_files_that_are_no_answers_are_left_out_by_name(tmp_path):
    """One broken file of a class of thirty must not cost the teacher the other twenty-nine."""
    save(tmp_path, "blue fox")
    save(tmp_path, "newer", schema=2)
    save(tmp_path, "nameless", part=None)
    save(tmp_path, "list", answers=["who"])
    save(tmp_path, "empty", answers={"who": {}})
    (tmp_path / "half.json").write_text('{"schema": 1, "na', encoding="utf-8")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "link.json").symlink_to(tmp_path / "blue fox.01_x.json")
    table = study.answers(tmp_path)
    assert set(table["name"]) == {"blue fox"}
    assert len(table.attrs["left_out"]) == 8


def test_answers_of_an_odd_type_are_kept_and_the_rest_of_the_row_is_missing(tmp_path):
    odd = {"who": {"answer": None, "tries": "two", "right": "yes", "at": "yesterday"}}
    save(tmp_path, "blue fox", answers=odd)
    (row,) = study.answers(tmp_path).itertuples()
    assert pd.isna([row.answer, row.tries, row.right, row.at]).all()


def test_of_an_answer_in_several_files_the_last_one_counts(tmp_path):
    """A pupil who works on two computers has a file on each; a clock may be wrong for a while."""

    def record(words, at):
        return {"line": {"answer": words, "tries": 1, "right": None, "at": at}}

    times = {
        "old": "2026-11-28T10:00:00.000Z",
        "last": "2026-11-28T10:00:00.001Z",
        "never": "9999-01-01T00:00:00.000Z",
        "unknown": "yesterday",
    }
    for number, (words, at) in enumerate(times.items()):
        save(tmp_path, "blue fox", f"01_x.{number}", part="01_x", answers=record(words, at))
    (row,) = study.answers(tmp_path).itertuples()
    assert (row.answer, row.notebook) == ("last", "01_x")


def test_one_strange_file_neither_stops_nor_spoils_the_others(tmp_path):
    """A pupil who knows how may put anything into the folder that the class shares."""
    for number, name in enumerate(["a" * 41, "a\ud800b", "a\u202eb", ""]):
        save(tmp_path, f"odd-{number}", name=name)
    save(tmp_path, "half", part="\ud800")
    odd = {"who": {"answer": "=cmd()", "tries": True, "right": 1, "at": "28.11.2026"}}
    save(tmp_path, "aaa", answers=odd)  # read first
    save(tmp_path, "blue fox")
    os.mkfifo(tmp_path / "pipe.json")  # reading it would never end
    (tmp_path / "folder.json").mkdir()
    table = study.answers(tmp_path)
    assert len(table.attrs["left_out"]) == 7
    first, *others = table.itertuples()
    assert pd.isna([first.tries, first.right, first.at]).all()
    assert [row.name for row in others] == ["blue fox"] * 2
    assert table["at"].iloc[1:].notna().all()


def test_answers_belong_to_the_reader_and_are_not_shared():
    """No commit may take them along."""
    assert "/answers/" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
