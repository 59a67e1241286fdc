"""Links from a speaker to an article, a row a passage, and names that leave each other room."""

import math
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from dateline.charts.old_axes import BACK, size
from dateline.charts.old_page import Paper
from dateline.charts.old_type import ACCENT, INK, SOFT, shorten, width

LINKS = ("who", "via", "first printed in", "article")
NAMES = {"phone": ("who", "via", "first in", "article")}
AT = {"screen": (0, 0.4, 1.5, 3), "slide": (0, 0.4, 1.5, 3), "phone": (0, 0.4, 1.3, 3)}
FIRST, LAST = -0.2, 3.25  # the ends of the axis on which the links stand


def key() -> list[Line2D]:
    """Return a sample of a link with a name and of one without."""
    mark: dict[str, Any] = {"marker": "o", "ls": "", "ms": 0.6, "mec": INK, "lw": 0}
    return [
        Line2D([], [], label="named", mfc=INK, **mark),
        Line2D([], [], label="not named", mfc="white", **mark),
    ]


def chain(ax: Axes, told: pd.DataFrame, y: list[float], paper: Paper) -> None:
    """Draw the links of each row, and join the rows that have the same origin."""
    font, step = paper.font, size(ax)[0] / (LAST - FIRST)
    speaker, via, first, article = AT[paper.medium]
    narrow = paper.medium == "phone"
    each: list[Any] = list(told.itertuples())
    shared = told["origin"].duplicated(keep=False) & told["outlet"].notna()
    for row, up in zip(each, y, strict=True):
        ax.plot([speaker, article], [up, up], color=SOFT, lw=1, zorder=1)
        new = row.Index == 0 or told["origin"][row.Index - 1] != row.origin
        origin = row.origin if new else ""
        links = [(speaker, row.named, ""), (first, pd.notna(row.outlet), origin)]
        links += [(article, True, "")]
        links += [] if pd.isna(row.via) else [(via, False, row.via)]
        for at, named, text in links:
            colour = ACCENT if at == first and shared[row.Index] else INK
            face = colour if named else "white"
            ax.plot(at, up, "o", ms=0.7 * font, mec=colour, mfc=face, zorder=3, clip_on=False)
            room = step * (article - first if at == first else first - via) - 1.5 * font
            ax.annotate(
                shorten(str(text), room, font), (at, up), (0.7 * font, 0), size=font, bbox=BACK,
                textcoords="offset points", va="center_baseline", color=colour, gid="words",
            )  # fmt: skip
    for _, own in told[shared & (not narrow)].groupby("origin"):  # there names are in the way
        ends = [y[own.index[0]], y[own.index[-1]]]
        ax.plot([first] * 2, ends, color=ACCENT, lw=2.2, zorder=2)


def apart(names: list[str], at: list[int], points: float) -> list[str]:
    """Return the names on an axis; one that would meet the name before it is left empty."""
    size, free, found = plt.rcParams["xtick.labelsize"], -math.inf, []
    for name, start in zip(names, at, strict=True):
        half = width(name, size) / 2
        fits = points * start - half > free
        free = points * start + half + 0.2 * size if fits else free
        found.append(name if fits else "")
    return found
