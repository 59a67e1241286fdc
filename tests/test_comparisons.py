"""Numbers side by side are computed from the rows, and a trap is one."""

import re
from functools import cache, partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from dateline import charts, load_case
from dateline.charts.fractions import called, fit, nearest, percent
from dateline.charts.type import ACCENT, INK, MEDIA, SOFT, TINT
from tests import tables
from tests.figures import colliding, contrast, foot, key_of, outside, shaded, texts, words_on

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
LEVELS = tables.levels()
HALL = LEVELS[:6]  # the two levels that each of three sources gives before anything changed
SOURCES = tables.sources()
LONG = "The directorate for the counting of all visitors to public buildings and parks " * 2
every_look = pytest.mark.parametrize("look", MEDIA)

spread = partial(charts.spread, sources=SOURCES, source=SOURCE)
drawdown = partial(charts.drawdown, sources=SOURCES, source=SOURCE)
trap = partial(charts.trap, source=SOURCE)
KINDS = ("cut axis", "slopes", "log axis")


def pair(before, after, **cells):
    """Return a level before and one after, as one source gives them."""
    return LEVELS.iloc[[1, 3]].assign(**({"value": [before, after]} | cells))


def troops():
    return CASE.levels[CASE.levels["series"] == "US troops in Iraq"]


def the_cut():
    own = troops()
    return own[own["conflict_group"].isin(["2020-09-before", "2020-09-after"])]


# ---- No text over another


def rows(count, **cells):
    """Return levels of so many sources, two of each."""
    both = [pair(500, 500 - 20 * n, source_ids=f"source {n}", **cells) for n in range(count)]
    return pd.concat(both, ignore_index=True).assign(conflict_group="all")


def tiny():
    """Return three sources, one of which counts a thousand times as many as another."""
    table = HALL.copy()
    return table.assign(value=[400, 52_000, 5, 38_000, 250, 3])


NAMED = SOURCES.assign(publisher=LONG)
MILLIONS = dict(value=LEVELS["value"] * 12_345)
AWKWARD = {
    "spread of 20": lambda: spread(rows(10), group="all"),
    "spread of 1": lambda: spread(LEVELS[1:2], group="june"),
    "spread of zeros": lambda: spread(LEVELS.assign(value=0), group="june"),
    "spread in millions": lambda: spread(LEVELS.assign(**MILLIONS), group="june"),
    "spread of long names": lambda: spread(
        LEVELS.assign(scope=LONG, series=LONG), group="june", sources=NAMED, title=LONG
    ),
    "drawdown of 20": lambda: drawdown(rows(20)),
    "drawdown of few": lambda: drawdown(tiny()),
    "drawdown to zero": lambda: drawdown(HALL.assign(value=[400, 520, 500, 380, 0, 0])),
    "drawdown by next to nothing": lambda: drawdown(pair(5000, 4999)),
    "drawdown that is a rise": lambda: drawdown(pair(10, 5000)),
    "drawdown in millions": lambda: drawdown(HALL.assign(value=MILLIONS["value"][:6])),
    "drawdown of long names": lambda: drawdown(HALL.assign(series=LONG), sources=NAMED, title=LONG),
    "trap of a thousand": lambda: trap(
        tables.many_levels(1000, "2003-03-01", "2020-10-08"), kind="slopes"
    ),
    "trap of long names": lambda: trap(LEVELS.assign(series=LONG), kind="cut axis"),
    "trap in millions": lambda: trap(LEVELS.assign(**MILLIONS), kind="cut axis"),
    "trap of centuries": lambda: trap(
        tables.many_levels(20, "1700-01-01", "2020-10-08"), kind="log axis"
    ),
}
GROUPS = ("peak-2007", "2009-09", "2017-late", "2020-09-before", "2020-09-after")


@cache
def of_the_case(name):
    own, default = troops(), troops().query("in_default and date >= '2019-01-01'")
    if name in GROUPS:
        return spread(own, group=name, sources=CASE.sources)
    if name in KINDS:
        return trap(default, kind=name)
    return drawdown(the_cut(), sources=CASE.sources)


