"""A question answers back, and what was answered comes back with its code name and no other."""

import json
import re
from types import SimpleNamespace

import ipywidgets as widgets
import pytest
from markupsafe import escape

from dateline.questions import questions
from dateline.questions.desk import Questions
from dateline.questions.forms import CHANCE, REASON
from tests.pages import danger, page
from tests.tables import HOSTILE

PART = "01_library"


def row(check_id, kind, option, right=True, place="", feedback="", hint="", part=PART):
    prompt = f"What of {check_id}?"
    return SimpleNamespace(
        check_id=check_id, notebook=part, kind=kind, prompt=prompt, option=option, right=right,
        place=place, feedback=feedback, hint=hint, source_ids="gazette",
    )  # fmt: skip


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
    row("letter", "note", "It is bad.", False, feedback="No reason.", part="02_street"),
    row("letter", "note", "It leaks, says Ann.", feedback="A reason.", part="02_street"),
    row("open-on-monday", "prediction", "a chance", False, part="02_street"),
]
RIGHT = {
    "roof": {"": "never"},
    "papers": {"Gazette": True, "Radio": True},
    "share": {"": "40"},
    "days": {"": "cab"},
    "who": {"It rained": "fact", "It will rain": "guess"},
}
WRONG = {
    "roof": {"": "in May"},
    "papers": {"Gazette": True, "Herald": True},
    "share": {"": "60"},
    "days": {"": "ABC"},
    "who": {"It rained": "guess", "It will rain": "guess"},
}
OPEN = {"letter": {"": "It drips."}, "open-on-monday": {CHANCE: "70", REASON: "It always is."}}
every = pytest.mark.parametrize("name", RIGHT)


def desk_of(folder, rows=ROWS):
    return Questions(questions.read(rows, lambda ids: escape("The Gazette")), folder)


@pytest.fixture
def desk(tmp_path):
    """A desk with all questions asked, and somebody at it."""
    made = desk_of(tmp_path / "answers")
    made.check(*made.questions)
    made.box.value = "blue fox"
    return made


def answer(form, values):
    """Fill in a form and press its button; return what it says."""
    for field in form.fields.values():
        if isinstance(field.value, bool):
            field.value = False
    for name, value in values.items():
        form.fields[name].value = value
    form.check.click()
    return page(form.said.value).text


def values(form):
    return {name: field.value for name, field in form.fields.items()}


def empty(form):
    return not any(values(form).values()) and form.said.value.count("<p>") == 0


# ---- Feedback


@every
def test_a_right_answer_is_told_by_sign_and_word_with_its_source(desk, name):
    """Never red and green alone."""
    said = answer(desk.forms[name], RIGHT[name])
    assert "✓ Right." in said
    assert "Source: The Gazette" in said
    assert "Try again" not in said


@every
def test_a_wrong_answer_may_be_tried_again_and_is_then_explained(desk, name):
    """First the reader's own thinking; nobody is left without the answer."""
    form = desk.forms[name]
    said = answer(form, WRONG[name])
    assert ("✗ Differs from ours." if name == "who" else "✗ Not yet.") in said
    assert "Try again" in said
    assert "Source" not in said and "The answer" not in said
    form.check.click()
    assert "The answer" not in page(form.said.value).text  # the same once more is no second try
    other = {name: {"": "50"}, "days": {"": "BCA"}}.get(name, {"": "50"})
    if name in ("share", "days"):
        said = answer(form, other)
        assert "The answer" in said and "Source: The Gazette" in said
    assert "✓ Right." in answer(form, RIGHT[name])


def test_feedback_is_that_of_the_option_chosen(desk):
    said = answer(desk.forms["roof"], WRONG["roof"])
    assert "May was promised." in said and "Nobody came." not in said
    said = answer(desk.forms["papers"], WRONG["papers"])
    assert "✓ Gazette: It is named." in said and "✗ Herald: It is not named." in said
    assert "It is named as well." not in said and "Right and not chosen yet: 1." in said
    assert "That stays." in answer(desk.forms["share"], {"": "60 %"})


def test_a_hint_is_there_before_the_answer(desk):
    form = desk.forms["roof"]
    form.hint.click()
    assert page(form.said.value).text.strip() == "Hint: Look at the end."
    shown = [name for name, one in desk.forms.items() if one.hint.layout.display != "none"]
    assert shown == ["roof", "who"]


