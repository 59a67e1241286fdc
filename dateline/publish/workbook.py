"""A case as one workbook for Excel or LibreOffice: a sheet a table, with lists and help."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.case.derive import JUDGED, must_be_typed, worked_out
from dateline.case.fields import Field
from dateline.case.layout import (
    ARTICLE,
    DESCRIPTION_SHEET,
    ENTRIES,
    LISTS,
    TEXT,
    TEXT_COLUMNS,
    YES_NO,
    example,
    headings,
    in_order,
)
from dateline.publish.reproducible import reproducible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[Mapping[str, str]]  # the rows of a table, each cell by its column
DARK, MIDDLE, PALE, GRAY = "FF1F2933", "FF5A6B7A", "FFDDE3E8", "FF757575"
FIRST = ("sources", "events")  # the tables that every case needs
NEXT = ("levels", "claims", "quotes")  # what most people fill in next
TYPEFACE = "Calibri"  # what Excel and LibreOffice write in
AS_TEXT = "@"  # the format that keeps a spreadsheet from rewriting a date
LAST_ROW = 1_048_576  # of every spreadsheet
LONGEST_SHEET = 31  # letters of its name
LONGEST_CELL = 32_767  # letters, in every spreadsheet
WIDTHS = {60: 48, 25: 28, 12: 20, 0: 14}  # the width of a column by the letters of its example
GUIDE = (
    "Start with the sheets sources and events. All other sheets may stay empty.",
    "A dark heading: every row needs this cell. A light heading: it may stay empty.",
    "Point at a heading to read what the column means. Gray examples are never read.",
    "Dates are year-month-day: 2024-03-01. Write 2024-03 if only the month is known.",
    "Several names in one cell have semicolons between them: Town council; Mayor.",
    "In the column Sources, write the publisher as it is spelled in the sheet sources.",
)


def workbook_file(
    package: Mapping[str, Any],
    tables: Mapping[str, Cells],
    description: str,
    article: Sequence[str] = (),
) -> bytes:
    """Return a case as the content of an XLSX file; the same case gives the same bytes.

    Args:
        package: The content of its datapackage.json.
        tables: The rows of each table as they were typed; a table may be missing or empty.
        description: The text of its datapackage.json, which is kept in a hidden sheet.
        article: The paragraphs of the article's text.

    Raises:
        ValueError: A cell or the name of a table has more letters than a spreadsheet takes.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    _write_article(workbook.worksheets[0], package)
    _write_text(workbook.create_sheet(TEXT), article)
    lists = workbook.create_sheet(LISTS)
    for resource in package["resources"]:
        if len(resource["name"]) > LONGEST_SHEET:
            raise ValueError(
                f"The table {resource['name']!r} needs a shorter name: a sheet can have "
                f"{LONGEST_SHEET} letters."
            )
        sheet = workbook.create_sheet(resource["name"])
        _write_table(sheet, resource, tables.get(resource["name"], ()), lists)
    _write_description(workbook, description)
    workbook.move_sheet(LISTS, offset=len(workbook.sheetnames))
    lists.sheet_state = "hidden"

    workbook.properties.creator = "Dateline"
    workbook.properties.description = "Made with Dateline"
    file = io.BytesIO()
    workbook.save(file)
    return reproducible(file.getvalue())


def _write_article(sheet: "Worksheet", package: Mapping[str, Any]) -> None:
    """Write the first sheet: headline, link and day, and how the workbook is filled in."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.title = ARTICLE
    for column, width in zip("ABC", (18, 62, 62), strict=True):
        sheet.column_dimensions[column].width = width
    focus = (package.get("focus") or [{}])[0]
    for row, entry in enumerate(ENTRIES, start=1):
        label, cell, help = (sheet.cell(row, column) for column in (1, 2, 3))
        label.value = entry.label
        label.font = Font(
            name=TYPEFACE, bold=True, color="FFFFFFFF" if entry.required else "FF000000"
        )
        label.fill = PatternFill("solid", fgColor=DARK if entry.required else PALE)
        _, _, part = entry.name.partition(".")
        _type(cell, str(focus.get(part, "") if part else package.get(entry.name) or ""))
        cell.number_format = AS_TEXT
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        help.value = entry.help
        help.font = Font(name=TYPEFACE, italic=True, color=GRAY)
    last = f"Then save and close this file, and type: python3 start.py check {package.get('name')}"
    for row, line in enumerate([*GUIDE, last], start=len(ENTRIES) + 2):
        sheet.cell(row, 2, line)
    sheet.sheet_properties.tabColor = DARK


def _write_text(sheet: "Worksheet", article: Sequence[str]) -> None:
    """Write the sheet for the article's text, a paragraph in a row."""
    from openpyxl.styles import Alignment

    help = (
        "The number of the paragraph. If it stays empty, paragraphs are counted from 1.",
        "Paste the article here, a paragraph in each row. Words are then counted and quotations "
        "found. Do not pass this text on if it is not yours.",
    )
    for column, words in enumerate(TEXT_COLUMNS, start=1):
        _head(sheet, column, words, help[column - 1], PALE)
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 110
    for row, paragraph in enumerate(article, start=2):
        cell = sheet.cell(row, 2)
        _type(cell, paragraph)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _write_table(
    sheet: "Worksheet", resource: Mapping[str, Any], rows: Cells, lists: "Worksheet"
) -> None:
    """Write the sheet of one table: headings with help, lists to choose from, and its rows."""
    table = resource["name"]
    fields = in_order(table, resource["schema"]["fields"])
    described = headings(fields)
    added = list(dict.fromkeys(name for row in rows for name in row if name not in described))
    for column, field in enumerate(fields, start=1):
        needed = must_be_typed(table, field)
        color = DARK if needed else PALE
        _head(sheet, column, described[field["name"]], _help(table, field), color)
        _format_column(sheet, column, field, filled=field["name"] in worked_out(table))
        _add_list(sheet, column, field, lists)
        if not rows:
            _write_example(sheet, column, field)
    for column, name in enumerate(added, start=len(fields) + 1):
        _head(sheet, column, name, "A column of your own. It is kept as text.", PALE)
    for row, cells in enumerate(rows, start=2):
        for column, field in enumerate(fields, start=1):
            _write_cell(sheet, row, column, cells.get(field["name"], ""), field)
        for column, name in enumerate(added, start=len(fields) + 1):
            _type(sheet.cell(row, column), cells.get(name, ""))
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 32
    sheet.sheet_properties.tabColor = DARK if table in FIRST else MIDDLE if table in NEXT else PALE


