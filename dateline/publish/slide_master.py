"""The slide master: an empty deck of 16:9 in the style of the charts, and text on its slides.

All places and sizes are in points, from the left and the top of a slide of 960 x 540 points.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dateline.charts.type import ACCENT, INK, SOFT, width
from dateline.links import web_address
from dateline.publish.reproducible import DAY
from dateline.words import clean

SLIDE_WIDTH = 960
SLIDE_HEIGHT = 540
EDGE = 30  # what stays free at the left and the right
ROOM = SLIDE_WIDTH - 2 * EDGE
TOP = 12  # where titles start, below the block in the accent
BLOCK = (44, 7)  # how wide and high that block is
NUMBER_WIDTH = 50  # for the number of a slide, at the right end of its title
TITLE_ROOM = ROOM - NUMBER_WIDTH
FOOT = 506  # where the source line is, if it is one line
FOOT_LINE = 18  # from line to line of it

COVER_SIZE = 40
TITLE_SIZE = 28
LEAD_SIZE = 18
SMALLEST_SIZE = 14
LINE = 1.2  # from line to line, in heights of letters
FONT = "Arial"  # every office computer has it, or a font that is as wide
WIDER, WIDER_BOLD = 1.09, 1.14  # Arial is so many times as wide as the letters of our pictures
TEMPLATE_WIDTH = 720  # the template of python-pptx is 4:3 and as high as ours


class Letters(NamedTuple):
    """Words of one style in a line of text."""

    text: str
    color: str = INK
    bold: bool = False
    underlined: bool = False
    struck: bool = False


class TextLine(NamedTuple):
    """A paragraph of text and how it is set."""

    letters: Sequence[Letters]
    size: float = LEAD_SIZE
    space_above: float = 6


def line(
    text: str, size: float = LEAD_SIZE, color: str = INK, *, bold: bool = False, above: float = 6
) -> TextLine:
    """Return a paragraph of one style."""
    return TextLine([Letters(text, color, bold)], size, above)


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Return how many lines some words take, measured with letters that are as wide as ours."""
    wider = WIDER_BOLD if bold else WIDER
    lines = 1
    used = 0.0
    for word in text.split():
        wide = wider * width(word, size, heavy=bold)
        space = wider * width(" ", size, heavy=bold)
        if used and used + wide > room:
            lines += 1
            used = 0.0
        used += wide + space
    return lines


def fitting_size(text: str, room: float, height: float, sizes: Sequence[float]) -> float:
    """Return the first of some sizes in which bold words have room; the last if none fits."""
    for size in sizes:
        if LINE * size * lines_of(text, size, room, bold=True) <= height:
            return size
    return sizes[-1]


def empty_presentation(title: str, comment: str) -> Any:
    """Return a presentation without slides whose master and layouts are 16:9, in our style.

    Args:
        title: The title that programs show for the file.
        comment: The comment of the file; it says who made it.
    """
    presentation = Presentation()
    presentation.slide_width = Pt(SLIDE_WIDTH)
    presentation.slide_height = Pt(SLIDE_HEIGHT)
    # The template says that it is 4:3. Keynote refuses a file whose size says something else.
    presentation.element.find(qn("p:sldSz")).attrib.pop("type", None)
    for layout in (presentation.slide_master, *presentation.slide_layouts):
        _widen(layout)
        _enlarge_small_letters(layout)
        _place_slide_number(layout)

    _style_theme(presentation.slide_master)
    _style_titles(presentation)
    _add_block(presentation.slide_master)
    _list_notes_master(presentation)
    _remove_thumbnail(presentation)

    about = presentation.core_properties
    about.title = clean(title)[:255]  # Office programs take no more
    about.author = about.last_modified_by = "Dateline"
    about.comments = comment
    about.keywords = ""
    about.created = about.modified = DAY
    about.revision = 1
    return presentation


def place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    """Give a shape its place on the slide."""
    shape.left = Pt(left)
    shape.top = Pt(top)
    shape.width = Pt(width)
    shape.height = Pt(height)


def set_text(shape: Any, lines: Sequence[TextLine]) -> None:
    """Set the text of a shape; a web address can be clicked."""
    frame = shape.text_frame
    frame.word_wrap = True
    for number, text_line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.space_before = Pt(text_line.space_above if number else 0)
        for letters in text_line.letters:
            run = paragraph.add_run()
            run.text = clean(letters.text).replace("\n", " ")
            run.font.size = Pt(text_line.size)
            run.font.bold = letters.bold
            run.font.color.rgb = rgb(letters.color)
            if letters.underlined:
                run.font.underline = True
            if letters.struck:
                run.font._element.set("strike", "sngStrike")  # python-pptx has no name for it
            if web_address(run.text):
                run.hyperlink.address = run.text


