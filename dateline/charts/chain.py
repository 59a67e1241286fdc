"""The chain: through whose hands each passage of an article came, grouped by where it began.

A row is a passage: who speaks, who passed it on, and the words. Rows that were first printed in
the same place are together; a hollow mark has a link without a name.
"""

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart, each, need
from dateline.charts.page import LINE, Page
from dateline.charts.runs import Run, accent, heavy, soft
from dateline.charts.type import ACCENT, PALE, SOFT
from dateline.words import count

READS = ["in_article", "paragraph", "sentence", "speaker", "named", "via", "outlet"]
UNKNOWN = "Origin not known"
OTHERS = "Other origins, one each"
NAMES = 0.24  # of a slide: the names of origins take no more
FEW = 8  # passages: so many have larger letters
MOST_PHONE = 24  # passages: on a phone a longer list has no words beside the names


class Group(NamedTuple):
    """Passages that are together, and the name above or beside them."""

    name: str
    rows: pd.DataFrame


def chain(quotes: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw through whose hands each passage of the article came, grouped by its origin.

    Args:
        quotes: A case's ``quotes``; reads ``in_article`` (rows with true are drawn),
            ``paragraph``, ``sentence``, ``speaker``, ``named``, ``via`` (who passed it on) and
            ``outlet`` (several with semicolons: the first is the origin), and where there are
            such columns ``via_named`` (who passed it on has a name), ``text`` and
            ``our_summary``.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: The finding; by default how many passages share an origin.

    Returns:
        A Chart; its table has a row a passage, passages of one origin together.

    Raises:
        ValueError: ``quotes`` has no rows of the article, or lacks one of the columns.
    """
    need(quotes, READS)
    in_article = quotes[quotes["in_article"].astype(bool)]
    need(in_article, READS)
    rows = _prepared(in_article)
    groups = _groups(rows)
    above = title or _title(rows)

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=_lead(rows), source=source)
        return page.finish(_phone(page, groups) if page.phone else _slide(page, groups))

    return Chart(
        name="chain",
        title=above,
        words=_words(rows),
        axes="Down: a row a passage, grouped by where it was first printed. Hollow: no name.",
        table=_readable(rows),
        source=source,
        draw=draw,
    )


# ---- What is grouped


def _prepared(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the passages by origin, that of most passages first; unknown ones last.

    Added are ``origin``, ``many`` (passages of it; 0 if not known), ``named`` (every link has a
    name) and ``said`` (the words in quotation marks, or our summary without them).
    """
    rows = quotes.copy()
    first = rows["outlet"].astype("string").fillna("").str.split(";").str[0]
    rows["origin"] = first.str.split(" (", regex=False).str[0].str.strip()
    counts = rows["origin"].value_counts()
    rows["many"] = rows["origin"].map(counts).where(rows["origin"] != "", 0).astype(int)
    rows["speaker"] = rows["speaker"].fillna("not known").astype(str)
    rows["via"] = rows["via"].astype("string").fillna("")
    go_between = rows["via_named"].eq(True).fillna(False) if "via_named" in rows else False
    rows["named"] = rows["named"].fillna(False).astype(bool) & ((rows["via"] == "") | go_between)
    rows["said"] = [_said(row) for row in each(rows)]
    order = ["many", "origin", "paragraph", "sentence"]
    return rows.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


def _said(row: Any) -> str:
    """Return words in quotation marks, or our summary without them."""
    text, summary = getattr(row, "text", None), getattr(row, "our_summary", None)
    if pd.notna(text) and text:
        return f"“{' '.join(str(text).split())}”"
    return str(summary) if pd.notna(summary) and summary else ""


def _groups(rows: pd.DataFrame) -> list[Group]:
    """Return the passages of each shared origin, then the others, then those of none."""
    shared = rows[rows["many"] > 1]
    groups = [Group(str(name), group) for name, group in shared.groupby("origin", sort=False)]
    for name, many in ((OTHERS, 1), (UNKNOWN, 0)):
        group = rows[rows["many"] == many]
        if len(group):
            groups.append(Group(name, group))
    return groups


# ---- What it says


def _title(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    if not first["many"]:
        return f"Of {count(len(rows), 'passage', 'passages')} no origin is known"
    traced = "is" if first["many"] == 1 else "are"
    return f"{first['many']} of {len(rows)} passages {traced} traced to {first['origin']}"


def _lead(rows: pd.DataFrame) -> list[str | Run]:
    lead: list[str | Run] = ["Passages by where they were first printed. "]
    if not rows["named"].all():
        lead.append("Hollow: somebody is not named")
    return lead


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    unnamed = int((~rows["named"]).sum())
    origins = rows["origin"].replace("", "not known").value_counts(sort=False)
    listed = ", ".join(f"{name} ({many})" for name, many in origins.items())
    return (
        f"The way of {count(len(rows), 'passage', 'passages')} to the article, by where each was "
        f"first printed: {listed}. {count(unnamed, 'has', 'have')} a link without a name."
    )


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them."""
    return pd.DataFrame(
        {
            "first printed in": rows["origin"].replace("", "not known"),
            "paragraph": rows["paragraph"].astype("string").fillna(""),
            "speaker": rows["speaker"],
            "passed on by": rows["via"],
            "every link has a name": rows["named"].map({True: "yes", False: "no"}),
            "words": rows["said"],
            "printed in": rows["outlet"].fillna(""),
        }
    )


def _passage(row: Any, *, words: bool) -> list[str | Run]:
    """Return what is set of a passage: speaker, go-between, origin if it is alone, and words."""
    said: list[str | Run] = [heavy(row.speaker)]
    if row.via:
        said.append(soft(f", through {row.via}"))
    if row.many == 1:
        said.append(soft(f", in {row.origin}"))
    if words and row.said:
        said.append(f"  {row.said}")
    return said


def _heading(group: Group, place: int) -> list[str | Run]:
    """Return the name of a group; that of the most frequent origin is in the accent."""
    name = accent(group.name) if _leads(group, place) else heavy(group.name)
    return [name, soft(f"  {len(group.rows)}")]


def _leads(group: Group, place: int) -> bool:
    """Say whether a group is of the origin that most passages share."""
    return place == 0 and int(group.rows["many"].iloc[0]) > 1


# ---- How it is drawn


def _slide(page: Page, groups: list[Group]) -> float:
    """List the passages, the names of their origins at the left; return the foot."""
    size = "lead" if sum(len(group.rows) for group in groups) <= FEW else "row"
    letter = page.sizes[size]
    headings = [_heading(group, place) for place, group in enumerate(groups)]
    widest = max(page.width(heading, size) for heading in headings)
    left = page.left + min(widest, NAMES * page.room) + 1.2 * letter
    y = page.top + 0.6 * letter
    lines = _all_lines(page, groups, left, y, size)
    last = max(lines)
    for place, group in enumerate(groups):
        start = y
        page.text(page.left, y, headings[place], size, room=left - page.left - letter, most=1)
        for row in each(group.rows):
            spare = 0 if row.Index == last else 1
            if y + LINE * letter * (len(lines[row.Index]) + spare) > page.bottom:
                rest = f"and {last + 1 - row.Index} more in the table"
                return page.text(left, y, soft(rest), size)
            _mark(page, row, left, y, letter)
            for line in lines[row.Index]:
                y = page.text(left + letter, y, line, size)
        _rail(page, left - 0.5 * letter, start, y, letter=letter, leads=_leads(group, place))
        y += 0.5 * letter
    return y


def _all_lines(
    page: Page, groups: list[Group], left: float, top: float, size: str
) -> dict[int, list[list[Run]]]:
    """Return the lines of each passage: its whole words where they have room, or none of them.

    Words that need no line of their own come first, then quotations, then our summaries.
    """
    letter = page.sizes[size]
    room = page.right - left - letter
    rows = [row for group in groups for row in each(group.rows)]
    lines = {row.Index: page.lines(_passage(row, words=False), size, room, most=1) for row in rows}
    free = page.bottom - top - 0.5 * letter * (len(groups) - 1)
    spare = int(free / (LINE * letter)) - len(rows)
    whole = {row.Index: page.lines(_passage(row, words=True), size, room) for row in rows}
    rows.sort(key=lambda row: (len(whole[row.Index]) > 1, not row.said.startswith("“")))
    for row in rows:
        more = len(whole[row.Index]) - 1
        if more <= max(spare, 0):
            lines[row.Index] = whole[row.Index]
            spare -= more
    return lines


def _mark(page: Page, row: Any, x: float, y: float, letter: float) -> None:
    """Draw the mark of a passage in front of its first line."""
    at, middle = x + 0.35 * letter, y + 0.66 * letter
    page.dot(at, middle, 0.5 * letter, SOFT, hollow=not row.named, row=row.Index)


def _rail(page: Page, x: float, start: float, foot: float, *, letter: float, leads: bool) -> None:
    """Join the passages of a group by a line, in the accent if it leads."""
    ends = [start + 0.2 * letter, foot - 0.1 * letter]
    page.line([x, x], ends, ACCENT if leads else PALE, 0.2 * letter)


def _phone(page: Page, groups: list[Group]) -> float:
    """List the passages below the names of their origins; return the foot."""
    letter = page.sizes["row"]
    many = sum(len(group.rows) for group in groups)
    left = page.left + 0.6 * letter
    y = page.top + 0.6 * letter
    for place, group in enumerate(groups):
        y = page.text(page.left, y, _heading(group, place), room=page.room) + 0.3 * letter
        start = y
        for row in each(group.rows):
            _mark(page, row, left, y, letter)
            said = _passage(row, words=many <= MOST_PHONE)
            x = left + letter
            y = page.text(x, y, said, "row", room=page.right - x) + 0.3 * letter
        _rail(
            page,
            page.left + 0.1 * letter,
            start,
            y - 0.3 * letter,
            letter=letter,
            leads=_leads(group, place),
        )
        y += 0.6 * letter
    return y
