"""Exhibits: the charts, quotations and questions of a case, as its table of exhibits lists them."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dateline import Case, charts
from dateline.charts import Chart
from dateline.charts.trap import KINDS as TRICKS
from dateline.dates import long_date
from dateline.files import safe_name
from dateline.publish.usual import usual_exhibits

TABLES = {  # the table that the rows of each kind of exhibit are picked from; counts names its own
    "timeline": "events",
    "telling order": "events",
    "levels": "levels",
    "spread": "levels",
    "drawdown": "levels",
    "trap": "levels",
    "deadlines": "framing",
    "framing": "framing",
    "voices": "quotes",
    "chain": "quotes",
    "verdicts": "claims",
    "quotation": "quotes",
    "question": "",
}
WITHOUT_CHART = ("quotation", "question")  # these are only in the deck
NEEDED = {  # the columns of each table that every exhibit is made from
    "exhibits": "exhibit_id kind title say ask rows how notebook after_article",
    "sources": "source_id publisher title date url link",
}
OF_A_QUOTATION = "text original_text our_summary speaker role date outlet status in_article"
COUNTED_IN_ARTICLE = ("voices",)
ANNOTATED = ("levels", "counts")
OPTIONS = {"timeline": "lanes", "levels": "scale", "trap": "kind"}  # what the column how chooses
SECOND_TABLES = {"drawdown": "sources", "spread": "sources"}
COUNTS = re.compile(r"(\w+) by (\w+)(?:: *(.+))?")  # a table, its column, the kind in the accent
RULE = re.compile(r"(\w+) *(>=|<=|=)(.+)")
MOST_NAMED = 3  # sources in the line below a chart


@dataclass(frozen=True)
class Exhibit:
    """What a slide shows, and what there is to say and ask about it.

    Attributes:
        name: Files are called after it.
        title: The finding, or the question.
        say: What to say while it is shown.
        ask: What to ask the room.
        chart: The chart; a quotation and a question have none.
        quote: The quotation: a row of ``quotes``.
        source: Who published it, in one line of plain text: three names at most.
        sources: Every source in full, a line each.
        publishers: Who published it, each once: originals first, what was seen in a copy last.
        puzzle: What to ask about the chart without its words, before it is shown; may be empty.
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
    publishers: tuple[str, ...] = ()
    puzzle: str = ""
    notebook: str = ""
    table: str = ""

    @property
    def parts(self) -> tuple["Exhibit", ...]:
        """The pages of a chart whose marks have room for their names only on several pages."""
        charts_of_parts = self.chart.parts if self.chart else ()
        parts = []
        for number, chart in enumerate(charts_of_parts, 1):
            name = f"{self.name}-{number}"
            say = f"Part {number} of {len(charts_of_parts)} of “{self.title}”."
            chart = replace(chart, name=name)
            page = replace(self, name=name, title=chart.title, say=say, chart=chart, puzzle="")
            parts.append(page)
        return tuple(parts)


def listed(case: Case, *, after: bool) -> list[Any]:
    """Return the rows of a case's table of exhibits, in its order, or else the usual ones.

    Args:
        case: The whole case.
        after: True for those that show what became known after the article, False for the rest.

    Raises:
        ValueError: A table lacks a column that every exhibit is made from.
    """
    if "exhibits" not in case.tables or case.exhibits.empty:
        return [] if after else usual_exhibits(case.until_publication())
    for table, columns in NEEDED.items():
        need_columns(case.tables[table], table, columns)
    rows = case.exhibits[case.exhibits["after_article"] == after]
    return list(rows.itertuples())


def need_columns(table: pd.DataFrame, name: str, columns: str) -> None:
    """Raise ValueError if a table lacks one of some columns, whose names are given in one text."""
    for column in columns.split():
        if column not in table:
            raise ValueError(
                f"{name}.csv has no column {column!r}, from which slides are made: put it back, "
                "in the table and in datapackage.json."
            )


