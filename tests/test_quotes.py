"""A quotation goes from table to page word for word, and a search finds and marks it exactly."""

import hashlib
import json
import re
import time

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
    LISTED,
    OUTSIDE,
    PRINTED,
    SHOWN,
    Search,
    fold,
    marked,
)
from tests import tables
from tests.article import TEXT
from tests.pages import danger, page

CASE = load_case("baghdad-embassy-2020").until_publication()
OF_THE_CASE, CASE_SOURCES = CASE.quotes, CASE.sources
TOLD = OF_THE_CASE[OF_THE_CASE["in_article"]]
QUOTES, SOURCES = tables.quotes(), tables.sources()
MAYOR, READER, COUNCIL, BUILDER, PUPIL = QUOTES.itertuples()


def of_the_case(number):
    """Return a quotation of the case by the number of the research."""
    return next(OF_THE_CASE[OF_THE_CASE["research_id"] == number].itertuples())


def lines(card):
    """Return what a card says before it is unfolded, paragraph by paragraph."""
    whole = page(card)
    folded = [id(one) for details in whole.all("details") for one in details.inside]
    return [one.text for one in whole.all("p") if id(one) not in folded]


def folded(card):
    """Return what a card says when it is unfolded, by the words in bold."""
    (details,) = page(card).all("details")
    said = [one.text.partition(":") for one in details.all("p")]
    return {name: words.strip() for name, _, words in said}


def card(quote):
    return quote_card(quote, pd.concat([SOURCES, CASE_SOURCES]))


# ---- Word for word


def test_every_quotation_of_the_article_stands_word_for_word_in_its_card():
    """A quotation that was tidied is no longer a quotation."""
    printed = TOLD.dropna(subset="text")
    assert len(printed) == 5
    for quote in printed.itertuples():
        assert lines(quote_card(quote, CASE_SOURCES))[0] == f"“{quote.text}”"


def test_every_quotation_stands_word_for_word_in_the_explorer_and_without_python():
    widget = quote_explorer(OF_THE_CASE, CASE_SOURCES)
    still = [one.text for one in page(widget.still.html).all("p", class_="dl-what")]
    widget.menus[0].value = "experts and former officials"
    live = [one.text for one in page(widget.page.value).all("p", class_="dl-what")]
    for quote in OF_THE_CASE.dropna(subset="text").itertuples():
        assert still.count(f"“{quote.text}”") == 1
        assert live.count(f"“{quote.text}”") == (quote.side == "experts and former officials")


def slices_that_differ(quotes, article):
    """Return the quotations that are not the letters of the article that they say they are."""
    rows = quotes[quotes["in_article"]].dropna(subset="text").itertuples()
    return [row.quote_id for row in rows if article[row.char_start : row.char_end] != row.text]


def test_a_quotation_that_is_not_its_slice_would_be_found():
    """This form runs without the article, too."""
    article = f"{'x' * 50}we will mend the roof by May.{'x' * 61}the smell of dust"
    assert slices_that_differ(QUOTES, article) == []
    assert slices_that_differ(QUOTES, article.replace("dust", "must")) == ["reader-misses"]
    assert slices_that_differ(QUOTES, f" {article}") == ["mayor-promises", "reader-misses"]


def is_the_text(article):
    """Say whether a text is the one, to the letter, that the offsets of the case count in."""
    file = CASES / "baghdad-embassy-2020" / "datapackage.json"
    known = json.loads(file.read_text(encoding="utf-8"))["article_sha256"]
    assert re.fullmatch("[0-9a-f]{64}", known)
    return hashlib.sha256(article.strip().encode()).hexdigest() == known


def missing(quotes, article):
    """Return the quotations that a text has nowhere, however its lines are broken."""
    plain = " ".join(article.split())
    return [text for text in quotes["text"].dropna() if " ".join(text.split()) not in plain]


def test_quotations_of_the_case_stand_in_the_article_to_the_letter():
    """Where a reader has the text; lines broken elsewhere move letters, but change none."""
    assert not is_the_text("another text")
    for file in TEXT.parent.glob(TEXT.name):
        article = file.read_text(encoding="utf-8-sig")
        assert missing(TOLD, article) == []
        if is_the_text(article):
            assert slices_that_differ(TOLD, article.strip()) == []


