"""Pictures: a chart as the bytes of files, each with its title, description and source."""

import io
import re
from collections.abc import Iterable
from typing import Any

import matplotlib.pyplot as plt
from markupsafe import Markup, escape
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dateline.charts import Chart
from dateline.charts.type import FONT, HOUSE
from dateline.files import MADE, safe_name

KINDS = ("png", "svg", "pdf", "txt")
SAVED: dict[Any, Any] = {
    "savefig.bbox": None,  # "tight" would make a slide that is none
    "svg.fonttype": "none",
    "pdf.fonttype": 3,
    "text.hinting": "no_hinting",  # letters this large need none, and it takes time
}


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
    """Return a figure as PNG, of a slide 1920 x 1080; no part of it is transparent."""
    about = {"Title": chart.title, "Description": chart.words, "Source": sourced(chart)}
    held, file, canvas = PngInfo(), io.BytesIO(), FigureCanvasAgg(figure)
    for name, words in (about | {"Software": MADE}).items():
        held.add_text(name, words)
    with plt.rc_context(HOUSE | SAVED):
        canvas.draw()
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    drawn.convert("RGB").save(file, "png", pnginfo=held, compress_level=3)
    return file.getvalue()


def svg(figure: Figure, chart: Chart) -> bytes:
    """Return a figure as SVG with a title and words that are read aloud.

    Letters are text, so that they can be searched and edited; where the font is missing, one
    that is no wider takes its place.
    """
    about = {"Title": chart.title, "Description": chart.words, "Source": sourced(chart)}
    undated = {"Creator": MADE, "Date": None}
    drawn = _saved(figure, "svg", about | undated).decode()
    own = safe_name(chart.name)
    head = Markup('<title id="{0}-title">{1}</title>\n <desc id="{0}-words">{2}</desc>').format(
        own, chart.title, chart.words
    )
    drawn = re.sub(r"<title>.*?</title>", lambda _: str(head), drawn, count=1, flags=re.DOTALL)
    named = f'<svg role="img" aria-labelledby="{own}-title {own}-words" '
    drawn = drawn.replace("<svg ", named, 1)
    return drawn.replace(f"'{FONT}'", f"'{FONT}', Verdana, Arial, sans-serif").encode()


def pdf(figure: Figure, chart: Chart) -> bytes:
    """Return a figure as PDF of one page, letters as outlines."""
    about: dict[str, Any] = {
        "Title": chart.title,
        "Subject": chart.words,
        "Keywords": sourced(chart),
    }
    bare = {"Creator": MADE, "Producer": None, "CreationDate": None}
    return _saved(figure, "pdf", about | bare)


def _saved(figure: Figure, kind: str, about: dict[str, Any]) -> bytes:
    """Return the bytes of a figure, the same on each day and in each place."""
    file = io.BytesIO()
    with plt.rc_context(HOUSE | SAVED):
        figure.savefig(file, format=kind, dpi=figure.dpi, metadata=about)
    return file.getvalue()


def text(chart: Chart, more: str = "") -> bytes:
    """Return title, alternative text, source and credit line of a chart as plain text."""
    parts = [chart.title, chart.words, f"Source: {sourced(chart)}", credit(chart), more]
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def credit(chart: Chart) -> str:
    """Return the line to print beside a chart that is shown elsewhere."""
    return f"“{chart.title}”. {MADE}, CC BY 4.0. Numbers and words: {sourced(chart)}"
