"""The drawing of levels: steps, marks, gaps and bars, and the names that find room."""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.dates import date2num
from matplotlib.lines import Line2D

from dateline.charts import old_axes as sheet
from dateline.charts import value_axis as axis
from dateline.charts.old_axes import LINE, Box, Label
from dateline.charts.old_page import Paper
from dateline.charts.old_type import ACCENT, INK, MEDIA, PALE, SOFT, TINT, shorten, width

FORMS = {"reported": "o", "estimated": "D", "average": "s", "announced": "o", "projected": "^"}
PLANNED = ("announced", "projected")  # hollow, dashed and in the accent: nobody counted them
FEW = 12  # of so many rows each value is written beside its mark, if there is room
SIGNS = ("at least", "more than", "fewer than", "nearly", "just under")  # these are read aloud
DASHES = (0, (3, 2))
GAP = "counted\nanother\nway"
EVENTS = 0.42  # of the height that names of events take, at most
BROAD = 0.015  # a month that takes a larger share of the axis than this has a whisker


class Found(NamedTuple):
    """How many values and how many names of events found room."""

    values: int
    names: int


def draw(
    ax: Axes,
    paper: Paper,
    note: str,
    rows: pd.DataFrame,
    events: pd.DataFrame,
    *,
    scale: str,
    labels: bool,
) -> Found:
    """Draw levels, and return how many values and names of events are written.

    Args:
        ax: The axes of a figure without a layout engine.
        paper: Its size, title, remarks and source.
        note: What is said at the foot of a slide.
        rows: Levels as ``charts.levels.known`` returns them.
        events: What is marked by upright lines, by date.
        scale: "linear" or "log".
        labels: Whether values and gaps are named.
    """
    up, font = axis.upright(rows, scale), paper.font
    named = _event_names(events, axis.days(rows), axis.room(paper, up), paper)
    over = LINE * (1 + max((row for _, row, _ in named), default=-1))
    axis.set_up(ax, paper, note, up, rows, key=key(rows), over=over)
    y = rows["value"].where(rows["value"] > 0, up.zero).astype(float)
    for start, end in gaps(rows):
        ax.axvspan(date2num(start), date2num(end), color=TINT, lw=0, zorder=-3)
    taken = [*_bars(ax, rows), *_steps(ax, rows, y), *_marks(ax, rows, y, font)]
    _events(ax, named, font)
    values = _names(ax, rows, y, taken, font) if labels else 0
    return Found(values, sum(bool(event.title) for event, _, _ in named))


def style(status: str) -> dict[str, Any]:
    """Return how a mark looks: hollow and in the accent if it had not happened yet."""
    colour = ACCENT if status in PLANNED else INK
    face = "white" if status in PLANNED else INK
    return {"marker": FORMS.get(status, "o"), "mfc": face, "mec": colour, "color": colour}


def samples(points: pd.DataFrame, *, lines: bool = False) -> list[Line2D]:
    """Return a sample of the mark, and of the line, of each status, with what it means."""
    found = []
    for status in (one for one in FORMS if (points["status"] == one).any()):
        says, line = (f"{status}, not counted", "--") if status in PLANNED else (status, "-")
        line = line if lines else ""
        found.append(Line2D([], [], ls=line, lw=0.13, ms=0.6, label=says, **style(status)))
    return found


def key(rows: pd.DataFrame) -> list[Line2D]:
    """Return a sample of each kind of mark and line in these rows, with what it means."""
    points = rows[~rows["over_time"]]
    marks = samples(points, lines=_joined(points))
    if _rough(points).any():
        marks.append(Line2D([], [], color=SOFT, marker="|", ms=0.8, lw=0.1, label="day not known"))
    if rows["partial"].any():
        part: dict[str, Any] = {"marker": "s", "mfc": "white", "mec": SOFT, "ls": "", "lw": 0}
        marks.append(Line2D([], [], label="hatched: month not complete", ms=0.9, **part))
    if gaps(rows):
        shade: dict[str, Any] = {
            "marker": "s",
            "mfc": TINT,
            "mec": PALE,
            "ls": "",
            "ms": 1,
            "lw": 0,
        }
        marks.append(Line2D([], [], label="counted another way, so no line", **shade))
    return marks


