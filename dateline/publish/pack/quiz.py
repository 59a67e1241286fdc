"""The questions of a case for learning platforms: what the three formats have in common.

Every question becomes one question of the platform. Where nothing is right or wrong (a note, a
guess, a position, a sorting without a key) it becomes a question that is answered in words and
read by the teacher. A row of a sorting that has two defensible piles is left out, because these
formats allow only one.
"""

import re
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from dateline.questions.table import Question

Option = dict[str, Any]


def has_key(question: Question) -> bool:
    """Tell whether a platform can judge the answers to a question."""
    judged = question["kind"] in ("choice", "several", "number", "order", "sort")
    return judged and any(option["right"] for option in question["options"])


def rows_of(question: Question) -> list[Option]:
    """Return the rows of a sorting that have exactly one pile; their places are filled in."""
    return [option for option in question["options"] if option["place"] and not _is_open(option)]


def _is_open(option: Option) -> bool:
    return ";" in option["place"]


def in_order(question: Question) -> list[Option]:
    """Return the options of an order as they belong."""
    return sorted(question["options"], key=lambda option: int(option["place"]))


def prompt_of(question: Question) -> str:
    """Return what is asked; the options follow where nobody judges them."""
    if has_key(question) or question["kind"] in ("note", "prediction"):
        return str(question["prompt"])
    listed = "; ".join(option["text"] for option in question["options"])
    return f"{question['prompt']} ({listed})"


def samples_of(question: Question) -> str:
    """Return the sample answers of a note for the teacher, or ""."""
    if question["kind"] != "note":
        return ""
    samples = []
    for option in question["options"]:
        name = "Better" if option["right"] else "Weaker"
        samples.append(f"{name}: {option['text']} ({option['feedback']})")
    return " ".join(samples)


def plain_source(question: Question) -> str:
    """Return the sources of a question as plain text."""
    return Markup(question["source"]).striptags()


def plain_number(text: str) -> str:
    """Return a number as platforms read it, without thousands separators."""
    return text.replace(",", "")


def add(
    parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: object
) -> ElementTree.Element:
    """Add an element with text and attributes; ``type_`` is written as ``type``."""
    names = {name.rstrip("_"): str(value) for name, value in attributes.items()}
    element = ElementTree.SubElement(parent, tag, names)
    element.text = text
    return element


def xml(element: ElementTree.Element) -> bytes:
    """Return an element as a file of XML, indented."""
    ElementTree.indent(element)
    text: bytes = ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def identifier(text: str) -> str:
    """Return a name that XML takes as an identifier."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", text)
