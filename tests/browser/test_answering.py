"""Questions in a real JupyterLab: answered by keyboard alone, saved, found again the next day."""

import json
import shutil

import nbformat
import pytest
from playwright.sync_api import expect

from dateline import load_case
from tests.browser.lab import NOTEBOOK, SAVE, count_cells
from tests.browser.window import LAPTOP, PHONE, open_window, sideways, viewport

pytestmark = pytest.mark.browser

CHECKS = load_case("baghdad-embassy-2020").checks
CONTROLS = {  # one question of each kind, and the control that is tried
    "pompeo-quoted": "radio",
    "two-newspapers": "checkbox",
    "share-that-leaves": "textbox",
    "order-of-events": "textbox",
    "five-verdicts": "combobox",
    "correction": "textbox",
    "embassy-open": "textbox",
}
STATE = """control => control.type === 'radio' || control.type === 'checkbox'
    ? control.checked : control.value"""
FILES = "jupyterapp.commands.execute('application:toggle-left-area')"
CODE = f"""from dateline import load_case, study
questions = study.open(load_case("baghdad-embassy-2020").until_publication())
questions.ask(*{list(CONTROLS)!r})"""


def prompt(name):
    return CHECKS.loc[CHECKS["check_id"] == name, "prompt"].iloc[0]


@pytest.fixture(scope="module")
def lesson(browser, lab):
    """A notebook with one question of each kind, run."""
    cells = [nbformat.v4.new_code_cell(CODE)]
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=python)
    nbformat.write(notebook, lab.notebooks / "kinds.ipynb")
    with lab.lesson(browser, "kinds.ipynb", visit="kinds") as window:
        yield window


def form_of(page, name):
    """Return the form of a question by its words, as readers find it who cannot see it."""
    found = page.locator(".dl-form", has_text=prompt(name))
    found.scroll_into_view_if_needed()
    return found


def give_code_name(page, name="blue fox"):
    """Type a code name into the last box on the page."""
    box = page.get_by_role("textbox", name="Code name").last
    box.scroll_into_view_if_needed()
    box.focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Answers are saved as “{name}”").last).to_be_visible()


def test_keys_reach_the_control_and_add_no_cell(lesson):
    """JupyterLab takes ArrowDown to go to the next cell, and ``b`` to insert one."""
    cells = count_cells(lesson.page)
    for name, role in CONTROLS.items():
        controls = form_of(lesson.page, name).get_by_role(role)
        controls.first.focus()
        before = [control.evaluate(STATE) for control in controls.all()]
        lesson.page.keyboard.press("Space" if role == "checkbox" else "ArrowDown")
        lesson.page.keyboard.press("b")
        assert [control.evaluate(STATE) for control in controls.all()] != before, name
        assert count_cells(lesson.page) == cells, name
        assert lesson.page.evaluate(f"{NOTEBOOK}.content.activeCellIndex") == 0, name


def test_the_group_has_the_name_of_its_question_and_each_control_its_label(lesson):
    """Somebody who hears the page knows which question a radio button answers."""
    for name, role in CONTROLS.items():
        form = form_of(lesson.page, name)
        form.get_by_role(role).first.focus()
        expect(lesson.page.get_by_role("group", name=prompt(name))).to_have_count(1)
        lines = [line.strip(" :") for line in form.aria_snapshot().splitlines()]
        assert any(line.startswith(f"- {role} ") for line in lines), name
        assert f"- {role}" not in lines, name


def test_the_code_name_has_a_group_of_its_own_and_typing_it_writes_no_error(lesson):
    """The bar has no question: its name must not be looked for where none is."""
    box = lesson.page.get_by_role("textbox", name="Code name").last
    box.scroll_into_view_if_needed()
    box.focus()
    expect(lesson.page.get_by_role("group", name="Code name")).to_have_count(1)
    give_code_name(lesson.page, "grey owl")
    expect(lesson.page.get_by_text("This code name is new here.").last).to_be_visible()
    assert lesson.errors == []


def test_controls_are_as_large_as_the_text_and_show_where_the_keys_go(lesson):
    """A class reads them from the back of the room; a thin line is not seen there."""
    for name, role in CONTROLS.items():
        control = form_of(lesson.page, name).get_by_role(role).first
        control.focus()
        lesson.page.keyboard.press("Shift")  # the keys are in use
        assert control.evaluate("control => getComputedStyle(control).outlineWidth") == "3px"
        if role in ("textbox", "combobox"):
            size = control.evaluate("control => parseFloat(getComputedStyle(control).fontSize)")
            assert size >= 16


