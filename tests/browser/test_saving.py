"""Answers on a Jupyter server: none is lost in a burst, on a full disk, or when a page is closed.

The pages here are small ones at the address of a real JupyterLab; they save through its own API.
"""

import csv
import json
import shutil

import pytest
from playwright.sync_api import expect

from dateline import load_case, study
from dateline.case import CASES
from tests.browser.kinds import COLUMNS, choose_name
from tests.browser.window import LAPTOP, open_window

pytestmark = pytest.mark.browser

NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})"  # plain http
PAGES, QUESTIONS = 3, 6
WAITING = "() => Object.keys(localStorage).filter(key => key.startsWith('dateline/answers/'))"
SUBMIT_ALL = """forms => forms.forEach(form => {
    const box = form.querySelector("textarea");
    box.value = `An answer to ${form.querySelector("legend").textContent}`;
    box.dispatchEvent(new Event("input", {bubbles: true}));
    form.requestSubmit();
})"""


def ids(number):
    """Return the questions that one of the pages asks."""
    return [f"q{number}x{place}" for place in range(QUESTIONS)]


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    """Return the questions of a case that has a few for each page."""
    folder = shutil.copytree(CASES / "template", tmp_path_factory.mktemp("many") / "many")
    row = {"notebook": "01_many", "kind": "note", "option": "so", "right": "true"}
    row |= {"source_ids": "gazette-2024-03-02"}
    with (folder / "checks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for name in [name for number in range(PAGES) for name in ids(number)]:
            writer.writerow(row | {"check_id": name, "title": name, "prompt": f"Question {name}?"})
    return study.open(load_case(folder))


def answer_with(page):
    return lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8")


@pytest.fixture
def open_page(browser, lab, questions):
    """Return a function that opens the page of a number, in a new browser profile or a given one.

    Before and after it, every file of answers is removed.
    """
    shutil.rmtree(lab.notebooks.parent / "answers", ignore_errors=True)
    windows = []

    def opened(number, context=None, script=""):
        if context is None:
            window = open_window(browser, LAPTOP, lab.url)
            windows.append(window)
            context = window.__enter__().page.context
            config = json.dumps({"baseUrl": "/", "token": lab.token})
            head = f'<script id="jupyter-config-data" type="application/json">{config}</script>'
            for other in range(PAGES):
                parts = [questions._repr_html_(), questions.ask(*ids(other)).html]
                page = (
                    f"<!doctype html><html><head>{head}</head><body>{''.join(parts)}</body></html>"
                )
                context.route(f"{lab.url}/{other}", answer_with(page))
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.goto(f"{lab.url}/{number}")
        return page

    yield opened
    for window in windows:
        window.__exit__(None, None, None)
    shutil.rmtree(lab.notebooks.parent / "answers", ignore_errors=True)


def saved(lab, name):
    """Return the answers of a code name, by question."""
    table = study.answers(lab.notebooks.parent / "answers")
    assert table.attrs["left_out"] == {}
    mine = table[table["name"] == name]
    return dict(zip(mine["check_id"], mine["answer"], strict=True))


def write(page, name, words):
    form = page.locator("form.dl-form", has_text=f"Question {name}?")
    form.get_by_role("textbox").first.fill(words)
    form.locator("button[type=submit]").click()
    return form


@pytest.mark.parametrize("how", ["profiles", "tabs", "tabs without locks"])
def test_several_who_answer_in_a_burst_under_one_name_lose_nothing(lab, open_page, how):
    """Two computers of a class, or the tabs of one browser; all of them save at once.

    None reads the others' files between its answers, so each could write over them.
    """
    script = NO_LOCKS if "without" in how else ""
    pages = []
    for number in range(PAGES):
        context = pages[0].context if pages and "tabs" in how else None
        pages.append(open_page(number, context, script))
        if context is None:
            choose_name(pages[-1], "blue fox")
    for page in pages:
        expect(page.get_by_text("Answering as blue fox")).to_be_visible()
    for page in pages:  # pressed, and not waited for
        page.locator("form.dl-form").evaluate_all(SUBMIT_ALL)
    for page in pages:
        expect(page.locator(".dl-kept")).to_have_count(QUESTIONS)
    due = [name for number in range(PAGES) for name in ids(number)]
    assert saved(lab, "blue fox") == {name: f"An answer to Question {name}?" for name in due}
    assert {len(page.evaluate(WAITING)) for page in pages} == {0}
    again = open_page(0)
    choose_name(again, "blue fox")
    expect(again.get_by_text(f"{len(due)} answers saved.")).to_be_visible()


def test_nothing_is_said_of_an_answer_before_it_is_saved(lab, open_page):
    """Whoever reads that it is saved closes the window."""
    page = open_page(0)
    choose_name(page, "blue fox")
    held = []
    hold = lambda route: held.append(route)  # noqa: E731
    page.route("**/api/contents/answers/*.json", hold)
    form = write(page, "q0x0", "Wait for me")
    expect(form).to_contain_text("Saving …")
    second = write(page, "q0x1", "Wait for me, too")
    page.wait_for_timeout(200)
    expect(form.locator(".dl-kept")).to_have_count(0)
    assert held[0].request.method == "PUT"
    held[0].fallback()
    expect(form.locator(".dl-kept")).to_contain_text("✓ Saved.")  # now all forms are drawn again
    expect(second.locator(".dl-kept")).to_have_count(0)


def test_on_a_full_disk_answers_stay_in_the_browser_and_are_saved_when_there_is_room(
    lab, open_page
):
    """Also those of another code name, and after the page was closed in between."""
    page = open_page(0)
    context = page.context
    choose_name(page, "blue fox")
    refuse = lambda route: (  # noqa: E731
        route.fulfill(status=500) if route.request.method == "PUT" else route.fallback()
    )
    context.route("**/api/contents/answers*/**", refuse)
    context.route("**/api/contents/answers", refuse)
    expect(write(page, "q0x0", "Of the fox")).to_contain_text(
        "Not saved in the folder “answers” (the server answers 500). Your answers are kept in this "
        "browser"
    )
    page.get_by_role("button", name="Change").first.click()
    choose_name(page, "red lynx")
    expect(write(page, "q0x1", "Of the lynx")).to_contain_text("Not saved in the folder")
    page.get_by_role("button", name="Change").first.click()
    choose_name(page, "blue fox")  # Enter in the box of the code name
    fox = page.locator("form.dl-form", has_text="Question q0x0?")
    expect(fox.get_by_role("textbox").first).to_have_value("Of the fox")
    page.close()
    assert saved(lab, "blue fox") == saved(lab, "red lynx") == {}

    context.unroute("**/api/contents/answers*/**", refuse)
    context.unroute("**/api/contents/answers", refuse)
    page = open_page(0, context)
    fox = page.locator("form.dl-form", has_text="Question q0x0?")
    expect(fox.get_by_role("textbox").first).to_have_value("Of the fox")
    page.wait_for_function(f"({WAITING})().length === 0")
    assert saved(lab, "blue fox") == {"q0x0": "Of the fox"}
    assert saved(lab, "red lynx") == {"q0x1": "Of the lynx"}


def test_a_page_that_is_closed_while_it_saves_has_kept_the_answer(lab, open_page):
    """A pupil closes the lid of the laptop at the bell."""
    page = open_page(0)
    context = page.context
    choose_name(page, "blue fox")
    context.route("**/api/contents/answers/*.json", lambda route: None)
    write(page, "q0x0", "At the bell")
    page.wait_for_function(
        f"({WAITING})().length === 1", timeout=8000
    )  # before the server gives up
    page.close()
    context.unroute("**/api/contents/answers/*.json")
    page = open_page(0, context)
    page.wait_for_function(f"({WAITING})().length === 0")
    assert saved(lab, "blue fox") == {"q0x0": "At the bell"}


def test_what_others_put_into_the_folder_neither_stops_nor_outlives_an_answer(lab, open_page):
    """A folder with the name of a file, a broken file, and an answer dated in the year 9999."""
    page = open_page(0)
    choose_name(page, "blue fox")
    expect(write(page, "q0x0", "Mine").locator(".dl-kept")).to_be_visible()
    answers = lab.notebooks.parent / "answers"
    (file,) = answers.glob("blue-fox-*.json")
    stem = file.name.split(".")[0]
    (answers / f"{stem}.01_many.folder.json").mkdir()
    (answers / f"{stem}.01_many.broken.json").write_text("half a fi")
    planted = json.loads(file.read_text(encoding="utf-8"))
    planted["answers"]["q0x0"] |= {"answer": "Planted", "at": "9999-01-01T00:00:00.000Z"}
    (answers / f"{stem}.01_many.planted.json").write_text(json.dumps(planted))
    page.reload()
    box = page.locator("form.dl-form", has_text="Question q0x0?").get_by_role("textbox").first
    expect(box).to_have_value("Mine")
    assert "cannot be read" not in page.locator("body").inner_text()
    expect(write(page, "q0x0", "Mine again").locator(".dl-kept")).to_be_visible()
    page.reload()
    expect(box).to_have_value("Mine again")


def test_deleting_ones_answers_leaves_those_of_a_name_that_begins_alike(lab, open_page):
    page = open_page(0)
    for name in ("blue", "blue fox", "blue-fox"):
        if page.get_by_role("button", name="Change").count():
            page.get_by_role("button", name="Change").first.click()
        choose_name(page, name)
        expect(write(page, "q0x0", f"Of {name}").locator(".dl-kept")).to_be_visible()
    page.get_by_role("button", name="Change").first.click()
    choose_name(page, "blue")
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Answering as blue")).to_have_count(0)
    for name in ("blue fox", "blue-fox"):
        assert saved(lab, name) == {"q0x0": f"Of {name}"}
    assert saved(lab, "blue") == {}
