"""The order of telling: both orders come from the rows, and every line that goes back is told."""

import itertools

import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from dateline.charts.type import ACCENT, MEDIA, SOFT
from dateline.dates import written
from tests import tables
from tests.drawn import (
    CASE,
    EVENTS,
    IN_ARTICLE,
    SOURCE,
    article,
    awkward,
    build,
    of_the_case,
    small,
    story,
)
from tests.figures import outside, shown_texts, texts, unreadable, words_on
from tests.pages import page

every_medium = pytest.mark.parametrize("medium", MEDIA)
wide_media = pytest.mark.parametrize("medium", ["screen", "slide"])
DAYS = IN_ARTICLE.assign(precision="day")


def telling(events=None, **options):
    """Return an order of telling; that of the small story is drawn once for all tests."""
    if events is None and not options:
        return small("telling order")
    return build("telling order", story() if events is None else events, **options)


def case_telling():
    return of_the_case("telling order")


def lines(figure):
    """Return the lines that join two places, from the top: heights left and right, and form."""
    found = []
    for one in figure.axes[0].collections:
        if isinstance(one, LineCollection) and to_hex(one.get_color()[0]) in (ACCENT, SOFT):
            for (_, left), (_, right) in one.get_segments():
                back = to_hex(one.get_color()[0]) == ACCENT
                found.append((left, right, back, one.get_linewidths()[0]))
    return pd.DataFrame(sorted(found), columns=["left", "right", "back", "heavy"])


def ends(figure):
    """Return where the lines start and end, across the picture."""
    (x, _), (y, _) = figure.axes[0].collections[0].get_segments()[0]
    return x, y


def beside(figure, side):
    """Return each text beside the lines, with the height it stands at: a column each.

    The left ones end at their place and the right ones start there; two lines are one text.
    """
    top, bottom = lines(figure)["left"].agg(["min", "max"])
    columns = {}
    for text in sorted(texts(figure), key=lambda text: text.get_position()[1]):
        x, y = text.get_position()
        size = text.get_size()
        y -= 0.37 * size  # from the foot of the letters to their middle
        heavy = text.get_weight() == "bold"
        if text.get_ha() == side and not heavy and top - size < y < bottom + size:
            rows = columns.setdefault(x, [])
            if rows and y - rows[-1][1] < 1.5 * size:
                words, before = rows.pop()
                rows.append((f"{words} {text.get_text()}", (before + y) / 2))
            else:
                rows.append((text.get_text(), y))
    return [dict((round(y), words) for words, y in columns[x]) for x in sorted(columns)]


def left(figure):
    """Return the titles on the left, from the top."""
    return list(beside(figure, "right")[0].values())


def tags(figure):
    """Return the names of paragraphs with the height they stand at."""
    top = lines(figure)["left"].min()
    found = [one for one in texts(figure) if one.get_weight() == "bold"]
    found = [(one.get_text(), one.get_position()[1] - 0.37 * one.get_size()) for one in found]
    return {name: round(y) for name, y in found if y > top - 5}


def goes_back(events):
    """Say by comparing all pairs which events are told after one that happened later."""
    return {
        one.title
        for one in events.itertuples()
        for other in events.itertuples()
        if other.paragraph < one.paragraph and other.date > one.date
    }


# ---- The two orders


@wide_media
def test_the_left_is_the_order_of_telling(medium):
    """By paragraph, the picture's caption first; within a paragraph by date."""
    assert left(telling().figure_for(medium)) == [
        "Pupils march for the library",
        "The council votes for the money",
        "The library closes for repairs",
        "The mayor promises a new roof",
        "The roof starts to leak",
    ]


def test_the_right_is_the_order_of_time_with_dates_in_words():
    dates, titles = beside(telling().figure, "left")
    assert list(zip(dates.values(), titles.values(), strict=True)) == [
        ("March 2019", "The roof starts to leak"),
        ("10 to 14 January 2020", "The library closes for repairs"),
        ("about 3 February 2020", "The mayor promises a new roof"),
        ("5 February 2020", "The council votes for the money"),
        ("2 March 2020", "Pupils march for the library"),
    ]


