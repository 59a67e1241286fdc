"""What a chart of levels says: beside, above and below its marks, and as alternative text."""

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from dateline.charts.axes import number
from dateline.charts.chart import each, need
from dateline.charts.level_rows import (
    CHANGED,
    PLANNED,
    amount,
    change,
    gaps,
    since_when,
    small_end,
)
from dateline.charts.runs import Run, Words, accent, heavy
from dateline.words import count

SCALES = {
    "linear": "",
    "log": "Log axis: each line is ten times the one below",
}
FEW = 8  # levels: of so many each has its value beside it


class Said(NamedTuple):
    """What is said beside a level, and where: "right", "above", "left" or "below"."""

    row: int
    words: Words
    side: str
    phone: bool


def annotated(rows: pd.DataFrame, annotations: pd.DataFrame | None) -> list[Said]:
    """Return what is said beside levels: as a table has it, or highest and largest change."""
    if annotations is None or annotations.empty or "level_id" not in rows:
        return _usual(rows)
    need(annotations, ["row", "words", "side", "phone"])
    levels = {row.level_id: row for row in each(rows)}
    found = []
    for annotation in each(annotations):
        if annotation.row in levels:
            row = levels[annotation.row]
            words = _with_heavy_number(annotation.words, row)
            side = annotation.side if isinstance(annotation.side, str) else "right"
            found.append(Said(row.Index, words, side, bool(annotation.phone)))
    return found


def _with_heavy_number(words: str, row: Any) -> Words:
    """Return words in which the value of the level is heavy."""
    value = re.escape(number(row.value))
    found = re.search(rf"(?<![\d,.]){value}(?![\d]|[,.]\d)", words)
    if not found:
        return words
    return [words[: found.start()], heavy(found.group()), words[found.end() :]]


def _usual(rows: pd.DataFrame) -> list[Said]:
    """Return what a chart says of each series without a table of annotations."""
    found = []
    main = rows[rows["main"]]
    several = rows["series"].nunique() > 1
    for series, group in main.groupby("series", sort=False):
        name = f"{series}\n" if several else ""
        levels = each(group)
        top = max(levels, key=lambda row: row.value)
        found.append(
            Said(top.Index, [name, heavy(amount(top)), f"\n{on_date(top)}"], "above", True)
        )
        counted = [row for row in levels if row.firm]
        ends = {row.Index: row for row in (levels[-1], *counted[-1:])}  # also if a plan follows
        for last in ends.values():
            if last.Index != top.Index:
                words: Words = [heavy(amount(last)), f"\n{on_date(last)}"]
                found.append(Said(last.Index, words, "left", True))
    largest = _largest_change(main)
    if largest and all(largest[1].Index != said.row for said in found):
        difference, share = change(*largest)
        more = f":\n{share}" if share else ""
        if largest[1].unit == "%":
            more = f",\nto {amount(largest[1])}"
        words = [heavy(difference), f"\n{on_date(largest[1])}{more}"]
        found.append(Said(largest[1].Index, words, "right", True))
    return found + _others(rows, {said.row for said in found})


def _others(rows: pd.DataFrame, there: set[int]) -> list[Said]:
    """Return the values of the other levels, where there are few; the same one is not repeated."""
    if len(rows) > FEW:
        return []
    found = []
    before = rows.groupby(["series", "part"])["value"].shift()
    for row in each(rows):
        if row.Index not in there and (row.value != before[row.Index] or not row.main):
            dated = [f"\n{on_date(row)}"] if row.over_time else []
            side = "above" if row.main else "right"
            found.append(Said(row.Index, [heavy(amount(row)), *dated], side, True))
    return found


def _largest_change(main: pd.DataFrame) -> tuple[Any, Any] | None:
    """Return the two levels between which the line goes up or down most."""
    largest = None
    for _, part in main.groupby("part"):
        for before, after in pairwise(each(part)):
            size = abs(after.value - before.value) if before.at < after.at else 0
            if size and (not largest or size > abs(largest[1].value - largest[0].value)):
                largest = before, after
    return largest


def on_date(row: Any) -> str:
    """Write when a level was, with its preposition, and that it was only announced."""
    if row.status in PLANNED:
        return f"{row.status} for {row.when}"
    if row.over_time or " to " in row.when:
        return str(row.when)
    if row.when.startswith("about"):
        return str(row.when)
    return f"on {row.when}" if row.precision == "day" else f"in {row.when}"


