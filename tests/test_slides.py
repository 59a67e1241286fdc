"""A chart becomes files and slides that a stranger can trust, and nobody's file is lost."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pptx.enum.dml import MSO_FILL, MSO_LINE_DASH_STYLE

from dateline import charts
from dateline.files import MADE, safe
from dateline.publish import native_charts as native
from dateline.publish import slides
from tests import tables
from tests.decks import beyond, day, described, natives, notes, opened, said, sheet, sizes
from tests.notebooks import PROJECT

SOURCE = "Town Radio"
SVG = "{http://www.w3.org/2000/svg}"


VOICES = (
    "from dateline import charts\nfrom tests import tables\n"
    "voices = lambda: charts.voices(tables.quotes(), source='x')"
)


def visits():
    """Return a chart of levels with breaks, an announced one and what other sources say."""
    return charts.levels(tables.levels(), source=SOURCE, title="Fewer came each year")


def voices():
    return charts.voices(tables.quotes(), source=SOURCE, title="Two are heard")


def timeline():
    return charts.timeline(tables.events(), source=SOURCE, title="A roof falls")


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# ---- save


def test_a_chart_is_saved_as_four_files(tmp_path):
    made = slides.save(visits(), folder=tmp_path)
    assert [path.name for path in made] == ["levels.png", "levels.svg", "levels.pdf", "levels.txt"]
    assert files(tmp_path) == sorted(path.name for path in made)


def test_the_folder_of_slides_is_beside_the_notebook(tmp_path, monkeypatch):
    """There JupyterLab's list of files shows it."""
    monkeypatch.chdir(tmp_path)
    assert slides.save(visits(), name="one")[0] == Path("my-slides/one.png")
    assert len(files(tmp_path / "my-slides")) == 4


def test_the_picture_is_a_slide_and_names_title_words_and_source(tmp_path):
    """A picture that was sent on must still say what it shows and whose numbers these are."""
    chart = visits()
    picture = Image.open(slides.save(chart, folder=tmp_path)[0])
    assert picture.size == (1920, 1080)
    assert picture.text == {
        "Title": chart.title, "Description": chart.words, "Source": SOURCE, "Software": MADE,
    }  # fmt: skip


def test_the_svg_is_read_aloud(tmp_path):
    """A screen reader finds one picture with a name and a description."""
    chart = visits()
    root = ElementTree.parse(slides.save(chart, folder=tmp_path)[1]).getroot()
    assert root.get("role") == "img"
    named = [root.find(f"*[@id='{name}']").text for name in root.get("aria-labelledby").split()]
    assert named == [chart.title, chart.words]
    assert [len(root.findall(f"{SVG}{tag}")) for tag in ("title", "desc")] == [1, 1]
    assert root.find(".//{http://purl.org/dc/elements/1.1/}source").text == SOURCE
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    assert chart.title in texts and f"Source: {SOURCE}" in texts  # to be searched and edited
    assert "'DejaVu Sans', Verdana, Arial, sans-serif" in root.find(f".//{SVG}text").get("style")


def test_the_pdf_names_title_words_and_source(tmp_path):
    chart = charts.levels(tables.levels(), source=SOURCE, title="Fewer came")
    held = slides.save(chart, folder=tmp_path)[2].read_bytes()
    assert held.startswith(b"%PDF")
    for words in ("/Title (Fewer came)", f"/Keywords ({SOURCE})", f"/Creator ({MADE})", "/Subject"):
        assert words.encode() in held
    assert b"CreationDate" not in held


def test_the_text_is_title_words_source_and_credit_line(tmp_path):
    """Who pastes a picture into a page must paste its words, too."""
    chart = visits()
    assert slides.save(chart, folder=tmp_path)[3].read_text(encoding="utf-8").split("\n\n") == [
        chart.title,
        chart.words,
        f"Source: {SOURCE}",
        f"“{chart.title}”. {MADE}, CC BY 4.0. Numbers and words: {SOURCE}\n",
    ]


def test_saved_twice_it_is_the_same_to_the_byte(tmp_path):
    one, other = (slides.save(visits(), folder=tmp_path / name) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d*e?", "a-b-c-d-e"),
        ("  Troops, 2020!  ", "troops-2020"),
        ("///", "chart"),
        ("CON", "chart-con"),
        ("lpt1", "chart-lpt1"),
        ("Übung بغداد", "übung-بغداد"),
        ("x" * 300, "x" * 60),
    ],
)
def test_any_name_becomes_one_that_every_system_takes(name, file, tmp_path):
    """A name with slashes must not lead out of the folder."""
    assert safe(name) == file
    assert {path.parent for path in slides.save(visits(), name, tmp_path)} == {tmp_path}
    assert len(files(tmp_path)) == 4


