"""A case is read as it is written, and whatever does not fit is reported with its place."""

import subprocess
import sys

import pandas as pd
import pytest

from dateline import CaseError, load_case
from dateline.__main__ import main
from dateline.case import CASES
from tests.small_case import (
    COLUMNS,
    EVENTS,
    LEVELS,
    NAME,
    PRECISIONS,
    SOURCES,
    write_case,
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / NAME
    write_case(folder)
    return folder


def write_changed(file, text, old, new):
    """Write a text with one place changed, as a slip of the pen would change it."""
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def report(folder):
    """Return the message about a case that cannot be read."""
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return str(caught.value)


# What is read


def test_every_column_has_its_type_and_an_empty_cell_is_unknown(folder):
    """A blank filled with 0 or False is an invented fact."""
    events = load_case(folder).events
    assert events["date"].tolist()[0] == pd.Timestamp(1960, 5, 1)
    assert events["end_date"].isna().tolist() == [True, False, True]
    assert events["cost"].tolist()[::2] == [12.5, 0] and pd.isna(events["cost"][1])
    assert events["lanes"].tolist() == [2, pd.NA, 4]
    assert events["about"].tolist() == [True, False, pd.NA]
    assert events["after_article"].tolist() == [False, False, True]
    assert events["title"].tolist()[1] == "They meet, again"
    assert events["what_happened_next"].isna().tolist() == [True, False, True]


def test_a_case_says_which_article_and_which_tables_it_has(folder):
    case = load_case(folder)
    assert (case.name, case.title) == (NAME, "Town Council to Close the Bridge")
    assert case.link == "https://example.org/bridge"
    assert case.published == pd.Timestamp(2021, 3, 10)
    assert case.focus[0]["label"] == "the last days"
    assert {"events", "sources", "levels"} <= set(dir(case))
    assert repr(case) == f"Case {NAME}: sources (4 rows), events (3 rows), levels (0 rows)"


def test_a_table_without_a_file_is_empty_with_its_columns(folder):
    """A case may have two tables; code that reads a third finds no rows, not an error."""
    levels = load_case(folder).levels
    assert levels.empty
    assert levels.columns.tolist() == [name for name, *_ in COLUMNS["levels"]]


def test_a_misspelled_table_is_named(folder):
    case = load_case(folder)
    with pytest.raises(AttributeError, match="no table called 'event'. Did you mean 'events'"):
        _ = case.event
    with pytest.raises(ValueError, match="no table called 'event'. Did you mean 'events'"):
        case.dictionary("event")


def test_a_case_cannot_be_changed_by_accident(folder):
    """``case.events = ...`` would let two cells of a notebook use different tables."""
    case = load_case(folder)
    with pytest.raises(AttributeError):
        case.title = "Another"
    with pytest.raises(TypeError):
        case.tables["events"] = case.sources


def test_a_case_is_found_by_name_wherever_python_was_started(tmp_path, monkeypatch):
    """A notebook runs in notebooks/, the command anywhere."""
    monkeypatch.chdir(tmp_path)
    assert load_case("template").name == "template"


def test_the_dictionary_says_what_each_column_means(folder):
    words = load_case(folder).dictionary("events")
    assert words.index.tolist() == [name for name, *_ in COLUMNS["events"]]
    assert words.loc["cost"].to_dict() == {
        "meaning": "What the column cost means.",
        "type": "number",
        "unit": "",
        "allowed": "from 0; may be empty",
        "example": "12.5",
    }
    assert (
        words["allowed"].to_dict()
        | {
            "precision": ", ".join(PRECISIONS),
            "lanes": "up to 8; may be empty",
            "title": "up to 30 letters",
            "about": "may be empty",
            "date": "",
        }
        == words["allowed"].to_dict()
    )
    assert words["type"].unique().tolist() == [
        "text",
        "date",
        "number",
        "whole number",
        "true or false",
    ]


# What is odd and allowed


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("events.csv", EVENTS.encode("utf-8-sig")),
        ("events.csv", EVENTS.replace("\n", "\r\n").encode()),
        ("events.csv", EVENTS.replace("gazette;council", "gazette ; council").encode()),
        ("sources.csv", SOURCES.replace("true", "TRUE").replace("false", "False").encode()),
        ("sources.csv", SOURCES.encode() + b",,,,,\n\n"),
        (
            "sources.csv",
            "\n".join(",".join(line.split(",")[::-1]) for line in SOURCES.splitlines()).encode(),
        ),
    ],
    ids=["byte order mark", "Windows lines", "spaced list", "TRUE", "emptied rows", "other order"],
)
def test_what_spreadsheets_do_changes_nothing(folder, file, content):
    """Excel needs a byte order mark, writes TRUE and leaves rows that were emptied."""
    before = load_case(folder)
    (folder / file).write_bytes(content)
    after = load_case(folder)
    assert after.remarks == ()
    for name in COLUMNS:
        pd.testing.assert_frame_equal(after.tables[name], before.tables[name])


