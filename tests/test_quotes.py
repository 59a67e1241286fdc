"""A quotation goes from table to page word for word, and a search finds and marks it exactly."""

import hashlib
import json
import re

import pandas as pd
import pytest
from markupsafe import Markup

from dateline import load_case
from dateline.cards import chain, quote_card, word_diff
from dateline.case.case import CASES
from dateline.explorers import quote_explorer
from dateline.explorers.quotes import (
    ANY,
    INSIDE,
    MOST_CARDS,
    MOST_OPTIONS,
    MOST_WITHOUT_PYTHON,
    OUTSIDE,
    Search,
    fold,
    marked,
)
from tests import tables
from tests.article import TEXT
from tests.pages import danger, groups, page, sections

CASE = load_case("baghdad-embassy-2020").until_publication()
PRINTED = CASE.quotes[CASE.quotes["in_article"]].dropna(subset="text")
QUOTES, SOURCES = tables.quotes(), tables.sources()
MAYOR, READER, COUNCIL, BUILDER, PUPIL = QUOTES.itertuples()


def of_the_case(number):
    """Return a quotation of the case by the number of the research."""
    return next(CASE.quotes[CASE.quotes["research_id"] == number].itertuples())


def lines(card):
    """Return what a card says before it is unfolded, paragraph by paragraph."""
    whole = page(card)
    folded = [id(one) for details in whole.all("details") for one in details.inside]
    return [one.text for one in whole.all("p") if id(one) not in folded]


def folded(card):
    """Return what a card says when it is unfolded, by the words in bold."""
    (details,) = page(card).all("details")
    parts = [one.text.partition(":") for one in details.all("p")]
    return {name: words.strip() for name, _, words in parts}


def card(quote):
    return quote_card(quote, pd.concat([SOURCES, CASE.sources]))


def titles(html):
    """Return the words of each card, in order."""
    return [one.text for one in page(html).all("p", class_="dl-what")]


# ---- Word for word


def test_every_quotation_is_word_for_word_in_its_card_and_on_both_pages():
    """A quotation that was tidied is no longer a quotation."""
    assert len(PRINTED) == 5
    widget = quote_explorer(CASE.quotes, CASE.sources)
    widget.menus[0].value = "experts and former officials"
    without_python, with_python = titles(widget.fallback.html), titles(widget.page.value)
    for quote in CASE.quotes.dropna(subset="text").itertuples():
        words = f"“{quote.text}”"
        assert lines(card(quote))[0] == words
        assert without_python.count(words) == 1
        assert with_python.count(words) == (quote.side == "experts and former officials")


def slices_that_differ(quotes, article):
    """Return the quotations that are not the letters of the article that they say they are."""
    rows = quotes[quotes["in_article"]].dropna(subset="text").itertuples()
    return [row.quote_id for row in rows if article[row.char_start : row.char_end] != row.text]


def missing(quotes, article):
    """Return the quotations that a text has nowhere, however its lines are broken."""
    plain = " ".join(article.split())
    return [text for text in quotes["text"].dropna() if " ".join(text.split()) not in plain]


def is_the_text(article):
    """Say whether a text is the one, to the letter, that the offsets of the case count in."""
    file = CASES / "baghdad-embassy-2020" / "datapackage.json"
    known = json.loads(file.read_text(encoding="utf-8"))["article_sha256"]
    assert re.fullmatch("[0-9a-f]{64}", known)
    return hashlib.sha256(article.strip().encode()).hexdigest() == known


def test_a_quotation_that_is_not_in_the_article_to_the_letter_would_be_found():
    """This form runs without the article, too."""
    article = f"{'x' * 50}we will mend the roof by May.{'x' * 61}the smell of dust"
    assert slices_that_differ(QUOTES, article) == []
    assert slices_that_differ(QUOTES, article.replace("dust", "must")) == ["reader-misses"]
    assert slices_that_differ(QUOTES, f" {article}") == ["mayor-promises", "reader-misses"]
    broken = "He said: we will mend\nthe roof by May. She likes the smell of dust."
    assert missing(QUOTES[:3], broken) == []
    assert missing(QUOTES[:3], broken.replace("dust", "must")) == ["the smell of dust"]


def test_quotations_of_the_case_are_in_the_article_to_the_letter():
    """Where a reader has the text; lines broken elsewhere move letters, but change none."""
    assert not is_the_text("another text")
    for file in TEXT.parent.glob(TEXT.name):
        article = file.read_text(encoding="utf-8-sig")
        assert missing(PRINTED, article) == []
        if is_the_text(article):
            assert slices_that_differ(PRINTED, article.strip()) == []


