"""Who is quoted is counted word by word, and who is not quoted is there with what they said."""

from functools import partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from dateline import charts, load_case
from dateline.charts.type import ACCENT, INK, MEDIA
from tests import drawn, tables

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
QUOTES = tables.quotes().rename(columns={"own_words": "our_summary"})
LONG = "The directorate for the counting of all visitors to public buildings and parks " * 2
HEBREW = "מועצת העיר"
voices = partial(charts.voices, source=SOURCE)


def rows_of(chart, how):
    """Return the rows of the table behind a chart of which something is so."""
    return chart.table[chart.table["how"] == how]


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("quotes", [QUOTES, CASE.quotes], ids=["small", "case"])
def test_every_quoted_word_is_one_square_of_its_quotation(quotes, medium):
    chart = voices(quotes)
    squares = pd.Series([mark.row for mark in chart.marks(medium)]).value_counts()
    quoted = rows_of(chart, "quoted")
    assert {row: squares[row] for row in quoted.index} == quoted["words"].to_dict()
    told = quotes[quotes["in_article"] & quotes["text"].notna()]
    assert quoted["words"].sum() == told["words"].sum()


def test_the_case_counted_by_hand():
    """Counted in the article with a pencil."""
    words = rows_of(voices(CASE.quotes), "quoted").groupby("side", sort=False)["words"].sum()
    assert words.to_dict() == {
        "experts and former officials": 49,
        "Iraqi government": 28,
        "US government": 7,
    }


@pytest.mark.parametrize("medium", MEDIA)
def test_a_side_with_a_statement_and_no_quotation_is_there_with_its_words(medium):
    """A row of zeros hides who could have been asked."""
    chart = voices(CASE.quotes)
    said = drawn.words(chart.draw(medium))
    beside = CASE.quotes[~CASE.quotes["in_article"]]
    assert len(beside) == len(rows_of(chart, "on record, not quoted"))
    for row in beside.itertuples():
        assert row.speaker.split(" (")[0] in said
        if pd.notna(row.text):
            assert f"“{' '.join(row.text.split()[:6])}" in said
    for side in beside["side"]:
        assert side.casefold() in said.casefold()


def test_a_speaker_who_is_only_paraphrased_is_named():
    chart = voices(CASE.quotes)
    names = list(rows_of(chart, "only paraphrased")["speaker"])
    assert names == ["Mike Pompeo", "Mustafa al-Kadhimi", "Donald Trump", "The New York Times"]
    for medium in MEDIA:
        said = drawn.words(chart.draw(medium))
        assert [name for name in names if name not in said] == []
    assert "Only paraphrased: Mike Pompeo (US government), " in chart.words


@pytest.mark.parametrize("medium", MEDIA)
def test_a_paraphrase_never_has_quotation_marks(medium):
    """They promise the words of the speaker; a summary is ours."""
    quotes = QUOTES.assign(text=QUOTES["text"].where(QUOTES["in_article"]))
    chart = voices(quotes)
    said = drawn.words(chart.draw(medium))
    assert "The library is to be opened" in said
    assert "“" not in said and "”" not in said
    assert "“The library" not in chart.table["what they said"].str.cat()
    assert "“we will mend the roof by May.”" in list(chart.table["what they said"])


def test_words_that_have_no_room_in_one_line_end_in_dots_and_a_closed_quotation():
    quotes = pd.concat([QUOTES, *[QUOTES[4:].assign(text=LONG)] * 20], ignore_index=True)
    said = drawn.words(voices(quotes).draw("slide"))
    assert said.count("…”") > 3
    assert said.count("“") == said.count("”")
    assert "more in the table" in said
    assert "more in the table" not in drawn.words(voices(quotes).draw("phone"))


def test_where_room_is_short_each_side_is_heard_before_any_is_heard_twice():
    beside = [QUOTES[4:].assign(side=side) for side in ["pupils"] * 30 + ["parents"]]
    said = drawn.words(voices(pd.concat([QUOTES[:4], *beside])).draw("slide"))
    assert "more in the table" in said and "Parents" in said


def test_hollow_in_the_accent_means_not_quoted():
    """Form and color tell both, and the lead says so."""
    chart = voices(QUOTES)
    figure = chart.draw("slide")
    for mark in drawn.marks(figure):
        how = chart.table["how"][int(mark.get_gid().removeprefix("row-"))]
        if how == "quoted":
            assert to_hex(mark.get_facecolor()) == INK
        else:
            assert mark.get_markerfacecolor() == "white" and mark.get_color() == ACCENT
    assert "a square for each word. Hollow: not quoted" in drawn.words(figure, "lead")


def test_a_long_article_has_bars_for_squares_that_nobody_could_count():
    quotes = QUOTES.assign(words=[900, 350, None, None, 3])
    chart = voices(quotes)
    assert len(chart.marks("slide")) == len(chart.table)
    said = " ".join(drawn.words(chart.draw("slide")).split())
    assert "the longer the bar, the more words" in said and "900 words" in said


def test_words_that_are_not_counted_yet_are_counted_and_a_dash_is_a_space():
    quotes = QUOTES.assign(words=pd.NA, text=["we want––the roof.", "dust", None, None, "Open!"])
    assert list(rows_of(voices(quotes), "quoted")["words"]) == [4, 1]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (QUOTES, "2 speakers are quoted with 11 words; 3 voices are not"),
        (QUOTES[:1], "1 speaker is quoted with 7 words"),
        (QUOTES[2:], "Nobody is quoted, of 3 voices"),
        (QUOTES.assign(text=None), "Nobody is quoted, of 4 voices"),
    ],
)
def test_the_title_counts_who_is_quoted_and_who_is_not(rows, title):
    assert voices(rows).title == title


def many(count, **columns):
    """Return so many passages of the case; of each column so many different texts."""
    table = pd.concat([CASE.quotes] * 3, ignore_index=True).iloc[:count]
    texts = {name: [f"{text} {row}" for row in range(count)] for name, text in columns.items()}
    return table.assign(**texts)


AWKWARD = {
    "60 sides": many(60, side="Side", speaker="Speaker"),
    "60 speakers": many(60, speaker="Speaker"),
    "long names": many(28, speaker=LONG, side=LONG),
    "names without a gap": many(28, speaker="x" * 140, side="x" * 140),
    "a word without a gap": CASE.quotes.assign(text="x" * 300),
    "right to left": many(28, speaker=HEBREW, side=HEBREW),
    "no name and no side": CASE.quotes.assign(speaker=None, side=None),
    "nobody quoted": CASE.quotes.assign(text=None),
    "nobody named": CASE.quotes[CASE.quotes["in_article"]].assign(text=None, named=False),
    "a book": CASE.quotes.assign(words=1230),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_nothing_overlaps_or_leaves_the_page(name):
    """Teachers bring tables that nobody here has seen."""
    chart = voices(AWKWARD[name], title="Word " * 28, source="A newspaper, " * 40)
    assert drawn.all_faults(chart) == []


@pytest.mark.parametrize("column", ["side", "in_article", "text", "words", "speaker"])
def test_a_missing_column_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        voices(QUOTES.drop(columns=column))
