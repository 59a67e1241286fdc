"""How long it takes from a key to the changed picture, in JupyterLab in a real browser."""

import shutil
from pathlib import Path
from typing import NamedTuple

import nbformat
from playwright.sync_api import Page, sync_playwright

from start import find_browser
from tests.browser.lab import KERNEL, jupyterlab

IMPORTS = """from by_hand import by_date, by_month, by_search
from dateline import explorers, load_case
case = load_case("baghdad-embassy-2020").until_publication()
troops = case.levels[case.levels["series"] == "US troops in Iraq"]
default = troops[troops["in_default"]].sort_values("date")"""
KERNEL_NAMED = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}


class Control(NamedTuple):
    """A cell that shows a control, the control, the keys pressed in turn, and what answers."""

    cell: str
    control: str
    keys: tuple[str, str]
    answer: str


SLIDER = ".widget-slider [role=slider]"
TIMELINE = (
    Control(
        "explorers.timeline_explorer(case.events, case.sources, focus=case.focus)",
        ".dl select",
        ("ArrowDown", "ArrowUp"),
        ".dl-now",
    ),
    Control("by_month(case.events)", SLIDER, ("ArrowRight", "ArrowLeft"), ".widget-output img"),
)
LEVELS = (  # both begin at the end
    Control(
        "explorers.level_explorer(troops, case.sources)",
        ".dl select",
        ("ArrowUp", "ArrowDown"),
        ".dl-now",
    ),
    Control("by_date(default)", SLIDER, ("ArrowLeft", "ArrowRight"), ".widget-output img"),
)
QUOTES = (
    Control(
        "explorers.quote_explorer(case.quotes, case.sources)",
        ".dl-quotes input",
        ("z", "Backspace"),
        ".dl-quotes-count",
    ),
    Control(
        "by_search(case.quotes)",
        ".widget-text input",
        ("z", "Backspace"),
        ".widget-output table",
    ),
)
# Counts from the key to the end of the first frame that shows the new picture.
# The answer is another picture, other words in a line, or another element in its place.
WATCH = """answer => { window.waited = new Promise((done, fail) => {
    const found = () => document.querySelector(answer);
    const words = () => found()?.matches("p") ? found().textContent : found();
    const shown = () => found()?.src ?? words();
    const before = shown();
    setTimeout(() => fail(new Error("no answer to the key")), 10000);
    addEventListener("keydown", key => requestAnimationFrame(function look() {
        const there = shown() && shown() !== before && (found().complete ?? true);
        if (!there) return requestAnimationFrame(look);
        const painted = new MessageChannel();
        painted.port1.onmessage = () => done(performance.now() - key.timeStamp);
        painted.port2.postMessage(null);
    }), {once: true, capture: true});
}); }"""


def seconds(page: Page, control: Control, turn: int) -> float:
    """Press a key once nothing is going on, and return how long the answer took."""
    page.wait_for_function(f"{KERNEL}?.status === 'idle'")
    page.locator(control.control).first.focus()
    page.evaluate(WATCH, control.answer)
    page.keyboard.press(control.keys[turn % 2])
    return page.evaluate("window.waited") / 1000


def times(
    folder: Path, presses: int, both: tuple[Control, Control]
) -> tuple[list[float], list[float]]:
    """Return the seconds that each press took, of the explorer and of ``interact``, in turn."""
    sources = [IMPORTS, *(control.cell for control in both)]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    with jupyterlab(folder) as lab, sync_playwright() as play:
        shutil.copy(Path(__file__).with_name("by_hand.py"), lab.notebooks)
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL_NAMED)
        nbformat.write(notebook, lab.notebooks / "bench.ipynb")
        browser = play.chromium.launch(executable_path=find_browser())
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        lab.open(page, "bench.ipynb", visit="bench")
        lab.run(page)
        page.locator(both[1].answer).wait_for()
        taken = []
        for turn in range(presses + 2):
            taken.append([seconds(page, control, turn) for control in both])
        browser.close()
    ours, theirs = zip(*taken[2:], strict=True)  # the first two warm both up
    return list(ours), list(theirs)
