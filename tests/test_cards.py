"""A card says what happened, when, how sure that is and where it was read, and runs nothing."""

import re

import pandas as pd
import pytest
from markupsafe import Markup

from dateline import load_case
from dateline.cards import MOST_NAMED, event_card, source_line
from tests import tables
from tests.pages import danger, page

EVENTS, SOURCES = tables.events(), tables.sources()
ROOF, CLOSES, PROMISE, VOTE, PRICE, MARCH = EVENTS.itertuples()


def links(html):
    """Return where a piece of HTML leads to, by the words of the link."""
    return {link.text: link.attributes["href"] for link in page(html).all("a")}


def lines(card):
    """Return what a card says before it is unfolded, paragraph by paragraph."""
    whole = page(card)
    folded = [one for details in whole.all("details") for one in details.inside]
    return [one.text for one in whole.all("p") if one not in folded]


# ---- The source line


def test_a_source_with_a_link_is_linked_and_another_was_seen_in_a_copy():
    """A link says: somebody looked, and it is fit for a class."""
    line = source_line(EVENTS, SOURCES)
    assert links(line) == {
        "The Gazette": "https://example.org/roof",
        "Town Radio": "http://example.org/radio",
    }
    assert page(line).text == "The Gazette; Town Council (seen in a copy); Town Radio"
    assert "example.org/minutes" not in line


def test_a_link_opens_beside_the_lesson_and_tells_the_other_page_nothing():
    (link, _) = page(source_line(EVENTS, SOURCES)).all("a")
    assert link.attributes["target"] == "_blank"
    assert link.attributes["rel"] == "noopener"
    assert link.attributes["title"] == "Roof to be mended"


def test_only_an_address_of_the_web_becomes_a_link():
    """A click on a name must never run code, whoever filled in the table."""
    refused = ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//x.org", ""]
    for url in refused:
        line = source_line(EVENTS, SOURCES.assign(url=url))
        assert links(line) == {}, url
        assert page(line).text.count("(seen in a copy)") == 3
    assert len(links(source_line(EVENTS, SOURCES.assign(url="HTTPS://x.org", link=True)))) == 3


def test_a_publisher_that_names_a_copy_is_not_followed_by_the_same_again():
    """The card and the shown table ask the same function."""
    for publisher in ("Town Radio, via The Gazette", "a blog (copy of a Town Radio report)"):
        line = source_line(EVENTS[2:3], SOURCES.assign(publisher=publisher, link=False))
        assert page(line).text == publisher
    copied = SOURCES.assign(publisher="The Photocopy Weekly", link=False)  # only its name
    assert page(source_line(EVENTS[2:3], copied)).text == "The Photocopy Weekly (seen in a copy)"


def test_a_source_is_named_once_and_in_the_order_of_the_table():
    """Ten rows of one paper are one paper."""
    line = source_line(pd.concat([EVENTS[::-1], EVENTS]), SOURCES)
    assert page(line).text == "The Gazette; Town Council (seen in a copy); Town Radio"
    assert page(source_line(EVENTS[2:3], SOURCES)).text == "Town Radio"


def test_many_sources_are_counted():
    """A line of ninety names is read by nobody; the number and some names are."""
    for number in (MOST_NAMED, MOST_NAMED + 1):
        sources = pd.concat([SOURCES[:1]] * number, ignore_index=True)
        sources["source_id"] = [f"paper-{n}" for n in range(number)]
        rows = pd.DataFrame({"source_ids": [";".join(sources["source_id"]), None]})
        line = source_line(rows, sources)
        counted = f"{number} published sources, among them The Gazette. All are in the table."
        assert (page(line).text == counted) is (number > MOST_NAMED)
        assert line.count("The Gazette") == (1 if number > MOST_NAMED else number)


def test_of_many_sources_those_cited_most_are_named():
    """On a slide, which travels alone, a bare number would name nobody."""
    papers = ["Tribune", "Herald (blog)", "Post", "Echo <b>", "News", "Star"]
    sources = pd.DataFrame({"source_id": papers, "publisher": papers})
    rows = pd.DataFrame({"source_ids": [*papers, "Echo <b>;Herald (blog)", "Echo <b>"]})
    line = source_line(rows, sources)
    assert page(line).text == (
        "6 published sources, among them Echo <b>; Herald; Tribune. All are in the table."
    )
    assert "<b>" not in line


def test_the_case_counts_its_sources():
    case = load_case("baghdad-embassy-2020").until_publication()
    cited = {name for ids in case.events["source_ids"] for name in ids.split(";")}
    assert len(cited) < len(case.sources)  # the other tables cite more
    line = source_line(case.events, case.sources)
    assert line.startswith(f"{len(cited)} published sources, among them ")


