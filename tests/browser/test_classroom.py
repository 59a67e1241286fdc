"""What a class looks at together: cards by keyboard, a tally of two votes, a quiet timer."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dateline import explorers, load_case, study
from tests.browser.kinds import choose_name
from tests.browser.lab import ACTIVE, SESSION, count_cells
from tests.browser.window import PHONE, open_window, pages_in_sight, sideways

pytestmark = pytest.mark.browser

PROJECTOR_OF_A_CLASS = (1280, 720)
QUESTION = "security-or-pressure"
THREE_MINUTES, SIXTEEN_MINUTES = 0, 1  # the timers of the page
POSITIONS = ["clearly a security step", "more a security step"]
STORED = "() => Object.entries(localStorage).filter(([key]) => key.includes('/answers/'))"
WIDTHS = "bars => bars.map(bar => Math.round(bar.getBoundingClientRect().width))"
BEYOND = "root => root.scrollHeight - root.clientHeight"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page of the website with everything that a class looks at together."""
    case = load_case("baghdad-embassy-2020").until_publication()
    questions = study.open(case)
    parts = [
        questions,
        explorers.evidence_explorer(case.evidence, case.sources, question=QUESTION),
        questions.tally("position-before", title="First tally"),
        study.timer(3, title="Vote, talk, vote"),
        study.protocol("structured-controversy"),
        questions.ask("memo", "position-before"),
        questions.tally("position-before", title="Second tally"),
        questions.recall("position-before", "position-after"),
    ]
    body = "\n".join(part._repr_html_() for part in parts)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    file = tmp_path_factory.mktemp("classroom") / "classroom.html"
    start = f'<!doctype html>\n<html lang="en"><head>{head}<title>Class</title></head>'
    file.write_text(f"{start}<body><main><h1>Class</h1>{body}</main></body></html>", "utf-8")
    return file.as_uri()


@pytest.fixture
def window(browser, address):
    """The page in a new browser profile, its clock in our hands."""
    with open_window(browser, PROJECTOR_OF_A_CLASS, "file:") as window:
        window.page.clock.install()
        window.page.goto(address)
        yield window
        assert window.errors == []


def cards_on(page):
    return page.locator(".dl-evidence-explorer")


def number_in_sight(page):
    """Return the number of the one card that can be seen."""
    (text,) = pages_in_sight(cards_on(page).first)
    return text.split()[0]


def tally_on(page, title):
    return page.locator(".dl-tally", has_text=title)


def box(tally, position, vote):
    return tally.get_by_role("spinbutton", name=f"{position}: hands {vote} the talk")


def timer_on(page, place):
    """Return the timer of three minutes, or the one of sixteen: its label changes as it runs."""
    return page.locator(".dl-timer").nth(place)


def stored(page):
    """Return what is kept in the browser under code names: the answers of each."""
    files = [json.loads(text) for _, text in page.evaluate(STORED)]
    return {file["name"]: file["answers"] for file in files}


# ---- Cards


def test_cards_turn_by_the_keys_of_a_presenter_and_by_their_number(window):
    """Arrows, the page keys of a remote control, a typed number; the menu works as menus do."""
    page = window.page
    assert number_in_sight(page) == "S1"
    cards_on(page).get_by_role("button", name="Next").focus()
    seen = []
    for key in ("ArrowRight", "PageDown", "ArrowLeft", "p", "3", "PageUp", "S", "5"):
        page.keyboard.press(key)
        seen.append(number_in_sight(page))
    assert seen == ["S2", "S3", "S2", "S2", "P3", "P2", "P2", "S5"]
    expect(cards_on(page).get_by_role("status")).to_contain_text("S5 mainly security")
    menu = cards_on(page).get_by_role("combobox", name="Card")
    menu.focus()
    page.keyboard.press("ArrowDown")
    assert number_in_sight(page) == "S6"
    menu.select_option(index=0)
    page.keyboard.press("ArrowLeft")  # nothing comes before the first
    assert number_in_sight(page) == "S1"


def test_each_card_fits_a_projector_as_one_thing_on_the_screen(window):
    """Nobody scrolls in front of a class; and a reader in the last row must be able to read."""
    page = window.page
    cards = cards_on(page)
    cards.get_by_role("button", name="Fill the screen").click()
    expect(cards.get_by_role("button", name="Back to the page")).to_be_visible()
    for number in range(12):
        cards.get_by_role("combobox").select_option(index=number)
        assert cards.evaluate(BEYOND) == 0, number_in_sight(page)
        size = cards.locator("section.dl-now .dl-what").evaluate(
            "node => parseFloat(getComputedStyle(node).fontSize)"
        )
        assert size >= 28
    cards.get_by_role("button", name="Back to the page").click()
    expect(cards.get_by_role("button", name="Fill the screen")).to_be_visible()


