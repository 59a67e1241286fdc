"""What every chart of numbers promises, whatever it draws."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from functools import partial

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

from dateline import charts
from dateline.charts.type import MEDIA
from tests import tables
from tests.figures import foot, texts, words_on
from tests.pages import danger, page

SOURCE = "The Gazette and Town Radio"
LEVELS = tables.levels()
SOURCES = tables.sources()
every_look = pytest.mark.parametrize("look", MEDIA)


def drawn(chart, **options):
    return partial(chart, source=SOURCE, **options)


BUILDS = {
    "levels": (drawn(charts.levels), LEVELS),
    "visits": (drawn(charts.levels), tables.visits()),
    "spread": (drawn(charts.spread, sources=SOURCES, group="june"), LEVELS),
    "drawdown": (drawn(charts.drawdown, sources=SOURCES), LEVELS[:6]),
    "cut axis": (drawn(charts.trap, kind="cut axis"), LEVELS),
    "slopes": (drawn(charts.trap, kind="slopes"), LEVELS),
    "log axis": (drawn(charts.trap, kind="log axis"), LEVELS),
}
every_chart = pytest.mark.parametrize("name", BUILDS)


def build(name, table=None, **options):
    chart, own = BUILDS[name]
    return chart(own if table is None else table, **options)


@every_chart
def test_the_table_that_is_passed_in_is_not_changed(name):
    """The next cell of the notebook still works with it."""
    table = BUILDS[name][1].sample(frac=1, random_state=1)
    before = table.copy()
    chart = build(name, table)
    for medium in MEDIA:
        chart.draw(medium)
    pd.testing.assert_frame_equal(table, before)


@every_chart
def test_built_twice_it_is_the_same_to_the_byte(name):
    """A page that changes by itself cannot be checked by anybody."""
    one, other = build(name), build(name)
    assert one.picture() == other.picture() == one.picture()
    assert one._repr_html_() == other._repr_html_()


@every_chart
def test_its_words_are_its_alternative_text(name):
    """A reader who does not see it must get the same."""
    (picture,) = page(build(name)._repr_html_()).all("img")
    assert picture.attributes["alt"] == build(name).words


@every_chart
def test_no_figure_is_left_open_in_pyplot(name):
    """An open figure is shown twice by a notebook, and kept in memory."""
    chart = build(name)
    chart.picture()
    with pytest.raises(ValueError, match="look is 'poster'; choose one of: screen, slide, narrow."):
        chart.draw("poster")
    assert plt.get_fignums() == []


@every_chart
def test_house_style_stays_in_the_house(name):
    """A student's own plot must look as it did before."""
    with plt.rc_context():
        plt.rcdefaults()
        build(name).draw("slide")
        build(name).picture()
        after = dict(plt.rcParams)
    plain = dict(matplotlib.rcParamsDefault)
    assert [one for one in plain if one != "backend" and after[one] != plain[one]] == []


@every_chart
def test_a_slide_is_1920_by_1080_and_is_read_from_the_last_row(name):
    """A projector shows it without scaling."""
    figure, file = build(name).draw("slide"), io.BytesIO()
    figure.savefig(file, format="png")
    assert [int.from_bytes(file.getvalue()[at : at + 4], "big") for at in (16, 20)] == [1920, 1080]
    assert min(text.get_fontsize() for text in texts(figure)) >= 14
    ax = figure.axes[0]
    ticks = [text for text in ax.get_xticklabels() + ax.get_yticklabels() if text.get_text()]
    assert {text.get_fontsize() for text in ticks} == {18}


@every_chart
def test_the_source_is_burnt_into_the_slide_once_and_nowhere_else(name):
    """A slide travels alone; on the screen the source stands below, with its links."""
    chart = build(name)
    said = {medium: " ".join(words_on(chart.draw(medium))).count(SOURCE) for medium in MEDIA}
    assert said == {"screen": 0, "slide": 1, "phone": 0}
    assert foot(chart.draw("slide")).endswith(f"Source: {SOURCE}")
    assert page(chart._repr_html_()).all("figcaption")[0].text.count(SOURCE) == 1


