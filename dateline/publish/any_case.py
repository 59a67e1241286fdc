"""The notebook that reads any case: a copy of it for one case, to open or to be made a page."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dateline.case import CASES, PROJECT, load_case
from dateline.files import safe_name, write_files

NOTEBOOKS = PROJECT / "notebooks"
NOTEBOOK = NOTEBOOKS / "09_any_article.ipynb"
ONLY_IN_THE_LESSON = "lesson"  # the tag of cells that lead to the other notebooks
NEEDS = "needs-"  # a tag begins with it: the cell needs rows in that table, or in one of several
LOADED = re.compile(r'load_case\("[^"]*"\)')


def notebook_text(case: Path, tables: Collection[str] | None = None) -> str:
    """Return the text of the notebook that reads any case, with a case named in it.

    What leads to the other notebooks of the lesson is left out.

    Args:
        case: The folder or the workbook of the case.
        tables: The tables that have rows: parts that need others are left out, too. None keeps
            all, which say what to fill in.

    Raises:
        ValueError: The notebook is missing, or does not load a case.
    """
    if not NOTEBOOK.is_file():
        raise ValueError(f"{NOTEBOOK} is missing: get the project again, or make it from another.")
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if _belongs(cell, tables)]
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


def _belongs(cell: Mapping[str, Any], tables: Collection[str] | None) -> bool:
    """Tell whether a cell belongs into the notebook of a case that has rows in some tables."""
    tags = cell.get("metadata", {}).get("tags", [])
    needed = [tag.removeprefix(NEEDS) for tag in tags if tag.startswith(NEEDS)]
    if tables is not None and needed and not set(needed) & set(tables):
        return False
    return ONLY_IN_THE_LESSON not in tags


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
        known = load_case(case).until_publication().tables
        tables = [name for name, rows in known.items() if len(rows)]
        write_files(Path(place), {NOTEBOOK.name: notebook_text(case, tables).encode()})
        yield Path(place)
