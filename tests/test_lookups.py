"""People, places and words, to be looked up at any time."""

import pandas as pd
import pytest

from dateline import load_case
from dateline.explorers import glossary_explorer, people_explorer, place_explorer
from tests import tables
from tests.pages import danger, page

CASE = load_case("baghdad-embassy-2020").until_publication()
PEOPLE = pd.DataFrame(
    {
        "name": ["Ann Ray; Anna Ray; A. Ray", "Town council"],
        "printed_as": ["Mrs Rai", None],
        "role": ["Mayor", "Council of a small town"],
        "bio": ["She promised a roof.", "It votes on money."],
        "side": ["town hall", "town hall"],
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


def sections(explorer):
    whole = page(explorer.html)
    names = [one.text for one in whole.all("option")]
    return dict(zip(names, [one.text for one in whole.all("section")], strict=True))


class TestPeople:
    def test_a_person_is_called_by_the_first_form_of_the_name(self):
        """The standard spelling leads; what the article printed may hold a slip."""
        pages = sections(people_explorer(PEOPLE, tables.sources()))
        assert list(pages) == ["Ann Ray", "Town council"]
        assert "Also written: Anna Ray; A. Ray" in pages["Ann Ray"]
        assert "Rai" not in "".join(pages.values())

    def test_says_whether_the_article_speaks_of_the_person(self):
        pages = sections(people_explorer(PEOPLE, tables.sources()))
        assert "town hall · in the article" in pages["Ann Ray"]
        assert "town hall · not in the article" in pages["Town council"]

    def test_gives_neither_the_check_nor_the_end_away(self):
        """The class checks the article itself, and predicts before it learns."""
        text = "".join(sections(people_explorer(PEOPLE, tables.sources())).values())
        assert "misspelt" not in text
        assert "stepped down" not in text

    def test_each_page_names_its_sources(self):
        pages = sections(people_explorer(PEOPLE, tables.sources()))
        assert "Source: The Gazette" in pages["Ann Ray"]
        assert all("Source: " in text for text in pages.values())

    def test_everybody_of_the_case_has_a_page(self):
        pages = sections(people_explorer(CASE.people, CASE.sources))
        assert len(pages) == len(CASE.people)
        assert "Feisal al-Istrabadi" in pages
        assert "Israbadi" not in "".join(pages.values())

    def test_a_later_source_is_its_publisher_alone(self):
        """A headline of 2021 would tell what became of somebody."""
        html = people_explorer(CASE.people, CASE.sources).html
        assert "2021" not in html


class TestPlaces:
    def test_the_place_of_most_events_comes_first(self):
        events = tables.events().assign(place="Town Hall")
        events.loc[0, "place"] = "Market Square;Town Hall"
        pages = sections(place_explorer(events, GLOSSARY))
        assert list(pages) == [f"Town Hall ({len(events)})", "Market Square (1)"]
        assert "Where the council meets." in pages[f"Town Hall ({len(events)})"]

    def test_says_what_happened_there_and_not_when(self):
        """A class puts the events in order before it sees their dates."""
        pages = sections(place_explorer(CASE.events, CASE.glossary))
        text = pages["Camp Taji (3)"]
        assert "Rockets kill two Americans and a Briton at Camp Taji (in the article)" in text
        assert not any(year in "".join(pages.values()) for year in ("2003", "2019", "March 2020"))

    def test_explains_the_green_zone(self):
        pages = sections(place_explorer(CASE.events, CASE.glossary))
        (zone,) = [text for name, text in pages.items() if name.startswith("Green Zone, Baghdad")]
        assert "district of central Baghdad" in zone

    def test_every_place_of_the_table_has_a_page(self):
        pages = sections(place_explorer(CASE.events, CASE.glossary))
        places = CASE.events["place"].dropna().str.split(";").explode()
        assert len(pages) == places.nunique() > 20

    def test_a_case_without_a_glossary_has_places(self):
        pages = sections(place_explorer(tables.events(), GLOSSARY.iloc[:0]))
        assert "Where the council meets." not in "".join(pages.values())
        assert pages


class TestWords:
    def test_stand_from_a_to_z_whatever_their_case(self):
        assert list(sections(glossary_explorer(GLOSSARY))) == [
            "quorum",
            "Roof",
            "Town Hall (the old one)",
        ]

    def test_say_what_they_mean(self):
        assert sections(glossary_explorer(GLOSSARY))["Roof"].strip() == "Roof: A lid."


@pytest.mark.parametrize(
    ("show", "given"),
    [
        (people_explorer, (PEOPLE.iloc[:0], tables.sources())),
        (place_explorer, (tables.events().iloc[:0], GLOSSARY)),
        (glossary_explorer, (GLOSSARY.iloc[:0],)),
    ],
)
def test_an_empty_table_says_what_to_do(show, given):
    with pytest.raises(ValueError, match="no rows. Widen the filter"):
        show(*given)


@pytest.mark.parametrize(
    ("show", "given", "column"),
    [
        (people_explorer, (PEOPLE.drop(columns="bio"), tables.sources()), "bio"),
        (place_explorer, (tables.events().drop(columns="place"), GLOSSARY), "place"),
        (place_explorer, (tables.events(), GLOSSARY.drop(columns="term")), "term"),
        (glossary_explorer, (GLOSSARY.drop(columns="term"),), "term"),
    ],
)
def test_a_missing_column_is_named(show, given, column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        show(*given)


@pytest.mark.parametrize(
    ("show", "given"),
    [
        (people_explorer, (tables.hostile(PEOPLE), tables.hostile(tables.sources()))),
        (place_explorer, (tables.hostile(tables.events()), tables.hostile(GLOSSARY))),
        (glossary_explorer, (tables.hostile(GLOSSARY.iloc[:1]),)),
    ],
)
def test_no_hostile_cell_reaches_a_page_unescaped(show, given):
    """A cell that somebody else filled in is shown, never run."""
    if show is people_explorer:
        given = (given[0].assign(name=[f"{n} {tables.HOSTILE}" for n in "AB"]), given[1])
    html = show(*given).html
    assert danger(html, scripts=1) == []
    assert "&lt;img" in html
