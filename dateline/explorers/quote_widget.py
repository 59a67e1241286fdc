"""The quote explorer as a widget: what is chosen in the page is known in Python, and set there."""

import json
from typing import Any

import anywidget
import pandas as pd
import traitlets

from dateline.cards import SourceLines, quote_card
from dateline.case.errors import near
from dateline.explorers.quotes import INSIDE, OUTSIDE, filter_values, fold, menu_options
from dateline.explorers.rows import plain_rows
from dateline.explorers.widgets import display_before_view
from dateline.web import fill


class QuoteExplorer(anywidget.AnyWidget):
    """Quotations as cards, with menus, a search and a place for two side by side.

    Attributes:
        filters: What the menus choose, by column: ``{"side": "town hall"}``. The columns are
            ``side``, ``speaker``, ``kind``, ``stance`` and ``paragraph``.
        search: What is searched in the words and the speakers.
        compare: The ``quote_id`` of the cards side by side, at most two.
    """

    _esm = str(fill("explorers/quotes_bridge.js"))

    filters = traitlets.Dict().tag(sync=True)
    search = traitlets.Unicode().tag(sync=True)
    compare = traitlets.List(traitlets.Unicode(), maxlen=2).tag(sync=True)

    def __init__(self, quotes: pd.DataFrame, sources: pd.DataFrame) -> None:
        """Make the cards of all quotations."""
        self._quotes = quotes
        self._values = filter_values(quotes)
        self._options = menu_options(self._values)
        lines = SourceLines(sources)
        self._cards = []
        for row, values in zip(plain_rows(quotes), self._values.to_dict("records"), strict=True):
            self._cards.append((row.quote_id, values, quote_card(row, lines)))
        self._folded: list[str] = []
        super().__init__()

    @property
    def selected(self) -> pd.DataFrame:
        """The rows of the table that the filters and the search find."""
        found = pd.Series(True, index=self._values.index)
        for column, value in self.filters.items():
            cells = self._values[column]
            found &= (cells != OUTSIDE) if value == INSIDE else (cells == value)

        sought = fold(self.search)
        if sought:
            found &= pd.Series([sought in text for text in self._folded_texts()])
        return self._quotes[found.to_numpy()]

    @property
    def html(self) -> str:
        """The explorer as one piece of HTML that needs no kernel, as it is set now."""
        start = {"filters": self.filters, "search": self.search, "compare": self.compare}
        return str(
            fill(
                "explorers/quotes.html",
                cards=self._cards,
                options=self._options,
                start=json.dumps(start),
            )
        )

    def _repr_html_(self) -> str:
        return self.html

    def _ipython_display_(self) -> None:
        """Show the HTML, and after it the view that joins it to Python and draws nothing."""
        display_before_view(self.html, self)

    def _folded_texts(self) -> list[str]:
        """Return what is searched, folded: on each row the words, then the speaker."""
        if not self._folded:
            words = self._quotes["text"].fillna(self._quotes["our_summary"]).fillna("")
            speakers = self._quotes["speaker"].fillna("")
            for text, speaker in zip(words, speakers, strict=True):
                # A search has no line break, so none is found across the words and the speaker.
                self._folded.append(f"{fold(str(text))}\n{fold(str(speaker))}")
        return self._folded

    @traitlets.validate("filters")
    def _check_filters(self, proposal: Any) -> dict[str, str]:
        """Refuse a column or a value that no menu has; leave out menus that are at "any"."""
        filters = {}
        for column, value in proposal["value"].items():
            if column not in self._options:
                raise ValueError(_unknown("menu", column, list(self._options)))
            name = str(value)
            if name in ("", "any"):
                continue
            if name not in self._options[column]:
                raise ValueError(_unknown(column, name, self._options[column]))
            filters[column] = name
        return filters

    @traitlets.validate("compare")
    def _check_compare(self, proposal: Any) -> list[str]:
        """Refuse the name of a quotation that is not in the table."""
        known = [str(name) for name in self._quotes["quote_id"]]
        for name in proposal["value"]:
            if name not in known:
                raise ValueError(_unknown("quotation", name, known))
        return list(proposal["value"])


def _unknown(what: str, name: object, known: list[str]) -> str:
    """Return the sentence about a name that is not there."""
    return (
        f"There is no {what} called {name!r}.{near(str(name), known)} There are: {_listed(known)}."
    )


def _listed(names: list[str]) -> str:
    """Return names in a row, not more than a reader reads."""
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
