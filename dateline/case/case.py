"""A case: one article's tables, read from a folder and checked cell by cell.

The folder's datapackage.json says which tables there are and what their columns mean; a case
of another article needs no code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from dateline.case.check_rows import unfit
from dateline.case.errors import CaseError, near, refusal
from dateline.case.fields import Field, in_words, wrong
from dateline.case.schema import DESCRIPTION, listed, read_package
from dateline.case.show import ShownTable, show_rows
from dateline.case.tables import Found, Table, read_tables, remarks
from dateline.dates import long_date
from dateline.web import fill

PROJECT = Path(__file__).resolve().parents[2]
CASES = PROJECT / "data"
NEEDED = ("sources", "events")  # every case has these tables


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """One article's tables, each a DataFrame: ``case.events``, ``case.sources`` ...

    Attributes:
        name: The name of the case's folder.
        title: The article's headline.
        link: Where the article was published.
        published: The day it was published.
        focus: The weeks a chart may enlarge: mappings of ``start``, ``end`` and ``label``.
        tables: All tables by name; dates are datetimes, lists are text with semicolons, what is
            unknown is missing.
        fields: What each column of each table means, as datapackage.json says it.
        remarks: What was odd in the files, and fine.
    """

    name: str
    title: str
    link: str
    published: pd.Timestamp
    focus: tuple[Mapping[str, str], ...]
    tables: Mapping[str, pd.DataFrame]
    fields: Mapping[str, list[Field]]
    remarks: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a table by its name."""
        tables: Mapping[str, pd.DataFrame] = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(_unknown(name, tables))

    def __dir__(self) -> list[str]:
        """Offer the tables, too, when a notebook completes a name."""
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        """Say which tables there are and how long they are."""
        held = ", ".join(f"{name} ({len(table)} rows)" for name, table in self.tables.items())
        return f"Case {self.name}: {held}"

    def _repr_html_(self) -> str:
        """Show which article it is; its style also sets the tables below it flush left."""
        day = long_date(self.published)
        linked = self.link.startswith(("https://", "http://"))
        return str(fill("case.html", case=self, day=day, linked=linked))

    def dictionary(self, table: str) -> pd.DataFrame:
        """Return what each column of a table means.

        Args:
            table: The name of a table, such as "events".

        Returns:
            One row a column, in the table's order and under its name: ``meaning``, ``type``,
            ``unit``, ``allowed`` (what may stand in it) and ``example``.

        Raises:
            ValueError: The case has no table of that name.
        """
        if table not in self.fields:
            raise ValueError(_unknown(table, self.fields))
        return pd.DataFrame(
            [in_words(field) for field in self.fields[table]],
            index=[field["name"] for field in self.fields[table]],
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
            A Case without the rows marked ``after_article`` and without sources that no row
            left cites; ``what_happened_next`` is emptied, and of a source that is dated later
            only the publisher is left.
        """
        kept = {}
        for name, table in self.tables.items():
            if "after_article" in table:
                table = table[~table["after_article"]].reset_index(drop=True)
            if "what_happened_next" in table:
                table = table.assign(what_happened_next=pd.Series(None, table.index, dtype="str"))
            kept[name] = table
        found = kept["sources"]["source_id"].isin(_cited(kept, self.fields))
        sources = kept["sources"][found].reset_index(drop=True)
        later = sources["date"].fillna("") > f"{self.published:%Y-%m-%d}"
        told = [name for name in sources if name not in ("source_id", "publisher", "link")]
        sources.loc[later, told] = None
        sources["link"] &= ~later
        return replace(self, tables=MappingProxyType(kept | {"sources": sources}))


def load_case(name: str | Path) -> Case:
    """Read a case and check every cell of it.

    Args:
        name: The name of a case, such as a folder of ``data/``, or the path of any folder.

    Returns:
        A Case; a table that is described and has no file is empty.

    Raises:
        CaseError: Something is missing or does not fit; the message lists all that was found.
    """
    folder = _folder(name)
    about = read_package(folder, _wrong_about)
    tables = read_tables(folder, about["resources"], NEEDED)
    tables["events"].blame(_told_too_early(tables["events"], about["published"]))
    if "checks" in tables:
        tables["checks"].blame(unfit(tables["checks"].rows))
    if problems := [one for table in tables.values() for one in table.problems]:
        raise CaseError(problems)
    return Case(
        name=folder.name,
        title=about["title"],
        link=about["link"],
        published=pd.Timestamp(about["published"]),
        focus=tuple(about.get("focus", ())),
        tables=MappingProxyType({name: table.typed() for name, table in tables.items()}),
        fields=MappingProxyType({name: one.schema["fields"] for name, one in tables.items()}),
        remarks=tuple(remarks(folder, tables)),
    )


def _folder(name: str | Path) -> Path:
    """Return the folder of a case: a path as it is, a name below ``data/``."""
    folder = Path(name).expanduser()
    if not folder.is_dir() and (CASES / name).is_dir():
        folder = CASES / name
    if folder.is_dir():
        return folder.resolve()
    known = sorted(other.parent.name for other in CASES.glob(f"*/{DESCRIPTION}"))
    says = f"is no case and no folder.{near(str(name), known)} data/ has: {', '.join(known)}."
    raise refusal(str(name), says)


def _wrong_about(about: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a case needs in its datapackage.json, beside what any folder of tables does."""
    for name in ("title", "link"):
        if not isinstance(about.get(name), str):
            yield f"needs {name!r}, in quotation marks."
    day = {"name": "published", "type": "date", "constraints": {"required": True}}
    if says := wrong(str(about.get("published", "")), day):
        yield f"published: {says} Write the day the article appeared, such as 2020-09-29."
    for part in about.get("focus", ()):
        for name in ("start", "end"):
            if says := wrong(str(part.get(name, "")), day):
                yield f"focus, {name}: {says}"
    described = [table.get("name") for table in about.get("resources", ())]
    for name in NEEDED:
        if name not in described:
            yield f"describes no table called {name!r}; every case has one."


def _told_too_early(events: Table, published: str) -> Found:
    """Yield each event that lies after the article and is not marked so."""
    for line, row in events.rows.items():
        day = row.get("date", "")
        late = re.fullmatch(r"\d{4}-\d\d-\d\d", day) and day > published
        if late and row.get("after_article", "").lower() == "false":
            says = f"is 'false', but {day} lies after the article ({published})."
            yield line, "after_article", says


def _cited(tables: Mapping[str, pd.DataFrame], fields: Mapping[str, list[Field]]) -> set[str]:
    """Return the ids of all sources that some row cites."""
    lists = [
        tables[name][field["name"]].dropna()
        for name, own in fields.items()
        for field in own
        if ("sources", "source_id") in listed(field)
    ]
    return {one for cells in lists for ids in cells for one in str(ids).split(";")}


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    return f"There is no table called {name!r}.{near(name, known)} It has: {', '.join(known)}."