# ---- What differs


def differs(first, printed):
    """Return what was left out, what was put in, and the sentence about it."""
    whole = page(word_diff(first, printed))
    left_out = [one.text.removeprefix("left out: −") for one in whole.all("del")]
    put_in = [one.text.removeprefix("put in: +") for one in whole.all("ins")]
    return left_out, put_in, whole.all("small")[-1].text


NONE = "No word differs."
CUT = "No word differs. They were cut from a longer sentence."
IN_ONE_PLACE = "The words differ in one place."


def test_what_differs_in_the_quotations_of_the_article():
    """Two words became one inside quotation marks; a capital letter is no changed word."""
    found = {}
    for number in ("Q02", "Q03"):
        quote = of_the_case(number)
        found[number] = differs(quote.original_text, quote.text)
    assert found == {
        "Q02": (["American administration"], ["Americans"], IN_ONE_PLACE),
        "Q03": ([], [], NONE),
    }


def test_exact_words_out_of_a_sentence_are_shown_as_cut_and_not_as_different():
    first = '"[The] rooms without heating are a danger to readers and to books."'
    printed = "rooms without heating"
    assert differs(first, printed) == ([], [], CUT)
    small = page(word_diff(first, printed)).all("small")
    assert [element.text[:33] for element in small[:-1]] == [
        "[cut off: [The]]",
        "[cut off: are a danger to readers",
    ]


def test_words_that_a_newspaper_cut_itself_are_not_called_cut_here():
    """The Post printed the seven words alone: the card must not blame anybody else for the cut."""
    html = str(quote_card(of_the_case("Q01"), CASE.sources))
    assert "cut from a longer sentence" not in html
    assert "the cut is the Post" in html


@pytest.mark.parametrize(
    ("first", "printed", "left_out", "put_in", "sentence"),
    [
        ("we go", "we go", [], [], NONE),
        ("“We go!”", "we go.", [], [], NONE),
        ("'We – go'", "we––go", [], [], NONE),
        ("we go - now", "we go now", [], [], NONE),
        ("we go", "we go — now", [], ["now"], IN_ONE_PLACE),
        ("", "", [], [], NONE),
        ("", "we go", [], ["we go"], IN_ONE_PLACE),
        ("we go", "", ["we go"], [], IN_ONE_PLACE),
        ("…", "“”", [], [], NONE),
        ("we go", "they stay", ["we go"], ["they stay"], IN_ONE_PLACE),
        ("we all go now", "we go", ["all"], [], IN_ONE_PLACE),
        ("oh we go now", "we go", [], [], CUT),
        ("it's ours", "its ours", ["it's"], ["its"], IN_ONE_PLACE),
        ("a b c d", "a x c y", ["b", "d"], ["x", "y"], "The words differ in 2 places."),
    ],
)
def test_words_are_compared_and_signs_around_them_are_not(
    first, printed, left_out, put_in, sentence
):
    assert differs(first, printed) == (left_out, put_in, sentence)


def test_one_changed_word_in_a_long_text_is_one_place():
    """Words that come often are words as well, however long a statement is."""
    words = [f"w{n % 40}" for n in range(800)]
    changed = [*words[:400], "other", *words[401:]]
    assert differs(" ".join(words), " ".join(changed)) == (["w0"], ["other"], IN_ONE_PLACE)


def test_what_differs_is_shown_by_sign_and_by_name_as_well_as_by_color():
    """Readers who see no color see a sign; those who see nothing hear a name."""
    text = page(word_diff("“We all go now.”", "we go")).text
    assert text.startswith("We left out: −all go [cut off: now.]")
    whole = page(word_diff("We hope so", "we think so"))
    for tag, sign, name in (("del", "−", "left out: "), ("ins", "+", "put in: ")):
        (change,) = whole.all(tag)
        (drawn,), (spoken,) = change.all("b"), change.all("span", class_="dl-read-aloud")
        assert (drawn.text, drawn.attributes["aria-hidden"]) == (sign, "true")
        assert spoken.text == name


def test_no_hostile_text_runs_in_what_differs():
    for first in ("", "we go", tables.HOSTILE):
        for made in (word_diff(first, tables.HOSTILE), word_diff(tables.HOSTILE, first)):
            assert isinstance(made, Markup)
            assert danger(made) == page(made).all("img") == []
            assert "alert(1)" in page(made).text


