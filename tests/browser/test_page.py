"""The website works as files: without Python, without a network, from phone to projector."""

import io
import re
from itertools import pairwise

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.window import (
    LAPTOP,
    PHONE,
    PROJECTOR,
    TABLET,
    explorer_on,
    height,
    open_window,
    pages_in_sight,
    press,
    sideways,
    viewport,
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
    const pages = [...root.querySelectorAll("section")];
    pages.forEach(page => page.style.display = "block");  // all at once, one over the other
    const marks = [...root.querySelectorAll(".dl-over i")];
    const rings = marks.map(mark => mark.getBoundingClientRect()).filter(ring => ring.width > 0);
    pages.forEach(page => page.style.display = "");
    return [rings.length, rings.filter(ring => !inked(ring)).length];
}"""
USED = """pictures => pictures.map(picture => {
    const image = picture.querySelector("img");
    const narrow = picture.querySelector("source").srcset;
    const file = image.currentSrc.split("/").pop();
    return {[narrow.split("/").pop()]: "phone", [image.src.split("/").pop()]: "wide"}[file];
})"""
UNFOLD = "all => all.forEach(fold => fold.open = true)"
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


def test_asks_for_nothing_but_files_of_its_folder(window):
    """A page on a memory stick has no network, and what a pupil reads is nobody's business."""
    folder = window.page.url.rpartition("/")[0]
    assert window.asked_elsewhere(f"{folder}/") == []


def test_does_not_scroll_sideways(window):
    """A line that must be pushed to and fro is not read; opened folds count too."""
    window.page.locator("details").evaluate_all(UNFOLD)
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
    above = height(explorer.locator(".dl-menu")) + height(explorer.locator(".dl-marked"))
    assert 100 < above < window.page.viewport_size["height"]


def test_rings_are_on_their_marks(explorer):
    """A ring beside its mark points at an event that did not happen then."""
    rings, empty = explorer.evaluate(RINGS)
    assert rings > 50
    assert empty == 0


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


def test_no_page_of_the_website_scrolls_sideways_or_asks_for_more(browser, edition):
    """Every page at every width; a menu is as wide as the phone at most, and keys reach it all."""
    pages = sorted(edition.glob("*.html"))
    assert len(pages) > 20
    found = []
    with open_window(browser, PHONE, "file:") as window:
        page = window.page
        for file in pages:
            page.goto(file.as_uri())
            page.locator("details").evaluate_all(UNFOLD)
            for size in (PHONE, TABLET, LAPTOP, PROJECTOR):
                page.set_viewport_size(viewport(size))
                if sideways(page) or page.locator("select").evaluate_all(TOO_WIDE):
                    found.append((file.name, size))
        assert window.asked_elsewhere(edition.as_uri()) == []
        assert window.errors == []
    assert found == []


def test_axe_core_finds_nothing_wrong_on_any_page(browser, edition):
    """Names, headers, contrast, scroll areas that keys can reach: folds are open, too.

    The parts of a route have the cells of the notebooks; one of them stands for all.
    """
    files = [file for file in sorted(edition.glob("*.html")) if "-" not in file.stem]
    files += [edition / "50-minutes.html", edition / "50-minutes-01_read_the_article.html"]
    assert len(files) > 12
    with open_window(browser, PHONE, "file:") as window:
        for file in files:
            window.page.goto(file.as_uri())
            window.page.locator("details").evaluate_all(UNFOLD)
            assert violations(window.page, inside="html") == [], file.name


@pytest.mark.parametrize("name", ["index", "03_chart_the_drawdown", "04_compare_the_quotes"])
def test_words_can_be_read_in_a_dark_theme_on_a_projector(browser, edition, name):
    with open_window(browser, PROJECTOR, "file:", color_scheme="dark") as window:
        window.page.goto((edition / f"{name}.html").as_uri())
        window.page.locator("details").evaluate_all(UNFOLD)
        assert violations(window.page, inside="html", rules=["color-contrast"]) == []


def test_in_a_dark_theme_a_chart_has_dark_paper_and_light_ink(browser, edition):
    """A white slab in a dark page blinds; the page and its pictures have one paper."""
    with open_window(browser, LAPTOP, "file:", color_scheme="dark") as window:
        window.page.goto((edition / "03_chart_the_drawdown.html").as_uri())
        picture = window.page.locator(".dl-marked picture").first
        picture.scroll_into_view_if_needed()
        shown = Image.open(io.BytesIO(picture.screenshot())).convert("L")
        dark, light = shown.getextrema()
        paper = shown.histogram().index(max(shown.histogram()))
        assert window.page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            f"rgb({paper}, {paper}, {paper})"
        )
        assert dark < 40 and light > 200


def test_on_paper_there_is_every_page_of_an_explorer_and_no_control(browser, edition):
    """A handout cannot be clicked: the pages follow each other, and menus are left out."""
    with open_window(browser, LAPTOP, "file:") as window:
        page = window.page
        page.goto((edition / "02_build_the_timeline.html").as_uri())
        assert len(pages_in_sight(page.locator("main"))) == 1
        page.emulate_media(media="print")
        boxes = [section.bounding_box() for section in page.locator("section").all()]
        assert len(boxes) > 20
        assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in pairwise(boxes))
        assert page.locator(".bar:visible, select:visible, button:visible").count() == 0


def test_a_table_is_a_list_of_cards_on_a_phone(browser, edition):
    """A table of four columns on a phone is a column of single letters."""
    with open_window(browser, PHONE, "file:") as window:
        window.page.goto((edition / "02_build_the_timeline.html").as_uri())
        cells = window.page.locator(".dl-scroll tr").nth(1).locator("th, td")
        boxes = [cell.bounding_box() for cell in cells.all()]
        assert len(boxes) == 4
        assert all(upper["y"] < lower["y"] for upper, lower in pairwise(boxes))
        assert min(box["width"] for box in boxes) > 250


def test_the_front_page_knows_its_reader_and_gives_the_casebook(browser, edition):
    """A pupil who comes back sees what is done, and hands in from here."""
    with open_window(browser, PHONE, "file:") as window:
        page = window.page
        page.goto((edition / "index.html").as_uri())
        page.get_by_role("textbox", name="Code name").fill("blue fox")
        page.get_by_role("button", name="Use this name").click()
        card = page.locator("[data-progress='01_read_the_article']")
        expect(card).to_have_text(re.compile("· 0 of [1-9] done"))
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my casebook").click()
        assert download.value.suggested_filename == "casebook-blue-fox.html"
        assert window.errors == []


def test_the_contents_open_and_close_by_keyboard_and_say_where_the_reader_is(browser, edition):
    """One menu leads everywhere: sections, notebooks, routes, things to look up."""
    with open_window(browser, PHONE, "file:", reduced_motion="reduce") as window:
        page = window.page
        page.goto((edition / "02_build_the_timeline.html").as_uri())
        contents = page.locator(".contents")
        contents.locator("summary").focus()
        page.keyboard.press("Enter")
        section = contents.locator("a", has_text="3. See it")
        section.focus()
        page.keyboard.press("Enter")
        expect(contents.locator("nav")).to_be_hidden()
        expect(section).to_have_attribute("aria-current", "location")
        assert page.get_by_role("heading", name="3. See it").bounding_box()["y"] < 120
        contents.locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(contents.locator("nav")).to_be_hidden()
        expect(contents.locator("summary")).to_be_focused()
