"""Levels side by side: what each source counted, and how large each says a change was."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from dateline.charts import bars, draw_levels
from dateline.charts import row_axis as rows
from dateline.charts.chart import Chart, need
from dateline.charts.fractions import percent
from dateline.charts.levels import READS, known, readable
from dateline.charts.old_page import Paper
from dateline.charts.old_type import MEDIA, SOFT, TINT, canvas
from dateline.words import count

REST = 7  # key, axis and margins, in letter heights


def spread(
    levels: pd.DataFrame, sources: pd.DataFrame, *, group: str, source: str, title: str = ""
) -> Chart:
    """Draw what several sources say of one moment: a mark a source, and how far apart they lie.

    Args:
        levels: As for ``charts.levels``; also reads ``conflict_group`` and ``source_ids``.
        sources: The case's ``sources``; reads ``source_id`` and ``publisher``.
        group: The name that rows which disagree share in ``conflict_group``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default the lowest and the highest.

    Returns:
        A Chart; its axis starts at zero and its table has a row a source.

    Raises:
        ValueError: A table has no rows or lacks a column, or no row is in the group.
    """
    need(levels, [*READS, "conflict_group", "source_ids"])
    groups = levels["conflict_group"].dropna().unique()
    if group not in groups:
        known_as = ", ".join(groups) or "none; no row of the table disagrees with another"
        raise ValueError(f"No rows disagree under the name {group!r}; names: {known_as}.")
    own = known(levels[levels["conflict_group"] == group]).sort_values("value", ignore_index=True)
    low, high = int(own["value"].min()), int(own["value"].max())
    names = [
        (who, f"{row.when}: {row.measure}, {_known(row.scope)}")
        for who, row in zip(_publishers(own, sources), _each(own), strict=True)
    ]
    apart = f"{high - low:,} apart, {percent((high - low) / max(high, 1))} of the highest"
    figures = count(len(own), "figure", "figures")
    above = title or f"{low:,} or {high:,}? {figures} that disagree"
    lead = f"{own['series'][0]}. Shaded: they lie {apart}."

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = rows.cut(Paper(medium, above, [(lead, SOFT)], "", source), names, REST)
            bars.across(ax, high)
            y = rows.frame(ax, paper, names, key=draw_levels.samples(own))
            ax.axvspan(low, high, color=TINT, lw=0, zorder=-3)
            bars.dots(ax, own, y)
        return fig

    return Chart(
        name="spread",
        title=above,
        words=f"{figures} for {own['series'][0]} that disagree, from {low:,} "
        f"({names[0][0]}) to {high:,} ({names[-1][0]}): {apart}.",
        axes=f"Down: a row a source. Across: a number, from 0 to {high:,}.",
        table=readable(own),
        source=source,
        draw=draw,
        numbers=pd.DataFrame(
            {own["series"][0]: own["value"].to_list()}, [", ".join(name) for name in names]
        ),
    )


def _each(table: pd.DataFrame) -> list[Any]:
    return list(table.itertuples())


def _known(scope: Any) -> str:
    return "scope not stated" if pd.isna(scope) or not scope else str(scope)


def _publishers(own: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    """Return who published each row, without the remark in brackets where a copy was read."""
    need(sources, ["source_id", "publisher"])
    known_as = dict(zip(sources["source_id"], sources["publisher"], strict=True))
    first = own["source_ids"].str.split(";").str[0]
    return [str(known_as.get(name, name)).split(" (")[0] for name in first]


def drawdown(levels: pd.DataFrame, sources: pd.DataFrame, *, source: str, title: str = "") -> Chart:
    """Draw before and after as each source gives them, and what share the change is.

    Args:
        levels: As for ``charts.levels``, with ``source_ids``. Of the rows of one source, series
            and scope the earliest is the level before, the latest the level after; a source of
            one row is left out, and the chart says which.
        sources: The case's ``sources``; reads ``source_id`` and ``publisher``.
        source: Who published the rows: a line that ``cards.source_line`` makes.
        title: What stands above the picture; by default the shares.

    Returns:
        A Chart; its axis starts at zero and its table has a row a source: ``before``,
        ``after``, ``difference`` and ``share`` of the level before, computed from the rows.

    Raises:
        ValueError: A table has no rows or lacks a column; no source has two levels of different
            dates; or a level before is zero, of which no share can be computed.
    """
    need(levels, [*READS, "source_ids"])
    pairs = _pairs(levels, sources)
    every = set(levels["source_ids"].dropna().str.split(";").explode())
    alone = sorted(every - set(pairs["source_ids"]))
    change = "cut" if _all_cut(pairs) else "change"
    above = title or f"The same {change}: {' or '.join(pairs['share'].map(percent).unique())}"
    said = pairs["who"] + ": " + pairs["said"] + ", " + pairs["status"]
    lead = f"{pairs['series'][0]}. Each share is computed from the two numbers of its source."
    names = [
        (
            pair.who,
            f"{pair.before:,} to {pair.after:,} by {pair.by} ({pair.status}): {_change(pair)}",
        )
        for pair in _each(pairs)
    ]
    lone = _publishers(pd.DataFrame({"source_ids": alone}, dtype="str"), sources)
    note = f"Not drawn, for it gives one number only: {'; '.join(lone)}." if lone else ""
    notes = dict.fromkeys(MEDIA, note)

    def draw(medium: str) -> Figure:
        with canvas(medium, layout=None) as (fig, ax):
            paper = Paper(medium, above, [(lead, SOFT)], notes[medium], source)
            paper = rows.cut(paper, names, REST)
            bars.across(ax, int(pairs[["before", "after"]].max().max()))
            y = rows.frame(ax, paper, names, notes[medium], key=bars.key(pairs, change))
            bars.bars(ax, pairs, y)
        return fig

    table = pairs[["who", "before", "when", "after", "by", "status", "difference", "share"]]
    return Chart(
        name="drawdown",
        title=above,
        words=". ".join(f"{who}: {what}" for who, what in names) + ".",
        axes="Down: a row a source. Across: a number, from 0.",
        table=table.assign(share=pairs["share"].map(percent)),
        source=source,
        draw=draw,
        notes=notes,
        numbers=pairs.set_index(said)[["before", "after"]],
    )


def _change(pair: Any) -> str:
    more = "more" if pair.difference > 0 else "fewer"
    return f"{abs(pair.difference):,} {more}, {percent(pair.share)}"


def _pairs(levels: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source that gives a level before and one after of the same scope."""
    own = known(levels.dropna(subset=["source_ids"]))
    own["source_ids"] = own["source_ids"].str.split(";")
    own = own.explode("source_ids").sort_values("date", kind="stable")
    own["scope"] = own["scope"].fillna("")
    same = ["source_ids", "series", "scope"]  # what is not the same cannot have changed
    first, last = (own.drop_duplicates(same, keep=end) for end in ("first", "last"))
    pairs = first.merge(last, on=same, suffixes=("", "_after"))
    pairs = pairs[pairs["date"] < pairs["date_after"]].reset_index(drop=True)
    if pairs.empty:
        raise ValueError("No source gives a level before and one after: keep two rows of one.")
    if (pairs["value"] == 0).any():
        raise ValueError("A level before is 0, and a share of 0 cannot be computed: start later.")
    difference = pairs["value_after"] - pairs["value"]
    share = difference.abs() / pairs["value"]
    return pd.DataFrame(
        {
            "series": pairs["series"],
            "source_ids": pairs["source_ids"],
            "who": _publishers(pairs, sources),
            "before": pairs["value"],
            "when": pairs["when"],
            "after": pairs["value_after"],
            "by": pairs["when_after"],
            "status": pairs["status_after"],
            "difference": difference,
            "share": share,
            "said": share.map(percent),
        }
    )


def _all_cut(pairs: pd.DataFrame) -> bool:
    return bool((pairs["difference"] <= 0).all())
