"""Charts with a row for each source: names at the left, on a phone above, marks on one axis."""

from collections.abc import Sequence
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dateline.charts import old_axes as sheet
from dateline.charts.old_axes import BACK, LINE
from dateline.charts.old_page import Paper, write
from dateline.charts.old_type import INK, PALE, SOFT, shorten, width, wrap

Name = tuple[str, str]  # who; and below it in soft letters what
MOST = 3  # lines that a name takes, at most
BESIDE = 0.46  # of the width that names take, at most; on a phone they stand above their row
ROW = {"screen": 0.6, "phone": 2.4}  # a row besides its name, in letter heights
LEAST = {"screen": 15, "phone": 12}  # all rows together, at least


def cut(paper: Paper, names: Sequence[Name], rest: float) -> Paper:
    """Return paper cut to as many rows as there are names; a slide stays as it is.

    Args:
        paper: The paper, with all that stands around the marks.
        names: As for ``frame``.
        rest: How many letter heights key, axis and all else besides the rows take.
    """
    row = LINE * max(map(len, _lines(paper, names, MOST))) + ROW.get(paper.medium, 0)
    paper.cut(paper.font * (max(row * len(names), LEAST.get(paper.medium, 0)) + rest))
    return paper


def frame(ax: Axes, paper: Paper, names: Sequence[Name], note: str = "", **how: Any) -> list[float]:
    """Frame axes with a row a name, and return where the marks of each row stand.

    Args:
        ax: Axes of a figure without a layout engine, its limits across already set.
        paper: As for ``sheet.frame``.
        names: Of each row two texts, the second may be empty.
        note: As for ``sheet.frame``.
        how: What else ``sheet.frame`` takes.

    Returns:
        The y of each row, from the top; rows are 1 apart.
    """
    font, beside = paper.font, paper.medium != "phone"
    top = sheet.frame(ax, paper, note, left=_left(paper, names) - 0.5 * font, **how)
    ax.set(ylim=(len(names), 0), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, lw=0.8)
    high = sheet.size(ax)[1] / len(names)
    most = max(1, min(MOST, int((high / font - ROW.get(paper.medium, 0.2)) / LINE + 0.01)))
    found = []
    for row, lines in enumerate(_lines(paper, names, most)):
        lift = high / 2 if beside else font * (0.1 + LINE * len(lines) / 2)
        _write(ax, top + row * high + lift, lines, font)
        under = 0.5 if beside else font * (1.4 + LINE * len(lines)) / high
        found.append(row + under)
    return found


def _write(ax: Axes, middle: float, lines: list[str], font: float) -> None:
    """Print a name: the first line says who, in ink, the others what."""
    for number, line in enumerate(lines):
        up = middle + LINE * font * (number - (len(lines) - 1) / 2)
        colour = SOFT if number else INK
        figure = cast(Figure, ax.figure)
        write(figure, 0.5 * font, up, [line], color=colour, gid="words", bbox=BACK, zorder=4)


def _left(paper: Paper, names: Sequence[Name]) -> float:
    """Return how many points the names take beside the axes."""
    longest = max(width(text, paper.font) for name in names for text in name)
    beside = min(longest, BESIDE * paper.wide) + 0.8 * paper.font
    return float(paper.font if paper.medium == "phone" else beside)


def _lines(paper: Paper, names: Sequence[Name], most: int) -> list[list[str]]:
    """Return the lines of each name; a sign says what is cut."""
    font, beside = paper.font, _left(paper, names) - 0.3 * paper.font
    room = paper.wide - 1.5 * font if paper.medium == "phone" else beside
    found = []
    for who, what in names:
        lines = [who, *wrap(what, room, font)]
        lines[most - 1 :] = [" ".join(lines[most - 1 :])] if len(lines) >= most else []
        found.append([shorten(line, room, font) for line in lines])
    return found
