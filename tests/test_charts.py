"""What every chart promises, whatever it draws; each kind of chart has a file of its own, too."""

import base64
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import matplotlib
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from dateline import cards, charts
from dateline.charts import axes
from dateline.charts.type import ACCENT, FONT, INK, MEDIA, SOFT, TINT, word_width
from tests import tables
from tests.drawn import (
    AWKWARD,
    CASE,
    EVENTS,
    OF_THE_CASE,
    SMALL,
    SOURCE,
    SOURCES,
    TIMELINES,
    awkward,
    build,
    of_the_case,
    small,
)
from tests.figures import contrast, foot, outside, texts, unreadable, words_on
from tests.notebooks import PROJECT
from tests.pages import danger, page

every_chart = pytest.mark.parametrize("name", SMALL)
OF_EVENTS = ("timeline", "timeline by actor", "telling order")


# ---- What goes in and what comes out


@every_chart
def test_the_table_that_is_passed_in_is_not_changed(name):
    """The next cell of the notebook still works with it."""
    table = SMALL[name][1].sample(frac=1, random_state=1)
    before = table.copy()
    build(name, table).draw("phone")
    pd.testing.assert_frame_equal(table, before)


@every_chart
def test_built_twice_it_is_the_same_to_the_byte(name):
    """A page that changes by itself cannot be checked by anybody."""
    assert build(name)._repr_html_() == small(name)._repr_html_() == small(name)._repr_html_()


@every_chart
def test_its_words_are_its_alternative_text(name):
    """A reader who does not see it must get the same."""
    (picture,) = page(small(name)._repr_html_()).all("img")
    assert picture.attributes["alt"] == small(name).words


@every_chart
def test_no_hostile_cell_reaches_the_page_unescaped(name):
    """Tables come from anybody; JupyterLab runs what an output holds."""
    table = tables.hostile(SMALL[name][1])
    options = {"group": tables.HOSTILE} if name == "spread" else {}
    if name in ("spread", "drawdown"):
        options["sources"] = tables.hostile(SOURCES)
    chart = build(name, table, title=tables.HOSTILE, source=tables.HOSTILE, **options)
    html = chart._repr_html_()
    assert danger(html) == danger(chart.picture()) == []
    assert "alert(1)" in " ".join(cell.text for cell in page(html).all("td"))


@pytest.mark.parametrize("name", ["timeline", "levels"])
def test_the_picture_is_outlines_without_text_scripts_or_addresses(name):
    """The same letters on every machine, and nothing to fetch or run."""
    chart = build(name, tables.hostile(SMALL[name][1]), title=tables.HOSTILE)
    svg = base64.b64decode(chart.address().split(",")[1])
    tags = {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()}
    assert {"path", "use", "g"} <= tags
    assert tags & {"text", "script", "image", "foreignObject", "a"} == set()
    assert [a for a in re.findall(rb'href="([^"]*)"', svg) if not a.startswith(b"#")] == []


# ---- Drawn once, and nothing else


def test_a_chart_draws_each_picture_once_and_only_those_it_shows():
    """A second drawing of the same picture is time that a reader waits."""
    drawn = []

    def draw(medium):
        drawn.append(medium)
        return small("levels").draw(medium)

    chart = replace(small("levels"), draw=draw)
    assert drawn == []
    chart._repr_html_()
    chart._repr_html_()
    assert sorted(drawn) == ["phone", "screen"]
    chart.note("slide")
    chart.address("slide")
    assert sorted(drawn) == ["phone", "screen", "slide"]


