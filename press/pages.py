"""Pages that are no notebook, from templates whose every value is escaped."""

import re
from typing import Any

from jinja2 import Environment, PackageLoader


def fill(name: str, **values: Any) -> str:
    """Return a page from the template of that name, such as "index.html"."""
    pages = Environment(
        loader=PackageLoader("press", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["plain"] = _plain
    return pages.get_template(name).render(values)


def _plain(words: str) -> str:
    """Return words that Markdown leaves as they are."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", words)
