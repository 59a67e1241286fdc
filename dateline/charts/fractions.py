"""Shares in numbers and in everyday words: how near "almost half" is to 40 %."""

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

UNDER = ("almost", "nearly", "just under")
OVER = ("more than", "over", "at least")
CLOSE = 5  # percentage points
TRUE = "✓ true"
IMPRECISE = "≈ imprecise"
NOT_TRUE = "✗ not true"


class Near(NamedTuple):
    """An everyday fraction and how many percentage points a share lies from it."""

    name: str
    share: float
    points: float


def nearest(share: float) -> Near:
    """Return the everyday fraction that lies nearest to a share (a part of 1)."""
    name = min(FRACTIONS, key=lambda one: abs(FRACTIONS[one] - share))
    return Near(name, FRACTIONS[name], 100 * abs(FRACTIONS[name] - share))


def judgment(softener: str, said: float, share: float) -> str:
    """Judge words such as "almost half" by what they say; the verdicts on claims use the same.

    "More than a third" says that the share is larger, and no more. "Almost half" says two
    things: that the share is smaller, and that it is close. A fraction alone says that it is
    close. Close is within 5 percentage points: half the way to the next everyday fraction.

    Args:
        softener: The word before the fraction, such as "almost" or "more than"; may be empty.
        said: The fraction that the words name, as a part of 1.
        share: The share that is meant, as a part of 1.

    Returns:
        "true", "imprecise" or "not true", with its sign.
    """
    if softener in OVER:
        reached = share >= said if softener == "at least" else share > said
        return TRUE if reached else NOT_TRUE
    if softener in UNDER and share >= said:
        return NOT_TRUE
    return TRUE if 100 * abs(said - share) <= CLOSE else IMPRECISE


def percent(share: float) -> str:
    """Write a share (a part of 1) with one decimal place, such as "40.0 %"."""
    return f"{100 * share:.1f} %"


def called(share: float) -> str:
    """Return a share as it is said: "a third" if it is one, otherwise in per cent."""
    near = nearest(share)
    return near.name if near.points < 0.5 else f"{100 * share:.0f} %"
