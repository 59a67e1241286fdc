"""The order of telling: both orders come from the rows, and every line that goes back is heavy."""

import random

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from dateline import cards, charts, load_case
from dateline.charts.type import ACCENT, SOFT
from tests import drawn, tables

CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS = tables.events()

# Told: the march (caption), the vote, the closing and the promise (3), the leak (5).
TOLD = {
    "pupils-march": 0,
    "council-votes": 1,
    "library-closes": 3,
    "mayor-promises": 3,
    "roof-leaks": 5,
}
IN_ORDER = [
    "Pupils march for the library",
    "The council votes for the money",
    "The library closes for repairs",
    "The mayor promises a new roof",
    "The roof starts to leak",
]


def story(**paragraphs):
    """Return five of the six events told in an order of their own: event_id -> paragraph."""
    told = TOLD | {name.replace("_", "-"): number for name, number in paragraphs.items()}
    number = EVENTS["event_id"].map(told).astype("Int64")
    return EVENTS.assign(paragraph=number, in_article=number.notna())


def telling(events=None, **options):
    rows = story() if events is None else events
    return charts.telling_order(rows, source="The Gazette", **options)


def case_telling():
    line = cards.source_line(CASE.events[CASE.events["in_article"]], CASE.sources)
    return charts.telling_order(CASE.events, source=line)


def awkward(count, **cells):
    """Return events of an article with long titles, each in one of eight paragraphs."""
    events = tables.random_events(count, "2019-01-01", "2020-12-01", told=1)
    dice = random.Random(count)
    return events.assign(**({"paragraph": [dice.randrange(8) for _ in range(count)]} | cells))


def places(chart, side):
    """Return the rows in the order in which their dots are at one side, from the top."""
    marks = sorted(chart.marks("slide"), key=lambda mark: mark.x)
    half = len(marks) // 2
    chosen = marks[:half] if side == "left" else marks[half:]
    return [mark.row for mark in sorted(chosen, key=lambda mark: mark.y)]


def heights(figure, titles):
    """Return where titles are, from the foot of the page up."""
    found = {text.get_text(): drawn.box(text, figure)[1] for text in drawn.texts(figure)}
    return [found[title] for title in titles]


def goes_back(events):
    """Say by comparing all pairs which events are told after one that happened later."""
    return {
        event.title
        for event in events.itertuples()
        for other in events.itertuples()
        if other.paragraph < event.paragraph and other.date > event.date
    }


# ---- The two orders


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_the_names_are_in_the_order_of_telling(medium):
    """By paragraph, the picture's caption first; within a paragraph by date."""
    up = heights(telling().draw(medium), IN_ORDER)
    assert up == sorted(up, reverse=True)
    assert list(telling().table["event"]) == IN_ORDER


@pytest.mark.parametrize("chart", [telling(), case_telling()], ids=["small", "case"])
def test_a_line_leads_from_the_order_of_telling_to_the_order_of_time(chart):
    """A line to the wrong place would tell a lie about one event."""
    many = len(chart.table)
    assert places(chart, "left") == list(range(many))
    happened = chart.table["happened"].sort_values(kind="stable").index
    dates = chart.table["date"]
    assert [dates[row] for row in places(chart, "right")] == [dates[row] for row in happened]
    dots = {(mark.row, mark.x, mark.y) for mark in chart.marks("slide")}
    assert len(dots) == 2 * many


def test_dates_are_beside_the_order_of_time_in_words():
    figure = telling().draw("slide")
    dates = ["March 2019", "10 to 14 January 2020", "about 3 February 2020", "5 February 2020"]
    up = heights(figure, dates)
    assert up == sorted(up, reverse=True)


def test_each_paragraph_is_named_once():
    for medium in ("slide", "phone"):
        said = drawn.words(telling().draw(medium))
        for name in ("Caption", "Paragraph 1", "Paragraph 3", "Paragraph 5"):
            assert said.count(name) == 1


@pytest.mark.parametrize("events", [story(), CASE.events, awkward(12)])
def test_heavy_lines_are_those_told_after_something_later(events):
    """Lines that cross are the lesson: told first, happened later."""
    rows = events[events["in_article"]].dropna(subset="paragraph")
    exact = rows[rows["precision"].eq("day")].drop(columns="end_date")
    chart = telling(exact)
    back = set(chart.table.loc[chart.table["goes back in time"] == "yes", "event"])
    assert back == goes_back(exact)
    figure = chart.draw("slide")
    lines = [one for one in figure.get_children() if isinstance(one, Line2D)]
    joins = [one for one in lines if one.get_marker() == "None" and len(one.get_xdata()) == 3]
    heavy = [one for one in joins if to_hex(one.get_color()) == ACCENT]
    assert len(joins) == len(exact) and len(heavy) == (chart.table.iloc[:, 5] == "yes").sum()
    thin = [one.get_linewidth() for one in joins if to_hex(one.get_color()) == SOFT]
    assert all(one.get_linewidth() > max(thin, default=0) for one in heavy)


