"""The browser edition in a real browser, with every other host refused.

    .venv/bin/python bench/lite.py SITE [NOTEBOOK...]

SITE is the folder that ``python3 start.py lite`` has written; without names, notebooks 02 and 04
are run. It prints for each how long a reader waits and how much is loaded, whether a cell failed,
and whether an answer is found again after the page was loaded once more.
"""

import functools
import sys
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from start import find_browser

NOTEBOOKS = ["02_build_the_timeline", "04_compare_the_quotes"]
LONGEST = 400_000  # milliseconds
READY = """async () => {
    const session = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
    return session?.session?.kernel?.status === "idle";
}"""
RUN = """() => {
    const picture = '.jp-OutputArea img[src^="data:image/svg"]';
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    window.times = { first: null, all: null };
    const watch = new MutationObserver(() => {
        if (!window.times.first && document.querySelector(picture)) window.times.first = seconds();
    });
    watch.observe(document.body, { childList: true, subtree: true });
    window.jupyterapp.commands.execute("notebook:run-all-cells").then(() => {
        window.times.all = seconds();
    });
}"""
FAILED = """() => [...window.jupyterapp.shell.currentWidget.context.model.cells].flatMap((cell) =>
    cell.type === "code"
        ? [...Array(cell.outputs.length).keys()].map((index) => cell.outputs.get(index))
            .filter((output) => ["error", "stream"].includes(output.type))
            .map((output) => JSON.stringify(output.toJSON()).slice(0, 300))
        : [])"""
FILES = """async () => {
    const files = window.jupyterapp.serviceManager.contents;
    const there = (await files.get("", { content: true })).content.map((file) => file.name);
    if (!there.includes("answers")) return [];
    return (await files.get("answers", { content: true })).content.map((file) => file.name);
}"""


class Counted(SimpleHTTPRequestHandler):
    """Serves a folder and counts the bytes."""

    loaded = 0
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def copyfile(self, source, outputfile):
        """Send a file and count it."""
        content = source.read()
        Counted.loaded += len(content)
        outputfile.write(content)

    def log_message(self, *words):
        """Print nothing for a request."""


def open_notebook(context: BrowserContext, address: str, name: str) -> Page:
    """Open a notebook, wait for its kernel, and print how long that took."""
    Counted.loaded = 0
    began = time.monotonic()
    page = context.new_page()
    page.goto(f"{address}/lab/index.html?path=notebooks/{name}.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LONGEST)
    page.wait_for_function(READY, timeout=LONGEST, polling=200)
    seconds = time.monotonic() - began
    print(f"{name}: kernel ready {seconds:.0f} s, {Counted.loaded / 1e6:.1f} MB", flush=True)
    return page


def run_all(page: Page) -> None:
    """Run all cells; print the seconds from there to the first chart and the end."""
    page.evaluate(RUN)
    page.wait_for_function("window.times.all", timeout=LONGEST, polling=200)
    times = page.evaluate("window.times")
    charts = page.locator('.jp-OutputArea img[src^="data:image/svg"]').count()
    print(f"  first chart {times['first']:.0f} s, all {times['all']:.0f} s, {charts} pictures")
    print(
        f"  {Counted.loaded / 1e6:.1f} MB; failed or printed: {page.evaluate(FAILED)}", flush=True
    )


def answer(page: Page) -> None:
    """Choose a code name, answer the first question that has choices, and print what is saved."""
    page.get_by_label("Your code name").first.fill("wren")
    page.get_by_label("Your code name").first.press("Enter")
    form = page.locator("form", has=page.locator("input[type=radio]")).first
    form.scroll_into_view_if_needed()
    form.locator("input[type=radio]").first.check()
    form.locator("button[type=submit]").first.click()
    page.wait_for_timeout(4_000)
    print(f"  saved: {page.evaluate(FILES)}", flush=True)


def main(site: Path, names: list[str]) -> None:
    """Serve the site on this computer and read it as a newcomer does: with nothing stored."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counted, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    refused: set[str] = set()

    def route(request):
        if request.request.url.startswith((address, "data:", "blob:")):
            request.continue_()
        else:
            refused.add(request.request.url)
            request.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for name in names or NOTEBOOKS:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.route("**/*", route)
            page = open_notebook(context, address, name)
            run_all(page)
            answer(page)
            page.screenshot(path=f"/tmp/lite22/{name}.png")
            page.close()
            page = open_notebook(context, address, name)
            print(f"  after the page was loaded again: {page.evaluate(FILES)}", flush=True)
            context.close()
        browser.close()
    server.shutdown()
    print(f"asked of other hosts: {sorted(refused) or 'nothing'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
