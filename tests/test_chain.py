"""Through whose hands each passage came: grouped by origin, with words whole or not at all."""

from functools import partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from dateline import charts, load_case
from dateline.charts.type import ACCENT, MEDIA
from tests import drawn, tables

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
IN_ARTICLE = CASE.quotes[CASE.quotes["in_article"]]
QUOTES = tables.quotes().rename(columns={"own_words": "our_summary"})
LONG = "The directorate for the counting of all visitors to public buildings and parks " * 2
chain = partial(charts.chain, source=SOURCE)


def flat(figure):
    """Return all words of a picture with single spaces."""
    return " ".join(drawn.words(figure).split())


@pytest.mark.parametrize("medium", MEDIA)
def test_each_passage_of_the_article_has_a_mark_with_its_speaker(medium):
    chart = chain(CASE.quotes)
    assert sorted(mark.row for mark in chart.marks(medium)) == list(range(len(IN_ARTICLE)))
    said = flat(chart.draw(medium))
    assert [name for name in IN_ARTICLE["speaker"] if name not in said] == []


def test_passages_of_one_origin_are_together_and_the_most_frequent_is_first():
    table = chain(CASE.quotes).table
    origins = list(table["first printed in"])
    assert origins == [name for name in dict.fromkeys(origins) for _ in range(origins.count(name))]
    first = IN_ARTICLE["outlet"].dropna().str.split(";").str[0].str.split(" (", regex=False).str[0]
    assert origins[0] == first.value_counts().index[0]
    assert origins.count(origins[0]) == first.value_counts().iloc[0]
    assert origins[-1] == "not known"


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_every_quotation_is_whole(medium):
    """A quotation that is cut off says something else."""
    said = flat(chain(CASE.quotes).draw(medium))
    for text in IN_ARTICLE["text"].dropna():
        assert f"“{' '.join(text.split())}”" in said
    assert "…" not in said


def test_a_paraphrase_has_no_quotation_marks():
    said = flat(chain(QUOTES).draw("slide"))
    assert "The council doubts the price" in said
    assert "“The council" not in said and "“we will mend the roof by May.”" in said


def test_a_link_without_a_name_is_hollow():
    """Of the speaker, and of whoever passed the words on."""
    chart = chain(QUOTES)
    names = dict(zip(chart.table["speaker"], chart.table["every link has a name"], strict=True))
    assert names == {"Ann Ray": "yes", "A reader": "no", "Town council": "no", "Bob Lee": "yes"}
    figure = chart.draw("slide")
    for mark in drawn.marks(figure):
        named = chart.table["every link has a name"][int(mark.get_gid().removeprefix("row-"))]
        assert (mark.get_markerfacecolor() == "white") == (named == "no")
    assert "through a clerk" in flat(figure)
    assert "Hollow: somebody is not named" in drawn.words(figure, "lead")


def test_only_the_most_frequent_origin_has_the_accent():
    figure = chain(QUOTES).draw("slide")
    colored = [text.get_text() for text in drawn.texts(figure) if text.get_color() == ACCENT]
    assert colored == ["The Gazette"]
    alone = chain(QUOTES[:2].assign(outlet=["Minutes", "Town Radio"])).draw("slide")
    assert ACCENT not in {to_hex(text.get_color()) for text in drawn.texts(alone)}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (QUOTES, "2 of 4 passages are traced to The Gazette"),
        (QUOTES[:1], "1 of 1 passages is traced to The Gazette"),
        (QUOTES.assign(outlet=None), "Of 4 passages no origin is known"),
    ],
)
def test_the_title_counts_the_passages_of_one_origin(rows, title):
    assert chain(rows).title == title


def test_its_words_count_what_the_rows_say():
    words = chain(QUOTES).words
    assert "The Gazette (2), Minutes (1), Town Radio (1). 2 have a link without a name." in words


def test_what_has_no_room_on_a_slide_is_counted_and_a_phone_has_it():
    quotes = pd.concat([IN_ARTICLE] * 4, ignore_index=True)
    slide, phone = (flat(chain(quotes).draw(medium)) for medium in ("slide", "phone"))
    assert "more in the table" in slide and "more in the table" not in phone
    assert phone.count("Barbara Leaf") == 8


def many(count, **columns):
    """Return so many passages of the case; of each column so many different texts."""
    table = pd.concat([IN_ARTICLE] * 4, ignore_index=True).iloc[:count]
    texts = {name: [f"{text} {row}" for row in range(count)] for name, text in columns.items()}
    return table.assign(**texts)


AWKWARD = {
    "60 passages": many(60),
    "60 origins": many(60, outlet="Paper"),
    "long names": many(18, speaker=LONG, via=LONG, outlet=LONG),
    "names without a gap": many(18).assign(speaker="x" * 140, via="x" * 140, outlet="x" * 140),
    "words without a gap": many(18).assign(text="x" * 300),
    "right to left": many(18, speaker="מועצת העיר", via="פקיד", outlet="עיתון"),
    "nobody quoted": many(18).assign(text=None),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_nothing_overlaps_or_leaves_the_page(name):
    """Teachers bring tables that nobody here has seen."""
    assert drawn.all_faults(chain(AWKWARD[name])) == []
    long = chain(AWKWARD[name], title="Word " * 28, source="A newspaper, " * 40)
    assert drawn.all_faults(long) == []


def test_a_table_without_a_passage_of_the_article_is_said():
    with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
        chain(QUOTES[4:])


@pytest.mark.parametrize("column", ["in_article", "speaker", "named", "via", "outlet"])
def test_a_missing_column_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        chain(QUOTES.drop(columns=column))
