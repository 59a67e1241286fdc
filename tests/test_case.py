"""A case is read as it is written, and whatever does not fit is said with its place."""

import json
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from dateline import CaseError, load_case
from dateline.__main__ import main
from dateline.case.case import CASES

NAME = "small-town-bridge"
ABOUT = {
    "title": "Town Council to Close the Bridge",
    "link": "https://example.org/bridge",
    "published": "2021-03-10",
    "focus": [{"start": "2021-03-01", "end": "2021-03-10", "label": "the last days"}],
    "resources": [
        {
            "name": "sources",
            "path": "sources.csv",
            "schema": {
                "primaryKey": "source_id",
                "fields": [
                    ("source_id", "string", {"required": True, "pattern": "[a-z0-9-]+"}, "gazette"),
                    ("publisher", "string", {"required": True}, "The Gazette"),
                    ("title", "string", {}, "Bridge to close"),
                    ("date", "string", {}, "2021-03-09"),
                    ("url", "string", {}, "https://example.org/1"),
                    ("link", "boolean", {"required": True}, "true"),
                ],
            },
        },
        {
            "name": "events",
            "path": "events.csv",
            "schema": {
                "primaryKey": "event_id",
                "fields": [
                    ("event_id", "string", {"required": True}, "bridge-opens"),
                    ("date", "date", {"required": True}, "2021-03-09"),
                    ("end_date", "date", {}, "2021-03-09"),
                    ("precision", "string", {"required": True, "enum": ["day", "month"]}, "day"),
                    ("title", "string", {"required": True}, "The bridge opens"),
                    ("cost", "number", {"minimum": 0}, "12.5"),
                    ("lanes", "integer", {"maximum": 8}, "2"),
                    ("about", "boolean", {}, "false"),
                    ("after_article", "boolean", {"required": True}, "false"),
                    ("what_happened_next", "string", {}, "It stayed open."),
                    ("source_ids", "string", {"required": True}, "gazette;council"),
                ],
            },
        },
        {
            "name": "levels",
            "path": "levels.csv",
            "schema": {"fields": [("level_id", "string", {}, "l"), ("value", "integer", {}, "3")]},
        },
    ],
}
SOURCES = """\
source_id,publisher,title,date,url,link
gazette,The Gazette,Bridge to close,2021-03-09,https://example.org/1,true
council,Town Council,Minutes,2021-03,https://example.org/2,false
history,Town History,The bridge in hindsight,2024-01-01,https://example.org/3,true
later,The Later Paper,Bridge saved,2021-05-01,https://example.org/4,true
"""
EVENTS = """\
event_id,date,end_date,precision,title,cost,lanes,about,after_article,what_happened_next,source_ids
bridge-opens,1960-05-01,,month,The bridge opens,12.5,2,true,false,,history
council-meets,2021-03-08,2021-03-09,day,"They meet, again",,,false,false,It met.,gazette;council
bridge-saved,2021-05-01,,day,The bridge is saved,0,4,,true,,later
"""


def described():
    """Return what datapackage.json says of the small case, to be changed by a test."""
    about = json.loads(json.dumps(ABOUT))
    for table in about["resources"]:
        table["schema"]["fields"] = [
            {
                "name": name,
                "type": kind,
                "constraints": rules,
                "example": example,
                "description": f"What the column {name} means.",
            }
            for name, kind, rules, example in table["schema"]["fields"]
        ]
    about["resources"][1]["schema"]["fields"][-1]["listOf"] = {
        "resource": "sources",
        "field": "source_id",
        "delimiter": ";",
    }
    return about


@pytest.fixture
def folder(tmp_path):
    """A small case of another article, whole and right."""
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(described()), encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    return folder