@pytest.mark.parametrize("dpi", [96, 192])
@every_look
@pytest.mark.parametrize("name", [*GROUPS, *KINDS, "cut"])
def test_on_the_case_no_two_texts_meet_and_none_leaves_the_canvas(name, medium, dpi):
    """A word under another is a word that nobody reads."""
    figure = of_the_case(name)._figure(medium)
    assert len(texts(figure)) >= 3
    assert colliding(figure, dpi) == []
    assert outside(figure, dpi) == []


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_no_two_texts_meet_and_none_leaves_the_canvas(name):
    """Teachers bring tables that nobody here has seen."""
    chart = AWKWARD[name]()
    for medium in MEDIA:
        figure = chart.draw(medium)
        assert colliding(figure) == [], medium
        assert outside(figure) == [], medium
        assert figure.axes[0].get_position().height > 0.15, medium


@pytest.mark.parametrize("name", [*GROUPS, *KINDS, "cut"])
def test_text_can_be_read_on_white_and_on_the_tint(name):
    """4.5 to 1 is what weak eyes and a bright classroom need."""
    colours = {to_hex(text.get_color()) for text in texts(of_the_case(name)._figure("slide"))}
    assert colours <= {INK, SOFT, ACCENT}
    assert [ink for ink in colours for paper in ("white", TINT) if contrast(ink, paper) < 4.5] == []


# ---- Shares


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        (5_000, 3_000, "40.0 %"),
        (5_200, 3_000, "42.3 %"),
        (5_200, 3_500, "32.7 %"),
        (170_000, 3_000, "98.2 %"),
    ],
)
def test_a_share_is_of_the_level_before(before, after, share):
    """Worked by hand: of the level after, 5,000 to 3,000 would be two thirds."""
    chart = drawdown(pair(before, after))
    assert percent(1 - after / before) == share
    assert chart.table["share"].tolist() == [share]
    assert chart.words == (
        f"Town Council: {before:,} to {after:,} by 1 September 2019 (reported): "
        f"{before - after:,} fewer, {share}."
    )
    assert share in words_on(chart.figure)


@pytest.mark.parametrize(
    ("share", "name", "points"),
    [(0.4, "two fifths", 0), (2_200 / 5_200, "two fifths", 2.3), (1_700 / 5_200, "a third", 0.6)],
)
def test_the_nearest_fraction(share, name, points):
    near = nearest(share)
    assert near.name == name and near.points == pytest.approx(points, abs=0.05)


@pytest.mark.parametrize(
    ("softener", "said", "share", "fits"),
    [
        ("almost", 1 / 2, 0.4, "a third is nearer"),
        ("almost", 1 / 2, 0.423, "✓ yes"),
        ("almost", 1 / 2, 0.038, "a third is nearer"),
        ("nearly", 1 / 2, 0.51, "✗ no: it is more"),
        ("more than", 1 / 3, 0.4, "✓ yes"),
        ("more than", 1 / 3, 0.423, "a half is nearer"),
        ("more than", 1 / 3, 0.33, "✗ no: it is less"),
        ("", 1 / 2, 0.423, "rounded"),
        ("", 1 / 2, 0.5, "✓ yes"),
        ("about", 1 / 3, 0.327, "✓ yes"),
    ],
)
def test_words_fit_on_their_own_side_of_the_nearest_fraction(softener, said, share, fits):
    """ "Almost half" is less than half, and not any share that is less than half."""
    assert fit(softener, said, share, [1 / 3, 1 / 2]) == fits


def test_a_share_is_called_by_its_fraction_if_it_is_one():
    assert [called(one) for one in (1 / 3, 0.3333, 0.4, 0.28, 0.423)] == [
        "a third", "a third", "two fifths", "28 %", "42 %"
    ]  # fmt: skip


# ---- Spread


@pytest.mark.parametrize(
    ("group", "count", "apart"),
    [
        ("peak-2007", 6, "from 164,424 (Congressional Research Service) to 171,000 (ProCon.org"),
        ("peak-2007", 6, "6,576 apart, 3.8 % of the highest."),
        ("2009-09", 2, "22,794 apart, 18.4 % of the highest."),
        ("2017-late", 2, "3,692 apart, 41.5 % of the highest."),
        ("2020-09-before", 2, "200 apart, 3.8 % of the highest."),
        ("2020-09-after", 3, "0 apart, 0.0 % of the highest."),
    ],
)
def test_how_far_sources_lie_apart(group, count, apart):
    """Worked by hand from the rows."""
    chart = of_the_case(group)
    assert chart.words.startswith(f"{count} figures for US troops in Iraq that disagree, from ")
    assert apart in chart.words
    assert len(chart.table) == count


