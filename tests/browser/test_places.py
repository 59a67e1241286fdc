"""One journey through three notebooks, in every place that needs nothing but this computer.

``.ci/hub.py`` takes the same journey on a server.
"""

import shutil

import pytest

from tests.browser.journey import NOTEBOOKS, travel
from tests.browser.window import LAPTOP, open_window

pytestmark = pytest.mark.browser


def test_on_the_website(browser, edition):
    with open_window(browser, LAPTOP, "file:") as window:
        travel(window.page, f"{edition.as_uri()}/{{}}.html", "gray heron")
        assert window.errors == []


def test_in_jupyterlab(browser, lab):
    """On copies: the journey saves what it ran. The window shows one notebook and nothing else."""
    folder = lab.notebooks / "journey"
    folder.mkdir()
    for name in NOTEBOOKS:
        shutil.copy(lab.notebooks / f"{name}.ipynb", folder)
    with open_window(browser, LAPTOP, lab.url) as window:
        page = f"{lab.url}/lab/tree/notebooks/journey/{{}}.ipynb?token={lab.token}&reset"
        travel(window.page, page, "gray heron")
        assert window.asked_elsewhere(lab.url) == []
    shutil.rmtree(folder)
    answers = list((lab.notebooks.parent / "answers").glob("gray-heron*"))
    assert len(answers) == len(NOTEBOOKS)
    for file in answers:  # others look at who has answered in this JupyterLab
        file.unlink()
