"""The order of telling: events as an article tells them beside events as they happened."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_telling_order as draw_telling
from dateline.charts.chart import Chart, need
from dateline.charts.old_type import MEDIA, canvas
from dateline.dates import lasting, written
from dateline.words import count

READS = ["date", "precision", "title", "in_article", "paragraph"]


def telling_order(events: pd.DataFrame, *, source: str = "", title: str = "") -> Chart:
    """Draw the order in which an article tells its events beside that in which they happened.

    A line joins the two places of an event. Thick and orange are those told after something
    that happened later: there the telling goes back in time. Of events told in one paragraph
    only the paragraph is known, so they stand together, sorted by date, and the chart says so.
    Titles stand at both ends of the lines on a screen, at one end on a slide and in the caption
    on a phone; there numbers lead from end to end.

    Args:
        events: One row an event; reads ``date`` (datetime), ``precision``, ``title``,
            ``in_article`` (rows with true are drawn), ``paragraph`` (0 is the picture's
            caption), and where there are such columns ``end_date``, ``about``, ``source_ids``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default how many events go back in time.

    Returns:
        A Chart; its table has a row an event, in the order of telling.

    Raises:
        ValueError: ``events`` has no rows, lacks one of the columns, or has no event of the
            article whose paragraph is known.
    """
    need(events, READS)
    rows = _told(events)
    lost = int(events["in_article"].sum()) - len(rows)
    title = title or f"Of {_events(rows)}, {_back(rows)}"
    longest = _note(rows, len(rows), lost)
    sheets = {medium: draw_telling.lay(rows, medium, title, longest, source) for medium in MEDIA}
    unnamed = {medium: int((~sheet.rows["named"]).sum()) for medium, sheet in sheets.items()}
    notes = {medium: _note(rows, unnamed[medium], lost) for medium in MEDIA}

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            draw_telling.draw(fig, ax, sheets[medium], notes[medium])
        return fig

    when = rows.sort_values("date", kind="stable")["when"]
    return Chart(
        name="telling-order",
        title=title,
        words=_words(rows),
        axes="Left: the events as the article tells them, by paragraph. "
        f"Right: as they happened, from {when.iloc[0]} to {when.iloc[-1]}.",
        table=_readable(rows),
        source=source,
        draw=draw,
        notes=notes,
        key=tuple(f"{row.title} ({row.when})" for row in rows.itertuples()),
    )


def _told(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events of the article in the order of telling, and which of them go back.

    An event goes back if it began, for certain, before an event of an earlier paragraph.
    """
    told = events[events["in_article"]].dropna(subset="paragraph").astype({"paragraph": int})
    if told.empty:
        raise ValueError(
            "There is no telling to draw: no event of the table is in the article with its "
            "paragraph. Set in_article to true and fill in paragraph for one event at least."
        )
    rows = told.sort_values(["paragraph", "date", "title"], ignore_index=True)
    began = lasting(rows.drop(columns="end_date", errors="ignore"))
    latest = began.groupby(rows["paragraph"])["start"].max().cummax().shift()
    rows["back"] = began["end"] < rows["paragraph"].map(latest)
    rows["told"] = rows["paragraph"].astype(str).replace("0", "caption")
    rows["when"] = [written(row) for row in rows.itertuples()]
    return rows


def _events(rows: pd.DataFrame) -> str:
    return count(len(rows), "event", "events")


def _back(rows: pd.DataFrame) -> str:
    return f"{count(int(rows['back'].sum()), 'is', 'are')} told after something that happened later"


def _note(rows: pd.DataFrame, unnamed: int, lost: int) -> str:
    said = []
    if rows["paragraph"].duplicated().any():
        said.append("Within a paragraph events stand by date, not by sentence.")
    if unnamed:
        have = count(unnamed, "event has", "events have")
        said.append(f"{have} no name or no date here; the table has all {len(rows)}.")
    if lost:
        lack = count(lost, "event of the article is", "events of the article are")
        said.append(f"{lack} left out: the paragraph is not known.")
    return " ".join(said)


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    told, back = rows["paragraph"], rows["paragraph"][rows["back"]].unique()
    first, oldest = rows[told == told[0]], rows[rows["date"] == rows["date"].min()]
    within = [count(told[told > 0].nunique(), "paragraph", "paragraphs")] * int(told.max() > 0)
    within = ["the picture's caption"] * int(told[0] == 0) + within
    earliest = f"the earliest, {_named(oldest)}, it tells in {_places(oldest)}"
    went = f"{count(len(back), 'paragraph', 'paragraphs')}, {_listed(back)}" if len(back) else ""
    return (
        f"{_events(rows)} in the order in which the article tells them, in {_listed(within)}, "
        f"beside the order in which they happened. It starts in {_places(first)} with "
        f"{_named(first)}; {earliest if oldest.index[0] else 'nothing happened earlier'}. "
        f"It goes back in time in {went or 'no paragraph'}: {_back(rows)}."
    )


def _places(rows: pd.DataFrame) -> str:
    """Say where events are told: "the picture's caption and paragraph 5"."""
    told = sorted(set(rows["paragraph"]))
    return _listed([f"paragraph {one}" if one else "the picture's caption" for one in told])


def _named(rows: pd.DataFrame) -> str:
    """Name the first of some events, and say how many more there are."""
    row: Any = rows.iloc[0]
    return f"“{row.title}” ({row.when})" + (f" and {len(rows) - 1} more" * (len(rows) > 1))


def _listed(names: Iterable[Any]) -> str:
    """Return names as in a sentence: "3, 5 and 6"."""
    *most, last = map(str, names)
    return f"{', '.join(most)} and {last}" if most else last


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them, in the order of telling."""
    table = pd.DataFrame(
        {
            "told": rows.index + 1,
            "paragraph": rows["told"],
            "event": rows["title"],
            "date": rows["when"],
            "happened": rows["date"].rank(method="min").astype(int),
            "goes back in time": rows["back"].map({True: "yes", False: "no"}),
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].astype(str).str.replace(";", ", ")
    return table
