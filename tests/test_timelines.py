"""A timeline says what it draws and draws what the rows say."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.text import Annotation

from dateline.charts import time_axis
from dateline.charts.timeline_layout import MOST_LANES, OTHERS
from dateline.charts.type import ACCENT, MEDIA, SOFT, TINT
from tests import tables
from tests.drawn import CASE, EVENTS, IN_ARTICLE, awkward, build, of_the_case, small
from tests.figures import (
    bars,
    key_of,
    lanes_on,
    mark,
    marks,
    names_on,
    shown_texts,
    texts,
    words_on,
)
from tests.pages import page


def timeline(events=EVENTS, **options):
    return build("timeline", events, **options)


def changed(**cells):
    """Return the six events with cells of the third, the mayor's promise, changed."""
    events = EVENTS.copy()
    for column, value in cells.items():
        events.loc[2, column] = pd.Timestamp(value) if "date" in column else value
    return events


# ---- Words and rows


@pytest.mark.parametrize(
    ("cells", "was", "now"),
    [
        ({"in_article": True}, "3 are in the article", "4 are in the article"),
        ({"certainty": "confirmed"}, "2 are reported only", "1 is reported only"),
        ({"category": "dinners"}, "in 4 lanes", "in 5 lanes"),
        ({"date": "2018-12-24"}, "from March 2019", "from about 24 December 2018"),
        ({"date": "2018-12-24"}, "5 fall between 10 January", "4 fall between 10 January"),
    ],
)
def test_words_are_built_from_the_rows(cells, was, now):
    """Words that were typed in would be wrong as soon as a cell is corrected."""
    focus = [{"start": "2020-01-10", "end": "2020-03-02"}] if "5 fall" in was else ()
    before, after = timeline(focus=focus).words, timeline(changed(**cells), focus=focus).words
    assert was in before
    assert now in after and was not in after


def test_one_event_is_said_in_the_singular():
    chart = timeline(EVENTS.iloc[1:2])
    assert chart.words == (
        "Timeline of 1 event on 10 to 14 January 2020 in 1 lane: building. "
        "1 is in the article; 0 are reported only or disputed."
    )
    assert "1 event, 1 of them in the article" in words_on(chart.figure)


def test_the_table_behind_it_has_a_row_an_event_in_words():
    table = small("timeline").table
    assert len(table) == 6
    assert table.iloc[1].tolist()[:5] == [
        "10 to 14 January 2020",
        "The library closes for repairs",
        "building",
        "yes",
        "confirmed",
    ]


# ---- Names


@pytest.mark.parametrize("name", ["timeline", "timeline by actor"])
@pytest.mark.parametrize("medium", ["screen", "slide"])
def test_every_event_of_the_article_is_named(name, medium):
    """They are what the lesson talks about."""
    figure = of_the_case(name).figure_for(medium)
    named = [text.rstrip("…") for text in names_on(figure)]
    assert len(IN_ARTICLE) == 13 and min(map(len, named)) > 15
    assert [t for t in IN_ARTICLE["title"] if not any(map(t.startswith, named))] == []


def test_on_a_phone_events_are_numbered_and_named_below():
    """A title is wider than a phone: the number leads to its name in the caption."""
    in_order = IN_ARTICLE.sort_values("date", kind="stable")
    chart = of_the_case("timeline by actor")
    numbers = names_on(chart.figure_for("phone"))
    assert set(numbers) == {str(number) for number in range(1, 14)}
    for number, event in enumerate(in_order.itertuples(), start=1):
        last = event.date if pd.isna(event.end_date) else event.end_date
        assert f"{event.date:%Y-%m-%d}" <= numbers[str(number)] <= f"{last:%Y-%m-%d}"
    (key,) = page(chart._repr_html_()).all("ol", class_="dl-key")
    listed = [item.text for item in key.all("li")]
    assert [t in item for t, item in zip(in_order["title"], listed, strict=True)] == [True] * 13


