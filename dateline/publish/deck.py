"""The deck: a PowerPoint file to which exhibits are added one by one.

A chart is a picture below a title that can be edited, or a chart that PowerPoint draws. A
quotation and a question are text.
"""

import io
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
from pptx.util import Pt

from dateline.charts.type import ACCENT, SOFT
from dateline.dates import long_date
from dateline.files import MADE
from dateline.publish.exhibits import Exhibit
from dateline.publish.native_charts import add_native_chart, lead
from dateline.publish.native_sheet import chart_form
from dateline.publish.pictures import Drawing, credit
from dateline.publish.reproducible import reproducible
from dateline.publish.slide_master import (
    COVER_SIZE,
    EDGE,
    FOOT,
    FOOT_LINE,
    LEAD_SIZE,
    LINE,
    ROOM,
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    SMALLEST_SIZE,
    TITLE_ROOM,
    TITLE_SIZE,
    TOP,
    Letters,
    TextLine,
    add_slide_number,
    add_text,
    describe,
    empty_presentation,
    fitting_size,
    line,
    lines_of,
    place,
    set_text,
)
from dateline.words import OPENING_QUOTES, QUOTES, Part, clean, compared

COVER_LAYOUT = 0  # of the slide master: a title and a text below it
TITLE_LAYOUT = 5  # a title only
ONE_LINE_SIZES = (28, 26, 24)
TITLE_SIZES = (28, 26, 24, 22, 20, 18, 16, 14)
QUOTATION_SIZES = (34, 30, 26, 22, 20, 18, 16, 14)
MOST_NOTED = 12  # sources that the notes name
LONGEST_WORDS = 600  # characters of alternative text in the notes

Line = list[Letters]

WORD = re.compile(r"[^\s–—]+")  # as they are compared
LEFT_OUT = Letters("Struck through", SOFT, struck=True)
PUT_IN = Letters("Underlined", ACCENT, True, underlined=True)
KEY = [LEFT_OUT, Letters(": left out later. ", SOFT), PUT_IN, Letters(": put in.", SOFT)]


class Deck:
    """A PowerPoint file that grows exhibit by exhibit."""

    def __init__(self, title: str, about: str) -> None:
        """Start with a cover: a title and what the deck is about, a line a paragraph."""
        self._presentation = empty_presentation(title, MADE)
        layout = self._presentation.slide_layouts[COVER_LAYOUT]
        cover = self._presentation.slides.add_slide(layout)
        size = fitting_size(title, ROOM, 140, (COVER_SIZE, 32, *TITLE_SIZES))
        set_text(cover.shapes.title, [line(title, size, bold=True)])
        set_text(cover.placeholders[1], [line(text, 20, SOFT) for text in about.splitlines()])

    def add(self, exhibit: Exhibit, drawing: Drawing | None = None) -> None:
        """Add the slide of an exhibit; before a chart with a puzzle, one without its words.

        Args:
            exhibit: A chart, a quotation or a question, with what there is to say and ask.
            drawing: The drawing of its chart, if there is one already.
        """
        if exhibit.chart is not None:
            drawing = drawing or Drawing(exhibit.chart)
            if exhibit.puzzle:
                self._add_puzzle(exhibit, drawing)
            self._add_picture(exhibit, drawing)
        elif exhibit.quote is not None:
            self._add_quotation(exhibit)
        else:
            self._add_question(exhibit)

    def add_native(self, exhibit: Exhibit) -> bool:
        """Add a slide with a chart to edit; return whether PowerPoint can draw that chart."""
        if exhibit.chart is None or not chart_form(exhibit.chart.numbers):
            return False
        numbers = exhibit.chart.numbers
        slide = self._add_slide(exhibit.title, notes(exhibit))
        foot = _add_foot(slide, exhibit)
        below = lead(numbers)
        top = _set_usual_title(slide, exhibit.title) + 4
        lead_high = LINE * LEAD_SIZE * lines_of(below, LEAD_SIZE, ROOM)
        add_text(slide, top, lead_high, [line(below, LEAD_SIZE, SOFT)])
        top += lead_high + 8
        box = (Pt(EDGE), Pt(top), Pt(ROOM), Pt(foot - top - 8))
        add_native_chart(slide, numbers, exhibit.chart.words, box)
        return True

    def content(self) -> bytes:
        """Return the file: the same slides give the same bytes."""
        file = io.BytesIO()
        self._presentation.save(file)
        return reproducible(file.getvalue())

    def _add_slide(self, title: str, note: str) -> Any:
        """Add a slide with a title, notes and its number."""
        layout = self._presentation.slide_layouts[TITLE_LAYOUT]
        slide = self._presentation.slides.add_slide(layout)
        slide.shapes.title.text = clean(title)
        slide.notes_slide.notes_text_frame.text = clean(note)
        add_slide_number(slide, len(self._presentation.slides))
        return slide

    def _add_picture(self, exhibit: Exhibit, drawing: Drawing) -> None:
        """Add a slide with the picture of a chart; its title is text that can be edited."""
        slide = self._add_slide(exhibit.title, notes(exhibit))
        share = drawing.title_share
        _place_picture(slide, drawing.png, drawing.chart.words, share, drawing.aspect)
        _fit_title(slide, exhibit.title, share)

    def _add_puzzle(self, exhibit: Exhibit, drawing: Drawing) -> None:
        """Add a slide with axes and marks only, below a question."""
        said = {
            "ASK": exhibit.puzzle,
            "SAY": "The next slide shows the same chart with its words. Take answers first.",
        }
        slide = self._add_slide(exhibit.puzzle, _sections(said))
        png = drawing.bare_files(exhibit.puzzle)["png"]
        words = drawing.chart.bare().words
        _place_picture(slide, png, words, drawing.title_share, drawing.aspect)
        _fit_title(slide, exhibit.puzzle, drawing.title_share)

    def _add_quotation(self, exhibit: Exhibit) -> None:
        """Add a slide with a quotation: as the article prints it, then as first printed."""
        slide = self._add_slide(exhibit.title, notes(exhibit))
        top = _set_usual_title(slide, exhibit.title) + 12
        height = _add_foot(slide, exhibit) - 12 - top
        add_text(slide, top, height, _set_in(_quotation(exhibit.quote), height), middle=True)

    def _add_question(self, exhibit: Exhibit) -> None:
        """Add a slide with a question to the room and nothing else."""
        slide = self._add_slide(exhibit.title, notes(exhibit))
        size = fitting_size(exhibit.title, ROOM, 150, (36, 32, *TITLE_SIZES))
        high = LINE * size * lines_of(exhibit.title, size, ROOM, bold=True)
        set_title = [line(exhibit.title, size, bold=True)]
        _replace_text(slide.shapes.title, set_title)
        place(slide.shapes.title, EDGE, 110, ROOM, high)
        size = fitting_size(exhibit.ask, ROOM, 480 - 140 - high, (26, 22, 20, 18, 16, 14))
        top = 110 + high + 24
        add_text(slide, top, SLIDE_HEIGHT - EDGE - top, [line(exhibit.ask, size, SOFT)])


