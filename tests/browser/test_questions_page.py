"""Questions on a web page: a phone, a file, no network; answers stay in the browser."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.kinds import (
    ANSWERS,
    CHARTS,
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
    place_of,
    point_all,
    type_all,
    write_case,
    write_page,
)
from tests.browser.window import LAPTOP, PHONE, open_window, sideways

pytestmark = pytest.mark.browser

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("forbidden", "SecurityError"); }})"""
FULL = """Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError"); }"""
EVIL = "<img src=x onerror='window.hacked=1'></script><script>window.hacked=1</script>"
STORED = "() => Object.entries(localStorage).filter(([key]) => key.includes('/answers/'))"
NEXT_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PRINTS = "window.print = () => { top.printed = (top.printed ?? 0) + 1; }"


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    return write_page(write_case(folder / "kinds"), folder / "kinds.html").as_uri()


@pytest.fixture
def window(browser, kinds):
    """The page in a new browser profile, on a phone."""
    with open_window(browser, PHONE, "file:", accept_downloads=True) as window:
        window.page.goto(kinds)
        yield window
        assert window.errors == []


def stored(page):
    """Return what is kept in the browser: the answers of each code name."""
    files = [json.loads(text) for _, text in page.evaluate(STORED)]
    return {file["name"]: file["answers"] for file in files}


def finger(page):
    """Return a function that lays a finger on the page, moves it or lifts it."""
    session = page.context.new_cdp_session(page)

    def touch(what, *point):
        points = [{"x": point[0], "y": point[1]}] if point else []
        session.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})

    return touch


# ---- Each kind


def test_each_kind_is_answered_by_keyboard_and_comes_back(window):
    """Typed before a code name was chosen, nothing is lost by choosing one."""
    page = window.page
    progress = page.locator("details.dl-progress")
    expect(progress.locator("summary")).to_have_text("1: Kinds · 0 of 8 done, 0 right")
    expect(progress.locator("div").last).to_have_text("If you like, under Go further:The position")
    type_all(page)
    choose_name(page, "Blue  Fox ")
    hand_in_all(page)
    expect_all_answered(page)
    saved = stored(page)["blue fox"]
    assert {name: record["answer"] for name, record in saved.items()} == ANSWERS
    assert {record["tries"] for record in saved.values()} == {1}
    assert {name for name, record in saved.items() if record["right"]} == {
        *("choice", "several", "number", "order", "sort")
    }
    expect(progress.locator("summary")).to_have_text("1: Kinds · 9 of 9 done ✓, 5 right")

    page.reload()
    expect(page.get_by_text("Answering as blue fox. 9 answers saved.")).to_be_visible()
    expect_all_answered(page)
    assert sideways(page) == 0
    assert window.asked_elsewhere("file:") == []


def test_each_kind_is_answered_by_pointer(window):
    choose_name(window.page, "blue fox")
    point_all(window.page)
    hand_in_all(window.page, "click")
    expect_all_answered(window.page)


def test_a_finger_drags_by_the_handle_and_scrolls_on_the_rest(browser, kinds):
    """A list that takes every touch cannot be scrolled past on a phone."""
    with open_window(browser, PHONE, "file:", has_touch=True, is_mobile=True) as window:
        window.page.goto(kinds)
        order = form_of(window.page, "order")
        option = order.locator("li").last.locator("[dir=auto]").first.text_content()
        item = order.locator("li", has_text=option)
        touch = finger(window.page)

        def drag(part):
            """Move a finger up from a part of the item, and return how far the page scrolls."""
            before = window.page.evaluate("scrollY")
            box = item.locator(part).first.bounding_box()
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            touch("touchStart", x, y)
            for step in range(1, 11):
                touch("touchMove", x, y - 30 * step)
            touch("touchEnd")
            window.page.evaluate(NEXT_FRAMES)  # a finger scrolls before the page knows of it
            return window.page.evaluate("scrollY") - before

        assert drag(".dl-handle") == 0
        assert place_of(order, option) == 0
        item.get_by_role("button", name="Move down").press("ArrowDown")
        item.get_by_role("button", name="Move down").press("ArrowDown")
        order.locator("ol").evaluate("list => list.scrollIntoView({block: 'end'})")
        assert drag("[dir=auto]") > 0
        assert place_of(order, option) == 2


