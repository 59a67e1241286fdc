"""The order of telling: events as an article tells them beside events as they happened.

At the left the events are in the order of the paragraphs, at the right in the order of time. A line
joins the two places of an event; where it rises across others, the telling goes back in time.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart, each, need
from dateline.charts.page import LINE, Page
from dateline.charts.runs import Run, accent, heavy
from dateline.charts.type import ACCENT, INK, PALE, SOFT
from dateline.dates import lasting, written
from dateline.words import count

READS = ["date", "precision", "title", "in_article", "paragraph"]
LEAST = 16  # points from event to event: names must not touch
TALLEST = 62  # points from event to event where there are few
FEW = 8  # events: so many have larger letters
PART = 0.3  # what parts two paragraphs, in steps from event to event
SLOPE, NARROW = 0.16, 0.09  # of a slide: how wide the lines are, and at least
HAPPENED = "As they happened"
DATES = 0.3  # of a slide: dates take no more


def telling_order(events: pd.DataFrame, *, source: str = "", title: str = "") -> Chart:
    """Draw the order in which an article tells its events beside that in which they happened.

    Heavy lines in the accent are events told after something that happened later: there the
    telling goes back in time. Of events told in one paragraph only the paragraph is known, so
    they are together, sorted by date, and the chart says so. A phone shows a list.

    Args:
        events: One row an event; reads ``date`` (datetime), ``precision``, ``title``,
            ``in_article`` (rows with true are drawn), ``paragraph`` (0 is the picture's
            caption), and where there are such columns ``end_date``, ``about``, ``source_ids``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: The finding; by default how many events go back in time.

    Returns:
        A Chart; its table has a row an event, in the order of telling.

    Raises:
        ValueError: ``events`` has no rows, lacks one of the columns, or has no event of the
            article whose paragraph is known.
    """
    need(events, READS)
    rows = _prepared(events)
    lost = int(events["in_article"].sum()) - len(rows)
    above = title or _title(rows)
    note = _note(rows, lost)

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=_lead(rows), note=note, source=source)
        return page.finish(_phone(page, rows) if page.phone else _slide(page, rows))

    when = rows.sort_values("date", kind="stable")["when"]
    return Chart(
        name="telling-order",
        title=above,
        words=_words(rows),
        axes="Left: the events as the article tells them, by paragraph. "
        f"Right: as they happened, from {when.iloc[0]} to {when.iloc[-1]}.",
        table=_readable(rows),
        source=source,
        draw=draw,
    )


# ---- The two orders


def _prepared(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events of the article in the order of telling.

    Added are ``back`` (it began, for certain, before an event of an earlier paragraph),
    ``place`` (the name of its paragraph), ``when`` (its date in words) and ``happened`` (its
    place in the order of time, from 0).
    """
    rows = events[events["in_article"].astype(bool)].dropna(subset="paragraph")
    rows = rows.astype({"paragraph": int})
    if rows.empty:
        raise ValueError(
            "There is no telling to draw: no event of the table is in the article with its "
            "paragraph. Set in_article to true and fill in paragraph for one event at least."
        )
    rows = rows.sort_values(["paragraph", "date", "title"], ignore_index=True)
    rows["title"] = rows["title"].fillna("").astype(str).str.split().str.join(" ")
    began = lasting(rows.drop(columns="end_date", errors="ignore"))
    latest = began.groupby(rows["paragraph"])["start"].max().cummax().shift()
    rows["back"] = began["end"] < rows["paragraph"].map(latest)
    rows["place"] = ("Paragraph " + rows["paragraph"].astype(str)).replace("Paragraph 0", "Caption")
    rows["when"] = [written(row) for row in each(rows)]
    rows["happened"] = rows["date"].rank(method="first").astype(int) - 1
    return rows


# ---- What it says


def _events(rows: pd.DataFrame) -> str:
    return count(len(rows), "event", "events")


