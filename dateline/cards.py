"""Cards: a row goes in, a small piece of HTML comes out, every word of it escaped.

A card says first what happened and when, then how sure it is and where it was read. It reads
well without style and in a dark theme, and a source is a link only where the table allows it.
"""

import re
from collections import Counter, defaultdict
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline.case.derive import NOT_STATED
from dateline.case.show import seen_in_a_copy, source_address
from dateline.dates import long_date, written
from dateline.web import fill
from dateline.words import OPENING_QUOTES, compared

SOURCE_COLUMNS = ("source_id", "publisher", "title", "url", "link")
MOST_NAMED = 5  # nobody reads a line of more names than this
EXAMPLES = 3  # of more sources, so many are named
KINDS = {"direct": "direct quotation", "partial": "partial quotation"}  # as a card names them
OWN_STEP = re.compile(r"(\(Our own (?:step|question):[^)]*\))")  # what nobody said but us
CERTAINTY = {
    "reported": "Only reported, not confirmed",
    "contested": "A fact here is disputed",
    "not stated": "How sure: not stated",
}


class SourceLines:
    """The sources of a case, ready to be named in lines; each line is made once.

    Attributes:
        by_id: The rows of the table by their ``source_id``.
    """

    def __init__(self, sources: pd.DataFrame) -> None:
        """Read a case's ``sources``; SOURCE_COLUMNS are the columns that are needed."""
        self._rows: list[Any] = list(sources.itertuples())
        self.by_id = {row.source_id: row for row in self._rows}
        self._lines: dict[str, Markup] = {}

    def line(self, source_ids: str) -> Markup:
        """Return one line of HTML that names some sources.

        Args:
            source_ids: Their ids separated by semicolons, as in a cell; one may come twice.

        Raises:
            ValueError: There is no source of one of the ids.
        """
        if source_ids not in self._lines:
            self._lines[source_ids] = self._make_line(source_ids)
        return self._lines[source_ids]

    def line_of(self, rows: pd.DataFrame) -> Markup:
        """Return the line of all sources that some rows of a table cite in ``source_ids``."""
        return self.line(";".join(rows["source_ids"].dropna()))

    def _make_line(self, source_ids: str) -> Markup:
        cited = source_ids.split(";") if source_ids else []
        unknown = sorted(set(cited) - set(self.by_id))
        if unknown:
            raise ValueError(f"The sources table has no source called {unknown[0]!r}.")
        if len(set(cited)) > MOST_NAMED:
            return self._most_cited(cited)
        named = []
        for source in self._rows:
            if source.source_id in cited:
                named.append((source, source_address(source), seen_in_a_copy(source)))
        return fill("cards/source_line.html", sources=named).strip()

    def _most_cited(self, cited: list[str]) -> Markup:
        """Return a line that gives the number of sources, and names those cited most."""
        publishers: Counter[str] = Counter()
        for source_id in cited:
            publisher = self.by_id[source_id].publisher
            if pd.notna(publisher):
                publishers[publisher.split(" (")[0]] += 1
        examples = "; ".join(name for name, _ in publishers.most_common(EXAMPLES))
        line = Markup("{} published sources, among them {}. All are in the table.")
        return line.format(len(set(cited)), examples)


def source_line(rows: pd.DataFrame, sources: pd.DataFrame) -> Markup:
    """Name the sources of some rows in one line of HTML.

    Args:
        rows: Any table's rows; ``source_ids`` is read (ids separated by semicolons).
        sources: The case's ``sources``; ``source_id``, ``publisher``, ``title``, ``url`` and
            ``link`` are read.

    Returns:
        The publishers, linked where ``link`` is true, otherwise "seen in a copy", unless their
        names say so. When there are many sources, the line gives their number, names the
        publishers cited most, and says where all of them are.

    Raises:
        ValueError: A row cites a source that ``sources`` does not have.
    """
    return SourceLines(sources).line_of(rows)


def _lines_of(sources: pd.DataFrame | SourceLines) -> SourceLines:
    return sources if isinstance(sources, SourceLines) else SourceLines(sources)


