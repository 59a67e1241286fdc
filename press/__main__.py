"""The press on the command line: ``python -m press edition [FOLDER]``."""

import argparse
import sys
from pathlib import Path

from nbclient.exceptions import CellExecutionError

from press.editions import PROJECT, edition


def main(words: list[str]) -> int:
    """Write what was asked for and return the exit code; problems are said in one line."""
    parser = argparse.ArgumentParser(prog="python -m press", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    pages = verbs.add_parser("edition", help="write the notebooks as pages that need no Python")
    pages.add_argument("folder", nargs="?", type=Path, default=PROJECT / "edition")
    asked = parser.parse_args(words)
    try:
        for page in edition(asked.folder):
            print(f"{page.name}  {page.stat().st_size / 1000:,.0f} kB", flush=True)
    except CellExecutionError as error:
        print(f"A cell of a notebook stopped: {error.ename}: {error.evalue}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Open {asked.folder / 'index.html'} in a browser; it needs no network.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
