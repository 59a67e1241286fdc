"""The answers of a class: a bar with its number for each option, or for each pile of a sorting."""

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart
from dateline.charts.page import LINE, Page
from dateline.charts.runs import heavy, soft
from dateline.charts.type import ACCENT, SOFT
from dateline.words import count

TALLEST = 46  # points from row to row on a slide, at most
BAR = 0.62  # of the height of a line of letters


def answers(rows: pd.DataFrame, *, title: str, readers: int, source: str, note: str = "") -> Chart:
    """Draw how many readers chose what: a bar for each option, the number at its end.

    Args:
        rows: Numbers of readers. A row is an option, or something that was sorted; a column is
            a pile of the sorting. Other questions have one column.
        title: The question, or what came out.
        readers: How many readers answered.
        source: Who answered, such as "28 casebooks of one class".
        note: How to read it.

    Returns:
        A Chart; its table has a row an option. The largest number of each row, or of the one
        column, has the accent.

    Raises:
        ValueError: ``rows`` has no rows or no column.
    """
    if rows.empty:
        raise ValueError("There is nothing to draw: rows is empty.")
    lead = f"{count(readers, 'reader', 'readers')}. The longer the bar, the more of them chose it"

    def draw(medium: str) -> Figure:
        page = Page(medium, title=title, lead=lead, note=note, source=source)
        return page.finish(_phone(page, rows) if page.phone else _slide(page, rows))

    return Chart(
        name="answers",
        title=title,
        words=_words(rows, readers),
        axes="Down: the options. Across: a bar for the readers who chose it.",
        table=rows.rename_axis("option").reset_index(),
        source=source,
        draw=draw,
        numbers=rows if len(rows.columns) == 1 else pd.DataFrame(),
    )


def _words(counts: pd.DataFrame, readers: int) -> str:
    """Say what the picture shows, from the same rows."""
    lines = []
    for option, row in counts.iterrows():
        if len(counts.columns) == 1:
            lines.append(f"{option}: {row.iloc[0]}")
        else:
            piles = ", ".join(f"{pile} {number}" for pile, number in row.items())
            lines.append(f"{option}: {piles}")
    return f"Answers of {count(readers, 'reader', 'readers')}. {'. '.join(lines)}."


def _is_largest(counts: pd.DataFrame, row: int, column: int) -> bool:
    """Say whether a number has the accent: the largest of its row, or of the one column."""
    numbers = counts.to_numpy()
    group = numbers[:, 0] if numbers.shape[1] == 1 else numbers[row]
    return bool(0 < numbers[row, column] == group.max())


def _bar(
    page: Page, counts: pd.DataFrame, place: tuple[int, int], x: float, y: float, room: float
) -> None:
    """Draw the bar of a number with the number at its end; ``y`` is the top of its line."""
    letter = page.sizes["row"]
    numbers = counts.to_numpy()
    number = int(numbers[place])
    accent = _is_largest(counts, *place)
    wide = (room - page.width("000", "row")) * number / max(1, numbers.max())
    if number:
        color = ACCENT if accent else SOFT
        high = BAR * letter
        page.block(x, y + 0.3 * letter, wide, high, color, order=2, row=place[0])
    words = heavy(str(number), ACCENT) if accent else soft(str(number))
    page.text(x + wide + (5 if number else 0), y, words, "row")


def _slide(page: Page, counts: pd.DataFrame) -> float:
    """Draw a row an option, with a bar in each column; return the foot."""
    letter = page.sizes["row"]
    several = len(counts.columns) > 1
    names = 0.42 * page.room
    wide = (page.room - names) / len(counts.columns)
    gap = letter if several else 0
    top = page.top + 0.6 * letter
    if several:
        feet = []
        for column, name in enumerate(counts.columns):
            x = page.left + names + column * wide
            feet.append(page.text(x, top, soft(str(name)), "row", room=wide - 6, most=2, bare=True))
        top = max(feet) + 0.2 * letter
    high = min((page.bottom - top) / len(counts), TALLEST)
    for row, option in enumerate(counts.index):
        y = top + row * high
        page.rule((page.left, y), (page.right, y))
        most = 2 if high > 2 * LINE * letter else 1
        room = names - 1.5 * letter
        page.text(page.left, y + 2, str(option), "row", room=room, most=most, bare=True)
        for column in range(len(counts.columns)):
            _bar(page, counts, (row, column), page.left + names + column * wide, y + 2, wide - gap)
    return page.bottom


def _phone(page: Page, counts: pd.DataFrame) -> float:
    """Draw an option as words and below it a bar for each column; return the foot."""
    letter = page.sizes["row"]
    y = page.top + 0.6 * letter
    several = len(counts.columns) > 1
    for row, option in enumerate(counts.index):
        y = page.text(page.left, y, str(option), "row", room=page.room, bare=True)
        for column, name in enumerate(counts.columns):
            if several:
                y = page.text(page.left, y, soft(str(name)), "row", room=page.room, bare=True)
            _bar(page, counts, (row, column), page.left, y, page.room)
            y += LINE * letter
        y += 0.6 * letter
    return y
