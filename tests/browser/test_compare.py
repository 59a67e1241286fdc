"""The quote explorer wherever it is met: live, without its kernel, reopened, on a phone."""

import json
import shutil

import nbformat
import pandas as pd
import pytest
from playwright.sync_api import expect

from dateline import load_case
from dateline.explorers import quote_explorer
from tests import tables
from tests.browser.axe import violations
from tests.browser.lab import ACTIVE, COMPLAINTS, RAN, SAVE, SESSION, count_cells, errors_in_sight
from tests.browser.window import LAPTOP, PHONE, open_window, sideways

pytestmark = pytest.mark.browser

NAME = "04_compare_the_quotes"
THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
COLORS = "mark => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture(scope="module")
def quotes():
    return load_case("baghdad-embassy-2020").until_publication().quotes


@pytest.fixture(scope="module")
def lesson(browser, lab):
    with lab.lesson(browser, f"{NAME}.ipynb", visit="quotes") as window:
        yield window


def explorer_of(page):
    """Return the first quote explorer of a page."""
    found = page.locator(".dl-quotes").first
    found.scroll_into_view_if_needed()
    return found


@pytest.fixture
def explorer(lesson, lab):
    """The quote explorer of notebook 04, with nothing chosen or typed."""
    lab.go(lesson.page, "For menus here, allow scripts")
    found = explorer_of(lesson.page)
    found.get_by_role("button", name="Clear all").click()
    expect(found.get_by_role("status")).to_have_text("28 of 28 passages")
    return found


def cards(explorer):
    """Return the cards that can be seen, without those in the frame for two."""
    return explorer.locator(".dl-quote:visible")


# ---- In a live notebook


def test_it_begins_with_the_filter_that_the_cell_sets(lesson, lab, quotes):
    lab.go(lesson.page, "For menus here, allow scripts")
    found = explorer_of(lesson.page)
    expect(found.get_by_role("combobox", name="Paragraph")).to_have_value("in the article")
    number = int(quotes["in_article"].sum())
    expect(found.get_by_role("status")).to_have_text(f"{number} of {len(quotes)} passages")
    expect(cards(found)).to_have_count(number)


def test_keys_stay_with_the_control_that_has_the_focus(lesson, explorer):
    """``b``, ``a``, ``x`` and ``d`` add and cut cells where they are not kept for the box."""
    cells = count_cells(lesson.page)
    box = explorer.get_by_role("searchbox", name="Search")
    box.focus()
    lesson.page.keyboard.type("baxdd")
    expect(box).to_have_value("baxdd")
    expect(explorer.get_by_role("status")).to_contain_text("No quotation matches")
    box.fill("")
    active = lesson.page.evaluate(ACTIVE)
    others = [explorer.get_by_role("combobox", name="Stance"), cards(explorer).locator("summary")]
    for control in (*others, explorer.get_by_role("button", name="Clear all")):
        control.first.focus()
        for key in ("ArrowDown", "x", "d", "d", "b", "ArrowUp"):
            lesson.page.keyboard.press(key)
    assert count_cells(lesson.page) == cells
    assert lesson.page.evaluate(ACTIVE) == active


def test_the_altered_quotation_is_found_by_keyboard(lesson, explorer):
    """Search, one card, its fold: three keys and a word lead to what differs."""
    explorer.get_by_role("searchbox", name="Search").focus()
    lesson.page.keyboard.type("RECONSIDER it,")
    expect(explorer.get_by_role("status")).to_have_text("1 of 28 passages")
    expect(explorer.locator("mark")).to_have_text("reconsider it")
    card = cards(explorer)
    card.locator("summary").focus()
    lesson.page.keyboard.press("Enter")
    expect(card.locator("del")).to_contain_text("American administration")
    expect(card.locator("ins")).to_contain_text("Americans")
    expect(card).to_contain_text("The words differ in one place.")


def test_what_is_chosen_in_the_page_is_known_in_python(lesson, lab, explorer, quotes):
    explorer.get_by_role("combobox", name="Side").select_option("Iraqi government")
    explorer.get_by_role("combobox", name="Kind").select_option("direct")
    explorer.get_by_role("searchbox", name="Search").fill("hope")
    expect(explorer.get_by_role("status")).to_have_text("1 of 28 passages")
    cards(explorer).get_by_role("button", name="Compare").click()
    row = quotes.index[quotes["text"].str.contains("hope", na=False)][0]
    name = quotes.loc[row, "quote_id"]
    expected = f"{{'side': 'Iraqi government', 'kind': 'direct'}} hope ['{name}'] {row}"
    lab.wait_to_hear(
        lesson.page,
        "print(explorer.filters, explorer.search, explorer.compare, *explorer.selected.index)",
        expected,
    )