def _back(rows: pd.DataFrame) -> str:
    return f"{count(int(rows['back'].sum()), 'is', 'are')} told after something that happened later"


def _title(rows: pd.DataFrame) -> str:
    if len(rows) > 1 and not rows["back"].any():
        return f"{_events(rows)}, told in the order in which they happened"
    return f"Of {_events(rows)}, {_back(rows)}"


def _lead(rows: pd.DataFrame) -> list[str | Run]:
    """Return the key in words: only what is in the picture."""
    if not rows["back"].any():
        return ["Each is told after all that happened before it"]
    return [accent("Heavy: told after something that happened later")]


def _note(rows: pd.DataFrame, lost: int) -> str:
    said = []
    if rows["paragraph"].duplicated().any():
        said.append("Within a paragraph events are in the order of their dates.")
    if lost:
        lack = count(lost, "event of the article is", "events of the article are")
        said.append(f"{lack} left out: the paragraph is not known.")
    return " ".join(said)


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    paragraphs, back = rows["paragraph"], rows["paragraph"][rows["back"]].unique()
    first, oldest = rows[paragraphs == paragraphs[0]], rows[rows["date"] == rows["date"].min()]
    within = []
    if paragraphs[0] == 0:
        within.append("the picture's caption")
    if paragraphs.max() > 0:
        many = paragraphs[paragraphs > 0].nunique()
        within.append(count(many, "paragraph", "paragraphs"))
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
    numbers = sorted(set(rows["paragraph"]))
    names = [f"paragraph {number}" if number else "the picture's caption" for number in numbers]
    return _listed(names)


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
            "paragraph": rows["paragraph"].astype(str).replace("0", "caption"),
            "event": rows["title"],
            "date": rows["when"],
            "happened": rows["date"].rank(method="min").astype(int),
            "goes back in time": rows["back"].map({True: "yes", False: "no"}),
        }
    )
    if "source_ids" in rows:
        table["sources"] = rows["source_ids"].astype(str).str.replace(";", ", ")
    return table


# ---- How it is drawn


def _slide(page: Page, rows: pd.DataFrame) -> float:
    """Draw both orders and the lines that join them; return the foot."""
    size = "lead" if len(rows) <= FEW else "row"
    letter = page.sizes[size]
    top = page.top + 1.6 * LINE * letter
    told, step = _heights(rows, top, page.bottom)
    happened = np.linspace(told[0], told[-1], len(rows))[rows["happened"]]
    named = _named_rows(rows, told, happened)
    left = page.left + max(page.width(heavy(place), size) for place in rows["place"]) + letter
    dates = _dates_column(page, rows, named, size)
    line_end = dates - 0.8 * letter
    widest = max(page.width(_text(row, row.title), size) for row in each(rows))
    narrow, wide = (line_end - share * page.room for share in (NARROW, SLOPE))
    line_start = min(max(wide, left + widest + 4 + letter), narrow)
    head = "As the article tells them"
    if len(named) < len(rows):
        head += f"; {len(named)} of {len(rows)} have room for their names"
    page.text(page.left, page.top + 0.3 * letter, head, size, SOFT)
    page.text(dates, page.top + 0.3 * letter, HAPPENED, size, SOFT)
    for row in each(rows):
        y, at = told[row.Index], happened[row.Index]
        start = line_start
        if row.Index in named:
            room = line_start - left - letter
            start = _set(page, _text(row, row.title), left, y, room, size, step) + 0.5 * letter
            _set(page, _text(row, row.when), dates, at, page.right - dates, size, step)
        _line(page, row, [start, line_start, line_end], [y, y, at])
    _name_paragraphs(page, rows, told, named, size)
    return page.bottom