@pytest.mark.parametrize(
    "typed", ["40", " 40 % ", "40,0", "40.0%", "4e1", "40 per cent", "40 percent", "40 Per Cent "]
)
def test_a_number_may_be_typed_as_people_write_it(desk, typed):
    assert "✓ Right." in answer(desk.forms["share"], {"": typed})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2,000", 2000), ("1,234,567", 1234567), ("12,5", 12.5), ("12,50", 12.5), ("0,125", 0.125),
     ("2,0000", 2), ("10,000 %", 10000), ("-2,000", -2000), ("2,000.5", 2000.5)],
)  # fmt: skip
def test_a_comma_before_three_digits_is_one_of_thousands(typed, meant):
    """The prompt itself writes 5,000: who types 2,000 has not typed two."""
    assert check_rows.number(typed) == meant


def test_thousands_get_what_is_said_of_them(desk):
    assert "That is how many." in answer(desk.forms["share"], {"": "2,000"})


@pytest.mark.parametrize("typed", ["-40", "41", "40,000"])
def test_another_number_gets_a_sentence(desk, typed):
    said = answer(desk.forms["share"], {"": typed})
    assert "✗ Not yet." in said and "Work it out" in said


SLIPS = [
    ("share", typed) for typed in ("forty", "4 0 0 x", "nan", "inf", "1e999", "٤٠x", "per cent")
]
SLIPS += [("days", typed) for typed in ("CAA", "CA", "CABD", "Friday", "1 2 3")]


@pytest.mark.parametrize(("name", "typed"), SLIPS)
def test_a_slip_of_typing_is_no_try(desk, name, typed):
    """Two slips must not bring out the answer: nothing was thought wrong yet."""
    form = desk.forms[name]
    for slip in (typed, f"{typed} x"):
        said = answer(form, {"": slip}).strip()
        assert said in ("Type a number, such as 12.5.", "Type each letter from A to C once.")
    assert form.held["tries"] == 0 and not desk.folder.exists()
    said = answer(form, WRONG[name])
    assert "Try again" in said and "The answer" not in said


def test_the_label_of_a_number_says_what_is_typed(desk):
    """An empty box named My number does not say whether words are taken."""
    (field,) = desk.forms["share"].fields.values()
    assert field.description == "My answer as a number, such as 12.5"


@pytest.mark.parametrize("name", ["papers", "share", "days", "who", *OPEN])
def test_a_refused_answer_is_not_shown_as_kept(desk, name):
    """What was said of the answer before does not belong to the one that is refused."""
    form = desk.forms[name]
    assert answer(form, {}).strip() == "Give an answer first."
    answer(form, (RIGHT | OPEN)[name])
    held = dict(form.held)
    said = answer(form, {n: type(one.value)() for n, one in form.fields.items()})
    assert said.strip() == "Give an answer first. Your earlier answer still counts."
    assert form.held == held


@pytest.mark.parametrize("typed", ["CAB", "c, a, b", "C-A-B", "c a b."])
def test_an_order_is_typed_as_letters_with_or_without_signs(desk, typed):
    said = answer(desk.forms["days"], {"": typed})
    assert "In their place: 3 of 3." in said
    assert "✓ C. Friday: the fifth" in said


def test_an_order_says_how_much_of_it_holds(desk):
    assert "In their place: 1 of 3." in answer(desk.forms["days"], {"": "CBA"})


def test_a_sorting_that_differs_gets_the_hint_and_the_rows_that_differ(desk):
    """Twelve rows with twelve reasons hide the one to think about again."""
    said = answer(desk.forms["who"], WRONG["who"])
    assert "Hint: Who saw?" in said and "As we sorted: 1 of 2." in said
    assert "✗ It rained: guess" in said and "It will rain" not in said
    assert "Somebody saw it." not in said and "→" not in said


def test_a_sorting_that_differs_twice_is_one_list(desk):
    """Each row says what was chosen, what we chose and why, and says it once."""
    answer(desk.forms["who"], WRONG["who"])
    said = answer(desk.forms["who"], {"It rained": "guess", "It will rain": "fact"})
    assert "✗ It rained: guess → fact: Somebody saw it." in said
    assert "✗ It will rain: fact → guess: Will tells it." in said
    assert said.count("It rained") == 1 and "Hint" not in said and "The answer" not in said


def test_a_sorting_that_is_right_says_why(desk):
    said = answer(desk.forms["who"], RIGHT["who"])
    assert "✓ It rained: fact: Somebody saw it." in said and "→" not in said


