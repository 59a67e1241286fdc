"""The article, known by fingerprints of its words: enough to find a copied sentence.

The text is not ours to share. ``article_runs.txt`` has a hash of each run of thirteen words; a
reader who has the text may save it as ``data/baghdad-embassy-2020/article.txt``.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

LONGEST = 12  # so many words of the article may follow each other in ours
FILE = Path(__file__).with_name("article_runs.txt")
TEXT = Path(__file__).parent.parent / "data" / "baghdad-embassy-2020" / "article.txt"
STRAIGHT = str.maketrans("“”‘’–—", "\"\"''  ")


def runs(text):
    """Return each run of thirteen words of a text by its fingerprint; case does not count."""
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
    """Return the runs of words of a text that are in the article too."""
    return [run for mark, run in runs(text).items() if mark in known()]