def test_a_quotation_that_is_missing_would_be_found():
    article = "He said: we will mend\nthe roof by May. She likes the smell of dust."
    assert missing(QUOTES[:3], article) == []
    assert missing(QUOTES[:3], article.replace("dust", "must")) == ["the smell of dust"]


# ---- What differs


def differs(first, printed):
    """Return what was left out, what was put in, and what is said of it."""
    whole = page(word_diff(first, printed))
    out = [one.text.removeprefix("left out: −") for one in whole.all("del")]
    put = [one.text.removeprefix("put in: +") for one in whole.all("ins")]
    return out, put, whole.all("small")[-1].text


def test_an_altered_quotation_shows_the_words_that_were_changed():
    """Two words became one inside quotation marks: that, and nothing else, is shown."""
    quote = of_the_case("Q02")
    assert differs(quote.original_text, quote.text) == (
        ["American administration"], ["Americans"], "The words differ in one place.",
    )  # fmt: skip


def test_a_capital_letter_is_no_changed_word():
    """A quotation may start in the middle of a sentence."""
    quote = of_the_case("Q03")
    assert differs(quote.original_text, quote.text) == ([], [], "No word differs.")


def test_a_quotation_cut_from_a_longer_sentence_shows_what_was_cut():
    """Exact words out of a sentence: what stood around them is shown, and no difference."""
    first = '"[The] rooms without heating are a danger to readers and to books."'
    printed = "rooms without heating"
    said = "No word differs; they are cut from a longer sentence."
    assert differs(first, printed) == ([], [], said)
    cut = [one.text for one in page(word_diff(first, printed)).all("small")]
    assert cut[0] == "[cut off: [The]]"
    assert cut[1].startswith("[cut off: are a danger to readers") and len(cut) == 3


def test_words_that_a_newspaper_cut_itself_are_not_called_cut_here():
    """The Post printed the seven words alone: the card must not lay the cut at another's door."""
    html = str(quote_card(of_the_case("Q01"), CASE.sources))
    assert "cut from a longer sentence" not in html
    assert "the cut is the Post" in html


@pytest.mark.parametrize(
    ("first", "printed", "out", "put", "said"),
    [
        ("we go", "we go", [], [], "No word differs."),
        ("“We go!”", "we go.", [], [], "No word differs."),
        ("'We – go'", "we––go", [], [], "No word differs."),
        ("we go - now", "we go now", [], [], "No word differs."),
        ("we go", "we go — now", [], ["now"], "The words differ in one place."),
        ("", "", [], [], "No word differs."),
        ("", "we go", [], ["we go"], "The words differ in one place."),
        ("we go", "", ["we go"], [], "The words differ in one place."),
        ("…", "“”", [], [], "No word differs."),
        ("we go", "they stay", ["we go"], ["they stay"], "The words differ in one place."),
        ("we all go now", "we go", ["all"], [], "The words differ in one place."),
        ("oh we go now", "we go", [], [], "No word differs; they are cut from a longer sentence."),
        ("it's ours", "its ours", ["it's"], ["its"], "The words differ in one place."),
    ],
)
def test_words_are_compared_and_signs_around_them_are_not(first, printed, out, put, said):
    assert differs(first, printed) == (out, put, said)


def test_what_is_the_same_stays_in_place():
    assert page(word_diff("“We all go now.”", "we go")).text.startswith(
        "We left out: −all go [cut off: now.]"
    )


def test_one_changed_word_in_a_long_text_is_one_place():
    """Words that come often are words as well, however long a statement is."""
    words = [f"w{n % 40}" for n in range(800)]
    changed = [*words[:400], "other", *words[401:]]
    assert differs(" ".join(words), " ".join(changed)) == (
        ["w0"], ["other"], "The words differ in one place.",
    )  # fmt: skip


def test_what_differs_is_told_by_sign_and_by_name_besides_colour():
    """Who sees no colour sees a sign; who sees nothing hears a name."""
    whole = page(word_diff("We hope so", "we think so"))
    for tag, sign, name in (("del", "−", "left out: "), ("ins", "+", "put in: ")):
        (one,) = whole.all(tag)
        (drawn,), (spoken,) = one.all("b"), one.all("span", class_="dl-said")
        assert (drawn.text, drawn.attributes["aria-hidden"]) == (sign, "true")
        assert spoken.text == name


