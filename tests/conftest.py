"""What all tests share: the folder of the run, the pages of the website, and a good order."""

import os
from tempfile import TemporaryDirectory

import pytest
from xdist.scheduler import LoadFileScheduling

from dateline.files import write_files
from dateline.publish.edition import website
from tests.notebooks import NAMES, executed
from tests.once import FOLDER, once

# What takes longest starts first, so that the processes end at about the same time: JupyterLab in
# one of them, running the notebooks in another.
PAGES = ("page", "pack", "questions_page", "judging")  # tests of the browser without JupyterLab
SLOW = [
    "tests/browser",
    "tests/test_notebooks.py",
    "tests/browser, pages",
    "tests/test_start.py",
    "tests/test_pack.py",
    "tests/test_editions.py",
    "tests/test_figures.py",
    "tests/test_exhibits.py",
    "tests/test_slides.py",
    "tests/test_charts.py",
]


def pytest_configure(config):
    """Make the folder of the run; the processes that share the tests inherit its name."""
    if FOLDER not in os.environ:
        folder = TemporaryDirectory()
        os.environ[FOLDER] = folder.name
        config.add_cleanup(folder.cleanup)


def pytest_collection_modifyitems(items):
    """Put the slow tests first; the others keep their order."""
    places = {group: place for place, group in enumerate(SLOW)}
    items.sort(key=lambda item: places.get(group_of(item.nodeid), len(SLOW)))


def pytest_xdist_make_scheduler(config, log):
    """Keep the tests of a file in one process, so that what they share is made once."""
    return Groups(config, log)


class Groups(LoadFileScheduling):
    """The tests, file by file; those that use one JupyterLab stay together like those of a file."""

    def _split_scope(self, nodeid):
        return group_of(nodeid)


def group_of(nodeid):
    """Return the file of a test; those of the browser are two groups: JupyterLab, and pages."""
    file = nodeid.split("::")[0]
    if not file.startswith("tests/browser/"):
        return file
    is_page = any(file == f"tests/browser/test_{name}.py" for name in PAGES)
    return "tests/browser, pages" if is_page else "tests/browser"


@pytest.fixture(scope="session")
def edition():
    """Return the folder with the pages of the website, written from the notebooks as run."""
    return once("edition", write_edition)


def write_edition(folder):
    """Make the website and write it to a folder."""
    notebooks = {name: executed(name) for name in NAMES}
    made = website(notebooks, "baghdad-embassy-2020")
    write_files(folder, made)
