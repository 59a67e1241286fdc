"""How long it takes to draw a timeline, as the SVG that a page shows."""

import io
import random
import time
from collections.abc import Mapping, Sequence

import matplotlib

matplotlib.use("agg")

import by_hand
import matplotlib.pyplot as plt
import pandas as pd

from dateline import charts
from dateline.charts import type as letters

KINDS = ["attacks", "diplomacy", "embassy", "press", "statements", "US strikes", "US troops"]
WORDS = "embassy rocket minister talks troops convoy warning base attack meeting".split()
Focus = Sequence[Mapping[str, str]]


def made_up(count: int) -> pd.DataFrame:
    """Return as many events as asked for, the same ones each time, with names as long as ours."""
    chance, days = random.Random(2020), pd.date_range("2019-01-01", "2020-10-08")
    events = pd.DataFrame({"date": chance.choices(days, k=count)})
    events["end_date"] = pd.NaT
    events["precision"] = "day"
    events["title"] = [" ".join(chance.choices(WORDS, k=6)).capitalize() for _ in range(count)]
    events["category"] = chance.choices(KINDS, k=count)
    events["in_article"] = events.index < 13
    events["certainty"] = chance.choices(["confirmed", "reported", "contested"], k=count)
    return events


def ours(events: pd.DataFrame, focus: Focus, named: bool) -> None:
    """Draw the timeline as a page shows it."""
    letters.line_width.cache_clear()  # as if these names were measured for the first time
    chart = charts.timeline(events, source="", focus=focus, labels=named)
    for page in (chart, *chart.parts):
        page.address()


def theirs(events: pd.DataFrame, focus: Focus, named: bool) -> None:
    """Draw the timeline by hand."""
    figure = by_hand.timeline(events, named)
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)


def times(
    events: pd.DataFrame, focus: Focus, *, named: bool, rounds: int
) -> tuple[list[float], list[float]]:
    """Return the seconds that each drawing took, ours and by hand, in turn."""
    taken: dict[object, list[float]] = {ours: [], theirs: []}
    for draw in [ours, theirs] * (rounds + 1):
        began = time.perf_counter()
        draw(events, focus, named)
        taken[draw].append(time.perf_counter() - began)
    return taken[ours][1:], taken[theirs][1:]  # the first of each warms up


def pages(events: pd.DataFrame, focus: Focus) -> str:
    """Say on how many pages every event has its name, where by hand one picture has all."""
    parts = len(charts.timeline(events, source="", focus=focus).parts)
    return f"Dateline with names: all events, then {parts} pages on which no name is on another."
