"""The rubric for a memo, and the two sample memos that are marked by it."""

import re

import pytest

from dateline import CaseError, load_case, study
from dateline.questions.rubric import LEVELS, read_rubric

CASE = load_case("baghdad-embassy-2020").until_publication()
RUBRIC = read_rubric()
GOOD = "criterion,starting,solid,strong\nA,a,b,c\nB,a,b,c\nC,a,b,c\nD,a,b,c\n"


def test_each_sample_memo_is_marked_in_every_criterion_with_a_reason():
    """A mark without a reason teaches a pupil nothing, and a missing one looks like a zero."""
    assert CASE.memos["memo_id"].unique().tolist() == ["weak", "strong"]
    for _, marks in CASE.memos.groupby("memo_id"):
        assert marks["criterion"].tolist() == RUBRIC["criterion"].tolist()
        assert marks["reason"].str.len().min() > 20
    points = CASE.memos["level"].map(LEVELS.index).groupby(CASE.memos["memo_id"]).sum()
    assert points["strong"] > points["weak"] + 4


def test_the_sample_memos_are_as_long_as_asked_and_cite_cards_that_exist():
    """120 words and two cards is what the class is told."""
    numbers = set(CASE.evidence["number"])
    quotes = CASE.evidence.set_index("number")["quote"]
    for text in CASE.memos["text"].dropna():
        cited = re.findall(r"\b[A-Z]\d+\b", text)
        assert 110 <= len(text.split()) <= 130
        assert len(set(cited)) >= 2 and set(cited) <= numbers
        for words in re.findall("“(.+?)”", text):
            assert any(words in quotes[number] for number in cited)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "rubric.csv: is missing"),
        (GOOD.replace("solid", "good"), "needs the columns criterion, starting, solid, strong"),
        (GOOD.replace("D,a,b,c\n", ""), "needs 4 rows"),
        (GOOD.replace("D,", "A,"), "each with another criterion"),
        (GOOD.replace("B,a,b,", "B,a,,"), "line 3: solid is empty"),
        (GOOD.replace("B,a,b,", "B,a, ,"), "line 3: solid is empty"),
        ("\xff\x00", "needs the columns"),
    ],
)
def test_a_rubric_that_cannot_be_used_says_what_to_mend(tmp_path, text, message):
    file = tmp_path / "rubric.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match=message):
        read_rubric(file)


def test_it_is_shown_with_both_memos_and_says_who_wrote_them():
    html = study.rubric(CASE)._repr_html_()
    assert html.count("no student wrote it") == 2
    assert html.count('scope="row"') == 3 * len(RUBRIC)
