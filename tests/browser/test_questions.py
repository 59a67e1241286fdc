"""Questions in a real JupyterLab: live, without a kernel, reopened, not trusted, not writable."""

import json
import re

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.kinds import (
    ANSWERS,
    KINDS,
    ODD,
    PROMPTS,
    change_name,
    choose_name,
    expect_all_answered,
    expect_all_empty,
    form_of,
    hand_in,
    hand_in_all,
    point_all,
    type_all,
    write_case,
)
from tests.browser.lab import NOTEBOOK, SAVE, SESSION, count_cells

pytestmark = pytest.mark.browser

START = """from dateline import load_case, study
questions = study.open(load_case("kinds"))
questions"""
ASK = f"questions.ask(*{KINDS!r})"
PANDAS = f"import pandas as pd; pd.DataFrame({{'words': [{ODD!r}]}})"
ACTIVE = f"{NOTEBOOK}.content.activeCellIndex"
SCROLLED = f"{NOTEBOOK}.node.querySelector('.jp-WindowedPanel-outer').scrollTop"
# What JupyterLab itself complains about in a notebook without a kernel.
JUPYTERLAB = re.compile(r"reading 'kernel'|403 \(Forbidden\)")


def write_notebook(lab, name, *cells):
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=python), lab.notebooks / name)


def answers_of(lab, name):
    """Return the saved answers of a code name, from its files: each browser has one."""
    records = []
    for file in (lab.notebooks.parent / "answers").glob("*.json"):
        content = json.loads(file.read_text(encoding="utf-8"))
        if content.get("name") == name:
            records += content["answers"].items()
    return dict(sorted(records, key=lambda item: item[1]["at"]))  # the last one counts


def write_note(page, words):
    form_of(page, "note").get_by_role("textbox").fill(words)
    hand_in(page, "note")


@pytest.fixture(scope="module")
def lesson(browser, lab):
    """A notebook with one question of each kind, run."""
    write_case(lab.notebooks.parent / "data" / "kinds")
    write_notebook(lab, "kinds.ipynb", START, ASK, "questions.progress()", PANDAS)
    with lab.lesson(browser, "kinds.ipynb", visit="kinds") as window:
        yield window


# ---- Live


def test_the_keys_of_an_answer_never_reach_jupyterlab(lesson):
    """JupyterLab takes letters for commands: ``b`` inserts a cell, ``d d`` deletes one."""
    cells = count_cells(lesson.page)
    for kind in KINDS:
        control = form_of(lesson.page, kind).locator("input, select, textarea, button").first
        control.focus()
        for key in ("ArrowDown", "b", "x", "d", "d", "ArrowUp", "Escape"):
            lesson.page.keyboard.press(key)
        assert count_cells(lesson.page) == cells
        assert lesson.page.evaluate(ACTIVE) <= 1
    for kind in ("note", "number", "prediction"):
        form_of(lesson.page, kind).get_by_role("textbox").first.fill("")


def test_each_kind_is_answered_by_keyboard_and_saved_in_a_file(lesson, lab):
    """Typed before a code name was chosen, nothing is lost by choosing one."""
    type_all(lesson.page)
    choose_name(lesson.page, "blue fox")
    hand_in_all(lesson.page)
    expect_all_answered(lesson.page)
    saved = answers_of(lab, "blue fox")
    assert {name: record["answer"] for name, record in saved.items()} == ANSWERS
    assert lesson.errors == []


def test_each_kind_is_answered_by_pointer(lesson, lab):
    change_name(lesson.page, "green owl")
    expect_all_empty(lesson.page)
    point_all(lesson.page)
    hand_in_all(lesson.page, "click")
    expect_all_answered(lesson.page)
    saved = answers_of(lab, "green owl")
    assert {name: record["answer"] for name, record in saved.items()} == ANSWERS
    change_name(lesson.page, "blue fox")
    expect_all_answered(lesson.page)


def test_words_are_not_set_as_mathematics(lesson):
    """Neither in a question nor in a table of pandas."""
    expect(form_of(lesson.page, "choice").locator("legend")).to_have_text(PROMPTS["choice"])
    table = lesson.page.locator("table.dataframe")
    table.scroll_into_view_if_needed()
    expect(table).to_contain_text(ODD)
    expect(lesson.page.locator(".jp-OutputArea mjx-container")).to_have_count(0)


def test_axe_finds_nothing_of_ours_in_an_output(lesson):
    form_of(lesson.page, "choice")
    assert violations(lesson.page, inside=".dl-questions") == []