# ---- The card


def test_a_card_reads_well_without_style():
    """The words first; then who, as what, for whom, and through whose hands."""
    assert lines(card(MAYOR)) == [
        "“we will mend the roof by May.”",
        "Ann Ray, Mayor · town hall · named",
        "Paragraph 2, introduced with “promised” · direct quotation",
        "Ann Ray → The Gazette → the article",
    ]


def test_links_without_a_name_are_said_to_have_none():
    """A reader must see how much rests on people whom nobody can ask."""
    assert lines(card(READER))[1] == "A reader · readers · not named"
    assert lines(card(READER))[3] == "A reader (no name) → Town Radio → the article"
    assert lines(card(COUNCIL))[3] == (
        "Town council → a clerk (no name) → The Gazette (late edition) → the article"
    )
    assert chain(READER) == [("A reader", False), ("Town Radio", True), ("the article", True)]
    assert chain(PUPIL) == [("Cem", True)]


def test_four_lines_come_before_the_fold():
    """A class reads four lines of a card; the rest is for whoever wants more."""
    for quote in CASE.quotes.itertuples():
        made = card(quote)
        (details,) = page(made).all("details")
        assert len(lines(made)) == 4
        assert "open" not in details.attributes


def test_the_rest_is_folded():
    details = folded(card(MAYOR))
    assert details["First printed"] == "“We will surely mend the roof by May,”"
    assert details["What differs"] == "A word is gone."
    assert details["What is missing around it"] == "what he said next"
    assert details["On closing"] == "supports. says so"
    assert details["Date"] == "3 February 2020"
    assert details["Source"] == "The Gazette; Town Council (seen in a copy)"
    assert page(card(MAYOR)).all("del")[0].text == "left out: −surely"
    assert page(card(MAYOR)).all("ins") == []


def test_where_the_first_wording_is_not_known_nothing_is_compared():
    """A sentence about a search is not what somebody said."""
    for number in ("Q04", "Q05"):
        assert page(card(of_the_case(number))).all("del") == []
    assert folded(card(of_the_case("Q04")))["First printed"] == "not found"
    assert folded(card(READER))["First printed"] == "not found"


def test_a_paraphrase_is_said_to_be_in_our_words():
    """Nobody may take our words for a quotation."""
    assert lines(card(COUNCIL))[0] == "The council doubts the price (in our words)"
    for quote in CASE.quotes.itertuples():
        first = lines(card(quote))[0]
        assert first.endswith("(in our words)") == pd.isna(quote.text)
        assert first.startswith("“") == pd.notna(quote.text)


def test_a_statement_that_is_not_in_the_article_says_how_it_reached_us():
    """A translation from a video is not what a reporter heard."""
    assert lines(card(PUPIL))[2:] == ["Not in the article · heard on the square", "Cem"]
    assert "First printed" not in folded(card(PUPIL))
    marks = ["dl-in-article" in card(quote) for quote in QUOTES.itertuples()]
    assert marks == list(QUOTES["in_article"])
    outside = CASE.quotes[~CASE.quotes["in_article"]]
    assert outside["status"].notna().all()
    for quote in outside.itertuples():
        assert lines(card(quote))[2] == f"Not in the article · {quote.status}"


def test_what_is_unknown_is_left_out():
    """ "nan" means nothing to anybody."""
    names = """role verb via outlet date original_text wording_match text differences context_lost
        stance stance_reason status""".split()
    for quote in QUOTES.assign(**dict.fromkeys(names, pd.NA)).itertuples():
        text = page(quote_card(quote, SOURCES)).text
        assert re.findall(r"\b(nan|NaN|None|NaT|NA)\b|<NA>", text) == []
        assert "· ·" not in text
        assert ", ," not in text


def test_no_hostile_cell_reaches_a_card_unescaped():
    """JupyterLab runs what an output holds: a table must never be able to speak to it."""
    sources = tables.hostile(SOURCES)
    for quote in tables.hostile(QUOTES).itertuples():
        made = quote_card(quote, sources)
        assert isinstance(made, Markup)
        assert danger(made) == []
        assert page(made).text.count("alert('x')") >= 6  # it is shown, as what it is


