"""Verdicts: a square for each claim that was checked, by its paragraph and by its verdict."""

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart, each, need
from dateline.charts.page import LINE, Page
from dateline.charts.runs import Run, heavy, soft
from dateline.charts.type import SOFT
from dateline.words import count

READS = ["verdict", "paragraph"]
ORDER = ["accurate", "imprecise", "inaccurate", "disputed", "unverifiable"]
NOT_STATED = "not stated"
NO_RATING = "A choice of sentences, no rating of a writer or a paper"
SQUARE = 22  # points from square to square on a slide, at most; half of it on a phone
COUNTABLE, COLUMNS = 20, 6  # claims in a cell, verdicts: with more, squares become a bar
LEAST, TALLEST = 17, 44  # points from paragraph to paragraph


def verdicts(claims: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw a square for each claim, paragraph below paragraph, a column a verdict.

    Args:
        claims: A case's ``claims``; reads ``verdict`` and ``paragraph`` (0 is the picture's
            caption), and ``claim`` where there is such a column.
        source: Who published what the verdicts rest on: a line that ``cards.source_line`` makes.
        title: The finding; by default how many claims there are.

    Returns:
        A Chart; its table has a row a claim, in the order of the paragraphs.

    Raises:
        ValueError: ``claims`` has no rows, or lacks one of the columns.
    """
    need(claims, READS)
    rows = _prepared(claims)
    above = title or f"{count(len(rows), 'claim', 'claims')} by paragraph and verdict"

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=_lead(rows), source=source)
        return page.finish(_phone(page, rows) if page.phone else _slide(page, rows))

    return Chart(
        name="verdicts",
        title=above,
        words=_words(rows),
        axes="Down: the paragraphs of the article. Across: a column a verdict, a square a claim.",
        table=_readable(rows),
        source=source,
        draw=draw,
        numbers=_totals(rows).rename_axis("verdict").to_frame("claims"),
    )


def _prepared(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims by paragraph, each with the name of its ``place``."""
    rows = claims.copy()
    rows["verdict"] = rows["verdict"].astype("string").fillna("").str.strip()
    rows["verdict"] = rows["verdict"].replace("", NOT_STATED).astype(str)
    rows["paragraph"] = pd.to_numeric(rows["paragraph"]).astype("Int64")
    rows = rows.sort_values("paragraph", ignore_index=True, kind="stable")
    names = "Paragraph " + rows["paragraph"].astype("string")
    rows["place"] = names.replace("Paragraph 0", "Caption").fillna("No paragraph").astype(str)
    return rows


def _totals(rows: pd.DataFrame) -> pd.Series:
    """Return how many claims got each verdict, in the order in which verdicts are always named."""
    counts = rows["verdict"].value_counts()
    names = [name for name in ORDER if name in counts]
    others = [name for name in counts.index if name not in ORDER]
    return counts[names + others]


def _most(rows: pd.DataFrame) -> int:
    """Return how many claims the fullest cell has."""
    return int(rows.groupby(["place", "verdict"]).size().max())


def _in_bars(rows: pd.DataFrame) -> bool:
    """Say whether there are too many claims for squares that can be counted."""
    return _most(rows) > COUNTABLE or rows["verdict"].nunique() > COLUMNS


