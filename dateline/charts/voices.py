"""Voices: who is quoted and who is not, through whose hands, and where in the article."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_chain as links
from dateline.charts import old_axes as sheet
from dateline.charts import row_axis as rows
from dateline.charts.chart import Chart, need
from dateline.charts.old_page import Paper
from dateline.charts.old_type import ACCENT, INK, SOFT, canvas
from dateline.words import count

REST = 7  # key, axis and margins, in letter heights


def voices(quotes: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw how many words of each side are quoted in the article; sides with none are shown, too.

    Args:
        quotes: A case's ``quotes``; reads ``side``, ``in_article`` (true or false), ``text``
            and ``words`` (how many are quoted). Rows that are not in the article, or only a
            paraphrase, name the sides that could have been quoted.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default how many sides are quoted.

    Returns:
        A Chart; its axis starts at zero and its table has a row a side.

    Raises:
        ValueError: ``quotes`` has no rows, or lacks one of the columns.
    """
    need(quotes, ["side", "in_article", "text", "words"])
    told = quotes["in_article"].astype(bool) & quotes["text"].notna()
    sides = quotes.assign(
        side=quotes["side"].fillna("not known"),
        words=quotes["words"].where(told, 0),
        quotations=told.astype(int),
    )
    sides = sides.groupby("side", sort=False)[["words", "quotations"]].sum().astype(int)
    sides = sides.sort_values("words", ascending=False, kind="stable").reset_index()
    names = [(str(row.side), "") for row in sides.itertuples()]
    said = [_said(row) for row in sides.itertuples()]
    heard = int((sides["words"] > 0).sum())
    above = (
        title or f"{count(heard, 'side is', 'sides are')} quoted, {len(sides) - heard} not at all"
    )
    lead = "Words inside quotation marks; paraphrases are not counted."

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = rows.cut(Paper(medium, above, [(lead, SOFT)], "", source), names, REST)
            ax.set(xlim=(0, max(1, sides["words"].max()) * (2.7 if medium == "phone" else 1.5)))
            y = rows.frame(ax, paper, names)
            ax.barh(y, sides["words"], 0.5 if medium != "phone" else 0.25, color=INK)
            for words, up, text in zip(sides["words"], y, said, strict=True):
                colour = INK if words else ACCENT
                ax.annotate(
                    text, (words, up), (0.5 * paper.font, 0), textcoords="offset points",
                    va="center_baseline", color=colour, size=paper.font, gid="words",
                )  # fmt: skip
        return fig

    none = sides.loc[sides["words"] == 0, "side"]
    counted = [f"{row.side} {_said(row)}" for row in sides.itertuples() if row.words]
    return Chart(
        name="voices",
        title=above,
        words=f"Quoted words by side: {'; '.join(counted) or 'none'}. "
        f"Nobody of these is quoted: {', '.join(none) or 'none is missing'}.",
        axes="Down: a row a side. Across: quoted words, from 0.",
        table=sides,
        source=source,
        draw=draw,
        numbers=sides.set_index("side")[["words"]],
    )


def _said(row: Any) -> str:
    if not row.words:
        return "0: not quoted"
    return f"{row.words} words in {count(row.quotations, 'quotation', 'quotations')}"


