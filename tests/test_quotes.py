"""A quotation goes from table to page word for word, and a search finds and marks it exactly."""

import hashlib
import json
import re

import pandas as pd
import pytest
from markupsafe import Markup

from dateline import load_case
from dateline.cards import chain, quote_card, word_diff
from dateline.case import CASES
from dateline.explorers import quote_explorer
from dateline.explorers.quotes import INSIDE, MOST_ROWS, OUTSIDE, fold
from tests import tables
from tests.article import TEXT
from tests.pages import danger, page

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


def test_every_quotation_is_word_for_word_in_its_card_and_on_the_page():
    """A quotation that was tidied is no longer a quotation."""
    assert len(PRINTED) == 5
    on_the_page = titles(quote_explorer(CASE.quotes, CASE.sources).html)
    for quote in CASE.quotes.dropna(subset="text").itertuples():
        words = f"“{quote.text}”"
        assert lines(card(quote))[0] == words
        assert on_the_page.count(words) == 1


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
    assert details["Stance"] == "supports. says so"
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
    columns = QUOTES.select_dtypes(["str", "object"]).columns.drop("quote_id")
    assert len(columns) > 15
    for column in columns:
        rows, sources = QUOTES.assign(**{column: tables.HOSTILE}), SOURCES
        if column == "source_ids":
            sources = SOURCES.assign(source_id=[tables.HOSTILE, *SOURCES["source_id"][1:]])
        explorer = quote_explorer(rows, sources)
        explorer.search = tables.HOSTILE
        assert danger(explorer.html) == [], column
    named = QUOTES[:1].assign(quote_id=tables.HOSTILE)
    assert danger(quote_explorer(named, SOURCES).html) == []


# ---- The explorer


@pytest.fixture
def case():
    return quote_explorer(CASE.quotes, CASE.sources)


@pytest.fixture
def small():
    return quote_explorer(QUOTES, SOURCES)


def found(explorer):
    return list(explorer.selected["speaker"])


def test_all_cards_are_on_the_page_to_be_read_without_script(case):
    """Script is off, or the notebook is not trusted: no dead menu, no empty box, no card hidden."""
    whole = page(case.html)
    assert len(whole.all("article")) == len(CASE.quotes) == 28
    (controls,) = whole.all("div", class_="dl-quotes-controls")
    (side_by_side,) = whole.all("div", class_="dl-compared")
    (more,) = whole.all("button", class_="dl-more")
    for element in (controls, side_by_side, more):
        assert element.attributes["style"] == "display:none"
    (sentence,) = whole.all("p", class_="dl-no-script")
    assert "trust this notebook" in sentence.text
    assert [one for one in whole.all("div") if "hidden" in one.attributes] == []
    assert len(case.html.encode()) < 300_000


def test_each_menu_has_a_name_and_offers_what_is_there(small):
    """The most frequent first; paragraphs in the order of the article."""
    menus = {}
    for label in page(small.html).all("label"):
        for menu in label.all("select"):
            name = label.text.split()[0]
            menus[name] = [option.text for option in menu.all("option")]
            assert menu.attributes["name"] == name.lower()
    assert list(menus) == ["Side", "Speaker", "Kind", "Stance", "Paragraph"]
    assert menus["Side"] == ["any", "town hall", "readers", "builders", "pupils"]
    assert menus["Stance"] == ["any", "neutral", "supports", "opposes"]
    rows = QUOTES.assign(paragraph=pd.array([10, 9, 2, 1, None], dtype="Int64"))
    paragraphs = page(quote_explorer(rows, SOURCES).html).all("select", name="paragraph")[0]
    names = [option.text for option in paragraphs.all("option")]
    assert names == ["any", INSIDE, "1", "2", "9", "10", OUTSIDE]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 5),
        ({"side": "any", "kind": ""}, 5),
        ({"side": "town hall"}, 2),
        ({"speaker": "Cem"}, 1),
        ({"kind": "paraphrase"}, 2),
        ({"stance": "neutral"}, 3),
        ({"paragraph": 4}, 2),
        ({"paragraph": "4"}, 2),
        ({"paragraph": INSIDE}, 4),
        ({"paragraph": OUTSIDE}, 1),
        ({"side": "town hall", "kind": "direct"}, 1),
        ({"side": "town hall", "kind": "partial"}, 0),
    ],
)
def test_a_filter_set_from_code_is_right_in_the_next_line(small, filters, number):
    """In Run All no page has answered yet: Python finds the rows itself."""
    small.filters = filters
    assert len(small.selected) == number
    assert list(small.selected.columns) == list(QUOTES.columns)


def test_filters_and_search_combine(case):
    """Hand-counted: the prime minister's spokesman is quoted twice and reported once."""
    case.filters = {"side": "Iraqi government", "speaker": "Ahmed Mulla Talal"}
    assert len(case.selected) == 3
    case.filters |= {"kind": "direct"}
    assert len(case.selected) == 2
    case.search = "hope"
    assert len(case.selected) == 1
    case.filters |= {"stance": "supports"}
    assert len(case.selected) == 0


