"""The slide master: an empty deck of 16:9 in the house style, and text placed on its slides.

All places and sizes are in inches, all letters in points.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from dateline.charts.type import ACCENT, INK, SOFT
from dateline.publish.reproducible import DAY

SLIDE_WIDTH = 40 / 3
SLIDE_HEIGHT = 7.5
MARGIN = 0.25
TOP = 1.15  # where a chart may start
FOOT = 6.85  # where the source line is
TEMPLATE_WIDTH = 10  # the template of python-pptx is 4:3 and as high as ours

COVER_SIZE = 40
QUOTATION_SIZE = 32
TITLE_SIZE = 24
TEXT_SIZE = 20
SMALLEST_SIZE = 14
FONT = "Arial"  # every office computer has it, or a font that is as wide


class TextLine(NamedTuple):
    """A line of text and how it is set."""

    text: str
    size: float = TEXT_SIZE
    color: str = INK
    bold: bool = False
    space_above: float = 6  # points


def empty_presentation(title: str, comment: str) -> Any:
    """Return a presentation without slides whose master and layouts are 16:9, in our style.

    Args:
        title: The title that programs show for the file.
        comment: The comment of the file; it says who made it.
    """
    presentation = Presentation()
    presentation.slide_width = Inches(SLIDE_WIDTH)
    presentation.slide_height = Inches(SLIDE_HEIGHT)
    for layout in (presentation.slide_master, *presentation.slide_layouts):
        _widen(layout)
        _enlarge_small_letters(layout)

    _style_theme(presentation.slide_master)
    _style_titles(presentation)
    _remove_thumbnail(presentation)

    about = presentation.core_properties
    about.title = title[:255]  # Office programs take no more
    about.author = about.last_modified_by = "Dateline"
    about.comments = comment
    about.keywords = ""
    about.created = about.modified = DAY
    about.revision = 1
    return presentation


def place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    """Give a shape its place on the slide."""
    shape.left = Inches(left)
    shape.top = Inches(top)
    shape.width = Inches(width)
    shape.height = Inches(height)


def style_text(shape: Any, size: float, color: str) -> None:
    """Set all text of a shape in one size and color."""
    for paragraph in shape.text_frame.paragraphs:
        paragraph.font.size = Pt(size)
        paragraph.font.color.rgb = rgb(color)


def add_text(
    slide: Any, top: float, height: float, lines: Sequence[TextLine], *, left: float = MARGIN
) -> None:
    """Put lines of text on a slide, as wide as its margins allow."""
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    place(box, left, top, SLIDE_WIDTH - 2 * left, height)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0)
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.space_before = Pt(line.space_above)
        run = paragraph.add_run()
        run.text = line.text
        run.font.size = Pt(line.size)
        run.font.bold = line.bold
        run.font.color.rgb = rgb(line.color)


def rgb(color: str) -> Any:
    """Return a color such as "#1f2933" as python-pptx takes it."""
    return RGBColor.from_string(color.lstrip("#").upper())


def _widen(layout: Any) -> None:
    """Stretch the places of a 4:3 layout to 16:9."""
    for shape in layout.placeholders:
        if shape._element.spPr.xfrm is None:
            continue  # it takes its place from the master
        shape.left = round(shape.left * SLIDE_WIDTH / TEMPLATE_WIDTH)
        shape.width = round(shape.width * SLIDE_WIDTH / TEMPLATE_WIDTH)


def _enlarge_small_letters(layout: Any) -> None:
    """Let no text of a layout be smaller than what the last row of a room can read."""
    smallest = 100 * SMALLEST_SIZE  # the file counts hundredths of a point
    for letters in layout._element.iter("{*}defRPr", "{*}rPr"):
        if int(letters.get("sz", smallest)) < smallest:
            letters.set("sz", str(smallest))


def _style_theme(master: Any) -> None:
    """Give the theme our font and colors."""
    parts = [relation.target_part for relation in master.part.rels.values()]
    (theme,) = [part for part in parts if part.content_type.endswith("theme+xml")]
    xml = theme._blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
    for name, color in {"dk2": INK, "accent1": INK, "accent2": ACCENT, "accent3": SOFT}.items():
        pattern = rf"(<a:{name}><a:srgbClr val=\")\w+".encode()
        xml = re.sub(pattern, rb"\g<1>" + str(rgb(color)).encode(), xml)
    black = b'<a:sysClr val="windowText" lastClr="000000"/>'
    theme._blob = xml.replace(black, f'<a:srgbClr val="{rgb(INK)}"/>'.encode())


def _style_titles(presentation: Any) -> None:
    """Set the titles: bold and at the top left of a slide, in the middle of the first one."""
    master = presentation.slide_master
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find("{*}defRPr").attrib.update({"sz": str(100 * TITLE_SIZE), "b": "1"})
    title = master.placeholders[0]
    place(title, MARGIN, 0.06, SLIDE_WIDTH - 2 * MARGIN, TOP - 0.2)
    _align(title, MSO_ANCHOR.TOP)

    cover_title, cover_text = list(presentation.slide_layouts[0].placeholders)[:2]
    place(cover_title, 1, 1.9, SLIDE_WIDTH - 2, 1.8)
    _align(cover_title, MSO_ANCHOR.BOTTOM)
    place(cover_text, 1, 3.9, SLIDE_WIDTH - 2, 2)
    for level in cover_text._element.iter("{*}lvl1pPr"):
        level.set("algn", "l")
    cover_text.text_frame.margin_left = Inches(0)


def _align(title: Any, anchor: MSO_ANCHOR) -> None:
    """Let a title start at the edge of its box, at its top or its bottom."""
    frame = title.text_frame
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = Inches(0)


def _remove_thumbnail(presentation: Any) -> None:
    """Remove the preview picture: it shows the template and not this deck."""
    relations = presentation.part.package._rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(key)