def test_shift_enter_in_an_answer_runs_the_cell(lesson):
    """The one key of JupyterLab that everybody knows has to work everywhere."""
    for kind in KINDS:
        control = form_of(lesson.page, kind).locator("input, select, textarea, button").first
        control.focus()
        before = lesson.page.evaluate(ACTIVE)
        lesson.page.keyboard.press("Shift+Enter")
        lesson.page.wait_for_function(f"{ACTIVE} > {before}")
        lesson.page.evaluate(f"{ACTIVE} = 1")
    expect_all_answered(lesson.page)


# ---- What cannot be written


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(lesson, lab):
    page = lesson.page
    refuse = lambda route: (  # noqa: E731
        route.fulfill(status=403) if route.request.method == "PUT" else route.fallback()
    )
    page.route("**/api/contents/answers/**", refuse)
    write_note(page, "Not writable")
    note = form_of(page, "note")
    expect(note).to_contain_text("Not saved in the folder “answers” (the server answers 403).")
    expect(note).to_contain_text("Your answers are kept in this browser")
    assert answers_of(lab, "blue fox")["note"]["answer"] != "Not writable"
    page.unroute("**/api/contents/answers/**", refuse)
    form_of(page, "position").get_by_text("no", exact=True).click()
    hand_in(page, "position")
    saved = answers_of(lab, "blue fox")
    assert (saved["note"]["answer"], saved["position"]["answer"]) == ("Not writable", "no")
    expect(page.get_by_text("Not saved in the folder")).to_have_count(0)
    lesson.errors[:] = [error for error in lesson.errors if not JUPYTERLAB.search(error)]


def test_a_file_that_is_broken_is_set_aside_and_never_written_over(lesson, lab):
    page = lesson.page
    change_name(page, "red lynx")
    write_note(page, "The first")
    (file,) = (lab.notebooks.parent / "answers").glob("red-lynx-*.json")
    file.write_text("half a fi", encoding="utf-8")
    form_of(page, "position").get_by_text("no", exact=True).click()
    hand_in(page, "position")
    assert set(answers_of_file(file)) == {"position"}
    (aside,) = (lab.notebooks.parent / "answers").glob("red-lynx-*.set-aside-*.json")
    assert aside.read_text(encoding="utf-8") == "half a fi"
    aside.unlink()
    change_name(page, "blue fox")
    assert lesson.errors == []


def answers_of_file(file):
    return json.loads(file.read_text(encoding="utf-8"))["answers"]


def test_no_code_name_leads_out_of_the_folder_or_to_anothers_answers(lesson, lab):
    page = lesson.page
    answers = lab.notebooks.parent / "answers"
    before = {file for file in lab.notebooks.parent.rglob("*.json") if file.parent != answers}
    of_other_tests = set(answers.glob("*.*"))
    names = ["../../x", "con", "🦊", "أرنب", "a/b", "a b", "a-b", "<b>x</b>", "$x$ & %2e%2e"]
    for name in names:
        page.get_by_role("button", name="Start again").click()
        page.get_by_role("button", name="Empty the forms").click()
        choose_name(page, name)
        expect_all_empty(page)
        write_note(page, f"Of {name}")
    for name in names:
        assert answers_of(lab, name)["note"]["answer"] == f"Of {name}"
    for file in set(answers.glob("*.*")) - of_other_tests:
        name = r"[a-z0-9_-]+\.01_kinds\.[a-z0-9]+\.json|\.ipynb_checkpoints"
        assert re.fullmatch(name, file.name), file.name
    after = {file for file in lab.notebooks.parent.rglob("*.json") if file.parent != answers}
    assert after == before

    change_name(page, "a b")
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect_all_empty(page)
    assert "Of a b" not in "".join(file.read_text() for file in answers.rglob("*.json"))
    assert answers_of(lab, "a-b") != {}
    choose_name(page, "blue fox")
    assert lesson.errors == []


# ---- Tabs, restarts, and notebooks without a kernel


