"""Dateline on the command line: ``python -m dateline check [NAME or FOLDER ...]``."""

import argparse
import sys

from dateline.case import CASES, load_case
from proof.package import ABOUT
from proof.problems import CaseError


def main(words: list[str]) -> int:
    """Check the named cases, or all in ``data/``, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dateline", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="look at every cell of a case and list what is wrong")
    check.add_argument("cases", nargs="*", metavar="CASE", help="a name in data/ or a folder")
    asked = parser.parse_args(words)
    every = sorted(file.parent.name for file in CASES.glob(f"*/{ABOUT}"))
    return max([_check(name) for name in asked.cases or every], default=0)


def _check(name: str) -> int:
    """Print what was found in one case; return 1 if anything needs mending."""
    try:
        case = load_case(name)
    except CaseError as error:
        found = len(error.problems)
        print(f"{name}: {found} problem{'s' if found > 1 else ''}.\n{error}")
        return 1
    rows = sum(map(len, case.tables.values()))
    print("\n".join(case.remarks) + "\n" * bool(case.remarks), end="")
    print(f"{case.name}: {len(case.tables)} tables, {rows} rows, 0 problems.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
