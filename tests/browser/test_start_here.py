"""Notebook 00 in a real JupyterLab: the computer is found ready, and every menu answers to keys."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import count_cells
from tests.browser.window import sideways

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with lab.lesson(browser, "00_start_here.ipynb", visit="start") as window:
        yield window


def test_the_computer_is_ready(lesson, lab):
    """On the machine of the tests everything must work, or the report is of no use."""
    lab.go(lesson.page, "A place to write")
    expect(lesson.page.locator("tr", has_text="✓ yes")).to_have_count(4)
    expect(lesson.page.locator("td", has_text="✗ no")).to_have_count(0)


def test_keys_turn_the_pages_and_add_no_cell(lesson, lab):
    """JupyterLab takes ArrowDown from a menu to go to the next cell, and ``b`` to insert one."""
    cells = count_cells(lesson.page)
    for label in ("Menu", "Who", "Where", "Word"):
        lab.go(lesson.page, f"<label>{label} ")
        menu = lesson.page.get_by_role("combobox", name=label, exact=True)
        page = lesson.page.locator(".dl", has=menu).last.locator("section.dl-now")
        before = page.text_content()
        menu.focus()
        lesson.page.keyboard.press("ArrowDown")
        expect(page).not_to_have_text(before)
        lesson.page.keyboard.press("b")
        assert count_cells(lesson.page) == cells, label


def test_nothing_is_wider_than_the_window_and_nothing_complains(lesson):
    assert sideways(lesson.page) == 0
    assert lesson.errors == []
