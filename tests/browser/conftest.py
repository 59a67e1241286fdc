"""What the browser tests share: one browser and one JupyterLab for all of them."""

import pytest
from playwright.sync_api import expect, sync_playwright

from start import find_browser
from tests.browser.lab import jupyterlab

expect.set_options(timeout=20_000)  # a browser and two kernels on a busy machine


# Both end with the last test of this folder: a browser that is open takes asyncio for itself.
@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as play:
        # Tests look at the pixels of pictures that a page has as files beside it.
        arguments = ["--allow-file-access-from-files"]
        opened = play.chromium.launch(executable_path=find_browser(), args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def lab(tmp_path_factory):
    with jupyterlab(tmp_path_factory.mktemp("lab")) as running:
        yield running