@pytest.mark.parametrize("name", [*RIGHT, *OPEN])
def test_an_empty_answer_is_not_judged(desk, name):
    desk.forms[name].check.click()
    assert "Give an answer first." in page(desk.forms[name].said.value).text
    assert not desk.folder.exists()


def test_a_half_filled_sorting_is_not_judged(desk):
    assert "Still to be filled in: 1." in answer(desk.forms["who"], {"It rained": "fact"})


def test_of_a_note_two_samples_are_folded_and_then_compared(desk):
    """The reader judges them first: our view is one fold deeper."""
    form = desk.forms["letter"]
    answer(form, OPEN["letter"])
    outer, inner = page(form.said.value).all("details")
    assert "Two sample answers: which is better, and why?" in outer.text
    assert "B is better. A reason." in inner.text and "A. No reason." in inner.text
    assert "open" not in outer.attributes


def test_a_note_may_be_asked_in_other_words(tmp_path):
    desk = desk_of(tmp_path)
    shown = desk.ask("letter", "Write to the mayor.")
    assert "Write to the mayor." in page(shown.fallback.html).text
    assert "Write to the mayor." in desk.forms["letter"].children[0].value


@pytest.mark.parametrize("typed", ["-1", "101", "often", "nan"])
def test_a_chance_lies_between_never_and_surely(desk, typed):
    said = answer(desk.forms["open-on-monday"], {CHANCE: typed, REASON: "so"})
    assert "a number from 0 to 100" in said
    assert not desk.folder.exists()


def test_of_a_prediction_nothing_is_told(desk):
    """The outcome is for the last notebook."""
    said = answer(desk.forms["open-on-monday"], OPEN["open-on-monday"])
    assert "Kept" in said and "Right" not in said and "Source" not in said
    assert "Note it on paper, too" in said


# ---- Asking


@pytest.mark.parametrize("verb", ["check", "note", "predict"])
def test_an_unknown_name_gets_the_nearest_one(tmp_path, verb):
    """A slip of the pen in a notebook is mended in a second."""
    with pytest.raises(ValueError, match="no check called 'rooof'. Did you mean 'roof'. There are"):
        getattr(desk_of(tmp_path), verb)("rooof")


def test_asked_twice_it_is_the_same_form(desk):
    """To run a cell again must not empty it."""
    form = desk.forms["roof"]
    answer(form, RIGHT["roof"])
    assert form in desk.ask("roof").children
    assert values(form) == RIGHT["roof"]


def test_every_control_has_a_label_of_text(desk):
    """Who does not see the control hears what it is for; and a label is never run."""
    controls = [field for form in desk.forms.values() for field in form.fields.values()]
    for one in [*controls, desk.box, desk.again, desk.delete]:
        assert one.description
        assert not getattr(one, "description_allow_html", False)
    assert [one.description for one in desk.forms["papers"].fields.values()] == [
        "Gazette", "Radio", "Herald",
    ]  # fmt: skip


def test_start_again_and_delete_are_in_sight_below_every_cell(desk):
    for name in desk.questions:
        assert desk.bar in desk.ask(name).children
    buttons = [one.description for one in desk.bar.children[1].children]
    assert buttons == ["Start again", "Delete my answers"]


@pytest.mark.parametrize("name", [*RIGHT, *OPEN])
def test_a_page_without_python_shows_the_question_and_folds_the_answer(tmp_path, name):
    """A class on phones reads, thinks, and then looks."""
    shown = desk_of(tmp_path).check(name)
    whole = page(shown._repr_html_())
    folded = {id(one) for fold in whole.all("details") for one in fold.inside}
    plain = " ".join(one.text for one in whole.all("p") + whole.all("li") if id(one) not in folded)
    assert f"What of {name}?" in plain
    own = [one for one in ROWS if one.check_id == name]
    if name in RIGHT:
        assert [one.option for one in own if name != "share" and one.option not in plain] == []
    assert [one.feedback for one in own if one.feedback and one.feedback in plain] == []
    for one in own:
        assert one.feedback in whole.text
    assert danger(shown.fallback.html) == []


def test_a_widget_shows_its_page_where_there_is_no_kernel(desk):
    shown = desk.ask("roof")
    assert isinstance(shown, widgets.VBox)
    assert shown._repr_html_() == shown.fallback.html


# ---- Code names


