"""An explorer is one page that answers without Python, and every page of it tells the truth."""

import hashlib
import os
import re
import subprocess
import sys

import pandas as pd
import pytest
from matplotlib.dates import date2num

from dateline import charts, load_case
from dateline.explorers import Page, paged, timeline_explorer
from dateline.explorers.timeline import OFTEN
from tests import tables
from tests.figures import contrast, marks
from tests.notebooks import PROJECT
from tests.pages import danger, page

CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS, SOURCES = tables.events(), tables.sources()
PAGES = [
    Page("Monday", "<p>Rain.</p>", "Week"),
    Page("Ann", "<p>Ann reads.</p>", "People"),
    Page("Tuesday", "<p>Sun.</p>", "Week"),
    Page("Ben", "<p>Ben writes.</p>", "People"),
]
WIDE_AND_NARROW = [("screen", "dl-wide"), ("phone", "dl-phone")]


@pytest.fixture(scope="module")
def small():
    return timeline_explorer(EVENTS, SOURCES, focus=tables.FOCUS, title="The library").html


@pytest.fixture(scope="module")
def case():
    title = "What had happened by then?"
    return timeline_explorer(CASE.events, CASE.sources, focus=CASE.focus, title=title).html


def sections(html):
    """Return the pages by their names in the menu."""
    whole = page(html)
    names = [one.text for one in whole.all("option")]
    return dict(zip(names, whole.all("section"), strict=True))


def caption(section):
    return section.all("p")[0].text


def placed(section, shown, tag):
    """Return where the overlay of one width has its rings (i) or the edge of its veil (s)."""
    (over,) = section.all("div", class_=shown)
    found = []
    for one in over.all(tag):
        style = dict(re.findall(r"(left|top):([\d.]+)%", one.attributes["style"]))
        found.append((float(style["left"]), float(style["top"])))
    return sorted(found)


def drawn(events, medium, **options):
    """Return where the marks of a timeline without names lie in per cent, and their days."""
    figure = charts.timeline(events, source="S", labels=False, **options).draw(medium)
    found = marks(figure).query("form != '|'")
    points = figure.axes[0].transData.transform(found[["x", "y"]])
    across, up = (100 * points / figure.bbox.size).T
    return pd.DataFrame({"day": pd.to_datetime(found["day"]), "left": across, "top": 100 - up})


def near(some, others):
    """Say whether points lie on each other to a twentieth of a per cent."""
    return len(some) == len(others) and all(
        abs(a - b) < 0.05
        for one, other in zip(sorted(some), sorted(others), strict=True)
        for a, b in zip(one, other, strict=True)
    )


# ---- Pages behind a menu


def test_the_menu_has_a_name_and_keeps_its_keys():
    """Without the name nobody hears what it chooses; without the mark JupyterLab takes the keys."""
    whole = page(paged("Day or person", PAGES).html)
    (label,) = whole.all("label")
    assert label.text.split("\n")[0].strip() == "Day or person"
    (menu,) = label.all("select")
    controls = [menu, *whole.all("button")]
    assert len(controls) == 3
    assert {one.attributes.get("data-lm-suppress-shortcuts") for one in controls} == {"true"}


def test_pages_stand_in_the_order_of_the_menu_also_when_groups_come_mixed():
    """The script shows the page of the chosen number: one out of step would show another's."""
    html = paged("Show", PAGES).html
    groups = page(html).all("optgroup")
    assert [one.attributes["label"] for one in groups] == ["Week", "People"]
    assert [[option.text for option in one.all("option")] for one in groups] == [
        ["Monday", "Tuesday"],
        ["Ann", "Ben"],
    ]
    assert {name: caption(one) for name, one in sections(html).items()} == {
        "Monday": "Rain.",
        "Tuesday": "Sun.",
        "Ann": "Ann reads.",
        "Ben": "Ben writes.",
    }


def test_pages_without_groups_have_a_plain_menu():
    html = paged("Show", [page._replace(group="") for page in PAGES]).html
    assert page(html).all("optgroup") == []
    assert list(sections(html)) == ["Monday", "Ann", "Tuesday", "Ben"]


def test_what_stays_is_in_the_page_once():
    """A picture on every page made 7.7 megabytes of 117 kilobytes."""
    assert paged("Show", PAGES, base="<b>the picture</b>").html.count("<b>the picture</b>") == 1


def test_it_shows_itself_in_a_notebook():
    explorer = paged("Show", PAGES)
    assert explorer._repr_html_() == explorer.html


