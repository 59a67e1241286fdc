"""The sheets for students, and the key: rows of the table ``sheets`` with the questions they ask.

A task that asks a question of ``checks``, or shows an exhibit, takes its words, its options and
its key from there. So nothing is written twice.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import Case
from dateline.publish.exhibits import Exhibit, exhibit, listed
from dateline.questions.table import Question, read_questions


@dataclass(frozen=True)
class Task:
    """One task on a sheet, with its key.

    Attributes:
        name: Its short name in the table.
        sheet: The sheet on which it is printed.
        part: The heading above it.
        kind: How it is answered; see the table.
        words: What to do.
        lines: How many lines there are to write on.
        starter: How an answer may begin.
        options: The places to tick, or the piles of a sorting.
        unit: What is printed behind the box for a number.
        picture: The chart that is shown, without its words.
        answer: What a good answer has.
        wrong: What many will say first.
        reply: What to say to it.
        paragraph: The number of the paragraph that decides it, or "".
    """

    name: str
    sheet: str
    part: str
    kind: str
    words: str
    lines: int = 0
    starter: str = ""
    options: tuple[str, ...] = ()
    unit: str = ""
    picture: Markup = Markup()
    answer: str = ""
    wrong: str = ""
    reply: str = ""
    paragraph: str = ""


@dataclass(frozen=True)
class Part:
    """A heading and its tasks; the rows of one sorting stand together, because they are a table."""

    heading: str
    blocks: tuple[tuple[Task, ...], ...]


def tasks(case: Case) -> list[Task]:
    """Return all tasks of a case in the order of its table ``sheets``.

    Args:
        case: The case as it was known when the article appeared.

    Raises:
        ValueError: An exhibit cannot be drawn.
    """
    if "sheets" not in case.tables:
        return []
    questions = {}
    if "checks" in case.tables:
        questions = {question["id"]: question for question in read_questions(case)}
    return [_task(row, case, questions) for row in case.sheets.itertuples()]


def parts(all_tasks: list[Task], *sheets: str) -> list[Part]:
    """Return the parts of one sheet, or of several that are printed together."""
    chosen = [task for task in all_tasks if task.sheet in sheets]
    made = []
    for heading, group in groupby(chosen, key=lambda task: task.part):
        blocks = groupby(group, key=lambda task: task.kind if _is_row(task) else task.name)
        made.append(Part(heading, tuple(tuple(block) for _, block in blocks)))
    return made


def _is_row(task: Task) -> bool:
    """Tell whether a task is a row of a table."""
    return task.kind in ("sort", "tally")


def _task(row: Any, case: Case, questions: dict[str, Question]) -> Task:
    basic = Task(
        name=row.item_id,
        sheet=row.sheet,
        part=row.part,
        kind=row.kind,
        words=_text(row.task),
        lines=0 if pd.isna(row.lines) else int(row.lines),
        starter=_text(row.starter),
        answer=_text(row.answer),
        wrong=_text(row.common_wrong),
        reply=_text(row.reply),
        paragraph="" if pd.isna(row.paragraph) else str(int(row.paragraph)),
    )
    values: dict[str, Any] = vars(basic)
    if pd.notna(row.exhibit_id):
        values = values | _from_exhibit(row, case, basic)
    if pd.notna(row.check_id):
        option = 0 if pd.isna(row.option) else int(row.option)
        question = question_of(row.check_id, questions, f"sheets.csv, {row.item_id!r}")
        values = values | _from_question(question, option, basic)
    return Task(**values)


def question_of(check_id: str, questions: dict[str, Question], where: str) -> Question:
    """Return a question by its short name.

    Args:
        check_id: Its short name.
        questions: The questions that could be asked on the day of the article.
        where: The row that names it, for the message.

    Raises:
        ValueError: It cites a source from a later day, so it gives the outcome away.
    """
    if check_id not in questions:
        raise ValueError(
            f"{where}: the question {check_id!r} cites a source from after the article, so it "
            "cannot be on a sheet or a screen: name another question, or write a task."
        )
    return questions[check_id]


def exhibit_of(exhibit_id: str, case: Case, where: str) -> Exhibit:
    """Return an exhibit by its short name.

    Args:
        exhibit_id: Its short name.
        case: The case as it was known when the article appeared.
        where: The row that names it, for the message.

    Raises:
        ValueError: It shows what became known later, or it cannot be drawn.
    """
    for row in listed(case, after=False):
        if row.exhibit_id == exhibit_id:
            return exhibit(row, case)
    raise ValueError(
        f"{where}: the exhibit {exhibit_id!r} shows what became known after the article, so it "
        "cannot be on a sheet or a screen: name another one, or leave the cell empty."
    )


def _from_exhibit(row: Any, case: Case, task: Task) -> dict[str, Any]:
    """Return what an exhibit gives to a task: its question, or its chart without words."""
    shown = exhibit_of(row.exhibit_id, case, f"sheets.csv, {row.item_id!r}")
    if task.kind != "chart" or shown.chart is None:
        return {"words": task.words or f"{shown.title}. {shown.ask}"}
    return {"words": task.words or shown.puzzle, "picture": shown.chart.bare().picture("slide")}


def _from_question(question: Question, option: int, task: Task) -> dict[str, Any]:
    """Return what a question gives to a task: its words, its options and its key."""
    if task.kind == "sort":
        chosen = question["options"][option - 1]
        return {
            "words": chosen["text"],
            "options": tuple(question["piles"]),
            "answer": task.answer or chosen["place"].replace("; ", " or "),
            "reply": task.reply or chosen["feedback"],
        }
    right = [each for each in question["options"] if each["right"]]
    samples_wrong = [each for each in question["options"] if not each["right"]]
    if question["kind"] == "position":
        samples_wrong = []
    wrong = task.wrong or (samples_wrong[0]["text"] if samples_wrong else "")
    feedback = [each["feedback"] for each in question["options"] if each["text"] == wrong]
    is_list = task.kind == "tick"
    is_number = question["kind"] == "number"  # of a note, the unit says how long it may be
    unit = f" {question['unit']}" if is_number else ""
    return {
        "words": f"{question['prompt']} {task.words}".strip(),
        "options": tuple(each["text"] for each in question["options"]) if is_list else (),
        "unit": question["unit"],
        "answer": task.answer or "; ".join(f"{each['text']}{unit}" for each in right),
        "wrong": f"{wrong}{unit}" if wrong else "",
        "reply": task.reply or "".join(feedback[:1]),
    }


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)