@pytest.mark.parametrize("first", ["", "we go", tables.HOSTILE])
def test_no_hostile_text_runs_in_what_differs(first):
    for made in (word_diff(first, tables.HOSTILE), word_diff(tables.HOSTILE, first)):
        assert isinstance(made, Markup)
        assert danger(made) == [] and page(made).all("script") == page(made).all("img") == []
        assert "alert(1)" in page(made).text


# ---- The card


def test_a_card_reads_well_without_style():
    """The words first; then who, as what, for whom, and through whose hands."""
    assert lines(card(MAYOR)) == [
        "“we will mend the roof by May.”",
        "Ann Ray, Mayor · town hall · named",
        "Paragraph 2, carried by “promised” · direct",
        "Ann Ray → The Gazette → the article",
    ]


def test_links_without_a_name_are_said_to_have_none():
    """A reader must see how much rests on people whom nobody can ask."""
    assert lines(card(READER))[1] == "A reader · readers · not named"
    assert lines(card(READER))[3] == "A reader (no name) → Town Radio → the article"
    assert lines(card(COUNCIL))[3] == (
        "Town council → a clerk (no name) → The Gazette (late edition) → the article"
    )


@pytest.mark.parametrize(
    ("quote", "links"),
    [
        (MAYOR, [("Ann Ray", True), ("The Gazette", True), ("the article", True)]),
        (READER, [("A reader", False), ("Town Radio", True), ("the article", True)]),
        (PUPIL, [("Cem", True)]),
    ],
)
def test_a_chain_goes_from_mouth_to_article(quote, links):
    assert chain(quote) == links


@pytest.mark.parametrize("number", OF_THE_CASE["research_id"])
def test_four_lines_stand_before_the_fold(number):
    """A class reads four lines of a card; the rest is for who wants more."""
    made = card(of_the_case(number))
    assert len(lines(made)) == 4
    assert len(page(made).all("details")) == len(page(made).all("summary")) == 1
    assert "open" not in page(made).all("details")[0].attributes


def test_the_rest_is_folded():
    said = folded(card(MAYOR))
    assert said["First printed"] == "“We will surely mend the roof by May,”"
    assert said["What differs"] == "A word is gone."
    assert said["What is lost"] == "what he said next"
    assert said["On closing"] == "supports: says so"
    assert said["Date"] == "3 February 2020"
    assert said["Source"] == "The Gazette; Town Council (seen in a copy)"


def test_what_differs_stands_below_the_first_wording():
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
    for quote in OF_THE_CASE.itertuples():
        first = lines(card(quote))[0]
        assert first.endswith("(in our words)") == pd.isna(quote.text)
        assert first.startswith("“") == pd.notna(quote.text)


def test_a_statement_that_is_not_in_the_article_says_how_it_reached_us():
    """A translation from a video is not what a reporter heard."""
    assert lines(card(PUPIL))[2:] == ["Not in the article · heard on the square", "Cem"]
    assert "First printed" not in folded(card(PUPIL))
    outside = OF_THE_CASE[~OF_THE_CASE["in_article"]]
    assert outside["status"].notna().all()
    for quote in outside.itertuples():
        assert lines(card(quote))[2] == f"Not in the article · {quote.status}"


def test_only_what_the_article_tells_is_marked_so():
    assert ["dl-told" in card(one) for one in QUOTES.itertuples()] == list(QUOTES["in_article"])


def test_what_is_unknown_is_left_out():
    """ "nan" means nothing to anybody."""
    names = ["role", "verb", "via", "outlet", "date", "original_text", "wording_match", "text",
             "differences", "context_lost", "stance", "stance_reason", "status"]  # fmt: skip
    for quote in QUOTES.assign(**dict.fromkeys(names, pd.NA)).itertuples():
        text = page(quote_card(quote, SOURCES)).text
        assert re.findall(r"\b(nan|NaN|None|NaT|NA)\b|<NA>", text) == []
        assert "· ·" not in text and ", ," not in text


def test_an_unknown_source_is_named():
    with pytest.raises(ValueError, match="The sources table has no source called 'gazette'."):
        quote_card(MAYOR, SOURCES[1:])


def test_no_hostile_cell_reaches_a_card_unescaped():
    """JupyterLab runs what an output holds: a table must never be able to speak to it."""
    sources = tables.hostile(SOURCES)
    for quote in tables.hostile(QUOTES).itertuples():
        made = quote_card(quote, sources)
        assert isinstance(made, Markup)
        assert danger(made) == []
        assert page(made).text.count("alert('x')") >= 6  # it is shown, as what it is


