"""What every chart promises; and the timeline says what it draws and draws what the rows say."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from functools import partial

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.text import Annotation

from dateline import cards, charts, load_case
from dateline.charts import time_axis
from dateline.charts.timeline_layout import MOST_LANES, OTHERS
from dateline.charts.type import ACCENT, INK, MEDIA, SOFT, TINT
from tests import tables
from tests.figures import (
    bars,
    colliding,
    contrast,
    foot,
    lanes_on,
    mark,
    marks,
    names_on,
    outside,
    shown_texts,
    texts,
    words_on,
)
from tests.pages import danger, page

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS = tables.events()
READS = ["date", "precision", "title", "in_article"]  # what every chart of events reads
every_look = pytest.mark.parametrize("look", MEDIA)


def timeline(events=EVENTS, *, source=SOURCE, **options):
    return charts.timeline(events, source=source, **options)


def case_timeline(**options):
    line = cards.source_line(CASE.events, CASE.sources)
    return timeline(CASE.events, source=line, focus=CASE.focus, **options)


def telling(events=EVENTS, *, source=SOURCE, **options):
    return charts.telling_order(events, source=source, **options)


def case_telling(**options):
    line = cards.source_line(CASE.events, CASE.sources)
    return telling(CASE.events, source=line, **options)


every_chart = pytest.mark.parametrize("build", [timeline, telling])
every_case = pytest.mark.parametrize("build", [case_timeline, case_telling])


def changed(**cells):
    """Return the six events with cells of the third, the mayor's promise, changed."""
    events = EVENTS.copy()
    for column, value in cells.items():
        events.loc[2, column] = pd.Timestamp(value) if "date" in column else value
    return events


# ---- What goes in and what comes out


@pytest.mark.parametrize(
    ("cells", "was", "now"),
    [
        ({"in_article": True}, "3 are in the article", "4 are in the article"),
        ({"certainty": "confirmed"}, "2 are reported only", "1 is reported only"),
        ({"category": "dinners"}, "in 4 lanes", "in 5 lanes"),
        ({"date": "2018-12-24"}, "from March 2019", "from about 24 December 2018"),
        ({"date": "2018-12-24"}, "5 fall between 1 February", "4 fall between 1 February"),
    ],
)
def test_words_are_built_from_the_rows(cells, was, now):
    """Words that were typed in would be wrong as soon as a cell is corrected."""
    focus = [{"start": "2020-01-10", "end": "2020-03-02"}] if "5 fall" in was else ()
    was, now = (says.replace("1 February", "10 January") for says in (was, now))
    assert was in timeline(focus=focus).words
    assert now in timeline(changed(**cells), focus=focus).words
    assert was not in timeline(changed(**cells), focus=focus).words


def test_one_event_is_said_in_the_singular():
    chart = timeline(EVENTS.iloc[1:2])
    assert chart.words == (
        "Timeline of 1 event on 10 to 14 January 2020 in 1 lane: building. "
        "1 is in the article; 0 are reported only or disputed."
    )
    assert "1 event, 1 of them in the article" in words_on(chart.figure)


@pytest.mark.parametrize("build", [timeline, partial(timeline, lanes="actors"), telling])
def test_the_table_that_is_passed_in_is_not_changed(build):
    """The next cell of the notebook still works with it."""
    events = tables.events().sample(frac=1, random_state=1)
    before = events.copy()
    chart = build(events)
    for medium in MEDIA:
        chart.draw(medium)
    pd.testing.assert_frame_equal(events, before)


@every_chart
def test_no_figure_is_left_open_in_pyplot(build):
    """An open figure is shown twice by a notebook, and kept in memory."""
    chart = build()
    chart.picture()
    with pytest.raises(ValueError):
        chart.draw("poster")
    assert plt.get_fignums() == []


@every_chart
def test_house_style_stays_in_the_house(build):
    """A student's own plot must look as it did before."""
    with plt.rc_context():
        plt.rcdefaults()
        build().draw("slide")
        build().picture()
        after = dict(plt.rcParams)
    plain = dict(matplotlib.rcParamsDefault)
    assert [one for one in plain if one != "backend" and after[one] != plain[one]] == []