def test_right_and_wrong_are_said_where_they_are_and_the_key_after_two_tries(window):
    """It must never be in doubt whether an answer was right, and by which row."""
    page = window.page
    choose_name(page, "blue fox")
    choice = form_of(page, "choice")
    choice.get_by_text("May").click()
    hand_in(page, "choice")
    expect(choice.locator(".dl-row", has_text="May")).to_contain_text("✗ Not this. That was the")
    expect(choice).to_contain_text("Try once more")
    hand_in(page, "choice")  # the same answer again is no second try
    expect(choice).to_contain_text("Try once more")
    choice.get_by_text("never").click()
    expect(choice.locator(".dl-verdict")).to_have_count(0)  # the verdict was about May
    hand_in(page, "choice")
    expect(choice.locator(".dl-row", has_text="June")).to_contain_text("✓ This is right. It says")
    expect(choice).to_contain_text("Source: ")
    record = stored(page)["blue fox"]["choice"]
    assert (record["tries"], record["first"], record["answer"]) == (2, "May", "never")

    sort = form_of(page, "sort")
    for menu in sort.get_by_role("combobox").all()[:2]:
        menu.select_option("guess")
    hand_in(page, "sort")
    expect(sort).to_contain_text("1 left to sort.")
    sort.get_by_role("combobox", name="nobody").select_option("fact")
    hand_in(page, "sort")
    expect(sort).to_contain_text("1 of 3 are right.")
    expect(sort.locator(".dl-row", has_text="the mayor")).to_contain_text("✗ Not this.")
    sort.get_by_role("combobox", name="nobody").select_option("guess")
    hand_in(page, "sort")
    expect(sort.locator(".dl-row", has_text="the mayor")).to_contain_text("✗ We say: fact.")
    expect(sort.locator(".dl-row", has_text="neighbor")).to_contain_text("✓ Right. Both can be")


def test_one_button_is_filled_and_a_box_to_tick_is_small(window):
    """Two styles meet in a form: the later one must not make all buttons and boxes alike."""
    form = form_of(window.page, "choice")
    color = "node => getComputedStyle(node).backgroundColor"
    clear = "rgba(0, 0, 0, 0)"
    assert form.get_by_role("button", name="Check my answer").evaluate(color) != clear
    assert form.get_by_role("button", name="Hint").evaluate(color) == clear
    for box in form.get_by_role("radio").all():
        assert box.bounding_box()["height"] < 24


def test_the_sum_is_in_view_when_an_answer_is_checked(browser, edition):
    """Twelve rows grow by a verdict each, and would push the button and the sum off a phone."""
    with open_window(browser, PHONE, "file:") as window:
        window.page.goto((edition / "01_read_the_article.html").as_uri())
        choose_name(window.page, "blue fox")
        form = window.page.locator("form.dl-form", has_text="twelve claims")
        for menu in form.get_by_role("combobox").all():
            menu.select_option("quotation")
        form.get_by_role("button", name="Check my answer").click()
        expect(form.get_by_text("✗ 3 of 12 are right.")).to_be_in_viewport()
        assert window.errors == []


def test_hints_come_one_by_one(window):
    choice = form_of(window.page, "choice")
    choice.get_by_role("button", name="Hint").click()
    expect(choice.get_by_text("Look at the date.")).to_be_visible()
    expect(choice.get_by_text("It is a summer month.")).to_have_count(0)
    choice.get_by_role("button", name="Another hint").click()
    expect(choice.get_by_text("It is a summer month.")).to_be_visible()
    expect(choice.get_by_role("button", name="hint")).to_have_count(0)
    expect(form_of(window.page, "several").get_by_role("button", name="hint")).to_have_count(0)


