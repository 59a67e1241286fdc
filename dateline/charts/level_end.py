"""The end of a story on a taller scale, where it is too small to be seen beside the whole."""

import math
from typing import Any

import pandas as pd

from dateline.charts.chart import each
from dateline.charts.level_canvas import Canvas, canvas_for, draw_axis, draw_levels
from dateline.charts.level_marks import block, say_beside
from dateline.charts.level_rows import (
    amount,
    change,
    since_when,
)
from dateline.charts.level_words import on_date
from dateline.charts.page import Box
from dateline.charts.runs import Words, heavy
from dateline.charts.type import ACCENT, INK, SOFT

HIGH_ON_PHONE = 140  # points that levels take there
BESIDE = 0.32  # of the page: an end as wide as this is drawn again above itself


def _last_tall(rows: pd.DataFrame, end: pd.DataFrame) -> Any:
    """Return until when the line was higher than its end."""
    main = rows[rows["main"]]
    tall = main.index[main["value"] > end["value"].max()][-1]
    after = main.loc[tall + 1 :]
    return after["at"].iloc[0]


def canvas_of_end(
    whole: Canvas, rows: pd.DataFrame, end: pd.DataFrame, *, above_itself: bool
) -> Canvas:
    """Add axes for the end, so many times as tall as the whole, and say how many."""
    page, letter = whole.page, whole.page.sizes["label"]
    start, _ = whole.at(end["at"].iloc[0], 0)
    _, tip = whole.at(end["at"].iloc[0], end["value"].max())
    if page.phone:
        top = whole.panel.foot + 3 * page.sizes["axis"]
        box = Box(page.left, top, page.right, top + 3.2 * letter + HIGH_ON_PHONE)
    elif above_itself:
        left = max(start - 6 * letter, whole.at(_last_tall(rows, end), 0)[0] + 3 * letter)
        left = min(left, start - letter)
        box = Box(left, page.top + letter, page.right, tip - 5.7 * letter)
    else:
        left = whole.panel.right + 2 * letter
        box = Box(left, page.top + letter, page.right, whole.panel.foot)
    inner = box._replace(top=box.top + 3.2 * letter)
    scale = whole.panel.height / whole.high  # points for one more
    factor = math.floor((inner.foot - inner.top) / (scale * 1.08 * end["value"].max()))
    high = (inner.foot - inner.top) / (scale * factor)
    again = canvas_for(page, end, inner, "linear", high=high)
    words = f"{since_when(end).capitalize()}, on a scale {factor} times as tall"
    foot = page.text(box.left, box.top, heavy(words), room=box.right - box.left, bare=True)
    taken = Box(box.left - letter, box.top, box.right, foot)
    again.taken.append(taken)
    if above_itself:
        foot = inner.foot + 2.1 * page.sizes["axis"]
        whole.taken.append(Box(box.left - 0.5 * letter, box.top, box.right, foot))
    return again


def draw_end(whole: Canvas, again: Canvas, end: pd.DataFrame, *, named: bool) -> None:
    """Draw the end on its own scale, mark it in the whole, and say how it changed last."""
    draw_axis(again, str(end["unit"].iloc[0]), until=again.panel.right)
    draw_levels(again, end)
    page = whole.page
    (first, tip), (last, _) = (
        whole.at(day, end["value"].max()) for day in (end["at"].iloc[0], end["end"].iloc[-1])
    )
    y = tip - 0.5 * page.sizes["label"]
    page.line([first - 2, first - 2, last + 2, last + 2], [y + 4, y, y, y + 4], SOFT)
    whole.taken.append(Box(first - 3, y - 2, last + 3, tip))
    if named:
        _last_change(again, end)


def _last_change(canvas: Canvas, end: pd.DataFrame) -> None:
    """Say how much the last level is above or below the one before, and what it is."""
    before, after = each(end.iloc[-2:])
    color = INK if after.firm else ACCENT
    if before.part == after.part and before.value != after.value:
        difference, share = change(before, after)
        middle = canvas.at(after.at, (before.value + after.value) / 2)
        block(canvas, middle, [(heavy(difference), "big"), (heavy(share), "label")], color)
    words: Words = [heavy(amount(after)), f"\n{on_date(after)}"]
    say_beside(canvas, after, words, "left", color)
