"""What every chart and the page it is drawn on promise, whatever the table."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from functools import cache, partial

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from dateline import cards, charts, load_case
from dateline.charts import axes
from dateline.charts import type as letters
from dateline.charts.page import Page, missing
from dateline.charts.runs import accent, heavy, sentence, soft
from dateline.charts.type import MEDIA
from tests import drawn, tables
from tests.pages import danger, page

SOURCE = "The Gazette and Town Radio"
CASE = load_case("baghdad-embassy-2020").until_publication()
EVENTS = tables.events()
CLAIMS = pd.DataFrame({"paragraph": [0, 2, 2], "verdict": ["accurate", "disputed", "disputed"]})
DRAWN = ("slide", "phone")  # the screen is the slide with fewer dots
NAMES = ("title", "side", "speaker", "outlet", "publisher", "phrase", "verdict", "claim")


def on_case(draw, rows, **options):
    """Return a chart of all rows of a table of the case."""
    return draw(rows, source=cards.source_line(rows, CASE.sources), **options)


# Each chart with a small table that its function takes, and with the rows of the case.
SMALL = {
    "timeline": (charts.timeline, EVENTS),
    "timeline by actor": (partial(charts.timeline, lanes="actors"), EVENTS),
    "voices": (charts.voices, tables.quotes()),
    "framing": (charts.framing, tables.framing()),
    "chain": (charts.chain, tables.quotes()),
    "telling order": (charts.telling_order, EVENTS[EVENTS["in_article"]]),
    "verdicts": (charts.verdicts, CLAIMS),
}
CASES = {
    "timeline": partial(on_case, charts.timeline, CASE.events, focus=CASE.focus),
    "timeline by actor": partial(on_case, charts.timeline, CASE.events, lanes="actors"),
    "timeline without names": partial(on_case, charts.timeline, CASE.events, labels=False),
    "voices": partial(on_case, charts.voices, CASE.quotes),
    "framing": partial(on_case, charts.framing, CASE.framing),
    "chain": partial(on_case, charts.chain, CASE.quotes),
    "telling order": partial(on_case, charts.telling_order, CASE.events),
    "verdicts": partial(on_case, charts.verdicts, CASE.claims),
}
NAMES += ("series", "scope", "category", "what_is_cut")
LEAST = {"drawdown": 2, "trap": 2}  # rows: of one there is no change


def spread(levels, **options):
    """Return the chart of the rows that disagree under the name of the first of them."""
    group = next(iter(levels["conflict_group"]), "")
    return charts.spread(levels, tables.sources(), group=group, **options)


def of(series):
    """Return the levels of the case that count one thing."""
    return CASE.levels[CASE.levels["series"] == series]


LEVELS, TROOPS, ATTACKS = tables.levels(), of("US troops in Iraq"), CASE.attacks
CUT = TROOPS[TROOPS["conflict_group"].isin(["2020-09-before", "2020-09-after"])]
SMALL |= {
    "levels": (charts.levels, LEVELS),
    "months": (charts.levels, tables.visits()),
    "level bars": (charts.levels, LEVELS.iloc[[0, 6, 8]].assign(break_before=True)),
    "counts": (partial(charts.counts, by="category", what="events"), EVENTS),
    "deadlines": (charts.deadlines, tables.deadlines()),
    "spread": (spread, LEVELS[LEVELS["conflict_group"] == "june"]),
    "drawdown": (partial(charts.drawdown, sources=tables.sources()), LEVELS.iloc[[0, 4, 1, 3]]),
    "trap": (partial(charts.trap, kind="cut axis"), LEVELS[LEVELS["in_default"]]),
}
CASES |= {
    "troops": partial(
        on_case, charts.levels, TROOPS[TROOPS["in_default"]], annotations=CASE.annotations
    ),
    "troops without annotations": partial(on_case, charts.levels, TROOPS),
    "troops, log": partial(on_case, charts.levels, TROOPS, scale="log"),
    "late troops": partial(
        on_case, charts.levels, TROOPS[TROOPS["date"] >= "2020-08"], events=CASE.events
    ),
    "staff": partial(on_case, charts.levels, of("US mission staff in Iraq")),
    "every series": partial(on_case, charts.levels, CASE.levels[CASE.levels["unit"] == "troops"]),
    "attacks": partial(
        on_case,
        partial(charts.counts, by="target_type", what="attacks"),
        ATTACKS,
        others=CASE.levels[CASE.levels["unit"] == "attacks"],
        annotations=CASE.annotations,
        until=CASE.published,
    ),
    "deadlines": partial(
        on_case, charts.deadlines, CASE.framing[CASE.framing["kind"] == "deadline"]
    ),
    "drawdown": partial(on_case, partial(charts.drawdown, sources=CASE.sources), CUT),
    "spread": partial(
        on_case, partial(charts.spread, sources=CASE.sources, group="peak-2007"), TROOPS
    ),
    "trap": partial(on_case, partial(charts.trap, kind="slopes"), TROOPS),
}
every_small = pytest.mark.parametrize("name", SMALL)
every_case = pytest.mark.parametrize("name", CASES)


def small(name, rows=None, *, source=SOURCE, **options):
    """Return a chart of its small table, or of other rows."""
    draw, table = SMALL[name]
    return draw(table if rows is None else rows, source=source, **options)


@cache
def drawn_once(name):
    """Return a chart of its small table for all tests that only look at it."""
    return small(name)


# ---- To the eye


def test_each_fault_would_be_found():
    """A check that cannot fail protects nobody."""
    page = plain_page()
    page.text(page.left, 200, "Words on")
    page.text(page.left, 205, "other words", color="#9aa5b1")
    page.text(page.right, 300, "off the page")
    page.dot(page.left, 210, 8, "black", row=0)
    page.text(page.left, 400, "small")
    page.line([page.left, page.right], [210, 210])
    figure = page.finish()
    figure.texts[-2].set_size(9)
    said = " ".join(drawn.faults(figure, "slide"))
    assert "'other words' is on" in said or "is on 'other words'" in said
    for fault in (
        "leaves the page",
        "is pale on white",
        "has only 9",
        "is on the mark row-0",
        "runs through",
    ):
        assert fault in said


@every_case
def test_on_the_case_nothing_overlaps_or_leaves_the_page(name):
    """No text on another or on a mark, none outside, none too small or too pale."""
    assert drawn.all_faults(CASES[name]()) == []


@every_small
def test_on_awkward_tables_nothing_overlaps_or_leaves_the_page(name):
    """Names of 140 letters, with and without spaces; long titles and sources; one row."""
    _, table = SMALL[name]
    for title, count in (("Word " * 28, len(table)), ("X" * 140, LEAST.get(name, 1))):
        named = table.assign(**{column: title for column in NAMES if column in table})
        chart = small(name, named.iloc[:count], title=title, source="A newspaper, " * 40)
        assert drawn.all_faults(chart) == []


@every_small
def test_the_source_is_on_every_picture(name):
    """A picture travels alone."""
    chart = drawn_once(name)
    for part in (chart, *chart.parts):
        for medium in DRAWN:
            assert f"Source: {SOURCE}" in drawn.words(part.figure_for(medium), "foot")


def test_a_screen_is_the_slide_with_fewer_dots():
    """So what is measured on the slide holds for the screen."""
    assert MEDIA["screen"]._replace(dpi=144) == MEDIA["slide"]


@every_small
def test_a_slide_is_1920_by_1080(name):
    canvas = FigureCanvasAgg(drawn_once(name).figure_for("slide"))
    assert canvas.get_width_height() == (1920, 1080)


# ---- To the machine


@every_small
def test_the_table_that_is_passed_in_is_not_changed(name):
    """The next cell of the notebook still works with it."""
    _, table = SMALL[name]
    rows = table.sample(frac=1, random_state=1)
    before = rows.copy()
    chart = small(name, rows)
    for medium in DRAWN:
        chart.draw(medium)
    pd.testing.assert_frame_equal(rows, before)


@every_small
def test_built_twice_it_is_the_same_to_the_byte(name):
    """A page that changes by itself cannot be checked by anybody."""
    one, other = small(name), drawn_once(name)
    assert one.picture() == other.picture() == one.picture()
    assert one._repr_html_() == other._repr_html_()


@every_small
def test_pyplot_and_its_style_stay_as_they_were(name):
    """An open figure is shown twice by a notebook; a student's own plot must look as before."""
    with plt.rc_context():
        plt.rcdefaults()
        small(name).picture()
        after = dict(plt.rcParams)
    plain = dict(matplotlib.rcParamsDefault)
    assert [one for one in plain if one != "backend" and after[one] != plain[one]] == []
    assert plt.get_fignums() == []


