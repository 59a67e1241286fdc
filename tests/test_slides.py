"""A chart becomes files and slides that a stranger can trust, and nobody's file is lost."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pptx.enum.dml import MSO_FILL, MSO_LINE_DASH_STYLE

from dateline import charts
from dateline.files import MADE, RECORD
from dateline.publish import slides
from dateline.publish.exhibits import Exhibit
from dateline.publish.native_sheet import BARS, NO_CHART, chart_form
from dateline.publish.pictures import Drawing
from tests import tables
from tests.decks import (
    day,
    described,
    fonts,
    letter_sizes,
    missing_parts,
    native_charts,
    notes,
    off_the_slide,
    open_deck,
    overlaps,
    parts,
    sheet,
    sheet_cells,
    slide_number,
    text_on,
    title_lines,
)
from tests.notebooks import PROJECT

SOURCE = "Town Radio"
SVG = "{http://www.w3.org/2000/svg}"


@cache
def visits():
    """Return a chart of levels with breaks, an announced one and what other sources say."""
    return charts.levels(tables.levels(), source=SOURCE, title="Fewer came each year")


@cache
def voices():
    return charts.voices(tables.quotes(), source=SOURCE, title="Two are heard")


@cache
def timeline():
    return charts.timeline(tables.events(), source=SOURCE, title="A roof falls")


def counted(chart):
    """Return a chart with a list that grows each time it is drawn."""
    drawn = []

    def draw(medium):
        drawn.append(medium)
        return chart.draw(medium)

    return replace(chart, draw=draw), drawn


def files(folder):
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != RECORD]
    return sorted(path.name for path in paths)


# ---- Pictures


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return the files of a chart, by their format."""
    paths = slides.save(visits(), folder=tmp_path_factory.mktemp("saved"))
    return {path.suffix[1:]: path for path in paths}


def test_a_chart_is_drawn_once_and_saved_as_four_files(tmp_path):
    chart, drawn = counted(voices())
    made = slides.save(chart, folder=tmp_path)
    assert [path.name for path in made] == ["voices.png", "voices.svg", "voices.pdf", "voices.txt"]
    assert files(tmp_path) == sorted(path.name for path in made)
    assert drawn == ["slide"]


def test_slides_go_to_a_folder_beside_the_notebook_under_a_safe_name(tmp_path, monkeypatch):
    """JupyterLab's list of files shows them there, and no name leads out of it."""
    monkeypatch.chdir(tmp_path)
    assert slides.save(voices(), "../one")[0] == Path("my-slides/one.png")
    assert len(files(tmp_path / "my-slides")) == len(files(tmp_path)) == 4


def test_the_png_is_a_slide_and_names_title_words_and_source(saved):
    """A picture that was sent on must still say what it shows and whose numbers these are."""
    picture = Image.open(saved["png"])
    assert picture.size == (1920, 1080)
    assert picture.mode == "RGB"  # no part is transparent
    title, words = visits().title, visits().words
    about = {"Title": title, "Description": words, "Source": SOURCE, "Software": MADE}
    assert picture.text == about


def test_the_svg_is_read_aloud(saved):
    """A screen reader finds one picture with a name and a description."""
    root = ElementTree.parse(saved["svg"]).getroot()
    assert root.get("role") == "img"
    labels = [root.find(f"*[@id='{name}']").text for name in root.get("aria-labelledby").split()]
    assert labels == [visits().title, visits().words]
    assert [len(root.findall(f"{SVG}{tag}")) for tag in ("title", "desc")] == [1, 1]
    assert root.find(".//{http://purl.org/dc/elements/1.1/}source").text == SOURCE
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert visits().title in texts and texts[-1].endswith(f"Source: {SOURCE}")  # to be edited
    style = root.find(f".//{SVG}text").get("style")
    assert "'Source Sans Pro', 'Source Sans 3', 'Arial Narrow', Arial, sans-serif" in style


def test_the_pdf_names_title_words_and_source(saved):
    content = saved["pdf"].read_bytes()
    assert content.startswith(b"%PDF")
    title = f"/Title ({visits().title})"
    for words in (title, f"/Keywords ({SOURCE})", f"/Creator ({MADE})", "/Subject"):
        assert words.encode() in content
    assert b"CreationDate" not in content