@every_chart
def test_an_empty_table_says_what_to_do(build):
    with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
        build(EVENTS[EVENTS["place"] == "Moon"])


@pytest.mark.parametrize(
    ("build", "column"),
    [
        *((timeline, one) for one in [*READS, "certainty", "category"]),
        *((telling, one) for one in [*READS, "paragraph"]),
    ],
)
def test_a_missing_column_is_named_beside_those_there_are(build, column):
    """A pandas KeyError tells a pupil nothing."""
    with pytest.raises(ValueError, match=f"no column called '{column}'. It has: event_id, "):
        build(EVENTS.drop(columns=column))


def test_an_unknown_lane_column_is_named():
    with pytest.raises(ValueError, match="no column called 'mood'"):
        timeline(lanes="mood")


@every_chart
def test_an_unknown_look_is_named_beside_those_there_are(build):
    with pytest.raises(ValueError, match="look is 'poster'; choose one of: screen, slide, narrow."):
        build().draw("poster")


@every_chart
@pytest.mark.parametrize("column", ["end_date", "about", "source_ids", "actors"])
def test_columns_it_can_do_without(build, column):
    """A table of one's own has not all columns of a case."""
    assert re.search("[36] events", build(EVENTS.drop(columns=column)).words)


# ---- Looks


@every_chart
def test_a_slide_is_1920_by_1080(build):
    """A projector shows it without scaling."""
    file = io.BytesIO()
    build().draw("slide").savefig(file, format="png")
    size = [int.from_bytes(file.getvalue()[at : at + 4], "big") for at in (16, 20)]
    assert size == [1920, 1080]


@pytest.mark.parametrize("build", [timeline, case_timeline, telling, case_telling])
def test_a_slide_is_read_from_the_last_row(build):
    assert min(text.get_fontsize() for text in texts(build().draw("slide"))) >= 14


@pytest.mark.parametrize("build", [timeline, case_timeline])
def test_dates_on_the_axis_of_a_slide_are_larger(build):
    labels = build().draw("slide").axes[0].get_xticklabels()
    assert {label.get_fontsize() for label in labels if label.get_text()} == {18}


@every_chart
def test_the_source_is_burnt_into_the_slide_once_and_nowhere_else(build):
    """A slide travels alone; on the screen the source stands below, with its links."""
    chart = build()
    said = {medium: " ".join(words_on(chart.draw(medium))).count(SOURCE) for medium in MEDIA}
    assert said == {"screen": 0, "slide": 1, "phone": 0}
    assert foot(chart.draw("slide")).endswith(f"Source: {SOURCE}")
    assert page(chart._repr_html_()).all("figcaption")[0].text.count(SOURCE) == 1


@every_chart
def test_a_long_source_line_takes_a_second_line_on_the_slide(build):
    """Nothing of it may be cut off, and five names do not fit on one line."""
    line = "; ".join(f"The Daily Paper of Town Number {n} (seen in a copy)" for n in range(5))
    figure = build(source=line).draw("slide")
    assert foot(figure).endswith(f"Source: {line}")
    assert colliding(figure) == outside(figure) == []


@every_chart
def test_a_source_is_printed_as_a_reader_writes_it(build):
    """Links become names, and a sign that HTML would take for its own stays a sign."""
    line = cards.source_line(EVENTS[:1], tables.sources())
    assert foot(build(source=line).draw("slide")) == "Source: The Gazette"
    plain = "Smith & Son <press>"
    assert foot(build(source=plain).draw("slide")) == f"Source: {plain}"


@every_case
@every_look
def test_text_can_be_read_on_white_and_on_the_tint(build, medium):
    """4.5 to 1 is what weak eyes and a bright classroom need."""
    figure = build().draw(medium)
    colours = {to_hex(text.get_color()) for text in texts(figure)}
    assert colours == {INK, SOFT, ACCENT}
    assert {
        (ink, paper) for ink in colours for paper in ("white", TINT) if contrast(ink, paper) < 4.5
    } == set()


# ---- Names