def test_no_hostile_column_reaches_a_page_unescaped():
    """Column by column: what one of them hides is not hidden by the others."""
    columns = QUOTES.select_dtypes(["str", "object"]).columns
    assert len(columns) > 15
    for column in columns:
        rows, sources = QUOTES.assign(**{column: tables.HOSTILE}), SOURCES
        if column == "source_ids":
            sources = SOURCES.assign(source_id=[tables.HOSTILE, *SOURCES["source_id"][1:]])
        widget = quote_explorer(rows, sources)
        seen = [quote_card(next(rows.itertuples()), sources), widget.fallback.html]
        seen.append(widget.page.value)
        control(widget, "Keep beside").value = 0
        box(widget).value = "script alert"
        seen.append(widget.page.value)
        assert [danger(html) for html in seen] == [[]] * 4, column


def test_hostile_words_that_a_search_marks_stay_words():
    widget = quote_explorer(tables.hostile(QUOTES), tables.hostile(SOURCES))
    box(widget).value = "<script>alert('x')</script>"
    assert danger(widget.page.value) == []
    assert page(widget.page.value).all("mark")[0].text == "script>alert('x')</script"


# ---- Fold, mark, search


def test_capitals_accents_and_signs_are_folded():
    for text, plain in (
        ("AMÉRICANS,", "americans "),
        ("cafe\u0301 Café", "cafe cafe"),
        ("al-Istrabadi", "al istrabadi"),
        ("don’t, a__b _ c", "dont a b c"),
        ("withdrawing––by", "withdrawing by"),
        ("Straße ﬁn Å", "strasse fin a"),
        ("قال محمد", "قال محمد"),
        ("one\ntwo", "one\ntwo"),
        ("", ""),
    ):
        assert fold(text) == fold(fold(text)) == plain


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("we hope the Americans will", "AMÉRICANS,", "we hope the <mark>Americans</mark> will"),
        ("Feisal al-Istrabadi", "al istrabadi", "Feisal <mark>al-Istrabadi</mark>"),
        ("a café, a CAFÉ", "cafe", "a <mark>café</mark>, a <mark>CAFÉ</mark>"),
        ("cafe\u0301", "cafe", "<mark>cafe\u0301</mark>"),
        ("e\u0301t e\u0301t", "et", "<mark>e\u0301t</mark> <mark>e\u0301t</mark>"),
        ("(so), so", "so", "(<mark>so</mark>), <mark>so</mark>"),
        ("“so – what?” he", "so what", "“<mark>so – what</mark>?” he"),
        ("so_ – what", "so what", "<mark>so_ – what</mark>"),
        ("so\nwhat", "so what", "<mark>so\nwhat</mark>"),
        ("aaaa", "aa", "<mark>aa</mark><mark>aa</mark>"),
        ("Straße", "s", "<mark>S</mark>tra<mark>ß</mark>e"),
        ("Straße", "stras", "<mark>Straß</mark>e"),
        ("Straße", "se", "Stra<mark>ße</mark>"),
        ("asßsa", "ss", "a<mark>sß</mark><mark>s</mark>a"),
        ("a < b & c", "b", "a &lt; <mark>b</mark> &amp; c"),
        ("<img>", "<img", "&lt;<mark>img</mark>&gt;"),
        ("so.*so", ".*", "so.*so"),
        ("so (it is)", "(", "so (it is)"),
        ("so", "", "so"),
        ("so", "no", "so"),
        ("", "so", ""),
        ("—", "so", "—"),
    ],
)
def test_what_matched_is_marked_exactly(text, words, html):
    """No letter is lost, doubled or left without its accent."""
    made = marked(text, words)
    assert isinstance(made, Markup)
    assert made == html
    assert page(made).text == text


def test_marking_changes_no_letter_of_a_quotation():
    for text in PRINTED["text"]:
        for words in ["e", "the", "a", "by", text, text[5:25], text.upper(), "––", text[::-1]]:
            made = marked(text, words)
            sought = fold(words).strip()
            assert page(made).text == text
            assert ("<mark>" in made) == bool(sought and sought in fold(text))


def test_a_search_takes_words_our_words_and_speakers():
    find = Search(QUOTES.assign(paragraph="1"))
    assert find("ROOF", {}) == [0]
    assert find("doubts the price", {}) == [2]  # in our words, because there are no others
    assert find("Readers miss", {}) == []  # ours, where there are words to be read
    assert find("cem", {}) == [4]
    assert find("", {}) == [0, 1, 2, 3, 4]
    assert find("", {"side": "town hall"}) == [0, 2]
    assert find("ann", {"side": "town hall", "kind": "direct"}) == [0]
    assert find("ann", {"side": "readers"}) == []