def test_what_python_sets_is_chosen_in_the_page(lesson, lab, explorer, quotes):
    two = list(quotes["quote_id"][:2])
    lab.ask(lesson.page, "explorer.filters = {'paragraph': 4}")
    lab.ask(lesson.page, f"explorer.search, explorer.compare = 'the', {two!r}")
    expect(explorer.get_by_role("combobox", name="Paragraph")).to_have_value("4")
    expect(explorer.get_by_role("searchbox", name="Search")).to_have_value("the")
    expect(explorer.locator(".dl-copy")).to_have_count(2)
    expect(explorer.get_by_role("status")).to_contain_text(" of 28 passages")
    number = str(cards(explorer).count())
    lab.wait_to_hear(lesson.page, "print(len(explorer.selected))", number)


def test_two_cards_are_compared_side_by_side(lesson, explorer):
    """Whatever the filters say; and a third card takes the place of the first."""
    for place in (0, 1, 2):
        cards(explorer).nth(place).get_by_role("button").click()
    side_by_side = explorer.get_by_role("group", name="Side by side")
    expect(side_by_side.locator("article")).to_have_count(2)
    left, right = (card.bounding_box() for card in side_by_side.locator("article").all())
    assert left["x"] + left["width"] <= right["x"] + 1
    explorer.get_by_role("searchbox", name="Search").fill("nobody says this")
    expect(cards(explorer)).to_have_count(0)
    expect(side_by_side.locator("article")).to_have_count(2)
    side_by_side.get_by_role("button", name="Stop comparing").first.press("Enter")
    expect(side_by_side).to_contain_text("Choose “Compare” on another card")
    expect(explorer.get_by_role("searchbox", name="Search")).to_be_focused()
    explorer.get_by_role("button", name="Clear all").click()
    expect(side_by_side).to_be_hidden()


def test_cards_fit_and_can_be_read_in_both_themes(lesson, explorer):
    """What is marked must not vanish in a dark room, nor a menu."""
    explorer.get_by_role("searchbox", name="Search").fill("americans")
    mark = explorer.locator("mark").first
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        lesson.page.evaluate(THEME, theme)
        expect(mark).to_be_visible()
        assert mark.evaluate(COLORS) == ["rgb(31, 41, 51)", "rgb(255, 217, 122)"], theme
        assert violations(lesson.page, inside=".dl-quotes") == []
        assert sideways(lesson.page) == 0


def test_nothing_complains_and_nothing_leaves_the_machine(lesson, lab):
    assert lesson.page.evaluate(COMPLAINTS) == []
    assert lesson.errors == []
    assert lesson.asked_elsewhere(lab.url) == []
    assert errors_in_sight(lesson.page) == []


def test_shift_enter_runs_the_cell_from_any_control(lesson, explorer):
    """The one key of JupyterLab that everybody knows has to work everywhere."""
    explorer.get_by_role("combobox", name="Side").focus()
    cell = lesson.page.evaluate(ACTIVE)
    lesson.page.keyboard.press("Shift+Enter")
    lesson.page.wait_for_function(f"{ACTIVE} === {cell + 1}")


# ---- Without a kernel


@pytest.fixture(scope="module")
def saved(lesson):
    """Save the notebook as it was run, once a cell that was run again has its output."""
    lesson.page.wait_for_function(RAN)
    lesson.page.evaluate(SAVE)


def test_it_answers_when_the_kernel_is_gone(lesson, saved, explorer):
    lesson.page.evaluate(f"{SESSION}.shutdown()")
    explorer.get_by_role("searchbox", name="Search").fill("hope")
    expect(explorer.get_by_role("status")).to_have_text("1 of 28 passages")
    expect(explorer.locator("mark")).to_have_text("hope")


def test_reopened_it_answers_and_shows_no_error(saved, browser, lab):
    with lab.reopened(browser, f"{NAME}.ipynb", visit="quotes-again") as window:
        lab.go(window.page, "For menus here, allow scripts")
        explorer = explorer_of(window.page)
        explorer.get_by_role("combobox", name="Kind").select_option("direct")
        expect(explorer.get_by_role("status")).to_have_text("4 of 28 passages")
        assert errors_in_sight(window.page) == []


