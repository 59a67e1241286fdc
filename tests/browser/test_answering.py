"""Checks in a real JupyterLab: answered by keyboard alone, saved, found again the next day."""

import copy
import json

import nbformat
import pytest
from playwright.sync_api import expect

from dateline import load_case
from tests.browser.lab import KERNEL, NOTEBOOK, SESSION
from tests.browser.sight import opened, sideways
from tests.notebooks import run

pytestmark = pytest.mark.browser

LAPTOP, PHONE = (1280, 800), (360, 740)
CHECKS = load_case("baghdad-embassy-2020").checks
ASKED = {  # one of each kind, and the control that is tried
    "pompeo-quoted": "radio",
    "two-newspapers": "checkbox",
    "share-that-leaves": "textbox",
    "order-of-events": "textbox",
    "five-verdicts": "combobox",
    "correction": "textbox",
    "embassy-open": "textbox",
}
COUNT = f"[...{NOTEBOOK}.content.model.cells].length"
DONE = f"""() => {KERNEL}?.status === 'idle' && [...{NOTEBOOK}.content.model.cells]
    .every(one => one.type !== 'code' || one.executionCount)"""
STATE = "one => one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value"
CODE = f"""from dateline import load_case, study
questions = study.open(load_case("baghdad-embassy-2020").until_publication())
questions.ask(*{list(ASKED)!r})"""


def executed_copy(notebook):
    """Return a notebook as it is saved after it was run: its controls are gone."""
    done = run(copy.deepcopy(notebook))
    done.metadata.pop("widgets", None)
    return done


def prompt(name):
    return CHECKS.loc[CHECKS["check_id"] == name, "prompt"].iloc[0]


@pytest.fixture(scope="module")
def lesson(browser, lab):
    """A notebook with one question of each kind, run."""
    cells = [nbformat.v4.new_code_cell(CODE)]
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = nbformat.v4.new_notebook(cells=cells, metadata=python)
    nbformat.write(made, lab.notebooks / "kinds.ipynb")
    nbformat.write(executed_copy(made), lab.notebooks / "reopened.ipynb")
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, "kinds.ipynb", visit="kinds")
        lab.run(sight.page)
        sight.page.wait_for_function(DONE)
        yield sight


def form_of(page, name):
    """Return the form of a question, as somebody finds it who does not see it: by its words."""
    found = page.locator(".dl-form", has_text=prompt(name))
    found.scroll_into_view_if_needed()
    return found


def sit_down(page, name="blue fox"):
    """Type a code name into the last box on the page."""
    box = page.get_by_role("textbox", name="Code name").last
    box.scroll_into_view_if_needed()
    box.focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Answers are saved as “{name}”").last).to_be_visible()


@pytest.mark.parametrize("name", ASKED)
def test_keys_reach_the_control_and_add_no_cell(lesson, name):
    """JupyterLab takes ArrowDown to go to the next cell, and ``b`` to insert one."""
    cells = lesson.page.evaluate(COUNT)
    form = form_of(lesson.page, name)
    controls = form.get_by_role(ASKED[name])
    controls.first.focus()
    before = [one.evaluate(STATE) for one in controls.all()]
    key = "Space" if ASKED[name] == "checkbox" else "ArrowDown"
    lesson.page.keyboard.press(key)
    lesson.page.keyboard.press("b")
    after = [one.evaluate(STATE) for one in controls.all()]
    assert before != after
    assert lesson.page.evaluate(COUNT) == cells
    assert lesson.page.evaluate(f"{NOTEBOOK}.content.activeCellIndex") == 0


@pytest.mark.parametrize("name", ASKED)
def test_the_group_has_the_name_of_its_question_and_each_control_its_label(lesson, name):
    """Somebody who hears the page knows which question a radio button answers."""
    form = form_of(lesson.page, name)
    form.get_by_role(ASKED[name]).first.focus()
    expect(lesson.page.get_by_role("group", name=prompt(name))).to_have_count(1)
    role, lines = ASKED[name], [line.strip(" :") for line in form.aria_snapshot().splitlines()]
    assert any(line.startswith(f"- {role} ") for line in lines)
    assert f"- {role}" not in lines


def test_the_code_name_has_a_group_of_its_own_and_typing_it_writes_no_error(lesson):
    """The bar has no question: its name must not be looked for where none is."""
    box = lesson.page.get_by_role("textbox", name="Code name").last
    box.scroll_into_view_if_needed()
    box.focus()
    expect(lesson.page.get_by_role("group", name="Code name")).to_have_count(1)
    sit_down(lesson.page, "grey owl")
    expect(lesson.page.get_by_text("This code name is new here.").last).to_be_visible()
    assert lesson.errors == []


def test_controls_are_as_large_as_the_text_and_show_where_the_keys_go(lesson):
    """A class reads them from the back of the room; a thin line is not seen there."""
    for name, role in ASKED.items():
        control = form_of(lesson.page, name).get_by_role(role).first
        control.focus()
        lesson.page.keyboard.press("Shift")  # the keys are in use
        assert control.evaluate("one => getComputedStyle(one).outlineWidth") == "3px"
        if role in ("textbox", "combobox"):
            assert control.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16


