"""A question answers back, and what was answered comes back with its code name and no other."""

import json
import re
from types import SimpleNamespace

import ipywidgets as widgets
import pytest
from markupsafe import escape

from dateline.questions.asking import Questions
from dateline.questions.forms import CHANCE, REASON
from dateline.questions.questions import read_questions
from tests.pages import danger, page
from tests.tables import HOSTILE

PART = "01_library"
OTHER_PART = "02_street"


def row(check_id, kind, option, right=True, place="", feedback="", hint="", part=PART):
    return SimpleNamespace(
        check_id=check_id,
        notebook=part,
        kind=kind,
        prompt=f"What of {check_id}?",
        option=option,
        right=right,
        place=place,
        feedback=feedback,
        hint=hint,
        source_ids="gazette",
    )


ROWS = [
    row("roof", "choice", "in May", False, feedback="May was promised.", hint="Look at the end."),
    row("roof", "choice", "never", feedback="Nobody came."),
    row("papers", "several", "Gazette", feedback="It is named."),
    row("papers", "several", "Radio", feedback="It is named as well."),
    row("papers", "several", "Herald", False, feedback="It is not named."),
    row("share", "number", "40", feedback="Two of five."),
    row("share", "number", "60", False, feedback="That stays."),
    row("share", "number", "2000", False, feedback="That is how many."),
    row("days", "order", "Sunday", place="2", feedback="the seventh"),
    row("days", "order", "Monday", place="3", feedback="the eighth"),
    row("days", "order", "Friday", place="1", feedback="the fifth"),
    row("who", "sort", "It rained", place="fact", feedback="Somebody saw it.", hint="Who saw?"),
    row("who", "sort", "It will rain", place="guess", feedback="Will tells it."),
    row("letter", "note", "It is bad.", False, feedback="No reason.", part=OTHER_PART),
    row("letter", "note", "It leaks, says Ann.", feedback="A reason.", part=OTHER_PART),
    row("open-on-monday", "prediction", "a chance", False, part=OTHER_PART),
]
NAMES = ["roof", "papers", "share", "days", "who", "letter", "open-on-monday"]
SORTED = {"It rained": "fact", "It will rain": "guess"}
RIGHT = {
    "roof": "never",
    "papers": ["Gazette", "Radio"],
    "share": "40",
    "days": "cab",
    "who": SORTED,
}
UNJUDGED = {"letter": "It drips.", "open-on-monday": {CHANCE: "70", REASON: "It always is."}}
WRONG = {
    "roof": "in May",
    "papers": ["Gazette", "Herald"],
    "share": "60",
    "days": "ABC",
    "who": SORTED | {"It rained": "guess"},
}
SOURCE = "Source: The Gazette"
TRY_AGAIN = "Try again: change your answer, then check it again."


def new_questions(folder, rows=ROWS):
    return Questions(read_questions(rows, lambda source_ids: escape("The Gazette")), folder)


@pytest.fixture
def questions(tmp_path):
    """All questions asked, and a code name typed."""
    made = new_questions(tmp_path / "answers")
    made.ask(*made.questions)
    made.code_name.value = "blue fox"
    return made


@pytest.fixture
def later(questions):
    """The notebook opened again on another day, and run: nobody has typed a name yet."""
    made = new_questions(questions.folder)
    made.ask(*made.questions)
    return made


def lines(html):
    """Return the paragraphs and the list items of a page, in order."""
    found = [one for one in page(html).inside if one.tag in ("p", "li")]
    return [" ".join(one.text.split()) for one in found]


def answer(form, entered):
    """Fill in a form and press its button; return what it says, line by line."""
    if isinstance(entered, list):
        entered = {name: name in entered for name in form.controls}
    if not isinstance(entered, dict):
        entered = {"": entered}
    for name, value in entered.items():
        form.controls[name].value = value
    form.check.click()
    return lines(form.reply.value)


def answer_all(questions, answers):
    return {name: answer(questions.forms[name], entered) for name, entered in answers.items()}


def is_empty(form):
    return not form.entered() and lines(form.reply.value) == []


def status(questions):
    return page(questions.status.value).text


def saved(questions):
    """Return what is in the folder for answers, none at all counting as nothing."""
    return sorted(questions.folder.iterdir()) if questions.folder.exists() else []