@pytest.mark.parametrize("look", MEDIA)
def test_on_a_long_axis_each_year_is_named_where_it_starts(medium):
    """A mark called 2021 in July would move every event by half a year."""
    days = pd.date_range("2020-10-11", "2025-06-11", periods=10)
    events = tables.events().sample(10, replace=True, random_state=1).assign(date=days)
    events = events.assign(end_date=pd.NaT, precision="day")
    figure = charts.timeline(events, source="").draw(medium)
    axis = figure.axes[0].xaxis
    named = dict(
        zip(axis.get_ticklocs(), (t.get_text() for t in axis.get_ticklabels()), strict=True)
    )
    years = {at: name for at, name in named.items() if name.isdigit()}
    assert len(years) > 1
    assert [
        name for at, name in years.items() if at != date2num(pd.Timestamp(f"{name}-01-01"))
    ] == []


@pytest.mark.parametrize("lanes", ["category", "actors"])
@pytest.mark.parametrize("look", ["screen", "slide"])
def test_every_event_of_the_article_is_named(medium, lanes):
    """They are what the lesson talks about."""
    told = CASE.events[CASE.events["in_article"]]
    named = [name.rstrip("…") for name in names_on(case_timeline(lanes=lanes).draw(medium))]
    assert min(map(len, named)) > 15
    assert len(told) == 13
    assert [title for title in told["title"] if not any(map(title.startswith, named))] == []


@pytest.mark.parametrize("lanes", ["category", "actors"])
def test_on_a_phone_events_are_numbered_and_named_below(lanes):
    """A title is wider than a phone: the number leads to its name in the caption."""
    told = CASE.events[CASE.events["in_article"]].sort_values("date", kind="stable")
    chart = case_timeline(lanes=lanes)
    numbers = names_on(chart.draw("phone"))
    assert set(numbers) == {str(number) for number in range(1, 14)}
    for number, event in enumerate(told.itertuples(), start=1):
        last = event.date if pd.isna(event.end_date) else event.end_date
        assert f"{event.date:%Y-%m-%d}" <= numbers[str(number)] <= f"{last:%Y-%m-%d}"
    (key,) = page(chart._repr_html_()).all("ol", class_="dl-key")
    listed = [one.text for one in key.all("li")]
    assert [title in one for title, one in zip(told["title"], listed, strict=True)] == [True] * 13


@every_look
@pytest.mark.parametrize("events", [EVENTS, CASE.events], ids=["small", "case"])
def test_the_note_counts_the_events_without_a_name(events, medium):
    """Who sees a bare mark must know that the chart is short of room, not of names."""
    chart = timeline(events)
    unnamed = len(events) - len(names_on(chart.draw(medium)))
    note = chart.notes[medium]
    assert note == "" if unnamed == 0 else note.startswith(f"{unnamed} event")
    shown = words_on(chart.draw("slide"))
    assert [text for text in shown if chart.notes["slide"] and chart.notes["slide"] in text] or (
        not chart.notes["slide"]
    )
    html = page(chart._repr_html_())
    beside = {"screen": "dl-wide", "phone": "dl-phone"}.get(medium)
    assert not beside or [one.text for one in html.all("p", class_=beside)] == [note] * bool(note)


def test_without_labels_no_event_is_named():
    """An explorer says the names itself: two texts cannot meet."""
    chart = timeline(labels=False)
    assert names_on(chart.figure) == {}
    assert chart.notes == {} and chart.key == ()


def test_a_name_takes_one_line_and_its_signs_stay_signs():
    """Two dollar signs are two prices, and no formula between them."""
    figure = timeline(changed(title="Price rises from $5\nto $7_x^2")).figure
    assert "Price rises from $5 to $7_x^2" in names_on(figure)
    assert not any(text.get_parse_math() for text in texts(figure) if "$" in text.get_text())


# ---- Marks


def test_a_disputed_event_is_hollow():
    assert mark(timeline().figure, "2020-02-20").face == "#ffffff"
    assert mark(timeline().figure, "2020-02-03").face == SOFT