def add_text(
    slide: Any, top: float, height: float, lines: Sequence[TextLine], *, middle: bool = False
) -> None:
    """Put lines of text on a slide, as wide as its margins allow, at the top or in the middle."""
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    place(box, EDGE, top, ROOM, height)
    _remove_margins(box)
    if middle:
        box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    set_text(box, lines)


def add_slide_number(slide: Any, number: int) -> None:
    """Put its number on a slide, where its layout has one; programs count again by themselves."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            xml = re.sub(r"<p:spPr>.*?</p:spPr>", "<p:spPr/>", _xml(shape), flags=re.DOTALL)
            copied = parse_xml(xml)
            copied.nvSpPr.cNvPr.set("id", str(len(slide.shapes) + 2))
            copied.find(f".//{qn('a:t')}").text = str(number)
            slide.shapes._spTree.append(copied)


def describe(named: Any, words: str) -> None:
    """Give a picture or a chart its alternative text; python-pptx has no name for it."""
    named.set("descr", clean(words))


def rgb(color: str) -> Any:
    """Return a color such as "#1f2933" as python-pptx takes it."""
    return RGBColor.from_string(color.lstrip("#").upper())


def _xml(shape: Any) -> str:
    return str(shape._element.xml)


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


def _place_slide_number(layout: Any) -> None:
    """Put the number of the slide at the top right, away from the source line at the foot."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            place(shape, SLIDE_WIDTH - EDGE - NUMBER_WIDTH, TOP, NUMBER_WIDTH, 20)
            _remove_margins(shape)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            for paragraph in shape.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.RIGHT
                for letters in paragraph._p.iter(qn("a:rPr")):
                    letters.set("sz", str(100 * SMALLEST_SIZE))
                    color = f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{rgb(SOFT)}"/>'
                    letters.insert(0, parse_xml(f"{color}</a:solidFill>"))


def _style_theme(master: Any) -> None:
    """Give the theme our font and colors."""
    parts = [relation.target_part for relation in master.part.rels.values()]
    (theme,) = [part for part in parts if part.content_type.endswith("theme+xml")]
    xml = theme._blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
    colors = {"dk2": INK, "accent1": SOFT, "accent2": ACCENT, "accent3": INK, "hlink": SOFT}
    for name, color in colors.items():
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
    place(title, EDGE, TOP, TITLE_ROOM, 2 * LINE * TITLE_SIZE)
    _remove_margins(title)
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    _keep_size(title)

    cover_title, cover_text = list(presentation.slide_layouts[0].placeholders)[:2]
    place(cover_title, EDGE, 100, ROOM, 140)
    _remove_margins(cover_title)
    cover_title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    place(cover_text, EDGE, 262, ROOM, 200)
    _remove_margins(cover_text)
    _keep_size(cover_text)
    for level in cover_text._element.iter("{*}lvl1pPr"):
        level.set("algn", "l")


def _keep_size(shape: Any) -> None:
    """Let no program make the letters of a shape smaller by itself: each does it in another way."""
    for fit in list(shape._element.iter(qn("a:normAutofit"))):
        fit.getparent().remove(fit)


def _remove_margins(shape: Any) -> None:
    """Let text start at the edge of its box."""
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _add_block(master: Any) -> None:
    """Put the block in the accent at the top of the master, as on every picture."""
    wide, high = (int(Pt(length)) for length in BLOCK)
    block = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="900" name="Block"/>'
        '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{int(Pt(EDGE))}" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{rgb(ACCENT)}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p>'
        "</p:txBody></p:sp>"
    )
    master.shapes._spTree.insert(2, block)  # behind everything else


def _list_notes_master(presentation: Any) -> None:
    """List the master of the notes; python-pptx adds it and does not say so in the list."""
    part = presentation.part
    number = part.relate_to(part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{number}"/>'
        "</p:notesMasterIdLst>"
    )
    presentation.element.find(qn("p:sldMasterIdLst")).addnext(listed)


def _remove_thumbnail(presentation: Any) -> None:
    """Remove the preview picture: it shows the template and not this deck."""
    relations = presentation.part.package._rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(key)
