"""Native charts: the numbers of a chart as one that PowerPoint draws and a teacher can edit."""

from typing import Any

import pandas as pd
from pptx.chart.data import CategoryChartData
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
from dateline.publish.native_sheet import (
    ANNOUNCED,
    BARS,
    COLUMNS,
    OTHER_SOURCES,
    STEPS,
    Sheet,
    chart_form,
    step_sheet,
)
from dateline.publish.slide_master import rgb

CHART_TYPES = {
    STEPS: XL_CHART_TYPE.LINE_MARKERS,
    COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
}
LETTER_SIZE = 16  # points
AXIS_SIZE = 18
LONG_AXIS = 60  # rows of a sheet; on a longer axis the last level is close to the foot
DATE_AXES = [  # years that an axis spans at least, then how its dates are written and how far apart
    (7, "yyyy", 2, "years"),
    (2.5, "yyyy", 1, "years"),
    (1, "mmm yyyy", 4, "months"),
    (0.5, "mmm yyyy", 2, "months"),
    (0, "mmm yyyy", 1, "months"),
]
DAY_ZERO = pd.Timestamp("1899-12-30")  # a spreadsheet counts days from here

Box = tuple[Any, Any, Any, Any]  # left, top, width and height on a slide


def add_native_chart(slide: Any, numbers: pd.DataFrame, words: str, box: Box) -> None:
    """Put a native chart on a slide.

    Args:
        slide: A slide of python-pptx.
        numbers: The numbers of a Chart. Bars: a row for each name, a column for each series.
            Steps: as ``step_sheet`` takes them.
        words: The alternative text.
        box: Left, top, width and height on the slide.
    """
    form = chart_form(numbers)
    if form == STEPS:
        _add_steps(slide, step_sheet(numbers), words, box)
    else:
        _add_bars(slide, numbers, form, words, box)