@every_small
def test_only_the_medium_that_is_asked_for_is_drawn(name):
    """Drawing takes most of the time of a notebook."""
    chart, asked = small(name), []
    draw = chart.draw
    object.__setattr__(chart, "draw", lambda medium: asked.append(medium) or draw(medium))
    chart.picture()
    chart.shape()
    chart.marks()
    assert asked == ["screen"]


@every_small
def test_the_picture_is_outlines_without_text_scripts_or_addresses(name):
    """The same letters on every machine, and nothing to fetch or run."""
    rows = tables.hostile(SMALL[name][1])
    for chart in (drawn_once(name), small(name, rows)):
        svg = base64.b64decode(chart.address().split(",")[1])
        tags = {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()}
        assert {"path", "use", "g"} <= tags
        assert tags & {"text", "script", "image", "foreignObject", "a"} == set()
        assert [a for a in re.findall(rb'href="([^"]*)"', svg) if not a.startswith(b"#")] == []


@every_small
def test_no_hostile_cell_reaches_the_page_unescaped(name):
    """Tables come from anybody; JupyterLab runs what an output holds."""
    rows = tables.hostile(SMALL[name][1]).assign(source_ids="gazette")
    chart = small(name, rows, source=tables.HOSTILE, title=tables.HOSTILE)
    assert danger(chart._repr_html_()) == []
    assert danger(chart.picture()) == []


