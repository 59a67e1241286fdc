"""The page of a picture: a title and a lead, then the marks, then a note and the source.

How to draw a chart with it. Every length is a point, counted from the left and the top of the
page, on a slide as on a phone; ``page.phone`` says which of the two drawings it is.

    page = Page(medium, title="Two experts have most of the words", lead=["A square a word. ",
                accent("Hollow: not quoted")], note="Paraphrases are not counted", source=source)
    y = page.top                                # the marks go from here to page.bottom
    y = page.text(page.left, y, [heavy("49"), " words"])        # the height below the words
    page.dot(page.left, y, 8, SOFT, hollow=True, row=0)         # the mark of row 0 of the table
    return page.finish(y)                                       # the Figure

- Words are a text, or a list of texts, ``heavy(...)``, ``accent(...)`` and ``soft(...)``. They are
  never read as a formula or as markup. Sizes have names: "title", "lead", "big", "label", "row",
  "axis", "small"; ``page.sizes["row"]`` is how many points that is in this medium.
- Measure before you set: ``page.width(words, size)`` and ``page.lines(words, size, room)``. With
  ``room`` a text is broken into lines; with ``most`` it is cut with … after so many lines. If words
  do not fit, change the form of the chart, not the size of the letters.
- A slide ends at ``page.bottom``, where note and source begin. A phone page is as tall as it needs:
  give ``finish`` the height below the last mark.
- ``page.rule(start, end)`` is a line behind the marks, such as that of a date: it stops at words.
- ``page.panel(...)`` adds axes with limits and no frame; ``panel.at(x, y)`` says where a point of
  them is on the page. Rules, numbers and dates of axes are in axes.py.
- ``row=`` names the row of ``Chart.table`` that a mark stands for: ``Chart.marks(medium)`` then
  says where it is, so that an explorer can answer a pointer.
- What axes say is set with ``bare=True``: it stays when ``Chart.bare()`` takes the others away.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Affine2D

from dateline.charts.runs import (
    Line,
    Run,
    Words,
    glued,
    heavy,
    joined,
    pieces_of,
    runs_of,
    sentence,
)
from dateline.charts.type import (
    ACCENT,
    EMPTY,
    INK,
    PALE,
    SOFT,
    drawable,
    largest,
    medium_of,
    properties,
    right_to_left,
    scripts,
    undrawn,
    width,
)

LINE = 1.22  # from line to line, in heights of letters
RISE = 0.93  # from the top of a line to the foot of its letters
BELOW = 12  # points that stay free at the foot of a page
IN_ROWS = "All are in the table."  # of the lines that cards.source_line makes; a picture has none
MOST_SOURCE = 3  # lines of note and source on a slide
UNDER_WORDS = "under-words"  # names the pieces of rules that only a bare chart shows
SHORTEST = 5  # points: between words, no piece of a rule is shorter
DASHES = (0, (3, 1.6))  # what was announced and not counted


class Box(NamedTuple):
    """A place on the page that is taken: its left, top, right and foot."""

    left: float
    top: float
    right: float
    foot: float


def free(box: Box, taken: Sequence[Box]) -> bool:
    """Say whether nothing is in a place yet."""
    return not any(
        box.left < other.right
        and other.left < box.right
        and box.top < other.foot
        and other.top < box.foot
        for other in taken
    )


class Rule(NamedTuple):
    """A straight line behind the marks, from a point to another one across or down."""

    start: tuple[float, float]
    end: tuple[float, float]
    color: str
    thick: float
    dashes: Any


class Panel(NamedTuple):
    """Axes and where they are on the page: how far from its left and top, how wide and how high."""

    axes: Axes
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where the panel ends at the right."""
        return self.left + self.width

    @property
    def foot(self) -> float:
        """Where the panel ends below."""
        return self.top + self.height

    def at(self, x: float, y: float = 0) -> tuple[float, float]:
        """Return where a point of the axes is on the page."""
        (first, last), (low, high) = self.axes.get_xlim(), self.axes.get_ylim()
        across = (x - first) / (last - first)
        down = (high - y) / (high - low)
        return self.left + self.width * across, self.top + self.height * down


