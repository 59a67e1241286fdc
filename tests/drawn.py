"""What a finished picture shows, read from its figure: its words, its marks and its faults."""

from itertools import pairwise

import matplotlib
import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.text import Text

from dateline.charts.type import FILL, HOUSE, TINT

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


def on(place, others, share=1):
    """Return the numbers of the boxes that share more than so many points with a box."""
    across = np.minimum(place[2], others[:, 2]) - np.maximum(place[0], others[:, 0])
    up = np.minimum(place[3], others[:, 3]) - np.maximum(place[1], others[:, 1])
    return np.flatnonzero(np.minimum(across, up) > share)


def strokes(figure):
    """Yield the boxes of lines that run across or down, in points."""
    for line in figure.findobj(Line2D):
        if not line.get_visible() or line.get_linestyle() in ("None", "none"):
            continue
        corners = np.column_stack(line.get_data())
        corners = line.get_transform().transform(corners) * 72 / figure.dpi
        for (x0, y0), (x1, y1) in pairwise(corners):
            if x0 == x1 or y0 == y1:
                half = 0.5 * line.get_linewidth()
                left, right, foot, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
                yield left - half, foot - half, right + half, top + half


def faults(figure, medium):
    """Return what the eye should not have to bear, in words; none is as it should be."""
    with matplotlib.rc_context(HOUSE):
        figure.draw_without_rendering()
        return list(_faults(figure, medium))


def _faults(figure, medium):
    words = texts(figure)
    places = np.array([box(text, figure) for text in words]).reshape(-1, 4)
    wide, high = figure.get_size_inches() * 72
    for number, text in enumerate(words):
        for other in on(places[number], places[number + 1 :]):
            yield f"{text.get_text()!r} is on {words[number + 1 + other].get_text()!r}"
    for text, (left, foot, right, top) in zip(words, places, strict=True):
        said = repr(text.get_text())
        if left < 0 or foot < 0 or right > wide or top > high:
            yield f"{said} leaves the page"
        if text.get_size() < LEAST[medium]:
            yield f"{said} has only {text.get_size()} points"
        for ground in ("white", FILL, TINT):
            if contrast(to_hex(text.get_color()), ground) < READABLE:
                yield f"{said} is pale on {ground}"
    inside = places + np.array([1.5, 4, -1.5, -4])  # a line may touch what is around letters
    for stroke in strokes(figure):
        for number in on(stroke, inside, share=0):
            yield f"a line runs through {words[number].get_text()!r}"
    for mark in marks(figure):
        left, foot, right, top = box(mark, figure)
        if left < 0 or foot < 0 or right > wide or top > high:
            yield f"{mark.get_gid()} leaves the page"
        for number in on((left, foot, right, top), places):
            yield f"{words[number].get_text()!r} is on the mark {mark.get_gid()}"


def all_faults(chart):
    """Return the faults of a chart and its parts, each with where it is.

    The screen is the slide with fewer dots, so it is not measured again.
    """
    return [
        f"{page.title}, {medium}: {fault}"
        for page in (chart, *chart.parts)
        for medium in ("slide", "phone")
        for fault in faults(page.draw(medium), medium)
    ]
