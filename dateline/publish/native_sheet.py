"""The sheet behind a native chart: which numbers PowerPoint draws, and in which form.

A level is drawn as it is known, flat until the next one. A line chart on a date axis does that
when a date is in its sheet twice: once with the level before, once with the level after.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from dateline.charts import level_rows

STEPS = "steps"
COLUMNS = "columns"
BARS = "bars"
NO_CHART = ""  # only a picture will do

BESIDE_NUMBERS = {"label", "firm", "accent"}  # columns of bars that are not their numbers
MOST_BARS = 18  # names of so many bars have room, one below the other
COLUMNS_ROOM = 110  # characters that have room side by side below columns
FIRST_YEAR = 1900  # the date axis of an office program cannot start earlier
FEW_LEVELS = 8  # of so many levels each change gets its number, of more only the highest and last
OTHER_SOURCES = "Other sources"
ANNOUNCED = "announced, not counted"

Point = tuple[pd.Timestamp, float]  # a date and a level
Run = list[Point]  # points that are joined by a line


class Line(NamedTuple):
    """A column of the sheet: its name, its runs, and what is said at some of its points."""

    name: str
    runs: list[Run]
    labels: dict[Point, str]


class Sheet(NamedTuple):
    """The sheet behind a chart of steps: dates, and a column of numbers and blanks for each line.

    Attributes:
        dates: The first column.
        columns: The numbers of each line, by its name.
        labels: What is said at some rows of each line.
    """

    dates: list[pd.Timestamp]
    columns: dict[str, list[float | None]]
    labels: dict[str, dict[int, str]]


def chart_form(numbers: pd.DataFrame) -> str:
    """Return how PowerPoint can draw the numbers of a chart: STEPS, COLUMNS, BARS or NO_CHART."""
    if numbers.empty:
        return NO_CHART
    if isinstance(numbers.index, pd.DatetimeIndex):
        on_a_line = numbers.loc[numbers["part"] > 0, "part"]
        too_early = numbers.index.min().year < FIRST_YEAR
        return STEPS if on_a_line.duplicated().any() and not too_early else NO_CHART
    if set(numbers.columns[1:]) - BESIDE_NUMBERS:
        return NO_CHART
    longest = numbers.index.astype(str).str.len().max()
    if len(numbers) * longest <= COLUMNS_ROOM:
        return COLUMNS
    return BARS if len(numbers) <= MOST_BARS else NO_CHART


def small_end(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return the last levels if they are too small to be seen beside the highest, as pictures do.

    Args:
        numbers: As for ``step_sheet``.
    """
    main = numbers["part"] > 0
    rows = numbers.assign(main=main, over_time=False).rename_axis("at").reset_index()
    return numbers.iloc[level_rows.small_end(rows).index]


def step_sheet(numbers: pd.DataFrame, *, highest_only: bool = False) -> Sheet:
    """Return the sheet of a chart of steps.

    A level takes two rows, where it starts and where the next one does, and a third between
    them if it shows its number. Between two parts of a line all cells are blank.

    Args:
        numbers: A row for each level by its date (datetime index), with ``series``, ``value``,
            ``firm`` (counted, not only announced), ``part`` (a new number after each break,
            0 beside the line) and ``label`` (what is said at it).
        highest_only: Whether only the highest level is named.
    """
    lines = [line for line in _lines(numbers) if line.runs]
    if highest_only:
        lines = [line._replace(labels=_highest(line)) for line in lines]
    names = [line.name for line in lines]
    sheet = Sheet([], {name: [] for name in names}, {name: {} for name in names})
    for day in _days(lines):
        cells = {line.name: _cells_on(day, line.runs) for line in lines}
        height = max(len(column) for column in cells.values())
        for line in lines:
            column = cells[line.name]
            for place, value in enumerate(column):
                if value is not None and (day, value) in line.labels:
                    label = line.labels[day, value]
                    sheet.labels[line.name][len(sheet.dates) + place] = label
            sheet.columns[line.name].extend(column + column[-1:] * (height - len(column)))
        sheet.dates.extend([day] * height)
    return sheet


