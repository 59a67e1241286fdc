"""Verdicts: how often each was given, as bars from zero."""

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import bars
from dateline.charts import row_axis as rows
from dateline.charts.chart import Chart, need
from dateline.charts.old_page import Paper
from dateline.charts.old_type import INK, SOFT, canvas
from dateline.words import count

REST = 7  # axis and margins, in letter heights
LEAD = "A choice of sentences that can be checked: no mark for a writer or a paper."


def verdicts(claims: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw how many claims got each verdict.

    Args:
        claims: A case's ``claims``; reads ``verdict``.
        source: Who published what the verdicts rest on: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default how many claims there are.

    Returns:
        A Chart; its axis starts at zero, the most frequent verdict stands first.

    Raises:
        ValueError: ``claims`` has no rows, or lacks the column.
    """
    need(claims, ["verdict"])
    counts = claims["verdict"].value_counts().rename("claims").reset_index()
    names = [(str(verdict), "") for verdict in counts["verdict"]]
    above = title or f"{count(len(claims), 'claim', 'claims')}, each with a verdict of its own"

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = rows.cut(Paper(medium, above, [(LEAD, SOFT)], "", source), names, REST)
            bars.across(ax, int(counts["claims"].max()))
            y = rows.frame(ax, paper, names)
            drawn = ax.barh(y, counts["claims"], 0.5 if medium != "phone" else 0.25, color=INK)
            for label in ax.bar_label(drawn, padding=0.5 * paper.font, size=paper.font):
                label.set_gid("words")
        return fig

    said = [f"{row.verdict} {row.claims}" for row in counts.itertuples()]
    return Chart(
        name="verdicts",
        title=above,
        words=f"Verdicts on {count(len(claims), 'claim', 'claims')}: {', '.join(said)}. {LEAD}",
        axes="Down: a row a verdict. Across: claims, from 0.",
        table=counts,
        source=source,
        draw=draw,
        numbers=counts.set_index("verdict"),
    )
