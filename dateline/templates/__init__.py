"""The pages' HTML, each in a file of its own, and the one door through which data enters them.

Every value is escaped on its way in: what stands in a table is shown, never run.
"""

from typing import Any

import jinja2
from markupsafe import Markup

_PAGES = jinja2.Environment(
    loader=jinja2.PackageLoader("dateline", "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,  # a misspelt name is an error, not a gap on the page
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(name: str, /, **values: Any) -> Markup:
    """Return a template with its values filled in, safe to be put on a page."""
    return Markup(_PAGES.get_template(name).render(values))
