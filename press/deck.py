"""The deck: exhibits as a PowerPoint file, 16:9, with native charts, pictures and notes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import Chart
from ink.look import ACCENT, INK, LOOKS, SOFT
from press import native
from press.exhibits import Exhibit
from press.files import MADE
from press.pictures import credit, png

WIDE, HIGH, EDGE = 40 / 3, 7.5, 0.3  # inches
LARGE, QUOTE, TITLE, TEXT, LEAST = 40, 32, 24, 20, 14  # points
FACE = "Arial"  # on every office computer, or one as wide
TOP, FOOT = 1.15, 6.85  # inches: where a chart may start, and where the source line stands
DAY = datetime(2020, 1, 1)  # the same each time: a file that changes by itself cannot be checked
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Words(NamedTuple):
    """A line of text and how it is set."""

    text: str
    size: float = TEXT
    colour: str = INK
    bold: bool = False
    space: float = 6  # above it


def build(exhibits: Sequence[Exhibit], title: str, about: str) -> bytes:
    """Return a deck: a title slide, then the slides of each exhibit; the same bytes each time.

    Raises:
        ImportError: python-pptx is missing; the message says how to get it.
    """
    deck = _empty(title)
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = title, about
    _set(first.shapes.title, LARGE, INK)
    _set(first.placeholders[1], TEXT, SOFT)
    for exhibit in exhibits:
        if exhibit.chart:
            _picture(deck, exhibit, exhibit.chart)
            if native.form(exhibit.chart.numbers):
                _native(deck, exhibit, exhibit.chart)
        elif exhibit.quote:
            _quotation(deck, exhibit)
        else:
            _question(deck, exhibit)
    file = io.BytesIO()
    deck.save(file)
    return same(file.getvalue())


def _empty(title: str) -> Any:
    """Return a deck without slides whose master and layouts are 16:9, in the house style."""
    try:
        from pptx import Presentation
        from pptx.util import Inches
    except ImportError as missing:
        raise ImportError(
            "A deck needs the package python-pptx, which is missing here. Type  python3 start.py  "
            "in the project's folder, or  pip install python-pptx , then run this again."
        ) from missing
    deck = Presentation()
    wider = WIDE / 10  # the template is 4:3, 10 inches wide
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for shape in sheet.placeholders:
            if shape._element.spPr.xfrm is not None:  # its own place, not that of the master
                shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
        for letters in sheet._element.iter("{*}defRPr", "{*}rPr"):
            if int(letters.get("sz", LEAST * 100)) < LEAST * 100:
                letters.set("sz", str(LEAST * 100))
    _dress(deck)
    package = deck.part.package
    for key, link in list(package._rels.items()):
        if link.reltype.endswith("/thumbnail"):  # of the template, not of this deck
            package._rels.pop(key)
    about = deck.core_properties
    about.title, about.author, about.comments, about.keywords = title, "Dateline", MADE, ""
    about.created = about.modified = DAY
    about.last_modified_by, about.revision = "Dateline", 1
    return deck


def _dress(deck: Any) -> None:
    """Give the master the house's letters, colours and place of the title."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    master = deck.slide_master
    (theme,) = (one.target_part for one in master.part.rels.values() if "/theme" in one.reltype)
    own = theme._blob.replace(b'typeface="Calibri"', f'typeface="{FACE}"'.encode())
    colours = {"dk2": INK, "accent1": INK, "accent2": ACCENT, "accent3": SOFT}
    for name, colour in colours.items():
        value = colour.lstrip("#").upper()
        pattern = rf"(<a:{name}><a:srgbClr val=\")\w+".encode()
        own = re.sub(pattern, rb"\g<1>" + value.encode(), own)
    theme._blob = own.replace(
        b'<a:sysClr val="windowText" lastClr="000000"/>',
        f'<a:srgbClr val="{INK.lstrip("#").upper()}"/>'.encode(),
    )
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find("{*}defRPr").attrib.update({"sz": str(100 * TITLE), "b": "1"})
    title = master.placeholders[0]
    _put(title, EDGE, 0.13, WIDE - 2 * EDGE, TOP - 0.2)
    first = deck.slide_layouts[0]
    _put(first.placeholders[0], 1, 1.9, WIDE - 2, 1.8)
    _put(first.placeholders[1], 1, 3.9, WIDE - 2, 2)
    for shape, anchor in ((title, MSO_ANCHOR.TOP), (first.placeholders[0], MSO_ANCHOR.BOTTOM)):
        frame = shape.text_frame
        frame.vertical_anchor = anchor
        frame.margin_left = frame.margin_right = frame.margin_top = Inches(0)
    for level in first.placeholders[1]._element.iter("{*}lvl1pPr"):
        level.set("algn", "l")
    first.placeholders[1].text_frame.margin_left = Inches(0)


def _set(shape: Any, size: float, colour: str) -> None:
    """Set all text of a shape in one size and colour."""
    from pptx.util import Pt

    for paragraph in shape.text_frame.paragraphs:
        paragraph.font.size, paragraph.font.color.rgb = Pt(size), native.rgb(colour)


def _put(shape: Any, left: float, top: float, wide: float, high: float) -> None:
    """Give a shape its place, in inches."""
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, wide, high))


