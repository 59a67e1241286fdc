"""A window of the browser: what a reader sees in it, and what keys do to an explorer."""

from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

PHONE, TABLET, LAPTOP, PROJECTOR = (360, 740), (768, 1024), (1280, 800), (1920, 1080)
IN_SIGHT = """sections => sections
    .filter(section => section.checkVisibility({checkVisibilityCSS: true}))
    .map(section => section.textContent)"""
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Window(NamedTuple):
    """A page, the addresses it asks for and the errors it writes to the console, as they come."""

    page: Page
    asked: list[str]
    errors: list[str]

    def asked_elsewhere(self, *allowed: str) -> list[str]:
        """Return the addresses it asked for that start with none of these."""
        return [url for url in self.asked if not url.startswith((*allowed, "data:", "blob:"))]


@contextmanager
def open_window(browser, size, allowed, **options):
    """Open an empty window; a request fails unless its address starts with ``allowed``."""
    context = browser.new_context(viewport=viewport(size), **options)
    context.route(lambda url: not url.startswith(allowed), lambda route: route.abort())
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: line.type == "error" and errors.append(line.text))
    yield Window(page, asked, errors)
    context.close()


def viewport(size):
    """Return a width and a height by their names."""
    width, height = size
    return {"width": width, "height": height}


def explorer_on(page: Page) -> Locator:
    """Return the one explorer of a page, with its menu in sight."""
    found = page.locator(".dl", has=page.locator("select"))
    expect(found).to_have_count(1)
    menu_of(found).scroll_into_view_if_needed()
    return found


def menu_of(explorer: Locator) -> Locator:
    """Return the menu of an explorer by its label, as readers find it who cannot see it."""
    return explorer.get_by_role("combobox", name="Show")


def pages_in_sight(explorer: Locator) -> list[str]:
    """Return the text of each page of an explorer that can be seen."""
    return explorer.locator("section").evaluate_all(IN_SIGHT)


def press(explorer: Locator, key: str, button: str = "") -> str:
    """Press a key on an explorer's menu or button, wait for another page and return its text."""
    (before,) = pages_in_sight(explorer)
    control = explorer.get_by_role("button", name=button) if button else menu_of(explorer)
    control.focus()
    explorer.page.keyboard.press(key)
    expect(explorer.locator("section.dl-now")).not_to_have_text(before)
    (after,) = pages_in_sight(explorer)
    return after


def sideways(page: Page) -> int:
    """Return how many pixels of a page are beyond its right edge."""
    return page.evaluate(BEYOND)


def height(part: Locator) -> float:
    """Return how many pixels high a part of a page is."""
    return part.bounding_box()["height"]
