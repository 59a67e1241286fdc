"""The plan of a lesson: one page a route, with the clock.

The routes that a teacher gives are rows of the table ``plan``. The route for a reader alone is
made from the notebooks: what each is called, what one does in it and how long it takes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from dateline import Case
from dateline.publish.lesson import ROUTES, LessonNotebook, minutes
from dateline.publish.pack.notes import plain, section, teacher_notes

LENGTHS = {"50 minutes": 50, "two hours": 120}
ALONE = "alone"
HEADING = re.compile(r"(?m)^#+ (.*)")
SITTING = 60  # minutes that a reader alone can be asked to sit


@dataclass(frozen=True)
class Step:
    """A step of a lesson.

    Attributes:
        name: Its short name in the table.
        title: What it is called.
        start: The minute at which it begins.
        minutes: How long it takes.
        do: What the teacher and everybody does.
        say: What to say, word for word.
        produce: What students have at its end.
        cut: What to leave out if it is late.
        where: The sections of notebooks that it uses, such as "Read the article: 3. Who says so?".
    """

    name: str
    title: str
    start: int
    minutes: int
    do: str
    say: str
    produce: str
    cut: str
    where: str = ""

    @property
    def clock(self) -> str:
        """From which minute to which, such as "3–14"."""
        return f"{self.start}–{self.start + self.minutes}"


@dataclass(frozen=True)
class Plan:
    """The steps of a route, and how many minutes are left in hand."""

    route: str
    length: int
    steps: tuple[Step, ...]

    @property
    def in_hand(self) -> int:
        """The minutes that no step needs."""
        return self.length - sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Sitting:
    """What a reader alone does in one go: steps that each are a notebook."""

    number: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


def plans(case: Case, notebooks: Sequence[LessonNotebook]) -> list[Plan]:
    """Return the plan of each route of which a case has steps.

    Args:
        case: Reads its table ``plan``; a case without one has no plans.
        notebooks: The notebooks of the lesson; none for a case that has none.

    Raises:
        ValueError: A step names a cell that no notebook has or has no minutes, or the steps of a
            route take longer than it is.
    """
    if "plan" not in case.tables:
        return []
    by_name = {notebook.name: notebook for notebook in notebooks}
    made = []
    for route, length in LENGTHS.items():
        rows = case.plan[case.plan["route"] == route]
        if len(rows):
            made.append(_plan(route, length, rows, by_name))
    return made


def alone(notebooks: Sequence[LessonNotebook]) -> list[Sitting]:
    """Return the sittings of a reader alone: as many notebooks as have room in an hour."""
    (route,) = [route for route in ROUTES if route.name == ALONE]
    sittings: list[list[Step]] = []
    used = SITTING
    for notebook in notebooks:
        needed = notebook.minutes_of(route)
        if not needed:
            continue
        if used + needed > SITTING:
            sittings.append([])
            used = 0
        sittings[-1].append(_alone_step(notebook, used, needed))
        used += needed
    return [Sitting(number, tuple(steps)) for number, steps in enumerate(sittings, 1)]


def _alone_step(notebook: LessonNotebook, start: int, needed: int) -> Step:
    """Return a notebook as a step: what its first cell promises, and what one makes in it."""
    paragraphs = [plain(text) for text in notebook.cells[0].source.split("\n\n")]
    promised = [text for text in paragraphs if text.startswith("You'll ")]
    return Step(
        name=notebook.name,
        title=f"{notebook.number}: {notebook.title}",
        start=start,
        minutes=needed,
        do=promised[0] if promised else "",
        say="",
        produce=notebook.make,
        cut="",
    )


def _plan(
    route: str, length: int, rows: pd.DataFrame, notebooks: Mapping[str, LessonNotebook]
) -> Plan:
    steps: list[Step] = []
    start = 0
    for row in rows.itertuples():
        steps.append(_step(row, start, notebooks))
        start += steps[-1].minutes
    plan = Plan(route, length, tuple(steps))
    if plan.in_hand < 0:
        raise ValueError(
            f"plan.csv: the steps of the route {route!r} take {start} minutes, and it has "
            f"{length}: shorten a step or leave one out."
        )
    return plan


def _step(row: Any, start: int, notebooks: Mapping[str, LessonNotebook]) -> Step:
    """Return a step; what its row leaves open is taken from the notebook of its cells."""
    addresses = [] if pd.isna(row.cells) else row.cells.split(";")
    found = [_section(row.step_id, each, notebooks) for each in addresses] if notebooks else []
    needed = int(row.minutes) if pd.notna(row.minutes) else _minutes_of(found)
    if not needed:
        raise ValueError(
            f"plan.csv, {row.step_id!r}: has no minutes, and neither have its cells. Write how "
            "many under minutes."
        )
    notes: dict[str, str] = {}
    if found:
        notebook, section_cells = found[0]
        notes = teacher_notes(notebook.cells) | teacher_notes(section_cells)
    return Step(
        name=row.step_id,
        title=row.title,
        start=start,
        minutes=needed,
        do=row.do,
        say=_spoken(notes.get("Say", "")) if pd.isna(row.say) else row.say,
        produce=row.produce,
        cut=notes.get("Short of time", "") if pd.isna(row.cut) else row.cut,
        where=_where(found),
    )


def _spoken(text: str) -> str:
    """Return what to say with a capital, and without quotation marks around all of it."""
    if re.fullmatch("“[^“]*”", text):
        text = text[1:-1]
    return text[:1].upper() + text[1:]


def _where(found: list[tuple[LessonNotebook, list[NotebookNode]]]) -> str:
    """Return the sections in words, such as "Read the article: 3. Who says so?"."""
    by_notebook: dict[str, list[str]] = {}
    for notebook, section_cells in found:
        headings = by_notebook.setdefault(notebook.title, [])
        heading = HEADING.search(section_cells[0].source)
        if heading:
            headings.append(plain(heading[1]))
    return "; ".join(f"{title}: {', '.join(parts)}" for title, parts in by_notebook.items())


def _minutes_of(found: list[tuple[LessonNotebook, list[NotebookNode]]]) -> int:
    """Return what the tags of the cells say together: each is the first of its section."""
    return sum(minutes(section_cells[0]) for _, section_cells in found)


def _section(
    step: str, address: str, notebooks: Mapping[str, LessonNotebook]
) -> tuple[LessonNotebook, list[NotebookNode]]:
    """Return the notebook and the cells of an address such as "01_read_the_article#sort"."""
    name, _, cell_id = address.partition("#")
    try:
        return notebooks[name], section(notebooks[name], cell_id)
    except (KeyError, ValueError) as missing:
        raise ValueError(
            f"plan.csv, {step!r}: no notebook has the cell {address!r}. Write the name of the "
            "notebook's file without .ipynb, # and the id of the cell."
        ) from missing
