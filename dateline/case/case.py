"""A case: one article's tables, read from a folder and checked cell by cell.

The folder's datapackage.json says which tables there are and what their columns mean. A case
about another article needs no code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from dateline.case.check_pack import add_pack_problems
from dateline.case.check_rows import question_problems
from dateline.case.days import read_day
from dateline.case.derive import JUDGED, NOT_STATED
from dateline.case.errors import CaseError, Problem, first_ones, near, quoted
from dateline.case.fields import Field, describe_field
from dateline.case.raw import RawCase, find_case, read_raw, tables_of
from dateline.case.schema import Fault, Package, list_targets
from dateline.case.show import ShownTable, show_rows
from dateline.case.tables import Table, web_signs
from dateline.case.validate import validate
from dateline.dates import long_date
from dateline.links import web_address
from dateline.web import fill

REQUIRED_TABLES = ("sources", "events")
# What the code of every case reads: without these columns, or with others of their names, there is
# nothing to show.
NEEDED_COLUMNS = {
    "sources": {
        **dict.fromkeys(("source_id", "publisher", "title", "date", "url"), "string"),
        "link": "boolean",
    },
    "events": {
        **dict.fromkeys(("event_id", "precision", "title", "source_ids"), "string"),
        "date": "date",
        "after_article": "boolean",
    },
}
LATER_SOURCE_COLUMNS = ("source_id", "publisher", "link")  # what a later source still shows


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """One article's tables, each a DataFrame: ``case.events``, ``case.sources`` ...

    Attributes:
        name: The name of the case's folder.
        title: The article's headline.
        link: Where the article was published.
        published: The day it was published.
        publisher: Which paper or site published it; may be empty.
        note: What readers should know of it, such as who wrote it; may be empty.
        focus: The weeks a chart may enlarge: mappings with ``start``, ``end`` and ``label``.
        tables: All tables by name. Dates are datetimes, lists are text with semicolons, and
            what is unknown is missing.
        fields: What each column of each table means, as datapackage.json describes it.
        remarks: What is odd about the files and allowed.
    """

    name: str
    title: str
    link: str
    published: pd.Timestamp
    focus: tuple[Mapping[str, str], ...]
    tables: Mapping[str, pd.DataFrame]
    fields: Mapping[str, list[Field]]
    remarks: tuple[str, ...] = ()
    publisher: str = ""
    note: str = ""
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a table by its name."""
        tables: Mapping[str, pd.DataFrame] = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(_no_such_table(name, tables))

    def __dir__(self) -> list[str]:
        """Offer the tables as well when a notebook completes a name."""
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        """Say which tables there are and how long they are."""
        tables = ", ".join(f"{name} ({len(table)} rows)" for name, table in self.tables.items())
        return f"Case {self.name}: {tables}"

    def _repr_html_(self) -> str:
        """Show which article it is; its style also aligns the tables below it to the left."""
        day = long_date(self.published)
        return str(fill("pages/case.html", case=self, day=day))

    def dictionary(self, table: str) -> pd.DataFrame:
        """Return what each column of a table means.

        Args:
            table: The name of a table, such as "events".

        Returns:
            One row for each column, in the table's order and labeled with its name:
            ``meaning``, ``type``, ``unit``, ``allowed`` (what it may contain) and ``example``.

        Raises:
            ValueError: The case has no table with that name.
        """
        if table not in self.fields:
            raise ValueError(_no_such_table(table, self.fields))
        fields = self.fields[table]
        return pd.DataFrame(
            [describe_field(field) for field in fields],
            index=[field["name"] for field in fields],
        )

    def show(self, table: pd.DataFrame, columns: Sequence[str] | Mapping[str, str]) -> ShownTable:
        """Show some rows as a table for readers, with plain headings and without row numbers.

        Args:
            table: A table of the case, or any selection of its rows; columns may have been added.
            columns: The names of the columns to show, in order, headed by the titles that
                datapackage.json gives them; or a mapping of each name to another heading.

        Returns:
            What a notebook shows as a table: dates in words, no more exact than they are known;
            yes and no; publishers instead of source ids, linked where ``link`` is true; what is
            unknown is empty.

        Raises:
            ValueError: ``table`` lacks one of the columns, or cites a source that the case does
                not have.
        """
        return show_rows(table, columns, self.fields, self.tables["sources"])

    def until_publication(self) -> "Case":
        """Return the case as it could be known on the day the article was published.

        Returns:
            A Case without the rows marked ``after_article`` and without the sources that only
            those rows cite. ``what_happened_next`` is empty, and a source that is dated later
            shows only its publisher. Questions of which every option cites a later source are left
            out: they are asked once the outcome is known.
        """
        tables = {name: _known_rows(table, self.published) for name, table in self.tables.items()}
        if "checks" in tables:
            later = _later_sources(tables["sources"], self.published)
            tables["checks"] = _known_checks(tables["checks"], later)

        cited = tables["sources"]["source_id"].isin(_cited_sources(tables, self.fields))
        sources = tables["sources"][cited].reset_index(drop=True)
        tables["sources"] = _hide_later_sources(sources, self.published)

        return replace(self, tables=MappingProxyType(tables))