def test_words_stay_as_they_are(window):
    """Two prices are no formula, a tag is no tag, and Hebrew keeps its direction."""
    page = window.page
    form = form_of(page, "choice")
    expect(form.locator("legend")).to_have_text(PROMPTS["choice"])
    expect(form.get_by_role("radio", name=f"June, {ODD}")).to_have_count(1)
    assert page.locator("form b", has_text="bold").count() == 0
    direction = "node => getComputedStyle(node.querySelector('[dir=auto]')).unicodeBidi"
    assert form.locator("legend").evaluate(direction) == "isolate"


def test_axe_finds_nothing_empty_answered_or_wrong(window):
    page = window.page
    assert violations(page) == []
    choose_name(page, "blue fox")
    type_all(page)
    hand_in_all(page)
    form_of(page, "choice").get_by_text("May").click()
    hand_in(page, "choice")
    form_of(page, "choice").get_by_role("button", name="Hint").click()
    page.get_by_role("button", name="Change").click()
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true; }")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


# ---- Nothing is lost


def test_what_was_typed_and_not_saved_is_never_lost(window):
    """Not by reloading, and not by correcting a code name."""
    page = window.page
    box = form_of(page, "note").get_by_role("textbox")
    box.fill("Half a sentence")
    page.reload()
    expect(box).to_have_value("Half a sentence")
    choose_name(page, "blue fxo")
    expect(box).to_have_value("Half a sentence")
    change_name(page, "blue fox")
    expect(box).to_have_value("Half a sentence")
    hand_in(page, "note")
    box.fill("Half a sentence, and more")
    page.reload()
    expect(box).to_have_value("Half a sentence, and more")
    expect(form_of(page, "note").locator(".dl-kept")).to_have_count(0)  # this one is not saved

    # Each of two names keeps a draft of its own.
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Empty the forms").click()
    choose_name(page, "green owl")
    box.fill("Of the owl")
    change_name(page, "blue fox")
    expect(box).to_have_value("Half a sentence, and more")
    change_name(page, "green owl")
    expect(box).to_have_value("Of the owl")


def test_start_again_empties_the_forms_and_the_name_brings_everything_back(window):
    page = window.page
    choose_name(page, "blue fox")
    type_all(page)
    hand_in(page, "note")
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_text("Empty all forms for the next person?")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(form_of(page, "note").get_by_role("textbox")).to_have_value(ANSWERS["note"])
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Empty the forms").click()
    expect_all_empty(page)
    choose_name(page, "blue fox")
    hand_in_all(page)  # what was typed came back, too
    expect_all_answered(page)


def test_nobody_sees_anothers_answers_and_deleting_takes_only_ones_own(window):
    """Also where one name is the beginning of another, or looks like a path."""
    page = window.page
    names = ["a", "a/b", "../../x", "con", "🦊", "أرنب", "__proto__"]
    for name in names:
        if name == names[0]:
            choose_name(page, name)
        else:
            page.get_by_role("button", name="Start again").click()
            page.get_by_role("button", name="Empty the forms").click()
            choose_name(page, name)
        expect_all_empty(page)
        form_of(page, "note").get_by_role("textbox").fill(f"Of {name}")
        hand_in(page, "note")
    change_name(page, "a")
    expect(form_of(page, "note").get_by_role("textbox")).to_have_value("Of a")
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect_all_empty(page)
    assert sorted(stored(page)) == sorted(names[1:])

    page.get_by_role("textbox", name="Code name").first.evaluate("box => { box.maxLength = 999; }")
    for refused in ("", "   ", "x" * 300, "a\u202eb", "\u200b"):
        box = page.get_by_role("textbox", name="Code name").first
        box.fill(refused)
        box.press("Enter")
        expect(page.get_by_text("Use 1 to 40 letters").first).to_be_visible()


