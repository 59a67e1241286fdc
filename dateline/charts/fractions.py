"""Shares in numbers and in everyday words: how near "almost half" is to 40 %."""

from collections.abc import Iterable
from typing import NamedTuple

FRACTIONS = {
    "a tenth": 1 / 10,
    "a fifth": 1 / 5,
    "a quarter": 1 / 4,
    "a third": 1 / 3,
    "two fifths": 2 / 5,
    "a half": 1 / 2,
    "three fifths": 3 / 5,
    "two thirds": 2 / 3,
    "three quarters": 3 / 4,
    "four fifths": 4 / 5,
    "nine tenths": 9 / 10,
    "all": 1,
}


UNDER, OVER = ("almost", "nearly", "just under"), ("more than", "over", "at least")


class Near(NamedTuple):
    """An everyday fraction and how many percentage points a share lies from it."""

    name: str
    share: float
    points: float


def nearest(share: float) -> Near:
    """Return the everyday fraction that lies nearest to a share (a part of 1)."""
    name = min(FRACTIONS, key=lambda one: abs(FRACTIONS[one] - share))
    return Near(name, FRACTIONS[name], 100 * abs(FRACTIONS[name] - share))


def fit(softener: str, said: float, share: float, used: Iterable[float]) -> str:
    """Say how well words fit a share: on which side it lies, and if another fraction is nearer.

    Args:
        softener: The word before the fraction, such as "almost" or "more than"; may be empty.
        said: The fraction that the words name, as a part of 1.
        share: The share that is meant, as a part of 1.
        used: The fractions to choose from: those that anybody used of it.
    """
    if (softener in OVER and share <= said) or (softener in UNDER and share >= said):
        return f"✗ no: it is {'less' if share < said else 'more'}"
    near = min(used, key=lambda one: abs(one - share))
    if abs(near - share) < abs(said - share) - 1e-9:
        return f"{called(near)} is nearer"
    return "✓ yes" if softener or abs(said - share) < 0.005 else "rounded"


def percent(share: float) -> str:
    """Write a share (a part of 1) with one decimal place, such as "40.0 %"."""
    return f"{100 * share:.1f} %"


def called(share: float) -> str:
    """Return a share as it is said: "a third" if it is one, otherwise in per cent."""
    near = nearest(share)
    return near.name if near.points < 0.5 else f"{100 * share:.0f} %"