def test_two_tabs_that_save_in_the_same_moment_lose_nothing(lesson, lab):
    """Both add to one file; JupyterLab gives the second tab a workspace of its own."""
    page = lesson.page
    change_name(page, "two tabs")
    lesson.page.evaluate(SAVE)
    other = page.context.new_page()
    lab.open(other, "kinds.ipynb", visit="kinds-second")
    expect(other.get_by_text("Answering as two tabs").first).to_be_visible()
    form_of(page, "position").get_by_text("yes").click()
    form_of(other, "note").get_by_role("textbox").fill("From the other tab")
    for tab, kind in ((page, "position"), (other, "note")):  # pressed, and not waited for
        form_of(tab, kind).evaluate("form => form.requestSubmit()")
    expect(form_of(page, "position").locator(".dl-kept")).to_be_visible()
    expect(form_of(other, "note").locator(".dl-kept")).to_be_visible()
    assert set(answers_of(lab, "two tabs")) == {"position", "note"}
    other.close()
    change_name(page, "blue fox")


def test_after_a_reload_the_name_and_what_was_typed_are_there(lesson, lab):
    page = lesson.page
    box = form_of(page, "note").get_by_role("textbox")
    box.fill("Typed and not saved")
    page.evaluate(SAVE)
    page.reload()
    page.wait_for_function("window.jupyterapp?.restored")
    expect(page.get_by_text("Answering as blue fox").first).to_be_visible()
    expect(form_of(page, "note").get_by_role("textbox")).to_have_value("Typed and not saved")
    expect(form_of(page, "choice").locator(".dl-verdict.dl-right")).to_be_visible()
    form_of(page, "note").get_by_role("textbox").fill(ANSWERS["note"])
    hand_in(page, "note")


def test_it_answers_when_the_kernel_is_gone(lesson, lab):
    lesson.page.evaluate(f"{SESSION}.shutdown()")
    write_note(lesson.page, "Written without a kernel")
    expect(form_of(lesson.page, "note").locator(".dl-kept")).to_contain_text("Saved")
    assert answers_of(lab, "blue fox")["note"]["answer"] == "Written without a kernel"
    write_note(lesson.page, ANSWERS["note"])


def test_reopened_without_a_kernel_it_shows_the_answers_and_takes_new_ones(lesson, browser, lab):
    lesson.page.evaluate(SAVE)
    with lab.reopened(browser, "kinds.ipynb", visit="kinds-again") as window:
        choose_name(window.page, "blue fox")
        form = form_of(window.page, "choice")
        expect(form.locator(".dl-verdict.dl-right")).to_be_visible()
        form.get_by_role("radio", name="May").check()
        hand_in(window.page, "choice")
        expect(form.locator(".dl-verdict.dl-wrong")).to_contain_text("Not this.")
        assert answers_of(lab, "blue fox")["choice"]["answer"] == "May"
        assert [error for error in window.errors if not JUPYTERLAB.search(error)] == []


def test_somebody_elses_notebook_can_be_read_and_says_what_to_do(lesson, browser, lab):
    """JupyterLab strips scripts from what was run elsewhere."""
    notebook = json.loads((lab.notebooks / "kinds.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][2]["source"] = "changed by another hand"
    (lab.notebooks / "theirs.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with lab.reopened(browser, "theirs.ipynb", visit="theirs") as window:
        lab.go(window.page, PROMPTS["sort"])
        static = window.page.locator(".dl-static", has_text=PROMPTS["sort"])
        expect(static).to_contain_text("trust this notebook")
        for prompt in PROMPTS.values():
            expect(static).to_contain_text(prompt)
        for option in ANSWERS["sort"]:
            expect(static).to_contain_text(option)


# ---- In view


def test_the_question_is_in_view_after_shift_enter_and_never_on_opening(browser, lab, lesson):
    """JupyterLab scrolls to the next cell, past a question that is taller than the window."""
    long = "print('\\n'.join('line' for line in range(20)))"
    write_notebook(lab, "view.ipynb", START, long, ASK, long, long)
    with lab.lesson(browser, "view.ipynb", visit="view") as window:
        page = window.page
        title = page.locator("legend", has_text=PROMPTS["choice"])
        for index in (1, 2):
            page.evaluate(f"{NOTEBOOK}.content.scrollToItem({index}, 'start')")
            page.evaluate(f"{ACTIVE} = {index}")
            page.evaluate(f"{NOTEBOOK}.content.mode = 'command'; {NOTEBOOK}.content.activate()")
            page.keyboard.press("Shift+Enter")
            page.wait_for_function(f"{ACTIVE} === {index + 1}")
        expect(title).to_be_in_viewport()
        page.evaluate(SAVE)
    with lab.reopened(browser, "view.ipynb", visit="view-again") as window:
        window.page.get_by_role("textbox", name="Code name").first.wait_for()
        window.page.wait_for_timeout(1000)
        assert window.page.evaluate(SCROLLED) == 0
