"""Exhibits: the charts, quotations and questions of a case, as its table of exhibits lists them."""

import difflib
import re
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import Case, cards, charts
from dateline.charts import Chart
from dateline.dates import long_date

READS = {  # which table the rows of each kind are picked from
    "timeline": "events",
    "telling order": "events",
    "levels": "levels",
    "spread": "levels",
    "drawdown": "levels",
    "trap": "levels",
    "framing": "framing",
    "voices": "quotes",
    "chain": "quotes",
    "verdicts": "claims",
    "quotation": "quotes",
    "question": "",
}
HOW = {"timeline": "lanes", "levels": "scale", "trap": "kind"}  # what ``how`` chooses
IN_ROWS = "Each row names its own."  # a slide has no rows; the text file beside it has all
WORDS = ("quotation", "question")  # these are in the deck alone
COUNTED = ("voices",)  # its numbers are counted in the article itself
RULE = re.compile(r"\s*(\w+)\s*(>=|<=|=)\s*(.+?)\s*")


@dataclass(frozen=True)
class Exhibit:
    """What is shown on slides, and what may be said of it.

    Attributes:
        name: Files are called after it.
        title: The finding, or the question.
        say: What to say while it is shown.
        ask: What to ask the room.
        chart: What is drawn; a quotation and a question have none.
        quote: A quotation: a row of ``quotes``.
        source: Who published it, in one line of plain text.
        sources: Every source in full, a line each.
        notebook: The notebook that draws it.
        table: The table that its rows are from.
    """

    name: str
    title: str
    say: str
    ask: str
    chart: Chart | None = None
    quote: Any = None
    source: str = ""
    sources: tuple[str, ...] = ()
    notebook: str = ""
    table: str = ""


def listed(case: Case, *, after: bool) -> list[Any]:
    """Return the rows of a case's table of exhibits, in its order.

    Args:
        case: The whole case.
        after: Those that tell what became known after the article, or all others.
    """
    if "exhibits" not in case.tables:
        return []
    return list(case.exhibits[case.exhibits["after_article"] == after].itertuples())


def exhibit(row: Any, case: Case) -> Exhibit:
    """Return one exhibit of a case.

    Args:
        row: A row of its table of exhibits, from ``listed``.
        case: The case; for what could be shown on the day of the article, as it was that day.

    Raises:
        ValueError: The row cannot be shown; the message names it and what to mend.
    """
    try:
        return _exhibit(row, case)
    except ValueError as problem:
        raise ValueError(f"exhibits.csv, {row.exhibit_id!r}: {problem}") from problem


def _exhibit(row: Any, case: Case) -> Exhibit:
    notebook = "" if pd.isna(row.notebook) else row.notebook
    shown = Exhibit(
        row.exhibit_id, row.title, row.say, row.ask, notebook=notebook, table=READS[row.kind]
    )
    if row.kind == "question":
        return shown
    table = case.tables[READS[row.kind]]
    told = picked(table, "" if pd.isna(row.rows) else row.rows)
    if told.empty:
        raise ValueError(f"column rows: no row of {READS[row.kind]} fits {row.rows!r}.")
    line = cards.source_line(told, case.sources)
    line = Markup(line.replace(IN_ROWS, f"All stand in {row.exhibit_id}.txt."))
    shown = replace(shown, sources=in_full(told, case.sources))
    if row.kind == "quotation":
        return replace(shown, source=line.striptags(), quote=next(told.itertuples()))
    if row.kind in COUNTED:
        day = long_date(case.published)
        line = Markup("{}, {}, counted in the article").format(case.title, day)
        shown = replace(shown, sources=(f"{case.title}, {day}, {case.link}",))
    chart = replace(_drawn(row, told, case, line), name=row.exhibit_id)
    return replace(shown, source=line.striptags(), chart=chart)


def _article(case: Case) -> str:
    """Return the id of the source that is the article itself."""
    same = case.sources.loc[case.sources["url"] == case.link, "source_id"]
    return "" if same.empty else str(same.iloc[0])


def _drawn(row: Any, told: pd.DataFrame, case: Case, source: str) -> Chart:
    """Return the chart of an exhibit; its kind is the name of the function that draws it."""
    beside = {"drawdown": case.sources, "spread": case.sources}
    how: dict[str, Any] = {"focus": case.focus} if row.kind == "timeline" else {}
    if row.kind == "framing":
        how["article"] = _article(case)
    if row.kind == "spread":
        how["group"] = next(iter(told["conflict_group"].dropna()), "")
    if pd.notna(row.how):
        if row.kind not in HOW:
            raise ValueError(f"column how: {row.kind} has no choice, so leave it empty.")
        how[HOW[row.kind]] = row.how
    rows = [told, *([beside[row.kind]] if row.kind in beside else [])]
    draw = getattr(charts, row.kind.replace(" ", "_"))
    drawn: Chart = draw(*rows, source=source, title=row.title, **how)
    return drawn


def picked(table: pd.DataFrame, rules: str) -> pd.DataFrame:
    """Return the rows of a table that fit all rules, such as "kind = size; date >= 2020-09-01".

    Raises:
        ValueError: A rule cannot be read, or names a column that the table does not have.
    """
    for rule in filter(str.strip, rules.split(";")):
        parts = RULE.fullmatch(rule)
        if not parts:
            raise ValueError(f"column rows: {rule.strip()!r} is no rule; write: column = value.")
        column, sign, value = parts.groups()
        if column not in table:
            near = difflib.get_close_matches(column, table.columns, n=1, cutoff=0)[0]
            raise ValueError(f"column rows: there is no column {column!r}; did you mean {near!r}?")
        table = table[_fits(table[column], sign, value)]
    return table


def _fits(cells: pd.Series, sign: str, value: str) -> pd.Series:
    """Say which cells are equal to a value, or to one of several, or lie on one side of it."""
    if sign == "=":
        wanted = [one.strip().casefold() for one in value.split("|")]
        return cells.astype("string").str.casefold().isin(wanted)
    dated = pd.api.types.is_datetime64_any_dtype(cells)
    try:
        bound: Any = pd.Timestamp(value) if dated else float(value)
        found: pd.Series = cells >= bound if sign == ">=" else cells <= bound
    except (ValueError, TypeError) as problem:
        raise ValueError(
            f"column rows: {value!r} cannot be compared with {cells.name}."
        ) from problem
    return found.fillna(False).astype(bool)


def in_full(rows: pd.DataFrame, sources: pd.DataFrame) -> tuple[str, ...]:
    """Return every source that some rows cite, a line each: publisher, title, date, address.

    What was only seen in a copy, or is told by its publisher alone up to publication, has no
    address.
    """
    cited = set(rows["source_ids"].dropna().str.split(";").explode())
    named: list[Any] = list(sources[sources["source_id"].isin(cited)].itertuples())
    lines = []
    for one in named:
        day = str(one.date).split("/")[0]  # a page that goes on has the day of its beginning
        parts = (one.publisher, one.title, None if pd.isna(one.date) else day)
        address = [one.url] if one.link else []
        lines.append(", ".join(str(part) for part in (*parts, *address) if pd.notna(part)))
    return tuple(lines)
