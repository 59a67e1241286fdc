"""A case: the tables about one article, read from a folder, checked and described."""

from dateline.case.case import Case, load_case
from dateline.case.errors import CaseError
from dateline.case.raw import CASES, PROJECT
from dateline.case.schema import DESCRIPTION

__all__ = ["CASES", "DESCRIPTION", "PROJECT", "Case", "CaseError", "load_case"]
