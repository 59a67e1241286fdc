"""The look whether a room is ready says what works, and of the rest how to mend it."""

import shutil

import pytest

from dateline.case.case import CASES
from dateline.questions import study
from tests.pages import page

NAME = "baghdad-embassy-2020"


def said(report):
    """Return the lines of the report: what was tried, whether it works, what was found."""
    rows = page(report.html).all("tr")[1:]
    return {
        cells[0].text: [one.text for one in cells[1:]] for row in rows if (cells := row.all("td"))
    }


@pytest.fixture
def broken(tmp_path):
    """A copy of a case with one bad cell."""
    folder = tmp_path / "broken"
    shutil.copytree(CASES / NAME, folder)
    file = folder / "events.csv"
    file.write_text(
        file.read_text(encoding="utf-8").replace(",day,", ",hour,", 1), encoding="utf-8"
    )
    return folder


def test_a_room_that_is_ready():
    lines = said(study.preflight(NAME))
    assert list(lines) == ["Packages", "Data", "A chart", "A place to write"]
    assert [works for works, _ in lines.values()] == ["✓ yes"] * 4
    assert "pandas 3." in lines["Packages"][1]
    assert lines["Data"][1].startswith("12 tables, ")


def test_bad_data_is_said_with_its_place_and_what_to_do(broken):
    """The teacher finds out the evening before, and knows which cell it is."""
    lines = said(study.preflight(str(broken)))
    assert lines["Data"][0] == "✗ no"
    assert "events.csv: 1 cell needs a look" in lines["Data"][1]
    assert "line 2, precision: 'hour' is not one of" in lines["Data"][1]
    assert "python3 start.py check" in lines["Data"][1]
    assert lines["Packages"][0] == "✓ yes"


def test_a_package_that_is_too_old_is_named(monkeypatch):
    """The one thing that differs from room to room."""
    wanted = ["pandas>=99.0", "ruff>=999; extra == 'test'"]
    monkeypatch.setattr(study.metadata, "requires", lambda name: wanted)
    works, found = said(study.preflight(NAME))["Packages"]
    assert works == "✗ no"
    assert ">=99.0 is needed" in found
    assert "python3 start.py" in found


def test_a_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(study.metadata, "requires", lambda name: ["no-such-package>=1"])
    works, found = said(study.preflight(NAME))["Packages"]
    assert works == "✗ no"
    assert "no-such-package" in found


def test_a_folder_that_cannot_be_written_is_said(monkeypatch, tmp_path):
    """Answers that cannot be saved are found missing at the end of the lesson."""
    (tmp_path / "answers").write_text("a file in the way", encoding="utf-8")
    monkeypatch.setattr(study, "PROJECT", tmp_path)
    works, found = said(study.preflight(NAME))["A place to write"]
    assert works == "✗ no"
    assert "where you may save files" in found


def test_nothing_is_left_in_the_folder_for_answers(monkeypatch, tmp_path):
    monkeypatch.setattr(study, "PROJECT", tmp_path)
    assert said(study.preflight(NAME))["A place to write"][0] == "✓ yes"
    assert list((tmp_path / "answers").iterdir()) == []


def test_there_is_a_menu_to_try_by_keyboard():
    """Keys that do not arrive are the commonest trouble with notebooks."""
    menu = page(study.preflight(NAME).html)
    assert [one.text for one in menu.all("option")] == ["Press the down arrow now", "It answers"]
    assert menu.all("select")[0].attributes["data-lm-suppress-shortcuts"] == "true"


def test_what_is_found_cannot_run(broken):
    """The name of a folder is somebody's text as well."""
    html = study.preflight("<img src=x onerror=alert(1)>").html
    assert "<img" not in html