def test_a_source_from_after_publication_is_its_publisher_alone():
    """Up to publication its headline, date and address are empty; "a copy" would be untrue."""
    later = SOURCES.assign(title=None, date=None, url=None, link=False)
    line = source_line(EVENTS, later)
    assert page(line).text == "The Gazette; Town Council; Town Radio"
    assert "href" not in line


def test_an_unknown_source_is_named():
    """A slip of the pen is found where it is, not as a gap in the line."""
    with pytest.raises(ValueError, match="The sources table has no source called 'minutes'."):
        source_line(EVENTS, SOURCES.drop(index=1))
    with pytest.raises(ValueError, match="no source called 'minutes'"):
        event_card(VOTE, SOURCES.drop(index=1))


# ---- The event card


def test_a_card_is_an_article_with_its_day_as_a_machine_reads_it():
    """A screen reader steps from article to article and reads the date as a date."""
    whole = page(event_card(CLOSES, SOURCES))
    (article,) = whole.all("article")
    assert len(whole.inside) == len(article.inside) + 1
    (day,) = article.all("time")
    assert (day.attributes["datetime"], day.text) == ("2020-01-10", "10 to 14 January 2020")


def test_a_card_reads_well_without_style():
    """In a notebook that is not trusted, in print and in a mail there is none."""
    assert lines(event_card(CLOSES, SOURCES)) == [
        "10 to 14 January 2020 · building · in or behind the article, paragraph 2",
        "The library closes for repairs",
        "The doors stay shut for five days.",
        "Source: The Gazette; Town Council (seen in a copy)",
    ]
    # A class reads four lines of a card; the rest is for whoever wants more.
    assert {len(lines(event_card(event, SOURCES))) for event in EVENTS.itertuples()} == {4}


def test_the_rest_is_folded():
    (details,) = page(event_card(CLOSES, SOURCES)).all("details")
    assert "open" not in details.attributes
    assert [one.text for one in details.all("summary")] == ["More"]
    assert [one.text for one in details.all("p")] == [
        "Place: Market Square",
        "Who: Library, Town council",
        "For the article: It is where the story starts.",
    ]


def test_a_card_says_where_the_article_speaks_of_it():
    """The caption of the picture has no number of its own in the article."""
    for paragraph, words in ((4, ", paragraph 4"), (0, ", under its picture"), (pd.NA, "")):
        table = EVENTS.assign(in_article=True, paragraph=paragraph)
        card = event_card(next(table.itertuples()), SOURCES)
        assert f"<b>in or behind the article{words}</b>" in card


def test_what_is_unknown_is_left_out():
    """An empty cell means unknown; "nan" means nothing to anybody."""
    unknown = dict.fromkeys(["place", "actors", "meaning_for_the_article", "paragraph"], pd.NA)
    for event in EVENTS.assign(**unknown, certainty="confirmed").itertuples():
        card = event_card(event, SOURCES)
        assert "<details>" not in card
        assert re.findall(r"\b(nan|NaN|None|NaT|NA)\b", card) == []


def test_a_card_says_how_sure_it_is():
    """Reported, disputed and confirmed are never mixed in silence."""
    for event, words in (
        (VOTE, "Source: "),
        (PROMISE, "Only reported, not confirmed. Source: "),
        (PRICE, "A fact here is disputed. Source: "),
    ):
        assert lines(event_card(event, SOURCES))[3].startswith(words)


def test_only_events_of_the_article_are_marked_so():
    cards = [event_card(event, SOURCES) for event in EVENTS.itertuples()]
    assert ["in or behind the article" in card for card in cards] == list(EVENTS["in_article"])
    assert ["dl-in-article" in card for card in cards] == list(EVENTS["in_article"])
    assert cards == [event_card(event, SOURCES) for event in EVENTS.itertuples()]


def test_no_hostile_cell_reaches_a_card_unescaped():
    """JupyterLab runs what an output holds: a table must never be able to speak to it."""
    events, sources = tables.hostile(EVENTS), tables.hostile(SOURCES)
    for event in events.itertuples():
        card = event_card(event, sources)
        assert isinstance(card, Markup)
        assert danger(card) == []
        assert page(card).text.count("alert('x')") >= 4  # it is shown, as what it is
    assert danger(source_line(events, sources)) == []
    # The id, too, is only what somebody typed.
    sources = SOURCES[:1].assign(source_id=tables.HOSTILE, publisher=tables.HOSTILE)
    event = next(EVENTS.assign(source_ids=tables.HOSTILE).itertuples())
    assert danger(event_card(event, sources)) == []