def load_case(name: str | Path) -> Case:
    """Read a case and check every cell of it.

    Args:
        name: The name of a case, such as a folder in ``data/``, or the path of any folder.

    Returns:
        A Case. A table that is described and has no file is empty.

    Raises:
        CaseError: Something is missing or does not fit. The message lists everything that was
            found.
    """
    return read_case(name).case


class ReadCase(NamedTuple):
    """A case that was read, and what it was read from.

    Attributes:
        case: The case.
        raw: The same as it was typed.
        tables: Its tables as text, by the lines of its files.
    """

    case: Case
    raw: RawCase
    tables: Mapping[str, Table]


def read_case(name: str | Path) -> ReadCase:
    """Read a case, as ``load_case`` does, and keep the lines of its files.

    Args:
        name: The name or the path of a case.

    Raises:
        CaseError: Something is missing or does not fit.
    """
    raw = read_raw(find_case(name), case_faults, REQUIRED_TABLES)
    tables = tables_of(raw)
    odd = list(raw.remarks)
    for table in tables.values():
        odd += web_signs(table)
    try:
        case = case_of(raw.name, raw.package, tables, odd)
    except CaseError as error:
        raise CaseError(raw.in_its_sheet(error.problems)) from None
    return ReadCase(case, raw, tables)


def case_of(
    name: str, package: Package, tables: Mapping[str, Table], odd: Iterable[str] = ()
) -> Case:
    """Return the case of some tables, once their rows have been checked.

    Args:
        name: The name of the case.
        package: The content of its datapackage.json.
        tables: Its tables, their cells read and checked.
        odd: What is odd about its files and allowed.

    Raises:
        CaseError: Something does not fit. The message lists what was found.
    """
    published = read_day(package["published"]).text
    validate(tables, published)
    tables["sources"].problems += first_ones(_link_problems(tables["sources"]))
    if "checks" in tables:
        tables["checks"].problems += first_ones(question_problems(tables["checks"]))
    add_pack_problems(tables)

    problems = [problem for table in tables.values() for problem in table.problems]
    if problems:
        raise CaseError(problems)
    return Case(
        name=name,
        title=package["title"],
        link=package["link"],
        published=pd.Timestamp(published),
        focus=tuple(_period(period) for period in package.get("focus", ())),
        tables=MappingProxyType(
            {name: _stated(name, table.typed()) for name, table in tables.items()}
        ),
        fields=MappingProxyType({name: table.schema["fields"] for name, table in tables.items()}),
        remarks=tuple(odd),
        publisher=package.get("publisher", ""),
        note=package.get("note", ""),
        lines=MappingProxyType({name: tuple(table.rows) for name, table in tables.items()}),
    )


