"""The website: the notebooks as pages that work without Python, from a folder, on a phone.

A page is a notebook run from top to bottom. It contains everything it shows: pictures, style
and the few lines of script of an explorer. It loads nothing from anywhere else.

The notebooks are run first (``run``), then the pages are written from what they show
(``write_pages``). ``edition`` does both.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from traitlets.config import Config

from dateline.case import PROJECT, load_case
from dateline.files import check_replaceable, write_files
from dateline.publish.lesson import cases_loaded
from dateline.web import fill, without_repeats

WEB = Path(__file__).parents[1] / "web"
TO_NOTEBOOK = re.compile(r'href="(\d\d_\w+)\.ipynb(?=["#])')  # a link from one notebook to another
LEFT_OUT = {"teacher"}  # tags of cells that a reader does not get
SECONDS = 300  # a notebook that takes longer than this has hung


def edition(to: Path, notebooks: Path = PROJECT / "notebooks") -> Iterator[Path]:
    """Run each notebook and write it as a page, then the two pages that go with them.

    Args:
        to: The folder to write to. It is made if it is missing; old pages in it are replaced,
            unless somebody else made or edited them.
        notebooks: The folder with the notebooks.

    Yields:
        Each page as soon as it is written: the notebooks, then ``dictionary.html`` and
        ``index.html``.

    Raises:
        ValueError: There is no notebook in the folder.
        FileExistsError: A page is there that Dateline did not make, or that was edited since, or
            a link is in its place; no notebook is run.
        OSError: The folder cannot be written to.
        nbclient.exceptions.CellExecutionError: A cell of a notebook fails.
    """
    names = [f"{file.stem}.html" for file in _files(notebooks)]
    check_replaceable(to, [*names, "dictionary.html", "index.html"])
    yield from write_pages(run_all(notebooks), to)


def write_pages(executed: Iterable[tuple[str, NotebookNode]], to: Path) -> Iterator[Path]:
    """Write notebooks that have been run as pages, then the two pages that go with them.

    Args:
        executed: The name of each notebook's file without ``.ipynb``, and the notebook with its
            outputs; each is taken only when the one before has been written.
        to: The folder to write to. It is made if it is missing; old pages in it are replaced,
            unless somebody else made or edited them.

    Yields:
        Each page as soon as it is written: the notebooks, then ``dictionary.html``, which says
        what the columns of the tables mean, and ``index.html``, which lists the pages.
    """
    written: dict[str, NotebookNode] = {}
    for name, notebook in executed:
        written[name] = notebook
        yield _write(to, f"{name}.html", page(notebook))
    yield from _write_dictionary_and_index(written, to)


def run_all(notebooks: Path) -> Iterator[tuple[str, NotebookNode]]:
    """Run the notebooks of a folder, one after the other, on a copy of the folder.

    Yields:
        The name of each file without ``.ipynb``, and the notebook with its outputs.

    Raises:
        ValueError: There is no notebook in the folder.
        nbclient.exceptions.CellExecutionError: A cell of a notebook fails.
    """
    files = _files(notebooks)
    with copied(notebooks) as folder:
        for file in files:
            yield file.stem, run(nbformat.read(file, as_version=4), folder)


def _files(notebooks: Path) -> list[Path]:
    """Return the notebooks of a folder in their order; raise ValueError if there is none."""
    files = sorted(notebooks.glob("[0-9][0-9]_*.ipynb"))
    if not files:
        raise ValueError(f"There is no notebook in {notebooks}; a name starts with two digits.")
    return files


def run(
    notebook: NotebookNode, folder: Path, environment: Mapping[str, str] | None = None
) -> NotebookNode:
    """Run a notebook from top to bottom and return it with its outputs.

    Args:
        notebook: The notebook; its own cells get the outputs.
        folder: Where it is run, so that it finds the files it reads.
        environment: The environment variables of its kernel; by default those of this process.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell fails.
    """
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        store_widget_state=False,  # a page shows the HTML that stands in for a widget
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--Application.log_level=40"],  # only errors, no remarks on itself
    )
    if environment is None:
        return client.execute()
    return client.execute(env=dict(environment))


def page(notebook: NotebookNode) -> str:
    """Return a notebook that has been run as one page of HTML that needs nothing else."""
    exporter = HTMLExporter(
        template_name="reading",
        extra_template_basedirs=[str(WEB / "pages")],
        extra_template_paths=[str(WEB)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        config=Config({"TagRemovePreprocessor": {"remove_cell_tags": LEFT_OUT, "enabled": True}}),
    )
    exporter.register_preprocessor(TagRemovePreprocessor, enabled=True)
    html, _ = exporter.from_notebook_node(notebook, resources={"title": title(notebook)})
    html = TO_NOTEBOOK.sub(r'href="\1.html', str(html))
    return without_repeats(html)


def title(notebook: NotebookNode) -> str:
    """Return the title of a notebook: its first heading."""
    for cell in notebook.cells:
        for line in cell.source.splitlines():
            if line.startswith("# "):
                return str(line[2:].strip())
    raise ValueError("The notebook has no title: start a cell of text with '# ' and the title.")


@contextmanager
def copied(notebooks: Path) -> Iterator[Path]:
    """Copy a folder of notebooks, with the data beside it, to run them there.

    What a notebook saves, such as slides, then never meets what its reader saved.
    """
    not_copied = shutil.ignore_patterns("my-slides", ".ipynb_checkpoints")
    with TemporaryDirectory() as place:
        for folder in (notebooks, notebooks.parent / "data"):
            if folder.is_dir():
                shutil.copytree(folder, Path(place) / folder.name, ignore=not_copied)
        yield Path(place) / notebooks.name


def _write_dictionary_and_index(executed: Mapping[str, NotebookNode], to: Path) -> Iterator[Path]:
    """Write what the columns of the tables mean, and the list of pages; yield each page."""
    code = "".join(str(notebook.cells) for notebook in executed.values())
    cases = [load_case(name) for name in cases_loaded(code)]
    yield _write(to, "dictionary.html", fill("pages/dictionary.html", cases=cases))
    titles = {f"{name}.html": title(notebook) for name, notebook in executed.items()}
    yield _write(to, "index.html", fill("pages/index.html", titles=titles))


def _write(folder: Path, name: str, html: str) -> Path:
    return write_files(folder, {name: html.encode()})[0]
