"""An explorer is one page that answers without Python, and every page of it tells the truth."""

import hashlib
import os
import re
import subprocess
import sys

import pandas as pd
import pytest

from dateline import cards, charts, load_case
from dateline.explorers import Page, paged, quote_explorer, timeline_explorer
from dateline.explorers.timeline import OFTEN
from dateline.web import shared_text, without_shared
from tests import tables
from tests.drawn import contrast
from tests.notebooks import PROJECT
from tests.pages import chosen, danger, groups, page, rules, sections

CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS, SOURCES = tables.events(), tables.sources()
PAGES = [
    Page("Monday", "<p>Rain.</p>", "Week"),
    Page("Ann", "<p>Ann reads.</p>", "People"),
    Page("Tuesday", "<p>Sun.</p>", "Week"),
    Page("Ben", "<p>Ben writes.</p>", "People"),
]
WINDOWS = {"screen": "dl-wide", "phone": "dl-phone"}


@pytest.fixture(scope="module")
def small():
    return timeline_explorer(EVENTS, SOURCES, focus=tables.FOCUS, title="The library").html


@pytest.fixture(scope="module")
def case():
    title = "What had happened by then?"
    return timeline_explorer(CASE.events, CASE.sources, focus=CASE.focus, title=title).html


def caption(section):
    return section.all("p")[0].text


def months(html):
    """Return the pages of months, which are all but those of actors."""
    return {name: section for name, section in sections(html).items() if "(" not in name}


def placed(section, window, tag):
    """Return where the overlay of a window has its rings (i) or the top of its veil (s)."""
    (overlay,) = section.all("div", class_=window)
    found = []
    for element in overlay.all(tag):
        places = re.findall(r"(?:left|top):([\d.]+)%", element.attributes["style"])
        found.append(tuple(map(float, places)))
    return sorted(found)


def timeline(events, sources, **options):
    """Return the timeline without names that an explorer of these tables has."""
    rows = events.sort_values("date", kind="stable", ignore_index=True)
    line = cards.source_line(rows, sources)
    return charts.timeline(rows, source=line, labels=False, **options)


def drawn(events, sources, medium, **options):
    """Return where the marks of a timeline without names are in percent, and their days."""
    days = events["date"].sort_values(kind="stable", ignore_index=True)
    found = pd.DataFrame(timeline(events, sources, **options).marks(medium))
    return pd.DataFrame({"day": days[found["row"]].values, "left": found["x"], "top": found["y"]})


def near(rings, points):
    """Say whether rings are on some points of ``drawn``, to a twentieth of a per cent."""
    expected = sorted(points[["left", "top"]].itertuples(index=False, name=None))
    return rings == [pytest.approx(point, abs=0.05) for point in expected]


# ---- Pages behind a menu


def test_the_menu_has_a_name():
    """Without it nobody hears what the menu chooses."""
    whole = page(paged("Day or person", PAGES).html)
    (label,) = whole.all("label")
    assert label.text.split("\n")[0].strip() == "Day or person"
    assert len(label.all("select")) == 1
    assert [button.text for button in whole.all("button")] == ["Back", "Next"]


def test_pages_are_in_the_order_of_the_menu_even_when_groups_come_mixed():
    """The script shows the page of the chosen number: one out of step would show another's."""
    html = paged("Show", PAGES).html
    assert groups(html) == {"Week": ["Monday", "Tuesday"], "People": ["Ann", "Ben"]}
    assert {name: caption(section) for name, section in sections(html).items()} == {
        "Monday": "Rain.",
        "Tuesday": "Sun.",
        "Ann": "Ann reads.",
        "Ben": "Ben writes.",
    }
    html = paged("Show", [one._replace(group="") for one in PAGES]).html
    assert groups(html) == {}
    assert list(sections(html)) == ["Monday", "Ann", "Tuesday", "Ben"]


def test_it_begins_with_the_page_that_was_asked_for():
    names = [chosen(paged("Show", PAGES, start=start).html) for start in (0, 1, -1)]
    assert names == ["Monday", "Ann", "Ben"]


def test_no_page_and_two_of_one_name_are_refused():
    with pytest.raises(ValueError, match="at least one page"):
        paged("Show", [])
    with pytest.raises(ValueError, match="Two pages are called 'Ann'; a menu cannot tell them"):
        paged("Show", [*PAGES, Page("Ann", "", "People")])
    two_groups = [*PAGES, Page("Ann", "<p>A day.</p>", "Week")]
    assert groups(paged("Show", two_groups).html)["Week"] == ["Monday", "Tuesday", "Ann"]


