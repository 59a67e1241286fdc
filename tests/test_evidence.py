"""The cards of evidence: two sides of each question, as strong in number and in words."""

import re

import pytest

from dateline import load_case
from dateline.case import CASES

CASE = load_case("baghdad-embassy-2020")
NAMES = sorted(file.parent.name for file in CASES.glob("*/evidence.csv"))
WORDS = ["headline", "text", "quote"]  # what a group reads aloud from a card


def cards(name):
    """Return the cards of a case, each with its number of words."""
    table = load_case(name).evidence
    words = sum(table[column].str.split().str.len() for column in WORDS)
    return table.assign(words=words)


def questions(name):
    """Return the cards of each question of a case."""
    return [own for _, own in cards(name).groupby("question")]


def test_there_are_two_questions_with_twelve_cards_each():
    assert CASE.evidence["question"].value_counts().to_dict() == {
        "security-or-pressure": 12,
        "close-or-shrink": 12,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_two_sides_with_as_many_cards(name):
    """A class that holds five cards against seven has lost before it speaks."""
    assert questions(name)
    for own in questions(name):
        sides = own["side"].value_counts()
        assert len(sides) == 2
        assert sides.iloc[0] == sides.iloc[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_two_sides_have_about_as_many_words(name):
    """A tenth is the limit: with six cards a side that is less than the words of one card."""
    for own in questions(name):
        words = own.groupby("side")["words"].sum()
        assert words.max() - words.min() <= words.max() / 10
        if len(own) == 12:
            assert words.max() / 10 < own["words"].min()


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_short(name):
    assert cards(name)["text"].str.split().str.len().max() <= 35


@pytest.mark.parametrize("name", NAMES)
def test_a_number_names_the_side_by_its_letter(name):
    """Groups cite a card by its number; the letter tells the sides apart without color."""
    for own in questions(name):
        letters = own["number"].str[0]
        assert letters.groupby(own["side"]).nunique().tolist() == [1, 1]
        assert letters.nunique() == 2
        for _, side in own.groupby("side"):
            assert side["number"].str[1:].tolist() == [str(n + 1) for n in range(len(side))]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_asked_in_the_same_words_on_all_its_cards(name):
    for own in questions(name):
        (prompt,) = own["prompt"].unique()
        assert prompt.endswith("?")


def test_all_cards_were_known_when_the_article_was_published():
    """The class deliberates before it learns what happened."""
    before = CASE.until_publication()
    assert len(before.evidence) == len(CASE.evidence)
    assert before.evidence["date"].max() < CASE.published
    cells = [str(cell) for cell in before.evidence.drop(columns="source_ids").to_numpy().flat]
    assert [cell for cell in cells if re.search(r"202[1-9]|November 2020", cell)] == []
