"""What the browser tests stand on: a browser, the reading pages and a JupyterLab."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

from start import find_browser
from tests.browser.lab import jupyterlab, quiet
from tests.notebooks import PROJECT

expect.set_options(timeout=20_000)  # a browser and two kernels on a busy machine


# One for each file and not for the whole run: while it lasts, no other test can use asyncio.
@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=find_browser())
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """The folder that the command for reading pages has written."""
    folder = tmp_path_factory.mktemp("edition")
    command = [sys.executable, "-m", "press", "edition", str(folder)]
    subprocess.run(command, cwd=PROJECT, env=quiet(PROJECT), check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with jupyterlab(tmp_path_factory.mktemp("lab")) as running:
        yield running
