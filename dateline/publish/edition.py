"""Editions: the notebooks as pages that work without Python, from a folder, on a phone.

A page is the notebook run from top to bottom. It holds everything it shows: pictures, style
and the few lines of script of an explorer; it asks nothing of any other place.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from traitlets.config import Config

from dateline import Case, load_case
from dateline.case import PROJECT
from dateline.web import fill

TEMPLATES = Path(__file__).parents[1] / "web"
LOADED = re.compile(r"""load_case\([\\"']+([\w-]+)""")  # the cases that a notebook reads
TO_NOTEBOOK = re.compile(r'href="(\d\d_\w+)\.ipynb"')  # a link from one notebook to another
LEFT_OUT = {"teacher"}  # tags of cells that a reader does not get
SECONDS = 300  # a notebook that takes longer than this hangs


def edition(to: Path, notebooks: Path = PROJECT / "notebooks") -> Iterator[Path]:
    """Run each notebook and write it as a page, then a page that lists them.

    Args:
        to: The folder to write to; it is made if need be, and old pages in it are replaced.
        notebooks: The folder with the notebooks.

    Yields:
        Each page as it is written, then the page that says what the columns of the tables mean
        (``dictionary.html``), the list (``index.html``) last.

    Raises:
        ValueError: There is no notebook in the folder.
        nbclient.exceptions.CellExecutionError: A cell of a notebook fails.
    """
    found = sorted(notebooks.glob("[0-9][0-9]_*.ipynb"))
    if not found:
        raise ValueError(f"There is no notebook in {notebooks}; a name starts with two digits.")
    to.mkdir(parents=True, exist_ok=True)
    titles: dict[str, str] = {}
    cases: dict[str, Case] = {}
    with copied(notebooks) as folder:
        for path in found:
            notebook = nbformat.read(path, as_version=4)
            titles[f"{path.stem}.html"] = title(notebook)
            page = to / f"{path.stem}.html"
            page.write_text(reading(run(notebook, folder)), encoding="utf-8", newline="\n")
            yield page
            cases |= {case: load_case(case) for case in LOADED.findall(str(notebook.cells))}
    for name, values in (("dictionary", {"cases": cases.values()}), ("index", {"titles": titles})):
        page = to / f"{name}.html"
        page.write_text(fill(f"{name}.html", **values), encoding="utf-8", newline="\n")
        yield page


def case_of_the_notebooks() -> str:
    """Return the name of the case that the notebooks read."""
    found = (LOADED.search(file.read_text("utf-8")) for file in PROJECT.glob("notebooks/*.ipynb"))
    return next(one[1] for one in found if one)


@contextmanager
def copied(notebooks: Path) -> Iterator[Path]:
    """Give a copy of the folder of notebooks, with the data beside it, to run them in.

    What a notebook saves, such as slides, then never meets what its reader saved.
    """
    with TemporaryDirectory() as place:
        for folder in (notebooks, notebooks.parent / "data"):
            if folder.is_dir():
                left_out = shutil.ignore_patterns("my-slides", ".ipynb_checkpoints")
                shutil.copytree(folder, Path(place) / folder.name, ignore=left_out)
        yield Path(place) / notebooks.name


def title(notebook: nbformat.NotebookNode) -> str:
    """Return the notebook's title: its first heading."""
    lines = (line for cell in notebook.cells for line in cell.source.splitlines())
    return str(next(line[2:].strip() for line in lines if line.startswith("# ")))


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Return the notebook with the outputs of a fresh run in ``folder``."""
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        store_widget_state=False,  # a page shows the pages that stand in for a widget
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--Application.log_level=40"],  # not its remarks on itself, only errors
    )
    return client.execute()


def reading(notebook: nbformat.NotebookNode) -> str:
    """Return an executed notebook as one page of HTML that needs nothing else."""
    exporter = HTMLExporter(
        template_name="reading",
        extra_template_basedirs=[str(TEMPLATES)],
        extra_template_paths=[str(TEMPLATES)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        config=Config({"TagRemovePreprocessor": {"remove_cell_tags": LEFT_OUT, "enabled": True}}),
    )
    exporter.register_preprocessor(TagRemovePreprocessor, enabled=True)
    page, _ = exporter.from_notebook_node(notebook, resources={"title": title(notebook)})
    return TO_NOTEBOOK.sub(r'href="\1.html"', page)