@wide_media
def test_on_the_case_both_orders_are_those_of_the_rows(medium):
    told = CASE.events[CASE.events["in_article"]]
    told = told.sort_values(["paragraph", "date", "title"])
    figure = case_telling().figure_for(medium)
    assert left(figure) == list(told["title"])
    right = beside(figure, "left")
    dates = right[0] if medium == "screen" else right[1]
    by_date = told.sort_values("date", kind="stable")
    assert list(dates.values()) == [written(row) for row in by_date.itertuples()]


def test_a_line_joins_the_two_places_of_one_event():
    """A line to the wrong place would tell a lie about one event."""
    figure = case_telling().figure
    (names,), (_, titles) = beside(figure, "right"), beside(figure, "left")
    joined = [
        (names[round(one.left)], titles[round(one.right)]) for one in lines(figure).itertuples()
    ]
    assert len(joined) == 13
    assert [pair for pair in joined if pair[0] != pair[1]] == []


@every_medium
def test_a_paragraph_is_named_once_beside_its_first_event(medium):
    figure = telling().figure_for(medium)
    places = [round(y) for y in lines(figure)["left"]]
    assert tags(figure) == {
        "caption": places[0],
        "1": places[1],
        "3": places[2],
        "5": places[4],
    }


@every_medium
def test_events_of_one_paragraph_stand_together(medium):
    """Their order is not known, so they must be seen as one: ruled off from the others."""
    figure = telling().figure_for(medium)
    places = list(lines(figure)["left"])
    steps = [round(b - a, 3) for a, b in itertools.pairwise(places)]
    assert max(steps) == steps[0] == steps[1] == steps[3] > steps[2]
    (rules,) = [
        one.get_segments()
        for one in figure.axes[0].collections
        if isinstance(one, LineCollection) and to_hex(one.get_color()[0]) not in (ACCENT, SOFT)
    ]
    between = [sum(y < rule[0][1] for y in places) for rule in rules]
    assert between == [1, 2, 4]


def test_the_chart_says_that_the_order_within_a_paragraph_is_not_known():
    """Nobody may take the order by date for the article's own; alone, an event needs no word."""
    says = "Within a paragraph events stand by date, not by sentence."
    chart = telling()
    assert {chart.note(medium) for medium in MEDIA} == {says}
    assert says in " ".join(words_on(chart.figure_for("slide")))
    alone = telling(story(mayor_promises=4))
    assert alone.note() == ""


def test_rows_in_another_order_make_the_same_chart():
    """A sorted spreadsheet tells the same story."""
    mixed = CASE.events.sample(frac=1, random_state=3)
    assert case_telling().picture() == telling(mixed).picture()
    assert case_telling().words == telling(mixed).words


# ---- Going back in time


STORIES = pytest.mark.parametrize(
    "events", [story(), DAYS, article(30)], ids=["small", "case", "30"]
)


@STORIES
def test_thick_lines_are_those_told_after_something_later(events):
    """Lines that cross are the lesson: told first, happened later."""
    exact = events[events["in_article"]].assign(precision="day")
    chart, back = telling(exact), goes_back(exact)
    drawn = lines(chart.figure)
    (names,) = beside(chart.figure, "right")
    assert {names[round(y)] for y in drawn[drawn["back"]]["left"]} == back
    assert drawn[drawn["back"]]["heavy"].min() > 2 * drawn[~drawn["back"]]["heavy"].max()
    pairs = itertools.permutations(drawn.itertuples(), 2)
    crossed = [a.left for a, b in pairs if b.left < a.left and b.right > a.right]
    assert {names[round(y)] for y in crossed} == back


