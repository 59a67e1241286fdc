"""How long the kernel takes to answer a control, to build an explorer, to show a first chart."""

import time

import by_hand
import nbformat
import pandas as pd
from nbclient import NotebookClient

from dateline import Case, charts, explorers

READ = """import time
from dateline import cards, charts, explorers, load_case
began = time.perf_counter()
case = load_case("baghdad-embassy-2020").until_publication()
print(time.perf_counter() - began)
troops = case.levels[case.levels["series"] == "US troops in Iraq"]"""
CHART = """default = troops[troops["in_default"]]
charts.levels(default, source=cards.source_line(default, case.sources))"""
READ_BY_HAND = """import matplotlib.pyplot as plt, pandas as pd
from ipywidgets import interact
levels = pd.read_csv("../data/baghdad-embassy-2020/levels.csv", parse_dates=["date"])
troops = levels[(levels["series"] == "US troops in Iraq") & levels["in_default"]]"""
CHART_BY_HAND = """plt.figure(figsize=(10, 5.625))
plt.step(troops["date"], troops["value"], where="post")
plt.scatter(troops["date"], troops["value"])
plt.show()"""


def shares(case: Case, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds that each choice of a level took, ours and by hand, in turn."""
    troops = case.levels[case.levels["series"] == "US troops in Iraq"]
    late = troops[troops["date"] >= "2019"].sort_values("date")
    words = case.framing[case.framing["kind"] == "size"]
    ours = explorers.share_explorer(late, words, case.sources).menus[0]
    theirs = by_hand.shares(late).children[0]
    taken: dict[object, list[float]] = {ours: [], theirs: []}
    for turn in range(2 * rounds + 2):
        menu = (ours, theirs)[turn % 2]
        began = time.perf_counter()
        menu.index = (menu.index + 1) % len(menu.options)
        taken[menu].append(time.perf_counter() - began)
    return taken[ours][1:], taken[theirs][1:]  # the first of each warms up


def level_explorer(case: Case, dates: int, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds to build an explorer of so many dates, and to draw its chart alone."""
    rows = case.levels[case.levels["series"] == "US troops in Iraq"]
    copies = -(-dates // len(rows))
    levels = pd.concat([rows] * copies, ignore_index=True).head(dates)
    days = pd.date_range("2003-03-01", "2020-10-08", periods=dates).floor("D")
    levels = levels.assign(date=days, precision="day", in_default=True)
    building: list[float] = []
    drawing: list[float] = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        explorers.level_explorer(levels, case.sources)
        between = time.perf_counter()
        chart = charts.levels(levels, source="", labels=False)
        for medium in ("screen", "phone"):
            chart.address(medium)
        building.append(between - began)
        drawing.append(time.perf_counter() - between)
    return building[1:], drawing[1:]  # the first of each warms up


def first_chart(folder: str, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Return the seconds from the start of a kernel to its first chart, ours and by hand.

    The third list is how much of ours was reading and checking the whole case.
    """
    taken: tuple[list[float], list[float]] = [], []
    checking: list[float] = []
    for turn in range(2 * rounds + 2):
        cells = [(READ, CHART), (READ_BY_HAND, CHART_BY_HAND)][turn % 2]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
        client = NotebookClient(
            notebook,
            timeout=120,
            resources={"metadata": {"path": folder}},
            extra_arguments=["--Application.log_level=40"],  # its errors, not its remarks
        )
        began = time.perf_counter()
        client.execute()
        taken[turn % 2].append(time.perf_counter() - began)
        if turn % 2 == 0:
            checking.append(float(notebook.cells[0].outputs[0]["text"]))
    return taken[0][1:], taken[1][1:], checking[1:]
