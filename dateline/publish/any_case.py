"""The notebook that reads any case: a copy of it for one case, to open or to be made a page."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.case import CASES, PROJECT
from dateline.files import safe_name, write_files

NOTEBOOKS = PROJECT / "notebooks"
NOTEBOOK = NOTEBOOKS / "09_any_article.ipynb"
LOADED = re.compile(r'load_case\("[^"]*"\)')


def notebook_text(case: Path) -> str:
    """Return the text of the notebook that reads any case, with a case named in it.

    Args:
        case: The folder or the workbook of the case.

    Raises:
        ValueError: The notebook is missing, or does not load a case.
    """
    if not NOTEBOOK.is_file():
        raise ValueError(f"{NOTEBOOK} is missing: get the project again, or make it from another.")
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    loads = f"load_case({json.dumps(_name_of(case), ensure_ascii=False)})"
    times = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            source, found = LOADED.subn(lambda _: loads, "".join(cell["source"]))
            cell["source"] = source.splitlines(keepends=True)
            times += found
    if times != 1:
        raise ValueError(f"{NOTEBOOK.name} must load one case, and it loads {times}.")
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _name_of(case: Path) -> str:
    """Return how a notebook names a case: by its name in ``data/``, or by its path."""
    if case.parent != CASES:
        return case.as_posix()
    beside = case.is_file() and (CASES / case.stem).is_dir()
    return case.name if beside or case.is_dir() else case.stem


def my_notebook(case: Path) -> Path:
    """Return the notebook of a case in the folder of notebooks; it is made if it is missing.

    Args:
        case: The folder or the workbook of the case.

    Raises:
        ValueError: The notebook that reads any case is missing.
        OSError: It cannot be written.
    """
    name = f"my-{safe_name(case.stem if case.is_file() else case.name, default='case')}.ipynb"
    if (NOTEBOOKS / name).exists():
        return NOTEBOOKS / name  # with what its reader wrote in it
    return write_files(NOTEBOOKS, {name: notebook_text(case).encode()})[0]


@contextmanager
def notebooks_of(case: Path | None) -> Iterator[Path]:
    """Give the folder of notebooks that become the pages of a case; None is the lesson."""
    if case is None:
        yield NOTEBOOKS
        return
    with TemporaryDirectory() as place:
        write_files(Path(place), {NOTEBOOK.name: notebook_text(case).encode()})
        yield Path(place)