# ---- Replies

FIRST_REPLIES = [
    ("roof", "never", ["✓ Right.", "✓ never: Nobody came.", SOURCE]),
    ("roof", "in May", ["✗ Not yet.", "✗ in May: May was promised.", TRY_AGAIN]),
    (
        "papers",
        ["Gazette", "Radio"],
        ["✓ Right.", "✓ Gazette: It is named.", "✓ Radio: It is named as well.", SOURCE],
    ),
    (
        "papers",
        ["Gazette", "Herald"],
        [
            "✗ Not yet. Right answers not chosen yet: 1.",
            "✓ Gazette: It is named.",
            "✗ Herald: It is not named.",
            TRY_AGAIN,
        ],
    ),
    (
        "papers",
        ["Gazette"],
        ["✗ Not yet. Right answers not chosen yet: 1.", "✓ Gazette: It is named.", TRY_AGAIN],
    ),
    ("share", "40", ["✓ Right.", "✓ 40: Two of five.", SOURCE]),
    ("share", "40 %", ["✓ Right.", "✓ 40 %: Two of five.", SOURCE]),
    ("share", "60,0", ["✗ Not yet.", "✗ 60,0: That stays.", TRY_AGAIN]),
    ("share", "2,000", ["✗ Not yet.", "✗ 2,000: That is how many.", TRY_AGAIN]),
    ("share", "-40", ["✗ Not yet.", "✗ -40: Work it out again.", TRY_AGAIN]),
    (
        "days",
        "c, a-B.",
        [
            "✓ Right. 3 of 3 are in the right place.",
            "The answer",
            "✓ C. Friday: the fifth",
            "✓ A. Sunday: the seventh",
            "✓ B. Monday: the eighth",
            SOURCE,
        ],
    ),
    ("days", "CBA", ["✗ Not yet. 1 of 3 are in the right place.", TRY_AGAIN]),
    (
        "who",
        SORTED,
        [
            "✓ Right. 2 of 2 match ours.",
            "✓ It rained: fact: Somebody saw it.",
            "✓ It will rain: guess: Will tells it.",
            SOURCE,
        ],
    ),
    (  # only the row to think about again, without its reason
        "who",
        SORTED | {"It rained": "guess"},
        [
            "Hint: Who saw?",
            "✗ 1 of 2 match ours.",
            "✗ It rained: guess",
            TRY_AGAIN,
        ],
    ),
    (
        "letter",
        "It drips.",
        [
            "✓ Kept. Now compare.",
            "A. It is bad.",
            "B. It leaks, says Ann.",
            "A. No reason.",
            "B is better. A reason.",
            SOURCE,
        ],
    ),
    (  # how it turned out is for the last notebook
        "open-on-monday",
        {CHANCE: "70", REASON: "It always is."},
        ["✓ Kept. Write it on paper, too: the notebook that tells what happened is still to come."],
    ),
]


def test_each_answer_gets_its_reply(tmp_path):
    """By sign and word, never by color; a wrong answer may be thought over without the key."""
    for number, (name, entered, expected) in enumerate(FIRST_REPLIES):
        questions = new_questions(tmp_path / str(number))
        questions.ask(name)
        questions.code_name.value = "blue fox"
        form = questions.forms[name]
        assert answer(form, entered) == expected, (name, entered)
        assert not re.search(r"color|background", form.reply.value)


SECOND_REPLIES = {
    "roof": ("in May", "never", ["✓ Right.", "✓ never: Nobody came.", SOURCE]),
    "papers": (
        ["Gazette"],
        ["Herald"],
        [
            "✗ Not yet. Right answers not chosen yet: 2.",
            "✗ Herald: It is not named.",
            "The answer",
            "✓ Gazette: It is named.",
            "✓ Radio: It is named as well.",
            SOURCE,
        ],
    ),
    "share": (
        "60",
        "50",
        [
            "✗ Not yet.",
            "✗ 50: Work it out again.",
            "The answer",
            "✓ 40: Two of five.",
            SOURCE,
        ],
    ),
    "days": (
        "ABC",
        "BCA",
        [
            "✗ Not yet. 0 of 3 are in the right place.",
            "The answer",
            "✓ C. Friday: the fifth",
            "✓ A. Sunday: the seventh",
            "✓ B. Monday: the eighth",
            SOURCE,
        ],
    ),
    "who": (
        {"It rained": "guess", "It will rain": "guess"},
        {"It rained": "guess", "It will rain": "fact"},
        [
            "✗ 0 of 2 match ours.",
            "✗ It rained: guess → fact: Somebody saw it.",
            "✗ It will rain: fact → guess: Will tells it.",
            SOURCE,
        ],
    ),
}


