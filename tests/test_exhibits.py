"""Every exhibit of the case is legible, sourced, true to its table, and shown at its time."""

import json
import re
import shutil
from functools import cache

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from dateline import load_case
from dateline.case import CASES
from dateline.charts.type import FILL
from dateline.publish.exhibits import (
    COUNTED_IN_ARTICLE,
    TABLES,
    exhibit,
    full_sources,
    listed,
    picked,
)
from dateline.publish.slides import deck
from tests import drawn, tables
from tests.decks import notes, open_deck, text_on
from tests.notebooks import NAMES

WHOLE = load_case("baghdad-embassy-2020")
CASE = WHOLE.until_publication()
ROWS = {row.exhibit_id: row for after in (False, True) for row in listed(WHOLE, after=after)}


@cache
def exhibits():
    """Return every exhibit by its name; made once for all tests."""
    return {name: exhibit(row, WHOLE if row.after_article else CASE) for name, row in ROWS.items()}


def charts():
    """Return the exhibits that are charts, by their names."""
    return {name: shown for name, shown in exhibits().items() if shown.chart}


def test_there_are_exhibits_of_every_kind():
    """A wrong filter would make every test below pass on nothing."""
    before = [name for name in charts() if not ROWS[name].after_article]
    assert len(before) >= 11 and len(charts()) > len(before)
    not_in_this_case = {"drawdown", "spread"}
    assert {row.kind for row in ROWS.values()} == {*TABLES, "counts"} - not_in_this_case


# ---- Legible


def test_every_exhibit_can_be_read_in_every_medium():
    """What the last row cannot read is not on the slide."""
    assert [fault for shown in charts().values() for fault in drawn.all_faults(shown.chart)] == []


def test_marks_stand_out_from_the_ground():
    """A pale mark is lost on a projector; only grid and shade may be pale."""
    lost, with_marks = [], 0
    for name, shown in charts().items():
        marks = drawn.marks(shown.chart.figure_for("slide"))
        colors = {color_of(mark) for mark in marks}
        with_marks += bool(colors)
        lost += [(name, color) for color in colors if drawn.contrast(color, "#ffffff") < 4.5]
    assert lost == [] and with_marks >= len(charts()) - 1  # one has words for marks


def color_of(mark):
    """Return the color of a mark, or of its rim where it is hollow."""
    if isinstance(mark, Line2D):
        dot = mark.get_marker() not in ("None", None, "")
        return to_hex(mark.get_markeredgecolor() if dot else mark.get_color())
    filled = to_hex(mark.get_facecolor()) not in ("#ffffff", FILL)
    return to_hex(mark.get_facecolor() if filled else mark.get_edgecolor())


def test_the_source_line_is_on_every_slide():
    """A slide travels alone."""
    missing = []
    for name, shown in charts().items():
        line = f"Source: {' '.join(shown.source.split())}"
        foot = drawn.words(shown.chart.figure_for("slide"), "foot")
        if not shown.source or not " ".join(foot.split()).endswith(line):
            missing.append(name)
    assert missing == []


# ---- True


def numbers(text):
    return {number.rstrip(",.") for number in re.findall(r"\d[\d,.]*", text)}


def test_numbers_beside_a_chart_are_in_it():
    """A corrected cell must not leave an old number in a title or in what there is to say."""
    shown_charts = charts()
    known = {}
    for name, shown in shown_charts.items():
        cells = " ".join(map(str, shown.chart.table.to_numpy().ravel()))
        text = shown.chart.words + shown.chart.table.to_string() + " ".join(shown.sources)
        known[name] = numbers(f"{text} {cells}")
    # the day of the lesson's two predictions
    assert "20 January 2021" in shown_charts["down-to-2500"].ask
    known["down-to-2500"].add("20")

    unknown = {}
    for name, shown in shown_charts.items():
        found = numbers(f"{shown.title} {shown.say} {shown.ask}") - known[name]
        if found:
            unknown[name] = found
    assert unknown == {}


def test_a_number_in_the_title_is_written_in_the_picture():
    """A title that the chart does not show is a claim without a witness."""
    levels = [name for name in charts() if ROWS[name].kind == "levels"]
    assert len(levels) > 2
    missing = {}
    for name in levels:
        figure = exhibits()[name].chart.figure_for("slide")
        below = [text for text in drawn.texts(figure) if text.get_label() != "title"]
        written = numbers(" ".join(text.get_text() for text in below))
        in_title = numbers(exhibits()[name].title)
        years = {number for number in in_title if re.fullmatch("20[0-9][0-9]", number)}
        if in_title - years - written:
            missing[name] = in_title - years - written
    assert missing == {}


