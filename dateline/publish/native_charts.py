"""Native charts: the numbers of a chart as one that PowerPoint draws and a teacher can edit.

They say no more than the picture: a number that its source limits, such as "fewer than 3,000", has
the limit in its label, and what was only announced is hollow or dashed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import (  # type: ignore[attr-defined]
    CategoryWorkbookWriter,
    Workbook,
)
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
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
    small_end,
    step_sheet,
)
from dateline.publish.slide_master import EDGE, FONT, SMALLEST_SIZE, describe, rgb
from dateline.words import clean

CHART_TYPES = {
    STEPS: XL_CHART_TYPE.LINE_MARKERS,
    COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
}
LETTER_SIZE = 16  # points
LINE_WIDTH = 2.5
RIM = 2.25  # of a bar that was only announced
WHOLE_BESIDE_END = 0.5  # of the width, where the end is drawn again on a taller scale
HIGH_ENOUGH = 0.15  # of the highest level: below such a one there is room for words
MANY_BARS = 12  # the names of more bars are set smaller
GAP = 40  # percent of a bar, from bar to bar
WHOLE, DECIMAL, SHARE = "#,##0", "#,##0.0", "0.0 %"  # how an office program writes numbers
DATE_AXES = [  # years that an axis spans at least, then how its dates are written and how far apart
    (7, "yyyy", 2, "years"),
    (2.5, "yyyy", 1, "years"),
    (1, "mmm yyyy", 4, "months"),
    (0.5, "mmm yyyy", 2, "months"),
    (0, "mmm yyyy", 1, "months"),
]
DAY_ZERO = pd.Timestamp("1899-12-30")  # a spreadsheet counts days from here
TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

Box = tuple[Any, Any, Any, Any]  # left, top, width and height on a slide


class _SheetWriter(CategoryWorkbookWriter):
    """Writes the sheet behind a chart; a name such as "=A1" stays text and is no formula."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(xlsx_file, TEXT_ONLY)
        yield workbook, workbook.add_worksheet()
        workbook.close()


class _ChartData(CategoryChartData):
    """The data of a chart, whose sheet has no formulas."""

    @property
    def _workbook_writer(self) -> _SheetWriter:
        return _SheetWriter(self)  # type: ignore[no-untyped-call]


def _chart_data(number_format: str) -> Any:
    return _ChartData(number_format=number_format)  # type: ignore[no-untyped-call]


def add_native_chart(slide: Any, numbers: pd.DataFrame, words: str, box: Box) -> None:
    """Put a native chart on a slide.

    Args:
        slide: A slide of python-pptx.
        numbers: The numbers of a Chart.
        words: The alternative text.
        box: Left, top, width and height on the slide.
    """
    form = chart_form(numbers)
    numbers = _complete(numbers, form)
    if form != STEPS:
        _add_bars(slide, numbers, form, words, box)
        return
    end = small_end(numbers)
    if end.empty:
        _add_steps(slide, numbers, words, box)
        return
    left, top, width, height = box
    half = int(width * WHOLE_BESIDE_END)
    beside = left + half + Pt(EDGE)
    _add_steps(slide, numbers, words, (left, top, half, height), highest_only=True)
    _add_steps(slide, end, words, (beside, top, width - half - Pt(EDGE), height))


def lead(numbers: pd.DataFrame) -> str:
    """Return the line below the title of a native chart: what is counted, and the key."""
    form = chart_form(numbers)
    numbers = _complete(numbers, form)
    what = ", ".join(numbers["series"].unique()) if form == STEPS else str(numbers.columns[0])
    said = f"{what[:1].upper()}{what[1:]}."
    if not numbers["firm"].all():
        said += " Dashed: announced, not counted."
    if numbers["accent"].any():
        said += " Orange: the article."
    if form == STEPS:
        end = small_end(numbers)
        if len(end):
            said += f" At the right: since {end.index[0].year}, on a taller scale."
        if numbers.loc[numbers["part"] > 0, "part"].nunique() > 1:
            said += " No line: counted another way, or not known."
    return said


