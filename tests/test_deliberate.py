"""What a class deliberates with: votes by hand, a timer, cards of two sides, ways to talk."""

import json

import pytest
from markupsafe import escape

from dateline import cards, explorers, load_case, study
from tests.pages import danger, groups, page, sections
from tests.tables import HOSTILE

CASE = load_case("baghdad-embassy-2020").until_publication()
QUESTIONS = study.open(CASE)
POSITIONS = CASE.checks.query("check_id == 'position-before'")["option"].tolist()
EVIDENCE = CASE.evidence


def data(output):
    """Return what an output hands to its script."""
    (block,) = page(output.html).all("script", type_="application/json")
    return json.loads(block.text)


def static(output):
    """Return what a reader sees where no script runs."""
    (part,) = page(output.html).all("div", class_="dl-static")
    return part


def deck(question="security-or-pressure"):
    return explorers.evidence_explorer(EVIDENCE, CASE.sources, question=question).html


# ---- Evidence


def test_an_explorer_has_each_card_and_each_side():
    """A class looks at one card; a reader alone takes the other side first."""
    assert {side: len(names) for side, names in groups(deck()).items()} == {
        "S: mainly security": 6,
        "P: mainly pressure": 6,
        "Alone? Read the other side first": 2,
    }
    shown = sections(deck())
    assert list(shown)[0].startswith("S1 · ")
    assert len(shown["All P cards: mainly pressure"].all("article")) == 6


@pytest.mark.parametrize("question", EVIDENCE["question"].unique())
def test_a_card_says_all_that_a_group_must_know(question):
    """Number, side, year, speaker, words and how it reached us; and what only we concluded."""
    shown = sections(deck(question))
    for card in EVIDENCE[EVIDENCE["question"] == question].itertuples():
        html = shown[f"{card.number} · {card.headline}"]
        said = [card.number, card.side, card.headline, card.quote, card.speaker, card.role]
        said += [str(card.date.year), f"How it reached us: {card.status}"]
        assert [words for words in said if words not in html.text] == []
        ours = [step.text for step in html.all("span", class_="dl-own-step")]
        assert ("(Our own" in card.text) == (len(ours) == 1)
        assert all(words in card.text for words in ours)


def test_the_two_sides_differ_without_color():
    """A letter and the form of the border: a projector and a printer may lose any color."""
    for name, card in cards.evidence_cards(EVIDENCE, CASE.sources).items():
        assert ("dl-second" in card) == (name[0] in "PK"), name


def test_the_thin_side_is_as_thin_as_we_say():
    """Notebook 06 says that one card is of the week itself, and six on the other side."""
    week = EVIDENCE[EVIDENCE["date"] >= "2020-09-27"]
    counts = week[week["question"] == "close-or-shrink"].groupby("side")["number"].apply(list)
    assert counts["close or shrink"] == ["C2"]
    assert len(counts["keep"]) == 6
    assert not EVIDENCE.query("side == 'close or shrink'")["role"].str.contains("Iraq").any()


def test_an_unknown_question_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match="Did you mean 'close-or-shrink'"):
        deck("close-or-shrunk")


def test_hostile_words_stay_words_on_a_card():
    text = EVIDENCE.assign(headline=HOSTILE, text=HOSTILE, speaker=HOSTILE, side=HOSTILE)
    for card in cards.evidence_cards(text, CASE.sources).values():
        assert card.count(escape(HOSTILE)) == 4
        assert danger(card) == []


# ---- Questions without a key


def test_a_position_is_asked_twice_in_the_same_words():
    """Two votes can be compared only if the positions are the same, and the ids are not."""
    after = CASE.checks.query("check_id == 'position-after'")["option"].tolist()
    assert POSITIONS == after
    assert len(POSITIONS) == 5
    kept = CASE.checks[CASE.checks["kind"] == "position"]
    assert not kept["right"].any()


def test_the_eight_cards_to_sort_are_cards_of_both_sides_in_their_own_words():
    rows = CASE.checks.query("check_id == 'which-reading'")
    ours = EVIDENCE["number"] + ": " + EVIDENCE["headline"]
    assert rows["option"].isin(ours).all()
    numbers = rows["option"].str.split(":").str[0]
    assert numbers.tolist() == ["S2", "S4", "S5", "S6", "P1", "P3", "P4", "P6"]
    assert not rows["right"].any()


def test_the_card_that_moved_me_may_be_any_card_or_none():
    options = CASE.checks.query("check_id == 'card-that-moved-me'")["option"].tolist()
    first = EVIDENCE[EVIDENCE["question"] == "security-or-pressure"]
    assert options == [*(first["number"] + ": " + first["headline"]), "none of them"]


# ---- Tally, timer, ways to talk


def test_a_tally_counts_the_options_or_the_piles():
    assert data(QUESTIONS.tally("position-before"))["options"] == POSITIONS
    piles = ["only security", "only pressure", "fits both"]
    tally = QUESTIONS.tally("which-reading", title="Card P4")
    assert data(tally)["options"] == piles
    assert [cell.text for cell in static(tally).all("th", scope="row")] == piles
    assert "Card P4" in static(tally).text


def test_words_cannot_be_counted_by_hands():
    with pytest.raises(ValueError, match="'memo' has nothing to vote on.*'note'"):
        QUESTIONS.tally("memo")


def test_hostile_words_stay_words_in_a_tally_and_a_timer():
    tally = QUESTIONS.tally("position-before", title=HOSTILE)
    timer = study.timer(3, title=HOSTILE)
    for output in (tally, timer):
        assert escape(HOSTILE) in output.html
        assert HOSTILE not in output.html
    assert data(tally)["title"] == data(timer)["rounds"][0]["label"] == HOSTILE


def test_a_timer_has_the_steps_of_its_card():
    """A class sees what to do in each step, and 16 minutes stay 16 minutes."""
    rounds = data(study.protocol("structured-controversy"))["rounds"]
    assert sum(step["seconds"] for step in rounds) == 16 * 60
    assert [step["label"] for step in rounds][:3] == [
        "Prepare",
        "Side A speaks",
        "Side B says it back",
    ]
    assert data(study.timer(3, title="Vote"))["rounds"] == [
        {"label": "Vote", "seconds": 180, "text": ""}
    ]


@pytest.mark.parametrize("minutes", [0, -1, 181, float("nan")])
def test_a_timer_that_would_not_run_is_refused(minutes):
    with pytest.raises(ValueError, match="at most 180 minutes"):
        study.timer(minutes)


def test_an_unknown_way_to_talk_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r"Did you mean 'jigsaw'\? There are: think-pair-share"):
        study.protocol("jigsaws")


def test_the_sides_of_a_card_may_have_the_letters_of_the_evidence():
    """A student who holds P cards must not have to ask whether that is side A or B."""
    text = page(study.protocol("structured-controversy", sides="SP").html).text
    assert "Side P says it back" in text and "side S says: “Yes" in text
    assert [letter for letter in "AB" if f"ide {letter}" in text] == []
    with pytest.raises(ValueError, match="shorter"):
        study.protocol("structured-controversy", sides="S")


def test_all_ways_to_talk_are_in_one_menu():
    names = list(sections(study.protocols().html))
    assert len(names) == 7
    assert "Structured controversy (16 min)" in names