def test_on_a_narrow_window_each_control_has_its_label_and_room(lesson):
    """Beside a long label nothing was left of the box to type in."""
    files = "jupyterapp.commands.execute('application:toggle-left-area')"
    lesson.page.set_viewport_size({"width": 360, "height": 740})
    lesson.page.evaluate(files)
    for name, role in ASKED.items():
        if role in ("textbox", "combobox"):
            control = form_of(lesson.page, name).get_by_role(role).first
            control.scroll_into_view_if_needed()
            assert control.bounding_box()["width"] > 100, name
            label = control.locator("xpath=preceding-sibling::*[1]")
            assert label.evaluate("one => one.scrollHeight <= one.clientHeight + 1"), name
            below = label.bounding_box()["y"] + label.bounding_box()["height"]
            assert control.bounding_box()["y"] >= below - 1, name
    lesson.page.evaluate(files)
    lesson.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})


def test_what_to_do_after_reopening_is_said_where_nothing_answers(lesson, browser, lab):
    """Below a form that works the line is one more thing to read."""
    expect(lesson.page.locator(".dl-reopened")).to_be_hidden()
    with opened(browser, LAPTOP, lab.url) as sight:
        lab.open(sight.page, "reopened.ipynb", visit="reopened", kernel=False)
        expect(sight.page.locator(".dl-reopened")).to_be_visible()


def test_an_explorer_of_short_and_long_pages_has_no_white_below(browser, edition):
    """A card of a hand's breadth stood above more than a screen of nothing."""
    for size in (LAPTOP, PHONE):
        with opened(browser, size, "file:") as sight:
            sight.page.goto((edition / "05_check_the_claims.html").as_uri())
            stage = sight.page.locator(".dl-own .dl-stage").first
            now = stage.locator("section.dl-now")
            room = stage.bounding_box()["height"] - now.bounding_box()["height"]
            assert 0 <= room < 40
            assert stage.locator("section:visible").count() == 1


def test_nothing_is_wider_than_the_window_and_nothing_complains(lesson):
    assert sideways(lesson.page) == 0
    assert lesson.errors == []


def test_a_check_is_answered_by_keyboard_saved_and_found_again(browser, lab):
    """The whole way of a pupil: code name, answer, feedback, close, come back, find it."""
    name = "01_read_the_article.ipynb"
    with opened(browser, LAPTOP, lab.url) as sight:
        page = sight.page
        lab.open(page, name, visit="monday")
        lab.run(page)
        page.wait_for_function(DONE)
        lab.go(page, prompt("pompeo-quoted"))
        form = form_of(page, "pompeo-quoted")
        sit_down(page)
        radios = form.get_by_role("radio")
        radios.nth(0).focus()
        page.keyboard.press("ArrowDown")
        form.get_by_role("button", name="Check my answer").focus()
        page.keyboard.press("Enter")
        expect(form.get_by_role("status")).to_contain_text("✗ Not yet.")
        radios.nth(1).focus()
        page.keyboard.press("ArrowDown")
        form.get_by_role("button", name="Check my answer").focus()
        page.keyboard.press("Enter")
        expect(form.get_by_role("status")).to_contain_text("✓ Right.")
        (file,) = (lab.notebooks.parent / "answers").glob("blue-fox-*01_read_the_article.json")
        held = json.loads(file.read_text(encoding="utf-8"))["answers"]
        assert held == {"pompeo-quoted": {"answer": "No", "tries": 2}}
        page.evaluate(f"{SESSION}.shutdown()")
        assert [url for url in sight.asked if not url.startswith((lab.url, "data:", "blob:"))] == []
    with opened(browser, LAPTOP, lab.url) as sight:
        page = sight.page
        lab.open(page, name, visit="tuesday")
        lab.run(page)
        page.wait_for_function(DONE)
        lab.go(page, prompt("pompeo-quoted"))
        form = form_of(page, "pompeo-quoted")
        expect(form.get_by_role("radio", checked=True)).to_have_count(0)
        sit_down(page, "red hen")
        expect(form.get_by_role("radio", checked=True)).to_have_count(0)
        page.get_by_role("button", name="Start again").last.click()
        sit_down(page)
        expect(form.get_by_role("radio", name="No", exact=True)).to_be_checked()
        expect(form.get_by_role("status")).to_contain_text("✓ Right.")
        expect(page.get_by_text("Answers found: 1.").last).to_be_visible()
        assert [one for one in sight.errors if "TypeError" in one] == []


@pytest.mark.parametrize("name", ["01_read_the_article", "05_check_the_claims"])
def test_on_a_phone_questions_can_be_read_and_answers_are_folded(browser, edition, name):
    """Without Python there is paper; the page asks, waits, and then tells."""
    with opened(browser, PHONE, "file:") as sight:
        sight.page.goto((edition / f"{name}.html").as_uri())
        asked = CHECKS[CHECKS["notebook"] == name].drop_duplicates("check_id")
        for row in asked.itertuples():
            expect(sight.page.get_by_text(row.prompt).first).to_be_visible()
        told = sight.page.get_by_text("The answer: look once you have your own")
        expect(told).to_have_count(int((~asked["kind"].isin(["note", "prediction"])).sum()))
        inside = sight.page.locator("details", has=told.first).first.locator("li").first
        expect(inside).not_to_be_visible()
        told.first.click()
        expect(inside).to_be_visible()
        assert sight.errors == []
        assert sideways(sight.page) == 0