def test_what_stays_is_in_the_page_once():
    """A picture on every page made 7.7 megabytes of 117 kilobytes."""
    explorer = paged("Show", PAGES, base="<b>the picture</b>")
    assert explorer.html.count("<b>the picture</b>") == 1
    assert explorer._repr_html_() == explorer.html


def test_hostile_names_reach_no_menu_unescaped():
    """The name of a page is often a cell of a table."""
    pages = [Page(tables.HOSTILE, "<p>Fine.</p>", tables.HOSTILE)]
    assert danger(paged(tables.HOSTILE, pages).html) == []


# ---- What is true of any explorer, tried on a small one and on that of the case


def test_without_script_every_page_is_there_to_be_read(small, case):
    """JavaScript is off, or the notebook is not trusted: no dead menu, no stray rings."""
    for html in (small, case):
        whole = page(html)
        (menu,) = whole.all("div", class_="dl-menu")
        for element in [menu, *whole.all("div", class_="dl-over")]:
            assert element.attributes["style"].startswith("display:none")
        hidden = [one for one in whole.all("section") if {"style", "hidden"} & set(one.attributes)]
        assert hidden == []
    hides = [names for names, what in rules(small) if "section" in names and "none" in what]
    assert hides == [".dl-on section:not(.dl-now)"]


def test_it_is_one_small_page_that_asks_nothing_of_any_other_place(small, case):
    """It works from a folder and without a network; two of them on a page do not meet."""
    for html in (small, case):
        whole = page(html)
        assert len(html.encode()) < 300_000
        assert danger(html) == []
        assert [one.tag for one in whole.inside if "id" in one.attributes] == []
        assert not re.search(r"getElementById|@import|url\(|fetch\(|XMLHttpRequest", html)
        fetched = [
            one.attributes.get("src") or one.attributes.get("srcset") for one in whole.inside
        ]
        pictures = [address for address in fetched if address]
        assert len(pictures) == 2  # one for each width
        assert all(one.startswith("data:image/svg+xml;base64,") for one in pictures)
        assert whole.all("img")[0].attributes["alt"].startswith("Timeline of ")