def event_card(event: Any, sources: pd.DataFrame | SourceLines) -> Markup:
    """Return one event as a card: when and what, then its summary, certainty and sources.

    Args:
        event: One row of a case's ``events``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``source_line``; or their ``SourceLines``, which
            is faster for many cards.

    Returns:
        An HTML ``article`` of about four lines; place, actors and meaning are folded.

    Raises:
        ValueError: The event cites a source that ``sources`` does not have.
    """
    details = {
        "Place": event.place,
        "Who": event.actors,
        "For the article": event.meaning_for_the_article,
    }
    known = [(name, text.replace(";", ", ")) for name, text in details.items() if pd.notna(text)]
    return fill(
        "cards/event_card.html",
        event=event,
        summary=event.summary if pd.notna(event.summary) else "",
        when=written(event),
        category=_stated(event.category),
        where_in_article=_where_in_article(event.paragraph),
        certainty=CERTAINTY.get(event.certainty, ""),
        source=_lines_of(sources).line(event.source_ids),
        details=known,
    )


def quote_card(
    quote: Any,
    sources: pd.DataFrame | SourceLines,
    *,
    unfolded: bool = False,
) -> Markup:
    """Return one quotation as a card: the words first, then who said them, how they came here.

    Args:
        quote: One row of a case's ``quotes``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``event_card``.
        unfolded: Whether all of it is open at once, to be compared.

    Returns:
        An HTML ``article`` of four lines; the wording first printed with what differs, what is
        lost, the stance with its reason and the sources are folded.

    Raises:
        ValueError: The quotation cites a source that ``sources`` does not have.
    """
    row = _known_cells(quote)
    first_printed = str(row["original_text"])
    difference = Markup()
    # A first wording without quotation marks is a description, and no words to compare.
    if row["text"] and first_printed.startswith(OPENING_QUOTES):
        difference = word_diff(first_printed, row["text"])
    return fill(
        "cards/quote_card.html",
        quote=row,
        kind=KINDS.get(str(quote.kind), _stated(quote.kind)),
        chain=chain(quote),
        stance=_stance(quote),
        unfolded=unfolded,
        when=long_date(quote.date) if pd.notna(quote.date) else "",
        difference=difference,
        source=_lines_of(sources).line(quote.source_ids),
    )


def claim_card(claim: Any, sources: pd.DataFrame | SourceLines) -> Markup:
    """Return one claim as a card: what is claimed and by whom; the verdict is folded.

    Args:
        claim: One row of a case's ``claims``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``event_card``; ``seen`` (how much of it was
            read) is read, too.

    Returns:
        An HTML ``article``; folded are the verdict, what better sources say, who wrote
        something close to it, and each source with how much of it was read.

    Raises:
        ValueError: The claim cites a source that ``sources`` does not have.
    """
    lines = _lines_of(sources)
    read = []
    for source_id in claim.source_ids.split(";"):
        line = lines.line(source_id)
        seen = lines.by_id[source_id].seen
        read.append((line, seen if pd.notna(seen) else ""))
    return fill(
        "cards/claim_card.html",
        claim=_known_cells(claim),
        kind=_stated(claim.kind),
        where_in_article=_where_in_article(claim.paragraph),
        sources=read,
    )


def evidence_card(
    card: Any,
    sources: pd.DataFrame | SourceLines,
    *,
    second: bool = False,
) -> Markup:
    """Return one card of evidence as a group holds it: number, side and date, then what it says.

    Args:
        card: One row of a case's ``evidence``, from ``itertuples()``.
        sources: The case's ``sources``, as for ``event_card``.
        second: Whether it speaks for the second side of its question; the border is double then.

    Returns:
        An HTML ``article``: number, side, date (the year largest), headline, our words, the
        quotation with its speaker, and how it reached us. What is our own step is marked.

    Raises:
        ValueError: The card cites a source that ``sources`` does not have.
    """
    before, year, after = re.split(r"(\d{4})", written(card), maxsplit=1)
    return fill(
        "cards/evidence_card.html",
        card=card,
        second=second,
        before=before,
        year=year,
        after=after,
        parts=OWN_STEP.split(card.text),
        source=_lines_of(sources).line(card.source_ids),
    )


