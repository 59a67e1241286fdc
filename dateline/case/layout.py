"""How a case is laid out in a workbook: its sheets, the order of its columns, its first sheet."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dateline.case.derive import must_be_typed, worked_out
from dateline.case.fields import Field

ARTICLE = "the article"  # the first sheet: what datapackage.json says about the article
TEXT = "article text"  # the text of the article, a paragraph in a row
DESCRIPTION_SHEET = "datapackage.json"  # hidden: a line of the file in each row
LISTS = "lists"  # hidden: the words of the drop-down lists
NOT_TABLES = (ARTICLE, TEXT, DESCRIPTION_SHEET, LISTS)
TEXT_COLUMNS = ("Paragraph", "Text")
EXAMPLE = "e.g. "  # what a cell begins with that is an example and is never read
YES_NO = {"true": "yes", "false": "no"}


# The optional columns of a table that most people need, in this order; the others follow.
FIRST_COLUMNS = {
    "events": ("paragraph", "category", "certainty", "after_article", "summary", "actors", "place"),
    "levels": ("status", "after_article", "note"),
    "quotes": ("text", "paragraph", "kind", "stance", "our_summary", "role", "original_text"),
    "claims": ("verdict", "confidence", "kind", "evidence", "teaching_point"),
}


class Entry(NamedTuple):
    """A row of the first sheet.

    Attributes:
        name: The name in datapackage.json; ``focus.start`` is the ``start`` of the first focus.
        label: What is written beside its cell.
        help: What to type.
        required: Whether every case needs it.
        is_day: Whether it is a day.
    """

    name: str
    label: str
    help: str
    required: bool = False
    is_day: bool = False


ENTRIES = (
    Entry("title", "Headline", "The headline of the article, as printed.", required=True),
    Entry("link", "Link", "Where the article can be read: an address, with http.", required=True),
    Entry(
        "published", "Day", "The day it appeared, such as 2024-03-02.", required=True, is_day=True
    ),
    Entry("publisher", "Published by", "The paper or site. May stay empty."),
    Entry("note", "Note", "What a class should know, such as who wrote it. May stay empty."),
    Entry(
        "focus.start",
        "Enlarge from",
        "The first day of weeks that a timeline enlarges.",
        is_day=True,
    ),
    Entry("focus.end", "Enlarge until", "The last day of these weeks.", is_day=True),
    Entry("focus.label", "Call them", "What to call these weeks, such as: the week before."),
)


def headings(fields: Sequence[Field]) -> dict[str, str]:
    """Return the heading of each column: its title, or its name if it has none of its own."""
    titles = Counter(str(field.get("title", "")).casefold() for field in fields)
    found = {}
    for field in fields:
        title = str(field.get("title", ""))
        found[field["name"]] = title if title and titles[title.casefold()] == 1 else field["name"]
    return found


def in_order(table: str, fields: list[Field]) -> list[Field]:
    """Return columns in the order of a sheet: what must be typed, what may be, worked out."""
    needed, optional, filled = [], [], []
    for field in fields:
        if must_be_typed(table, field):
            needed.append(field)
        elif field["name"] in worked_out(table) or field["name"] == "research_id":
            filled.append(field)
        else:
            optional.append(field)
    first = list(FIRST_COLUMNS.get(table, ()))
    optional.sort(key=lambda field: first.index(field["name"]) if field["name"] in first else 99)
    return [*needed, *optional, *filled]


def example(field: Field) -> str:
    """Return the text of the example below a heading, which is never read."""
    words = str(field["example"])
    if field["type"] == "boolean":
        words = YES_NO.get(words.lower(), words)
    return EXAMPLE + words