def notes(exhibit: Exhibit) -> str:
    """Return the notes of a slide: what to say and ask, the words, a credit line, the sources."""
    words = ""
    credit_line = f"{MADE}, CC BY 4.0."
    if exhibit.chart is not None:
        words = _shortened(exhibit.chart.words, exhibit.name)
        credit_line = credit(exhibit.chart)
    elif exhibit.source:
        credit_line += f" Words: {exhibit.source}"
    return _sections(
        {
            "SAY": exhibit.say,
            "ASK": exhibit.ask,
            "WHAT IT SHOWS": words,
            "CREDIT LINE, TO PASTE": credit_line,
            "SOURCES": _noted_sources(exhibit),
        }
    )


def _sections(texts: dict[str, str]) -> str:
    return "\n\n".join(f"{heading}\n{text}" for heading, text in texts.items() if text)


def _shortened(words: str, name: str) -> str:
    """Return words that can be read from the notes; the file of the same name has them all."""
    if len(words) <= LONGEST_WORDS:
        return words
    kept = words[:LONGEST_WORDS].rsplit(" ", 1)[0].rstrip(",;:.")
    return f"{kept} … (all of it is the alternative text of the slide, and in {name}.txt)"


def _noted_sources(exhibit: Exhibit) -> str:
    """Return the sources one below the other: all in full if they are few, else the names."""
    if len(exhibit.sources) <= MOST_NOTED // 2 or not exhibit.publishers:
        return "\n".join(exhibit.sources) or exhibit.source
    named = "; ".join(exhibit.publishers[:MOST_NOTED])
    more = len(exhibit.publishers) - MOST_NOTED
    if more > 0:
        named += f"; and {more} others"
    return f"{named}. All {len(exhibit.sources)} pages are in {exhibit.name}.txt."


def _set_title(slide: Any, title: str, size: float, high: float) -> None:
    """Set the title in a size and give it the height it needs."""
    _replace_text(slide.shapes.title, [line(title, size, bold=True)])
    place(slide.shapes.title, EDGE, TOP, TITLE_ROOM, high)


def _set_usual_title(slide: Any, title: str) -> float:
    """Set the title in one line or two, if it can be; return where it ends.

    A line of slightly smaller letters is better than one with a single word below it.
    """
    size = fitting_size(title, TITLE_ROOM, LINE * TITLE_SIZE, ONE_LINE_SIZES)
    if lines_of(title, size, TITLE_ROOM, bold=True) > 1:
        size = fitting_size(title, TITLE_ROOM, 2 * LINE * TITLE_SIZE, TITLE_SIZES)
    high = LINE * size * lines_of(title, size, TITLE_ROOM, bold=True)
    _set_title(slide, title, size, high)
    return TOP + high