@STORIES
def test_words_title_and_table_count_the_same(events):
    """Three places that say how many go back must not differ."""
    exact = events[events["in_article"]].assign(precision="day")
    chart, back = telling(exact), goes_back(exact)
    places = sorted(exact[exact["title"].isin(back)]["paragraph"].unique())
    assert f": {len(back)} are told after something that happened later." in chart.words
    many = "paragraph, " if len(places) == 1 else "paragraphs, "
    assert f"It goes back in time in {len(places)} {many}{places[0]}" in chart.words
    title = f"Of {len(exact)} events, {len(back)} are told after something that happened later"
    assert chart.title == title
    assert set(chart.table[chart.table["goes back in time"] == "yes"]["event"]) == back


def test_what_may_have_happened_later_does_not_go_back():
    """Told on the 5th, then "in February": nobody knows that February came first."""
    march = EVENTS["event_id"] == "roof-leaks"
    same_month = story(roof_leaks=2, library_closes=9)
    same_month.loc[march, "date"] = pd.Timestamp("2020-03-01")
    assert "yes" not in set(
        telling(same_month)
        .table.set_index("event")
        .loc[["The roof starts to leak"], "goes back in time"]
    )
    month_before = same_month.assign(
        date=same_month["date"].mask(march, pd.Timestamp("2020-02-01"))
    )
    assert set(
        telling(month_before)
        .table.set_index("event")
        .loc[["The roof starts to leak"], "goes back in time"]
    ) == {"yes"}


def test_on_one_day_nothing_goes_back_and_no_line_crosses():
    events = article(12).assign(date=pd.Timestamp("2020-01-03"), precision="day", end_date=pd.NaT)
    chart = telling(events)
    drawn = lines(chart.figure)
    assert not drawn["back"].any()
    assert drawn["right"].is_monotonic_increasing
    assert "It goes back in time in no paragraph: 0 are told" in chart.words


def test_the_key_explains_the_lines_there_are_and_no_others():
    both = {"Thick line: told after a later event", "Thin line: told as time goes on"}
    for medium in MEDIA:
        assert both <= set(words_on(telling().figure_for(medium)))
    onward = telling(EVENTS)
    assert both & set(words_on(onward.figure)) == {"Thin line: told as time goes on"}


# ---- Words, table and what is refused


def test_the_words_on_the_case():
    assert case_telling().words == (
        "13 events in the order in which the article tells them, in the picture's caption and "
        "6 paragraphs, beside the order in which they happened. It starts in the picture's "
        "caption with “Militia supporters break into the US embassy compound” (31 December 2019 "
        "to 1 January 2020); the earliest, “Non-emergency US staff ordered out of Baghdad and "
        "Erbil” (15 May 2019), it tells in paragraph 5. It goes back in time in 2 paragraphs, "
        "3 and 5: 5 are told after something that happened later."
    )


@pytest.mark.parametrize(
    ("paragraphs", "says"),
    [
        ({}, "in the picture's caption and 3 paragraphs, beside"),
        ({"pupils_march": 1}, "in 3 paragraphs, beside"),
        ({}, "starts in the picture's caption with “Pupils march for the library” (2 March 2020);"),
        ({"pupils_march": 1}, "in paragraph 1 with “The council votes for the money” (5 February"),
        ({"pupils_march": 1}, "(5 February 2020) and 1 more; the earliest"),
        ({}, "the earliest, “The roof starts to leak” (March 2019), it tells in paragraph 5."),
        ({"roof_leaks": 0}, "“The roof starts to leak” (March 2019) and 1 more; nothing happened"),
        ({}, "goes back in time in 3 paragraphs, 1, 3 and 5: 4 are told after"),
        ({"roof_leaks": 0}, "goes back in time in 2 paragraphs, 1 and 3: 3 are told after"),
    ],
)
def test_words_are_built_from_the_rows(paragraphs, says):
    """Words that were typed in would be wrong as soon as a cell is corrected."""
    assert says in telling(story(**paragraphs)).words