def test_a_line_break_in_a_cell_moves_no_row():
    rows = QUOTES.assign(paragraph="1", speaker="A\nB\r\nC\u2028D")
    find = Search(rows)
    assert find("a b c d", {}) == [0, 1, 2, 3, 4]
    assert find("dust", {}) == [1]


# ---- The explorer


@pytest.fixture
def case():
    return quote_explorer(CASE.quotes, CASE.sources)


@pytest.fixture
def small():
    return quote_explorer(QUOTES, SOURCES)


def control(widget, label):
    (found,) = [menu for menu in widget.menus if menu.description == label]
    return found


def box(widget):
    return control(widget, "Search")


def counts(widget):
    """Return the line that counts what was found."""
    (line,) = page(widget.page.value).all("p", role="status")
    return line.text


def found(widget):
    """Return the words of each card that was found."""
    (cards,) = page(widget.page.value).all("div", class_="dl-found")
    return [line.text for line in cards.all("p", class_="dl-what")]


def test_its_controls_have_names_and_it_begins_with_all(small):
    assert [(type(menu).__name__, menu.description) for menu in small.menus] == [
        ("Dropdown", "Side"),
        ("Dropdown", "Speaker"),
        ("Dropdown", "Kind"),
        ("Dropdown", "Stance"),
        ("Dropdown", "Paragraph"),
        ("Text", "Search"),
        ("Dropdown", "Keep beside"),
    ]
    assert small.clear.description == "Clear all"
    assert counts(small) == "5 of 5 passages"
    assert found(small)[0] == "“we will mend the roof by May.”"
    assert len(found(small)) == 5
    (cards,) = page(small.page.value).all("div", class_="dl-found")
    assert cards.attributes["tabindex"] == "0"  # so that keys can scroll it
    assert cards.attributes["aria-label"]


def test_each_filter_filters(small):
    for label, value, number in (
        ("Side", "town hall", 2),
        ("Speaker", "Cem", 1),
        ("Kind", "paraphrase", 2),
        ("Stance", "neutral", 3),
        ("Paragraph", "4", 2),
        ("Paragraph", INSIDE, 4),
        ("Paragraph", OUTSIDE, 1),
    ):
        control(small, label).value = value
        assert counts(small) == f"{number} of 5 passages"
        assert len(found(small)) == number
        control(small, label).value = ANY
        assert counts(small) == "5 of 5 passages"


def test_filters_combine(case):
    """Hand-counted: the prime minister's spokesman is quoted twice and reported once."""
    control(case, "Side").value = "Iraqi government"
    control(case, "Speaker").value = "Ahmed Mulla Talal"
    assert counts(case) == "3 of 28 passages"
    control(case, "Kind").value = "direct"
    assert counts(case) == "2 of 28 passages"
    box(case).value = "hope"
    assert counts(case) == "1 of 28 passages"
    control(case, "Stance").value = "supports"
    assert counts(case) == "No quotation matches. Clear the search."
    assert page(case.page.value).all("article") == []


def test_a_search_ignores_capitals_accents_and_signs(case):
    control(case, "Kind").value = "direct"
    for words, mark in (
        ("AMÉRICANS,", "Americans"),
        ("the americans", "the Americans"),
        ("“Hope – the", "hope the"),
        ("Americans w", "Americans w"),
    ):
        box(case).value = words
        assert found(case) == ["“we hope the Americans will reconsider it.”"]
        assert [one.text for one in page(case.page.value).all("mark")] == [mark]


def test_a_search_finds_speakers_but_does_not_run_from_the_words_to_them(case):
    for words in ("al istrabadi", "Istrabadi", "AL-ISTRABADI", "al-Ístrabadi"):
        box(case).value = words
        assert counts(case) == "1 of 28 passages"
        assert page(case.page.value).all("b")[0].text == "Feisal al-Istrabadi"
        assert page(case.page.value).all("mark")[0].text.casefold().endswith("istrabadi")
    for words in ("it Ahmed", "it\nAhmed", "pineapple"):
        box(case).value = words
        assert counts(case) == "No quotation matches. Clear the search."


