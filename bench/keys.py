"""How long it takes from a key to the changed picture, in JupyterLab in a real browser."""

import shutil
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

from start import find_browser
from tests.browser.lab import KERNEL, jupyterlab

IMPORTS = """from by_hand import by_date, by_month
from dateline import explorers, load_case
case = load_case("baghdad-embassy-2020").until_publication()
troops = case.levels[case.levels["series"] == "US troops in Iraq"]
default = troops[troops["in_default"]].sort_values("date")"""
# Two cells that show the same, ours and by hand; and whether both begin at the end.
TIMELINE = (
    "explorers.timeline_explorer(case.events, case.sources, focus=case.focus)",
    "by_month(case.events)",
    False,
)
LEVELS = "explorers.level_explorer(troops, case.sources)", "by_date(default)", True
KERNEL_NAMED = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
# What has the focus, the keys that are pressed there in turn, and what is another one after that.
OURS = ".dl select", ".dl-now", ["ArrowDown", "ArrowUp"]
THEIRS = ".widget-slider [role=slider]", ".widget-output img", ["ArrowRight", "ArrowLeft"]
# Counts from the key to the end of the first frame that shows the new picture.
WATCH = """changed => { window.waited = new Promise((done, fail) => {
    const found = () => document.querySelector(changed), shown = () => found()?.src ?? found();
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


def seconds(page: Page, control: str, key: str, changed: str) -> float:
    """Press a key once nothing is going on, and return how long the answer took."""
    page.wait_for_function(f"{KERNEL}?.status === 'idle'")
    page.locator(control).focus()
    page.evaluate(WATCH, changed)
    page.keyboard.press(key)
    return page.evaluate("window.waited") / 1000


def times(
    folder: Path, presses: int, both: tuple[str, str, bool]
) -> tuple[list[float], list[float]]:
    """Return the seconds that each press took, of the explorer and of ``interact``, in turn."""
    *shown, at_end = both
    cells = [nbformat.v4.new_code_cell(source) for source in (IMPORTS, *shown)]
    with jupyterlab(folder) as lab, sync_playwright() as play:
        shutil.copy(Path(__file__).with_name("by_hand.py"), lab.notebooks)
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL_NAMED)
        nbformat.write(notebook, lab.notebooks / "bench.ipynb")
        browser = play.chromium.launch(executable_path=find_browser())
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        lab.open(page, "bench.ipynb", visit="bench")
        lab.run(page)
        page.locator(THEIRS[1]).wait_for()
        taken = []
        for turn in range(presses + 2):
            pair = []
            for control, changed, keys in (OURS, THEIRS):
                pair.append(seconds(page, control, keys[(turn + at_end) % 2], changed))
            taken.append(pair)
        browser.close()
    ours, theirs = zip(*taken[2:], strict=True)  # the first two warm both up
    return list(ours), list(theirs)
