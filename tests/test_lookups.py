"""People, places and words, to be looked up at any time."""

import pandas as pd
import pytest

from dateline import load_case
from dateline.explorers import glossary_explorer, people_explorer, place_explorer
from tests import tables
from tests.pages import danger, groups, page, sections

CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS, SOURCES = tables.events(), tables.sources()
PEOPLE = pd.DataFrame(
    {
        "name": ["Ann Ray; Anna Ray; A. Ray", "Town council"],
        "printed_as": ["Mrs Rai", None],
        "role": ["Mayor", "Council of a small town"],
        "bio": ["She promised a roof.", "It votes on money."],
        "side": ["town hall", "council"],
        "check": ["the name is misspelt", "absent"],
        "what_happened_next": ["She stepped down.", None],
        "source_ids": ["gazette", "gazette;minutes"],
    }
)
GLOSSARY = pd.DataFrame(
    {
        "term": ["Town Hall (the old one)", "quorum", "Roof"],
        "definition": ["Where the council meets.", "Enough people to vote.", "A lid."],
    }
)


def texts(explorer):
    """Return the text of each page by its name in the menu."""
    return {name: section.text for name, section in sections(explorer.html).items()}


def test_a_person_is_called_by_the_first_form_of_the_name_and_sorted_by_side():
    """The standard spelling leads; what the article printed may contain a slip."""
    explorer = people_explorer(PEOPLE, SOURCES)
    assert groups(explorer.html) == {"town hall": ["Ann Ray"], "council": ["Town council"]}
    people = texts(explorer)
    assert "Also written: Anna Ray; A. Ray" in people["Ann Ray"]
    assert "Rai" not in "".join(people.values())
    assert "town hall · in the article" in people["Ann Ray"]
    assert "council · not in the article" in people["Town council"]
    assert "Source: The Gazette; Town Council (seen in a copy)" in people["Town council"]


def test_people_give_neither_the_check_nor_the_end_away():
    """The class checks the article itself, and predicts before it learns."""
    text = "".join(texts(people_explorer(PEOPLE, SOURCES)).values())
    assert "misspelt" not in text
    assert "stepped down" not in text


def test_everybody_of_the_case_has_a_page_and_no_later_headline_is_there():
    """A headline of 2021 would tell what became of somebody."""
    explorer = people_explorer(CASE.people, CASE.sources)
    people = texts(explorer)
    assert len(people) == len(CASE.people)
    assert all("Source: " in text for text in people.values())
    assert "Feisal al-Istrabadi" in people
    assert "Israbadi" not in "".join(people.values())
    assert "2021" not in explorer.html


def test_the_place_of_most_events_comes_first_and_is_explained():
    events = EVENTS.assign(place="Town Hall")
    events.loc[0, "place"] = "Market Square;Town Hall"
    places = texts(place_explorer(events, GLOSSARY))
    assert list(places) == ["Town Hall (6)", "Market Square (1)"]
    assert "Where the council meets." in places["Town Hall (6)"]
    assert "The roof starts to leak" in places["Market Square (1)"]
    without = texts(place_explorer(events, GLOSSARY.iloc[:0]))
    assert list(without) == list(places)
    assert "Where the council meets." not in "".join(without.values())


def test_every_place_of_the_case_says_what_happened_there_and_not_when():
    """A class puts the events in order before it sees their dates."""
    places = texts(place_explorer(CASE.events, CASE.glossary))
    assert len(places) == CASE.events["place"].dropna().str.split(";").explode().nunique() > 20
    rockets = "Rockets kill two Americans and a Briton at Camp Taji (in the article)"
    assert rockets in places["Camp Taji (3)"]
    (zone,) = [text for name, text in places.items() if name.startswith("Green Zone, Baghdad")]
    assert "district of central Baghdad" in zone
    assert not any(year in "".join(places.values()) for year in ("2003", "2019", "March 2020"))


def test_words_come_from_a_to_z_whatever_their_capitals_and_say_what_they_mean():
    words = texts(glossary_explorer(GLOSSARY))
    assert list(words) == ["quorum", "Roof", "Town Hall (the old one)"]
    assert words["Roof"].strip() == "Roof: A lid."


def test_empty_tables_and_missing_columns_are_said():
    for show, rows, others in (
        (people_explorer, PEOPLE, [SOURCES]),
        (place_explorer, EVENTS, [GLOSSARY]),
        (glossary_explorer, GLOSSARY, []),
    ):
        with pytest.raises(ValueError, match="no rows. Widen the filter"):
            show(rows[:0], *others)
    for show, given, column in (
        (people_explorer, [PEOPLE.drop(columns="bio"), SOURCES], "bio"),
        (place_explorer, [EVENTS.drop(columns="place"), GLOSSARY], "place"),
        (place_explorer, [EVENTS, GLOSSARY.drop(columns="term")], "term"),
        (glossary_explorer, [GLOSSARY.drop(columns="term")], "term"),
    ):
        with pytest.raises(ValueError, match=f"no column called '{column}'"):
            show(*given)


def test_no_hostile_cell_reaches_a_page_unescaped():
    """A cell that somebody else filled in is shown, never run."""
    people = tables.hostile(PEOPLE).assign(name=[f"{name} {tables.HOSTILE}" for name in "AB"])
    for explorer in (
        people_explorer(people, tables.hostile(SOURCES)),
        place_explorer(tables.hostile(EVENTS), tables.hostile(GLOSSARY)),
        glossary_explorer(tables.hostile(GLOSSARY.iloc[:1])),
    ):
        assert danger(explorer.html) == []
        assert "alert('x')" in page(explorer.html).text