# ---- Tally


def test_a_tally_shows_both_votes_and_outlives_the_page(window):
    """Without a code name, a kernel or a network: typed, and there again tomorrow."""
    page = window.page
    first, second = tally_on(page, "First tally"), tally_on(page, "Second tally")
    for position, hands in zip(POSITIONS, ["12", "6"], strict=True):
        box(first, position, "before").fill(hands)
    box(second, POSITIONS[0], "after").fill("3")
    expect(box(second, POSITIONS[0], "before")).to_have_value("12")
    expect(box(first, POSITIONS[0], "after")).to_have_value("3")
    expect(first).to_contain_text("Before: 18 hands. After: 3 hands.")
    widths = first.locator(".dl-bar").evaluate_all(WIDTHS)[:4]
    assert widths[0] == pytest.approx(2 * widths[2], abs=2) == pytest.approx(4 * widths[1], abs=4)
    page.reload()
    expect(box(tally_on(page, "First tally"), POSITIONS[1], "before")).to_have_value("6")


def test_a_tally_is_kept_under_the_name_of_the_class_and_cleared_by_two_presses(window):
    """Two classes use one computer; and no name of a student is anywhere."""
    page = window.page
    choose_name(page, "10b")
    tally = tally_on(page, "First tally")
    box(tally, POSITIONS[0], "before").fill("12")
    box(tally, POSITIONS[0], "before").press("Tab")
    page.wait_for_function(f"({STORED})().length === 1")
    kept = {"before": {POSITIONS[0]: 12}, "after": {}}
    assert stored(page)["10b"]["tally-position-before"]["answer"] == kept
    page.get_by_role("button", name="Change").click()
    choose_name(page, "10c")
    expect(box(tally, POSITIONS[0], "before")).to_have_value("")
    page.get_by_role("button", name="Change").click()
    choose_name(page, "10b")
    expect(box(tally, POSITIONS[0], "before")).to_have_value("12")
    tally.get_by_role("button", name="Clear").click()
    expect(box(tally, POSITIONS[0], "before")).to_have_value("12")
    tally.get_by_role("button", name="Press again").click()
    expect(box(tally, POSITIONS[0], "before")).to_have_value("")


def test_a_tally_takes_only_numbers_of_hands_and_says_so(window):
    """What looks typed and is not counted would make the two votes differ for no reason."""
    tally = tally_on(window.page, "First tally")
    counted = box(tally, POSITIONS[0], "before")
    problem = tally.get_by_text("Type a whole number from 0 to 999.")
    for typed in ("-3", "10000", "2.5", "1e2", "e"):
        counted.fill("")
        expect(problem).to_be_hidden()
        counted.press_sequentially(typed)
        expect(problem).to_be_visible()
        expect(tally.locator(".dl-tally-sum")).not_to_contain_text("hand.")
        expect(tally.locator(".dl-tally-sum")).not_to_contain_text("hands.")
    counted.fill("12")
    expect(tally).to_contain_text("Before: 12 hands.")
    expect(problem).to_be_hidden()


# ---- Timer


def stop_the_clock(page):
    """From now on time passes only when a test says so: a busy machine loses no second."""
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)


def test_a_timer_starts_pauses_and_starts_again_without_a_sound(window):
    page = window.page
    stop_the_clock(page)
    timer = timer_on(page, THREE_MINUTES)
    digits = timer.get_by_role("timer")
    expect(digits).to_have_text("3:00")
    timer.get_by_role("button", name="Start").press("Space")
    page.clock.run_for(61_000)
    expect(digits).to_have_text("1:59")
    timer.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(digits).to_have_text("1:59")
    timer.get_by_role("button", name="Start").click()
    page.clock.run_for(120_000)
    expect(digits).to_have_text("0:00")
    expect(timer).to_contain_text("Time. Finish your sentence.")
    timer.get_by_role("button", name="Reset").click()
    expect(digits).to_have_text("3:00")
    assert page.locator("audio, video").count() == 0


def test_a_timer_goes_through_its_steps_and_says_each_once(window):
    """A screen reader hears a step when it begins, and not every second."""
    page = window.page
    stop_the_clock(page)
    timer = timer_on(page, SIXTEEN_MINUTES)
    page.evaluate(
        """timer => {
            window.heard = [];
            const status = timer.querySelector("[role=status]");
            new MutationObserver(() => heard.push(status.textContent))
                .observe(status, {childList: true});
        }""",
        timer.element_handle(),
    )
    timer.get_by_role("button", name="Start").click()
    page.clock.run_for(241_000)
    expect(timer).to_contain_text("2 of 7 · Side A speaks")
    expect(timer).to_contain_text("Side B only listens.")
    timer.get_by_role("button", name="Next step").click()
    expect(timer.get_by_role("timer")).to_have_text("1:00")
    page.clock.run_for(5_000)
    assert page.evaluate("heard") == [
        "Running. Prepare, 4 minutes",
        "Side A speaks, 2 minutes",
        "Side B says it back, 1 minute",
    ]


