"""Notebook 04 in a real JupyterLab: the altered quotation is found by keyboard alone."""

import pytest
from playwright.sync_api import expect

from dateline import load_case
from tests.browser.lab import COMPLAINTS, NOTEBOOK, count_cells
from tests.browser.window import LAPTOP, PHONE, PROJECTOR, open_window, sideways, viewport

pytestmark = pytest.mark.browser

NAME = "04_compare_the_quotes"
THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
COLORS = "mark => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"


@pytest.fixture(scope="module")
def quotes():
    return load_case("baghdad-embassy-2020").until_publication().quotes


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with lab.lesson(browser, f"{NAME}.ipynb", visit="quotes") as window:
        yield window


@pytest.fixture
def explorer(lesson, lab, quotes):
    """The part of the page that the quote explorer is, with nothing chosen or typed."""
    lab.go(lesson.page, "Reopened?")
    search = lesson.page.get_by_role("textbox", name="Search")
    found = lesson.page.locator(".widget-vbox", has=search)
    search.fill("nobody")  # so that the next line changes something, which can be waited for
    expect(found.get_by_role("status")).to_contain_text("No quotation matches")
    found.get_by_role("button", name="Clear all").click()
    expect(found.get_by_role("status")).to_contain_text(f"{len(quotes)} of {len(quotes)} passages")
    return found


def test_letters_that_are_commands_of_jupyterlab_are_typed(lesson, explorer):
    """``b``, ``a``, ``x`` and ``d`` add and cut cells where they are not kept for the box."""
    cells = count_cells(lesson.page)
    box = explorer.get_by_role("textbox", name="Search")
    box.focus()
    lesson.page.keyboard.type("baxdd")
    expect(box).to_have_value("baxdd")
    expect(explorer.get_by_role("status")).to_have_text("No quotation matches; clear the search.")
    assert count_cells(lesson.page) == cells


def test_the_altered_quotation_is_found_by_keyboard(lesson, explorer, quotes):
    """Search, one card, its fold: three keys and a word lead to what differs."""
    explorer.get_by_role("textbox", name="Search").focus()
    lesson.page.keyboard.type("RECONSIDER it,")
    expect(explorer.get_by_role("status")).to_contain_text(f"1 of {len(quotes)} passages")
    expect(explorer.locator("mark")).to_have_text("reconsider it")
    card = explorer.locator("article")
    card.locator("summary").focus()
    lesson.page.keyboard.press("Enter")
    expect(card.locator("del")).to_be_visible()
    expect(card.locator("del")).to_contain_text("American administration")
    expect(card.locator("ins")).to_contain_text("Americans")
    expect(card).to_contain_text("The words differ in one place.")


def test_menus_combine_and_keep_their_keys(lesson, explorer, quotes):
    cells = count_cells(lesson.page)
    explorer.get_by_role("combobox", name="Kind").select_option("direct")
    direct = quotes[quotes["kind"] == "direct"]
    expect(explorer.get_by_role("status")).to_contain_text(f"{len(direct)} of {len(quotes)} ")
    explorer.get_by_role("combobox", name="Paragraph").focus()
    for _ in range(4):  # after "in the article" come the paragraphs
        lesson.page.keyboard.press("ArrowDown")
    third = sorted(quotes["paragraph"].dropna().unique())[2]
    both = len(direct[direct["paragraph"] == third])
    assert both > 1
    expect(explorer.get_by_role("status")).to_contain_text(f"{both} of {len(quotes)} passages")
    explorer.get_by_role("button", name="Clear all").focus()
    lesson.page.keyboard.press("Enter")
    everything = f"{len(quotes)} of {len(quotes)} passages"
    expect(explorer.get_by_role("status")).to_contain_text(everything)
    assert count_cells(lesson.page) == cells


def test_one_card_is_kept_beside_the_others(explorer):
    explorer.get_by_role("combobox", name="Keep beside").select_option(index=3)
    explorer.get_by_role("textbox", name="Search").fill("reconsider")
    cards = explorer.locator(".dl-beside").locator("article")
    expect(cards).to_have_count(2)
    left, right = (card.bounding_box() for card in cards.all())
    assert left["x"] + left["width"] <= right["x"] + 1


def test_cards_fit_and_can_be_read_in_both_themes(lesson, explorer):
    """What is marked and what differs must not vanish in a dark room."""
    explorer.get_by_role("textbox", name="Search").fill("americans")
    mark = explorer.locator("mark").first
    cases = [("JupyterLab Dark", LAPTOP), ("JupyterLab Dark", PROJECTOR)]
    cases += [("JupyterLab Light", PROJECTOR), ("JupyterLab Light", LAPTOP)]
    for theme, size in cases:
        lesson.page.evaluate(THEME, theme)
        lesson.page.set_viewport_size(viewport(size))
        lesson.page.wait_for_function(f"{NOTEBOOK}.node.clientWidth < innerWidth")
        expect(mark).to_be_visible()
        assert mark.evaluate(COLORS) == ["rgb(31, 41, 51)", "rgb(255, 217, 122)"], theme
        assert sideways(lesson.page) == 0, size


def test_nothing_complains_and_nothing_leaves_the_machine(lesson, lab):
    assert lesson.page.evaluate(COMPLAINTS) == []
    assert lesson.errors == []
    assert lesson.asked_elsewhere(lab.url) == []


@pytest.mark.parametrize("size", [PHONE, PROJECTOR], ids=["phone", "projector"])
def test_the_page_has_pages_for_the_live_controls(browser, edition, size):
    """Without Python the quotations are there, by speaker, side, kind and stance."""
    with open_window(browser, size, "file:") as window:
        window.page.goto((edition / f"{NAME}.html").as_uri())
        menu = window.page.get_by_role("combobox", name="Show")
        page = window.page.locator(".dl", has=menu).last.locator("section.dl-now")
        menu.select_option("Ahmed Mulla Talal (3)")
        expect(page).to_contain_text("we hope the Americans will reconsider it.")
        before = page.text_content()
        menu.focus()
        window.page.keyboard.press("ArrowDown")
        expect(page).not_to_have_text(before)
        assert window.errors == []
        assert sideways(window.page) == 0