def file_name(row: Any) -> str:
    """Return what the files of an exhibit are called: a case may allow any sign in its ids."""
    return safe_name(str(row.exhibit_id), default="exhibit")


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
    table = _table_of(row, case)
    basic = Exhibit(
        name=file_name(row),
        title=row.title,
        say=row.say,
        ask=row.ask,
        puzzle=_cell(row, "puzzle"),
        notebook="" if pd.isna(row.notebook) else row.notebook,
        table=table,
    )
    if row.kind == "question":
        return basic

    rows = picked(case.tables[table], "" if pd.isna(row.rows) else row.rows)
    if case.tables[table].empty:
        raise ValueError(f"there are no rows in {table}: fill it in, or delete this exhibit.")
    if rows.empty:
        raise ValueError(f"column rows: no row of {table} fits {row.rows!r}.")
    if row.kind == "chain":
        rows = rows[rows["in_article"].eq(True)]  # the others are not drawn
    if row.kind in COUNTED_IN_ARTICLE:
        day = long_date(case.published)
        source = f"{case.title}, {day}, counted in the article"
        basic = replace(basic, source=source, sources=(f"{case.title}, {day}, {case.link}",))
    else:
        need_columns(rows, table, "source_ids")
        publishers = publishers_of(rows, case.sources)
        source = short_source(rows, publishers, file_name(row))
        sources = full_sources(rows, case.sources)
        basic = replace(basic, source=source, sources=sources, publishers=publishers)

    if row.kind == "quotation":
        need_columns(rows, table, OF_A_QUOTATION)
        return replace(basic, quote=next(rows.itertuples()))
    chart = replace(_chart(row, rows, case, source), name=file_name(row))
    return replace(basic, chart=chart, title=basic.title or chart.title)


def _cell(row: Any, column: str) -> str:
    """Return a cell, or "" if it is empty or there is no such column."""
    cell = getattr(row, column, "")
    return "" if pd.isna(cell) else str(cell)


def _chart(row: Any, rows: pd.DataFrame, case: Case, source: str) -> Chart:
    """Return the chart of an exhibit; its kind is the name of the function that draws it."""
    tables = [rows]
    if row.kind in SECOND_TABLES:
        tables.append(case.tables[SECOND_TABLES[row.kind]])
    options = _options(row, rows, case)
    draw = getattr(charts, row.kind.replace(" ", "_"))
    chart: Chart = draw(*tables, source=source, title=row.title, **options)
    return chart


def _options(row: Any, rows: pd.DataFrame, case: Case) -> dict[str, Any]:
    """Return what the function that draws an exhibit is given beside its tables."""
    options: dict[str, Any] = {}
    if row.kind == "timeline":
        options["focus"] = case.focus
        options["whole"] = case.events
    if row.kind == "spread":
        groups = rows["conflict_group"].dropna()
        if groups.empty:
            raise ValueError(
                "no rows disagree: give those that do the same name in the column conflict_group."
            )
        options["group"] = groups.iloc[0]
    if row.kind in ANNOTATED and "annotations" in case.tables:
        annotations = case.annotations
        need_columns(annotations, "annotations", "exhibit_id")
        options["annotations"] = annotations[annotations["exhibit_id"] == row.exhibit_id]
    if row.kind in ("deadlines", "framing"):
        options["article"] = _article_id(case)
    if row.kind == "counts":
        return options | _count_options(row, rows, case)
    if pd.notna(row.how):
        if row.kind not in OPTIONS:
            raise ValueError(f"column how: {row.kind} has no choice, so leave it empty.")
        options[OPTIONS[row.kind]] = row.how
    elif row.kind == "trap":
        raise ValueError(f"column how: write which trick it is, one of: {', '.join(TRICKS)}.")
    return options


def _table_of(row: Any, case: Case) -> str:
    """Return the name of the table that an exhibit is drawn from."""
    kinds = [*TABLES, "counts"]
    if row.kind not in kinds:
        raise ValueError(f"column kind: {row.kind!r} is none of: {', '.join(kinds)}.")
    if row.kind != "counts":
        return TABLES[row.kind]
    parts = COUNTS.fullmatch("" if pd.isna(row.how) else row.how)
    if not parts or parts[1] not in case.tables:
        raise ValueError("column how: write which table is counted, such as: events by category.")
    return parts[1]


