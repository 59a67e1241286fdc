"""The explorers of levels and shares: every number is the table's, and what is unsure is said."""

import re

import pandas as pd
import pytest

from dateline import charts, load_case
from dateline.explorers import level_explorer, share_explorer
from tests import tables
from tests.pages import danger, page

CASE = load_case("baghdad-embassy-2020").until_publication()
SOURCES = CASE.sources
TROOPS = CASE.levels[CASE.levels["series"] == "US troops in Iraq"]
LATE = TROOPS[TROOPS["date"] >= "2019"]
CUT = CASE.framing[CASE.framing["what_is_cut"].str.startswith("US troops in Iraq (announced")]
SIZES = CUT[CUT["kind"] == "size"]
MEDIA = [("screen", "dl-wide"), ("phone", "dl-phone")]


@pytest.fixture(scope="module")
def dates():
    return level_explorer(TROOPS, SOURCES).html


@pytest.fixture
def shares():
    return share_explorer(LATE, SIZES, SOURCES)


def sections(html):
    """Return the pages by their names in the menu."""
    whole = page(html)
    names = [one.text for one in whole.all("option")]
    return dict(zip(names, whole.all("section"), strict=True))


def said(widget):
    """Return what a live explorer says now, as one line."""
    return " ".join(page(widget.page.value).text.split())


def choose(widget, start, end):
    """Choose both ends of a change by the numbers of the research."""
    rows = LATE.sort_values("date", ignore_index=True)
    for menu, name in zip(widget.menus, (start, end), strict=True):
        menu.value = int(rows.index[rows["research_id"] == name][0])


# ---- Levels, a date at a time


def test_there_is_a_page_a_date_of_the_default_view_named_year_first(dates):
    """Who types 2007 into the menu wants 2007."""
    shown = TROOPS[TROOPS["in_default"]]
    assert len(sections(dates)) == shown["date"].nunique() > 90
    assert {"2007 October", "2020 September 9", "2011 December 18"} <= set(sections(dates))


def test_it_begins_with_the_last_date(dates):
    """The lesson is about the last step, and not about a zero of 2003."""
    (chosen,) = [one for one in page(dates).all("option") if "selected" in one.attributes]
    assert chosen.text == list(sections(dates))[-1] == "2020 September 30"


def test_a_page_says_number_kind_counter_and_source(dates):
    text = sections(dates)["2007 September 1"].text
    assert "1 September 2007: 165,607 troops, reported." in text
    assert "reported level; in Iraq; counted by: Congressional Research Service" in text
    assert "Source: " in text


def test_a_page_names_every_row_that_disagrees_and_no_other(dates):
    """Where sources disagree, the reader sees it, beside the number and not in a note."""
    listed = [one.text.split(".")[0] for one in sections(dates)["2017 December 6"].all("li")]
    assert listed == ["30 September 2017: 8,892 troops, reported"]
    values = {one.text.split(": ")[1].split(" troops")[0] for one in
              sections(dates)["2007 October"].all("li")}  # fmt: skip
    group = TROOPS[TROOPS["conflict_group"] == "peak-2007"]
    others = group[group["value"] != 170_000]["value"]
    assert {value.split()[-1] for value in values} == {f"{value:,}" for value in others}
    assert sections(dates)["2010 February 16"].all("li") == []


def test_a_plan_beside_a_level_is_no_disagreement(dates):
    """The plan of 3,500 leaked on the day of the count of 5,200; nobody counted 3,500."""
    text = sections(dates)["2020 August 28"].text
    assert "See also below." in text and "Others disagree" not in text
    assert "Others disagree" in sections(dates)["2020 September 9"].text


def test_what_the_source_puts_before_the_number_is_kept(dates):
    """ "Fewer than 3,000" is not 3,000."""
    assert "fewer than 3,000 troops, reported" in sections(dates)["2020 September 30"].text


