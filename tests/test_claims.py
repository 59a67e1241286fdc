"""Claims: the verdict is behind a fold, with who else wrote so and by which sources."""

import re

import pandas as pd
import pytest

from dateline import charts, load_case
from dateline.cards import claim_card
from dateline.charts.type import MEDIA
from dateline.explorers import claim_explorer
from tests import tables
from tests.figures import colliding, outside, words_on
from tests.pages import danger, groups, page, sections

CASE = load_case("baghdad-embassy-2020").until_publication()
SOURCES = tables.sources().assign(seen=["whole", "excerpt", None])
CLAIMS = pd.DataFrame(
    {
        "paragraph": [2, 0, 2],
        "claim": ["The roof leaks", "The picture shows rain", "Ann said so"],
        "kind": ["event", "date", "attribution"],
        "claimant": ["The Gazette", "The Gazette", "Ann Ray"],
        "verdict": ["imprecise", "accurate", "imprecise"],
        "evidence": ["One corner leaks.", "It rained.", "She said: perhaps."],
        "company": ["Town Radio; Herald", None, None],
        "teaching_point": ["Ask which part.", "Ask when.", "Ask how sure."],
        "confidence": ["high", "high", "low"],
        "source_ids": ["gazette;minutes", "radio", "gazette"],
    }
)
ROOF, PICTURE, ANN = CLAIMS.itertuples()


# ---- The card


def test_a_card_says_first_what_is_claimed_and_folds_the_verdict():
    """A reader judges before reading what we think."""
    whole = page(claim_card(ROOF, SOURCES))
    (fold,) = whole.all("details")
    assert "open" not in fold.attributes
    assert [one.text for one in whole.all("p")[:2]] == [
        "The roof leaks",
        "The Gazette · event, paragraph 2",
    ]
    assert "Verdict on this sentence: imprecise" in fold.text
    assert whole.text.count("imprecise") == 1


def test_a_card_names_company_and_how_much_of_each_source_was_read():
    text = page(claim_card(ROOF, SOURCES)).text
    assert "Professional newsrooms that made the same choice: Town Radio, Herald" in text
    assert "The Gazette (read: whole); Town Council (seen in a copy) (read: excerpt)" in text
    assert "What better sources say: One corner leaks." in text


def test_what_is_not_known_is_said_or_left_out():
    text = page(claim_card(PICTURE, SOURCES)).text
    assert "made the same choice: we found none" in text
    assert "The Gazette · date, under its picture" in text
    assert "nan" not in text
    assert "read:" not in text


# ---- The explorer


def test_cards_are_listed_by_paragraph_and_lines_by_kind():
    html = claim_explorer(CLAIMS, SOURCES).html
    assert groups(html) == {
        "By paragraph": ["Caption (1)", "Paragraph 2 (2)"],
        "By kind": ["date (1)", "event (1)", "attribution (1)"],
    }
    pages = sections(html)
    titles = [one.text for one in pages["Paragraph 2 (2)"].all("p", class_="dl-what")]
    assert titles == ["The roof leaks", "Ann said so"]
    assert pages["event (1)"].all("li")[0].text == "The roof leaks (paragraph 2)"
    assert pages["date (1)"].all("li")[0].text == "The picture shows rain (caption)"


def test_on_the_case_each_claim_has_one_card_and_no_later_source_gives_the_outcome_away():
    """What a page of 2021 is called may tell the end: its publisher is all that is said."""
    html = claim_explorer(CASE.claims, CASE.sources).html
    titles = [one.text for one in page(html).all("p", class_="dl-what")]
    assert sorted(titles) == sorted(CASE.claims["claim"])
    assert len(html.encode()) < 300_000
    everything = load_case("baghdad-embassy-2020")
    later = everything.sources[everything.sources["date"].fillna("") > "2020-10-08"]
    assert [url for url in later["url"] if url in html] == []
    cited = {name for ids in CASE.claims["source_ids"] for name in ids.split(";")}
    assert len(cited & set(later["source_id"])) > 3


def test_missing_columns_rows_and_sources_are_refused_in_words():
    for column in ("claim", "verdict", "company", "source_ids"):
        with pytest.raises(ValueError, match=f"no column called '{column}'"):
            claim_explorer(CLAIMS.drop(columns=column), SOURCES)
    with pytest.raises(ValueError, match="no column called 'seen'"):
        claim_explorer(CLAIMS, tables.sources())
    with pytest.raises(ValueError, match="no rows. Widen the filter"):
        claim_explorer(CLAIMS[:0], SOURCES)
    with pytest.raises(ValueError, match="no rows. Widen the filter"):
        charts.verdicts(CLAIMS[:0], source="S")
    with pytest.raises(ValueError, match="no source called 'gazette'"):
        claim_card(ANN, SOURCES[1:])


def test_no_hostile_column_reaches_a_page_unescaped():
    """Column by column: what one of them hides is not hidden by the others."""
    columns = CLAIMS.select_dtypes(["str", "object"]).columns
    assert len(columns) == 9
    for column in columns:
        sources = SOURCES
        if column == "source_ids":
            sources = SOURCES.assign(source_id=[tables.HOSTILE, *SOURCES["source_id"][1:]])
        html = claim_explorer(CLAIMS.assign(**{column: tables.HOSTILE}), sources).html
        assert danger(html) == [], column
        assert page(html).all("img") == [], column
    assert danger(claim_explorer(CLAIMS, tables.hostile(SOURCES)).html) == []


# ---- The chart


def test_bars_count_the_verdicts_from_zero():
    chart = charts.verdicts(CLAIMS, source="S")
    ax = chart.figure.axes[0]
    assert [bar.get_width() for bar in ax.patches] == [2, 1]
    assert ax.get_xlim()[0] == 0
    assert chart.words.startswith("Verdicts on 3 claims: imprecise 2, accurate 1.")
    assert chart.table.to_dict("list") == {"verdict": ["imprecise", "accurate"], "claims": [2, 1]}


def test_on_the_case_each_claim_is_counted_once():
    chart = charts.verdicts(CASE.claims, source="S")
    assert chart.table["claims"].sum() == len(CASE.claims)
    assert set(chart.table["claims"].astype(str)) <= set(words_on(chart.figure))


def test_it_says_that_it_is_no_mark():
    """A count of verdicts looks like a school report, and is none."""
    chart = charts.verdicts(CLAIMS, source="S")
    assert "no mark for a writer or a paper" in chart.words
    assert any("no mark for a writer" in text for text in words_on(chart.figure))


@pytest.mark.parametrize("medium", MEDIA)
def test_no_text_covers_another_or_leaves_the_page(medium):
    for times in (1, 300):
        rows = pd.concat([CLAIMS] * times, ignore_index=True)
        chart = charts.verdicts(rows, source="S", title="A title that is rather long " * 3)
        figure = chart.draw(medium)
        assert colliding(figure) == []
        assert outside(figure) == []


def test_bare_it_gives_no_number_away():
    figure = charts.verdicts(CASE.claims, source="S").bare().draw("screen")
    numbers = {text for text in words_on(figure) if re.fullmatch(r"\d+", text)}
    assert numbers <= {"0", "5", "10"}


def test_the_table_passed_in_is_not_changed():
    before = CLAIMS.copy()
    charts.verdicts(CLAIMS, source="S")
    claim_explorer(CLAIMS, SOURCES)
    pd.testing.assert_frame_equal(CLAIMS, before)
