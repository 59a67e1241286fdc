"""The drawing of a timeline from its plan: axis, lanes, marks, names and key."""

from typing import Any

import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dateline.charts import time_axis
from dateline.charts.page import EDGE, points
from dateline.charts.timeline_layout import GAP, Plan
from dateline.charts.type import ACCENT, INK, PALE, SOFT, TINT, width

FORMS = {"confirmed": "o", "reported": "D", "contested": "o"}  # contested is hollow besides
SAYS = {"confirmed": "confirmed", "reported": "reported only", "contested": "a fact disputed"}


def draw(figure: Figure, ax: Axes, drawn: Plan, along: list[time_axis.Part], note: str) -> None:
    """Draw all of a plan: what stands around the marks, and no mark by itself."""
    page, high = drawn.page, drawn.depth * drawn.step
    page.begin(figure)
    page.end(figure, note)
    below, right = page.tall - drawn.top - high, page.wide - drawn.left - drawn.room
    page.give(ax, drawn.left, drawn.top, right, below)
    time_axis.stretch(ax, along)
    ax.set_ylim(drawn.depth, 0)
    ax.spines[:].set_visible(False)
    _time(ax, drawn, along)
    _lanes(figure, ax, drawn)
    _marks(ax, drawn.spots, page.font)
    _names(ax, drawn)
    _key(figure, drawn)


def _time(ax: Axes, drawn: Plan, along: list[time_axis.Part]) -> None:
    """Name round dates above the lanes, shade what is enlarged, dot the end of what is short."""
    for part in along:
        if part.kind == "enlarged":
            ax.axvspan(date2num(part.start), date2num(part.end), color=TINT, lw=0, zorder=-3)
        if part.kind == "shortened":
            ax.axvline(date2num(part.end), color=SOFT, lw=0.9, ls=":", zorder=-1)
    size = rcParams["xtick.labelsize"]
    named = time_axis.ticks(along, drawn.room, lambda name: width(name, size))
    ax.set_xticks(date2num([day for day, _ in named]), [name for _, name in named])
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, length=0)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, lw=0.7, zorder=-2)


def _lanes(figure: Figure, ax: Axes, drawn: Plan) -> None:
    """Rule off the lanes and name them: beside their first row, on a phone above it."""
    page, here = drawn.page, points(figure)
    ax.set_yticks([])
    for lane, first in drawn.lanes.items():
        y = drawn.top + drawn.step * first
        rule = [(0, y), (page.wide, y)]
        ax.add_collection(
            LineCollection([rule], colors=PALE, lw=0.8, transform=here, clip_on=False, zorder=-1),
            autolim=False,
        )
        ax.text(
            EDGE * page.font,
            y + drawn.step / 2,
            drawn.names[lane],
            weight="bold",
            va="center",
            transform=here,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},
        )


def _marks(ax: Axes, spots: pd.DataFrame, font: float) -> None:
    """Draw all marks of one form and colour at once, and how long they lasted."""
    for told, certainty in sorted(set(zip(spots["told"], spots["certainty"], strict=True))):
        own = spots[(spots["told"] == told) & (spots["certainty"] == certainty)]
        y, colour = own["row"] + 0.5, ACCENT if told else SOFT
        ends = date2num(own["start"]), date2num(own["end"])
        lasted = [[(start, row), (end, row)] for start, end, row in zip(*ends, y, strict=True)]
        ax.add_collection(LineCollection(lasted, colors=colour, lw=font * 0.22), autolim=False)
        ax.scatter(
            date2num(own["x"]),
            y,
            s=font * (5.2 if told else 3.0),
            marker=FORMS.get(certainty, "o"),
            fc="white" if certainty == "contested" else colour,
            ec=colour,
            lw=font * 0.13,
            zorder=3,
            clip_on=False,
        )
    vague = spots[spots["precision"] != "day"]
    for end in ("start", "end"):
        ax.scatter(
            date2num(vague[end]), vague["row"] + 0.5, marker="|", s=font * 6, color=SOFT, lw=1.2
        )


def _names(ax: Axes, drawn: Plan) -> None:
    """Print the names that found a place; dates and rows become points only here."""
    gap = GAP * drawn.page.font
    spots: list[Any] = list(drawn.spots[drawn.spots["text"] != ""].itertuples())
    for spot in spots:
        right = spot.side == "right"
        ax.annotate(
            spot.text,
            (date2num(spot.end if right else spot.start), spot.row + 0.5),
            xytext=(gap if right else -gap, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center_baseline",
            color=ACCENT if spot.told else INK,
            gid="words",
            annotation_clip=False,
        )


def _key(figure: Figure, drawn: Plan) -> None:
    """Say below the lanes what each form of mark means."""
    page, samples = drawn.page, _samples(drawn.spots, drawn.page.font)
    figure.legend(
        handles=samples,
        ncols=2 if page.medium == "phone" else len(samples),
        frameon=False,
        loc="lower left",
        bbox_to_anchor=(0.3 * page.font, page.tall - page.foot),
        bbox_transform=points(figure),
        borderaxespad=0,
        borderpad=0.2,
        handletextpad=0.2,
        columnspacing=0.9,
        labelcolor=SOFT,
    )


def _samples(spots: pd.DataFrame, font: float) -> list[Line2D]:
    """Return a sample of each form of mark that these marks need, with what it means."""
    exact, large, small = spots["precision"] == "day", font * 0.75, font * 0.55
    forms: list[tuple[str, Any, dict[str, Any]]] = [
        ("in the article", spots["told"].any(), {"marker": "o", "ms": large, "color": ACCENT})
    ]
    for kind, form in FORMS.items():
        face = "white" if kind == "contested" else SOFT
        there = (spots["certainty"] == kind).any()
        forms.append((SAYS[kind], there, {"marker": form, "ms": small, "mfc": face}))
    lasted = (exact & (spots["end"] > spots["start"])).any()
    forms.append(("how long", lasted, {"lw": font * 0.22, "ls": "-"}))
    forms.append(("day not known", not exact.all(), {"marker": "|", "ms": font * 0.8, "ls": "-"}))
    plain = {"color": SOFT, "ls": ""}
    return [Line2D([], [], label=says, **plain | form) for says, there, form in forms if there]
