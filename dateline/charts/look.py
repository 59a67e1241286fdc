"""The look of the house, and the Chart: a picture that knows its words.

A chart function draws nothing by itself. It returns a Chart, which draws itself as large as
it is asked to be and shows itself with its words, its source and the rows behind it.
"""

import base64
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from dateline.templates import fill

INK, SOFT, PALE = "#1f2933", "#52606d", "#dde1e5"
ACCENT, TINT = "#a8470a", "#f5f0e8"  # the one accent: 5.8:1 on white and 5.1:1 on the tint
FONT = "DejaVu Sans"  # comes with matplotlib: the same letters on every machine
HOUSE: dict[Any, Any] = {
    "font.family": FONT,
    "text.color": INK,
    "text.parse_math": False,  # "from $5 to $7" is a price, no formula
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": PALE,
    "date.converter": "concise",
    "svg.hashsalt": "dateline",  # the same drawing gives the same bytes
}
LOOKS: dict[str, dict[Any, Any]] = {
    "screen": {"figure.figsize": (10, 5.625), "font.size": 10.5, "xtick.labelsize": 10.5},
    "slide": {
        "figure.figsize": (40 / 3, 7.5),
        "figure.dpi": 144,
        "font.size": 14,
        "xtick.labelsize": 18,
    },
    "narrow": {"figure.figsize": (3.75, 4.5), "font.size": 9.5, "xtick.labelsize": 9.5},
}


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


@contextmanager
def canvas(
    look: str, *, height: float | None = None, layout: str | None = "constrained"
) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure in the house style that pyplot forgets again.

    Args:
        look: One of LOOKS.
        height: In inches; by default that of the look.
        layout: None for a drawing that places its own axes.
    """
    if look not in LOOKS:
        raise ValueError(f"look is {look!r}; choose one of: {', '.join(LOOKS)}.")
    size = LOOKS[look]["figure.figsize"]
    with plt.rc_context(HOUSE | LOOKS[look]):
        fig, ax = plt.subplots(layout=layout, figsize=(size[0], height or size[1]))
        plt.close(fig)  # the notebook shows the Chart; pyplot must not show it again
        yield fig, ax
        if layout:
            fig.draw_without_rendering()
            fig.set_layout_engine("none")  # settled: Chart.at stays exact at any dpi


def width(words: str, size: float, weight: str = "normal") -> float:
    """Return how many points wide a line of text is when it is drawn."""
    return size * _width(words, weight)


@cache
def _width(words: str, weight: str) -> float:
    face = FontProperties(family=FONT, size=100, weight=weight)
    return 0.0102 * float(text_to_path.get_text_width_height_descent(words, face, ismath=False)[0])


def wrap(words: str, room: float, size: float, weight: str = "normal") -> list[str]:
    """Return the lines that a text takes in ``room`` points; a number keeps its %."""
    lines = [""]
    for word in re.split(r"\s+(?!%)", words.strip()):
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if width(longer, size, weight) <= room else [lines[-1], word]
    return [line for line in lines if line]


def shorten(words: str, room: float, size: float, weight: str = "normal") -> str:
    """Return a text that takes one line of ``room`` points, with … for the words cut off."""
    short = words
    while words and width(short, size, weight) > room:
        words = words.rpartition(" ")[0] or words[:-1]
        short = f"{words}…"
    return short


def many(number: int, one: str, more: str) -> str:
    """Return a number with its noun or verb: "1 event", "2 events"."""
    return f"{number} {one if number == 1 else more}"


def _slim(svg: bytes) -> bytes:
    """Return an SVG of two thirds the size: no prolog, comments or long names of letters."""
    svg = re.sub(
        rb"<metadata>.*?</metadata>|<!--.*?-->", b"", svg[svg.index(b"<svg") :], flags=re.S
    )
    svg = svg.replace(b"xlink:href", b"href").replace(FONT.replace(" ", "").encode(), b"L")
    return re.sub(rb"\s*\n\s*", b"\n", svg)


@dataclass(frozen=True, eq=False)
class Chart:
    """A picture, the words that say the same, the rows it was drawn from and their source.

    Attributes:
        name: A short name in kebab-case; files are called after it.
        words: One to three sentences that say what the picture shows; its alternative text.
        axes: What runs across and what runs up or down: all that a bare chart may say.
        table: The rows that were drawn, one a mark, fit to be read.
        source: Who published the numbers: text, or the HTML of ``cards.source_line``.
        draw: Makes a new Figure for a look: "screen", "slide" (1920 x 1080) or "narrow".
        notes: What a reader must be told about one look, such as marks without a name.
        key: What the numbers on a narrow picture stand for, in order; often empty.
    """

    name: str
    words: str
    axes: str
    table: pd.DataFrame
    source: str
    draw: Callable[[str], Figure]
    notes: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()

    @property
    def figure(self) -> Figure:
        """The chart as it is drawn on a screen; made once."""
        return self._figure("screen")

    @cached_property
    def _drawn(self) -> dict[str, Figure]:
        return {}

    def _figure(self, look: str) -> Figure:
        if look not in self._drawn:
            self._drawn[look] = self.draw(look)
        return self._drawn[look]

    def picture(self, look: str = "screen") -> Markup:
        """Return the picture as an ``img`` element with its words: sharp at any size."""
        return Markup('<img alt="{}" src="{}">').format(self.words, self.address(look))

    def address(self, look: str = "screen") -> str:
        """Return the picture as a data address: an SVG whose letters are outlines."""
        file = io.BytesIO()
        with plt.rc_context(HOUSE):
            self._figure(look).savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        svg = _slim(file.getvalue())
        return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"

    def at(self, x: Any, y: float, look: str = "screen") -> tuple[float, float]:
        """Return where a data point lies, in per cent from the left and top of the picture."""
        figure = self._figure(look)
        ax = figure.axes[0]
        across, up = ax.transData.transform((ax.convert_xunits(x), y)) / figure.bbox.size
        return round(float(100 * across), 2), round(float(100 - 100 * up), 2)

    def shape(self, look: str = "screen") -> float:
        """Return how many times wider than high the picture is."""
        across, up = self._figure(look).get_size_inches()
        return round(float(across / up), 4)

    def bare(self) -> "Chart":
        """Return the chart with axes and marks only: no title, labels, words, source or table."""

        def draw(look: str) -> Figure:
            figure = self.draw(look)
            for artist in figure.findobj(lambda artist: artist.get_gid() == "words"):
                artist.set_visible(False)
            return figure

        words = f"A chart without its title and words. {self.axes}"
        return replace(
            self, words=words, table=self.table.iloc[:0], source="", draw=draw, notes={}, key=()
        )

    def _repr_html_(self) -> str:
        return str(fill("chart.html", chart=self))
