"""What the notebooks say to a teacher: their folded cells, read label by label.

A plan for the teacher is a cell with the tag ``teacher``. Its paragraphs begin with a label in
bold, such as **Say** or **Short of time**; what to listen for has a cell of its own.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
from nbformat import NotebookNode

from dateline.publish.lesson import LessonNotebook, tags

FOLD = re.compile(r"</?details>|<summary>.*?</summary>", re.DOTALL)
LABEL = re.compile(r"\*\*([A-Z][^*]*)\*\*\s*")
STUDENT = re.compile(r"(?:^|(?<=\s))(?:[Aa] student\s+|(?=(?:Asks|Says|Calls|Wants) ))")
HEADING = re.compile(r"(?m)^#+ ")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
QUOTED = re.compile(r'"([^"]*)"')
MOST_WORDS = 8
UNLABELED = "Listen for"  # a cell without labels says what to listen for


class Reply(NamedTuple):
    """What to say if a student says or asks something."""

    situation: str
    reply: str
    notebook: str


def teacher_notes(cells: Sequence[NotebookNode]) -> dict[str, str]:
    """Return what some cells say to a teacher, as plain text by its label.

    Args:
        cells: Cells of a notebook, or all of them; those with the tag ``teacher`` are read. What
            the first of them says under a label counts.
    """
    found: dict[str, str] = {}
    for cell in cells:
        if "teacher" not in tags(cell) or cell.cell_type != "markdown":
            continue
        unlabeled, *labeled = LABEL.split(FOLD.sub("", cell.source))
        if unlabeled.strip():
            found.setdefault(UNLABELED, plain(unlabeled))
        for label, text in zip(labeled[::2], labeled[1::2], strict=True):
            found.setdefault(label.strip(), plain(text))
    return found


def section(notebook: LessonNotebook, cell_id: str) -> list[NotebookNode]:
    """Return the cells from one with a heading to the next heading.

    Raises:
        ValueError: The notebook has no cell of that id.
    """
    found: list[NotebookNode] = []
    for cell in notebook.cells:
        if found and HEADING.search(cell.source) and cell.cell_type == "markdown":
            break
        if found or cell.id == cell_id:
            found.append(cell)
    if not found:
        raise ValueError(f"{notebook.name}.ipynb has no cell called {cell_id!r}.")
    return found


def replies(notebooks: Sequence[LessonNotebook]) -> list[Reply]:
    """Return what to say if, from all notebooks; each situation once, as it first comes up."""
    found: dict[str, Reply] = {}
    for notebook in notebooks:
        text = teacher_notes(notebook.cells).get("What to say if", "")
        for part in STUDENT.split(text):
            situation, colon, reply = part.strip().partition(": ")
            if colon:
                situation = situation[0].lower() + situation[1:]
                found.setdefault(situation, Reply(situation, reply, notebook.title))
    return list(found.values())


def words_to_teach(
    notebooks: Sequence[LessonNotebook], glossary: pd.DataFrame
) -> list[tuple[str, str]]:
    """Return the words to teach first, each with its definition.

    Args:
        notebooks: The words are those of the first one that lists any.
        glossary: The case's ``glossary``; a word without a row there has no definition.
    """
    for notebook in notebooks:
        listed = teacher_notes(notebook.cells).get("Words to teach first", "")
        words = [word.strip(" .") for word in listed.split(",") if word.strip(" .")]
        if words:
            return [(word, _definition(word, glossary)) for word in words]
    rows: list[Any] = list(glossary.head(MOST_WORDS).itertuples())
    return [(row.term, row.definition) for row in rows]


def _definition(word: str, glossary: pd.DataFrame) -> str:
    """Return the definition of the term that is the word, or else of the first that has it."""
    terms = glossary["term"].str.casefold()
    has_word = terms.str.contains(rf"\b{re.escape(word.casefold())}\b", regex=True)
    rows = pd.concat([glossary[terms == word.casefold()], glossary[has_word]])
    return "" if rows.empty else str(rows["definition"].iloc[0])


def labeled(notebooks: Sequence[LessonNotebook], label: str) -> list[tuple[str, str]]:
    """Return the title and the text of each notebook that has a label, such as "Place"."""
    texts = [
        (notebook.title, teacher_notes(notebook.cells).get(label, "")) for notebook in notebooks
    ]
    return [(title, text) for title, text in texts if text]


def plain(text: str) -> str:
    """Return Markdown as plain text in one line, with the quotation marks of print."""
    text = LINK.sub(r"\1", text)
    text = re.sub(r"\s+", " ", re.sub(r"[*`]", "", text)).strip()
    return QUOTED.sub(r"“\1”", text)
