"""Any article: the example of another kind, a case of few cells, and what both show everywhere."""

import json
import re
import shutil

import nbformat
import pandas as pd
import pytest

from dateline import cards, charts, explorers, load_case, study
from dateline.__main__ import main
from dateline.case import CASES
from dateline.explorers import any_article
from dateline.publish import any_case
from dateline.publish.exhibits import exhibit, listed
from dateline.publish.workbook import workbook_file
from dateline.questions.table import read_questions, to_be_read
from tests.notebooks import executed, outputs, tags
from tests.pages import page

NAME = "night-bus-2024"
NOTEBOOK = "09_any_article"
CASE = load_case(NAME)
KNOWN = CASE.until_publication()
LATER = ("104 riders", "A second person rides along", "Quarter of Year Two")  # after the article
PARTS = (
    any_article.article,
    any_article.timeline,
    any_article.numbers,
    any_article.voices,
    any_article.claims,
)
# What a teacher types on the first evening: four sources and six events, fifty cells.
SOURCES = (
    ("The Courier", "Old Mill to Become a Youth Center", "2024-05-03"),
    ("Town Council", "Minutes", "2024-04-30"),
    ("Harbor Radio", "Rain in the Mill", "2023-11"),
    ("Mill Club", "Our Plan", ""),
)
EVENTS = (
    ("2019", "The mill closes", "Town Council", ""),
    ("2021-06", "A club is founded", "Mill Club", "3"),
    ("2023-11-04", "Rain comes through the roof", "Harbor Radio", ""),
    ("2024-01", "The club asks for money", "Mill Club", "2"),
    ("2024-04-30", "The council agrees", "Town Council; The Courier", "1"),
    ("2024-05-02", "The first tools arrive", "The Courier", "4"),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A workbook with the few cells above."""
    package = json.loads((CASES / "template" / "datapackage.json").read_text(encoding="utf-8"))
    package |= {"title": "Old Mill to Become a Youth Center", "published": "2024-05-03"}
    package |= {"link": "https://example.org/mill", "note": "", "focus": []}
    tables = {
        "sources": [
            dict(zip(("publisher", "title", "date"), cells, strict=True)) for cells in SOURCES
        ],
        "events": [
            dict(zip(("date", "title", "source_ids", "paragraph"), cells, strict=True))
            for cells in EVENTS
        ],
    }
    path = tmp_path_factory.mktemp("cases") / "mill.xlsx"
    path.write_bytes(workbook_file(package, tables, json.dumps(package)))
    return path


def levels(dates, values, precision="day", **cells):
    """Return levels of one series, one a date."""
    rows = pd.concat([CASE.levels.iloc[[0]]] * len(dates), ignore_index=True)
    dates = pd.Series(pd.to_datetime(list(dates))).astype(rows["date"].dtype)
    return rows.assign(date=dates, value=list(values), precision=precision, **cells)


# ---- The example


def test_the_example_is_a_whole_case_of_another_kind():
    """A number that rises, a vote and no death: what fits only the lesson's article shows here."""
    counted = KNOWN.levels[KNOWN.levels["in_default"] & KNOWN.levels["status"].eq("reported")]
    assert counted["value"].iloc[-1] > 2 * counted["value"].iloc[0]
    assert [len(CASE.tables[name]) for name in ("events", "levels", "quotes", "claims")] == [
        15,
        12,
        8,
        8,
    ]
    assert CASE.checks["check_id"].nunique() == 6
    description = json.loads((CASES / NAME / "datapackage.json").read_text(encoding="utf-8"))
    assert description["description"].startswith("An invented story: every person, place")
    names = CASE.people["name"].tolist() + CASE.sources["publisher"].tolist()
    lesson = load_case("baghdad-embassy-2020")
    assert set(names).isdisjoint([*lesson.people["name"], *lesson.sources["publisher"]])


def test_the_words_of_the_example_are_in_its_article():
    """A quotation that the article does not have teaches the opposite of the lesson."""
    text = (CASES / NAME / "article.txt").read_text(encoding="utf-8")
    quoted = CASE.quotes[CASE.quotes["in_article"] & CASE.quotes["text"].notna()]
    assert len(quoted) == 4
    for row in quoted.itertuples():
        assert text[row.char_start : row.char_end] == row.text
    for row in CASE.paragraphs.itertuples():
        assert text[row.char_start : row.char_end] == text.splitlines()[row.paragraph - 1]


def test_its_workbook_has_the_same_cells():
    """Whoever opens the workbook and whoever opens the folder must learn from the same case."""
    book = load_case(CASES / NAME / f"{NAME}.xlsx")
    for name, rows in CASE.tables.items():
        pd.testing.assert_frame_equal(book.tables[name], rows)


# ---- The notebook that reads any case


def test_the_notebook_shows_every_part_of_the_example_and_nothing_later():
    text = outputs(executed(NOTEBOOK))
    for words in (
        "13 events from",
        "riders a night",
        "from 79 (",
        "Mara Tindle",
        "Verdicts on 8 claims",
    ):
        assert words in text
    assert [words for words in LATER if words in text] == []


@pytest.mark.parametrize("name", [NAME, "template", "baghdad-embassy-2020", "small"])
def test_each_part_has_something_to_show_of_every_case(name, small):
    """A part without rows says what to fill in: a red box would end a teacher's evening."""
    case = load_case(small if name == "small" else name).until_publication()
    empty = []
    for part in PARTS:
        shown = part(case)
        assert all(len(thing._repr_html_()) > 40 for thing in shown)
        if isinstance(shown[0], any_article.Note):
            empty.append(part.__name__)
    assert empty == (["article", "numbers", "voices", "claims"] if name == "small" else [])
    assert len(any_article.numbers(case)) < 20  # not a chart of each of forty disagreements


def test_the_notebook_of_a_small_case_leaves_out_what_has_no_rows(small):
    """A heading with nothing below it looks like a mistake of whoever made the page."""
    with any_case.notebooks_of(small) as folder:
        (file,) = folder.glob("*.ipynb")
        cells = nbformat.read(file, as_version=4).cells
    headings = re.findall(r"^## (.*)", "\n".join(cell.source for cell in cells), flags=re.MULTILINE)
    assert headings == [
        "1. What happened when",
        "Key points",
        "What we still cannot know",
        "Sources",
    ]
    assert not any("lesson" in tags(cell) or "00_start_here" in cell.source for cell in cells)


def test_the_pages_of_a_small_case_are_made(small, tmp_path, capsys):
    """Fifty cells give a timeline and an order of telling, as pages that need no Python."""
    assert main(["edition", str(small), "--to", str(tmp_path / "pages")]) == 0
    assert "Open " in capsys.readouterr().out
    html = (tmp_path / "pages" / f"{NOTEBOOK}.html").read_text(encoding="utf-8")
    text = page(html).text
    assert "6 events from 2019 to 2 May 2024" in html
    assert "How sure: not stated" in text
    assert "night bus" not in text
    assert "Nothing here yet" not in text
    dictionary = (tmp_path / "pages" / "dictionary.html").read_text(encoding="utf-8")
    assert "What happened, in one line" in dictionary


# ---- The usual exhibits


def test_a_case_without_exhibits_gets_a_slide_for_each_chart_it_has_rows_for(small):
    """Nobody fills in eleven columns before the first slide."""
    for case, names in (
        (
            CASE,
            "timeline order-of-telling numbers-1 disagree-1 voices chain verdicts",
        ),
        (load_case(small), "timeline order-of-telling"),
    ):
        shown = [exhibit(row, case.until_publication()) for row in listed(case, after=False)]
        assert " ".join(each.name for each in shown) == names
        assert all(each.title == each.chart.title and each.say and each.ask for each in shown)
        assert listed(case, after=True) == []


def test_slides_of_the_example_are_written(tmp_path, capsys):
    assert main(["slides", NAME, "--to", str(tmp_path / "slides")]) == 0
    assert "7 charts are in" in capsys.readouterr().out
    made = {file.name for file in (tmp_path / "slides").iterdir()}
    assert {f"{NAME}.pptx", "timeline.png", "voices.txt", "README.md"} <= made


def test_a_chain_names_only_sources_of_what_it_draws():
    """A source line that names more than the picture sends a reader to the wrong page."""
    (row,) = [row for row in listed(CASE, after=False) if row.kind == "chain"]
    shown = exhibit(row._replace(rows=""), KNOWN)
    drawn = ";".join(KNOWN.quotes.loc[KNOWN.quotes["in_article"], "source_ids"]).split(";")
    assert len(shown.sources) == len(set(drawn)) < len(KNOWN.sources)


def test_a_faulty_exhibit_keeps_the_decks_and_says_so(tmp_path, capsys):
    """A deck that lacks a slide, or is missing without a word, is found out in class."""
    folder = shutil.copytree(CASES / "template", tmp_path / "library")
    text = (folder / "exhibits.csv").read_text(encoding="utf-8-sig")
    assert "series = visitors a month" in text
    text = text.replace("series = visitors a month", "series = dogs")
    (folder / "exhibits.csv").write_text(text, encoding="utf-8")
    assert main(["slides", str(folder), "--to", str(tmp_path / "slides")]) == 1
    printed = capsys.readouterr()
    assert "visitors-by-month" in printed.err
    assert "The decks and the index are left as they were." in printed.out


# ---- Words that fit any case


def test_cards_say_stance_and_nothing_that_nobody_stated():
    """The question of another article is not a closing, and an empty judgement is no finding."""
    quote = next(CASE.quotes.itertuples())
    assert "<b>Stance:</b>" in cards.quote_card(quote, CASE.sources)
    assert "takes no side" in cards.quote_card(quote._replace(stance="neutral"), CASE.sources)
    assert "not stated" not in cards.quote_card(quote._replace(stance="not stated"), CASE.sources)
    event = next(CASE.events.itertuples())._replace(category="not stated")
    assert "not stated" not in cards.event_card(event, CASE.sources)
    claim = next(CASE.claims.itertuples())._replace(kind="not stated")
    assert "not stated" not in cards.claim_card(claim, CASE.sources)


def test_an_order_is_never_read_in_its_right_order():
    """Without scripts, the page lists the options: the answer must not be the list."""
    questions = {question["id"]: question for question in read_questions(CASE)}
    typed = questions["which-first"]
    for letters in ("abcde", "edcba", "badce"):
        options = [
            {"text": letter, "place": str(place), "right": True, "feedback": ""}
            for place, letter in enumerate(letters, 1)
        ]
        read = to_be_read(typed | {"options": options})
        assert sorted(option["text"] for option in read) == list("abcde")
        assert [option["text"] for option in read] != list(letters)
    html = study.open(CASE).ask("which-first")._repr_html_()
    static = html.split("<script")[0]
    places = [static.index(option["text"]) for option in typed["options"]]
    assert sorted(places) != [static.index(each["text"]) for each in in_order(typed)]


def in_order(question):
    """Return the options of an order as they are right."""
    return sorted(question["options"], key=lambda option: int(option["place"]))


def test_a_go_between_with_a_name_is_drawn_as_named():
    """A reporter who signs is not an official who will not be named."""
    (row,) = CASE.quotes[CASE.quotes["via"].notna()].itertuples()
    links = dict(cards.chain(row))
    assert links["Lena Harrow, reporter"] is True
    assert dict(cards.chain(row._replace(via_named=pd.NA)))["Lena Harrow, reporter"] is False
    speaks = CASE.quotes.assign(named=True)
    named = charts.chain(speaks, source="A").table["every link has a name"]
    hidden = charts.chain(speaks.drop(columns="via_named"), source="A").table
    assert (named == "no").sum() == 0
    assert (hidden["every link has a name"] == "no").sum() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [((5200, 3000), "2,200 fewer"), ((4.5, 2.75), "1.75 less"), ((38, 92), "54 more")],
)
def test_a_change_is_named_by_what_it_is(values, words):
    """Fewer is for things that can be counted, and a number may rise."""
    rows = levels(["2024-01-01", "2024-03-01"], values)
    chart = charts.drawdown(rows, CASE.sources, source="A")
    assert words in chart.words
    assert chart.title.startswith("A change of")


