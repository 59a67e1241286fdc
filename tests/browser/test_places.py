"""One journey through three notebooks, in every place that needs nothing but this computer.

``.ci/hub.py`` takes the same journey on a server.
"""

import pytest

from tests.browser.journey import travel
from tests.browser.window import LAPTOP, open_window

pytestmark = pytest.mark.browser


def test_on_the_website(browser, edition):
    with open_window(browser, LAPTOP, "file:") as window:
        travel(window.page, f"{edition.as_uri()}/{{}}.html", "gray heron")
        assert window.errors == []


def test_in_jupyterlab(browser, lab):
    """Its address in the window shows the notebook alone, whatever was open before."""
    with open_window(browser, LAPTOP, lab.url) as window:
        page = f"{lab.url}/lab/tree/notebooks/{{}}.ipynb?token={lab.token}&reset"
        travel(window.page, page, "gray heron")
        assert window.asked_elsewhere(lab.url) == []
