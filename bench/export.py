"""How much processor time all exhibits take as files for slides: PNG, SVG and PDF."""

import time
import warnings
from collections.abc import Callable
from pathlib import Path

import by_hand
from matplotlib.figure import Figure

from dateline import Case, load_case
from dateline.publish.exhibits import WORDS, exhibit, listed
from dateline.publish.pictures import pictures

FORMATS = ("png", "svg", "pdf")


def rows(case: Case) -> list[object]:
    """Return the rows of the exhibits that are charts and could be shown on the day."""
    return [row for row in listed(case, after=False) if row.kind not in WORDS]


def ours(case: Case, folder: Path) -> None:
    """Save every chart as ``dateline slides`` does: drawn once, saved three times."""
    for row in rows(case):
        shown = exhibit(row, case)
        for kind, held in pictures(shown.chart, FORMATS).items():
            (folder / f"{shown.name}.{kind}").write_bytes(held)


def theirs(case: Case, folder: Path) -> None:
    """Save the same charts by hand: each built anew for each format."""

    def maker(row: object) -> Callable[[], Figure]:
        return lambda: exhibit(row, case).chart.draw("slide")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tight_layout warns about axes with a fixed place
        by_hand.export({row.exhibit_id: maker(row) for row in rows(case)}, folder)


def times(name: str, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds of processor time that each took, ours and by hand, in turn."""
    case = load_case(name).until_publication()
    taken: dict[object, list[float]] = {ours: [], theirs: []}
    for save in [ours, theirs] * (rounds + 1):
        began = time.process_time()
        save(case, folder)
        taken[save].append(time.process_time() - began)
    return taken[ours][1:], taken[theirs][1:]  # the first of each warms up
