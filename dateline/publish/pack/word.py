"""Word files for what a teacher wants to change: the plan, the rubric and the homework."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dateline.files import MADE
from dateline.publish.pack.sheets import Part
from dateline.publish.reproducible import DAY, reproducible
from dateline.words import clean

LONG, SHORT = Mm(297), Mm(210)  # A4; a program fits it to Letter when it prints


class WordFile:
    """A Word file that grows from top to bottom."""

    def __init__(self, title: str, about: str, *, wide: bool = False) -> None:
        """Start with a title and a line about the article.

        Args:
            title: The title, also of the file.
            about: The line below it.
            wide: Whether the page lies on its side.
        """
        self._document: Any = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = (LONG, SHORT) if wide else (SHORT, LONG)
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(15))
        style = self._document.styles["Normal"]
        style.font.name = "Arial"
        style.font.size = Pt(10)
        properties = self._document.core_properties
        properties.title = clean(title)[:255]
        properties.author = properties.last_modified_by = "Dateline"
        properties.comments = MADE
        properties.created = properties.modified = DAY
        self.heading(title, 1)
        self.text(about)

    def heading(self, words: str, level: int = 2) -> None:
        """Add a heading."""
        self._document.add_heading(clean(words), level)

    def text(self, words: str) -> None:
        """Add a paragraph."""
        self._document.add_paragraph(clean(words))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table; its head is repeated on every page."""
        table = self._document.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        for cell, words in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(clean(words)).bold = True
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = clean(words)

    def parts(self, parts: Sequence[Part]) -> None:
        """Add the tasks of a sheet, each with room to write."""
        for part in parts:
            self.heading(part.heading)
            for block in part.blocks:
                for task in block:
                    self.text(task.words)
                    for _ in range(task.lines):
                        self.text("")

    def content(self) -> bytes:
        """Return the file: the same words give the same bytes."""
        file = io.BytesIO()
        self._document.save(file)
        return reproducible(file.getvalue())
