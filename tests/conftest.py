"""What all tests share: the folder of the run, the pages of the website, and a good order."""

import os
from tempfile import TemporaryDirectory

import pytest

from dateline.publish.edition import write_pages
from tests.notebooks import NAMES, executed
from tests.once import FOLDER, once

# Two processes share the tests, file by file. What takes longest comes first, so that both end
# at about the same time: the browser in one process, running the notebooks in the other.
SLOW_FILES = [
    "test_notebooks",
    "test_start",
    "test_figures",
    "test_exhibits",
    "test_slides",
    "test_charts",
    "test_store",
]


def pytest_configure(config):
    """Make the folder of the run; the processes that share the tests inherit its name."""
    if FOLDER not in os.environ:
        folder = TemporaryDirectory()
        os.environ[FOLDER] = folder.name
        config.add_cleanup(folder.cleanup)


def pytest_collection_modifyitems(items):
    """Keep the tests of a file together, so that what they share is made once."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
    items.sort(key=place)


def group_of(item):
    """Return the name of the tests that stay together: a file, or all that use the browser."""
    return "browser" if item.path.parent.name == "browser" else item.path.stem


def place(item):
    """Return how late a test starts; those with the same number keep their order."""
    group = group_of(item)
    if group == "browser":
        return -1
    return SLOW_FILES.index(group) if group in SLOW_FILES else len(SLOW_FILES)


@pytest.fixture(scope="session")
def edition():
    """Return the folder with the pages of the website, written from the notebooks as run."""
    notebooks = {name: executed(name) for name in NAMES}
    return once("edition", lambda folder: list(write_pages(notebooks, folder)))
