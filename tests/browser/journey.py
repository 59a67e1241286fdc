"""What a reader does in each place where the lesson is: nothing here knows which place it is.

In JupyterLab, in a browser alone and on a server, the notebook is run with the menu first; a page
of the website is there at once. The rest is the same: see a chart, move an explorer by keyboard,
answer a question, and find the answer again after the page was loaded anew.
"""

import re
import time

from playwright.sync_api import Locator, Page, expect

NOTEBOOKS = ("02_build_the_timeline", "03_chart_the_drawdown", "04_compare_the_quotes")
SLOWEST = 180  # seconds until a notebook has been run where Python itself runs in the browser
CHART = "figure.dl picture img"
KERNEL = "#jp-main-statusbar"  # its name and what it does
# JupyterLab has only those cells on the page that are near: go down, and at the end to the top.
NEARER = """() => {
    const cells = document.querySelector(".jp-WindowedPanel-outer");
    if (!cells) return;
    const below = cells.scrollHeight - cells.scrollTop - cells.clientHeight;
    cells.scrollTop = below > 2 ? cells.scrollTop + cells.clientHeight / 2 : 0;
}"""
SAVE = re.compile("^Save Notebook(?! As)")  # its keys follow
IS_DRAWN = "picture => picture.complete && picture.naturalWidth > 100"
AT_END = "menu => menu.selectedIndex === menu.options.length - 1"
CHECKED = "form => form.querySelector('input:checked')?.closest('label')?.textContent"


def travel(page: Page, address: str, name: str):
    """Work through three notebooks; ``address`` has ``{}`` in the place of a notebook's name."""
    for notebook in NOTEBOOKS:
        show(page, address.format(notebook))
        chart = find(page, page.locator(CHART))
        assert chart.evaluate(IS_DRAWN), notebook
        move_explorer(page)
        take_name(page, name)
        prompt, answer = answer_question(page)
        assert prompt and answer, notebook

        save(page)
        show(page, address.format(notebook), again=True)
        form = find(page, page.locator("form.dl-form", has_text=prompt))
        expect(form.locator("input:checked")).to_have_count(1)
        assert form.evaluate(CHECKED) == answer, notebook


def show(page: Page, address: str, again: bool = False):
    """Open a notebook, and run it unless it was saved as it is, or open a page of the website."""
    page.goto(address, timeout=SLOWEST * 1000)
    kernel = page.locator(KERNEL)
    expect(kernel.or_(page.locator("main h1")).first).to_be_visible(timeout=SLOWEST * 1000)
    if kernel.count() == 0 or again:
        return
    expect(kernel).to_contain_text("| Idle", timeout=SLOWEST * 1000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(kernel).to_contain_text("| Busy")
    expect(kernel).to_contain_text("| Idle", timeout=SLOWEST * 1000)


def save(page: Page):
    """Save the notebook with what it shows; a page of the website is always as it was saved."""
    if page.locator(KERNEL).count():
        page.get_by_role("menuitem", name="File", exact=True).click()
        page.get_by_role("menuitem", name=SAVE).click()
        expect(page.locator(".lm-TabBar-tab.jp-mod-current.jp-mod-dirty")).to_have_count(0)


def find(page: Page, part: Locator) -> Locator:
    """Return a part of a notebook, in sight."""
    last = time.monotonic() + SLOWEST
    while part.count() == 0 and time.monotonic() < last:
        page.evaluate(NEARER)
        page.wait_for_timeout(200)
    part.first.scroll_into_view_if_needed()
    expect(part.first).to_be_visible()
    return part.first


def move_explorer(page: Page):
    """Move an explorer by keyboard, and see that it shows something else."""
    explorer = find(page, page.locator(".dl", has=page.locator("select")))
    expect(explorer).not_to_have_text("", use_inner_text=True)  # what is far away has no text yet
    before = explorer.inner_text()
    menu = explorer.locator("select").first
    menu.focus()
    page.keyboard.press("ArrowUp" if menu.evaluate(AT_END) else "ArrowDown")
    expect(explorer).not_to_have_text(before, use_inner_text=True)


def take_name(page: Page, name: str):
    """Take a code name, unless the page knows it from another notebook."""
    box = page.get_by_role("textbox", name="Code name")
    known = page.get_by_text(f"Answering as {name}")
    find(page, box.or_(known))
    if known.count() == 0:
        box.first.fill(name)
        box.first.press("Enter")
    expect(known.first).to_be_visible()


def answer_question(page: Page) -> tuple[str, str]:
    """Answer the first question with one right option; return the question and the answer."""
    form = find(page, page.locator("form.dl-form", has=page.locator("input[type=radio]")))
    prompt = form.locator("legend").first.text_content()
    form.locator("input[type=radio]").first.check()
    submit = form.locator("button[type=submit]")
    submit.click()
    expect(form.locator(".dl-verdict").first).to_be_visible()
    expect(submit).to_be_enabled()
    expect(form).not_to_contain_text("Saving")
    return prompt, form.evaluate(CHECKED)
