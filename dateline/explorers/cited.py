"""What explorers read of the sources, and the lines that name them, each made once."""

import pandas as pd
from markupsafe import Markup

from dateline.cards import source_line

COLUMNS = ["source_id", "publisher", "title", "url", "link"]


def lines(rows: pd.DataFrame, sources: pd.DataFrame) -> dict[str, Markup]:
    """Return the line of sources for each list of ids that rows cite; no two rows share a label."""
    once = rows.drop_duplicates("source_ids")
    return {
        ids: source_line(once.loc[[index]], sources) for index, ids in once["source_ids"].items()
    }
