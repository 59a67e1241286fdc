"""The seal over what happened next: three readers, by keys, without network, kernel or script."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dateline import load_case, study
from dateline.web import fill
from tests.browser.kinds import choose_name
from tests.browser.lab import SESSION
from tests.browser.test_questions import write_notebook
from tests.browser.window import LAPTOP, PHONE, open_window, sideways

pytestmark = pytest.mark.browser

CASE = load_case("baghdad-embassy-2020")
PREDICTIONS = ["embassy-closed", "troops-below-3000"]
OUTCOME = CASE.outcomes["what_happened_next"].iloc[0]
REVEALED = f"text={OUTCOME}"
SETUP = """from dateline import load_case, study
case = load_case("baghdad-embassy-2020")
questions = study.open(case)
questions"""
SEAL = f"seal = study.seal(case, *{PREDICTIONS})\nseal"
SCORES = "seal.hide(seal.scores())"

# A chance, whether it happened, and the score worked out by hand.
BRIER = [
    (0, 0, 0),
    (0, 1, 1),
    (100, 1, 0),
    (100, 0, 1),
    (50, 0, 0.25),
    (50, 1, 0.25),
    (30, 0, 0.09),
]
# Lines of a room; the first question came out as no, the second as yes. By hand: the means are 30
# and 60; the mean of the room gets (0.09 + 0.16) / 2, the readers 0.025, 0.17 and 0.25.
ROOM = "10 80\n\n 30; 50\nthirty 5\n5\n50 % , 50 %\n200 4"
BY_HAND = {"readers": 3, "leftOut": [4, 5, 7], "means": [30, 60], "better": 1}
BY_HAND |= {"ofMean": 0.125, "best": 0.025}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page with the bar for the code name, the seal, and the scores under it."""
    seal = study.seal(CASE, *PREDICTIONS)
    parts = (study.open(CASE), seal, seal.hide(seal.scores()))
    body = "\n".join(part._repr_html_() for part in parts)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    start = f'<!doctype html>\n<html lang="en"><head>{head}<title>Seal</title></head>'
    file = tmp_path_factory.mktemp("seal") / "seal.html"
    file.write_text(f"{start}<body><main><h1>Seal</h1>{body}</main></body></html>", "utf-8")
    return file.as_uri()


@pytest.fixture
def window(browser, address):
    with open_window(browser, PHONE, "file:") as window:
        window.page.goto(address)
        yield window
        assert (window.errors, window.asked_elsewhere("file:")) == ([], [])


def type_and_enter(page, label, words):
    """Fill in the first box of a label that is in sight, by keys."""
    box = page.get_by_label(label).first
    box.focus()
    page.keyboard.type(words)
    return box


def predict(page, *chances):
    """Give a number for each prediction that is asked at the seal, by keys alone."""
    for chance in chances:
        keep = page.get_by_role("button", name="Keep my answer")
        before = keep.count()
        type_and_enter(page, "Your reason", "because")
        type_and_enter(page, "How likely", chance)
        page.keyboard.press("Enter")
        if page.get_by_text("Choose a code name first").is_visible():
            page.keyboard.press("Control+A")
            page.keyboard.type("blue fox")
            page.keyboard.press("Enter")
        expect(keep).to_have_count(before - 1)


def opened_in(file, page):
    """Return what is saved of the opening of the first prediction; saves come a moment later."""
    for _ in range(100):
        text = file.read_text(encoding="utf-8")  # nothing, while it is being written
        record = json.loads(text)["answers"]["embassy-closed"] if text else {}
        if "opened" in record:
            return record["opened"]
        page.wait_for_timeout(100)
    return None


def row(page, name):
    return page.get_by_role("row").filter(has_text=name).first


def test_scores_are_those_worked_out_by_hand(browser):
    with open_window(browser, LAPTOP, "about:") as window:
        page = window.page
        page.set_content(str(fill("questions/script.html")))
        for chance, happened, score in BRIER:
            found = page.evaluate("([c, h]) => datelineQuestions.brier(c, h)", [chance, happened])
            assert found == pytest.approx(score), (chance, happened)
        room = page.evaluate("text => datelineQuestions.roomScores(text, [false, true])", ROOM)
        rounded = {key: round(room[key], 6) for key in ("ofMean", "best")}
        assert room | rounded == BY_HAND
        nobody = page.evaluate("() => datelineQuestions.roomScores(' ', [false, true])")
        assert nobody == {"readers": 0, "leftOut": []}


