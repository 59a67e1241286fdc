"""Notebook 02 in a real JupyterLab: what a teacher does with it in front of a class."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.lab import KERNEL, NOTEBOOK, SESSION
from tests.browser.sight import (
    explorer_on,
    height,
    menu_of,
    opened,
    pages_in_sight,
    press,
    sideways,
    window,
)

pytestmark = pytest.mark.browser

NAME = "02_build_the_timeline.ipynb"
LAPTOP, PROJECTOR = (1280, 800), (1920, 1080)
CELLS = f"[...{NOTEBOOK}.content.model.cells].map(one => one.toJSON())"
# For each output the name of its cell, and how many pixels of it lie beyond its right edge.
BEYOND = f"""async () => {{
    const {{model, widgets}} = {NOTEBOOK}.content, found = [];
    for (const [index, cell] of [...model.cells].entries()) {{
        await {NOTEBOOK}.content.scrollToItem(index);
        for (const one of widgets[index].node.querySelectorAll(".jp-OutputArea-output"))
            found.push([cell.id, one.scrollWidth - one.clientWidth]);
    }}
    return found;
}}"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    """Notebook 02, opened and run."""
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, NAME, visit="first")
        lab.run(sight.page)
        yield sight


@pytest.fixture
def explorer(lesson, lab):
    lab.go(lesson.page, "<select")
    return explorer_on(lesson.page)


@pytest.fixture
def stopped(lesson, lab):
    """The lesson after its kernel was stopped."""
    lesson.page.evaluate(f"{SESSION}.shutdown()")
    kernels = lesson.page.request.get(f"{lab.url}/api/kernels?token={lab.token}")
    assert kernels.json() == []
    return lesson


@pytest.fixture
def saved(stopped, lab):
    """The file of the lesson, saved with all that it shows; no kernel is left."""
    stopped.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    return lab.notebooks / NAME


def test_every_cell_succeeds(lesson):
    """Run all cells is the first thing a teacher does."""
    code = [cell for cell in lesson.page.evaluate(CELLS) if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    said = [(cell["id"], output) for cell in code for output in cell["outputs"]]
    assert said
    assert [one for one in said if one[1]["output_type"] == "error" or "name" in one[1]] == []


def test_nothing_leaves_the_machine(lesson, lab):
    """The kernel is refused the network; the page must not even ask."""
    assert [url for url in lesson.asked if not url.startswith((lab.url, "data:", "blob:"))] == []


def test_no_message_covers_the_screen(lesson):
    """News of JupyterLab on a projector is nobody's lesson."""
    expect(lesson.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)


def test_keys_turn_the_pages_and_add_no_cell(lesson, explorer):
    """JupyterLab takes ArrowDown from a menu to go to the next cell, and ``b`` to insert one."""
    cells = len(lesson.page.evaluate(CELLS))
    first = pages_in_sight(explorer)[0]
    chosen = menu_of(explorer).input_value()
    second = press(explorer, "ArrowDown")
    assert (second, menu_of(explorer).input_value()) != (first, chosen)
    lesson.page.keyboard.press("b")
    (third,) = pages_in_sight(explorer)
    fourth = press(explorer, "Enter", "Next")
    assert fourth != third
    assert press(explorer, " ", "Back") == third
    assert len(lesson.page.evaluate(CELLS)) == cells


def test_page_writes_no_error(lesson, explorer):
    press(explorer, "ArrowDown")
    assert lesson.errors == []


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_fits_the_screen(lesson, explorer, size):
    """Nothing is cut off on the right, and the menu is seen together with what it changes."""
    lesson.page.set_viewport_size(window(size))
    lesson.page.wait_for_function(f"{NOTEBOOK}.node.clientWidth > 0.7 * innerWidth")
    outputs = sum(len(cell.get("outputs", [])) for cell in lesson.page.evaluate(CELLS))
    found = lesson.page.evaluate(BEYOND)
    assert len(found) == outputs > 5
    assert [one for one in found if one[1]] == []
    assert sideways(lesson.page) == 0
    panel = lesson.page.locator(".jp-WindowedPanel-outer")
    assert 100 < height(explorer) < panel.evaluate("one => one.clientHeight")


def test_answers_after_the_kernel_has_stopped(stopped, explorer):
    """A kernel that a busy server ends must not take the pages with it."""
    before = pages_in_sight(explorer)[0]
    assert press(explorer, "Enter", "Next") != before


def test_answers_when_it_is_opened_again_without_a_kernel(saved, browser, lab):
    """What the teacher prepared on Sunday works on Monday before anything is run."""
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, saved.name, visit="again", kernel=False)
        lab.go(sight.page, "<select")
        assert press(explorer_on(sight.page), "ArrowDown")
        assert sight.page.evaluate(f"{KERNEL} ?? null") is None


def test_somebody_elses_notebook_shows_every_page(saved, browser, lab):
    """JupyterLab strips scripts from what was run elsewhere: then all pages are there to read."""
    notebook = json.loads(saved.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = "Changed by another hand: it is not trusted."
    (saved.parent / "theirs.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, "theirs.ipynb", visit="theirs", kernel=False)
        lab.go(sight.page, "<select")
        shown = sight.page.locator(".jp-OutputArea:has(section)")
        shown.locator("section").last.scroll_into_view_if_needed()
        assert len(pages_in_sight(shown)) == shown.locator("section").count() > 20
        expect(shown.locator("select")).to_be_hidden()
        assert sight.page.locator(".dl-over:visible").count() == 0