@every_chart
@every_look
def test_bare_it_gives_nothing_away(name, medium):
    """Notice, wonder, headline: the class is to say what it sees, so no word may say it first."""
    chart = build(name, title="What a month")
    bare = chart.bare()
    ax = bare.draw(medium).axes[0]
    axis = {text.get_text() for text in ax.get_xticklabels() + ax.get_yticklabels()}
    seen = [text for text in bare.draw(medium).findobj(Text) if shows(text)]
    assert {text.get_text() for text in seen} - {""} <= axis
    html = page(bare._repr_html_())
    assert not html.all("figcaption") and not html.all("table")
    assert bare.words == f"A chart without its title and words. {chart.axes}"
    assert (bare.source, bare.key, dict(bare.notes)) == ("", (), {})
    assert len(words_on(chart.draw(medium))) > len(words_on(bare.draw(medium)))


def shows(text):
    """Say whether a text is drawn: neither it nor the legend it stands in is hidden."""
    hidden = {
        id(inner)
        for legend in text.get_figure().legends
        if not legend.get_visible()
        for inner in legend.findobj()
    }
    return text.get_visible() and id(text) not in hidden


@every_chart
def test_the_picture_is_outlines_without_text_scripts_or_addresses(name):
    """The same letters on every machine, and nothing to fetch or run."""
    svg = base64.b64decode(build(name, title=tables.HOSTILE).address().split(",")[1])
    tags = {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()}
    assert {"path", "use", "g"} <= tags
    assert tags & {"text", "script", "image", "foreignObject", "a"} == set()
    assert [a for a in re.findall(rb'href="([^"]*)"', svg) if not a.startswith(b"#")] == []


@every_chart
def test_no_hostile_cell_reaches_the_page_unescaped(name):
    """Tables come from anybody; JupyterLab runs what an output holds."""
    options = {"group": tables.HOSTILE} if name == "spread" else {}
    if name in ("spread", "drawdown"):
        options["sources"] = tables.hostile(SOURCES)
    table = tables.hostile(BUILDS[name][1])
    chart = build(name, table, title=tables.HOSTILE, **(options | {"source": tables.HOSTILE}))
    html = chart._repr_html_()
    assert danger(html) == danger(chart.picture()) == danger(chart.bare()._repr_html_()) == []
    assert "alert(1)" in " ".join(cell.text for cell in page(html).all("td"))


@every_chart
def test_an_empty_table_says_what_to_do(name):
    with pytest.raises(
        ValueError, match="the table has no rows. Widen the filter|No rows disagree"
    ):
        build(name, BUILDS[name][1][:0])


@pytest.mark.parametrize("name", BUILDS)
def test_a_table_without_one_number_says_what_to_do(name):
    with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
        build(name, BUILDS[name][1].assign(value=pd.NA))


NUMBERS = [
    *("series", "date", "precision", "value", "unit", "status", "measure", "scope"),
    "break_before",
]
READS = {
    **dict.fromkeys(BUILDS, NUMBERS),
    "spread": [*NUMBERS, "conflict_group", "source_ids"],
    "drawdown": [*NUMBERS, "source_ids"],
}


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name in BUILDS for column in READS[name]]
)
def test_a_missing_column_is_named_beside_those_there_are(name, column):
    """A pandas KeyError tells a pupil nothing."""
    with pytest.raises(ValueError, match=f"no column called '{column}'. It has: "):
        build(name, BUILDS[name][1].drop(columns=column))


@pytest.mark.parametrize("name", ["spread", "drawdown"])
def test_a_column_missing_in_the_sources_is_named(name):
    with pytest.raises(ValueError, match="no column called 'publisher'. It has: source_id"):
        build(name, sources=SOURCES.drop(columns="publisher"))