def test_levels_of_one_date_are_no_change():
    """Twelve counts of one month are side by side: no line joins them, and none is the last."""
    many = charts.levels(levels(["1898-02-01"] * 12, range(1, 13), "month"), source="A")
    assert many.words.startswith("12 numbers of one date.")
    assert "the last" not in many.words
    steps = charts.levels(levels(["2024-01-01", "2024-02-01"], (2, 266)), source="A")
    assert "The last is the highest: 266" in steps.words


def test_a_huge_change_is_not_put_in_per_cent():
    """Nobody can picture 12,400 per cent."""
    dates = ["1898-02-15", "1898-02-16", "1898-02-17"]
    chart = charts.levels(levels(dates, (2, 250, 266)), source="A")
    drawn = [text.get_text() for text in chart.figure_for("slide").texts]
    assert any("from 2" in text for text in drawn)
    assert not any("%" in text for text in drawn)


@pytest.mark.parametrize("values", [(-1.5, -0.25, 2.75, 1.5), (-5, -2, -2, -9), (0.5, 0, 0, 1)])
def test_decimals_and_numbers_below_zero_are_drawn_everywhere(values):
    """A temperature, a debt and a rate are numbers, too."""
    rows = levels(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"], values)
    for medium in ("slide", "screen", "phone"):
        assert charts.levels(rows, source="A").marks(medium)
    assert explorers.level_explorer(rows, CASE.sources)._repr_html_()


def test_events_of_one_night_are_apart_by_the_clock():
    """On an axis of days, fourteen events of a night are one upright line."""
    night = pd.concat([CASE.events.iloc[[3]]] * 8, ignore_index=True)
    night["time"] = [f"{20 + number // 4}:{15 * (number % 4):02d}" for number in range(8)]
    marks = charts.timeline(night, source="A").marks("slide")
    assert len({mark.x for mark in marks}) == 8


def test_an_event_of_a_year_is_not_put_into_january(small):
    """A menu must not be more exact than the source."""
    case = load_case(small)
    html = explorers.timeline_explorer(case.events, case.sources)._repr_html_()
    assert ">2019<" in html and "no more exact than 2019" in html
    assert "January 2019" not in html and "2019 January" not in html


def test_voices_of_an_article_that_quotes_nobody():
    """The chart counts people then, and never parts of a word."""
    silent = CASE.quotes[~CASE.quotes["in_article"]]
    chart = charts.voices(silent, source="A")
    assert chart.title == "Nobody is quoted, of 2 voices"
    assert chart.numbers.empty