def test_before_the_first_answer_a_code_name_is_chosen(tmp_path):
    """What was typed stays; nothing is judged, nothing is written."""
    desk = desk_of(tmp_path / "answers")
    desk.ask("roof")
    said = answer(desk.forms["roof"], RIGHT["roof"])
    assert "First choose a code name: two words, never your own name." in said
    assert values(desk.forms["roof"]) == RIGHT["roof"]
    assert not desk.folder.exists()
    assert "choose a code name" in page(desk.status.value).text


def test_what_was_typed_before_the_code_name_is_not_lost(tmp_path):
    """Ten lines were written, and only then the desk asked for a name."""
    desk = desk_of(tmp_path / "answers")
    desk.ask("letter", "roof")
    answer(desk.forms["letter"], OPEN["letter"])
    desk.box.value = "blue fox"
    assert values(desk.forms["letter"]) == OPEN["letter"]
    desk.forms["letter"].check.click()
    assert "Kept" in page(desk.forms["letter"].said.value).text


def test_start_again_also_takes_what_was_typed_without_a_name(tmp_path):
    """The next pupil must not find it."""
    desk = desk_of(tmp_path / "answers")
    desk.ask("letter")
    answer(desk.forms["letter"], OPEN["letter"])
    desk.again.click()
    assert empty(desk.forms["letter"])


def test_a_broken_file_is_told_as_soon_as_a_form_is_asked_for(desk):
    answer(desk.forms["roof"], RIGHT["roof"])
    (file,) = desk.folder.iterdir()
    later = desk_of(desk.folder)
    later.box.value = "blue fox"
    file.write_bytes(b"half")
    later.check("roof")
    assert "it is kept as" in page(later.status.value).text


def test_answers_come_back_with_the_code_name(desk):
    """The notebook is closed, opened the next day and run."""
    said = {name: answer(desk.forms[name], v) for name, v in (WRONG | OPEN).items()}
    later = desk_of(desk.folder)
    later.check(*later.questions)
    assert all(empty(form) for form in later.forms.values())
    later.box.value = "blue fox"
    for name, form in later.forms.items():
        assert values(form) == values(desk.forms[name])
        assert page(form.said.value).text == said[name]
    assert "saved as “blue fox”, on this computer alone" in page(later.status.value).text


def test_a_cell_that_is_run_later_comes_filled_in(desk):
    answer(desk.forms["roof"], RIGHT["roof"])
    later = desk_of(desk.folder)
    later.box.value = "blue fox"
    later.check("roof")
    assert values(later.forms["roof"]) == RIGHT["roof"]


def test_each_notebook_has_its_own_file(desk):
    for name, own in (RIGHT | OPEN).items():
        answer(desk.forms[name], own)
    parts = {json.loads(file.read_bytes())["part"] for file in desk.folder.iterdir()}
    assert parts == {PART, "02_street"} and len(list(desk.folder.iterdir())) == 2


def test_another_code_name_sees_nothing_of_the_first(desk):
    """Two pupils, one computer."""
    for name, own in (RIGHT | OPEN).items():
        answer(desk.forms[name], own)
    desk.box.value = "red hen"
    assert all(empty(form) for form in desk.forms.values())
    answer(desk.forms["roof"], WRONG["roof"])
    desk.box.value = "blue fox"
    assert values(desk.forms["roof"]) == RIGHT["roof"]


def test_start_again_clears_the_desk_and_keeps_the_answers(desk):
    answer(desk.forms["roof"], RIGHT["roof"])
    desk.again.click()
    assert desk.box.value == "" and all(empty(form) for form in desk.forms.values())
    assert "First choose a code name" in answer(desk.forms["roof"], WRONG["roof"])
    desk.box.value = "blue fox"
    assert values(desk.forms["roof"]) == RIGHT["roof"]


def test_delete_asks_once_more_and_then_deletes(desk):
    answer(desk.forms["roof"], RIGHT["roof"])
    desk.delete.click()
    assert desk.delete.description == (
        "Press again to delete all answers of “blue fox”, in every notebook"
    )
    assert list(desk.folder.iterdir()) and values(desk.forms["roof"]) == RIGHT["roof"]
    desk.delete.click()
    assert list(desk.folder.iterdir()) == [] and empty(desk.forms["roof"])
    assert desk.delete.description == "Delete my answers"
    said = page(desk.status.value).text
    assert "Deleted: nothing of “blue fox” is left on this computer." in said
    assert "are saved" not in said and desk.box.value == "" and desk.store is None


