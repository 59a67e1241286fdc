"""The deck: slides are added one by one, then it is saved as bytes, the same ones each time."""

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
from pptx.util import Inches, Pt

from dateline.charts.type import INK, SOFT
from dateline.publish import native_charts as native
from dateline.publish.same_bytes import same
from dateline.publish.slide_master import (
    EDGE,
    FOOT,
    HIGH,
    LARGE,
    LEAST,
    QUOTE,
    TEXT,
    TOP,
    WIDE,
    empty,
    put,
    set_text,
)

LONG = 150  # signs; a longer title takes more than two lines and is set small


class Words(NamedTuple):
    """A line of text and how it is set."""

    text: str
    size: float = TEXT
    colour: str = INK
    bold: bool = False
    space: float = 6  # above it


class Deck:
    """A PowerPoint file that grows by a slide at a time; each takes its title and notes first."""

    def __init__(self, title: str, about: str, made: str) -> None:
        """Begin with a title slide.

        Args:
            title: What stands on it.
            about: What stands below.
            made: What shows in the file who made it.
        """
        self._deck = empty(title, made)
        first = self._deck.slides.add_slide(self._deck.slide_layouts[0])
        first.shapes.title.text, first.placeholders[1].text = title, about
        set_text(first.shapes.title, LARGE, INK)
        set_text(first.placeholders[1], TEXT, SOFT)

    def _slide(self, title: str, notes: str) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        slide.shapes.title.text = title
        if len(title) > LONG:
            set_text(slide.shapes.title, LEAST, INK)
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def picture(self, title: str, notes: str, *, png: bytes, words: str, cut: float) -> None:
        """Add a slide with a picture as large as the slide.

        Args:
            title: What stands above it, as text.
            notes: For who speaks.
            png: The picture.
            words: Its alternative text; else it would be the file's name.
            cut: How much of its height is left free for the title, as a part of 1.
        """
        slide = self._slide(title, notes)
        shape = slide.shapes.add_picture(io.BytesIO(png), 0, 0, Inches(WIDE), Inches(HIGH))
        shape.crop_top, shape.name = cut, "Picture"
        put(shape, 0, cut * HIGH, WIDE, (1 - cut) * HIGH)
        shape._element.nvPicPr.cNvPr.set("descr", words)  # it has no setter of its own

    def native(
        self, title: str, notes: str, *, numbers: pd.DataFrame, words: str, lead: str, foot: str
    ) -> None:
        """Add a slide with a chart that PowerPoint draws: right-click it to edit its data.

        Args:
            title: What stands above it.
            notes: For who speaks.
            numbers: As for ``native.add``.
            words: Its alternative text.
            lead: The line above it.
            foot: The line below it.
        """
        slide = self._slide(title, notes)
        place = Inches(EDGE), Inches(TOP), Inches(WIDE - 2 * EDGE), Inches(FOOT - TOP - 0.1)
        native.add(slide, numbers, words, place)
        if lead:
            _text(slide, TOP - 0.55, 0.4, [Words(lead, LEAST, SOFT)])
        _text(slide, FOOT, HIGH - FOOT, [Words(foot, LEAST, SOFT)])

    def words(self, title: str, notes: str, *, lines: Sequence[Words], foot: str) -> None:
        """Add a slide with lines of text and a line at its foot."""
        slide = self._slide(title, notes)
        _text(slide, 1.8, 4.5, lines)
        _text(slide, FOOT, HIGH - FOOT, [Words(foot, LEAST, SOFT)])

    def question(self, title: str, notes: str, *, ask: str) -> None:
        """Add a slide with a question to the room and nothing else."""
        slide = self._slide(title, notes)
        put(slide.shapes.title, 1, 2, WIDE - 2, 1.6)
        set_text(slide.shapes.title, LARGE, INK)
        _text(slide, 3.7, 3, [Words(ask, QUOTE - 4, SOFT)], left=1)

    def saved(self) -> bytes:
        """Return the file: the same slides give the same bytes."""
        file = io.BytesIO()
        self._deck.save(file)
        return same(file.getvalue())


def _text(
    slide: Any, top: float, high: float, lines: Sequence[Words], *, left: float = EDGE
) -> None:
    """Put lines of text on a slide."""
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    put(box, left, top, WIDE - 2 * left, high)
    frame = box.text_frame
    frame.word_wrap, frame.margin_left, frame.margin_right = True, Inches(0), Inches(0)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = line.text, Pt(line.size), line.bold
        run.font.color.rgb = native.rgb(line.colour)
        paragraph.space_before = Pt(line.space)
