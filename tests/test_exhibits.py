"""Every exhibit of the case is legible, sourced, true to its table, and shown at its time."""

import json
import re
import shutil

import pandas as pd
import pytest
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from dateline import load_case
from dateline.case.case import CASES
from dateline.charts.type import MEDIA, PALE, TINT
from dateline.publish.exhibits import READS, exhibit, in_full, listed, picked
from dateline.publish.slides import deck
from tests import tables
from tests.decks import notes, opened, said
from tests.figures import colliding, contrast, foot, outside, texts
from tests.notebooks import NAMES

WHOLE = load_case("baghdad-embassy-2020")
CASE = WHOLE.until_publication()
ROWS = {row.exhibit_id: row for after in (False, True) for row in listed(WHOLE, after=after)}
SHOWN = {name: exhibit(row, WHOLE if row.after_article else CASE) for name, row in ROWS.items()}
CHARTS = {name: one for name, one in SHOWN.items() if one.chart}
every = pytest.mark.parametrize("name", SHOWN)
every_chart = pytest.mark.parametrize("name", CHARTS)


def test_there_are_exhibits():
    """A wrong filter would make every test below pass on nothing."""
    before = [name for name in CHARTS if not ROWS[name].after_article]
    assert len(before) >= 15 and len(CHARTS) > len(before)
    kinds = {row.kind for row in ROWS.values()}
    assert kinds == set(READS)


# ---- Legible


@pytest.mark.parametrize("look", MEDIA)
@every_chart
def test_no_two_texts_meet_none_leaves_the_canvas_and_none_is_small(name, medium):
    """What the last row cannot read is not on the slide."""
    figure = CHARTS[name].chart.draw(medium)
    assert colliding(figure) == []
    assert outside(figure) == []
    assert min(text.get_fontsize() for text in texts(figure)) >= MEDIA[medium]["font.size"]


def colours(figure):
    """Return the colours of texts, and those of lines, marks and the edges of bars."""
    words = {to_hex(text.get_color()) for text in texts(figure)}
    lines = set()
    for one in figure.findobj(lambda artist: artist.get_visible()):
        if isinstance(one, Line2D) and one.get_gid() != "grid":
            drawn = one.get_linestyle() not in ("None", "none", "", " ")
            lines |= {to_hex(one.get_color())} if drawn else set()
            lines |= {to_hex(one.get_markeredgecolor())} if one.get_marker() != "None" else set()
        if isinstance(one, Collection) and len(one.get_edgecolor()):
            lines |= {to_hex(colour) for colour in one.get_edgecolor()}
        if isinstance(one, Patch) and one.get_linewidth() and one.get_edgecolor()[3]:
            lines |= {to_hex(one.get_edgecolor())}
    return words, lines


@pytest.mark.parametrize("look", MEDIA)
@every_chart
def test_texts_and_marks_stand_out_from_the_ground(name, medium):
    """A pale line is lost on a projector; only grid and shade may be pale."""
    words, lines = colours(CHARTS[name].chart.draw(medium))
    pale = {PALE, TINT, "#ffffff"}
    assert words and lines - pale
    assert [one for one in words | (lines - pale) if contrast(one, "#ffffff") < 4.5] == []
    assert [one for one in words if contrast(one, TINT) < 4.5] == []


@every_chart
def test_the_source_line_is_on_the_slide(name):
    """A slide travels alone."""
    one = CHARTS[name]
    burnt = " ".join(foot(one.chart.draw("slide")).split())
    assert one.source and burnt.endswith(f"Source: {' '.join(one.source.split())}")


# ---- True


def numbers(text):
    return {one.rstrip(",.") for one in re.findall(r"\d[\d,.]*", text)}


@every_chart
def test_numbers_said_of_a_chart_are_in_it(name):
    """A corrected cell must not leave an old number in a title."""
    one = CHARTS[name]
    known = numbers(one.chart.words + one.chart.table.to_string() + " ".join(one.sources))
    known |= numbers(" ".join(map(str, one.chart.table.to_numpy().ravel())))
    if one.name == "voices":
        known.add(str(one.chart.table["words"].iloc[1:].sum()))  # the two governments together
    if one.name == "a-third-of-the-leaked-plan":
        known |= {"40"}  # the other cut, computed in forty-or-forty-two
        assert "40.0 %" in SHOWN["forty-or-forty-two"].chart.words
    if one.name == "attacks-after":
        known |= numbers(SHOWN["attacks-a-month"].chart.table.to_string())
    if one.name == "down-to-2500":
        assert "20 January 2021" in one.ask  # the day of the lesson's two predictions
        known.add("20")
    text = f"{one.title} {one.say} {one.ask}"
    assert numbers(text) - known == set()