@every_small
def test_its_words_are_its_alternative_text(name):
    """A reader who does not see it must get the same."""
    chart = drawn_once(name)
    first, *_ = page(chart._repr_html_()).all("img")
    assert first.attributes["alt"] == chart.words


@every_small
def test_bare_it_gives_nothing_away(name):
    """Notice, wonder, headline: the class is to say what it sees, so no word may say it first."""
    chart = drawn_once(name)
    bare = chart.bare()
    for medium in DRAWN:
        figure = bare.figure_for(medium)
        assert {text.get_gid() for text in drawn.texts(figure)} <= {"axis"}
        assert len(drawn.marks(figure)) == len(drawn.marks(chart.figure_for(medium)))
    html = page(bare._repr_html_())
    assert not html.all("figcaption") and not html.all("table")
    assert bare.words == f"A chart without its title and words. {chart.axes}"


@every_small
def test_an_empty_table_and_an_unknown_medium_are_said(name):
    _, table = SMALL[name]
    with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
        small(name, table.iloc[:0])
    with pytest.raises(ValueError, match="'poster'; choose one of: screen, slide, phone."):
        drawn_once(name).draw("poster")


@pytest.mark.parametrize("medium", MEDIA)
def test_a_mark_is_where_the_chart_says(medium):
    """A ring beside its mark points at nothing: the pixel there must be the mark's own."""
    chart = charts.timeline(EVENTS, source=SOURCE)
    figure = chart.draw(medium)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    high, wide = pixels.shape[:2]
    rows = {mark.row for mark in chart.marks(medium)}
    assert rows == set(range(len(chart.table)))
    sure = [row for row, how in enumerate(chart.table["how sure"]) if how == "confirmed"]
    for mark in chart.marks(medium):
        color = to_hex(pixels[int(high * mark.y / 100), int(wide * mark.x / 100), :3] / 255)
        assert (color == "#ffffff") == (mark.row not in sure)


def test_where_a_mark_is_does_not_depend_on_how_finely_it_was_drawn():
    chart = charts.timeline(EVENTS, source=SOURCE)
    before = chart.marks()
    chart.figure.savefig(io.BytesIO(), dpi=37)
    chart.figure.set_dpi(311)
    assert chart.marks() == before


