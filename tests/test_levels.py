"""Levels are where the rows put them, and what is not known is not joined by a line."""

import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from dateline import charts, load_case
from dateline.charts.level_rows import gaps, known
from dateline.charts.type import ACCENT, FILL, INK, MEDIA, TINT
from tests import drawn, tables

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
TROOPS = CASE.levels[CASE.levels["series"] == "US troops in Iraq"]
DEFAULT = TROOPS[TROOPS["in_default"]]
LEVELS = tables.levels()
HALL = LEVELS[LEVELS["in_default"]][:4]  # a month, two days and a plan


def levels(table=LEVELS, events=None, **options):
    return charts.levels(table, events, source=SOURCE, **options)


def words(table=LEVELS, medium="slide", **options):
    return drawn.words(levels(table, **options).draw(medium))


def yearly(years, values, **cells):
    """Return one level a year."""
    dates = pd.Series([f"{year:04}-01-01" for year in years]).astype("datetime64[s]")
    basis = {"precision": "year", "break_before": False, "in_default": True, "scope": "hall"}
    table = pd.concat([LEVELS.iloc[[1]]] * len(dates), ignore_index=True)
    return table.assign(date=dates, value=values, **(basis | cells))


def lines(figure, thick=0):
    """Return the lines that are drawn, at least so thick: color, dashed, xs and ys in points."""
    found = figure.findobj(Line2D)
    return [
        (to_hex(one.get_color()), one.is_dashed(), list(one.get_xdata()), list(one.get_ydata()))
        for one in found
        if len(one.get_xdata()) > 1 and one.get_linewidth() > thick
    ]


def steps(figure):
    """Return the lines of the levels themselves, which are the thickest."""
    return lines(figure, thick=1.5)


def tinted(figure):
    """Return from where to where the page is tinted."""
    boxes = [one for one in figure.findobj(Rectangle) if to_hex(one.get_facecolor()) == TINT]
    return [(one.get_x(), one.get_x() + one.get_width()) for one in boxes]


def heights(chart, medium="slide"):
    """Return how far above zero each row is drawn, in per cent of the picture."""
    figure = chart.draw(medium)
    (zero,) = {one.get_ydata()[0] for one in figure.findobj(Line2D) if one.get_linewidth() == 1.2}
    zero = 100 * zero / (figure.get_size_inches()[1] * 72)
    return {mark.row: zero - mark.y for mark in chart.marks(medium)}


# ---- From zero, as steps


@pytest.mark.parametrize("medium", MEDIA)
def test_the_axis_starts_at_zero(medium):
    """A cut axis would make a drop of two fifths look like a collapse."""
    chart = levels(HALL)
    high = heights(chart, medium)
    for row, value in enumerate(HALL["value"]):
        assert high[row] / high[0] == pytest.approx(value / 400, abs=0.03)


def test_a_level_holds_until_the_next_is_known():
    """A slope would claim a number for every day between two counts."""
    for table in (LEVELS, DEFAULT):
        for _, _, xs, ys in steps(levels(table).draw("slide")):
            for left, right, low, high in zip(xs, xs[1:], ys, ys[1:], strict=False):
                assert left == right or low == high


def test_announced_differs_from_counted_by_form_and_color():
    """A photocopy and a reader who sees no orange must still tell them apart."""
    figure = levels(HALL).draw("slide")
    assert {(color, dashed) for color, dashed, _, _ in steps(figure)} == {
        (INK, False),
        (ACCENT, True),
    }
    dots = {one.get_gid(): one for one in drawn.marks(figure)}
    faces = [dots[f"row-{row}"].get_markerfacecolor() for row in range(4)]
    assert faces == [INK, INK, INK, "white"]
    assert "Dashed: announced, not counted" in drawn.words(figure, "lead")
    filled = [one for one in figure.findobj(Polygon) if to_hex(one.get_facecolor()) == FILL]
    plan = dots["row-3"].get_xdata()[0]
    assert max(one.get_xy()[:, 0].max() for one in filled) <= plan


@pytest.mark.parametrize(
    ("values", "unit", "said"),
    [
        ([0.39, 0.41, 0.2], "visitors", ["0.39", "0.41", "0.2"]),
        ([-3.2, 4.5, -1], "°C", ["−3.2", "4.5", "−1"]),
        ([40, 12.5, 8], "%", ["40 %", "12.5 %", "8 %", "−27.5 points"]),
        ([12_000_000_000, 5, 7], "dollars", ["12,000,000,000"]),
    ],
)
def test_decimals_percentages_and_levels_below_zero(values, unit, said):
    table = yearly([2000, 2001, 2002], values, unit=unit)
    chart = levels(table)
    assert [value for value in said if value not in drawn.words(chart.draw("slide"))] == []
    assert drawn.all_faults(chart) == []
    high = heights(chart)
    assert high[0] * values[1] == pytest.approx(high[1] * values[0], abs=abs(max(values)))


