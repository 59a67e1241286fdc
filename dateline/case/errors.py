"""What is wrong with a case, in words that help a teacher correct it: file, line, column, fix."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import groupby, islice
from typing import NamedTuple

MOST_SHOWN = 10  # problems of one column that are listed; the others are counted
LONGEST_QUOTE = 60  # characters of a cell or a name that a message repeats
MOST_COMPARED = 1_000  # names among which a similar one is looked for


class Problem(NamedTuple):
    """One thing to correct.

    ``line`` is the number that a spreadsheet or an editor shows. Line 0 is the file as a whole,
    and an empty ``column`` is the line as a whole. ``more`` cells of the same column need a look
    as well and are not listed.
    """

    file: str
    line: int
    column: str
    message: str
    more: int = 0


class CaseError(ValueError):
    """A case does not contain what its datapackage.json says it contains.

    Attributes:
        problems: What was found, file by file; of each column no more than the first ones.
        count: How many problems there are, with those that are not listed.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Put all problems into one message."""
        self.problems = list(problems)
        self.count = sum(1 + problem.more for problem in self.problems)
        super().__init__(report(self.problems))


def file_error(file: str, message: str, line: int = 0) -> CaseError:
    """Return the error for a file that cannot be read: it has just this one problem."""
    return CaseError([Problem(file, line, "", message)])


def first_ones(problems: Iterable[Problem], *, of_each_column: bool = True) -> list[Problem]:
    """Return the first problems; the last of them counts the others.

    Ten thousand bad cells usually have one cause, and nobody reads ten thousand lines.

    Args:
        problems: All problems of a file.
        of_each_column: Return the first ones of each column, not of the whole file.
    """
    shown: list[Problem] = []
    found: Counter[str] = Counter()
    last_place: dict[str, int] = {}

    for problem in problems:
        column = problem.column if of_each_column else ""
        found[column] += 1
        if found[column] <= MOST_SHOWN:
            last_place[column] = len(shown)
            shown.append(problem)

    for column, place in last_place.items():
        more = max(0, found[column] - MOST_SHOWN)
        shown[place] = shown[place]._replace(more=more)
    return shown


def report(problems: Iterable[Problem]) -> str:
    """Return problems as lines of text, file by file: the whole file first, then cell by cell."""
    lines = []
    for file, group in groupby(problems, key=lambda problem: problem.file):
        in_file = list(group)
        cells = [problem for problem in in_file if problem.line]

        lines += [f"{file}: {problem.message}" for problem in in_file if not problem.line]
        place = "place" if file.endswith(".json") else "cell"
        if cells:
            number = sum(1 + problem.more for problem in cells)
            need = f"1 {place} needs" if number == 1 else f"{number} {place}s need"
            lines.append(f"{file}: {need} a look.")
        for problem in sorted(cells, key=lambda problem: problem.line):
            column = f", {problem.column}" if problem.column else ""
            lines.append(f"  line {problem.line}{column}: {problem.message}")
        for problem in cells:
            if problem.more:
                is_cell = problem.column and place == "cell"
                where = f"in the column {problem.column}" if is_cell else "like these"
                lines.append(f"  and {problem.more:,} more {where}.")
    return "\n".join(lines)


def quoted(text: str) -> str:
    """Return a text as a message repeats it: in quotation marks, and not too long."""
    short = text if len(text) < LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return repr(short)


def near(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" if a known name is close to this one, and "" if none is."""
    if len(name) > LONGEST_QUOTE:
        return ""
    matches = get_close_matches(name, list(islice(known, MOST_COMPARED)), n=1)
    return f" Did you mean {matches[0]!r}?" if matches else ""
