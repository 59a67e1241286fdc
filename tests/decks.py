"""What a PowerPoint file contains, read from its parts as any other program would."""

import io
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

from pptx import Presentation
from pptx.util import Inches

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def open_deck(content):
    """Return a deck from the bytes of its file."""
    return Presentation(io.BytesIO(content))


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def text_on(slide):
    """Return all text that a slide shows."""
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def contents(deck):
    """Return the title, text and notes of each slide."""
    return [
        (text_on(slide), notes(slide) if slide.has_notes_slide else "") for slide in deck.slides
    ]


def described(slide):
    """Return pictures and native charts of a slide with their alternative texts."""
    found = []
    for shape in slide.shapes:
        if shape.has_chart or shape.shape_type == 13:
            (named,) = (part for part in shape._element.iter() if part.tag.endswith("}cNvPr"))
            found.append((shape, named.get("descr")))
    return found


def native_charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def sheet(chart):
    """Return the rows of the sheet behind a native chart, each a cell by its column."""
    package = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    strings = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    words = ["".join(string.itertext()) for string in strings.iter(f"{SPREADSHEET}si")]
    cells = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in cells.iter(f"{SPREADSHEET}row"):
        values = {}
        for cell in row.iter(f"{SPREADSHEET}c"):
            column = re.match("[A-Z]+", cell.get("r"))[0]
            value = cell.find(f"{SPREADSHEET}v")
            if value is not None:
                is_text = cell.get("t") == "s"
                values[column] = words[int(value.text)] if is_text else float(value.text)
        rows.append(values)
    return rows


def day(number):
    """Return the day that a spreadsheet means by a number."""
    return date(1899, 12, 30) + timedelta(days=int(number))


def letter_sizes(deck):
    """Return every size of letters that is written down in a deck, in points."""
    trees = [part._element for part in (deck.slide_master, *deck.slide_layouts, *deck.slides)]
    trees += [chart._chartSpace for chart in native_charts(deck)]
    letters = [
        part for tree in trees for part in tree.iter() if str(part.tag)[-3:].lower() == "rpr"
    ]
    return [int(part.get("sz")) / 100 for part in letters if part.get("sz")]


def off_the_slide(deck):
    """Return the shapes that leave a slide of 16:9, on the master, the layouts and the slides."""
    right, bottom = Inches(40 / 3) + 2, Inches(7.5) + 2
    found = []
    for part in (deck.slide_master, *deck.slide_layouts, *deck.slides):
        for shape in part.shapes:
            if shape.width is None:
                continue
            too_far = shape.left + shape.width > right or shape.top + shape.height > bottom
            if shape.left < 0 or shape.top < 0 or too_far:
                found.append((shape.name, shape.left, shape.width))
    return found
