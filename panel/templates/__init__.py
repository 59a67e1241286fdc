"""The one door through which data enters a page.

Every value is escaped on its way in: what stands in a table or is typed is shown, never run.
"""

from collections.abc import Callable

import jinja2
from markupsafe import Markup


def filler(*packages: str) -> Callable[..., Markup]:
    """Return what fills the templates of some packages with values, safe to be put on a page."""
    pages = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(name) for name in packages]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,  # a misspelt name is an error, not a gap on the page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return lambda name, /, **values: Markup(pages.get_template(name).render(values))


fill = filler("panel")
