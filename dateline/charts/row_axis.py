"""Charts with a row for each source: names at the left, on a phone above, marks on one axis."""

from collections.abc import Sequence
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dateline.charts import axes
from dateline.charts.axes import BACK, LINE
from dateline.charts.page import Page, write
from dateline.charts.type import INK, PALE, SOFT, shorten, width, wrap

Name = tuple[str, str]  # who; and below it in soft letters what
MOST = 3  # lines that a name takes, at most
BESIDE = 0.46  # of the width that names take, at most; on a phone they stand above their row
ROW = {"screen": 0.6, "phone": 2.4}  # a row besides its name, in letter heights
LEAST = {"screen": 15, "phone": 12}  # all rows together, at least


def cut(page: Page, names: Sequence[Name], rest: float) -> Page:
    """Return page cut to as many rows as there are names; a slide stays as it is.

    Args:
        page: The page, with all that stands around the marks.
        names: As for ``frame``.
        rest: How many letter heights key, axis and all else besides the rows take.
    """
    row = LINE * max(map(len, _lines(page, names, MOST))) + ROW.get(page.medium, 0)
    page.cut(page.font * (max(row * len(names), LEAST.get(page.medium, 0)) + rest))
    return page


def frame(ax: Axes, page: Page, names: Sequence[Name], note: str = "", **how: Any) -> list[float]:
    """Frame axes with a row a name, and return where the marks of each row stand.

    Args:
        ax: Axes of a figure without a layout engine, its limits across already set.
        page: As for ``axes.frame``.
        names: Of each row two texts, the second may be empty.
        note: As for ``axes.frame``.
        how: What else ``axes.frame`` takes.

    Returns:
        The y of each row, from the top; rows are 1 apart.
    """
    font, beside = page.font, page.medium != "phone"
    top = axes.frame(ax, page, note, left=_left(page, names) - 0.5 * font, **how)
    ax.set(ylim=(len(names), 0), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, lw=0.8)
    high = axes.size(ax)[1] / len(names)
    most = max(1, min(MOST, int((high / font - ROW.get(page.medium, 0.2)) / LINE + 0.01)))
    found = []
    for row, lines in enumerate(_lines(page, names, most)):
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


def _left(page: Page, names: Sequence[Name]) -> float:
    """Return how many points the names take beside the axes."""
    longest = max(width(text, page.font) for name in names for text in name)
    beside = min(longest, BESIDE * page.wide) + 0.8 * page.font
    return float(page.font if page.medium == "phone" else beside)


def _lines(page: Page, names: Sequence[Name], most: int) -> list[list[str]]:
    """Return the lines of each name; a sign says what is cut."""
    font, beside = page.font, _left(page, names) - 0.3 * page.font
    room = page.wide - 1.5 * font if page.medium == "phone" else beside
    found = []
    for who, what in names:
        lines = [who, *wrap(what, room, font)]
        lines[most - 1 :] = [" ".join(lines[most - 1 :])] if len(lines) >= most else []
        found.append([shorten(line, room, font) for line in lines])
    return found