@pytest.mark.parametrize("medium", MEDIA)
def test_the_note_counts_the_events_without_a_name(medium):
    """A reader who sees a bare mark must know that the chart is short of room, not of names."""
    full, chart = small("timeline"), of_the_case("timeline")
    if medium != "phone":
        assert full.note(medium) == ""
    unnamed = len(CASE.events) - len(names_on(chart.figure_for(medium)))
    assert unnamed > 0
    assert chart.note(medium).startswith(f"{unnamed} events are marks without a name here")
    slide = " ".join(words_on(chart.figure_for("slide")))
    assert chart.note("slide") in slide
    html = page(chart._repr_html_())
    beside = {"screen": "dl-wide", "phone": "dl-phone"}.get(medium)
    assert not beside or [p.text for p in html.all("p", class_=beside)] == [chart.note(medium)]


def test_without_labels_no_event_is_named():
    """An explorer says the names itself: two texts cannot meet."""
    chart = timeline(labels=False)
    assert names_on(chart.figure) == {}
    assert chart.note() == "" and chart.key == ()


def test_bare_a_timeline_has_no_names():
    assert names_on(small("timeline").bare().figure) == {}


def test_a_name_takes_one_line_and_its_signs_stay_signs():
    """Two dollar signs are two prices, and no formula between them."""
    figure = timeline(changed(title="Price rises from $5\nto $7_x^2")).figure
    assert "Price rises from $5 to $7_x^2" in names_on(figure)
    assert not any(text.get_parse_math() for text in texts(figure) if "$" in text.get_text())


@pytest.mark.parametrize("name", ["sixty by actor", "thirty on one day"])
def test_no_mark_lies_under_a_name(name):
    """A mark that a word hides is an event that never happened."""
    figure = awkward(name).figure_for("slide")
    shown_texts(figure, 96)
    at = figure.axes[0].transData.transform(marks(figure).query("form != '|'")[["x", "y"]])
    boxes = [text.get_window_extent() for text in figure.findobj(Annotation)]
    assert boxes
    assert [tuple(point) for point in at for box in boxes if box.contains(*point)] == []


# ---- Marks


def test_marks_tell_how_sure_an_event_is_without_color():
    """A diamond was reported, a hollow mark is disputed, a full circle is confirmed."""
    figure = small("timeline").figure
    days = ("2020-01-10", "2020-02-20", "2020-03-02")
    assert {mark(figure, day).form for day in days} == {"o"}
    assert mark(figure, "2020-02-03").form == "D"
    assert mark(figure, "2020-02-20").face == "#ffffff"
    assert mark(figure, "2020-02-03").face == SOFT


def test_an_event_of_the_article_is_orange_and_larger():
    figure = small("timeline").figure
    in_article, other = mark(figure, "2020-02-05"), mark(figure, "2020-02-20")
    assert (in_article.face, in_article.edge, other.edge) == (ACCENT, ACCENT, SOFT)
    assert in_article["size"] > 1.5 * other["size"]


def test_a_month_has_a_whisker_and_a_span_a_bar():
    """A mark on the first of the month would claim a day that nobody knows."""
    figure = small("timeline").figure
    ends = marks(figure).query("form == '|'")
    assert sorted(ends["day"]) == ["2019-03-01", "2019-03-31"]
    assert bars(figure) == {("2019-03-01", "2019-03-31"), ("2020-01-10", "2020-01-14")}
    assert mark(figure, "2019-03-16").form == "o"


def test_the_key_explains_the_forms_there_are_and_no_others():
    """A key to a mark that is not there sends the eye searching."""
    assert key_of(small("timeline").figure) == [
        "in the article",
        "confirmed",
        "reported only",
        "a fact disputed",
        "how long",
        "day not known",
    ]
    plain = EVENTS[EVENTS["event_id"] == "pupils-march"].assign(in_article=False)
    assert key_of(timeline(plain).figure) == ["confirmed"]


def test_more_events_are_not_more_artists():
    """A thousand marks are drawn as readily as ten: a few collections, no plot call for each."""
    few = timeline(labels=False, title="Many").figure
    many = timeline(pd.concat([EVENTS] * 100), labels=False, title="Many").figure
    assert len(many.findobj()) == len(few.findobj()) < 150
    assert len(marks(many)) == 100 * len(marks(few))


