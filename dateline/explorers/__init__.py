"""Explorers: a picture that stays, and pages behind a menu that add to it.

An explorer is one piece of HTML. It answers without Python: in JupyterLab, after the kernel has
stopped, in a reopened notebook and in a page on a phone; without JavaScript all its pages are
there to be read. Where Python must compute the answer, an explorer is made of ipywidgets, and
such pages stand in for it where there is no kernel.
"""

from dateline.explorers.claims import claim_explorer
from dateline.explorers.evidence import evidence_explorer
from dateline.explorers.levels import level_explorer
from dateline.explorers.lookups import glossary_explorer, people_explorer, place_explorer
from dateline.explorers.pages import Explorer, Page, paged
from dateline.explorers.quotes import quote_explorer
from dateline.explorers.shares import share_explorer
from dateline.explorers.timeline import event_explorer, timeline_explorer

__all__ = [
    "Page",
    "Explorer",
    "claim_explorer",
    "event_explorer",
    "evidence_explorer",
    "glossary_explorer",
    "level_explorer",
    "paged",
    "people_explorer",
    "place_explorer",
    "quote_explorer",
    "share_explorer",
    "timeline_explorer",
]
