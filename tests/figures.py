"""What a figure shows, read from its artists: words, lanes, names, marks and who covers whom."""

import itertools

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.dates import num2date
from matplotlib.markers import MarkerStyle
from matplotlib.text import Annotation, Text

from dateline.charts.type import SOFT, TINT


def texts(figure):
    """Return the texts that a reader sees, tick labels beyond the axis left out."""
    beyond = set()
    for axis in (axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks() + axis.get_minor_ticks():
            if not low <= tick.get_loc() <= high:
                beyond |= {tick.label1, tick.label2}
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in beyond
    ]


def words_on(figure):
    return [text.get_text() for text in texts(figure)]


def foot(figure):
    """Return what stands below the marks, note and source, line by line from the top."""
    figure.draw_without_rendering()
    soft = [one for one in texts(figure) if one.get_gid() == "words" and one.get_color() == SOFT]
    low = {one.get_window_extent().y1: one.get_text() for one in soft}
    return " ".join(low[y] for y in sorted(low, reverse=True) if y < 0.2 * figure.bbox.height)


def lanes_on(figure):
    """Return the names of lanes from the top."""
    bold = [one for one in figure.axes[0].texts if one.get_fontweight() == "bold"]
    return [one.get_text() for one in sorted(bold, key=lambda one: one.get_position()[1])]


def names_on(figure):
    """Return the names beside marks, with the day each stands at."""
    found = [one for one in figure.findobj(Annotation) if one.get_visible()]
    return {one.get_text(): num2date(one.xy[0]).date().isoformat() for one in found}


def marks(figure):
    """Return what is drawn of each mark: day, form, colours and size."""
    forms = {}
    for form in ("o", "D", "|", "s", "^"):
        style = MarkerStyle(form)
        path = style.get_path().transformed(style.get_transform())
        forms[path.vertices.tobytes()] = form
    found = []
    for one in figure.axes[0].collections:
        if isinstance(one, PathCollection):
            form = forms[one.get_paths()[0].vertices.tobytes()]
            for x, y in one.get_offsets():
                found.append(
                    {
                        "day": num2date(x).date().isoformat(),
                        "x": x,
                        "y": y,
                        "form": form,
                        "edge": to_hex(one.get_edgecolor()[0]),
                        "face": to_hex(one.get_facecolor()[0]) if form != "|" else "",
                        "size": one.get_sizes()[0],
                    }
                )
    return pd.DataFrame(found)


def mark(figure, day):
    """Return the one mark of a day."""
    found = marks(figure).query("day == @day and form != '|'")
    assert len(found) == 1
    return found.iloc[0]


def bars(figure):
    """Return the first and last day of every bar that has a length."""
    found = set()
    for one in figure.axes[0].collections:
        if isinstance(one, LineCollection) and one.get_transform() == figure.axes[0].transData:
            for (start, _), (end, _) in one.get_segments():
                if end > start:
                    found.add(tuple(num2date(x).date().isoformat() for x in (start, end)))
    return found


def steps(figure):
    """Return each straight piece of line: first and last day, where from, where to, dashed."""
    found = []
    for one in figure.axes[0].collections:
        if isinstance(one, LineCollection):
            dashed = one.get_linestyle()[0][1] is not None
            for stroke in one.get_segments():
                for (start, low), (end, high) in itertools.pairwise(stroke):
                    days = [num2date(x).date().isoformat() for x in (start, end)]
                    found.append((*days, low, high, dashed))
    return found


def shaded(figure):
    """Return the left and right end of what is shaded over the whole height."""
    tinted = [one for one in figure.axes[0].patches if to_hex(one.get_fc()) == TINT]
    return [(one.get_x(), one.get_x() + one.get_width()) for one in tinted]


def key_of(figure):
    return [text.get_text() for legend in reversed(figure.legends) for text in legend.get_texts()]


def contrast(one, other):
    """Return the contrast of two colours as the WCAG defines it."""

    def light(colour):
        parts = np.array(to_rgb(colour))
        parts = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return parts @ [0.2126, 0.7152, 0.0722]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def shown_texts(figure, dpi):
    """Return each text with the box it takes, in points, once the figure has been laid out."""
    usual = figure.dpi
    figure.set_dpi(dpi)
    figure.draw_without_rendering()
    found = [(one.get_text(), one.get_window_extent().extents * 72 / dpi) for one in texts(figure)]
    figure.set_dpi(usual)
    return found


def outside(figure, dpi=96):
    """Return the texts that leave the page, by more than half a point."""
    return _outside(figure, shown_texts(figure, dpi))


def colliding(figure, dpi=96):
    """Return the pairs of texts that share more than half a point each way."""
    return _colliding(shown_texts(figure, dpi))


def unreadable(figure, dpi=96):
    """Return the pairs of texts that meet and the texts that leave the page."""
    found = shown_texts(figure, dpi)
    return _colliding(found) + _outside(figure, found)


def _outside(figure, found):
    wide, high = figure.get_size_inches() * 72
    return [
        words
        for words, (x0, y0, x1, y1) in found
        if min(x0, y0) < -0.5 or x1 > wide + 0.5 or y1 > high + 0.5
    ]


def _colliding(found):
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(found, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
    ]