@pytest.mark.parametrize("column", QUOTES.select_dtypes(["str", "object"]).columns)
def test_no_hostile_column_reaches_a_page_unescaped(column):
    """Column by column: what one of them hides is not hidden by the others."""
    rows, sources = QUOTES.assign(**{column: tables.HOSTILE}), SOURCES
    if column == "source_ids":
        sources = SOURCES.assign(source_id=[tables.HOSTILE, *SOURCES["source_id"][1:]])
    widget = quote_explorer(rows, sources)
    html = [quote_card(next(rows.itertuples()), sources), widget.page.value]
    *_, search, beside = widget.menus
    beside.value, search.value = 0, "script alert"
    html += [widget.page.value]
    assert danger(widget.still.html, scripts=1) == []
    assert [one for made in html for one in danger(made)] == []


def test_hostile_words_that_a_search_marks_stay_words():
    widget = quote_explorer(tables.hostile(QUOTES), tables.hostile(SOURCES))
    box(widget).value = "<script>alert('x')</script>"
    assert danger(widget.page.value) == []
    assert page(widget.page.value).all("mark")[0].text == "script>alert('x')</script"


# ---- Fold, mark, search


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("AMÉRICANS,", "americans "),
        ("cafe\u0301 Café", "cafe cafe"),
        ("al-Istrabadi", "al istrabadi"),
        ("don’t, a__b _ c", "dont a b c"),
        ("withdrawing––by", "withdrawing by"),
        ("Straße ﬁn Å", "strasse fin a"),
        ("قال محمد", "قال محمد"),
        ("one\ntwo", "one\ntwo"),
        ("", ""),
    ],
)
def test_capitals_accents_and_signs_are_folded(text, plain):
    assert fold(text) == fold(fold(text)) == plain


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("we hope the Americans will", "AMÉRICANS,", "we hope the <mark>Americans</mark> will"),
        ("Feisal al-Istrabadi", "al istrabadi", "Feisal <mark>al-Istrabadi</mark>"),
        ("a café, a CAFÉ", "cafe", "a <mark>café</mark>, a <mark>CAFÉ</mark>"),
        ("cafe\u0301", "cafe", "<mark>cafe\u0301</mark>"),
        ("e\u0301te\u0301 e\u0301te\u0301", "ete",
         "<mark>e\u0301te\u0301</mark> <mark>e\u0301te\u0301</mark>"),
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
)  # fmt: skip
def test_what_matched_is_marked_exactly(text, words, html):
    """No letter is lost, doubled or left without its accent."""
    made = marked(text, words)
    assert isinstance(made, Markup)
    assert made == html
    assert page(made).text == text


@pytest.mark.parametrize("number", TOLD.dropna(subset="text")["research_id"])
def test_marking_changes_no_letter_of_a_quotation(number):
    text = of_the_case(number).text
    for words in ["e", "the", "a", "by", text, text[5:25], text.upper(), "––", text[::-1]]:
        assert page(marked(text, words)).text == text
        assert ("<mark>" in marked(text, words)) == bool(
            fold(words).strip() and fold(words).strip() in fold(text)
        )


def test_a_search_takes_words_our_words_and_speakers():
    find = Search(QUOTES.assign(paragraph="1"))
    assert find("ROOF", {}) == [0]
    assert find("doubts the price", {}) == [2]  # in our words, for there are no others
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
    return quote_explorer(OF_THE_CASE, CASE_SOURCES)


@pytest.fixture
def small():
    return quote_explorer(QUOTES, SOURCES)


def control(widget, label):
    (one,) = [one for one in widget.menus if one.description == label]
    return one


def box(widget):
    return control(widget, "Search")


def says(widget):
    """Return the line that counts what was found."""
    (line,) = page(widget.page.value).all("p", role="status")
    return line.text


def found(widget):
    """Return the words of each card that was found."""
    (one,) = page(widget.page.value).all("div", class_="dl-found")
    return [line.text for line in one.all("p", class_="dl-what")]


def test_its_controls_have_names():
    widget = quote_explorer(QUOTES, SOURCES)
    assert [(type(one).__name__, one.description) for one in widget.menus] == [
        *(("Dropdown", name) for name in ("Side", "Speaker", "Kind", "Stance", "Paragraph")),
        ("Text", "Search"), ("Dropdown", "Keep beside"),
    ]  # fmt: skip
    assert widget.clear.description == "Clear all"


