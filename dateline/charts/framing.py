"""One cut in the words of many newsrooms: the whole as squares, and where their words put the cut.

The squares that are cut are hollow. A line stands where each fraction that somebody wrote ends, and
beside it are the words of those who wrote it; between them are the shares that follow from the
numbers.
"""

import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.axes import number
from dateline.charts.chart import Chart, each, need
from dateline.charts.fractions import FRACTIONS, called, percent
from dateline.charts.page import DASHES, LINE, Page
from dateline.charts.runs import Run, accent, heavy
from dateline.charts.type import ACCENT, INK, SOFT
from dateline.words import count

READS = ["publisher", "phrase", "implied_words", "implied_share", "value_from", "value_to"]
ROWS = 2  # of squares
MOST = 100  # squares
TALLEST = 36  # points: squares are no larger
LEAST = 150  # points: a column of words is no narrower
NAMED = 6  # newsrooms without a fraction that the note names


class Group(NamedTuple):
    """The wordings that name one share, and how many points that is from the numbers."""

    share: float
    rows: pd.DataFrame
    points: float


class Bar(NamedTuple):
    """Where the squares are on the page."""

    left: float
    wide: float
    top: float
    foot: float

    def at(self, share: float) -> float:
        """Return where a share of the whole ends."""
        return self.left + share * self.wide


def framing(framing: pd.DataFrame, *, source: str, title: str = "", article: str = "") -> Chart:
    """Draw the whole as squares, the cut hollow, and beside it the words of each newsroom.

    Args:
        framing: Wordings of one cut; reads ``publisher``, ``phrase``, ``implied_words``
            ("almost", "more than" ...), ``implied_share`` (a part of 1; newsrooms without one
            are named in the note), ``value_from`` and ``value_to``, and where there are such
            columns ``what_is_cut`` and ``source_ids``.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: The finding; by default from which share to which the words go.
        article: The source that is the article itself; its words are in the accent.

    Returns:
        A Chart; its table has a row a wording: the share in words, the share computed from the
        two numbers, and how many percentage points are between them.

    Raises:
        ValueError: ``framing`` has no rows with a share in words and a number to start from, or
            lacks one of the columns; or the numbers of a row rise.
    """
    rows = _prepared(framing, article)
    pairs = _pairs(rows)
    cut = pairs[0]
    groups = [_group(rows, share, cut) for share in rows["implied_share"].unique()]
    above = title or _title(groups)
    noted = _note(framing)

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=_lead(rows, cut), note=noted, source=source)
        bar = _squares(page, cut)
        if page.phone:
            return page.finish(_phone(page, bar, groups, pairs))
        _slide(page, bar, groups, pairs)
        return page.finish()

    return Chart(
        name="framing",
        title=above,
        words=_words(rows, pairs),
        axes=f"Across: the whole of {number(cut.value_from)}; hollow is the cut.",
        table=_readable(rows),
        source=source,
        draw=draw,
        numbers=_bars(rows),
    )


