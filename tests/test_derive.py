"""What a program can work out is not typed; what is judgement is never guessed."""

import json
import shutil

import pytest

from dateline import CaseError, cards, charts, load_case
from dateline.__main__ import main
from dateline.case import CASES
from dateline.case.derive import short_name

SOURCES = """\
publisher,title,date,url
The Harbor Gazette,Lost,1898-11-29,https://example.org/lost
Weather Office,Gales of the year,1898-12,
The Herald,,,
"""
EVENTS = """\
date,title,source_ids,paragraph,mood
1898-11-26,It leaves,The Harbor Gazette,1,calm
c. 1898-11,Gales,"Weather Office, The Herald",,
1898-12-02,Gales,the herald,,grim
"""


@pytest.fixture
def folder(tmp_path):
    """The least that a case needs: two tables, four columns each."""
    folder = tmp_path / "steamer-1898"
    folder.mkdir()
    package = json.loads((CASES / "template" / "datapackage.json").read_text(encoding="utf-8"))
    package |= {"name": "steamer-1898", "published": "1898-11-29", "focus": []}
    package |= {"title": "Steamer Lost", "link": "https://example.org/s", "description": "Tables."}
    package |= {"publisher": "", "note": ""}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    return folder


def test_a_case_of_four_columns_is_complete(folder):
    events = load_case(folder).events
    assert events["event_id"].tolist() == ["it-leaves", "gales", "gales-2"]
    assert events["precision"].tolist() == ["day", "month", "day"]
    assert [f"{day:%Y-%m-%d}" for day in events["date"]][1] == "1898-11-01"
    assert events["about"].tolist() == [False, True, False]
    assert events["in_article"].tolist() == [True, False, False]
    assert events["source_ids"].tolist() == [
        "the-harbor-gazette-1898-11-29",
        "weather-office-1898-12;the-herald",
        "the-herald",
    ]
    assert load_case(folder).sources["link"].tolist() == [True, False, False]


def test_a_judgement_that_was_left_out_is_not_stated(folder):
    """A case that filled in "confirmed" would make a contested letter a fact."""
    case = load_case(folder)
    assert set(case.events["certainty"]) == set(case.sources["seen"]) == {"not stated"}
    assert case.events["after_article"].isna().all()

    line = cards.source_line(case.events, case.sources)
    words = charts.timeline(case.events, source=line).words
    assert "For 3 of them, it is not stated how sure they are." in words
    assert "not confirmed" not in words
    card = cards.event_card(next(case.events.itertuples()), case.sources)
    assert "How sure: not stated." in card
    assert card.count("not stated") == 1  # and not once more for its kind
    assert "nan" not in card


def test_what_is_not_stated_and_dated_later_stays_behind_the_curtain(folder):
    """Nobody said that it was known; a class must not see it before the article."""
    known = load_case(folder).until_publication()
    assert known.events["title"].tolist() == ["It leaves", "Gales"]
    assert known.events["date"].max() <= known.published


def test_a_column_of_ones_own_is_kept_and_shown(folder):
    case = load_case(folder)
    assert case.events["mood"].tolist()[::2] == ["calm", "grim"]
    assert case.dictionary("events").loc["mood", "meaning"] == "A column of this case's own."
    assert "grim" in case.show(case.events, ["title", "mood"])._repr_html_()


def test_a_column_that_is_nearly_one_of_ours_is_a_misspelling(folder):
    text = EVENTS.replace("mood", "certanty")
    (folder / "events.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match="Did you mean 'certainty'"):
        load_case(folder)


def test_what_is_typed_is_never_changed(folder):
    """Empty cells only: a typed precision that does not fit is named, not replaced."""
    text = EVENTS.replace("mood", "event_id,precision").replace(",calm", ",my-name,year")
    text = text.replace(",grim", ",other,day").replace('",,', '",,third,day')
    (folder / "events.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert "line 2, date: '1898-11-26' is not the first day of a year" in str(caught.value)
    assert "line 3, date: 'c. 1898-11' is not a date" in str(caught.value)


def test_a_note_below_the_table_is_not_made_a_row(folder):
    (folder / "events.csv").write_text(EVENTS + "Typed by Ann,,,,\n", encoding="utf-8")
    with pytest.raises(CaseError, match="has only one filled cell, 'Typed by Ann'"):
        load_case(folder)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Café's Owner", "the-cafes-owner"),
        ("1898: a bad year", "event-1898-a-bad-year"),
        ("市立图书馆", "event"),
        (
            "A title that goes on and on and on and never seems to stop",
            "a-title-that-goes-on-and-on-and-on-and",
        ),
    ],
)
def test_short_names_fit_their_column(words, name):
    assert short_name(words, "event") == name


