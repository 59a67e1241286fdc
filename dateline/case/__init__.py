"""A case: the tables about one article, read from a folder or a workbook, checked, described."""

from dateline.case.case import Case, ReadCase, load_case, read_case
from dateline.case.errors import CaseError
from dateline.case.raw import CASES, PROJECT, case_names, find_case
from dateline.case.schema import DESCRIPTION

__all__ = [
    "CASES",
    "DESCRIPTION",
    "PROJECT",
    "Case",
    "CaseError",
    "ReadCase",
    "case_names",
    "find_case",
    "load_case",
    "read_case",
]
