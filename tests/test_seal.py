"""What is sealed until a class has predicted: what it asks, and what it keeps to itself."""

import json
import re

import pandas as pd
import pytest

from dateline import load_case, study
from dateline.questions.seal import Seal
from tests.pages import page

CASE = load_case("baghdad-embassy-2020")
KNOWN = CASE.until_publication()
PREDICTIONS = ["embassy-closed", "troops-below-3000"]


def data_of(output):
    """Return the data that an output gives to its script."""
    scripts = page(output._repr_html_()).all("script")
    script = next(one for one in scripts if one.attributes.get("type") == "application/json")
    return json.loads(script.text)


def test_one_answer_is_no_and_one_is_yes_and_the_first_word_says_so():
    """Who says 100 to everything, or 0, must not be the best of the room."""
    outcomes = CASE.outcomes.set_index("check_id")
    assert outcomes.loc[PREDICTIONS, "happened"].tolist() == [False, True]
    for row in outcomes.itertuples():
        assert row.what_happened_next.startswith("Yes." if row.happened else "No.")
    assert set(outcomes.index) == set(CASE.checks.query("kind == 'prediction'")["check_id"])


def test_outcomes_and_later_questions_are_out_of_the_case_until_publication():
    """No other notebook can show them, not even to a reader who prints the table of checks."""
    later = CASE.checks[CASE.checks["notebook"] == "07_what_happened_next"]
    assert KNOWN.outcomes.empty
    assert len(later) > 20
    assert not set(later["check_id"]) & set(KNOWN.checks["check_id"])
    others = CASE.checks[~CASE.checks["check_id"].isin(later["check_id"])]
    pd.testing.assert_frame_equal(KNOWN.checks, others.reset_index(drop=True))


def test_the_seal_itself_does_not_know_the_outcome():
    data = data_of(study.seal(CASE, *PREDICTIONS))
    assert [one["id"] for one in data["predictions"]] == PREDICTIONS
    assert {(one["happened"], one["outcome"], one["source"]) for one in data["predictions"]} == {
        ("", "", "")
    }
    scored = data_of(study.seal(CASE, *PREDICTIONS).scores())["predictions"]
    assert [one["happened"] for one in scored] == [False, True]
    assert all(one["outcome"] and "Post" in one["source"] + one["outcome"] for one in scored[:1])


def test_the_options_about_what_came_next_are_those_of_the_tables():
    """A correction in a table must not leave an old copy in a question."""
    options = CASE.checks.groupby("check_id")["option"].apply(list)
    assert set(options["moved-most"]) - set(CASE.events["title"]) == {"None of them"}
    claims = CASE.claims.dropna(subset="what_happened_next")
    sentences = claims["claim"] + ". What came next: " + claims["what_happened_next"]
    assert len(options["aged-well"]) == 8 and set(options["aged-well"]) <= set(sentences)
    words = CASE.quotes.set_index("quote_id").loc["pompeo-happy-with-iraqis", "text"]
    (quoted,) = re.findall("“(.+?) …”", options["later-statements"][0])
    assert words.startswith(quoted)


def test_attacks_are_neither_chosen_from_nor_scored():
    """Nobody may win or lose a point with an attack."""
    attacks = CASE.events[CASE.events["category"] == "attacks"]
    options = CASE.checks.loc[CASE.checks["check_id"] == "moved-most", "option"]
    assert not set(options) & set(attacks["title"])


def test_what_cannot_be_sealed_or_scored_says_what_to_do():
    with pytest.raises(ValueError, match="no prediction called 'embassy-close'. Did you mean"):
        study.seal(CASE, "embassy-close")
    with pytest.raises(ValueError, match="outcomes.csv needs a row"):
        study.seal(KNOWN, *PREDICTIONS).scores()
    for parts in ((), ("words",)):
        with pytest.raises(ValueError, match="hide needs charts"):
            Seal([]).hide(*parts)
