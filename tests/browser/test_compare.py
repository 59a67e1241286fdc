"""Notebook 04 in a real JupyterLab: the altered quotation is found by keyboard alone."""

import pytest
from playwright.sync_api import expect

from dateline import load_case
from tests.browser.lab import KERNEL, NOTEBOOK
from tests.browser.sight import opened, sideways, window

pytestmark = pytest.mark.browser

NAME = "04_compare_the_quotes"
LAPTOP, PROJECTOR, PHONE = (1280, 800), (1920, 1080), (360, 740)
QUOTES = load_case("baghdad-embassy-2020").until_publication().quotes
COUNT = f"[...{NOTEBOOK}.content.model.cells].length"
DONE = f"""() => {KERNEL}?.status === 'idle' && [...{NOTEBOOK}.content.model.cells]
    .every(one => one.type !== 'code' || one.executionCount)"""
FAILED = f"""[...{NOTEBOOK}.content.model.cells].flatMap(one => one.toJSON().outputs ?? [])
    .filter(one => one.output_type === 'error' || one.name === 'stderr')"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, f"{NAME}.ipynb", visit="quotes")
        lab.run(sight.page)
        sight.page.wait_for_function(DONE)
        yield sight


@pytest.fixture
def explorer(lesson, lab):
    """The part of the page that the quote explorer is, with nothing chosen or typed."""
    lab.go(lesson.page, "Reopened?")
    found = lesson.page.locator(
        ".widget-vbox", has=lesson.page.get_by_role("textbox", name="Search")
    )
    found.get_by_role("button", name="Clear all").click()
    expect(found.get_by_role("status")).to_contain_text("28 of 28 passages")
    return found


def test_every_cell_succeeds(lesson):
    assert lesson.page.evaluate(FAILED) == []


def test_letters_that_are_commands_of_jupyterlab_are_typed(lesson, explorer):
    """``b``, ``a``, ``x`` and ``d`` add and cut cells where they are not kept for the box."""
    cells = lesson.page.evaluate(COUNT)
    box = explorer.get_by_role("textbox", name="Search")
    box.focus()
    lesson.page.keyboard.type("baxdd")
    expect(box).to_have_value("baxdd")
    expect(explorer.get_by_role("status")).to_have_text("No quotation matches; clear the search.")
    assert lesson.page.evaluate(COUNT) == cells


def test_the_altered_quotation_is_found_by_keyboard(lesson, explorer):
    """Search, one card, its fold: three keys and a word lead to what differs."""
    box = explorer.get_by_role("textbox", name="Search")
    box.focus()
    lesson.page.keyboard.type("RECONSIDER it,")
    expect(explorer.get_by_role("status")).to_contain_text("1 of 28 passages")
    expect(explorer.locator("mark")).to_have_text("reconsider it")
    card = explorer.locator("article")
    card.locator("summary").focus()
    lesson.page.keyboard.press("Enter")
    expect(card.locator("del")).to_be_visible()
    expect(card.locator("del")).to_contain_text("American administration")
    expect(card.locator("ins")).to_contain_text("Americans")
    expect(card).to_contain_text("The words differ in one place.")


def test_menus_combine_and_keep_their_keys(lesson, explorer):
    cells = lesson.page.evaluate(COUNT)
    kind = explorer.get_by_role("combobox", name="Kind")
    kind.select_option("direct")
    direct = QUOTES[QUOTES["kind"] == "direct"]
    expect(explorer.get_by_role("status")).to_contain_text(f"{len(direct)} of {len(QUOTES)} ")
    paragraph = explorer.get_by_role("combobox", name="Paragraph")
    paragraph.focus()
    for _ in range(4):  # after "in the article" come the paragraphs
        lesson.page.keyboard.press("ArrowDown")
    third = sorted(QUOTES["paragraph"].dropna().unique())[2]
    both = len(direct[direct["paragraph"] == third])
    expect(explorer.get_by_role("status")).to_contain_text(f"{both} of {len(QUOTES)} passages")
    assert both > 1
    explorer.get_by_role("button", name="Clear all").focus()
    lesson.page.keyboard.press("Enter")
    expect(explorer.get_by_role("status")).to_contain_text("28 of 28 passages")
    assert lesson.page.evaluate(COUNT) == cells


def test_one_is_kept_beside_the_others(explorer):
    explorer.get_by_role("combobox", name="Keep beside").select_option(index=3)
    explorer.get_by_role("textbox", name="Search").fill("reconsider")
    beside = explorer.locator(".dl-beside")
    expect(beside.locator("article")).to_have_count(2)
    one, other = (beside.locator("article").nth(n).bounding_box() for n in (0, 1))
    assert one["x"] + one["width"] <= other["x"] + 1


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_cards_fit_and_can_be_read_in_both_themes(lesson, explorer, size, theme):
    """What is marked and what differs must not vanish in a dark room."""
    lesson.page.evaluate(
        "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    lesson.page.set_viewport_size(window(size))
    explorer.get_by_role("textbox", name="Search").fill("americans")
    mark = explorer.locator("mark").first
    expect(mark).to_be_visible()
    colours = mark.evaluate(
        "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    )
    assert colours == ["rgb(31, 41, 51)", "rgb(255, 217, 122)"]
    assert sideways(lesson.page) == 0


def test_nothing_complains_and_nothing_leaves_the_machine(lesson, lab):
    assert lesson.errors == []
    assert [url for url in lesson.asked if not url.startswith((lab.url, "data:", "blob:"))] == []


@pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
def test_the_page_has_pages_for_the_live_controls(browser, edition, size):
    """Without Python the quotations are there, by speaker, side, kind and stance."""
    with opened(browser, size, "file:") as sight:
        sight.page.goto((edition / f"{NAME}.html").as_uri())
        menu = sight.page.get_by_role("combobox", name="Show")
        shown = sight.page.locator(".dl", has=menu).last.locator("section.dl-now")
        menu.select_option("Ahmed Mulla Talal (3)")
        expect(shown).to_contain_text("we hope the Americans will reconsider it.")
        before = shown.text_content()
        menu.focus()
        sight.page.keyboard.press("ArrowDown")
        expect(shown).not_to_have_text(before)
        assert sight.errors == []
        assert sideways(sight.page) == 0