@pytest.mark.parametrize(("look", "shown"), MEDIA)
def test_the_mark_of_a_page_lies_on_its_level(dates, medium, shown):
    """A ring beside the line would teach a number that is not there."""
    main = TROOPS[TROOPS["in_default"]]
    line = "x"
    chart = charts.levels(main, source=line, labels=False)
    for name, value, at in (
        ("2007 October", 170_000, "2007-10-16"),
        ("2020 September 9", 5_200, "2020-09-09"),
        ("2011 December 18", 0, "2011-12-18"),
    ):
        (over,) = sections(dates)[name].all("div", class_=shown)
        (ring,), (drop,) = over.all("i"), over.all("u")
        left, top = map(float, re.findall(r"(?:left|top):([\d.]+)%", ring.attributes["style"]))
        x, y = chart.at(pd.Timestamp(at), value, medium)
        assert (left, top) == pytest.approx((x, y), abs=0.35)
        bottom = float(re.search(r"bottom:([\d.]+)%", drop.attributes["style"])[1])
        assert bottom == pytest.approx(100 - chart.at(pd.Timestamp(at), 0, medium)[1], abs=0.35)


def test_the_picture_is_there_once_for_each_width_and_small_enough(dates):
    assert dates.count("data:image/svg+xml") == 2
    assert len(dates.encode()) < 300_000


def test_rows_of_one_date_share_a_page():
    """Staff of three kinds were given for one week: a menu cannot name it three times."""
    staff = CASE.levels[CASE.levels["series"] == "US mission staff in Iraq"]
    text = sections(level_explorer(staff, SOURCES).html)["2011 December 18"].text
    assert [value for value in ("16,000", "1,700", "5,000") if value not in text] == []


# ---- Shares


def test_it_begins_with_the_last_step_of_the_line(shares):
    assert "From 5,200 to 3,000: 2,200 fewer, 42.3 %." in said(shares)


@pytest.mark.parametrize(
    ("start", "end", "change", "fraction"),
    [
        ("T171", "T173", "From 5,000 to 3,000: 2,000 fewer, 40.0 %.", "two fifths, 0.0 points"),
        ("T170", "T172", "From 5,200 to 3,000: 2,200 fewer, 42.3 %.", "two fifths, 2.3 points"),
        ("T168", "T172", "From 5,200 to 3,000: 2,200 fewer, 42.3 %.", "two fifths, 2.3 points"),
        ("T165", "T172", "From 6,000 to 3,000: 3,000 fewer, 50.0 %.", "a half, 0.0 points"),
        ("T164", "T165", "From 5,000 to 6,000: 1,000 more, 20.0 %.", "a fifth, 0.0 points"),
    ],
)
def test_hand_worked_shares(shares, start, end, change, fraction):
    choose(shares, start, end)
    assert change in said(shares)
    assert f"nearest everyday fraction is {fraction}" in said(shares)


def verdicts(widget):
    """Return each newsroom's words with how far they are off, and whether they hold."""
    rows = [[one.text for one in row.all("td")] for row in page(widget.page.value).all("tr")[1:]]
    return {(says, of, off, fits) for _, says, of, off, fits in rows}


def test_whose_words_fit_is_said_nearest_first(shares):
    """On the article's numbers a third is nearer than a half, on the command's a half."""
    choose(shares, "T171", "T173")
    assert verdicts(shares) == {
        ("more than a third", "5,200 to 3,000", "6.7 points too little", "✓ yes"),
        ("almost a half", "5,000 to 3,000", "10.0 points too much", "a third is nearer"),
        ("almost a half", "5,200 to 3,000", "10.0 points too much", "a third is nearer"),
        ("nearly a half", "5,200 to 3,000", "10.0 points too much", "a third is nearer"),
        ("a half", "5,200 to 3,000", "10.0 points too much", "a third is nearer"),
    }
    assert page(shares.page.value).all("tr")[1].all("td")[1].text == "more than a third"
    choose(shares, "T170", "T172")
    own = "5,200 to 3,000"
    assert ("nearly a half", own, "7.7 points too much", "✓ yes") in verdicts(shares)
    assert ("a half", own, "7.7 points too much", "rounded") in verdicts(shares)
    assert ("more than a third", own, "9.0 points too little", "a half is nearer") in verdicts(
        shares
    )
    assert page(shares.page.value).all("tr")[1].all("td")[1].text.endswith("a half")


