"""Native charts: the numbers of a chart as one that PowerPoint draws and a teacher can edit.

A level is drawn as it is known, flat until the next one. A line chart on a date axis does that
when a date stands twice in its sheet: once with the level before, once with the level after.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.util import Pt

from dateline.charts.type import ACCENT, INK, PALE, SOFT

FEW, SHORT = 6, 24  # so few names, so short, stand below columns; others beside bars
LABELLED = 8  # of so many levels each change is labelled, of more the highest and the last
LETTERS, AXIS = 16, 18  # in points
MANY = 60  # rows of a sheet; on a long axis the last one lies at the foot
UNITS = [  # years that an axis spans at least, then how its dates are written and how far apart
    (7, "yyyy", 2, "years"),
    (2.5, "yyyy", 1, "years"),
    (1, "mmm yyyy", 4, "months"),
    (0.5, "mmm yyyy", 2, "months"),
    (0, "mmm yyyy", 1, "months"),
]
ZERO = pd.Timestamp("1899-12-30")  # from here a sheet counts days
BESIDE, PLANNED = "Other sources", "announced, not counted"
Point = tuple[pd.Timestamp, float]


class Line(NamedTuple):
    """A column of the sheet: its name, its runs of points and which of the points are labelled."""

    name: str
    runs: list[list[Point]]
    told: set[Point]


class Sheet(NamedTuple):
    """The sheet behind a chart of steps: a date and, a column a line, numbers and blanks."""

    dates: list[pd.Timestamp]
    lines: dict[str, list[float | None]]
    told: dict[str, list[int]]  # the rows of each line whose number is written


def form(numbers: pd.DataFrame) -> str:
    """Return "steps", "columns", "bars", or "" where only a picture will do."""
    if isinstance(numbers.index, pd.DatetimeIndex):
        joined = numbers.loc[numbers["part"] > 0, "part"]
        return "steps" if joined.duplicated().any() else ""
    if numbers.empty:
        return ""
    names = numbers.index.astype(str)
    return "columns" if len(names) <= FEW and names.str.len().max() < SHORT else "bars"


def steps(numbers: pd.DataFrame) -> Sheet:
    """Return the sheet of a chart of steps.

    A level takes two rows, where it starts and where the next one does, and a third between
    them if it is labelled. Between two parts of a line all cells are blank.

    Args:
        numbers: As for ``add``, of levels.
    """
    lines = [line for line in _lines(numbers) if line.runs]
    held = {day for line in lines for run in line.runs for day, _ in run}
    held |= {day for line in lines for day in _between(line.runs)}
    dates: list[pd.Timestamp] = []
    cells: dict[str, list[float | None]] = {line.name: [] for line in lines}
    told: dict[str, list[int]] = {line.name: [] for line in lines}
    for day in sorted(held):
        at = {line.name: _on(line.runs, day) for line in lines}
        rows = max(map(len, at.values()))
        for line in lines:
            own = at[line.name]
            if any((day, value) in line.told for value in own if value is not None):
                told[line.name].append(len(dates) + len(own) - 1)
            cells[line.name] += own + own[-1:] * (rows - len(own))
        dates += [day] * rows
    return Sheet(dates, cells, told)


def _lines(numbers: pd.DataFrame) -> Iterable[Line]:
    """Yield the lines: of each series what was counted, then what was announced; then the rest."""
    rows = numbers.rename_axis("date").reset_index()
    many = rows["series"].nunique() > 1
    for series, own in rows[rows["part"] > 0].groupby("series", sort=False):
        said = _labelled(own)
        for firm in (True, False):
            name = str(series) if firm else f"{series}, {PLANNED}" if many else PLANNED.capitalize()
            yield _line(name, own, said, firm=firm)
    for firm, name in ((True, BESIDE), (False, f"{BESIDE}: {PLANNED}")):
        own = rows[(rows["part"] == 0) & (rows["firm"] == firm)]
        points = list(zip(own["date"], own["value"].astype(float), strict=True))
        yield Line(name, [[one] for one in points], set(points[:LABELLED]))


def _labelled(own: pd.DataFrame) -> list[Any]:
    """Return the rows whose number is written: of few each change, of many the ends."""
    if len(own) <= LABELLED:
        return list(own.index[own["value"].diff() != 0])
    return [own["value"].idxmax(), own.index[-1]]


def _line(name: str, own: pd.DataFrame, said: list[Any], *, firm: bool) -> Line:
    """Return the runs of one line, those of counted or those of announced levels."""
    runs: list[list[Point]] = []
    told: set[Point] = set()
    for _, part in own.groupby("part"):
        rows: list[Any] = list(part.itertuples())
        for number, row in enumerate(rows):
            before, after = rows[:number][-1:], rows[number + 1 :][:1]
            if row.firm != firm:
                continue
            if not before or before[0].firm != firm:
                runs.append([(row.date, float(one.value)) for one in before])
            until = after[0].date if after else row.date
            middle = (row.date + (until - row.date) / 2).floor("D")
            days = [row.date, *[middle] * (row.Index in said), until]
            runs[-1] += [(day, float(row.value)) for day in dict.fromkeys(days)]
            told |= {(middle, float(row.value))} if row.Index in said else set()
    return Line(name, runs, told)


def _between(runs: list[list[Point]]) -> Iterator[pd.Timestamp]:
    """Yield a day between two runs of a line: its blank cell keeps them apart."""
    for before, after in pairwise(runs):
        end, start = before[-1][0], after[0][0]
        if (start - end).days > 1 and len(before) + len(after) > 2:  # not between lone marks
            yield (end + (start - end) / 2).floor("D")


def _on(runs: list[list[Point]], day: pd.Timestamp) -> list[float | None]:
    """Return what a line has on a day: its points, or the level that holds, or a blank."""
    found: list[float | None] = []
    for run in runs:
        own: list[float | None] = [value for at, value in run if at == day]
        found += [None] * bool(found and own) + own  # a new run on the day that another ended
        for (start, value), (end, _) in pairwise(run):
            if start < day < end:
                return [value]
    return found or [None]


def add(slide: Any, numbers: pd.DataFrame, words: str, place: tuple[Any, Any, Any, Any]) -> None:
    """Put a native chart on a slide.

    Args:
        slide: A slide of python-pptx.
        numbers: Bars: a row a name, a column a series. Steps: a row a level by its date
            (datetime index), with ``series``, ``value``, ``firm`` (not only announced) and
            ``part`` (a new number after each break, 0 beside the line).
        words: The alternative text.
        place: Left, top, width and height on the slide.
    """
    kind = form(numbers)
    sheet = steps(numbers) if kind == "steps" else None
    lines = sheet.lines if sheet else {str(name): list(numbers[name]) for name in numbers}
    least = min(value for cells in lines.values() for value in cells if value is not None)
    share = kind != "steps" and 0 <= least and max(map(max, lines.values())) <= 1
    data = CategoryChartData(number_format="0.0 %" if share else "#,##0")
    data.categories = [day.date() for day in sheet.dates] if sheet else list(numbers.index)
    for name, cells in lines.items():
        data.add_series(name, [None if pd.isna(value) else value for value in cells])
    types = {"steps": "LINE_MARKERS", "columns": "COLUMN_CLUSTERED", "bars": "BAR_CLUSTERED"}
    frame = slide.shapes.add_chart(XL_CHART_TYPE[types[kind]], *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)  # it has no setter of its own
    frame.name = "Chart"
    _style(frame.chart, kind, len(lines))
    if sheet:
        _dates(frame.chart, sheet)
    for number, (name, series) in enumerate(zip(lines, frame.chart.plots[0].series, strict=True)):
        if sheet:
            _stroke(series, name, sheet)
        else:
            _fill(series, number)


def _style(chart: Any, kind: str, lines: int) -> None:
    """Set what all native charts share: letters, grid, a legend where there are several lines."""
    chart.has_title, chart.has_legend = False, lines > 1
    chart.font.size, chart.font.color.rgb = Pt(LETTERS), rgb(INK)
    if lines > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    value, names = chart.value_axis, chart.category_axis
    value.minimum_scale, value.tick_labels.number_format_is_linked = 0, False
    value.tick_labels.number_format = "#,##0"
    value.tick_labels.font.size = names.tick_labels.font.size = Pt(AXIS)
    value.major_gridlines.format.line.color.rgb = rgb(PALE)
    value.format.line.fill.background()
    value.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(SOFT)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if kind == "steps":
        return
    if kind == "bars":
        names.reverse_order = True  # the first row on top
        names.tick_labels.font.size = Pt(LETTERS)
    value.visible = value.has_major_gridlines = False  # each bar says its number
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = 90, -10, True
    plot.data_labels.font.size, plot.data_labels.number_format_is_linked = Pt(LETTERS), True


def _dates(chart: Any, sheet: Sheet) -> None:
    """Let the axis run in days from a round date, with dates as far apart as the years need."""
    axis, first = chart.category_axis, sheet.dates[0]
    years = (sheet.dates[-1] - first).days / 365
    _, how, apart, unit = next(one for one in UNITS if years >= one[0])
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = how, False
    round_date = first.to_period(unit[0].upper()).start_time  # else 2021 would stand in July
    axis.minimum_scale = (round_date - ZERO).days
    base = axis._element.find("{*}baseTimeUnit")  # python-pptx has no setter for these
    for name, value in (("majorTimeUnit", unit), ("majorUnit", str(apart))):
        base.addnext(base.makeelement(base.tag.replace("baseTimeUnit", name), {"val": value}))


def _stroke(series: Any, name: str, sheet: Sheet) -> None:
    """Draw one line: counted in ink, announced dashed and hollow, other sources as marks alone."""
    planned, beside = PLANNED in name.casefold(), name.startswith(BESIDE)
    colour = rgb(ACCENT if planned else INK)
    series.smooth, series.format.line.width = False, Pt(2.5)
    series.format.line.color.rgb = colour
    if planned:
        series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    mark = series.marker
    shape = "NONE" if not beside else "TRIANGLE" if planned else "DIAMOND"
    mark.style = getattr(XL_MARKER_STYLE, shape)
    if beside:
        series.format.line.fill.background()
        mark.size = 9
        mark.format.fill.solid()
        mark.format.fill.fore_color.rgb = colour
    for row in sheet.told[name]:
        label = series.points[row].data_label
        last = planned and row > len(sheet.dates) - 3 and len(sheet.dates) < MANY
        at = "BELOW" if last else "ABOVE"
        if beside:
            at = "RIGHT" if not row else "ABOVE" if planned else "LEFT"
        label.position = getattr(XL_LABEL_POSITION, at)
        label.font.size, label.font.color.rgb = Pt(LETTERS), colour
        _shown(label)


def _shown(label: Any) -> None:
    """Let a label say its number and nothing else; python-pptx has no setter for these."""
    own = label._dLbl
    for name, value in (("showLegendKey", "0"), ("showVal", "1"), ("showCatName", "0")):
        own.find(f"{{*}}{name}").set("val", value)


def _fill(series: Any, number: int) -> None:
    """Fill the bars of a series: the first full, the next hollow with an edge in the accent."""
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb("#ffffff" if number else SOFT)
    series.format.line.color.rgb = rgb(ACCENT if number else SOFT)
    series.format.line.width = Pt(2)


def rgb(colour: str) -> Any:
    """Return a colour such as "#1f2933" as python-pptx takes it."""
    return RGBColor.from_string(colour.lstrip("#").upper())