def test_drawing_needs_no_pyplot_and_no_widgets():
    """Pyplot keeps figures and shows them again, and both take time to load."""
    code = (
        "import sys, pandas; from dateline import charts; from tests import tables;"
        "charts.levels(tables.levels(), source='x')._repr_html_();"
        "print({'matplotlib.pyplot', 'ipywidgets', 'IPython'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert ran.stdout == "set()\n"


def test_house_style_stays_in_the_house():
    """A student's own plot must look as it did before."""
    before = dict(matplotlib.rcParams)
    with pytest.raises(ValueError):
        build("timeline").draw("poster")
    build("timeline").draw("slide")
    build("levels").picture()
    assert dict(matplotlib.rcParams) == before


# ---- Errors in words


@every_chart
def test_an_empty_table_says_what_to_do(name):
    with pytest.raises(ValueError, match="no rows. Widen the filter|No rows disagree"):
        build(name, SMALL[name][1][:0])


@pytest.mark.parametrize(
    "name", ["levels", "spread", "drawdown", "framing", "cut axis", "places", "telling order"]
)
def test_a_table_without_one_number_says_what_to_do(name):
    columns = {"framing": "value_from", "places": "char_start", "telling order": "paragraph"}
    column = columns.get(name, "value")
    with pytest.raises(ValueError, match="no rows. Widen the filter|fill in paragraph for one"):
        build(name, SMALL[name][1].assign(**{column: pd.NA}))


NUMBERS = "series date precision value unit status measure scope break_before"
READS = {
    "timeline": "date precision title in_article certainty category",
    "timeline by actor": "date precision title in_article certainty actors",
    "telling order": "date precision title in_article paragraph",
    "spread": f"{NUMBERS} conflict_group source_ids",
    "drawdown": f"{NUMBERS} source_ids",
    "framing": "publisher phrase implied_words implied_share value_from value_to",
    "verdicts": "verdict",
    "voices": "side in_article text words",
    "chain": "in_article paragraph sentence speaker named via outlet opening_words",
    "places": "in_article kind char_start char_end speaker",
}


@every_chart
def test_a_missing_column_is_named_beside_those_there_are(name):
    """A pandas KeyError tells a pupil nothing."""
    for column in READS.get(name, NUMBERS).split():
        with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
            build(name, SMALL[name][1].drop(columns=column))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("spread", {"sources": SOURCES.drop(columns="publisher")}),
        ("drawdown", {"sources": SOURCES.drop(columns="publisher")}),
        ("levels", {"events": EVENTS.drop(columns="title")}),
        ("places", {"paragraphs": tables.paragraphs().drop(columns="char_end")}),
        ("timeline", {"lanes": "mood"}),
    ],
)
def test_a_column_missing_elsewhere_is_named_too(name, options):
    with pytest.raises(ValueError, match="no column called '(publisher|title|char_end|mood)'"):
        build(name, **options)


@every_chart
def test_an_unknown_medium_is_named_beside_those_there_are(name):
    says = "medium is 'poster'; choose one of: screen, slide, phone."
    with pytest.raises(ValueError, match=says):
        small(name).draw("poster")


@pytest.mark.parametrize(
    ("name", "optional"),
    [
        ("timeline", "end_date about source_ids actors"),
        ("telling order", "end_date about source_ids"),
        ("levels", "in_default source_ids conflict_group"),
    ],
)
def test_columns_it_can_do_without(name, optional):
    """A table of one's own has not all columns of a case."""
    table = SMALL[name][1].drop(columns=optional.split())
    assert len(build(name, table).table) == len(small(name).table)


# ---- Slides


@every_chart
def test_a_slide_is_1920_by_1080_and_is_read_from_the_last_row(name):
    """A projector shows it without scaling."""
    figure = small(name).figure_for("slide")
    assert (figure.get_size_inches() * figure.dpi).tolist() == [1920, 1080]
    assert min(text.get_fontsize() for text in texts(figure)) >= 14


@every_chart
def test_the_source_is_on_the_slide_once_and_nowhere_else(name):
    """A slide travels alone; on the screen the source is below, with its links."""
    chart = small(name)
    counted = {m: " ".join(words_on(chart.figure_for(m))).count(SOURCE) for m in MEDIA}
    assert counted == {"screen": 0, "slide": 1, "phone": 0}
    assert foot(chart.figure_for("slide")).endswith(f"Source: {SOURCE}")
    assert page(chart._repr_html_()).all("figcaption")[0].text.count(SOURCE) == 1


