"""What readers of the website may take along: decks, charts, tables, the teacher's pack."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dateline.case.schema import DESCRIPTION
from dateline.publish.reproducible import reproducible

FOLDER = "downloads"
CHART_FORMATS = ("png", "svg", "txt")
COLORS = 128  # of a chart on the website: a few, and their shades at the edges of letters


class Download(NamedTuple):
    """A file to take along: its address on the website, what it is, and its content."""

    address: str
    words: str
    about: str
    content: bytes

    @property
    def size(self) -> str:
        """How large it is, in words."""
        kilobytes = len(self.content) / 1000
        return f"{kilobytes:,.0f} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def downloads(case: str, tables: Path, figures: Path, packs: Sequence[Path]) -> list[Download]:
    """Return what can be taken along; a deck that has not been made is left out.

    Args:
        case: The name of the case.
        tables: The folder with its tables, or the workbook that has them.
        figures: The folder with its decks and charts.
        packs: Further files, such as the teacher's pack.
    """
    decks = {
        f"{case}.pptx": ("The deck", "every chart, quotation and question, with notes"),
        f"{case}-editable.pptx": ("The deck to edit", "charts that PowerPoint draws"),
    }
    found = []
    for file in packs:
        words, about = "The teacher's pack", "plans, sheets and cards to print, with keys"
        found.append(Download(f"{FOLDER}/{file.name}", words, about, file.read_bytes()))
    for name, (words, about) in decks.items():
        if (figures / name).is_file():
            content = (figures / name).read_bytes()
            found.append(Download(f"{FOLDER}/{name}", words, about, content))
    about = "for any spreadsheet; they include what became known later"
    name = tables.name if tables.is_file() else "tables.zip"
    content = tables.read_bytes() if tables.is_file() else tables_zip(tables)
    found.append(Download(f"{FOLDER}/{name}", "The tables", about, content))
    return found


def chart_files(figures: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the charts for slides by their addresses on the website."""
    files = {}
    for name in names:
        for format in CHART_FORMATS:
            file = figures / f"{name}.{format}"
            if file.is_file():
                content = file.read_bytes()
                small = smaller(content) if format == "png" else content
                files[f"charts/{file.name}"] = small
    return files


def smaller(png: bytes) -> bytes:
    """Return a picture of few colors in a third of the bytes, with the words that are in it."""
    picture = Image.open(io.BytesIO(png))
    about = PngInfo()
    for name, text in picture.info.items():
        if isinstance(name, str) and isinstance(text, str):
            about.add_text(name, text)
    packed = io.BytesIO()
    flat = picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    flat.save(packed, "png", pnginfo=about, optimize=True)
    return packed.getvalue()


def tables_zip(folder: Path) -> bytes:
    """Return the tables of a case and their description in one file, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted([*folder.glob("*.csv"), folder / DESCRIPTION]):
            archive.writestr(file.name, file.read_bytes())
    return reproducible(packed.getvalue())
