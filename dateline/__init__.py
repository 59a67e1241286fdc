"""Dateline: one news article, read closely.

In a notebook: ``from dateline import cards, charts, explorers, load_case, slides, study``.
"""

from importlib import import_module
from types import ModuleType

import pandas as pd

from dateline.case import Case, CaseError, load_case

__all__ = ["Case", "CaseError", "load_case"]

# Tables of pandas show what is in their cells: two prices in dollars are no formula.
pd.set_option("display.html.use_mathjax", False)

# Modules with a short name for notebooks. They load only when somebody asks for them, because
# they need much more than reading a case does.
SHORT_NAMES = {"slides": "dateline.publish.slides", "study": "dateline.questions.study"}


def __getattr__(name: str) -> ModuleType:
    """Load ``slides`` or ``study`` when a notebook first asks for it."""
    if name in SHORT_NAMES:
        return import_module(SHORT_NAMES[name])
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
