"""The preflight says what works on this computer, and how to mend the rest."""

import shutil
from importlib.metadata import PackageNotFoundError

import pandas as pd
import pytest

from dateline import study
from dateline.case import CASES
from dateline.questions.preflight import find_packages
from tests.pages import page

NAME = "baghdad-embassy-2020"
PARTS = ["Packages", "Data", "A chart", "A place to write"]


def table(report):
    """Return what a report says about each part: whether it works, and what was found."""
    lines = {}
    for row in page(report.html).all("tr")[1:]:
        what, works, found = (cell.text for cell in row.all("td"))
        lines[what] = (works, found)
    return lines


def test_everything_works_and_nothing_is_left_behind(tmp_path):
    report = study.preflight(NAME, folder=tmp_path / "answers")
    lines = table(report)
    assert list(lines) == PARTS
    assert [works for works, _ in lines.values()] == ["✓ yes"] * 4
    assert "pandas 3." in lines["Packages"][1]
    assert lines["Data"][1].startswith("20 tables, ")
    assert list((tmp_path / "answers").iterdir()) == []

    # Keys that do not arrive are the most common trouble with notebooks: a menu to try them.
    menu = page(report.html)
    assert [option.text for option in menu.all("option")] == [
        "Press the down arrow now",
        "It works",
    ]


def test_each_part_that_fails_says_how_to_mend_it(tmp_path):
    """The teacher finds out the evening before, and knows which cell it is."""
    folder = tmp_path / "broken"
    shutil.copytree(CASES / NAME, folder)
    events = folder / "events.csv"
    text = events.read_text(encoding="utf-8")
    events.write_text(text.replace(",day,", ",hour,", 1), encoding="utf-8")
    (tmp_path / "answers").write_text("a file in the way", encoding="utf-8")

    lines = table(study.preflight(str(folder), folder=tmp_path / "answers"))
    assert [works for works, _ in lines.values()] == ["✓ yes", "✗ no", "✗ no", "✗ no"]
    found = lines["Data"][1]
    assert "events.csv: 1 cell needs a look" in found
    assert "line 2, precision: 'hour' is not one of" in found
    assert found.endswith("Type python3 start.py check: it says what to fix.")
    assert lines["A chart"][1].endswith("it installs what is missing.")
    assert "Errno" not in lines["A place to write"][1]
    assert lines["A place to write"][1].endswith(
        "Move the project folder to a place where you may save files."
    )


def test_a_package_that_is_missing_or_too_old_is_named():
    """Packages are what differs from room to room; those of an extra are not needed there."""
    found = find_packages(["pandas>=3.0", "ruff>=999; extra == 'test'"])
    assert found.endswith(f", pandas {pd.__version__}")
    with pytest.raises(ValueError, match="pandas is 3.*, and >=99.0 is needed"):
        find_packages(["pandas>=99.0"])
    with pytest.raises(PackageNotFoundError, match="no-such-package"):
        find_packages(["no-such-package>=1"])


def test_what_is_found_cannot_run(tmp_path):
    """The name of a folder is text that somebody typed, too."""
    report = study.preflight("<img src=x onerror=alert(1)>", folder=tmp_path / "answers")
    assert "<img" not in report.html
