"""The chain: through whose hands each passage of an article came."""

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_chain as links
from dateline.charts import row_axis as rows
from dateline.charts.chart import Chart, need
from dateline.charts.old_page import Paper
from dateline.charts.old_type import SOFT, canvas
from dateline.words import count

REST = 7  # key, axis and margins, in letter heights


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