# ---- Words on a page


def plain_page(medium="slide", **options):
    return Page(medium, title="A title", source=SOURCE, **options)


@pytest.mark.parametrize("words", ["$5 to $7", r"\frac{a}{b} & <b>", "*bold* [sic] {x}", "100 %"])
def test_signs_are_drawn_as_they_are_written(words):
    """No price becomes a formula, and no bracket a style."""
    page = plain_page()
    page.text(page.left, page.top, [heavy(words), " ", soft(words)])
    assert drawn.words(page.finish()).count(words) == 2


def test_words_take_no_more_room_than_was_measured():
    """Words are placed by their measured width; what is drawn must not be wider."""
    page = plain_page()
    y = page.top
    said = ["170,000 troops in October 2007", accent("Dashed: announced"), "Qasem Soleimani, Wörth"]
    for words in said:
        y = page.text(page.left, y, words)
    figure = page.finish()
    with matplotlib.rc_context(letters.HOUSE):
        boxes = [drawn.box(text, figure) for text in figure.texts if text.get_text() in str(said)]
    measured = [page.width(words) for words in said]
    assert [box[2] - box[0] for box in boxes] == pytest.approx(measured, rel=0.02)


def test_lines_keep_every_word_and_their_room():
    page = plain_page()
    words = ["One ", heavy("two three"), " four five six, seven\neight ", accent("nine")]
    lines = page.lines(words, "label", 60)
    said = ["".join(run.words for run in line).strip() for line in lines]
    assert " ".join(said) == "One two three four five six, seven eight nine"
    assert max(page.width(line) for line in lines) <= 60
    assert any(line.startswith("eight") for line in said)
    (cut,) = page.lines(words, "label", 60, most=1)
    assert cut[-1].words.endswith("…") and page.width(cut) <= 60


def test_no_line_begins_with_a_sign_that_belongs_to_the_word_before():
    """A quotation mark after heavy words is a piece of its own, and stays with them."""
    page = plain_page()
    words = ["“cut by ", heavy("more than a third"), "”"]
    for room in range(50, 200):
        lines = page.lines(words, "label", room)
        assert ["".join(run.words for run in line) for line in lines][-1] != "”"


def test_a_title_has_even_lines():
    """The last line of a title is no single word."""
    title = "Small beside 170,000, large beside 5,200: the last US cut in Iraq"
    page = plain_page("phone")
    widths = [
        page.width(heavy(line), "title") for line in page.even(title, "title", 246).split("\n")
    ]
    assert len(widths) == 3 and min(widths) > 0.6 * max(widths)


@pytest.mark.parametrize(
    ("words", "said"),
    [("A note", "A note."), ("A note.", "A note."), ("Really?", "Really?"), (" ", "")],
)
def test_a_note_ends_with_one_full_stop(words, said):
    assert sentence(words) == said


def test_a_source_is_printed_as_a_reader_writes_it():
    """A link is for a screen; a picture has the words."""
    line = Markup("<a href='https://example.org'>R&amp;D Weekly</a>. All are in the table.")
    figure = Page("slide", title="T", source=line).finish()
    assert drawn.words(figure, "foot") == "Source: R&D Weekly."


# ---- Letters of other scripts

ARABIC, HEBREW, CHINESE = (
    "أعلن المجلس (الخطة) في 2024",
    "מועצת העיר (על התוכנית)",
    "图书馆星期六将关闭",
)


@pytest.mark.parametrize("words", [ARABIC, HEBREW, "Η βιβλιοθήκη κλείνει", "Привет"])
def test_letters_that_come_with_matplotlib_are_drawn(words):
    """A warning is an error here: no letter of these is missing."""
    figure = Page("slide", title=words, source=SOURCE).finish()
    figure.savefig(io.BytesIO())
    assert drawn.words(figure, "title") == words
    assert "□" not in drawn.words(figure)