def test_after_a_delete_nothing_is_told_of_files_that_are_gone(desk):
    """A notice that names a file sends the reader to look for it."""
    answer(desk.forms["roof"], RIGHT["roof"])
    (file,) = desk.folder.iterdir()
    file.write_bytes(b"half")
    answer(desk.forms["share"], RIGHT["share"])
    assert "set-aside" in page(desk.status.value).text
    desk.delete.click()
    desk.delete.click()
    assert "set-aside" not in page(desk.status.value).text
    assert list(desk.folder.iterdir()) == []


def test_a_delete_that_fails_is_said(desk):
    """Whoever wants the answers gone must know that they are still there."""
    answer(desk.forms["roof"], RIGHT["roof"])
    (file,) = desk.folder.iterdir()
    file.unlink()
    file.mkdir()  # no file can be deleted there
    desk.delete.click()
    desk.delete.click()
    said = page(desk.status.value).text
    assert "Not everything of “blue fox” could be deleted" in said and "nothing of" not in said


def test_a_code_name_says_whether_it_is_known_here(desk):
    """A slip in the name looks like lost answers."""
    assert "This code name is new here. Spelt as last time?" in page(desk.status.value).text
    answer(desk.forms["roof"], RIGHT["roof"])
    answer(desk.forms["letter"], OPEN["letter"])
    later = desk_of(desk.folder)
    later.box.value = "Blue  FOX"
    said = page(later.status.value).text
    assert "saved as “blue fox”" in said and "Answers found: 2." in said and "new here" not in said
    later.box.value = "blue fix"
    assert "new here" in page(later.status.value).text


def test_a_delete_that_was_not_meant_is_forgotten(desk):
    answer(desk.forms["roof"], RIGHT["roof"])
    desk.delete.click()
    answer(desk.forms["share"], RIGHT["share"])
    desk.delete.click()
    assert list(desk.folder.iterdir())


def test_delete_without_a_code_name_does_nothing(tmp_path):
    desk = desk_of(tmp_path)
    desk.delete.click()
    assert desk.delete.description == "Delete my answers"


def test_a_name_that_is_refused_is_said(desk):
    desk.box.value = "x" * 41
    assert "1 to 40 letters" in page(desk.status.value).text
    assert desk.store is None


def test_a_folder_in_the_way_is_said_once_and_the_lesson_goes_on(tmp_path):
    (tmp_path / "answers").write_text("a file in the way", encoding="utf-8")
    desk = desk_of(tmp_path / "answers")
    desk.ask("roof", "share")
    desk.box.value = "blue fox"
    assert "✓ Right." in answer(desk.forms["roof"], RIGHT["roof"])
    answer(desk.forms["share"], RIGHT["share"])
    said = page(desk.status.value).text
    assert said.count("until this notebook is closed") == 1
    assert "Answers are saved" not in said  # it cannot be both
    desk.folder.unlink()
    answer(desk.forms["share"], WRONG["share"])
    said = page(desk.status.value).text
    assert "Answers are saved as “blue fox”" in said and "not saved" not in said


# ---- Progress


def test_progress_says_what_is_done_what_is_to_do_and_where_to_stop(desk):
    own = desk_of(desk.folder)
    own.check(*RIGHT)
    own.box.value = "blue fox"
    answer(own.forms["roof"], RIGHT["roof"])
    whole = page(own.progress().html)
    rows = [[cell.text for cell in one.all("td")] for one in whole.all("tr")[1:]]
    assert rows == [[PART, "1 of 5"], ["02_street", "0 of 2"]]
    to_do = [one.text for one in whole.all("li")]
    assert to_do == [f"What of {name}?" for name in RIGHT if name != "roof"]
    assert f"Where to stop for today: at the end of {PART}" in whole.text


def test_progress_stays_with_the_notebook_at_hand(desk):
    """Who left a question open last week is not sent back, nor shown a wall of prompts."""
    later = desk_of(desk.folder)
    later.check("letter")
    later.box.value = "blue fox"
    whole = page(later.progress().html)
    assert "at the end of 02_street" in whole.text
    assert [one.text for one in whole.all("li")] == ["What of letter?", "What of open-on-monday?"]


def test_progress_without_a_form_goes_by_the_last_answers(desk):
    """In a notebook that asks nothing, the last one with answers is meant."""
    answer(desk.forms["roof"], RIGHT["roof"])
    later = desk_of(desk.folder)
    assert "the notebook that you have open" in page(later.progress().html).text
    later.box.value = "blue fox"
    assert f"at the end of {PART}" in page(later.progress().html).text


