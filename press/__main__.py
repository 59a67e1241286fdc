"""The press on the command line: ``slides`` writes charts and a deck, ``edition`` pages."""

import argparse
import sys
from pathlib import Path

from press import LOADED, PROJECT


def main(words: list[str]) -> int:
    """Write what was asked for and return the exit code; problems are said in one line."""
    parser = argparse.ArgumentParser(prog="python -m press", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    charts = verbs.add_parser("slides", help="write every chart of a case, a deck and an index")
    charts.add_argument("case", nargs="?", metavar="CASE", help="by default that of the notebooks")
    charts.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these charts alone")
    charts.add_argument("--to", type=Path, metavar="FOLDER", help="by default figures")
    pages = verbs.add_parser("edition", help="write the notebooks as pages that need no Python")
    pages.add_argument("folder", nargs="?", type=Path, default=PROJECT / "edition")
    asked = parser.parse_args(words)
    try:
        return _slides(asked) if asked.verb == "slides" else _edition(asked.folder)
    except (OSError, ValueError, ImportError) as error:
        print(error, file=sys.stderr)
        return 1


def _slides(asked: argparse.Namespace) -> int:
    """Write the exhibits of a case, and say how far it is and what came of it."""
    import matplotlib.pyplot as plt

    from dateline import load_case
    from ink.look import many
    from press.figures import Made, figures

    plt.switch_backend("agg")  # a picture needs no window
    lesson = _lesson()
    case, made = load_case(asked.case or lesson), Made()
    to = asked.to or PROJECT / "figures" / ("" if case.name == lesson else case.name)
    only = [name for names in asked.only for name in names.split(",") if name]
    for line in figures(case, to, only, made):
        print(line, flush=True)
    for problem in made.problems:
        print(problem, file=sys.stderr)
    if made.problems:
        print(f"{len(made.problems)} could not be made; mend these rows and run it again.")
    print(f"{many(made.charts, 'chart is', 'charts are')} in {to}.")
    if asked.only:
        print("The deck and the index are left as they were.")
    return 1 if made.problems else 0


def _lesson() -> str:
    """Return the name of the case that the notebooks read."""
    found = (LOADED.search(file.read_text("utf-8")) for file in PROJECT.glob("notebooks/*.ipynb"))
    return next(one[1] for one in found if one)


def _edition(folder: Path) -> int:
    """Write the notebooks as pages, and say how large each is."""
    from nbclient.exceptions import CellExecutionError

    from press.editions import edition

    try:
        for page in edition(folder):
            print(f"{page.name}  {page.stat().st_size / 1000:,.0f} kB", flush=True)
    except CellExecutionError as error:
        print(f"A cell of a notebook stopped: {error.ename}: {error.evalue}", file=sys.stderr)
        return 1
    print(f"Open {folder / 'index.html'} in a browser; it needs no network.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
