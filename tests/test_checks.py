"""The checks of the lesson: their keys follow from the tables of the case."""

import re

import pandas as pd

from dateline import load_case
from dateline.dates import long_date
from tests.notebooks import NAMES, read

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
    assert rows["check_id"].tolist() == ["embassy-closed", "troops-below-3000"]
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


def test_every_question_has_a_plain_title_of_its_own():
    """In the list of what is done, the beginning of a long question says too little."""
    titles = CHECKS.groupby("check_id")["title"].first()
    assert titles.notna().all()
    assert titles.is_unique


def test_where_two_piles_can_be_defended_the_feedback_says_so():
    """A pupil who is right by the Post's words must not be told that it was wrong."""
    rows = CHECKS[CHECKS["right"] & CHECKS["place"].fillna("").str.contains(";")]
    assert rows["option"].tolist() == ["More security may save the embassy (paragraph 2)"]
    assert rows["feedback"].str.contains("can be defended").all()


def test_every_written_product_of_the_lesson_has_a_box():
    """What is written on the back of a sheet is not in the casebook."""
    notes = CHECKS[CHECKS["kind"] == "note"].groupby("check_id")["notebook"].first()
    assert notes["chart-headline"].startswith("03")
    assert notes["missing-voice"].startswith("04")
    assert notes["correction"].startswith("05")


def test_the_better_headline_says_what_the_chart_shows():
    troops = CASE.levels[(CASE.levels["series"] == "US troops in Iraq") & CASE.levels["in_default"]]
    highest = troops.loc[troops["value"].idxmax()]
    later = troops.loc[troops["date"] >= "2015", "value"]
    (better,) = options("chart-headline").query("right")["option"]
    assert f"{highest['value']:,} in {highest['date']:%Y}" in better
    assert later.between(3_000, 5_999).all() and "a few thousand since 2015" in better


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
    """What no notebook asks can never be done, and progress would never reach the end.

    A prediction may be asked again later, because a class may skip the notebook that asks first.
    """
    checks = ALL.checks  # also those that are asked once the outcome is known
    assert set(checks["notebook"]) <= set(NAMES)
    predictions = checks[checks["kind"] == "prediction"]
    for name in NAMES:
        code = "".join(cell.source for cell in read(name).cells if cell.cell_type == "code")
        calls = " ".join(re.findall(r"questions\.ask\(([^)]*)\)", code))
        asked = re.findall(r'"([a-z0-9-]+)"', calls)
        earlier = predictions["notebook"] < name  # a prediction may be asked again
        asked = [one for one in asked if one not in set(predictions.loc[earlier, "check_id"])]
        wanted = checks.loc[checks["notebook"] == name, "check_id"].unique()
        assert sorted(asked) == sorted(wanted), name
