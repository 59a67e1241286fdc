"""The lesson as its notebooks describe it: what they are called, how long they take, their routes.

Nothing of this is written anywhere else. A notebook's first cell has its title and its minutes;
its metadata say, under ``dateline``, what a reader makes in it and which exhibit of the case is
its picture; the tags of its cells say which cells belong to which route.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dateline.case import PROJECT

NOTEBOOKS = PROJECT / "notebooks"
LOADED_CASE = re.compile(r"""load_case\([\\"']+([^\\"']+)""")  # also in the JSON of a notebook
STATED_MINUTES = re.compile(r"\*\*Time\*\* (\S+) minutes")
MINUTES = re.compile(r"min-(\d+)")
LEFT_OUT = {"teacher"}  # tags of cells that a reader does not get


@dataclass(frozen=True)
class Route:
    """A way through the lesson for readers with a certain time.

    Attributes:
        tag: The tag of its cells.
        name: How its files are called.
        title: Its name for readers.
        about: Who takes it.
    """

    tag: str
    name: str
    title: str
    about: str


ROUTES = (
    Route("route-50", "50-minutes", "50 minutes", "One class, one projector, one talk."),
    Route("route-120", "two-hours", "Two hours", "Two students share a computer."),
    Route("self", "alone", "Alone", "At your own pace, in sittings of an hour at most."),
)


@dataclass(frozen=True)
class LessonNotebook:
    """A notebook of the lesson.

    Attributes:
        name: The name of its file without ``.ipynb``, such as "03_chart_the_drawdown".
        cells: Its cells, with their outputs if it has been run.
        make: What a reader makes in it; may be empty.
        picture: The exhibit that is its picture; may be empty.
    """

    name: str
    cells: list[NotebookNode]
    make: str = ""
    picture: str = ""

    @property
    def number(self) -> int:
        """The number that its name begins with."""
        return int(self.name[:2])

    @property
    def title(self) -> str:
        """Its first heading."""
        for cell in self.cells:
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return str(line[2:].strip())
        raise ValueError(
            f"{self.name}.ipynb has no title: start a cell of text with '# ' and the title."
        )

    @property
    def minutes(self) -> str:
        """How long it takes, such as "27–33", or "" if its first cell does not say."""
        found = STATED_MINUTES.search(self.cells[0].source)
        return found[1] if found else ""

    def part(self, route: Route) -> list[NotebookNode]:
        """Return its cells that belong to a route, in order."""
        return [cell for cell in self.cells if route.tag in tags(cell)]

    def minutes_of(self, route: Route) -> int:
        """Return how many minutes its part of a route takes."""
        return sum(minutes(cell) for cell in self.part(route))


def lesson_notebook(name: str, notebook: NotebookNode) -> LessonNotebook:
    """Return a notebook of the lesson, read from its file or run."""
    about = notebook.metadata.get("dateline", {})
    return LessonNotebook(
        name, notebook.cells, make=about.get("make", ""), picture=about.get("picture", "")
    )


def lesson(folder: Path = NOTEBOOKS) -> list[LessonNotebook]:
    """Return the notebooks of a folder as they are stored, in order.

    Raises:
        ValueError: There is no notebook in the folder.
    """
    return [lesson_notebook(file.stem, nbformat.read(file, as_version=4)) for file in files(folder)]


def files(folder: Path) -> list[Path]:
    """Return the files of the notebooks in a folder, in order.

    Raises:
        ValueError: There is none.
    """
    found = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not found:
        raise ValueError(f"There is no notebook in {folder}; a name starts with two digits.")
    return found


def tags(cell: NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.metadata.get("tags", []))


def minutes(cell: NotebookNode) -> int:
    """Return how many minutes begin with a cell, by its tag such as ``min-5``; 0 without one."""
    found = [MINUTES.fullmatch(tag) for tag in tags(cell)]
    return sum(int(match[1]) for match in found if match)


def cases_loaded(text: str) -> list[str]:
    """Return the names of the cases that the code of a notebook loads, each once."""
    return list(dict.fromkeys(LOADED_CASE.findall(text)))


def case_of_the_notebooks(folder: Path = NOTEBOOKS) -> str:
    """Return the name of the case that the notebooks of a folder read."""
    for file in sorted(folder.glob("*.ipynb")):
        names = cases_loaded(file.read_text(encoding="utf-8"))
        if names:
            return names[0]
    raise ValueError("No notebook loads a case: name the case after the word slides.")
