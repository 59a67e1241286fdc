"""What the bench measures is what it says: its made-up cases hold, and its charts are all there."""

import sys

import pytest

from dateline import load_case
from tests.notebooks import PROJECT

CASE = "baghdad-embassy-2020"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(PROJECT / "bench"))
    yield
    for name in ("reading", "by_hand", "export"):
        sys.modules.pop(name, None)


def test_a_copied_case_holds_so_many_times_as_much(bench, tmp_path):
    """A new table must not stop the bench half-way."""
    import reading

    one, three = load_case(CASE), load_case(reading.copied(CASE, tmp_path, 3))
    assert {n: len(t) for n, t in three.tables.items()} == {
        name: 3 * len(table) for name, table in one.tables.items()
    }


def test_both_sides_of_the_export_save_every_chart_in_three_formats(bench, tmp_path):
    """A ratio of unequal work would be worth nothing."""
    import export

    case = load_case(CASE).until_publication()
    export.rows, every = (lambda case: every[-2:]), export.rows(case)
    assert len(every) >= 15
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        getattr(export, name)(case, tmp_path / name)
    saved = [{path.name for path in (tmp_path / name).iterdir()} for name in ("ours", "theirs")]
    assert saved[0] == saved[1] and len(saved[0]) == 6