def swap(file, old, new):
    """Change one place of a file, as a slip of the pen would."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(folder):
    """Return what is said of a case that cannot be read."""
    with pytest.raises(CaseError) as found:
        load_case(folder)
    return str(found.value)


class TestReading:
    def test_every_column_has_its_type(self, folder):
        events = load_case(folder).events
        assert events["date"].tolist()[0] == pd.Timestamp(1960, 5, 1)
        assert events["end_date"].isna().tolist() == [True, False, True]
        assert events["cost"].tolist()[0] == 12.5
        assert events["lanes"].tolist() == [2, pd.NA, 4]
        assert events["after_article"].tolist() == [False, False, True]
        assert events["title"].tolist()[1] == "They meet, again"

    def test_an_empty_cell_is_unknown_and_never_zero_or_false(self, folder):
        """A blank filled with 0 is an invented number."""
        last = load_case(folder).events.iloc[[1, 2]]
        assert pd.isna(last["cost"].iloc[0])
        assert pd.isna(last["about"].iloc[1])
        assert pd.isna(last["what_happened_next"].iloc[1])

    def test_says_what_article_it_is(self, folder):
        case = load_case(folder)
        assert (case.name, case.title) == (NAME, "Town Council to Close the Bridge")
        assert case.link == "https://example.org/bridge"
        assert case.published == pd.Timestamp(2021, 3, 10)
        assert case.focus[0]["label"] == "the last days"

    def test_a_table_without_a_file_is_empty_with_its_columns(self, folder):
        """A case may have two tables; what reads a third finds no rows, not an error."""
        levels = load_case(folder).levels
        assert levels.empty
        assert levels.columns.tolist() == ["level_id", "value"]

    def test_a_misspelt_table_is_named(self, folder):
        with pytest.raises(AttributeError, match="no table called 'event'. Did you mean 'events'"):
            _ = load_case(folder).event

    def test_a_case_cannot_be_changed_by_accident(self, folder):
        """``case.events = ...`` would let two cells of a notebook speak of different tables."""
        case = load_case(folder)
        with pytest.raises(AttributeError):
            case.title = "Another"
        with pytest.raises(TypeError):
            case.tables["events"] = case.sources

    def test_completes_and_prints_the_names_of_its_tables(self, folder):
        case = load_case(folder)
        assert {"events", "sources", "levels"} <= set(dir(case))
        assert repr(case) == f"Case {NAME}: sources (4 rows), events (3 rows), levels (0 rows)"

    def test_is_found_by_name_wherever_python_was_started(self, tmp_path, monkeypatch):
        """A notebook runs in notebooks/, the command anywhere."""
        monkeypatch.chdir(tmp_path)
        assert load_case("baghdad-embassy-2020").name == "baghdad-embassy-2020"


class TestAccepted:
    def test_a_byte_order_mark(self, folder):
        """Excel reads UTF-8 rightly only behind one."""
        (folder / "events.csv").write_text(EVENTS, encoding="utf-8-sig")
        assert load_case(folder).events.columns[0] == "event_id"

    def test_windows_line_ends(self, folder):
        (folder / "events.csv").write_bytes(EVENTS.replace("\n", "\r\n").encode())
        assert load_case(folder).events["source_ids"].tolist()[2] == "later"

    def test_semicolons_are_read_and_said(self, folder):
        """Excel writes them between cells in half of Europe."""
        text = SOURCES.replace(",", ";")
        (folder / "sources.csv").write_text(text, encoding="utf-8")
        case = load_case(folder)
        assert case.sources["publisher"].tolist()[1] == "Town Council"
        assert case.remarks == (
            "sources.csv has semicolons between its cells, as some spreadsheets write it; "
            "that is fine.",
        )

    def test_true_in_capitals_and_rows_of_nothing(self, folder):
        """A spreadsheet writes TRUE, and leaves rows that were emptied."""
        text = SOURCES.replace("true", "TRUE").replace("false", "FALSE") + ",,,,,\n\n"
        (folder / "sources.csv").write_text(text, encoding="utf-8")
        assert load_case(folder).sources["link"].tolist() == [True, False, True, True]

    def test_a_list_with_spaces_is_the_same_list(self, folder):
        """People write a space after a semicolon; an id with a space in it would be nobody's."""
        swap(folder / "events.csv", "gazette;council", "gazette ; council")
        assert load_case(folder).events["source_ids"].tolist()[1] == "gazette;council"

    def test_a_file_that_is_not_described_is_mentioned(self, folder):
        """A misspelt file name would else be an empty table without a word."""
        (folder / "level.csv").write_text("level_id,value\nl,3\n", encoding="utf-8")
        assert load_case(folder).remarks == (
            "level.csv is not described in datapackage.json and was not read. "
            "Did you mean 'levels.csv'?",
        )


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("2021-03-08,", "2021-02-30,", 3, "date: '2021-02-30' is not a date."),
        (
            "2021-03-08,2021-03-09,day",
            "2021-03,,day",
            3,
            "date: '2021-03' is a month and no day: write its first day, 2021-03-01, and "
            "precision 'month'.",
        ),
        (
            "2021-03-08,2021-03-09,day",
            "2021,,day",
            3,
            "date: '2021' is a year and no day: write its first day, 2021-01-01, and "
            "precision 'year'.",
        ),
        (
            "2021-03-08,2021-03-09,day",
            "08/03/2021,,day",
            3,
            "date: '08/03/2021' is a day as spreadsheets rewrite it: write year-month-day, such "
            "as 2020-09-29.",
        ),
        (
            "1960-05-01",
            "1960-05-17",
            2,
            "date: '1960-05-17' is a day, but its precision is 'month': write its first day, "
            "1960-05-01, or the precision 'day'.",
        ),
        (
            "2021-03-08,2021-03-09",
            "2021-03-08,2021-03-07",
            3,
            "end_date: '2021-03-07' lies before the date, 2021-03-08.",
        ),
        (
            "month,The",
            "mnth,The",
            2,
            "precision: 'mnth' is not one of: day, month. Did you mean 'month'?",
        ),
        (",12.5,", ",twelve,", 2, "cost: 'twelve' is not a number."),
        (",12.5,", ',"12,5",', 2, "cost: '12,5' has a decimal comma: write 12.5."),
        (
            ",12.5,",
            ',"1,200",',
            2,
            "cost: '1,200' has a mark between its thousands: write 1200.",
        ),
        (",12.5,", ",-1,", 2, "cost: '-1' is below 0, the least allowed."),
        (",2,true", ",2.5,true", 2, "lanes: '2.5' is not a whole number."),
        (",2,true", ",9,true", 2, "lanes: '9' is above 8, the most allowed."),
        (",2,true", ",2,yes", 2, "about: 'yes' is neither true nor false."),
        ("The bridge opens", "", 2, "title: is empty, but every row needs one."),
        (
            "council-meets",
            "bridge-opens",
            3,
            "event_id: 'bridge-opens' stands in line 2 already.",
        ),
        (
            "gazette;council",
            "gazete;council",
            3,
            "source_ids: 'gazete' is not in sources.csv. Did you mean 'gazette'?",
        ),
        ("gazette;council", "gazette;gazette", 3, "source_ids: 'gazette' is in the list twice."),
        (
            "0,4,,true",
            "0,4,,false",
            4,
            "after_article: is 'false', but 2021-05-01 lies after the article (2021-03-10).",
        ),
        ("history\n", "history,\n", 2, "has 12 cells, but the first row names 11 columns."),
    ],
)
def test_a_cell_that_does_not_fit_is_said_with_its_place(folder, old, new, line, says):
    """A teacher finds the cell by what is said, and knows what to write there."""
    swap(folder / "events.csv", old, new)
    place = f"line {line}, " if ": " in says else f"line {line}: "
    assert said(folder) == f"events.csv: 1 cell needs a look.\n  {place}{says}"