def test_a_search_takes_words_our_words_and_speakers(small):
    for words, speakers in (
        ("ROOF", ["Ann Ray"]),
        ("doubts the price", ["Town council"]),  # in our words, because there are no others
        ("Readers miss", []),  # ours, where there are words to be read
        ("cem", ["Cem"]),
        ("dust A reader", []),  # not from the words into the speaker
        ("", list(QUOTES["speaker"])),
        ("(", list(QUOTES["speaker"])),  # a sign alone is nothing at all
        (".*", list(QUOTES["speaker"])),
        ("<img", []),
    ):
        small.search = words
        assert found(small) == speakers, words


def test_capitals_accents_and_signs_are_folded():
    for text, plain in (
        ("AMÉRICANS,", "americans"),
        ("cafe\u0301 Café", "cafe cafe"),
        ("al-Istrabadi", "al istrabadi"),
        ("don’t, a__b _ c", "dont a b c"),
        ("withdrawing––by", "withdrawing by"),
        ("Straße ﬁn Å", "strasse fin a"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("قَالَ محمد", "قال محمد"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("one\ntwo", "one two"),
        ("", ""),
    ):
        assert fold(text) == fold(fold(text)) == plain


def test_the_page_begins_as_it_was_set_from_code(small):
    """On a website there is no Python to say it later."""
    small.filters = {"paragraph": 4}
    small.search = "roof"
    small.compare = ["mayor-promises"]
    start = json.loads(page(small.html).all("div")[0].attributes["data-start"])
    assert start == {
        "filters": {"paragraph": "4"},
        "search": "roof",
        "compare": ["mayor-promises"],
    }


def test_a_name_that_is_not_there_is_refused_with_the_nearest(small):
    with pytest.raises(ValueError, match="no menu called 'sides'. Did you mean 'side'. There are:"):
        small.filters = {"sides": "readers"}
    with pytest.raises(ValueError, match="no side called 'reader'. Did you mean 'readers'."):
        small.filters = {"side": "reader"}
    with pytest.raises(ValueError, match="no quotation called 'mayor'"):
        small.compare = ["mayor"]
    assert (small.filters, small.compare, len(small.selected)) == ({}, [], 5)


def test_rows_in_any_order_and_with_any_index_work():
    """A pupil sorts and filters first; the numbers at the left are then no numbers of rows."""
    mixed = QUOTES.sample(frac=1, random_state=2)
    named = QUOTES.set_index("quote_id", drop=False)
    same = QUOTES.set_axis([0] * len(QUOTES))
    for rows in (mixed, named, same, QUOTES[2:]):
        before = rows.copy()
        explorer = quote_explorer(rows, SOURCES)
        explorer.filters = {"speaker": "Bob Lee"}
        expected = rows[rows["speaker"] == "Bob Lee"]
        pd.testing.assert_frame_equal(explorer.selected, expected)
        pd.testing.assert_frame_equal(rows, before)
        assert quote_explorer(rows, SOURCES).html == quote_explorer(rows, SOURCES).html


def test_what_cannot_be_shown_is_refused_in_words():
    """Every column that a card or a menu reads, of both tables."""
    columns = """quote_id in_article paragraph kind text our_summary speaker role side named verb
        via outlet date original_text wording_match differences context_lost stance stance_reason
        status source_ids""".split()
    for column in columns:
        with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
            quote_explorer(QUOTES.drop(columns=column), SOURCES)
    for column in ("source_id", "publisher", "title", "url", "link"):
        with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
            quote_explorer(QUOTES, SOURCES.drop(columns=column))
    for rows, sources in ((QUOTES[:0], SOURCES), (QUOTES, SOURCES[:0])):
        with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
            quote_explorer(rows, sources)
    with pytest.raises(ValueError, match="The sources table has no source called 'radio'."):
        quote_explorer(QUOTES, SOURCES[:2])
    with pytest.raises(ValueError, match="The sources table has no source called 'gazette'."):
        quote_card(MAYOR, SOURCES[1:])
    with pytest.raises(ValueError, match="Two quotations are called 'mayor-promises'. Keep each"):
        quote_explorer(pd.concat([QUOTES, QUOTES]), SOURCES)


def test_more_rows_than_a_page_has_room_for_are_refused_with_what_to_do():
    """A notebook of many megabytes opens slowly, and nobody reads so many cards."""
    rows = pd.concat([QUOTES] * (MOST_ROWS // 5 + 1), ignore_index=True)
    rows["quote_id"] = [f"quote-{number}" for number in rows.index]
    message = f"There are {len(rows):,} quotations, and a page has room for {MOST_ROWS:,}. Filter"
    with pytest.raises(ValueError, match=message):
        quote_explorer(rows, SOURCES)
    explorer = quote_explorer(rows[:MOST_ROWS], SOURCES)
    assert explorer.html.count("<article") == MOST_ROWS
