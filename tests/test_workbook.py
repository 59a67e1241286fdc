"""A case is one workbook as well as a folder: the same cells, and what a spreadsheet does to it."""

import io
import json
import shutil
from datetime import datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dateline import CaseError, load_case
from dateline.__main__ import main
from dateline.case import CASES
from dateline.publish import any_case, new_case
from dateline.publish.convert import to_folder, to_workbook
from dateline.publish.new_case import TEMPLATE, import_timeline
from dateline.publish.workbook import workbook_file
from tests.small_case import write_case

ARTICLE = {
    "title": "Steamer Lost With All Hands",
    "link": "https://example.org/steamer",
    "published": "1898-11-29",
}
SOURCES = [
    {"publisher": "The Harbor Gazette", "title": "Lost", "date": "1898-11-29"},
    {"publisher": "Weather Office", "date": "1898-12", "url": "https://example.org/gale"},
]
EVENTS = [
    {"date": "1898-11-26", "title": "It leaves", "source_ids": "Weather Office", "paragraph": "1"},
    {"date": "1898-11", "title": "Gales", "source_ids": "Weather Office; the harbor gazette"},
]
TIMELINEJS = """\
Year,Month,Day,Time,End Year,End Month,Headline,Text,Media,Type,Group
,,,,,,The Wreck,,,title,
1898,11,26,19:00:00,,,It leaves,<p>Late &amp; full.</p>,https://example.org/a.jpg,,Sea
1898,11,,,1898,12,Gales,,,,
1890,,,,1900,,A bad decade,,,era,
-44,,,,,,Caesar,,,,
"""


def workbook(sources=SOURCES, events=EVENTS, **other):
    """Return a small case as openpyxl has a workbook, for a test to change.

    It has only the tables that are needed, so that these tests are fast.
    """
    package = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    kept = {"sources", "events", *other}
    package["resources"] = [table for table in package["resources"] if table["name"] in kept]
    for table in package["resources"]:
        schema = table["schema"]
        schema["fields"] = [field for field in schema["fields"] if _refers_to(field) <= kept]
    package |= {**ARTICLE, "publisher": "", "note": "", "focus": []}
    tables = {"sources": sources, "events": events, **other}
    content = workbook_file(package, tables, json.dumps(package, indent=2))
    return openpyxl.load_workbook(io.BytesIO(content))


def _refers_to(field):
    """Return the tables whose rows a column names."""
    targets = field.get("listOf", [])
    return {each["resource"] for each in (targets if isinstance(targets, list) else [targets])}


def cell(book, sheet, heading, row):
    """Return a cell of a sheet by the heading of its column."""
    for head in book[sheet][1]:
        if head.value == heading:
            return book[sheet].cell(row, head.column)
    raise KeyError(heading)


@pytest.fixture
def saved(tmp_path):
    """Save a changed workbook, and return its path."""

    def save(change, book=None):
        book = book or workbook()
        change(book)
        path = tmp_path / "steamer-1898.xlsx"
        book.save(path)
        return path

    return save


def problem(path):
    """Return the message about a workbook that cannot be read."""
    with pytest.raises(CaseError) as caught:
        load_case(path)
    return str(caught.value)


# ---- The same cells in both forms


@pytest.mark.parametrize("name", ["baghdad-embassy-2020", "template"])
def test_a_case_goes_into_a_workbook_and_back_with_the_same_bytes(name, tmp_path):
    """Nobody would trust a second form that loses a cell; the folder is under version control."""
    folder = tmp_path / name
    shutil.copytree(CASES / name, folder, ignore=shutil.ignore_patterns("article.txt", ".*"))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    book = to_workbook(folder)
    first = book.read_bytes()
    shutil.rmtree(folder)

    assert to_folder(book) == folder
    after = {file.name: file.read_bytes() for file in folder.iterdir() if file.name[0] != "."}
    assert after == before
    assert to_workbook(folder).read_bytes() == first
    assert load_case(book).events.equals(load_case(folder).events)


def test_a_stranger_may_leave_out_titles_or_give_two_columns_one(tmp_path):
    """Headings are then the names of the columns, so that each is found again."""
    folder = tmp_path / "small"
    write_case(folder)
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    for field in package["resources"][1]["schema"]["fields"][:2]:
        field["title"] = "Event"
    file.write_text(json.dumps(package), encoding="utf-8")
    before = {table.name: table.read_bytes() for table in folder.glob("*.csv")}
    book = to_workbook(folder)
    shutil.rmtree(folder)
    to_folder(book)
    for name, content in before.items():
        assert (folder / name).read_text(encoding="utf-8-sig") == content.decode("utf-8-sig")


def test_a_folder_that_somebody_edited_is_not_replaced(tmp_path):
    folder = tmp_path / "town"
    shutil.copytree(CASES / "template", folder)
    book = to_workbook(folder)
    with pytest.raises(FileExistsError):
        to_folder(book)


