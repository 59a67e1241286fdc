"""What the README shows and says is so. ``python -m tests.test_readme`` draws its picture anew."""

import re

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

import start
from dateline import cards, charts, load_case
from tests.notebooks import FOLDER, PROJECT, read

PICTURE = PROJECT / "figures" / "timeline.png"
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def drawn():
    """Return the timeline of notebook 02 as a chart."""
    case = load_case("baghdad-embassy-2020").until_publication()
    return charts.timeline(
        case.events,
        title="The threat came at the end of a crowded September",
        focus=case.focus,
        source=cards.source_line(case.events, case.sources),
    )


def save(file):
    """Draw the picture, with its words in the file."""
    chart = drawn()
    chart.figure.savefig(file, dpi=144, metadata={"Description": chart.words, "Software": None})


def test_the_picture_is_drawn_from_the_tables(tmp_path):
    """A picture of last year's table is a wrong picture."""
    save(tmp_path / "again.png")
    stored, again = Image.open(PICTURE), Image.open(tmp_path / "again.png")
    assert stored.text["Description"] == again.text["Description"]
    assert stored.size == again.size
    apart = np.asarray(stored, dtype=float) - np.asarray(again, dtype=float)
    assert np.abs(apart).mean() < 1  # of 255; another matplotlib may smooth a letter otherwise


def test_the_picture_of_the_readme_has_words():
    """Who cannot see the picture reads what it shows, with numbers that are still right."""
    alt = re.search(r"!\[([^\]]+)\]\(figures/timeline\.png\)", README)[1]
    assert drawn().words.startswith(alt)


def test_what_the_readme_links_is_there():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 3
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_the_readme_names_only_verbs_that_exist():
    """The two commands are all that many readers will ever type."""
    verbs = re.findall(r"start\.py ([a-z]+)", README)
    assert "test" in verbs
    assert set(verbs) <= set(start.VERBS)


def test_each_notebook_has_its_row():
    """Number, title and minutes, as the notebook itself says them."""
    for path in sorted(FOLDER.glob("[0-9][0-9]_*.ipynb")):
        head = read(path.stem).cells[0].source
        title = re.search(r"^# (.+)", head)[1]
        minutes = re.search(r"\*\*Time\*\* (\S+) minutes", head)[1]
        row = rf"\| {int(path.stem[:2])} \| {title} \|.*\| {minutes} \|"
        assert re.search(row, README), path.stem


if __name__ == "__main__":
    plt.switch_backend("agg")
    save(PICTURE)
