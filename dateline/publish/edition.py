"""The website: the notebooks as pages that work without Python, from a folder, on a phone.

The notebooks are run first, on a copy; then all files are made; then they are written, all or
none. The pages load nothing from outside their folder.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from dateline.case import CASES, PROJECT, load_case
from dateline.files import check_replaceable, write_files
from dateline.publish.lesson import NOTEBOOKS, case_of_the_notebooks, files, lesson_notebook
from dateline.publish.website import Website

SECONDS = 300  # a notebook that takes longer than this has hung


def edition(
    to: Path, notebooks: Path = NOTEBOOKS, *, case: str = "", downloads: bool = True
) -> Iterator[str]:
    """Run the notebooks of a lesson and write them as a website.

    Args:
        to: The folder to write to. It is made if it is missing; what an earlier run wrote there
            is replaced.
        notebooks: The folder with the notebooks.
        case: The name or the path of their case; if left out, the first case they load.
        downloads: Whether a teacher may take the decks, the tables and the teacher's pack from
            it. They have notes and keys.

    Yields:
        A line for each notebook before it is run, such as "2 of 7 01_read_the_article", then one
        with the number and the size of the files.

    Raises:
        CaseError: The case of the notebooks has problems; nothing is run.
        ValueError: There is no notebook, or a cell of one fails; nothing is written.
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
        OSError: The folder cannot be written to.
    """
    found = files(notebooks)
    name = case or case_of_the_notebooks(notebooks)
    load_case(name)
    pages = ["index", *(file.stem for file in found)]
    check_replaceable(to, [f"{page}.html" for page in pages])

    executed: dict[str, NotebookNode] = {}
    yield from run_all(found, executed)
    made = website(executed, name, downloads=downloads)
    write_files(to, made)
    pages_made = sum(name.endswith(".html") for name in made)
    size = sum(map(len, made.values())) / 1_000_000
    yield f"{pages_made} pages, {len(made)} files, {size:.1f} MB"


def run_all(found: Sequence[Path], executed: dict[str, NotebookNode]) -> Iterator[str]:
    """Run the notebooks of a folder, one after the other, on a copy of the folder.

    Args:
        found: The files of the notebooks.
        executed: Filled with the notebooks and their outputs, by the names of their files
            without ``.ipynb``.

    Yields:
        A line for each before it is run, such as "2 of 7 01_read_the_article".

    Raises:
        ValueError: A cell of one fails.
    """
    with copied(found[0].parent) as folder:
        for number, file in enumerate(found, 1):
            yield f"{number} of {len(found)} {file.stem}"
            executed[file.stem] = run_named(file, folder)


def website(
    executed: Mapping[str, NotebookNode], name: str, *, downloads: bool = True
) -> dict[str, bytes]:
    """Return the files of the website by their names.

    Args:
        executed: The notebooks with their outputs, by the names of their files without
            ``.ipynb``.
        name: The name or the path of their case.
        downloads: As for ``edition``.
    """
    case = load_case(name).until_publication()
    part = "" if name == case_of_the_notebooks() else case.name  # of a folder with several cases
    return Website(
        case=case,
        notebooks=[lesson_notebook(stem, notebook) for stem, notebook in executed.items()],
        tables=CASES / name if (CASES / name).exists() else Path(name),
        figures=PROJECT / "figures" / part,
        packs=sorted((PROJECT / "pack" / part).glob("*.zip")) if downloads else (),
        has_downloads=downloads,
    ).files()


def run_named(file: Path, folder: Path) -> NotebookNode:
    """Run a notebook and return it with its outputs.

    Args:
        file: The notebook.
        folder: Where it is run.

    Raises:
        ValueError: It cannot be read, or a cell fails; the message names the notebook, the cell
            and the error.
    """
    try:
        notebook = nbformat.read(file, as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        message = f"{file.name} is no notebook that can be read. Take the file from the project."
        raise ValueError(message) from error
    try:
        return run(notebook, folder)
    except CellExecutionError as error:
        reason = f"{error.ename}: {error.evalue}".strip().splitlines()[0]
    except CellTimeoutError:
        reason = f"it took longer than {SECONDS} seconds"
    except DeadKernelError:
        reason = "its Python ended; there may be too little memory"
    raise ValueError(
        f"{file.name} stopped at the cell {_stopped_cell(notebook)!r}: {reason}. Nothing was "
        "written. Open the notebook, mend that cell, then run the same command again."
    )


def _stopped_cell(notebook: NotebookNode) -> str:
    """Return the id of the cell that a run got to."""
    started = [cell.id for cell in notebook.cells if "execution" in cell.metadata]
    return str(started[-1]) if started else str(notebook.cells[0].id)


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