def test_what_is_typed_is_plain_text(case):
    """A sign is no pattern; alone it is nothing at all, and everything stays."""
    for words, number in (("<img", 0), (".*", 28), ("(", 28), ("a.*z", 0)):
        box(case).value = words
        wanted = f"{number} of 28 passages. " if number else "No quotation matches"
        assert counts(case).startswith(wanted)
        assert page(case.page.value).all("mark") == danger(case.page.value) == []


def test_ten_thousand_characters_are_answered(case):
    for words in ("x" * 10_000, "the " * 2500, "(" * 10_000, "é\u0301" * 5000):
        box(case).value = words
        assert re.match(r"No quotation matches. Clear the search|28 of 28", counts(case))


def test_clear_all_sets_everything_back(small):
    before = small.page.value
    for label, value in (
        ("Side", "town hall"),
        ("Speaker", "Ann Ray"),
        ("Kind", "direct"),
        ("Stance", "supports"),
        ("Paragraph", "2"),
        ("Search", "roof"),
        ("Keep beside", 4),
    ):
        control(small, label).value = value
    assert counts(small) == "1 of 5 passages"
    small.clear.click()
    assert small.page.value == before
    assert [menu.value for menu in small.menus] == [ANY] * 5 + ["", -1]


def test_keep_beside_shows_the_card_beside_what_is_found(small):
    """Two quotations are compared side by side, whatever the filters say."""
    control(small, "Keep beside").value = 4
    control(small, "Side").value = "town hall"
    (both,) = page(small.page.value).all("div", class_="dl-beside")
    assert both.all("p", class_="dl-what")[0].text == "“Open the doors!”"
    assert len(found(small)) == 2
    assert all("open" in one.attributes for one in both.all("details"))
    control(small, "Side").value = "pupils"
    assert found(small) == []  # what is kept is not shown twice
    control(small, "Keep beside").value = -1
    assert page(small.page.value).all("div", class_="dl-beside") == []


def test_keep_beside_offers_every_quotation_by_speaker_and_first_words(case):
    options = control(case, "Keep beside").options
    assert options[0] == ("nothing", -1)
    assert [number for _, number in options[1:]] == list(range(28))
    assert options[2][0] == "Ahmed Mulla Talal: we hope the Americans will reconsider …"


def test_at_most_twenty_cards_are_shown_and_that_is_said(case):
    """A page without end is read by nobody; a page that leaves out in silence misleads."""
    assert len(found(case)) == MOST_CARDS == 20
    assert counts(case) == "28 of 28 passages. The first 20 are shown. Narrow the search."
    control(case, "Kind").value = "paraphrase"
    assert counts(case) == f"{(CASE.quotes['kind'] == 'paraphrase').sum()} of 28 passages"


def test_rows_in_any_order_and_with_any_index_work(small):
    """A pupil sorts and filters first; the numbers at the left are then no numbers of rows."""
    mixed = QUOTES.sample(frac=1, random_state=2)
    twice = pd.concat([QUOTES, QUOTES])
    named = QUOTES.set_index("quote_id", drop=False)
    for rows in (mixed, twice, named, QUOTES[2:]):
        widget = quote_explorer(rows, SOURCES)
        assert counts(widget) == f"{len(rows)} of {len(rows)} passages"
        control(widget, "Speaker").value = "Bob Lee"
        assert set(found(widget)) == {"The builder asks for more money (in our words)"}
        control(widget, "Keep beside").value = len(rows) - 1
        last = rows.iloc[-1]
        words = last["our_summary"] if pd.isna(last["text"]) else f"“{last['text']}”"
        assert titles(widget.page.value)[0].startswith(words)
    # After pd.concat several rows may be number 0; each keeps its own sources.
    same = quote_explorer(QUOTES.set_axis([0] * len(QUOTES)), SOURCES)
    assert same.page.value == small.page.value
    assert same.fallback.html == small.fallback.html


def test_passages_of_the_article_are_found_apart_from_those_beside_it(case):
    """The five quotations of the article: no pupil must guess which of 28 they are."""
    control(case, "Paragraph").value = INSIDE
    assert counts(case).startswith("18 of 28 passages")
    control(case, "Kind").value = "direct"
    assert counts(case).startswith("4 of 28 passages")


def test_paragraphs_are_offered_in_the_order_of_the_article():
    rows = QUOTES.assign(paragraph=pd.array([10, 9, 2, 1, None], dtype="Int64"))
    menu = control(quote_explorer(rows, SOURCES), "Paragraph")
    assert [name for name, _ in menu.options] == [ANY, INSIDE, "1", "2", "9", "10", OUTSIDE]


