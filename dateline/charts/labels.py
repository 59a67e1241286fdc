"""Words beside marks: each is set where nothing is yet, near to its mark, or not at all."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.charts.page import LINE, Box, Page, free
from dateline.charts.runs import Words
from dateline.charts.type import INK

SIDES = ("right", "above", "left", "below")
WIDTHS = (11.0, 8.0, 15.0, 6.0)  # of lines, in letters
ALONG = (0.5, 0.15, 0.85, 0.0, 1.0)  # which part of the words is left of, or above, their mark
ABOVE = (1.35, 1.7)  # the same of words beside their mark that do not reach down to it
FAR = (0.6, 1.4, 2.4, 4.0)  # letters from the mark


class Place(NamedTuple):
    """A place for words: where they are, how wide their lines may be, and where they begin."""

    box: Box
    room: float
    align: str


def beside(
    page: Page,
    mark: tuple[float, float],
    words: Words,
    taken: list[Box],
    *,
    side: str = "right",
    size: str = "label",
    color: str = INK,
    within: Box | None = None,
    soft: Sequence[Box] = (),
) -> bool:
    """Set words beside a mark, and add their place to those that are taken.

    Args:
        page: The page.
        mark: Where the mark is.
        words: What is said.
        taken: Places where words may not be.
        side: Where they are tried first: "right", "above", "left" or "below".
        size: The name of a size of letters.
        color: What color the words without their own have.
        within: Where they must be; by default between title and note.
        soft: Places that are avoided if there is another, such as grid lines.

    Returns:
        Whether there was a place.
    """
    foot = math.inf if page.phone else page.bottom  # a phone page is as tall as it needs
    inside = within or Box(page.left, page.top, page.right, foot)
    others = [other for other in SIDES if other != side]
    everything = [*taken, *soft]
    tries = [([side], everything), ([side], taken), (others, everything), (others, taken)]
    for sides, avoided in tries:
        for place in _places(page, mark, words, sides, size):
            if _inside(place.box, inside) and free(place.box, avoided):
                x = place.box.right if place.align == "right" else place.box.left
                page.text(x, place.box.top, words, size, color, align=place.align, room=place.room)
                taken.append(place.box)
                return True
    return False


def _places(
    page: Page, mark: tuple[float, float], words: Words, sides: Sequence[str], size: str
) -> Iterator[Place]:
    """Yield places on some sides of a mark, near ones before far ones."""
    letter = page.sizes[size]
    blocks: list[tuple[float, float, float]] = []
    for width in WIDTHS:
        room = width * letter
        lines = page.lines(words, size, room)
        wide = max(page.width(line, size) for line in lines)
        if all(wide != other[1] for other in blocks):
            blocks.append((room, wide, LINE * letter * len(lines)))
    for far in FAR:
        for side in sides:
            parts = (*ALONG, *ABOVE) if side in ("left", "right") else ALONG
            for room, wide, high in blocks:
                for along in parts:
                    box = _box(mark, side, far * letter, wide, high, along)
                    yield Place(box, room, "right" if side == "left" else "left")


def _box(
    mark: tuple[float, float], side: str, far: float, wide: float, high: float, along: float
) -> Box:
    """Return the place of words on one side of a mark."""
    x, y = mark
    if side in ("above", "below"):
        clear = {0.0: 3.0, 1.0: -3.0}.get(along, 0)  # of an upright line at the mark
        left = x - along * wide + clear
        top = y - far - high if side == "above" else y + far
    else:
        left = x - far - wide if side == "left" else x + far
        top = y - along * high
    return Box(left, top, left + wide, top + high)


def _inside(box: Box, room: Box) -> bool:
    """Say whether a place is within another."""
    return (
        room.left <= box.left
        and box.right <= room.right
        and room.top <= box.top
        and box.foot <= room.foot
    )