@pytest.mark.parametrize(("start", "end"), [("T164", "T165"), ("T166", "T171"), ("T165", "T172")])
def test_words_are_tried_on_numbers_that_somebody_said_them_of(shares, start, end):
    """ "Almost half" was not said of a fall from 5,200 to 5,000, and must not be judged by it."""
    choose(shares, start, end)
    assert page(shares.page.value).all("tr") == []
    assert "No newsroom's words in this table are about these two numbers." in said(shares)


def test_what_other_sources_would_make_it_is_listed_and_never_averaged(shares):
    """6,000, 5,200 or 5,000 in January: three numbers, three shares."""
    choose(shares, "T166", "T172")
    text = said(shares)
    assert "42.3 %" in text and "5,000 to 3,000: 40.0 %; 6,000 to 3,000: 50.0 %" in text
    assert "44." not in text  # the mean of the three


def test_a_plan_is_no_other_number_for_what_was_there(shares):
    """The plan of 3,500 leaked on the day of the count of 5,200; it does not contradict it."""
    choose(shares, "T168", "T172")
    assert "3,500" not in said(shares)


def test_a_plan_can_be_compared_with_the_level_of_its_day(shares):
    """Hand-worked: 1,700 of 5,200."""
    choose(shares, "T168", "T169")
    assert "From 5,200 to 3,500: 1,700 fewer, 32.7 %." in said(shares)
    assert "3,500 was announced" in said(shares)


def test_a_limit_is_said_to_be_one(shares):
    choose(shares, "T170", "T180")
    assert "From 5,200 to fewer than 3,000: 2,200 fewer" in said(shares)
    assert "The source says “fewer than 3,000”: take the share as a limit." in said(shares)


def test_an_announced_number_is_said_to_be_one(shares):
    assert "3,000 was announced; that it was reached is not said by this row." in said(shares)
    choose(shares, "T170", "T180")
    assert "was announced" not in said(shares)


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("T172", "T172", "Both are the same row. Choose another one."),
        ("T172", "T170", "The first lies after the second. Choose an earlier one to start from."),
        ("T166", "T167", "Both speak of the same time: the sources disagree, and nothing changed."),
        ("T166", "T168", "Both are 5,200: nothing changed."),
    ],
)
def test_a_choice_without_a_share_says_what_to_do(shares, start, end, says):
    choose(shares, start, end)
    assert said(shares) == says


def test_a_start_at_zero_has_no_share():
    rows = TROOPS[TROOPS["in_default"]].sort_values("date", ignore_index=True)
    widget = share_explorer(rows, SIZES, SOURCES)
    widget.menus[0].value = 0
    assert said(widget) == "It starts at zero, and no share of nothing can be computed."


def test_another_scope_and_a_break_in_between_are_said():
    """5,200 is no fall of 3,692 from 8,892: other people are counted."""
    rows = TROOPS[TROOPS["conflict_group"] == "2017-late"]
    text = said(share_explorer(rows, SIZES, SOURCES))
    assert "Two things are counted: permanently assigned troops; in Iraq." in text
    assert "The way of counting changed in between" in text


def test_a_row_without_a_number_is_counted_and_left_out():
    rows = LATE.astype({"value": "Int64"}).reset_index(drop=True)
    rows.loc[rows["research_id"] == "T165", "value"] = pd.NA
    widget = share_explorer(rows, SIZES, SOURCES)
    assert "Rows without a number, left out: 1." in said(widget)
    assert not any("6,000" in name for name, _ in widget.menus[0].options)


