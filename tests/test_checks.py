"""The checks of the lesson: their keys follow from the tables; a table that is wrong is told."""

import json
import re
import shutil
from itertools import pairwise

import pandas as pd
import pytest

from dateline import CaseError, load_case
from dateline.case.case import CASES
from dateline.questions import study
from tests.notebooks import NAMES, PROJECT, read, run
from tests.pages import page

CASE = load_case("baghdad-embassy-2020").until_publication()
ALL = load_case("baghdad-embassy-2020")
CHECKS = CASE.checks
TOLD = CASE.quotes[CASE.quotes["in_article"]]
PRINTED = TOLD.dropna(subset="text")


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


# ---- The fifteen keys


def test_closing_hangs_on_a_condition():
    summary = CASE.paragraphs.set_index("paragraph")["summary"][1]
    assert "condition: if" in summary
    assert key("closing-decided") == "to come only if the attacks went on"


def test_pompeo_is_not_quoted():
    assert "Mike Pompeo" not in set(PRINTED["speaker"])
    assert "Mike Pompeo" in set(TOLD["speaker"])
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
    told = options("share-that-leaves").set_index("option")["feedback"]["42.3"]
    assert "5,200" in told and "starts from 5,000" in told


def test_picture_is_older_than_the_attacks():
    caption = CASE.claims.set_index("claim_id").loc["caption-protests", "claim"]
    assert "December 2019" in caption and "protests" in caption
    assert event("closure-plan-in-the-news")["date"].year == 2020
    assert key("photo-date").startswith("False")


def test_order_is_that_of_the_dates():
    """The last card is the article's own date; the picture has the date of its caption."""
    own = options("order-of-events").assign(place=lambda t: t["place"].astype(int))
    own = own.sort_values("place")
    names = ["staff-ordered-out-2019", "embassy-compound-break-in", "soleimani-killed",
             "rockets-kill-three-at-camp-taji", "trump-receives-kadhimi",
             "troop-cut-announced"]  # fmt: skip
    days = [event(name)["date"] for name in names]
    assert all(one < other for one, other in pairwise(days))
    starts = ["Staff are", "The picture", "Soleimani", "Rockets", "Trump", "A cut", "The cut"]
    assert [text.startswith(s) for text, s in zip(own["option"], starts, strict=True)] == [True] * 7
    said = [f"{day.day} {day:%B %Y}" for day in days]
    told = own["feedback"].tolist()
    assert [told[n] for n in (0, 2, 3, 4, 5)] == [said[n] for n in (0, 2, 3, 4, 5)]
    assert own["option"].iloc[-1].endswith("end of October (the article’s date)")
    assert own["option"].tolist() != options("order-of-events")["option"].tolist()


def test_newspapers_that_are_named():
    named = CASE.people[(CASE.people["side"] == "press") & CASE.people["named_in_article"]]
    own = options("two-newspapers")
    assert set(own.loc[own["right"], "option"]) == set(named["printed_as"])


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


def test_words_of_one_act_do_not_mean_the_same():
    assert verdict("total-withdrawal") == "disputed"
    assert key("one-word-or-many").startswith("No")


def test_surprise_rests_on_officials():
    evidence = CASE.claims.set_index("claim_id").loc["warning-surprised-iraq", "evidence"]
    assert "Iraqi officials told the Post so" in evidence
    assert key("surprise") == "A dated statement by an Iraqi official who says so"
    assert event("trump-receives-kadhimi")["in_article"]  # an option that the tables bear out
    assert "Trump’s meeting with Kadhimi in August" in options("surprise")["option"].tolist()


def test_both_experts_warn():
    experts = PRINTED[PRINTED["side"] == "experts and former officials"]
    assert set(experts["stance"]) == {"opposes"}
    assert set(experts["speaker"]) == {"Barbara Leaf", "Feisal al-Istrabadi"}
    assert key("outside-voices") == "Both warn that it would help Iran"


def test_prediction_is_the_writers():
    claim = CASE.claims.set_index("claim_id").loc["kadhimi-will-struggle"]
    assert (claim["kind"], claim["claimant"], claim["paragraph"]) == (
        "prediction",
        "The Caravel",
        7,
    )
    assert "(paragraph 7)" in key("which-is-a-prediction")


def test_line_between_two_points_tells_nothing():
    own = CASE.levels[CASE.levels["conflict_group"].isin(["2020-09-before", "2020-09-after"])]
    assert not own["value"].between(3001, 4999).any()
    assert key("middle-month").startswith("No")


def test_since_is_not_because():
    claim = CASE.claims.set_index("claim_id").loc["attacks-increased-since-january"]
    assert "October 2019" in claim["evidence"]
    assert key("since-january").startswith("No: it gives the time")


def test_order_of_2019_in_the_article():
    claim = CASE.claims.set_index("claim_id").loc["order-not-reversed"]
    assert "December 2019" in claim["evidence"] and "March 2020" in claim["evidence"]
    assert TOLD.set_index("quote_id").loc["pompeo-ordered-staff-out", "speaker"] == "Mike Pompeo"
    assert key("order-of-2019") == "Pompeo’s; it had not been reversed"


