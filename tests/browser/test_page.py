"""The website works as files: without Python, without a network, from phone to projector."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.window import (
    PHONE,
    PROJECTOR,
    explorer_on,
    height,
    open_window,
    pages_in_sight,
    press,
    sideways,
)

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
SMALL = """least => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
    while (words.nextNode()) {
        const {parentElement: around, textContent: text} = words.currentNode;
        const seen = text.trim() && !around.closest("script, style");
        if (seen && parseFloat(getComputedStyle(around).fontSize) < least) small.push(text);
    }
    return small;
}"""
# How many rings all pages have, and how many of them have no ink in their middle third.
RINGS = """root => {
    const picture = root.querySelector("img");
    const {x, y, width, height} = picture.getBoundingClientRect();
    const paper = new OffscreenCanvas(width, height).getContext("2d");
    paper.drawImage(picture, 0, 0, width, height);
    const inked = ring => {
        const third = ring.width / 3, left = ring.x + third - x, top = ring.y + third - y;
        const {data} = paper.getImageData(left, top, third, third);
        return data.some((_, i) => i % 4 == 3 && data[i] > 200 && data[i - 3] + data[i - 1] < 300);
    };
    const pages = root.querySelectorAll("section");
    pages.forEach(page => page.style.display = "block"); // all lie over the picture
    const marks = [...root.querySelectorAll(".dl-over i")];
    const rings = marks.map(mark => mark.getBoundingClientRect()).filter(ring => ring.width > 0);
    pages.forEach(page => page.style.display = "");
    return [rings.length, rings.filter(ring => !inked(ring)).length];
}"""
# Where the first mark in sight is, and which page it opens.
FIRST_MARK = """root => {
    const marks = [...root.querySelectorAll("[data-page]")];
    const mark = marks.find(mark => mark.getClientRects().length);
    const {x, y} = mark.getBoundingClientRect();
    return [x, y, Number(mark.dataset.page)];
}"""
USED = """pictures => pictures.map(picture => {
    const image = picture.querySelector("img");
    const narrow = picture.querySelector("source").srcset;
    return {[narrow]: "phone", [image.src]: "wide"}[image.currentSrc];
})"""
TOO_WIDE = "all => all.filter(menu => menu.getBoundingClientRect().right > innerWidth).length"


@pytest.fixture(scope="module", params=[PHONE, PROJECTOR], ids=["phone", "projector"])
def window(request, browser, edition):
    with open_window(browser, request.param, "file:") as window:
        window.page.goto((edition / "02_build_the_timeline.html").as_uri())
        window.page.wait_for_function("[...document.images].every(image => image.complete)")
        yield window


@pytest.fixture
def explorer(window):
    return explorer_on(window.page)


def test_asks_for_nothing_but_its_file(window):
    """A page on a memory stick has no network, and what a pupil reads is nobody's business."""
    assert window.asked_elsewhere(window.page.url) == []


def test_does_not_scroll_sideways(window):
    """A line that must be pushed to and fro is not read; opened folds count too."""
    folds = "all => all.forEach(fold => fold.open = true)"
    window.page.locator("details").evaluate_all(folds)
    assert sideways(window.page) == 0


def test_text_is_large_enough(window):
    """Under 12 pixels a phone at arm's length shows a gray line."""
    assert window.page.evaluate(SMALL, 12) == []


def test_pictures_are_there_and_drawn_for_the_width(window):
    """An address that fails leaves a broken frame; a wide picture is too small on a phone."""
    widths = window.page.locator("img").evaluate_all("all => all.map(each => each.naturalWidth)")
    assert len(widths) > 1
    assert all(widths)
    used = window.page.locator("picture").evaluate_all(USED)
    assert set(used) == {"phone" if window.page.viewport_size["width"] == 360 else "wide"}


def test_explorer_fits_in_the_window(window, explorer):
    """Readers who must scroll between menu and picture do not see what the menu does."""
    assert 100 < height(explorer) < window.page.viewport_size["height"]


def test_rings_are_on_their_marks(explorer):
    """A ring beside its mark points at an event that did not happen then."""
    rings, empty = explorer.evaluate(RINGS)
    assert rings > 50
    assert empty == 0


def test_a_click_or_a_tap_on_a_mark_opens_its_page(window, explorer):
    """The picture answers; the menu says which page that is."""
    left, top, number = explorer.evaluate(FIRST_MARK)
    window.page.mouse.click(left, top)
    chosen = explorer.get_by_role("combobox").evaluate("menu => menu.selectedIndex")
    assert chosen == number
    expect(explorer.locator("section.dl-now")).to_contain_text("20 March 2003")


def test_keys_turn_the_pages_and_write_no_error(window, explorer):
    """Menu and buttons answer without a mouse, and one page is seen at a time."""
    (first,) = pages_in_sight(explorer)
    second = press(explorer, "ArrowDown")
    third = press(explorer, "Enter", "Next")
    assert len({first, second, third}) == 3
    assert press(explorer, "Enter", "Back") == second
    assert press(explorer, "ArrowUp") == first
    assert window.errors == []


def test_the_turned_page_is_announced(explorer):
    """A reader who cannot see it hears the first paragraph of the page."""
    caption = explorer.locator("section.dl-now p").first
    press(explorer, "ArrowDown")
    expect(explorer.get_by_role("status")).to_have_text(caption.text_content())


@SIZES
def test_without_javascript_every_page_is_there_to_read(browser, edition, size):
    """Some schools switch it off: then the pages follow each other, and no menu is dead."""
    with open_window(browser, size, "file:", java_script_enabled=False) as window:
        window.page.goto((edition / "02_build_the_timeline.html").as_uri())
        boxes = [page.bounding_box() for page in window.page.locator("section").all()]
        assert len(pages_in_sight(window.page.locator("main"))) == len(boxes) > 20
        assert all(box["height"] > 50 for box in boxes)
        assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in pairwise(boxes))
        expect(window.page.locator("select")).to_be_hidden()
        assert window.page.locator(".dl-over:visible").count() == 0
        assert sideways(window.page) == 0


@SIZES
def test_no_page_of_the_website_scrolls_sideways_or_asks_for_more(browser, edition, size):
    """Every page, not the one that is looked at most; a menu is as wide as the phone at most."""
    pages = sorted(edition.glob("*.html"))
    assert len(pages) >= 4
    with open_window(browser, size, "file:") as window:
        for page in pages:
            window.page.goto(page.as_uri())
            assert sideways(window.page) == 0, page.name
            assert window.page.locator("select").evaluate_all(TOO_WIDE) == 0, page.name
        assert window.asked_elsewhere("file:") == []
