"""The projector's screens as a PowerPoint file, for rooms where only that opens."""

from dataclasses import replace
from typing import Any

from pptx.util import Pt

from dateline.charts.type import INK, SOFT
from dateline.dates import written
from dateline.publish.deck import Deck
from dateline.publish.exhibits import Exhibit
from dateline.publish.pack.screens import Screen
from dateline.publish.pictures import Drawing
from dateline.publish.slide_master import (
    EDGE,
    ROOM,
    SLIDE_HEIGHT,
    add_text,
    fitting_size,
    line,
    rgb,
)

TEXT_SIZES = (26, 24, 22, 20, 18)
TOP_OF_TEXT = 96
ROW = 50  # height of a row in a table for counting


class ProjectorDeck(Deck):
    """A PowerPoint file with a slide for each screen; counts are typed into its tables."""

    def add_screen(self, screen: Screen, card: Any = None) -> None:
        """Add the slide of a screen.

        Args:
            screen: A screen of the projector.
            card: The row of ``evidence``, for the screen of a card.
        """
        note = notes(screen)
        if screen.kind == "cover":
            return  # the deck has one already
        if screen.shown is not None and screen.shown.chart is not None:
            drawing = Drawing(screen.shown.chart)
            if screen.kind == "bare chart":
                self._add_puzzle(replace(screen.shown, puzzle=screen.title), drawing)
            else:
                self._add_picture(screen.shown, drawing)
        elif screen.kind == "vote":
            self._add_vote(screen, note)
        elif screen.kind == "card":
            self._add_card(card, note)
        elif screen.items:
            self._add_list(screen, note)
        else:
            task = screen.task + (f" ({screen.minutes:g} min)" if screen.minutes else "")
            self.add(Exhibit(screen.name, screen.title, note, task))

    def _add_vote(self, screen: Screen, note: str) -> None:
        """Add a table with a row for each place, and a column for each vote."""
        slide = self._add_slide(screen.title, note)
        top = TOP_OF_TEXT
        columns = ["", "First vote", "Now"] if screen.first_vote else ["", "Hands"]
        rows = [columns, *([option] + [""] * (len(columns) - 1) for option in screen.options)]
        shape = slide.shapes.add_table(
            len(rows), len(columns), Pt(EDGE), Pt(top), Pt(ROOM), Pt(ROW * len(rows))
        )
        table = shape.table
        table.columns[0].width = Pt(ROOM - 160 * (len(columns) - 1))
        for place in range(1, len(columns)):
            table.columns[place].width = Pt(160)
        for number, cells in enumerate(rows):
            for place, text in enumerate(cells):
                _fill_cell(table.cell(number, place), text, bold=number == 0)
        under = top + ROW * len(rows) + 8
        if screen.task:
            add_text(slide, under, SLIDE_HEIGHT - under, [line(screen.task, 20, SOFT)])

    def _add_list(self, screen: Screen, note: str) -> None:
        """Add claims, or a key, a line each."""
        slide = self._add_slide(screen.title, note)
        top = TOP_OF_TEXT
        texts = [f"{number}. {words}" for number, (words, _) in enumerate(screen.items, 1)]
        if screen.kind == "key":
            texts = [f"{words}: {answer}" for words, answer in screen.items]
        if screen.options:
            texts.append("Piles: " + " · ".join(screen.options))
        if screen.task:
            texts.append(screen.task)
        size = _size_of(texts, SLIDE_HEIGHT - top - EDGE)
        lines = [line(text, size, INK, above=8) for text in texts]
        add_text(slide, top, SLIDE_HEIGHT - top - EDGE, lines)

    def _add_card(self, card: Any, note: str) -> None:
        """Add a card of evidence: what it says, the words, and how they reached us."""
        title = f"{card.number} · {card.side} · {written(card)}"
        slide = self._add_slide(title, note)
        top = TOP_OF_TEXT
        texts = [
            card.headline,
            card.text,
            f"“{card.quote}”",
            f"{card.speaker}, {card.role}",
            f"How it reached us: {card.status}",
        ]
        size = _size_of(texts, SLIDE_HEIGHT - top - EDGE)
        lines = [line(texts[0], size, INK, bold=True)]
        lines += [line(text, size, INK, above=10) for text in texts[1:4]]
        lines.append(line(texts[4], 18, SOFT, above=10))
        add_text(slide, top, SLIDE_HEIGHT - top - EDGE, lines)


def notes(screen: Screen) -> str:
    """Return what a teacher sees below the slide: the clock, what to do and what to say."""
    if screen.step is None:
        return ""
    step = screen.step
    texts = [f"MINUTES {step.clock}: {step.title}", f"DO\n{step.do}", f"SAY\n{step.say}"]
    if step.cut:
        texts.append(f"IF YOU ARE LATE\n{step.cut}")
    return "\n\n".join(texts)


def _size_of(texts: list[str], height: float) -> float:
    """Return the largest size in which all lines have room."""
    return fitting_size(" ".join(texts) + " x" * 30, ROOM, height - 10 * len(texts), TEXT_SIZES)


def _fill_cell(cell: Any, text: str, *, bold: bool) -> None:
    """Write into a cell of a table, in the colors of our slides."""
    cell.text = text
    cell.fill.background()
    run = cell.text_frame.paragraphs[0]
    run.font.size = Pt(22)
    run.font.bold = bold
    run.font.color.rgb = rgb(INK)
