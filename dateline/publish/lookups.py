"""What the pages to look things up contain: words, people, sources, columns."""

from collections import defaultdict
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd

from dateline.case import Case
from dateline.case.show import seen_in_a_copy, source_address
from dateline.dates import written
from dateline.explorers.lookups import people_pages
from dateline.explorers.pages import Page

KINDS = {  # of sources, as a heading has them
    "news": "News reports",
    "official": "Statements of official bodies",
    "research": "Research",
    "reference": "Works of reference",
    "opinion": "Opinion pieces",
}
OTHER, LATER = "Other pages", "Published after the article"
PRECISIONS = {10: "day", 7: "month", 4: "year"}  # of dates such as 2020-09-28, 2020-09 and 2020


def terms(case: Case) -> list[Any]:
    """Return the rows of the glossary from A to Z."""
    if "glossary" not in case.tables:
        return []
    rows = case.glossary.sort_values("term", key=lambda words: words.str.lower())
    return list(rows.itertuples())


def people_by_side(case: Case) -> Mapping[str, list[Page]]:
    """Return a page about each person or group, by the side they belong to."""
    sides: dict[str, list[Page]] = defaultdict(list)
    if len(case.tables.get("people", ())):
        for page in people_pages(case.people, case.sources):
            sides[page.group].append(page)
    return sides


def columns(case: Case) -> dict[str, list[Any]]:
    """Return what the columns of each table mean: the rows of ``case.dictionary``."""
    return {name: list(case.dictionary(name).itertuples()) for name in case.fields}


def sources_by_kind(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Return the sources of a case for readers, by their kind; what came later is last."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows: list[Any] = list(case.sources.itertuples())
    for row in rows:
        kind = LATER if pd.isna(row.title) else KINDS.get(str(row.kind), OTHER)
        found[kind].append(_source(row))
    return {
        kind: sorted(found[kind], key=lambda source: str(source["publisher"]).casefold())
        for kind in (*KINDS.values(), OTHER, LATER)
        if kind in found
    }


def _source(row: Any) -> dict[str, Any]:
    """Return what a reader sees of a source; of a later one, its publisher only."""
    return {
        "publisher": row.publisher,
        "headline": "" if pd.isna(row.title) else row.title,
        "address": source_address(row),
        "copy": seen_in_a_copy(row),
        "day": _day(row.date),
        "seen": "" if pd.isna(row.seen) else row.seen,
    }


def _day(date: Any) -> str:
    """Return the date of a source in words, as exactly as the table has it."""
    if pd.isna(date):
        return ""
    precision = PRECISIONS.get(len(date))
    if not precision:
        return str(date)  # two years
    return written(SimpleNamespace(date=pd.Timestamp(date), precision=precision))
