"""The explorers of levels and shares: every number is the table's, and doubt is put in words."""

import re

import pandas as pd
import pytest

from dateline import cards, charts, load_case
from dateline.explorers import level_explorer, share_explorer
from tests import tables
from tests.pages import chosen, danger, page, sections

CASE = load_case("baghdad-embassy-2020").until_publication()
SOURCES = CASE.sources
TROOPS = CASE.levels[CASE.levels["series"] == "US troops in Iraq"]
LATE = TROOPS[TROOPS["date"] >= "2019"]
CUT = CASE.framing[CASE.framing["what_is_cut"].str.startswith("US troops in Iraq (announced")]
SIZES = CUT[CUT["kind"] == "size"]
WINDOWS = {"screen": "dl-wide", "phone": "dl-phone"}


@pytest.fixture(scope="module")
def dates():
    return level_explorer(TROOPS, SOURCES).html


@pytest.fixture(scope="module")
def pages(dates):
    return sections(dates)


@pytest.fixture
def shares():
    return share_explorer(LATE, SIZES, SOURCES)


def answer(widget):
    """Return what a share explorer says now, as one line."""
    return " ".join(page(widget.page.value).text.split())


def choose(widget, start, end):
    """Choose both ends of a change by the numbers of the research; return the answer."""
    rows = LATE.sort_values("date", ignore_index=True)
    for menu, name in zip(widget.menus, (start, end), strict=True):
        menu.value = int(rows.index[rows["research_id"] == name][0])
    return answer(widget)


# ---- Levels, a date at a time


def test_there_is_a_page_a_date_of_the_default_view_named_year_first(dates, pages):
    """Who types 2007 into the menu wants 2007; and the lesson is about the last step."""
    in_default = TROOPS[TROOPS["in_default"]]
    assert len(pages) == in_default["date"].nunique() > 90
    assert {"2007 October", "2020 September 9", "2011 December 18"} <= set(pages)
    assert chosen(dates) == list(pages)[-1] == "2020 September 30"


def test_a_page_says_number_kind_counter_and_source(pages):
    text = pages["2007 September 1"].text
    assert "1 September 2007: 165,607 troops, reported." in text
    assert "in Iraq; counted by: Congressional Research Service" in text
    assert "Source: Congressional Research Service" in text
    # "Fewer than 3,000" is not 3,000.
    assert "fewer than 3,000 troops, reported" in pages["2020 September 30"].text


def test_a_page_names_every_row_that_disagrees_and_no_other(pages):
    """Where sources disagree, the reader sees it, beside the number and not in a note."""
    listed = [item.text.split(".")[0] for item in pages["2017 December 6"].all("li")]
    assert listed == ["30 September 2017: 8,892 troops, reported"]
    items = [item.text for item in pages["2007 October"].all("li")]
    numbers = [text.split(": ")[1].split(" troops")[0] for text in items]
    group = TROOPS[TROOPS["conflict_group"] == "peak-2007"]
    others = group[group["value"] != 170_000]["value"]
    assert {number.split()[-1] for number in numbers} == {f"{value:,}" for value in others}
    assert pages["2010 February 16"].all("li") == []


def test_a_plan_beside_a_level_is_no_disagreement(pages):
    """The plan of 3,500 leaked on the day of the count of 5,200; nobody counted 3,500."""
    text = pages["2020 August 28"].text
    assert "See also below." in text
    assert "Others disagree" not in text
    assert "Other sources disagree: see below." in pages["2020 September 9"].text


def test_the_mark_of_a_page_is_on_its_level(pages):
    """A ring beside the line would teach a number that is not there."""
    rows = TROOPS[TROOPS["in_default"]].sort_values("date", ignore_index=True)
    chart = charts.levels(rows, source=cards.source_line(rows, SOURCES), labels=False)
    for medium, window in WINDOWS.items():
        for name, value, day in (
            ("2007 October", 170_000, "2007-10-16"),
            ("2020 September 9", 5_200, "2020-09-09"),
            ("2011 December 18", 0, "2011-12-18"),
        ):
            (overlay,) = pages[name].all("div", class_=window)
            rings = set()
            for ring in overlay.all("i"):
                place = re.findall(r"(?:left|top):([\d.]+)%", ring.attributes["style"])
                rings.add(tuple(map(float, place)))
            of_day = rows["date"].eq(day) if day != "2007-10-16" else rows["value"].eq(value)
            numbers = rows.index[of_day]
            assert set(rows["value"][of_day]) == {value}
            assert rings == {(x, y) for row, x, y in chart.marks(medium) if row in numbers}


def test_the_picture_is_there_once_for_each_width_and_small_enough(dates):
    assert dates.count("data:image/svg+xml") == 2
    assert len(dates.encode()) < 350_000