def test_no_page_and_two_of_one_name_are_refused():
    with pytest.raises(ValueError, match="at least one page"):
        paged("Show", [])
    with pytest.raises(ValueError, match="Two pages are called 'Ann'; a menu cannot tell them"):
        paged("Show", [*PAGES, Page("Ann", "", "People")])
    assert len(sections(paged("Show", [*PAGES, Page("Cy", "<p></p>", "Week")]).html)) == 5


def test_one_name_may_stand_in_two_groups():
    pages = [Page("Ann", "<p>A day.</p>", "Days"), Page("Ann", "<p>A person.</p>", "People")]
    assert len(page(paged("Show", pages).html).all("section")) == 2


def test_the_pages_passed_in_are_not_changed():
    pages = list(PAGES)
    paged("Show", pages)
    assert pages == PAGES


def test_hostile_names_reach_no_menu_unescaped():
    """The name of a page is often a cell of a table."""
    pages = [Page(tables.HOSTILE, "<p>Fine.</p>", tables.HOSTILE)]
    assert danger(paged(tables.HOSTILE, pages).html, scripts=1) == []


@pytest.mark.parametrize("html", ["small", "case"])
def test_without_script_every_page_is_there_to_be_read(html, request):
    """JavaScript is off, or the notebook is not trusted: no dead menu, no stray rings."""
    whole = page(request.getfixturevalue(html))
    (menu,) = whole.all("div", class_="dl-menu")
    for one in [menu, *whole.all("div", class_="dl-over")]:
        assert one.attributes["style"].startswith("display:none")
    hidden = [one for one in whole.all("section") if {"style", "hidden"} & set(one.attributes)]
    assert hidden == []
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", whole.all("style")[0].text)
    hides = [names for names, what in rules if re.search(r"visibility:hidden", what)]
    hides += [names for names, what in rules if "section" in names and "display:none" in what]
    assert len(hides) == 2 and all(".dl-on" in names for names in hides)


def test_without_a_picture_a_page_has_its_own_height():
    """Above a picture nothing may jump; a card of one claim needs no screen of white below it."""
    pages = [Page("Short", "<p>Rain.</p>"), Page("Long", "<p>Rain.</p>" * 40)]
    own, alike = paged("Day", pages), paged("Day", pages, base="<p>A picture.</p>")
    classes = [page(one.html).all("div")[0].attributes["class"] for one in (own, alike)]
    assert classes == ["dl dl-own", "dl"]


@pytest.mark.parametrize("html", ["small", "case"])
def test_no_element_has_an_id(html, request):
    """Two explorers on one page would fight over it, and no two runs would be alike."""
    whole = page(request.getfixturevalue(html))
    assert [one.tag for one in whole.inside if "id" in one.attributes] == []
    assert "getElementById" not in request.getfixturevalue(html)


@pytest.mark.parametrize("html", ["small", "case"])
def test_the_picture_is_there_once_for_each_width(html, request):
    whole = page(request.getfixturevalue(html))
    assert len(whole.all("img")) == len(whole.all("source")) == 1
    assert request.getfixturevalue(html).count("data:image/svg+xml") == 2
    (picture,) = whole.all("img")
    assert picture.attributes["alt"].startswith("Timeline of ")


def test_it_is_small_enough_to_be_stored_in_a_notebook(case):
    assert len(case.encode()) < 300_000


def test_it_asks_nothing_of_any_other_place(case):
    """It works from a folder, and in a school without a network."""
    assert danger(case, scripts=1) == []
    every = [one.attributes for one in page(case).inside]
    fetched = [one.get("src") or one.get("srcset") for one in every]
    assert {address.split(",")[0] for address in fetched if address} == {
        "data:image/svg+xml;base64"
    }
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest", page(case).all("style")[0].text)


def test_built_anywhere_it_is_the_same_to_the_byte(small):
    """A set's order differs from one Python to the next; what is stored must not."""
    code = (
        "import hashlib; from tests import tables; from dateline.explorers import *;"
        "html = timeline_explorer(tables.events(), tables.sources(), focus=tables.FOCUS,"
        " title='The library').html; print(hashlib.sha256(html.encode()).hexdigest())"
    )
    seen = {hashlib.sha256(small.encode()).hexdigest()}
    for seed in "12":
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        seen.add(run.stdout.strip())
    assert len(seen) == 1