# ---- The sortings, the notes, the predictions


def test_five_verdicts_are_those_of_the_table():
    own = options("five-verdicts").merge(CASE.claims, left_on="option", right_on="claim")
    assert (own["place"] == own["verdict"]).all() and own["core"].all()
    assert sorted(own["verdict"]) == sorted(set(CASE.claims["verdict"]))


def test_what_is_sorted_as_a_quotation_is_one_and_nothing_else_has_the_marks():
    own = options("who-says-so")
    assert len(own) == 12
    quoted = own["option"].str.extract("“(.+)”")[0]
    assert (own["place"] == "quotation").equals(quoted.notna())
    assert all(any(words in text for text in PRINTED["text"]) for words in quoted.dropna())


def test_what_is_sorted_as_a_paraphrase_is_one_in_the_table():
    """A piece of the article cannot be one thing here and another in notebook 04."""
    paraphrased = ["pompeo-announced", "post-harder-line", "talal-unintended-effects"]
    rows = CASE.quotes.set_index("quote_id").loc[paraphrased]
    assert set(rows["kind"]) == {"paraphrase"}
    own = options("who-says-so")
    places = own.loc[own["place"] == "paraphrase", "option"].str.extract(r"paragraph (\d)")[0]
    assert places.tolist() == rows["paragraph"].astype(str).tolist()


def test_cards_of_the_hunt_are_those_of_the_table():
    """The sources of each card are the sources of the wording that the notebook shows."""
    shown = "".join(cell.source for cell in read("05_check_the_claims").cells)
    names = re.findall(r'"([a-z-]+-(?:november|september|day))"', shown)
    rows = CASE.framing.set_index("framing_id").loc[names]
    assert rows["source_ids"].tolist() == options("hunt-october")["source_ids"].tolist()
    assert set(rows["kind"]) == {"deadline"}


def test_cards_of_the_hunt_do_not_give_the_key_away():
    """Neither the table above the question nor an option says whose timetable a card gives."""
    own = options("hunt-october")
    assert own["option"].tolist() == [f"Card {letter}" for letter in "ABCD"]
    (code,) = [c.source for c in read("05_check_the_claims").cells if c.get("id") == "cards"]
    assert code.splitlines()[-1] == 'found[["publisher", "date", "phrase"]]'


def test_the_card_of_both_countries_is_one_of_both_in_the_table():
    """A key that the table contradicts cannot be defended in a class."""
    row = CASE.framing.set_index("framing_id").loc["wall-street-journal-election-day"]
    assert row["what_is_cut"] == "US troops in Iraq and Afghanistan together"
    assert options("hunt-october")["place"].iloc[-1] == "both countries together"


def test_predictions_are_two_and_neither_of_attacks_or_deaths():
    """Nobody may win a point with a death."""
    own = CHECKS[CHECKS["kind"] == "prediction"]
    assert own["check_id"].tolist() == ["embassy-open", "troops-below-3000"]
    day = CASE.published + pd.Timedelta(weeks=15)
    assert abs((day - pd.Timestamp(day.year, 1, 20)).days) <= 1  # "fifteen weeks", "20 January"
    assert not own["prompt"].str.contains("(?i)attack|kill|death|die|rocket").any()


def test_a_note_has_two_samples_and_one_is_better():
    for _, own in CHECKS[CHECKS["kind"] == "note"].groupby("check_id"):
        assert sorted(own["right"]) == [False, True]


def test_every_option_says_something():
    """A lone reader gets an answer whatever is chosen, and a hint before."""
    judged = CHECKS[CHECKS["kind"] != "prediction"]
    assert judged["feedback"].notna().all()
    assert judged.groupby("check_id")["hint"].first().notna().all()


def test_nothing_later_than_the_article_is_told():
    """A class predicts before it learns."""
    text = " ".join(str(cell) for cell in CHECKS.drop(columns=["source_ids"]).to_numpy().flat)
    later = ALL.events[ALL.events["after_article"]]
    assert re.findall(r"202[1-9]|(?:November|December) 2020|1[0-9] October", text) == []
    assert [title for title in later["title"] if title in text] == []
    ids = {one for cell in CHECKS["source_ids"] for one in cell.split(";")}
    dates = ALL.sources.set_index("source_id").loc[sorted(ids), "date"].fillna("")
    assert (dates <= f"{CASE.published:%Y-%m-%d}").all()


def test_every_check_is_asked_once_in_its_notebook():
    """What no notebook asks can never be done, and progress would never end."""
    for name in NAMES:
        code = "".join(c.source for c in read(name).cells if c.cell_type == "code")
        calls = re.findall(r"\.(?:check|note|predict)\(([^)]*)\)", code)
        asked = [one for call in calls for one in re.findall(r'"([a-z0-9-]+)"', call)]
        own = CHECKS.loc[CHECKS["notebook"] == name, "check_id"].unique()
        assert sorted(asked) == sorted(own), name


