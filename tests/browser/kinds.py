"""A case with one question of each kind, and a reader who answers them by keyboard or pointer."""

import csv
import re
import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from dateline import charts, load_case, study
from dateline.case import CASES

# What a page must neither set as mathematics, nor take for HTML, nor turn around.
ODD = r"$5 and $6, \(x\), <b>bold</b> & “שלום”"
COLUMNS = [
    *("check_id", "notebook", "kind", "prompt", "title", "unit", "tolerance", "optional"),
    *("option", "right", "place", "feedback", "hint", "source_ids"),
]
PROMPTS = {
    "choice": f"When is the roof mended? {ODD}",
    "several": "Which months are dry?",
    "number": "How many per cent are left?",
    "order": "Put the days in order.",
    "sort": "Who says so?",
    "no-key": "Which of them matter to you?",
    "note": "Write one line.",
    "prediction": "Will it rain?",
    "position": "Was it wise?",
}
# For each kind of question its options: text, right, place, feedback, hint.
OPTIONS = {
    "choice": [
        (f"June, {ODD}", "true", "", f"It says June. {ODD}", f"Look at the date. {ODD}"),
        ("May", "false", "", "That was the plan.", "It is a summer month."),
        ("never", "false", "", "It is mended.", ""),
    ],
    "several": [
        ("July", "true", "", "Dry.", ""),
        ("March", "false", "", "Wet.", ""),
        ("August", "true", "", "Dry, too.", ""),
    ],
    "number": [
        ("40", "true", "", "Two of five.", "Divide."),
        ("60", "false", "", "That is what went.", ""),
    ],
    "order": [
        ("Wednesday", "true", "3", "The third.", ""),
        ("Monday", "true", "1", "The first.", ""),
        ("Tuesday", "true", "2", "The second.", ""),
    ],
    "sort": [
        ("the mayor", "true", "fact", "On record.", ""),
        ("a neighbor", "true", "guess; fact", "Both can be defended.", ""),
        ("nobody", "true", "guess", "Nobody knows.", ""),
    ],
    "no-key": [
        ("money", "false", "much", "", ""),
        ("time", "false", "little", "Some say more.", ""),
    ],
    "note": [
        ("It is on the internet.", "false", "", "It judges by looks.", "One is enough."),
        ("The mayor said so.", "true", "", "It names somebody.", ""),
    ],
    "prediction": [("a chance", "false", "", "", "")],
    "position": [("yes", "false", "", "Many say so.", ""), ("no", "false", "", "", "")],
}
KINDS = list(OPTIONS)
ANSWERS = {
    "choice": f"June, {ODD}",
    "several": ["July", "August"],
    "number": "40.3 %",
    "order": ["Monday", "Tuesday", "Wednesday"],
    "sort": {"the mayor": "fact", "a neighbor": "fact", "nobody": "guess"},
    "no-key": {"money": "much", "time": "little"},
    "note": f"A line of mine. {ODD}",
    "prediction": {"chance": "70", "reason": "Clouds."},
    "position": "yes",
}
CHARTS = ["What came first", f"What came next {ODD}"]
NOT_JUDGED = {"no-key", "note", "prediction", "position"}


def rows():
    """Return the rows of the table of checks, as text."""
    found = []
    for name, options in OPTIONS.items():
        first = {"title": f"The {name}", "prompt": PROMPTS[name]}
        if name == "number":
            first |= {"unit": "%", "tolerance": "0.5"}
        if name == "position":
            first |= {"optional": "true"}
        for option in options:
            cells = dict(zip(("option", "right", "place", "feedback", "hint"), option, strict=True))
            kind = "sort" if name == "no-key" else name
            row = {"check_id": name, "notebook": "01_kinds", "kind": kind}
            found.append(row | {"prompt": PROMPTS[name]} | first | cells)
            first = {}
    return found


