"""The deck: a PowerPoint file to which exhibits are added one by one.

A chart gets two slides where it can: its picture, and a chart that PowerPoint draws and a
teacher can edit. A quotation and a question get one each.
"""

import io
from typing import Any

import pandas as pd
from pptx.util import Inches

from dateline.charts.type import ACCENT, INK, SOFT
from dateline.dates import long_date
from dateline.files import MADE
from dateline.publish.exhibits import Exhibit
from dateline.publish.native_charts import add_native_chart
from dateline.publish.native_sheet import BARS, chart_form
from dateline.publish.pictures import Drawing, credit
from dateline.publish.reproducible import reproducible
from dateline.publish.slide_master import (
    COVER_SIZE,
    FOOT,
    MARGIN,
    QUOTATION_SIZE,
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    SMALLEST_SIZE,
    TEXT_SIZE,
    TOP,
    TextLine,
    add_text,
    empty_presentation,
    place,
    style_text,
)

LONG_TITLE = 150  # characters; a longer title takes more than two lines, so it is set small
COVER_LAYOUT = 0  # of the slide master: a title and a text below it
TITLE_LAYOUT = 5  # a title only


class Deck:
    """A PowerPoint file that grows exhibit by exhibit."""

    def __init__(self, title: str, about: str) -> None:
        """Start with a cover: a title and what the deck is about."""
        self._presentation = empty_presentation(title, MADE)
        layout = self._presentation.slide_layouts[COVER_LAYOUT]
        cover = self._presentation.slides.add_slide(layout)
        cover.shapes.title.text = title
        cover.placeholders[1].text = about
        style_text(cover.shapes.title, COVER_SIZE, INK)
        style_text(cover.placeholders[1], TEXT_SIZE, SOFT)

    def add(self, exhibit: Exhibit, drawing: Drawing | None = None) -> None:
        """Add the slides of an exhibit.

        Args:
            exhibit: A chart, a quotation or a question, with what there is to say and ask.
            drawing: The drawing of its chart, if there is one already.
        """
        if exhibit.chart is not None:
            drawing = drawing or Drawing(exhibit.chart)
            self._add_picture(exhibit, drawing)
            if chart_form(exhibit.chart.numbers):
                self._add_native_chart(exhibit, drawing)
        elif exhibit.quote is not None:
            self._add_quotation(exhibit)
        else:
            self._add_question(exhibit)

    def content(self) -> bytes:
        """Return the file: the same slides give the same bytes."""
        file = io.BytesIO()
        self._presentation.save(file)
        return reproducible(file.getvalue())

    def _add_slide(self, exhibit: Exhibit) -> Any:
        """Add a slide with the title and the notes of an exhibit."""
        layout = self._presentation.slide_layouts[TITLE_LAYOUT]
        slide = self._presentation.slides.add_slide(layout)
        slide.shapes.title.text = exhibit.title
        if len(exhibit.title) > LONG_TITLE:
            style_text(slide.shapes.title, SMALLEST_SIZE, INK)
        slide.notes_slide.notes_text_frame.text = notes(exhibit)
        return slide

    def _add_picture(self, exhibit: Exhibit, drawing: Drawing) -> None:
        """Add a slide with the picture of a chart; its title is text that can be edited."""
        slide = self._add_slide(exhibit)
        file = io.BytesIO(drawing.png_without_title())
        picture = slide.shapes.add_picture(file, 0, 0)
        picture.name = "Picture"
        picture._element.nvPicPr.cNvPr.set("descr", drawing.chart.words)  # alternative text
        _place_picture(picture, drawing)

    def _add_native_chart(self, exhibit: Exhibit, drawing: Drawing) -> None:
        """Add a slide with a chart that PowerPoint draws: right-click it to edit its data."""
        slide = self._add_slide(exhibit)
        numbers = drawing.chart.numbers
        box = (
            Inches(MARGIN),
            Inches(TOP),
            Inches(SLIDE_WIDTH - 2 * MARGIN),
            Inches(FOOT - TOP - 0.1),
        )
        add_native_chart(slide, numbers, drawing.chart.words, box)
        if drawing.lead and chart_form(numbers) != BARS:
            add_text(slide, TOP - 0.55, 0.4, [TextLine(drawing.lead, SMALLEST_SIZE, SOFT)])
        foot = f"Source: {exhibit.source}"
        if "part" in numbers and numbers.loc[numbers["part"] > 0, "part"].nunique() > 1:
            foot = f"No line: counted another way. {foot}"
        _add_foot(slide, foot)

    def _add_quotation(self, exhibit: Exhibit) -> None:
        """Add a slide with a quotation: as the article prints it, then as first printed."""
        slide = self._add_slide(exhibit)
        add_text(slide, 1.8, 4.5, _quotation(exhibit.quote))
        _add_foot(slide, f"Source: {exhibit.source}")

    def _add_question(self, exhibit: Exhibit) -> None:
        """Add a slide with a question to the room and nothing else."""
        slide = self._add_slide(exhibit)
        place(slide.shapes.title, 1, 2, SLIDE_WIDTH - 2, 1.6)
        style_text(slide.shapes.title, COVER_SIZE, INK)
        add_text(slide, 3.7, 3, [TextLine(exhibit.ask, QUOTATION_SIZE - 4, SOFT)], left=1)


