"""Levels stand where the rows put them, and what is not known is not joined by a line."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.dates import num2date
from matplotlib.text import Annotation

from dateline.charts.type import ACCENT, INK, MEDIA, TINT
from tests import tables
from tests.drawn import (
    CASE,
    EVENTS,
    LATE,
    LEVELS,
    TROOPS,
    build,
    of,
    of_the_case,
    small,
)
from tests.figures import (
    key_of,
    marks,
    shaded,
    shown_texts,
    steps,
    unreadable,
    words_on,
)
from tests.pages import page

GAP = "counted\nanother\nway"


def levels(table=LEVELS, events=None, **options):
    """Return a chart of levels; that of the small table is drawn once for all tests."""
    if table is LEVELS and events is None and not options:
        return small("levels")
    return build("levels", table, events=events, **options)


def changed(row, **cells):
    """Return the levels with cells of one row changed."""
    table = LEVELS.copy()
    for column, value in cells.items():
        table.loc[row, column] = pd.Timestamp(value) if column == "date" else value
    return table


def day(x):
    return num2date(x).date().isoformat()


def names_of_events(figure):
    """Return the names above the axes, with the day each stands at."""
    found = [one for one in figure.axes[0].texts if isinstance(one, Annotation)]
    return {one.get_text(): day(one.xy[0]) for one in found}


def days_of_events(figure):
    """Return the days at which a line stands upright."""
    dotted = [one for one in figure.axes[0].lines if one.get_linestyle() == ":"]
    return sorted(day(one.get_xdata()[0]) for one in dotted if len(set(one.get_xdata())) == 1)


def values_on(figure):
    """Return the values that are written beside their marks."""
    said = [one for one in figure.axes[0].texts if not isinstance(one, Annotation)]
    return [one.get_text() for one in said if one.get_text() != GAP]


def whiskers(figure):
    """Return the first and last day of each whisker, and its height."""
    found = [one for one in figure.axes[0].lines if one.get_marker() == "|"]
    return [(*map(day, one.get_xdata()), one.get_ydata()[0]) for one in found]


def bars(figure):
    """Return of each count over a time: first day, the day after the last, height and hatch."""
    own = [one for one in figure.axes[0].patches if to_hex(one.get_fc()) != TINT]
    return [
        (day(b.get_x()), day(b.get_x() + b.get_width()), b.get_height(), b.get_hatch() or "")
        for b in own
    ]


# ---- Words and rows


def test_words_say_what_is_drawn():
    assert levels().words == (
        "visitors in the library: 10 levels from January 2019 to 1 July 2020. "
        "The highest is 1,500 visitors (1 July 2020, reported); "
        "the last is 1,500 visitors (1 July 2020, reported). "
        "1 is announced or projected, not counted. "
        "The line has 2 gaps, where counting changed."
    )


@pytest.mark.parametrize(
    ("row", "cells", "was", "now"),
    [
        (9, {"value": 1300}, "highest is 1,500", "highest is 1,400 visitors (1 June 2020"),
        (9, {"value": 1300}, "the last is 1,500", "the last is 1,300"),
        (3, {"status": "projected"}, "1 is announced or", "2 are announced or"),
        (4, {"status": "reported"}, "1 is announced", "where counting changed."),
        (6, {"break_before": False}, "has 2 gaps", "has 1 gap,"),
        (8, {"scope": "hall"}, "has 2 gaps", "2020, reported)"),
        (0, {"date": "2018-12-01"}, "from January 2019", "from December 2018"),
        (9, {"value": None}, "10 levels", "9 levels from January 2019 to 1 June 2020"),
    ],
)
def test_words_are_built_from_the_rows(row, cells, was, now):
    """Words that were typed in would be wrong as soon as a cell is corrected."""
    assert was in levels().words
    assert now in levels(changed(row, **cells)).words
    assert was not in levels(changed(row, **cells)).words


def test_the_highest_and_the_last_are_said_of_each_series():
    beside = pd.concat([LEVELS[:5], LEVELS[6:8].assign(series="books", value=[7, 9])])
    words = levels(beside).words
    assert "Of visitors in the library, the highest is 520 visitors (15 June 2019" in words
    assert "Of books, the highest is 9 visitors (1 April 2020, reported); the last is 9" in words


def test_the_kinds_of_count_are_said_below_the_title():
    """A head-count beside an estimate looks like a change."""
    says = "Kinds of count mixed here: count (4), tickets (4), estimate (1), plan (1). "
    assert says + "Beside the line: what other sources say." in words_on(levels().figure)
    assert "One kind of count: tickets, hall and town." in words_on(levels(LEVELS[6:]).figure)


def test_who_is_counted_may_be_unknown():
    """Three series of the case do not say it, and must be drawn all the same."""
    figure = levels(LEVELS[6:].assign(scope=None)).figure
    assert "One kind of count: tickets, scope not stated." in words_on(figure)


def test_the_table_behind_it_has_the_rows_in_words():
    (table,) = page(levels()._repr_html_()).all("table")
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")[1:]]
    assert len(rows) == 10
    assert rows[0][1:3] == ["January 2019", "400"]
    assert rows[9][1:3] == ["1 July 2020", "1,500"]
    assert [row[4] for row in rows].count("announced") == 1


# ---- The axis up


@pytest.mark.parametrize("table", [changed(3, value=0), TROOPS], ids=["small", "case"])
def test_on_a_log_axis_zero_stands_below_a_dotted_line(table):
    """Zero has no place on a log axis: set apart, it is not taken for a small number."""
    figure = levels(table, scale="log").figure
    ax = figure.axes[0]
    at = {text.get_text(): y for text, y in zip(ax.get_yticklabels(), ax.get_yticks(), strict=True)}
    (line,) = [
        one.get_ydata()[0]
        for one in ax.lines
        if one.get_linestyle() == ":" and len(set(one.get_ydata())) == 1
    ]
    assert list(at)[0] == "0"
    assert ax.get_ylim()[0] < at["0"] < line < list(at.values())[1]
    low = marks(figure)["y"].min()
    assert low == at["0"] < line
    assert any("zero stands below the dotted line" in words for words in words_on(figure))


def test_a_log_axis_has_no_zero_where_no_row_is_zero():
    ax = small("levels on a log axis").figure.axes[0]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["100", "1,000"]
    assert not [one for one in ax.lines if one.get_linestyle() == ":"]


def test_a_log_axis_says_that_it_is_one():
    says = "Log axis: each line is ten times the one below"
    assert says in " ".join(words_on(small("levels on a log axis").figure))
    assert says not in " ".join(words_on(levels().figure))


# ---- Steps


def test_a_level_holds_until_the_next_is_known():
    """A slope would claim a number for every day between two counts."""
    assert [one[:4] for one in steps(levels().figure) if not one[4]] == [
        ("2019-01-16", "2019-06-15", 400, 400),
        ("2019-06-15", "2019-06-15", 400, 520),
        ("2019-06-15", "2019-09-01", 520, 520),
        ("2019-09-01", "2019-09-01", 520, 380),
        ("2019-09-01", "2019-12-31", 380, 380),
        ("2020-03-01", "2020-04-01", 900, 900),
        ("2020-04-01", "2020-04-01", 900, 950),
        ("2020-06-01", "2020-07-01", 1400, 1400),
        ("2020-07-01", "2020-07-01", 1400, 1500),
    ]


def test_the_way_to_a_plan_is_dashed():
    """Nobody had gone it yet."""
    assert [one for one in steps(levels().figure) if one[4]] == [
        ("2019-12-31", "2019-12-31", 380, 250, True)
    ]
    early = steps(levels(changed(3, status="announced")).figure)
    assert ("2019-09-01", "2019-12-31", 380, 380, True) in early
    assert ("2019-06-15", "2019-09-01", 520, 520, False) in early


@pytest.mark.parametrize(
    "cells",
    [{"break_before": True}, {"scope": "town"}, {"series": "books"}, {}],
    ids=["counted otherwise", "another scope", "another series", "the same"],
)
def test_only_what_is_counted_alike_is_joined(cells):
    """A line from soldiers to all staff would draw a change that never happened."""
    table = changed(3, **cells)
    joined = {one[:2] for one in steps(levels(table).figure)}
    assert (("2019-06-15", "2019-09-01") in joined) == (not cells)
    assert ("2019-01-16", "2019-06-15") in joined


def test_a_row_outside_the_default_view_is_a_mark_without_a_line():
    """Joined, two sources that disagree would look like ups and downs."""
    figure = levels().figure
    assert 500 in marks(figure)["y"].tolist()
    assert 500 not in [height for one in steps(figure) for height in one[2:4]]


def test_rows_that_are_all_beside_the_default_view_are_joined():
    """A filter may leave no other; then they are the line."""
    joined = {one[:2] for one in steps(levels(LEVELS[:5].assign(in_default=False)).figure)}
    assert ("2019-09-01", "2019-12-31") in joined


@pytest.mark.parametrize("name", ["troops", "troops, log", "troops, all sources", "staff"])
def test_no_line_of_the_case_slopes(name):
    for start, end, low, high, _ in steps(of_the_case(name).figure):
        assert start == end or low == high


def test_on_the_case_no_line_runs_into_a_row_counted_otherwise():
    """The Pentagon changed in 2017 whom it counts."""
    drawn = steps(of_the_case("troops, all sources").figure)
    assert "2017-12-06" not in [step[1] for step in drawn]
    assert "2017-12-06" in [step[0] for step in drawn]
    assert steps(of_the_case("staff").figure) == []


# ---- Marks


def test_a_plan_is_hollow_and_a_count_is_full():
    """Told apart without colour: a copy in grey must not announce what was reached."""
    found = marks(levels().figure).set_index("y")
    assert set(found.loc[250, "face"]) == {"#ffffff", INK}
    assert set(found.drop(250)["face"]) == {INK}
    assert (found.loc[400, "form"], found.loc[380, "form"]) == ("D", "o")
    says = [
        *("reported", "estimated", "announced, not counted", "day not known"),
        "counted another way, so no line",
    ]
    assert key_of(levels().figure) == says


@pytest.mark.parametrize(
    ("name", "when", "value"),
    [("levels", "2019-12-31", 250), ("troops since 2019", "2020-09-30", 3000)],
)
def test_a_plan_and_what_came_of_it_are_both_seen(name, when, value):
    """Same day, same number: one mark over the other would hide one of the two."""
    chart = small(name) if name == "levels" else of_the_case(name)
    figure = chart.draw("phone")
    figure.set_dpi(300)
    across, down = chart.at(pd.Timestamp(when), value, "phone")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    high, wide = pixels.shape[:2]
    row, column = int(high * down / 100), int(wide * across / 100)
    near = pixels[row, column - 30 : column + 30, :3] / 255
    assert {INK, ACCENT} <= {to_hex(color) for color in near}


@pytest.mark.parametrize("medium", MEDIA)
def test_a_month_stands_in_its_middle_under_a_whisker(medium):
    """A mark on the first of the month would claim a day that nobody knows."""
    figure = small("levels").figure_for(medium)
    assert whiskers(figure) == [("2019-01-01", "2019-01-31", 400)]
    assert marks(figure).set_index("y").loc[400, "day"] == "2019-01-16"


def test_each_row_has_its_mark():
    for chart in (small("levels"), *map(of_the_case, ("troops, all sources", "staff"))):
        points = marks(chart.figure)
        values = chart.table["value"].str.replace(",", "").astype(int)
        assert sorted(points["y"]) == sorted(values)


# ---- Gaps and counts over a time


def test_where_counting_changed_a_gap_is_shaded_and_named():
    figure = levels().figure
    assert [tuple(map(day, one)) for one in shaded(figure)] == [
        ("2019-12-31", "2020-03-01"),
        ("2020-04-01", "2020-06-01"),
    ]
    assert words_on(small("visits").figure).count(GAP) == 1
    assert "counted another way, so no line" in key_of(figure)


def test_without_a_gap_nothing_is_shaded():
    figure = levels(LEVELS[:6]).figure
    assert shaded(figure) == [] and "another" not in " ".join(words_on(figure))


def test_attacks_of_two_counts_have_a_gap_between_them():
    """Before October it was another newsroom that counted other attacks."""
    figure = of_the_case("attacks").figure
    assert [tuple(map(day, ends)) for ends in shaded(figure)] == [("2020-09-25", "2020-10-01")]
    assert "counted another way, so no line" in key_of(figure)
    assert steps(figure) == [] and marks(figure).empty


def test_a_count_over_a_time_is_as_wide_as_that_time():
    """A month that is not over is hatched: its low bar is no fall."""
    assert bars(small("visits").figure) == [
        ("2020-01-01", "2020-02-01", 31, ""),
        ("2020-02-01", "2020-03-01", 29, ""),
        ("2020-04-01", "2020-05-01", 12, ""),
        ("2020-05-01", "2020-05-21", 8, "////"),
    ]
    assert bars(of_the_case("attacks").figure)[-3:] == [
        ("2020-10-01", "2020-11-01", 7, ""),
        ("2020-11-01", "2020-12-01", 1, ""),
        ("2020-12-01", "2020-12-27", 8, "////"),
    ]


def test_a_month_that_is_not_complete_is_said():
    chart, whole = small("visits"), levels(tables.visits()[:3])
    assert "the last is 8 visits (1 to 20 May 2020, reported)" in chart.words
    assert chart.table["date"].tolist()[-2:] == ["April 2020", "1 to 20 May 2020"]
    assert "hatched: month not complete" in key_of(chart.figure)
    assert "hatched: month not complete" not in key_of(whole.figure)


# ---- Events


def test_each_event_inside_the_dates_has_a_line_and_a_name():
    """An event outside would stretch the axis, or stand where nothing was counted."""
    figure = small("levels with events").figure
    assert days_of_events(figure) == [
        "2019-03-01",
        "2020-01-10",
        "2020-02-03",
        "2020-02-05",
        "2020-02-20",
        "2020-03-02",
    ]
    assert names_of_events(figure)["The council votes for the money"] == "2020-02-05"
    assert len(names_of_events(figure)) == 6
    few = levels(LEVELS[:5], EVENTS).figure
    assert names_of_events(few) == {"The roof starts to leak": "2019-03-01"}
    assert days_of_events(few) == ["2019-03-01"]


def test_on_a_phone_an_event_is_a_number_and_its_name_is_in_the_key():
    """A title is wider than a phone."""
    chart = small("levels with events")
    assert list(names_of_events(chart.figure_for("phone"))) == ["1", "2", "3", "4", "5", "6"]
    (key,) = page(chart._repr_html_()).all("ol", class_="dl-key")
    listed = [one.text for one in key.all("li")]
    assert listed[3] == "The council votes for the money (5 February 2020)"
    assert len(listed) == 6


@pytest.mark.parametrize("medium", MEDIA)
def test_events_without_a_name_keep_their_line_and_are_counted(medium):
    """So many names would leave no room for the levels."""
    chart = of_the_case("troops and all events")
    figure = chart.figure_for(medium)
    inside = CASE.events["date"].between(LATE["date"].min(), "2020-10-31").sum()
    nameless = inside - len(names_of_events(figure))
    assert len(days_of_events(figure)) == inside == len(chart.key)
    assert nameless > 0
    assert chart.note(medium).endswith(f"{nameless} of {inside} events not named.")


@pytest.mark.parametrize("medium", ["screen", "slide"])
def test_every_event_of_the_article_is_named(medium):
    """They are what the lesson talks about."""
    assert len(names_of_events(of_the_case("troops since 2019").figure_for(medium))) == 13


def test_without_labels_nothing_is_named():
    """An explorer says values and events itself: two texts cannot meet."""
    chart = levels(LEVELS, EVENTS, labels=False)
    assert values_on(chart.figure) == [] and names_of_events(chart.figure) == {}
    assert chart.key == () and chart.note() == ""


# ---- Room for words


NEAR = tables.many_levels(12, "2020-01-01", "2020-09-07", value=[500, 510, 490, 520, 500, 480] * 2)


@pytest.mark.parametrize("name", ["peak", "near"])
def test_no_mark_lies_under_a_value(name):
    """A mark that a number hides is a level that nobody counted."""
    table = NEAR if name == "near" else TROOPS[TROOPS["conflict_group"] == "peak-2007"]
    figure = levels(table).draw("phone")
    shown_texts(figure, 96)
    at = figure.axes[0].transData.transform(marks(figure)[["x", "y"]])
    written = [text for text in figure.axes[0].texts if text.get_text() in values_on(figure)]
    boxes = [text.get_window_extent() for text in written]
    assert boxes
    assert [tuple(point) for point in at for box in boxes if box.contains(*point)] == []


@pytest.mark.parametrize("medium", MEDIA)
def test_the_note_counts_the_values_that_are_not_written(medium):
    """A reader who sees a bare mark must know that the chart is short of room, not of numbers."""
    for chart in (small("levels"), small("visits"), of_the_case("troops, all sources")):
        figure, rows = chart.figure_for(medium), len(chart.table)
        unwritten = rows - len(values_on(figure))
        says = f"{unwritten} of {rows} values are not written; the table has all."
        assert chart.note(medium) == (says if unwritten else "")
        written = chart.note(medium) in " ".join(words_on(figure))
        assert written == (medium == "slide" or not unwritten)


def test_every_series_of_the_case_can_be_drawn():
    """A class may look up any of them."""
    for series in CASE.levels["series"].unique():
        assert unreadable(levels(of(series)).draw("phone")) == [], series


def test_a_value_has_its_sign():
    """ "At least 900" is not 900."""
    table = LEVELS[6:8].assign(qualifier=["at least", "exact"])
    assert values_on(levels(table).figure) == ["950", "at least 900"]


# ---- What cannot be drawn


def test_several_units_are_named():
    """Visitors and books on one axis have no height in common."""
    with pytest.raises(ValueError, match=r"several units \(books, visitors\): keep those of one"):
        levels(changed(3, unit="books"))


def test_an_unknown_scale_is_named_beside_those_there_are():
    with pytest.raises(ValueError, match="scale is 'root'; choose one of: linear, log."):
        levels(scale="root")


def test_one_level_is_a_mark_without_a_line():
    chart = levels(LEVELS[1:2])
    assert "1 level on 15 June 2019." in chart.words
    assert steps(chart.figure) == [] and len(marks(chart.figure)) == 1


def test_when_all_is_announced_all_is_hollow_and_dashed():
    chart = levels(LEVELS.assign(status="announced"))
    assert set(marks(chart.figure)["face"]) == {"#ffffff"}
    assert all(one[4] for one in steps(chart.figure))
    assert "10 are announced or projected, not counted." in chart.words
