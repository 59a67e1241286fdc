"""The tables of the teacher's pack: which rows cannot be printed or shown, and why."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dateline.case.errors import Problem, first_ones
from dateline.case.fields import Row
from dateline.case.tables import Table


class Rule(NamedTuple):
    """What a kind of row needs.

    Attributes:
        column: The column of a short name that it needs, or "" if any text will do.
        has_option: Whether it also needs the number of an option.
    """

    column: str
    has_option: bool = False


SHEETS = {
    "tick": Rule("check_id"),
    "sort": Rule("check_id", has_option=True),
    "number": Rule("check_id"),
    "chart": Rule("exhibit_id"),
}
SCREENS = {
    "vote": Rule("check_id"),
    "claims": Rule("check_id"),
    "key": Rule("check_id"),
    "chart": Rule("exhibit_id"),
    "bare chart": Rule("exhibit_id"),
    "protocol": Rule("shows"),
    "cards": Rule("shows"),
}
WITHOUT_WORDS = ("cover", "paragraphs")  # these bring their own
TEXTS = ("task", "check_id", "exhibit_id")  # one of them says what to do


def add_pack_problems(tables: Mapping[str, Table]) -> None:
    """Add what is wrong with the rows of ``sheets`` and ``screens`` to their problems."""
    for name, rules in (("sheets", SHEETS), ("screens", SCREENS)):
        if name in tables:
            found = _row_problems(tables[name], rules, _options(tables))
            tables[name].problems += first_ones(found)
    if "screens" in tables:
        tables["screens"].problems += first_ones(_vote_problems(tables["screens"]))


def _options(tables: Mapping[str, Table]) -> Callable[[str], int]:
    """Return a function that says how many options a question has."""
    checks = tables["checks"].rows.values() if "checks" in tables else ()
    names = [row.get("check_id", "") for row in checks]
    return names.count


def _row_problems(
    table: Table, rules: Mapping[str, Rule], options: Callable[[str], int]
) -> Iterator[Problem]:
    for line, row in table.rows.items():
        kind = row.get("kind", "")
        rule = rules.get(kind)
        if rule and not row.get(rule.column):
            yield table.problem(line, rule.column, f"is empty, but every {kind} needs one.")
        elif rule and (rule.has_option or row.get("option")):
            yield from _option_problems(table, line, row, options)
        elif not rule and kind not in WITHOUT_WORDS and not any(map(row.get, TEXTS)):
            yield table.problem(line, "task", "is empty: say what to do, or name a question.")


def _option_problems(
    table: Table, line: int, row: Row, options: Callable[[str], int]
) -> Iterator[Problem]:
    """Yield an option that its question does not have."""
    question, option = row["check_id"], row.get("option", "")
    many = options(question)
    if many and not (option.isdecimal() and 1 <= int(option) <= many):
        message = f"is {option!r}, but {question!r} has the options 1 to {many}."
        yield table.problem(line, "option", message)


def _vote_problems(table: Table) -> Iterator[Problem]:
    """Yield each second vote whose first one is not an earlier screen for counting."""
    votes: set[str] = set()
    for line, row in table.rows.items():
        first = row.get("first_vote", "")
        if first and first not in votes:
            message = f"names {first!r}, which is no vote on an earlier screen."
            yield table.problem(line, "first_vote", message)
        if row.get("kind") == "vote":
            votes.add(row.get("screen_id", ""))