@pytest.mark.parametrize("name", ["timeline", "telling order", "levels", "spread"])
def test_a_long_source_line_takes_a_second_line_on_the_slide(name):
    """Nothing of it may be cut off, and five names do not fit on one line."""
    line = "; ".join(f"The Daily Paper of Town Number {n} (seen in a copy)" for n in range(5))
    figure = build(name, source=line).draw("slide")
    assert foot(figure).endswith(f"Source: {line}")
    assert unreadable(figure) == []


def test_a_source_is_written_as_a_reader_writes_it():
    """Links become names, and a sign that HTML would take for its own stays a sign."""
    line = cards.source_line(EVENTS[:1], SOURCES)
    assert foot(build("timeline", source=line).draw("slide")) == "Source: The Gazette"
    plain = "Smith & Son <press>"
    assert foot(build("timeline", source=plain).draw("slide")) == f"Source: {plain}"


# ---- Text


def test_a_collision_would_be_found():
    """The measure below must see what it guards against."""
    figure = build("timeline").draw("screen")
    at = dict(transform=figure.transFigure, size=12)
    figure.axes[0].text(0.5, 0.5, "One over", **at)
    figure.axes[0].text(0.52, 0.5, "the other", **at)
    figure.axes[0].text(0.99, 0.9, "and one that leaves", **at)
    assert ("One over", "the other") in unreadable(figure)
    assert outside(figure) == ["and one that leaves"]


@every_chart
def test_no_two_texts_meet_and_none_leaves_the_page(name):
    """A word under another is a word that nobody reads."""
    found = {medium: unreadable(small(name).figure_for(medium)) for medium in MEDIA}
    assert found == dict.fromkeys(MEDIA, [])


@pytest.mark.parametrize("name", OF_THE_CASE)
def test_on_the_case_no_two_texts_meet_and_none_leaves_the_page(name):
    """Drawn twice as finely, letters are a little wider or narrower."""
    for medium in MEDIA:
        figure = of_the_case(name).figure_for(medium)
        assert len(texts(figure)) >= 5, medium
        assert unreadable(figure, 96) == unreadable(figure, 192) == [], medium


@pytest.mark.parametrize("name", AWKWARD)
def test_on_awkward_tables_no_two_texts_meet_and_none_leaves_the_page(name):
    """Teachers bring tables that nobody here has seen; a slide cannot grow, a phone is narrow."""
    for medium in ("slide", "phone"):
        figure = awkward(name).figure_for(medium)
        assert unreadable(figure) == [], medium
        assert min(text.get_fontsize() for text in texts(figure)) >= MEDIA[medium]["font.size"]
        assert name in TIMELINES or figure.axes[0].get_position().height > 0.1, medium


@pytest.mark.parametrize("name", ["voices of 24 sides", "sixty told", "framing of 24"])
def test_a_screen_grows_with_its_rows(name):
    assert awkward(name).shape("screen") < small("voices").shape("screen")
    assert unreadable(awkward(name).figure_for("screen")) == []