def _fit_title(slide: Any, title: str, share: float) -> None:
    """Set the title above a picture in letters that have room there."""
    high = share * SLIDE_HEIGHT - TOP if share else 2 * LINE * TITLE_SIZE
    _set_title(slide, title, fitting_size(title, TITLE_ROOM, high, TITLE_SIZES), high)


def _replace_text(shape: Any, lines: Sequence[TextLine]) -> None:
    shape.text_frame.clear()
    set_text(shape, lines)


def _place_picture(slide: Any, png: bytes, words: str, share: float, aspect: float) -> None:
    """Let a picture fill the slide below its title, or fit a picture without one below it."""
    picture = slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    picture.name = "Picture"
    describe(picture._element.nvPicPr.cNvPr, words)
    if share:
        picture.crop_top = share
        place(picture, 0, share * SLIDE_HEIGHT, SLIDE_WIDTH, (1 - share) * SLIDE_HEIGHT)
        return
    top = TOP + 2 * LINE * TITLE_SIZE + 4
    height = min(SLIDE_HEIGHT - top, SLIDE_WIDTH / aspect)
    width = height * aspect
    place(picture, (SLIDE_WIDTH - width) / 2, top, width, height)


def _add_foot(slide: Any, exhibit: Exhibit) -> float:
    """Add the source line, which may take several lines; return its top."""
    text = f"Source: {exhibit.source}"
    top = FOOT - FOOT_LINE * (lines_of(text, SMALLEST_SIZE, ROOM) - 1)
    add_text(slide, top, SLIDE_HEIGHT - top - 8, [line(text, SMALLEST_SIZE, SOFT)])
    return top


# ---- Quotations


def _quotation(quote: Any) -> list[tuple[str, Line]]:
    """Return the parts of a quotation, each with what it is.

    They are "heading", "words" and "about".
    """
    cells = quote._asdict().items()
    row: dict[str, Any] = {name: "" if pd.isna(cell) else cell for name, cell in cells}
    day = long_date(row["date"]) if row["date"] else ""
    speaker = ", ".join(str(part) for part in (row["speaker"], row["role"], day) if part)
    printed = str(row["text"]).strip(QUOTES)
    first = str(row["original_text"])
    # Without quotation marks it is a sentence that says what was found instead.
    first = first.strip(QUOTES) if first.startswith(OPENING_QUOTES) else ""
    parts = compared(first, printed) if first and printed else []

    blocks: list[tuple[str, Line]] = []
    if row["in_article"]:
        blocks.append(("heading", [Letters("In the article", ACCENT, True)]))
    if printed:
        blocks.append(("words", _in_quotation_marks(_marked(printed, parts, later=True))))
    else:
        blocks.append(("words", [Letters(row["our_summary"]), Letters(" (in our words)", SOFT)]))
    blocks.append(("about", [Letters(speaker, SOFT)]))
    if first:
        outlet = str(row["outlet"]).split(";")[0]
        heading = f"As first printed: {outlet}" if outlet else "As first printed"
        blocks.append(("heading", [Letters(heading, ACCENT, True)]))
        blocks.append(("words", _in_quotation_marks(_marked(first, parts, later=False))))
        if any(part.change not in ("equal", "cut") for part in parts):
            blocks.append(("about", KEY))
    elif row["status"]:
        blocks.append(("about", [Letters(f"How the words reached us: {row['status']}", SOFT)]))
    return blocks


def _marked(text: str, parts: Sequence[Part], *, later: bool) -> Line:
    """Return one of two wordings: what was left out struck through, what was put in underlined.

    Every sign of it stays as it was printed.
    """
    words = [word for word in WORD.finditer(text) if re.search(r"\w", word[0])]
    marked = []
    done = 0  # words
    end = 0  # characters
    for part in parts:
        many = len((part.printed if later else part.first).split())
        if not many:
            continue
        start = words[done].start()
        marked.append(Letters(text[end:start]))
        done += many
        end = words[done - 1].end()
        same = part.change in ("equal", "cut")
        changed = PUT_IN if later else LEFT_OUT
        marked.append((Letters("") if same else changed)._replace(text=text[start:end]))
    marked.append(Letters(text[end:]))
    return [letters for letters in marked if letters.text]


def _in_quotation_marks(words: Line) -> Line:
    return [Letters("“"), *words, Letters("”")]


def _set_in(blocks: Sequence[tuple[str, Line]], height: float) -> list[TextLine]:
    """Set the parts of a quotation in the largest letters that have room."""
    for size in QUOTATION_SIZES:
        small = min(20, size)
        used = 0.0
        lines = []
        for part, letters in blocks:
            of_part = size if part == "words" else small
            above = {"heading": 28, "words": 4, "about": 8}[part]
            text = "".join(run.text for run in letters)
            used += above + LINE * of_part * lines_of(text, of_part, ROOM)
            lines.append(TextLine(letters, of_part, above))
        if used <= height:
            break
    return lines