def test_at_lies_on_the_mark():
    """A ring beside its mark points at nothing: the pixel there must be the mark's own."""
    chart = timeline(labels=False, focus=tables.FOCUS)
    figure = chart.figure_for("phone")
    across, down = chart.at(pd.Timestamp("2020-02-05"), mark(figure, "2020-02-05").y, "phone")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    high, wide = pixels.shape[:2]
    assert to_hex(pixels[int(high * down / 100), int(wide * across / 100), :3] / 255) == ACCENT


# ---- The time axis


def busy_after(year):
    """Return one event a year for ten years, then one a week for half a year."""
    days = [f"{year + n}-06-01" for n in range(10)]
    days += [f"{day:%Y-%m-%d}" for day in pd.date_range(f"{year + 10}-01-05", periods=26, freq="W")]
    return pd.Series(pd.to_datetime(days))


@pytest.mark.parametrize("odd", [None, "2020-10-01", "2019-12-01"])
def test_an_even_pace_is_drawn_evenly(odd):
    """One event more at the end of the year, or a pause after the first, is no change of pace."""
    days = [*pd.date_range("2020-01-01", periods=40, freq="7D"), *([odd] if odd else [])]
    along = time_axis.parts(pd.Series(pd.to_datetime(days)))
    assert [part.kind for part in along] == ["even"]
    assert time_axis.in_words(along) == ""


def test_slow_years_before_busy_weeks_are_shortened_and_it_is_said():
    """The reader must not take a short stretch for a short time."""
    events = pd.DataFrame({"date": busy_after(2000)}).assign(
        precision="day", title="x", in_article=False, certainty="confirmed", category="a"
    )
    chart = timeline(events)
    early, late = (
        chart.at(pd.Timestamp(b), 0)[0] - chart.at(pd.Timestamp(a), 0)[0]
        for a, b in (("2002-01-01", "2003-01-01"), ("2010-02-01", "2010-05-01"))
    )
    assert late > 3 * early
    says = "Time is not to scale: shortened before January 2010 (dotted line)."
    assert says in words_on(chart.figure)


def test_a_lone_early_event_does_not_squeeze_the_rest():
    """One event long ago, all others this year: they must not stand on a heap at the edge."""
    days = pd.Series(pd.to_datetime(["2003-03-20", *pd.date_range("2020-01-05", periods=20)]))
    assert time_axis.across([pd.Timestamp("2020-01-05")], time_axis.parts(days))[0] < 0.3


def test_what_is_said_of_the_axis_is_true():
    """A stretch called enlarged has more room a day than the whole, a shortened one less."""
    for seed in range(40):
        dice = np.random.default_rng(seed)
        offsets = np.concatenate([dice.integers(0, 6000, 12), dice.integers(5000, 6000, seed)])
        days = pd.Series(pd.Timestamp("2003-01-01") + pd.to_timedelta(offsets, unit="D"))
        start, end = days.min() + pd.to_timedelta(sorted(dice.integers(0, 6500, 2)), unit="D")
        along = time_axis.parts(days, [{"start": start, "end": end}])
        whole = sum(part.days for part in along)
        assert along[0].start == days.min()
        assert along[-1].end == days.max() + pd.Timedelta(days=1)
        assert [part.right for part in along[:-1]] == [part.left for part in along[1:]]
        for part in along:
            share = (part.right - part.left) / (part.days / whole)
            true = {"enlarged": share > 1, "shortened": share < 1, "even": True}
            assert true[part.kind], seed


def test_the_focus_is_enlarged_shaded_and_said():
    """The weeks that matter get the room they need, and the reader is told."""
    even, chart = timeline(labels=False), timeline(labels=False, focus=tables.FOCUS)
    days = pd.Timestamp("2020-02-01"), pd.Timestamp("2020-03-02")
    wide = [drawn.at(days[1], 0)[0] - drawn.at(days[0], 0)[0] for drawn in (even, chart)]
    assert wide[1] > 1.5 * wide[0]
    says = "Time is not to scale: enlarged from 1 February 2020 (shaded)."
    assert says in words_on(chart.figure)
    (shade,) = [patch for patch in chart.figure.axes[0].patches if to_hex(patch.get_fc()) == TINT]
    assert shade.get_x() == date2num(days[0])
    assert "4 fall between 1 February and 2 March 2020" in chart.words


