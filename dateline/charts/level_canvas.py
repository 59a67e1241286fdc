"""Where levels are drawn: axes from zero with round numbers and dates, and the steps on them."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from dateline.charts import axes
from dateline.charts.axes import number
from dateline.charts.chart import each
from dateline.charts.page import DASHES, Box, Page, Panel
from dateline.charts.type import ACCENT, FILL, INK, SOFT

DOTTED = 25  # levels: of so many each has a mark that is seen
SPARE = 0.02  # of the whole time, free at the end of the axis
MOST_LINES = 3  # across, besides the zero
UNIT = 0.2  # of the room: a wider unit is not written at the axis
POWER_FREE = 0.6  # of the step between two lines of a log axis: so far down a zero is


class Canvas(NamedTuple):
    """Axes for levels, and the places where words may not be.

    Attributes:
        page: The page.
        panel: The axes.
        left: Where lines across begin: left of the panel, with room for their numbers.
        high: The highest value there is room for.
        scale: "linear" or "log".
        taken: Places where no words may be.
        lines: Places that words avoid if they can.
    """

    page: Page
    panel: Panel
    left: float
    high: float
    scale: str
    taken: list[Box]
    lines: list[Box]

    def at(self, date: Any, value: float) -> tuple[float, float]:
        """Return where a value of a date is on the page."""
        if self.scale == "log":
            low, _ = self.panel.axes.get_ylim()
            value = math.log10(value) if value > 0 else low
        return self.panel.at(axes.day_number(date), value)

    @property
    def within(self) -> Box:
        """Where words about the levels may be: not below the axis."""
        return Box(self.left, self.page.top, self.page.right, self.panel.foot)

    @property
    def thick(self) -> float:
        """How thick the steps are."""
        return 1.6 if self.page.phone else 2.4


def canvas_for(
    page: Page,
    rows: pd.DataFrame,
    box: Box,
    scale: str,
    *,
    low: float | None = None,
    high: float | None = None,
) -> Canvas:
    """Add axes for levels.

    Args:
        page: The page.
        rows: Levels as ``known`` returns them.
        box: The place of the axes with the numbers at their left.
        scale: "linear" or "log".
        low: Where the axis begins, if it is not zero or the lowest negative level.
        high: Where it ends, if it is not the highest level.
    """
    least, most = _limits(rows, scale)
    least, most = least if low is None else low, most if high is None else high
    unit = str(rows["unit"].iloc[0])
    names = [_named(value, scale) for value in _lines(least, most, scale)]
    gap = 0.6 * page.sizes["axis"]
    gutter = max(page.width(name, "axis") for name in names) + gap
    with_unit = page.width(f"{names[-1]} {unit}", "axis") + gap
    if with_unit < UNIT * (box.right - box.left):
        gutter = max(gutter, with_unit)
    first, last = (axes.day_number(day) for day in (rows["start"].min(), rows["end"].max()))
    last += 1 if rows["over_time"].any() else 0
    spare = max(SPARE * (last - first), 0.5)
    panel = page.panel(
        box.left + gutter,
        box.top,
        box.right - box.left - gutter,
        box.foot - box.top,
        x=(first - 0.3 * spare, last + spare),
        y=(least, most),
    )
    return Canvas(page, panel, box.left, most, scale, [], [])


def _limits(rows: pd.DataFrame, scale: str) -> tuple[float, float]:
    """Return where the axis begins and ends; on a log axis a zero has a place below the lines."""
    low, high = float(rows["value"].min()), float(rows["value"].max())
    if scale == "linear":
        low, high = min(1.06 * low, 0), max(high, 0)
        return low, high if high > low else 1
    some = rows.loc[rows["value"] > 0, "value"]
    if some.empty:
        return 0, 1
    first = math.floor(math.log10(some.min()))
    zero = POWER_FREE if low == 0 else 0
    return first - zero, max(math.log10(high), first + 1)


def _lines(low: float, high: float, scale: str) -> list[float]:
    """Return the heights on the axis that have a line across."""
    if scale == "log":
        return [float(power) for power in range(math.ceil(low), math.floor(high) + 1)]
    return axes.round_numbers(low, high, MOST_LINES)


def _named(height: float, scale: str) -> str:
    return number(10**height if scale == "log" else height)


def draw_axis(canvas: Canvas, unit: str, *, until: float, numbered: bool = True) -> None:
    """Rule lines behind the marks, and name round dates and numbers.

    Args:
        canvas: Where.
        unit: What is counted.
        until: Where the lines across end.
        numbered: Whether the lines of a log axis have their numbers.
    """
    page, panel = canvas.page, canvas.panel
    grid = panel._replace(left=canvas.left, width=until - canvas.left)
    low, high = panel.axes.get_ylim()
    values = _lines(low, high, canvas.scale)
    wide = page.width(f"{_named(values[-1], canvas.scale)} {unit}", "axis")
    if unit != "%" and wide > panel.left - canvas.left:
        unit = ""
    if canvas.scale == "log":
        _log_lines(canvas, grid, values, unit, numbered=numbered)
    else:
        axes.number_lines(page, grid, values, unit)
        _, zero = panel.at(0, 0)
        if until < panel.right and low <= 0:
            page.line([until, panel.right], [zero, zero], SOFT, 1.2)
        canvas.taken.append(Box(canvas.left, zero - 2, panel.right, zero + 2))
    for value in values:
        _, y = panel.at(0, value)
        canvas.lines.append(Box(canvas.left, y - 1, until, y + 1))
    axes.date_axis_below(page, panel)
    letter = page.sizes["axis"]
    canvas.taken.append(Box(canvas.left, panel.top - 1.3 * letter, panel.left - 2, panel.foot))
    canvas.taken.append(Box(page.left, panel.foot, page.right, panel.foot + 5 + 1.3 * letter))


def _log_lines(
    canvas: Canvas, grid: Panel, values: list[float], unit: str, *, numbered: bool
) -> None:
    """Rule a line for each power of ten, and a dotted one above the place of a zero."""
    page = canvas.page
    for value in values:
        _, y = grid.at(0, value)
        page.rule((grid.left, y), (grid.right, y))
        if not numbered:
            continue
        name = _named(value, "log") + (f" {unit}" if unit and value == values[-1] else "")
        page.text(grid.left, y - 1.2 * page.sizes["axis"], name, "axis", SOFT, bare=True)
    low, _ = grid.axes.get_ylim()
    if low < values[0]:
        (_, first), (_, zero) = grid.at(0, values[0]), grid.at(0, low)
        y = (first + zero) / 2
        page.rule((grid.left, y), (grid.right, y), SOFT, dashes=(0, (1, 2)))
        if numbered:
            page.text(grid.left, zero - 1.2 * page.sizes["axis"], "0", "axis", SOFT, bare=True)
    page.line([grid.left, grid.right], [grid.foot, grid.foot], SOFT, 1.2)


def draw_levels(canvas: Canvas, rows: pd.DataFrame) -> None:
    """Draw levels as steps, counts over a time as columns, and a mark for each.

    What was counted is filled and solid; what was announced is dashed and its marks are hollow.

    Args:
        canvas: Where.
        rows: Levels as ``known`` returns them.
    """
    first = rows["series"].iloc[0]
    main = rows[rows["main"] & ~rows["over_time"]]
    for _, part in main.groupby("part"):
        _part(canvas, part, leads=part["series"].iloc[0] == first)
    for row in each(rows[rows["over_time"]]):
        _column(canvas, row)
    points = rows[~rows["over_time"]]
    seen = len(points) <= DOTTED
    size = 0.42 * canvas.page.sizes["label"] if seen else 0.9 * canvas.thick
    for row in each(points.sort_values("main", kind="stable")):
        x, y = canvas.at(row.at, row.value)
        color = ACCENT if not row.firm else INK if row.main else SOFT
        beside_line = 4.0 if canvas.page.phone else 6.0
        dot = size if row.main else max(size, beside_line)
        canvas.page.dot(x, y, dot, color, hollow=not row.firm and dot > 3, row=row.Index)
        canvas.taken.append(Box(x - dot / 2, y - dot / 2, x + dot / 2, y + dot / 2))


def _part(canvas: Canvas, part: pd.DataFrame, *, leads: bool) -> None:
    """Draw one stretch of steps; nothing joins it to another."""
    levels = each(part)
    ends = [*(row.at for row in levels[1:]), max(levels[-1].at, levels[-1].end)]
    starts = [min(levels[0].at, levels[0].start), *(row.at for row in levels[1:])]
    if levels[0].precision == "day" or len(levels) > 1:
        starts[0] = levels[0].at if levels[0].precision == "day" else starts[0]
    zero = canvas.at(starts[0], 0)[1]
    strokes: list[tuple[bool, list[tuple[float, float]]]] = []
    areas: list[list[tuple[float, float]]] = []
    before: Any = None
    for row, start, end in zip(levels, starts, ends, strict=True):
        corners = [canvas.at(start, row.value), canvas.at(end, row.value)]
        if before is not None:
            corners.insert(0, canvas.at(start, before.value))
        if strokes and strokes[-1][0] == row.firm:
            strokes[-1][1].extend(corners)
        else:
            strokes.append((row.firm, corners))
        if row.firm and (before is None or not before.firm):
            areas.append([])
        if row.firm:
            areas[-1].extend(corners[-2:])
        before = row
    thick = canvas.thick if leads else 0.6 * canvas.thick
    for firm, corners in strokes:
        color = (INK if leads else SOFT) if firm else ACCENT
        xs, ys = zip(*corners, strict=True)
        canvas.page.line(xs, ys, color, thick, dashes="-" if firm else DASHES, order=3)
        canvas.taken.extend(_boxes(corners))
    if leads and canvas.scale == "linear":
        for area in areas:
            _fill(canvas, area, zero)


def _boxes(corners: list[tuple[float, float]]) -> Iterator[Box]:
    """Yield the places that the strokes of a line take."""
    for (x0, y0), (x1, y1) in pairwise(corners):
        yield Box(min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2)


def _fill(canvas: Canvas, corners: list[tuple[float, float]], zero: float) -> None:
    """Fill what is between a line and zero; words stay clear of its upright sides."""
    left, right = corners[0][0], corners[-1][0]
    points = [(left, zero), *corners, (right, zero)]
    xs, ys = zip(*points, strict=True)
    canvas.page.area(xs, ys, FILL)
    for x, y in (corners[0], corners[-1]):
        canvas.taken.append(Box(x - 2, min(y, zero), x + 2, max(y, zero)))


def _column(canvas: Canvas, row: Any) -> None:
    """Draw a count over a time as wide as that time; white with a dashed rim if it goes on."""
    left, y = canvas.at(row.date, row.value)
    right, zero = canvas.at(row.end_date + pd.Timedelta(days=1), 0)
    whole = row.firm and not row.partial
    canvas.page.block(
        left + 1,
        min(y, zero),
        right - left - 2,
        abs(zero - y),
        FILL if whole else "white",
        rim=SOFT if row.firm else ACCENT,
        line=1.2,
        dashes="-" if whole else DASHES,
        order=1.5,
        row=row.Index,
    )
    canvas.taken.append(Box(left, min(y, zero), right, max(y, zero)))
