"""The notebooks as the tests see them: read, and run once a test process on a quiet kernel."""

import os
import re
from functools import cache
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from dateline.publish.edition import copied

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "notebooks"
QUIET = Path(__file__).parent / "quiet"
STRICT = "error::FutureWarning,error::DeprecationWarning:__main__"
NAMES = sorted(path.stem for path in FOLDER.glob("[0-9][0-9]_*.ipynb"))
SEALED = [name for name in NAMES if not name.startswith("07")]


def read(name):
    """Return a notebook as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run(notebook):
    """Run a notebook on a copy, top to bottom, with no network and no tolerated warning."""
    quiet = os.environ | {"PYTHONPATH": str(QUIET), "PYTHONWARNINGS": STRICT}
    with copied(FOLDER) as folder:
        place = {"metadata": {"path": str(folder)}}
        return NotebookClient(notebook, timeout=180, resources=place).execute(env=quiet)


@cache
def executed(name):
    """Return a notebook that has been run."""
    return run(read(name))


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def outputs(notebook):
    """Return all that a run shows, as one text."""
    shown = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown.append(output.get("text", ""))
            shown += [str(value) for value in output.get("data", {}).values()]
    return "\n".join(shown)


def visible(cell):
    """Return the prose of a Markdown cell that is not folded, without its markup."""
    text = re.sub(r"<details>.*?</details>", " ", cell.source, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"<[^>]+>|[*_`#|\[\]]", " ", text)
