"""What a reader sees of a page in the browser, and what the keys do to an explorer on it."""

from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

IN_SIGHT = "pages => pages.filter(one => one.checkVisibility({checkVisibilityCSS: true}))"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = """root => root.querySelector("img").getBoundingClientRect().bottom
    - root.querySelector("select").getBoundingClientRect().top"""


class Sight(NamedTuple):
    """A page, the addresses it asked for and the errors it wrote to the console, as they come."""

    page: Page
    asked: list[str]
    errors: list[str]


def window(size):
    """Return a width and a height by their names."""
    width, height = size
    return {"width": width, "height": height}


@contextmanager
def opened(browser, size, allowed, **options):
    """Give an empty page of a size; what it asks for, unless it starts with ``allowed``, fails."""
    context = browser.new_context(viewport=window(size), **options)
    context.route(lambda url: not url.startswith(allowed), lambda route: route.abort())
    sight = Sight(context.new_page(), [], [])
    sight.page.on("request", lambda request: sight.asked.append(request.url))
    sight.page.on("console", lambda said: said.type == "error" and sight.errors.append(said.text))
    sight.page.on("pageerror", lambda error: sight.errors.append(str(error)))
    yield sight
    context.close()


def explorer_on(page: Page) -> Locator:
    """Return the one explorer of a page, with its menu in sight."""
    found = page.locator(".dl", has=page.locator("select"))
    expect(found).to_have_count(1)
    menu_of(found).scroll_into_view_if_needed()
    return found


def menu_of(explorer: Locator) -> Locator:
    """Return the menu of an explorer, as somebody finds it who does not see it: by its label."""
    return explorer.get_by_role("combobox", name="Show")


def pages_in_sight(explorer: Locator) -> list[str]:
    """Return the text of each page of an explorer that can be seen."""
    return explorer.locator("section").evaluate_all(f"{IN_SIGHT}.map(one => one.textContent)")


def press(explorer: Locator, key: str, button: str = "") -> str:
    """Press a key on an explorer's menu or button, and return its page once that is another."""
    (before,) = pages_in_sight(explorer)
    control = explorer.get_by_role("button", name=button) if button else menu_of(explorer)
    control.focus()
    explorer.page.keyboard.press(key)
    expect(explorer.locator("section.dl-now")).not_to_have_text(before)
    (after,) = pages_in_sight(explorer)
    return after


def sideways(page: Page) -> int:
    """Return how many pixels of a page lie beyond its right edge."""
    return page.evaluate(BEYOND)


def height(explorer: Locator) -> float:
    """Return how many pixels the explorer's menu and picture take together."""
    return explorer.evaluate(HEIGHT)