def test_a_second_wrong_answer_is_explained(questions):
    """Nobody is left without the answer; the same answer once more is no second try."""
    for name, (first, second, expected) in SECOND_REPLIES.items():
        form = questions.forms[name]
        reply = answer(form, first)
        assert TRY_AGAIN in reply
        form.check.click()
        assert lines(form.reply.value) == reply
        assert answer(form, second) == expected
        assert answer(form, RIGHT[name])[0].startswith("✓ Right.")


NUMBER = "Type a number, such as 12.5."
LETTERS = "Type each letter from A to C once."
CHANCES = "A chance is a number from 0 to 100: 0 means never, 100 means certain."
REFUSED = [
    *[("share", typed, NUMBER) for typed in ("forty", "4 0 0 x", "nan", "1e999", "per cent")],
    *[("days", typed, LETTERS) for typed in ("CAA", "CA", "CABD", "Friday", "1 2 3")],
    *[("open-on-monday", {CHANCE: typed, REASON: "so"}, CHANCES) for typed in ("-1", "101", "x")],
    ("who", {"It rained": "fact", "It will rain": ""}, "Still to be filled in: 1."),
    ("open-on-monday", {CHANCE: "50", REASON: ""}, "Still to be filled in: 1."),
    ("roof", None, "Give an answer first."),
    ("papers", [], "Give an answer first."),
    ("share", " ", "Give an answer first."),
    ("days", "", "Give an answer first."),
    ("who", {"It rained": "", "It will rain": ""}, "Give an answer first."),
    ("letter", "\n", "Give an answer first."),
]


def test_a_slip_is_no_try_and_takes_nothing_away(questions):
    """Two slips must not bring out the answer; the answer before them still counts."""
    for name, entered, problem in REFUSED:
        assert answer(questions.forms[name], entered) == [problem]
        assert questions.forms[name].tries == 0
    assert saved(questions) == []

    answer_all(questions, RIGHT | UNJUDGED)
    files = [file.read_bytes() for file in saved(questions)]
    for name, entered, problem in REFUSED:
        reply = answer(questions.forms[name], entered)
        assert reply == [f"{problem} Your earlier answer still counts."]
        assert questions.forms[name].answer == (RIGHT | UNJUDGED)[name]
    assert [file.read_bytes() for file in saved(questions)] == files


def test_a_hint_is_shown_when_asked_for_before_the_answer(questions):
    form = questions.forms["roof"]
    assert "Look at the end." not in form.reply.value + form.children[0].value
    form.hint.click()
    assert lines(form.reply.value) == ["Hint: Look at the end."]
    buttons = {name: one.hint.layout.display for name, one in questions.forms.items()}
    assert [name for name, display in buttons.items() if display != "none"] == ["roof", "who"]


# ---- Asking


def test_an_unknown_name_gets_the_nearest_one(questions):
    with pytest.raises(ValueError, match="no check called 'rooof'. Did you mean 'roof'. There are"):
        questions.ask("roof", "rooof")


def test_asked_again_it_is_the_same_form(questions):
    """Running a cell again must not empty it."""
    answer(questions.forms["roof"], "never")
    assert questions.forms["roof"] in questions.ask("roof").children
    assert questions.forms["roof"].entered() == "never"


def test_every_control_has_a_label_and_every_cell_the_code_name(questions):
    """Readers who cannot see a control hear what it is for; a label is text, never code."""
    shown = questions.ask("share", "papers")
    for part in (questions.forms["share"], questions.forms["papers"], questions.bar):
        assert part in shown.children
    buttons = [button.description for button in questions.bar.children[1].children]
    assert buttons == ["Start again", "Delete my answers"]

    controls = [questions.code_name, *questions.bar.children[1].children]
    for form in questions.forms.values():
        controls += [form.check, form.hint, *form.controls.values()]
    for control in controls:
        assert control.description
        assert not getattr(control, "description_allow_html", False)
    labels = [control.description for control in questions.forms["papers"].controls.values()]
    assert labels == ["Gazette", "Radio", "Herald"]
    (control,) = questions.forms["share"].controls.values()
    assert control.description == "My answer as a number, such as 12.5"


