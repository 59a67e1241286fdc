"""Measure how fast Dateline is: ``python3 start.py bench``. README.md says how to read it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from statistics import median
from tempfile import TemporaryDirectory

import drawing
import export
import kernel
import keys
import reading

from dateline import load_case
from start import GET_BROWSER, find_browser

CASE = "baghdad-embassy-2020"
PRESSES = 15  # and two before; the case has twenty months


def say(what: str, ours: list[float], baseline: list[float]) -> None:
    """Print one line of the table from the seconds that each try took."""
    mine, other = 1000 * median(ours), 1000 * median(baseline)
    share = f"{mine / other:.2f} of the baseline"
    print(f"{what:<52}{mine:>8,.0f} ms{other:>8,.0f} ms   {share}", flush=True)


def say_first_chart(notebooks: str) -> None:
    """Print how long the first chart takes, then the same without the checking of the case."""
    ours, by_hand, checking = kernel.first_chart(notebooks, 5)
    say("From the start of a kernel to a level chart", ours, by_hand)
    rest = (median(ours) - median(checking)) / median(by_hand)
    print(
        f"    Checking the whole case took {1000 * median(checking):,.0f} ms of it; "
        f"the rest is {rest:.2f} of the baseline."
    )


def main() -> None:
    """Print the table, line by line as it is measured."""
    whole = load_case(CASE)
    rows, case = sum(map(len, whole.tables.values())), whole.until_publication()
    print(f"{'Median of several tries, taken in turn':<52}{'Dateline':>11}{'baseline':>11}")
    if find_browser():
        compared = {
            "timeline by month": keys.TIMELINE,
            "level by date": keys.LEVELS,
            "quotations found": keys.QUOTES,
        }
        for name, both in compared.items():
            with TemporaryDirectory() as folder:
                taken = keys.times(Path(folder), PRESSES, both)
            say(f"From a key to its answer, {name}", *taken)
    else:
        print(f"From a key to its answer: not measured without a browser; {GET_BROWSER}")
    say("From a chosen level to its share, in the kernel", *kernel.shares(case, 15))
    notebooks = str(Path(__file__).resolve().parent.parent / "notebooks")
    say_first_chart(notebooks)
    building = kernel.level_explorer(case, 100, 5)
    say("Build a level explorer of 100 dates", *building)
    for copies, rounds in ((1, 9), (100, 3)):
        with TemporaryDirectory() as folder:
            taken = reading.times(reading.copied(CASE, Path(folder), copies), rounds)
        say(f"Read {copies * rows:,} rows, every cell checked", *taken)
    for events, rounds in ((case.events, 9), (drawing.made_up(1000), 3)):
        for named, how in ((True, "with names"), (False, "without names")):
            taken = drawing.times(events, case.focus, named=named, rounds=rounds)
            say(f"Draw {len(events):,} events {how}, as SVG", *taken)
        print(f"    {drawing.pages(events, case.focus)}")
    with TemporaryDirectory() as folder:
        say(
            "Save every exhibit in three formats, processor time",
            *export.times(CASE, Path(folder), 2),
        )


if __name__ == "__main__":
    main()