def test_two_tabs_add_to_the_same_answers(window, kinds):
    page = window.page
    choose_name(page, "blue fox")
    other = page.context.new_page()
    other.goto(kinds)
    expect(other.get_by_text("Answering as blue fox").first).to_be_visible()
    form_of(other, "note").get_by_role("textbox").fill("From the other tab")
    hand_in(other, "note")
    expect(form_of(other, "note")).to_contain_text("✓ Saved.")
    expect(form_of(page, "note").get_by_role("textbox")).to_have_value("From the other tab")
    form_of(page, "position").get_by_text("no", exact=True).click()
    hand_in(page, "position")
    assert set(stored(page)["blue fox"]) == {"note", "position"}
    expect(form_of(other, "position").get_by_role("radio", name="no")).to_be_checked()


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_browser_that_keeps_nothing_says_so_and_the_casebook_has_it_all(browser, kinds, trouble):
    with open_window(browser, PHONE, "file:", accept_downloads=True) as window:
        page = window.page
        page.add_init_script(trouble)
        page.goto(kinds)
        type_all(page)  # what is typed before a name is chosen stays, too
        choose_name(page, "blue fox")
        expect(page.get_by_text("This browser cannot keep your answers")).to_have_count(1)
        for kind in KINDS:
            hand_in(page, kind)
        expect(form_of(page, "note")).to_contain_text("✓ Kept.")
        expect(form_of(page, "number")).to_contain_text("✓ Right.")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my casebook").click()
        assert ANSWERS["prediction"]["reason"] in download.value.path().read_text(encoding="utf-8")
        assert window.errors == []


def test_saved_answers_of_the_wrong_shape_leave_the_forms_usable(window):
    """A file may have been changed by hand, or come from another version of a question."""
    page = window.page
    choose_name(page, "blue fox")
    shapes = [None, 7, "text", ["text"], {"a": {}}, {"chance": []}]
    records = [{"answer": shape, "tries": "x", "right": "x", "at": 5} for shape in shapes]
    for record in [*records, None, "no record", {}]:
        answers = dict.fromkeys(KINDS, record)
        file = {"schema": 1, "name": "blue fox", "part": "01_kinds", "answers": answers}
        put = "([key, text]) => localStorage.setItem(key, text)"
        page.evaluate(put, ["dateline/answers/blue%20fox/01_kinds", json.dumps(file)])
        page.reload()
        expect(page.get_by_text("Answering as blue fox")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my casebook").click()
        assert "Casebook of blue fox" in download.value.path().read_text(encoding="utf-8")
    type_all(page)
    hand_in_all(page)
    for kind in ("number", "several", "order", "sort"):
        expect(form_of(page, kind).locator(".dl-right").first).to_be_visible()


# ---- Nothing runs that is not ours


def test_no_text_of_the_table_or_a_reader_is_run(browser, tmp_path):
    """Prompt, title, unit, option, pile, feedback, hint, source, code name and answers."""

    def evil(row):
        words = {name: f"{row[name]} {EVIL}" for name in ("option", "feedback", "hint", "prompt")}
        if row["kind"] in ("number", "order"):
            words["option"] = row["option"]
        piles = (
            {"place": f"{row['place']} {EVIL.replace(';', ',')}"} if row["kind"] == "sort" else {}
        )
        first = {"title": EVIL[:40], "unit": EVIL} if row.get("title") else {}
        return row | words | piles | first

    folder = write_case(tmp_path / "evil", evil)
    sources = folder / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8").replace("The Gazette", EVIL))
    file = write_page(folder, tmp_path / "evil.html")
    with open_window(browser, PHONE, "file:", accept_downloads=True) as window:
        page = window.page
        page.goto(file.as_uri())
        choose_name(page, EVIL[:37])
        for kind in KINDS:
            form = form_of(page, kind)
            for box in form.locator("input[type=radio], input[type=checkbox]").all():
                box.check()
            for menu in form.get_by_role("combobox").all():
                menu.select_option(index=1)
            for field in form.get_by_role("textbox").all():
                field.fill("7" if kind in ("number", "prediction") else EVIL)
            if kind == "prediction":
                form.get_by_role("textbox").last.fill(EVIL)
            if kind == "order":
                form.get_by_role("button", name="Move down").first.click()
            hand_in(page, kind)
            for hint in form.get_by_role("button", name="Hint").all():
                hint.click()
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true; }")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my casebook").click()
        casebook = tmp_path / "casebook.html"
        download.value.save_as(casebook)
        assert page.evaluate("window.hacked") is None
        assert page.locator("img[onerror]").count() == 0
        page.goto(casebook.as_uri())
        assert page.evaluate("window.hacked") is None
        assert page.locator("img[onerror]").count() == 0
        expect(page.locator("body")).to_contain_text(EVIL)
        assert window.asked_elsewhere("file:") == []
        assert window.errors == []