def test_semicolons_and_unknown_files_are_mentioned(folder):
    """Half of Europe's spreadsheets write semicolons; a misspelled file would be an empty table."""
    text = SOURCES.replace(",", ";").replace("Bridge to close", '"Bridge; to close"')
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    (folder / "level.csv").write_text(LEVELS, encoding="utf-8")
    case = load_case(folder)
    assert case.sources["publisher"].tolist()[1] == "Town Council"
    assert case.sources["title"].tolist()[0] == "Bridge; to close"
    assert case.remarks == (
        "sources.csv has semicolons between its cells, as some spreadsheets write them; that is "
        "fine.",
        "level.csv is not described in datapackage.json and was not read. "
        "Did you mean 'levels.csv'?",
    )


# What is wrong with a cell

DAY = "2021-03-08,2021-03-09,day"  # of the event in line 3
SLIPS = [
    # what is written instead, in events.csv, and what is reported
    (
        "2021-03-08,",
        "2021-02-30,",
        "line 3, date: '2021-02-30' is not a date: February 2021 has 28 days.",
    ),
    (
        DAY,
        "2021-03,,day",
        "line 3, date: '2021-03' is a month, not a day: write its first day, 2021-03-01, and the "
        "precision 'month'.",
    ),
    (
        DAY,
        "2021,,day",
        "line 3, date: '2021' is a year, not a day: write its first day, 2021-01-01, and the "
        "precision 'year'.",
    ),
    (
        DAY,
        "08/03/2021,,day",
        "line 3, date: '08/03/2021' is a date as spreadsheets rewrite it: write 2021-08-03 or "
        "2021-03-08.",
    ),
    (
        "1960-05-01,,month",
        "1960-05-17,,month",
        "line 2, date: '1960-05-17' is not the first day of a month, but its precision is "
        "'month': write 1960-05-01, or the precision 'day'.",
    ),
    (
        "1960-05-01,,month",
        "1960-05-01,,quarter",
        "line 2, date: '1960-05-01' is not the first day of a quarter, but its precision is "
        "'quarter': write 1960-04-01, or the precision 'day'.",
    ),
    (
        "1960-05-01,,month",
        "1960-01-01,,fiscal_year",
        "line 2, date: '1960-01-01' is not the first day of a fiscal year, but its precision is "
        "'fiscal_year': write 1959-10-01, or the precision 'day'.",
    ),
    (
        DAY,
        "2021-03-08,2021-03-07,day",
        "line 3, end_date: '2021-03-07' is before the date, 2021-03-08.",
    ),
    (
        "month,The",
        "mnth,The",
        "line 2, precision: 'mnth' is not one of: day, fiscal_year, month, quarter, week, year. "
        "Did you mean 'month'?",
    ),
    (",12.5,", ",twelve,", "line 2, cost: 'twelve' is not a number."),
    (",12.5,", ',"12,5",', "line 2, cost: '12,5' has a decimal comma: write 12.5."),
    (",12.5,", ',"1,200",', "line 2, cost: '1,200' has a thousands separator: write 1200."),
    (",12.5,", ",-1,", "line 2, cost: '-1' is below 0, the lowest value allowed."),
    (",2,true", ",2.5,true", "line 2, lanes: '2.5' is not a whole number."),
    (",2,true", ",9,true", "line 2, lanes: '9' is above 8, the highest value allowed."),
    (
        ",2,true",
        ",2,maybe",
        "line 2, about: 'maybe' is neither true nor false: write one of the two words.",
    ),
    ("The bridge opens", "", "line 2, title: is empty, but every row needs one."),
    (
        "The bridge opens",
        "The bridge " * 6,
        "line 2, title: 'The bridge The bridge The bridge The bridge The bridge The …' has 65 "
        "characters; at most 30 are allowed.",
    ),
    ("council-meets", "bridge-opens", "line 3, event_id: 'bridge-opens' is already in line 2."),
    (
        "gazette;council",
        "gazete;council",
        "line 3, source_ids: 'gazete' is not in sources.csv. Did you mean 'gazette'?",
    ),
    ("gazette;council", "gazette;gazette", "line 3, source_ids: 'gazette' is in the list twice."),
    (
        "0,4,,true",
        "0,4,,false",
        "line 4, after_article: is 'false', but 2021-05-01 is after the article appeared "
        "(2021-03-10). Write true, or correct the date.",
    ),
    (
        DAY,
        "2021-03-11,,day",
        "line 3, after_article: is 'false', but 2021-03-11 is after the article appeared "
        "(2021-03-10). Write true, or correct the date.",
    ),
    (
        "history\n",
        "history,x\n",
        "line 2: has 12 cells, but only 11 columns have a name. If a cell contains commas, it must "
        "be in quotation marks.",
    ),
    ("cost,lanes", "lanes,lanes", "line 1: the column 'lanes' appears 2 times."),
]


