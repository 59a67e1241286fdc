"""The Chart: a picture that knows its words.

A chart function draws nothing by itself. It returns a Chart, which draws itself for the medium
it is asked for, once, and shows itself with its words, its source and the rows behind it.
"""

import base64
import io
import re
from collections import namedtuple
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.figure import Figure

from dateline.charts.type import HOUSE
from dateline.web import fill

FONT_IN_SVG = rb'id="([A-Z][A-Za-z]+-[A-Z][a-z]+)-'  # such as SourceSansPro-Regular


def need(table: pd.DataFrame, columns: Iterable[str]) -> None:
    """Raise ValueError, in words, when a table cannot be drawn."""
    missing = [name for name in columns if name not in table]
    if missing:
        raise ValueError(
            f"The table has no column called {' or '.join(map(repr, missing))}. "
            f"It has: {', '.join(map(str, table.columns))}."
        )
    if table.empty:
        raise ValueError(
            "There is nothing to draw: the table has no rows. Widen the filter that made it."
        )


def each(rows: pd.DataFrame) -> list[Any]:
    """Return the rows of a table one by one; a cell is an attribute, the index is ``Index``.

    As ``itertuples`` of pandas, in a third of the time: charts ask for few rows, often.
    """
    row = _row_type(tuple(rows.columns))
    return list(map(row._make, zip(rows.index, *(rows[name] for name in rows), strict=True)))


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ["Index", *columns], rename=True)


def _slim(svg: bytes) -> bytes:
    """Return an SVG of half the size: no prolog, comments, long names or needless decimals."""
    svg = svg[svg.index(b"<svg") :]
    svg = re.sub(rb"<metadata>.*?</metadata>|<!--.*?-->", b"", svg, flags=re.DOTALL)
    svg = svg.replace(b"xlink:href", b"href")
    for number, font in enumerate(sorted(set(re.findall(FONT_IN_SVG, svg)))):
        svg = svg.replace(font + b"-", b"L%d-" % number)
    svg = re.sub(rb"(scale\([^)]*\)|\.\d{2})\d*", rb"\1", svg)  # a scale needs all of its own
    svg = re.sub(rb'transform="translate\((\S+) 0\)"', rb'x="\1"', svg)  # the same, shorter
    svg = re.sub(rb'(href="#L\S+" x="\d+\.\d)\d+', rb"\1", svg)  # in hundredths of a letter
    for space in re.findall(rb'<path id="(L\d-\w+)" transform=\S+/>', svg):
        svg = re.sub(rb'<use href="#%b"[^>]*/>' % space, b"", svg)
    svg = re.sub(rb"\s*\n\s*", b"\n", svg)
    return re.sub(rb'((?:\n|d=")[MLQC]) ', rb"\1", svg)  # a command needs no space after it


def _middle(artist: Any) -> np.ndarray:
    """Return where the middle of a box, a line or a dot is, in dots of its figure."""
    points = artist.get_path().vertices
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return np.asarray(artist.get_transform().transform(middle))


def show_words(figure: Figure, *, shown: bool) -> None:
    """Show the words of a picture, or leave axes and marks only, with the rules under the words."""
    visible = {"words": shown, "under-words": not shown}
    for artist in figure.findobj(lambda artist: artist.get_gid() in visible):
        artist.set_visible(visible[str(artist.get_gid())])


class Mark(NamedTuple):
    """Where the mark of a row is, in percent of the picture from its left and top."""

    row: int
    x: float
    y: float


@dataclass(frozen=True, eq=False)
class Chart:
    """A picture, the words that say the same, the rows it was drawn from and their source.

    Attributes:
        name: A short name in kebab-case; files are called after it.
        title: The finding, above the picture.
        words: One to three sentences that say what the picture shows; its alternative text.
        axes: What runs across and what runs up or down: all that a bare chart may say.
        table: The rows that were drawn, one a mark, fit to be read.
        source: Who published the numbers: text, or the HTML of ``cards.source_line``.
        draw: Makes a new Figure for a medium: "screen", "slide" (1920 x 1080) or "phone".
        numbers: What a native chart of a slide is made of, empty where only a picture will do.
            Bars: a row a bar by its name; the first column has the numbers and is named after
            what they count. Steps: a row a level by its date, with ``series``, ``value`` and
            ``part`` (a new number after each break, 0 beside the line). Both may have ``label``
            (a number with the word that limits it, such as "fewer than 3,000") and ``firm``
            (not only announced), bars also ``accent`` (those of the article).
        parts: The same rows on several pages, where one page cannot hold them with their names.
            Up to three are shown below the chart; each is a Chart of its own.
    """

    name: str
    title: str
    words: str
    axes: str
    table: pd.DataFrame
    source: str
    draw: Callable[[str], Figure]
    numbers: pd.DataFrame = field(default_factory=pd.DataFrame)
    parts: tuple["Chart", ...] = ()

    @property
    def figure(self) -> Figure:
        """The chart as it is drawn on a screen."""
        return self.figure_for("screen")

    def figure_for(self, medium: str) -> Figure:
        """Return the chart as it is drawn for a medium: the same Figure each time."""
        if medium not in self._figures:
            self._figures[medium] = self.draw(medium)
        return self._figures[medium]

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {}

    def picture(self, medium: str = "screen") -> Markup:
        """Return the picture as an ``img`` element with its words: sharp at any size."""
        return Markup('<img alt="{}" src="{}">').format(self.words, self.address(medium))

    def address(self, medium: str = "screen") -> str:
        """Return the picture as a data address: an SVG whose letters are outlines."""
        file = io.BytesIO()
        with rc_context(HOUSE):
            self.figure_for(medium).savefig(
                file, format="svg", metadata={"Date": None, "Creator": None}
            )
        svg = _slim(file.getvalue())
        return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"

    def marks(self, medium: str = "screen") -> list[Mark]:
        """Return where the marks are, each with the number of its row in ``table``.

        A row with several marks is there as often. A bar is where its middle is.
        """
        figure = self.figure_for(medium)
        found = []
        for artist in figure.get_children():
            row = str(artist.get_gid() or "").removeprefix("row-")
            if not row.isdigit():
                continue
            middle = _middle(artist) / figure.bbox.size
            x, y = (round(float(100 * share), 2) for share in (middle[0], 1 - middle[1]))
            found.append(Mark(int(row), x, y))
        return found

    def shape(self, medium: str = "screen") -> float:
        """Return how many times wider than high the picture is."""
        across, up = self.figure_for(medium).get_size_inches()
        return round(float(across / up), 4)

    def bare(self) -> "Chart":
        """Return the chart with axes and marks only: no title, labels, words, source or table."""

        def draw(medium: str) -> Figure:
            figure = self.draw(medium)
            show_words(figure, shown=False)
            return figure

        words = f"A chart without its title and words. {self.axes}"
        table, numbers = self.table.iloc[:0], self.numbers.iloc[:0]
        bare = replace(self, words=words, table=table, numbers=numbers, draw=draw)
        parts = tuple(part.bare() for part in self.parts)
        return replace(bare, title="", source="", parts=parts)

    def _repr_html_(self) -> str:
        return str(fill("charts/chart.html", chart=self))
