"""One cut in the words of several newsrooms: where their words put it, and where the numbers."""

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dateline.charts.chart import Chart, need
from dateline.shares import FRACTIONS, OVER, UNDER, called, percent
from ink import rows, sheet
from ink.look import ACCENT, INK, SOFT, canvas, width
from ink.paper import Paper

READS = ["publisher", "phrase", "implied_words", "implied_share", "value_from", "value_to"]
LEAD = "Each mark stands where the words put the share; a line joins it to that of its own numbers."
REST = 9  # key, axis and margins, in letter heights
END = 0.6  # the ruler ends at 60 %, later if the words do


def framing(framing: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw a ruler of shares: each newsroom's words where they put the cut, its numbers as lines.

    Args:
        framing: Wordings of one cut; reads ``publisher``, ``phrase``, ``implied_words``
            ("almost", "more than" ...), ``implied_share`` (a part of 1; a row without one is
            left out), ``value_from`` and ``value_to``.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: What stands above the picture.

    Returns:
        A Chart from 0 to 60 %; its table has a row a wording: the share in words, the share
        computed from the two numbers, and how many percentage points lie between them.

    Raises:
        ValueError: ``framing`` has no rows with a share in words and a number to start from, or
            lacks one of the columns; or the numbers of a row rise.
    """
    told = wordings(framing)
    rowwise: list[Any] = list(told.itertuples())
    names = [(str(row.publisher).split(" (")[0], f"“{row.phrase}”") for row in rowwise]
    lines = told.drop_duplicates("computed").sort_values("computed", ignore_index=True)
    end = min(1.0, max(END, float(told[["implied_share", "computed"]].max().max()) + 0.1))
    found = " ".join(_nearer(line, told) for line in lines.itertuples())
    above, over = title or "Where the words put the cut, and the numbers", sheet.LINE * len(lines)

    def draw(look: str) -> Figure:
        with canvas(look, layout=None) as (fig, ax):
            paper = rows.cut(Paper(look, above, [(LEAD, SOFT)], "", source), names, REST + over)
            y = rows.frame(ax, paper, names, key=_key(told), over=over)
            _ruler(ax, told, end)
            _lines(ax, lines)
            _words(ax, told, y, "" if look == "narrow" else " points")
        return fig

    return Chart(
        name="framing",
        words=f"A ruler from 0 to {100 * end:.0f} % with {len(told)} wordings of one cut: "
        f"{'; '.join(f'{who} {what}' for who, what in names)}. {found}",
        axes=f"Down: a row a newsroom. Across: a share, from 0 to {100 * end:.0f} %.",
        table=_readable(told),
        source=source,
        draw=draw,
    )


def wordings(framing: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings that name a share, the smallest first, beside that of their numbers.

    Added are ``computed`` (a part of 1) and ``points`` (how far apart the two are, in per cent).
    """
    need(framing, READS)
    complete = framing[["implied_share", "value_from", "value_to"]].notna().all(axis=1)
    told = framing[complete & framing["value_from"].gt(0).fillna(False).astype(bool)]
    need(told, READS)
    told = told.sort_values(["implied_share", "publisher"], kind="stable", ignore_index=True)
    told["computed"] = 1 - told["value_to"].astype(float) / told["value_from"].astype(float)
    if (rise := told[told["computed"] < 0]).size:
        raise ValueError(f"{_numbers(rise.iloc[0])} is no cut: keep rows whose number falls.")
    told["points"] = 100 * (told["implied_share"] - told["computed"]).abs()
    return told


def _nearer(line: Any, told: pd.DataFrame) -> str:
    """Say which of the fractions that were used lies nearest to a computed share."""
    used = {called(share): share for share in told["implied_share"]}
    used = {name: share for name, share in used.items() if name in FRACTIONS}
    off = sorted((100 * abs(share - line.computed), name) for name, share in used.items())
    said = ", then ".join(f"{name} ({points:.1f} points away)" for points, name in off)
    is_nearest = f"of the fractions used, nearest is {said or 'none'}"
    return f"{_numbers(line)} is {percent(line.computed)}; {is_nearest}."


def _numbers(line: Any) -> str:
    return f"{int(line.value_from):,} to {int(line.value_to):,}"


def _ruler(ax: Axes, told: pd.DataFrame, end: float) -> None:
    """Mark the ends and the shares that the words use; name those that find room."""
    ax.set(xlim=(0, end))
    size, per_one = plt.rcParams["xtick.labelsize"], _per_one(ax)
    names = {0.0: "0 %", end: f"{100 * end:.0f} %"}
    ends: list[tuple[float, float]] = []
    for share in sorted(told["implied_share"].unique(), key=lambda one: called(one).endswith("%")):
        names.setdefault(share, called(share))
    for share, name in names.items():
        half = width(name, size) / 2 + 0.3 * size
        low, high = share * per_one - half, share * per_one + half
        beyond = high > end * per_one + sheet.RIGHT * plt.rcParams["font.size"]
        if beyond or any(low < other[1] and other[0] < high for other in ends):
            names[share] = ""
        else:
            ends.append((low, high))
    ax.set_xticks(list(names), list(names.values()))


def _per_one(ax: Axes) -> float:
    """Return how many points a share of 1 takes across."""
    return float(72 * ax.bbox.width / ax.figure.dpi / ax.get_xlim()[1])


def _way(softener: Any) -> str:
    """Return the form of a mark: it points to where a softening word shifts the share."""
    return "<" if softener in UNDER else ">" if softener in OVER else "o"


def _key(told: pd.DataFrame) -> list[Line2D]:
    says = {"<": "almost, nearly: a little less", ">": "more than", "o": "as it stands"}
    forms = [form for form in says if form in set(told["implied_words"].map(_way))]
    mark: dict[str, Any] = {"color": INK, "ls": "", "lw": 0, "ms": 0.7}
    line = Line2D([], [], color=ACCENT, lw=0.15, ms=0, label="the numbers")
    return [line, *(Line2D([], [], marker=form, label=says[form], **mark) for form in forms)]


def _lines(ax: Axes, lines: pd.DataFrame) -> None:
    """Draw a line for each computed share, with its numbers above the axes."""
    font, across = plt.rcParams["font.size"], ax.get_xaxis_transform()
    high = 72 * ax.bbox.height / ax.figure.dpi
    each: list[Any] = list(lines.itertuples())
    for row, line in enumerate(each):
        top = 1 + font * (0.4 + sheet.LINE * row) / high
        style: dict[str, Any] = {"color": ACCENT, "lw": 1.4, "clip_on": False}
        ax.plot([line.computed] * 2, [0, top], transform=across, **style)
        said = f"{percent(line.computed)}: {_numbers(line)}"
        left = line.computed * _per_one(ax)
        right = ax.get_xlim()[1] * _per_one(ax) - left
        side = 1 if width(said, font) > left and right > left else -1
        if width(said, font) > max(left, right):
            said = percent(line.computed)
        ax.annotate(
            said, (line.computed, top), (side * 0.4 * font, 0), across, textcoords="offset points",
            ha="left" if side > 0 else "right", size=font, color=ACCENT, va="bottom", gid="words",
            annotation_clip=False,
        )  # fmt: skip


def _words(ax: Axes, told: pd.DataFrame, y: list[float], unit: str) -> None:
    """Draw a mark where the words lie, and how far that is from the row's own numbers."""
    font = plt.rcParams["font.size"]
    each: list[Any] = list(told.itertuples())
    for row, up in zip(each, y, strict=True):
        ax.plot([row.implied_share, row.computed], [up, up], color=SOFT, lw=1, zorder=1.5)
        form = _way(row.implied_words)
        ax.plot(row.implied_share, up, form, color=INK, ms=0.8 * font, zorder=3)
        said = f"{row.points:.1f}{unit}"
        side, at = 1 if row.implied_share > row.computed else -1, row.implied_share
        wide = (width(said, font) + 0.8 * font) / _per_one(ax)
        if side < 0 and wide > at:  # no room at the left: beyond the line of the numbers
            side, at = 1, row.computed
        elif side > 0 and at + wide > ax.get_xlim()[1] + sheet.RIGHT * font / _per_one(ax):
            side, at = -1, row.computed
        ax.annotate(
            said, (at, up), (side * 0.8 * font, 0),
            textcoords="offset points", ha="left" if side > 0 else "right",
            va="center_baseline", size=font, color=INK, gid="words",
        )  # fmt: skip


def _readable(told: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings as a reader wants them."""
    said = told["implied_words"].fillna("") + " " + told["implied_share"].map(called)
    return pd.DataFrame(
        {
            "publisher": told["publisher"],
            "words": told["phrase"],
            "share in words": said.str.strip(),
            "numbers": [_numbers(row) for row in told.itertuples()],
            "share in numbers": told["computed"].map(percent),
            "points apart": told["points"].round(1),
        }
    )
