"""Charts: a table goes in, a Chart comes out, and nothing else happens.

No chart reads a file, shows itself or changes its table. Each takes its table first and
everything else by keyword, and says in words what it draws, from the same rows.
"""

from dateline.charts.look import Chart
from dateline.charts.telling_order import telling_order
from dateline.charts.timeline import timeline

__all__ = ["Chart", "telling_order", "timeline"]
