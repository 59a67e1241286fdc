"""Notebook 00 in a real JupyterLab: the room is found ready, and every menu answers to keys."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import KERNEL, NOTEBOOK
from tests.browser.sight import opened, sideways

pytestmark = pytest.mark.browser

LAPTOP = (1280, 800)
COUNT = f"[...{NOTEBOOK}.content.model.cells].length"
DONE = f"""() => {KERNEL}?.status === 'idle' && [...{NOTEBOOK}.content.model.cells]
    .every(one => one.type !== 'code' || one.executionCount)"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, "00_start_here.ipynb", visit="start")
        lab.run(sight.page)
        sight.page.wait_for_function(DONE)
        yield sight


def test_the_room_is_ready(lesson, lab):
    """On the machine of the tests all of it must work, or the report is of no use."""
    lab.go(lesson.page, "A place to write")
    rows = lesson.page.locator("tr", has_text="✓ yes")
    expect(rows).to_have_count(4)
    expect(lesson.page.locator("td", has_text="✗ no")).to_have_count(0)


@pytest.mark.parametrize("label", ["Menu", "Who", "Where", "Word"])
def test_keys_turn_the_pages_and_add_no_cell(lesson, lab, label):
    """JupyterLab takes ArrowDown from a menu to go to the next cell, and ``b`` to insert one."""
    cells = lesson.page.evaluate(COUNT)
    lab.go(lesson.page, f"<label>{label} ")
    menu = lesson.page.get_by_role("combobox", name=label, exact=True)
    shown = lesson.page.locator(".dl", has=menu).last.locator("section.dl-now")
    before = shown.text_content()
    menu.focus()
    lesson.page.keyboard.press("ArrowDown")
    expect(shown).not_to_have_text(before)
    lesson.page.keyboard.press("b")
    assert lesson.page.evaluate(COUNT) == cells


def test_nothing_is_wider_than_the_window_and_nothing_complains(lesson):
    assert sideways(lesson.page) == 0
    assert lesson.errors == []
