"""What a PowerPoint file holds, read from its parts as any other program would."""

import io
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

from pptx import Presentation
from pptx.util import Inches

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(file):
    return Presentation(io.BytesIO(file) if isinstance(file, bytes) else file)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def described(slide):
    """Return pictures and native charts of a slide with their alternative texts."""
    found = []
    for shape in slide.shapes:
        if shape.has_chart or shape.shape_type == 13:
            (named,) = (one for one in shape._element.iter() if one.tag.endswith("}cNvPr"))
            found.append((shape, named.get("descr")))
    return found


def natives(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def said(slide):
    """Return all text that stands on a slide."""
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def sheet(chart):
    """Return the rows of the sheet behind a native chart: text, numbers, dates and None."""
    package = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    shared = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    words = ["".join(one.itertext()) for one in shared.iter(f"{SHEET}si")]
    rows = []
    for row in ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row"):
        cells = {}
        for cell in row.iter(f"{SHEET}c"):
            column = re.match("[A-Z]+", cell.get("r"))[0]
            value = cell.find(f"{SHEET}v")
            if value is not None:
                text = cell.get("t") == "s"
                cells[column] = words[int(value.text)] if text else float(value.text)
        rows.append(cells)
    return rows


def day(number):
    """Return the day that a spreadsheet means by a number."""
    return date(1899, 12, 30) + timedelta(days=int(number))


def sizes(deck):
    """Return every size of letters that is written down in a deck, in points."""
    parts = [deck.slide_master, *deck.slide_layouts, *deck.slides]
    trees = [one._element for one in parts] + [one._chartSpace for one in natives(deck)]
    letters = [one for tree in trees for one in tree.iter() if str(one.tag)[-3:] in ("rPr", "RPr")]
    found = [one.get("sz") for one in letters]
    return [int(size) / 100 for size in found if size]


def beyond(deck):
    """Return the shapes that leave a slide of 16:9, on the master, the layouts and the slides."""
    parts = [deck.slide_master, *deck.slide_layouts, *deck.slides]
    wide, high = Inches(40 / 3), Inches(7.5)
    return [
        (shape.name, shape.left, shape.width)
        for one in parts
        for shape in one.shapes
        if shape.width is not None
        and (
            shape.left < 0
            or shape.top < 0
            or shape.left + shape.width > wide + 2
            or shape.top + shape.height > high + 2
        )
    ]
