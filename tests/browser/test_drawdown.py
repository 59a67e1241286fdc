"""Notebook 03 in a real JupyterLab and as a page: both explorers by keyboard, nothing clipped."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import COMPLAINTS, count_cells
from tests.browser.window import LAPTOP, PHONE, PROJECTOR, open_window, sideways, viewport

pytestmark = pytest.mark.browser

NAME = "03_chart_the_drawdown"
FIRST_SHARE = "From 5,200 to 3,000: 2,200 fewer, 42.3 %."
NEXT_SHARE = "From 5,000 to 3,000: 2,000 fewer, 40.0 %."
# For each ring in sight, whether the picture has ink in the middle third of it.
INK = """root => {
    const picture = root.querySelector("img"), box = picture.getBoundingClientRect();
    const paper = new OffscreenCanvas(box.width, box.height).getContext("2d");
    paper.drawImage(picture, 0, 0, box.width, box.height);
    const rings = [...root.querySelectorAll("section.dl-now .dl-over i")];
    return rings.map(ring => ring.getBoundingClientRect()).filter(ring => ring.width).map(ring => {
        const left = ring.x + ring.width / 3 - box.x, top = ring.y + ring.height / 3 - box.y;
        const {data} = paper.getImageData(left, top, ring.width / 3, ring.height / 3);
        return data.some((_, i) => i % 4 == 3 && data[i] > 200 && data[i - 3] + data[i - 1] < 330);
    });
}"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with lab.lesson(browser, f"{NAME}.ipynb", visit="drawdown") as window:
        yield window


@pytest.fixture
def dates(lesson, lab):
    """The explorer of levels: its menu and its root."""
    lab.go(lesson.page, "<label>Date ")
    menu = lesson.page.get_by_role("combobox", name="Date", exact=True)
    return menu, lesson.page.locator(".dl", has=menu).last


@pytest.fixture
def shares(lesson, lab):
    """The explorer of shares: its first menu and what it says."""
    lab.go(lesson.page, "What newsrooms called this change")
    menu = lesson.page.get_by_role("combobox", name="From", exact=True)
    return menu, lesson.page.locator(".widget-vbox", has=menu).get_by_role("status")


def test_keys_turn_the_dates_and_add_no_cell(lesson, dates):
    """JupyterLab takes ArrowUp from a menu to go to another cell, and ``b`` to insert one."""
    menu, explorer = dates
    cells = count_cells(lesson.page)
    page = explorer.locator("section.dl-now")
    expect(page).to_contain_text("30 September 2020")
    menu.focus()
    lesson.page.keyboard.press("ArrowUp")
    expect(page).to_contain_text("9 September 2020: about 5,200 troops, reported.")
    lesson.page.keyboard.type("2007 O")
    expect(page).to_contain_text("October 2007: about 170,000 troops")
    lesson.page.keyboard.press("b")
    assert count_cells(lesson.page) == cells


def test_the_ring_is_on_ink(lesson, dates):
    """A ring beside the line teaches a number that is not there."""
    menu, explorer = dates
    for name in ("2007 October", "2014 November 7", "2020 September 9"):
        menu.select_option(name)
        assert explorer.evaluate(INK) in ([True], [True, True]), name


def test_keys_change_the_share_and_add_no_cell(lesson, shares):
    """The kernel answers; the keys stay with the menu."""
    menu, says = shares
    cells = count_cells(lesson.page)
    expect(says).to_contain_text(FIRST_SHARE)
    menu.focus()
    lesson.page.keyboard.press("ArrowUp")
    expect(says).to_contain_text(NEXT_SHARE)
    lesson.page.keyboard.press("b")
    lesson.page.keyboard.press("ArrowDown")
    expect(says).to_contain_text(FIRST_SHARE)
    assert count_cells(lesson.page) == cells


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_fits_the_screen(lesson, dates, size):
    """Menu and picture are seen together, and nothing is cut off on the right."""
    lesson.page.set_viewport_size(viewport(size))
    _, explorer = dates
    explorer.scroll_into_view_if_needed()
    box = explorer.locator("img").bounding_box()
    assert 200 < box["height"] < size[1] - 200
    assert sideways(lesson.page) == 0


def test_nothing_complains_and_nothing_leaves_the_machine(lesson, lab):
    assert lesson.page.evaluate(COMPLAINTS) == []
    assert lesson.errors == []
    assert lesson.asked_elsewhere(lab.url) == []


@pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
def test_the_page_has_pages_for_the_live_menus(browser, edition, size):
    """Without Python a widget is dead: its shares must be there, behind a menu that answers."""
    with open_window(browser, size, "file:") as window:
        window.page.goto((edition / f"{NAME}.html").as_uri())
        menu = window.page.get_by_role("combobox", name="To 30 September 2020")
        page = window.page.locator(".dl", has=menu).locator("section.dl-now")
        expect(page).to_contain_text(FIRST_SHARE)
        menu.focus()
        window.page.keyboard.press("ArrowUp")
        expect(page).to_contain_text(NEXT_SHARE)
        assert window.page.locator("text=model not found").count() == 0
        assert window.errors == []
        assert sideways(window.page) == 0