def _highest(line: Line) -> dict[Point, str]:
    """Return what is said at the highest point of a line."""
    top = max(value for run in line.runs for _, value in run)
    return {point: words for point, words in line.labels.items() if point[1] == top}


def _lines(numbers: pd.DataFrame) -> Iterator[Line]:
    """Yield the lines: what was counted and what was announced of each series, then the rest."""
    levels = numbers.rename_axis("date").reset_index()
    several = levels["series"].nunique() > 1
    for series, rows in levels[levels["part"] > 0].groupby("series", sort=False):
        announced = f"{series}, {ANNOUNCED}" if several else ANNOUNCED.capitalize()
        labeled = _labeled_rows(rows)
        yield _line(str(series), rows, labeled, firm=True)
        yield _line(announced, rows, labeled, firm=False)
    beside = levels[levels["part"] == 0]
    for firm, name in ((True, OTHER_SOURCES), (False, f"{OTHER_SOURCES}: {ANNOUNCED}")):
        yield _marks(name, beside[beside["firm"] == firm])


def _labeled_rows(rows: pd.DataFrame) -> list[Any]:
    """Return the rows that show their number: of few levels each change, of many the ends."""
    if len(rows) <= FEW_LEVELS:
        return list(rows.index[rows["value"].diff() != 0])
    return [rows["value"].idxmax(), *(group.index[-1] for _, group in rows.groupby("firm"))]


def _line(name: str, rows: pd.DataFrame, labeled_rows: list[Any], *, firm: bool) -> Line:
    """Return the line of the counted levels of a series, or that of the announced ones."""
    line = Line(name, [], {})
    for _, part in rows.groupby("part"):
        levels: list[Any] = list(part.itertuples())
        for number, level in enumerate(levels):
            if level.firm != firm:
                continue
            previous = levels[number - 1] if number else None
            following = levels[number + 1] if number + 1 < len(levels) else None
            if previous is None:
                line.runs.append([])
            elif previous.firm != firm:  # the step starts from the level of the other line
                line.runs.append([(level.date, float(previous.value))])

            until = following.date if following else level.date
            middle = (level.date + (until - level.date) / 2).floor("D")
            days = [level.date, until]
            if level.Index in labeled_rows:
                days.insert(1, middle)
                line.labels[middle, float(level.value)] = level.label
            line.runs[-1].extend((day, float(level.value)) for day in dict.fromkeys(days))
    return line


def _marks(name: str, rows: pd.DataFrame) -> Line:
    """Return levels beside the line: marks that nothing joins."""
    points = list(zip(rows["date"], rows["value"].astype(float), strict=True))
    labels = dict(zip(points[:FEW_LEVELS], rows["label"], strict=False))
    return Line(name, [[point] for point in points], labels)


def _days(lines: list[Line]) -> list[pd.Timestamp]:
    """Return every day of the sheet: those of the points, and one in each gap of a line."""
    days: set[pd.Timestamp] = set()
    for line in lines:
        days.update(day for run in line.runs for day, _ in run)
        for before, after in pairwise(line.runs):
            end, start = before[-1][0], after[0][0]
            only_marks = len(before) + len(after) == 2
            if (start - end).days > 1 and not only_marks:
                days.add((end + (start - end) / 2).floor("D"))
    return sorted(days)


def _cells_on(day: pd.Timestamp, runs: list[Run]) -> list[float | None]:
    """Return the cells of a line on a day: its points, or the level that lasts, or a blank."""
    cells: list[float | None] = []
    for run in runs:
        on_this_day = [value for date, value in run if date == day]
        if cells and on_this_day:
            cells.append(None)  # a new run starts on the day another one ended
        cells.extend(on_this_day)
        for (start, value), (end, _) in pairwise(run):
            if start < day < end:
                return [value]
    return cells or [None]