def listed(names: Collection[Any], last_word: str = "and") -> str:
    """Return names as a sentence lists them."""
    *most, last = map(str, names) if len(names) else [""]
    return f"{', '.join(most)} {last_word} {last}" if most else last


def capital(words: str) -> str:
    """Return words that begin with a capital letter."""
    return words[:1].upper() + words[1:]


def key_in_words(rows: pd.DataFrame, scale: str, title: str) -> list[str | Run]:
    """Return what is counted, in which unit, and the key in words."""
    series, unit = listed(rows["series"].unique()), rows["unit"].iloc[0]
    unit = "per cent" if unit == "%" else str(unit)
    named = unit.casefold() in series.casefold()
    what = capital(series) if named else f"{capital(series)}, in {unit}"
    if title == capital(series):
        what = f"In {unit}"
    firm, planned = (rows.loc[rows["firm"] == flag, "status"].unique() for flag in (True, False))
    lead: list[str | Run] = [what]
    if len(planned):
        if len(firm):
            form = "Filled" if scale == "linear" else "Solid"
            lead.append(f". {form}: {listed(firm, 'or')}. ")
        else:
            lead.append(". ")
        lead.append(accent(f"Dashed: {listed(planned, 'or')}, not counted"))
    if rows["partial"].any():
        lead.append(". White: month not complete")
    if not rows["main"].all():
        lead.append(". Beside the line: other sources")
    if SCALES[scale]:
        lead.append(f". {SCALES[scale]}")
    return lead


def note_of(rows: pd.DataFrame) -> str:
    """Say how to read the steps, and what another way of counting counts."""
    main = rows[rows["main"]]
    notes = []
    if main["part"].duplicated().any() and not main["over_time"].all():
        notes.append("A level holds until the next one is known.")
    found = gaps(rows)
    reasons = {gap.words for gap in found}
    if reasons:
        notes.append(f"Tinted: {listed(sorted(reasons, reverse=True), 'or')}.")
    usual = main["scope"].value_counts()
    for _, part in main.groupby("part"):
        scope = part["scope"].iloc[0]
        if CHANGED not in reasons or len(usual) < 2 or scope == usual.index[0] or pd.isna(scope):
            continue
        first, last = part["when"].iloc[0], part["when"].iloc[-1]
        low, high = number(part["value"].min()), number(part["value"].max())
        values = low if low == high else f"{low} to {high}"
        dates = first if first == last else f"{first} to {last}"
        notes.append(f"{capital(dates)}: {scope}, {values}.")
    return " ".join(notes[:4])


def span_of(rows: pd.DataFrame) -> str:
    """Say from when to when levels are."""
    first, last = (rows.sort_values(by)["when"] for by in ("date", "end"))
    if first.iloc[0] != last.iloc[-1]:
        return f"from {first.iloc[0]} to {last.iloc[-1]}"
    preposition = "on" if rows["precision"].eq("day").all() else "in"
    return f"{preposition} {first.iloc[0]}"


def limits(rows: pd.DataFrame) -> str:
    """Say from which number to which an axis runs."""
    low, high = min(rows["value"].min(), 0), max(rows["value"].max(), 0)
    return f"{number(low)} to {number(high)}"


def words_of(rows: pd.DataFrame, scale: str) -> str:
    """Say what the picture shows, from the same rows."""
    many = count(len(rows), "level", "levels")
    said = [f"{listed(rows['series'].unique())}: {many} {span_of(rows)}."]
    for series, group in rows.groupby("series", sort=False):
        name = f"Of {series}, the" if rows["series"].nunique() > 1 else "The"
        levels = each(group)
        top = max(levels, key=lambda row: row.value)
        last = max(levels, key=lambda row: (row.at, row.main, row.Index))
        if top.Index == last.Index:
            said.append(f"{name} last is the highest: {_full(top)}.")
        else:
            said.append(f"{name} highest is {_full(top)}; the last is {_full(last)}.")
    planned, broken = int((~rows["firm"]).sum()), gaps(rows)
    if planned:
        said.append(f"{count(planned, 'is', 'are')} announced or projected, not counted.")
    if broken:
        reasons = listed(list(dict.fromkeys(gap.words for gap in broken)))
        said.append(f"The line has {count(len(broken), 'gap', 'gaps')}: {reasons}.")
    if scale == "linear" and len(small_end(rows)):
        said.append(f"The levels {since_when(small_end(rows))} are drawn again on a taller scale.")
    return " ".join(said)


def _full(row: Any) -> str:
    unit = "" if row.unit == "%" else f" {row.unit}"
    return f"{amount(row)}{unit} ({row.when}, {row.status})"