@pytest.mark.parametrize("name", OF_THE_CASE)
def test_text_can_be_read_on_white_and_on_the_tint(name):
    """4.5 to 1 is what weak eyes and a bright classroom need."""
    colors = {
        to_hex(text.get_color())
        for medium in MEDIA
        for text in texts(of_the_case(name).figure_for(medium))
    }
    assert colors <= {INK, SOFT, ACCENT}
    pairs = [(color, ground) for color in colors for ground in ("white", TINT)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_words_are_measured_as_matplotlib_lays_them_out(weight):
    """What is measured too narrow meets its neighbor."""
    titles = " ".join([*CASE.events["title"], *CASE.sources["title"].dropna()])
    words = {*titles.split(), "AV", "Tó", "office", "off", "final", "“1,500”", "naïve", "…"}
    face = FontProperties(family=FONT, size=100, weight=weight)
    for word in words:
        wide, _, _ = text_to_path.get_text_width_height_descent(word, face, ismath=False)
        assert word_width(word, weight) == pytest.approx(wide, rel=0.01), word


def test_axes_are_measured_in_points():
    """What finds room is measured in the points of the page, at any number of dots."""
    for medium in MEDIA:
        figure = small("framing").figure_for(medium)
        (ax, *_), place = figure.axes, figure.axes[0].get_position()
        across, up = 72 * figure.get_size_inches()
        assert axes.size(ax) == pytest.approx((across * place.width, up * place.height))


# ---- From zero


@pytest.mark.parametrize("name", ["levels", "levels with events", "visits", "slopes"])
def test_counts_start_at_zero(name):
    """A cut axis would make a drop of two fifths look like a collapse."""
    ax = small(name).figure.axes[0]
    assert ax.get_yscale() == "linear" and ax.get_ylim()[0] == 0
    assert ax.get_ylim()[1] > small(name).figure.axes[0].dataLim.y1 * 0.99


@pytest.mark.parametrize("name", ["spread", "drawdown", "framing", "verdicts", "voices", "places"])
def test_counts_beside_their_names_start_at_zero(name):
    for medium in MEDIA:
        ax = small(name).figure_for(medium).axes[0]
        assert ax.get_xscale() == "linear" and ax.get_xlim()[0] == 0


# ---- Bare


@every_chart
def test_bare_it_gives_nothing_away(name):
    """Notice, wonder, headline: the class is to say what it sees, so no word may say it first."""
    chart = build(name, title="What a month")
    bare = chart.bare()
    html = page(bare._repr_html_())
    assert not html.all("figcaption") and not html.all("table")
    assert bare.words == f"A chart without its title and words. {chart.axes}"
    assert (bare.source, bare.key, bare.note("phone")) == ("", (), "")
    for medium in ("screen", "phone"):
        figure = bare.figure_for(medium)
        seen = {text.get_text() for text in figure.findobj(Text) if is_drawn(text)} - {""}
        assert "What a month" not in seen
        assert len(seen) < len(set(words_on(small(name).figure_for(medium))))
        ticks = figure.axes[0].get_xticklabels() + figure.axes[0].get_yticklabels()
        assert name in OF_EVENTS or seen <= {text.get_text() for text in ticks}
        assert not [title for title in EVENTS["title"] if title in seen]


def is_drawn(text):
    """Say whether a text is drawn: neither it nor the legend it belongs to is hidden."""
    hidden = {
        id(inner)
        for legend in text.get_figure().legends
        if not legend.get_visible()
        for inner in legend.findobj()
    }
    return text.get_visible() and id(text) not in hidden


# ---- Where a data point is


@pytest.mark.parametrize("medium", MEDIA)
def test_at_does_not_depend_on_how_finely_it_was_drawn(medium):
    """The picture is drawn at one dpi, the slide at another, the ring at none."""
    chart = build("levels")
    day = pd.Timestamp("2019-06-15")
    before = chart.at(day, 520, medium)
    chart.figure_for(medium).set_dpi(311)
    assert chart.at(day, 520, medium) == before
    figure, (across, down) = chart.figure_for(medium), before
    spot = figure.axes[0].transData.transform((matplotlib.dates.date2num(day), 520))
    assert (across, 100 - down) == pytest.approx(100 * spot / figure.bbox.size, abs=0.01)


def test_a_chart_of_ones_own_drawing_is_shown_like_the_others():
    """A pupil's own figure becomes a Chart with words and a source."""
    chart = charts.Chart(
        name="own",
        title="My own",
        words="Two numbers.",
        axes="Across: days.",
        table=pd.DataFrame({"day": [1, 2]}),
        source=SOURCE,
        draw=lambda medium: matplotlib.figure.Figure(),
    )
    assert chart.note() == ""
    assert page(chart._repr_html_()).all("img")[0].attributes["alt"] == "Two numbers."