def test_a_missing_column_is_named_beside_those_there_are():
    """Every column that a card or a menu reads, of both tables."""
    columns = """in_article paragraph kind text our_summary speaker role side named verb via outlet
        date original_text wording_match differences context_lost stance stance_reason status
        source_ids""".split()
    for column in columns:
        with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
            quote_explorer(QUOTES.drop(columns=column), SOURCES)
    for column in ("source_id", "publisher", "title", "url", "link"):
        with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
            quote_explorer(QUOTES, SOURCES.drop(columns=column))


def test_empty_tables_and_unknown_sources_are_refused_in_words():
    for rows, sources in ((QUOTES[:0], SOURCES), (QUOTES, SOURCES[:0])):
        with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
            quote_explorer(rows, sources)
    with pytest.raises(ValueError, match="The sources table has no source called 'radio'."):
        quote_explorer(QUOTES, SOURCES[:2])
    with pytest.raises(ValueError, match="The sources table has no source called 'gazette'."):
        quote_card(MAYOR, SOURCES[1:])


def test_built_twice_it_is_the_same_and_the_tables_are_not_changed(case):
    """The next cell of the notebook still works with them."""
    rows, sources = CASE.quotes.copy(), CASE.sources.copy()
    again = quote_explorer(rows, sources)
    box(case).value = box(again).value = "embassy"
    assert case.page.value == again.page.value
    assert case.fallback.html == again.fallback.html
    pd.testing.assert_frame_equal(rows, CASE.quotes)
    pd.testing.assert_frame_equal(sources, CASE.sources)


# ---- Many rows, and no Python


def test_three_thousand_quotations_work():
    """A menu of thousands is slow in every browser; the search finds the others."""
    numbers = range(3000)
    rows = pd.concat([CASE.quotes] * 108, ignore_index=True).iloc[:3000]
    rows = rows.assign(
        speaker=[f"Speaker {number}" for number in numbers],
        paragraph=pd.array(numbers, dtype="Int64"),
    )
    widget = quote_explorer(rows, CASE.sources)
    assert counts(widget).startswith("3000 of 3000 passages. The first 20 are shown")
    box(widget).value = "speaker 2999"
    assert counts(widget) == "1 of 3000 passages"
    sizes = {
        menu.description: len(menu.options) for menu in widget.menus if menu is not box(widget)
    }
    assert sizes["Speaker"] == sizes["Paragraph"] == sizes["Keep beside"] == MOST_OPTIONS + 1 == 200
    assert max(sizes.values()) == 200
    html = widget.fallback.html
    assert len(html.encode()) < 300_000
    assert len(page(html).all("article")) == MOST_WITHOUT_PYTHON
    assert f"The first {MOST_WITHOUT_PYTHON} of 3000 passages." in page(html).text


def test_without_python_there_is_one_menu_of_four_groups(small):
    """On the website or in a notebook that is not trusted, all is there to read."""
    assert small._repr_html_() == small.fallback.html
    assert groups(small.fallback.html) == {
        "By speaker": ["Ann Ray (1)", "A reader (1)", "Town council (1)", "Bob Lee (1)", "Cem (1)"],
        "By side": ["town hall (2)", "readers (1)", "builders (1)", "pupils (1)"],
        "By kind": ["direct (2)", "partial (1)", "paraphrase (2)"],
        "By stance": ["supports (1)", "neutral (3)", "opposes (1)"],
    }
    pages = sections(small.fallback.html)
    assert [item.text for item in pages["town hall (2)"].all("li")] == [
        "Ann Ray: we will mend the roof by May. (paragraph 2)",
        "Town council: The council doubts the price (paragraph 4)",
    ]
    assert pages["pupils (1)"].all("li")[0].text == f"Cem: Open the doors! ({OUTSIDE})"


def test_without_python_each_card_is_on_one_page_only(case):
    """A card is long; elsewhere a line names speaker and paragraph."""
    html = case.fallback.html
    pages = page(html).all("section")
    speakers = CASE.quotes["speaker"].nunique()
    cards = [len(one.all("article")) for one in pages]
    assert sum(cards) == sum(cards[:speakers]) == 28
    assert 0 not in cards[:speakers]
    assert sum(len(one.all("li")) for one in pages[speakers:]) == 3 * 28
    assert len(html.encode()) < 300_000
    assert [one for one in page(html).inside if "id" in one.attributes] == []
