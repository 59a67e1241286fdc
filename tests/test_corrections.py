"""What a second check of the facts corrected, so that no older copy of a row comes back."""

import re

import pandas as pd
import pytest

from dateline import load_case

CASE = load_case("baghdad-embassy-2020")
KNOWN = CASE.until_publication()
KEYS = {
    "events": "event_id",
    "quotes": "quote_id",
    "claims": "claim_id",
    "attacks": "attack_id",
    "framing": "framing_id",
    "levels": "level_id",
}


def row(table, name):
    """Return one row of a table of the case by its short name."""
    return CASE.tables[table].set_index(KEYS[table]).loc[name]


# ---- Fair to the writer


@pytest.mark.parametrize(
    ("table", "name", "column"),
    [
        ("quotes", "spokesperson-iran-backed-groups", "differences"),
        ("quotes", "spokesperson-proximate-cause", "differences"),
        ("claims", "spokesperson-gave-cause", "evidence"),
        ("claims", "spokesperson-words", "evidence"),
    ],
)
def test_the_seven_words_were_cut_by_the_post(table, name, column):
    """The Washington Post parted the sentence; the student did not, nor did the Free Beacon."""
    assert "Post" in row(table, name)[column]
    assert "cut away" not in str(row(table, name))


def test_the_post_is_in_company_with_the_article_about_the_cause():
    assert row("claims", "spokesperson-gave-cause")["company"].startswith("The Washington Post")


def test_the_words_as_first_printed_are_the_two_sentences_of_the_post():
    quote = row("quotes", "spokesperson-iran-backed-groups")
    assert f"frustrations with '{quote['text']}' She said" in quote["original_text"]


def test_iraqi_newsrooms_had_the_story_first():
    assert "Iraqi and Arab newsrooms" in row("events", "closure-plan-in-the-news")["summary"]
    assert "Iraqi" in row("quotes", "pompeo-announced")["outlet"].split(";")[0]


@pytest.mark.parametrize("column", ["teaching_point", "context_lost", "differences", "check"])
def test_no_remark_hints_at_a_purpose(column):
    """Of what a writer wanted nothing is known: words are left out, nobody hides them."""
    tables = [table[column].dropna() for table in CASE.tables.values() if column in table]
    assert tables
    hidden = [cell for cells in tables for cell in cells if re.search(r"\b[Hh]id(es?|ing)\b", cell)]
    assert hidden == []


# ---- Who did it


@pytest.mark.parametrize(
    "name",
    [
        "ships-damaged-in-the-gulf",
        "k1-base-barrage",
        "rockets-kill-three-at-camp-taji",
        "rockets-towards-erbil-airport",
        "rockets-end-the-truce",
        "rocket-salvo-in-december-2020",
        "erbil-rockets-and-us-reply",
    ],
)
def test_nobody_is_a_doer_who_denied_it_or_never_claimed_it(name):
    """A table that names a doer on a rumor teaches what notebook 02 warns of."""
    actors = row("events", name)["actors"].split(";")
    assert actors[0] == "unidentified attackers"
    bare = {"Kata'ib Hezbollah", "Iran", "Popular Mobilization Forces", "Ashab al-Kahf"}
    assert bare.isdisjoint(actors)


def test_no_child_is_counted_twice():
    """Two wounded children died later: they are two of the seven dead."""
    attack = row("attacks", "near-baghdad-airport-2020-09-28")
    assert attack["killed_civilian"] == 7
    assert pd.isna(attack["wounded_civilian"])


# ---- When


@pytest.mark.parametrize(
    ("table", "name", "begin", "end"),
    [
        ("events", "foreign-minister-no-official-threat", "2020-10-05", None),
        ("events", "conditional-truce", "2020-10-10", "2020-10-11"),
        ("events", "staff-ordered-out-2025", "2025-06-11", "2025-07-17"),
        ("levels", "troops-iraq-2005-10-161000", "2005-10-01", None),
        ("levels", "attacks-period-2020-01-03-15", "2020-01-03", "2020-04-02"),
    ],
)
def test_a_corrected_day(table, name, begin, end):
    found = row(table, name)
    assert found["date"] == pd.Timestamp(begin)
    assert found["end_date"] == pd.Timestamp(end) if end else pd.isna(found["end_date"])


def test_a_disputed_day_says_so():
    """Three newsrooms have three days for the first call."""
    event = row("events", "pompeo-warns-salih")
    assert event["about"]
    assert all(day in event["summary"] for day in ("20th", "22nd", "23rd"))


# ---- What came later


def test_ten_later_events_reach_to_march_2026():
    new = CASE.events[CASE.events["research_id"].between("E069", "E078")]
    assert len(new) == 10
    assert new["after_article"].all()
    assert f"{new['date'].max():%Y-%m}" == "2026-03"


def test_no_cell_that_a_class_sees_first_speaks_of_later_days():
    """A class predicts before it learns."""
    later = r"202[1-9]|(?:November|December) 2020|\b(?:9|[12]\d|3[01]) October 2020"
    found = []
    for name in sorted(set(KNOWN.tables) - {"sources"}):  # a later source is a bare publisher
        texts = KNOWN.tables[name].select_dtypes(exclude=["datetime", "number", "bool"])
        texts = texts.drop(columns=[column for column in texts if column.endswith("_ids")])
        cells = [str(cell) for cell in texts.to_numpy().flat]
        found += [(name, cell) for cell in cells if re.search(later, cell)]
    assert found == []


# ---- What a pupil can read and solve


def test_no_kind_of_count_is_an_abbreviation():
    for column in ("measure", "scope", "note"):
        assert not CASE.levels[column].str.contains("DMDC|incl\\.|BDSC", na=False).any()


def test_two_readings_can_be_defended_where_the_evidence_is_thin():
    """Whose step “suggesting” is in the Post is not known, so either name for it is right."""
    own = CASE.checks[CASE.checks["check_id"] == "which-indicates"]
    assert set(own["kind"]) == {"several"}
    assert own.loc[own["right"], "option"].tolist() == [
        "the writer’s inference",
        "a paraphrase of The Washington Post",
    ]


def test_the_hunt_has_what_decides_it():
    """“About 4,500 by early November” alone does not say which country it is about."""
    hint = CASE.checks.loc[CASE.checks["check_id"] == "hunt-october", "hint"].iloc[0]
    for name, clue in (
        ("news-ghana-early-november", "full sentence gives Iraq the end of September"),
        ("wall-street-journal-election-day", "two countries"),
    ):
        assert clue in row("framing", name)["note"]
        assert clue in hint
