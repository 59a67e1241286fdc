"""The checks of the lesson: their keys follow from the tables, and a wrong table is reported."""

import json
import re
import shutil

import pandas as pd
import pytest

from dateline import CaseError, load_case, study
from dateline.case.case import CASES
from dateline.case.check_rows import typed_number
from dateline.dates import long_date
from tests.notebooks import NAMES, PROJECT, read
from tests.pages import page

ALL = load_case("baghdad-embassy-2020")
CASE = ALL.until_publication()
CHECKS = CASE.checks
IN_ARTICLE = CASE.quotes[CASE.quotes["in_article"]]
PRINTED = IN_ARTICLE.dropna(subset="text")


def options(name):
    return CHECKS[CHECKS["check_id"] == name]


def key(name):
    """Return the one right option of a choice."""
    (right,) = options(name).loc[options(name)["right"], "option"]
    return right


def event(name):
    return CASE.events.set_index("event_id").loc[name]


def verdict(name):
    return CASE.claims.set_index("claim_id").loc[name, "verdict"]


# ---- The right answers


def test_closing_hangs_on_a_condition():
    summary = CASE.paragraphs.set_index("paragraph")["summary"][1]
    assert "condition: if" in summary
    assert key("closing-decided") == "going to happen only if the attacks continued"


def test_pompeo_is_not_quoted():
    assert "Mike Pompeo" not in set(PRINTED["speaker"])
    assert "Mike Pompeo" in set(IN_ARTICLE["speaker"])
    assert key("pompeo-quoted") == "No"


def test_passages_and_voices():
    count = f"{len(PRINTED)} passages, {PRINTED['speaker'].nunique()} voices"
    assert key("voices-and-passages") == count == "5 passages, 4 voices"


def test_share_that_leaves():
    row = CASE.framing.set_index("framing_id").loc["caravel-almost-half"]
    share = 100 * (row["value_from"] - row["value_to"]) / row["value_from"]
    assert float(key("share-that-leaves")) == share == 40
    stays = options("share-that-leaves").set_index("option")["feedback"]["60"]
    assert "stays" in stays and 100 - share == 60
    official = CASE.framing.set_index("framing_id")["computed_share"].dropna()
    assert 0.423 in official.round(3).tolist()
    feedback = options("share-that-leaves").set_index("option")["feedback"]["42.3"]
    assert "5,200" in feedback and "starts from 5,000" in feedback


def test_picture_is_older_than_the_attacks():
    caption = CASE.claims.set_index("claim_id").loc["caption-protests", "claim"]
    assert "December 2019" in caption and "protests" in caption
    assert event("closure-plan-in-the-news")["date"].year == 2020
    assert key("photo-date").startswith("False")


def test_order_is_that_of_the_dates():
    """The last card is the article's own date; the picture has the date of its caption."""
    cards = options("order-of-events")
    in_order = cards.assign(place=cards["place"].astype(int)).sort_values("place")
    assert in_order["option"].tolist() != cards["option"].tolist()  # the table gives nothing away
    starts = [
        "Staff are",
        "The picture",
        "Soleimani",
        "Rockets",
        "Trump",
        "A troop cut",
        "The troop cut",
    ]
    for text, start in zip(in_order["option"], starts, strict=True):
        assert text.startswith(start)
    assert in_order["option"].iloc[-1].endswith("end of October (the article’s date)")

    names = [
        "staff-ordered-out-2019",
        "embassy-compound-break-in",
        "soleimani-killed",
        "rockets-kill-three-at-camp-taji",
        "trump-receives-kadhimi",
        "troop-cut-announced",
    ]
    dates = [event(name)["date"] for name in names]
    assert dates == sorted(set(dates))
    for place in (0, 2, 3, 4, 5):
        assert in_order["feedback"].iloc[place] == long_date(dates[place])


def test_newspapers_that_are_named():
    named = CASE.people[(CASE.people["side"] == "press") & CASE.people["named_in_article"]]
    rows = options("two-newspapers")
    assert set(rows.loc[rows["right"], "option"]) == set(named["printed_as"])


