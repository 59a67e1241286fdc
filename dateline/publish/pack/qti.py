"""Questions as QTI 2.1: a zip with an item for each question and a manifest."""

from collections.abc import Sequence
from xml.etree import ElementTree

from dateline.files import MADE
from dateline.publish.pack.quiz import (
    add,
    has_key,
    identifier,
    in_order,
    plain_number,
    prompt_of,
    rows_of,
    xml,
)
from dateline.publish.reproducible import zipped
from dateline.questions.table import Question

ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
TYPES = {  # cardinality and type of the answer
    "choice": ("single", "identifier"),
    "several": ("multiple", "identifier"),
    "number": ("single", "float"),
    "order": ("ordered", "identifier"),
    "sort": ("multiple", "directedPair"),
    "note": ("single", "string"),
}
Element = ElementTree.Element


def qti(questions: Sequence[Question]) -> bytes:
    """Return the zip to import.

    Args:
        questions: From ``read_questions``.
    """
    files = {f"{identifier(question['id'])}.xml": item(question) for question in questions}
    return zipped({"imsmanifest.xml": _manifest(list(files)), **files})


def item(question: Question) -> bytes:
    """Return one question as an item."""
    kind = question["kind"] if has_key(question) else "note"
    cardinality, base_type = TYPES[kind]
    attributes = {
        "xmlns": ITEM,
        "identifier": identifier(question["id"]),
        "title": question["title"],
        "adaptive": "false",
        "timeDependent": "false",
    }
    root = Element("assessmentItem", attributes)
    response = add(
        root,
        "responseDeclaration",
        identifier="RESPONSE",
        cardinality=cardinality,
        baseType=base_type,
    )
    if kind != "note":
        correct = add(response, "correctResponse")
        for value in _correct(question):
            add(correct, "value", value)
    add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    if kind in ("choice", "several"):
        add(
            root,
            "outcomeDeclaration",
            identifier="FEEDBACK",
            cardinality="multiple",
            baseType="identifier",
        )
    _add_body(add(root, "itemBody"), kind, question)
    if kind != "note":
        _add_processing(root, kind, question)
    return xml(root)


def _correct(question: Question) -> list[str]:
    """Return the right answer, value by value."""
    options = question["options"]
    names = _names(question)
    if question["kind"] == "number":
        return [next(plain_number(each["text"]) for each in options if each["right"])]
    if question["kind"] == "order":
        return [names[option["text"]] for option in in_order(question)]
    if question["kind"] == "sort":
        piles = question["piles"]
        rows = rows_of(question)
        return [f"{names[row['text']]} P{piles.index(row['place'])}" for row in rows]
    return [names[option["text"]] for option in options if option["right"]]


def _names(question: Question) -> dict[str, str]:
    """Return the identifier of each option by its text."""
    return {option["text"]: f"O{place}" for place, option in enumerate(question["options"])}


def _add_body(body: Element, kind: str, question: Question) -> None:
    names = _names(question)
    prompt = prompt_of(question)
    if kind in ("choice", "several"):
        most = "1" if kind == "choice" else "0"
        asked = _interaction(body, "choiceInteraction", shuffle="true", maxChoices=most)
        add(asked, "prompt", prompt)
        for text, name in names.items():
            add(asked, "simpleChoice", text, identifier=name)
    elif kind == "order":
        asked = _interaction(body, "orderInteraction", shuffle="true")
        add(asked, "prompt", prompt)
        for text, name in names.items():
            add(asked, "simpleChoice", text, identifier=name)
    elif kind == "sort":
        _add_matching(body, prompt, question)
    elif kind == "number":
        paragraph = add(body, "p", f"{prompt} ")
        _interaction(paragraph, "textEntryInteraction", expectedLength="8")
    else:
        asked = _interaction(body, "extendedTextInteraction", expectedLines="5")
        add(asked, "prompt", prompt)


def _interaction(parent: Element, tag: str, **attributes: object) -> Element:
    return add(parent, tag, None, responseIdentifier="RESPONSE", **attributes)


def _add_matching(body: Element, prompt: str, question: Question) -> None:
    names = _names(question)
    rows = rows_of(question)
    asked = _interaction(body, "matchInteraction", shuffle="false", maxAssociations=len(rows))
    add(asked, "prompt", prompt)
    claims, piles = add(asked, "simpleMatchSet"), add(asked, "simpleMatchSet")
    for row in rows:
        name = names[row["text"]]
        add(claims, "simpleAssociableChoice", row["text"], identifier=name, matchMax="1")
    for place, pile in enumerate(question["piles"]):
        add(piles, "simpleAssociableChoice", pile, identifier=f"P{place}", matchMax="0")


def _add_processing(root: Element, kind: str, question: Question) -> None:
    """Add when the answer is right, and the feedback on each option."""
    processing = add(root, "responseProcessing")
    condition = add(add(processing, "responseCondition"), "responseIf")
    _add_match(condition, kind, question)
    score = add(condition, "setOutcomeValue", identifier="SCORE")
    add(score, "baseValue", "1", baseType="float")
    if kind not in ("choice", "several"):
        return
    chosen = add(processing, "setOutcomeValue", identifier="FEEDBACK")
    add(chosen if kind == "several" else add(chosen, "multiple"), "variable", identifier="RESPONSE")
    for option in question["options"]:
        if option["feedback"]:
            shown = add(
                root,
                "modalFeedback",
                outcomeIdentifier="FEEDBACK",
                identifier=_names(question)[option["text"]],
                showHide="show",
            )
            add(shown, "p", option["feedback"])


def _add_match(condition: Element, kind: str, question: Question) -> None:
    """Add the comparison with the right answer; a number may differ by its tolerance."""
    compare = add(condition, "match")
    if kind == "number":
        condition.remove(compare)
        tolerance = f"{question['tolerance']:g}"
        compare = add(condition, "equal", toleranceMode="absolute", tolerance=tolerance)
    add(compare, "variable", identifier="RESPONSE")
    add(compare, "correct", identifier="RESPONSE")


def _manifest(names: Sequence[str]) -> bytes:
    root = Element("manifest", {"xmlns": PACKAGE, "identifier": "DATELINE"})
    root.append(ElementTree.Comment(f" {MADE}, CC BY 4.0 "))
    about = add(root, "metadata")
    add(about, "schema", "QTIv2.1 Package")
    add(about, "schemaversion", "1.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    for name in names:
        resource = add(
            resources,
            "resource",
            identifier=f"r-{name.removesuffix('.xml')}",
            type="imsqti_item_xmlv2p1",
            href=name,
        )
        add(resource, "file", href=name)
    return xml(root)