def test_it_begins_with_all(small):
    assert says(small) == "5 of 5 passages"
    assert found(small)[0] == "“we will mend the roof by May.”" and len(found(small)) == 5


@pytest.mark.parametrize(
    ("label", "value", "count"),
    [
        ("Side", "town hall", 2), ("Speaker", "Cem", 1), ("Kind", "paraphrase", 2),
        ("Stance", "neutral", 3), ("Paragraph", "4", 2), ("Paragraph", OUTSIDE, 1),
    ],
)  # fmt: skip
def test_each_filter_filters(small, label, value, count):
    control(small, label).value = value
    assert says(small) == f"{count} of 5 passages"
    assert len(found(small)) == count
    control(small, label).value = ANY
    assert says(small) == "5 of 5 passages"


def test_filters_combine(case):
    """Hand-counted: the prime minister's spokesman is quoted twice and told of once."""
    control(case, "Side").value = "Iraqi government"
    control(case, "Speaker").value = "Ahmed Mulla Talal"
    assert says(case) == "3 of 28 passages"
    control(case, "Kind").value = "direct"
    assert says(case) == "2 of 28 passages"
    box(case).value = "hope"
    assert says(case) == "1 of 28 passages"
    control(case, "Stance").value = "supports"
    assert says(case) == "No quotation matches; clear the search."
    assert found(case) == []


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("AMÉRICANS,", "Americans"),
        ("the americans", "the Americans"),
        ("“Hope – the", "hope the"),
        ("Americans w", "Americans w"),
    ],
)
def test_a_search_ignores_capitals_accents_and_signs(case, words, mark):
    box(case).value = words
    control(case, "Kind").value = "direct"
    assert found(case) == ["“we hope the Americans will reconsider it.”"]
    assert [one.text for one in page(case.page.value).all("mark")] == [mark]


@pytest.mark.parametrize("words", ["al istrabadi", "Istrabadi", "AL-ISTRABADI", "al-Ístrabadi"])
def test_a_search_finds_speakers(case, words):
    box(case).value = words
    assert says(case) == "1 of 28 passages"
    assert page(case.page.value).all("b")[0].text == "Feisal al-Istrabadi"
    assert page(case.page.value).all("mark")[0].text.casefold().endswith("istrabadi")


@pytest.mark.parametrize("words", ["it Ahmed", "it\nAhmed"])
def test_a_search_does_not_run_from_the_words_to_the_speaker(case, words):
    box(case).value = words
    assert says(case) == "No quotation matches; clear the search."


@pytest.mark.parametrize(("words", "count"), [("<img", 0), (".*", 28), ("(", 28), ("a.*z", 0)])
def test_what_is_typed_is_plain_text(case, words, count):
    """A sign is no pattern; alone it is nothing at all, and everything stays."""
    box(case).value = words
    wanted = f"{count} of 28 passages. " if count else "No quotation matches"
    assert says(case).startswith(wanted)
    assert page(case.page.value).all("mark") == [] == danger(case.page.value)


@pytest.mark.parametrize("words", ["x" * 10_000, "the " * 2500, "(" * 10_000, "é\u0301" * 5000])
def test_ten_thousand_characters_are_answered(case, words):
    start = time.perf_counter()
    box(case).value = words
    assert re.match(r"No quotation matches; clear the search|28 of 28", says(case))
    assert time.perf_counter() - start < 2


def test_nothing_found_says_what_to_do(case):
    box(case).value = "pineapple"
    assert says(case) == "No quotation matches; clear the search."
    assert page(case.page.value).all("article") == []


def test_clear_all_sets_everything_back(small):
    before = small.page.value
    for label, value in (("Side", "town hall"), ("Speaker", "Ann Ray"), ("Kind", "direct"),
                         ("Stance", "supports"), ("Paragraph", "2"), ("Search", "roof"),
                         ("Keep beside", 4)):  # fmt: skip
        control(small, label).value = value
    assert says(small) == "1 of 5 passages"
    small.clear.click()
    assert small.page.value == before
    assert [one.value for one in small.menus] == [ANY] * 5 + ["", -1]


