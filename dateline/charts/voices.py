"""Voices: who is quoted and how much, who is only paraphrased, and who could have been quoted.

Each quoted word is a square. Hollow marks are voices without a quotation: those whose sense the
article gives, and those who had said something that is not in the article.
"""

import re
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts.chart import Chart, each, need
from dateline.charts.page import LINE, Page
from dateline.charts.runs import Run, Words, accent, heavy, soft
from dateline.charts.type import ACCENT, INK, PALE, SOFT, shorten
from dateline.words import count

READS = ["side", "in_article", "text", "words", "speaker"]
QUOTED, PARAPHRASED, ON_RECORD = "quoted", "only paraphrased", "on record, not quoted"
SQUARE = 11  # points from square to square, at most
LEAST = {False: 4.0, True: 2.5}  # on a phone: so near squares can still be counted
NAMES = 0.3  # of a slide: the names of sides take no more
COUNTED = "Words inside quotation marks are counted, paraphrases are not"


def voices(quotes: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw a square for each quoted word, speaker by speaker, and who is not quoted.

    Args:
        quotes: A case's ``quotes``; reads ``side``, ``in_article`` (true or false), ``speaker``,
            ``text`` (the words; empty in a paraphrase) and ``words`` (how many they are), and
            where there are such columns ``named``, ``paragraph``, ``our_summary`` (what a
            paraphrase says) and ``source_ids``. Rows that are not in the article are statements
            that could have been quoted.
        source: Who published the article: a line that ``cards.source_line`` makes.
        title: The finding; by default how many words of how many speakers are quoted.

    Returns:
        A Chart; its table has a row a quotation, then a row a voice without one.

    Raises:
        ValueError: ``quotes`` has no rows, or lacks one of the columns.
    """
    need(quotes, READS)
    rows = _prepared(quotes)
    above = title or _title(rows)
    note = _note(quotes, rows)

    def draw(medium: str) -> Figure:
        page = Page(medium, title=above, lead=_lead(rows, medium), note=note, source=source)
        return page.finish(_draw(page, rows))

    return Chart(
        name="voices",
        title=above,
        words=_words(rows),
        axes="Down: sides. Across: a square for each quoted word; hollow marks are not quoted.",
        table=_readable(rows),
        source=source,
        draw=draw,
        numbers=_numbers(rows),
    )


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a native chart is made of: how many words of each side are quoted."""
    words = _of(rows, QUOTED).groupby("side", sort=False)["words"].sum()
    return words.to_frame("words in quotation marks")


# ---- What is counted


def _prepared(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a row a quotation, then a row a voice that is not quoted.

    Added is ``how``: QUOTED, PARAPHRASED or ON_RECORD. The side with most quoted words is
    first. Left out are paraphrased speakers without a name, if there is anybody else, and what a
    quoted speaker said elsewhere.
    """
    rows = quotes.copy()
    for column in ("side", "speaker"):
        rows[column] = rows[column].fillna("not known").astype(str)
    rows["who"] = rows["speaker"].str.split(" (", regex=False).str[0]
    rows["named"] = rows["named"].fillna(True).astype(bool) if "named" in rows else True
    rows["summary"] = rows["our_summary"].fillna("") if "our_summary" in rows else ""
    rows["text"] = rows["text"].astype("string").str.split().str.join(" ")
    in_article, in_words = rows["in_article"].astype(bool), rows["text"].fillna("") != ""
    quoted = rows[in_article & in_words].assign(how=QUOTED)
    quoted["words"] = [_count(row) for row in each(quoted)]
    quoted["total"] = quoted.groupby("side")["words"].transform("sum")
    quoted["most"] = quoted.groupby(["side", "who"])["words"].transform("sum")
    order = ["total", "side", "most", "who"]
    quoted = quoted.sort_values(order, ascending=[False, True, False, True], kind="stable")
    others = rows[~rows["who"].isin(quoted["who"])].assign(words=0)
    beside = others[~others["in_article"].astype(bool)].assign(how=ON_RECORD)
    sense = others[others["in_article"].astype(bool)].assign(how=PARAPHRASED)
    sense = sense.drop_duplicates(["side", "who"])
    if len(quoted) or len(beside) or sense["named"].any():
        sense = sense[sense["named"]]
    return pd.concat([quoted, sense, beside], ignore_index=True)


def _count(row: Any) -> int:
    """Return how many words a quotation has: as the table says, or counted; a dash is a space."""
    if pd.notna(row.words):
        return int(row.words)
    return len(re.findall(r"[^\s–—]+", row.text))


def _many_words(quoted: pd.DataFrame) -> str:
    """Return how many words some quotations have together, such as "1,028 words"."""
    total = int(quoted["words"].sum())
    return f"{total:,} {'word' if total == 1 else 'words'}"


def _of(rows: pd.DataFrame, how: str) -> pd.DataFrame:
    """Return the voices that are quoted, paraphrased or on record."""
    return rows[rows["how"] == how]


def _sides(rows: pd.DataFrame) -> list[str]:
    """Return the sides of the article, that with most quoted words first."""
    return list(dict.fromkeys(rows["side"]))


# ---- What it says


def _title(rows: pd.DataFrame) -> str:
    quoted = _of(rows, QUOTED)
    silent = rows[rows["how"] != QUOTED]["who"].nunique()
    if quoted.empty:
        return f"Nobody is quoted, of {count(silent, 'voice', 'voices')}"
    beside = f"; {count(silent, 'voice is', 'voices are')} not" if silent else ""
    speakers = count(quoted["who"].nunique(), "speaker is", "speakers are")
    return f"{speakers} quoted with {_many_words(quoted)}{beside}"


def _lead(rows: pd.DataFrame, medium: str) -> Words:
    """Return the key in words: only what is in the picture."""
    lead: list[str | Run] = []
    quoted = _of(rows, QUOTED)
    if len(quoted):
        page = Page(medium, title="")
        squares = _step(page, quoted) >= LEAST[page.phone]
        form = "a square for each word" if squares else "the longer the bar, the more words"
        lead = [heavy("Quoted in the article: ", SOFT), form]
    if len(quoted) < len(rows):
        lead += [". " * bool(lead), accent("Hollow: not quoted")]
    return lead


def _note(quotes: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Say what is counted, and who published the words of those who are not quoted."""
    said = [f"{COUNTED}."]
    unnamed = quotes["named"].eq(False) if "named" in quotes else quotes["in_article"].isna()
    if not quotes["speaker"][unnamed].isin(rows["speaker"]).all():
        said.append("Speakers who are paraphrased without a name are left out.")
    beside = _of(rows, ON_RECORD)
    if "source_ids" in beside and len(beside):
        many = beside["source_ids"].dropna().astype(str).str.split(";").explode().nunique()
        said.append(f"Words of those on record: {count(many, 'source', 'sources')}.")
    return " ".join(said)


def _words(rows: pd.DataFrame) -> str:
    """Say what the picture shows, from the same rows."""
    quoted, said = _of(rows, QUOTED), []
    for side in _sides(quoted):
        group = quoted[quoted["side"] == side]
        speakers = group.groupby("who", sort=False)["words"].sum()
        listed = ", ".join(f"{who} {words}" for who, words in speakers.items())
        said.append(f"{side} {group['words'].sum()} ({listed})")
    sentences = [f"Quoted words by side: {'; '.join(said) or 'none'}."]
    for how in (PARAPHRASED, ON_RECORD):
        names = [f"{row.who} ({row.side})" for row in each(_of(rows, how))]
        if names:
            sentences.append(f"{how.capitalize()}: {', '.join(dict.fromkeys(names))}.")
    return " ".join(sentences)


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a reader wants them; our summaries have no quotation marks."""
    table = pd.DataFrame(
        {
            "side": rows["side"],
            "speaker": rows["speaker"],
            "how": rows["how"],
            "words": rows["words"].astype(int),
            "what they said": [_statement(row) for row in each(rows)],
        }
    )
    if "paragraph" in rows:
        table.insert(3, "paragraph", rows["paragraph"].astype("string").fillna(""))
    return table


def _statement(row: Any) -> str:
    """Return words in quotation marks, or our summary without them."""
    return f"“{row.text.rstrip(',')}”" if pd.notna(row.text) and row.text else str(row.summary)


def _capital(name: str) -> str:
    """Return a name with a large first letter, as it begins a line."""
    return name[:1].upper() + name[1:]


# ---- How it is drawn


def _draw(page: Page, rows: pd.DataFrame) -> float:
    """Draw those of the article, then those on record; return the foot."""
    inside = rows[rows["how"] != ON_RECORD]
    beside = _of(rows, ON_RECORD)
    y = page.top + 0.8 * page.sizes["label"]
    left = _left(page, rows)
    step = _step(page, _of(rows, QUOTED))
    drawn = 0
    for side in _sides(inside):
        group = inside[inside["side"] == side]
        if not _has_room(page, y, _height(page, group, left)):
            return _rest(page, y, len(rows) - drawn)
        y = _side(page, side, group, left, y, step)
        drawn += len(group)
    if len(beside):
        y = _on_record(page, beside, left, y)
    return y


def _left(page: Page, rows: pd.DataFrame) -> float:
    """Return where marks begin: right of the names of sides, or below them on a phone."""
    if page.phone:
        return page.left
    widest = max(page.width(_capital(side)) for side in _sides(rows))
    return page.left + min(widest, NAMES * page.room) + 1.2 * page.sizes["label"]


def _step(page: Page, quoted: pd.DataFrame) -> float:
    """Return how far apart squares are, so that the side with most words has room."""
    if quoted.empty:
        return SQUARE
    longest = quoted.groupby("side").agg({"words": "sum", "text": "size"})
    left = page.left if page.phone else page.left + NAMES * page.room
    total = 0.0 if page.phone else page.width("1,000 words")
    room = page.right - left - total - page.sizes["label"]
    most = SQUARE / 2 if page.phone else SQUARE
    return min(most, room / int(longest.sum(axis=1).max()))


def _has_room(page: Page, y: float, high: float) -> bool:
    """Say whether there is room for something so high and a line below it; a phone has it."""
    return page.phone or y + high + LINE * page.sizes["row"] <= page.bottom


def _height(page: Page, group: pd.DataFrame, left: float) -> float:
    """Return how high the voices of a side can get on a slide."""
    silent = _of(group, PARAPHRASED)
    high = 3.6 * page.sizes["label"] if len(silent) < len(group) else 0
    if len(silent):
        high += LINE * page.sizes["row"] * (_flow(page, silent, left)[-1][1] + 1)
    return high + 0.4 * page.sizes["label"]


def _rest(page: Page, y: float, many: int) -> float:
    """Say how many voices a slide has no room for."""
    return page.text(page.left, y, soft(f"and {many} more in the table"), "row")


def _side(page: Page, side: str, group: pd.DataFrame, left: float, y: float, step: float) -> float:
    """Draw the quoted words of a side, its speakers, and who is paraphrased; return the foot."""
    quoted, silent = _of(group, QUOTED), _of(group, PARAPHRASED)
    total = _many_words(quoted)
    name: list[str | Run] = [_capital(side)]
    if page.phone and len(quoted):
        name += [": ", heavy(total)]
    room = page.room if page.phone else left - page.left - 0.8 * page.sizes["label"]
    name_foot = page.text(page.left, y, name, room=room, most=2)
    if page.phone:
        y = name_foot + 2
    beside, total_foot = left, y
    if len(quoted):
        beside = _squares(page, quoted, left, y + 0.25 * page.sizes["label"], step)
        if not page.phone:
            number, noun = total.split()
            beside += 0.5 * page.sizes["label"]
            total_foot = y + page.sizes["label"]
            page.text(beside, y, [heavy(number), f" {noun}"])
            beside += page.width([heavy(number), f" {noun}"]) + 1.5 * page.sizes["label"]
    fits = not page.phone and _flow(page, silent, beside)[-1][1] == 0
    if len(silent) and fits:
        _paraphrased(page, silent, beside, y + 1)
    if len(quoted):
        squares = max(0.25 * page.sizes["label"] + step + 1, total_foot - y)
        y = _speakers(page, quoted, left, y + squares, step)
    if len(silent) and not fits:
        y = _paraphrased(page, silent, left, y + 1)
    return max(y, name_foot) + 0.4 * page.sizes["label"]


def _squares(page: Page, quoted: pd.DataFrame, x: float, y: float, step: float) -> float:
    """Draw a square a word, one quotation after the other; return where they end."""
    side = 0.82 * step
    for row in each(quoted):
        if step >= LEAST[page.phone]:
            for number in range(row.words):
                page.block(x + number * step, y, side, side, INK, order=2, row=row.Index)
        else:
            high = 0.8 * page.sizes["small"]
            page.block(x, y, row.words * step, high, INK, order=2, row=row.Index)
        x += (row.words + 1) * step
    return x - step


def _speakers(page: Page, quoted: pd.DataFrame, left: float, y: float, step: float) -> float:
    """Name each speaker below the first of the words, or all in one text; return the foot."""
    if step < LEAST[page.phone]:
        y += page.sizes["small"] - step
    for with_paragraph in (True, False):
        labels = _labels(quoted, with_paragraph=with_paragraph)
        places = _places(quoted, left, step)
        ends = [*places[1:], page.right + 0.5 * page.sizes["small"]]
        wide = [page.width(label, "small") + 0.5 * page.sizes["small"] for label in labels]
        if all(x + needed <= end for x, needed, end in zip(places, wide, ends, strict=True)):
            for x, label in zip(places, labels, strict=True):
                page.text(x, y, label, "small")
            return y + LINE * page.sizes["small"]
    running: list[str | Run] = []
    for label in labels:
        running += [", " * bool(running), *label]
    most = None if page.phone else 2
    return page.text(left, y, running, "small", room=page.right - left, most=most)


def _labels(quoted: pd.DataFrame, *, with_paragraph: bool) -> list[list[str | Run]]:
    """Return the name of each speaker of a side with how many words are theirs, and where."""
    labels: list[list[str | Run]] = []
    for who, group in quoted.groupby("who", sort=False):
        name = str(who) if group["named"].all() else f"{who}, not named"
        number = f" {group['words'].sum()}"
        if with_paragraph and "paragraph" in group and group["paragraph"].nunique() == 1:
            number += f", paragraph {group['paragraph'].iloc[0]}"
        labels.append([name, soft(number)])
    return labels


def _places(quoted: pd.DataFrame, left: float, step: float) -> list[float]:
    """Return where the words of each speaker begin."""
    places = []
    x = left
    for _, group in quoted.groupby("who", sort=False):
        places.append(x)
        x += step * (group["words"] + 1).sum()
    return places


def _paraphrased(page: Page, silent: pd.DataFrame, left: float, y: float) -> float:
    """Name those of a side of whom only the sense is in the article; return the foot."""
    letter = page.sizes["row"]
    *places, (x, line) = _flow(page, silent, left)
    for row, (at, down) in zip(each(silent), places, strict=True):
        top = y + LINE * letter * down
        _hollow(page, at, top, row)
        page.text(at + letter, top, heavy(row.who), "row", room=page.right - at - letter, most=1)
    return page.text(x, y + LINE * letter * line, PARAPHRASED, "row") + 0.2 * letter


def _flow(page: Page, silent: pd.DataFrame, left: float) -> list[tuple[float, int]]:
    """Return where each name begins, how far across and in which line; then the words on them."""
    letter = page.sizes["row"]
    x, line, places = left, 0, []
    for row in each(silent):
        wide = letter + page.width(heavy(row.who), "row")
        if x > left and x + wide > page.right:
            x, line = left, line + 1
        places.append((x, line))
        x += wide + 0.7 * letter
    if x + page.width(PARAPHRASED, "row") > page.right:
        x, line = left + letter, line + 1
    return [*places, (x, line)]


def _hollow(page: Page, x: float, y: float, row: Any) -> None:
    """Draw the mark of a voice that is not quoted, in front of a line that begins at y."""
    letter = page.sizes["row"]
    at, middle = x + 0.35 * letter, y + 0.66 * letter
    page.dot(at, middle, 0.5 * letter, ACCENT, hollow=True, row=row.Index)


def _on_record(page: Page, beside: pd.DataFrame, left: float, y: float) -> float:
    """List who had spoken and is not quoted, side by side with their words; return the foot."""
    if not _has_room(page, y, LINE * (page.sizes["lead"] + page.sizes["row"])):
        return _rest(page, y, len(beside))
    page.line([page.left, page.right], [y, y], PALE)
    y = page.text(page.left, y + 3, accent("On record, and not quoted"), "lead") + 4
    beside = pd.concat([beside[beside["side"] == side] for side in _sides(beside)])
    lines = _line_counts(page, beside, left, y)
    chosen = _one_of_each_side_first(beside, len(lines))
    before = ""
    for row, most in zip(each(chosen), lines, strict=True):
        if row.side != before:
            y = _name_of_side(page, row.side, left, y, first=not before)
        y = _statement_row(page, row, left, y, most)
        before = row.side
    return _rest(page, y, len(beside) - len(chosen)) if len(chosen) < len(beside) else y


def _one_of_each_side_first(beside: pd.DataFrame, many: int) -> pd.DataFrame:
    """Return so many statements, as many sides among them as can be, in the order of the table."""
    first = beside[~beside.duplicated("side")]
    others = beside[beside.duplicated("side")]
    chosen = pd.concat([first, others]).index[:many]
    return beside[beside.index.isin(chosen)]


def _name_of_side(page: Page, side: str, left: float, y: float, *, first: bool) -> float:
    """Set the name of a side before its first statement; return where the statement begins."""
    letter = page.sizes["row"]
    if page.phone:
        gap = 0 if first else 0.3 * letter
        return page.text(page.left, y + gap, _capital(side), room=page.room) + 1
    y += 0 if first else 0.25 * letter
    room = left - page.left - 0.8 * letter
    page.text(page.left, y, _capital(side), "row", room=room, most=1)
    return y


def _line_counts(page: Page, beside: pd.DataFrame, left: float, y: float) -> list[int]:
    """Return how many lines each statement gets; a shorter list if not all have room.

    On a slide each has one line; those that need more get another while there is room.
    """
    if page.phone:
        return [0] * len(beside)
    high = LINE * page.sizes["row"]
    free = page.bottom - y - 0.25 * page.sizes["row"] * (beside["side"].nunique() - 1)
    most = int(free / high)
    if most < len(beside):
        return [1] * max(0, most - 1)
    lines = [1] * len(beside)
    room = page.right - left - page.sizes["row"]
    for number, row in enumerate(each(beside)):
        needed = len(page.lines(_name_and_words(row, _statement(row)), "row", room))
        if needed > 1 and sum(lines) + needed - 1 <= most:
            lines[number] = needed
    return lines


def _name_and_words(row: Any, said: str) -> list[str | Run]:
    """Return a name and what was said, as they share a line."""
    return [heavy(row.who), f"  {said}"]


def _statement_row(page: Page, row: Any, left: float, y: float, lines: int) -> float:
    """Draw a hollow mark, a name and the words; 0 lines is as many as they need."""
    letter = page.sizes["row"]
    _hollow(page, left, y, row)
    at = left + letter
    room = page.right - at
    if page.phone:
        y = page.text(at, y, heavy(row.who), "row", room=room)
        return page.text(at, y, _statement(row), "row", room=room) + 0.35 * letter
    said = _statement(row)
    if lines == 1:
        said = _in_one_line(row, said, room - page.width([heavy(row.who), "  "], "row"), letter)
    return page.text(at, y, _name_and_words(row, said), "row", room=room, most=lines)


def _in_one_line(row: Any, said: str, room: float, letter: float) -> str:
    """Return as many words as have room, with … for the others; quotation marks are closed."""
    if not said.startswith("“"):
        return shorten(said, room, letter)
    close = letter / 2
    inside = shorten(said[1:-1], room - 2 * close, letter) if len(said) > 2 else ""
    return f"“{inside}”"
