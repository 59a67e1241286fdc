"""Pictures: a chart as the bytes of files, each with its title, description and source."""

import io
import re
from collections.abc import Iterable
from typing import Any

import matplotlib.pyplot as plt
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from dateline.charts import Chart
from ink.look import HOUSE
from press.files import MADE, safe

KINDS = ("png", "svg", "pdf", "txt")


def pictures(chart: Chart, kinds: Iterable[str] = KINDS, more: str = "") -> dict[str, bytes]:
    """Return a chart drawn once, as a slide, in several formats.

    Args:
        chart: What to draw.
        kinds: Some of KINDS.
        more: What else stands in the text file, such as every source.

    Returns:
        The bytes of each file; the same chart gives the same bytes.
    """
    figure = chart.draw("slide")
    make = {"png": png, "svg": svg, "pdf": pdf}
    return {
        kind: make[kind](figure, chart) if kind in make else text(chart, more) for kind in kinds
    }


def sourced(chart: Chart) -> str:
    """Return who published the numbers, as plain text."""
    return Markup(escape(chart.source)).striptags()


def png(figure: Figure, chart: Chart) -> bytes:
    """Return a figure as PNG, of a slide 1920 x 1080."""
    about = {"Title": chart.title, "Description": chart.words, "Source": sourced(chart)}
    return _saved(figure, "png", about | {"Software": MADE}, pil_kwargs={"compress_level": 6})


def svg(figure: Figure, chart: Chart) -> bytes:
    """Return a figure as SVG, letters as outlines, with a title and words that are read aloud."""
    about = {"Title": chart.title, "Description": chart.words, "Source": sourced(chart)}
    undated = {"Creator": MADE, "Date": None}
    drawn = _saved(figure, "svg", about | undated).decode()
    own = safe(chart.name)
    head = Markup('<title id="{0}-title">{1}</title>\n <desc id="{0}-words">{2}</desc>').format(
        own, chart.title, chart.words
    )
    drawn = re.sub(r"<title>.*?</title>", lambda _: str(head), drawn, count=1, flags=re.DOTALL)
    named = f'<svg role="img" aria-labelledby="{own}-title {own}-words" '
    return drawn.replace("<svg ", named, 1).encode()


def pdf(figure: Figure, chart: Chart) -> bytes:
    """Return a figure as PDF of one page, letters as outlines."""
    about: dict[str, Any] = {
        "Title": chart.title,
        "Subject": chart.words,
        "Keywords": sourced(chart),
    }
    bare = {"Creator": MADE, "Producer": None, "CreationDate": None}
    return _saved(figure, "pdf", about | bare)


def _saved(figure: Figure, kind: str, about: dict[str, Any], **how: Any) -> bytes:
    """Return the bytes of a figure, the same on each day and in each place."""
    file = io.BytesIO()
    with plt.rc_context(HOUSE | {"savefig.bbox": None, "pdf.fonttype": 3}):
        figure.savefig(file, format=kind, dpi=figure.dpi, metadata=about, **how)
    return file.getvalue()


def text(chart: Chart, more: str = "") -> bytes:
    """Return title, alternative text, source and credit line of a chart as plain text."""
    parts = [chart.title, chart.words, f"Source: {sourced(chart)}", credit(chart), more]
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def credit(chart: Chart) -> str:
    """Return the line to print beside a chart that is shown elsewhere."""
    return f"“{chart.title}”. {MADE}, CC BY 4.0. Numbers and words: {sourced(chart)}"