def test_a_cell_that_does_not_fit_is_reported_with_its_place(folder):
    """A teacher finds the cell by the message, and knows what to write there."""
    for old, new, message in SLIPS:
        write_changed(folder / "events.csv", EVENTS, old, new)
        lines = report(folder).splitlines()
        assert f"  {message}" in lines
        if not message.startswith("line 1:"):
            assert lines[0] == "events.csv: 1 cell needs a look." and len(lines) == 2


def test_dates_that_agree_with_their_precision_are_allowed(folder):
    """A week may start on any day, a fiscal year starts in October, the article's day is known."""
    dates = [
        "1960-05-03,,week",
        "1960-04-01,,quarter",
        "1959-10-01,,fiscal_year",
        "2021-03-10,2021-03-10,day",
    ]
    for cells in dates:
        write_changed(folder / "events.csv", EVENTS, "1960-05-01,,month", cells)
        assert f"{load_case(folder).events['date'][0]:%Y-%m-%d}" == cells[:10]


def test_a_pattern_is_explained_by_its_example(folder):
    """Nobody should have to read a regular expression."""
    write_changed(folder / "sources.csv", SOURCES, "later,", "!,")
    assert report(folder).splitlines()[1] == (
        "  line 5, source_id: '!' does not have the right form; an example is 'gazette'."
    )
    write_changed(folder / "sources.csv", SOURCES, "later,", "The Later!,")
    assert report(folder).splitlines()[1] == (
        "  line 5, source_id: 'The Later!' does not have the right form: write the-later."
    )


def test_a_missing_and_an_extra_column(folder):
    write_changed(folder / "events.csv", EVENTS, "title", "titel")
    assert report(folder).splitlines() == [
        "events.csv: 2 cells need a look.",
        "  line 1: there is no column 'title'.",
        "  line 1: the column 'titel' is not described in datapackage.json. Did you mean 'title'?",
    ]


def test_ids_that_lead_nowhere_and_rows_that_belong_together(folder):
    """A key of two columns, one row of another table, a list of rows of two tables, a conflict."""
    (folder / "levels.csv").write_text(LEVELS, encoding="utf-8")
    assert len(load_case(folder).levels) == 2
    slips = [
        ("cars,4", "cars,3", "line 3, level_id + value: 'cars + 3' is already in line 2."),
        (
            "3,bridge-opens",
            "3,bridge-open",
            "line 2, event_id: 'bridge-open' is not in events.csv. Did you mean 'bridge-opens'?",
        ),
        (
            "opens;gazette",
            "opens;gazete",
            "line 2, bears_on: 'gazete' is not in events.csv or sources.csv. "
            "Did you mean 'gazette'?",
        ),
        (
            "council,two-counts",
            "council,",
            "line 2, conflict_group: only this row has 'two-counts'; rows that disagree share one "
            "name.",
        ),
    ]
    for old, new, message in slips:
        write_changed(folder / "levels.csv", LEVELS, old, new)
        assert report(folder) == f"levels.csv: 1 cell needs a look.\n  {message}"

    (folder / "levels.csv").unlink()
    write_changed(folder / "sources.csv", SOURCES, "org/2", "org/1")
    assert "line 3, url: 'https://example.org/1' is already in line 2." in report(folder)


def test_all_problems_of_all_files_are_reported_at_once(folder):
    """Correcting one cell a run, ten times over, is how a teacher gives up."""
    write_changed(folder / "events.csv", EVENTS, "1960-05-01,,month", "1960-13-01,,mnth")
    sources = SOURCES.replace("later,", "latest,")
    write_changed(folder / "sources.csv", sources, "Town Council", "")
    assert report(folder).splitlines() == [
        "sources.csv: 1 cell needs a look.",
        "  line 3, publisher: is empty, but every row needs one.",
        "events.csv: 3 cells need a look.",
        "  line 2, date: '1960-13-01' is not a date: months run from 01 to 12.",
        "  line 2, precision: 'mnth' is not one of: day, fiscal_year, month, quarter, week, year. "
        "Did you mean 'month'?",
        "  line 4, source_ids: 'later' is not in sources.csv. Did you mean 'latest'?",
    ]


