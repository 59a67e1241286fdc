"""An explorer: pages behind a menu, over something that stays, as one piece of HTML."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from dateline.charts.chart import Chart
from dateline.web import fill

# The class that the style shows in wide and in narrow windows, for each picture of a chart.
WINDOWS = {"screen": "dl-wide", "phone": "dl-phone"}


class Page(NamedTuple):
    """One page of an explorer: its name in the menu, its HTML and its group in the menu."""

    name: str
    html: str
    group: str = ""


@dataclass(frozen=True)
class Explorer:
    """A menu and its pages as HTML; a notebook shows it, and no kernel is needed after that."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def clickable(chart: Chart, pages: Mapping[int, int], names: Mapping[int, str]) -> Markup:
    """Return a chart's picture whose marks open pages, for the ``base`` of ``paged``.

    Args:
        chart: The chart that stays.
        pages: Which page the mark of each row opens, counted from 0 as the menu does.
        names: What appears when a pointer is near the mark of each row.
    """
    layers = []
    for medium, window in WINDOWS.items():
        marks = []
        for mark in chart.marks(medium):
            if mark.row in pages:
                marks.append((mark.x, mark.y, pages[mark.row], names[mark.row]))
        layers.append({"window": window, "shape": chart.shape(medium), "marks": marks})
    return fill("explorers/marked_picture.html", chart=chart, layers=layers)


def paged(label: str, pages: Sequence[Page], *, base: str = "", start: int = 0) -> Explorer:
    """Show one page at a time over something that stays.

    Args:
        label: What the menu chooses, such as "Date".
        pages: What the menu offers, in order; pages of one ``group`` come together. The first
            paragraph of a page is read aloud when it is chosen.
        base: HTML that all pages share, such as a chart's picture; then all pages are as high
            as the tallest, so that nothing jumps. Without it each page has its own height.
        start: Which page is shown first; -1 is the last.

    Returns:
        One piece of HTML with a menu, two buttons, the pages and a short script.

    Raises:
        ValueError: There is no page, or two pages of one group share a name.
    """
    if not pages:
        raise ValueError("An explorer needs at least one page.")
    for (_, name), times in Counter((page.group, page.name) for page in pages).items():
        if times > 1:
            raise ValueError(f"Two pages are called {name!r}; a menu cannot tell them apart.")
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.group, []).append(page._replace(html=Markup(page.html)))
    html = fill(
        "explorers/explorer.html",
        label=label,
        groups=groups,
        base=Markup(base),
        first=pages[start],
    )
    return Explorer(str(html))