def test_a_timer_that_slept_knows_what_time_it_is(window):
    """A laptop that was closed for five minutes must not give the class five minutes more."""
    page = window.page
    stop_the_clock(page)
    timer = timer_on(page, SIXTEEN_MINUTES)
    timer.get_by_role("button", name="Start").click()
    page.clock.fast_forward(400_000)  # 4 and 2 minutes are over, and 40 seconds of the third
    expect(timer).to_contain_text("3 of 7 · Side B says it back")
    expect(timer.get_by_role("timer")).to_have_text("0:20")


def test_a_timer_goes_on_when_its_page_is_loaded_again_and_each_tab_has_its_own(window):
    """A page that is reloaded by mistake must not give the class sixteen minutes more."""
    page = window.page
    stop_the_clock(page)
    timer = timer_on(page, SIXTEEN_MINUTES)
    digits = timer.get_by_role("timer")
    timer.get_by_role("button", name="Start").click()
    page.clock.run_for(241_000)
    page.reload()
    expect(timer).to_contain_text("2 of 7 · Side A speaks")
    expect(digits).to_have_text("1:59")
    page.clock.run_for(9_000)
    expect(digits).to_have_text("1:50")
    timer.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    page.reload()
    expect(digits).to_have_text("1:50")
    expect(timer.get_by_role("button", name="Start")).to_be_visible()

    other = page.context.new_page()
    other.goto(page.url)
    expect(timer_on(other, SIXTEEN_MINUTES).get_by_role("timer")).to_have_text("4:00")

    timer.get_by_role("button", name="Start").click()
    page.clock.run_for(1_000_000)
    page.reload()  # the next class begins at the beginning
    expect(digits).to_have_text("4:00")


# ---- For everybody


def test_a_vote_of_another_notebook_comes_back_in_its_own_words(window):
    page = window.page
    recalled = page.locator(".dl-questions").last
    expect(recalled).to_contain_text("Take the code name that you used in notebook 6: Deliberate")
    choose_name(page, "blue fox")
    expect(recalled).to_contain_text("there is no answer yet from notebook 6: Deliberate")
    form = page.locator("form.dl-form", has_text="Choose where you stand now.")
    form.get_by_label(POSITIONS[1]).check()
    form.get_by_role("button", name="Keep my answer").click()
    expect(recalled).to_contain_text(f"Your position before the talk: {POSITIONS[1]}")
    expect(recalled).not_to_contain_text("after the talk")


def test_a_memo_counts_its_words(window):
    form = window.page.locator("form.dl-form", has_text="Your memo to an editor")
    form.get_by_role("textbox").fill("One card,\nand another card.")
    expect(form).to_contain_text("5 of at most 120 words")


def test_nothing_is_cut_off_on_a_phone_and_axe_finds_nothing(browser, address):
    with open_window(browser, PHONE, "file:") as window:
        window.page.goto(address)
        assert sideways(window.page) == 0
        found = Axe().run(window.page, context="main").response["violations"]
        assert [(each["id"], node["html"][:90]) for each in found for node in each["nodes"]] == []


def test_in_jupyterlab_it_outlives_the_kernel_and_its_keys_stay_here(browser, lab):
    """A kernel stops in the middle of a lesson, and ``d d`` would delete a cell."""
    with lab.lesson(browser, "06_deliberate.ipynb", visit="deliberate") as window:
        page = window.page
        choose_name(page, "10b")
        page.evaluate(f"{SESSION}.shutdown()")
        cells = count_cells(page)
        lab.go(page, "dl-evidence-explorer")
        cards_on(page).first.get_by_role("button", name="Next").focus()
        for key in ("ArrowRight", "d", "d", "b", "ArrowDown"):
            page.keyboard.press(key)
        assert number_in_sight(page) == "S2"
        lab.go(page, "Security step, or pressure on Baghdad?")
        tally = tally_on(page, "Security step, or pressure on Baghdad?").first
        box(tally, POSITIONS[0], "before").fill("11")
        active = page.evaluate(ACTIVE)
        for key in ("ArrowUp", "d", "d", "Tab"):
            page.keyboard.press(key)
        expect(tally).to_contain_text("Before: 12 hands.")
        assert (count_cells(page), page.evaluate(ACTIVE)) == (cells, active)
        expect(page.get_by_text("1 answer saved.")).to_be_attached()
        (file,) = (lab.notebooks.parent / "answers").glob("10b*.json")
        answers = json.loads(file.read_text(encoding="utf-8"))["answers"]
        assert answers["tally-position-before"]["answer"]["before"] == {POSITIONS[0]: 12}