def test_of_a_level_at_or_below_zero_no_share_is_said():
    assert "% of" not in words(yearly([2000, 2001], [0, 5]))
    assert "% of" not in words(yearly([2000, 2001], [-4, 5]))
    assert "40.0 % of 500" in words(yearly([2000, 2001, 2002], [500, 300, 400]))


# ---- What is not joined


@pytest.mark.parametrize(
    ("row", "cells"), [(3, {"break_before": True}), (3, {"scope": "town"}), (3, {})]
)
def test_only_what_is_counted_alike_is_joined(row, cells):
    """A line from soldiers to all staff would draw a change that never happened."""
    table = LEVELS.copy()
    for column, value in cells.items():
        table.loc[row, column] = value
    parts = known(table[table["in_default"]][:4])["part"]
    assert (parts.nunique() > 1) == bool(cells)


def test_where_counting_changed_a_gap_is_tinted_with_words_in_it():
    figure = levels(LEVELS).draw("slide")
    assert len(tinted(figure)) == len(gaps(known(LEVELS))) == 2
    assert "Tinted: way of counting changed" in drawn.words(figure, "foot")
    again = drawn.words(levels(DEFAULT).draw("slide"))
    assert re.search("way of .*counting .*changed", again)


@pytest.mark.parametrize("broken", [False, True])
def test_long_years_without_a_number_are_a_gap_and_no_flat_line(broken):
    """In a table with a number a year, ten years without one are not ten years without change."""
    years = [*range(1985, 1994), *range(2004, 2019)]
    table = yearly(years, [1000 + year for year in range(len(years))])
    table.loc[table["date"] == "2004-01-01", "break_before"] = broken
    (gap,) = gaps(known(table))
    assert (gap.words, gap.start.year, gap.end.year) == ("no number known", 1993, 2004)
    chart = levels(table)
    assert "no number known" in drawn.words(chart.draw("slide"))
    assert "The line has 1 gap: no number known" in chart.words


def test_a_table_with_dates_at_random_has_no_such_gap():
    """A level of 2017 that was still true in 2020 is a level, and not nothing."""
    late = DEFAULT[DEFAULT["date"] >= "2017-12-06"]
    assert gaps(known(late)) == []
    every_twenty = yearly(range(1700, 2021, 20), range(17))
    assert gaps(known(every_twenty)) == []


def test_what_counts_something_else_each_time_is_bars_in_groups():
    """From 16,000 people with contractors to 349 posts nothing fell."""
    staff = CASE.levels[CASE.levels["series"] == "US mission staff in Iraq"]
    chart = levels(staff)
    assert steps(chart.draw("slide")) == []
    assert len({mark.row for mark in chart.marks("slide")}) == len(staff)
    for scope in staff["scope"].unique():
        words = drawn.words(chart.draw("slide")).split()
        assert set(scope.split()) <= set(words)


# ---- The end on a taller scale


@pytest.mark.parametrize("medium", MEDIA)
def test_the_factor_that_is_said_is_the_factor_that_is_drawn(medium):
    chart = levels(DEFAULT)
    figure = chart.draw(medium)
    said = int(re.search(r"on a scale (\d+) times as tall", drawn.words(figure))[1])
    small, tall = sorted(panel.get_ylim()[1] / panel.get_position().height for panel in figure.axes)
    assert tall / small == pytest.approx(said, rel=1e-6)


def test_an_end_that_is_too_small_is_drawn_again_with_its_change():
    said = words(DEFAULT)
    assert "Since 2014" in said
    assert "−2,200" in said and "42.3 % of 5,200" in said
    marks = [mark.row for mark in levels(DEFAULT).marks("slide")]
    last = len(DEFAULT) - 1
    assert marks.count(last) == 2 and marks.count(0) == 1
    assert "on a scale" not in words(HALL)


# ---- What is said beside marks


def test_without_annotations_highest_last_and_largest_change_are_said():
    table = yearly([2000, 2001, 2002, 2003], [400, 900, 300, 350])
    said = words(table)
    for number in ("900 in 2001", "350 in 2003", "−600 in 2002: 66.7 % of 900"):
        assert sorted(number.split()) == sorted(set(number.split()) & set(said.split()))


def test_annotations_are_printed_beside_their_rows():
    """What a chart says by hand is in a table, so that another article needs no code."""
    table = HALL.assign(level_id=["a", "b", "c", "d"])
    remarks = pd.DataFrame(
        [
            ("b", "520 came on the day of the fair", "above", False),
            ("z", "Elsewhere", "left", True),
        ],
        columns=["row", "words", "side", "phone"],
    )
    said = words(table, annotations=remarks)
    assert "the day of" in said and "Elsewhere" not in said
    figure = levels(table, annotations=remarks).draw("slide")
    (heavy,) = [text for text in drawn.texts(figure) if text.get_text() == "520"]
    assert heavy.get_weight() == "semibold"
    assert "the day of" not in words(table, "phone", annotations=remarks)


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_on_the_case_every_annotation_has_a_place(medium):
    notes = CASE.annotations[CASE.annotations["exhibit_id"] == "troop-levels"]
    said = words(DEFAULT, medium, annotations=notes).split()
    for note in notes.itertuples():
        if note.phone or medium == "slide":
            assert [word for word in note.words.split() if word not in said] == []