def chain(quotes: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw through whose hands each passage of the article came; rows of one origin are joined.

    A mark is a link: the speaker, who passed the words on, where they were first printed, the
    article. A hollow mark has no name.

    Args:
        quotes: A case's ``quotes``; reads ``in_article`` (rows with true are drawn),
            ``paragraph``, ``sentence``, ``speaker``, ``named``, ``via``, ``outlet`` (several
            with semicolons: the first is drawn) and ``opening_words``.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default how many passages share an origin.

    Returns:
        A Chart; its table has a row a passage, passages of one origin together.

    Raises:
        ValueError: ``quotes`` has no rows of the article, or lacks one of the columns.
    """
    columns = ["in_article", "paragraph", "sentence", "speaker", "named", "via", "outlet"]
    need(quotes, [*columns, "opening_words"])
    told = quotes[quotes["in_article"].astype(bool)]
    need(told, columns)
    origin = told["outlet"].fillna("not known").str.split(";").str[0].str.split(r" \(").str[0]
    told = told.assign(origin=origin, many=origin.map(origin.value_counts()))
    order = ["many", "origin", "paragraph", "sentence"]
    told = told.sort_values(order, ascending=[False, True, True, True], ignore_index=True)
    names = [
        (str(row.speaker), f"{row.paragraph}: “{row.opening_words} …”") for row in told.itertuples()
    ]
    most = told.iloc[0]
    above = title or f"{most['many']} of {len(told)} passages are traced to {most['origin']}"
    lead = "Hollow: no name is given. Orange: traced to one origin."

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = rows.cut(Paper(medium, above, [(lead, SOFT)], "", source), names, REST)
            ax.set(xlim=(links.FIRST, links.LAST))
            ax.set_xticks(links.AT[medium], links.NAMES.get(medium, links.LINKS))
            y = rows.frame(ax, paper, names, key=links.key())
            ax.grid(visible=False)
            links.chain(ax, told, y, paper)
        return fig

    unnamed = int((~told["named"].astype(bool) | told["via"].notna()).sum())
    return Chart(
        name="chain",
        title=above,
        words=f"The way of {count(len(told), 'passage', 'passages')} to the article: "
        f"{most['many']} are traced to {most['origin']}; {unnamed} have a link without a name. "
        f"Origins: {', '.join(f'{name} ({n})' for name, n in origin.value_counts().items())}.",
        axes="Down: a row a passage. Across: speaker, passed on by, first printed in, article.",
        table=told[["paragraph", "sentence", "speaker", "named", "via", "outlet"]].fillna(""),
        source=source,
        draw=draw,
    )


def places(
    quotes: pd.DataFrame, paragraphs: pd.DataFrame, *, source: str, title: str = ""
) -> Chart:
    """Draw where in the article its quotations and paraphrases stand, and how long they are.

    Args:
        quotes: A case's ``quotes``; reads ``in_article``, ``kind``, ``char_start`` and
            ``char_end`` (characters, counted from 0) and ``speaker``.
        paragraphs: A case's ``paragraphs``; reads ``paragraph``, ``char_start``, ``char_end``.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: What stands above the picture.

    Returns:
        A Chart from the article's first letter to its last; a row a kind of passage.

    Raises:
        ValueError: A table has no rows of the article, or lacks one of the columns.
    """
    need(quotes, ["in_article", "kind", "char_start", "char_end", "speaker"])
    need(paragraphs, ["paragraph", "char_start", "char_end"])
    told = quotes[quotes["in_article"].astype(bool)].dropna(subset=["char_start", "char_end"])
    need(told, ["char_start"])
    told = told.sort_values("char_start", ignore_index=True)
    kinds = list(told["kind"].value_counts().index)
    names = [
        (kind, count(int((told["kind"] == kind).sum()), "passage", "passages")) for kind in kinds
    ]
    end = int(max(told["char_end"].max(), paragraphs["char_end"].max()))
    above = title or "Where others speak in the article"
    lead = "From the first letter of the article to its last."
    shares = (told["char_end"] - told["char_start"]).groupby(told["kind"]).sum() / end

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = rows.cut(Paper(medium, above, [(lead, SOFT)], "", source), names, REST)
            ax.set(xlim=(0, end))
            y = rows.frame(ax, paper, names)
            starts = paragraphs[paragraphs["paragraph"] > 0].sort_values("char_start")
            at = starts["char_start"].astype(int).tolist()
            points = sheet.size(ax)[0] / end
            ax.set_xticks(at, links.apart([f"¶{n}" for n in starts["paragraph"]], at, points))
            for kind, up in zip(kinds, y, strict=True):
                own = told[told["kind"] == kind]
                wide = (own["char_end"] - own["char_start"]).astype(int)
                colour = SOFT if kind == "paraphrase" else ACCENT
                ax.barh(np.full(len(own), up), wide, 0.3, left=own["char_start"].astype(int),
                        color=colour, ec="white", lw=0.6)  # fmt: skip
        return fig

    said = [f"{what} {kind}, {100 * shares[kind]:.0f} % of its length" for kind, what in names]
    return Chart(
        name="places",
        title=above,
        words=f"Where others speak in the article: {'; '.join(said)}.",
        axes="Across: the article from its first letter, by paragraph. Down: kinds of passage.",
        table=told[["speaker", "kind", "char_start", "char_end"]],
        source=source,
        draw=draw,
    )