def test_spread_has_a_row_a_source_from_zero_and_shades_what_lies_between():
    """Told apart from zero on, a small difference looks small."""
    figure = spread(LEVELS, group="june").figure
    ax = figure.axes[0]
    assert ax.get_xlim()[0] == 0 and shaded(figure) == [(500, 520)]
    dots = [one for one in ax.lines if one.get_marker() == "o"]
    assert [one.get_xdata()[0] for one in dots] == [500, 520]
    assert {"Town Radio", "Town Council", "15 June 2019: count, hall"} <= set(words_on(figure))


def test_in_a_spread_what_was_only_announced_is_hollow():
    dots = [one for one in spread(LEVELS, group="end").figure.axes[0].lines if len(one.get_xdata())]
    assert [(to_hex(one.get_mfc()), to_hex(one.get_mec())) for one in dots] == [
        ("#ffffff", ACCENT), (INK, INK)
    ]  # fmt: skip


def test_words_of_a_spread_follow_the_rows():
    table = LEVELS.assign(value=LEVELS["value"].replace(520, 600))
    assert "to 600 (Town Council): 100 apart, 16.7 % of" in spread(table, group="june").words
    assert "1 figure for visitors" in spread(LEVELS[1:2], group="june").words


def test_a_spread_says_that_a_scope_is_not_stated():
    figure = spread(LEVELS.assign(scope=None), group="june").figure
    assert words_on(figure).count("15 June 2019: count, scope not stated") == 2


def test_an_unknown_group_is_named_beside_those_there_are():
    with pytest.raises(ValueError, match="under the name 'july'; names: june, end."):
        spread(LEVELS, group="july")


# ---- Drawdown


def patches(chart):
    return chart.figure.axes[0].patches


def test_the_cut_of_the_case_is_two_shares():
    """Each newsroom's share comes from its own two numbers."""
    chart = of_the_case("cut")
    assert chart.table["share"].tolist() == ["40.0 %", "42.3 %"]
    assert chart.table["difference"].tolist() == [-2_000, -2_200]
    assert "The same cut: 40.0 % or 42.3 %" in words_on(chart.figure)
    assert chart.notes["slide"] == (
        "Not drawn, for it gives one number only: Task & Purpose, quoted on the Valor Guardians "
        "blog."
    )
    assert chart.notes["slide"] in foot(chart.draw("slide"))


def test_what_stays_and_what_goes_lie_end_to_end_from_zero():
    """A bar that does not start at zero shows no share."""
    chart = drawdown(pair(5000, 3000))
    assert [(one.get_x(), one.get_width()) for one in patches(chart)] == [(0, 3000), (3000, 2000)]
    assert chart.figure.axes[0].get_xlim()[0] == 0


def test_a_cut_that_was_only_announced_is_dashed():
    """Told apart without colour, and named in the key."""
    for status, dashed in (("announced", True), ("reported", False)):
        chart = drawdown(pair(5000, 3000, status=status))
        assert (patches(chart)[1].get_linestyle() not in ("-", "solid")) is dashed
        assert f"the cut, {status}" in key_of(chart.figure)


def test_a_rise_is_called_no_cut():
    chart = drawdown(pair(400, 500))
    assert (
        chart.words == "Town Council: 400 to 500 by 1 September 2019 (reported): 100 more, 25.0 %."
    )
    assert "cut" not in " ".join(words_on(chart.figure))


def test_the_earliest_and_the_latest_row_of_a_source_count():
    rows = pd.concat([pair(500, 300), pair(450, 450).iloc[:1].assign(date="2019-07-01")])
    rows["date"] = pd.to_datetime(rows["date"])
    assert drawdown(rows).table[["before", "after"]].to_numpy().tolist() == [[500, 300]]


def test_rows_without_a_source_are_left_out():
    """ "None" is no newsroom."""
    table = pd.concat([pair(500, 300), pair(9, 8, source_ids=None)])
    assert drawdown(table).table["who"].tolist() == ["Town Council"]
    assert drawdown(table).notes["screen"] == ""


