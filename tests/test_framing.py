"""The words of newsrooms beside the cut that they write about, and the shares of the numbers."""

from functools import partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from dateline import charts, load_case
from dateline.charts.type import ACCENT, SOFT
from tests import drawn, tables

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
FRAMING = tables.framing()
LONG = "The directorate for the counting of all visitors to public buildings and parks " * 2
ARTICLE = "caravel-2020-10-08"
framing = partial(charts.framing, source=SOURCE)


def the_cut():
    """Return what newsrooms wrote of the cut in the article, with a fraction or without."""
    rows = CASE.framing[CASE.framing["what_is_cut"] == "US troops in Iraq (announced 9 September)"]
    return rows[rows["kind"].isin(["size", "neutral"])]


def squares(figure):
    """Return how many squares are filled and how many are hollow."""
    boxes = [one for one in figure.get_children() if isinstance(one, Rectangle)]
    filled = [one for one in boxes if to_hex(one.get_facecolor()) == SOFT]
    hollow = [one for one in boxes if to_hex(one.get_edgecolor()) == ACCENT and one.get_linewidth()]
    return len(filled), len(hollow)


@pytest.mark.parametrize(
    ("before", "after", "filled", "hollow", "each"),
    [
        (5200, 3000, 30, 22, "each 100."),
        (52, 30, 30, 22, "each."),
        (486, 349, 70, 27, "each 5."),
        (5_200_000, 3_000_000, 30, 22, "each 100,000."),
        (7, 0, 0, 7, "each."),
    ],
)
def test_the_whole_is_squares_and_the_cut_is_hollow(before, after, filled, hollow, each):
    """At most a hundred, each of a round number that the lead names."""
    chart = framing(FRAMING.assign(value_from=before, value_to=after))
    for medium in ("slide", "phone"):
        figure = chart.draw(medium)
        assert squares(figure) == (filled, hollow)
        assert f"a square for {each} Hollow: the cut" in drawn.words(figure, "lead")


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_every_wording_is_there_with_its_newsroom(medium):
    rows = the_cut()
    said = " ".join(drawn.words(framing(rows).draw(medium)).split())
    for row in rows.dropna(subset="implied_share").itertuples():
        assert f"“{row.phrase[:8]}".casefold() in said.replace("“ ", "“").casefold()
        assert row.publisher.split(" (")[0] in said


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_both_shares_of_the_case_are_named_with_their_numbers(medium):
    """40 or 42 per cent: it depends on where the cut starts."""
    figure = framing(the_cut(), article=ARTICLE).draw(medium)
    said = " ".join(drawn.words(figure).split())
    assert "42.3 %" in said and "40.0 %" in said
    assert "5,000 to 3,000" in said and "the article’s own" in said


def test_the_article_is_named_only_where_it_is_known():
    assert "The Caravel, the article" in drawn.words(
        framing(the_cut(), article=ARTICLE).draw("slide")
    )
    assert "the article" not in drawn.words(framing(the_cut()).draw("slide"))


def test_newsrooms_without_a_fraction_are_in_the_note_and_have_no_row():
    chart = framing(FRAMING)
    assert len(chart.table) == 3
    said = drawn.words(chart.draw("slide"), "foot")
    assert "Town Radio gave numbers and no fraction." in said
    many = pd.concat([FRAMING, *[FRAMING[3:].assign(publisher=f"Paper {n}") for n in range(9)]])
    assert "Paper 3 and 5 others gave numbers" in drawn.words(framing(many).draw("slide"), "foot")


def test_words_say_which_fraction_is_nearest():
    """Worked by hand from the table."""
    assert framing(FRAMING).words.endswith(
        "52 to 30 is 42.3 %; of the fractions used, nearest is a half (7.7 points away), then a "
        "third (9.0 points away). 50 to 30 is 40.0 %; of the fractions used, nearest is a third "
        "(6.7 points away), then a half (10.0 points away)."
    )


def test_how_far_words_are_from_their_own_numbers():
    """Worked by hand: 50 less 40; 42.3 less 33.3; 50 less 42.3."""
    table = framing(the_cut()).table
    apart = dict(zip(table["words"], table["points apart"], strict=True))
    assert apart["by almost half––from 5,000 to 3,000"] == 10.0
    assert apart["represents more than a third of the U.S. force"] == 9.0
    assert apart["US to cut troop numbers in Iraq by half"] == 7.7


def test_how_far_words_are_from_the_numbers_is_drawn():
    figure = framing(FRAMING).draw("slide")
    assert {"9.0 points", "7.7 points"} <= {text.get_text() for text in drawn.texts(figure)}
    said = drawn.words(framing(FRAMING).draw("phone"))
    assert "9.0 points below the numbers" in said and "7.7 points above the numbers" in said


def test_the_words_that_size_the_cut_are_heavy():
    figure = framing(the_cut()).draw("slide")
    heavy = {text.get_text() for text in drawn.texts(figure) if text.get_weight() == "semibold"}
    assert {"more than one-third", "nearly in half", "by half", "Almost half"} <= heavy


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (FRAMING, "One cut, 2 sizes in words: from a third to a half"),
        (FRAMING[:1], "One cut, in words a half"),
    ],
)
def test_the_title_says_from_which_size_to_which(rows, title):
    assert framing(rows).title == title


AWKWARD = {
    "60 newsrooms": pd.concat([FRAMING] * 15),
    "60 sizes": pd.concat(
        [FRAMING.assign(implied_share=[n / 60, n / 60 + 0.2, n / 60 + 0.4, 0.9]) for n in range(15)]
    ),
    "long names": FRAMING.assign(publisher=LONG, phrase=LONG),
    "names without a gap": FRAMING.assign(publisher="x" * 140, phrase="x" * 140),
    "right to left": FRAMING.assign(publisher="מועצת העיר", phrase="חצי (על התוכנית)"),
    "near sizes": FRAMING.assign(implied_share=[0.5, 0.49, 0.48, 0.47]),
    "a small cut": FRAMING.assign(value_from=100, value_to=99, implied_share=[0.01, 0.02, 0.1, 0]),
    "all": FRAMING.assign(value_to=0, implied_share=1.0),
    "decimals": FRAMING.assign(value_from=0.8, value_to=0.3),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_nothing_overlaps_or_leaves_the_page(name):
    """Teachers bring tables that nobody here has seen."""
    assert drawn.all_faults(framing(AWKWARD[name])) == []
    assert drawn.all_faults(framing(AWKWARD[name], title="Word " * 28)) == []


def test_what_has_no_room_on_a_slide_is_counted():
    said = drawn.words(framing(AWKWARD["60 newsrooms"]).draw("slide"))
    assert "more in the table" in said
    assert "more in the table" not in drawn.words(framing(AWKWARD["60 newsrooms"]).draw("phone"))


def test_a_rise_is_no_cut():
    with pytest.raises(ValueError, match="52 to 70 is no cut: keep rows whose number falls."):
        framing(FRAMING.assign(value_to=70))


def test_without_a_share_in_words_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="No row names a share"):
        framing(FRAMING[3:])


@pytest.mark.parametrize("column", ["publisher", "phrase", "implied_share", "value_from"])
def test_a_missing_column_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        framing(FRAMING.drop(columns=column))