def test_keep_beside_shows_the_card_beside_what_is_found(small):
    """Two quotations are compared side by side, whatever the filters say."""
    control(small, "Keep beside").value = 4
    control(small, "Side").value = "town hall"
    (both,) = page(small.page.value).all("div", class_="dl-beside")
    assert both.all("p", class_="dl-what")[0].text == "“Open the doors!”"
    assert "“Open the doors!”" not in found(small) and len(found(small)) == 2
    control(small, "Keep beside").value = -1
    assert page(small.page.value).all("div", class_="dl-beside") == []


def test_keep_beside_offers_every_quotation_by_speaker_and_first_words(case):
    options = control(case, "Keep beside").options
    assert options[0] == ("nothing", -1)
    assert [number for _, number in options[1:]] == list(range(28))
    assert options[2][0] == "Ahmed Mulla Talal: we hope the Americans will reconsider …"


def test_at_most_twenty_cards_are_shown_and_that_is_said(case):
    """A page without end is read by nobody; a page that leaves out in silence misleads."""
    assert len(found(case)) == SHOWN == 20
    assert says(case) == "28 of 28 passages. The first 20 are shown; narrow the search."
    control(case, "Kind").value = "paraphrase"
    assert says(case) == f"{(OF_THE_CASE['kind'] == 'paraphrase').sum()} of 28 passages"


def test_what_is_found_can_be_reached_by_keys(small):
    (one,) = page(small.page.value).all("div", class_="dl-found")
    assert one.attributes["tabindex"] == "0" and one.attributes["aria-label"]


def test_rows_in_any_order_and_with_any_index_work():
    """A pupil sorts and filters first; the numbers at the left are then no numbers of rows."""
    mixed = QUOTES.sample(frac=1, random_state=2)
    twice = pd.concat([QUOTES, QUOTES])
    named = QUOTES.set_index("quote_id", drop=False)
    for rows in (mixed, twice, named, QUOTES[2:]):
        widget = quote_explorer(rows, SOURCES)
        assert says(widget) == f"{len(rows)} of {len(rows)} passages"
        control(widget, "Speaker").value = "Bob Lee"
        assert set(found(widget)) == {"The builder asks for more money (in our words)"}
        control(widget, "Keep beside").value = len(rows) - 1
        last = rows.iloc[-1]
        kept = page(widget.page.value).all("p", class_="dl-what")[0].text
        assert kept.startswith(
            last["our_summary"] if pd.isna(last["text"]) else f"“{last['text']}”"
        )


def test_passages_of_the_article_are_found_apart_from_those_beside_it():
    """The five quotations of the article: no pupil must guess which of 28 they are."""
    explorer = quote_explorer(CASE.quotes, CASE.sources)
    control(explorer, "Paragraph").value = INSIDE
    assert says(explorer).startswith("18 of 28 passages")
    control(explorer, "Kind").value = "direct"
    assert says(explorer).startswith("4 of 28 passages")


def test_rows_that_share_a_label_keep_their_own_sources():
    """After pd.concat several rows may be number 0."""
    same = quote_explorer(QUOTES.set_axis([0] * len(QUOTES)), SOURCES)
    assert same.page.value == quote_explorer(QUOTES, SOURCES).page.value
    assert same.still.html == quote_explorer(QUOTES, SOURCES).still.html


def test_paragraphs_are_offered_in_the_order_of_the_article():
    rows = QUOTES.assign(paragraph=pd.array([10, 9, 2, 1, None], dtype="Int64"))
    menu = control(quote_explorer(rows, SOURCES), "Paragraph")
    assert [name for name, _ in menu.options] == [ANY, INSIDE, "1", "2", "9", "10", OUTSIDE]