def test_one_event_is_said_in_the_singular():
    assert telling(EVENTS[1:2]).words == (
        "1 event in the order in which the article tells them, in 1 paragraph, beside the order "
        "in which they happened. It starts in paragraph 2 with “The library closes for repairs” "
        "(10 to 14 January 2020); nothing happened earlier. It goes back in time in no "
        "paragraph: 0 are told after something that happened later."
    )


def test_the_table_behind_it_has_both_orders_in_words():
    (table,) = page(telling()._repr_html_()).all("table")
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")[1:]]
    assert len(rows) == 5
    assert rows[0][:6] == [
        "1",
        "caption",
        "Pupils march for the library",
        "2 March 2020",
        "5",
        "no",
    ]
    assert rows[4] == ["5", "5", "The roof starts to leak", "March 2019", "1", "yes", "gazette"]


def test_what_happened_on_one_day_shares_its_place_in_the_table():
    """The table must not invent an order that no source gives."""
    events = story().assign(date=pd.Timestamp("2020-02-05"), precision="day", end_date=pd.NaT)
    assert list(telling(events).table["happened"]) == [1] * 5


def test_only_events_of_the_article_are_drawn():
    figure = telling().figure
    assert len(lines(figure)) == 5
    assert [words for words in words_on(figure) if "pizza" in words.lower()] == []
    assert len(telling(CASE.events).table) == CASE.events["in_article"].sum()


def test_an_event_without_its_paragraph_is_left_out_and_counted():
    """An empty cell means unknown; where it stands cannot be drawn, and must be said."""
    events = story()
    events.loc[0, "paragraph"] = pd.NA
    chart = telling(events)
    assert "4 events in the order" in chart.words
    said = "1 event of the article is left out: the paragraph is not known."
    assert chart.note().endswith(said)
    assert said in " ".join(words_on(chart.figure_for("slide")))


@pytest.mark.parametrize(
    "events",
    [EVENTS.assign(in_article=False), EVENTS.assign(paragraph=pd.array([pd.NA] * 6, "Int64"))],
    ids=["none in the article", "no paragraph known"],
)
def test_without_an_event_of_the_article_it_says_what_to_do(events):
    with pytest.raises(ValueError, match="Set in_article to true and fill in paragraph for one"):
        telling(events)


# ---- Names and numbers


@wide_media
def test_on_the_case_no_title_is_cut(medium):
    """Half a title is half a fact."""
    assert not [words for words in words_on(case_telling().figure_for(medium)) if "…" in words]


def test_a_title_of_two_lines_is_parted_in_the_middle():
    """A last line of one word looks like a slip."""
    shown = words_on(case_telling().figure)
    assert shown.count("Pompeo gives Kadhimi") == shown.count("the same warning") == 2


def test_long_dates_in_narrow_rows_take_one_line_and_stay_whole():
    """Half a date is a wrong date."""
    events = article(18).assign(title="x", date=pd.Timestamp("2019-12-31"), precision="day")
    figure = telling(events.assign(end_date=pd.Timestamp("2020-01-01"))).figure_for("slide")
    assert words_on(figure).count("31 December 2019 to 1 January 2020") == 18


def test_on_a_screen_titles_stand_at_both_ends():
    figure = case_telling().figure
    (names,), (_, titles) = beside(figure, "right"), beside(figure, "left")
    assert sorted(names.values()) == sorted(titles.values())


@pytest.mark.parametrize("medium", ["slide", "phone"])
def test_numbers_lead_from_end_to_end(medium):
    """Where titles do not fit twice, a number finds its event again."""
    figure = case_telling().figure_for(medium)
    before, after = beside(figure, "right")[-1], beside(figure, "left")[0]
    assert list(before.values()) == [str(number) for number in range(1, 14)]
    pairs = [
        (before[round(y)], after[round(z)]) for y, z in lines(figure)[["left", "right"]].values
    ]
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_on_a_phone_the_numbers_are_named_in_the_caption():
    """A title is wider than a phone: the number leads to its name in the caption."""
    chart = case_telling()
    (key,) = page(chart._repr_html_()).all("ol", class_="dl-key")
    table = chart.table
    assert [one.text for one in key.all("li")] == list(table["event"] + " (" + table["date"] + ")")


