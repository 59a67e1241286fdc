"""How a memo is marked: a rubric of four criteria, and two sample memos with their marks."""

from pathlib import Path
from typing import Any

import pandas as pd

from dateline.case import CASES, Case
from dateline.case.errors import file_error
from dateline.questions.ask import Output
from dateline.web import fill

LEVELS = ["starting", "solid", "strong"]
CRITERIA = 4


def read_rubric(file: Path = CASES / "rubric.csv") -> pd.DataFrame:
    """Return the rubric for a memo.

    Args:
        file: A table with the columns ``criterion``, ``starting``, ``solid`` and ``strong``.

    Returns:
        One row for each of the four criteria; the other columns say what a memo of each level
        does.

    Raises:
        CaseError: The file is missing, lacks a column or a row, or has an empty cell.
    """
    try:
        table = pd.read_csv(file, dtype="str", encoding="utf-8-sig", keep_default_na=False)
    except FileNotFoundError:
        raise file_error(file.name, "is missing: copy it from a fresh download.") from None
    except (UnicodeDecodeError, ValueError) as error:
        raise file_error(file.name, f"is not a table in UTF-8: {error}") from None
    columns = ["criterion", *LEVELS]
    if list(table.columns) != columns:
        raise file_error(file.name, f"needs the columns {', '.join(columns)}, in this order.")
    if len(table) != CRITERIA or not table["criterion"].is_unique:
        raise file_error(file.name, f"needs {CRITERIA} rows, each with another criterion.")
    for line, row in enumerate(table.to_dict("records"), start=2):
        for column in columns:
            if not row[column].strip():
                raise file_error(file.name, f"{column} is empty: write a sentence.", line)
    return table


def rubric(case: Case) -> Output:
    """Show the rubric, and the sample memos of a case as they would be marked.

    Args:
        case: A case; reads ``memos``, which cite cards of its ``evidence`` by their numbers.

    Returns:
        The rubric as a table and, in folds, each memo with the level it reaches in each
        criterion and the reason.

    Raises:
        CaseError: Something is wrong with the file of the rubric.
    """
    table = read_rubric()
    memos = memos_of(case)
    html = fill("questions/rubric.html", levels=LEVELS, rows=table.to_dict("records"), memos=memos)
    return Output(str(html))


def memos_of(case: Case) -> list[dict[str, Any]]:
    """Return the sample memos of a case: name, text, number of words and marks of each."""
    return [_memo(group) for _, group in case.memos.groupby("memo_id", sort=False)]


def _memo(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the name, text and marks of one sample memo."""
    text = str(rows["text"].iloc[0])
    marks = rows[["criterion", "level", "reason"]].to_dict("records")
    return {
        "name": str(rows["memo_id"].iloc[0]),
        "text": text,
        "words": len(text.split()),
        "marks": marks,
    }
