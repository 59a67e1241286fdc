"""Numbers side by side are computed from the rows, and a trap is one."""

import re
from functools import partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from dateline import charts, load_case
from dateline.charts.fractions import called, nearest
from dateline.charts.type import ACCENT, INK, MEDIA, SOFT
from tests import drawn, tables

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
TROOPS = CASE.levels[CASE.levels["series"] == "US troops in Iraq"]
LEVELS = tables.levels()
HALL = LEVELS[:6]  # the two levels that each of three sources gives before anything changed
SOURCES = tables.sources()
EVENTS = tables.events()
KINDS = ("cut axis", "slopes", "log axis")

spread = partial(charts.spread, sources=SOURCES, source=SOURCE)
drawdown = partial(charts.drawdown, sources=SOURCES, source=SOURCE)
trap = partial(charts.trap, source=SOURCE)
counts = partial(charts.counts, by="category", what="events", source=SOURCE)
deadlines = partial(charts.deadlines, source=SOURCE)


def pair(before, after, **cells):
    """Return a level before and one after, as one source gives them."""
    return LEVELS.iloc[[1, 3]].assign(**({"value": [before, after]} | cells))


def blocks(figure):
    """Return the bars of each row: left, width, face, rim and whether the rim is dashed."""
    found = {}
    for one in drawn.marks(figure):
        form = (one.get_x(), one.get_width(), to_hex(one.get_facecolor()))
        rim = to_hex(one.get_edgecolor(), keep_alpha=True) if one.get_linewidth() else ""
        dashed = one.get_linestyle() not in ("-", "solid")
        found.setdefault(one.get_gid(), []).append((*form, rim[:7], dashed))
    return found


# ---- Shares in words


@pytest.mark.parametrize(
    ("share", "name", "points"),
    [(0.4, "two fifths", 0), (2_200 / 5_200, "two fifths", 2.3), (1_700 / 5_200, "a third", 0.6)],
)
def test_the_nearest_fraction(share, name, points):
    near = nearest(share)
    assert near.name == name and near.points == pytest.approx(points, abs=0.05)


def test_a_share_is_called_by_its_fraction_if_it_is_one():
    assert [called(one) for one in (1 / 3, 0.3333, 0.4, 0.28, 0.423)] == [
        "a third", "a third", "two fifths", "28 %", "42 %"
    ]  # fmt: skip


# ---- Spread


@pytest.mark.parametrize(
    ("group", "count", "apart"),
    [
        ("peak-2007", 6, "6,576 apart, 3.8 % of the highest."),
        ("2017-late", 2, "3,692 apart, 41.5 % of the highest."),
        ("2020-09-before", 2, "200 apart, 3.8 % of the highest."),
    ],
)
def test_how_far_sources_are_apart(group, count, apart):
    """Worked by hand from the rows."""
    chart = spread(TROOPS, sources=CASE.sources, group=group)
    assert chart.words.startswith(f"{count} figures for US troops in Iraq that disagree, from ")
    assert apart in chart.words and len(chart.table) == count
    assert drawn.all_faults(chart) == []


def test_a_spread_has_a_bar_a_source_from_zero_and_its_words_follow_the_rows():
    """From zero on, a small difference looks small."""
    table = LEVELS.assign(value=LEVELS["value"].replace(520, 600))
    chart = spread(table, group="june")
    bars = blocks(chart.draw("slide"))
    (low, *_), (high, *_) = bars["row-0"], bars["row-1"]
    assert low[0] == high[0] and low[1] / high[1] == pytest.approx(500 / 600)
    assert "to 600 (Town Council): 100 apart, 16.7 % of" in chart.words
    assert "1 figure for visitors" in spread(LEVELS[1:2], group="june").words
    words = drawn.words(spread(LEVELS.assign(scope=None), group="june").draw("slide"))
    assert {"scope", "not", "stated"} <= set(words.split())


def test_in_a_spread_what_was_only_announced_is_hollow_and_dashed():
    bars = blocks(spread(LEVELS, group="end").draw("slide"))
    assert [one[2:] for (one,) in bars.values()] == [("#ffffff", ACCENT, True), (SOFT, "", False)]


def test_an_unknown_group_is_named_beside_those_there_are():
    with pytest.raises(ValueError, match="under the name 'july'; names: june, end."):
        spread(LEVELS, group="july")


# ---- Before and after


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (5_000, 3_000, "2,000 fewer, 40.0 %"),
        (5_200, 3_000, "2,200 fewer, 42.3 %"),
        (400, 500, "100 more, 25.0 %"),
        (0.5, 0.4, "0.1 less, 20.0 %"),
        (5_200, 0, "5,200 fewer, 100.0 %"),
    ],
)
@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_a_change_is_said_with_its_share_of_the_level_before(before, after, words, medium):
    """Worked by hand; the words fit a rise, and deaths as well as troops."""
    chart = drawdown(pair(before, after))
    figure = chart.draw(medium)
    assert words in drawn.words(figure) and words in chart.words
    assert not re.search("cut|stay|leave|withdraw", drawn.words(figure), re.IGNORECASE)
    lower, change = blocks(figure)["row-0"]
    assert change[0] == pytest.approx(lower[0] + lower[1], abs=1)
    low, high = sorted((before, after))
    assert lower[1] / (lower[1] + change[1]) == pytest.approx(low / high, abs=0.01)