def test_what_was_typed_on_the_first_sheet_is_what_the_folder_says(saved, tmp_path):
    def change(book):
        book["the article"]["B1"] = "Another Headline"
        book["the article"]["B6"] = datetime(1998, 11, 20)
        book["the article"]["B7"] = "1998-11-29"

    folder = to_folder(saved(change))
    case = load_case(folder)
    assert case.title == "Another Headline"
    assert case.focus[0]["start"] == "1998-11-20"


def test_the_text_of_the_article_is_counted_and_goes_into_the_folder(saved):
    """Pasting the text saves the counting, and the file that git ignores keeps it."""
    words = {"text": "never saw such a sea", "speaker": "A captain", "side": "crews"}
    quote = words | {"named": "no", "source_ids": "Weather Office"}
    book = workbook(quotes=[quote], paragraphs=[{"paragraph": "2", "summary": "A wreck."}])

    def change(book):
        book["article text"].append([None, "It left."])
        book["article text"].append([None, "He never saw such a sea."])

    path = saved(change, book)
    case = load_case(path)
    row = case.quotes.iloc[0]
    assert (row.words, row.paragraph, row.char_start, row.char_end) == (5, 2, 12, 32)
    assert row.opening_words == "never saw such a sea"
    assert case.paragraphs[["words", "char_start", "char_end"]].iloc[0].tolist() == [6, 9, 33]
    text = (to_folder(path) / "article.txt").read_text(encoding="utf-8")
    assert text[row.char_start : row.char_end] == words["text"]


# ---- What a teacher sees in it


def test_a_new_workbook_shows_what_must_be_typed_and_how():
    """Dark headings come first, each says what it means; examples are never read."""
    book = workbook(events=())
    sheet = book["events"]
    dark = [head.value for head in sheet[1] if head.fill.fgColor.rgb == "FF1F2933"]
    assert dark == ["Date", "What happened", "Sources"]
    assert [head.value for head in sheet[1]][:3] == dark
    assert all(head.comment.text.count("Example") == 1 for head in sheet[1])
    assert cell(book, "events", "Date", 2).value == "e.g. 2024-03-01"
    assert sheet.column_dimensions["A"].number_format == "@"

    lists = {}
    for rule in sheet.data_validations.dataValidation:
        lists[str(rule.sqref).split("2:")[0]] = rule.formula1
    letter = cell(book, "events", "How sure", 1).column_letter
    name, _, place = lists[letter].partition("!")
    words = [row[0].value for row in book[name.strip("'")][place.replace("$", "")]]
    assert words == ["confirmed", "reported", "contested"]
    assert lists["C"].startswith("'sources'!")


def test_examples_are_never_read_and_may_be_written_over(saved):
    def change(book):
        cell(book, "claims", "Claim", 2).value = "All hands were lost"
        cell(book, "claims", "Sources", 2).value = "Weather Office"
        cell(book, "claims", "Paragraph", 2).value = 1
        cell(book, "claims", "Claimed by", 2).value = "The reporter"

    case = load_case(saved(change, workbook(claims=())))
    assert case.claims["claim"].tolist() == ["All hands were lost"]
    assert case.claims["verdict"].tolist() == ["not stated"]


def test_a_cell_that_looks_like_a_formula_stays_text(tmp_path):
    """A spreadsheet would run it."""
    events = [EVENTS[0] | {"summary": "=HYPERLINK(A1)"}]
    book = workbook(events=events)
    assert cell(book, "events", "In short", 2).data_type == "s"


# ---- What spreadsheets do to a workbook: read, or named with its place


def real_date(book):
    cell(book, "events", "Date", 3).value = datetime(1898, 11, 28)


def years_from_1904(book):
    book.epoch = CALENDAR_MAC_1904
    cell(book, "events", "Date", 3).value = datetime(1910, 5, 9)


def hidden_row(book):
    book["events"].row_dimensions[3].hidden = True
    book["events"].auto_filter.ref = "A1:F3"


def renamed_sheet(book):
    book["events"].title = "Events "


def another_sheet(book):
    book.create_sheet("my notes")["A1"] = "Ask Ann."


def nothing(book):
    pass


@pytest.mark.parametrize(
    ("change", "day", "remark"),
    [
        (nothing, "1898-11-01", ""),
        (years_from_1904, "1910-05-09", ""),
        (hidden_row, "1898-11-01", "sheet events has hidden rows"),
        (renamed_sheet, "1898-11-01", ""),
        (another_sheet, "1898-11-01", "sheet my notes is not a table of this case"),
    ],
)
def test_is_read(change, day, remark, saved):
    case = load_case(saved(change))
    assert str(case.events["date"].iloc[1].date()) == day
    assert len(case.events) == 2
    assert [remark in said for said in case.remarks] == [True] * bool(remark)