def evidence_cards(
    evidence: pd.DataFrame, sources: pd.DataFrame | SourceLines
) -> dict[str, Markup]:
    """Return all cards of some evidence by their numbers, such as "S1".

    Args:
        evidence: Rows of a case's ``evidence``, of one question or of several.
        sources: The case's ``sources``, as for ``event_card``.

    Returns:
        The cards in the order of the table; those of each question's second side have the
        double border.

    Raises:
        ValueError: A card cites a source that ``sources`` does not have.
    """
    lines = _lines_of(sources)
    first_sides = evidence.groupby("question")["side"].first().to_dict()
    cards = {}
    for card in evidence.itertuples():
        is_second = card.side != first_sides[card.question]
        cards[str(card.number)] = evidence_card(card, lines, second=is_second)
    return cards


def protocol_card(rows: pd.DataFrame) -> Markup:
    """Return one way to talk in class as a card: steps with minutes, roles, groups, an observer.

    Args:
        rows: The rows of one card of the table of protocols (``study.protocols()``); ``title``,
            ``part``, ``label``, ``minutes`` and ``text`` are read.

    Returns:
        An HTML ``article``.
    """
    parts: dict[str, list[Any]] = defaultdict(list)  # a card need not have rules
    for row in rows.itertuples():
        parts[str(row.part)].append(row)
    return fill(
        "cards/protocol_card.html",
        title=rows["title"].iloc[0],
        minutes=rows["minutes"].sum(),
        parts=parts,
    )


def _known_cells(row: Any) -> dict[str, Any]:
    """Return the cells of a row by their columns, with "" for what is unknown."""
    return {name: "" if pd.isna(cell) else cell for name, cell in row._asdict().items()}


def _stated(cell: Any) -> str:
    """Return a judgement, or "" where it is not stated."""
    return "" if pd.isna(cell) or cell == NOT_STATED else str(cell)


def _stance(quote: Any) -> str:
    """Return what a passage says about the question of the article, and why we read it so."""
    stance = _stated(quote.stance)
    stance = "takes no side" if stance == "neutral" else stance
    return ". ".join(filter(None, [stance, _stated(quote.stance_reason)]))


def _where_in_article(paragraph: Any) -> str:
    """Return where the article speaks of something; paragraph 0 is the caption of its picture."""
    if pd.isna(paragraph):
        return ""
    return f", paragraph {paragraph}" if paragraph else ", under its picture"


def chain(quote: Any) -> list[tuple[str, bool]]:
    """Return through whose hands words came to the article: each link, and if it has a name.

    Args:
        quote: One row of a case's ``quotes``; reads ``speaker``, ``named``, ``via``,
            ``via_named`` (where there is such a column), ``outlet`` and ``in_article``.

    Returns:
        The speaker, then who passed the words on, where they were first printed and the article.
    """
    links = [(str(quote.speaker), bool(quote.named))]
    if pd.notna(quote.via):
        via_named = getattr(quote, "via_named", None)
        links.append((str(quote.via), pd.notna(via_named) and bool(via_named)))
    if pd.notna(quote.outlet):
        first_outlet = str(quote.outlet).split(";")[0]
        links.append((first_outlet, True))
    if quote.in_article:
        links.append(("the article", True))
    return links


def word_diff(first: str, printed: str) -> Markup:
    """Show word by word what differs between the words first printed and those printed later.

    Capital letters and signs at the ends of words are not counted as differences, nor is what
    came before and after the words and was cut.

    Args:
        first: The words as they were first printed, with or without quotation marks.
        printed: The words as they were printed later.

    Returns:
        HTML with ``del`` for words left out and ``ins`` for words put in, each with its sign and
        a name that is read aloud; and in how many places the words differ.
    """
    parts = compared(first, printed)
    changes = [part.change for part in parts]
    places = len([change for change in changes if change not in ("equal", "cut")])
    return fill("cards/word_diff.html", parts=parts, places=places, cut="cut" in changes)