def notes(exhibit: Exhibit) -> str:
    """Return the notes of a slide: what to say and ask, the words, a credit line, the sources."""
    if exhibit.chart is not None:
        words = exhibit.chart.words
        credit_line = credit(exhibit.chart)
    else:
        words = ""
        credit_line = f"{MADE}, CC BY 4.0."
        if exhibit.source:
            credit_line += f" Words: {exhibit.source}"
    every_source = "\n".join(f"- {source}" for source in exhibit.sources)
    parts = {
        "SAY": exhibit.say,
        "ASK": exhibit.ask,
        "ALTERNATIVE TEXT": words,
        "CREDIT LINE, TO PASTE": credit_line,
        "SOURCES": every_source or exhibit.source,
    }
    return "\n\n".join(f"{heading}\n{text}" for heading, text in parts.items() if text)


def _place_picture(picture: Any, drawing: Drawing) -> None:
    """Let a picture fill the slide below its title, or fit a picture without one below it."""
    share = drawing.title_share
    if share:
        picture.crop_top = share
        place(picture, 0, share * SLIDE_HEIGHT, SLIDE_WIDTH, (1 - share) * SLIDE_HEIGHT)
        return
    height = min(SLIDE_HEIGHT - TOP, SLIDE_WIDTH / drawing.aspect)
    width = height * drawing.aspect
    place(picture, (SLIDE_WIDTH - width) / 2, TOP, width, height)


def _add_foot(slide: Any, text: str) -> None:
    add_text(slide, FOOT, SLIDE_HEIGHT - FOOT, [TextLine(text, SMALLEST_SIZE, SOFT)])


def _quotation(quote: Any) -> list[TextLine]:
    """Return the lines of a quotation: its words, who spoke and when, and how it was printed."""
    cells = quote._asdict().items()
    row: dict[str, Any] = {name: "" if pd.isna(cell) else cell for name, cell in cells}
    lines = []
    if row["in_article"]:
        lines.append(TextLine("In the article", color=ACCENT, bold=True))
    lines.append(TextLine(_in_quotation_marks(row["text"] or row["our_summary"]), QUOTATION_SIZE))
    day = long_date(row["date"]) if row["date"] else ""
    speaker = [str(part) for part in (row["speaker"], row["role"], day) if part]
    lines.append(TextLine(", ".join(speaker), color=SOFT))
    if str(row["original_text"]).startswith(('"', "“")):
        outlet = str(row["outlet"]).split(";")[0]
        heading = f"As first printed: {outlet}"
        lines.append(TextLine(heading, color=ACCENT, bold=True, space_above=36))
        lines.append(TextLine(_in_quotation_marks(row["original_text"]), QUOTATION_SIZE))
    elif row["status"]:
        lines.append(TextLine(f"How the words reached us: {row['status']}", color=SOFT))
    return lines


def _in_quotation_marks(words: str) -> str:
    return "“" + words.strip().strip("“”").strip('"') + "”"
