"""Pages that are no notebook: the templates of the press, and words that Markdown leaves alone."""

import re

from panel.templates import filler

fill = filler("press")


def plain(words: str) -> str:
    """Return words that Markdown leaves as they are."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", words)