def test_what_titles_count_in_words_is_true():
    shown = exhibits()
    quotes = CASE.quotes[CASE.quotes["in_article"]]
    assert "Eight of eighteen passages" in shown["one-origin"].title
    assert "three of the eight were in others, too" in shown["one-origin"].say
    outlets = quotes["outlet"].dropna()
    origin = outlets.str.split(";").str[0].str.split(" (", regex=False).str[0]
    assert (origin.value_counts().iloc[0], len(quotes)) == (8, 18)
    eight = quotes["outlet"][origin[origin == "The Washington Post"].index]
    assert eight.str.contains(";").sum() == 3

    assert shown["voices"].title == "Two experts have most of the quoted words; Pompeo has none"
    words = quotes.groupby("side")["words"].sum()
    experts = quotes[quotes["side"] == "experts and former officials"]
    assert words["experts and former officials"] > quotes["words"].sum() / 2
    assert experts.loc[experts["words"] > 0, "speaker"].nunique() == 2
    assert quotes.loc[quotes["speaker"] == "Mike Pompeo", "words"].sum() == 0

    order = shown["order-of-telling"].chart.table
    assert set(order.loc[order["goes back in time"] == "yes", "paragraph"]) == {"3", "5"}

    assert "Four newsrooms wrote half" in shown["almost-half"].say
    wordings = shown["almost-half"].chart.table
    halves = wordings["share in words"].str.contains("half")
    newsrooms = wordings["publisher"].str.split(" (", regex=False).str[0]
    assert (newsrooms[halves].nunique(), newsrooms[~halves].nunique()) == (4, 3)

    assert shown["verdicts-by-paragraph"].title.startswith("Half of the 36 claims")
    assert (len(CASE.claims), CASE.claims["paragraph"].isin([5, 6]).sum()) == (36, 18)
    assert shown["attacks-by-month"].title.startswith(f"{len(CASE.attacks)} attacks")


def test_quotations_on_slides_are_the_ones_their_titles_speak_of():
    shown = exhibits()
    altered = shown["one-altered-quotation"].quote
    in_article = CASE.quotes[CASE.quotes["in_article"]]
    assert altered.wording_match == "altered"
    assert (in_article["wording_match"] == "altered").sum() == 1
    beside = shown["a-voice-to-set-beside"].quote
    assert not beside.in_article and (CASE.published - beside.date).days == 8
    assert (shown["pompeo-on-record"].quote.date - CASE.published).days == 6


def test_every_source_is_named_in_full():
    """The slide names three of ninety sources; the text beside it names them all."""
    wrong = []
    for name, shown in exhibits().items():
        row = ROWS[name]
        case = WHOLE if row.after_article else CASE
        if row.kind == "question":
            complete = not shown.sources
        elif row.kind in COUNTED_IN_ARTICLE:
            complete = shown.sources == (f"{case.title}, 8 October 2020, {case.link}",)
        else:
            rules = row.rows if isinstance(row.rows, str) else ""
            cited = ";".join(picked(case.tables[shown.table], rules)["source_ids"]).split(";")
            complete = len(shown.sources) == len(set(cited)) > 0
        if not complete or "Each row" in shown.source:
            wrong.append(name)
    assert wrong == []


def test_only_what_may_be_linked_has_an_address():
    sources = tables.sources().assign(date="2020-01-02")
    lines = full_sources(tables.events(), sources)
    assert [("http" in line) for line in lines] == list(sources["link"])


def test_the_notebook_that_is_named_exists():
    named = {shown.notebook for shown in exhibits().values() if shown.notebook}
    assert named and named - set(NAMES) == set()


# ---- At its time


def test_nothing_gives_the_outcome_away():
    """A class predicts before it learns, with the slides, too."""
    found = []
    for name, shown in exhibits().items():
        if ROWS[name].after_article:
            continue
        found += [shown.title, shown.say, shown.ask, shown.source, *shown.sources]
        if shown.chart:
            found += [shown.chart.words, shown.chart.table.to_string()]
        else:
            found.append(str(shown.quote))
    text = "\n".join(found)
    later = WHOLE.events[WHOLE.events["after_article"]]
    assert [words for words in [*later["title"], *later["summary"]] if words in text] == []
    assert [year for year in ("2021", "2022", "2023", "2024", "2025") if year in text] == []
    assert "2021" in exhibits()["down-to-2500"].chart.words


# ---- Quotations and questions


@pytest.fixture(scope="module")
def slides_without_charts(tmp_path_factory):
    """Return the slides of quotations and questions by their title."""
    shown = [item for item in exhibits().values() if not item.chart]
    file = deck(shown, tmp_path_factory.mktemp("deck") / "words.pptx")
    return {slide.shapes.title.text: slide for slide in open_deck(file.read_bytes()).slides}


