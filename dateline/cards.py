"""Cards: a row goes in, a small piece of HTML comes out, every word of it escaped.

A card says first what happened and when, then how sure it is and where it was read. It reads
well without style and in a dark theme, and a source is a link only where the table allows it.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline.dates import long_date, written
from dateline.web import fill

MOST_NAMED, SUCH_AS = 5, 3  # who reads a line of more names? Of many, these are named
OPENS = ('"', "“", "'", "‘")
DASHES = re.compile("[–—]")
QUOTES = "\"“”'‘’ "
SURE = {"reported": "Reported, not confirmed", "contested": "A fact here is disputed"}


def source_line(rows: pd.DataFrame, sources: pd.DataFrame) -> Markup:
    """Name the sources of some rows in one line of HTML.

    Args:
        rows: Any table's rows; ``source_ids`` is read (ids separated by semicolons).
        sources: The case's ``sources``; ``source_id``, ``publisher``, ``title``, ``url`` and
            ``link`` are read.

    Returns:
        The publishers, linked where ``link`` is true, otherwise "seen in a copy". Of many
        sources the number is said, the publishers cited most, and that each row names its own.

    Raises:
        ValueError: A row cites a source that ``sources`` does not have.
    """
    return _line(rows["source_ids"].dropna().str.split(";").explode(), sources)


def _line(cited: Iterable[str], sources: pd.DataFrame) -> Markup:
    names = set(cited)
    unknown = sorted(names - set(sources["source_id"]))
    if unknown:
        raise ValueError(f"The sources table has no source called {unknown[0]!r}.")
    if len(names) > MOST_NAMED:
        who = sources.set_index("source_id")["publisher"][list(cited)].str.split(" (", regex=False)
        such = "; ".join(who.str[0].value_counts().index[:SUCH_AS])
        line = Markup("{} published sources, among them {}. Each row names its own.")
        return line.format(len(names), such)
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


def quote_card(
    quote: Any,
    sources: pd.DataFrame,
    *,
    marked: tuple[str, str] | None = None,
    source: str = "",
    unfolded: bool = False,
) -> Markup:
    """Return one quotation as a card: the words first, then who said them, how they came here.

    Args:
        quote: One row of a case's ``quotes``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``source_line``.
        marked: The words and the speaker as HTML, if a search has marked some of them.
        source: The line of its sources, if that has been made before.
        unfolded: Whether all of it is seen at once, to be compared.

    Returns:
        An HTML ``article`` of four lines; the wording first printed with what differs, what is
        lost, the stance with its reason and the sources are folded.

    Raises:
        ValueError: The quotation cites a source that ``sources`` does not have.
    """
    row = {name: "" if pd.isna(value) else value for name, value in quote._asdict().items()}
    first = str(row["original_text"])
    words, speaker = marked or (str(row["text"] or row["our_summary"]), str(row["speaker"]))
    return fill(
        "quote_card.html",
        quote=row,
        words=words,
        speaker=speaker,
        chain=chain(quote),
        unfolded=unfolded,
        when=long_date(quote.date) if pd.notna(quote.date) else "",
        first=first,
        differs=word_diff(first, row["text"]) if row["text"] and first[:1] in OPENS else "",
        source=source or _line(quote.source_ids.split(";"), sources),
    )


def claim_card(claim: Any, sources: pd.DataFrame) -> Markup:
    """Return one claim as a card: what is claimed and by whom; the verdict is folded.

    Args:
        claim: One row of a case's ``claims``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``source_line``; ``seen`` (how much of it was
            read) is read, too.

    Returns:
        An HTML ``article``; folded are the verdict, what better sources say, who made the same
        choice, and each source with how much of it was read.

    Raises:
        ValueError: The claim cites a source that ``sources`` does not have.
    """
    ids = claim.source_ids.split(";")
    seen = sources.set_index("source_id")["seen"].fillna("")
    row = {name: "" if pd.isna(value) else value for name, value in claim._asdict().items()}
    read = [(_line([one], sources), seen[one]) for one in ids]
    return fill("claim_card.html", claim=row, told=_place_told(claim.paragraph), sources=read)


def chain(quote: Any) -> list[tuple[str, bool]]:
    """Return through whose hands words came to the article: each link, and if it has a name.

    Args:
        quote: One row of a case's ``quotes``; reads ``speaker``, ``named``, ``via``,
            ``outlet`` and ``in_article``.

    Returns:
        The speaker, then who passed the words on, where they were first printed and the article.
    """
    links = [(str(quote.speaker), bool(quote.named))]
    links += [(str(quote.via), False)] if pd.notna(quote.via) else []
    links += [(str(quote.outlet).split(";")[0], True)] if pd.notna(quote.outlet) else []
    return [*links, *([("the article", True)] if quote.in_article else [])]


def word_diff(first: str, printed: str) -> Markup:
    """Show word by word what differs between the words first printed and those printed later.

    Capital letters and signs at the ends of words are not counted as differences, nor is what
    stood before and after the words and was cut.

    Args:
        first: The words as they were first printed, with or without quotation marks.
        printed: The words as they were printed later.

    Returns:
        HTML with ``del`` for words left out and ``ins`` for words put in, each with its sign and
        a name that is read aloud; and in how many places the words differ.
    """
    one, other = (
        [word for word in DASHES.sub(" ", text.strip(QUOTES)).split() if _bare(word)]
        for text in (first, printed)
    )
    bare, their = ([_bare(word) for word in words] for words in (one, other))
    same = SequenceMatcher(None, bare, their, autojunk=False)
    parts = [
        [kind, " ".join(one[a:b]), " ".join(other[c:d])] for kind, a, b, c, d in same.get_opcodes()
    ]
    for part in (parts[:1] + parts[-1:]) * (len(parts) > 1):
        part[0] = "cut" if part[0] == "delete" else part[0]  # what stood around is no difference
    kinds = [kind for kind, _, _ in parts]
    places = len(kinds) - kinds.count("equal") - kinds.count("cut")
    return fill("word_diff.html", parts=parts, places=places, cut="cut" in kinds)


def _bare(word: str) -> str:
    """Return a word without its capitals and the signs around it."""
    return re.sub(r"^\W+|\W+$", "", word).replace("’", "'").casefold()


def _place_told(paragraph: Any) -> str:
    """Return where the article speaks of an event; paragraph 0 is the caption of its picture."""
    if pd.isna(paragraph):
        return ""
    return f", paragraph {paragraph}" if paragraph else ", under its picture"
