"""Claims: the verdict is behind a fold, with who else wrote so and by which sources."""

from functools import partial

import pandas as pd
import pytest

from dateline import charts, load_case
from dateline.cards import claim_card
from dateline.charts.type import MEDIA
from dateline.explorers import claim_explorer
from tests import drawn, tables
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
    assert "Others who wrote something close to it: Town Radio, Herald" in text
    assert "The Gazette (read: whole); Town Council (seen in a copy) (read: excerpt)" in text
    assert "What better sources say: One corner leaks." in text


def test_what_is_not_known_is_said_or_left_out():
    text = page(claim_card(PICTURE, SOURCES)).text
    assert "Others who wrote" not in text
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


verdicts = partial(charts.verdicts, source="The Gazette")


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("claims", [CLAIMS, CASE.claims], ids=["small", "case"])
def test_every_claim_is_one_square_of_its_paragraph_and_verdict(claims, medium):
    chart = verdicts(claims)
    assert sorted(mark.row for mark in chart.marks(medium)) == list(range(len(claims)))
    found = chart.table.groupby(["paragraph", "verdict"]).size()
    for (paragraph, verdict), count in claims.groupby(["paragraph", "verdict"]).size().items():
        assert found[f"Paragraph {paragraph}" if paragraph else "Caption", verdict] == count
    assert found.sum() == len(claims)


def test_squares_of_one_paragraph_are_in_a_row_and_of_one_verdict_in_a_column():
    chart = verdicts(CASE.claims)
    table = chart.table.join(pd.DataFrame(chart.marks("slide")).set_index("row"))
    assert (table.groupby("paragraph")["y"].nunique() == 1).all()
    spans = table.groupby("verdict")["x"].agg(["min", "max"]).sort_values("min")
    assert (spans["max"].to_numpy()[:-1] < spans["min"].to_numpy()[1:]).all()


def test_verdicts_and_paragraphs_are_named_with_how_many_they_have():
    said = " ".join(drawn.words(verdicts(CLAIMS).draw("slide")).split())
    assert "Accurate 1 Imprecise 2" in said and "Caption" in said and "Paragraph 2" in said
    words = verdicts(CLAIMS).words
    assert words.startswith("Verdicts on 3 claims: accurate 1, imprecise 2. By paragraph: Caption")


@pytest.mark.parametrize("medium", MEDIA)
def test_it_says_that_it_is_no_rating(medium):
    """A count of verdicts looks like a school report, and is none."""
    chart = verdicts(CLAIMS)
    said = "no rating of a writer or a paper"
    assert said in chart.words
    assert said in " ".join(drawn.words(chart.draw(medium), "lead").split())


def test_more_claims_than_can_be_counted_are_bars_with_their_number():
    figure = verdicts(AWKWARD["a thousand claims"]).draw("slide")
    assert "The longer the bar, the more claims." in drawn.words(figure, "lead")
    assert "800" in {text.get_text().strip() for text in drawn.texts(figure)}
    assert "A square is a claim." in drawn.words(verdicts(CLAIMS).draw("slide"), "lead")


def test_an_empty_cell_is_said_and_not_guessed():
    chart = verdicts(CLAIMS.assign(verdict=["accurate", None, " "], paragraph=[1, 2, None]))
    assert list(chart.table["verdict"]) == ["accurate", "not stated", "not stated"]
    assert list(chart.table["paragraph"]) == ["Paragraph 1", "Paragraph 2", "No paragraph"]


def test_the_numbers_of_an_editable_chart_are_those_of_the_verdicts():
    assert verdicts(CLAIMS).numbers["claims"].to_dict() == {"accurate": 1, "imprecise": 2}


AWKWARD = {
    "a thousand claims": pd.concat([CLAIMS] * 400, ignore_index=True),
    "60 paragraphs": pd.concat([CLAIMS] * 20).assign(paragraph=range(60)),
    "long verdicts": CLAIMS.assign(verdict=["A verdict that is rather long " * 5, "x" * 140, ""]),
    "ten verdicts": pd.concat([CLAIMS] * 4)[:10].assign(
        verdict=[f"verdict {n}" for n in range(10)]
    ),
    "right to left": CLAIMS.assign(verdict="מדויק"),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_nothing_overlaps_or_leaves_the_page(name):
    """Teachers bring tables that nobody here has seen."""
    chart = verdicts(AWKWARD[name], title="Word " * 28)
    assert drawn.all_faults(chart) == []
    assert sum(chart.numbers["claims"]) == len(AWKWARD[name])


def test_paragraphs_that_have_no_room_on_a_slide_are_counted():
    said = [drawn.words(verdicts(AWKWARD["60 paragraphs"]).draw(name)) for name in MEDIA]
    assert ["more in the table" in words for words in said] == [True, True, False]


@pytest.mark.parametrize("column", ["verdict", "paragraph"])
def test_a_missing_column_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        verdicts(CLAIMS.drop(columns=column))