@pytest.mark.parametrize(
    ("start", "end"),
    [("1990-01-01", "1990-02-01"), ("2019-01-01", "2020-12-31"), ("2019-03-01", "2020-01-10")],
    ids=["holds none", "holds all", "holds few"],
)
def test_a_focus_that_sets_nothing_apart_is_left_out(start, end):
    """A filtered table may lie beside the case's focus, or wholly in it."""
    along = time_axis.parts(EVENTS["date"], [{"start": start, "end": end}])
    assert "enlarged" not in time_axis.in_words(along)


def test_dates_on_the_axis_are_in_order_and_start_with_the_first():
    """A missing first date leaves the years before the first tick in the dark."""
    ax = of_the_case("timeline").figure.axes[0]
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels[0] == f"{CASE.events['date'].min():%b %Y}"
    assert len(labels) == len(set(labels)) >= 5


def test_on_a_long_axis_each_year_is_named_where_it_starts():
    """A mark called 2021 in July would move every event by half a year."""
    days = pd.date_range("2020-10-11", "2025-06-11", periods=10)
    events = EVENTS.sample(10, replace=True, random_state=1).assign(date=days, precision="day")
    axis = timeline(events.assign(end_date=pd.NaT)).figure.axes[0].xaxis
    names = [label.get_text() for label in axis.get_ticklabels()]
    years = {
        name: at for at, name in zip(axis.get_ticklocs(), names, strict=True) if name.isdigit()
    }
    assert len(years) > 1
    assert years == {name: date2num(pd.Timestamp(f"{name}-01-01")) for name in years}


# ---- Lanes


@pytest.mark.parametrize(
    ("name", "column"), [("timeline", "category"), ("timeline by actor", "actors")]
)
def test_each_lane_is_named_once(name, column):
    wanted = {part[0].upper() + part[1:] for cell in EVENTS[column] for part in cell.split(";")}
    for medium in MEDIA:
        assert sorted(lanes_on(small(name).figure_for(medium))) == sorted(wanted)


def test_an_event_of_two_actors_is_in_both_lanes_and_named_once():
    """Whose part in it is shown must not depend on the order in a cell."""
    figure = small("timeline by actor").figure
    days = marks(figure).query("form != '|'")["day"].value_counts()
    counted = days[["2020-02-05", "2020-03-02", "2020-02-20"]].to_dict()
    assert counted == {"2020-02-05": 2, "2020-03-02": 2, "2020-02-20": 1}
    named = [text.get_text() for text in figure.findobj(Annotation)]
    assert len(named) == len(set(named)) == 6


def test_with_too_many_lanes_the_rest_is_folded_into_others():
    """A class cannot hold twenty lanes in mind; no event may be lost with its lane."""
    events = pd.concat([EVENTS] * 4, ignore_index=True)
    events["category"] = [f"kind {n:02}" for n in range(24)]
    figure = timeline(events, labels=False).figure
    assert len(lanes_on(figure)) == MOST_LANES + 1
    assert lanes_on(figure)[-1] == OTHERS.capitalize()
    assert len(marks(figure).query("form != '|'")) == 24


def test_an_event_in_no_lane_is_among_the_others():
    """An empty cell means unknown, and not that nothing happened."""
    figure = timeline(lanes="place").figure
    assert lanes_on(figure) == ["Market Square", "Town Hall", "Others"]
    assert len(names_on(figure)) == 6


def test_a_lane_name_too_long_for_the_margin_is_cut_with_a_sign():
    """A margin of half the picture would leave no room for time."""
    events = EVENTS.assign(category="The committee for the roofs of all the public buildings " * 2)
    figure = timeline(events, title="Roof").figure
    (lane,) = [text for text in texts(figure) if text.get_text().startswith("The committee")]
    shown_texts(figure, 96)
    assert lane.get_text().endswith("…")
    assert lane.get_window_extent().width < 0.3 * figure.bbox.width
