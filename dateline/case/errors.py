"""What is wrong with a case, said so that a teacher can mend it: file, line, column, next step."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend; ``line`` is as a spreadsheet numbers it, 0 for the file as a whole."""

    file: str
    line: int
    column: str
    says: str


class CaseError(ValueError):
    """A case folder does not hold what its datapackage.json says it holds.

    Attributes:
        problems: All that was found, file by file.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Say all problems in one message."""
        self.problems = list(problems)
        super().__init__(report(self.problems))


def refusal(file: str, says: str, line: int = 0) -> CaseError:
    """Return the error for a file that cannot be read on: its one problem."""
    return CaseError([Problem(file, line, "", says)])


def report(problems: Iterable[Problem]) -> str:
    """Return problems as lines of text: each file with what it needs, then cell by cell."""
    lines = []
    for file, found in groupby(problems, key=lambda problem: problem.file):
        own = list(found)
        cells = sorted((one for one in own if one.line), key=lambda one: one.line)
        lines += [f"{file}: {one.says}" for one in own if not one.line]
        if cells:
            need = "1 cell needs" if len(cells) == 1 else f"{len(cells)} cells need"
            lines.append(f"{file}: {need} a look.")
        for one in cells:
            place = ", ".join(word for word in (f"line {one.line}", one.column) if word)
            lines.append(f"  {place}: {one.says}")
    return "\n".join(lines)


def near(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" for a slip of the pen, and nothing for a stranger."""
    found = get_close_matches(name, list(known), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""
