"""What the script on the page says about an answer: one table of cases for each kind."""

import pytest

from dateline.web import fill
from tests.browser.window import LAPTOP, open_window

pytestmark = pytest.mark.browser

# What somebody types, and the number that it is; None if it is none.
TYPED = [
    ("40", 40),
    (" 40 ", 40),
    ("40 %", 40),
    ("40%", 40),
    ("40 ٪", 40),
    ("40 per cent", 40),
    ("40 percent.", 40),
    ("40.", 40),
    ("= 40", 40),
    ("+40", 40),
    ("(40)", 40),
    ("$ 2,000", 2000),
    ("2,000", 2000),
    ("2,000 troops", 2000),
    ("2 000", 2000),
    ("2\u00a0000", 2000),
    ("2'000", 2000),
    ("2’000.5", 2000.5),
    ("1,234,567", 1234567),
    ("12,5", 12.5),
    ("12.5", 12.5),
    (".5", 0.5),
    (",5", 0.5),
    ("0,125", 0.125),
    ("1.200", 1.2),
    ("2,0000", 2),
    ("007", 7),
    ("-3", -3),
    ("−3", -3),
    ("–3,5", -3.5),
    ("٤٠", 40),
    ("۴۰", 40),
    ("４０", 40),
    ("٢٬٠٠٠", 2000),
    ("١٢٫٥", 12.5),
    ("", None),
    ("   ", None),
    ("abc", None),
    ("forty", None),
    ("about 40", None),
    ("4 0", None),
    ("40 to 50", None),
    ("40-50", None),
    ("2/5", None),
    ("½", None),
    ("%", None),
    ("--3", None),
    ("1,2,3", None),
    ("1.234,5", None),
    ("1e400", None),
    ("4e1", None),
    ("0x10", None),
    ("NaN", None),
    ("Infinity", None),
    ("9" * 400, None),
]


def options(*rows):
    """Return options; a row is text, right, and place where there is one."""
    padded = [(*row, "") for row in rows]
    return [
        {"text": text, "right": right, "place": place, "feedback": ""}
        for text, right, place, *_ in padded
    ]


def question(kind, *rows, tolerance=0):
    return {"id": "q", "kind": kind, "tolerance": tolerance, "options": options(*rows)}


CHOICE = question("choice", ("May", True), ("June", False))
SEVERAL = question("several", ("May", True), ("June", True), ("July", False))
NUMBER = question("number", ("40", True), ("60", False))
ROUGHLY = question("number", ("2,000", True), ("1999", False), tolerance=2.5)
ORDER = question("order", ("last", True, "3"), ("first", True, "1"), ("middle", True, "2"))
SORT = question("sort", ("a", True, "fact"), ("b", True, "guess; fact"), ("c", True, "guess"))
NO_KEY = question("sort", ("a", False, "fact"), ("b", False, "guess"))
POSITION = question("position", ("yes", False), ("no", False))
NOTE = question("note", ("one", False), ("other", True))
PREDICTION = question("prediction", ("a chance", False))