def test_somebody_elses_notebook_can_be_read_and_says_what_to_do(saved, browser, lab):
    """JupyterLab strips scripts and styles from what was run elsewhere."""
    notebook = json.loads((lab.notebooks / f"{NAME}.ipynb").read_text())
    for cell in notebook["cells"]:
        cell["source"] = [*cell["source"], "\n# changed by another hand"]
    (lab.notebooks / "their_quotes.ipynb").write_text(json.dumps(notebook))
    with lab.reopened(browser, "their_quotes.ipynb", visit="their-quotes") as window:
        lab.go(window.page, "For menus here, allow scripts")
        output = window.page.locator(".jp-OutputArea", has_text="For menus here, allow scripts")
        expect(output.first).to_contain_text("trust this notebook")
        expect(output.first).to_contain_text("“we hope the Americans will reconsider it.”")
        expect(output.first.get_by_role("combobox").locator("visible=true")).to_have_count(0)
        assert errors_in_sight(window.page) == []


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_on_the_website_it_filters_searches_and_compares(browser, edition, size):
    with open_window(browser, size, "file:") as window:
        window.page.goto((edition / f"{NAME}.html").as_uri())
        explorer = explorer_of(window.page)
        expect(explorer.get_by_role("combobox", name="Paragraph")).to_have_value("in the article")
        explorer.get_by_role("combobox", name="Speaker").select_option("Ahmed Mulla Talal")
        expect(explorer.get_by_role("status")).to_have_text("3 of 28 passages")
        explorer.get_by_role("searchbox", name="Search").fill("AMÉRICANS,")
        expect(explorer.locator("mark")).to_have_text("Americans")
        explorer.get_by_role("button", name="Clear all").click()
        for place in (0, 1):
            cards(explorer).nth(place).get_by_role("button").click()
        expect(explorer.locator(".dl-copy details[open]")).to_have_count(2)
        assert sideways(window.page) == 0
        assert window.errors == []


# ---- What a search marks, and words as they are written

MARKED = [
    ("we hope the Americans will", "AMÉRICANS,", "we hope the [Americans] will"),
    ("Feisal al-Istrabadi", "al istrabadi", "Feisal [al-Istrabadi]"),
    ("a café, a CAFÉ", "cafe", "a [café], a [CAFÉ]"),
    ("cafe\u0301", "cafe", "[cafe\u0301]"),
    ("e\u0301t e\u0301t", "et", "[e\u0301t] [e\u0301t]"),
    ("(so), so", "so", "([so]), [so]"),
    ("“so – what?” he", "so what", "“[so – what]?” he"),
    ("so_ – what", "so what", "[so_ – what]"),
    ("so\nwhat", "so what", "[so\nwhat]"),
    ("aaaa", "aa", "[aa][aa]"),
    ("Straße", "s", "[S]tra[ß]e"),
    ("Straße", "stras", "[Straß]e"),
    ("Straße", "se", "Stra[ße]"),
    ("asßsa", "ss", "a[sß][s]a"),
    ("the U.S. out", "us", "the [U.S]. out"),
    ("ΟΔΟΣ οδός", "οδος", "[ΟΔΟΣ] [οδός]"),
    ("قَالَ محمد", "قال", "[قَالَ] محمد"),
    ("אמר שָׁלוֹם", "שלום", "אמר [שָׁלוֹם]"),
    ("यह हिन्दी है", "हिन्दी", "यह [हिन्दी] है"),
    ("so 😀 what", "what", "so 😀 [what]"),
    ("a < b & c", "b", "a < [b] & c"),
    ("<img>", "<img", "<[img]>"),
    ("so.*so", ".*", "so.*so"),
    ("so (it is)", "(", "so (it is)"),
    ("so", "no", ""),
]
SEARCH = """([words, at]) => {
    const root = document.querySelector(".dl-quotes");
    const box = root.querySelector("input");
    box.value = words;
    box.dispatchEvent(new Event("input", {bubbles: true}));
    const cards = [...root.querySelectorAll(".dl-quote")];
    const card = cards[at].cloneNode(true);
    for (const mark of card.querySelectorAll("mark")) mark.textContent = `[${mark.textContent}]`;
    return [
        cards.flatMap((card, place) => card.hidden ? [] : [place]),
        card.querySelector(".dl-search").textContent,
    ];
}"""


