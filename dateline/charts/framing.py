"""One cut in the words of several newsrooms: where their words put it, and where the numbers."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import draw_framing as ruler
from dateline.charts import old_axes as sheet
from dateline.charts import row_axis as rows
from dateline.charts.chart import Chart, need
from dateline.charts.fractions import FRACTIONS, OVER, UNDER, called, percent
from dateline.charts.old_page import Paper
from dateline.charts.old_type import SOFT, canvas

READS = ["publisher", "phrase", "implied_words", "implied_share", "value_from", "value_to"]
LEAD = "Each mark stands where the words put the share; a line joins it to that of its own numbers."
SHARES = {"implied_share": "share in words", "computed": "share in numbers"}
REST = 9  # key, axis and margins, in letter heights
END = 0.6  # the ruler ends at 60 %, later if the words do


def framing(framing: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw a ruler of shares: each newsroom's words where they put the cut, its numbers as lines.

    Args:
        framing: Wordings of one cut; reads ``publisher``, ``phrase``, ``implied_words``
            ("almost", "more than" ...), ``implied_share`` (a part of 1; a row without one is
            left out), ``value_from`` and ``value_to``.
        source: Who published the words: a line that ``cards.source_line`` makes.
        title: What stands above the picture.

    Returns:
        A Chart from 0 to 60 %; its table has a row a wording: the share in words, the share
        computed from the two numbers, and how many percentage points lie between them.

    Raises:
        ValueError: ``framing`` has no rows with a share in words and a number to start from, or
            lacks one of the columns; or the numbers of a row rise.
    """
    told = wordings(framing)
    rowwise: list[Any] = list(told.itertuples())
    names = [(str(row.publisher).split(" (")[0], f"“{row.phrase}”") for row in rowwise]
    told = told.assign(
        form=told["implied_words"].map(_way),
        short=told["computed"].map(percent),
        numbers=[_numbers(row) for row in told.itertuples()],
    )
    lines = told.drop_duplicates("computed").sort_values("computed", ignore_index=True)
    used = {share: called(share) for share in told["implied_share"].unique()}
    used = dict(sorted(used.items(), key=lambda one: one[1].endswith("%")))  # fractions first
    end = min(1.0, max(END, float(told[["implied_share", "computed"]].max().max()) + 0.1))
    found = " ".join(_nearer(line, told) for line in lines.itertuples())
    above, over = title or "Where the words put the cut, and the numbers", sheet.LINE * len(lines)

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = rows.cut(Paper(medium, above, [(LEAD, SOFT)], "", source), names, REST + over)
            y = rows.frame(ax, paper, names, key=ruler.key(told), over=over)
            ruler.ruler(ax, used, end)
            ruler.lines(ax, lines)
            ruler.words(ax, told, y, "" if medium == "phone" else " points")
        return fig

    return Chart(
        name="framing",
        title=above,
        words=f"A ruler from 0 to {100 * end:.0f} % with {len(told)} wordings of one cut: "
        f"{'; '.join(f'{who} {what}' for who, what in names)}. {found}",
        axes=f"Down: a row a newsroom. Across: a share, from 0 to {100 * end:.0f} %.",
        table=_readable(told),
        source=source,
        draw=draw,
        numbers=told.set_index("publisher")[[*SHARES]].rename(columns=SHARES),
    )


def wordings(framing: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings that name a share, the smallest first, beside that of their numbers.

    Added are ``computed`` (a part of 1) and ``points`` (how far apart the two are, in per cent).
    """
    need(framing, READS)
    complete = framing[["implied_share", "value_from", "value_to"]].notna().all(axis=1)
    told = framing[complete & framing["value_from"].gt(0).fillna(False).astype(bool)]
    need(told, READS)
    told = told.sort_values(["implied_share", "publisher"], kind="stable", ignore_index=True)
    told["computed"] = 1 - told["value_to"].astype(float) / told["value_from"].astype(float)
    if (rise := told[told["computed"] < 0]).size:
        raise ValueError(f"{_numbers(rise.iloc[0])} is no cut: keep rows whose number falls.")
    told["points"] = 100 * (told["implied_share"] - told["computed"]).abs()
    return told


def _nearer(line: Any, told: pd.DataFrame) -> str:
    """Say which of the fractions that were used lies nearest to a computed share."""
    used = {called(share): share for share in told["implied_share"]}
    used = {name: share for name, share in used.items() if name in FRACTIONS}
    off = sorted((100 * abs(share - line.computed), name) for name, share in used.items())
    said = ", then ".join(f"{name} ({points:.1f} points away)" for points, name in off)
    is_nearest = f"of the fractions used, nearest is {said or 'none'}"
    return f"{_numbers(line)} is {percent(line.computed)}; {is_nearest}."


def _numbers(line: Any) -> str:
    return f"{int(line.value_from):,} to {int(line.value_to):,}"


def _way(softener: Any) -> str:
    """Return the form of a mark: it points to where a softening word shifts the share."""
    return "<" if softener in UNDER else ">" if softener in OVER else "o"


def _readable(told: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings as a reader wants them."""
    said = told["implied_words"].fillna("") + " " + told["implied_share"].map(called)
    return pd.DataFrame(
        {
            "publisher": told["publisher"],
            "words": told["phrase"],
            "share in words": said.str.strip(),
            "numbers": [_numbers(row) for row in told.itertuples()],
            "share in numbers": told["computed"].map(percent),
            "points apart": told["points"].round(1),
        }
    )