@pytest.mark.parametrize("name", [name for name in CHARTS if ROWS[name].kind == "levels"])
def test_a_number_in_the_title_is_written_in_the_picture(name):
    """A title that the chart does not show is a claim without a witness."""
    chart = CHARTS[name].chart
    large = MEDIA["slide"]["figure.titlesize"]
    shown = [one for one in texts(chart.draw("slide")) if one.get_fontsize() != large]
    beside = " ".join(one.get_text() for one in shown)
    inside = {one for one in numbers(chart.title) if not re.fullmatch("20[0-9][0-9]", one)}
    assert inside - numbers(beside) == set()


def test_what_titles_count_in_words_is_so():
    quotes = CASE.quotes[CASE.quotes["in_article"]]
    assert "Eight of eighteen passages" in SHOWN["one-origin"].title
    assert "three of the eight were in others, too" in SHOWN["one-origin"].say
    origin = quotes["outlet"].dropna().str.split(";").str[0].str.split(" (", regex=False).str[0]
    assert (origin.value_counts().iloc[0], len(quotes)) == (8, 18)
    eight = quotes["outlet"][origin[origin == "The Washington Post"].index]
    assert eight.str.contains(";").sum() == 3
    full = quotes[quotes["kind"] == "direct"]
    assert sorted(full["paragraph"].unique()) == [4, 6]
    words = full.groupby("side")["words"].sum()
    assert words["experts and former officials"] == 49
    assert quotes["words"].sum() - 49 == 35
    assert len(quotes[quotes["side"] == "experts and former officials"]["speaker"].unique()) >= 2
    told = SHOWN["order-of-telling"].chart.table
    assert set(told.loc[told["goes back in time"] == "yes", "paragraph"]) == {"3", "5"}
    assert len(SHOWN["peak-of-2007"].chart.table) == 6
    assert len(SHOWN["a-third-of-the-leaked-plan"].chart.table) == 3
    assert "Four newsrooms wrote of a half" in SHOWN["almost-half"].say
    words = SHOWN["almost-half"].chart.table
    halves = words["share in words"].str.contains("half")
    newsrooms = words["publisher"].str.split(" (", regex=False).str[0]
    assert (newsrooms[halves].nunique(), newsrooms[~halves].nunique()) == (4, 3)
    assert SHOWN["peak-of-2007"].say.count("two are estimates") == 1
    assert (SHOWN["peak-of-2007"].chart.table["how sure"] == "estimated").sum() == 2
    altered = SHOWN["one-altered-quotation"].quote
    assert altered.wording_match == "altered"
    assert (quotes["wording_match"] == "altered").sum() == 1
    beside = SHOWN["a-voice-to-set-beside"].quote
    assert not beside.in_article and (CASE.published - beside.date).days == 8
    later = SHOWN["pompeo-on-record"].quote
    assert (later.date - CASE.published).days == 6


@every
def test_every_source_is_named_in_full(name):
    """Of ninety sources the slide names three; the text beside it names them all."""
    one, row = SHOWN[name], ROWS[name]
    case = WHOLE if row.after_article else CASE
    if row.kind == "question":
        assert not one.sources
    elif row.kind in ("voices", "places"):
        assert one.sources == (f"{case.title}, 8 October 2020, {case.link}",)
    else:
        told = picked(case.tables[one.table], row.rows if isinstance(row.rows, str) else "")
        cited = {short for ids in told["source_ids"] for short in ids.split(";")}
        assert len(one.sources) == len(cited) > 0


def test_only_what_may_be_linked_has_an_address():
    sources = tables.sources().assign(date="2020-01-02")
    lines = in_full(tables.events(), sources)
    assert [("http" in line) for line in lines] == list(sources["link"])


@every
def test_the_notebook_that_is_named_is_there(name):
    assert not SHOWN[name].notebook or SHOWN[name].notebook in NAMES


# ---- At its time