def _add_steps(slide: Any, sheet: Sheet, words: str, box: Box) -> None:
    """Put a chart of levels on a slide: lines on a date axis."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [day.date() for day in sheet.dates]
    for name, cells in sheet.columns.items():
        data.add_series(name, cells)
    chart = _add_chart(slide, STEPS, data, words, box)
    _style_date_axis(chart, sheet)
    for name, series in zip(sheet.columns, chart.plots[0].series, strict=True):
        _style_line(series, name, sheet)


def _add_bars(slide: Any, numbers: pd.DataFrame, form: str, words: str, box: Box) -> None:
    """Put a chart of shares or counts on a slide: columns, or bars with names beside them."""
    shares = numbers.min().min() >= 0 and numbers.max().max() <= 1
    data = CategoryChartData(number_format="0.0 %" if shares else "#,##0")
    data.categories = list(numbers.index)
    for name in numbers:
        data.add_series(str(name), [None if pd.isna(cell) else cell for cell in numbers[name]])
    chart = _add_chart(slide, form, data, words, box)
    chart.value_axis.visible = False  # each bar has its number
    chart.value_axis.has_major_gridlines = False
    if form == BARS:
        chart.category_axis.reverse_order = True  # the first row is on top
        chart.category_axis.tick_labels.font.size = Pt(LETTER_SIZE)
    plot = chart.plots[0]
    plot.gap_width = 90
    plot.overlap = -10
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(LETTER_SIZE)
    plot.data_labels.number_format_is_linked = True
    for number, series in enumerate(plot.series):
        _style_bar(series, hollow=number > 0)


def _add_chart(slide: Any, form: str, data: Any, words: str, box: Box) -> Any:
    """Add a chart with what all our native charts share: letters, grid, axes and a legend."""
    frame = slide.shapes.add_chart(CHART_TYPES[form], *box, data)
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)  # alternative text
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(LETTER_SIZE)
    chart.font.color.rgb = rgb(INK)
    chart.has_legend = len(chart.plots[0].series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False

    values = chart.value_axis
    values.minimum_scale = 0
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.number_format = "#,##0"
    values.tick_labels.font.size = Pt(AXIS_SIZE)
    values.major_gridlines.format.line.color.rgb = rgb(PALE)
    values.format.line.fill.background()
    values.major_tick_mark = XL_TICK_MARK.NONE

    names = chart.category_axis
    names.tick_labels.font.size = Pt(AXIS_SIZE)
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(SOFT)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return chart


def _style_date_axis(chart: Any, sheet: Sheet) -> None:
    """Let the axis run in days from a round date, with dates as far apart as the years need."""
    axis = chart.category_axis
    first = sheet.dates[0]
    years = (sheet.dates[-1] - first).days / 365
    date_format, step, unit = next(labels for least, *labels in DATE_AXES if years >= least)
    axis.tick_labels.number_format = date_format
    axis.tick_labels.number_format_is_linked = False
    # Labels are counted from the start of the axis: from July they would say 2021 in July.
    round_date = first.to_period("Y" if unit == "years" else "M").start_time
    axis.minimum_scale = (round_date - DAY_ZERO).days
    base = axis._element.find("{*}baseTimeUnit")  # python-pptx cannot set the units
    for name, value in (("majorTimeUnit", unit), ("majorUnit", str(step))):
        base.addnext(base.makeelement(base.tag.replace("baseTimeUnit", name), {"val": value}))


def _style_line(series: Any, name: str, sheet: Sheet) -> None:
    """Draw a line: counted dark, announced dashed in the accent, other sources as marks only."""
    announced = ANNOUNCED in name.casefold()
    marks_only = name.startswith(OTHER_SOURCES)
    color = rgb(ACCENT if announced else INK)
    series.smooth = False
    series.format.line.width = Pt(2.5)
    series.format.line.color.rgb = color
    if announced:
        series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    if marks_only:
        _style_marks(series, color, announced=announced)
    else:
        series.marker.style = XL_MARKER_STYLE.NONE
    for row in sheet.labeled[name]:
        label = series.points[row].data_label
        if marks_only:
            label.position = _beside_mark(row, announced=announced)
        else:
            label.position = _beside_line(row, len(sheet.dates), announced=announced)
        label.font.size = Pt(LETTER_SIZE)
        label.font.color.rgb = color
        _show_number_only(label)


def _style_marks(series: Any, color: Any, *, announced: bool) -> None:
    """Draw full marks and no line between them."""
    mark = series.marker
    mark.style = XL_MARKER_STYLE.TRIANGLE if announced else XL_MARKER_STYLE.DIAMOND
    mark.size = 9
    mark.format.fill.solid()
    mark.format.fill.fore_color.rgb = color
    series.format.line.fill.background()


def _beside_mark(row: int, *, announced: bool) -> Any:
    """Return where the number of a mark goes, away from the edge and from the line."""
    if row == 0:
        return XL_LABEL_POSITION.RIGHT
    return XL_LABEL_POSITION.ABOVE if announced else XL_LABEL_POSITION.LEFT


def _beside_line(row: int, rows: int, *, announced: bool) -> Any:
    """Return where the number of a level goes: above it, but below the last announced one."""
    last = row > rows - 3
    if announced and last and rows < LONG_AXIS:
        return XL_LABEL_POSITION.BELOW
    return XL_LABEL_POSITION.ABOVE


def _show_number_only(label: Any) -> None:
    """Let a label show its number and nothing else; python-pptx cannot set these."""
    for name, value in (("showLegendKey", "0"), ("showVal", "1"), ("showCatName", "0")):
        label._dLbl.find(f"{{*}}{name}").set("val", value)


def _style_bar(series: Any, *, hollow: bool) -> None:
    """Fill the bars of a series, or leave them hollow with an edge in the accent."""
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb("#ffffff" if hollow else SOFT)
    series.format.line.color.rgb = rgb(ACCENT if hollow else SOFT)
    series.format.line.width = Pt(2)