def test_two_rows_that_read_alike_are_both_there():
    twice = pd.concat([LATE, LATE[LATE["research_id"] == "T170"]], ignore_index=True)
    widget = share_explorer(twice, SIZES, SOURCES)
    names = [name for name, _ in widget.menus[0].options]
    assert len(names) == len(set(names)) == len(twice)


def test_where_there_is_no_kernel_pages_stand_in_for_the_menus(shares):
    """An edition or a notebook that is not trusted: the shares are there to read."""
    stands = sections(shares._repr_html_())
    assert len(stands) == len(LATE) - 1
    assert (
        "From 5,200 to 3,000: 2,200 fewer, 42.3 %."
        in stands["9 September 2020: 5,200, reported"].text
    )
    (chosen,) = [
        one for one in page(shares.still.html).all("option") if "selected" in one.attributes
    ]
    assert chosen.text == "9 September 2020: 5,200, reported"
    assert len(shares.still.html) < 100_000


def test_its_menus_have_names_and_no_slider():
    """A slider of ipywidgets has no name that is read aloud."""
    menus = share_explorer(LATE, SIZES, SOURCES).menus
    assert [(type(one).__name__, one.description) for one in menus] == [
        ("Dropdown", "From"), ("Dropdown", "To"),
    ]  # fmt: skip


def test_several_series_are_refused_in_words():
    mixed = CASE.levels[CASE.levels["unit"] == "troops"]
    with pytest.raises(ValueError, match="of several series: keep those of one"):
        share_explorer(mixed, SIZES, SOURCES)


def test_one_level_is_refused_in_words():
    with pytest.raises(ValueError, match="one level only, and a change needs two"):
        share_explorer(LATE.head(1), SIZES, SOURCES)


# ---- Both


def explore(levels, framing=SIZES, sources=SOURCES):
    return [
        level_explorer(levels, sources).html,
        share_explorer(levels, framing, sources).still.html,
    ]


def test_the_tables_passed_in_are_not_changed():
    given = [LATE.copy(), SIZES.copy(), SOURCES.copy()]
    explore(*given)
    for one, before in zip(given, (LATE, SIZES, SOURCES), strict=True):
        pd.testing.assert_frame_equal(one, before)


def test_built_twice_they_are_the_same():
    assert explore(LATE) == explore(LATE)


@pytest.mark.parametrize("column", ["value", "status", "conflict_group", "source_ids"])
@pytest.mark.parametrize(
    "build", [level_explorer, lambda rows, of: share_explorer(rows, SIZES, of)]
)
def test_a_missing_column_is_named(build, column):
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        build(LATE.drop(columns=column), SOURCES)


@pytest.mark.parametrize(
    "build", [level_explorer, lambda rows, of: share_explorer(rows, SIZES, of)]
)
def test_empty_tables_and_unknown_sources_are_refused(build):
    with pytest.raises(ValueError, match="no rows. Widen the filter"):
        build(LATE[:0], SOURCES)
    with pytest.raises(ValueError, match="The sources table has no source called"):
        build(LATE, SOURCES[:3])


def test_no_hostile_cell_reaches_a_page_unescaped():
    """Titles, notes and phrases come from anybody's table, and a page runs what it is given."""
    rows = LATE.assign(
        **dict.fromkeys(["series", "scope", "measure", "counted_by", "note", "unit", "qualifier"],
                        tables.HOSTILE)
    )  # fmt: skip
    framing = SIZES.assign(publisher=tables.HOSTILE, phrase=tables.HOSTILE)
    sources = SOURCES.assign(publisher=tables.HOSTILE, title=tables.HOSTILE)
    for html in explore(rows, framing, sources):
        assert danger(html, scripts=1) == []
        assert "alert(1)" in page(html).text
    assert danger(share_explorer(rows, framing, sources).page.value) == []