def test_events_are_upright_lines_with_names_and_a_list_on_a_phone():
    table = LEVELS[LEVELS["date"] >= "2019-12-31"]
    events = tables.events()
    for medium in ("slide", "phone"):
        said = words(table, medium, events=events)
        inside = events[events["date"].between("2019-12-31", "2020-07-01")]
        assert [name for name in inside["title"] if name not in said and medium == "slide"] == []
        assert "roof starts" not in said


def test_without_labels_only_axes_are_named():
    figure = levels(labels=False).draw("slide")
    parts = {text.get_label() for text in drawn.texts(figure) if text.get_gid() != "axis"}
    assert parts <= {"title", "lead", "foot"}


# ---- A log axis


def test_on_a_log_axis_zero_has_a_place_of_its_own_below():
    figure = levels(DEFAULT, scale="log").draw("slide")
    named = [text.get_text() for text in drawn.texts(figure) if text.get_gid() == "axis"]
    assert "0" in named and "100,000 troops" in named
    assert "each line is ten times the one below" in drawn.words(figure, "lead").replace("\n", " ")
    assert not figure.findobj(
        lambda one: isinstance(one, Polygon) and to_hex(one.get_facecolor()) == FILL
    )


# ---- Words and rows


@pytest.mark.parametrize(
    ("row", "cells", "before", "after"),
    [
        (
            9,
            {"value": 1300},
            "The last is the highest: 1,500",
            "highest is 1,400 visitors (1 June 2020",
        ),
        (3, {"status": "projected"}, "1 is announced or", "2 are announced or"),
        (6, {"break_before": False}, "has 2 gaps", "has 1 gap:"),
        (9, {"value": None}, "10 levels", "9 levels from January 2019 to 1 June 2020"),
    ],
)
def test_words_are_built_from_the_rows(row, cells, before, after):
    """Words that were typed in would be wrong as soon as a cell is corrected."""
    table = LEVELS.copy()
    for column, value in cells.items():
        table.loc[row, column] = value
    assert before in levels().words
    assert after in levels(table).words and before not in levels(table).words


def test_a_count_over_a_time_is_a_column_and_a_part_of_a_month_is_white():
    figure = levels(tables.visits()).draw("slide")
    columns = {one.get_gid(): one for one in drawn.marks(figure)}
    colors = [to_hex(columns[f"row-{row}"].get_facecolor()) for row in range(4)]
    assert colors == [FILL, FILL, FILL, "#ffffff"]
    assert "White: month not complete" in drawn.words(figure, "lead")
    assert "1 to 20 May 2020" in drawn.words(figure)
    widths = [columns[f"row-{row}"].get_width() for row in (2, 3)]
    assert widths[1] / widths[0] == pytest.approx(20 / 30, abs=0.03)


@pytest.mark.parametrize(
    ("table", "options", "says"),
    [
        (LEVELS.assign(value="many"), {}, "holds text, not numbers"),
        (LEVELS.assign(date="May"), {}, "holds text, not days"),
        (LEVELS.assign(value=float(2**60)), {}, "use a larger unit"),
        (LEVELS.assign(unit=[*["visitors"] * 9, "books"]), {}, "several units (books, visitors)"),
        (LEVELS.assign(value=None), {}, "the table has no rows"),
        (LEVELS.drop(columns="scope"), {}, "no column called 'scope'"),
        (LEVELS, {"scale": "cube"}, "choose one of: linear, log"),
        (LEVELS.assign(value=-1), {"scale": "log"}, "no place for levels below zero"),
        (tables.visits(), {"scale": "log"}, "need a zero"),
    ],
)
def test_what_cannot_be_drawn_is_said(table, options, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        levels(table, **options)


@pytest.mark.parametrize(
    "table",
    [
        LEVELS[:1],
        LEVELS[1:3],
        LEVELS.assign(value=0),
        LEVELS.assign(in_default=False),
        LEVELS.assign(series=[f"series {n % 5}" for n in range(10)]),
        tables.many_levels(300, "2003-03-01", "2020-10-08"),
        tables.many_levels(12, "2020-01-01", "2020-01-07"),
        yearly(range(1700, 2021, 20), range(100, 117)),
        yearly(range(900, 1000, 5), range(20)),
    ],
    ids=["one", "one day", "zero", "beside", "five series", "300", "a week", "1700", "900"],
)
def test_tables_of_any_shape_are_drawn_without_fault(table):
    assert drawn.all_faults(levels(table)) == []
