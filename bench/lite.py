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
READY = """() => {
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
# What Python reads of the answers that the page has saved.
ANSWERS = """async () => {
    const { kernel } = window.jupyterapp.shell.currentWidget.context.sessionContext.session;
    const code = "from dateline import study; print(len(study.answers()))";
    let text = "";
    const request = kernel.requestExecute({ code });
    request.onIOPub = ({ content }) => { text += content.text ?? content.evalue ?? ""; };
    await request.done;
    return text.trim();
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


def run_all(page: Page) -> list[str]:
    """Run all cells and print how long that took; return what failed or was printed."""
    page.evaluate(RUN)
    page.wait_for_function("window.times.all", timeout=LONGEST, polling=200)
    times = page.evaluate("window.times")
    charts = page.locator('.jp-OutputArea img[src^="data:image/svg"]').count()
    print(f"  first chart {times['first']:.0f} s, all {times['all']:.0f} s, {charts} pictures")
    print(f"  {Counted.loaded / 1e6:.1f} MB loaded", flush=True)
    return page.evaluate(FAILED)


def answer(page: Page) -> None:
    """Choose a code name and answer the first question that has choices."""
    name = page.get_by_role("textbox", name="Code name").first
    name.fill("quiet wren")
    name.press("Enter")
    form = page.locator(".dl-form", has=page.get_by_role("radio")).first
    form.scroll_into_view_if_needed()
    form.get_by_role("radio").first.check()
    form.locator("button[type=submit]").click()
    page.wait_for_timeout(3_000)  # until it is saved


def main(site: Path, names: list[str]) -> int:
    """Serve the site here, read it with nothing stored, and return 1 if anything fails."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counted, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    refused: set[str] = set()
    problems = []

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
            problems += run_all(page)
            answer(page)
            page.close()
            again = open_notebook(context, address, name).evaluate(ANSWERS)
            print(f"  loaded again, Python reads {again} answer", flush=True)
            problems += [] if again == "1" else [f"{name}: the answer is lost: {again}"]
            context.close()
        browser.close()
    server.shutdown()
    problems += [f"another host was asked for {address}" for address in sorted(refused)]
    print("\n".join(problems) or "Nothing failed, and no other host was asked.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
