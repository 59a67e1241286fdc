"""Questions answer anywhere: in a live JupyterLab, without a kernel, reopened, on a phone."""

import json
import shutil

import nbformat
import pytest
from playwright.sync_api import expect

from dateline import load_case
from tests.browser.lab import NOTEBOOK, SAVE, SESSION, count_cells

pytestmark = pytest.mark.browser

CHECKS = load_case("baghdad-embassy-2020").checks
KINDS = {  # one question of each kind of the lesson
    "choice": "pompeo-quoted",
    "several": "two-newspapers",
    "number": "share-that-leaves",
    "order": "order-of-events",
    "sort": "five-verdicts",
    "note": "correction",
    "prediction": "embassy-open",
}
CODE = """from dateline import load_case, study
questions = study.open(load_case("baghdad-embassy-2020").until_publication())
questions"""
ASK = f"questions.ask(*{list(KINDS.values())!r})"


def rows_of(check_id):
    return CHECKS[CHECKS["check_id"] == check_id]


def prompt(check_id):
    return rows_of(check_id)["prompt"].iloc[0]


def form_of(page, check_id):
    """Return the form of a question by its words, as readers find it who cannot see it."""
    found = page.locator("form.dl-form", has_text=prompt(check_id))
    found.scroll_into_view_if_needed()
    return found


def write_notebook(folder, name):
    cells = [nbformat.v4.new_code_cell(CODE), nbformat.v4.new_code_cell(ASK)]
    cells.append(nbformat.v4.new_code_cell("6 * 7"))
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=python), folder / name)


def choose_name(page, name):
    """Take a code name in the bar, or in the form that asks for one."""
    box = page.get_by_role("textbox", name="Code name").first
    box.fill(name)
    box.press("Enter")
    expect(page.get_by_text(f"Answering as {name}").first).to_be_visible()


def answer_all(page):
    """Answer each kind rightly, by keyboard alone."""
    key = page.keyboard
    right = rows_of(KINDS["choice"]).query("right")["option"].iloc[0]
    form_of(page, KINDS["choice"]).get_by_role("radio", name=right).focus()
    key.press("Space")
    for option in rows_of(KINDS["several"]).query("right")["option"]:
        form_of(page, KINDS["several"]).get_by_role("checkbox", name=option).focus()
        key.press("Space")
    form_of(page, KINDS["number"]).get_by_role("textbox").focus()
    key.type("40 %")
    order = form_of(page, KINDS["order"])
    places = rows_of(KINDS["order"]).assign(place=lambda rows: rows["place"].astype(int))
    for place, option in enumerate(places.sort_values("place")["option"]):
        item = order.locator("li", has_text=option)
        while item.evaluate("item => [...item.parentNode.children].indexOf(item)") > place:
            item.get_by_role("button", name="Move up").focus()
            key.press("Enter")
    for row in rows_of(KINDS["sort"]).itertuples():
        menu = form_of(page, KINDS["sort"]).get_by_role("combobox", name=row.option)
        menu.select_option(row.place)
    form_of(page, KINDS["note"]).get_by_role("textbox").focus()
    key.type("Correction: the date was another.")
    form = form_of(page, KINDS["prediction"])
    form.get_by_role("textbox").first.focus()
    key.type("70")
    key.press("Tab")
    key.type("It is guarded well.")


def hand_in_all(page):
    for check_id in KINDS.values():
        form = form_of(page, check_id)
        form.locator("button[type=submit]").focus()
        page.keyboard.press("Enter")
        expect(form.locator(".dl-reply")).not_to_contain_text("Saving")


def expect_all_answered(page):
    """Every form shows its answer again, judged."""
    for kind, check_id in KINDS.items():
        form = form_of(page, check_id)
        if kind in ("note", "prediction"):
            expect(form.locator(".dl-kept")).to_contain_text("Saved")
        else:
            expect(form.locator(".dl-verdict.dl-right").first).to_be_visible()
            expect(form.locator(".dl-verdict.dl-wrong")).to_have_count(0)
    expect(form_of(page, KINDS["number"]).get_by_role("textbox")).to_have_value("40 %")


def saved_files(lab):
    folder = lab.notebooks.parent / "answers"
    return {file.name: json.loads(file.read_text()) for file in folder.glob("*.json")}


@pytest.fixture(scope="module")
def lesson(browser, lab):
    """A notebook with one question of each kind, run."""
    write_notebook(lab.notebooks, "kinds.ipynb")
    with lab.lesson(browser, "kinds.ipynb", visit="kinds") as window:
        yield window