def test_a_page_without_python_shows_the_question_and_folds_the_answer(tmp_path):
    """A class on phones reads, thinks, and then looks."""
    for name in NAMES:
        shown = new_questions(tmp_path).ask(name)
        assert isinstance(shown, widgets.VBox)
        html = shown._repr_html_()
        whole = page(html)
        folded = {id(one) for fold in whole.all("details") for one in fold.inside}
        assert not any("open" in fold.attributes for fold in whole.all("details"))
        unfolded = whole.all("p") + whole.all("li")
        plain = " ".join(one.text for one in unfolded if id(one) not in folded)
        assert f"What of {name}?" in plain
        for option in [one for one in ROWS if one.check_id == name]:
            if option.kind in ("choice", "several", "order", "sort"):
                assert option.option in plain
            assert not option.feedback or option.feedback not in plain
            assert option.feedback in whole.text and option.hint in whole.text
        assert danger(html) == []


# ---- Code names


def test_before_the_first_answer_a_code_name_is_chosen(tmp_path):
    """What was typed stays, because it is the same reader's; nothing is judged or written."""
    questions = new_questions(tmp_path / "answers")
    questions.ask("letter")
    form = questions.forms["letter"]
    reply = answer(form, "It drips.")
    assert reply == ["First choose a code name: two words, never your own name. The box is below."]
    assert saved(questions) == [] and "choose a code name" in status(questions)

    questions.code_name.value = "x" * 41
    assert "1 to 40 letters" in status(questions)
    assert questions.store is None and form.entered() == "It drips."
    questions.code_name.value = "blue fox"
    form.check.click()
    assert lines(form.reply.value)[0] == "✓ Kept. Now compare."

    questions.start_again.click()
    answer(form, "It rains in.")
    questions.start_again.click()  # and the next pupil does not find it
    assert is_empty(form)


def test_answers_come_back_with_the_code_name(questions, later):
    """The notebook is closed, opened the next day and run."""
    replies = answer_all(questions, WRONG | UNJUDGED)
    parts = {json.loads(file.read_bytes())["part"] for file in saved(questions)}
    assert len(saved(questions)) == 2 and parts == {PART, OTHER_PART}

    assert all(is_empty(form) for form in later.forms.values())
    later.code_name.value = "Blue  FOX"
    for name, form in later.forms.items():
        assert form.entered() == (WRONG | UNJUDGED)[name]
        assert lines(form.reply.value) == replies[name]
    assert "saved as “blue fox”, only on this computer" in status(later)
    assert "Answers found: 7." in status(later)

    run_later = new_questions(questions.folder)
    run_later.code_name.value = "blue fox"
    run_later.ask("roof")  # a cell that is run after the name was typed
    assert run_later.forms["roof"].entered() == "in May"


def test_another_code_name_sees_nothing_of_the_first(questions):
    """Two pupils, one computer."""
    answer_all(questions, RIGHT | UNJUDGED)
    questions.code_name.value = "red hen"
    assert all(is_empty(form) for form in questions.forms.values())
    assert "New code name. Used one before? Check the spelling." in status(questions)
    answer(questions.forms["roof"], "in May")
    questions.code_name.value = "blue fox"
    assert questions.forms["roof"].entered() == "never"
    assert "new here" not in status(questions)


def test_start_again_empties_the_forms_and_keeps_the_answers(questions):
    answer(questions.forms["roof"], "never")
    questions.start_again.click()
    assert questions.code_name.value == ""
    assert all(is_empty(form) for form in questions.forms.values())
    assert answer(questions.forms["roof"], "in May")[0].startswith("First choose a code name")
    questions.code_name.value = "blue fox"
    assert questions.forms["roof"].entered() == "never"