def test_a_pattern_is_explained_by_its_example(folder):
    """Nobody should have to read a regular expression."""
    swap(folder / "sources.csv", "gazette,", "The Gazette!,")
    swap(folder / "events.csv", "gazette;", "")
    assert (
        "line 2, source_id: 'The Gazette!' is not written as it should be; an example is 'gazette'."
    ) in said(folder)


class TestHeader:
    def test_a_missing_and_an_extra_column(self, folder):
        swap(folder / "events.csv", "title", "titel")
        assert said(folder).splitlines()[1:] == [
            "  line 1: there is no column 'title'.",
            "  line 1: the column 'titel' is not described in datapackage.json. "
            "Did you mean 'title'?",
        ]

    def test_a_doubled_column(self, folder):
        swap(folder / "events.csv", "cost,lanes", "lanes,lanes")
        assert "  line 1: the column 'lanes' is there 2 times." in said(folder)

    def test_columns_may_stand_in_another_order(self, folder):
        rows = [line.split(",") for line in SOURCES.splitlines()]
        text = "\n".join(",".join(reversed(row)) for row in rows)
        (folder / "sources.csv").write_text(text, encoding="utf-8")
        assert load_case(folder).sources.columns[0] == "source_id"


class TestFiles:
    def test_no_such_case(self):
        assert said("bagdad-embassy-2020") == (
            "bagdad-embassy-2020: is no case and no folder. Did you mean 'baghdad-embassy-2020'? "
            "data/ has: baghdad-embassy-2020, template."
        )

    def test_no_datapackage(self, folder):
        (folder / "datapackage.json").unlink()
        assert said(folder).startswith("datapackage.json: is missing: it says what the columns")

    def test_not_json(self, folder):
        swap(folder / "datapackage.json", '"link":', '"link"')
        assert said(folder).startswith("datapackage.json: is not JSON: line 1, letter ")

    @pytest.mark.parametrize("text", ["[]", '{"resources": [3]}', '{"resources": 3}', '"x"'])
    def test_json_of_another_shape(self, folder, text):
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
        assert said(folder).startswith("datapackage.json: ")

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda about: about.pop("published"), "published: is empty, but every row needs one."),
            (lambda about: about.update(published="10 March"), "published: '10 March' is not a"),
            (lambda about: about.pop("link"), "needs 'link', in quotation marks."),
            (
                lambda about: about["resources"].pop(0),
                "describes no table called 'sources'; every case has one.",
            ),
            (
                lambda about: about["resources"][1].update(path="../events.csv"),
                "table events: 'path' must name a CSV file of this folder",
            ),
            (
                lambda about: about["resources"][1]["schema"]["fields"][5].update(type="money"),
                "table events, cost: its type is not one of: string, date, integer, number",
            ),
            (
                lambda about: about["resources"][1]["schema"]["fields"][5].pop("description"),
                "table events, cost: it needs a name, a description and an example.",
            ),
            (
                lambda about: about["resources"][1]["schema"]["fields"][3].update(example="hour"),
                "table events, precision: its example does not fit: 'hour' is not one of",
            ),
            (
                lambda about: about["resources"][2].update(name="events"),
                "table events: needs a 'name' of its own.",
            ),
            (
                lambda about: about["resources"][2].pop("name"),
                "table None: needs a 'name' of its own.",
            ),
            (
                lambda about: about["resources"][1]["schema"]["fields"][-1]["listOf"].update(
                    delimiter="|"
                ),
                "table events, source_ids: a list has semicolons between its ids",
            ),
            (
                lambda about: about["focus"][0].update(start="March"),
                "focus, start: 'March' is not a date.",
            ),
        ],
    )
    def test_a_description_that_cannot_be_relied_on(self, folder, change, says):
        """The description rules all tables; a hole in it must not let bad cells through."""
        about = described()
        change(about)
        (folder / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
        assert f"datapackage.json: {says}" in said(folder)

    def test_a_missing_file(self, folder):
        (folder / "events.csv").rename(folder / "event.csv")
        assert said(folder) == (
            "events.csv: is missing; datapackage.json names it. Did you mean 'event.csv'?"
        )

    def test_an_empty_file(self, folder):
        (folder / "events.csv").write_text(" \n", encoding="utf-8")
        assert said(folder) == "events.csv: is empty; its first row has to name its columns."

    def test_windows_1252(self, folder):
        text = EVENTS.replace("The bridge is saved", "The café is saved")
        (folder / "events.csv").write_bytes(text.encode("cp1252"))
        assert said(folder) == (
            "events.csv: 1 cell needs a look.\n  line 4: has a letter, probably 'é', that is not "
            "stored as UTF-8 but as in Windows-1252. In your spreadsheet, save the file as "
            "“CSV UTF-8”."
        )

    @pytest.mark.parametrize("raw", [b"PK\x03\x04 a workbook", EVENTS.encode("utf-16")])
    def test_a_workbook_or_other_text_by_the_name_of_csv(self, folder, raw):
        (folder / "events.csv").write_bytes(raw)
        assert said(folder).startswith("events.csv: is no CSV file. In your spreadsheet, save it")

    @pytest.mark.parametrize("lone", ['"They meet, again', 'x,"The" council meets'])
    def test_a_lone_quotation_mark(self, folder, lone):
        """It swallows the rest of the file: the row where it opens is the one to mend."""
        swap(folder / "events.csv", '"They meet, again"', lone)
        assert "line 3: a quotation mark is opened in this row and not closed" in said(folder)

    def test_a_file_of_200_mb_is_refused_with_its_size(self, folder):
        """Reading it would fill the memory before anything is said."""
        with (folder / "events.csv").open("r+b") as file:
            file.truncate(200_000_000)
        assert said(folder) == "events.csv: has 200 MB; a table may have 100 MB."

    def test_a_folder_by_the_name_of_a_table(self, folder):
        (folder / "events.csv").unlink()
        (folder / "events.csv").mkdir()
        assert said(folder).startswith("events.csv: is missing")


def test_all_problems_of_all_files_are_said_at_once(folder):
    """Mending one cell a run, ten times over, is how a teacher gives up."""
    swap(folder / "events.csv", "1960-05-01,,month", "1960-13-01,,mnth")
    swap(folder / "sources.csv", "Town Council", "")
    swap(folder / "sources.csv", "later,", "latest,")
    assert said(folder).splitlines() == [
        "sources.csv: 1 cell needs a look.",
        "  line 3, publisher: is empty, but every row needs one.",
        "events.csv: 3 cells need a look.",
        "  line 2, date: '1960-13-01' is not a date.",
        "  line 2, precision: 'mnth' is not one of: day, month. Did you mean 'month'?",
        "  line 4, source_ids: 'later' is not in sources.csv. Did you mean 'latest'?",
    ]


class TestRows:
    """What several rows or tables say together."""

    @pytest.fixture
    def whole(self, tmp_path):
        """A copy of the case of the lesson, to be spoilt."""
        folder = tmp_path / "copy"
        shutil.copytree(CASES / "baghdad-embassy-2020", folder)
        return folder

    def test_a_row_that_disagrees_with_no_other(self, whole):
        """A conflict of one is a forgotten row, or a name that was misspelt."""
        swap(whole / "levels.csv", ",surge-complete,", ",surge-compleet,")
        head, *lines = said(whole).splitlines()
        assert head == "levels.csv: 2 cells need a look."
        for line, name in zip(lines, ("surge-compleet", "surge-complete"), strict=True):
            assert line.endswith(
                f"conflict_group: {name!r} has this row alone; rows that disagree share a name."
            )

    def test_a_person_that_is_nobody(self, whole):
        """A list may name rows of several tables: it is none of them."""
        swap(whole / "events.csv", "ahmed-mulla-talal", "ahmed-mula-talal")
        assert (
            "bears_on: 'ahmed-mula-talal' is not in claims.csv or quotes.csv or people.csv. "
            in (said(whole))
        )
        assert "Did you mean 'ahmed-mulla-talal'?" in said(whole)

    def test_a_quotation_that_is_nowhere(self, whole):
        swap(whole / "people.csv", "leaf-raging-appetite", "leaf-raging-apetite")
        assert "quote_ids: 'leaf-raging-apetite' is not in quotes.csv." in said(whole)


class TestDictionary:
    def test_says_what_each_column_means(self, folder):
        words = load_case(folder).dictionary("events")
        assert words.index.tolist()[:3] == ["event_id", "date", "end_date"]
        assert words.loc["cost"].tolist() == [
            "What the column cost means.",
            "number",
            "",
            "from 0; may be empty",
            "12.5",
        ]
        assert words.loc["precision", "allowed"] == "day, month"

    def test_a_misspelt_table_is_named(self, folder):
        with pytest.raises(ValueError, match="Did you mean 'events'"):
            load_case(folder).dictionary("event")


class TestUntilPublication:
    def test_rows_known_later_are_gone(self, folder):
        events = load_case(folder).until_publication().events
        assert events["event_id"].tolist() == ["bridge-opens", "council-meets"]
        assert events.index.tolist() == [0, 1]

    def test_what_happened_next_is_emptied(self, folder):
        assert load_case(folder).until_publication().events["what_happened_next"].isna().all()

    def test_sources_that_no_row_cites_are_gone(self, folder):
        """A headline in the list of sources gives the end away as well."""
        sources = load_case(folder).until_publication().sources
        assert sources["source_id"].tolist() == ["gazette", "council", "history"]

    def test_a_later_source_is_named_by_its_publisher_alone(self, folder):
        """Its headline or its date may tell what happened."""
        later = load_case(folder).until_publication().sources.iloc[2]
        assert later["publisher"] == "Town History"
        assert later[["title", "date", "url"]].isna().all()
        assert not later["link"]

    def test_a_source_of_the_same_month_stays_whole(self, folder):
        """ "2021-03" may lie before the tenth; only what is surely later is hidden."""
        assert load_case(folder).until_publication().sources.iloc[1]["title"] == "Minutes"

    def test_the_whole_case_is_left_as_it_was(self, folder):
        case = load_case(folder)
        case.until_publication()
        assert len(case.events) == 3
        assert case.sources["title"].notna().all()


class TestCheck:
    def test_a_case_that_holds(self, folder, capsys):
        assert main(["check", str(folder)]) == 0
        assert capsys.readouterr().out == f"{NAME}: 3 tables, 7 rows, 0 problems.\n"

    def test_remarks_are_said_first(self, folder, capsys):
        (folder / "sources.csv").write_text(SOURCES.replace(",", ";"), encoding="utf-8")
        assert main(["check", str(folder)]) == 0
        assert capsys.readouterr().out.startswith("sources.csv has semicolons between its cells")

    def test_a_case_that_does_not(self, folder, capsys):
        swap(folder / "events.csv", "1960-05-01", "1960-13-01")
        assert main(["check", str(folder)]) == 1
        assert capsys.readouterr().out == (
            f"{folder}: 1 problem.\nevents.csv: 1 cell needs a look.\n"
            "  line 2, date: '1960-13-01' is not a date.\n"
        )

    def test_without_a_name_all_cases_are_looked_at(self, capsys):
        assert main(["check"]) == 0
        assert "baghdad-embassy-2020: " in capsys.readouterr().out

    def test_one_bad_case_among_good_ones_counts(self, folder, tmp_path):
        assert main(["check", str(tmp_path / "none"), str(folder)]) == 1

    def test_the_command_prints_no_traceback(self, folder):
        """A traceback is the end of the road for most teachers."""
        (folder / "events.csv").write_bytes(b"\xff\xfe\x00")
        words = [sys.executable, "-m", "dateline", "check", str(folder)]
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 1
        assert "Traceback" not in done.stdout + done.stderr
