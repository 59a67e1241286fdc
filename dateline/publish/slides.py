"""Slides: a chart as files for a slide, and several as a PowerPoint deck.

``from dateline import slides``, then ``slides.save(chart)`` or ``slides.deck([one, two], path)``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from dateline.charts import Chart
from dateline.files import MADE, safe_name, write_files
from dateline.publish.exhibits import Exhibit
from dateline.publish.pictures import pictures, sourced

FOLDER = Path("my-slides")  # below the folder of the notebook, where JupyterLab shows it
ASK = "What do you see? Who counted, and who is left out? What would you still have to know?"


def save(chart: Chart, name: str | None = None, folder: str | Path | None = None) -> list[Path]:
    """Save a chart as a slide: as PNG, SVG and PDF, and its alternative text as TXT.

    The slide is 1920 x 1080, or 13.33 x 7.5 inches; title, words and source are in each file.

    Args:
        chart: A Chart, as ``charts.levels`` and the others return it.
        name: What to call the files; by default as the chart is called. Signs that a file name
            cannot have become hyphens.
        folder: Where to save; by default ``my-slides`` beside the notebook. It is made if need
            be.

    Returns:
        The four files. A file that Dateline made before under that name is replaced.

    Raises:
        TypeError: This is no Chart.
        ValueError: The chart has no rows, as a bare one, or no source.
        FileExistsError: A file of that name is there which Dateline did not make; no file is
            changed.
        OSError: The folder cannot be written to, or the disk is full; no file is changed.
    """
    chart = _fit(chart)
    stem = Path(folder or FOLDER) / safe_name(name or chart.name)
    made = {stem.with_suffix(f".{kind}"): held for kind, held in pictures(chart).items()}
    write_files(made)
    return list(made)


def deck(
    charts: Iterable[Chart | Exhibit], path: str | Path, *, title: str = "", about: str = ""
) -> Path:
    """Save charts as a PowerPoint deck, 16:9, to be shown as it stands or to be edited.

    After a title slide each chart has a slide with its picture and, where it has a natural form
    there, one with a chart that PowerPoint draws: steps as a line on a date axis, shares and
    counts as bars. The notes hold what to say and ask, the alternative text, a credit line to
    paste and the sources.

    Args:
        charts: Charts, or exhibits of a case, in the order of the slides.
        path: The file; ``.pptx`` is added if it is missing.
        title: What stands on the first slide; by default the name of the file.
        about: What stands below it.

    Returns:
        The file.

    Raises:
        TypeError: ``charts`` is no list, or something in it is no Chart.
        ValueError: There are no charts, or one has no rows or no source.
        ImportError: python-pptx is missing.
        FileExistsError: The file is there and Dateline did not make it, or it was edited since.
        OSError: The file cannot be written.
    """
    try:
        from dateline.publish.exhibit_deck import (
            build,  # python-pptx is needed here and nowhere else
        )
    except ImportError as missing:
        if not str(missing.name).startswith("pptx"):
            raise
        raise ImportError(
            "A deck needs the package python-pptx, which is missing here. Type  python3 start.py  "
            "in the project's folder, or  pip install python-pptx , then run this again."
        ) from missing
    if isinstance(charts, Chart):
        raise TypeError("This is one Chart: put it between brackets, slides.deck([chart], ...).")
    shown = [one if isinstance(one, Exhibit) else _exhibit(_fit(one)) for one in charts]
    if not shown:
        raise ValueError("There are no charts for the deck: put one at least between the brackets.")
    file = Path(path)
    file = file if file.suffix.lower() == ".pptx" else file.with_name(f"{file.name}.pptx")
    name = title or file.stem.replace("-", " ").replace("_", " ").capitalize()
    write_files({file: build(shown, name, f"{about}\n{MADE}, CC BY 4.0.".strip())})
    return file


def _fit(chart: Any) -> Chart:
    """Return a chart that may be shown to strangers, or say what it lacks."""
    if isinstance(chart, Figure):
        raise TypeError(
            "This is a Figure of matplotlib, which names no source and has no words for who cannot "
            "see it. Make a Chart: charts.levels(rows, source=...), or of your own drawing "
            "charts.Chart(name=..., title=..., words=..., axes=..., table=rows, source=..., "
            "draw=lambda medium: figure)."
        )
    if not isinstance(chart, Chart):
        raise TypeError(
            f"This is no Chart but a {type(chart).__name__}: make one, such as "
            "charts.levels(rows, source=cards.source_line(rows, case.sources))."
        )
    if chart.table.empty:
        raise ValueError(
            f"The chart {chart.name!r} has no rows behind it, so nobody could check its slide. "
            "Save the chart itself and not its bare() form, or widen the filter of its rows."
        )
    if not sourced(chart).strip():
        raise ValueError(
            f"The chart {chart.name!r} names no source: make it with "
            "source=cards.source_line(rows, case.sources)."
        )
    return chart


def _exhibit(chart: Chart) -> Exhibit:
    """Return a chart of one's own as an exhibit: its words are what there is to say."""
    return Exhibit(chart.name, chart.title, chart.words, ASK, chart, source=sourced(chart))