def test_the_text_file_has_title_words_source_and_credit_line(saved):
    """Whoever pastes a picture into a page must paste its words, too."""
    assert saved["txt"].read_text(encoding="utf-8").split("\n\n") == [
        visits().title,
        visits().words,
        f"Source: {SOURCE}",
        f"“{visits().title}”. {MADE}, CC BY 4.0. Numbers and words: {SOURCE}\n",
    ]


def test_saved_again_the_files_are_the_same_to_the_byte_and_a_better_title_replaces_them(
    saved, tmp_path
):
    again = slides.save(visits(), folder=tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in saved.values()]
    slides.save(replace(visits(), title="Nobody came in May"), folder=tmp_path)
    assert (tmp_path / "levels.txt").read_text(encoding="utf-8").startswith("Nobody came in May")
    assert len(files(tmp_path)) == 4


# ---- What is refused


@pytest.mark.parametrize("format", ["png", "svg", "pdf", "txt"])
def test_a_file_that_somebody_else_made_is_refused_before_anything_is_drawn(format, tmp_path):
    """A file of the same name may be an afternoon's work."""
    theirs = tmp_path / f"levels.{format}"
    theirs.write_bytes(b"an afternoon's work")
    chart, drawn = counted(visits())
    with pytest.raises(FileExistsError, match=rf"levels\.{format} is there.*choose another name"):
        slides.save(chart, folder=tmp_path)
    assert theirs.read_bytes() == b"an afternoon's work"
    assert files(tmp_path) == [theirs.name]  # none of the others was written
    assert drawn == []


@pytest.mark.parametrize("format", ["png", "svg", "pdf", "txt"])
def test_a_file_that_was_edited_is_refused_also_a_text_that_still_says_who_made_it(
    saved, format, tmp_path
):
    """A teacher corrects the alternative text, or moves a label in Inkscape."""
    first = slides.save(visits(), folder=tmp_path)
    edited = tmp_path / f"levels.{format}"
    edited.write_bytes(edited.read_bytes() + b"\n")
    with pytest.raises(FileExistsError, match=rf"levels\.{format} .* was edited since"):
        slides.save(replace(visits(), title="Nobody came in May"), folder=tmp_path)
    others = [path for path in first if path != edited]
    assert [path.read_bytes() for path in others] == [
        saved[path.suffix[1:]].read_bytes() for path in others
    ]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "taken").write_text("a file and not a folder")
    with pytest.raises(OSError, match="taken is a file, no folder: choose another name"):
        slides.save(voices(), folder=tmp_path / "taken")
    assert files(tmp_path) == ["taken"]


def test_what_is_not_a_chart_is_refused_with_the_way_to_one(tmp_path):
    """A plain drawing has no source and no words."""
    with pytest.raises(TypeError, match=r"Figure.*names no source.*charts\.Chart\(name="):
        slides.save(Figure(), folder=tmp_path)
    with pytest.raises(TypeError, match="not a Chart but a str"):
        slides.save("my-name", voices())
    with pytest.raises(TypeError, match="not a Chart but a DataFrame"):
        slides.deck([tables.levels()], tmp_path / "x.pptx")
    with pytest.raises(TypeError, match=r"one Chart.*\[chart\]"):
        slides.deck(voices(), tmp_path / "x.pptx")
    with pytest.raises(ValueError, match="no charts for the deck"):
        slides.deck([], tmp_path / "x.pptx")
    assert files(tmp_path) == []


def test_a_chart_that_nobody_could_check_is_refused(tmp_path):
    without_source = charts.levels(tables.levels(), source=" ")
    for make in (slides.save, lambda chart, folder: slides.deck([chart], tmp_path / "x.pptx")):
        with pytest.raises(ValueError, match=r"'levels' has no rows.*not its bare\(\) form"):
            make(visits().bare(), folder=tmp_path)
        with pytest.raises(ValueError, match="names no source"):
            make(without_source, folder=tmp_path)
    assert files(tmp_path) == []


def test_hostile_words_stay_words(tmp_path):
    """A title from a table must not run, nor break the file."""
    hostile = f"{tables.HOSTILE}\x0c\x1f"
    chart = charts.levels(tables.levels(), source=hostile, title=hostile)
    root = ElementTree.fromstring(Drawing(chart).svg())
    assert {part.tag for part in root.iter()} & {f"{SVG}script", f"{SVG}image"} == set()
    hostile = f"{tables.HOSTILE} "  # no XML may have the signs at its end
    assert root.find(f"{SVG}title").text == hostile
    file = slides.deck([chart], tmp_path / "x.pptx", title=hostile)
    first, second, _ = open_deck(file.read_bytes()).slides
    assert first.shapes.title.text == second.shapes.title.text == hostile