def _stated(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table that says "not stated" where a judgement was left out."""
    unstated = {column: NOT_STATED for column in JUDGED.get(name, ()) if column in table}
    return table.fillna(unstated)


def case_faults(package: Package) -> Iterator[Fault]:
    """Yield what a case needs in its datapackage.json and does not find there."""
    link = package["link"]
    if link and not web_address(link):
        yield ("link",), f"{quoted(link)} is no address on the web; write one with https://."
    for place, text in _days(package):
        reading = read_day(text)
        if reading.problem or not reading.text:
            yield place, f"{quoted(text)} {reading.problem or 'is not a date.'}"
    for number, period in enumerate(package.get("focus", ())):
        start, end = read_day(period["start"]), read_day(period["end"])
        if not (start.problem or end.problem) and end.text < start.text:
            message = f"{end.text} is before its start, {start.text}: change one of them."
            yield ("focus", number, "end"), message

    described = [table["name"] for table in package["resources"]]
    for name, columns in NEEDED_COLUMNS.items():
        if name not in described:
            yield ("resources",), f"there is no table {name!r}; every case needs one."
            continue
        number = described.index(name)
        fields = package["resources"][number]["schema"]["fields"]
        types = {field["name"]: field["type"] for field in fields}
        for column, field_type in columns.items():
            place = ("resources", number, "schema", "fields")
            if column not in types:
                yield place, f"needs a column {column!r}: copy it from another case."
            elif types[column] != field_type:
                place = (*place, list(types).index(column), "type")
                yield place, f"is {types[column]!r}; this column must be a {field_type!r}."


def _days(package: Package) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each date of a datapackage.json with its place."""
    yield ("published",), package["published"]
    for number, period in enumerate(package.get("focus", ())):
        for name in ("start", "end"):
            yield ("focus", number, name), period[name]


def _period(period: Mapping[str, str]) -> Mapping[str, str]:
    """Return a period of the focus with its days as tables have them."""
    return {**period, "start": read_day(period["start"]).text, "end": read_day(period["end"]).text}


def _link_problems(sources: Table) -> Iterator[Problem]:
    """Yield each source that is to be a link and whose address is none on the web."""
    for line, row in sources.rows.items():
        address = row.get("url", "")
        if row.get("link") == "true" and not web_address(address):
            message = f"{quoted(address)} is no address on the web; write one with https://."
            yield sources.problem(line, "url", message)


def _known_rows(table: pd.DataFrame, published: pd.Timestamp) -> pd.DataFrame:
    """Return a table without what became known after the article.

    Where it is not stated whether that is so, a row that happened or ended after the article
    is left out.
    """
    if "after_article" in table:
        known = table["after_article"].fillna(False).astype(bool)
        later = pd.Series(False, table.index)
        for name in {"date", "end_date"} & set(table):
            later |= table[name] > published
        later &= table["after_article"].isna()
        table = table[~(known | later)].reset_index(drop=True)
    if "what_happened_next" in table:
        unknown = pd.Series(None, table.index, dtype="str")
        table = table.assign(what_happened_next=unknown)
    return table


def _known_checks(checks: pd.DataFrame, later: set[str]) -> pd.DataFrame:
    """Return the questions without those of which every option cites a later source."""
    cites = checks["source_ids"].map(lambda cell: bool(later & set(str(cell).split(";"))))
    known = checks.loc[~cites.astype(bool), "check_id"]
    return checks[checks["check_id"].isin(known)].reset_index(drop=True)


def _later_sources(sources: pd.DataFrame, published: pd.Timestamp) -> set[str]:
    """Return the ids of the sources that are surely later than the article."""
    return set(sources.loc[_is_later(sources, published), "source_id"])


def _is_later(sources: pd.DataFrame, published: pd.Timestamp) -> pd.Series:
    return sources["date"].fillna("") > f"{published:%Y-%m-%d}"


def _hide_later_sources(sources: pd.DataFrame, published: pd.Timestamp) -> pd.DataFrame:
    """Return the sources; those that are surely later than the article show only a publisher."""
    sources = sources.copy()
    later = _is_later(sources, published)
    hidden = [name for name in sources if name not in LATER_SOURCE_COLUMNS]
    sources.loc[later, hidden] = None
    sources["link"] &= ~later
    return sources


def _cited_sources(
    tables: Mapping[str, pd.DataFrame], fields: Mapping[str, list[Field]]
) -> set[str]:
    """Return the ids of all sources that some row cites."""
    cited: set[str] = set()
    for name, columns in fields.items():
        for column in columns:
            if ("sources", "source_id") in list_targets(column):
                for cell in tables[name][column["name"]].dropna():
                    cited.update(str(cell).split(";"))
    return cited


def _no_such_table(name: str, known: Mapping[str, Any]) -> str:
    return (
        f"There is no table called {name!r}.{near(name, known)} The tables are: {', '.join(known)}."
    )
