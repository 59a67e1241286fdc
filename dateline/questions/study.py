"""What notebooks call besides charts: ``study.open`` for questions, ``study.preflight``."""

from pathlib import Path

import pandas as pd
from markupsafe import Markup

from dateline.cards import source_line
from dateline.case.case import PROJECT, Case
from dateline.questions.asking import Questions
from dateline.questions.preflight import preflight
from dateline.questions.questions import read_questions

__all__ = ["open", "preflight"]


def open(case: Case, *, folder: Path | None = None) -> Questions:
    """Get ready to ask the questions of a case; answers are saved under a code name.

    Args:
        case: A case with its ``checks`` and the ``sources`` that they cite.
        folder: Where answers are saved; if left out, the project's folder ``answers``.

    Returns:
        Questions: ``ask`` and ``progress``.

    Raises:
        ValueError: A check cites a source that is not in ``sources``.
    """

    def cite(source_ids: set[str]) -> Markup:
        lines = []
        for source_id in sorted(source_ids):
            row = pd.DataFrame({"source_ids": [source_id]})
            lines.append(source_line(row, case.sources))
        return Markup("; ").join(lines)

    rows = case.checks.astype(object).fillna("").itertuples()
    return Questions(read_questions(rows, cite), folder or PROJECT / "answers")
