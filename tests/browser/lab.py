"""A JupyterLab for the tests: it reaches only this machine, and leaves nothing behind."""

import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

import start
from tests.browser.window import LAPTOP, open_window
from tests.notebooks import PROJECT, quiet

START, STOP, SYNC = 60, 15, 15  # seconds to wait for each on a slow machine
# What a page of JupyterLab knows: the notebook in front, its cells, and the kernel that it has.
NOTEBOOK = "jupyterapp.shell.currentWidget"
CELLS = f"[...{NOTEBOOK}.content.model.cells]"
SESSION = f"{NOTEBOOK}.context.sessionContext"
KERNEL = f"{SESSION}.session?.kernel"
OPEN = """([path, kernelPreference]) => jupyterapp.restored
    .then(() => jupyterapp.commands.execute("docmanager:open", {path, kernelPreference}))
    .then(opened => opened.revealed).then(() => null)"""
SAVE = "jupyterapp.commands.execute('docmanager:save')"
RAN = f"""() => {KERNEL}?.status === 'idle'
    && {CELLS}.every(cell => cell.type !== 'code' || cell.executionCount)"""
ACTIVE = f"{NOTEBOOK}.content.activeCellIndex"
# What JupyterLab writes where a widget should be, while it waits and when it is lost.
LOST = "text=/Error displaying widget|model not found|Loading widget/"
COMPLAINTS = f"""{CELLS}.flatMap(cell => cell.toJSON().outputs ?? [])
    .filter(output => output.output_type === 'error' || output.name === 'stderr')"""

# Run some code in the kernel of the notebook that is open, and return what it prints.
ASK = f"""async code => {{
    const running = {SESSION}.session.kernel.requestExecute({{code}});
    let printed = "";
    running.onIOPub = ({{content}}) => {{ printed += content.text ?? content.evalue ?? ""; }};
    await running.done;
    return printed;
}}"""

# Cells that are far away are not on the page before somebody goes there.
GO = f"""words => {{
    const shows = cell => JSON.stringify(cell.toJSON().outputs ?? []).includes(words);
    const index = {CELLS}.findIndex(shows);
    if (index < 0) throw new Error(`No output has ${{words}}`);
    return {NOTEBOOK}.content.scrollToItem(index, "start");
}}"""


class Lab(NamedTuple):
    """Where a JupyterLab is, the word that lets one in, and the folder that it shows."""

    url: str
    token: str
    notebooks: Path

    def open(self, page: Page, name: str, *, visit: str, kernel: bool = True) -> None:
        """Open a notebook; JupyterLab remembers nothing from a visit of another name."""
        page.goto(f"{self.url}/lab/workspaces/{visit}?token={self.token}")
        page.wait_for_function("window.jupyterapp?.restored")
        page.evaluate(
            OPEN, [f"notebooks/{name}", {} if kernel else {"shouldStart": False, "canStart": False}]
        )
        if not kernel:  # JupyterLab 4.4 has started one all the same
            page.evaluate(f"{SESSION}.ready.then(() => {SESSION}.shutdown())")

    def run(self, page: Page) -> None:
        """Run all cells of the notebook that is open, and wait until they have been run."""
        page.wait_for_function(f"{KERNEL}?.status === 'idle'")
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(RAN, polling=200)

    def ask(self, page: Page, code: str) -> str:
        """Run some code in the kernel of the notebook that is open; return what it prints."""
        return page.evaluate(ASK, code)

    def wait_to_hear(self, page: Page, code: str, answer: str) -> None:
        """Run some code until it prints an answer; a widget sends what changed a moment later."""
        last = time.monotonic() + SYNC
        while (printed := self.ask(page, code).strip()) != answer and time.monotonic() < last:
            page.wait_for_timeout(100)
        assert printed == answer

    @contextmanager
    def lesson(self, browser, name: str, *, visit: str):
        """Open a notebook in a window of its own and run it; its kernel ends with the window."""
        with open_window(browser, LAPTOP, self.url) as window:
            self.open(window.page, name, visit=visit)
            self.run(window.page)
            yield window
            window.page.evaluate(f"{SESSION}.shutdown()")

    @contextmanager
    def reopened(self, browser, name: str, *, visit: str):
        """Open a notebook that was run and saved before, in a window without a kernel."""
        with open_window(browser, LAPTOP, self.url) as window:
            self.open(window.page, name, visit=visit, kernel=False)
            yield window

    def go(self, page: Page, words: str) -> None:
        """Scroll to the first cell with such words in its output."""
        page.evaluate(GO, words)


def errors_in_sight(page: Page) -> list[str]:
    """Return what can be seen of lost widgets, once JupyterLab has looked for them."""
    page.wait_for_timeout(1000)
    return [found.inner_text() for found in page.locator(LOST).all() if found.is_visible()]


def count_cells(page: Page) -> int:
    """Return how many cells the open notebook has."""
    return page.evaluate(f"{CELLS}.length")


@contextmanager
def jupyterlab(folder: Path):
    """Run JupyterLab on a copy of the lesson, made in ``folder``, with what start.py sets."""
    for part in ("dateline", "data", "notebooks"):
        shutil.copytree(PROJECT / part, folder / part)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(f"http://127.0.0.1:{port}", secrets.token_hex(), folder / "notebooks")
    settings = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    settings |= {"JUPYTER_TOKEN": lab.token, "IPYTHONDIR": str(folder / "ipython")}
    options = ["--no-browser", "--allow-root", "--expose-app-in-browser", "--ip=127.0.0.1"]
    options += [f"--port={port}", "--ServerApp.port_retries=0"]
    options += [f"--ServerApp.root_dir={folder}"]
    options += [f"--LabApp.app_settings_dir={start.LAB_SETTINGS}"]
    with (folder / "log.txt").open("wb") as log:
        command = [sys.executable, "-m", "jupyterlab", *options]
        server = subprocess.Popen(command, env=quiet(folder) | settings, stdout=log, stderr=log)
        try:
            wait_for(server, lab, folder / "log.txt")
            yield lab
        finally:
            stop(server)


def wait_for(server: "subprocess.Popen[bytes]", lab: Lab, log: Path) -> None:
    """Wait until a JupyterLab answers."""
    last = time.monotonic() + START
    while server.poll() is None and time.monotonic() < last:
        try:
            urllib.request.urlopen(f"{lab.url}/api?token={lab.token}").close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')}")


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Stop a JupyterLab: first its kernels, then itself."""
    server.terminate()
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired:  # once in many runs it stops its kernels and then hangs
        server.kill()
        server.wait()
