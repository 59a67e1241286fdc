"""The timeline says what it draws, names every event, and cuts what one page cannot hold."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from dateline import charts, load_case
from dateline.charts.type import ACCENT, SOFT
from tests import drawn, tables
from tests.pages import page

SOURCE = "The Gazette"
CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS = tables.events()
READS = ["date", "precision", "title", "in_article", "certainty"]


def timeline(events=EVENTS, **options):
    return charts.timeline(events, source=SOURCE, **options)


def spread(count, days, **cells):
    """Return so many events with a name of their own, evenly over so many days of 2019."""
    dates = pd.Timestamp("2019-01-01") + pd.to_timedelta(
        [round(days * place / max(count - 1, 1)) for place in range(count)], unit="D"
    )
    basis = {"precision": "day", "in_article": False, "certainty": "confirmed"} | cells
    names = [f"Event {place}" for place in range(count)]
    return pd.DataFrame({"date": dates, "title": names, "end_date": pd.NaT} | basis)


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_every_event_is_named_in_the_order_of_time(medium):
    chart = timeline()
    words = drawn.words(chart.draw(medium))
    assert all(title in words for title in EVENTS["title"]) or medium == "phone"
    rows = [mark.row for mark in sorted(chart.marks(medium), key=lambda mark: mark.y)]
    assert rows == list(range(len(EVENTS)))


def test_on_the_case_its_parts_hold_each_event_once_with_its_name():
    chart = timeline(CASE.events, focus=CASE.focus)
    names = [name for part in chart.parts for name in part.table["event"]]
    assert names == list(chart.table["event"])
    for part in chart.parts:
        words = drawn.words(part.draw("slide"))
        assert [name for name in part.table["event"] if name not in words] == []
        assert f"Boxed: these {len(part.table)} of all {len(names)} events" in words
    assert chart.parts[-1].table["date"].iloc[0] == "16 August 2020", "the weeks in focus"


def test_three_hundred_events_are_cut_into_pages():
    chart = timeline(spread(300, 700))
    assert sum(len(part.table) for part in chart.parts) == 300
    assert max(len(part.table) for part in chart.parts) <= 26
    assert drawn.faults(chart.parts[0].draw("slide"), "slide") == []
    assert drawn.faults(chart.draw("slide"), "slide") == []


def test_some_of_the_events_show_their_place_in_the_whole():
    some = timeline(EVENTS.iloc[:3], whole=EVENTS)
    assert "Boxed: these 3 of all 6 events" in drawn.words(some.draw("slide"))
    assert "Boxed" not in drawn.words(timeline().draw("slide"))


def test_time_runs_evenly():
    chart = timeline(spread(5, 400))
    across = [mark.x for mark in chart.marks("slide")]
    steps = [right - left for left, right in zip(across, across[1:], strict=False)]
    assert max(steps) - min(steps) < 0.1


def test_the_article_is_told_by_size_and_color_and_doubt_by_form():
    figure = timeline().draw("slide")
    dots = {one.get_gid(): one for one in drawn.marks(figure) if hasattr(one, "get_marker")}
    rows = EVENTS.sort_values("date", ignore_index=True)
    for gid, dot in dots.items():
        row = rows.iloc[int(gid.removeprefix("row-"))]
        assert to_hex(dot.get_color()) == (ACCENT if row["in_article"] else SOFT)
        assert (dot.get_markerfacecolor() == "white") == (row["certainty"] != "confirmed")
    lead = drawn.words(figure, "lead")
    assert "Heavy: in the article." in lead and "Hollow: not confirmed or disputed" in lead


def test_where_all_or_none_are_in_the_article_the_accent_means_nothing():
    for flag, lead in ((True, "All are in the article"), (False, "")):
        figure = timeline(EVENTS.assign(in_article=flag, certainty="confirmed")).draw("slide")
        assert ACCENT not in {to_hex(text.get_color()) for text in drawn.texts(figure)}
        assert drawn.words(figure, "lead").removesuffix(". Line: how long it lasted") in (
            lead, "Line: how long it lasted"
        )  # fmt: skip


def test_events_of_one_night_have_times_on_an_axis_of_hours():
    night = spread(3, 0, time=["21:40", "19:35", "23:10"])
    figure = timeline(night).draw("slide")
    words = drawn.words(figure)
    assert "20:00" in words and "22:00" in words
    assert words.index("19:35") < words.index("21:40") < words.index("23:10")


def test_events_of_one_day_without_times_keep_the_order_of_the_table():
    figure = timeline(spread(3, 0)).draw("slide")
    words = drawn.words(figure)
    assert "1 January 2019" in words and "in the order of the table" in words
    assert words.index("Event 0") < words.index("Event 1") < words.index("Event 2")


def test_a_phone_says_how_long_nothing_happened():
    rows = spread(3, 0).assign(date=pd.to_datetime(["2019-01-01", "2019-01-12", "2022-01-12"]))
    words = drawn.words(timeline(rows).draw("phone"))
    assert "3 years later" in words and "2022" in words


@pytest.mark.parametrize("years", [(1700, 2020), (1850, 2010), (900, 950)])
def test_centuries_have_round_years(years):
    dates = [pd.Timestamp(f"{year:04}-07-04") for year in years]
    cells = {"date": dates, "end_date": [pd.NaT, pd.NaT]}
    days = {name: pd.Series(days, dtype="datetime64[s]") for name, days in cells.items()}
    rows = spread(2, 10).assign(**days, precision="year")
    figure = timeline(rows).draw("slide")
    named = [text.get_text() for text in drawn.texts(figure) if text.get_gid() == "axis"]
    assert len(named) > 2 and all(int(name) % 10 == 0 for name in named)
    assert str(years[0]) in drawn.words(figure)


def test_a_crowd_is_tinted_and_counted():
    rows = pd.concat(
        [spread(6, 100), spread(7, 4).assign(date=lambda x: x["date"] + pd.Timedelta("40D"))]
    )
    words = drawn.words(timeline(rows.assign(title="E")).draw("slide"))
    assert "10 to 14 February 2019" in words.replace(":", "")
    assert "events in 5 days" in words


def test_by_actor_there_is_a_part_for_each_and_an_event_of_two_is_in_both():
    chart = timeline(lanes="actors")
    titles = [part.title.split(":")[0] for part in chart.parts]
    actors = EVENTS["actors"].str.split(";").explode().str.strip()
    assert {title.casefold() for title in titles} >= {actors.value_counts().index[0].casefold()}
    assert sum(len(part.table) for part in chart.parts) >= len(EVENTS)


def test_without_labels_no_event_is_named():
    words = drawn.words(timeline(labels=False).draw("slide"))
    assert [title for title in EVENTS["title"] if title in words] == []


def test_one_event_is_said_in_the_singular():
    chart = timeline(EVENTS.iloc[[0]])
    assert chart.title.startswith("1 event ") and "1 event " in chart.words


@pytest.mark.parametrize("column", READS)
def test_a_missing_column_is_named_beside_those_there_are(column):
    """A pandas KeyError tells a pupil nothing."""
    with pytest.raises(ValueError, match=f"no column called '{column}'. It has: event_id, "):
        timeline(EVENTS.drop(columns=column))


def test_an_unknown_lane_column_is_named():
    with pytest.raises(ValueError, match="no column called 'mood'"):
        timeline(lanes="mood")


@pytest.mark.parametrize("column", ["end_date", "about", "source_ids", "actors"])
def test_columns_it_can_do_without(column):
    """A table of one's own has not all columns of a case."""
    chart = timeline(EVENTS.drop(columns=column))
    assert chart.words.startswith("Timeline of 6 events")
    chart.draw("slide")


def test_the_table_behind_it_has_a_row_an_event_in_words():
    (table,) = page(timeline()._repr_html_()).all("table")
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")[1:]]
    assert len(rows) == 6
    assert rows[1][:4] == [
        "10 to 14 January 2020", "The library closes for repairs", "yes", "confirmed"
    ]  # fmt: skip
