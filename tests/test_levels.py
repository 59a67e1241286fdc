"""Levels stand where the rows put them, and what is not known is not joined by a line."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.dates import date2num, num2date
from matplotlib.text import Annotation

from dateline import charts, load_case
from dateline.charts.type import ACCENT, INK, MEDIA, SOFT, TINT
from tests import tables
from tests.figures import (
    colliding,
    contrast,
    key_of,
    marks,
    outside,
    shaded,
    shown_texts,
    steps,
    texts,
    words_on,
)
from tests.pages import page

SOURCE = "The Gazette and Town Radio"
WHOLE = load_case("baghdad-embassy-2020")
CASE = WHOLE.until_publication()
LEVELS = tables.levels()
GAP = "counted\nanother\nway"
every_look = pytest.mark.parametrize("look", MEDIA)


def levels(table=LEVELS, events=None, *, source=SOURCE, **options):
    return charts.levels(table, events, source=source, **options)


def of(series, case=CASE):
    return case.levels[case.levels["series"] == series]


TROOPS = of("US troops in Iraq")
LATE = TROOPS[TROOPS["date"] >= "2019-01-01"]
ATTACKS = of("attacks a month", WHOLE)
TOLD = CASE.events[CASE.events["in_article"]]


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


@pytest.mark.parametrize("column", ["in_default", "source_ids", "conflict_group"])
def test_columns_it_can_do_without(column):
    """A table of one's own has not all columns of a case."""
    assert "10 levels" in levels(LEVELS.drop(columns=column)).words


# ---- The axis up


@pytest.mark.parametrize("table", [LEVELS, tables.visits(), TROOPS, LATE, ATTACKS])
def test_the_axis_starts_at_zero(table):
    """A cut axis would make a drop of two fifths look like a collapse."""
    ax = levels(table).figure.axes[0]
    assert ax.get_ylim()[0] == 0
    assert ax.get_yscale() == "linear"
    assert ax.get_ylim()[1] > table["value"].max()


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
    ax = levels(scale="log").figure.axes[0]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["100", "1,000"]
    assert not [one for one in ax.lines if one.get_linestyle() == ":"]


def test_a_log_axis_says_that_it_is_one():
    says = "Log axis: each line is ten times the one below"
    assert says in " ".join(words_on(levels(scale="log").figure))
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


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_no_line_of_the_case_slopes(scale):
    figure = levels(TROOPS, scale=scale).figure
    sloping = [one for one in steps(figure) if one[0] != one[1] and one[2] != one[3]]
    assert sloping == []


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


def test_on_the_case_no_line_runs_into_a_row_counted_otherwise():
    """The Pentagon changed in 2017 whom it counts."""
    figure = levels(TROOPS).figure
    ends = [one[1] for one in steps(figure)]
    assert "2017-12-06" not in ends
    assert "2017-12-06" in [one[0] for one in steps(figure)]
    assert steps(levels(of("US mission staff in Iraq")).figure) == []


def test_a_row_outside_the_default_view_is_a_mark_without_a_line():
    """Joined, two sources that disagree would look like ups and downs."""
    figure = levels().figure
    assert 500 in marks(figure)["y"].tolist()
    assert 500 not in [height for one in steps(figure) for height in one[2:4]]


def test_rows_that_are_all_beside_the_default_view_are_joined():
    """A filter may leave no other; then they are the line."""
    joined = {one[:2] for one in steps(levels(LEVELS[:5].assign(in_default=False)).figure)}
    assert ("2019-09-01", "2019-12-31") in joined


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
    ("table", "when", "value"),
    [(LEVELS, "2019-12-31", 250), (LATE, "2020-09-30", 3000)],
    ids=["small", "case"],
)
@every_look
def test_a_plan_and_what_came_of_it_are_both_seen(table, when, value, medium):
    """Same day, same number: one mark over the other would hide one of the two."""
    chart = levels(table)
    figure = chart.draw(medium)
    figure.set_dpi(300)
    across, down = chart.at(pd.Timestamp(when), value, medium)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    high, wide = pixels.shape[:2]
    row, column = int(high * down / 100), int(wide * across / 100)
    radius = int(figure.dpi / 10)
    near = pixels[row, column - radius : column + radius, :3] / 255
    assert {INK, ACCENT} <= {to_hex(one) for one in near}