def test_what_may_have_happened_later_does_not_go_back():
    """Told on the 5th, then "in February": nobody knows that February came first."""
    rows = story(pupils_march=6)
    assert "The mayor promises a new roof" in goes_back(rows[rows["in_article"]])
    rows = rows.assign(precision=["day", "day", "month", "day", "day", "day"])
    table = telling(rows).table.set_index("event")
    assert table.loc["The mayor promises a new roof", "goes back in time"] == "no"


# ---- What it says


@pytest.mark.parametrize(
    ("events", "title", "lead"),
    [
        (
            story(),
            "Of 5 events, 4 are told after something that happened later",
            "Heavy: told after something that happened later",
        ),
        (
            EVENTS,
            "3 events, told in the order in which they happened",
            "Each is told after all that happened before it",
        ),
        (
            EVENTS[1:2],
            "Of 1 event, 0 are told after something that happened later",
            "Each is told after all that happened before it",
        ),
    ],
)
def test_title_and_lead_say_what_goes_back(events, title, lead):
    chart = telling(events)
    assert chart.title == title
    assert drawn.words(chart.draw("slide"), "lead") == lead


def test_the_words_are_built_from_the_rows():
    words = telling().words
    assert words.startswith("5 events in the order in which the article tells them, in the ")
    assert "picture's caption and 3 paragraphs" in words
    assert "the earliest, “The roof starts to leak” (March 2019), it tells in paragraph 5" in words
    assert "It goes back in time in 3 paragraphs, 1, 3 and 5: 4 are told after" in words


def test_the_order_within_a_paragraph_is_said_to_be_unknown_and_only_then():
    """Nobody may take the order by date for the article's own."""
    said = "Within a paragraph events are in the order of their dates."
    assert said in drawn.words(telling().draw("slide"), "foot")
    assert said not in drawn.words(telling(story(mayor_promises=4)).draw("slide"), "foot")


def test_an_event_without_its_paragraph_is_left_out_and_counted():
    """An empty cell means unknown, and must be said."""
    rows = story()
    rows.loc[0, "paragraph"] = pd.NA
    chart = telling(rows)
    assert len(chart.table) == 4
    said = "1 event of the article is left out: the paragraph is not known."
    assert said in drawn.words(chart.draw("phone"), "foot")


def test_a_phone_says_where_the_telling_goes_back():
    said = drawn.words(telling().draw("phone"))
    assert "back to March 2019" in said and "back to 2 March 2020" not in said


def test_on_the_case_every_name_and_date_is_whole():
    """Half a title is half a fact, and half a date a wrong one."""
    figure = case_telling().draw("slide")
    said = drawn.words(figure)
    rows = CASE.events[CASE.events["in_article"]]
    assert [title for title in rows["title"] if title not in said] == []
    assert "…" not in said


def test_where_names_are_short_of_room_the_slide_says_so_and_a_phone_has_all():
    rows = awkward(60, title=[f"Event {row}." for row in range(60)])
    said = drawn.words(telling(rows).draw("slide"))
    named = sum(title in said for title in rows["title"])
    assert f"{named} of 60 have room for their names" in said
    phone = drawn.words(telling(rows).draw("phone"))
    assert [title for title in rows["title"] if title not in phone] == []


LONG = "The directorate for the counting of all visitors to public buildings " * 2
AWKWARD = {
    "24 events": awkward(24),
    "300 events": awkward(300),
    "one paragraph": awkward(12, paragraph=0),
    "one day": awkward(8, date=pd.Timestamp("2020-01-01")),
    "long names": awkward(13, title=LONG),
    "names without a gap": awkward(13, title="x" * 140),
    "right to left": awkward(13, title="מועצת העיר (על התוכנית)"),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_nothing_overlaps_or_leaves_the_page(name):
    """Teachers bring tables that nobody here has seen."""
    assert drawn.all_faults(telling(AWKWARD[name])) == []
    assert drawn.all_faults(telling(AWKWARD[name], title="Word " * 28)) == []


@pytest.mark.parametrize("cells", [{"in_article": False}, {"paragraph": pd.NA}])
def test_without_an_event_of_the_article_it_says_what_to_do(cells):
    rows = story().assign(**cells).astype({"paragraph": "Int64"})
    with pytest.raises(ValueError, match="no event of the table is in the article with its "):
        telling(rows)