def formula_without_a_result(book):
    cell(book, "events", "Date", 3).value = "=A2+1"


def merged_cells(book):
    book["events"].merge_cells("A2:A3")


def title_row(book):
    book["events"].insert_rows(1)
    book["events"]["A1"] = "My events"


def no_events(book):
    del book["events"]


def no_first_sheet(book):
    del book["the article"]


def no_day(book):
    book["the article"]["B3"] = None


def a_day_as_people_write_it(book):
    book["the article"]["B3"] = "29/11/1898"


def no_link(book):
    book["the article"]["B2"] = "javascript:alert(1)"


def focus_that_ends_before_it_starts(book):
    book["the article"]["B6"] = "1898-11-20"
    book["the article"]["B7"] = "1898-11-10"


def half_a_focus(book):
    book["the article"]["B6"] = "1898-11-20"


def publisher_misspelled(book):
    cell(book, "events", "Sources", 3).value = "The Harbour Gazette"


def two_of_one_publisher(book):
    cell(book, "sources", "Publisher", 4).value = "Weather Office"
    cell(book, "sources", "Headline", 4).value = "Gale"


def spreadsheet_error(book):
    cell(book, "events", "Paragraph", 2).value = "#REF!"


def stray_cell(book):
    book["events"].cell(3, 40).value = "see above"


def broken_description(book):
    book["datapackage.json"]["A2"] = "no json"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (formula_without_a_result, "line 3: the formula =A2+1 has no result"),
        (merged_cells, "line 2: the cells A2:A3 are merged"),
        (title_row, "line 1: this row does not name the columns; line 2 does"),
        (no_events, "sheet events: there is no such sheet in steamer-1898.xlsx"),
        (no_first_sheet, "steamer-1898.xlsx: has no sheet 'the article'"),
        (no_day, "line 3, Day: is empty; every case needs it."),
        (a_day_as_people_write_it, "line 3, Day: '29/11/1898' is a date as spreadsheets rewrite"),
        (no_link, "line 2, Link: 'javascript:alert(1)' is no address on the web"),
        (focus_that_ends_before_it_starts, "line 7, Enlarge until: 1898-11-10 is before the first"),
        (half_a_focus, "line 7, Enlarge until: is empty: write both days, or none."),
        (
            publisher_misspelled,
            "line 3, Sources, column C: 'The Harbour Gazette' is neither a short name nor a "
            "publisher in the table of sources. Did you mean 'The Harbor Gazette'?",
        ),
        (
            two_of_one_publisher,
            "line 2, Sources, column C: 'Weather Office' may be one of 2 sources: write 'Weather "
            "Office, 1898-12' or 'Gale'.",
        ),
        (spreadsheet_error, "'#REF!' is an error of a spreadsheet"),
        (stray_cell, "line 3: has 40 cells, but only 18 columns have a name."),
        (broken_description, "sheet datapackage.json: is not JSON: line 2"),
        (real_date, ""),
    ],
)
def test_is_named_with_its_place(change, message, saved):
    """The last one is no problem: a message that came for everything would prove nothing."""
    path = saved(change)
    if message:
        assert message in problem(path)
    else:
        assert len(load_case(path).events) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "has a password, or is an old XLS file"),
        (b"PK\x03\x04" + bytes(600), "is not a workbook: save it as XLSX."),
        (b"", "is not a workbook: save it as XLSX."),
    ],
)
def test_a_file_that_is_no_workbook_is_named(content, message, tmp_path):
    path = tmp_path / "case.xlsx"
    path.write_bytes(content)
    assert problem(path) == f"case.xlsx: {message}" or message in problem(path)


def test_a_workbook_with_macros_is_read_and_its_macros_are_not(tmp_path):
    path = tmp_path / "case.xlsm"
    workbook().save(path)
    assert len(load_case(path).events) == 2


# ---- Commands


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A folder for cases that is not the project's."""
    for module in (new_case, any_case):
        monkeypatch.setattr(module, "CASES", tmp_path)
    return tmp_path


def test_new_asks_until_the_answers_can_be_used(own_data, monkeypatch, capsys):
    """A headline, a link and a day are all that a case needs before it has rows."""
    answers = iter(
        ["Steamer Lost", "example.org", "https://example.org/s", "5/9/1910", "1898-11-29"]
    )
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert main(["new", "steamer-1898"]) == 0
    said = capsys.readouterr().out
    assert "python3 start.py check steamer-1898" in said
    case = load_case(own_data / "steamer-1898.xlsx")
    assert (case.title, case.link, str(case.published.date())) == (
        "Steamer Lost",
        "https://example.org/s",
        "1898-11-29",
    )
    assert case.events.empty
    assert list(answers) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("Steamer 1898", "try 'steamer-1898'"), ("../x", "try 'x'"), ("taken", "already")],
)
def test_new_takes_only_a_free_name(name, message, own_data, capsys):
    (own_data / "taken").mkdir()
    assert main(["new", name]) == 1
    assert message in capsys.readouterr().err
    assert [file.name for file in own_data.iterdir()] == ["taken"]


