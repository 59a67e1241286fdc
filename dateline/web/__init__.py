"""All HTML, styles and scripts, and the one function that puts data into them.

Every value is escaped on its way in: what is in a table or typed by a reader is shown, never run.

An output of a notebook brings its style and script with it, because it must work without any
other output. The website has them once, in files that all of its pages share.
"""

import re

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


def without_shared(html: str) -> str:
    """Return HTML without the style and scripts that its outputs have in common.

    The pages of the website have them in two files; see ``shared_text``.
    """
    for template in SHARED:
        html = html.replace(str(fill(template)), "")
    return html


def shared_text(tag: str) -> str:
    """Return what the outputs have in common, to be put into a file.

    Args:
        tag: "style" or "script".
    """
    element = re.compile(rf"<{tag}>(.*?)</{tag}>", re.DOTALL)
    return "\n".join(text for name in SHARED for text in element.findall(str(fill(name))))
