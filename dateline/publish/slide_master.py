"""The master of a deck: 16:9, the letters and colours of the house, nothing that is small."""

import re
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from dateline.charts.type import ACCENT, INK, SOFT
from dateline.publish.native_charts import rgb
from dateline.publish.same_bytes import DAY

WIDE, HIGH, EDGE = 40 / 3, 7.5, 0.25  # inches
LARGE, QUOTE, TITLE, TEXT, LEAST = 40, 32, 24, 20, 14  # points
FACE = "Arial"  # on every office computer, or one as wide
TOP, FOOT = 1.15, 6.85  # inches: where a chart may start, and where the source line stands


def empty(title: str, made: str) -> Any:
    """Return a deck without slides whose master and layouts are 16:9, in the house style.

    Args:
        title: What the file is called where programs show it.
        made: What shows in the file who made it.
    """
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
    about.title, about.author, about.comments, about.keywords = title[:255], "Dateline", made, ""
    about.created = about.modified = DAY
    about.last_modified_by, about.revision = "Dateline", 1
    return deck


def _dress(deck: Any) -> None:
    """Give the master the house's letters, colours and place of the title."""
    master = deck.slide_master
    (theme,) = (one.target_part for one in master.part.rels.values() if "/theme" in one.reltype)
    own = theme._blob.replace(b'typeface="Calibri"', f'typeface="{FACE}"'.encode())
    colours = {"dk2": INK, "accent1": INK, "accent2": ACCENT, "accent3": SOFT}
    for name, colour in colours.items():
        pattern = rf"(<a:{name}><a:srgbClr val=\")\w+".encode()
        own = re.sub(pattern, rb"\g<1>" + str(rgb(colour)).encode(), own)
    theme._blob = own.replace(
        b'<a:sysClr val="windowText" lastClr="000000"/>',
        f'<a:srgbClr val="{rgb(INK)}"/>'.encode(),
    )
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find("{*}defRPr").attrib.update({"sz": str(100 * TITLE), "b": "1"})
    title = master.placeholders[0]
    put(title, EDGE, 0.06, WIDE - 2 * EDGE, TOP - 0.2)
    first = deck.slide_layouts[0]
    put(first.placeholders[0], 1, 1.9, WIDE - 2, 1.8)
    put(first.placeholders[1], 1, 3.9, WIDE - 2, 2)
    for shape, anchor in ((title, MSO_ANCHOR.TOP), (first.placeholders[0], MSO_ANCHOR.BOTTOM)):
        frame = shape.text_frame
        frame.vertical_anchor = anchor
        frame.margin_left = frame.margin_right = frame.margin_top = Inches(0)
    for level in first.placeholders[1]._element.iter("{*}lvl1pPr"):
        level.set("algn", "l")
    first.placeholders[1].text_frame.margin_left = Inches(0)


def set_text(shape: Any, size: float, colour: str) -> None:
    """Set all text of a shape in one size and colour."""
    for paragraph in shape.text_frame.paragraphs:
        paragraph.font.size, paragraph.font.color.rgb = Pt(size), rgb(colour)


def put(shape: Any, left: float, top: float, wide: float, high: float) -> None:
    """Give a shape its place, in inches."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, wide, high))