def test_inference_may_be_the_writers_or_the_posts():
    """Whose step it is stays open, so both names for it can be defended."""
    claim = CASE.claims.set_index("claim_id").loc["security-may-save-the-embassy"]
    assert claim["claimant"].startswith("The Caravel")
    own = options("which-indicates")
    assert own.loc[own["right"], "option"].tolist() == [
        "the writer’s inference",
        "a paraphrase of The Washington Post",
    ]
    (phrase,) = re.findall("“([^”]+)”", options("which-indicates")["prompt"].iloc[0])
    assert len(phrase.split()) <= 12


def test_words_for_the_same_step_differ_in_meaning():
    assert verdict("total-withdrawal") == "disputed"
    assert key("one-word-or-many").startswith("No")


def test_surprise_rests_on_officials():
    evidence = CASE.claims.set_index("claim_id").loc["warning-surprised-iraq", "evidence"]
    assert "Iraqi officials said so to the Post" in evidence
    assert key("surprise") == "A dated statement by an Iraqi official who says so"
    assert event("trump-receives-kadhimi")["in_article"]  # true, and no evidence of surprise
    assert "Trump’s meeting with Kadhimi in August" in options("surprise")["option"].tolist()


def test_both_experts_warn():
    experts = PRINTED[PRINTED["side"] == "experts and former officials"]
    assert set(experts["stance"]) == {"opposes"}
    assert set(experts["speaker"]) == {"Barbara Leaf", "Feisal al-Istrabadi"}
    assert key("outside-voices") == "Both warn that it would help Iran"


def test_prediction_is_the_writers():
    claim = CASE.claims.set_index("claim_id").loc["kadhimi-will-struggle"]
    assert claim["kind"] == "prediction"
    assert claim["claimant"] == "The Caravel"
    assert claim["paragraph"] == 7
    assert "(paragraph 7)" in key("which-is-a-prediction")


def test_a_line_between_two_points_is_no_evidence():
    rows = CASE.levels[CASE.levels["conflict_group"].isin(["2020-09-before", "2020-09-after"])]
    assert not rows["value"].between(3001, 4999).any()
    assert key("middle-month").startswith("No")


def test_since_is_not_because():
    claim = CASE.claims.set_index("claim_id").loc["attacks-increased-since-january"]
    assert "October 2019" in claim["evidence"]
    assert key("since-january").startswith("No: it gives a time")


def test_order_of_2019_in_the_article():
    claim = CASE.claims.set_index("claim_id").loc["order-not-reversed"]
    assert "December 2019" in claim["evidence"] and "March 2020" in claim["evidence"]
    order = IN_ARTICLE.set_index("quote_id").loc["pompeo-ordered-staff-out"]
    assert order["speaker"] == "Mike Pompeo"
    assert key("order-of-2019") == "Pompeo’s; it had not been reversed"


# ---- Sortings, notes and predictions


def test_five_verdicts_are_those_of_the_table():
    rows = options("five-verdicts").merge(CASE.claims, left_on="option", right_on="claim")
    assert (rows["place"] == rows["verdict"]).all() and rows["core"].all()
    assert sorted(rows["verdict"]) == sorted(set(CASE.claims["verdict"]))


def test_what_is_sorted_as_a_quotation_is_one_and_nothing_else_has_the_marks():
    rows = options("who-says-so")
    assert len(rows) == 12
    quoted = rows["option"].str.extract("“(.+)”")[0]
    assert (rows["place"] == "quotation").equals(quoted.notna())
    assert all(any(words in text for text in PRINTED["text"]) for words in quoted.dropna())


def test_what_is_sorted_as_a_paraphrase_is_one_in_the_table():
    """A piece of the article cannot be one thing here and another in notebook 04."""
    paraphrased = ["pompeo-announced", "post-harder-line", "talal-unintended-effects"]
    quotes = CASE.quotes.set_index("quote_id").loc[paraphrased]
    assert set(quotes["kind"]) == {"paraphrase"}
    cards = options("who-says-so")
    texts = cards.loc[cards["place"] == "paraphrase", "option"]
    paragraphs = texts.str.extract(r"paragraph (\d)")[0]
    assert paragraphs.tolist() == quotes["paragraph"].astype(str).tolist()


def test_cards_of_the_hunt_are_those_of_the_table():
    """The sources of each card are the sources of the wording that the notebook shows."""
    code = "".join(cell.source for cell in read("05_check_the_claims").cells)
    names = re.findall(r'"([a-z-]+-(?:november|september|day))"', code)
    rows = CASE.framing.set_index("framing_id").loc[names]
    assert rows["source_ids"].tolist() == options("hunt-october")["source_ids"].tolist()
    assert set(rows["kind"]) == {"deadline"}


