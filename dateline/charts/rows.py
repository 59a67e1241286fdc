"""Charts with a row for each source: names at the left, on a phone above, marks on one axis."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from dateline.charts import sheet
from dateline.charts.look import INK, LOOKS, PALE, SOFT, shorten, width, wrap
from dateline.charts.sheet import BACK, LINE

Name = tuple[str, str]  # who; and below it in soft letters what
MOST = 3  # lines that a name takes, at most
BESIDE = 0.46  # of the width that names take, at most; on a phone they stand above their row
ROW = {"screen": 0.6, "narrow": 2.4}  # a row besides its name, in letter heights
LEAST = {"screen": 0.42, "narrow": 0.9}  # the picture is at least so high for a width of 1


def height(look: str, names: Sequence[Name], *, title: str, lead: str, rest: int) -> float | None:
    """Return how many inches high a picture needs to be; None for a slide, which is as it is.

    Args:
        look: One of LOOKS.
        names: As for ``frame``.
        title: What stands above.
        lead: What stands below the title.
        rest: How many lines its key and the names above its axes take, at most.
    """
    if look not in ROW:
        return None
    font, wide = LOOKS[look]["font.size"], LOOKS[look]["figure.figsize"][0]
    room = 72 * wide - font
    row = LINE * max(len(name) for name in _lines(look, names, MOST)) + ROW[look]
    above = 1.35 * len(wrap(title, room, 1.35 * font, "bold")) + len(wrap(lead, room, font))
    return float(
        max(LEAST[look] * wide, font * (row * len(names) + LINE * above + 1.6 * rest + 5) / 72)
    )


def frame(ax: Axes, look: str, names: Sequence[Name], **heading: Any) -> list[float]:
    """Frame axes with a row a name, and return where the marks of each row stand.

    Args:
        ax: Axes of a figure without a layout engine, its limits across already set.
        look: One of LOOKS.
        names: Of each row two texts, the second may be empty.
        heading: What ``sheet.frame`` prints.

    Returns:
        The y of each row, from the top; rows are 1 apart.
    """
    font, beside = plt.rcParams["font.size"], look != "narrow"
    left = _left(look, names)
    sheet.frame(ax, left=left - 0.5 * font, **heading)
    ax.set(ylim=(len(names), 0), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, lw=0.8)
    tall = sheet.paper(ax)[1]
    top, high = ax.get_position().y1 * tall, ax.get_position().height * tall / len(names)
    most = max(1, min(MOST, int((high / font - ROW.get(look, 0.2)) / LINE + 0.01)))
    for row, lines in enumerate(_lines(look, names, most)):
        spare = (high - LINE * font * len(lines)) / 2 if beside else 0.1 * font
        for number, line in enumerate(lines):
            up = top - row * high - spare - LINE * font * (number + 0.78)
            ax.text(
                0.5 * font / 72, up / 72, line, transform=ax.figure.dpi_scale_trans, size=font,
                color=SOFT if number else INK, gid="words", bbox=BACK, zorder=4,
            )  # fmt: skip
    under = 0.5 if beside else 1 - 0.9 * font / high
    return [row + under for row in range(len(names))]


def _left(look: str, names: Sequence[Name]) -> float:
    """Return how many points the names take beside the axes."""
    font, wide = LOOKS[look]["font.size"], 72 * LOOKS[look]["figure.figsize"][0]
    longest = max(width(text, font) for name in names for text in name)
    return float(font if look == "narrow" else min(longest, BESIDE * wide) + 0.8 * font)


def _lines(look: str, names: Sequence[Name], most: int) -> list[list[str]]:
    """Return the lines of each name: one says who, the others what; a sign says what is cut."""
    font, wide = LOOKS[look]["font.size"], 72 * LOOKS[look]["figure.figsize"][0]
    room = wide - font if look == "narrow" else _left(look, names) - 0.3 * font
    found = []
    for who, what in names:
        lines = [who, *wrap(what, room, font)]
        lines[most - 1 :] = [" ".join(lines[most - 1 :])] if len(lines) >= most else []
        found.append([shorten(line, room, font) for line in lines])
    return found