def test_a_reported_event_is_a_diamond():
    """Form tells it, too, not colour alone."""
    figure = timeline().figure
    assert mark(figure, "2020-02-03").form == "D"
    assert {mark(figure, day).form for day in ("2020-01-10", "2020-02-20", "2020-03-02")} == {"o"}


def test_an_event_of_the_article_is_orange_and_larger():
    figure = timeline().figure
    told, other = mark(figure, "2020-02-05"), mark(figure, "2020-02-20")
    assert (told.face, told.edge, other.edge) == (ACCENT, ACCENT, SOFT)
    assert told["size"] > 1.5 * other["size"]
    assert other.edge == SOFT


def test_a_month_has_a_whisker_over_all_its_days():
    """A mark on the first of the month would claim a day that nobody knows."""
    figure = timeline().figure
    ends = marks(figure).query("form == '|'")
    assert sorted(ends["day"]) == ["2019-03-01", "2019-03-31"]
    assert ("2019-03-01", "2019-03-31") in bars(figure)
    assert mark(figure, "2019-03-16").form == "o"


def test_a_span_is_a_bar_from_its_first_to_its_last_day():
    figure = timeline().figure
    assert bars(figure) == {("2019-03-01", "2019-03-31"), ("2020-01-10", "2020-01-14")}


def test_the_key_explains_the_forms_there_are_and_no_others():
    """A key to a mark that is not there sends the eye searching."""
    said = [text.get_text() for text in timeline().figure.legends[0].get_texts()]
    assert said == [
        "in the article", "confirmed", "reported only", "a fact disputed", "how long",
        "day not known",
    ]  # fmt: skip
    plain = EVENTS[EVENTS["event_id"] == "pupils-march"].assign(in_article=False)
    assert [text.get_text() for text in timeline(plain).figure.legends[0].get_texts()] == [
        "confirmed"
    ]


@every_look
def test_more_events_are_not_more_artists(medium):
    """A thousand marks are drawn as readily as ten: a few collections, no plot call for each."""
    chart = timeline(labels=False, title="Many")
    dense = timeline(pd.concat([EVENTS] * 100), labels=False, title="Many")
    artists = len(chart.draw(medium).findobj())
    assert len(dense.draw(medium).findobj()) == artists < 150
    assert len(marks(dense.draw(medium))) == 100 * len(marks(chart.draw(medium)))


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
    days = pd.Series(pd.to_datetime(days))
    along = time_axis.parts(days)
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
    said = [words for words in words_on(chart.figure) if "not to scale" in words]
    assert said == ["Time is not to scale: shortened before January 2010 (dotted line)."]


def test_a_lone_early_event_does_not_squeeze_the_rest():
    """One event long ago, all others this year: they must not stand on a heap at the edge."""
    days = pd.Series(pd.to_datetime(["2003-03-20", *pd.date_range("2020-01-05", periods=20)]))
    assert time_axis.across([pd.Timestamp("2020-01-05")], time_axis.parts(days))[0] < 0.3


@pytest.mark.parametrize("seed", range(40))
def test_what_is_said_of_the_axis_is_true(seed):
    """A stretch called enlarged has more room a day than the whole, a shortened one less."""
    dice = np.random.default_rng(seed)
    offsets = np.concatenate([dice.integers(0, 6000, 12), dice.integers(5000, 6000, seed)])
    days = pd.Series(pd.Timestamp("2003-01-01") + pd.to_timedelta(offsets, unit="D"))
    start, end = days.min() + pd.to_timedelta(sorted(dice.integers(0, 6500, 2)), unit="D")
    along = time_axis.parts(days, [{"start": start, "end": end}])
    whole = sum(part.days for part in along)
    assert along[0].start == days.min() and along[-1].end == days.max() + pd.Timedelta(days=1)
    assert [one.right for one in along[:-1]] == [one.left for one in along[1:]]
    for part in along:
        share = (part.right - part.left) / (part.days / whole)
        assert {"enlarged": share > 1, "shortened": share < 1, "even": True}[part.kind]