def test_cards_of_the_hunt_do_not_give_the_key_away():
    """Neither the table above the question nor an option says whose timetable a card gives."""
    rows = options("hunt-october")
    assert rows["option"].tolist() == [f"Card {letter}" for letter in "ABCD"]
    (code,) = [c.source for c in read("05_check_the_claims").cells if c.get("id") == "cards"]
    assert code.splitlines()[-1] == 'case.show(found, ["card", "publisher", "date", "phrase"])'


def test_the_card_about_both_countries_is_about_both_in_the_table():
    """A key that the table contradicts cannot be defended in a class."""
    row = CASE.framing.set_index("framing_id").loc["wall-street-journal-election-day"]
    assert row["what_is_cut"] == "US troops in Iraq and Afghanistan together"
    assert options("hunt-october")["place"].iloc[-1] == "both countries together"


def test_predictions_are_two_and_neither_of_attacks_or_deaths():
    """Nobody may win a point with a death."""
    rows = CHECKS[CHECKS["kind"] == "prediction"]
    assert rows["check_id"].tolist() == ["embassy-open", "troops-below-3000"]
    day = CASE.published + pd.Timedelta(weeks=15)
    assert abs((day - pd.Timestamp(day.year, 1, 20)).days) <= 1  # "fifteen weeks", "20 January"
    assert not rows["prompt"].str.contains("(?i)attack|kill|death|die|rocket").any()


def test_a_note_has_two_samples_and_one_is_better():
    for _, samples in CHECKS[CHECKS["kind"] == "note"].groupby("check_id"):
        assert sorted(samples["right"]) == [False, True]


def test_every_option_has_feedback():
    """A lone reader gets an answer whatever is chosen, and a hint before."""
    judged = CHECKS[CHECKS["kind"] != "prediction"]
    assert judged["feedback"].notna().all()
    assert judged.groupby("check_id")["hint"].first().notna().all()


def test_nothing_later_than_the_article_is_in_a_check():
    """A class predicts before it learns."""
    text = " ".join(str(cell) for cell in CHECKS.drop(columns=["source_ids"]).to_numpy().flat)
    later = ALL.events[ALL.events["after_article"]]
    assert re.findall(r"202[1-9]|(?:November|December) 2020|1[0-9] October", text) == []
    assert [title for title in later["title"] if title in text] == []
    source_ids = set(CHECKS["source_ids"].str.split(";").explode())
    dates = ALL.sources.set_index("source_id").loc[sorted(source_ids), "date"].fillna("")
    assert (dates <= f"{CASE.published:%Y-%m-%d}").all()


def test_every_check_is_asked_once_in_its_notebook():
    """What no notebook asks can never be done, and progress would never reach the end."""
    assert set(CHECKS["notebook"]) <= set(NAMES)
    for name in NAMES:
        code = "".join(cell.source for cell in read(name).cells if cell.cell_type == "code")
        calls = " ".join(re.findall(r"questions\.ask\(([^)]*)\)", code))
        asked = re.findall(r'"([a-z0-9-]+)"', calls)
        checks = CHECKS.loc[CHECKS["notebook"] == name, "check_id"].unique()
        assert sorted(asked) == sorted(checks), name


# ---- The questions of the case


def test_the_questions_of_the_case_can_all_be_asked(tmp_path):
    """Each names its own sources; asking writes nothing, because nobody has answered yet."""
    questions = study.open(CASE, folder=tmp_path)
    shown = questions.ask(*questions.questions)
    text = page(shown.fallback.html).text
    assert text.count("Source: ") == len(questions.questions) - 2  # all but the predictions
    assert "published sources; each row" not in text
    assert "nan" not in re.findall(r"\b\w+\b", text)
    assert list(tmp_path.iterdir()) == []


