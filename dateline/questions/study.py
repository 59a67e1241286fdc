"""What notebooks call besides charts: questions, a test before class, timers, ways to talk."""

from dateline.case import Case
from dateline.questions.answers import answers
from dateline.questions.ask import Questions
from dateline.questions.pool import pool
from dateline.questions.preflight import preflight
from dateline.questions.rubric import rubric
from dateline.questions.seal import seal
from dateline.questions.table import read_questions
from dateline.questions.timer import protocol, protocols, timer

__all__ = [
    "answers",
    "open",
    "pool",
    "preflight",
    "protocol",
    "protocols",
    "rubric",
    "seal",
    "timer",
]


def open(case: Case) -> Questions:
    """Get ready to ask the questions of a case.

    Args:
        case: A case with its ``checks`` and the ``sources`` that they cite.

    Returns:
        Questions. Shown in a notebook, they are the bar for the code name; ``ask`` shows
        questions, ``progress`` what is done, ``casebook`` a page to hand in.

    Raises:
        ValueError: A check cites a source that is not in ``sources``.
    """
    return Questions(read_questions(case), case.title)