@every_look
def test_a_month_stands_in_its_middle_under_a_whisker(medium):
    """A mark on the first of the month would claim a day that nobody knows."""
    figure = levels().draw(medium)
    assert whiskers(figure) == [("2019-01-01", "2019-01-31", 400)]
    assert marks(figure).set_index("y").loc[400, "day"] == "2019-01-16"


@pytest.mark.parametrize("table", [LEVELS, LATE, TROOPS, of("US mission staff in Iraq")])
def test_each_row_has_its_mark(table):
    points = marks(levels(table).figure)
    assert len(points) == len(table)
    assert sorted(points["y"]) == sorted(table["value"])


# ---- Gaps and counts over a time


def test_where_counting_changed_a_gap_is_shaded_and_named():
    figure = levels().figure
    assert [tuple(map(day, one)) for one in shaded(figure)] == [
        ("2019-12-31", "2020-03-01"), ("2020-04-01", "2020-06-01")
    ]  # fmt: skip
    assert words_on(levels(tables.visits()).figure).count(GAP) == 1
    assert "counted another way, so no line" in key_of(figure)


def test_without_a_gap_nothing_is_shaded():
    figure = levels(LEVELS[:6]).figure
    assert shaded(figure) == [] and "another" not in " ".join(words_on(figure))


def test_attacks_of_two_counts_have_a_gap_between_them():
    """Before October it was another newsroom that counted other attacks."""
    for medium in MEDIA:
        figure = levels(ATTACKS).draw(medium)
        assert [tuple(map(day, one)) for one in shaded(figure)] == [("2020-09-25", "2020-10-01")]
        assert "counted another way, so no line" in key_of(figure)
        assert steps(figure) == [] and marks(figure).empty


def test_a_count_over_a_time_is_as_wide_as_that_time():
    """A month that is not over is hatched: its low bar is no fall."""
    assert bars(levels(tables.visits()).figure) == [
        ("2020-01-01", "2020-02-01", 31, ""),
        ("2020-02-01", "2020-03-01", 29, ""),
        ("2020-04-01", "2020-05-01", 12, ""),
        ("2020-05-01", "2020-05-21", 8, "////"),
    ]
    assert bars(levels(ATTACKS).figure)[-3:] == [
        ("2020-10-01", "2020-11-01", 7, ""),
        ("2020-11-01", "2020-12-01", 1, ""),
        ("2020-12-01", "2020-12-27", 8, "////"),
    ]


def test_a_month_that_is_not_complete_is_said():
    chart, whole = levels(tables.visits()), levels(tables.visits()[:3])
    assert "the last is 8 visits (1 to 20 May 2020, reported)" in chart.words
    assert chart.table["date"].tolist()[-2:] == ["April 2020", "1 to 20 May 2020"]
    assert "hatched: month not complete" in key_of(chart.figure)
    assert "hatched: month not complete" not in key_of(whole.figure)


# ---- Events


def test_each_event_inside_the_dates_has_a_line_and_a_name():
    """An event outside would stretch the axis, or stand where nothing was counted."""
    figure = levels(LEVELS, tables.events()).figure
    assert days_of_events(figure) == [
        "2019-03-01", "2020-01-10", "2020-02-03", "2020-02-05", "2020-02-20", "2020-03-02"
    ]  # fmt: skip
    assert names_of_events(figure)["The council votes for the money"] == "2020-02-05"
    assert len(names_of_events(figure)) == 6
    few = levels(LEVELS[:5], tables.events()).figure
    assert names_of_events(few) == {"The roof starts to leak": "2019-03-01"}
    assert days_of_events(few) == ["2019-03-01"]


def test_on_a_phone_an_event_is_a_number_and_its_name_is_in_the_key():
    """A title is wider than a phone."""
    chart = levels(LEVELS, tables.events())
    assert list(names_of_events(chart.draw("phone"))) == ["1", "2", "3", "4", "5", "6"]
    (key,) = page(chart._repr_html_()).all("ol", class_="dl-key")
    listed = [one.text for one in key.all("li")]
    assert listed[3] == "The council votes for the money (5 February 2020)"
    assert len(listed) == 6