def test_a_quick_reader_predicts_at_the_seal_by_keys_and_is_scored(window):
    """Numbers given a moment ago are not asked again; the score is there, and stays."""
    page = window.page
    expect(page.locator(REVEALED)).to_be_hidden()
    assert page.get_by_text("Sealed.").count() == 2
    predict(page, "30", "90")
    expect(page.locator(REVEALED)).to_be_visible()
    assert page.evaluate("document.activeElement.textContent").startswith("Open.")
    expect(row(page, "Prediction: the embassy")).to_contain_text("embassy30 %")
    expect(page.get_by_text("Remembered")).to_have_count(0)
    for text in ("30 %no0.09", "90 %yes0.01", "Mean0.05"):
        expect(page.get_by_role("row").filter(has_text=text)).to_be_visible()
    assert sideways(page) == 0
    found = Axe().run(page, context="main").response["violations"]
    assert [each["id"] for each in found] == []

    page.reload()
    expect(page.locator(REVEALED)).to_be_visible()
    page.get_by_text("The whole room").click()
    page.get_by_label("One line for each reader").fill(ROOM)
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("1 of 3 did better than the mean of the room.")).to_be_visible()
    expect(page.get_by_text(": 4, 5, 7.")).to_be_visible()


def test_a_reader_of_last_week_remembers_first_and_then_sees_both(window):
    """Who sees the stored number first remembers it; so it is asked before anything is shown."""
    page = window.page
    predict(page, "30")
    page.reload()  # the seal has forgotten that this number was given here
    predict(page, "70")
    expect(page.get_by_text("Don't look it up.")).to_be_visible()
    assert "30" not in page.locator(".dl-questions").nth(1).inner_text()
    page.get_by_role("button", name="Open anyway").click()
    expect(page.get_by_text("Open it without saying what you remember?")).to_be_visible()
    page.get_by_role("button", name="Keep it sealed").click()
    box = page.get_by_label("How likely is it that the embassy")
    expect(box).to_have_value("")
    box.focus()
    page.keyboard.type("400")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Give a number from 0 to 100 in each box.")).to_be_visible()
    expect(page.locator(REVEALED)).to_be_hidden()
    box.fill("5")
    page.keyboard.press("Enter")
    expect(row(page, "Prediction: the embassy")).to_contain_text("5 %30 %")
    expect(page.locator(REVEALED)).to_be_visible()


def test_a_sceptic_opens_it_anyway_gets_no_score_and_leaves_no_trace(window):
    """A teacher without a code name opens it in one class and finds it sealed in the next."""
    page = window.page
    page.get_by_role("button", name="Open anyway").press("Enter")
    page.get_by_role("button", name="Keep it sealed").press("Enter")
    expect(page.locator(REVEALED)).to_be_hidden()
    page.get_by_role("button", name="Open anyway").press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(REVEALED)).to_be_visible()
    expect(page.get_by_text("so you have no score")).to_be_visible()
    page.reload()
    expect(page.locator(REVEALED)).to_be_hidden()


def test_what_one_class_opened_is_sealed_for_the_next_code_name(window):
    """Two classes follow each other on one computer; the second must not see the end first."""
    page = window.page
    choose_name(page, "10b")
    page.get_by_role("button", name="Open anyway").click()
    page.get_by_role("button", name="Open it").click()
    expect(page.locator(REVEALED)).to_be_visible()
    page.get_by_role("button", name="Change").click()
    choose_name(page, "10c")
    expect(page.locator(REVEALED)).to_be_hidden()
    page.get_by_role("button", name="Change").click()
    choose_name(page, "10b")
    expect(page.locator(REVEALED)).to_be_visible()


def test_a_browser_that_keeps_nothing_still_opens_the_seal(browser, address):
    """Private windows forbid storage: a reader predicts and is scored all the same."""
    with open_window(browser, PHONE, "file:") as window:
        page = window.page
        page.add_init_script(
            """for (const name of ["localStorage", "sessionStorage"])
                Object.defineProperty(window, name, { get() { throw new Error("forbidden"); } });"""
        )
        page.goto(address)
        predict(page, "30", "90")
        expect(page.locator(REVEALED)).to_be_visible()
        expect(page.get_by_text("This browser cannot keep your answers")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="Mean0.05")).to_be_visible()
        assert window.errors == []


def test_without_scripts_it_can_be_read_in_a_fold(browser, address):
    with open_window(browser, LAPTOP, "file:", java_script_enabled=False) as window:
        window.page.goto(address)
        expect(window.page.get_by_text("because scripts are off")).to_be_visible()
        window.page.get_by_text("Sealed: write down your numbers first").click()
        expect(window.page.locator(REVEALED)).to_be_visible()


def test_in_jupyterlab_it_opens_after_the_kernel_has_stopped(browser, lab):
    """A kernel that a busy server ends must not keep the end of the lesson to itself."""
    write_notebook(lab, "seal.ipynb", SETUP, SEAL, SCORES)
    with lab.lesson(browser, "seal.ipynb", visit="seal") as window:
        page = window.page
        page.evaluate(f"{SESSION}.shutdown()")
        expect(page.locator(REVEALED)).to_be_hidden()
        predict(page, "0", "100")
        expect(page.locator(REVEALED)).to_be_visible()
        (file,) = (lab.notebooks.parent / "answers").glob("blue-fox-*.05*.json")
        assert opened_in(file, page) == {"chance": "0", "recalled": ""}
        assert window.asked_elsewhere(lab.url) == []
