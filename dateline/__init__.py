"""Dateline: one news article, read closely.

In a notebook: ``from dateline import cards, charts, explorers, load_case``.
"""

from dateline.case import Case, load_case
from proof.problems import CaseError

__all__ = ["Case", "CaseError", "load_case"]
