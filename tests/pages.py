"""HTML as a browser takes it: elements, what they hold and what they say."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"img", "source", "br", "meta", "link", "input", "hr"}


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
            one
            for one in self.inside
            if one.tag == tag
            and all(
                value in (one.attributes.get(name) or "").split() for name, value in wanted.items()
            )
        ]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag, attributes):
        one = Element(tag, dict(attributes))
        for outer in self.open:
            outer.inside.append(one)
        self.open += [] if tag in EMPTY else [one]

    def handle_endtag(self, tag):
        if any(one.tag == tag for one in self.open[1:]):
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


def danger(html, scripts=0):
    """Return what in a page could run, besides the scripts that are ours."""
    whole = page(html)
    found = [one.text[:60] for one in whole.all("script")[scripts:]]
    for one in whole.inside:
        for name, value in one.attributes.items():
            code = name in ("href", "src", "srcset") and not (value or "").startswith(
                ("https://", "http://", "data:image/svg+xml;base64,")
            )
            if code or name.startswith("on"):
                found.append(f"{one.tag} {name}={value}"[:80])
    return found