def test_on_a_narrow_window_each_control_has_its_label_and_room(lesson):
    """Beside a long label nothing was left of the box to type in."""
    lesson.page.set_viewport_size(viewport(PHONE))
    lesson.page.evaluate(FILES)
    for name, role in CONTROLS.items():
        if role in ("textbox", "combobox"):
            control = form_of(lesson.page, name).get_by_role(role).first
            control.scroll_into_view_if_needed()
            assert control.bounding_box()["width"] > 100, name
            label = control.locator("xpath=preceding-sibling::*[1]")
            assert label.evaluate("label => label.scrollHeight <= label.clientHeight + 1"), name
            below = label.bounding_box()["y"] + label.bounding_box()["height"]
            assert control.bounding_box()["y"] >= below - 1, name
    lesson.page.evaluate(FILES)
    lesson.page.set_viewport_size(viewport(LAPTOP))


def test_nothing_is_wider_than_the_window_and_nothing_complains(lesson):
    assert sideways(lesson.page) == 0
    assert lesson.errors == []


def test_what_to_do_after_reopening_is_shown_only_where_nothing_answers(lesson, browser, lab):
    """Below a form that works the line is one more thing to read."""
    expect(lesson.page.locator(".dl-reopened")).to_be_hidden()
    lesson.page.evaluate(SAVE)
    shutil.copy(lab.notebooks / "kinds.ipynb", lab.notebooks / "reopened.ipynb")
    with lab.reopened(browser, "reopened.ipynb", visit="reopened") as window:
        expect(window.page.locator(".dl-reopened")).to_be_visible()


def test_a_question_is_answered_by_keyboard_saved_and_found_again(browser, lab):
    """The whole way of a pupil: code name, answer, feedback, close, come back, find it."""
    name = "01_read_the_article"
    with lab.lesson(browser, f"{name}.ipynb", visit="monday") as window:
        page = window.page
        lab.go(page, prompt("pompeo-quoted"))
        form = form_of(page, "pompeo-quoted")
        give_code_name(page)
        for number, feedback in enumerate(("✗ Not yet.", "✓ Right.")):
            form.get_by_role("radio").nth(number).focus()
            page.keyboard.press("ArrowDown")
            form.get_by_role("button", name="Check my answer").focus()
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text(feedback)
        (file,) = (lab.notebooks.parent / "answers").glob(f"blue-fox-*{name}.json")
        answers = json.loads(file.read_text(encoding="utf-8"))["answers"]
        assert answers == {"pompeo-quoted": {"answer": "No", "tries": 2}}
        assert window.asked_elsewhere(lab.url) == []
    with lab.lesson(browser, f"{name}.ipynb", visit="tuesday") as window:
        page = window.page
        lab.go(page, prompt("pompeo-quoted"))
        form = form_of(page, "pompeo-quoted")
        expect(form.get_by_role("radio", checked=True)).to_have_count(0)
        give_code_name(page, "red hen")
        expect(form.get_by_role("radio", checked=True)).to_have_count(0)
        page.get_by_role("button", name="Start again").last.click()
        give_code_name(page)
        expect(form.get_by_role("radio", name="No", exact=True)).to_be_checked()
        expect(form.get_by_role("status")).to_contain_text("✓ Right.")
        expect(page.get_by_text("Answers found: 1.").last).to_be_visible()
        assert [error for error in window.errors if "TypeError" in error] == []


def test_an_explorer_of_short_and_long_pages_has_no_white_below(browser, edition):
    """A card the height of a hand was followed by more than a screen of nothing."""
    for size in (LAPTOP, PHONE):
        with open_window(browser, size, "file:") as window:
            window.page.goto((edition / "05_check_the_claims.html").as_uri())
            page = window.page.locator("[class*=dl-own] section.dl-now").first
            pages = page.locator("xpath=..")
            room = pages.bounding_box()["height"] - page.bounding_box()["height"]
            assert 0 <= room < 40
            assert pages.locator("section:visible").count() == 1


@pytest.mark.parametrize("name", ["01_read_the_article", "05_check_the_claims"])
def test_on_a_phone_questions_can_be_read_and_answers_are_folded(browser, edition, name):
    """Without Python there is paper: the page asks, waits, and then gives the answer."""
    with open_window(browser, PHONE, "file:") as window:
        window.page.goto((edition / f"{name}.html").as_uri())
        asked = CHECKS[CHECKS["notebook"] == name].drop_duplicates("check_id")
        for words in asked["prompt"]:
            expect(window.page.get_by_text(words).first).to_be_visible()
        answers = window.page.get_by_text("The answer: look once you have your own")
        expect(answers).to_have_count(int((~asked["kind"].isin(["note", "prediction"])).sum()))
        inside = window.page.locator("details", has=answers.first).first.locator("li").first
        expect(inside).not_to_be_visible()
        answers.first.click()
        expect(inside).to_be_visible()
        assert window.errors == []
        assert sideways(window.page) == 0