def test_without_a_source_the_caption_still_has_key_and_note():
    """Both would be lost with a caption that only names sources."""
    html = page(telling(source="")._repr_html_())
    (caption,) = html.all("figcaption")
    assert len(caption.all("li")) == 5 and "Within a paragraph" in caption.text
    assert "Source" not in caption.text
    assert "Source" not in " ".join(words_on(telling(source="").figure_for("slide")))


@wide_media
def test_the_note_counts_the_events_without_a_name(medium):
    """Who sees a bare line must know that the chart is short of room, not of names."""
    chart = telling(article(30))
    figure = chart.figure_for(medium)
    drawn, sides = lines(figure), (beside(figure, "right")[0], beside(figure, "left")[-1])
    full = sum(
        round(one.left) in sides[0] and round(one.right) in sides[1] for one in drawn.itertuples()
    )
    said = f"{30 - full} events have no name or no date here; the table has all 30."
    assert (said in chart.note(medium)) == (full < 30) == (medium == "slide")
    assert len(drawn) == 30


def test_where_names_are_short_of_room_going_back_comes_first():
    """They are what the picture is about."""
    days = pd.date_range("2020-01-01", periods=30)
    events = pd.DataFrame({"date": days, "precision": "day", "in_article": True, "paragraph": 1})
    events["title"] = [f"What happened on day {day.day}" for day in days]
    events.loc[0, "paragraph"] = 2
    names, *_ = beside(telling(events).figure_for("slide"), "right")
    *_, dates = beside(telling(events).figure_for("slide"), "left")
    assert max(len(names), len(dates)) < 30
    assert "What happened on day 1" in names.values()
    assert "1 January 2020" in dates.values()


@every_medium
def test_bare_it_shows_axes_and_marks_only(medium):
    """Notice, wonder, headline: paragraphs and dates stay, names, numbers and key go."""
    chart = telling()
    figure = chart.bare().figure_for(medium)
    shown = set(words_on(figure))
    assert {"caption", "1", "3", "5", "As they happened", "March 2019"} <= shown
    assert not shown & {"2", "4", "Thick line: told after a later event"}
    assert not [words for words in shown if "library" in words or SOURCE in words]
    assert len(lines(figure)) == 5
    assert "from March 2019 to 2 March 2020" in chart.bare().words


# ---- No text over another


@pytest.mark.parametrize("name", ["sixty told", "told backwards"])
def test_no_line_runs_under_a_name(name):
    """The lines keep to the room between the two columns."""
    for medium in ("slide", "phone"):
        figure = awkward(name).figure_for(medium)
        drawn = lines(figure)
        top, bottom, first, last = drawn["left"].min(), drawn["left"].max(), *ends(figure)
        shown_texts(figure, 72)
        first, last = figure.axes[0].transData.transform([(first, 0), (last, 0)])[:, 0]
        between = [text for text in texts(figure) if top < text.get_position()[1] < bottom]
        boxes = [text.get_window_extent() for text in between]
        assert len(boxes) > 10
        assert [box for box in boxes if box.x1 > first and box.x0 < last] == [], medium


def test_hostile_and_many_signed_titles_stay_text():
    """Two dollar signs are two prices, and a tag is no tag."""
    events = story().assign(title="From $5 to $7_x^2 <b>")
    figure = telling(events, title=tables.HOSTILE).figure
    assert set(left(figure)) == {"From $5 to $7_x^2 <b>"}
    long = telling(title="Extraordinarily" * 12)
    assert outside(long.figure_for("phone")) == []
    drawn = telling(tables.hostile(story()).assign(precision="day"), title=tables.HOSTILE)
    assert unreadable(drawn.figure_for("slide")) == []
