"""The paper of a picture: its size, what stands above the marks and at the foot.

Lengths are points (1/72 inch), counted from the left and top of the picture.
"""

from collections.abc import Iterable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from markupsafe import escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Transform

from dateline.charts.old_type import MEDIA, SOFT, shorten, wrap

LINE, EDGE = 1.24, 0.5  # in letter heights: from line to line, and what stays free at the edges

Remarks = Iterable[tuple[str, str]]  # texts and their colours


class Paper:
    """A page in one medium, with a title and remarks above the marks, note and source below.

    Attributes:
        medium: One of MEDIA.
        font: How large letters are.
        wide: How wide the picture is, without a slide's margin.
        tall: How high it is, without it.
        top: Where title and remarks end.
        foot: How much note and source take.
    """

    def __init__(
        self, medium: str, title: str, remarks: Remarks, note: str = "", source: str = ""
    ) -> None:
        """Measure what stands around the marks.

        Args:
            medium: One of MEDIA.
            title: What stands above the picture, in as many lines as it needs.
            remarks: Texts below the title, and their colours.
            note: The longest that may have to be said at the foot.
            source: Who published the rows.
        """
        self.medium, self.source, self.font = medium, source, MEDIA[medium]["font.size"]
        self._margin = 72 * MEDIA[medium]["savefig.pad_inches"]
        self.wide, self.tall = (
            72 * side - 2 * self._margin for side in MEDIA[medium]["figure.figsize"]
        )
        self._large = large = MEDIA[medium]["figure.titlesize"]
        room = self.wide - 2 * EDGE * self.font
        lines = wrap(title, room, large, "bold")
        self._title = [shorten(line, room, large, "bold") for line in lines]
        self._remarks = [
            (line, colour) for words, colour in remarks for line in wrap(words, room, self.font)
        ]
        above = large * len(self._title) + self.font * len(self._remarks)
        self._edge = EDGE * self.font * (not self._margin)  # a margin is edge enough
        self.top = self._edge + LINE * above
        self.foot = self._edge + self.font * (EDGE + LINE * len(self._below(note)))

    def _below(self, note: str) -> list[str]:
        """Return the lines at the foot: a slide travels alone, other looks have a caption."""
        if self.medium != "slide":
            return []
        source = f"Source: {escape(self.source).striptags()}" if self.source else ""
        return wrap(f"{note} {source}", self.wide - 2 * EDGE * self.font, self.font)

    def cut(self, marks: float) -> None:
        """Cut the paper to the height that the marks need; all slides are equally high."""
        if self.medium != "slide":
            self.tall = self.top + marks + self.foot

    def begin(self, figure: Figure, note: str) -> None:
        """Give a figure the size of the paper, and print all but the marks."""
        sides = (side + 2 * self._margin for side in (self.wide, self.tall))
        figure.set_size_inches(*(side / 72 for side in sides))
        left, line = EDGE * self.font, LINE * self.font
        y = (self._edge + LINE * self._large * len(self._title)) / 2
        write(
            figure,
            left,
            y,
            self._title,
            size=self._large,
            weight="bold",
            gid="words",
            label="title",
        )
        y = self.top - line * (len(self._remarks) - 0.5)
        for words, colour in self._remarks:
            write(figure, left, y, [words], color=colour, gid="words", label="lead")
            y += line
        below = self._below(note)
        y = self.tall - self._edge - line * len(below) / 2
        write(figure, left, y, below, color=SOFT, gid="words")

    def give(self, ax: Axes, left: float, top: float, right: float, foot: float) -> None:
        """Give axes their place: how far their sides are from those of the paper."""
        wide, tall, edge = self.wide - left - right, self.tall - top - foot, self._margin
        box = np.array([left + edge, foot + edge, wide, tall])
        ax.set_position(box / np.tile([self.wide + 2 * edge, self.tall + 2 * edge], 2))


def write(figure: Figure, x: float, y: float, lines: list[str], **style: Any) -> None:
    """Print lines of text; the middle of them all is at y."""
    size = style.get("size", plt.rcParams["font.size"])
    for number, line in enumerate(lines):
        down = 0.37 + LINE * (number - (len(lines) - 1) / 2)  # to the foot of the letters
        figure.text(x, y + size * down, line, transform=points(figure), **style)


def points(figure: Figure) -> Transform:
    """Return what places an artist in points from the left and top, within the margin."""
    edge = plt.rcParams["savefig.pad_inches"]
    down = Affine2D().scale(1 / 72, -1 / 72).translate(edge, figure.get_figheight() - edge)
    return down + figure.dpi_scale_trans