@pytest.mark.parametrize(
    "column",
    ["in_article", "paragraph", "kind", "text", "our_summary", "speaker", "role", "side", "named",
     "verb", "via", "outlet", "date", "original_text", "wording_match", "differences",
     "context_lost", "stance", "stance_reason", "status", "source_ids"],
)  # fmt: skip
def test_a_missing_column_is_named_beside_those_there_are(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
        quote_explorer(QUOTES.drop(columns=column), SOURCES)


@pytest.mark.parametrize("column", ["source_id", "publisher", "title", "url", "link"])
def test_a_column_missing_in_the_sources_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
        quote_explorer(QUOTES, SOURCES.drop(columns=column))


def test_empty_tables_and_unknown_sources_are_refused_in_words():
    for rows, sources in ((QUOTES[:0], SOURCES), (QUOTES, SOURCES[:0])):
        with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
            quote_explorer(rows, sources)
    with pytest.raises(ValueError, match="The sources table has no source called 'radio'."):
        quote_explorer(QUOTES, SOURCES[:2])


def test_the_tables_passed_in_are_not_changed():
    """The next cell of the notebook still works with them."""
    rows, sources = QUOTES.copy(), SOURCES.copy()
    box(quote_explorer(rows, sources)).value = "roof"
    pd.testing.assert_frame_equal(rows, QUOTES)
    pd.testing.assert_frame_equal(sources, SOURCES)


def test_built_twice_it_is_the_same(case):
    again = quote_explorer(OF_THE_CASE, CASE_SOURCES)
    box(case).value = box(again).value = "embassy"
    assert case.page.value == again.page.value
    assert case.still.html == again.still.html


# ---- Many rows, and no Python


@pytest.fixture(scope="module")
def many():
    """Return an explorer of 3,000 quotations by as many speakers, in as many paragraphs."""
    rows = pd.concat([OF_THE_CASE] * 108, ignore_index=True).iloc[:3000]
    numbers = range(3000)
    rows = rows.assign(
        speaker=[f"Speaker {n}" for n in numbers], paragraph=pd.array(numbers, dtype="Int64")
    )
    return quote_explorer(rows, CASE_SOURCES)


def test_three_thousand_rows_work(many):
    many.clear.click()
    start = time.perf_counter()
    box(many).value = "speaker 2999"
    assert time.perf_counter() - start < 1
    assert says(many) == "1 of 3000 passages"
    box(many).value = ""
    assert says(many).startswith("3000 of 3000 passages. The first 20 are shown")


def test_menus_have_at_most_two_hundred_options(many):
    """A menu of thousands is slow in every browser; the search finds the others."""
    counts = {one.description: len(one.options) for one in many.menus if hasattr(one, "options")}
    assert counts["Speaker"] == counts["Paragraph"] == counts["Keep beside"] == LISTED + 1 == 200
    assert max(counts.values()) == 200


def test_without_python_the_first_are_there_and_that_is_said(many):
    html = many.still.html
    assert len(html.encode()) < 300_000
    assert len(page(html).all("article")) == PRINTED
    assert f"The first {PRINTED} of 3000 passages." in page(html).text


def groups(html):
    """Return the names of the pages by the groups of the one menu."""
    (menu,) = page(html).all("select")
    return {
        one.attributes["label"]: [name.text for name in one.all("option")]
        for one in menu.all("optgroup")
    }


def test_without_python_there_is_one_menu_of_four_groups(small):
    """An edition or a notebook that is not trusted: all is there to read."""
    assert groups(small._repr_html_()) == {
        "By speaker": ["Ann Ray (1)", "A reader (1)", "Town council (1)", "Bob Lee (1)", "Cem (1)"],
        "By side": ["town hall (2)", "readers (1)", "builders (1)", "pupils (1)"],
        "By kind": ["direct (2)", "partial (1)", "paraphrase (2)"],
        "By stance": ["supports (1)", "neutral (3)", "opposes (1)"],
    }


def test_without_python_each_card_is_on_one_page_only(case):
    """A card is long; elsewhere a line names speaker and paragraph."""
    whole = page(case.still.html)
    pages = whole.all("section")
    held = [len(one.all("article")) for one in pages]
    speakers = OF_THE_CASE["speaker"].nunique()
    assert sum(held) == 28 and 0 not in held[:speakers] and set(held[speakers:]) == {0}
    listed = [len(one.all("li")) for one in pages[speakers:]]
    assert sum(listed) == 3 * 28


def test_without_python_a_line_says_where_a_passage_stands(small):
    pages = dict(
        zip(sum(groups(small.still.html).values(), []), page(small.still.html).all("section"),
            strict=True)
    )  # fmt: skip
    assert [one.text for one in pages["town hall (2)"].all("li")] == [
        "Ann Ray: we will mend the roof by May. (paragraph 2)",
        "Town council: The council doubts the price (paragraph 4)",
    ]
    assert pages["pupils (1)"].all("li")[0].text == f"Cem: Open the doors! ({OUTSIDE})"


def test_without_python_it_is_small_and_has_no_ids(case):
    """Two explorers on one page must not meet, and a page must load on a phone."""
    assert len(case.still.html.encode()) < 300_000
    assert [one for one in page(case.still.html).inside if "id" in one.attributes] == []
    assert case._repr_html_() == case.still.html
