"""The reading page works as a file: without Python, without a network, from phone to projector."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.sight import explorer_on, height, opened, pages_in_sight, press, sideways

pytestmark = pytest.mark.browser

PHONE, PROJECTOR = (360, 740), (1920, 1080)
SMALL = """least => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
    while (words.nextNode()) {
        const {parentElement: around, textContent: said} = words.currentNode;
        const seen = said.trim() && !around.closest("script, style");
        if (seen && parseFloat(getComputedStyle(around).fontSize) < least) small.push(said);
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
    const rings = [...root.querySelectorAll(".dl-over i")].map(one => one.getBoundingClientRect());
    const shown = rings.filter(one => one.width > 0);
    return [shown.length, shown.filter(one => !inked(one)).length];
}"""
USED = """all => all.map(one => {
    const narrow = one.querySelector("source").srcset, wide = one.querySelector("img").src;
    return {[narrow]: "phone", [wide]: "wide"}[one.querySelector("img").currentSrc];
})"""


@pytest.fixture(scope="module", params=[PHONE, PROJECTOR], ids=["phone", "projector"])
def sight(request, browser, edition):
    with opened(browser, request.param, "file:") as sight:
        sight.page.goto((edition / "02_build_the_timeline.html").as_uri())
        sight.page.wait_for_function("[...document.images].every(one => one.complete)")
        yield sight


@pytest.fixture
def explorer(sight):
    return explorer_on(sight.page)


def test_asks_for_nothing_but_its_file(sight):
    """A page on a memory stick has no network, and a pupil's reading is nobody's business."""
    assert [url for url in sight.asked if not url.startswith("data:")] == [sight.page.url]


def test_writes_no_error(sight, explorer):
    press(explorer, "ArrowDown")
    assert sight.errors == []


def test_does_not_scroll_sideways(sight):
    """A line that must be pushed to and fro is not read; opened folds count too."""
    folds = "all => all.forEach(one => one.open = true)"
    sight.page.locator("details").evaluate_all(folds)
    assert sideways(sight.page) == 0


def test_text_is_large_enough(sight):
    """Under 12 pixels a phone held at arm's length shows grey."""
    assert sight.page.evaluate(SMALL, 12) == []


def test_pictures_are_there(sight):
    """An address that fails leaves a broken frame."""
    widths = sight.page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert len(widths) > 1 and all(widths)


def test_picture_is_drawn_for_the_width(sight):
    """A picture for the projector has letters of three pixels on a phone."""
    used = sight.page.locator("picture").evaluate_all(USED)
    assert set(used) == {"phone" if sight.page.viewport_size["width"] == 360 else "wide"}


def test_explorer_fits_in_the_window(sight, explorer):
    """Who must scroll between menu and picture does not see what the menu does."""
    assert 100 < height(explorer) < sight.page.viewport_size["height"]


def test_rings_lie_on_their_marks(explorer):
    """A ring beside its mark points at an event that did not happen then."""
    rings, empty = explorer.evaluate(RINGS)
    assert rings > 50
    assert empty == 0


def test_keys_turn_the_pages(explorer):
    """Menu and buttons answer without a mouse, and one page is seen at a time."""
    first, second = pages_in_sight(explorer)[0], press(explorer, "ArrowDown")
    third = press(explorer, "Enter", "Next")
    assert len({first, second, third}) == 3
    assert press(explorer, "Enter", "Back") == second
    assert press(explorer, "ArrowUp") == first


def test_the_turned_page_is_said(explorer):
    """A reader who does not see it hears the first paragraph of the page."""
    caption = explorer.locator("section.dl-now p").first
    press(explorer, "ArrowDown")
    expect(explorer.get_by_role("status")).to_have_text(caption.text_content())


@pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
def test_without_javascript_every_page_is_there_to_read(browser, edition, size):
    """Some schools switch it off: then one page stands below the other, and no menu is dead."""
    with opened(browser, size, "file:", java_script_enabled=False) as sight:
        sight.page.goto((edition / "02_build_the_timeline.html").as_uri())
        pages = sight.page.locator("section")
        boxes = [page.bounding_box() for page in pages.all()]
        assert len(pages_in_sight(sight.page.locator("main"))) == len(boxes) > 20
        assert all(box["height"] > 50 for box in boxes)
        assert all(one["y"] + one["height"] <= two["y"] for one, two in pairwise(boxes))
        expect(sight.page.locator("select")).to_be_hidden()
        assert sight.page.locator(".dl-over:visible").count() == 0
        assert sideways(sight.page) == 0


@pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
def test_no_page_of_the_edition_scrolls_sideways_or_asks_for_more(browser, edition, size):
    """Every page, not the one that is looked at most; a menu is as wide as the phone at most."""
    wide = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).length"
    pages = sorted(edition.glob("*.html"))
    assert len(pages) >= 4
    with opened(browser, size, "file:") as sight:
        for page in pages:
            sight.page.goto(page.as_uri())
            assert sideways(sight.page) == 0, page.name
            assert sight.page.locator("select").evaluate_all(wide) == 0, page.name
        assert [url for url in sight.asked if not url.startswith(("data:", "file:"))] == []