def _lead(rows: pd.DataFrame) -> str:
    form = "The longer the bar, the more claims" if _in_bars(rows) else "A square is a claim"
    return f"{form}. {NO_RATING}"


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    totals = ", ".join(f"{name} {many}" for name, many in _totals(rows).items())
    places = rows["place"].value_counts(sort=False)
    by_place = ", ".join(f"{name} {many}" for name, many in places.items())
    return (
        f"Verdicts on {count(len(rows), 'claim', 'claims')}: {totals}. By paragraph: {by_place}. "
        "It is a choice of sentences that can be checked, no rating of a writer or a paper."
    )


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the claims as a reader wants them."""
    table = pd.DataFrame({"paragraph": rows["place"], "verdict": rows["verdict"]})
    if "claim" in rows:
        table.insert(1, "claim", rows["claim"].fillna(""))
    return table


# ---- How it is drawn


def _slide(page: Page, rows: pd.DataFrame) -> float:
    """Draw a row a paragraph and a column a verdict; return the foot."""
    letter = page.sizes["label"]
    totals, places = _totals(rows), list(rows["place"].unique())
    left = page.left + max(page.width(place) for place in places) + 1.5 * letter
    wide = (page.right - left) / len(totals)
    foot = page.top + 0.8 * letter
    for column, (name, many) in enumerate(totals.items()):
        heading: list[str | Run] = [heavy(_capital(str(name))), soft(f" {many}")]
        x, room = left + column * wide, wide - 0.5 * letter
        foot = max(foot, page.text(x, page.top + 0.8 * letter, heading, room=room, most=2))
    top = foot + 0.3 * letter
    high = min((page.bottom - top) / len(places), TALLEST)
    if high < LEAST:
        high = LEAST
        places = places[: int((page.bottom - top) / high) - 1]
        rest = int((~rows["place"].isin(places)).sum())
        words = f"and {count(rest, 'claim', 'claims')} more in the table"
        page.text(page.left, top + len(places) * high, words, "row", SOFT)
    bars, most = _in_bars(rows), _most(rows)
    step = min(SQUARE, 0.8 * high, (wide - 2.5 * letter) / most)
    for line, place in enumerate(places):
        y = top + (line + 0.5) * high
        page.rule((page.left, y - high / 2), (page.right, y - high / 2))
        page.text(page.left, y - 0.62 * letter, place, bare=True)
        for column, name in enumerate(totals.index):
            cell = rows[(rows["place"] == place) & (rows["verdict"] == name)]
            x = _squares(page, cell, left + column * wide, y, step, bars=bars)
            if len(cell) and bars:
                page.text(x + 4, y - 0.62 * letter, soft(str(len(cell))))
    return page.bottom


def _squares(
    page: Page, cell: pd.DataFrame, x: float, y: float, step: float, *, bars: bool
) -> float:
    """Draw a square a claim, or all of them as a bar; return the right end."""
    side = step if bars else 0.84 * step
    high = 0.6 * page.sizes["label"] if bars else side
    for place, row in enumerate(each(cell)):
        page.block(x + place * step, y - high / 2, side, high, SOFT, order=2, row=row.Index)
    return x + len(cell) * step


def _phone(page: Page, rows: pd.DataFrame) -> float:
    """List the paragraphs, below each its verdicts with their squares; return the foot."""
    letter = page.sizes["row"]
    totals = _totals(rows)
    bars, most = _in_bars(rows), _most(rows)
    names = max(page.width(_capital(str(name)), "row") for name in totals.index)
    names = min(names, 0.5 * page.room)
    numbers = page.width("000", "row")
    step = min(SQUARE / 2, (page.room - names - 2 * letter - numbers) / most)
    y = page.top + 0.6 * letter
    for place, group in rows.groupby("place", sort=False):
        heading: list[str | Run] = [heavy(str(place)), soft(f"  {len(group)}")]
        y = page.text(page.left, y, heading, "label") + 0.1 * letter
        for name in totals.index:
            cell = group[group["verdict"] == name]
            if cell.empty:
                continue
            page.text(page.left, y, _capital(str(name)), "row", room=names + 1, most=1)
            start = page.left + names + letter
            end = _squares(page, cell, start, y + 0.62 * letter, step, bars=bars)
            page.text(end + 4, y, soft(str(len(cell))), "row")
            y += LINE * letter
        y += 0.5 * letter
    return y


def _capital(name: str) -> str:
    """Return a name with a large first letter, as it begins a line."""
    return name[:1].upper() + name[1:]