@every_look
def test_events_without_a_name_keep_their_line_and_are_counted(medium):
    """So many names would leave no room for the levels."""
    chart = levels(LATE, CASE.events)
    figure = chart.draw(medium)
    inside = CASE.events["date"].between(LATE["date"].min(), "2020-10-31")
    nameless = inside.sum() - len(names_of_events(figure))
    assert len(days_of_events(figure)) == inside.sum() == len(chart.key)
    assert figure.axes[0].get_position().height > 0.2
    assert nameless > 0
    assert chart.notes[medium].endswith(f"{nameless} of {inside.sum()} events not named.")


@pytest.mark.parametrize("look", ["screen", "slide"])
def test_every_event_of_the_article_is_named(medium):
    """They are what the lesson talks about."""
    assert len(TOLD) == len(names_of_events(levels(LATE, TOLD).draw(medium))) == 13


def test_without_labels_nothing_is_named():
    """An explorer says values and events itself: two texts cannot meet."""
    chart = levels(LEVELS, tables.events(), labels=False)
    assert values_on(chart.figure) == [] and names_of_events(chart.figure) == {}
    assert chart.key == () and set(chart.notes.values()) == {""}


# ---- No text over another


LONG = "The directorate for the counting of all visitors to public buildings and parks " * 2


AWKWARD = {
    "one": LEVELS[:1],
    "two on one day": LEVELS[1:3],
    "a thousand": tables.many_levels(1000, "2003-03-01", "2020-10-08"),
    "long names": LEVELS.assign(scope=LONG, series=LONG),
    "ten long scopes": LEVELS.assign(scope=[f"{n} {LONG}" for n in range(10)]),
    "five series": LEVELS.assign(series=[f"series {n % 5}" for n in range(10)]),
    "only zero": LEVELS.assign(value=0),
    "millions": LEVELS.assign(value=LEVELS["value"] * 12_345),
    "centuries": tables.many_levels(20, "1700-01-01", "2020-10-08"),
    "a week": tables.many_levels(12, "2020-01-01", "2020-01-07"),
    "years": tables.many_levels(12, "2003-01-01", "2020-10-08", precision="year"),
    "all announced": LEVELS.assign(status="announced"),
}
OF_THE_CASE = {
    "troops": (TROOPS[TROOPS["in_default"]], None, "linear"),
    "troops, log": (TROOPS[TROOPS["in_default"]], None, "log"),
    "all sources": (TROOPS, None, "linear"),
    "zoom": (LATE, TOLD, "linear"),
    "zoom with all events": (LATE, CASE.events, "linear"),
    "staff": (of("US mission staff in Iraq"), None, "linear"),
    "attacks": (ATTACKS, None, "linear"),
}


@cache
def of_the_case(name, medium):
    table, events, scale = OF_THE_CASE[name]
    chart = levels(table, events, scale=scale, title="Fewer soldiers, and how many sources?")
    return chart.draw(medium)


@pytest.mark.parametrize("dpi", [96, 192])
@every_look
@pytest.mark.parametrize("name", OF_THE_CASE)
def test_on_the_case_no_two_texts_meet_and_none_leaves_the_canvas(name, medium, dpi):
    """A word under another is a word that nobody reads."""
    figure = of_the_case(name, medium)
    assert len(texts(figure)) > 8
    assert colliding(figure, dpi) == []
    assert outside(figure, dpi) == []


@pytest.mark.parametrize("series", CASE.levels["series"].unique())
def test_every_series_of_the_case_can_be_drawn(series):
    """A class may look up any of them."""
    figure = levels(of(series)).draw("phone")
    assert colliding(figure) == outside(figure) == []


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_no_two_texts_meet_and_none_leaves_the_canvas(name):
    """Teachers bring tables that nobody here has seen."""
    scale = "log" if name in ("only zero", "centuries") else "linear"
    title = "" if name == "long names" else "A headline rather longer than it should be, that wraps"
    chart = levels(AWKWARD[name], tables.events(), scale=scale, title=title)
    for medium in MEDIA:
        figure = chart.draw(medium)
        assert colliding(figure) == [], medium
        assert outside(figure) == [], medium
        assert figure.axes[0].get_position().height > 0.1, medium


