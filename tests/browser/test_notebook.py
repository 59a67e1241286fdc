"""Notebook 02 in a real JupyterLab: what a teacher does with it in front of a class."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.lab import CELLS, KERNEL, NOTEBOOK, SAVE, SESSION, count_cells
from tests.browser.window import (
    LAPTOP,
    PROJECTOR,
    explorer_on,
    height,
    menu_of,
    pages_in_sight,
    press,
    sideways,
    viewport,
)

pytestmark = pytest.mark.browser

NAME = "02_build_the_timeline.ipynb"
# For each output the name of its cell, and how many pixels of it are beyond its right edge.
BEYOND = f"""async () => {{
    const {{model, widgets}} = {NOTEBOOK}.content, found = [];
    for (const [index, cell] of [...model.cells].entries()) {{
        await {NOTEBOOK}.content.scrollToItem(index);
        for (const output of widgets[index].node.querySelectorAll(".jp-OutputArea-output"))
            found.push([cell.id, output.scrollWidth - output.clientWidth]);
    }}
    return found;
}}"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with lab.lesson(browser, NAME, visit="first") as window:
        yield window


@pytest.fixture
def explorer(lesson, lab):
    lab.go(lesson.page, "<select")
    return explorer_on(lesson.page)


@pytest.fixture
def stopped(lesson):
    """The lesson after its kernel was stopped."""
    lesson.page.evaluate(f"{SESSION}.shutdown()")
    assert lesson.page.evaluate(f"{KERNEL} ?? null") is None
    return lesson


@pytest.fixture
def saved(stopped, lab):
    """The file of the lesson, saved with everything that it shows; it has no kernel."""
    stopped.page.evaluate(SAVE)
    return lab.notebooks / NAME


def cells_of(page):
    return page.evaluate(f"{CELLS}.map(cell => cell.toJSON())")


def test_every_cell_succeeds(lesson):
    """Run all cells is the first thing a teacher does."""
    cells = [cell for cell in cells_of(lesson.page) if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert outputs
    assert [each for each in outputs if each["output_type"] == "error" or "name" in each] == []


def test_nothing_leaves_the_machine_and_no_message_covers_the_screen(lesson, lab):
    """The page must not even ask, and news of JupyterLab on a projector is nobody's lesson."""
    assert lesson.asked_elsewhere(lab.url) == []
    expect(lesson.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)


def test_keys_turn_the_pages_and_add_no_cell(lesson, explorer):
    """JupyterLab takes ArrowDown from a menu to go to the next cell, and ``b`` to insert one."""
    cells = count_cells(lesson.page)
    first = pages_in_sight(explorer)[0]
    chosen = menu_of(explorer).input_value()
    second = press(explorer, "ArrowDown")
    assert second != first
    assert menu_of(explorer).input_value() != chosen
    lesson.page.keyboard.press("b")
    (third,) = pages_in_sight(explorer)
    fourth = press(explorer, "Enter", "Next")
    assert fourth != third
    assert press(explorer, " ", "Back") == third
    assert count_cells(lesson.page) == cells
    assert lesson.errors == []


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_fits_the_screen(lesson, explorer, size):
    """Nothing is cut off on the right, and the menu is seen together with what it changes."""
    lesson.page.set_viewport_size(viewport(size))
    lesson.page.wait_for_function(f"{NOTEBOOK}.node.clientWidth > 0.7 * innerWidth")
    outputs = sum(len(cell.get("outputs", [])) for cell in cells_of(lesson.page))
    found = lesson.page.evaluate(BEYOND)
    assert len(found) == outputs > 5
    assert [name for name, beyond in found if beyond] == []
    assert sideways(lesson.page) == 0
    panel = lesson.page.locator(".jp-WindowedPanel-outer")
    assert 100 < height(explorer) < panel.evaluate("panel => panel.clientHeight")


def test_answers_after_the_kernel_has_stopped(stopped, explorer):
    """A kernel that a busy server ends must not take the pages with it."""
    before = pages_in_sight(explorer)[0]
    assert press(explorer, "Enter", "Next") != before


def test_answers_when_it_is_opened_again_without_a_kernel(saved, browser, lab):
    """What the teacher prepared on Sunday works on Monday before anything is run."""
    with lab.reopened(browser, saved.name, visit="again") as window:
        lab.go(window.page, "<select")
        assert press(explorer_on(window.page), "ArrowDown")
        assert window.page.evaluate(f"{KERNEL} ?? null") is None


def test_somebody_elses_notebook_shows_every_page(saved, browser, lab):
    """JupyterLab strips scripts from what was run elsewhere: then all pages are there to read."""
    notebook = json.loads(saved.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = "Changed by another hand: it is not trusted."
    (saved.parent / "theirs.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with lab.reopened(browser, "theirs.ipynb", visit="theirs") as window:
        lab.go(window.page, "<select")
        output = window.page.locator(".jp-OutputArea:has(section)")
        output.locator("section").last.scroll_into_view_if_needed()
        assert len(pages_in_sight(output)) == output.locator("section").count() > 20
        expect(output.locator("select")).to_be_hidden()
        assert window.page.locator(".dl-over:visible").count() == 0
