"""A quiet timer, and the cards of ways to talk with the timer of their steps."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from dateline.cards import protocol_card
from dateline.case.errors import near
from dateline.case.protocols import read_protocols
from dateline.explorers.pages import Explorer, Page, paged
from dateline.questions.ask import Output, output
from dateline.web import fill

LONGEST = 180  # minutes


def timer(minutes: float, *, title: str = "") -> Output:
    """Show a timer with large digits: start, pause, start again, and no sound.

    Args:
        minutes: How long it runs; 0.5 is half a minute.
        title: What the time is for, printed above the digits.

    Returns:
        A timer that needs no kernel.

    Raises:
        ValueError: It would not run at all, or longer than a school morning.
    """
    if not 0 < minutes <= LONGEST:
        raise ValueError(f"A timer runs for at most {LONGEST} minutes and not for {minutes}.")
    return _timer([(title, minutes, "")])


def protocol(name: str, *, sides: str = "AB") -> Output:
    """Show one way to talk as a card, and a timer that goes through its steps.

    Args:
        name: The short name of a card in data/protocols.csv, such as "structured-controversy".
        sides: The letters of the two sides that a class argues, as its cards of evidence have
            them: with "SP", side A is called side S.

    Returns:
        The card and below it the timer.

    Raises:
        CaseError: The table has a mistake; the message says in which line.
        ValueError: There is no card of that name (the nearest is named), or ``sides`` has not
            two letters.
    """
    table = read_protocols()
    rows = table[table["protocol_id"] == name]
    if rows.empty:
        known = list(table["protocol_id"].unique())
        raise ValueError(
            f"There is no protocol called {name!r}.{near(name, known)} "
            f"There are: {', '.join(known)}."
        )
    return Output(_card_with_timer(with_sides(rows, sides)))


def protocols() -> Explorer:
    """Show all ways to talk, one at a time.

    Returns:
        An explorer with a page for each card of data/protocols.csv.

    Raises:
        CaseError: The table has a mistake; the message says in which line.
    """
    pages = []
    for _, rows in read_protocols().groupby("protocol_id", sort=False):
        title = rows["title"].iloc[0]
        pages.append(Page(f"{title} ({rows['minutes'].sum():g} min)", protocol_card(rows)))
    return paged("Card", pages)


def with_sides(rows: pd.DataFrame, sides: str) -> pd.DataFrame:
    """Return the rows of a card with other letters for "side A" and "side B".

    Args:
        rows: The rows of one card of the table of protocols.
        sides: The two letters.
    """
    letters = dict(zip("AB", sides, strict=True))

    def replace(text: pd.Series) -> pd.Series:
        return text.str.replace(
            r"\b([Ss]ide) ([AB])\b", lambda match: f"{match[1]} {letters[match[2]]}", regex=True
        )

    return rows.assign(label=replace(rows["label"]), text=replace(rows["text"]))


def _card_with_timer(rows: pd.DataFrame) -> str:
    steps = rows[rows["part"] == "step"]
    rounds = list(zip(steps["label"], steps["minutes"], steps["text"], strict=True))
    clock = Markup(_timer(rounds).html)
    return str(fill("questions/protocol.html", card=protocol_card(rows), timer=clock))


def _timer(rounds: Sequence[tuple[str, float, str]]) -> Output:
    """Return a timer of rounds: what each is called, its minutes, and what to do in it."""
    named = []
    for label, minutes, text in rounds:
        named.append({"label": label, "seconds": round(minutes * 60), "text": text})
    return output("timer", [], rounds=named)
