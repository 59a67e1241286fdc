"""Charts: a table goes in, a Chart comes out, and nothing else happens.

No chart reads a file, shows itself or changes its table. Each takes its table first and
everything else by keyword, and says in words what it draws, from the same rows.
"""

from dateline.charts.answers import answers
from dateline.charts.chain import chain
from dateline.charts.chart import Chart
from dateline.charts.compare import drawdown, spread
from dateline.charts.counts import counts
from dateline.charts.deadlines import deadlines
from dateline.charts.framing import framing
from dateline.charts.levels import levels
from dateline.charts.telling_order import telling_order
from dateline.charts.timeline import timeline
from dateline.charts.trap import trap
from dateline.charts.verdicts import verdicts
from dateline.charts.voices import voices

__all__ = [
    "Chart",
    "answers",
    "chain",
    "counts",
    "deadlines",
    "drawdown",
    "framing",
    "levels",
    "spread",
    "telling_order",
    "timeline",
    "trap",
    "verdicts",
    "voices",
]
