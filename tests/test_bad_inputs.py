"""Whatever is written into a case is read rightly, or one message names its place and a remedy."""

import csv
import io
import json
import shutil

import pandas as pd
import pytest

from dateline import CaseError, charts, explorers, load_case
from dateline.__main__ import main
from dateline.case import CASES
from dateline.charts.runs import pieces_of
from dateline.charts.type import INK, MEDIA, line_width, shorten, width
from tests import bad_inputs as inputs
from tests.small_case import COLUMNS, EVENTS, LEVELS, NAME, SOURCES, description, write_case

TABLES = {"sources": SOURCES, "events": EVENTS, "levels": LEVELS}
LINES = {"sources": 3, "events": 4, "levels": 3}  # of the row in which a cell is changed


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / NAME
    write_case(folder)
    return folder


def read(folder):
    """Return a case and no message, or no case and the message about it."""
    try:
        return load_case(folder), ""
    except CaseError as error:
        return None, str(error)


def with_cell(table, column, text):
    """Return the text of a table with another cell in one of its rows."""
    rows = list(csv.DictReader(io.StringIO(TABLES[table])))
    rows[LINES[table] - 2][column] = text
    output = io.StringIO()
    writer = csv.DictWriter(output, [name for name, *_ in COLUMNS[table]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()


def plain(value):
    """Return a value of a table as the table of bad inputs writes it."""
    if pd.isna(value):
        return ""
    return value.isoformat()[:10] if isinstance(value, pd.Timestamp) else str(value)


def test_the_table_of_bad_inputs_is_long_and_its_kinds_differ():
    """Every kind was met or tried; a kind that is listed twice tests nothing twice."""
    assert inputs.KINDS >= 250
    for part in (inputs.CELLS, inputs.FILES, inputs.DESCRIPTIONS, inputs.SLIPS, inputs.PLACES):
        kinds = [kind for kind, *_ in part]
        assert len(set(kinds)) == len(kinds)


def test_a_cell_is_read_rightly_or_named(folder):
    """Half right is worst: a date a month off, or a number a thousand times too small."""
    (folder / "levels.csv").write_text(LEVELS, encoding="utf-8")
    wrong = []
    for kind, place, text, outcome in inputs.CELLS:
        table, column = place.split(".")
        file = folder / f"{table}.csv"
        file.write_text(with_cell(table, column, text), encoding="utf-8", newline="")
        case, message = read(folder)
        file.write_text(TABLES[table], encoding="utf-8")

        if outcome.startswith("= "):
            row = LINES[table] - 2
            found = message or plain(case.tables[table][column][row])
            fits = found == outcome[2:]
        else:
            found = message
            start = f"  line {LINES[table]}, {column}: "
            lines = [line for line in message.splitlines() if line.startswith(start)]
            fits = len(lines) == 1 and outcome in lines[0] and len(message) < 800
        if not fits:
            wrong.append(f"{kind}: {found}")
    assert wrong == []


def test_a_file_is_read_rightly_or_named(folder):
    """Old Macs, Excel in German and a lone quotation mark: one message with the cause."""
    right = load_case(folder)
    wrong = []
    for kind, file, content, outcome in inputs.FILES:
        before = (folder / file).read_bytes()
        (folder / file).write_bytes(content)
        case, message = read(folder)
        (folder / file).write_bytes(before)

        if outcome == "=":
            fits = case and all(case.tables[name].equals(right.tables[name]) for name in COLUMNS)
        else:
            fits = outcome in message and message.startswith(file)
        if not fits or len(message.splitlines()) > 14:
            wrong.append(f"{kind}: {message}")
    assert wrong == []


def test_a_description_is_relied_on_or_named_with_its_place(folder):
    """The description rules all tables; a hole in it must not let bad cells through."""
    file = folder / "datapackage.json"
    wrong = []
    for kind, path, value, place, outcome in inputs.DESCRIPTIONS:
        file.write_bytes(inputs.written(inputs.changed(description(), path, value)))
        case, message = read(folder)
        lines = [line for line in message.splitlines() if outcome in line and place in line]
        if len(lines) != 1 or not lines[0].startswith("  line "):
            wrong.append(f"{kind}: {message}")
    assert wrong == []


def test_a_problem_of_the_description_has_the_line_of_an_editor(folder):
    """Nobody counts to the sixth column of the second table in 1,700 lines."""
    package = inputs.changed(description(), (*inputs.COST_FIELD, "type"), "money")
    text = json.dumps(package, indent=2)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    line = text.splitlines().index('            "type": "money",') + 1
    assert f"\n  line {line}, table events, column cost, type: is 'money'" in read(folder)[1]


def test_a_pattern_that_never_ends_is_named(folder):
    """A stranger's pattern must not hang a class; a slow one that ends is allowed."""
    (folder / "levels.csv").write_text(LEVELS, encoding="utf-8")
    long = with_cell("sources", "title", "a" * 40)
    (folder / "sources.csv").write_text(long, encoding="utf-8")
    for kind, path, value, outcome in inputs.PATTERNS:
        package = inputs.changed(description(), path, value)
        package["resources"][0]["schema"]["fields"][0]["example"] = "a" * 60
        (folder / "datapackage.json").write_bytes(inputs.written(package))
        case, message = read(folder)
        assert outcome in message and bool(case) == (not outcome), kind

    package = description()
    package["resources"][0]["schema"]["fields"][2]["constraints"] = {"pattern": "(a|aa)+$b|B.*"}
    (folder / "datapackage.json").write_bytes(inputs.written(package))
    long = with_cell("sources", "title", "a" * 60)
    (folder / "sources.csv").write_text(long, encoding="utf-8")
    assert "sources.csv: the pattern of the column 'title' takes too long" in read(folder)[1]


def test_rows_that_contradict_themselves_or_the_article_are_named(folder):
    """What became known later must be marked, or the lesson gives its end away."""
    wrong = []
    for kind, old, new, outcome in inputs.SLIPS:
        assert old in EVENTS, kind
        (folder / "events.csv").write_text(EVENTS.replace(old, new), encoding="utf-8")
        case, message = read(folder)
        fits = case if outcome == "=" else outcome in message and len(message.splitlines()) == 2
        if not fits:
            wrong.append(f"{kind}: {message}")
    assert wrong == []


def test_a_file_that_is_no_file_is_named(tmp_path):
    """A link that loops or a folder in its place is found by its name, never by a traceback."""
    wrong = []
    for kind, spoil, outcome in inputs.PLACES:
        folder = tmp_path / kind.replace(" ", "-")
        write_case(folder)
        spoil(folder=folder)
        _, message = read(folder)
        if outcome not in message or len(message) > 300:
            wrong.append(f"{kind}: {message}")
    assert wrong == []


def test_a_name_that_is_no_case_is_named():
    for name in inputs.NAMES:
        _, message = read(name)
        assert "is neither a case nor a folder." in message and len(message) < 300


def test_ten_thousand_bad_rows_are_counted(folder):
    """Nobody reads sixty thousand lines, and most have one cause."""
    header, row = EVENTS.splitlines()[:2]
    rows = [row.replace("bridge-opens", f"e{n}").replace("1960", "196x") for n in range(10_000)]
    rows = [text.replace("history", "histroy") for text in rows]
    (folder / "events.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    lines = str(caught.value).splitlines()
    assert lines[0] == "events.csv: 20000 cells need a look."
    assert lines[-2:] == [
        "  and 9,990 more in the column date.",
        "  and 9,990 more in the column source_ids.",
    ]
    assert (len(lines), caught.value.count) == (23, 20_000)


def test_every_dated_table_is_held_to_the_day_of_the_article(folder):
    """A quotation or a count from a later day gives the outcome away like an event.

    What is announced for a later day was known before.
    """
    package = description()
    levels = package["resources"][2]["schema"]
    events = package["resources"][1]["schema"]["fields"]
    more = [field for field in events if field["name"] in ("date", "after_article")]
    status = {**events[0], "name": "status", "constraints": {}}
    levels["fields"] += [*more, status]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    rows = ["level_id,value,date,after_article,status"]
    cells = ("2021-03-11,FALSE,announced", "2021-03-11,TRUE,counted", "2021-03-11,no,counted")
    rows += [f"a,{n},{row}" for n, row in enumerate(cells)]
    (folder / "levels.csv").write_text("\n".join(rows), encoding="utf-8")
    assert read(folder)[1].splitlines() == [
        "levels.csv: 1 cell needs a look.",
        "  line 4, after_article: is 'false', but 2021-03-11 is after the article appeared "
        "(2021-03-10). Write true, or correct the date.",
    ]


def test_thousands_and_decimals_are_told_apart_by_their_neighbors(folder):
    """1.200 beside 1.25 has a decimal point; alone it may be more than a thousand."""
    rows = ["level_id,value,share", "a,1,1.200", "b,2,3.141", "c,3,1.25"]
    (folder / "levels.csv").write_text("\n".join(rows), encoding="utf-8")
    assert load_case(folder).levels["share"].tolist() == [1.2, 3.141, 1.25]
    (folder / "levels.csv").write_text("\n".join(rows[:-1]), encoding="utf-8")
    assert "levels.csv: 2 cells need a look." in read(folder)[1]


def test_signs_of_web_pages_are_a_remark(folder):
    """A reader would see them; they are allowed, because a text may be about them."""
    text = with_cell("sources", "title", "Council &amp; mayor <b>agree</b>")
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    assert load_case(folder).remarks == (
        "sources.csv, line 3, title: contains '&amp;', which readers will see as it is. Was it "
        "copied from the code of a web page?",
    )


def template(tmp_path, file, old, new):
    """Return the folder of a copy of the template with one place of a table changed."""
    folder = tmp_path / "copy"
    shutil.copytree(CASES / "template", folder, dirs_exist_ok=True)
    text = (CASES / "template" / file).read_text(encoding="utf-8-sig")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_check_tries_every_exhibit(tmp_path, capsys):
    """A rule that fits no row would be found while a class waits for its slides."""
    exhibits = [
        (
            "series = visitors a month",
            "series = visits",
            "no row of levels fits 'series = visits'.",
        ),
        (
            "series = visitors a month",
            "serie = visits",
            "no column 'serie'; did you mean 'series'?",
        ),
        ("series = visitors a month", "value >= many", "'many' cannot be compared with value."),
        (",levels,", ",chain,", "there is no column 'series'"),
    ]
    for old, new, message in exhibits:
        folder = template(tmp_path, "exhibits.csv", old, new)
        assert main(["check", str(folder)]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert lines[1] == "exhibits.csv: 1 cell needs a look."
        assert lines[2].startswith("  line 2: 'visitors-by-month': ") and message in lines[2]


def test_decimals_and_years_of_any_size_are_shown(tmp_path, capsys):
    """Rates and temperatures are levels, too, and an old chronicle has dates."""
    values = [(",1200,visitors", f",{value},degrees") for value in ("0.39", "-3.5", "9" * 15)]
    dates = [(",2024-02-01,", f",{day},") for day in ("0900-02-01", "0001-01-01", "0002-01-01")]
    for old, new in values + dates:
        folder = template(tmp_path, "levels.csv", old, new)
        assert main(["check", str(folder)]) == 0, capsys.readouterr().out
        case = load_case(folder)
        for medium in MEDIA:
            assert charts.levels(case.levels, case.events, source="").marks(medium)
        assert explorers.level_explorer(case.levels, case.sources)


def test_names_that_a_menu_cannot_tell_apart_are_found(tmp_path):
    """Two people of one name passed the check and stopped the notebook in class."""
    text = (CASES / "template" / "people.csv").read_text(encoding="utf-8-sig")
    row = text.splitlines()[1]
    twin = row.replace("ann-ray,P01", "ann-ray-2,P02")
    _, message = read(template(tmp_path, "people.csv", row, f"{row}\n{twin}"))
    assert message.splitlines() == [
        "people.csv: 1 cell needs a look.",
        "  line 3, name: 'Ann Ray' is also the name in line 2. Add what tells them apart, such as "
        "'Ann Ray (2)', or delete one.",
    ]


def test_a_question_has_as_many_options_as_there_are_letters(tmp_path):
    """Sample answers are called A to Z; a 27th had no name, and nobody reads that far."""
    text = (CASES / "template" / "checks.csv").read_text(encoding="utf-8-sig")
    row = text.splitlines()[1]
    first = row.split(",5,true,")[0].replace(",days,", ",,").replace(",number,", ",several,")
    first = first.replace("Days the library is open", "")
    for number, found in (
        (26, ""),
        (27, "'days-open' has 27 rows; a question can have at most 26"),
    ):
        rows = [f"{first},{option},true,,,,gazette-2024-03-02" for option in range(number)]
        _, message = read(template(tmp_path, "checks.csv", row, "\n".join(rows)))
        assert found in message and bool(message) == bool(found), message


def test_a_word_of_a_thousand_letters_is_measured_in_stretches():
    """It was measured as a whole for every try, ten seconds long; a file name can be so long."""
    line_width.cache_clear()
    word = "".join(chr(97 + number * 7 % 26) for number in range(3000))
    short = shorten(word, room=200, size=16)
    assert short.endswith("…") and width(short, 16) <= 200 < width(short[:-1] + "mm…", 16)
    pieces = [run.words for run in pieces_of(word, INK, 16, 200)]
    assert "".join(pieces) == word and all(width(piece, 16) <= 200 for piece in pieces)
    assert line_width.cache_info().currsize < 40 + 12 * len(pieces)