def test_text_takes_the_colour_of_its_page(small):
    """A dark theme must not get dark words: only the picture brings its own paper.

    So do words that a search marks, and they bring their own ink.
    """
    style = page(small).all("style")[0].text
    rule = re.search(r"\.dl mark\{background:(#\w+);color:(#\w+);[^}]*\}", style)
    assert contrast(*rule.groups()) > 7
    style = style.replace(rule[0], "")
    assert set(re.findall(r"(?<![-\w])color:([^;}]+)", style)) == {"inherit"}
    painted = re.findall(r"([^{}]*)\{[^{}]*background:", style)
    assert {names.strip() for names in painted} == {".dl img", ".dl-over s"}
    inline = [one.attributes.get("style", "") for one in page(small).inside]
    assert [style for style in inline if "color" in style or "background" in style] == []


# ---- The timeline explorer


def test_there_is_a_page_a_month_with_events_and_one_for_each_frequent_actor(small):
    """Months without news would be empty pages; of a single deed there is nothing to follow."""
    assert list(sections(small)) == [
        "2019 March", "2020 January", "2020 February", "2020 March", "Mayor (3)",
    ]  # fmt: skip
    groups = [one.attributes["label"] for one in page(small).all("optgroup")]
    assert groups == ["As of the end of", "Through one actor"]


def test_on_the_case_there_is_a_page_a_month_and_an_actor(case):
    months = CASE.events["date"].dt.strftime("%Y %B").unique()
    actors = CASE.events["actors"].dropna().str.split(";").explode().value_counts()
    actors = [f"{name} ({count})" for name, count in actors.items() if count >= OFTEN]
    assert sorted(sections(case)) == sorted([*months, *actors])
    assert min(len(months), len(actors)) > 5


def test_captions_count_what_had_happened_and_what_was_still_to_come(small):
    """The number is the news: it must be the one of the table, in good grammar."""
    assert [caption(one) for one in sections(small).values()] == [
        "By the end of March 2019, 1 of 6 events had happened: 1 in this month, 0 of them in the "
        "article. 5 were still to come; the next is “The library closes for repairs”, 10 to 14 "
        "January 2020.",
        "By the end of January 2020, 2 of 6 events had happened: 1 in this month, 1 of them in "
        "the article. 4 were still to come; the next is “The mayor promises a new roof”, about "
        "3 February 2020.",
        "By the end of February 2020, 5 of 6 events had happened: 3 in this month, 1 of them in "
        "the article. 1 was still to come; the next is “Pupils march for the library”, 2 March "
        "2020.",
        "By the end of March 2020, 6 of 6 events had happened: 1 in this month, 1 of them in the "
        "article. Nothing in this table was still to come.",
        "Mayor has a part in 3 of 6 events; 2 of these in the article.",
    ]


def test_on_the_case_the_counts_are_those_of_the_table(case):
    days = CASE.events["date"]
    for name, section in sections(case).items():
        if "(" not in name:
            end = pd.Period(name, "M").end_time
            past, own = (days <= end).sum(), days.dt.strftime("%Y %B").eq(name).sum()
            said = [int(number) for number in re.findall(r"\b\d+\b", caption(section))]
            assert said[1:4] == [past, len(days), own]
            assert (past == len(days)) == ("Nothing in this table" in caption(section))
            assert past == len(days) or f"{len(days) - past} w" in caption(section)


@pytest.mark.parametrize(("look", "shown"), WIDE_AND_NARROW)
@pytest.mark.parametrize("title", ["", "The library", "A headline that wraps on a phone " * 6])
@pytest.mark.parametrize("which", ["small", "case", "dense"])
def test_rings_lie_where_the_events_of_the_month_are_drawn(which, title, medium, shown):
    """A ring around another event tells a lie in a friendly voice."""
    events, sources, focus = {
        "small": (EVENTS, SOURCES, tables.FOCUS),
        "case": (CASE.events, CASE.sources, CASE.focus),
        "dense": (dense(), SOURCES, ()),
    }[which]
    points = drawn(events, medium, title=title, focus=focus)
    html = timeline_explorer(events, sources, focus=focus, title=title).html
    for name, section in sections(html).items():
        if "(" not in name:
            own = points[points["day"].dt.strftime("%Y %B") == name]
            assert near(placed(section, shown, "i"), own[["left", "top"]].to_numpy().tolist())
            assert len(own) > 0


def dense():
    """Return many events of the article, so that not each finds a row of its own."""
    events = tables.random_events(60, "2019-01-01", "2020-12-01", told=0.9, kinds=3)
    return events.assign(
        precision="day", summary="", paragraph=pd.NA, meaning_for_the_article=None,
        source_ids="gazette",
    )  # fmt: skip