def test_a_quotation_is_beside_the_words_first_printed(slides_without_charts):
    quote = exhibits()["one-altered-quotation"].quote
    text = text_on(slides_without_charts["One quotation differs from the words first printed"])
    assert f"“{quote.text}”" in text and quote.speaker in text
    assert "As first printed: The Washington Post" in text
    assert quote.original_text.strip('"') in text
    assert text.index("In the article") < text.index("As first printed")


def test_a_quotation_that_is_not_in_the_article_does_not_say_so(slides_without_charts):
    title = "The foreign minister spoke on record, and is not in the article"
    text = text_on(slides_without_charts[title])
    assert "In the article" not in text and "As first printed" not in text
    assert "How the words reached us: translated" in text
    assert "nan" not in text
    assert "Source: Al Jazeera" in text


def test_a_question_is_asked_on_the_slide(slides_without_charts):
    question = exhibits()["who-is-missing"]
    slide = slides_without_charts[question.title]
    assert text_on(slide) == f"{question.title}\n{question.ask}"
    assert question.say in notes(slide)


# ---- The rules of a row


def test_rows_are_picked_by_rules():
    events = tables.events()
    assert len(picked(events, "")) == len(events)
    found = picked(events, "in_article = TRUE; date >= 2020-02-01")
    assert len(found) and found["in_article"].all()
    assert found["date"].min() >= pd.Timestamp("2020-02")
    first, second = events["category"].unique()[:2]
    found = picked(events, f" category = {first} | {second} ;")
    assert set(found["category"]) == {first, second}
    levels = tables.levels()
    assert picked(levels, "value <= 400")["value"].max() == 400
    assert picked(levels, "value >= 1400")["value"].min() == 1400
    assert picked(levels, "value <= 400; value >= 300")["value"].min() == 380


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("category is attacks", "'category is attacks' is no rule; write: column = value"),
        ("categry = press", "there is no column 'categry'; did you mean 'category'"),
        ("date >= soon", "'soon' cannot be compared with date"),
        ("title >= 3", "'3' cannot be compared with title"),
        ("__import__('os') = 1", "is no rule"),
        ("title = x" + " " * 100_000 + "y; z", "'z' is no rule"),  # not a matter of minutes
    ],
)
def test_a_rule_that_cannot_be_read_is_explained(rules, message):
    """Whoever wrote the row reads a sentence, not a traceback; and nothing of it is run."""
    with pytest.raises(ValueError, match=re.escape(message)):
        picked(tables.events(), rules)


@pytest.mark.parametrize(
    ("name", "cell", "message"),
    [
        ("troop-levels", {"rows": "series = US troops on Mars"}, "no row of levels fits"),
        ("troop-levels", {"how": "logarithmic"}, "scale is 'logarithmic'; choose one of"),
        ("cut-axis", {"how": "cut"}, "kind is 'cut'; choose one of"),
        ("cut-axis", {"how": None}, "write which trick it is, one of: cut axis"),
        ("cut-axis", {"kind": "pie"}, "column kind: 'pie' is none of: timeline"),
        ("attacks-by-month", {"how": "attacks"}, "write which table is counted, such as"),
        ("attacks-by-month", {"how": "attacks by color"}, "attacks has no column 'color'"),
        ("voices", {"how": "large"}, "column how: voices has no choice, so leave it empty"),
        ("crowded-september", {"how": "actor"}, "no column called 'actor'"),
    ],
)
def test_a_row_that_cannot_be_shown_is_named(name, cell, message):
    row = ROWS[name]._replace(**cell)
    with pytest.raises(ValueError, match=rf"exhibits\.csv, '{name}': .*{re.escape(message)}"):
        exhibit(row, CASE)


def test_a_case_without_exhibits_gets_the_usual_ones(tmp_path):
    """All tables but two may be left out: then each that has rows is a chart."""
    folder = shutil.copytree(CASES / "template", tmp_path / "small")
    description = folder / "datapackage.json"
    about = json.loads(description.read_text(encoding="utf-8"))
    # A remark is beside a mark of an exhibit; screens and sheets of the pack show exhibits.
    without = ("exhibits", "annotations", "screens", "sheets")
    about["resources"] = [part for part in about["resources"] if part["name"] not in without]
    description.write_text(json.dumps(about), encoding="utf-8")
    usual = listed(load_case(folder), after=False)
    assert [row.kind for row in usual] == ["timeline", "levels", "voices", "chain", "verdicts"]