def test_the_keys_of_an_answer_never_reach_jupyterlab(lesson):
    """JupyterLab takes letters for commands: ``b`` inserts a cell, ``d d`` deletes one."""
    cells = count_cells(lesson.page)
    for check_id in KINDS.values():
        control = form_of(lesson.page, check_id).locator("input, select, textarea, button").first
        control.focus()
        for key in ("ArrowDown", "b", "x", "d", "d", "ArrowUp", "Escape"):
            lesson.page.keyboard.press(key)
        assert count_cells(lesson.page) == cells
        assert lesson.page.evaluate(f"{NOTEBOOK}.content.activeCellIndex") <= 1
    lesson.page.evaluate("() => document.querySelectorAll('form.dl-form').forEach(f => f.reset())")


def test_each_kind_is_answered_by_keyboard_and_saved(lesson, lab):
    """Typed before a code name was chosen, nothing is lost by choosing one."""
    answer_all(lesson.page)
    choose_name(lesson.page, "blue fox")
    hand_in_all(lesson.page)
    expect_all_answered(lesson.page)
    files = saved_files(lab)
    assert {file["name"] for file in files.values()} == {"blue fox"}
    saved = {check_id for file in files.values() for check_id in file["answers"]}
    assert saved == set(KINDS.values())
    assert lesson.errors == []


def test_shift_enter_in_an_answer_runs_the_cell(lesson):
    """The one key of JupyterLab that everybody knows has to work everywhere."""
    form_of(lesson.page, KINDS["note"]).get_by_role("textbox").focus()
    before = lesson.page.evaluate(f"{NOTEBOOK}.content.activeCellIndex")
    lesson.page.keyboard.press("Shift+Enter")
    lesson.page.wait_for_function(f"{NOTEBOOK}.content.activeCellIndex > {before}")
    expect_all_answered(lesson.page)


def test_it_answers_when_the_kernel_is_gone(lesson, lab):
    lesson.page.evaluate(f"{SESSION}.shutdown()")
    box = form_of(lesson.page, KINDS["note"]).get_by_role("textbox")
    box.fill("Written without a kernel.")
    form_of(lesson.page, KINDS["note"]).get_by_role("button", name="Keep my answer").click()
    expect(form_of(lesson.page, KINDS["note"]).locator(".dl-kept")).to_be_visible()
    saved = [file["answers"].get(KINDS["note"]) for file in saved_files(lab).values()]
    assert "Written without a kernel." in [record["answer"] for record in saved if record]


def test_reopened_without_a_kernel_it_shows_the_answers_and_takes_new_ones(lesson, browser, lab):
    lesson.page.evaluate(SAVE)
    with lab.reopened(browser, "kinds.ipynb", visit="kinds-again") as window:
        choose_name(window.page, "blue fox")
        expect_all_answered(window.page)
        form = form_of(window.page, KINDS["choice"])
        form.get_by_role("radio").first.check()
        form.get_by_role("button", name="Check my answer").click()
        expect(form.locator(".dl-verdict.dl-wrong")).to_contain_text("Not this.")
        # JupyterLab itself stumbles over a notebook without a kernel.
        assert [error for error in window.errors if "reading 'kernel'" not in error] == []


def test_somebody_elses_notebook_can_be_read_and_says_what_to_do(lesson, browser, lab):
    """JupyterLab strips scripts from what was run elsewhere."""
    notebook = json.loads((lab.notebooks / "kinds.ipynb").read_text())
    notebook["cells"][2]["source"] = "changed by another hand"
    (lab.notebooks / "theirs.ipynb").write_text(json.dumps(notebook))
    with lab.reopened(browser, "theirs.ipynb", visit="theirs") as window:
        static = window.page.locator(".dl-static").last
        static.scroll_into_view_if_needed()
        expect(static).to_contain_text("trust this notebook")
        for option in rows_of(KINDS["choice"])["option"]:
            expect(static).to_contain_text(option)


def test_two_tabs_that_save_in_turn_lose_nothing(browser, lab):
    write_notebook(lab.notebooks, "tabs.ipynb")
    with lab.lesson(browser, "tabs.ipynb", visit="tabs") as one:
        shutil.copy(lab.notebooks / "tabs.ipynb", lab.notebooks / "tabs2.ipynb")
        with lab.lesson(browser, "tabs2.ipynb", visit="tabs2") as other:
            for window in (one, other):
                choose_name(window.page, "two tabs")
            form = form_of(one.page, KINDS["choice"])
            form.get_by_role("radio").last.check()
            same_notebook = form_of(other.page, KINDS["sort"])
            for menu in same_notebook.get_by_role("combobox").all():
                menu.select_option(index=1)
            form.get_by_role("button", name="Check my answer").click()
            same_notebook.get_by_role("button", name="Check my answer").click()
            expect(form.locator(".dl-verdict")).to_be_visible()
            expect(same_notebook.locator(".dl-verdict").first).to_be_visible()
    saved = [file for file in saved_files(lab).values() if file["name"] == "two tabs"]
    assert {check_id for file in saved for check_id in file["answers"]} == {
        KINDS["choice"],
        KINDS["sort"],
    }
