"""Letters, sizes and colors of every picture; words are measured before they are set.

The letters are Source Sans Pro. Its files come from a package and are loaded by their path, so
every computer draws the same picture. For letters that it lacks, such as Arabic or Chinese, a font
is looked for: first the one that comes with matplotlib, then those of the computer.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import font_source_sans_pro
import matplotlib
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

INK, SOFT, ACCENT = "#1f2933", "#52606d", "#a8470a"  # on white 14.8, 6.5 and 5.9 to 1
FILL, PALE, TINT = "#e3e8ec", "#d5dae0", "#f5f0e8"  # what was counted, hairlines, a stretch of time

FONT = "Source Sans Pro"
SPARE = "DejaVu Sans"  # comes with matplotlib
REGULAR, HEAVY = 400, 600  # the two weights of letters
STRETCH = 150  # letters that are measured at once
EMPTY = "□"  # drawn in place of a letter that no font has

HOUSE: dict[Any, Any] = {  # matplotlib's settings while a picture is saved
    "font.family": [FONT, SPARE],
    "text.parse_math": False,  # "from $5 to $7" is a price, no formula
    "text.hinting": "none",
    "svg.hashsalt": "dateline",  # the same drawing gives the same bytes
}


class Medium(NamedTuple):
    """What a picture is drawn for; lengths are points.

    Attributes:
        width: How wide the page is.
        height: How high it is; 0 if it is as high as its marks need.
        edge: What stays free at its left and right.
        dpi: Dots an inch when it is saved as pixels.
        sizes: How large letters are: of a title, a lead, one big number, a label, a row of a
            list, an axis, and of small print.
    """

    width: float
    height: float
    edge: float
    dpi: int
    sizes: Mapping[str, float]


WIDE = {"title": 30, "lead": 19, "big": 26, "label": 16, "row": 15, "axis": 16, "small": 14}
NARROW = {"title": 17, "lead": 12, "big": 16, "label": 11, "row": 11, "axis": 10.5, "small": 9.5}
MEDIA = {
    "screen": Medium(960, 540, 30, 108, WIDE),  # a slide at three quarters of its size
    "slide": Medium(960, 540, 30, 144, WIDE),  # 1920 x 1080 dots
    "phone": Medium(270, 0, 12, 216, NARROW),
}


def medium_of(name: str) -> Medium:
    """Return one of MEDIA.

    Raises:
        ValueError: There is no medium of this name.
    """
    if name not in MEDIA:
        raise ValueError(f"medium is {name!r}; choose one of: {', '.join(MEDIA)}.")
    return MEDIA[name]


def _load() -> None:
    """Make the letters known to matplotlib, before any font of the same name."""
    files = Path(font_source_sans_pro.font_directory)
    spare = Path(matplotlib.get_data_path(), "fonts", "ttf")
    fonts = [
        (FONT, REGULAR, files / "SourceSansPro-Regular.ttf"),
        (FONT, HEAVY, files / "SourceSansPro-Semibold.ttf"),
        (SPARE, HEAVY, spare / "DejaVuSans-Bold.ttf"),
    ]
    fontManager.ttflist[:0] = [
        FontEntry(fname=str(path), name=name, weight=weight, size="scalable")
        for name, weight, path in fonts
    ]


_load()


@cache
def _font(path: str) -> FT2Font:
    return FT2Font(path)


@cache
def _drawn_by_ours(letter: str) -> bool:
    """Say whether one of the two fonts that are always there has a letter."""
    paths = [fontManager.findfont(FontProperties(family=name)) for name in (FONT, SPARE)]
    return any(_font(path).get_char_index(ord(letter)) for path in paths)


@cache
def _font_of_the_computer(letter: str) -> str:
    """Return the name of a font of this computer that has a letter, or ""."""
    upright = (
        entry
        for entry in fontManager.ttflist
        if entry.style == "normal" and entry.weight in (REGULAR, "normal", "regular")
    )
    for entry in sorted(upright, key=lambda entry: entry.name):
        if "last resort" in entry.name.lower():
            continue  # it has a box for every letter
        try:
            font = _font(entry.fname)
        except (OSError, RuntimeError):
            continue
        if font.scalable and font.get_char_index(ord(letter)):
            fontManager.ttflist.append(replace(entry, weight=HEAVY))
            return entry.name
    return ""


@cache
def families(words: str) -> tuple[str, ...]:
    """Return the names of the fonts that have the letters of some words, ours first."""
    others = {
        _font_of_the_computer(letter): None
        for letter in words
        if not letter.isspace() and not _drawn_by_ours(letter)
    }
    return (FONT, SPARE, *(name for name in others if name))


@cache
def undrawn(words: str) -> tuple[str, ...]:
    """Return the letters that no font of this computer has."""
    return tuple(
        letter
        for letter in dict.fromkeys(words)
        if not (letter.isspace() or _drawn_by_ours(letter) or _font_of_the_computer(letter))
    )


@cache
def drawable(words: str) -> str:
    """Return words with an empty box for each letter that no font of this computer has."""
    missing = undrawn(words)
    drawn = []
    for letter in words:
        if unicodedata.category(letter) == "Cc" and letter != "\n":
            drawn.append(" ")  # a sign that steers a printer
        elif letter not in missing:
            drawn.append(letter)
        elif unicodedata.category(letter)[0] not in "MC":  # no accents, no invisible signs
            drawn.append(EMPTY)
    return "".join(drawn)


def scripts(letters: str) -> list[str]:
    """Name the scripts of some letters, such as "Chinese" or "Devanagari"."""
    names: dict[str, None] = {}
    for letter in letters:
        category = unicodedata.category(letter)
        if category[0] in "MC":
            continue
        first, _, _ = unicodedata.name(letter, "OTHER").partition(" ")
        special = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
        name = "picture" if category == "So" else special.get(first, first.capitalize())
        names[name] = None
    return sorted(names)


def right_to_left(words: str) -> bool:
    """Say whether the first letter that has a direction runs from right to left."""
    for letter in words:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def properties(words: str, size: float, *, heavy: bool = False) -> FontProperties:
    """Return the font in which some words are set."""
    weight = "semibold" if heavy else "regular"  # Matplotlib 3.10 puts no number into an SVG
    return FontProperties(family=list(families(words)), size=size, weight=weight)


def width(words: str, size: float, *, heavy: bool = False) -> float:
    """Return how many points wide a line of text is.

    A long line is measured in stretches: words of a thousand letters are shortened by trying, and
    then every try measures only its last stretch.
    """
    letters = drawable(words)
    total = 0.0
    for start in range(0, len(letters), STRETCH):
        total += line_width(letters[start : start + STRETCH], heavy=heavy)
    return size * total


@cache
def line_width(words: str, *, heavy: bool) -> float:
    """Return how wide a line is in letters one point high; measured once."""
    font = properties(words, 100, heavy=heavy)
    return float(text_to_path.get_text_width_height_descent(words, font, ismath=False)[0]) / 100


def largest(most: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to a bound that fits, where all below it fit, too; 0 if none."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if fits(middle):
            least = middle
        else:
            most = middle - 1
    return least


def shorten(words: str, room: float, size: float, *, heavy: bool = False) -> str:
    """Return as many of the words as have room in one line, with … for the others."""
    if width(words, size, heavy=heavy) <= room:
        return words
    every = words.split()

    def line(count: int) -> str:
        return " ".join(every[:count]).rstrip(",;:.") + "…"

    def has_room(text: str) -> bool:
        return width(text, size, heavy=heavy) <= room

    kept = largest(len(every) - 1, lambda count: has_room(line(count)))
    if kept:
        return line(kept)
    letters = largest(len(words) - 1, lambda count: has_room(words[:count] + "…"))
    return words[:letters] + "…"