def test_a_line_that_runs_from_right_to_left_begins_at_the_right():
    """Runs of several styles keep the order in which they are read."""
    page = plain_page()
    page.text(page.left, page.top, [heavy(HEBREW[:5]), HEBREW[5:]])
    figure = page.finish()
    at = {text.get_text().strip(): text.get_position()[0] for text in figure.texts}
    assert at[HEBREW[:5].strip()] > at[HEBREW[5:].strip()]


@pytest.mark.parametrize("medium", MEDIA)
def test_letters_that_no_font_has_are_said(monkeypatch, medium):
    """An empty box without a word leaves a reader guessing."""
    monkeypatch.setattr(letters, "_font_of_the_computer", lambda letter: "")
    letters.undrawn.cache_clear()
    letters.drawable.cache_clear()
    letters.families.cache_clear()
    figure = Page(medium, title=CHINESE, lead="नगर 📚", source=SOURCE).finish(200)
    figure.savefig(io.BytesIO())
    letters.undrawn.cache_clear()
    letters.drawable.cache_clear()
    letters.families.cache_clear()
    assert drawn.words(figure, "title").replace(" ", "") == "□" * len(CHINESE)
    foot = drawn.words(figure, "foot").replace("\n", " ")
    assert "□ is drawn for Chinese, Devanagari and picture letters" in foot
    assert drawn.faults(figure, medium) == []


def test_nothing_is_said_of_letters_that_are_drawn():
    assert missing("") == ""


# ---- Axes


def dates(first, last, room=880, size=16):
    limits = [axes.day_number(day) for day in (first, last)]
    return [tick.name for tick in axes.round_dates(*limits, room, size)]


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2020-03-11 19:20", "2020-03-12 01:30", "11 Mar, 20:00|21:00|22:00|23:00|12 Mar|1:00"),
        ("2020-09-27", "2020-09-30", "27 Sep|12:00|28 Sep|12:00|29 Sep|12:00|30 Sep"),
        ("2020-08-15", "2020-10-02", "15 Aug 2020|22 Aug|1 Sep|8 Sep|15 Sep|22 Sep|1 Oct"),
        ("2019-10-01", "2020-07-06", "Oct 2019|Nov|Dec|Jan 2020|Feb|Mar|Apr|May|Jun|Jul"),
        ("1989-05-01", "1994-01-01", "1990|1991|1992|1993|1994"),
        ("2003-01-01", "2020-10-10", "2004|2006|2008|2010|2012|2014|2016|2018|2020"),
        ("1700-01-01", "2020-01-01", "1700|1750|1800|1850|1900|1950|2000"),
        ("0900-01-01", "0900-12-31", "Jan 900|Apr|Jul|Oct"),
    ],
)
def test_dates_are_round_from_one_night_to_centuries(first, last, names):
    assert dates(first, last) == names.split("|")


def test_on_a_phone_dates_are_fewer_and_none_meets_the_next():
    for first, last in (("1850-01-01", "2020-01-01"), ("2003-01-01", "2020-10-10")):
        limits = [axes.day_number(day) for day in (first, last)]
        ticks = axes.round_dates(*limits, 240, 10.5)
        assert 2 <= len(ticks) <= len(dates(first, last))
        places = [240 * (tick.at - limits[0]) / (limits[1] - limits[0]) for tick in ticks]
        halves = [letters.width(tick.name, 10.5) / 2 for tick in ticks]
        for left, right in zip(range(len(ticks)), range(1, len(ticks)), strict=False):
            assert places[left] + halves[left] < places[right] - halves[right]


@pytest.mark.parametrize(
    ("low", "high", "names"),
    [
        (0, 170_000, "0 50,000 100,000 150,000"),
        (0, 0.39, "0 0.1 0.2 0.3"),
        (-3.2, 8.1, "−2.5 0 2.5 5 7.5"),
        (-20, -5, "−20 −15 −10 −5"),
        (0, 100, "0 25 50 75 100"),
        (0, 0, "0"),
    ],
)
def test_numbers_are_round_with_decimals_and_below_zero(low, high, names):
    found = [axes.number(value) for value in axes.round_numbers(low, high)]
    assert found == names.split()