def _complete(numbers: pd.DataFrame, form: str) -> pd.DataFrame:
    """Return the numbers with every column; those of a reader's own chart may lack some."""
    value = "value" if form == STEPS else numbers.columns[0]
    numbers = numbers.rename(columns={value: str(value)})
    if "label" not in numbers:
        numbers["label"] = [_written(cell, _format(numbers[value])) for cell in numbers[value]]
    for name, usual in (("firm", True), ("accent", False)):
        if name not in numbers:
            numbers[name] = usual
    return numbers


def _format(values: pd.Series) -> str:
    """Return how an office program writes some numbers; parts of 1 are written in per cent."""
    values = values.dropna().astype(float)
    if (values % 1 == 0).all():
        return WHOLE
    return SHARE if values.between(0, 1).all() else DECIMAL


def _written(value: float, number_format: str) -> str:
    """Return a number as an office program writes it."""
    if number_format == SHARE:
        return f"{100 * value:.1f} %"
    return f"{value:,.0f}" if number_format == WHOLE else f"{value:,.1f}"


def _add_steps(
    slide: Any, numbers: pd.DataFrame, words: str, box: Box, *, highest_only: bool = False
) -> None:
    """Put a chart of levels on a slide: lines on a date axis."""
    number_format = _format(numbers["value"])
    sheet = step_sheet(numbers, highest_only=highest_only)
    data = _chart_data(number_format)
    data.categories = [day.date() for day in sheet.dates]
    for name, cells in sheet.columns.items():
        data.add_series(clean(name), cells)
    chart = _add_chart(slide, STEPS, data, words, box)
    _style_date_axis(chart, sheet)
    for name, series in zip(sheet.columns, chart.plots[0].series, strict=True):
        _style_line(series, name)
        _label_line(series, name, sheet, number_format)


def _add_bars(slide: Any, numbers: pd.DataFrame, form: str, words: str, box: Box) -> None:
    """Put a chart of shares or counts on a slide: columns, or bars with names beside them."""
    what = str(numbers.columns[0])
    number_format = _format(numbers[what])
    data = _chart_data(number_format)
    data.categories = [clean(str(name)) for name in numbers.index]
    data.add_series(clean(what), [None if pd.isna(cell) else cell for cell in numbers[what]])
    chart = _add_chart(slide, form, data, words, box)
    if form == BARS:
        chart.category_axis.reverse_order = True  # the first row is on top
    plot = chart.plots[0]
    plot.gap_width = GAP
    (series,) = plot.series
    series.data_labels.show_value = True
    series.data_labels.number_format_is_linked = True
    series.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    series.data_labels.font.size = Pt(LETTER_SIZE)
    _name_every_bar(chart.category_axis)
    if len(numbers) > MANY_BARS and form == BARS:
        chart.category_axis.tick_labels.font.size = Pt(SMALLEST_SIZE)
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(SOFT)
    series.invert_if_negative = False
    for number, row in enumerate(numbers.to_dict("records")):
        point = series.points[number]
        if not row["firm"]:
            _style_announced(point)
        elif row["accent"]:
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = rgb(ACCENT)
        if pd.notna(row[what]) and row["label"] != _written(row[what], number_format):
            _write_label(point.data_label, row["label"], ACCENT if not row["firm"] else INK)
            point.data_label.position = XL_LABEL_POSITION.OUTSIDE_END


def _name_every_bar(axis: Any) -> None:
    """Leave out no name where there are many; python-pptx cannot set this."""
    offset = axis._element.find("{*}lblOffset")
    offset.addnext(offset.makeelement(offset.tag.replace("lblOffset", "tickLblSkip"), {"val": "1"}))


def _style_announced(point: Any) -> None:
    """Leave a bar hollow, with a dashed rim: nobody counted it."""
    point.format.fill.background()
    point.format.line.color.rgb = rgb(ACCENT)
    point.format.line.width = Pt(RIM)
    point.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH


def _add_chart(slide: Any, form: str, data: Any, words: str, box: Box) -> Any:
    """Add a chart with what all our native charts share: letters, lines and axes."""
    frame = slide.shapes.add_chart(CHART_TYPES[form], *box, data)
    frame.name = "Chart"
    describe(frame._element.nvGraphicFramePr.cNvPr, words)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = Pt(LETTER_SIZE)
    chart.font.name = FONT
    chart.font.color.rgb = rgb(INK)

    values = chart.value_axis
    values.visible = False  # each mark that is meant says its number
    values.has_major_gridlines = False
    numbers = [cell for series in data for cell in series.values if cell is not None]
    if min(numbers, default=0) >= 0:
        values.minimum_scale = 0

    names = chart.category_axis
    names.tick_labels.font.size = Pt(LETTER_SIZE)
    names.has_major_gridlines = False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(PALE if form == BARS else SOFT)
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
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    # Labels are counted from the start of the axis: from July they would say 2021 in July.
    round_date = first.to_period("Y" if unit == "years" else "M").start_time
    axis.minimum_scale = (round_date - DAY_ZERO).days
    base = axis._element.find("{*}baseTimeUnit")  # python-pptx cannot set the units
    for name, value in (("majorTimeUnit", unit), ("majorUnit", str(step))):
        base.addnext(base.makeelement(base.tag.replace("baseTimeUnit", name), {"val": value}))


def _style_line(series: Any, name: str) -> None:
    """Draw a line: counted soft, announced dashed in the accent, other sources as marks only."""
    announced = ANNOUNCED in name.casefold()
    color = rgb(ACCENT if announced else SOFT)
    series.smooth = False
    series.format.line.width = Pt(LINE_WIDTH)
    series.format.line.color.rgb = color
    if announced:
        series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    if name.startswith(OTHER_SOURCES):
        series.marker.style = XL_MARKER_STYLE.DIAMOND
        series.marker.size = 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = color
        series.format.line.fill.background()
    else:
        series.marker.style = XL_MARKER_STYLE.NONE


def _label_line(series: Any, name: str, sheet: Sheet, number_format: str) -> None:
    """Say the numbers of a line; the last one also says which line it is."""
    announced = ANNOUNCED in name.casefold()
    several = sum(ANNOUNCED not in column.casefold() for column in sheet.columns) > 1
    labels = sheet.labels[name]
    for row, words in labels.items():
        last = row == max(labels)
        value = sheet.columns[name][row]
        color = ACCENT if announced else INK
        label = series.points[row].data_label
        if last and (announced or several):
            line = name.removesuffix(f", {ANNOUNCED}") if several else ""
            said = ["announced"] if announced else []
            _write_label(label, " ".join([words, *filter(None, [line]), *said]), color)
        elif words == _written(value or 0, number_format):
            label.font.size = Pt(LETTER_SIZE)
            label.font.color.rgb = rgb(color)
            _show_number_only(label)
        else:
            _write_label(label, words, color)
        label.position = _beside(sheet, name, row)


def _beside(sheet: Sheet, name: str, row: int) -> Any:
    """Return where words go: above their level, but away from an upright line down to it."""
    levels = sheet.columns[name]
    if row == 0:
        return XL_LABEL_POSITION.RIGHT
    if ANNOUNCED not in name.casefold():
        return XL_LABEL_POSITION.ABOVE
    if row > len(levels) - 4:
        return XL_LABEL_POSITION.LEFT
    highest = max(level for column in sheet.columns.values() for level in column if level)
    before = max(level or 0 for level in levels[max(row - 3, 0) : row + 1])
    falls = before > (levels[row] or 0) > HIGH_ENOUGH * highest
    return XL_LABEL_POSITION.BELOW if falls else XL_LABEL_POSITION.ABOVE


def _write_label(label: Any, words: str, color: str) -> None:
    """Write words at a point of a chart: a number with its limit, or with the name of its line."""
    run = label.text_frame.paragraphs[0].add_run()
    run.text = clean(words)
    run.font.size = Pt(LETTER_SIZE)
    run.font.color.rgb = rgb(color)
    _show_number_only(label)


def _show_number_only(label: Any) -> None:
    """Let a label show its number and nothing else; python-pptx cannot set these."""
    for name, value in (("showLegendKey", "0"), ("showVal", "1"), ("showCatName", "0")):
        label._dLbl.find(f"{{*}}{name}").set("val", value)