def _bars(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of: what follows from the numbers, named by the words.

    The words are no bar of their own: "more than a third" is no number.
    """
    names = []
    for row in each(rows):
        softener = row.implied_words if isinstance(row.implied_words, str) else ""
        share = called(row.implied_share).replace("a half", "half")
        names.append(f"{row.who}: {softener} {share}".replace("  ", " "))
    return pd.DataFrame(
        {
            "share cut, worked out from the numbers of each": rows["computed"].to_list(),
            "label": [percent(share) for share in rows["computed"]],
            "accent": rows["article"].to_list(),
        },
        names,
    )


def wordings(framing: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings that name a share, the smallest first, beside that of their numbers.

    Added are ``computed`` (a part of 1) and ``points`` (how far apart the two are, in per cent).
    """
    need(framing, READS)
    complete = framing[["implied_share", "value_from", "value_to"]].notna().all(axis=1)
    rows = framing[complete & framing["value_from"].gt(0).fillna(False).astype(bool)]
    if rows.empty:
        raise ValueError(
            "No row names a share: one needs implied_share, value_from and value_to, such as 0.5, "
            "4 and 2."
        )
    rows = rows.sort_values(["implied_share", "publisher"], kind="stable", ignore_index=True)
    rows["computed"] = 1 - rows["value_to"].astype(float) / rows["value_from"].astype(float)
    if (rise := rows[rows["computed"] < 0]).size:
        raise ValueError(f"{_numbers(rise.iloc[0])} is no cut: keep rows whose number falls.")
    rows["points"] = 100 * (rows["implied_share"] - rows["computed"]).abs()
    return rows


# ---- What is counted


def _prepared(framing: pd.DataFrame, article: str) -> pd.DataFrame:
    """Return the wordings, the article's own first among those of one share."""
    rows = wordings(framing)
    rows["who"] = rows["publisher"].astype(str).str.split(" (", regex=False).str[0]
    rows["phrase"] = rows["phrase"].astype(str).str.split().str.join(" ")
    cited = rows["source_ids"].fillna("").str.split(";") if "source_ids" in rows else None
    rows["article"] = False if cited is None else [article in ids for ids in cited]
    order = ["implied_share", "article", "publisher"]
    return rows.sort_values(order, ascending=[True, False, True], kind="stable", ignore_index=True)


def _group(rows: pd.DataFrame, share: float, cut: Any) -> Group:
    """Return the wordings that name a share."""
    return Group(share, rows[rows["implied_share"] == share], 100 * (share - cut.computed))


def _pairs(rows: pd.DataFrame) -> list[Any]:
    """Return the two numbers of the cut, each pair once, that of most wordings first.

    Added are ``many`` (wordings) and ``whose`` (who used these numbers, in words).
    """
    found = []
    for _, group in rows.groupby(["value_from", "value_to"], sort=False):
        newsrooms = group["who"].nunique()
        whose = f"numbers of {newsrooms} newsrooms" if newsrooms > 1 else group["who"].iloc[0]
        if group["article"].all():
            whose = "the article’s own numbers"
        found.append(group.iloc[:1].assign(many=len(group), whose=whose))
    pairs = pd.concat(found).sort_values(["many", "value_from"], ascending=False, kind="stable")
    return each(pairs)


def _unit(whole: float) -> float:
    """Return how many one square is: a round number, so that there are at most MOST squares."""
    power = 10.0 ** math.floor(math.log10(max(whole / MOST, 1)))
    for factor in (1, 2, 5, 10):
        if whole / (factor * power) <= MOST:
            break
    return factor * power


# ---- What it says


def _title(groups: list[Group]) -> str:
    smallest, largest = called(groups[0].share), called(groups[-1].share)
    if len(groups) == 1:
        return f"One cut, in words {smallest}"
    return f"One cut, {len(groups)} sizes in words: from {smallest} to {largest}"


def _lead(rows: pd.DataFrame, cut: Any) -> list[str | Run]:
    """Return the key in words: what is cut, and how many a square is."""
    what = ""
    if "what_is_cut" in rows and rows["what_is_cut"].nunique() == 1:
        what = " " + str(rows["what_is_cut"].iloc[0]).split(" (")[0]
    unit = number(_unit(cut.value_from))
    square = "a square for each" if unit == "1" else f"a square for each {unit}"
    return [f"{number(cut.value_from)}{what}, {square}. ", accent("Hollow: the cut")]


def _note(framing: pd.DataFrame) -> str:
    """Name the newsrooms that gave numbers and no fraction."""
    plain = framing[framing["implied_share"].isna() & framing["value_to"].notna()]
    names = list(plain["publisher"].astype(str).str.split(" (", regex=False).str[0].unique())
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    if not names:
        return ""
    return f"{_listed(names)} gave numbers and no fraction."


def _listed(names: Iterable[Any]) -> str:
    """Return names as in a sentence: "3, 5 and 6"."""
    *most, last = map(str, names)
    return f"{', '.join(most)} and {last}" if most else last


def _words(rows: pd.DataFrame, pairs: list[Any]) -> str:
    """Say what the picture shows, from the same rows."""
    said = "; ".join(f"{row.who} “{row.phrase}”" for row in each(rows))
    nearer = " ".join(_nearer(pair, rows) for pair in pairs)
    return f"{count(len(rows), 'wording', 'wordings')} of one cut: {said}. {nearer}"


def _nearer(pair: Any, rows: pd.DataFrame) -> str:
    """Say which of the fractions that were used is nearest to a computed share."""
    used = {called(share): share for share in rows["implied_share"]}
    used = {name: share for name, share in used.items() if name in FRACTIONS}
    off = sorted((100 * abs(share - pair.computed), name) for name, share in used.items())
    said = ", then ".join(f"{name} ({points:.1f} points away)" for points, name in off)
    is_nearest = f"of the fractions used, nearest is {said or 'none'}"
    return f"{_numbers(pair)} is {percent(pair.computed)}; {is_nearest}."


def _numbers(pair: Any) -> str:
    return f"{number(pair.value_from)} to {number(pair.value_to)}"


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings as a reader wants them."""
    said = rows["implied_words"].fillna("") + " " + rows["implied_share"].map(called)
    return pd.DataFrame(
        {
            "publisher": rows["publisher"],
            "words": rows["phrase"],
            "share in words": said.str.strip(),
            "numbers": [_numbers(row) for row in each(rows)],
            "share in numbers": rows["computed"].map(percent),
            "points apart": rows["points"].round(1),
        }
    )


def _heading(group: Group) -> str:
    """Return the shares of a group as its newsrooms have them: "Almost a half, a half"."""
    fraction = called(group.share).replace("a half", "half")
    softeners = group.rows["implied_words"].fillna("").astype(str).value_counts().index
    said = ", ".join(f"{word} {fraction}".strip() for word in softeners)
    return said[:1].upper() + said[1:]


def _apart(group: Group) -> str:
    """Say how far the words are from the numbers."""
    if abs(group.points) < 0.05:
        return "as the numbers have it"
    side = "above" if group.points > 0 else "below"
    return f"{abs(group.points):.1f} points {side} the numbers"


def _quotation(row: Any) -> list[str | Run]:
    """Return a phrase in quotation marks, the words that size the cut heavy."""
    names = "|".join(sorted({name.split()[-1].rstrip("s") for name in FRACTIONS} - {"all"}))
    softener = re.escape(str(row.implied_words)) if pd.notna(row.implied_words) else "about"
    size = rf"(?:{softener} )?(?:in |by )?(?:(?:a|one|two|three|four|nine)[ -])?(?:{names})s?\b"
    found = re.search(rf"\b{size}", row.phrase, re.IGNORECASE)
    if not found:
        return [f"“{row.phrase}”"]
    style = accent if row.article else heavy
    before, after = row.phrase[: found.start()], row.phrase[found.end() :]
    return [f"“{before}", style(found.group()), f"{after}”"]


# ---- How it is drawn


def _squares(page: Page, cut: Any) -> Bar:
    """Draw the whole as squares, the cut hollow and dashed, with their numbers above them."""
    letter = page.sizes["label"]
    y = page.top + 0.9 * letter
    less = number(cut.value_from - cut.value_to)
    page.text(page.left, y, accent(f"{less} fewer, {percent(cut.computed)}"))
    left: list[str | Run] = [heavy(number(cut.value_to)), " left"]
    page.text(page.right, y, left, align="right")
    top = y + 1.6 * letter
    total = max(1, round(cut.value_from / _unit(cut.value_from)))
    columns = math.ceil(total / ROWS)
    step = page.room / columns
    high = min(step, TALLEST)
    gap = 0.14 * min(step, high)
    hollow = round(total * cut.computed)
    for place in range(total):
        column, row = divmod(place, ROWS)
        x, at = page.left + column * step + gap / 2, top + row * high + gap / 2
        side = step - gap
        if place < hollow:
            dashes = "-" if page.phone else DASHES
            thick = letter / 12
            page.block(
                x, at, side, high - gap, "white", rim=ACCENT, line=thick, dashes=dashes, order=2
            )
        else:
            page.block(x, at, side, high - gap, SOFT, order=2)
    return Bar(page.left, step * total / ROWS, top, top + ROWS * high)


def _slide(page: Page, bar: Bar, groups: list[Group], pairs: list[Any]) -> None:
    """Set the words in columns below the squares, the numbers between them."""
    if (len(groups) + 1) * LEAST > page.room:
        _flow(page, bar, groups, pairs)
        return
    cut = pairs[0]
    lines = [bar.at(group.share) for group in groups]
    ends = _spread(lines, page.left, page.right)
    slanted = any(abs(line - end) > 1 for line, end in zip(lines, ends, strict=True))
    top = bar.foot + (64 if slanted else 12)
    x = bar.at(cut.computed)
    page.line([x, x], [bar.foot, bar.foot + 38], ACCENT, 1.4)
    for line, end in zip(lines, ends, strict=True):
        xs, ys = [line, line, end, end], [bar.top - 5, bar.foot + 38, top - 4, page.bottom]
        if line == end:
            xs, ys = [line, line], [bar.top - 5, page.bottom]
        page.line(xs, ys, INK, 1.4, order=3)
    below = [group for group in groups if group.share < cut.computed]
    edges = [page.left - 10, *ends, page.right + 10]
    columns = list(zip(edges, edges[1:], strict=False))
    by_arrow = _arrows(page, bar, below[-1:] + groups[len(below) :][:1], cut)
    for place, (start, end) in enumerate(columns):
        room = end - start - 20
        if place == len(below):
            _shares(page, pairs, start + 10, max(top, bar.foot + 50), room)
            continue
        group = groups[place if place < len(below) else place - 1]
        _column(page, group, start + 10, top, room, apart=group.share not in by_arrow)


def _spread(lines: list[float], left: float, right: float) -> list[float]:
    """Return lines that leave room for a column of words left and right of each."""
    spread = []
    least = left
    for line in lines:
        least = max(line, least + LEAST)
        spread.append(least)
    most = right
    for place in reversed(range(len(spread))):
        most = min(spread[place], most - LEAST)
        spread[place] = most
    return spread


def _arrows(page: Page, bar: Bar, groups: list[Group], cut: Any) -> set[float]:
    """Draw how far the words are from the numbers, where that has room; return whose it is."""
    drawn = set()
    to, y = bar.at(cut.computed), bar.foot + 26
    for group in groups:
        x = bar.at(group.share)
        said = f"{abs(group.points):.1f} points"
        if abs(to - x) < page.width(said, "small") + 8:
            continue
        tip = to - 4 if to > x else to + 4
        back = 6 if to < x else -6
        page.line([x, tip], [y, y], INK, 1.2)
        page.line([tip + back, tip, tip + back], [y - 3.5, y, y + 3.5], INK, 1.2)
        page.text((x + to) / 2, y - 19, said, "small", align="center")
        drawn.add(group.share)
    return drawn


def _shares(page: Page, pairs: list[Any], x: float, y: float, room: float) -> float:
    """Set the shares that follow from the numbers, that of most wordings first."""
    for pair in pairs:
        said = f"{_numbers(pair)},\n{pair.whose}"
        high = LINE * page.sizes["big"]
        high += LINE * page.sizes["label"] * len(page.lines(said, "label", room, most=4))
        if not page.phone and y + high > page.bottom:
            break
        y = page.text(x, y, accent(percent(pair.computed)), "big", room=room, most=1)
        y = page.text(x, y, said, room=room, most=4) + page.sizes["label"]
    return y


def _column(page: Page, group: Group, x: float, y: float, room: float, *, apart: bool) -> float:
    """Set the wordings of a group below its heading, as many as have room; return the foot."""
    y = page.text(x, y, heavy(_heading(group)), "lead", room=room, most=3)
    if apart:
        y = page.text(x, y, _apart(group), room=room, most=2)
    y += 0.5 * page.sizes["label"]
    rows = each(group.rows)
    for place, row in enumerate(rows):
        high = _height(page, row, room)
        rest = LINE * page.sizes["label"] if place < len(rows) - 1 else 0
        if not page.phone and y + high + rest > page.bottom:
            said = f"and {len(rows) - place} more in the table"
            if y + LINE * page.sizes["label"] <= page.bottom:
                page.text(x, y, said, "label", SOFT, room=room, most=1)
            break
        y = _wording(page, row, x, y, room)
    return y


def _height(page: Page, row: Any, room: float) -> float:
    """Return how high a wording with its publisher is."""
    lines = len(page.lines(_quotation(row), "label", room))
    lines += len(page.lines(row.who, "label", room, most=2))
    return LINE * page.sizes["label"] * lines


def _wording(page: Page, row: Any, x: float, y: float, room: float) -> float:
    """Set what a newsroom wrote, and who it is; return the foot."""
    who = accent(f"{row.who}, the article") if row.article else row.who
    y = page.text(x, y, _quotation(row), room=room)
    return page.text(x, y, who, "label", SOFT, room=room, most=2) + 0.45 * page.sizes["label"]


def _flow(page: Page, bar: Bar, groups: list[Group], pairs: list[Any]) -> None:
    """Set groups that are too many for a column each into three columns, one after the other."""
    letter = page.sizes["label"]
    top = bar.foot + 1.2 * letter
    wide = (page.room - 60) / 3
    xs = [page.left + place * (wide + 30) for place in range(3)]
    y = _shares(page, pairs[:1], xs[0], top, wide)
    left = sum(len(group.rows) for group in groups)
    for group in groups:
        heading = f"{_heading(group)}: {_apart(group)}"
        for place, row in enumerate(each(group.rows)):
            lines = page.lines(heavy(heading), "label", wide, most=2) if place == 0 else []
            high = _height(page, row, wide) + LINE * letter * (len(lines) + 1)
            if y + high > page.bottom:
                xs.pop(0)
                y = top
                if not xs or y + high > page.bottom:
                    last = page.left + 2 * (wide + 30)
                    foot = page.bottom - LINE * letter
                    page.text(last, foot, f"and {left} more in the table", "label", SOFT)
                    return
            if lines:
                y = page.text(xs[0], y, heavy(heading), room=wide, most=2)
            y = _wording(page, row, xs[0], y, wide)
            left -= 1


def _phone(page: Page, bar: Bar, groups: list[Group], pairs: list[Any]) -> float:
    """Name the fractions below the squares, then list who wrote which; return the foot."""
    letter = page.sizes["label"]
    free = page.left
    for place, group in enumerate(groups):
        x, name = bar.at(group.share), called(group.share)
        page.line([x, x], [bar.top - 3, bar.foot + 6], INK, 1.6, order=3)
        wide = page.width(heavy(name))
        start = x - wide if place < len(groups) - 1 else x
        start = min(start, page.right - wide)
        if start >= free:
            page.text(start, bar.foot + 5, heavy(name))
            free = start + wide + letter / 2
    y = bar.foot + 5 + 2 * letter
    for group in groups:
        y = _column(page, group, page.left, y, page.room, apart=True) + 0.6 * letter
    for pair in pairs[1:]:
        share = accent(percent(pair.computed))
        y = page.text(page.left, y, [share, f": {_numbers(pair)}, {pair.whose}"], room=page.room)
    return y