@pytest.mark.parametrize(("look", "shown"), WIDE_AND_NARROW)
def test_rings_of_an_actor_are_the_events_of_the_actor(small, medium, shown):
    points = drawn(EVENTS, medium, title="The library", focus=tables.FOCUS)
    own = points[points["day"].isin(pd.to_datetime(["2020-02-03", "2020-02-05", "2020-03-02"]))]
    section = sections(small)["Mayor (3)"]
    assert near(placed(section, shown, "i"), own[["left", "top"]].to_numpy().tolist())
    assert placed(section, shown, "s") == []


@pytest.mark.parametrize(("look", "shown"), WIDE_AND_NARROW)
def test_the_veil_begins_where_the_month_ends(small, medium, shown):
    """What a reader of that month could not know lies under it, and nothing else."""
    chart = charts.timeline(
        EVENTS, source="S", title="The library", focus=tables.FOCUS, labels=False
    )
    points = drawn(EVENTS, medium, title="The library", focus=tables.FOCUS)
    for name, section in sections(small).items():
        if "(" not in name:
            end = pd.Period(name, "M").end_time
            ((edge, _),) = placed(section, shown, "s")
            assert abs(edge - chart.at(end, 0, medium)[0]) < 0.05
            assert (points["left"] < edge).equals(points["day"] <= end)
            assert chart.at(date2num(end), 0, medium)[0] == pytest.approx(edge, abs=0.05)


@pytest.mark.parametrize("html", ["small", "case"])
def test_overlays_say_nothing_to_a_screen_reader(html, request):
    """The caption says it in words; fifty unnamed rings would only be noise."""
    for one in page(request.getfixturevalue(html)).all("div", class_="dl-over"):
        assert one.attributes["aria-hidden"] == "true"
        assert one.text.strip() == ""


def test_the_overlay_has_the_shape_of_its_picture(small):
    """Its children are placed in per cent: in a box of another shape they would drift."""
    chart = charts.timeline(
        EVENTS, source="S", title="The library", focus=tables.FOCUS, labels=False
    )
    for medium, shown in WIDE_AND_NARROW:
        wide, high = chart.draw(medium).get_size_inches()
        for over in page(small).all("div", class_=shown):
            shape = float(over.attributes["style"].split("aspect-ratio:")[1])
            assert shape == pytest.approx(wide / high, abs=0.001)


@pytest.mark.parametrize("which", ["small", "case"])
def test_a_card_is_on_one_page_only(which, request):
    """Each card once keeps the page small, and a reader from meeting it again."""
    events = {"small": EVENTS, "case": CASE.events}[which]
    found = {}
    for name, section in sections(request.getfixturevalue(which)).items():
        for card in section.all("article"):
            found.setdefault(card.all("p", class_="dl-what")[0].text, []).append(name)
    days = dict(zip(events["title"], events["date"].dt.strftime("%Y %B"), strict=True))
    assert found == {title: [month] for title, month in days.items()}


def test_cards_stand_in_a_box_that_keys_can_scroll(small):
    for section in sections(small).values():
        (box,) = section.all("div", class_="dl-cards")
        assert (box.attributes["tabindex"], box.attributes["role"]) == ("0", "group")
        assert box.attributes["aria-label"].startswith("Events ")


def test_an_actor_page_lists_the_events_in_order(small):
    listed = [one.text for one in sections(small)["Mayor (3)"].all("li")]
    assert listed == [
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


@pytest.mark.parametrize("column", ["date", "actors", "category", "summary", "source_ids"])
def test_a_missing_column_of_events_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        timeline_explorer(EVENTS.drop(columns=column), SOURCES)


def test_tables_without_rows_or_sources_are_refused_in_words():
    with pytest.raises(ValueError, match="no rows"):
        timeline_explorer(EVENTS[:0], SOURCES)
    with pytest.raises(ValueError, match="no column called 'url'"):
        timeline_explorer(EVENTS, SOURCES.drop(columns="url"))
    with pytest.raises(ValueError, match="no source called 'radio'"):
        timeline_explorer(EVENTS, SOURCES[:2])


def test_no_hostile_cell_reaches_an_explorer_unescaped():
    """One page holds every text of both tables: nothing in them may run."""
    html = timeline_explorer(
        tables.hostile(EVENTS), tables.hostile(SOURCES), title=tables.HOSTILE
    ).html
    assert danger(html, scripts=1) == []
    assert page(html).text.count("alert('x')") > 20
