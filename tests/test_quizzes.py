"""Questions for learning platforms: whole, well-formed, and judged as the lesson judges them."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from dateline import load_case
from dateline.publish.pack.canvas import canvas
from dateline.publish.pack.moodle import moodle
from dateline.publish.pack.qti import ITEM, item, qti
from dateline.questions.table import read_questions

EVIL = "<script>alert('x')</script> & ]]> $x$ *a* [b]"
LESSON = read_questions(load_case("baghdad-embassy-2020"))
NS = {"q": ITEM}


def question(kind, options, **more):
    """Return a question of one kind; options are pairs of text and right, or of text and place."""
    rows = []
    for text, value in options:
        is_place = isinstance(value, str)
        right = bool(value) if not is_place else True
        place = value if is_place else ""
        rows.append({"text": text, "right": right, "place": place, "feedback": f"On {text}"})
    piles = (
        [] if kind != "sort" else sorted({row["place"] for row in rows if ";" not in row["place"]})
    )
    return {
        "id": f"a-{kind}",
        "notebook": "01_read",
        "notebookTitle": "1: Read",
        "title": f"A {kind}",
        "kind": kind,
        "prompt": "What?",
        "hints": ["Think."],
        "unit": "",
        "tolerance": 0.0,
        "piles": sorted(piles) if kind == "sort" else [],
        "source": "The Gazette",
        "options": rows,
    } | more


CHOICE = question("choice", [("yes", True), ("no", False)])
SEVERAL = question("several", [("a", True), ("b", True), ("c", False)])
NUMBER = question("number", [("5,200", True), ("60", False)], tolerance=0.5)
ORDER = question("order", [("second", "2"), ("first", "1")])
SORT = question("sort", [("a", "left"), ("b", "right"), ("both", "left; right")])
OPEN = question("position", [("here", False), ("there", False)])
ALL = [CHOICE, SEVERAL, NUMBER, ORDER, SORT, OPEN]


def moodle_of(*questions):
    """Return the questions of a Moodle file by their short names."""
    root = ElementTree.fromstring(moodle(questions, "Lesson"))
    return {each.findtext("idnumber"): each for each in root if each.get("type") != "category"}


def test_every_question_of_the_lesson_is_in_every_file():
    """A question that is lost on the way is noticed by nobody."""
    ids = [each["id"] for each in LESSON]
    assert list(moodle_of(*LESSON)) == ids
    with zipfile.ZipFile(BytesIO(qti(LESSON))) as package:
        names = package.namelist()
        assert set(names) == {"imsmanifest.xml", *(f"{name}.xml" for name in ids)}
        manifest = package.read("imsmanifest.xml").decode()
        assert all(f'href="{name}.xml"' in manifest for name in ids)
    text = canvas(LESSON, "Lesson").decode()
    prompts = [re.sub(r"\W", "", each["prompt"]) for each in LESSON]
    assert [each for each in prompts if each not in re.sub(r"\W", "", text)] == []


@pytest.mark.parametrize(
    ("asked", "fractions"),
    [
        (CHOICE, {"yes": "100", "no": "0"}),
        (SEVERAL, {"a": "50", "b": "50", "c": "-100"}),
        (NUMBER, {"5200": "100", "60": "0", "*": "0"}),
        (ORDER, {"first": "1", "second": "2"}),
    ],
    ids=lambda value: value.get("kind", "") if isinstance(value, dict) else "",
)
def test_moodle_gives_points_as_the_lesson_judges(asked, fractions):
    """Who ticks everything gets nothing, and 5,200 is a number with or without its comma."""
    (made,) = moodle_of(asked).values()
    found = {
        re.sub(r"</?p>", "", answer.findtext("text")): answer.get("fraction")
        for answer in made.iter("answer")
    }
    assert found == fractions
    assert [hint.findtext("text") for hint in made.iter("hint")] == ["<p>Think.</p>"]


def test_where_nothing_is_right_the_answer_is_written_in_words():
    """A platform must not mark a position as wrong."""
    (made,) = moodle_of(OPEN).values()
    assert made.get("type") == "essay"
    assert "here; there" in made.find("questiontext").findtext("text")
    assert canvas([OPEN], "Lesson").decode().endswith("(here; there)\n... Hint: Think.\n____\n")
    root = ElementTree.fromstring(item(OPEN))
    assert root.find(".//q:extendedTextInteraction", NS) is not None
    assert root.find(".//q:responseProcessing", NS) is None


def test_a_claim_with_two_piles_is_left_out_where_only_one_can_be_right():
    """It would mark a good answer as wrong."""
    (made,) = moodle_of(SORT).values()
    rows = [row.findtext("text") for row in made.iter("subquestion")]
    assert rows == ["<p>a</p>", "<p>b</p>"]
    root = ElementTree.fromstring(item(SORT))
    pairs = [value.text for value in root.iterfind(".//q:correctResponse/q:value", NS)]
    assert pairs == ["O0 P0", "O1 P1"]
    assert "What? both" not in canvas([SORT], "Lesson").decode()


def test_each_item_of_qti_refers_only_to_what_it_declares():
    """An item with a dangling name is refused by the platform, with no word of which."""
    for made in map(ElementTree.fromstring, map(item, [*ALL, *LESSON])):
        declared = {each.get("identifier") for each in made.iterfind(".//*[@identifier]")}
        order = [child.tag.split("}")[1] for child in made]
        assert order == sorted(order, key=ORDER_OF_PARTS.index)
        for value in made.iterfind(".//q:correctResponse/q:value", NS):
            names = (value.text or "").split()
            assert names[0].replace(".", "").isdigit() or set(names) <= declared
        for name in ("responseIdentifier", "outcomeIdentifier"):
            used = {each.get(name) for each in made.iterfind(f".//*[@{name}]")}
            assert used <= declared


ORDER_OF_PARTS = [
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
]


def test_what_is_in_a_table_is_shown_and_never_run():
    """Three formats escape in three ways: HTML in XML, XML, and Markdown."""
    evil = [
        each | {"prompt": EVIL, "options": [row | {"feedback": EVIL} for row in each["options"]]}
        for each in ALL
    ]
    for made in moodle_of(*evil).values():
        shown = made.find("questiontext").findtext("text")
        assert "&lt;script&gt;" in shown and "<script" not in shown
    for each in evil:
        assert EVIL in "".join(ElementTree.fromstring(item(each)).itertext())
    text = canvas(evil, "Lesson").decode()
    assert r"\<script\>alert('x')\</script\> & \]\]\> \$x\$ \*a\* \[b\]" in text
    assert not re.search(r"(?<!\\)<script", text)
