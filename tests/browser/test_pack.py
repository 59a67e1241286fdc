"""The teacher's pack in a browser: the projector obeys its keys, the sheets fit their paper."""

import re

import pytest
from playwright.sync_api import expect

from dateline.publish.pack.printing import PAPERS, on_paper
from tests import packs
from tests.browser.axe import violations
from tests.browser.test_page import SMALL
from tests.browser.window import PHONE, open_window, sideways

pytestmark = pytest.mark.browser

CLASSROOM = (1280, 720)  # an old projector
SMALLEST = 28  # pixels
# Pages of each sheet; those that are cut or handed out must not spill over.
PAGES = {
    "students/worksheet": 2,
    "students/worksheet-with-starters": 2,
    "students/homework": 2,
    "students/absent-student": 1,
    "students/observer": 1,
    "students/cards-security-or-pressure": 3,
    "teacher/plan": 3,
    "teacher/rubric": 1,
}
HIDDEN = """card => [...document.querySelectorAll(".four > *")]
    .filter(card => card.scrollHeight > card.clientHeight + 1).length"""


@pytest.fixture(scope="module")
def projector(browser):
    """Return the projector's page, the addresses it asked for and its errors."""
    address = (packs.made() / "teacher" / "projector.html").as_uri()
    with open_window(browser, CLASSROOM, ("file://",)) as window:
        window.page.goto(address)
        yield window


def pressed(page, *keys):
    """Press some keys, and return the name of the screen that is shown then."""
    for key in keys:
        page.keyboard.press(key)
    return page.locator(".screen.current").get_attribute("id")


def test_every_screen_fits_and_can_be_read_from_the_last_row(projector):
    """A teacher only presses a key; nothing may have to be scrolled or read aloud."""
    page = projector.page
    number = page.locator(".screen").count()
    assert number > 30
    pressed(page, "Home")
    for _ in range(number):
        name = page.locator(".screen.current").get_attribute("id")
        expect(page.locator(".screen:visible")).to_have_count(1)
        high = page.evaluate("document.documentElement.scrollHeight")
        assert (high, sideways(page)) == (CLASSROOM[1], 0), name
        assert page.locator(".screen.current").evaluate(SMALL_HERE, SMALLEST) == [], name
        pressed(page, "ArrowRight")
    assert projector.errors == []
    assert projector.asked_elsewhere("file://") == []


SMALL_HERE = SMALL.replace("least =>", "(root, least) =>").replace("document.body", "root")


def test_both_votes_stand_side_by_side(projector):
    """What moved is the question after the talk; the first count must still be there."""
    page = projector.page
    page.evaluate("location.hash = '#vote-before'")
    page.reload()
    assert pressed(page, "+", "+", "ArrowDown", "1", "2", "-") == "vote-before"
    page.reload()  # a browser that is closed by mistake
    while pressed(page, "PageDown") != "vote-after":
        pass
    pressed(page, "ArrowUp", "+", "+", "+")  # up from the first place is the last one
    rows = page.locator(".screen.current tbody tr")
    assert rows.locator("td.first").all_inner_texts() == ["2", "11", "0", "0", "0"]
    assert rows.locator("td.count").all_inner_texts() == ["0", "0", "0", "0", "3"]


def test_the_clock_starts_pauses_and_goes_back(projector):
    """A group that still needs its turn gets it."""
    page = projector.page
    page.evaluate("location.hash = '#read'")
    page.reload()
    clock = page.locator(".screen.current .clock")
    expect(clock).to_have_text("3:00")
    pressed(page, "t")
    expect(clock).to_have_text(re.compile("2:5[0-8]"))
    pressed(page, "t")
    paused = clock.inner_text()
    page.wait_for_timeout(1200)
    assert clock.inner_text() == paused
    pressed(page, "r")
    expect(clock).to_have_text("3:00")
    assert pressed(page, "c").startswith("card-")
    assert pressed(page, "c") == "read"


def test_the_sheets_fit_their_paper(browser):
    """A third page of a worksheet is copied thirty times."""
    with open_window(browser, CLASSROOM, ("file://",)) as window:
        for name, pages in PAGES.items():
            for paper, size in PAPERS.items():
                text = packs.text(f"{name}.html")
                wide = " landscape" if 'class="wide"' in text else ""
                window.page.set_content(on_paper(text, size + wide))
                pdf = window.page.pdf(prefer_css_page_size=True)
                assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == pages, f"{name}, {paper}"
                if "cards" in name:
                    assert window.page.evaluate(HIDDEN) == 0


@pytest.mark.parametrize(
    "name", ["index", "students/worksheet", "teacher/plan", "teacher/projector"]
)
def test_pages_are_read_on_a_phone_and_by_a_screen_reader(browser, name):
    """A teacher looks things up in the corridor."""
    with open_window(browser, PHONE, ("file://",)) as window:
        window.page.goto((packs.made() / f"{name}.html").as_uri())
        assert sideways(window.page) == 0
        assert violations(window.page) == []
