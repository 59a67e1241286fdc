"""The article, known by the fingerprints of its word runs: enough to find a copied sentence.

The text is not ours to keep. ``article_runs.txt`` holds a hash of each run of thirteen words; a
reader who has the text may save it as ``data/baghdad-embassy-2020/article.txt``.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

LONGEST = 12  # words of the article that may stand together in ours
FILE = Path(__file__).with_name("article_runs.txt")
TEXT = Path(__file__).parent.parent / "data" / "baghdad-embassy-2020" / "article.txt"
STRAIGHT = str.maketrans("“”‘’–—", "\"\"''  ")


def runs(text):
    """Return each run of thirteen words of a text by its fingerprint, small letters alone."""
    words = re.findall(r"[a-z0-9']+", text.translate(STRAIGHT).lower())
    found = {}
    for start in range(len(words) - LONGEST):
        run = " ".join(words[start : start + LONGEST + 1])
        found[hashlib.sha256(run.encode()).hexdigest()[:16]] = run
    return found


@cache
def known():
    """Return the fingerprints of the article."""
    return set(FILE.read_text(encoding="utf-8").split())


def copied(text):
    """Return the runs of a text that stand in the article as well."""
    return [run for mark, run in runs(text).items() if mark in known()]