# ---- Worth a look


def checked(folder, capsys):
    """Return the exit code of a check and what it prints."""
    code = main(["check", str(folder)])
    return code, capsys.readouterr().out


def test_what_is_odd_and_allowed_is_listed_beside_the_problems(folder, capsys):
    """Each of these passed the check in silence, and was found by a class."""
    text = EVENTS.replace("mood", "category,actors")
    text = text.replace(",calm", ",Inquiry,Crew").replace(",grim", ',inquiry,"Crew, Owner"')
    text = text.replace('",,', '",,the sea,Office')
    (folder / "events.csv").write_text(text, encoding="utf-8")
    glossary = f"term,definition\nGale,{'long ' * 41}\nWreck,A &amp; lost <b>ship</b>\n"
    (folder / "glossary.csv").write_text(glossary, encoding="utf-8")
    code, said = checked(folder, capsys)
    assert code == 0
    assert "tables, 8 rows, 0 problems.\nWorth a look, and allowed:" in said
    for remark in (
        "line 4, category: 'inquiry' is written 'Inquiry' in other rows",
        "line 4, actors: 'Crew, Owner' is one name. If it is a list, write: Crew; Owner.",
        "line 4, after_article: is empty, and 1898-12-02 is after the article appeared",
        "line 2, definition: has 41 words; at most 40 fit well.",
        "glossary.csv, line 3, definition: contains '&amp;'",
    ):
        assert remark in said


def test_rows_and_words_of_the_template_that_were_left_in_are_listed(tmp_path, capsys):
    folder = tmp_path / "my-town"
    shutil.copytree(CASES / "template", folder)
    code, said = checked(folder, capsys)
    assert code == 0
    assert "datapackage.json: title: still says what the template says" in said
    assert "events.csv: 1 cell needs a look.\n  line 2: is the invented row" in said


def test_a_case_without_rows_says_so(folder, capsys):
    (folder / "events.csv").write_text("date,title,source_ids\n", encoding="utf-8")
    assert "events.csv: has no rows yet" in checked(folder, capsys)[1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,framing,,,T,S,A", "there are no rows in framing: fill it in, or delete this exhibit."),
        ("a,levels,seris = x,,T,S,A", "there is no column 'seris'; did you mean 'series'?"),
        ("a,timeline,certainty = sure,,T,S,A", "no row of events fits 'certainty = sure'"),
        ("a,counts,,events by mod,T,S,A", "events has no column 'mod'"),
        ("a,timeline,,nothing,T,S,A", "The table has no column called 'nothing'."),
    ],
)
def test_every_exhibit_is_tried(row, message, folder, capsys):
    """One that cannot be drawn was found only when the deck was not made."""
    header = "exhibit_id,kind,rows,how,title,say,ask\n"
    (folder / "exhibits.csv").write_text(header + row + "\n", encoding="utf-8")
    code, said = checked(folder, capsys)
    assert code == 1
    assert "1 problem." in said
    assert "line 2" in said
    assert message in said


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("framing", "No row names a share: one needs implied_share, value_from and value_to"),
        ("deadlines", "No row names a last day: fill in the column deadline."),
        ("spread", "no rows disagree: give those that do the same name in the column"),
        ("trap", "column how: write which trick it is, one of: cut axis"),
        ("drawdown", "No source gives a level before and one after: keep two rows of one."),
    ],
)
def test_an_exhibit_says_which_rows_it_lacks(kind, message, tmp_path, capsys):
    """To widen the filter helps nobody who has no such row."""
    folder = tmp_path / "my-town"
    shutil.copytree(CASES / "template", folder)
    (folder / "annotations.csv").unlink()
    row = f"exhibit_id,kind,rows,how,title,say,ask\na,{kind},,,T,S,A\n"
    (folder / "exhibits.csv").write_text(row, encoding="utf-8")
    framing = (folder / "framing.csv").read_text(encoding="utf-8-sig").replace(",0.20,", ",,")
    (folder / "framing.csv").write_text(framing, encoding="utf-8")
    code, said = checked(folder, capsys)
    assert code == 1
    assert f"exhibits.csv: 1 cell needs a look.\n  line 2: 'a': {message}" in said
