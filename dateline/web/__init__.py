"""All HTML, styles and scripts, and the one function that puts data into them.

Every value is escaped on its way in: what is in a table or typed by a reader is shown, never run.

An output of a notebook brings its style and script with it, because it must work without any
other output. On a page made of many outputs, ``without_repeats`` keeps them once.
"""

import jinja2
from markupsafe import Markup

from dateline.links import web_address

# What outputs have in common, word for word.
SHARED = (
    "style.html",
    "explorers/script.html",
    "explorers/quotes_script.html",
    "explorers/evidence_script.html",
    "questions/style.html",
    "questions/script.html",
)

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("dateline", "web"),
    autoescape=True,
    auto_reload=False,  # each file is read once
    undefined=jinja2.StrictUndefined,  # a misspelt name is an error, not a gap on the page
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["web_address"] = web_address  # asked before every address from a table


def fill(template: str, /, **values: object) -> Markup:
    """Return a template of this folder with values in it, safe to be put on a page."""
    return Markup(_TEMPLATES.get_template(template).render(values))


def without_repeats(page: str) -> str:
    """Return a whole page with the style and scripts of its outputs once, in its head.

    Args:
        page: A page of HTML with a head, such as an executed notebook.

    Returns:
        The same page. What none of its outputs brings is not added.
    """
    for template in SHARED:
        element = str(fill(template))
        if element in page:
            page = page.replace(element, "").replace("</head>", f"{element}</head>", 1)
    return page
