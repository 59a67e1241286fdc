"""Words for a share are judged by what they say, in one place for explorers and claims."""

import pytest

from dateline import load_case
from dateline.charts.fractions import IMPRECISE, NOT_TRUE, TRUE, judgment

THIRD, HALF = 1 / 3, 1 / 2


@pytest.mark.parametrize(
    ("softener", "said", "share", "verdict"),
    [
        ("more than", THIRD, 0.423, TRUE),  # it says no more than that
        ("more than", THIRD, 0.9, TRUE),
        ("more than", THIRD, 0.33, NOT_TRUE),
        ("more than", HALF, 0.5, NOT_TRUE),
        ("at least", HALF, 0.5, TRUE),
        ("almost", HALF, 0.46, TRUE),
        ("almost", HALF, 0.423, IMPRECISE),  # on the right side, but not close
        ("almost", HALF, 0.4, IMPRECISE),
        ("nearly", HALF, 0.51, NOT_TRUE),
        ("almost", HALF, 0.5, NOT_TRUE),
        ("", HALF, 0.5, TRUE),
        ("", HALF, 0.52, TRUE),
        ("", HALF, 0.423, IMPRECISE),
        ("about", THIRD, 0.327, TRUE),
    ],
)
def test_words_are_judged_by_what_they_say(softener, said, share, verdict):
    assert judgment(softener, said, share) == verdict


def test_the_verdict_on_the_articles_words_is_the_same_as_in_the_explorer():
    """Notebook 03 judges the words and notebook 05 the claim: a pupil meets both."""
    case = load_case("baghdad-embassy-2020")
    (claim,) = case.claims[case.claims["claim_id"] == "almost-half"].itertuples()
    (words,) = case.framing[case.framing["framing_id"] == "caravel-almost-half"].itertuples()
    share = 1 - words.value_to / words.value_from
    assert judgment(words.implied_words, words.implied_share, share).endswith(claim.verdict)