def _head(sheet: "Worksheet", column: int, words: str, help: str, color: str) -> None:
    """Write a heading with its help as a comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(1, column, words)
    cell.fill = PatternFill("solid", fgColor=color)
    cell.font = Font(name=TYPEFACE, bold=True, color="FF000000" if color == PALE else "FFFFFFFF")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = Comment(help, "Dateline", width=360, height=170)


def _help(table: str, field: Field) -> str:
    """Return what a heading's comment says: the meaning, an example, what empty means."""
    lines = [field["description"], f"Example: {example(field).removeprefix('e.g. ')}"]
    if field["name"] in worked_out(table):
        lines.append("If it stays empty, it is worked out.")
    elif field["name"] in (*JUDGED.get(table, ()), "after_article") and not must_be_typed(
        table, field
    ):
        lines.append("If it stays empty, readers see: not stated.")
    elif not must_be_typed(table, field):
        lines.append("May stay empty.")
    return "\n\n".join(lines)


def _format_column(sheet: "Worksheet", column: int, field: Field, *, filled: bool) -> None:
    """Give a column its width, and the format of text unless it holds numbers.

    One that is worked out (``filled``) is as narrow as its example.
    """
    from openpyxl.utils import get_column_letter

    dimension = sheet.column_dimensions[get_column_letter(column)]
    longest = field.get("constraints", {}).get("maxLength", 0) if not filled else 0
    letters = max(len(str(field["example"])), len(field.get("title", "")), longest)
    if field["name"] == "source_ids":
        letters = 30  # several publishers
    dimension.width = next(width for least, width in WIDTHS.items() if letters >= least)
    if field["type"] not in ("integer", "number"):
        dimension.number_format = AS_TEXT


def _add_list(sheet: "Worksheet", column: int, field: Field, lists: "Worksheet") -> None:
    """Add a drop-down list where the words are fixed, and one of publishers for sources."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    words = list(field.get("constraints", {}).get("enum", ()))
    if field["type"] == "boolean":
        words = list(YES_NO.values())
    if field["name"] == "source_ids":
        formula = f"{quote_sheetname('sources')}!$A$2:$A$1000"
    elif words:
        place = lists.max_column + 1
        letter = get_column_letter(place)
        for row, word in enumerate(words, start=1):
            _type(lists.cell(row, place), word)
        formula = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(words)}"
    else:
        return
    validation = DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        showErrorMessage=bool(words),
        errorTitle=sheet.cell(1, column).value[:32],
        error=f"One of: {', '.join(words)}"[:255],
    )
    letter = get_column_letter(column)
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(validation)


def _write_example(sheet: "Worksheet", column: int, field: Field) -> None:
    from openpyxl.styles import Font

    cell = sheet.cell(2, column)
    _type(cell, example(field))
    cell.font = Font(name=TYPEFACE, italic=True, color=GRAY)


def _write_cell(sheet: "Worksheet", row: int, column: int, text: str, field: Field) -> None:
    """Write one cell as its column is typed; a number only if it reads the same again."""
    if not text:
        return
    cell = sheet.cell(row, column)
    if field["type"] == "boolean":
        _type(cell, YES_NO.get(text.lower(), text))
    elif field["type"] in ("integer", "number") and _plain(text):
        cell.value = float(text) if "." in text else int(text)
    else:
        _type(cell, text)


def _plain(text: str) -> bool:
    """Tell whether a number is written as a spreadsheet would write it again."""
    try:
        number = float(text) if "." in text else int(text)
    except ValueError:
        return False
    return str(number) == text and abs(number) < 10**15


def _type(cell: Any, text: str) -> None:
    """Write text into a cell, as text: it never becomes a formula, a date or a link."""
    if len(text) > LONGEST_CELL:
        raise ValueError(
            f"A cell has {len(text):,} letters, and a spreadsheet takes {LONGEST_CELL:,}: it "
            f"begins with {text[:40]!r}."
        )
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.number_format = AS_TEXT


def _write_description(workbook: "Workbook", description: str) -> None:
    """Keep datapackage.json in a hidden sheet: it says what the columns mean."""
    if any(len(line) > LONGEST_CELL for line in description.splitlines()):
        description = json.dumps(json.loads(description), ensure_ascii=False, indent=2)
    sheet = workbook.create_sheet(DESCRIPTION_SHEET)
    for row, line in enumerate(description.splitlines(), start=1):
        _type(sheet.cell(row, 1), line)
    sheet.sheet_state = "hidden"
