"""The teacher's pack as the tests see it: made once for all of them, without PDF."""

from functools import cache

from docx import Document

from dateline import load_case
from dateline.publish.pack.build import pack
from tests.once import once

NAME = "baghdad-embassy-2020"
ADDRESS = "https://school.example/lesson"


def made():
    """Return the folder of the pack of the lesson."""
    return once("pack", make)


def make(folder):
    """Make the pack of the lesson in a folder, and return what was said meanwhile."""
    return list(pack(load_case(NAME), folder, ADDRESS, pdf=False))


@cache
def text(name):
    """Return the words of a page or of a Word file of the pack."""
    file = made() / name
    if file.suffix != ".docx":
        return file.read_text(encoding="utf-8")
    document = Document(str(file))
    words = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        words += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(words)