@pytest.mark.parametrize("year", [1950, 1987])
def test_where_the_axis_is_cut_comes_from_the_rows(year):
    """Another case has other busy years, and no line of code for them."""
    along = time_axis.parts(busy_after(year))
    assert time_axis.in_words(along) == (
        f"Time is not to scale: shortened before January {year + 10} (dotted line)."
    )


def test_the_focus_is_enlarged_shaded_and_said():
    """The weeks that matter get the room they need, and the reader is told."""
    even, chart = timeline(labels=False), timeline(labels=False, focus=tables.FOCUS)
    days = pd.Timestamp("2020-02-01"), pd.Timestamp("2020-03-02")
    wide = [one.at(days[1], 0)[0] - one.at(days[0], 0)[0] for one in (even, chart)]
    assert wide[1] > 1.5 * wide[0]
    said = " ".join(words_on(chart.figure))
    assert "Time is not to scale" in said and "enlarged from 1 February 2020 (shaded)" in said
    (shade,) = [one for one in chart.figure.axes[0].patches if to_hex(one.get_fc()) == TINT]
    assert shade.get_x() == date2num(days[0])
    assert "4 fall between 1 February and 2 March 2020" in chart.words


@pytest.mark.parametrize(
    "focus",
    [
        {"start": "1990-01-01", "end": "1990-02-01"},
        {"start": "2019-01-01", "end": "2020-12-31"},
        {"start": "2019-03-01", "end": "2020-01-10"},
    ],
    ids=["holds none", "holds all", "holds few"],
)
def test_a_focus_that_sets_nothing_apart_is_left_out(focus):
    """A filtered table may lie beside the case's focus, or wholly in it."""
    assert "enlarged" not in time_axis.in_words(time_axis.parts(EVENTS["date"], [focus]))


def test_dates_on_the_axis_are_in_order_and_start_with_the_first():
    """A missing first date leaves the years before the first tick in the dark."""
    labels = [one.get_text() for one in case_timeline().figure.axes[0].get_xticklabels()]
    assert labels[0] == f"{CASE.events['date'].min():%b %Y}"
    assert len(labels) == len(set(labels)) >= 5


# ---- Lanes


@every_look
@pytest.mark.parametrize("lanes", ["category", "actors"])
def test_each_lane_is_named_once(medium, lanes):
    named = lanes_on(timeline(lanes=lanes).draw(medium))
    wanted = {name[0].upper() + name[1:] for names in EVENTS[lanes] for name in names.split(";")}
    assert sorted(named) == sorted(wanted)


def test_an_event_of_two_actors_stands_in_both_lanes():
    """Whose part in it is shown must not depend on the order in a cell."""
    figure = timeline(lanes="actors", labels=False).figure
    days = marks(figure).query("form != '|'")["day"].value_counts()
    assert days[["2020-02-05", "2020-03-02", "2020-02-20"]].to_dict() == {
        "2020-02-05": 2,
        "2020-03-02": 2,
        "2020-02-20": 1,
    }


def test_an_event_of_two_lanes_is_named_once():
    named = [one.get_text() for one in timeline(lanes="actors").figure.findobj(Annotation)]
    assert len(named) == len(set(named)) == 6


def test_with_too_many_lanes_the_rest_is_folded_into_others():
    """A class cannot hold twenty lanes in mind; no event may be lost with its lane."""
    events = pd.concat([EVENTS] * 4, ignore_index=True).assign(
        category=[f"kind {n:02}" for n in range(24)]
    )
    figure = timeline(events, labels=False).figure
    assert len(lanes_on(figure)) == MOST_LANES + 1
    assert lanes_on(figure)[-1] == OTHERS.capitalize()
    assert len(marks(figure).query("form != '|'")) == 24


def test_an_event_in_no_lane_is_among_the_others():
    """An empty cell means unknown, and not that nothing happened."""
    figure = timeline(lanes="place").figure
    assert lanes_on(figure) == ["Market Square", "Town Hall", "Others"]
    assert len(names_on(figure)) == 6


# ---- No text over another