def test_rows_of_one_date_share_a_page():
    """Staff of three kinds were given for one week: a menu cannot name it three times."""
    staff = CASE.levels[CASE.levels["series"] == "US mission staff in Iraq"]
    text = sections(level_explorer(staff, SOURCES).html)["2011 December 18"].text
    assert [value for value in ("16,000", "1,700", "5,000") if value not in text] == []


# ---- Shares


def test_it_begins_with_the_last_step_of_the_line(shares):
    """Its menus have names that are read aloud; a slider of ipywidgets has none."""
    controls = [(type(menu).__name__, menu.description) for menu in shares.menus]
    assert controls == [("Dropdown", "From"), ("Dropdown", "To")]
    assert "From 5,200 to 3,000: 2,200 fewer, 42.3 %." in answer(shares)


@pytest.mark.parametrize(
    ("start", "end", "change", "fraction"),
    [
        ("T171", "T173", "From 5,000 to 3,000: 2,000 fewer, 40.0 %.", "two fifths, 0.0 points"),
        ("T170", "T172", "From 5,200 to 3,000: 2,200 fewer, 42.3 %.", "two fifths, 2.3 points"),
        ("T165", "T172", "From 6,000 to 3,000: 3,000 fewer, 50.0 %.", "a half, 0.0 points"),
        ("T164", "T165", "From 5,000 to 6,000: 1,000 more, 20.0 %.", "a fifth, 0.0 points"),
        # A plan can be compared with the level of its day: 1,700 of 5,200.
        ("T168", "T169", "From 5,200 to 3,500: 1,700 fewer, 32.7 %.", "a third, 0.6 points"),
        # "Fewer than 3,000" is a limit, and stays one.
        ("T170", "T180", "From 5,200 to fewer than 3,000: 2,200 fewer, 42.3 %.", "two fifths"),
    ],
)
def test_hand_worked_shares(shares, start, end, change, fraction):
    text = choose(shares, start, end)
    assert change in text
    assert f"nearest everyday fraction is {fraction}" in text


def tried(widget):
    """Return each newsroom's words as they are tried, row by row from the top."""
    rows = page(widget.page.value).all("tr")[1:]
    return [tuple(cell.text for cell in row.all("td")[1:]) for row in rows]


def test_words_are_judged_with_the_nearest_first(shares):
    """Of 42.3 %, "more than a third" is true and "nearly half" imprecise, by what they say."""
    choose(shares, "T171", "T173")
    third = ("more than a third", "5,200 to 3,000", "6.7 points below", "✓ true")
    assert tried(shares)[0] == third
    assert set(tried(shares)) == {
        third,
        ("almost a half", "5,000 to 3,000", "10.0 points above", "≈ imprecise"),
        ("almost a half", "5,200 to 3,000", "10.0 points above", "≈ imprecise"),
        ("nearly a half", "5,200 to 3,000", "10.0 points above", "≈ imprecise"),
        ("a half", "5,200 to 3,000", "10.0 points above", "≈ imprecise"),
    }
    choose(shares, "T170", "T172")
    command = "5,200 to 3,000"
    assert ("nearly a half", command, "7.7 points above", "≈ imprecise") in tried(shares)
    assert ("more than a third", command, "9.0 points below", "✓ true") in tried(shares)


def test_words_are_tried_on_numbers_that_somebody_said_them_of(shares):
    """ "Almost half" was not said of a fall from 5,200 to 5,000, and must not be judged by it."""
    for start, end in (("T164", "T165"), ("T166", "T171"), ("T165", "T172")):
        text = choose(shares, start, end)
        assert tried(shares) == []
        assert "No newsroom's words in this table are about these two numbers." in text


def test_what_other_sources_would_make_it_is_listed_and_never_averaged(shares):
    """6,000, 5,200 or 5,000 in January: three numbers, three shares."""
    text = choose(shares, "T166", "T172")
    assert "42.3 %" in text
    assert "5,000 to 3,000: 40.0 %; 6,000 to 3,000: 50.0 %" in text
    assert "44." not in text  # the mean of the three


def test_a_plan_is_no_other_number_for_what_was_there(shares):
    """The plan of 3,500 leaked on the day of the count of 5,200; it does not contradict it."""
    assert "3,500" not in choose(shares, "T168", "T172")


def test_limits_and_announced_numbers_are_said_to_be_that(shares):
    announced = "3,000 was announced; this row does not say it was reached."
    assert announced in answer(shares)
    assert "3,500 was announced" in choose(shares, "T168", "T169")
    text = choose(shares, "T170", "T180")
    assert "The source says “fewer than 3,000”: take the share as a limit." in text
    assert "was announced" not in text