def test_a_timeline_made_for_timelinejs_is_brought_in(own_data, monkeypatch, capsys):
    """What it lacks and what was lost is said, and a month stays a month."""
    file = own_data / "timeline.csv"
    file.write_text(TIMELINEJS, encoding="utf-8")
    answers = iter(["", "https://example.org/s", "1898-12-29"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert main(["new", "wreck", "--timelinejs", str(file)]) == 0
    said = capsys.readouterr().out
    assert "They still need their sources" in said
    for lost in ("line 5: an era, 'A bad decade'", "its year is '-44'", "media (a picture"):
        assert lost in said

    assert "The Wreck" == load_article(own_data / "wreck.xlsx")["Headline"]
    assert import_timeline(file).events == [
        {
            "date": "1898-11-26",
            "title": "It leaves",
            "summary": "Late & full.",
            "category": "Sea",
            "time": "19:00",
        },
        {"date": "1898-11", "end_date": "1898-12", "title": "Gales"},
    ]
    message = problem(own_data / "wreck.xlsx")
    assert message.count("is empty, but every row needs one.") == 2


def test_a_file_that_is_no_timeline_is_named(own_data, capsys):
    file = own_data / "timeline.csv"
    assert main(["new", "wreck", "--timelinejs", str(file)]) == 1
    assert f"There is no file {file}." in capsys.readouterr().err
    file.write_text("Headline,Text\nIt leaves,At seven.\n", encoding="utf-8")
    assert main(["new", "wreck", "--timelinejs", str(file)]) == 1
    assert "timeline.csv has no columns Year and Headline" in capsys.readouterr().err


def load_article(path):
    """Return the first sheet of a workbook: its labels and what is beside them."""
    rows = openpyxl.load_workbook(path)["the article"].iter_rows(values_only=True)
    return {row[0]: row[1] for row in rows}


def test_a_folder_and_a_workbook_of_one_name_are_told_apart(tmp_path):
    """The folder is read, and the check says that the workbook was not."""
    folder = tmp_path / "town"
    shutil.copytree(CASES / "template", folder)
    book = to_workbook(folder)
    assert "town.xlsx is beside the folder town and was not read" in load_case(folder).remarks[0]
    assert load_case(book).remarks == ()


@pytest.fixture
def any_notebook(own_data, monkeypatch):
    """A notebook for any case in a folder of its own, and two cases beside it."""
    notebooks = own_data / "notebooks"
    notebooks.mkdir()
    cells = [
        {"cell_type": "markdown", "source": ['load_case("one") reads a case.']},
        {"cell_type": "code", "source": ["x = 1\n", 'case = load_case("one")  # change me']},
    ]
    file = notebooks / "09_any_article.ipynb"
    file.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    monkeypatch.setattr(any_case, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(any_case, "NOTEBOOK", file)
    shutil.copytree(TEMPLATE.parent, own_data / "town")
    (own_data / "steamer.xlsx").touch()
    return file


def test_a_case_gets_a_notebook_of_its_own_that_is_kept(any_notebook, own_data):
    """It names the case once, and what its reader writes in it is never lost."""
    for case, name in ((own_data / "town", "town"), (own_data / "steamer.xlsx", "steamer")):
        made = any_case.my_notebook(case)
        assert made == any_notebook.with_name(f"my-{name}.ipynb")
        cells = json.loads(made.read_text(encoding="utf-8"))["cells"]
        assert f'load_case("{name}")' in "".join(cells[1]["source"])
        assert "".join(cells[0]["source"]).startswith('load_case("one")')

    made.write_text("mine", encoding="utf-8")
    assert any_case.my_notebook(own_data / "steamer.xlsx").read_text(encoding="utf-8") == "mine"
    elsewhere = any_case.notebook_text(own_data.parent / "my case.xlsx")
    assert f'load_case(\\"{own_data.parent.as_posix()}/my case.xlsx\\")' in elsewhere


def test_pages_of_a_case_are_made_from_that_notebook_only(any_notebook, own_data):
    with any_case.notebooks_of(own_data / "town") as folder:
        assert [file.name for file in folder.glob("*.ipynb")] == [any_notebook.name]
    with any_case.notebooks_of(None) as folder:
        assert folder == any_notebook.parent
    any_notebook.write_text(json.dumps({"cells": []}), encoding="utf-8")
    with pytest.raises(ValueError, match="must load one case, and it loads 0"):
        any_case.notebook_text(own_data / "town")
