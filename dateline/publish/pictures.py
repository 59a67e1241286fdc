"""Pictures: a chart drawn once, as a slide, and saved as PNG, SVG, PDF and text."""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dateline.charts import Chart
from dateline.charts.chart import show_words
from dateline.charts.type import FONT, HOUSE
from dateline.files import MADE, safe_name
from dateline.words import clean

INSTEAD = "'Source Sans 3', 'Arial Narrow', Arial, sans-serif"  # where our font is missing
FORMATS = ("png", "svg", "pdf", "txt")
BARE_FORMATS = ("png", "svg")
SETTINGS: dict[Any, Any] = {
    "savefig.bbox": None,  # "tight" would change the size of the slide
    "svg.fonttype": "none",  # text stays text
    "pdf.fonttype": 3,
    "text.hinting": "no_hinting",  # letters this large need none, and it takes time
}


def source_of(chart: Chart) -> str:
    """Return who published the numbers of a chart, as plain text."""
    return Markup(escape(chart.source)).striptags()


def credit(chart: Chart) -> str:
    """Return the line to print beside a chart that is shown elsewhere."""
    return f"“{chart.title}”. {MADE}, CC BY 4.0. Numbers and words: {source_of(chart)}"


class Drawing:
    """A chart drawn once, as a slide of 1920 x 1080, to be saved in several formats.

    The same chart gives the same bytes on any day and in any place.

    Attributes:
        chart: The chart.
        figure: What was drawn.
    """

    def __init__(self, chart: Chart) -> None:
        """Draw the chart."""
        self.chart = chart
        self.figure = chart.figure_for("slide")
        self._bare_files: dict[str, bytes] = {}

    def files(self, formats: Iterable[str] = FORMATS, more: str = "") -> dict[str, bytes]:
        """Return the content of a file for each format.

        Args:
            formats: Some of FORMATS.
            more: What else to write in the text file, such as every source.
        """
        make: dict[str, Callable[[], bytes]] = {
            "png": lambda: self.png,
            "svg": self.svg,
            "pdf": self.pdf,
            "txt": lambda: self.txt(more),
        }
        return {format: make[format]() for format in formats}

    def bare_files(self, question: str) -> dict[str, bytes]:
        """Return the picture with axes and marks only, as PNG and SVG.

        Its words are hidden while it is saved; nothing is drawn again.

        Args:
            question: What readers are asked about it; the files have it as their title.
        """
        if self._bare_files:
            return self._bare_files
        bare = replace(
            self.chart.bare(),
            name=f"{self.chart.name}-bare",
            title=question,
            source=self.chart.source,
            draw=lambda medium: self.figure,
        )
        show_words(self.figure, shown=False)
        try:
            self._bare_files = Drawing(bare).files(BARE_FORMATS)
        finally:
            show_words(self.figure, shown=True)
        return self._bare_files

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG, with title, words and source in the file."""
        file = io.BytesIO()
        about = PngInfo()
        for name, text in self._about().items():
            about.add_text(name, text or "")
        about.add_text("Software", MADE)
        self._image.save(file, "png", pnginfo=about, compress_level=3)
        return file.getvalue()

    def svg(self) -> bytes:
        """Return the picture as SVG with a title and words that screen readers read aloud.

        Letters are text, so they can be searched and edited. Where our font is missing, another
        one that is not wider takes its place.
        """
        drawn = self._saved("svg", self._about() | {"Creator": MADE, "Date": None}).decode()
        name = safe_name(self.chart.name)
        template = '<title id="{0}-title">{1}</title>\n <desc id="{0}-words">{2}</desc>'
        head = Markup(template).format(name, self.chart.title, self.chart.words)
        drawn = re.sub(r"<title>.*?</title>", lambda _: str(head), drawn, count=1, flags=re.DOTALL)
        labels = f'<svg role="img" aria-labelledby="{name}-title {name}-words" '
        drawn = drawn.replace("<svg ", labels, 1)
        return clean(drawn.replace(f"'{FONT}'", f"'{FONT}', {INSTEAD}")).encode()

    def pdf(self) -> bytes:
        """Return the picture as PDF of one page, letters as outlines."""
        about = {
            "Title": self.chart.title,
            "Subject": self.chart.words,
            "Keywords": source_of(self.chart),
            "Creator": MADE,
            "Producer": None,
            "CreationDate": None,
        }
        return self._saved("pdf", about)

    def txt(self, more: str = "") -> bytes:
        """Return title, alternative text, source and credit line as plain text."""
        chart = self.chart
        parts = [chart.title, chart.words, f"Source: {source_of(chart)}", credit(chart), more]
        return ("\n\n".join(part for part in parts if part) + "\n").encode()

    @property
    def title_share(self) -> float:
        """The part of the height, from the top, that the title takes: 0 where there is none."""
        titles = self._texts("title")
        if not titles:
            return 0.0
        lowest = min(text.get_window_extent().y0 for text in titles)
        return float(1 - lowest / self.figure.bbox.height)

    @property
    def lead(self) -> str:
        """The text below the title, such as what is counted; often empty."""
        return " ".join(text.get_text() for text in self._texts("lead"))

    @property
    def aspect(self) -> float:
        """How many times wider than high the picture is."""
        return self._image.width / self._image.height

    def _texts(self, part: str) -> list[Text]:
        """Return the words of one part of the page, such as its title."""
        return [text for text in self.figure.texts if text.get_label() == part]

    def _about(self) -> dict[str, str | None]:
        return {
            "Title": clean(self.chart.title),
            "Description": clean(self.chart.words),
            "Source": clean(source_of(self.chart)),
        }

    @cached_property
    def _image(self) -> Image.Image:
        """The pixels; none of them is transparent."""
        canvas = FigureCanvasAgg(self.figure)
        with rc_context(HOUSE | SETTINGS):
            canvas.draw()
        pixels = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
        return pixels.convert("RGB")

    def _saved(self, format: str, about: dict[str, str | None]) -> bytes:
        file = io.BytesIO()
        with rc_context(HOUSE | SETTINGS):
            self.figure.savefig(file, format=format, dpi=self.figure.dpi, metadata=about)
        return file.getvalue()