# ---- The deck: what every program needs


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Return a deck of three charts: steps, bars, and one that only a picture can show."""
    shown = [visits(), voices(), timeline()]
    file = slides.deck(shown, tmp_path_factory.mktemp("deck") / "three.pptx", title="Our hall")
    return shown, file, open_deck(file.read_bytes())


@pytest.fixture(scope="module")
def hostile():
    """Return the file of a deck in which every text has what may break a file or a sheet."""
    bad = f"{tables.HOSTILE}\x0c\x00\ufffe =cmd|' /C calc'!A0"
    names = [f"=1+1 {bad}", "@SUM(A1)", "https://example.org/x", "{=1+1}"]
    numbers = pd.DataFrame({bad: [4, 3, 2, 1]}, names)
    chart = replace(voices(), title=bad, words=bad, numbers=numbers)
    quote = next(tables.quotes().itertuples())._replace(text=bad, speaker=bad, original_text=bad)
    texts = {"name": "bad", "title": bad, "say": bad, "ask": bad, "source": bad}
    deck = slides.new_deck(bad, bad)
    deck.add(Exhibit(**texts, puzzle=bad, chart=chart), Drawing(voices()))
    deck.add_native(Exhibit(**texts, chart=chart))
    deck.add(Exhibit(**texts, quote=quote))
    deck.add(Exhibit(**texts))
    return deck.content()


def test_a_deck_is_a_valid_package(three, hostile):
    """Keynote refuses a deck of 16:9 that calls itself 4:3, PowerPoint one with a lost part."""
    for content in (three[1].read_bytes(), hostile):
        xml = parts(content)  # each of them can be read as XML
        assert missing_parts(content) == []
        root = xml["ppt/presentation.xml"]
        order = [part.tag.partition("}")[2] for part in root]
        assert order[:4] == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz"]
        assert dict(root[3].attrib) == {"cx": "12192000", "cy": "6858000"}
        (number,) = root[1][0].attrib.values()
        relations = xml["ppt/_rels/presentation.xml.rels"]
        targets = {part.get("Id"): part.get("Target") for part in relations}
        assert targets[number] == "notesMasters/notesMaster1.xml"
        for name, slide in xml.items():
            ids = [part.get("id") for part in slide.iter() if part.tag.endswith("}cNvPr")]
            assert len(ids) == len(set(ids)), name


def test_names_in_the_sheet_of_a_native_chart_are_text(hostile):
    """A name such as "=cmd|..." would run when a teacher edits the numbers, or lead somewhere."""
    (chart,) = native_charts(open_deck(hostile))
    head, first, *others = sheet(chart)
    assert "=cmd|" in head["B"]
    assert first["A"].startswith("=1+1 ")
    assert [row["A"] for row in others] == ["@SUM(A1)", "https://example.org/x", "{=1+1}"]
    assert [row["B"] for row in (first, *others)] == [4, 3, 2, 1]
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as workbook:
        assert not [name for name in workbook.namelist() if "sheets/_rels" in name]  # no link
    assert not any(cell.tag.endswith("}f") for cell in sheet_cells(chart))


def test_letters_are_of_one_font_and_large_enough_and_stay_on_the_slide(three):
    _, file, deck = three
    assert fonts(file.read_bytes()) == {"Arial"}
    assert abs(deck.slide_width / deck.slide_height - 16 / 9) < 1e-4
    assert off_the_slide(deck) == []
    for part in (deck.slide_master, *deck.slide_layouts):
        right = max(shape.left + shape.width for shape in part.placeholders)
        assert right > 0.9 * deck.slide_width, part.name
    sizes = letter_sizes(deck)
    assert len(sizes) > 50 and {14, 16, 18, 28, 40} <= set(sizes)
    assert min(sizes) >= 14


# ---- The deck: what is on its slides


def test_each_chart_has_a_picture_and_where_it_can_a_native_chart(three):
    shown, _, deck = three
    on_slides = [
        ["chart" if shape.has_chart else "picture" for shape, _ in described(slide)]
        for slide in deck.slides
    ]
    assert on_slides == [[], ["picture"], ["chart"], ["picture"], ["chart"], ["picture"]]
    titles = [slide.shapes.title.text for slide in deck.slides]
    steps, bars, lanes = (chart.title for chart in shown)
    assert titles == ["Our hall", steps, steps, bars, bars, lanes]
    numbers = [slide_number(slide) for slide in deck.slides]
    assert numbers == ["", "2", "3", "4", "5", "6"]


def test_every_picture_and_chart_has_its_alternative_text_and_notes_to_speak_from(three):
    """Without it a screen reader would read the name of a file."""
    shown, _, deck = three
    words = {chart.title: chart.words for chart in shown}
    for slide in list(deck.slides)[1:]:
        ((shape, alternative),) = described(slide)
        assert alternative == words[slide.shapes.title.text]
        headings = re.findall("^[A-Z, ]{3,}$", notes(slide), flags=re.M)
        assert headings == ["SAY", "ASK", "WHAT IT SHOWS", "CREDIT LINE, TO PASTE", "SOURCES"]
        assert f"{MADE}, CC BY 4.0" in notes(slide)
        assert notes(slide).endswith(SOURCE)
        # It is part of a picture; under a native chart it is text.
        assert (f"Source: {SOURCE}" in text_on(slide)) == shape.has_chart


def test_a_picture_fills_the_slide_below_its_title(three):
    """The title is text that can be edited, where the picture had its own; nothing else is cut."""
    shown, _, deck = three
    pictures = [shape for slide in deck.slides for shape, _ in described(slide)]
    pictures = [shape for shape in pictures if not shape.has_chart]
    for shape, chart in zip(pictures, shown, strict=True):
        assert (shape.left, shape.width) == (0, deck.slide_width)
        assert abs(shape.top + shape.height - deck.slide_height) < 3
        assert abs(shape.crop_top - shape.top / deck.slide_height) < 1e-3
        assert round(shape.crop_bottom, 3) == 0  # the foot of the picture is whole
        assert shape.image.blob == Drawing(chart).png
        assert 1080 * shape.crop_top > 60  # a line of 30 points


@pytest.mark.parametrize("length", [1, 2, 5])
def test_titles_have_room_and_nothing_is_on_another(length):
    """A title of two lines was behind its picture."""
    title = "Fewer people came to the hall in every year that anybody counted them " * length
    chart = charts.voices(tables.quotes(), source=SOURCE, title=title.strip())
    quote = next(tables.quotes().itertuples())
    deck = slides.new_deck(title, "About it\nhttps://example.org")
    exhibit = Exhibit("long", title.strip(), title, title, chart, puzzle=title, source=SOURCE)
    deck.add(exhibit)
    deck.add_native(exhibit)
    deck.add(replace(exhibit, chart=None, quote=quote))
    deck.add(replace(exhibit, chart=None))
    opened = open_deck(deck.content())
    assert off_the_slide(opened) == []
    assert [overlaps(slide) for slide in opened.slides] == [[]] * 6
    for slide in opened.slides:
        size, lines = title_lines(slide)
        assert size >= 14 and lines * 1.2 * size * 12700 <= slide.shapes.title.height + 12700


def test_a_puzzle_is_the_same_chart_without_its_words_before_it():
    """The title must not give away what the room is to find."""
    chart, drawn = counted(visits())
    deck = slides.new_deck("Our hall", "")
    exhibit = Exhibit("visits", chart.title, "Say", "Ask", chart, puzzle="What is it?")
    drawing = Drawing(chart)
    files = drawing.bare_files("What is it?")
    deck.add(exhibit, drawing)
    _, puzzle, reveal = open_deck(deck.content()).slides
    assert drawn == ["slide"]  # nothing is drawn again
    assert (puzzle.shapes.title.text, reveal.shapes.title.text) == ("What is it?", chart.title)
    ((bare, words),), ((whole, _),) = described(puzzle), described(reveal)
    assert bare.image.blob == files["png"] and whole.image.blob == Drawing(visits()).png
    assert (bare.top, bare.height) == (whole.top, whole.height)  # the chart stays where it is
    for text in (words, notes(puzzle), files["svg"].decode()):
        assert chart.title not in text and chart.words not in text


def quotation(**cells):
    """Return the runs of a slide with a quotation, and its whole text."""
    quote = next(tables.quotes().itertuples())._replace(**cells)
    deck = slides.new_deck("Words", "")
    deck.add(Exhibit("words", "A quotation", "", "", quote=quote, source=SOURCE))
    slide = open_deck(deck.content()).slides[1]
    boxes = [shape for shape in slide.shapes if shape.has_text_frame]
    runs = [run for box in boxes for line in box.text_frame.paragraphs for run in line.runs]
    return runs, text_on(slide)


def test_changed_words_of_a_quotation_are_marked_and_every_sign_stays():
    """Who reads both wordings from the last row must see where they differ."""
    runs, text = quotation(
        in_article=True,
        text="we hope––all of us––the Americans will reconsider it.",
        original_text='"We hope––all of us––the American administration will reconsider it,"',
        outlet="The Gazette;Town Radio",
    )
    assert "“we hope––all of us––the Americans will reconsider it.”" in text
    assert "As first printed: The Gazette\n" in text
    assert "“We hope––all of us––the American administration will reconsider it,”" in text
    underlined = [run.text for run in runs if run.font.underline]
    struck = [run.text for run in runs if run.font._element.get("strike") == "sngStrike"]
    assert underlined == ["Americans", "Underlined"]
    assert struck == ["American administration", "Struck through"]


def test_a_paraphrase_has_no_quotation_marks_and_what_is_not_known_no_heading():
    nothing = dict.fromkeys(("original_text", "outlet", "status", "role", "date"))
    _, text = quotation(text=None, our_summary="The hall stays open", **nothing)
    assert "The hall stays open (in our words)" in text
    assert "“" not in text and "first printed" not in text and "reached us" not in text
    _, text = quotation(text="It stays", **(nothing | {"original_text": "not found"}))
    assert "“It stays”" in text and "first printed" not in text and "not found" not in text


# ---- Native charts: they say no more than the picture


def labels(series):
    """Return what is written at the points of a native chart: its text, or "number"."""
    found = {}
    for label in series._element.iter("{*}dLbl"):
        words = "".join(part.text for part in label.iter("{*}t"))
        found[int(label.find("{*}idx").get("val"))] = words or "number"
    return found


def test_the_sheet_of_bars_is_the_chart(three):
    """A teacher who edits a cell edits the number that was drawn."""
    shown, _, deck = three
    head, *rows = sheet(native_charts(deck)[1])
    numbers = shown[1].numbers
    assert head == {"B": "words in quotation marks"}
    assert len(rows) > 1
    assert [row["A"] for row in rows] == numbers.index.tolist()
    assert [row["B"] for row in rows] == numbers["words in quotation marks"].tolist()


def test_a_level_lasts_until_the_next_one_is_known(three):
    """Two cells of one date make an upright line; a slope would claim what nobody counted."""
    shown, _, deck = three
    head, *rows = sheet(native_charts(deck)[0])
    values = {}
    for row in rows:
        numbers = {row[column] for column in head if column in row}
        values.setdefault(day(row["A"]), set()).update(numbers)
    levels = shown[0].numbers
    assert [
        date for date, value in levels["value"].items() if value not in values[date.date()]
    ] == []
    dates = [row["A"] for row in rows]
    assert dates == sorted(dates)
    for column in ("B", "C"):
        points = [(row["A"], row.get(column)) for row in rows]
        for (start, low), (end, high) in zip(points, points[1:], strict=False):
            if None not in (low, high):
                assert start == end or low == high


def test_a_native_chart_starts_at_zero_and_names_its_dates(three):
    _, _, deck = three
    steps, bars = native_charts(deck)
    assert steps.value_axis.minimum_scale == bars.value_axis.minimum_scale == 0
    axis = steps.category_axis._element
    assert axis.tag.endswith("}dateAx")
    units = {part.tag.rpartition("}")[2]: part.get("val") for part in axis}
    assert units["baseTimeUnit"] == "days" and units["majorTimeUnit"] in ("months", "years")
    start = day(steps.category_axis.minimum_scale)
    assert start.isoformat() == "2019-01-01"  # a label is where its month or year begins


def test_an_announced_level_is_a_dashed_line_of_its_own(three):
    """In black and white, too, nobody takes a plan for a count."""
    _, _, deck = three
    counted, announced, others = native_charts(deck)[0].plots[0].series
    names = [series.name for series in (counted, announced, others)]
    assert names == ["visitors in the library", "Announced, not counted", "Other sources"]
    dashes = [series.format.line.dash_style for series in (counted, announced)]
    assert dashes == [None, MSO_LINE_DASH_STYLE.DASH]
    assert others.format.line.fill.type == MSO_FILL.BACKGROUND  # marks, and no line between them
    assert list(announced.values)[-1] is None and 250 in announced.values
    assert [value for value in others.values if value is not None] == [500, 500, 250, 250]


def test_where_the_way_of_counting_changed_there_is_a_gap_and_a_line_that_says_so(three):
    """A line through the gap would say that something was counted there."""
    _, _, deck = three
    chart = native_charts(deck)[0]
    _, *rows = sheet(chart)
    line = [(day(row["A"]).isoformat(), row.get("B")) for row in rows]
    assert ("2019-12-31", 380) in line and ("2020-03-01", 900) in line
    gap = [value for date, value in line if "2019-12-31" < date < "2020-03-01"]
    assert gap and set(gap) == {None}
    assert chart._chartSpace.find(".//{*}dispBlanksAs").get("val") == "gap"
    assert "counted another way" in text_on(deck.slides[2])
    assert "Visitors in the library" in text_on(deck.slides[2])  # what is counted


def test_a_number_that_its_source_limits_says_so():
    """ "Fewer than 3,000" is not 3,000, and a part of a month is no month."""
    shown = tables.levels().assign(qualifier=None)
    shown.loc[shown["value"] == 1500, "qualifier"] = "fewer than"
    deck = slides.new_deck("Limits", "")
    levels = charts.levels(shown, source=SOURCE)
    deck.add_native(Exhibit("a", "Levels", "", "", levels, source=SOURCE))
    framing = charts.framing(tables.framing(), source=SOURCE)
    deck.add_native(Exhibit("b", "Words", "", "", framing, source=SOURCE))
    months = charts.levels(tables.visits(), source=SOURCE)
    deck.add_native(Exhibit("c", "Months", "", "", months, source=SOURCE))
    steps, words, bars = native_charts(open_deck(deck.content()))
    last = list(labels(steps.plots[0].series[0]).values())[-1]
    assert last == "fewer than 1,500 visitors in the library"  # other sources have a line, too
    _, *rows = sheet(words)
    shares = {row["A"]: round(row["B"], 3) for row in rows}
    assert shares["Town Council: more than a third"] == round(22 / 52, 3)
    assert sheet(bars)[-1]["A"] == "1 to 20 May 2020"


def test_what_was_announced_is_a_hollow_bar_and_levels_below_zero_are_below_the_axis():
    numbers = pd.DataFrame(
        {"people": [5, -2.5, 3], "label": ["5", "-2.5", "about 3"], "firm": [True, True, False]},
        ["May", "June", "July"],
    )
    deck = slides.new_deck("Bars", "")
    deck.add_native(Exhibit("a", "Bars", "", "", replace(voices(), numbers=numbers)))
    opened = open_deck(deck.content())
    (chart,) = native_charts(opened)
    series = chart.plots[0].series[0]
    announced = series.points[2].format
    assert announced.fill.type == MSO_FILL.BACKGROUND
    assert announced.line.dash_style == MSO_LINE_DASH_STYLE.DASH
    assert round(announced.line.width.pt, 2) == 2.25
    assert labels(series)[2] == "about 3"
    assert chart.value_axis.minimum_scale is None
    assert not chart.has_legend and not chart.value_axis.visible
    assert chart.plots[0].gap_width == 40
    assert "Dashed: announced, not counted" in text_on(opened.slides[1])


def test_what_an_office_program_cannot_draw_fairly_is_a_picture_only():
    """Its date axis starts in 1900, and the names of forty bars have no room."""
    old = tables.levels().assign(date=tables.levels()["date"] - pd.DateOffset(years=170))
    assert chart_form(charts.levels(old, source=SOURCE).numbers) == NO_CHART
    bars = pd.DataFrame({"people": range(40)}, [f"a name of some length {n}" for n in range(40)])
    assert chart_form(bars[:12]) == BARS
    assert chart_form(bars) == NO_CHART
    assert chart_form(bars[:12].assign(more=1)) == NO_CHART  # one of two would be lost
    assert chart_form(bars[:0]) == NO_CHART
    apart = tables.levels().assign(scope=[f"hall {n}" for n in range(len(tables.levels()))])
    names = charts.levels(apart, source=SOURCE).numbers.index
    assert all(name.startswith("hall ") for name in names)  # no line joins them


def test_an_end_that_is_too_small_to_be_seen_is_a_second_chart():
    days = pd.to_datetime([f"{year}-01-01" for year in range(2010, 2020)])
    values = [9000, 9500, 9800, 40, 20, 60, 80, 100, 90, 50]
    numbers = pd.DataFrame({"series": "people", "value": values, "part": 1}, days)
    deck = slides.new_deck("End", "")
    deck.add_native(Exhibit("a", "People", "", "", replace(visits(), numbers=numbers)))
    opened = open_deck(deck.content())
    whole, end = native_charts(opened)
    assert max(whole.plots[0].series[0].values, key=lambda cell: cell or 0) == 9800
    assert max(end.plots[0].series[0].values, key=lambda cell: cell or 0) == 100
    assert "At the right: since 2014, on a taller scale" in text_on(opened.slides[1])
    assert overlaps(opened.slides[1]) == []


# ---- The deck: the same again, and what is refused


def test_built_again_the_deck_is_the_same_to_the_byte_and_draws_each_chart_once(three):
    """The drawing that was saved as pictures serves for the deck, too."""
    shown, file, _ = three
    deck = slides.new_deck("Our hall", "")
    for chart in shown:
        chart, drawn = counted(chart)
        drawing = Drawing(chart)
        drawing.files()
        exhibit = Exhibit(chart.name, chart.title, chart.words, slides.ASK, chart, source=SOURCE)
        deck.add(exhibit, drawing)
        deck.add_native(exhibit)
        assert drawn == ["slide"]
    assert deck.content() == file.read_bytes()


def test_a_deck_that_was_edited_is_refused_before_anything_is_drawn(three, tmp_path):
    """An office program packs the file again; by that we know that somebody worked on it."""
    shown, file, _ = three
    edited = tmp_path / "three.pptx"
    with zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as new, zipfile.ZipFile(file) as old:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    before = edited.read_bytes()
    chart, drawn = counted(shown[0])
    with pytest.raises(FileExistsError, match="edited since"):
        slides.deck([chart], edited)
    assert edited.read_bytes() == before
    assert drawn == []


def test_a_deck_that_nobody_edited_is_replaced_and_named_after_its_file(tmp_path):
    slides.deck([timeline()], tmp_path / "my_first-deck")
    file = slides.deck([voices()], tmp_path / "my_first-deck.pptx")
    assert files(tmp_path) == ["my_first-deck.pptx"]
    deck = open_deck(file.read_bytes())
    assert deck.slides[0].shapes.title.text == "My first deck"
    assert deck.slides[1].shapes.title.text == voices().title


def test_a_readers_own_chart_is_saved_like_any_other(tmp_path):
    """This is the way that the message about a Figure names; its picture needs no title."""
    figure = Figure(figsize=(8, 6))
    figure.subplots().bar(["2019"], [3])
    chart = charts.Chart(
        name="mine",
        title="Mine",
        words="One bar.",
        axes="Across: years.",
        table=pd.DataFrame({"year": [2019]}),
        source=SOURCE,
        draw=lambda medium: figure,
    )
    assert slides.save(chart, folder=tmp_path)[0].name == "mine.png"
    deck = open_deck(slides.deck([chart], tmp_path / "x.pptx").read_bytes())
    ((picture, words),) = described(deck.slides[1])
    assert words == "One bar."
    assert off_the_slide(deck) == []
    assert picture.crop_top == 0 and picture.top > deck.slides[1].shapes.title.height
    assert abs(picture.width / picture.height - 4 / 3) < 0.01


def test_without_python_pptx_pictures_are_saved_and_a_deck_names_the_line_to_install(tmp_path):
    code = (
        "import sys; sys.modules['pptx'] = None\n"
        "from dateline import charts, slides\n"
        "from tests import tables\n"
        "voices = charts.voices(tables.quotes(), source='x')\n"
        f"print(len(slides.save(voices, folder={str(tmp_path)!r})))\n"
        f"slides.deck([voices], {str(tmp_path / 'x.pptx')!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert done.stdout == "4\n"
    assert "pip install python-pptx" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "x.pptx").exists()
