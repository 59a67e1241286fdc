"""Small words that several parts of the package need: numbers with their noun, and clean text."""

import re

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


def count(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun or verb: "1 event", "2 events"."""
    return f"{number} {singular if number == 1 else plural}"


def clean(text: str) -> str:
    """Return text with a space for the control characters that no file of XML may have."""
    return NOT_IN_XML.sub(" ", text)