LONG = {
    "sixty": tables.random_events(60, "2019-01-01", "2020-12-01"),
    "sixty over 17 years": tables.random_events(60, "2003-03-20", "2020-10-08"),
    "sixty of the article": tables.random_events(60, "2019-01-01", "2020-12-01", told=1),
    "a thousand": tables.random_events(1000, "2003-03-20", "2020-10-08", told=0.013, kinds=30),
    "one": tables.random_events(1, "2020-01-03", "2020-01-03", told=1),
    "all on one day": tables.random_events(30, "2020-01-03", "2020-01-03"),
    "13 of the article on one day": tables.random_events(13, "2020-01-03", "2020-01-03", told=1),
    "two 17 years apart": tables.random_events(2, "2003-03-20", "2003-03-21").assign(
        date=pd.to_datetime(["2003-03-20", "2020-10-08"])
    ),
    "over centuries": tables.random_events(20, "1700-01-01", "2020-10-08"),
    "one word that fills two lines": tables.random_events(9, "2020-01-01", "2020-09-01").assign(
        title="Extraordinarily" * 12
    ),
    "no word longer than a letter": tables.random_events(40, "2020-01-01", "2020-09-01").assign(
        title="x"
    ),
}


def test_a_collision_would_be_found():
    """The measure below must see what it guards against."""
    figure = timeline().draw("screen")
    at = dict(transform=figure.transFigure, size=12)
    figure.axes[0].text(0.5, 0.5, "One over", **at)
    figure.axes[0].text(0.52, 0.5, "the other", **at)
    figure.axes[0].text(0.99, 0.9, "and one that leaves", **at)
    assert ("One over", "the other") in colliding(figure)
    assert outside(figure) == ["and one that leaves"]


@pytest.mark.parametrize("dpi", [96, 144, 192])
@pytest.mark.parametrize("lanes", ["category", "actors", "place"])
@every_look
def test_on_the_case_no_two_texts_meet_and_none_leaves_the_canvas(medium, lanes, dpi):
    """A word under another is a word that nobody reads."""
    title = "The threat came at the end of a crowded September"
    figure = case_timeline(lanes=lanes, title=title).draw(medium)
    assert len(texts(figure)) > 20
    assert colliding(figure, dpi) == []
    assert outside(figure, dpi) == []


@pytest.mark.parametrize("labels", [True, False], ids=["named", "bare"])
@pytest.mark.parametrize("lanes", ["category", "actors", "place"])
@pytest.mark.parametrize("name", LONG)
def test_on_awkward_tables_no_two_texts_meet_and_none_leaves_the_canvas(name, lanes, labels):
    """Teachers bring tables that nobody here has seen."""
    title = "A headline that is rather longer than headlines should be, and wraps on a phone"
    chart = timeline(LONG[name], lanes=lanes, labels=labels, title=title)
    for medium in MEDIA:
        figure = chart.draw(medium)
        assert colliding(figure) == [], medium
        assert outside(figure) == [], medium


@pytest.mark.parametrize("name", ["sixty", "all on one day", "over centuries"])
def test_no_mark_lies_under_a_name(name):
    """A mark that a word hides is an event that never happened."""
    for medium in MEDIA:
        figure = timeline(LONG[name]).draw(medium)
        shown_texts(figure, 96)
        at = figure.axes[0].transData.transform(marks(figure).query("form != '|'")[["x", "y"]])
        boxes = [one.get_window_extent() for one in figure.findobj(Annotation)]
        assert boxes
        assert [tuple(point) for point in at for box in boxes if box.contains(*point)] == [], medium


def test_a_lane_name_too_long_for_the_margin_is_cut_with_a_sign():
    """A margin of half the picture would leave no room for time."""
    events = EVENTS.assign(category="The committee for the roofs of all the public buildings " * 2)
    for medium, most in (("screen", 0.3), ("slide", 0.3), ("phone", 1)):
        figure = timeline(events, title="Roof").draw(medium)
        (lane,) = [one for one in texts(figure) if one.get_text().startswith("The committee")]
        shown_texts(figure, 96)
        assert lane.get_text().endswith("…")
        assert lane.get_window_extent().width < most * figure.bbox.width


# ---- The Chart