# ---- The casebook


def test_the_casebook_holds_every_answer_as_words_and_as_data(window, tmp_path):
    page = window.page
    page.get_by_role("button", name="Save my casebook").click()
    expect(page.get_by_text("Choose a code name first.")).to_be_visible()
    choose_name(page, "blue fox")
    type_all(page)
    hand_in_all(page)
    page.get_by_role("checkbox", name=CHARTS[0]).uncheck()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my casebook").click()
    assert download.value.suggested_filename == "casebook-blue-fox.html"
    download.value.save_as(tmp_path / "casebook.html")
    page.goto((tmp_path / "casebook.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Casebook of blue fox")
    text = page.locator("main").inner_text()
    expect(page.get_by_role("img")).to_have_count(1)
    expect(page.locator("figcaption")).to_have_text(f"{CHARTS[1]} · Source: The Gazette")
    assert all(prompt in text for prompt in PROMPTS.values())
    for line in (
        ODD,
        "40.3 %",
        "1. Monday",
        "• July",
        "a neighbor → fact",
        "70 %",
        "Clouds.",
        "✓ Right, 1 try",
    ):
        assert line in text
    data = json.loads(page.locator("#dateline-answers").text_content())
    assert (data["schema"], data["name"]) == (1, "blue fox")
    saved = data["answers"]["01_kinds"]
    assert {name: record["answer"] for name, record in saved.items()} == ANSWERS
    assert violations(page) == []
    assert sideways(page) == 0


def test_the_casebook_can_be_printed(browser, kinds):
    with open_window(browser, LAPTOP, "file:") as window:
        window.page.add_init_script(PRINTS)
        window.page.goto(kinds)
        choose_name(window.page, "blue fox")
        for times in (1, 2):
            window.page.get_by_role("button", name="Print it").click()
            window.page.wait_for_function(f"window.printed === {times}")
        assert window.page.frame_locator("iframe").locator("h1").text_content() == (
            "Casebook of blue fox"
        )


# ---- Without script, and the pages of the website


def test_without_script_every_question_can_be_read_and_one_sentence_says_what_to_do(browser, kinds):
    with open_window(browser, PHONE, "file:", java_script_enabled=False) as window:
        window.page.goto(kinds)
        expect(window.page.get_by_text("To answer here, allow scripts.")).to_have_count(1)
        for kind, prompt in PROMPTS.items():
            expect(window.page.get_by_text(prompt)).to_be_visible()
            if kind in ("choice", "several", "order", "sort", "position"):
                for option in ANSWERS[kind] if kind != "choice" else [ANSWERS["choice"]]:
                    expect(window.page.get_by_text(option).first).to_be_visible()
        assert sideways(window.page) == 0


def test_answers_on_one_page_of_the_website_are_progress_on_another(browser, edition):
    """Two sittings on a phone: the first page and the last with questions."""
    with open_window(browser, PHONE, "file:") as window:
        page = window.page
        page.goto((edition / "00_start_here.html").as_uri())
        choose_name(page, "blue fox")
        form = page.locator("form.dl-form")
        form.get_by_text("going to happen only if").click()
        form.get_by_role("button", name="Check my answer").click()
        expect(form.locator(".dl-verdict.dl-right")).to_be_visible()
        page.goto((edition / "05_check_the_claims.html").as_uri())
        expect(page.get_by_text("Answering as blue fox. 1 answer saved.")).to_be_visible()
        done = page.locator("details.dl-progress", has_text="0: Start here")
        expect(done.locator("summary")).to_have_text("0: Start here · 1 of 1 done ✓, 1 right")
        left = page.locator("details.dl-progress", has_text="5: Check the claims")
        left.locator("summary").click()
        expect(left.get_by_role("listitem", name="")).to_contain_text(["Five verdicts"])
        assert window.errors == []
