"""The ways to talk in class: a table that a teacher may edit, and the cards made from it."""

import csv
import json
import re
import shutil

import pytest
from frictionless import Package
from markupsafe import escape

from dateline import CaseError, cards, study
from dateline.case import CASES
from dateline.case.protocols import GROUPS, read_protocols
from tests.pages import danger
from tests.tables import HOSTILE

ROWS = read_protocols()
FILE = "protocols.csv"


@pytest.fixture
def changed(tmp_path):
    """Return a function that changes the table in a folder of its own, and what is found then."""

    def change(change_row):
        for name in (FILE, "datapackage.json"):
            shutil.copy(CASES / name, tmp_path / name)
        text = (CASES / FILE).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        kept = [row for row in rows if change_row(row) is not False]
        with (tmp_path / FILE).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept[0])
            writer.writeheader()
            writer.writerows(kept)
        with pytest.raises(CaseError) as error:
            read_protocols(tmp_path)
        return str(error.value)

    return change


def test_other_tools_can_read_the_table():
    validation = Package(str(CASES / "datapackage.json")).validate()
    assert validation.flatten(["fieldName", "rowNumber", "message"]) == []
    assert (CASES / FILE).read_bytes().startswith(b"\xef\xbb\xbf")  # Excel needs it for UTF-8


def test_the_minutes_are_those_that_the_lesson_plans_with():
    """Sixteen minutes for the controversy, three for a vote, a talk and a vote."""
    assert ROWS.groupby("protocol_id", sort=False)["minutes"].sum().to_dict() == {
        "think-pair-share": 5,
        "vote-talk-vote": 3,
        "structured-controversy": 16,
        "four-corners": 8,
        "jigsaw": 14,
        "big-paper": 10,
        "three-two-one": 4,
    }


def test_a_class_of_any_size_finds_its_groups():
    """Nobody is left over: any number from six on makes groups of three, four and five."""
    rows = ROWS[ROWS["protocol_id"] == "structured-controversy"].set_index("label")["text"]
    said = rows["The whole class"]
    assert "One student left over: make one group of five." in said
    assert "Two left over: make two groups of three instead of one of four." in said
    assert "Three left over: make one group of three." in said
    groups = {0: (0, 0), 1: (0, 1), 2: (2, 0), 3: (1, 0)}  # of three and of five
    for students in range(6, 41):
        threes, fives = groups[students % 4]
        fours = students // 4 - (students % 4 in (1, 2))
        assert 3 * threes + 4 * fours + 5 * fives == students
    assert "30 students are six fours and two threes" in said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda row: row["part"] != "observer", "has 0 rows with the part 'observer'"),
        (lambda row: row["label"] != "Three", "what a group of three does"),
        (lambda row: row["part"] != "stem", "has no row with the part 'stem'"),
        (lambda row: row.update(minutes=""), "a step needs its minutes"),
        (lambda row: row.update(minutes="2"), "only a step has minutes"),
        (lambda row: row.update(part="steps"), "Did you mean 'step'?"),
        (lambda row: row.update(title=row["text"][:9]), "have the same title"),
        (
            lambda row: row.update(protocol_id="jigsaw" if row["part"] == "step" else "big-paper"),
            "next to each other",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(changed, change, message):
    """A teacher who edits the table learns which cell to correct, and what to type."""
    found = changed(change)
    assert message in found
    assert re.search(r"line \d+, \w+: ", found)


def test_a_folder_without_the_table_is_named(tmp_path):
    with pytest.raises(CaseError, match="datapackage.json: is missing"):
        read_protocols(tmp_path)


def test_a_card_says_all_of_its_rows():
    for _, rows in ROWS.groupby("protocol_id"):
        card = cards.protocol_card(rows)
        assert [text for text in rows["text"] if escape(text) not in card] == []
        assert {label in card for label in GROUPS} == {True}


def test_the_timer_has_every_step_with_its_seconds():
    """Half a minute for a vote is thirty seconds, not nothing."""
    (data,) = re.findall(r'"rounds": (\[.*?\])', study.protocol("vote-talk-vote").html)
    assert [one["seconds"] for one in json.loads(data)] == [30, 120, 30]


def test_hostile_words_stay_words_on_a_card():
    rows = ROWS[ROWS["protocol_id"] == "big-paper"]
    card = cards.protocol_card(rows.assign(title=HOSTILE, label=HOSTILE, text=HOSTILE))
    assert card.count(escape(HOSTILE)) > len(rows)
    assert danger(card) == []
