"""Cards: a row goes in, a small piece of HTML comes out, every word of it escaped.

A card says first what happened and when, then how sure it is and where it was read. It reads
well without style and in a dark theme, and a source is a link only where the table allows it.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline.dates import written
from dateline.templates import fill

MOST_NAMED = 5  # a line that names more sources than this is read by nobody
SURE = {"reported": "Reported, not confirmed", "contested": "A fact here is disputed"}


def source_line(rows: pd.DataFrame, sources: pd.DataFrame) -> Markup:
    """Name the sources of some rows in one line of HTML.

    Args:
        rows: Any table's rows; ``source_ids`` is read (ids separated by semicolons).
        sources: The case's ``sources``; ``source_id``, ``publisher``, ``title``, ``url`` and
            ``link`` are read.

    Returns:
        The publishers, linked where ``link`` is true, otherwise "seen in a copy". Of many
        sources only the number is said, and that each row names its own.

    Raises:
        ValueError: A row cites a source that ``sources`` does not have.
    """
    cited = {name for ids in rows["source_ids"].dropna() for name in ids.split(";")}
    return _line(cited, sources)


def _line(cited: Iterable[str], sources: pd.DataFrame) -> Markup:
    names = set(cited)
    unknown = sorted(names - set(sources["source_id"]))
    if unknown:
        raise ValueError(f"The sources table has no source called {unknown[0]!r}.")
    if len(names) > MOST_NAMED:
        return Markup(f"{len(names)} published sources; each row names its own.")
    found: list[Any] = list(sources[sources["source_id"].isin(names)].itertuples())
    # up to publication a later source has no address: then its publisher is all that is said
    named = [(source, _web(source), bool(pd.notna(source.url))) for source in found]
    return fill("source_line.html", sources=named).strip()


def _web(source: Any) -> str:
    """Return where a source may be read, or "": a link never leads to code."""
    fit = source.link and str(source.url).lower().startswith(("https://", "http://"))
    return str(source.url) if fit else ""


def event_card(event: Any, sources: pd.DataFrame) -> Markup:
    """Return one event as a card: when and what, then its summary, certainty and sources.

    Args:
        event: One row of a case's ``events``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``source_line``.

    Returns:
        An HTML ``article`` of about four lines; place, actors and meaning are folded.

    Raises:
        ValueError: The event cites a source that ``sources`` does not have.
    """
    more = {
        "Place": event.place,
        "Who": event.actors,
        "For the article": event.meaning_for_the_article,
    }
    return fill(
        "event_card.html",
        event=event,
        when=written(event),
        place_told=_place_told(event.paragraph),
        sure=SURE.get(event.certainty, ""),
        source=_line(event.source_ids.split(";"), sources),
        more=[(name, said.replace(";", ", ")) for name, said in more.items() if pd.notna(said)],
    )


def _place_told(paragraph: Any) -> str:
    """Return where the article speaks of an event; paragraph 0 is the caption of its picture."""
    if pd.isna(paragraph):
        return ""
    return f", paragraph {paragraph}" if paragraph else ", under its picture"