def with_texts(texts):
    """Return a small table of quotations with such words."""
    rows = pd.concat([tables.quotes()[:1]] * len(texts), ignore_index=True)
    ids = [f"quote-{number}" for number in rows.index]
    return rows.assign(text=texts, speaker="Q", quote_id=ids, original_text=texts)


def page_file(folder, html):
    file = folder / "page.html"
    file.write_text(f'<!doctype html><meta charset="utf-8"><main>{html}</main>', encoding="utf-8")
    return file.as_uri()


def test_what_matched_is_marked_exactly_and_python_finds_the_same(browser, tmp_path):
    """No letter is lost, doubled or left without its accent."""
    explorer = quote_explorer(with_texts([text for text, _, _ in MARKED]), tables.sources())
    with open_window(browser, LAPTOP, "file:") as window:
        window.page.goto(page_file(tmp_path, explorer.html))
        for place, (text, words, marked) in enumerate(MARKED):
            shown, html = window.page.evaluate(SEARCH, [words, place])
            explorer.search = words
            assert list(explorer.selected.index) == shown, words
            assert (place in shown) == bool(marked)
            assert html == (marked or text)
        assert window.errors == []


def test_hostile_values_execute_nothing(browser, tmp_path):
    """In every cell, and in what is searched and compared."""
    rows, sources = tables.hostile(tables.quotes()), tables.hostile(tables.sources())
    rows["quote_id"] = [tables.HOSTILE + str(number) for number in range(len(rows))]
    with open_window(browser, LAPTOP, "file:") as window:
        asked = []
        window.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        window.page.goto(page_file(tmp_path, quote_explorer(rows, sources).html))
        explorer = explorer_of(window.page)
        for menu in explorer.get_by_role("combobox").all():
            menu.select_option(index=1)
        explorer.get_by_role("searchbox").fill("<script>alert('x')</script>")
        expect(explorer.locator("mark").first).to_have_text("script>alert('x')</script")
        cards(explorer).first.get_by_role("button").click()
        expect(explorer.locator(".dl-copy mark").first).to_be_visible()
        assert explorer.locator("img, [onerror], article script").count() == 0
        assert (asked, window.errors) == ([], [])


WORDS = [
    "we have $40 and need $90, he said",
    r"\(x^2\) and \[y\] and $$z$$",
    "a < b &amp; c &#39;d&#39; <b>e</b>",
    "ראש העיר אמר: 40 אחוז (בערך)",
    "قال العمدة: 40 في المئة (تقريبا)",
]
AS_WRITTEN = """from IPython.display import HTML, display
from dateline import charts, explorers
from tests import tables
words = {words!r}
sources = tables.sources().assign(publisher=words[0])
quotes = tables.quotes().assign(text=words, our_summary=words, speaker=words, side=words[0])
display(explorers.quote_explorer(quotes, sources))
events = tables.events()
events["title"] = events["place"] = events["actors"] = [words[n % 5] for n in range(len(events))]
display(explorers.timeline_explorer(events, sources, title=words[0]))
display(explorers.place_explorer(events, events[:0]))
display(charts.timeline(events, source=words[0]))
display(events[["title", "place"]])
display(HTML("<p id='formula'>$x$ and $y$</p>"))"""


def test_words_are_shown_as_they_are_written(browser, lab):
    """JupyterLab sets the words between two dollar signs as a formula, and drops the signs."""
    tests = lab.notebooks / "tests"
    tests.mkdir()
    (tests / "__init__.py").touch()
    shutil.copy(tables.__file__, tests)
    code = AS_WRITTEN.format(words=WORDS)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=PYTHON)
    nbformat.write(notebook, lab.notebooks / "words.ipynb")
    with lab.lesson(browser, "words.ipynb", visit="words") as window:
        assert window.page.evaluate(COMPLAINTS) == []
        explorer = explorer_of(window.page)
        # The last output is typeset, so the others were looked at, too.
        formula = window.page.locator("#formula")
        formula.scroll_into_view_if_needed()
        expect(formula.locator("mjx-container")).to_have_count(2)
        expect(window.page.locator("mjx-container")).to_have_count(2)
        for words, card in zip(WORDS, explorer.locator(".dl-quote").all(), strict=True):
            expect(card.locator(".dl-what .dl-search")).to_have_text(words)
        directions = explorer.locator(".dl-what").evaluate_all(
            "lines => lines.map(line => getComputedStyle(line).direction)"
        )
        assert directions == ["ltr", "ltr", "ltr", "rtl", "rtl"]
        expect(window.page.locator("table.dataframe")).to_contain_text(WORDS[0])