# What is wrong with a file


def test_a_name_that_is_no_case():
    assert report("bagdad-embassy-2020") == (
        "bagdad-embassy-2020: is neither a case nor a folder. Did you mean "
        "'baghdad-embassy-2020'? data/ has: baghdad-embassy-2020, night-bus-2024, template."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" \n", "events.csv: is empty; its first row must name the columns."),
        (
            EVENTS.replace("The bridge is saved", "The café is saved").encode("cp1252"),
            "events.csv: 1 cell needs a look.\n  line 4: has a letter, probably 'é', that is "
            "stored as Windows-1252 instead of UTF-8. In your spreadsheet, save the file as "
            "“CSV UTF-8”.",
        ),
        (
            EVENTS.replace('"They meet, again"', '"They meet, again').encode(),
            "events.csv: 1 cell needs a look.\n  line 3: a quotation mark opens in this row and "
            'is not closed at the end of a cell. Close it, or write it twice ("") if the cell is '
            "in quotation marks.",
        ),
        (
            EVENTS.replace('"They meet, again"', 'x,"The" council meets').encode(),
            "events.csv: 1 cell needs a look.\n  line 3: a quotation mark opens in this row and "
            'is not closed at the end of a cell. Close it, or write it twice ("") if the cell is '
            "in quotation marks.",
        ),
    ],
    ids=["empty", "Windows-1252", "lone mark", "mark inside a cell"],
)
def test_a_file_that_is_not_a_table_of_text(folder, content, message):
    """A lone quotation mark swallows the rest of a file: the row where it opens is reported."""
    (folder / "events.csv").write_bytes(content)
    assert report(folder) == message


# The case as it was known when the article was published


def test_until_publication_hides_what_became_known_later(folder):
    """A headline in the list of sources gives the outcome away as well.

    "2021-03" may be before the tenth: only what is surely later is hidden.
    """
    whole = load_case(folder)
    known = whole.until_publication()

    assert known.events["event_id"].tolist() == ["bridge-opens", "council-meets"]
    assert known.events.index.tolist() == [0, 1]
    assert known.events["what_happened_next"].isna().all()

    assert known.sources["source_id"].tolist() == ["gazette", "council", "history"]
    assert known.sources["publisher"].tolist() == ["The Gazette", "Town Council", "Town History"]
    assert known.sources["title"].tolist()[:2] == ["Bridge to close", "Minutes"]
    assert known.sources.loc[2, ["title", "date", "url"]].isna().all()
    assert known.sources["link"].tolist() == [True, False, False]

    on_the_day = SOURCES.replace("2021-03-09", "2021-03-10")
    (folder / "sources.csv").write_text(on_the_day, encoding="utf-8")
    known = load_case(folder).until_publication()
    assert known.sources["title"].tolist()[0] == "Bridge to close"  # it could be read that day

    assert len(whole.events) == 3
    assert whole.sources["title"].notna().all() and whole.sources["link"].sum() == 3


# The command


def test_check_prints_remarks_problems_and_an_exit_code(folder, tmp_path, capsys):
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == f"{NAME}: 3 tables, 7 rows, 0 problems.\n"

    (folder / "sources.csv").write_text(SOURCES.replace(",", ";"), encoding="utf-8")
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("sources.csv has semicolons between its cells")

    assert main(["check", str(tmp_path / "none"), str(folder)]) == 1
    assert f"{NAME}: 3 tables" in capsys.readouterr().out

    write_changed(folder / "events.csv", EVENTS, "1960-05-01", "1960-13-01")
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"{folder}: 1 problem.\nevents.csv: 1 cell needs a look.\n"
        "  line 2, date: '1960-13-01' is not a date: months run from 01 to 12.\n"
    )


def test_check_without_a_name_looks_at_all_cases(capsys):
    names = sorted(file.parent.name for file in CASES.glob("*/datapackage.json"))
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["protocols", "rubric", *names]


def test_the_command_prints_no_traceback(folder):
    """A traceback is the end of the road for most teachers."""
    (folder / "events.csv").write_bytes(b"\xff\xfe\x00")
    command = [sys.executable, "-m", "dateline", "check", str(folder)]
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert finished.returncode == 1 and "events.csv: is not a CSV file" in finished.stdout
    assert "Traceback" not in finished.stdout + finished.stderr
