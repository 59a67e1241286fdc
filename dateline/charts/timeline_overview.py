"""The overview of a timeline that has parts: all its events, and how many each part holds."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import axes
from dateline.charts.chart import Chart, each
from dateline.charts.page import LINE, Box, Page, Panel, free
from dateline.charts.runs import Run, accent, heavy, soft
from dateline.charts.timeline_list import draw_list
from dateline.charts.timeline_stairs import LEAST, TALLEST, draw_mark, draw_marks
from dateline.charts.timeline_words import Section, key_in_words, some_in_article, when
from dateline.charts.type import ACCENT, PALE, TINT
from dateline.words import count


def overview(
    chart: Chart, rows: pd.DataFrame, sections: list[Section], parts: tuple[Chart, ...], note: str
) -> Chart:
    """Return the chart of all events, which says what each of its parts holds."""

    def draw(medium: str) -> Figure:
        page = Page(
            medium, title=chart.title, lead=key_in_words(rows), note=note, source=chart.source
        )
        if page.phone:
            return page.finish(draw_list(page, rows, page.top + 0.7 * page.sizes["row"]))
        panel = draw_marks(page, rows)
        _contents(page, panel, rows, sections)
        return page.finish()

    return replace(chart, draw=draw, parts=parts)


def _contents(page: Page, panel: Panel, rows: pd.DataFrame, sections: list[Section]) -> None:
    """Name the events of the article beside the stairs, and say how many events each part holds."""
    taken = [_around(panel, row) for row in each(rows)]
    _name_article(page, panel, rows, taken)
    for number, section in enumerate(sections):
        first, last = section.rows.index[0], section.rows.index[-1]
        (_, top), (_, foot) = panel.at(0, first), panel.at(0, last + 1)
        if number % 2 == 0:
            page.block(page.left, top, page.room, foot - top, TINT, order=0.3)
        _say_part(page, section, (top, foot), taken)


def _around(panel: Panel, row: Any) -> Box:
    """Return the place that the mark of an event takes."""
    x, y = panel.at(row.at, row.Index + 0.5)
    end, _ = panel.at(row.until)
    return Box(x - 7, y - 5, end + 7, y + 5)


def _name_article(page: Page, panel: Panel, rows: pd.DataFrame, taken: list[Box]) -> None:
    """Name the events of the article left of the stairs, as far apart as their letters need."""
    letter = page.sizes["row"]
    events = [row for row in each(rows) if row.in_article]
    if not some_in_article(rows) or len(events) * LEAST > panel.height:
        return
    heights = _apart([panel.at(0, row.Index + 0.5)[1] for row in events], LEAST, panel)
    marks = list(taken)
    for row, y in zip(events, heights, strict=True):
        x, mark = panel.at(row.at, row.Index + 0.5)
        low, high = max(y, mark) + 9, min(y, mark) - 9
        beside = [box.left for box in marks if box.top < low and box.foot > high]
        right = min(beside) - 24
        wide = page.width(accent(row.title), "row")
        if right - wide < page.left:
            continue
        taken.append(Box(right - wide, y - 0.6 * letter, right, y + 0.5 * letter))
        page.text(right, y - 0.62 * letter, accent(row.title), "row", align="right")
        page.line([right + 4, x - 6], [y, mark], ACCENT, 0.8)


def _apart(heights: list[float], step: float, panel: Panel) -> list[float]:
    """Return heights a step apart at least, and otherwise as near as can be to those given."""
    groups: list[list[float]] = []  # heights, each less the steps above it, that share a mean
    for number, height in enumerate(heights):
        groups.append([height - number * step])
        while len(groups) > 1 and _mean(groups[-2]) > _mean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    most = panel.foot - step * (len(heights) - 0.5)
    means = [min(max(_mean(group), panel.top + step / 2), most) for group in groups for _ in group]
    return [mean + number * step for number, mean in enumerate(means)]


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _say_part(page: Page, section: Section, span: tuple[float, float], taken: list[Box]) -> None:
    """Say in a free place beside the marks of a part how many events it holds."""
    letter = page.sizes["label"]
    high = LINE * letter
    many = count(len(section.rows), "event", "events")
    words: list[str | Run] = [heavy(many), f" {when(section.rows)}"]
    wide, (top, foot) = page.width(words), span
    if foot - top < high:
        return
    for y in ((top + foot - high) / 2, foot - high - 2, top + 2):
        for x in (page.left + 10, page.right - 10 - wide):
            box = Box(x, y, x + wide, y + high)
            if free(box, taken):
                taken.append(box)
                page.text(x, y, words)
                return


def lanes_overview(
    chart: Chart, rows: pd.DataFrame, lanes: Mapping[str, pd.DataFrame], parts: tuple[Chart, ...]
) -> Chart:
    """Return the chart of all events with a row a lane."""

    def draw(medium: str) -> Figure:
        page = Page(medium, title=chart.title, lead=key_in_words(rows), source=chart.source)
        letter = page.sizes["label"]
        beside = 0.0 if page.phone else max(page.width(lane) for lane in lanes) + 3 * letter
        top = page.top + 2.2 * page.sizes["axis"]
        step = 3 * letter if page.phone else min((page.bottom - top) / len(lanes), TALLEST)
        foot = top + step * len(lanes)
        first, last = rows["at"].min(), rows["until"].max()
        spare = 0.02 * max(last - first, 0.1)
        left = page.left + beside + 6
        limits = (first - spare, last + spare)
        panel = page.panel(
            left, top, page.right - 8 - left, foot - top, x=limits, y=(len(lanes), 0)
        )
        axes.date_axis_above(page, panel, foot)
        for number, (lane, group) in enumerate(lanes.items()):
            _, y = panel.at(0, number + 0.5)
            many = soft(f" {len(group)}")
            if page.phone:
                page.text(page.left, y - 1.4 * letter, [lane, many])
                y += 0.8 * letter
            else:
                page.text(page.left, y - 0.62 * letter, [lane, many], bare=True)
            page.line([panel.left, panel.right], [y, y], PALE, order=0.6)
            for row in each(group):
                draw_mark(page, panel.at(row.at)[0], y, row, 0.45 * letter, rows)
        return page.finish(foot)

    return replace(chart, draw=draw, parts=parts)