def test_built_anywhere_it_is_the_same_to_the_byte(small):
    """A set's order differs from one Python to the next; what is stored must not."""
    code = (
        "import hashlib; from tests import tables; from dateline.explorers import *;"
        "html = timeline_explorer(tables.events(), tables.sources(), focus=tables.FOCUS,"
        " title='The library').html; print(hashlib.sha256(html.encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=os.environ | {"PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(small.encode()).hexdigest()


def test_text_takes_the_color_of_its_page(small):
    """A dark theme must not get dark words: only the picture brings its own paper.

    So do words that a search marks, and they bring their own ink.
    """
    (mark,) = [what for names, what in rules(small) if names == ".dl mark"]
    assert contrast(*re.findall(r"#\w+", mark)) > 7
    # The list of a menu is painted by the system, which chooses paper and ink together. A filled
    # button and what fills the screen have both, too.
    filled = (".dl .dl-primary, .dl .dl-primary:hover", ".dl-can-fill:fullscreen")
    ink_and_paper = (".dl mark", ".dl option, .dl optgroup", *filled)
    others = [(names, what) for names, what in rules(small) if names not in ink_and_paper]
    colors = [
        color for _, what in others for color in re.findall(r"(?<![-\w])color: ([^;]+)", what)
    ]
    assert set(colors) == {"inherit"}
    painted = {names for names, what in others if re.search(r"background: (#|rgb)", what)}
    assert painted == {".dl img"}
    inline = " ".join(one.attributes.get("style", "") for one in page(small).inside)
    assert not re.search("color|background", inline)


def test_pages_of_the_website_have_style_and_scripts_in_files():
    """In a notebook each output works alone; a page of twenty would carry the same twenty times."""
    explorer = paged("Day", PAGES).html
    quotes = quote_explorer(tables.quotes(), SOURCES).html
    outputs = explorer + quotes + explorer + quotes
    body = page(without_shared(outputs))
    assert body.all("style") == []
    assert [script.text for script in body.all("script")] == 2 * [
        "datelineExplorer(document.currentScript.parentNode);",
        "datelineQuotes(document.currentScript.parentNode);",
    ]
    assert len(body.all("section")) == 2 * len(PAGES)
    assert len(body.all("article")) == 2 * len(tables.quotes())
    assert page(outputs).all("style")[0].text in shared_text("style")
    for name in ("datelineExplorer", "datelineQuotes", "datelineQuestions"):
        assert shared_text("script").count(f"window.{name} = ") == 1


# ---- The timeline explorer


def test_there_is_a_page_a_month_with_events_and_one_for_each_frequent_actor(small, case):
    """Months without news would be empty pages; of a single deed there is nothing to follow."""
    assert groups(small) == {
        "As of the end of": ["2019 March", "2020 January", "2020 February", "2020 March"],
        "Through one actor": ["Mayor (3)"],
    }
    days = CASE.events["date"].dt.strftime("%Y %B").unique()
    actors = CASE.events["actors"].dropna().str.split(";").explode().value_counts()
    frequent = [f"{name} ({count})" for name, count in actors.items() if count >= OFTEN]
    assert groups(case)["As of the end of"] == days.tolist()
    assert sorted(groups(case)["Through one actor"]) == sorted(frequent)
    assert min(len(days), len(frequent)) > 5


def test_captions_count_what_had_happened_and_what_was_still_to_come(small):
    """The number is the news: it must be the one of the table, in good grammar."""
    assert [caption(section) for section in sections(small).values()] == [
        "By the end of March 2019, 1 of 6 events had happened: 1 in this month, none of them in "
        "the article. 5 were still to come; the next is “The library closes for repairs”, 10 to 14 "
        "January 2020.",
        "By the end of January 2020, 2 of 6 events had happened: 1 in this month, 1 of them in "
        "the article. 4 were still to come; the next is “The mayor promises a new roof”, about "
        "3 February 2020.",
        "By the end of February 2020, 5 of 6 events had happened: 3 in this month, 1 of them in "
        "the article. 1 was still to come; the next is “Pupils march for the library”, 2 March "
        "2020.",
        "By 2 March 2020, 6 of 6 events had happened: 1 in this month, 1 of them in the article. "
        "Nothing in this table was still to come.",
        "3 of 6 events have Mayor, 2 of them in the article.",
    ]


def test_on_the_case_the_counts_are_those_of_the_table(case):
    days = CASE.events["date"]
    for name, section in months(case).items():
        end = pd.Period(name, "M").end_time
        past = (days <= end).sum()
        in_month = days.dt.strftime("%Y %B").eq(name).sum()
        counted = caption(section).partition(", ")[2]  # after the date
        numbers = [int(number) for number in re.findall(r"\b\d+\b", counted)]
        assert numbers[:3] == [past, len(days), in_month]
        assert (past == len(days)) == ("Nothing in this table" in caption(section))
        assert past == len(days) or f"{len(days) - past} w" in caption(section)


def dense():
    """Return many events of the article, so that not each finds a row of its own."""
    events = tables.random_events(60, "2019-01-01", "2020-12-01", told=0.9, kinds=3)
    return events.assign(
        precision="day",
        summary="",
        paragraph=pd.NA,
        meaning_for_the_article=None,
        source_ids="gazette",
    )


@pytest.mark.parametrize(
    ("events", "sources", "focus", "title"),
    [
        (EVENTS, SOURCES, tables.FOCUS, "The library"),
        (CASE.events, CASE.sources, CASE.focus, ""),
        (dense(), SOURCES, (), "A headline that wraps on a phone " * 6),
    ],
    ids=["small", "case", "dense"],
)
def test_rings_are_where_the_events_of_the_month_are_drawn(events, sources, focus, title):
    """A ring around another event tells a lie in a friendly voice."""
    html = timeline_explorer(events, sources, focus=focus, title=title).html
    for medium, window in WINDOWS.items():
        points = drawn(events, sources, medium, title=title, focus=focus)
        for name, section in months(html).items():
            in_month = points[points["day"].dt.strftime("%Y %B") == name]
            assert len(in_month) > 0
            assert near(placed(section, window, "i"), in_month)


def test_rings_of_an_actor_and_the_veil_of_a_month_are_in_their_places(small):
    """Under the veil is what a reader of that month could not know, and nothing else."""
    for medium, window in WINDOWS.items():
        points = drawn(EVENTS, SOURCES, medium, title="The library", focus=tables.FOCUS)
        mayor = sections(small)["Mayor (3)"]
        days = pd.to_datetime(["2020-02-03", "2020-02-05", "2020-03-02"])
        assert near(placed(mayor, window, "i"), points[points["day"].isin(days)])
        assert placed(mayor, window, "s") == []
        for name, section in months(small).items():
            past = points["day"] <= pd.Period(name, "M").end_time
            edges = placed(section, window, "s")
            assert len(edges) == (not past.all())
            for (top,) in edges:
                assert (points["top"] < top).equals(past)


def test_a_mark_near_a_pointer_has_a_name_and_opens_the_page_of_its_month(small, case):
    """The picture answers the pointer; the menu is there for the keyboard."""
    for html, events in ((small, EVENTS), (case, CASE.events)):
        whole, names = page(html), list(sections(html))
        rows = events.sort_values("date", kind="stable")
        for window in WINDOWS.values():
            (marked,) = whole.all("div", class_="dl-marked")
            (layer,) = marked.all("div", class_=window)
            marks = layer.all("b")
            opened = [names[int(mark.attributes["data-page"])] for mark in marks]
            assert opened == rows["date"].dt.strftime("%Y %B").tolist()
            said = [mark.attributes["data-name"].split(": ", 1)[1] for mark in marks]
            assert said == rows["title"].tolist()


def test_overlays_have_the_shape_of_their_picture_and_say_nothing_aloud(small):
    """In a box of another shape rings would drift; read aloud they would only be noise."""
    chart = timeline(EVENTS, SOURCES, title="The library", focus=tables.FOCUS)
    for medium, window in WINDOWS.items():
        wide, high = chart.draw(medium).get_size_inches()
        for overlay in page(small).all("div", class_=window):
            shape = float(overlay.attributes["style"].split("aspect-ratio:")[1])
            assert shape == pytest.approx(wide / high, abs=0.001)
            assert overlay.attributes["aria-hidden"] == "true"
            assert overlay.text.strip() == ""


def test_a_card_is_on_one_page_only(small, case):
    """Each card once keeps the page small, and a reader from meeting it again."""
    for html, events in ((small, EVENTS), (case, CASE.events)):
        found = {}
        for name, section in sections(html).items():
            for card in section.all("article"):
                found.setdefault(card.all("p", class_="dl-what")[0].text, []).append(name)
        days = dict(zip(events["title"], events["date"].dt.strftime("%Y %B"), strict=True))
        assert found == {title: [month] for title, month in days.items()}


def test_cards_and_lists_are_a_group_with_a_name_and_as_high_as_they_need(small):
    """No card is read through a letterbox."""
    assert not any("height" in what for names, what in rules(small) if "dl-cards" in names)
    for section in sections(small).values():
        (box,) = section.all("div", class_="dl-cards")
        assert box.attributes["role"] == "group"
        assert box.attributes["aria-label"].startswith("Events ")
    assert [item.text for item in sections(small)["Mayor (3)"].all("li")] == [
        "about 3 February 2020: The mayor promises a new roof",
        "5 February 2020: The council votes for the money (in the article)",
        "2 March 2020: Pupils march for the library (in the article)",
    ]


def test_rows_in_any_order_make_the_same_explorer(small):
    mixed = tables.events().sample(frac=1, random_state=3).set_index("event_id", drop=False)
    before = mixed.copy()
    again = timeline_explorer(mixed, SOURCES, focus=tables.FOCUS, title="The library")
    assert again.html == small
    pd.testing.assert_frame_equal(mixed, before)


def test_missing_columns_rows_and_sources_are_refused_in_words():
    for column in ("date", "actors", "category", "summary", "source_ids"):
        with pytest.raises(ValueError, match=f"no column called '{column}'"):
            timeline_explorer(EVENTS.drop(columns=column), SOURCES)
    with pytest.raises(ValueError, match="no column called 'url'"):
        timeline_explorer(EVENTS, SOURCES.drop(columns="url"))
    with pytest.raises(ValueError, match="no rows"):
        timeline_explorer(EVENTS[:0], SOURCES)
    with pytest.raises(ValueError, match="no source called 'radio'"):
        timeline_explorer(EVENTS, SOURCES[:2])


def test_no_hostile_cell_reaches_an_explorer_unescaped():
    """One page has every text of both tables: nothing in them may run."""
    html = timeline_explorer(
        tables.hostile(EVENTS), tables.hostile(SOURCES), title=tables.HOSTILE
    ).html
    assert danger(html) == []
    assert page(html).text.count("alert('x')") > 20
