"""The bench measures what it says: its made-up cases are valid, and both sides do the same work."""

import sys

import pytest

from dateline import load_case
from tests.notebooks import PROJECT

CASE = "baghdad-embassy-2020"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(PROJECT / "bench"))
    yield
    for name in ("reading", "by_hand", "export", "kernel"):
        sys.modules.pop(name, None)


def test_a_copied_case_has_so_many_times_as_many_rows(bench, tmp_path):
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
    assert len(every) >= 10
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        getattr(export, name)(case, tmp_path / name)
    saved = [{path.name for path in (tmp_path / name).iterdir()} for name in ("ours", "theirs")]
    assert saved[0] == saved[1] and len(saved[0]) == 6


def test_the_level_explorer_is_built_with_as_many_dates_as_its_line_says(bench, monkeypatch):
    """Rows that were left out would make it look fast."""
    import kernel

    case, built = load_case(CASE).until_publication(), []

    def build(levels, sources):
        built.append(len(levels["date"].unique()))

    monkeypatch.setattr(kernel.explorers, "level_explorer", build)
    building, drawing = kernel.level_explorer(case, 100, 1)
    assert built == [100, 100]
    assert len(building) == len(drawing) == 1
