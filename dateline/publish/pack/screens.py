"""The screens of the projector: one task on each, in the order of the table ``screens``."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import Case, cards
from dateline.case.errors import near
from dateline.case.protocols import read_protocols
from dateline.publish.exhibits import Exhibit
from dateline.publish.pack.plan import Plan, Step
from dateline.publish.pack.sheets import Task, exhibit_of, question_of
from dateline.questions.table import Question, read_questions
from dateline.questions.timer import with_sides


@dataclass(frozen=True)
class Screen:
    """What the projector shows at one time.

    Attributes:
        name: Its short name; the address of the screen ends with it.
        kind: What it shows; see the table.
        title: Its title.
        task: What everybody does now.
        step: The step of the plan to which it belongs, if there is one.
        minutes: What its clock starts from; 0 without a clock.
        options: For a vote, the places to count hands for.
        first_vote: For a second vote, the screen of the first one.
        items: For claims and the cover, words; for a key, pairs of words and answer.
        shown: The exhibit whose chart it shows.
        picture: That chart, with its words or without.
        card: A card of evidence.
    """

    name: str
    kind: str
    title: str
    task: str
    step: Step | None = None
    minutes: float = 0
    options: tuple[str, ...] = ()
    first_vote: str = ""
    items: tuple[tuple[str, str], ...] = ()
    shown: Exhibit | None = None
    picture: Markup = Markup()
    card: Markup = Markup()

    @property
    def clock(self) -> str:
        """What its clock shows at first, such as "0:30"."""
        return f"{int(self.minutes)}:{round(60 * self.minutes) % 60:02}"


def screens(case: Case, plans: list[Plan], tasks: list[Task]) -> list[Screen]:
    """Return the screens of a case in order; the cards of evidence come last.

    Args:
        case: The case as it was known when the article appeared.
        plans: The plans of its routes, for the steps of the screens.
        tasks: The tasks of its sheets: claims and keys are those of the worksheet.

    Raises:
        ValueError: An exhibit cannot be drawn.
    """
    if "screens" not in case.tables:
        return []
    steps = {step.name: step for plan in plans for step in plan.steps}
    questions: dict[str, Question] = {}
    if "checks" in case.tables:
        questions = {question["id"]: question for question in read_questions(case)}
    made: list[Screen] = []
    last: list[Screen] = []
    rows: list[Any] = list(case.screens.itertuples())
    for row in rows:
        basic = Screen(
            name=row.screen_id,
            kind=row.kind,
            title=_text(row.title),
            task=_text(row.task),
            step=steps.get(row.step_id),
            minutes=0 if pd.isna(row.minutes) else int(row.minutes),
            first_vote=_text(row.first_vote),
        )
        if row.kind == "cards":
            last += _cards(basic, case, _text(row.shows))
        elif row.kind == "protocol":
            made += _protocol(basic, _text(row.shows), sides_of(case))
        elif row.kind == "cover":
            made.append(replace(basic, title=basic.title or case.title, items=_story(case)))
        elif pd.notna(row.exhibit_id):
            made.append(_with_exhibit(basic, row, case))
        elif pd.notna(row.check_id):
            question = question_of(row.check_id, questions, f"screens.csv, {row.screen_id!r}")
            made.append(_with_question(basic, row, question, tasks))
        else:
            made.append(basic)
    return made + last


def _story(case: Case) -> tuple[tuple[str, str], ...]:
    """Return our summary of the first paragraph: what a class must know before it votes."""
    if "paragraphs" not in case.tables:
        return ()
    first = case.paragraphs.loc[case.paragraphs["paragraph"] == 1, "summary_plain"].dropna()
    return tuple((str(summary), "") for summary in first)


def _with_exhibit(screen: Screen, row: Any, case: Case) -> Screen:
    """Return the screen of an exhibit: its chart, or its question."""
    shown = exhibit_of(row.exhibit_id, case, f"screens.csv, {row.screen_id!r}")
    title = screen.title or shown.title
    if shown.chart is None:
        return replace(screen, title=title, task=screen.task or shown.ask)
    if screen.kind == "bare chart":
        picture = shown.chart.bare().picture("slide")
        return replace(screen, title=screen.title or shown.puzzle, shown=shown, picture=picture)
    return replace(screen, title=title, shown=shown, picture=shown.chart.picture("slide"))


def _with_question(screen: Screen, row: Any, question: Question, tasks: list[Task]) -> Screen:
    """Return the screen of a question: a count of hands, its claims, or its key."""
    on_sheet = [task for task in tasks if task.kind == "sort" and _is_of(task, question)]
    title = screen.title or question["title"]
    if screen.kind == "vote" and pd.notna(row.option):
        claim = question["options"][int(row.option) - 1]["text"]
        return replace(screen, title=screen.title or claim, options=tuple(question["piles"]))
    if screen.kind == "vote":
        options = tuple(option["text"] for option in question["options"])
        return replace(screen, title=screen.title or question["prompt"], options=options)
    if screen.kind == "claims":
        items = tuple((task.words, "") for task in on_sheet)
        return replace(screen, title=title, items=items, options=tuple(question["piles"]))
    if screen.kind == "key":
        return replace(screen, title=title, items=_key(question, on_sheet))
    return replace(screen, title=title, task=screen.task or question["prompt"])


def _is_of(task: Task, question: Question) -> bool:
    """Tell whether a row of a sorting on a sheet is an option of a question."""
    return task.words in [option["text"] for option in question["options"]]


def _key(question: Question, on_sheet: list[Task]) -> tuple[tuple[str, str], ...]:
    """Return the answers to show: those of the rows on the worksheet, or the right options."""
    if on_sheet:
        return tuple((task.words, task.answer) for task in on_sheet)
    right = [option for option in question["options"] if option["right"]]
    return tuple((f"{option['text']} {question['unit']}", option["feedback"]) for option in right)


def sides_of(case: Case) -> str:
    """Return the letters of the two sides, as the cards of the first question have them."""
    if "evidence" not in case.tables or case.evidence.empty:
        return "AB"
    first = case.evidence[case.evidence["question"] == case.evidence["question"].iloc[0]]
    letters = "".join(dict.fromkeys(str(number)[0] for number in first["number"]))
    return letters if len(letters) == 2 else "AB"


def _protocol(screen: Screen, protocol: str, sides: str) -> list[Screen]:
    """Return a screen for each step of a way to talk, with its clock.

    Raises:
        ValueError: There is no protocol of that name.
    """
    table = read_protocols()
    steps = table[(table["protocol_id"] == protocol) & (table["part"] == "step")]
    if steps.empty:
        known = list(table["protocol_id"].unique())
        raise ValueError(
            f"screens.csv, {screen.name!r}: there is no protocol called {protocol!r}."
            f"{near(protocol, known)} There are: {', '.join(known)}."
        )
    made = []
    rows: list[Any] = list(with_sides(steps, sides).itertuples())
    for number, step in enumerate(rows, 1):
        name = f"{screen.name}-{number}"
        minutes = float(step.minutes)
        made.append(replace(screen, name=name, title=step.label, task=step.text, minutes=minutes))
    return made


def _cards(screen: Screen, case: Case, question: str) -> list[Screen]:
    """Return a screen for each card of evidence on a question.

    Raises:
        ValueError: There are no cards on it.
    """
    evidence = case.tables.get("evidence")
    rows = None if evidence is None else evidence[evidence["question"] == question]
    if rows is None or rows.empty:
        raise ValueError(f"screens.csv, {screen.name!r}: no card answers {question!r}.")
    made = []
    for number, card in cards.evidence_cards(rows, case.sources).items():
        name = f"card-{number.lower()}"
        made.append(replace(screen, name=name, kind="card", title=f"Card {number}", card=card))
    return made


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)