def test_nothing_gives_the_outcome_away():
    """A class predicts before it learns, with the slides, too."""
    early = [one for name, one in SHOWN.items() if not ROWS[name].after_article]
    text = "\n".join(
        f"{one.title} {one.say} {one.ask} {one.source} {one.sources}"
        + (one.chart.words + one.chart.table.to_string() if one.chart else str(one.quote))
        for one in early
    )
    later = WHOLE.events[WHOLE.events["after_article"]]
    assert [words for words in [*later["title"], *later["summary"]] if words in text] == []
    assert [year for year in ("2021", "2022", "2023", "2024", "2025") if year in text] == []
    assert "2021" in SHOWN["down-to-2500"].chart.words


# ---- Quotation and question


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """Return the slides of quotations and questions by their title."""
    shown = [one for one in SHOWN.values() if not one.chart]
    file = deck(shown, tmp_path_factory.mktemp("deck") / "words.pptx")
    return {slide.shapes.title.text: slide for slide in opened(str(file)).slides}


def test_a_quotation_stands_beside_the_words_first_printed(words):
    quote = SHOWN["one-altered-quotation"].quote
    text = said(words["One quotation differs from the words first printed"])
    assert f"“{quote.text}”" in text and quote.speaker in text
    assert "As first printed: The Washington Post" in text
    assert quote.original_text.strip('"') in text
    assert text.index("In the article") < text.index("As first printed")


def test_a_quotation_that_is_not_in_the_article_does_not_say_so(words):
    text = said(words["The foreign minister spoke on record, and is not in the article"])
    assert "In the article" not in text and "As first printed" not in text
    assert "How the words reached us: translated" in text
    assert "nan" not in text
    assert "Source: Al Jazeera" in text


def test_a_question_is_asked_on_the_slide(words):
    one = SHOWN["who-is-missing"]
    assert said(words[one.title]) == f"{one.title}\n{one.ask}"
    assert one.say in notes(words[one.title])


# ---- The rules of a row


def test_rows_are_picked_by_rules():
    events = tables.events()
    assert len(picked(events, "")) == len(events)
    told = picked(events, "in_article = TRUE; date >= 2020-02-01")
    assert len(told) and told["in_article"].all() and told["date"].min() >= pd.Timestamp("2020-02")
    kinds = events["category"].unique()[:2]
    assert set(picked(events, f" category = {kinds[0]} | {kinds[1]} ;")["category"]) == set(kinds)
    levels = tables.levels()
    assert picked(levels, "value <= 400")["value"].max() == 400
    assert picked(levels, "value >= 1400")["value"].min() == 1400
    assert picked(levels, "value <= 400; value >= 300")["value"].min() == 380


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("category is attacks", "'category is attacks' is no rule; write: column = value"),
        ("categry = press", "there is no column 'categry'; did you mean 'category'"),
        ("date >= soon", "'soon' cannot be compared with date"),
        ("title >= 3", "'3' cannot be compared with title"),
        ("__import__('os') = 1", "is no rule"),
    ],
)
def test_a_rule_that_cannot_be_read_is_said(rules, says):
    """Whoever wrote the row reads the sentence, not a traceback; and nothing of it is run."""
    with pytest.raises(ValueError, match=re.escape(says)):
        picked(tables.events(), rules)


@pytest.mark.parametrize(
    ("name", "cell", "says"),
    [
        ("troop-levels", {"rows": "series = US troops on Mars"}, "no row of levels fits"),
        ("troop-levels", {"how": "logarithmic"}, "scale is 'logarithmic'; choose one of"),
        ("cut-axis", {"how": "cut"}, "kind is 'cut'; choose one of"),
        ("peak-of-2007", {"rows": "series = attacks a month"}, "disagree"),
        ("voices", {"how": "large"}, "column how: voices has no choice, so leave it empty"),
        ("crowded-september", {"how": "actor"}, "no column called 'actor'"),
    ],
)
def test_a_row_that_cannot_be_shown_is_named(name, cell, says):
    row = ROWS[name]._replace(**cell)
    with pytest.raises(ValueError, match=rf"exhibits\.csv, '{name}': .*{re.escape(says)}"):
        exhibit(row, CASE)


def test_a_case_may_have_no_exhibits(tmp_path):
    """All tables but two may be left out."""
    folder = shutil.copytree(CASES / "template", tmp_path / "small")
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    about["resources"] = [one for one in about["resources"] if one["name"] != "exhibits"]
    (folder / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    assert listed(load_case(folder), after=False) == []
