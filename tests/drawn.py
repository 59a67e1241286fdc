"""What a finished picture shows, read from its figure: its words, its marks and its faults."""

from itertools import combinations

import matplotlib
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from dateline.charts.type import FILL, HOUSE, MEDIA, TINT

LEAST = {"slide": 14, "screen": 14, "phone": 9.5}  # points
READABLE = 4.5  # to 1, the contrast of letters as the WCAG asks for it


def contrast(letters, ground):
    """Return how many times lighter one of two colors is, from 1 to 21, as the WCAG counts it."""
    dark, light = sorted(map(_lightness, (letters, ground)))
    return (light + 0.05) / (dark + 0.05)


def _lightness(color):
    steps = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(color)
    ]
    return 0.2126 * steps[0] + 0.7152 * steps[1] + 0.0722 * steps[2]


def texts(figure):
    """Return the texts that a reader sees."""
    found = figure.findobj(Text)
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def words(figure, label=None):
    """Return all words, or those of one part of the page, such as "title", from the top."""
    chosen = [text for text in texts(figure) if label in (None, text.get_label())]
    lines = {}
    for text in chosen:
        x, y = text.get_position()
        lines.setdefault(round(y, 1), []).append((x, text.get_text()))
    return " ".join(word for y in sorted(lines) for _, word in sorted(lines[y]))


def marks(figure):
    """Return the artists that stand for a row of the table."""
    return [one for one in figure.get_children() if str(one.get_gid()).startswith("row-")]


def box(artist, figure):
    """Return left, foot, right and top of an artist, in points."""
    return artist.get_window_extent().extents * 72 / figure.dpi


def overlap(one, other):
    """Say how many points two boxes share, the lesser of across and up."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, up)


def faults(figure, medium):
    """Return what the eye should not have to bear, in words; none is as it should be."""
    with matplotlib.rc_context(HOUSE):
        figure.draw_without_rendering()
        return list(_faults(figure, medium))


def _faults(figure, medium):
    placed = [(text, box(text, figure)) for text in texts(figure)]
    wide, high = figure.get_size_inches() * 72
    for (one, a), (other, b) in combinations(placed, 2):
        if overlap(a, b) > 1:
            yield f"{one.get_text()!r} is on {other.get_text()!r}"
    for text, (left, foot, right, top) in placed:
        said = repr(text.get_text())
        if left < 0 or foot < 0 or right > wide or top > high:
            yield f"{said} leaves the page"
        if text.get_size() < LEAST[medium]:
            yield f"{said} has only {text.get_size()} points"
        for ground in ("white", FILL, TINT):
            if contrast(to_hex(text.get_color()), ground) < READABLE:
                yield f"{said} is pale on {ground}"
    for mark in marks(figure):
        left, foot, right, top = box(mark, figure)
        if left < 0 or foot < 0 or right > wide or top > high:
            yield f"{mark.get_gid()} leaves the page"
        for text, place in placed:
            if overlap(place, (left, foot, right, top)) > 1:
                yield f"{text.get_text()!r} is on the mark {mark.get_gid()}"


def all_faults(chart):
    """Return the faults of a chart and its parts in every medium, each with where it is."""
    return [
        f"{page.title}, {medium}: {fault}"
        for page in (chart, *chart.parts)
        for medium in MEDIA
        for fault in faults(page.draw(medium), medium)
    ]
