"""All HTML, style and script, and the one function that puts data into them.

Every value is escaped on its way in: what stands in a table or is typed is shown, never run.
"""

import jinja2
from markupsafe import Markup

_PAGES = jinja2.Environment(
    loader=jinja2.PackageLoader("dateline", "web"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,  # a misspelt name is an error, not a gap on the page
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, /, **values: object) -> Markup:
    """Return a template of this folder with values in it, safe to be put on a page."""
    return Markup(_PAGES.get_template(template).render(values))