def test_names_of_notebooks_exist():
    assert set(CHECKS["notebook"]) <= set(NAMES)


# ---- The desk of the case


def test_a_desk_of_the_case_asks_all_and_names_sources(tmp_path):
    desk = study.open(CASE, folder=tmp_path)
    shown = desk.ask(*desk.questions)
    text = page(shown.still.html).text
    assert text.count("Source: ") == len(desk.questions) - 2
    assert "published sources; each row" not in text
    assert "nan" not in re.findall(r"\b\w+\b", text)
    assert list(tmp_path.iterdir()) == []


def test_to_run_a_notebook_writes_no_answer():
    """Nobody is at the desk: whose answers would they be?"""
    folder = PROJECT / "answers"
    before = set(folder.glob("*"))
    run(read("05_check_the_claims"))
    assert set(folder.glob("*")) == before


def test_answers_go_to_the_project_and_are_not_shared():
    """They are a reader's own: no commit may take them along."""
    assert study.open(CASE).folder == PROJECT / "answers"
    assert "/answers/" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


# ---- Tables that are wrong


@pytest.fixture
def folder(tmp_path):
    to = tmp_path / "school"
    shutil.copytree(CASES / "template", to)
    return to


def said(folder, *rows):
    """Return what is said of a table of checks with such rows: kind, option, right, place, more."""
    head = "check_id,notebook,kind,prompt,option,right,place,feedback,hint,source_ids"
    lines = [head]
    for name, kind, option, right, place, prompt in rows:
        lines.append(f"{name},01_x,{kind},{prompt},{option},{right},{place},,,gazette-2024-03-02")
    (folder / "checks.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        load_case(folder)
    except CaseError as error:
        return str(error)
    return ""


def test_a_check_without_a_right_option_is_told(folder):
    """Nobody could ever answer it."""
    message = said(
        folder,
        ("roof", "choice", "May", "false", "", "When?"),
        ("roof", "choice", "June", "false", "", "When?"),
    )
    assert "checks.csv: 1 cell needs a look." in message
    assert "line 2, check_id: 'roof' has no right option: write true under right" in message


def test_a_choice_with_two_right_options_is_told(folder):
    rows = [("roof", "choice", one, "true", "", "When?") for one in ("May", "June")]
    assert "'roof' has 2 right options, and a choice has one." in said(folder, *rows)
    several = [(name, "several", *rest) for name, _, *rest in rows]
    assert said(folder, *several) == ""


def test_two_checks_of_one_id_are_told_by_place(folder):
    """Their options would be mixed into one question."""
    message = said(
        folder,
        ("roof", "choice", "May", "true", "", "When?"),
        ("books", "choice", "many", "true", "", "How many?"),
        ("roof", "choice", "June", "true", "", "When?"),
    )
    assert "line 4, check_id: 'roof' begins in line 2: the rows of one check stand" in message


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("roof", "several", "June", "false", "", "When?"), "kind"),
        (("roof", "choice", "June", "false", "", "Why?"), "prompt"),
    ],
)
def test_rows_of_one_id_that_differ_are_told(folder, row, column):
    message = said(folder, ("roof", "choice", "May", "true", "", "When?"), row)
    assert f"line 3, {column}: differs from line 2, and both are of the check 'roof'" in message


def test_the_same_option_twice_is_told(folder):
    rows = [("roof", "several", "May", "true", "", "When?")] * 2
    assert "'roof + May' stands in line 2 already" in said(folder, *rows)


@pytest.mark.parametrize("places", [("1", "1"), ("1", "3"), ("1", ""), ("a", "b")])
def test_an_order_without_its_places_is_told(folder, places):
    rows = [("days", "order", f"day {n}", "true", p, "Which?") for n, p in enumerate(places)]
    assert "'days' is an order: its places are 1 to 2, each once." in said(folder, *rows)


def test_a_sorting_without_a_pile_and_a_number_that_is_none_are_told(folder):
    assert "each row needs a place" in said(folder, ("a", "sort", "it", "true", "", "Which?"))
    assert "each of its options is one" in said(folder, ("a", "number", "it", "true", "", "Which?"))


def test_a_misspelt_kind_gets_the_nearest_one(folder):
    message = said(folder, ("a", "choise", "it", "true", "", "Which?"))
    assert "'choise' is not one of" in message and "Did you mean 'choice'?" in message


def test_a_case_without_checks_has_a_desk_that_says_so(folder, tmp_path):
    """The table may be left out, as every other but two."""
    (folder / "checks.csv").unlink()
    desk = study.open(load_case(folder), folder=tmp_path / "answers")
    with pytest.raises(ValueError, match="no check called 'roof'"):
        desk.ask("roof")
    assert "All is done" in page(desk.progress().html).text


def test_a_case_that_does_not_describe_checks_can_be_read(folder):
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    about["resources"] = [one for one in about["resources"] if one["name"] != "checks"]
    (folder / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    assert "checks" not in load_case(folder).tables
