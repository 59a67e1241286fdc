"""Baselines: the same charts as a pupil makes them with the manuals of matplotlib and ipywidgets.

Plain and not slowed down. The timeline draws what ``charts.timeline`` draws: lanes by category, a
mark for each event by its certainty, how long it lasted, and its name beside it.
"""

import io
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from ipywidgets import Dropdown, Image, IntSlider, SelectionSlider, Text, VBox, interact

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


def levels(rows, upto=None):
    """Draw levels as steps, up to a row; ``rows`` is sorted, with dates as datetimes."""
    shown = rows if upto is None else rows.iloc[: upto + 1]
    fig, ax = plt.subplots(figsize=(10, 5.625))
    ax.step(shown["date"], shown["value"], where="post", color="dimgrey")
    ax.plot(shown["date"], shown["value"], "o", color="black", markersize=4)
    ax.set(ylim=(0, rows["value"].max() * 1.1), xlim=(rows["date"].min(), rows["date"].max()))
    ax.set_title(f"{shown['value'].iloc[-1]:,} on {shown['date'].iloc[-1]:%d %B %Y}")
    return fig


def by_date(rows):
    """Show the levels date by date behind a slider, as the manual of ``interact`` does."""

    def draw(upto):
        levels(rows, upto)
        plt.show()

    interact(draw, upto=IntSlider(min=0, max=len(rows) - 1, value=len(rows) - 1))


def shares(rows):
    """Compare two levels as bars: two menus and one figure that is used again, as a PNG."""
    fig, ax = plt.subplots(figsize=(10, 5.625))
    bars = ax.bar(["before", "after"], [0, 0])
    ax.set_ylim(0, rows["value"].max() * 1.1)
    plt.close(fig)
    options = [(f"{row.date:%d %B %Y}: {row.value:,}", row.value) for row in rows.itertuples()]
    first, last, picture = Dropdown(options=options), Dropdown(options=options), Image()

    def draw(change=None):
        for bar, value in zip(bars, (first.value, last.value), strict=True):
            bar.set_height(value)
        ax.set_title(f"{100 * (first.value - last.value) / first.value:.1f} %")
        file = io.BytesIO()
        fig.savefig(file, format="png")
        picture.value = file.getvalue()

    for menu in (first, last):
        menu.observe(draw, names="value")
    draw()
    return VBox([first, last, picture])


def by_search(quotes):
    """Filter a table by a menu and a text box, as the manual of ``interact`` does."""

    def draw(side, words):
        shown = quotes
        if side != "All":
            shown = shown[shown["side"] == side]
        if words:
            shown = shown[shown["text"].str.contains(words, case=False, regex=False, na=False)]
        display(shown)

    sides = Dropdown(options=["All", *quotes["side"].unique()])
    interact(draw, side=sides, words=Text(""))


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read all tables of a folder, as they are: no cell is looked at."""
    return {file.stem: pd.read_csv(file) for file in sorted(folder.glob("*.csv"))}


def export(makers, folder):
    """Save charts for slides: each figure made anew for each format, in tight boxes."""
    for name, make in makers.items():
        for kind in ("png", "svg", "pdf"):
            fig = make()
            fig.tight_layout()
            fig.savefig(folder / f"{name}.{kind}", dpi=200, bbox_inches="tight")
            plt.close(fig)
