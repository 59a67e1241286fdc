"""Slides: a chart as files for a slide, and several as a PowerPoint deck.

``from dateline import slides``, then ``slides.save(chart)`` or ``slides.deck([one, two], path)``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from dateline.charts import Chart
from dateline.files import MADE, check_replaceable, safe_name, write_files
from dateline.publish.exhibits import Exhibit
from dateline.publish.pictures import FORMATS, Drawing, source_of

if TYPE_CHECKING:
    from dateline.publish.deck import Deck

FOLDER = Path("my-slides")  # in the folder of the notebook, where JupyterLab shows it
ASK = "What do you see? Who counted, and who is left out? What else would you need to know?"


def save(chart: Chart, name: str | None = None, folder: str | Path | None = None) -> list[Path]:
    """Save a chart as a slide: as PNG, SVG and PDF, and its alternative text as TXT.

    The slide is 1920 x 1080, or 13.33 x 7.5 inches. Each file has the title, the words and the
    source in it. A chart that has parts is followed by them, numbered from 1.

    Args:
        chart: A Chart, as ``charts.levels`` and the others return it.
        name: What to call the files; by default the name of the chart. Characters that a file
            name cannot have become hyphens.
        folder: Where to save; by default ``my-slides`` beside the notebook. It is made if it is
            missing.

    Returns:
        The files, four for each picture. A file that Dateline made before under that name is
        replaced.

    Raises:
        TypeError: This is not a Chart.
        ValueError: The chart has no rows, as a bare one, or no source.
        FileExistsError: There is a file of that name which Dateline did not make; no file is
            changed.
        OSError: The folder cannot be written to, or the disk is full; no file is changed.
    """
    _check_chart(chart)
    stem = safe_name(name or chart.name)
    to = Path(folder or FOLDER)
    pictures = {stem: chart}
    for number, part in enumerate(chart.parts, 1):
        pictures[f"{stem}-{number}"] = part
    check_replaceable(to, [f"{stem}.{format}" for stem in pictures for format in FORMATS])
    files = {}
    for stem, picture in pictures.items():
        for format, content in Drawing(picture).files().items():
            files[f"{stem}.{format}"] = content
    return write_files(to, files)


def deck(
    charts: Iterable[Chart | Exhibit], path: str | Path, *, title: str = "", about: str = ""
) -> Path:
    """Save charts as a PowerPoint deck, 16:9, to be shown as it is or to be edited.

    After a cover each chart has a slide with its picture, and one for each of its parts. Where
    PowerPoint can draw it, a second slide has it as a chart to edit: steps as a line on a date
    axis, shares and counts as bars. The notes say what to say and ask and what the chart shows;
    they have a credit line to paste and the sources.

    Args:
        charts: Charts, or exhibits of a case, in the order of the slides.
        path: The file; ``.pptx`` is added if it is missing.
        title: The title of the deck; by default the name of the file.
        about: The text below it.

    Returns:
        The file.

    Raises:
        TypeError: ``charts`` is not a list, or something in it is not a Chart.
        ValueError: There are no charts, or one has no rows or no source.
        ImportError: python-pptx is missing.
        FileExistsError: There is such a file and Dateline did not make it, or it was edited
            since.
        OSError: The file cannot be written.
    """
    if isinstance(charts, Chart):
        raise TypeError("This is one Chart: put it in brackets, slides.deck([chart], ...).")
    exhibits = [item if isinstance(item, Exhibit) else _exhibit(item) for item in charts]
    if not exhibits:
        raise ValueError("There are no charts for the deck: put at least one in the brackets.")
    file = Path(path)
    if file.suffix.lower() != ".pptx":
        file = file.with_name(f"{file.name}.pptx")
    check_replaceable(file.parent, [file.name])
    name = file.stem.replace("-", " ").replace("_", " ").capitalize()
    new = new_deck(title or name, about)
    for exhibit in exhibits:
        for page in (exhibit, *exhibit.parts):
            new.add(page)
            new.add_native(page)
    write_files(file.parent, {file.name: new.content()})
    return file


def new_deck(title: str, about: str) -> "Deck":
    """Return a deck with a cover and nothing else yet.

    Raises:
        ImportError: python-pptx is missing.
    """
    try:
        from dateline.publish.deck import Deck  # only a deck needs python-pptx
    except ImportError as missing:
        if not str(missing.name).startswith("pptx"):
            raise
        raise ImportError(
            "A deck needs the package python-pptx, which is missing here. Type  python3 start.py  "
            "in the project's folder, or  pip install python-pptx , then run this again."
        ) from missing
    return Deck(title, f"{about}\n{MADE}, CC BY 4.0.".strip())


def _check_chart(chart: Any) -> None:
    """Raise an error, in words, if this is not a chart that may be shown to strangers."""
    if isinstance(chart, Figure):
        raise TypeError(
            "This is a matplotlib Figure. It names no source, and it has no words for readers who "
            "cannot see it. Make a Chart: charts.levels(rows, source=...), or from your own "
            "drawing charts.Chart(name=..., title=..., words=..., axes=..., table=rows, "
            "source=..., draw=lambda medium: figure)."
        )
    if not isinstance(chart, Chart):
        raise TypeError(
            f"This is not a Chart but a {type(chart).__name__}: make one, such as "
            "charts.levels(rows, source=cards.source_line(rows, case.sources))."
        )
    if chart.table.empty:
        raise ValueError(
            f"The chart {chart.name!r} has no rows behind it, so nobody could check its slide. "
            "Save the chart itself and not its bare() form, or widen the filter of its rows."
        )
    if not source_of(chart).strip():
        raise ValueError(
            f"The chart {chart.name!r} names no source: make it with "
            "source=cards.source_line(rows, case.sources)."
        )


def _exhibit(chart: Chart) -> Exhibit:
    """Return a reader's own chart as an exhibit: its words are what there is to say."""
    _check_chart(chart)
    return Exhibit(chart.name, chart.title, chart.words, ASK, chart, source=source_of(chart))
