"""Questions as Moodle XML: every kind, with hints and feedback option by option."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree

from markupsafe import escape

from dateline.files import MADE
from dateline.publish.pack.quiz import (
    Option,
    add,
    has_key,
    in_order,
    plain_number,
    plain_source,
    prompt_of,
    rows_of,
    samples_of,
    xml,
)
from dateline.questions.table import Question

TYPES = {
    "choice": "multichoice",
    "several": "multichoice",
    "number": "numerical",
    "order": "ordering",
    "sort": "matching",
}
Element = ElementTree.Element


def moodle(questions: Sequence[Question], title: str) -> bytes:
    """Return a question bank, in a category for each notebook.

    Args:
        questions: From ``read_questions``, in the order of the notebooks.
        title: What the category above them is called.
    """
    quiz = Element("quiz")
    quiz.append(ElementTree.Comment(f" {MADE}, CC BY 4.0 "))
    for notebook, group in groupby(questions, key=lambda question: question["notebookTitle"]):
        category = add(add(quiz, "question", type="category"), "category")
        add(category, "text", f"$course$/top/{title}/{notebook}")
        for question in group:
            _add_question(quiz, question)
    return xml(quiz)


def _add_question(quiz: Element, question: Question) -> None:
    kind = question["kind"] if has_key(question) else "note"
    asked = add(quiz, "question", type=TYPES.get(kind, "essay"))
    add(add(asked, "name"), "text", question["title"])
    _add_html(asked, "questiontext", prompt_of(question))
    _add_html(asked, "generalfeedback", f"Source: {plain_source(question)}")
    add(asked, "defaultgrade", "1")
    add(asked, "penalty", "0.3333333")
    add(asked, "hidden", "0")
    add(asked, "idnumber", question["id"])
    if kind in ("choice", "several"):
        _add_choice(asked, question)
    elif kind == "number":
        _add_number(asked, question)
    elif kind == "order":
        _add_order(asked, question)
    elif kind == "sort":
        _add_sorting(asked, question)
    else:
        _add_essay(asked, question)
    for hint in question["hints"]:
        _add_html(asked, "hint", hint)


def _add_choice(asked: Element, question: Question) -> None:
    add(asked, "single", str(question["kind"] == "choice").lower())
    add(asked, "shuffleanswers", "true")
    add(asked, "answernumbering", "none")
    rights = sum(option["right"] for option in question["options"])
    wrongs = len(question["options"]) - rights
    for option in question["options"]:
        share = 100 / rights if option["right"] else 0.0
        if question["kind"] == "several" and not option["right"]:
            share = -100 / wrongs  # who ticks everything gets nothing
        _add_answer(asked, option, f"{share:.5f}".rstrip("0").rstrip("."), "html")


def _add_number(asked: Element, question: Question) -> None:
    for option in question["options"]:
        number = option | {"text": plain_number(option["text"])}
        answer = _add_answer(asked, number, "100" if option["right"] else "0", "moodle_auto_format")
        add(answer, "tolerance", f"{question['tolerance']:g}")
    add(add(asked, "answer", fraction=0, format="moodle_auto_format"), "text", "*")


def _add_order(asked: Element, question: Question) -> None:
    add(asked, "layouttype", "VERTICAL")
    add(asked, "selecttype", "ALL")
    add(asked, "gradingtype", "ABSOLUTE_POSITION")
    add(asked, "showgrading", "SHOW")
    options = in_order(question)
    told = "; ".join(f"{option['text']}: {option['feedback']}" for option in options)
    _add_html(asked, "correctfeedback", told)
    _add_html(asked, "partiallycorrectfeedback", "")
    _add_html(asked, "incorrectfeedback", "")
    for place, option in enumerate(options, 1):
        add(add(asked, "answer", fraction=place, format="plain_text"), "text", option["text"])


def _add_sorting(asked: Element, question: Question) -> None:
    add(asked, "shuffleanswers", "true")
    for option in rows_of(question):
        row = add(asked, "subquestion", format="html")
        add(row, "text", _html(option["text"]))
        add(add(row, "answer"), "text", option["place"])
    told = [f"{option['text']}: {option['feedback']}" for option in question["options"]]
    _add_html(asked, "correctfeedback", " ".join(told))


def _add_essay(asked: Element, question: Question) -> None:
    add(asked, "responseformat", "editor")
    add(asked, "responserequired", "1")
    add(asked, "responsefieldlines", "5")
    add(asked, "attachments", "0")
    _add_html(asked, "graderinfo", samples_of(question))


def _add_answer(asked: Element, option: Option, fraction: str, format: str) -> Element:
    answer = add(asked, "answer", fraction=fraction, format=format)
    text = _html(option["text"]) if format == "html" else option["text"]
    add(answer, "text", text)
    _add_html(answer, "feedback", option["feedback"])
    return answer


def _add_html(parent: Element, tag: str, text: str) -> None:
    """Add words that the platform shows as they are: they are HTML inside XML."""
    add(add(parent, tag, format="html"), "text", _html(text))


def _html(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""
