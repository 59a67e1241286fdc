"""The table ``checks`` as questions: each a dictionary, as the script on the page takes it."""

import re
from itertools import groupby
from typing import Any

from markupsafe import Markup

from dateline.cards import SourceLines
from dateline.case import Case
from dateline.case.check_rows import piles_of

LONGEST_TITLE = 60  # letters of a prompt that serves as a title
Question = dict[str, Any]


def read_questions(case: Case) -> list[Question]:
    """Return the questions of a case in the order of its table ``checks``.

    Args:
        case: A case; reads ``checks`` and ``sources``.

    Returns:
        Dictionaries with ``id``, ``notebook``, ``notebookTitle``, ``title`` (short),
        ``optional``, ``kind``, ``prompt``, ``hints`` (one after the other), ``unit`` and
        ``tolerance`` (of a number), ``piles`` (of a sorting), ``source`` (HTML) and ``options``,
        each with ``text``, ``right``, ``place`` and ``feedback``.

    Raises:
        ValueError: A check cites a source that is not in ``sources``.
    """
    lines = SourceLines(case.sources)
    if "checks" not in case.tables:
        return []
    rows = case.checks.astype(object).fillna("").to_dict("records")
    questions = []
    for _, group in groupby(rows, key=lambda row: str(row["check_id"])):
        question_rows: list[Any] = list(group)
        questions.append(_question(question_rows, lines))
    return questions


def _question(rows: list[dict[str, Any]], lines: SourceLines) -> Question:
    """Return the question in these rows, one row for each option."""
    first = rows[0]
    options = []
    cited: dict[str, None] = {}  # in order, each once
    for row in rows:
        options.append(
            {
                "text": row["option"],
                "right": bool(row["right"]),
                "place": row["place"],
                "feedback": row["feedback"],
            }
        )
        cited |= dict.fromkeys(row["source_ids"].split(";"))

    hints = [row["hint"] for row in rows if row["hint"]]
    return {
        "id": first["check_id"],
        "notebook": first["notebook"],
        "notebookTitle": notebook_title(first["notebook"]),
        "title": first["title"] or _shortened(first["prompt"]),
        "optional": bool(first["optional"]),
        "kind": first["kind"],
        "prompt": first["prompt"],
        "hints": hints,
        "unit": first["unit"],
        "tolerance": float(first["tolerance"] or 0),
        "piles": _piles(rows),
        "source": Markup("; ").join(lines.line(source_id) for source_id in cited),
        "options": options,
    }


def _piles(rows: list[dict[str, Any]]) -> list[str]:
    """Return the piles of a sorting in the order of the table; nothing for other kinds."""
    if rows[0]["kind"] != "sort":
        return []
    piles: dict[str, None] = {}
    for row in rows:
        piles |= dict.fromkeys(piles_of(row["place"]))
    return list(piles)


def to_be_read(question: Question) -> list[Question]:
    """Return the options of a question as a page without scripts lists them.

    Those of an order are never in their right order, however they were typed.
    """
    if question["kind"] != "order":
        return list(question["options"])
    options = sorted(question["options"], key=lambda option: str(option["text"]))
    right = sorted(options, key=lambda option: int(option["place"]))
    return options[::-1] if options == right else options


def notebook_title(notebook: str) -> str:
    """Return a notebook's name for readers: "1: Read the article" for 01_read_the_article."""
    number, _, name = notebook.partition("_")
    words = name.replace("_", " ")
    return f"{number.lstrip('0') or '0'}: {words[:1].upper()}{words[1:]}"


def _shortened(prompt: str) -> str:
    """Return the beginning of a prompt, cut between two words."""
    plain = re.sub(r"\s+", " ", prompt).strip()
    if len(plain) <= LONGEST_TITLE:
        return plain
    return plain[:LONGEST_TITLE].rpartition(" ")[0] + " …"
