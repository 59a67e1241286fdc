"""The drawing of a timeline from its plan: frame, marks, names and key, no mark by itself."""

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dateline.charts import time_axis
from dateline.charts.lanes import GAP, LINE, Plan
from dateline.charts.look import ACCENT, INK, PALE, SOFT, TINT, width, wrap

FORMS = {"confirmed": "o", "reported": "D", "contested": "o"}  # contested is hollow besides
SAYS = {
    "confirmed": "confirmed",
    "reported": "reported only",
    "contested": "a fact disputed",
}


def frame(ax: Axes, drawn: Plan, along: list[time_axis.Part]) -> None:
    """Draw title, time axis and lanes."""
    wide, tall = drawn.size
    high = drawn.depth * drawn.step
    bottom = tall - drawn.top - high
    ax.set_position((drawn.left / wide, bottom / tall, drawn.room / wide, high / tall))
    time_axis.stretch(ax, along)
    ax.set_ylim(drawn.depth, 0)
    ax.spines[:].set_visible(False)
    _time(ax, drawn, along)
    _lanes(ax, drawn)
    up = tall - drawn.font * 0.4
    for line, size in drawn.heading:
        weight, colour = ("bold", INK) if size > drawn.font else ("normal", SOFT)
        at = drawn.font * 0.5 / wide, up / tall
        ax.figure.text(*at, line, size=size, va="top", gid="words", weight=weight, color=colour)
        up -= size * LINE


def _time(ax: Axes, drawn: Plan, along: list[time_axis.Part]) -> None:
    """Name round dates above the lanes, shade what is enlarged, dot the end of what is short."""
    for part in along:
        if part.kind == "enlarged":
            ax.axvspan(date2num(part.start), date2num(part.end), color=TINT, lw=0, zorder=-3)
        if part.kind == "shortened":
            ax.axvline(date2num(part.end), color=SOFT, lw=0.9, ls=":", zorder=-1)
    size = plt.rcParams["xtick.labelsize"]
    named = time_axis.ticks(along, drawn.room, lambda name: width(name, size))
    ax.set_xticks([date2num(day) for day, _ in named], [name for _, name in named])
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, length=0, pad=drawn.font * 0.3)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, lw=0.7, zorder=-2)


def _lanes(ax: Axes, drawn: Plan) -> None:
    """Rule off the lanes and name them: beside their first row, on a phone above it."""
    above = min(first for first, _ in drawn.lanes.values())
    across = ax.get_yaxis_transform()  # x in shares of the axis, y in rows
    left, right = -drawn.left / drawn.room, 1 + drawn.font / drawn.room
    edges = [[(left, first - above), (right, first - above)] for first, _ in drawn.lanes.values()]
    rules = LineCollection(edges, colors=PALE, lw=0.8, transform=across, clip_on=False, zorder=-1)
    ax.add_collection(rules, autolim=False)
    box: dict[str, Any] | None = {"fc": "white", "ec": "none", "pad": 0.5} if above else None
    ax.set_yticks([])
    for lane, (first, _) in drawn.lanes.items():
        at = left + 0.5 * drawn.font / drawn.room, first - above + 0.5
        ax.text(
            *at, drawn.names[lane], size=drawn.name_size, weight="bold", va="center", bbox=box,
            transform=across,
        )  # fmt: skip


def marks(ax: Axes, at: pd.DataFrame, rows: pd.DataFrame, font: float) -> None:
    """Draw all marks of one form and colour at once, and how long they lasted."""
    own = rows.loc[at["event"]].reset_index(drop=True)
    told, certainty = own["in_article"].astype(bool), own["certainty"]
    x, y = pd.Series(date2num(at["x"])), at["row"] + 0.5
    start, end = date2num(at["start"]), date2num(at["end"])
    for mine, colour in ((told, ACCENT), (~told, SOFT)):
        bars = [[(a, b), (c, b)] for a, b, c in zip(start[mine], y[mine], end[mine], strict=True)]
        ax.add_collection(
            LineCollection(bars, colors=colour, linewidths=font * 0.22), autolim=False
        )
        for kind in certainty.unique():
            these = mine & (certainty == kind)
            face = "white" if kind == "contested" else colour
            size = font * (5.2 if colour == ACCENT else 3.0)
            ax.scatter(
                x[these], y[these], s=size, fc=face, ec=colour, lw=font * 0.13,
                marker=FORMS.get(kind, "o"), zorder=3, clip_on=False,
            )  # fmt: skip
    ends = (own["precision"] != "day").to_numpy()
    at_both = [*start[ends], *end[ends]], [*y[ends], *y[ends]]
    ax.scatter(*at_both, marker="|", s=font * 6, color=SOFT, lw=1.2)


def names(ax: Axes, drawn: Plan) -> None:
    """Print the names that found a place; dates and rows become points only here."""
    named = drawn.spots[(drawn.spots["side"] != "") & (drawn.spots["text"] != "")]
    spots: list[Any] = list(named.itertuples())
    for spot in spots:
        right = spot.side == "right"
        ax.annotate(
            spot.text,
            (date2num(max(spot.end, spot.x) if right else min(spot.start, spot.x)), spot.row + 0.5),
            xytext=(drawn.font * (GAP if right else -GAP), 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center_baseline",
            size=drawn.font,
            color=ACCENT if spot.told else INK,
            gid="words",
            annotation_clip=False,
        )


def foot(fig: Figure, rows: pd.DataFrame, drawn: Plan, burnt: str) -> None:
    """Say below the lanes what each form of mark means, and on a slide the source."""
    wide, tall = drawn.size
    lines = wrap(burnt, wide - drawn.font, drawn.font)
    heights = [drawn.font * (0.6 + LINE * up) / tall for up in range(len(lines) + 1)]
    key = _key(rows, drawn.font)
    fig.legend(
        handles=key,
        loc="lower left",
        bbox_to_anchor=(0, heights[-1] if burnt else 0.2 * drawn.font / tall),
        ncols=2 if wide < 400 else len(key),
        frameon=False,
        fontsize=drawn.font,
        handletextpad=0.2,
        columnspacing=0.9,
        borderpad=0.2,
        labelcolor=SOFT,
    )
    for line, up in zip(reversed(lines), heights, strict=False):
        fig.text(drawn.font * 0.5 / wide, up, line, size=drawn.font, color=SOFT, gid="words")


def _key(rows: pd.DataFrame, font: float) -> list[Line2D]:
    """Return a sample of each form of mark that these rows need, with what it means."""
    by_day = rows["precision"] == "day"
    lasted = "end_date" in rows and (by_day & rows["end_date"].notna()).any()
    key = [Line2D([], [], color=ACCENT, marker="o", ls="", ms=font * 0.75, label="in the article")]
    key = key if rows["in_article"].any() else []
    for kind in FORMS:
        if (rows["certainty"] == kind).any():
            mark = Line2D([], [], color=SOFT, marker=FORMS[kind], ls="", ms=font * 0.55)
            mark.set(mfc="white" if kind == "contested" else SOFT, label=SAYS[kind])
            key.append(mark)
    if lasted:
        key.append(Line2D([], [], color=SOFT, lw=font * 0.22, label="how long"))
    if not by_day.all():
        key.append(Line2D([], [], color=SOFT, marker="|", ms=font * 0.8, label="day not known"))
    return key
