"""A class on this computer, as a teacher starts it: students are served, and it ends whole.

    .venv/bin/python .ci/hub.py

Three students come at once (bench/hub.py), one more works through three notebooks in a browser
(tests/browser/journey.py), then the class is ended: nothing runs any more, every answer is there.
"""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import expect, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from start import find_browser  # noqa: E402
from tests.browser.journey import travel  # noqa: E402
from tests.browser.window import LAPTOP, open_window  # noqa: E402

PASSWORD = "two rivers meet"
STUDENT = "gray-heron"
LONGEST = 180  # seconds for the first set-up and the start


def main() -> int:
    """Start a class, send students, end it, and return 0 if all went well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "class"
        options = ["--port", str(port), "--password", PASSWORD, "--folder", str(folder)]
        hub = subprocess.Popen(["python3", "start.py", "hub", *options], stdout=subprocess.PIPE)
        try:
            wait_until_open(hub)
            started = psutil.Process(hub.pid).children(recursive=True)
            bench = [sys.executable, "bench/hub.py", url, PASSWORD, str(folder), "3"]
            code = subprocess.run(bench).returncode
            take_the_journey(url)
            started += psutil.Process(hub.pid).children(recursive=True)
        finally:
            hub.terminate()
            hub.wait()
        left = [each for each in set(started) if each.is_running()]
        answers = list(folder.glob(f"{STUDENT}/answers/*.json"))
        print(f"  {len(answers)} answers of the one in the browser; {len(left)} programs left over")
        return code or bool(left) or len(answers) != 3


def wait_until_open(hub: "subprocess.Popen[bytes]") -> None:
    """Read what a teacher reads, until students can sign in."""
    last = time.monotonic() + LONGEST
    for line in hub.stdout or []:
        print(line.decode().rstrip(), flush=True)
        if line.startswith(b"Open.") or time.monotonic() > last:
            return
    raise RuntimeError("the class did not start")


def take_the_journey(url: str) -> None:
    """Sign in with a browser, and work through three notebooks."""
    expect.set_options(timeout=30_000)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser())
        with open_window(browser, LAPTOP, url) as window:
            window.page.goto(url)
            window.page.get_by_label("Username").fill(STUDENT)
            window.page.get_by_label("Password").fill(PASSWORD)
            window.page.get_by_role("button", name="Sign in").click()
            window.page.wait_for_url(f"{url}/user/{STUDENT}/lab/**", timeout=LONGEST * 1000)
            page = f"{url}/user/{STUDENT}/lab/tree/notebooks/{{}}.ipynb?reset"
            travel(window.page, page, STUDENT.replace("-", " "))
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