def test_a_change_that_was_only_announced_is_dashed():
    for status, form in (("announced", (ACCENT, True)), ("reported", (INK, False))):
        figure = drawdown(pair(5000, 3000, status=status)).draw("slide")
        assert blocks(figure)["row-0"][1][3:] == form
        assert ("Dashed" in drawn.words(figure, "lead")) == (status == "announced")


def test_each_source_has_the_change_of_its_own_numbers():
    cut = TROOPS[TROOPS["conflict_group"].isin(["2020-09-before", "2020-09-after"])]
    chart = drawdown(cut, sources=CASE.sources)
    assert chart.table["share"].tolist() == ["40.0 %", "42.3 %"]
    assert chart.table["difference"].tolist() == [-2_000, -2_200]
    assert chart.title == "The same change: 40.0 % or 42.3 %"
    foot = drawn.words(chart.draw("slide"), "foot")
    assert "Not drawn, as they give one number only: Task & Purpose" in foot


def test_the_earliest_and_the_latest_row_of_a_source_count():
    rows = pd.concat([pair(500, 300), pair(450, 450).iloc[:1].assign(date="2019-07-01")])
    rows["date"] = pd.to_datetime(rows["date"])
    unnamed = pair(9, 8, source_ids=None)
    table = drawdown(pd.concat([rows, unnamed])).table
    assert table[["who", "before", "after"]].to_numpy().tolist() == [["Town Council", 500, 300]]


@pytest.mark.parametrize("number", [2, 25])
def test_many_sources_are_drawn_without_fault_and_the_rest_is_said(number):
    both = [pair(500, 480 - n, source_ids=f"source {n}") for n in range(number)]
    rows = pd.concat(both, ignore_index=True).assign(conflict_group="all")
    for chart in (drawdown(rows), spread(rows, group="all")):
        assert drawn.all_faults(chart) == []
        foot = drawn.words(chart.draw("slide"), "foot")
        assert ("Drawn are 10 of" in foot) == (number == 25)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pair(0, 300), "Of a level of 0 or below no share can be computed"),
        (LEVELS[1:2], "No source gives a level before and one after"),
        (LEVELS[1:3], "No source gives a level before and one after"),
    ],
)
def test_without_a_change_there_is_no_share(table, says):
    with pytest.raises(ValueError, match=says):
        drawdown(table)


# ---- The trap beside its fair twin


