"""The notebooks as the tests see them: as they are stored, and as they are after a run."""

import os
import re
from functools import cache
from pathlib import Path

import nbformat

from dateline.publish import edition
from tests.once import once

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "notebooks"
QUIET = Path(__file__).parent / "quiet"
STRICT = "error::FutureWarning,error::DeprecationWarning:__main__"
NAMES = sorted(path.stem for path in FOLDER.glob("[0-9][0-9]_*.ipynb"))
OTHER = "09_any_article"  # it reads another case: see test_any_article.py
SEALED = [name for name in NAMES if not name.startswith("07") and name != OTHER]


def read(name):
    """Return a notebook as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run(notebook):
    """Run a notebook on a copy, top to bottom, without a network; a warning stops it."""
    environment = quiet(PROJECT) | {"PYTHONWARNINGS": STRICT}
    with edition.copied(FOLDER) as folder:
        return edition.run(notebook, folder, environment)


def quiet(project):
    """Return the environment of a program, so that it and its kernels never use the network.

    They import the package from the folder ``project``.
    """
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(QUIET), str(project)])}


@cache
def executed(name):
    """Return a notebook with its outputs. It is run once for all tests and processes."""
    file = once(f"{name}.ipynb", lambda file: nbformat.write(run(read(name)), file))
    return nbformat.read(file, as_version=4)


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def outputs(notebook):
    """Return everything that a run shows, as one text."""
    texts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            texts.append(output.get("text", ""))
            texts += [str(value) for value in output.get("data", {}).values()]
    return "\n".join(texts)


def visible(cell):
    """Return the prose of a Markdown cell that is not folded, without its markup."""
    text = re.sub(r"<details>.*?</details>", " ", cell.source, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"<[^>]+>|[*_`#|\[\]]", " ", text)