def test_answers_go_to_the_project_and_are_not_shared():
    """They belong to the reader: no commit may take them along."""
    assert study.open(CASE).folder == PROJECT / "answers"
    assert "/answers/" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_numbers_may_be_typed_as_people_write_them():
    """The prompt itself writes 5,000: somebody who types 2,000 has not typed two."""
    numbers = {
        "40": 40,
        " 40 % ": 40,
        "40,0": 40,
        "40.0%": 40,
        "4e1": 40,
        "40 per cent": 40,
        "40 Percent ": 40,
        "-40": -40,
        "2,000": 2000,
        "-2,000": -2000,
        "2,000.5": 2000.5,
        "1,234,567": 1234567,
        "10,000 %": 10000,
        "12,5": 12.5,
        "12,50": 12.5,
        "0,125": 0.125,
        "2,0000": 2,
        "forty": None,
        "4 0": None,
        "per cent": None,
        "nan": None,
        "inf": None,
        "1e999": None,
        "": None,
    }
    assert {typed: typed_number(typed) for typed in numbers} == numbers


# ---- Tables that are wrong


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "school"
    shutil.copytree(CASES / "template", copy)
    return copy


def message(folder, *rows):
    """Return what is reported about a table of checks with such rows, or nothing.

    A row is check_id, kind, option, right, place and prompt.
    """
    lines = ["check_id,notebook,kind,prompt,option,right,place,feedback,hint,source_ids"]
    for name, kind, option, right, place, prompt in rows:
        lines.append(f"{name},01_x,{kind},{prompt},{option},{right},{place},,,gazette-2024-03-02")
    (folder / "checks.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        load_case(folder)
    except CaseError as error:
        return str(error)
    return ""


MAY = ("roof", "choice", "May", "true", "", "When?")
JUNE = ("roof", "choice", "June", "false", "", "When?")
BOOKS = ("books", "choice", "many", "true", "", "How many?")
FIT = [
    [MAY, JUNE, BOOKS],
    [("roof", "several", month, "true", "", "When?") for month in ("May", "June")],
    [("days", "order", f"day {place}", "true", place, "Which?") for place in ("2", "1", "3")],
    [("rain", "prediction", "a chance", "false", "", "Will it?")],
]
UNFIT = [
    (
        [(*MAY[:3], "false", *MAY[4:]), JUNE],
        "line 2, check_id: 'roof' has no right option: write true under right in one of its rows.",
    ),
    (
        [MAY, (*JUNE[:3], "true", *JUNE[4:])],
        "line 2, check_id: 'roof' has 2 right options, and a choice has only one.",
    ),
    (  # its options would be mixed with those of another question
        [MAY, BOOKS, JUNE],
        "line 4, check_id: 'roof' has rows from line 2 on: put all rows of a check next to each",
    ),
    (
        [MAY, ("roof", "several", *JUNE[2:])],
        "line 3, kind: differs from line 2, and both belong to the check 'roof'",
    ),
    (
        [MAY, (*JUNE[:5], "Why?")],
        "line 3, prompt: differs from line 2, and both belong to the check 'roof'",
    ),
    ([MAY, MAY], "'roof + May'"),
    *[
        (
            [("days", "order", f"day {n}", "true", place, "Which?") for n, place in enumerate(odd)],
            "line 2, check_id: 'days' is an order: number its places from 1 to 2, each once.",
        )
        for odd in [("1", "1"), ("1", "3"), ("1", ""), ("a", "b")]
    ],
    (
        [("who", "sort", "it", "true", "", "Which?")],
        "line 2, check_id: 'who' is a sorting: under place, give each row the name of its pile.",
    ),
    (
        [("share", "number", "some", "true", "", "Which?")],
        "line 2, check_id: 'share' asks for a number: each of its options has to be a number.",
    ),
    (
        [("roof", "choise", *MAY[2:])],
        "Did you mean 'choice'?",
    ),
]


def test_rows_that_cannot_be_asked_are_reported_with_their_line(folder):
    for rows in FIT:
        assert message(folder, *rows) == ""
    for rows, expected in UNFIT:
        assert expected in message(folder, *rows)
    assert message(folder, *UNFIT[0][0]).startswith("checks.csv: 1 cell needs a look.")


def test_a_case_without_checks_has_no_questions(folder, tmp_path):
    """The table may be left out, and so may its description."""
    (folder / "checks.csv").unlink()
    questions = study.open(load_case(folder), folder=tmp_path / "answers")
    with pytest.raises(ValueError, match="no check called 'roof'"):
        questions.ask("roof")
    assert "Everything is done" in page(questions.progress().html).text

    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] != "checks"]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "checks" not in load_case(folder).tables