def _heights(rows: pd.DataFrame, top: float, foot: float) -> tuple[np.ndarray, float]:
    """Return where the events are at the left, and how far apart; paragraphs are set apart."""
    numbers = rows["paragraph"].rank(method="dense").to_numpy() - 1
    for part in (PART, 0):
        steps = rows.index.to_numpy() + part * numbers
        step = min((foot - top) / (steps[-1] + 1), TALLEST)
        if step >= LEAST:
            break
    return top + step * (steps + 0.5), step


def _named_rows(rows: pd.DataFrame, told: np.ndarray, happened: np.ndarray) -> set[int]:
    """Return which events have room for their names; those that go back in time come first."""
    named: list[int] = []
    for row in rows.index[np.argsort(~rows["back"], kind="stable")]:
        free = [
            abs(told[row] - told[other]) >= LEAST and abs(happened[row] - happened[other]) >= LEAST
            for other in named
        ]
        if all(free):
            named.append(row)
    return set(named)


def _dates_column(page: Page, rows: pd.DataFrame, named: set[int], size: str) -> float:
    """Return where the dates begin, so that the longest ends at the right."""
    widest = max(page.width(_text(row, row.when), size) for row in each(rows.loc[sorted(named)]))
    return page.right - max(min(widest + 4, DATES * page.room), page.width(HAPPENED, size))


def _text(row: Any, words: str) -> Run:
    """Return words as they are set: in the accent if the event goes back in time."""
    return accent(words) if row.back else Run(words)


def _set(page: Page, words: Run, x: float, y: float, room: float, size: str, step: float) -> float:
    """Set words with their middle at a height, in as many lines as a step has; return their end."""
    letter = page.sizes[size]
    lines = page.lines(words, size, room, most=max(1, int(step / (LINE * letter))))
    top = y - (0.62 + LINE * (len(lines) - 1) / 2) * letter
    for line in lines:
        top = page.text(x, top, line, size)
    return x + max(page.width(line, size) for line in lines)


def _line(page: Page, row: Any, xs: list[float], ys: list[float]) -> None:
    """Draw the line of an event and its two dots: thick and in the accent if it goes back."""
    color, thick, size = (ACCENT, 2.6, 8.0) if row.back else (SOFT, 1.2, 6.0)
    page.line(xs, ys, color, thick, order=3 if row.back else 2)
    page.dot(xs[1], ys[1], size, color, row=row.Index)
    page.dot(xs[2], ys[2], size, color, row=row.Index)


def _name_paragraphs(
    page: Page, rows: pd.DataFrame, told: np.ndarray, named: set[int], size: str
) -> None:
    """Name each paragraph at the first of its events that is named."""
    before = ""
    for row in each(rows.loc[sorted(named)]):
        if row.place != before:
            top = told[row.Index] - 0.62 * page.sizes[size]
            page.text(page.left, top, heavy(row.place), size, SOFT)
            before = row.place


def _phone(page: Page, rows: pd.DataFrame) -> float:
    """List the events as they are told; those that go back in time say so; return the foot."""
    letter = page.sizes["row"]
    y = page.top + 0.7 * letter
    rail, x = page.left + 0.3 * letter, page.left + 1.2 * letter
    before = ""
    for row in each(rows):
        if row.place != before:
            y = page.text(page.left, y + 0.3 * letter, heavy(row.place), "row", SOFT)
            start = y
            before = row.place
        color, size = (ACCENT, 0.6) if row.back else (INK, 0.45)
        page.dot(rail, y + 0.66 * letter, size * letter, color, row=row.Index)
        y = page.text(x, y, _text(row, row.title), "row", room=page.right - x)
        when = f"back to {row.when}" if row.back else row.when
        style = ACCENT if row.back else SOFT
        y = page.text(x, y, when, "row", style, room=page.right - x) + 0.3 * letter
        last = row.Index + 1 == len(rows) or rows["place"][row.Index + 1] != row.place
        if last:
            page.line([rail, rail], [start + 0.6 * letter, y - 0.5 * letter], PALE, 2, order=1)
    return y