def test_of_a_level_of_zero_there_is_no_share():
    with pytest.raises(ValueError, match="before is 0, and a share of 0 cannot be computed"):
        drawdown(pair(0, 300))


@pytest.mark.parametrize("table", [LEVELS[1:2], LEVELS[1:3]], ids=["one row", "one date"])
def test_without_two_dates_of_a_source_there_is_no_change(table):
    with pytest.raises(ValueError, match="No source gives a level before and one after: keep two"):
        drawdown(table)


# ---- Traps


def the_line(chart):
    return chart.figure.axes[0].lines[-1]


def test_a_cut_axis_starts_above_zero_and_its_words_say_where():
    chart = trap(HALL, kind="cut axis")
    low = chart.figure.axes[0].get_ylim()[0]
    assert low == pytest.approx(228.4)  # 250 less 8 % of what lies between 250 and 520
    assert chart.words.endswith(
        "starts at 228 and not at zero, so that the change from 520 to 250 looks larger than it is."
    )
    for text in chart.figure.axes[0].get_yticklabels():
        assert int(text.get_text().replace(",", "")) >= 250


def test_slopes_run_straight_from_date_to_date_and_are_counted():
    """Through a break, too: that is the trick."""
    chart = trap(LEVELS, kind="slopes")
    line = the_line(chart)
    assert line.get_drawstyle() == "default"
    days = ["2019-01-16", "2019-06-15", "2019-09-01", "2019-12-31", "2020-03-01"]
    days += ["2020-04-01", "2020-06-01", "2020-07-01"]
    assert list(line.get_xdata()) == list(date2num(pd.to_datetime(days)))
    assert list(line.get_ydata()) == [400, 520, 380, 250, 900, 950, 1400, 1500]
    assert "Straight lines join 8 dates, " in chart.words
    assert chart.figure.axes[0].get_ylim()[0] == 0
    twice = pd.concat([LEVELS, LEVELS[7:8]])
    assert "Straight lines join 8 dates, " in trap(twice, kind="slopes").words


def test_a_log_axis_has_no_numbers():
    chart = trap(HALL, kind="log axis")
    ax = chart.figure.axes[0]
    assert ax.get_yscale() == "log"
    assert "".join(text.get_text() for text in ax.get_yticklabels()) == ""
    assert "log axis without its numbers, so that the change from 520 to 250 looks" in chart.words


@pytest.mark.parametrize("kind", ["cut axis", "log axis"])
def test_a_change_that_goes_up_is_said_from_its_lowest(kind):
    """ "From 1,500 to 1,500" would be no change."""
    assert "the change from 250 to 1,500 looks" in trap(LEVELS, kind=kind).words


@pytest.mark.parametrize("kind", KINDS)
@every_look
def test_the_picture_does_not_give_the_trick_away(kind, medium):
    shown = " ".join(words_on(trap(HALL, kind=kind).draw(medium)))
    assert not re.search("trick|axis|looks|zero|Straight", shown)


def test_the_rows_behind_a_trap_are_those_of_a_fair_chart():
    fair = charts.levels(LEVELS[LEVELS["in_default"]], source=SOURCE).table
    assert trap(LEVELS, kind="slopes").table.equals(fair)


@pytest.mark.parametrize(
    ("table", "kind", "says"),
    [
        (LEVELS, "pie", "kind is 'pie'; choose one of: cut axis, slopes, log axis."),
        (LEVELS[:1], "slopes", "A trick needs two dates at least: keep more rows."),
        (LEVELS[1:3], "slopes", "A trick needs two dates at least: keep more rows."),
        (LEVELS.assign(value=5), "log axis", "All levels are the same: a trick needs a change"),
        (pair(500, 0), "cut axis", "The lowest level is 0, where a fair axis starts, too"),
        (pair(500, 9), "cut axis", "The lowest level is 9, next to 0: keep rows well above 0."),
    ],
)
def test_what_is_no_trick_is_refused(table, kind, says):
    """A "cut" axis that starts at zero, or below it, would teach the wrong thing."""
    with pytest.raises(ValueError, match=re.escape(says)):
        trap(table, kind=kind)