def test_a_choice_without_a_share_says_what_to_do(shares):
    for start, end, words in (
        ("T172", "T172", "Both are the same row. Choose another one."),
        (
            "T172",
            "T170",
            "The first is later than the second. Choose an earlier one to start from.",
        ),
        (
            "T166",
            "T167",
            "Both are about the same time: the sources disagree, and nothing changed.",
        ),
        ("T166", "T168", "Both are 5,200: nothing changed."),
    ):
        assert choose(shares, start, end) == words
    rows = TROOPS[TROOPS["in_default"]].sort_values("date", ignore_index=True)
    from_zero = share_explorer(rows, SIZES, SOURCES)
    from_zero.menus[0].value = 0
    assert answer(from_zero) == "The first number is zero, so there is no share to work out."


def test_another_scope_and_a_break_in_between_are_said():
    """5,200 is no fall of 3,692 from 8,892: other people are counted."""
    rows = TROOPS[TROOPS["conflict_group"] == "2017-late"]
    text = answer(share_explorer(rows, SIZES, SOURCES))
    assert "These two numbers count different things: permanently assigned troops; in Iraq." in text
    assert "The way of counting changed in between" in text
    unknown = share_explorer(rows.assign(scope=None), SIZES, SOURCES)
    assert "Two things are counted" not in answer(unknown)


def test_a_row_without_a_number_is_counted_and_left_out():
    rows = LATE.astype({"value": "Int64"}).reset_index(drop=True)
    rows.loc[rows["research_id"] == "T165", "value"] = pd.NA
    widget = share_explorer(rows, SIZES, SOURCES)
    assert "Rows left out because they have no number: 1." in answer(widget)
    assert not any("6,000" in name for name, _ in widget.menus[0].options)


def test_two_rows_that_read_alike_are_both_there():
    twice = pd.concat([LATE, LATE[LATE["research_id"] == "T170"]], ignore_index=True)
    names = [name for name, _ in share_explorer(twice, SIZES, SOURCES).menus[0].options]
    assert len(names) == len(set(names)) == len(twice)


def test_where_there_is_no_kernel_pages_stand_in_for_the_menus(shares):
    """On the website or in a notebook that is not trusted, the shares are there to read."""
    html = shares._repr_html_()
    assert html == shares.ready.html
    assert len(html) < 100_000
    assert len(sections(html)) == len(LATE) - 1
    assert chosen(html) == "9 September 2020: 5,200, reported"
    assert "From 5,200 to 3,000: 2,200 fewer, 42.3 %." in sections(html)[chosen(html)].text


# ---- Both


def test_what_no_share_can_be_made_of_is_refused_in_words():
    mixed = CASE.levels[CASE.levels["unit"] == "troops"]
    with pytest.raises(ValueError, match="of several series: keep those of one"):
        share_explorer(mixed, SIZES, SOURCES)
    with pytest.raises(ValueError, match="one level only, and a change needs two"):
        share_explorer(LATE.head(1), SIZES, SOURCES)


def test_missing_columns_rows_and_sources_are_refused_in_words():
    for build in (level_explorer, lambda rows, sources: share_explorer(rows, SIZES, sources)):
        for column in ("value", "status", "conflict_group", "source_ids"):
            with pytest.raises(ValueError, match=f"no column called '{column}'"):
                build(LATE.drop(columns=column), SOURCES)
        with pytest.raises(ValueError, match="no rows. Widen the filter"):
            build(LATE[:0], SOURCES)
        with pytest.raises(ValueError, match="The sources table has no source called"):
            build(LATE, SOURCES[:3])


def test_built_twice_they_are_the_same_and_the_tables_are_not_changed():
    given = [LATE.copy(), SIZES.copy(), SOURCES.copy()]
    levels, sources = given[0], given[2]
    assert level_explorer(levels, sources).html == level_explorer(levels, sources).html
    first, second = share_explorer(*given), share_explorer(*given)
    assert first.ready.html == second.ready.html
    assert first.page.value == second.page.value
    for table, before in zip(given, (LATE, SIZES, SOURCES), strict=True):
        pd.testing.assert_frame_equal(table, before)


def test_no_hostile_cell_reaches_a_page_unescaped():
    """Titles, notes and phrases come from anybody's table, and a page runs what it is given."""
    columns = ["series", "scope", "measure", "counted_by", "note", "unit", "qualifier", "status"]
    rows = LATE.assign(**dict.fromkeys(columns, tables.HOSTILE))
    framing = SIZES.assign(
        publisher=tables.HOSTILE, phrase=tables.HOSTILE, implied_words=tables.HOSTILE
    )
    sources = SOURCES.assign(publisher=tables.HOSTILE, title=tables.HOSTILE)
    shares = share_explorer(rows, framing, sources)
    for html in (level_explorer(rows, sources).html, shares.ready.html, shares.page.value):
        assert danger(html) == []
        assert "alert(1)" in page(html).text


def test_on_a_phone_each_cell_of_the_trials_names_its_column(shares):
    """Five columns on 360 px broke words into letters; cells with a label become a card."""
    labels = {cell.attributes.get("data-label") for cell in page(shares.page.value).all("td")}
    assert labels == {"Newsroom", "Says", "Of", "Its fraction is", "We call the words"}