def test_delete_asks_once_more_and_then_deletes(questions):
    answer(questions.forms["roof"], "never")
    (file,) = saved(questions)
    file.write_bytes(b"half")
    answer(questions.forms["share"], "40")
    assert "set-aside" in status(questions) and len(saved(questions)) == 2

    questions.delete.click()
    assert questions.delete.description == (
        "Press again to delete all answers of “blue fox”, in every notebook"
    )
    assert len(saved(questions)) == 2 and questions.forms["roof"].entered() == "never"
    questions.delete.click()
    assert saved(questions) == []
    assert all(is_empty(form) for form in questions.forms.values())
    assert questions.delete.description == "Delete my answers"
    assert "Deleted: no answers of “blue fox” are left on this computer." in status(questions)
    # A notice about a file that is gone would send the reader to look for it.
    assert "set-aside" not in status(questions) and "are saved" not in status(questions)
    assert questions.code_name.value == "" and questions.store is None


def test_a_delete_that_was_not_meant_is_forgotten(questions):
    answer(questions.forms["roof"], "never")
    questions.delete.click()
    answer(questions.forms["share"], "40")
    questions.delete.click()
    assert len(saved(questions)) == 1
    questions.start_again.click()
    questions.delete.click()  # without a code name there is nothing to delete
    assert questions.delete.description == "Delete my answers"


def test_a_delete_that_fails_is_reported(questions):
    """Whoever wants the answers gone must know that they are still there."""
    answer(questions.forms["roof"], "never")
    (file,) = saved(questions)
    file.unlink()
    file.mkdir()  # it cannot be deleted as a file
    questions.delete.click()
    questions.delete.click()
    assert "Not all answers of “blue fox” could be deleted" in status(questions)
    assert "nothing of" not in status(questions)


def test_a_broken_file_is_reported_as_soon_as_a_form_is_asked_for(questions):
    answer(questions.forms["roof"], "never")
    later = new_questions(questions.folder)
    later.code_name.value = "blue fox"
    saved(questions)[0].write_bytes(b"half")
    later.ask("roof")
    assert "It is kept as" in status(later)


def test_without_a_place_to_write_the_lesson_goes_on(tmp_path):
    (tmp_path / "answers").write_text("a file in the way", encoding="utf-8")
    questions = new_questions(tmp_path / "answers")
    questions.ask("roof", "share")
    questions.code_name.value = "blue fox"
    assert answer(questions.forms["roof"], "never")[0] == "✓ Right."
    answer(questions.forms["share"], "40")
    assert status(questions).count("when you close this notebook") == 1
    assert "Answers are saved" not in status(questions)  # it cannot be both
    questions.folder.unlink()
    answer(questions.forms["share"], "60")
    assert "Answers are saved as “blue fox”" in status(questions)
    assert "not saved" not in status(questions)


# ---- Progress


def progress(questions):
    """Return the lines of the table, the questions that are left, and all the text."""
    whole = page(questions.progress().html)
    table = [[cell.text for cell in one.all("td")] for one in whole.all("tr")[1:]]
    return table, [one.text for one in whole.all("li")], whole.text


def test_progress_says_what_is_done_what_is_left_and_where_to_stop(questions):
    later = new_questions(questions.folder)
    later.ask(*RIGHT)
    assert "No code name is chosen yet" in progress(later)[2]
    later.code_name.value = "blue fox"
    answer(later.forms["roof"], "never")
    table, left, text = progress(later)
    assert table == [[PART, "1 of 5"], [OTHER_PART, "0 of 2"]]
    assert left == [f"What of {name}?" for name in RIGHT if name != "roof"]
    assert f"Where to stop for today: at the end of {PART}" in text

    answer_all(later, RIGHT)
    table, left, text = progress(later)
    assert table == [[PART, "5 of 5 ✓"], [OTHER_PART, "0 of 2"]]
    assert left == [] and f"here. All of {PART} is done." in text

    # The other notebook is open: its forms were asked for last.
    assert f"stop for today: at the end of {OTHER_PART}" in progress(questions)[2]
    answer_all(questions, UNJUDGED)
    assert "Everything is done." in progress(questions)[2]