# A question, an answer, whether it is right (None: nobody judges), how many parts are right and
# how many there are.
JUDGED = [
    (CHOICE, "May", True, 1, 1),
    (CHOICE, "June", False, 0, 1),
    (CHOICE, "may", False, 0, 1),
    (CHOICE, "August", False, 0, 1),
    (SEVERAL, ["May", "June"], True, 2, 2),
    (SEVERAL, ["June", "May"], True, 2, 2),
    (SEVERAL, ["May"], False, 1, 2),
    (SEVERAL, ["May", "June", "July"], False, 2, 2),
    (SEVERAL, ["July"], False, 0, 2),
    (NUMBER, "40", True, 1, 1),
    (NUMBER, "40 %", True, 1, 1),
    (NUMBER, "40.0", True, 1, 1),
    (NUMBER, "60", False, 0, 1),
    (NUMBER, "40.1", False, 0, 1),
    (NUMBER, "-40", False, 0, 1),
    (NUMBER, "abc", False, 0, 1),
    (ROUGHLY, "2,000", True, 1, 1),
    (ROUGHLY, "2002.5", True, 1, 1),
    (ROUGHLY, "1997.5", True, 1, 1),
    (ROUGHLY, "1999", True, 1, 1),  # a near miss within the tolerance is right
    (ROUGHLY, "2003", False, 0, 1),
    (ROUGHLY, "2", False, 0, 1),
    (ORDER, ["first", "middle", "last"], True, 3, 3),
    (ORDER, ["first", "last", "middle"], False, 1, 3),
    (ORDER, ["last", "first", "middle"], False, 0, 3),
    (ORDER, [], False, 0, 3),
    (SORT, {"a": "fact", "b": "fact", "c": "guess"}, True, 3, 3),
    (SORT, {"a": "fact", "b": "guess", "c": "guess"}, True, 3, 3),
    (SORT, {"a": "guess", "b": "guess", "c": "guess"}, False, 2, 3),
    (SORT, {"a": "fact"}, False, 1, 3),
    (SORT, {"a": "guess; fact", "b": "guess; fact", "c": "g"}, False, 0, 3),
    (SORT, {}, False, 0, 3),
    (NO_KEY, {"a": "fact", "b": "fact"}, None, 0, 0),
    (POSITION, "yes", None, 0, 0),
    (NOTE, "anything", None, 0, 0),
    (PREDICTION, {"chance": "70", "reason": "because"}, None, 0, 0),
]

# A question, an answer, and what is still missing in it.
MISSING = [
    (CHOICE, "", "Choose an answer first."),
    (CHOICE, "May", ""),
    (POSITION, "", "Choose an answer first."),
    (SEVERAL, [], "Choose an answer first."),
    (SEVERAL, ["July"], ""),
    (NUMBER, "", "Type a number, such as 12.5."),
    (NUMBER, "many", "Type a number, such as 12.5."),
    (NUMBER, "0", ""),
    (ORDER, [], "Move something first."),
    (ORDER, ["last", "first", "middle"], ""),
    (SORT, {}, "3 left to sort."),
    (SORT, {"a": "fact", "c": "fact"}, "1 left to sort."),
    (NO_KEY, {"a": "fact", "b": "fact"}, ""),
    (NOTE, " \n", "Write something first."),
    (NOTE, "0", ""),
    (PREDICTION, {"chance": "", "reason": "x"}, "Give a chance from 0 to 100."),
    (PREDICTION, {"chance": "101", "reason": "x"}, "Give a chance from 0 to 100."),
    (PREDICTION, {"chance": "-1", "reason": "x"}, "Give a chance from 0 to 100."),
    (PREDICTION, {"chance": "0", "reason": " "}, "Give a reason: one sentence is enough."),
    (PREDICTION, {"chance": "٧٠ %", "reason": "x"}, ""),
]


@pytest.fixture(scope="module")
def page(browser):
    with open_window(browser, LAPTOP, "about:") as window:
        window.page.set_content(str(fill("questions/script.html")))
        yield window.page


def test_numbers_are_read_as_people_type_them(page):
    """The prompt itself writes 5,000: somebody who types 2,000 has not typed two."""
    read = "texts => texts.map(datelineQuestions.typedNumber)"
    texts = [text for text, _ in TYPED]
    assert dict(zip(texts, page.evaluate(read, texts), strict=True)) == dict(TYPED)


def test_answers_are_judged_by_the_table(page):
    for asked, answer, right, count, of in JUDGED:
        case = [asked, answer]
        judged = page.evaluate("([q, answer]) => datelineQuestions.judge(q, answer)", case)
        found = (judged["right"], judged["count"], judged["of"])
        assert found == (right, count, of), (asked["kind"], answer)


def test_what_is_missing_is_said_before_an_answer_counts(page):
    for asked, answer, expected in MISSING:
        case = [asked, answer]
        found = page.evaluate("([q, answer]) => datelineQuestions.missing(q, answer)", case)
        assert found == expected, (asked["kind"], answer)