def _slide(deck: Any, exhibit: Exhibit) -> Any:
    """Add a slide with a title and the notes of an exhibit."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = exhibit.title
    chart, sources = exhibit.chart, [f"- {one}" for one in exhibit.sources]
    parts = {
        "SAY": exhibit.say,
        "ASK": exhibit.ask,
        "ALTERNATIVE TEXT": chart.words if chart else "",
        "CREDIT LINE, TO PASTE": credit(chart) if chart else _credited(exhibit),
        "SOURCES": "\n".join(sources) or exhibit.source,
    }
    said = [f"{head}\n{text}" for head, text in parts.items() if text]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(said)
    return slide


def _credited(exhibit: Exhibit) -> str:
    return f"{MADE}, CC BY 4.0." + f" Words: {exhibit.source}" * bool(exhibit.source)


def _picture(deck: Any, exhibit: Exhibit, chart: Chart) -> None:
    """Add a slide with a chart as a picture; its title is that of the slide, and can be edited."""
    from pptx.util import Inches

    figure = chart.draw("slide")
    cut = _untitled(figure)
    slide = _slide(deck, exhibit)
    file = io.BytesIO(png(figure, chart))
    shape = slide.shapes.add_picture(file, 0, 0, Inches(WIDE), Inches(HIGH))
    shape.crop_top = cut
    _put(shape, 0, cut * HIGH, WIDE, (1 - cut) * HIGH)
    shape._element.nvPicPr.cNvPr.set("descr", chart.words)  # else it is the file's name
    shape.name = "Picture"


def _untitled(figure: Figure) -> float:
    """Take the title off a figure, and return which part of its height that leaves free."""
    size = LOOKS["slide"]["figure.titlesize"]
    titles = [one for one in figure.texts if one.get_fontsize() == size]
    lowest = min(one.get_window_extent().y0 for one in titles)
    for one in titles:
        one.set_visible(False)
    return float(1 - lowest / figure.bbox.height)


def _native(deck: Any, exhibit: Exhibit, chart: Chart) -> None:
    """Add a slide with the chart as one that PowerPoint draws: right-click it to edit its data."""
    from pptx.util import Inches

    slide = _slide(deck, exhibit)
    place = Inches(EDGE), Inches(TOP), Inches(WIDE - 2 * EDGE), Inches(FOOT - TOP - 0.1)
    numbers = chart.numbers
    native.add(slide, numbers, chart.words, place)
    broken = "part" in numbers and numbers.loc[numbers["part"] > 0, "part"].nunique() > 1
    _source(slide, exhibit, "No line: counted another way. " * broken)


def _source(slide: Any, exhibit: Exhibit, note: str = "") -> None:
    """Put the source line at the foot of a slide."""
    _text(slide, FOOT, HIGH - FOOT, [Words(f"{note}Source: {exhibit.source}", LEAST, SOFT)])


def _quotation(deck: Any, exhibit: Exhibit) -> None:
    """Add a slide with words as the article prints them, and below as they were first printed."""
    slide = _slide(deck, exhibit)
    cells = exhibit.quote._asdict().items()
    row: dict[str, Any] = {name: "" if pd.isna(cell) else cell for name, cell in cells}
    when = f"{row['date'].day} {row['date']:%B %Y}" if row["date"] else ""
    who = ", ".join(str(part) for part in (row["speaker"], row["role"], when) if part)
    words = [Words(_quoted(row["text"] or row["own_words"]), QUOTE), Words(who, TEXT, SOFT)]
    if row["in_article"]:
        words.insert(0, Words("In the article", TEXT, ACCENT, bold=True))
    if str(row["original_text"])[:1] in ('"', "“"):
        outlet = str(row["outlet"]).split(";")[0]
        words.append(Words(f"As first printed: {outlet}", TEXT, ACCENT, bold=True, space=36))
        words.append(Words(_quoted(row["original_text"]), QUOTE))
    elif row["status"]:
        words.append(Words(f"How the words reached us: {row['status']}", TEXT, SOFT))
    _text(slide, 1.8, 4.5, words)
    _source(slide, exhibit)


def _quoted(words: str) -> str:
    return f"“{words.strip().strip('“”').strip(chr(34))}”"


def _question(deck: Any, exhibit: Exhibit) -> None:
    """Add a slide with a question to the room and nothing else."""
    slide = _slide(deck, exhibit)
    _put(slide.shapes.title, 1, 2, WIDE - 2, 1.6)
    _set(slide.shapes.title, LARGE, INK)
    _text(slide, 3.7, 3, [Words(exhibit.ask, QUOTE - 4, SOFT)], left=1)


def _text(slide: Any, top: float, high: float, lines: list[Words], *, left: float = EDGE) -> None:
    """Put lines of text on a slide."""
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(0, 0, 0, 0)
    _put(box, left, top, WIDE - 2 * left, high)
    frame = box.text_frame
    frame.word_wrap, frame.margin_left, frame.margin_right = True, Inches(0), Inches(0)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = line.text, Pt(line.size), line.bold
        run.font.color.rgb = native.rgb(line.colour)
        paragraph.space_before = Pt(line.space)


def same(package: bytes) -> bytes:
    """Return an Office file whose bytes depend on what it says alone: one time, sorted names."""
    read, file = zipfile.ZipFile(io.BytesIO(package)), io.BytesIO()
    with zipfile.ZipFile(file, "w") as to:
        for name in sorted(read.namelist()):
            held = read.read(name)
            if name.endswith(".xlsx"):
                held = same(held)
            if name == "docProps/core.xml":
                held = STAMP.sub(f"{DAY:%Y-%m-%dT%H:%M:%SZ}".encode(), held)
            # What is stored as it is shows who made the file; an office program packs it.
            packed = zipfile.ZIP_STORED if name.startswith("docProps") else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = packed, 3, 0o600 << 16
            to.writestr(entry, held, compresslevel=6)
    return file.getvalue()