@pytest.mark.parametrize("table", [LEVELS, LATE, tables.visits()])
@every_look
def test_the_note_counts_the_values_that_are_not_written(table, medium):
    """Who sees a bare mark must know that the chart is short of room, not of numbers."""
    chart = levels(table)
    unwritten = len(table) - len(values_on(chart.draw(medium)))
    says = f"{unwritten} of {len(table)} values are not written; the table has all."
    assert chart.notes[medium] == (says if unwritten else "")
    burnt = chart.notes[medium] in " ".join(words_on(chart.draw(medium)))
    assert burnt == (medium == "slide" or not unwritten)


NEAR = tables.many_levels(12, "2020-01-01", "2020-09-07", value=[500, 510, 490, 520, 500, 480] * 2)


@pytest.mark.parametrize(
    "table", [TROOPS[TROOPS["conflict_group"] == "peak-2007"], NEAR], ids=["case", "near"]
)
@every_look
def test_no_mark_lies_under_a_value(table, medium):
    """A mark that a number hides is a level that nobody counted."""
    figure = levels(table).draw(medium)
    shown_texts(figure, 96)
    at = figure.axes[0].transData.transform(marks(figure)[["x", "y"]])
    said = [one for one in figure.axes[0].texts if one.get_text() in values_on(figure)]
    boxes = [one.get_window_extent() for one in said]
    assert boxes
    assert [tuple(point) for point in at for box in boxes if box.contains(*point)] == []


def test_a_value_has_its_sign():
    """ "At least 900" is not 900."""
    table = LEVELS[6:8].assign(qualifier=["at least", "exact"])
    assert values_on(levels(table).figure) == ["950", "at least 900"]


@every_look
@pytest.mark.parametrize("name", OF_THE_CASE)
def test_text_can_be_read_on_white_and_on_the_tint(name, medium):
    """4.5 to 1 is what weak eyes and a bright classroom need."""
    colours = {to_hex(text.get_color()) for text in texts(of_the_case(name, medium))}
    assert colours <= {INK, SOFT, ACCENT}
    assert [ink for ink in colours for paper in ("white", TINT) if contrast(ink, paper) < 4.5] == []


# ---- What cannot be drawn


def test_several_units_are_named():
    """Visitors and books on one axis have no height in common."""
    with pytest.raises(ValueError, match=r"several units \(books, visitors\): keep those of one"):
        levels(changed(3, unit="books"))


def test_an_unknown_scale_is_named_beside_those_there_are():
    with pytest.raises(ValueError, match="scale is 'root'; choose one of: linear, log."):
        levels(scale="root")


@pytest.mark.parametrize("column", ["date", "precision", "title"])
def test_a_column_missing_in_the_events_is_named(column):
    with pytest.raises(ValueError, match=f"no column called '{column}'. It has: event_id"):
        levels(LEVELS, tables.events().drop(columns=column))


def test_one_level_is_a_mark_without_a_line():
    chart = levels(LEVELS[1:2])
    assert "1 level on 15 June 2019." in chart.words
    assert steps(chart.figure) == [] and len(marks(chart.figure)) == 1


def test_when_all_is_announced_all_is_hollow_and_dashed():
    chart = levels(LEVELS.assign(status="announced"))
    assert set(marks(chart.figure)["face"]) == {"#ffffff"}
    assert all(one[4] for one in steps(chart.figure))
    assert "10 are announced or projected, not counted." in chart.words


@every_look
def test_at_lies_on_the_mark(medium):
    """A ring beside its mark points at nothing."""
    chart = levels(labels=False)
    ax = chart.draw(medium).axes[0]
    across, down = chart.at(pd.Timestamp("2019-06-15"), 520, medium)
    spot = ax.transData.transform((date2num(pd.Timestamp("2019-06-15")), 520))
    assert (across, 100 - down) == pytest.approx(100 * spot / ax.figure.bbox.size, abs=0.01)
