"""Exhibits on slides: what stands on each, what is said of it, and what can be pasted."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import Chart
from dateline.charts.type import ACCENT, SOFT
from dateline.dates import long_date
from dateline.files import MADE
from dateline.publish.deck import Deck, Words
from dateline.publish.exhibits import Exhibit
from dateline.publish.native_charts import form
from dateline.publish.pictures import credit, png
from dateline.publish.slide_master import QUOTE, TEXT


def build(exhibits: Sequence[Exhibit], title: str, about: str) -> bytes:
    """Return a deck: a title slide, then the slides of each exhibit; the same bytes each time."""
    deck = Deck(title, about, MADE)
    for one in exhibits:
        if one.chart:
            _chart(deck, one, one.chart)
        elif one.quote:
            lines = _quotation(one.quote)
            deck.words(one.title, _notes(one), lines=lines, foot=f"Source: {one.source}")
        else:
            deck.question(one.title, _notes(one), ask=one.ask)
    return deck.saved()


def _chart(deck: Deck, one: Exhibit, chart: Chart) -> None:
    """Add a chart as a picture, its title text that can be edited, and as a native chart."""
    figure, notes = chart.draw("slide"), _notes(one)
    cut = _untitled(figure)
    deck.picture(one.title, notes, png=png(figure, chart), words=chart.words, cut=cut)
    numbers, kind = chart.numbers, form(chart.numbers)
    if kind:
        broken = "part" in numbers and numbers.loc[numbers["part"] > 0, "part"].nunique() > 1
        foot = "No line: counted another way. " * broken + f"Source: {one.source}"
        lead = "" if kind == "bars" else _lead(figure)
        deck.native(one.title, notes, numbers=numbers, words=chart.words, lead=lead, foot=foot)


def _untitled(figure: Figure) -> float:
    """Take the title off a figure, and return which part of its height that leaves free."""
    titles = [text for text in figure.texts if text.get_label() == "title"]
    lowest = min(one.get_window_extent().y0 for one in titles)
    for one in titles:
        one.set_visible(False)
    return float(1 - lowest / figure.bbox.height)


def _lead(figure: Figure) -> str:
    """Return what stands below the title of a figure, such as what is counted."""
    return " ".join(one.get_text() for one in figure.texts if one.get_label() == "lead")


def _notes(one: Exhibit) -> str:
    """Return what stands in the notes of a slide."""
    words = f" Words: {one.source}" * bool(one.source)
    parts = {
        "SAY": one.say,
        "ASK": one.ask,
        "ALTERNATIVE TEXT": one.chart.words if one.chart else "",
        "CREDIT LINE, TO PASTE": credit(one.chart) if one.chart else f"{MADE}, CC BY 4.0.{words}",
        "SOURCES": "\n".join(f"- {source}" for source in one.sources) or one.source,
    }
    return "\n\n".join(f"{head}\n{text}" for head, text in parts.items() if text)


def _quotation(quote: Any) -> list[Words]:
    """Return words as the article prints them, then as they were first printed."""
    cells = quote._asdict().items()
    row: dict[str, Any] = {name: "" if pd.isna(cell) else cell for name, cell in cells}
    when = long_date(row["date"]) if row["date"] else ""
    who = ", ".join(str(part) for part in (row["speaker"], row["role"], when) if part)
    words = [Words(_quoted(row["text"] or row["own_words"]), QUOTE), Words(who, TEXT, SOFT)]
    if row["in_article"]:
        words.insert(0, Words("In the article", TEXT, ACCENT, bold=True))
    if str(row["original_text"])[:1] in ('"', "“"):
        outlet = str(row["outlet"]).split(";")[0]
        words.append(Words(f"As first printed: {outlet}", TEXT, ACCENT, bold=True, space=36))
        words.append(Words(_quoted(row["original_text"]), QUOTE))
    elif row["status"]:
        words.append(Words(f"How the words reached us: {row['status']}", TEXT, SOFT))
    return words


def _quoted(words: str) -> str:
    return f"“{words.strip().strip('“”').strip(chr(34))}”"
