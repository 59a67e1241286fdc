"""What a PowerPoint file contains, read from its parts as any other program would."""

import io
import math
import posixpath
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

from pptx import Presentation
from pptx.util import Inches, Pt

from dateline.charts.type import width

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def open_deck(content):
    """Return a deck from the bytes of its file."""
    return Presentation(io.BytesIO(content))


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def text_on(slide):
    """Return all text that a slide shows, without its number."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join(text for text in texts if text != slide_number(slide))


def parts(content):
    """Return the parts of a package that are XML, each as a tree by its name."""
    package = zipfile.ZipFile(io.BytesIO(content))
    names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return {name: ElementTree.fromstring(package.read(name)) for name in names}


def missing_parts(content):
    """Return what a package refers to and does not have, and what it has and does not list."""
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    trees = parts(content)
    listed = trees["[Content_Types].xml"]
    types = {part.get("PartName", "").lstrip("/") or part.get("Extension") for part in listed}
    found = [name for name in types if "." in name and name not in names]
    found += [name for name in names if not {name, name.rpartition(".")[2]} & types]
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in tree:
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.join("/", folder, relation.get("Target"))
            if posixpath.normpath(target).lstrip("/") not in names:
                found.append(target)
    return found


def fonts(content):
    """Return the fonts that a deck names for Latin letters, not those a theme refers to."""
    letters = [
        part.get("typeface")
        for name, tree in parts(content).items()
        if name.startswith(("ppt/slide", "ppt/theme/theme1", "ppt/charts"))
        for part in tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}latin")
    ]
    return {font for font in letters if not font.startswith("+")}


def overlaps(slide):
    """Return the pairs of shapes on a slide that share a place; 2 points are nothing."""
    boxes = [
        (shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in slide.shapes
        if shape.width
    ]
    little = Pt(2)
    found = []
    for number, (name, left, top, right, foot) in enumerate(boxes):
        for other, left2, top2, right2, foot2 in boxes[number + 1 :]:
            across = min(right, right2) - max(left, left2) > little
            if across and min(foot, foot2) - max(top, top2) > little:
                found.append((name, other))
    return found


def title_lines(slide):
    """Return how large the letters of a title are and how many lines they take at most."""
    title = slide.shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size.pt
    wide = title.width / 12700
    return size, math.ceil(title_width(title.text, size) / wide)


def title_width(text, size):
    """Return how many points wide bold words are in the letters that Arial is drawn with."""
    return 1.12 * width(text, size, heavy=True)


def contents(deck):
    """Return the title, text and notes of each slide."""
    return [
        (text_on(slide), notes(slide) if slide.has_notes_slide else "") for slide in deck.slides
    ]


def slide_number(slide):
    """Return the number that is written on a slide, or ""."""
    fields = [part for part in slide._element.iter("{*}fld") if part.get("type") == "slidenum"]
    return "".join(field.find("{*}t").text for field in fields)


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


def sheet_cells(chart):
    """Return every element of the sheet behind a native chart."""
    package = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml")).iter())


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
