"""Baselines: the same timeline as a pupil makes it with the manuals of matplotlib and ipywidgets.

Plain and not slowed down. The timeline draws what ``charts.timeline`` draws: lanes by category, a
mark for each event by its certainty, how long it lasted, and its name beside it.
"""

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from ipywidgets import SelectionSlider, interact

SHAPES = {"confirmed": "o", "reported": "D", "contested": "o"}


def timeline(events, named=True, title=""):
    """Draw the events one by one; ``events`` is a case's table, with dates as datetimes."""
    lanes = list(events["category"].value_counts().index)
    fig, ax = plt.subplots(figsize=(10, 5.625))
    for number, event in enumerate(events.itertuples()):
        height = lanes.index(event.category) + number % 4 * 0.22
        colour = "tab:orange" if event.in_article else "dimgrey"
        if event.end_date > event.date:
            ax.plot([event.date, event.end_date], [height, height], color=colour)
        filled = "none" if event.certainty == "contested" else "full"
        shape = SHAPES[event.certainty]
        ax.plot(event.date, height, shape, color=colour, fillstyle=filled, markersize=5)
        if named:
            ax.annotate(
                event.title,
                (event.date, height),
                xytext=(5, -3),
                textcoords="offset points",
                fontsize=7,
            )
    ax.set_yticks(range(len(lanes)), lanes)
    ax.set_title(title or f"{len(events)} events")
    return fig


def by_month(events):
    """Show the timeline month by month behind a slider, as the manual of ``interact`` does."""
    months = events["date"].dt.to_period("M")

    def draw(month):
        happened = months <= month
        timeline(
            events[happened],
            named=False,
            title=f"By the end of {month:%B %Y}, {happened.sum()} of {len(events)} events",
        )
        plt.xlim(events["date"].min(), events["date"].max())
        plt.show()

    options = [(f"{month:%Y %B}", month) for month in sorted(months.unique())]
    interact(draw, month=SelectionSlider(options=options))


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read all tables of a folder, as they are: no cell is looked at."""
    return {file.stem: pd.read_csv(file) for file in sorted(folder.glob("*.csv"))}
