"""HTML as a browser takes it: elements, what they contain and what they say."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from dateline.web import fill

EMPTY = {"img", "source", "br", "meta", "link", "input", "hr"}
SAFE = ("https://", "http://", "data:image/svg+xml;base64,")
CALLS = {
    f"{name}(document.currentScript.parentNode);" for name in ("datelineExplorer", "datelineQuotes")
}


@dataclass
class Element:
    """One element: its attributes, all elements inside it and its text."""

    tag: str
    attributes: dict
    inside: list = field(default_factory=list)
    text: str = ""

    def all(self, tag, **attributes):
        """Return the elements inside it with a tag, and with a ``class_`` or other attribute."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            element
            for element in self.inside
            if element.tag == tag
            and all(
                value in (element.attributes.get(name) or "").split()
                for name, value in wanted.items()
            )
        ]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes))
        for outer in self.open:
            outer.inside.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag):
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, words):
        for outer in self.open:
            outer.text += words


def page(html):
    """Return the root of some HTML."""
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    return reader.open[0]


def sections(html):
    """Return the pages of an explorer by their names in its menu."""
    whole = page(html)
    names = [option.text for option in whole.all("option")]
    return dict(zip(names, whole.all("section"), strict=True))


def chosen(html):
    """Return the name of the page that an explorer shows first."""
    (option,) = [one for one in page(html).all("option") if "selected" in one.attributes]
    return option.text


def groups(html):
    """Return the names of the pages by the groups of the menu."""
    return {
        group.attributes["label"]: [option.text for option in group.all("option")]
        for group in page(html).all("optgroup")
    }


def rules(html):
    """Return what the style of a page says: selectors and declarations, rule by rule."""
    style = re.sub(r"/\*.*?\*/", "", page(html).all("style")[0].text, flags=re.DOTALL)
    found = re.findall(r"([^{}]*)\{([^{}]*)\}", style)
    return [(" ".join(names.split()), " ".join(what.split())) for names, what in found]


def our_scripts():
    """Return the text of each script that our pages have."""
    files = ("explorers/script.html", "explorers/quotes_script.html")
    return {page(fill(file)).all("script")[0].text for file in files} | CALLS


def danger(html):
    """Return what in a page could run, besides the scripts that are ours."""
    whole = page(html)
    ours = our_scripts()
    found = [script.text[:60] for script in whole.all("script") if script.text not in ours]
    for element in whole.inside:
        for name, value in element.attributes.items():
            leads = name in ("href", "src", "srcset")
            if name.startswith("on") or leads and not (value or "").startswith(SAFE):
                found.append(f"{element.tag} {name}={value}"[:80])
    return found