@pytest.mark.parametrize("build", [timeline, case_timeline, telling, case_telling])
def test_built_twice_it_is_the_same_to_the_byte(build):
    """A page that changes by itself cannot be checked by anybody."""
    one, other = build(), build()
    assert one.picture() == other.picture() == one.picture()
    assert one._repr_html_() == other._repr_html_()


@every_chart
def test_its_words_are_its_alternative_text(build):
    """A reader who does not see it must get the same."""
    (picture,) = page(build()._repr_html_()).all("img")
    assert picture.attributes["alt"] == build().words


@every_chart
def test_the_picture_is_outlines_without_text_scripts_or_addresses(build):
    """The same letters on every machine, and nothing to fetch or run."""
    events = tables.hostile(EVENTS).assign(date=EVENTS["date"], end_date=EVENTS["end_date"])
    for chart in (build(), build(events)):
        svg = base64.b64decode(chart.address().split(",")[1])
        tags = {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()}
        assert {"path", "use", "g"} <= tags
        assert tags & {"text", "script", "image", "foreignObject", "a"} == set()
        assert [a for a in re.findall(rb'href="([^"]*)"', svg) if not a.startswith(b"#")] == []


def test_the_table_behind_it_has_a_row_an_event_in_words():
    (table,) = page(timeline()._repr_html_()).all("table")
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")[1:]]
    assert len(rows) == 6
    assert rows[1][:5] == [
        "10 to 14 January 2020", "The library closes for repairs", "building", "yes", "confirmed"
    ]  # fmt: skip


@every_look
def test_at_lies_on_the_mark(medium):
    """A ring beside its mark points at nothing: the pixel there must be the mark's own."""
    chart = timeline(labels=False, focus=tables.FOCUS)
    figure = chart.draw(medium)
    own = mark(figure, "2020-02-05")
    across, down = chart.at(pd.Timestamp("2020-02-05"), own.y, medium)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    high, wide = pixels.shape[:2]
    assert to_hex(pixels[int(high * down / 100), int(wide * across / 100), :3] / 255) == ACCENT


def test_at_does_not_depend_on_how_finely_it_was_drawn():
    """The picture is drawn at one dpi, the slide at another, the ring at none."""
    chart = timeline(labels=False)
    before = chart.at(pd.Timestamp("2020-02-05"), 0.5)
    chart.figure.savefig(io.BytesIO(), dpi=37)
    chart.figure.set_dpi(311)
    assert chart.at(pd.Timestamp("2020-02-05"), 0.5) == before
    across, down = before
    assert 0 < across < 100 and 0 < down < 100


@every_chart
@every_look
def test_bare_it_gives_nothing_away(build, medium):
    """Notice, wonder, headline: the class is to say what it sees, so no word may say it first."""
    chart = build(title="What a month")
    bare = chart.bare()
    shown = " ".join(words_on(bare.draw(medium)))
    assert "What a month" not in shown and SOURCE not in shown
    assert [title for title in EVENTS["title"] if title.split()[-1] in shown] == []
    html = bare._repr_html_()
    assert [title for title in EVENTS["title"] if title in html] == []
    assert not page(html).all("figcaption") and not page(html).all("table")
    assert bare.words == f"A chart without its title and words. {chart.axes}"
    assert "in the article" not in bare.words
    assert len(words_on(chart.draw(medium))) >= len(words_on(bare.draw(medium))) + 4


@every_look
def test_bare_a_timeline_has_no_names(medium):
    chart = timeline()
    assert names_on(chart.draw(medium)) and names_on(chart.bare().draw(medium)) == {}


@pytest.mark.parametrize("build", [timeline, partial(timeline, lanes="actors"), telling])
def test_no_hostile_cell_reaches_the_page_unescaped(build):
    """Tables come from anybody; JupyterLab runs what an output holds."""
    events = tables.hostile(EVENTS).assign(source_ids="gazette")
    chart = build(events, source=tables.HOSTILE, title=tables.HOSTILE)
    assert danger(chart._repr_html_()) == []
    assert "alert(1)" in " ".join(cell.text for cell in page(chart._repr_html_()).all("td")[:3])
    assert danger(chart.picture()) == []