def test_progress_goes_on_to_the_next_notebook_and_to_the_end(desk):
    own = desk_of(desk.folder)
    own.check(*RIGHT)
    for name, values in RIGHT.items():
        answer(desk.forms[name], values)
    own.box.value = "blue fox"
    assert f"here. All of {PART} is done." in page(own.progress().html).text
    assert "stop for today: at the end of 02_street" in page(desk.progress().html).text
    for name, own in OPEN.items():
        answer(desk.forms[name], own)
    assert "All is done." in page(desk.progress().html).text


def test_progress_without_a_code_name_counts_nothing(tmp_path):
    assert "No code name is chosen yet" in page(desk_of(tmp_path).progress().html).text


# ---- Hostile tables, answers and files


def pages_of(desk, *shown):
    """Return all HTML that a desk shows."""
    html = [one.fallback.html for one in shown] + [desk.progress().html, desk.status.value]
    for form in desk.forms.values():
        html += [form.children[0].value, form.said.value]
    return html


def test_no_hostile_text_of_a_table_reaches_a_page(tmp_path):
    """JupyterLab runs what an output holds: a table must never be able to speak to it."""
    rows = [
        SimpleNamespace(**(vars(one) | {"prompt": HOSTILE, "hint": HOSTILE, "feedback": HOSTILE}
                           | ({} if one.kind == "number" else {"option": f"{HOSTILE} {n}"})
                           | ({"place": HOSTILE} if one.kind == "sort" else {})))
        for n, one in enumerate(ROWS)
    ]  # fmt: skip
    desk = desk_of(tmp_path, rows)
    shown = desk.ask(*desk.questions)
    desk.box.value = HOSTILE[:40]
    for form in desk.forms.values():
        form.hint.click()
    html = pages_of(desk, shown)
    for name, form in desk.forms.items():
        own = {n: {"choice": form.question.options[0].text, "several": True, "number": "60",
                   "order": "ABC", "sort": HOSTILE}.get(form.question.kind, HOSTILE)
               for n in form.fields}  # fmt: skip
        answer(form, own | ({CHANCE: "5"} if CHANCE in own else {}))
        if name == "days":  # two orders that differ, so that the solution is shown
            answer(form, {"": "BCA"})
        assert "<li>" in form.said.value or name in OPEN
    html += pages_of(desk, shown)
    assert [one for text in html for one in danger(text)] == []
    assert [text for text in html if page(text).all("img")] == []


def test_no_hostile_answer_or_name_reaches_a_page(desk):
    desk.box.value = HOSTILE[:40]
    for name, own in (WRONG | OPEN).items():
        typed = {n: v if n == CHANCE or name not in OPEN else HOSTILE for n, v in own.items()}
        answer(desk.forms[name], typed)
    html = pages_of(desk)
    assert any("alert" in page(text).text for text in html)
    assert [one for text in html for one in danger(text)] == []


@pytest.mark.parametrize(
    "held",
    [
        None, 3, "x", [], {}, {"answer": HOSTILE, "tries": 1}, {"answer": {"": []}, "tries": 1},
        {"answer": [HOSTILE], "tries": 1}, {"answer": 3, "tries": 1},
        {"answer": {"It rained": HOSTILE}, "tries": 1}, {"answer": ["in May"], "tries": 1},
        {"answer": {"a": {"b": {}}}, "tries": 1}, {"answer": [[[]]], "tries": 1},
        {"answer": "never", "tries": HOSTILE}, {"answer": True, "tries": 1},
    ],
)  # fmt: skip
def test_a_file_may_hold_anything_and_the_forms_still_work(desk, held):
    """Somebody opened the file in an editor."""
    for name, own in (RIGHT | OPEN).items():
        answer(desk.forms[name], own)
    for file in desk.folder.iterdir():
        content = json.loads(file.read_bytes())
        content["answers"] = dict.fromkeys([*content["answers"], HOSTILE], held)
        file.write_text(json.dumps(content), encoding="utf-8")
    later = desk_of(desk.folder)
    shown = later.check(*later.questions)
    later.box.value = "blue fox"
    assert [one for text in pages_of(later, shown) for one in danger(text)] == []
    for name, own in RIGHT.items():
        assert "✓ Right." in answer(later.forms[name], own)


def test_the_words_say_all_without_a_colour(desk):
    """No reply is told by colour at all."""
    answer(desk.forms["roof"], WRONG["roof"])
    assert not re.search(r"color|background", desk.forms["roof"].said.value)