def _joined(points: pd.DataFrame) -> bool:
    """Say whether any two levels are joined by a line."""
    return bool(points.loc[points["main"], "part"].duplicated().any())


def gaps(rows: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return where one series is counted another way than before, and had been a line."""
    main = rows[rows["main"]]
    if main["series"].nunique() > 1:
        return []
    parts = [own for _, own in main.groupby("part") if len(own) > 1]
    return [(before["end"].iloc[-1], after["start"].iloc[0]) for before, after in pairwise(parts)]


def _steps(ax: Axes, rows: pd.DataFrame, y: pd.Series) -> list[Box]:
    """Draw each stretch as steps: level until the next date, then up or down."""
    strokes: dict[tuple[bool, bool], list[list[Any]]] = {}
    points = rows[rows["main"] & ~rows["over_time"]]
    for _, own in points.groupby("part"):
        x, up, firm = date2num(own["at"]), y[own.index].to_numpy(), own["firm"].to_numpy()
        leads = own["series"].iloc[0] == rows["series"].iloc[0]
        before = None
        for now, then in pairwise(range(len(own))):
            for sure, end in ((firm[now], (x[then], up[now])), (firm[then], (x[then], up[then]))):
                if sure != before:  # a stroke goes on as long as it looks the same
                    start = (x[now], up[now]) if end[1] == up[now] else (x[then], up[now])
                    strokes.setdefault((leads, sure), []).append([start])
                strokes[leads, sure][-1].append(end)
                before = sure
    for (leads, sure), these in strokes.items():
        line: dict[str, Any] = {"colors": SOFT if sure else ACCENT, "ls": "-" if sure else DASHES}
        ax.add_collection(LineCollection(these, lw=1.8 if leads else 0.9, **line), autolim=False)
    return [
        box
        for these in strokes.values()
        for stroke in these
        for box in _boxes(ax, stroke[:-1], stroke[1:])
    ]


def _boxes(ax: Axes, starts: Any, ends: Any, spare: float = 1.5) -> list[Box]:
    """Return what strokes from point to point cover, in points."""
    at = [ax.transData.transform(np.array(one, dtype=float)) for one in (starts, ends)]
    low, high = np.min(at, axis=0), np.max(at, axis=0)
    dots = ax.figure.dpi / 72
    return [*map(tuple, np.hstack([low / dots - spare, high / dots + spare]).tolist())]


def _marks(ax: Axes, rows: pd.DataFrame, y: pd.Series, font: float) -> list[Box]:
    """Draw a mark a level, by how sure it is, and a whisker where only the month is known."""
    points = rows[~rows["over_time"]]
    if points.empty:
        return []
    size = font * (1.4 if len(points) > 4 * FEW else 4.5)
    for status, own in points.groupby("status"):
        medium, ring = style(str(status)), status in PLANNED  # a ring is seen around a full mark
        ax.scatter(
            date2num(own["at"]), y[own.index], s=size * (1.8 if ring else 1), fc=medium["mfc"],
            ec=medium["mec"], marker=medium["marker"], lw=font * 0.12, zorder=3 - ring / 2,
            clip_on=False,
        )  # fmt: skip
    rough: list[Any] = list(points[_rough(points)].itertuples())
    for row in rough:
        ends = date2num([row.start, row.end])
        ax.plot(ends, [y[row.Index]] * 2, marker="|", ms=0.7 * font, color=SOFT, lw=1, zorder=2)
    at = np.column_stack([date2num(points["at"]), y[points.index]])
    return _boxes(ax, at, at, size**0.5 / 2)


def _rough(points: pd.DataFrame) -> pd.Series:
    """Say which dates are known so roughly that it shows."""
    whole = points["end"].max() - points["start"].min()
    return (points["end"] - points["start"]).gt(BROAD * whole)


def _bars(ax: Axes, rows: pd.DataFrame) -> list[Box]:
    """Draw each count over a time as wide as that time; hatch it where its month goes on."""
    counts: list[Any] = list(rows[rows["over_time"]].itertuples())
    for row in counts:
        days = date2num([row.date, row.end_date + pd.Timedelta(days=1)])
        medium: dict[str, Any] = {"fc": "white" if row.partial else PALE, "ec": SOFT, "lw": 1.2}
        medium["hatch"] = "////" if row.partial else ""
        ax.bar(days[0], row.value, days[1] - days[0], align="edge", **medium)
    ends = [(date2num(row.end_date), row.value) for row in counts]
    return _boxes(ax, [(date2num(row.date), 0) for row in counts], ends) if counts else []


def _names(ax: Axes, rows: pd.DataFrame, y: pd.Series, taken: list[Box], font: float) -> int:
    """Write values beside their marks and name the gaps; return how many values found room."""
    telling: list[Any] = list(rows.loc[_telling(rows)].itertuples())
    values = [
        Label(_value(row, rows), row.at, y[row.Index], INK if row.firm else ACCENT)
        for row in telling
    ]
    high = ax.transData.inverted().transform(ax.transAxes.transform((0, 1)))[1]
    first, last = ax.get_xlim()
    most = 0.7 * width("counted", font) * (last - first) / sheet.size(ax)[0]
    broad = [(start, end) for start, end in gaps(rows) if (end - start).days > most]
    named = [Label(GAP, start + (end - start) / 2, high, SOFT, False) for start, end in broad]
    placed = sheet.place(ax, [*values, *named], taken, font)
    return sum(label.colour != SOFT for label in placed)


def _value(row: Any, rows: pd.DataFrame) -> str:
    """Return what stands beside a mark: the number, and what the axes do not say."""
    sign = row.qualifier if getattr(row, "qualifier", "") in SIGNS else ""
    said = f"{sign} {row.value:,}".strip()
    if rows["series"].nunique() > 1:
        return f"{row.series}: {said}"
    if rows["scope"].nunique() > 1 and not gaps(rows):
        return f"{said} {row.scope}"
    dated = row.over_time or (len(rows) > FEW and row.Index != rows.index[-1])
    return f"{said}, {row.when}" if dated else said


def _telling(rows: pd.DataFrame) -> list[int]:
    """Return the rows whose value is written, most telling first: few all, of many the ends."""
    series = rows.groupby("series", sort=False)["value"]
    chosen = [*series.idxmax(), *series.tail(1).index]
    if len(rows) <= FEW or not _joined(rows):
        chosen += list(rows.index)
    return list(dict.fromkeys(chosen))


def _event_names(
    events: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp], room: float, paper: Paper
) -> list[tuple[Any, int, str]]:
    """Give each event a row above the axes and a side of its line, so that no two names meet.

    An event that finds no free row keeps its line and loses its name.
    """
    font, most = (
        paper.font,
        int(EVENTS * 72 * MEDIA[paper.medium]["figure.figsize"][1] / (LINE * paper.font)),
    )
    ends: list[float] = []
    named = []
    told: list[Any] = list(events.itertuples())
    for number, event in enumerate(told, start=1):
        text = str(number) if paper.medium == "phone" else shorten(event.title, 0.53 * room, font)
        at = room * ((event.date - days[0]) / (days[1] - days[0]))
        wide = width(text, font)
        side = "left" if at + wide < room + font else "right"
        start = at if side == "left" else at - wide
        row = next((row for row, end in enumerate(ends) if end < start), len(ends))
        if row == most:
            named.append((event._replace(title=""), 0, side))
            continue
        ends[row:] = [start + wide + font, *ends[row + 1 :]]
        named.append((event._replace(title=text), row, side))
    return named


def _events(ax: Axes, named: list[tuple[Any, int, str]], font: float) -> None:
    """Draw a line an event, up to its name above the axes."""
    high = sheet.size(ax)[1]
    for event, row, side in named:
        top = 1 + font * (0.5 + LINE * row) / high
        x = date2num(event.date)
        ax.plot(
            [x, x], [0, top], transform=ax.get_xaxis_transform(), color=SOFT, lw=0.8, ls=":",
            clip_on=False, zorder=-1,
        )  # fmt: skip
        if not event.title:
            continue
        ax.annotate(
            event.title, (x, top), (0.3 * font * (1 if side == "left" else -1), 0),
            ax.get_xaxis_transform(), textcoords="offset points", ha=side, va="bottom",
            size=font, color=SOFT, gid="words", annotation_clip=False,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},
        )  # fmt: skip