def write_case(folder: Path, changed=lambda row: row) -> Path:
    """Write a case with one question of each kind; ``changed`` is applied to each row."""
    shutil.copytree(CASES / "template", folder)
    with (folder / "checks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(changed(row | {"source_ids": "gazette-2024-03-02"}) for row in rows())
    return folder


def write_page(case: Path, page: Path) -> Path:
    """Write a page with the code name, every question, progress and casebook of a case."""
    opened = load_case(case)
    questions = study.open(opened)
    pictures = [
        charts.timeline(opened.events, source="The Gazette", title=title) for title in CHARTS
    ]
    parts = [questions, questions.ask(*KINDS), questions.progress(), questions.casebook(*pictures)]
    body = "\n".join(part._repr_html_() for part in parts)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head += "<style>:root { color-scheme: light dark; background: Canvas; }</style>"
    start = f'<!doctype html>\n<html lang="en"><head>{head}<title>Kinds</title></head><body>'
    page.write_text(f"{start}<main><h1>Kinds</h1>{body}</main></body></html>", encoding="utf-8")
    return page


# ---- The reader


def form_of(page: Page, kind: str) -> Locator:
    """Return the form of a question, in sight."""
    found = page.locator("form.dl-form", has_text=PROMPTS[kind]).last
    found.scroll_into_view_if_needed()
    return found


def choose_name(page: Page, name: str):
    """Take a code name in the form that asks for one."""
    box = page.get_by_role("textbox", name="Code name").first
    box.fill(name)
    box.press("Enter")
    cleaned = re.escape(" ".join(name.lower().split()))
    loaded = re.compile(rf"Answering as {cleaned}\. (\d+ answers?|No answers) saved")
    expect(page.get_by_text(loaded).first).to_be_visible()


def change_name(page: Page, name: str):
    page.get_by_role("button", name="Change").first.click()
    choose_name(page, name)


def type_all(page: Page):
    """Answer every question rightly with the keyboard alone, without handing in."""
    keys = page.keyboard
    form_of(page, "choice").get_by_role("radio", name=ANSWERS["choice"]).focus()
    keys.press("Space")
    for option in ANSWERS["several"]:
        form_of(page, "several").get_by_role("checkbox", name=option).focus()
        keys.press("Space")
    form_of(page, "position").get_by_role("radio", name="yes").focus()
    keys.press("Space")
    form_of(page, "number").get_by_role("textbox").focus()
    keys.type(ANSWERS["number"])
    order = form_of(page, "order")
    for place, option in enumerate(ANSWERS["order"]):
        order.get_by_role("button", name=f"Move up: {option}").focus()
        while place_of(order, option) > place:
            keys.press("ArrowUp")
        while place_of(order, option) < place:
            keys.press("ArrowDown")
    for kind in ("sort", "no-key"):
        for option, pile in ANSWERS[kind].items():
            menu = form_of(page, kind).get_by_role("combobox", name=option)
            menu.focus()
            keys.type(pile[:2])
            expect(menu).to_have_value(pile)
    form_of(page, "note").get_by_role("textbox").focus()
    keys.insert_text(ANSWERS["note"])
    form_of(page, "prediction").get_by_role("textbox").first.focus()
    keys.type(ANSWERS["prediction"]["chance"])
    keys.press("Tab")
    keys.type(ANSWERS["prediction"]["reason"])


def point_all(page: Page):
    """Answer every question rightly with the mouse; only words are typed."""
    form_of(page, "choice").get_by_text(ANSWERS["choice"]).click()
    for option in ANSWERS["several"]:
        form_of(page, "several").get_by_text(option).click()
    form_of(page, "position").get_by_text("yes").click()
    form_of(page, "number").get_by_role("textbox").fill(ANSWERS["number"])
    order = form_of(page, "order")
    order.locator("ol").scroll_into_view_if_needed()
    for place, option in enumerate(ANSWERS["order"]):
        if place_of(order, option) == place:
            continue
        x, start = middle(order.locator("li", has_text=option))
        _, end = middle(order.locator("li").nth(place))
        page.mouse.move(x, start)
        page.mouse.down()
        for step in range(1, 12):  # a little further than the middle
            page.mouse.move(x, start + (end - start) * step / 10)
        page.mouse.up()
        assert place_of(order, option) == place
    for kind in ("sort", "no-key"):
        for option, pile in ANSWERS[kind].items():
            form_of(page, kind).get_by_role("combobox", name=option).select_option(pile)
    form_of(page, "note").get_by_role("textbox").fill(ANSWERS["note"])
    chance, reason = form_of(page, "prediction").get_by_role("textbox").all()
    chance.fill(ANSWERS["prediction"]["chance"])
    reason.fill(ANSWERS["prediction"]["reason"])


def place_of(order: Locator, option: str) -> int:
    """Return where an option is in the list of an order, from 0."""
    item = order.locator("li", has_text=option)
    return item.evaluate("item => [...item.parentNode.children].indexOf(item)")


def middle(item: Locator) -> tuple[float, float]:
    box = item.bounding_box()
    return box["x"] + 60, box["y"] + box["height"] / 2


def hand_in(page: Page, kind: str, press: str = "Enter"):
    """Hand in one answer with a key, or with a click, and wait until it is saved."""
    form = form_of(page, kind)
    submit = form.locator("button[type=submit]")
    if press == "click":
        submit.click()
    else:
        submit.focus()
        page.keyboard.press(press)
    expect(submit).to_be_enabled()
    expect(form).not_to_contain_text("Saving")


def hand_in_all(page: Page, press: str = "Enter"):
    for kind in KINDS:
        hand_in(page, kind, press)


def expect_all_answered(page: Page):
    """Every form shows its answer, and what there is to say of it."""
    for kind in KINDS:
        form = form_of(page, kind)
        if kind in NOT_JUDGED:
            expect(form.locator(".dl-kept")).to_contain_text("Saved")
            expect(form.locator(".dl-verdict")).to_have_count(0)
        else:
            expect(form.locator(".dl-verdict.dl-right").first).to_contain_text("Right.")
            expect(form.locator(".dl-verdict.dl-wrong")).to_have_count(0)
    expect(form_of(page, "number").get_by_role("textbox")).to_have_value(ANSWERS["number"])
    expect(form_of(page, "note").get_by_role("textbox")).to_have_value(ANSWERS["note"])
    order = form_of(page, "order")
    assert [place_of(order, option) for option in ANSWERS["order"]] == [0, 1, 2]


def expect_all_empty(page: Page):
    """Nothing of anybody is in any form."""
    for kind in KINDS:
        form = form_of(page, kind)
        expect(form.locator(":checked:not(option)")).to_have_count(0)
        expect(form.locator(".dl-verdict, .dl-kept")).to_have_count(0)
        for box in form.locator("input[type=text], textarea, select").all():
            expect(box).to_have_value("")