def _count_options(row: Any, rows: pd.DataFrame, case: Case) -> dict[str, Any]:
    """Return how things are counted: by which column, until when, and what others counted."""
    table, column, first = COUNTS.fullmatch(row.how).groups()  # type: ignore[union-attr]
    if column not in rows:
        raise ValueError(f"column how: {table} has no column {column!r}.")
    others = case.tables.get("levels")
    if others is not None:
        need_columns(others, "levels", "unit in_default")
        others = others[(others["unit"] == table) & others["in_default"]]
    return {
        "by": column,
        "what": table,
        "first": first or "",
        "others": others,
        "until": None if row.after_article else pd.Timestamp(case.published),
    }


def _article_id(case: Case) -> str:
    """Return the id of the source that is the article itself."""
    same = case.sources.loc[case.sources["url"] == case.link, "source_id"]
    return "" if same.empty else str(same.iloc[0])


def picked(table: pd.DataFrame, rules: str) -> pd.DataFrame:
    """Return the rows of a table that fit all rules, such as "kind = size; date >= 2020-09-01".

    Raises:
        ValueError: A rule cannot be read, or names a column that the table does not have.
    """
    for rule in rules.split(";"):
        if not rule.strip():
            continue
        parts = RULE.fullmatch(rule.strip())
        if not parts:
            raise ValueError(f"column rows: {rule.strip()!r} is no rule; write: column = value.")
        column, sign, value = parts.groups()
        if column not in table:
            near = difflib.get_close_matches(column, table.columns, n=1, cutoff=0)[0]
            raise ValueError(f"column rows: there is no column {column!r}; did you mean {near!r}?")
        table = table[_fits(table[column], sign, value.strip())]
    return table


def _fits(cells: pd.Series, sign: str, value: str) -> pd.Series:
    """Return which cells equal a value, or one of several, or lie on one side of it."""
    if sign == "=":
        wanted = [text.strip().casefold() for text in value.split("|")]
        return cells.astype("string").str.casefold().isin(wanted)
    dated = pd.api.types.is_datetime64_any_dtype(cells)
    try:
        bound: Any = pd.Timestamp(value) if dated else float(value)
        fits: pd.Series = cells >= bound if sign == ">=" else cells <= bound
    except (ValueError, TypeError) as problem:
        message = f"column rows: {value!r} cannot be compared with {cells.name}."
        raise ValueError(message) from problem
    return fits.fillna(False).astype(bool)


def publishers_of(rows: pd.DataFrame, sources: pd.DataFrame) -> tuple[str, ...]:
    """Return who published the sources of some rows, each once, those cited most first.

    Originals come before what was seen in a copy, which is said.
    """
    times = rows["source_ids"].dropna().str.split(";").explode().value_counts()
    cited = sources[sources["source_id"].isin(times.index)]
    cited = cited.assign(times=cited["source_id"].map(times))
    cited = cited.sort_values(["link", "times"], ascending=False, kind="stable")
    names = []
    rows_of_sources: list[Any] = list(cited.dropna(subset=["publisher"]).itertuples())
    for source in rows_of_sources:
        name = str(source.publisher).split(" (")[0]
        in_a_copy = not source.link and pd.notna(source.url)
        names.append(f"{name} (seen in a copy)" if in_a_copy else name)
    return tuple(dict.fromkeys(names))


def short_source(rows: pd.DataFrame, publishers: tuple[str, ...], name: str) -> str:
    """Return a line that names the sources of some rows, or their number and three of them."""
    number = rows["source_ids"].dropna().str.split(";").explode().nunique()
    named = "; ".join(publishers[:MOST_NAMED])
    if number <= MOST_NAMED:
        return named
    return f"{number} published sources, among them {named}. All are in {name}.txt."


def full_sources(rows: pd.DataFrame, sources: pd.DataFrame) -> tuple[str, ...]:
    """Return every source that some rows cite, a line each: publisher, title, date, address.

    A source that we only saw in a copy has no address. Up to publication, a later source has
    its publisher only.
    """
    cited = set(rows["source_ids"].dropna().str.split(";").explode())
    found: Sequence[Any] = list(sources[sources["source_id"].isin(cited)].itertuples())
    return tuple(_full_source(source) for source in found)


def _full_source(source: Any) -> str:
    parts = [source.publisher, source.title]
    if pd.notna(source.date):
        parts.append(str(source.date).split("/")[0])  # of a page that is updated, its first day
    if source.link:
        parts.append(source.url)
    return ", ".join(str(part) for part in parts if pd.notna(part))