class Page:
    """A page in one medium, with a title above its marks, and note and source below them.

    Attributes:
        phone: Whether this is the drawing for a phone, and not the wide one.
        sizes: How many points letters of each named size are high.
        left: Where marks begin.
        right: Where marks end.
        top: Where title and lead end.
        bottom: Where note and source begin; on a phone they follow the marks.
    """

    def __init__(
        self, medium: str, *, title: str, lead: Words = "", note: str = "", source: str = ""
    ) -> None:
        """Begin a page with its title and lead.

        Args:
            medium: One of MEDIA.
            title: The finding.
            lead: What is counted, in which unit, and the key in words.
            note: How to read it, or what not to conclude; with or without a full stop.
            source: Who published the rows: text, or HTML of which the words are taken.
        """
        format_ = medium_of(medium)
        self.phone, self.sizes = medium == "phone", format_.sizes
        self.left, self.right = format_.edge, format_.width - format_.edge
        self._width, self._height = format_.width, format_.height
        self._down = Affine2D()
        self._missing: dict[str, None] = {}
        self._panels: list[Panel] = []
        self._rules: list[Rule] = []
        self._words: list[
            tuple[Box, bool]
        ] = []  # a place, and whether a bare chart has words there
        self.figure = Figure(dpi=format_.dpi, facecolor="white")
        self._points = self._down + self.figure.dpi_scale_trans
        most = None if self.phone else MOST_SOURCE
        below = " ".join(filter(None, [sentence(note), _source_line(source)]))
        self._below = self.lines(below, "small", self.room, SOFT, most=most) if below else []
        foot = len(self._below) * LINE * self.sizes["small"] + BELOW
        self.bottom = self._height - foot - 0.6 * self.sizes["small"]
        self.top = self._head(title, lead)

    @property
    def room(self) -> float:
        """How wide marks and words may be."""
        return self.right - self.left

    # ---- Words

    def width(self, words: Words, size: str = "label") -> float:
        """Return how wide a line of words is."""
        points = self.sizes[size]
        return sum(width(run.words, points, heavy=run.heavy) for run in runs_of(words, INK))

    def lines(
        self, words: Words, size: str, room: float, color: str = INK, *, most: int | None = None
    ) -> list[Line]:
        r"""Return the lines that words take.

        Args:
            words: What is said; "\n" begins a new line.
            size: The name of a size of letters.
            room: How many points wide a line may be.
            color: What color the words without their own have.
            most: How many lines there may be; the last then ends with ….
        """
        points = self.sizes[size]
        lines: list[Line] = [[]]
        used = 0.0
        for piece in pieces_of(words, color, points, room):
            if piece.words == "\n":
                lines.append([])
                used = 0.0
                continue
            wide = width(piece.words, points, heavy=piece.heavy)
            space = not piece.words.strip()
            if not space and lines[-1] and used + wide > room:
                lines.append(glued(lines[-1]))
                used = sum(width(run.words, points, heavy=run.heavy) for run in lines[-1])
            if not space and lines[-1] and used + wide > room:
                lines.append([])
                used = 0.0
            if lines[-1] or not space:
                lines[-1].append(piece)
                used += wide
        lines = [joined(line) for line in lines]
        if most and len(lines) > most:
            lines = [*lines[: most - 1], self._cut(lines[most - 1], points, room)]
        return lines

    def _cut(self, line: Line, points: float, room: float) -> Line:
        """Return a line that ends with …, shorter by as many letters as that needs."""
        kept = list(line)
        while kept:
            last = kept.pop()

            def shorter(count: int, last: Run = last) -> Line:
                words = last.words[:count].rstrip(" ,;:.") + "…"
                return [*kept, last._replace(words=words)]

            def has_room(count: int) -> bool:
                runs = shorter(count)
                return sum(width(run.words, points, heavy=run.heavy) for run in runs) <= room

            letters = largest(len(last.words), has_room)
            if letters:
                return shorter(letters)
        return [Run("…")]

    def even(self, words: str, size: str, room: float) -> str:
        """Return heavy words with breaks that make their lines about equally long."""
        lines = best = self.lines(heavy(words), size, room)
        while len(lines) == len(best) and room > 0:
            best, room = lines, room - self.sizes[size] / 8
            lines = self.lines(heavy(words), size, room)
        return "\n".join("".join(run.words for run in line) for line in best)

    def text(
        self,
        x: float,
        y: float,
        words: Words,
        size: str = "label",
        color: str = INK,
        *,
        align: str = "left",
        room: float = 0,
        most: int | None = None,
        bare: bool = False,
        label: str = "",
    ) -> float:
        """Set words from a height downwards and return the height below them.

        Args:
            x: Where they begin, have their middle, or end, as ``align`` says.
            y: The top of their first line.
            words: What is said.
            size: The name of a size of letters.
            color: What color the words without their own have.
            align: "left", "center" or "right".
            room: How wide a line may be; 0 leaves each line as it is.
            most: How many lines there may be; the last then ends with ….
            bare: Whether the words stay on a bare chart, as those of axes do.
            label: What part of the page they are, such as "title".
        """
        points = self.sizes[size]
        for line in self.lines(words, size, room or 1e9, color, most=most):
            wide = sum(width(run.words, points, heavy=run.heavy) for run in line)
            at = x - wide * {"left": 0, "center": 0.5, "right": 1}[align]
            if right_to_left("".join(run.words for run in line)):
                line = line[::-1]
            for run in line:
                self._set(at, y + RISE * points, run, points, bare=bare, label=label)
                at += width(run.words, points, heavy=run.heavy)
            y += LINE * points
        return y

    def _set(self, x: float, y: float, run: Run, points: float, *, bare: bool, label: str) -> None:
        """Set words of one style with their foot at a height."""
        self._missing.update(dict.fromkeys(undrawn(run.words)))
        words = drawable(run.words)
        text = self.figure.text(
            x,
            y,
            words.rstrip(),
            fontproperties=properties(words, points, heavy=run.heavy),
            color=run.color,
            transform=self._points,
            parse_math=False,
            zorder=5,
            label=label,
        )
        text.set_gid("axis" if bare else "words")
        wide = width(run.words.rstrip(), points, heavy=run.heavy)
        place = Box(x - 4, y - 0.8 * points, x + wide + 4, y + 0.25 * points)
        self._words.append((place, bare))

    # ---- Marks

    def block(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        color: str = INK,
        *,
        rim: str = "",
        line: float = 0,
        dashes: Any = "-",
        order: float = 1,
        row: int | None = None,
    ) -> None:
        """Draw a box: filled with a color, with a rim if it has one.

        Args:
            x: Its left.
            y: Its top.
            wide: How wide it is.
            high: How high it is.
            color: What fills it.
            rim: The color of its rim.
            line: How thick the rim is.
            dashes: How the rim is broken.
            order: What lies above: higher numbers.
            row: The row of the chart's table that it stands for.
        """
        box = Rectangle(
            (x, y),
            wide,
            high,
            transform=self._points,
            facecolor=color,
            edgecolor=rim or "none",
            linewidth=line,
            linestyle=dashes,
            zorder=order,
        )
        self.figure.add_artist(_named(box, row))

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str = SOFT,
        thick: float = 1,
        *,
        dashes: Any = "-",
        order: float = 2,
        row: int | None = None,
    ) -> Line2D:
        """Draw a line from point to point and return it; its ends are flat."""
        line = Line2D(
            xs,
            ys,
            transform=self._points,
            color=color,
            linewidth=thick,
            linestyle=dashes,
            solid_capstyle="butt",
            dash_capstyle="butt",
            solid_joinstyle="miter",
            zorder=order,
        )
        self.figure.add_artist(_named(line, row))
        return line

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        color: str = PALE,
        thick: float = 1,
        *,
        dashes: Any = "-",
    ) -> None:
        """Draw a straight line across or down, behind marks; it stops where there are words."""
        self._rules.append(Rule(start, end, color, thick, dashes))

    def area(
        self, xs: Sequence[float], ys: Sequence[float], color: str, order: float = 0.4
    ) -> None:
        """Fill what is within a line from point to point."""
        corners = list(zip(xs, ys, strict=True))
        shape = Polygon(
            corners, transform=self._points, facecolor=color, edgecolor="none", zorder=order
        )
        self.figure.add_artist(shape)

    def dot(
        self,
        x: float,
        y: float,
        size: float,
        color: str,
        *,
        hollow: bool = False,
        row: int | None = None,
    ) -> None:
        """Draw a round mark, hollow where something is not sure or only announced."""
        rim = 0.22 * size if hollow else 0
        mark = Line2D(
            [x],
            [y],
            transform=self._points,
            color=color,
            linestyle="none",
            marker="o",
            markersize=size - rim,
            markerfacecolor="white" if hollow else color,
            markeredgecolor=color,
            markeredgewidth=rim,
            zorder=4,
        )
        self.figure.add_artist(_named(mark, row))

    def panel(
        self,
        left: float,
        top: float,
        wide: float,
        high: float,
        *,
        x: tuple[float, float],
        y: tuple[float, float],
    ) -> Panel:
        """Add bare axes with limits, first and last, low and high."""
        axes = self.figure.add_axes((0, 0, 1, 1), xlim=x, ylim=y)
        axes.axis("off")
        panel = Panel(axes, left, top, wide, high)
        self._panels.append(panel)
        return panel

    # ---- Above and below the marks

    def _head(self, title: str, lead: Words) -> float:
        """Set the house's mark, title and lead; return the height below them."""
        wide, high = (24, 4) if self.phone else (44, 7)
        self.block(self.left, 0, wide, high, ACCENT)
        y = 2.4 * high
        if title:
            lines = self.even(title, "title", self.room)
            runs = [heavy(line) for line in re.split(r"(?<=\n)", lines)]
            y = self.text(self.left, y, runs, "title", label="title")
        if lead:
            y = self.text(self.left, y + 2, lead, "lead", SOFT, room=self.room, label="lead")
        return y

    def finish(self, y: float = 0) -> Figure:
        """Set note and source, cut the page and return it.

        Args:
            y: Where the marks end; a phone page is cut there, a slide is not.
        """
        for rule in self._rules:
            self._draw_rule(rule)
        small = LINE * self.sizes["small"]
        if self.phone:
            y += 0.6 * self.sizes["small"]
        else:
            y = self._height - BELOW - len(self._below) * small
        for line in self._below:
            y = self.text(self.left, y, line, "small", SOFT, label="foot")
        if self._missing:
            y = self._say_missing(y)
        height = self._height or y + BELOW
        self._down.scale(1 / 72, -1 / 72).translate(0, height / 72)
        self.figure.set_size_inches(self._width / 72, height / 72)
        for panel in self._panels:
            foot = height - panel.foot
            panel.axes.set_position(
                (
                    panel.left / self._width,
                    foot / height,
                    panel.width / self._width,
                    panel.height / height,
                )
            )
        return self.figure

    def _draw_rule(self, rule: Rule) -> None:
        """Draw the pieces of a rule that no words are on; a bare chart has those under words."""
        upright = rule.start[0] == rule.end[0]
        first, last = (rule.start[1], rule.end[1]) if upright else (rule.start[0], rule.end[0])
        gaps = []
        for box, bare in self._words:
            if upright and box.left < rule.start[0] < box.right:
                gaps.append((box.top, box.foot, bare))
            if not upright and box.top < rule.start[1] < box.foot:
                gaps.append((box.left, box.right, bare))
        for start, end in _between(first, last, [gap[:2] for gap in gaps]):
            self._draw_piece(rule, start, end)
        for start, end, bare in gaps:
            start, end = max(start, first), min(end, last)
            if start < end and not bare:
                self._draw_piece(rule, start, end).set(visible=False, gid=UNDER_WORDS)

    def _draw_piece(self, rule: Rule, start: float, end: float) -> Line2D:
        """Draw a piece of a rule."""
        (x, y), piece = rule.start, [start, end]
        xs, ys = ([x, x], piece) if x == rule.end[0] else (piece, [y, y])
        return self.line(xs, ys, rule.color, rule.thick, dashes=rule.dashes, order=0.5)

    def _say_missing(self, y: float) -> float:
        """Say which letters are drawn as empty boxes: on a phone at the foot, else at the top."""
        said = missing("".join(self._missing))
        if self.phone:
            return self.text(self.left, y, said, "small", SOFT, room=self.room, label="foot")
        self.text(self.right, 0, said, "small", SOFT, align="right", label="foot")
        return y


def _between(
    first: float, last: float, gaps: list[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    """Yield what is left of a stretch without its gaps; very short pieces are left out."""
    at = first
    for start, end in [*sorted(gaps), (last, last)]:
        if min(start, last) - at > SHORTEST:
            yield at, min(start, last)
        at = max(at, end)


def missing(letters: str) -> str:
    """Say in one sentence which letters cannot be drawn; empty if all can."""
    if not letters:
        return ""
    names = scripts(letters) or ["other"]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{EMPTY} is drawn for {listed} letters: this computer has no font for them."


def _source_line(source: str) -> str:
    """Return the line that names the sources, as plain text."""
    plain = Markup(escape(source)).striptags().removesuffix(IN_ROWS).strip()
    return f"Source: {plain}" if plain else ""


def _named(artist: Any, row: int | None) -> Any:
    """Return an artist that knows which row of the table it stands for."""
    if row is not None:
        artist.set_gid(f"row-{row}")
    return artist