@pytest.mark.parametrize("medium", ["slide", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_trap_is_beside_a_fair_drawing_and_neither_is_named(kind, medium):
    """The class is to find the trick."""
    chart = trap(HALL, kind=kind)
    figure = chart.draw(medium)
    assert len(figure.axes) == 2
    tricked, fair = (panel.get_ylim()[0] for panel in figure.axes)
    assert fair == 0
    assert (tricked > 0) == (kind != "slopes")
    words = drawn.words(figure)
    assert not re.search("trick|trap|axis|looks|zero|straight|fair", words, re.IGNORECASE)
    assert {"A", "B"} <= set(words.split())
    assert {mark.row for mark in chart.marks(medium)} == set(range(len(chart.table)))


def test_the_words_of_a_trap_say_which_trick_it_is():
    """A reader who does not see it gets the answer, with its numbers."""
    cut = trap(HALL, kind="cut axis").words
    assert "starts at 228.4 and not at zero, so that the change from 520 to 250 looks" in cut
    assert "straight lines join 8 dates" in trap(LEVELS, kind="slopes").words
    assert "the change from 250 to 1,500 looks smaller" in trap(LEVELS, kind="log axis").words


def test_slopes_run_straight_through_every_gap_and_steps_do_not():
    figure = trap(LEVELS, kind="slopes").draw("slide")
    line = max(figure.findobj(Line2D), key=lambda one: len(set(one.get_xdata())))
    assert len(line.get_xdata()) == len(set(line.get_xdata())) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_a_trap_of_the_case_has_no_fault(kind):
    rows = TROOPS[TROOPS["in_default"] & (TROOPS["date"] >= "2019")]
    assert drawn.all_faults(trap(rows, kind=kind)) == []


@pytest.mark.parametrize(
    ("table", "kind", "says"),
    [
        (LEVELS, "pie", "kind is 'pie'; choose one of: cut axis, slopes, log axis."),
        (LEVELS[1:3], "slopes", "A trick needs two dates at least: keep more rows."),
        (LEVELS.assign(value=5), "log axis", "All levels are the same: a trick needs a change"),
        (pair(500, 9), "cut axis", "The lowest level is 9, next to 0: keep rows well above 0."),
        (pair(500, -9), "log axis", "no place for levels below zero"),
        (tables.visits(), "slopes", "Counts over a time have no line"),
    ],
)
def test_what_is_no_trick_is_refused(table, kind, says):
    """A "cut" axis that starts at zero, or below it, would teach the wrong thing."""
    with pytest.raises(ValueError, match=re.escape(says)):
        trap(table, kind=kind)


# ---- Things by month


@pytest.mark.parametrize("medium", MEDIA)
def test_each_row_is_a_square_in_its_month(medium):
    chart = counts(EVENTS)
    assert sorted(mark.row for mark in chart.marks(medium)) == list(range(len(EVENTS)))
    across = [mark.x if medium != "phone" else mark.y for mark in chart.marks(medium)]
    assert across == sorted(across)
    words = drawn.words(chart.draw(medium))
    assert "Mar 2019" in words and "Jan 2020" in words


def test_three_kinds_are_told_apart_by_form_and_said_in_the_lead():
    figure = counts(EVENTS, first="people").draw("slide")
    forms = {one[2:4] for (one,) in blocks(figure).values()}
    assert forms == {(ACCENT, ""), (SOFT, ""), ("#ffffff", INK)}
    lead = drawn.words(figure, "lead")
    assert "A square for each: people" in lead and "hollow: others" in lead


def test_what_somebody_else_counted_is_an_outline_with_its_last_day():
    """25 by the 25th of a month is no whole month."""
    others = pd.DataFrame(
        {
            "date": pd.to_datetime(["2020-01-01", "2020-02-01", "2020-02-03"]),
            "end_date": pd.to_datetime(["2020-01-31", "2020-02-25", "2020-02-09"]),
            "value": [9, 7, 58],
            "counted_by": "the radio",
        }
    )
    chart = counts(EVENTS, others=others)
    words = drawn.words(chart.draw("slide"))
    assert "58" not in words and re.search("9 +in January", words)
    assert "7 from 1 to 25 February, counted by the radio".split()[-1] in words
    assert "the radio counted 7 from 1 to 25 February." in chart.words
    assert drawn.all_faults(chart) == []


def test_a_month_that_is_not_over_has_its_days():
    chart = counts(EVENTS, until=pd.Timestamp("2020-03-08"))
    assert "1–8 Mar" in drawn.words(chart.draw("slide"))
    assert "1–31" not in drawn.words(counts(EVENTS, until=pd.Timestamp("2020-03-31")).draw("slide"))


@pytest.mark.parametrize(
    ("number", "last", "name"),
    [(3000, "2019-12-30", "Jan 2019"), (300, "2030-12-30", "2019"), (300, "2190-12-30", "2000–19")],
)
def test_many_things_or_many_years_stay_on_the_page(number, last, name):
    chart = counts(tables.random_events(number, "2019-01-01", last))
    assert drawn.all_faults(chart) == []
    assert name in drawn.words(chart.draw("slide"))


def test_an_unknown_kind_is_named_beside_those_there_are():
    with pytest.raises(ValueError, match="first is 'war'; in category there are: building"):
        counts(EVENTS, first="war")


# ---- Deadlines


@pytest.mark.parametrize("medium", MEDIA)
def test_each_text_has_its_last_day_and_its_words(medium):
    chart = deadlines(tables.deadlines(), article="gazette")
    figure = chart.draw(medium)
    words = drawn.words(figure)
    for said in ("The Gazette", "Town Council", "31 March", "early summer", "no day that can"):
        assert said in words
    accents = {text.get_text().strip() for text in drawn.texts(figure)
               if to_hex(text.get_color()) == ACCENT}  # fmt: skip
    assert "31 March" in accents and "Town Council" not in accents
    assert "For days: 31 March 2024 in The Gazette, Town Council." in chart.words or (
        "For days: 31 March 2024 in Town Council, The Gazette." in chart.words
    )


def test_the_deadlines_of_the_case_are_rings_at_their_day():
    rows = CASE.framing[CASE.framing["kind"] == "deadline"]
    chart = deadlines(rows)
    at = {mark.row: mark.x for mark in chart.marks("slide")}
    days = list(chart.table["last day"])
    same = [at[row] for row, day in enumerate(days) if day == "30 September 2020"]
    later = [at[row] for row, day in enumerate(days) if day == "31 October 2020"]
    assert len(same) == 3 and max(same) - min(same) < 0.01 < min(later) - max(same)


@pytest.mark.parametrize(
    ("draw", "column"), [(spread, "publisher"), (drawdown, "publisher"), (spread, "source_id")]
)
def test_a_column_missing_in_the_sources_is_named(draw, column):
    group = {"group": "june"} if draw is spread else {}
    with pytest.raises(ValueError, match=f"no column called '{column}'"):
        draw(HALL, sources=SOURCES.drop(columns=column), **group)
