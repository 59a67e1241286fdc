"""Search in text as people type it, and mark what was found."""

import re
import unicodedata

from markupsafe import Markup, escape

COMBINING = re.compile(r"[\u0300-\u036f]")
INNER = re.compile(r"[.'’]")  # U.S. is us, and don't is dont
SIGNS = re.compile(r"(?:[^\w\n]|_)+")


def fold(text: str) -> str:
    """Return text without capitals, accents and signs; lines stay lines."""
    plain = COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return SIGNS.sub(" ", INNER.sub("", plain))


def marked(text: str, words: str) -> Markup:
    """Return text as HTML in which each place that a search found is marked."""
    sought, letters = fold(words).strip(), [("", 0)]
    for number, letter in enumerate(text):
        for one in " " if letter == "\n" else fold(letter):
            if one != " " or letters[-1][0] != " ":
                letters.append((one, number))
    folded = "".join(one for one, _ in letters)
    at = [number for _, number in letters[1:]]
    found, start = Markup(), 0
    place = folded.find(sought) if sought else -1
    while place >= 0:
        end = place + len(sought)
        # a letter that folds to two is marked whole and once, with the accents that follow it
        first, last = max(start, at[place]), at[end - 1] + 1
        while COMBINING.match(text, last):
            last += 1
        if first < last:
            found += escape(text[start:first]) + Markup("<mark>{}</mark>").format(text[first:last])
        start, place = max(start, last), folded.find(sought, end)
    return found + escape(text[start:])