def test_what_dateline_made_is_replaced(tmp_path):
    """Who improves a title and saves again wants one file and not two."""
    slides.save(visits(), folder=tmp_path)
    better = charts.levels(tables.levels(), source=SOURCE, title="Nobody came in May")
    path = slides.save(better, folder=tmp_path)[3]
    assert path.read_text(encoding="utf-8").startswith("Nobody came in May")
    assert len(files(tmp_path)) == 4


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "txt"])
def test_what_somebody_else_made_is_left_as_it_is(kind, tmp_path):
    """A file of the same name may be an afternoon's work."""
    theirs = tmp_path / f"levels.{kind}"
    theirs.write_bytes(b"an afternoon's work")
    with pytest.raises(FileExistsError, match=rf"levels\.{kind} is there.*choose another name"):
        slides.save(visits(), folder=tmp_path)
    assert theirs.read_bytes() == b"an afternoon's work"
    assert files(tmp_path) == [theirs.name]  # and none of the others was written


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(OSError, match="Nothing was saved in .*taken.*choose another folder"):
        slides.save(visits(), folder=tmp_path / "taken")
    assert files(tmp_path) == ["taken"]


def test_a_full_disk_leaves_the_old_files_and_no_half_of_a_new_one(tmp_path):
    """The limit on a file's size stops the second write as a full disk would."""
    before = {path: path.read_bytes() for path in slides.save(visits(), folder=tmp_path)}
    most = min(len(held) for path, held in before.items() if path.suffix != ".txt") - 100
    code = (
        "import resource, signal, sys\n"
        "from press import slides\n"
        f"{VOICES}\n"
        "chart = voices()\n"
        "chart.draw('slide')\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        f"slides.save(chart, name='levels', folder={str(tmp_path)!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert "Nothing was saved in" in done.stderr and "make room" in done.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert files(tmp_path) == sorted(path.name for path in before)


def test_a_figure_is_told_how_to_become_a_chart(tmp_path):
    """A plain drawing has no source and no words."""
    with pytest.raises(TypeError, match=r"Figure.*names no source.*charts\.Chart\(name="):
        slides.save(Figure(), folder=tmp_path)
    with pytest.raises(TypeError, match="no Chart but a DataFrame"):
        slides.deck([tables.levels()], tmp_path / "x.pptx")
    assert files(tmp_path) == []


def test_a_chart_of_ones_own_is_saved_like_any_other(tmp_path):
    """The way that the message names is open."""
    figure = visits().draw("slide")
    rows = pd.DataFrame({"year": [2019]})
    own = charts.Chart(
        name="mine", title="Mine", words="One bar.", axes="Across: years.", table=rows,
        source=SOURCE, draw=lambda medium: figure,
    )  # fmt: skip
    assert slides.save(own, folder=tmp_path)[0].name == "mine.png"


@pytest.mark.parametrize(
    ("chart", "says"),
    [
        (visits().bare(), r"'levels' has no rows.*not its bare\(\) form"),
        (charts.levels(tables.levels(), source=" "), "names no source"),
    ],
)
def test_a_chart_that_nobody_could_check_is_refused(chart, says, tmp_path):
    for make in (slides.save, lambda one, folder: slides.deck([one], tmp_path / "x.pptx")):
        with pytest.raises(ValueError, match=says):
            make(chart, folder=tmp_path)
    assert files(tmp_path) == []


def test_hostile_words_stay_words(tmp_path):
    """A title from a table must not run, nor break the file."""
    chart = charts.levels(tables.levels(), source=tables.HOSTILE, title=tables.HOSTILE)
    made = slides.save(chart, folder=tmp_path)
    root = ElementTree.parse(made[1]).getroot()
    assert {one.tag for one in root.iter()} & {f"{SVG}script", f"{SVG}image"} == set()
    assert root.find(f"{SVG}title").text == tables.HOSTILE
    deck = opened(str(slides.deck([chart], tmp_path / "x.pptx", title=tables.HOSTILE)))
    assert deck.slides[0].shapes.title.text == tables.HOSTILE
    assert deck.slides[1].shapes.title.text == tables.HOSTILE


# ---- deck


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Return a deck of three charts: steps, bars, and one that only a picture can show."""
    shown = [visits(), voices(), timeline()]
    file = slides.deck(shown, tmp_path_factory.mktemp("deck") / "three.pptx", title="Our hall")
    return shown, file, opened(str(file))


def test_each_chart_has_a_picture_and_where_it_can_a_native_chart(three):
    shown, _, deck = three
    kinds = [
        ["chart" if one.has_chart else "picture" for one, _ in described(slide)]
        for slide in deck.slides
    ]
    assert kinds == [[], ["picture"], ["chart"], ["picture"], ["chart"], ["picture"]]
    titles = [slide.shapes.title.text for slide in deck.slides]
    steps, bars, lanes = (chart.title for chart in shown)
    assert titles == ["Our hall", steps, steps, bars, bars, lanes]


def test_what_is_drawn_has_its_words(three):
    """A picture's alternative text would be its file's name."""
    shown, _, deck = three
    words = {chart.title: chart.words for chart in shown}
    for slide in list(deck.slides)[1:]:
        ((_, alt),) = described(slide)
        assert alt == words[slide.shapes.title.text]
        assert alt in notes(slide)


def test_the_notes_say_what_to_say_and_ask_and_what_to_paste(three):
    shown, _, deck = three
    for slide in list(deck.slides)[1:]:
        heads = re.findall("^[A-Z, ]{3,}$", notes(slide), flags=re.M)
        assert heads == ["SAY", "ASK", "ALTERNATIVE TEXT", "CREDIT LINE, TO PASTE", "SOURCES"]
        assert f"{MADE}, CC BY 4.0" in notes(slide)
        assert notes(slide).endswith(SOURCE)


def test_the_source_line_is_on_every_slide_with_numbers(three):
    """On a picture it is burnt in; under a native chart it is text."""
    _, _, deck = three
    for slide in list(deck.slides)[1:]:
        ((shape, _),) = described(slide)
        assert (f"Source: {SOURCE}" in said(slide)) == shape.has_chart
        if not shape.has_chart:
            assert round(shape.crop_bottom, 3) == 0  # the foot of the picture is whole


def test_a_picture_fills_the_slide_below_its_title(three):
    """The title is text that can be edited, where the picture had its own."""
    _, _, deck = three
    for slide in deck.slides:
        for shape, _ in described(slide):
            if not shape.has_chart:
                assert (shape.left, shape.width) == (0, deck.slide_width)
                assert abs(shape.top + shape.height - deck.slide_height) < 3
                assert abs(shape.crop_top - shape.top / deck.slide_height) < 1e-3
                held = Image.open(io.BytesIO(shape.image.blob)).convert("L")
                assert held.size == (1920, 1080)
                band = held.crop((0, 0, 1920, int(1080 * shape.crop_top)))
                assert band.getextrema() == (255, 255)  # nothing is cut off


def test_slides_layouts_and_master_are_16_to_9(three):
    _, _, deck = three
    assert abs(deck.slide_width / deck.slide_height - 16 / 9) < 1e-4
    assert beyond(deck) == []
    for one in (deck.slide_master, *deck.slide_layouts):
        right = max(shape.left + shape.width for shape in one.placeholders)
        assert right > 0.9 * deck.slide_width, one.name


def test_nothing_in_the_deck_is_smaller_than_14_points(three):
    _, _, deck = three
    found = sizes(deck)
    assert len(found) > 50 and {14, 16, 18, 24, 40} <= set(found)
    assert min(found) >= 14


def test_the_sheet_of_bars_is_the_chart(three):
    """A teacher who edits a cell edits the number that was drawn."""
    shown, _, deck = three
    _, bars = natives(deck)
    head, *rows = sheet(bars)
    table = shown[1].table
    assert head == {"B": "words"}
    assert [(row["A"], row["B"]) for row in rows] == list(
        zip(table["side"], table["words"], strict=True)
    )
    assert len(rows) > 2


def test_a_level_lasts_until_the_next_one_is_known(three):
    """Two cells of one date make an upright line; a slope would claim what nobody counted."""
    shown, _, deck = three
    steps, _ = natives(deck)
    head, *rows = sheet(steps)
    levels = shown[0].numbers
    held = {}
    for row in rows:
        for column in head:
            if column in row:
                held.setdefault((day(row["A"])), set()).add(row[column])
    for at, row in zip(levels.index, levels.itertuples(), strict=True):
        assert row.value in held[at.date()]
    dates = [row["A"] for row in rows]
    assert dates == sorted(dates)
    for column in ("B", "C"):
        own = [(row["A"], row.get(column)) for row in rows]
        for (start, low), (end, high) in zip(own, own[1:], strict=False):
            if None not in (low, high):
                assert start == end or low == high


def test_a_native_chart_starts_at_zero_and_names_its_dates(three):
    _, _, deck = three
    for chart in natives(deck):
        assert chart.value_axis.minimum_scale == 0
    axis = natives(deck)[0].category_axis._element
    assert axis.tag.endswith("}dateAx")
    units = {one.tag.rpartition("}")[2]: one.get("val") for one in axis}
    assert units["baseTimeUnit"] == "days" and units["majorTimeUnit"] in ("months", "years")
    begins = day(natives(deck)[0].category_axis.minimum_scale)
    assert begins.isoformat() == "2019-01-01"  # a label stands where its month or year begins


def test_an_announced_level_is_a_dashed_line_of_its_own(three):
    """In black and white, too, nobody takes a plan for a count."""
    _, _, deck = three
    counted, planned, others = natives(deck)[0].plots[0].series
    assert [one.name for one in (counted, planned, others)] == [
        "visitors in the library", "Announced, not counted", "Other sources",
    ]  # fmt: skip
    dashes = [one.format.line.dash_style for one in (counted, planned)]
    assert dashes == [None, MSO_LINE_DASH_STYLE.DASH]
    assert others.format.line.fill.type == MSO_FILL.BACKGROUND  # marks, and no line between them
    assert list(planned.values)[-1] is None and 250 in planned.values
    assert [value for value in others.values if value is not None] == [500, 500, 250, 250]


def test_where_the_way_of_counting_changed_there_is_a_gap(three):
    """A line through the gap would say that something was counted there."""
    _, _, deck = three
    chart = natives(deck)[0]
    head, *rows = sheet(chart)
    line = [(day(row["A"]).isoformat(), row.get("B")) for row in rows]
    assert ("2019-12-31", 380) in line and ("2020-03-01", 900) in line
    gap = [value for at, value in line if "2019-12-31" < at < "2020-03-01"]
    assert gap and set(gap) == {None}
    assert chart._chartSpace.find(".//{*}dispBlanksAs").get("val") == "gap"
    assert "counted another way" in said(deck.slides[2])


def test_built_twice_the_deck_is_the_same_to_the_byte(three, tmp_path):
    shown, file, _ = three
    again = slides.deck(shown, tmp_path / "again.pptx", title="Our hall")
    assert again.read_bytes() == file.read_bytes()


def test_a_deck_that_was_edited_is_never_overwritten(three, tmp_path):
    """An office program packs the file anew; by that we know that somebody worked on it."""
    shown, file, _ = three
    edited = tmp_path / "three.pptx"
    with zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as to, zipfile.ZipFile(file) as read:
        for name in read.namelist():
            to.writestr(name, read.read(name))
    with pytest.raises(FileExistsError, match="edited since"):
        slides.deck(shown, edited)
    slides.deck(shown[:1], tmp_path / "mine")
    slides.deck(shown[:2], tmp_path / "mine.pptx")  # ours, untouched: replaced
    assert len(opened(str(tmp_path / "mine.pptx")).slides) == 5


def test_a_title_that_is_too_long_is_set_small(tmp_path):
    """It must not run over the chart; of a file's own title programs take 255 signs."""
    long = "Fewer people came to the hall in every year that anybody counted them " * 5
    chart = charts.levels(tables.levels(), source=SOURCE, title=long)
    deck = opened(str(slides.deck([chart], tmp_path / "x.pptx", title=long)))
    found = [slide.shapes.title.text_frame.paragraphs[0].font.size for slide in deck.slides]
    assert [size.pt for size in found[1:]] == [14, 14]


def test_a_native_chart_says_what_is_counted(three):
    """A number without its kind of count is half a number."""
    _, _, deck = three
    assert "Kinds of count mixed here" in said(deck.slides[2])


def test_one_chart_in_place_of_a_list_is_told_of_the_brackets(tmp_path):
    with pytest.raises(TypeError, match=r"One Chart.*\[chart\]".replace("One", "one")):
        slides.deck(voices(), tmp_path / "x.pptx")
    with pytest.raises(TypeError, match="no Chart but a str"):
        slides.save("my-name", voices())


def test_a_deck_of_nothing_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no charts for the deck"):
        slides.deck([], tmp_path / "x.pptx")


def test_a_deck_is_called_after_its_file(tmp_path):
    file = slides.deck([voices()], tmp_path / "my_first-deck")
    assert file.name == "my_first-deck.pptx"
    assert opened(str(file)).slides[0].shapes.title.text == "My first deck"


def test_without_python_pptx_it_says_which_line_to_install(tmp_path):
    code = (
        "import sys; sys.modules['pptx'] = None\n"
        "from press import slides\n"
        f"{VOICES}\n"
        f"print(len(slides.save(voices(), folder={str(tmp_path)!r})))\n"  # pictures need none
        f"slides.deck([voices()], {str(tmp_path / 'x.pptx')!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert done.stdout == "4\n"
    assert "pip install python-pptx" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "x.pptx").exists()


def test_a_chart_whose_line_was_replaced_by_nothing_has_no_native_form():
    """Marks of different scope have no line to draw, and a bare list of them would mislead."""
    apart = tables.levels().assign(scope=[f"hall {n}" for n in range(len(tables.levels()))])
    chart = charts.levels(apart, source=SOURCE)
    assert native.form(chart.numbers) == ""
    assert native.form(replace(chart, numbers=chart.numbers.iloc[:0]).numbers) == ""
