"""Notebook 03 in a real JupyterLab and as a page: both explorers by keyboard, nothing clipped."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import KERNEL, NOTEBOOK
from tests.browser.sight import opened, sideways, window

pytestmark = pytest.mark.browser

NAME = "03_chart_the_drawdown"
LAPTOP, PROJECTOR, PHONE = (1280, 800), (1920, 1080), (360, 740)
COUNT = f"[...{NOTEBOOK}.content.model.cells].length"
DONE = f"""() => {KERNEL}?.status === 'idle' && [...{NOTEBOOK}.content.model.cells]
    .every(one => one.type !== 'code' || one.executionCount)"""
FAILED = f"""[...{NOTEBOOK}.content.model.cells].flatMap(one => one.toJSON().outputs ?? [])
    .filter(one => one.output_type === 'error' || one.name === 'stderr')"""
# The middle of each ring in sight, in the picture's own pixels, and whether there is ink.
INK = """root => {
    const picture = root.querySelector("img"), box = picture.getBoundingClientRect();
    const paper = new OffscreenCanvas(box.width, box.height).getContext("2d");
    paper.drawImage(picture, 0, 0, box.width, box.height);
    const rings = [...root.querySelectorAll("section.dl-now .dl-over i")];
    return rings.map(one => one.getBoundingClientRect()).filter(one => one.width).map(ring => {
        const left = ring.x + ring.width / 3 - box.x, top = ring.y + ring.height / 3 - box.y;
        const {data} = paper.getImageData(left, top, ring.width / 3, ring.height / 3);
        return data.some((_, i) => i % 4 == 3 && data[i] > 200 && data[i - 3] + data[i - 1] < 330);
    });
}"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, f"{NAME}.ipynb", visit="drawdown")
        lab.run(sight.page)
        sight.page.wait_for_function(DONE)
        yield sight


@pytest.fixture
def dates(lesson, lab):
    """The explorer of levels: its menu and its root."""
    lab.go(lesson.page, "<label>Date ")
    menu = lesson.page.get_by_role("combobox", name="Date", exact=True)
    return menu, lesson.page.locator(".dl", has=menu).last


@pytest.fixture
def shares(lesson, lab):
    """The explorer of shares: its first menu and what it says."""
    lab.go(lesson.page, "Words that newsrooms used")
    menu = lesson.page.get_by_role("combobox", name="From", exact=True)
    return menu, lesson.page.locator(".widget-vbox", has=menu).get_by_role("status")


def test_every_cell_succeeds(lesson):
    assert lesson.page.evaluate(FAILED) == []


def test_keys_turn_the_dates_and_add_no_cell(lesson, dates):
    """JupyterLab takes ArrowUp from a menu to go to another cell, and ``b`` to insert one."""
    menu, explorer = dates
    cells, shown = lesson.page.evaluate(COUNT), explorer.locator("section.dl-now")
    expect(shown).to_contain_text("30 September 2020")
    menu.focus()
    lesson.page.keyboard.press("ArrowUp")
    expect(shown).to_contain_text("9 September 2020: about 5,200 troops, reported.")
    lesson.page.keyboard.press("b")
    lesson.page.wait_for_timeout(1500)  # the browser forgets the b that was typed before
    lesson.page.keyboard.type("2007 O")
    expect(shown).to_contain_text("October 2007: about 170,000 troops")
    assert lesson.page.evaluate(COUNT) == cells


def test_the_ring_lies_on_ink(lesson, dates):
    """A ring beside the line teaches a number that is not there."""
    menu, explorer = dates
    for name in ("2007 October", "2014 November 7", "2020 September 9"):
        menu.select_option(name)
        assert explorer.evaluate(INK) == [True], name


def test_keys_change_the_share_and_add_no_cell(lesson, shares):
    """The kernel answers; the keys stay with the menu."""
    menu, says = shares
    cells = lesson.page.evaluate(COUNT)
    expect(says).to_contain_text("From 5,200 to 3,000: 2,200 fewer, 42.3 %.")
    menu.focus()
    lesson.page.keyboard.press("ArrowUp")
    expect(says).to_contain_text("From 5,000 to 3,000: 2,000 fewer, 40.0 %.")
    lesson.page.keyboard.press("b")
    lesson.page.keyboard.press("ArrowDown")
    expect(says).to_contain_text("From 5,200 to 3,000")
    assert lesson.page.evaluate(COUNT) == cells


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_fits_the_screen(lesson, dates, size):
    """Menu and picture are seen together, and nothing is cut off on the right."""
    lesson.page.set_viewport_size(window(size))
    _, explorer = dates
    explorer.scroll_into_view_if_needed()
    box = explorer.locator("img").bounding_box()
    assert 200 < box["height"] < size[1] - 200
    assert sideways(lesson.page) == 0


def test_nothing_complains_and_nothing_leaves_the_machine(lesson, lab):
    assert lesson.errors == []
    assert [url for url in lesson.asked if not url.startswith((lab.url, "data:", "blob:"))] == []


@pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
def test_the_page_has_pages_for_the_live_menus(browser, edition, size):
    """Without Python a widget is dead: its shares must be there, behind a menu that answers."""
    with opened(browser, size, "file:") as sight:
        sight.page.goto((edition / f"{NAME}.html").as_uri())
        menu = sight.page.get_by_role("combobox", name="To 30 September 2020")
        shown = sight.page.locator(".dl", has=menu).locator("section.dl-now")
        expect(shown).to_contain_text("From 5,200 to 3,000: 2,200 fewer, 42.3 %.")
        menu.focus()
        sight.page.keyboard.press("ArrowUp")
        expect(shown).to_contain_text("From 5,000 to 3,000: 2,000 fewer, 40.0 %.")
        assert sight.page.locator("text=model not found").count() == 0
        assert sight.errors == []
        assert sideways(sight.page) == 0
