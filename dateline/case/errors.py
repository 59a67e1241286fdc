"""What is wrong with a case, in words that help a teacher correct it: file, line, column, fix."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to correct.

    ``line`` is the number that a spreadsheet shows. Line 0 is the file as a whole, and an empty
    ``column`` is the line as a whole.
    """

    file: str
    line: int
    column: str
    message: str


class CaseError(ValueError):
    """A case does not contain what its datapackage.json says it contains.

    Attributes:
        problems: Everything that was found, file by file.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Put all problems into one message."""
        self.problems = list(problems)
        super().__init__(report(self.problems))


def file_error(file: str, message: str, line: int = 0) -> CaseError:
    """Return the error for a file that cannot be read: it has just this one problem."""
    return CaseError([Problem(file, line, "", message)])


def report(problems: Iterable[Problem]) -> str:
    """Return problems as lines of text, file by file: the whole file first, then cell by cell."""
    lines = []
    for file, group in groupby(problems, key=lambda problem: problem.file):
        in_file = list(group)
        cells = [problem for problem in in_file if problem.line]

        lines += [f"{file}: {problem.message}" for problem in in_file if not problem.line]
        if cells:
            need = "1 cell needs" if len(cells) == 1 else f"{len(cells)} cells need"
            lines.append(f"{file}: {need} a look.")
        for problem in sorted(cells, key=lambda problem: problem.line):
            column = f", {problem.column}" if problem.column else ""
            lines.append(f"  line {problem.line}{column}: {problem.message}")
    return "\n".join(lines)


def near(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" if a known name is close to this one, and "" if none is."""
    matches = get_close_matches(name, list(known), n=1)
    return f" Did you mean {matches[0]!r}?" if matches else ""