def test_progress_stays_with_the_notebook_at_hand(questions):
    """Readers who left a question open last week are not sent back to it."""
    answer(questions.forms["roof"], "never")
    later = new_questions(questions.folder)
    assert "the notebook you have open" in progress(later)[2]
    later.code_name.value = "blue fox"
    assert f"at the end of {PART}" in progress(later)[2]  # no form yet: where the last answer is
    answer(questions.forms["letter"], "It drips.")
    assert f"at the end of {OTHER_PART}" in progress(later)[2]
    later.ask("letter")
    _, left, text = progress(later)
    assert f"at the end of {OTHER_PART}" in text
    assert left == ["What of open-on-monday?"]


# ---- Hostile tables, answers and files


def all_html(questions, *shown):
    """Return everything that the questions show."""
    html = [one.fallback.html for one in shown]
    html += [questions.progress().html, questions.status.value]
    for form in questions.forms.values():
        html += [form.children[0].value, form.reply.value]
    return html


def test_no_hostile_text_of_a_table_reaches_a_page(tmp_path):
    """JupyterLab runs what an output contains: a table must never be able to use that."""
    rows = []
    for number, original in enumerate(ROWS):
        cells = vars(original) | {"prompt": HOSTILE, "hint": HOSTILE, "feedback": HOSTILE}
        if original.kind != "number":
            cells["option"] = f"{HOSTILE} {number}"
        if original.kind == "sort":
            cells["place"] = HOSTILE
        rows.append(SimpleNamespace(**cells))
    questions = new_questions(tmp_path, rows)
    shown = questions.ask(*questions.questions)
    questions.code_name.value = HOSTILE[:40]
    for form in questions.forms.values():
        form.hint.click()
    html = all_html(questions, shown)

    by_kind = {"number": ["60", "50"], "order": ["ABC", "BCA"], "note": [HOSTILE, HOSTILE]}
    for name, form in questions.forms.items():
        texts = [option.text for option in form.question.options]
        one_or_other = {
            "choice": texts,
            "several": [texts[:1], texts[1:]],
            "sort": [dict.fromkeys(texts, HOSTILE)] * 2,
            "prediction": [{CHANCE: "5", REASON: HOSTILE}] * 2,
        }
        first, second = (by_kind | one_or_other)[form.question.kind]
        answer(form, first)
        html.append(form.reply.value)
        answer(form, second)  # another one, so that the solution is shown
        assert "<li>" in form.reply.value or name in UNJUDGED
    html += all_html(questions, shown)
    assert any("alert" in page(text).text for text in html)
    assert [found for text in html for found in danger(text)] == []
    assert [text for text in html if page(text).all("img")] == []


def test_no_hostile_answer_or_name_reaches_a_page(questions):
    questions.code_name.value = HOSTILE[:40]
    hostile = {"letter": HOSTILE, "open-on-monday": {CHANCE: "5", REASON: HOSTILE}}
    answer_all(questions, WRONG | hostile | {"share": "7%<img src=x>"})
    html = all_html(questions)
    assert any("alert" in page(text).text for text in html)
    assert [found for text in html for found in danger(text)] == []
    assert [text for text in html if page(text).all("img")] == []


ODD = [
    *(None, 3, "x", [], {}, {"answer": HOSTILE, "tries": 1}, {"answer": {"": []}, "tries": 1}),
    *({"answer": [HOSTILE], "tries": 1}, {"answer": 3, "tries": 1}, {"answer": "never"}),
    *({"answer": {"It rained": HOSTILE}, "tries": 1}, {"answer": ["in May"], "tries": 1}),
    *({"answer": {"a": {"b": {}}}, "tries": 1}, {"answer": [[[]]], "tries": 1}),
    *({"answer": "never", "tries": HOSTILE}, {"answer": True, "tries": 1}),
]


def test_a_file_may_contain_anything_and_the_forms_still_work(questions):
    """Somebody opened the file in an editor."""
    answer_all(questions, RIGHT | UNJUDGED)
    files = saved(questions)
    for odd in ODD:
        for file in files:
            content = json.loads(file.read_bytes())
            content["answers"] = dict.fromkeys([*content["answers"], HOSTILE], odd)
            file.write_text(json.dumps(content), encoding="utf-8")
        later = new_questions(questions.folder)
        shown = later.ask(*later.questions)
        later.code_name.value = "blue fox"
        assert [found for text in all_html(later, shown) for found in danger(text)] == []
        for name, entered in RIGHT.items():
            assert answer(later.forms[name], entered)[0].startswith("✓ Right."), (odd, name)
