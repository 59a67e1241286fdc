"""The notebooks keep the promises that the lesson makes to a class."""

import re

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from dateline import load_case
from tests.article import LONGEST, copied, runs
from tests.notebooks import FOLDER, NAMES, SEALED, executed, outputs, read, run, tags, visible

TAGS = {
    "route-50", "route-120", "self", "express", "teacher", "predict", "exercise", "answer", "talk",
    "check", "explorer", "further", "case-text", "door-a", "door-b", "door-c",
}  # fmt: skip
every = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def case():
    return load_case("baghdad-embassy-2020")


def spine(notebook):
    """Return the cells that a class sees: neither the teacher's nor those under Go further."""
    return [cell for cell in notebook.cells if not {"teacher", "further"} & set(tags(cell))]


def shown_code(notebook):
    return [c for c in notebook.cells if c.cell_type == "code" and "answer" not in tags(c)]


def minutes(notebook):
    """Return the stated least and most minutes."""
    return map(
        int, re.search(r"\*\*Time\*\* (\d+)–(\d+) minutes", notebook.cells[0].source).groups()
    )


def test_there_are_notebooks():
    """A wrong folder would make every test below pass on nothing."""
    assert "02_build_the_timeline" in NAMES


@every
def test_runs_from_top_to_bottom(name):
    """A lesson that stops half-way is worse than none."""
    assert executed(name).cells


def test_a_request_off_the_machine_stops_a_notebook():
    """The guard must hold in the kernel, where the lesson runs."""
    code = "import urllib.request\nurllib.request.urlopen('http://192.0.2.1/')"
    planted = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(CellExecutionError, match=r"must not use the network.*192\.0\.2\.1"):
        run(planted)


def test_a_warning_stops_a_notebook():
    """A pupil must not see a red box of warnings on the projector."""
    code = "import warnings\nwarnings.warn('old way', FutureWarning)"
    planted = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(CellExecutionError, match="old way"):
        run(planted)


@every
def test_no_cell_complains(name):
    """What goes to stderr is shown on a red ground."""
    streams = [out for cell in executed(name).cells for out in cell.get("outputs", [])]
    assert [out.text for out in streams if out.get("name") == "stderr"] == []


@pytest.mark.parametrize("name", SEALED)
def test_gives_nothing_away(name, case):
    """A class predicts before it learns: nothing that became known later is shown."""
    later = case.events[case.events["after_article"]]
    text = outputs(executed(name)) + "".join(cell.source for cell in read(name).cells)
    kept = case.until_publication().sources["source_id"]
    unread = case.sources[~case.sources["source_id"].isin(kept)]
    telling = [*later["title"], *later["summary"], *unread["title"], *unread["url"]]
    assert len(later) > 10
    assert [words for words in telling if words in text] == []
    assert [year for year in ("2021", "2022", "2023", "2024", "2025") if year in text] == []


@pytest.mark.parametrize("name", SEALED)
def test_reads_the_case_up_to_publication(name):
    """One door for the data: a second load_case would let the rest in."""
    code = "\n".join(cell.source for cell in read(name).cells if cell.cell_type == "code")
    assert code.count("load_case(") == code.count(".until_publication()") == 1


@every
def test_opens_as_every_notebook_does(name):
    """A reader learns once where to find what, how long and what for."""
    first, second = read(name).cells[:2]
    assert first.source.startswith("# ")
    assert all(word in first.source for word in ("You'll ", "**You'll learn**", "**Before this**"))
    assert "If you missed the last one" in second.source
    assert len(re.findall(r"^- ", second.source, flags=re.MULTILINE)) == 3


@every
def test_closes_as_every_notebook_does(name):
    """What was learnt, what nobody knows, and where it was read."""
    text = "\n".join(cell.source for cell in read(name).cells)
    places = [
        text.index(f"## {head}") for head in ("Key points", "What we still cannot know", "Sources")
    ]
    assert places == sorted(places)


@every
def test_tags_are_from_the_list(name):
    """A misspelt tag silently drops a cell from a route or an edition."""
    used = {tag for cell in read(name).cells for tag in tags(cell)}
    assert {tag for tag in used - TAGS if not re.fullmatch(r"min-\d+", tag)} == set()


@every
def test_the_minutes_of_the_parts_make_the_stated_minutes(name):
    """A plan that does not add up costs a teacher the end of the lesson."""
    notebook = read(name)
    least, most = minutes(notebook)
    parts = [
        int(tag[4:]) for cell in notebook.cells for tag in tags(cell) if tag.startswith("min-")
    ]
    assert least <= sum(parts) <= most


@every
def test_the_spine_is_short(name):
    """At most 700 words and four activities, so that a class has time to talk."""
    notebook = read(name)
    cells = [cell for cell in spine(notebook) if cell.cell_type == "markdown"]
    words = sum(len(visible(cell).split()) for cell in cells)
    least, _ = minutes(notebook)
    assert words <= 700
    assert words / 150 <= least
    assert len([cell for cell in cells if re.match(r"## \d", cell.source)]) <= 4


@every
def test_code_is_little_and_plain(name):
    """A cell that a pupil cannot read aloud teaches nothing."""
    cells = shown_code(read(name))
    assert len(cells) <= 12
    lines = {cell.id: list(filter(None, cell.source.splitlines())) for cell in cells}
    assert [name for name, own in lines.items() if len(own) > 6] == []
    banned = r"^\s*(def|for|while|try|class|with)\b|^[!%]|https?://|(?<![\w.])/[a-z]+/"
    assert [c.id for c in cells if re.search(banned, c.source, flags=re.MULTILINE)] == []


@every
def test_prose_cells_are_short(name):
    """Say, do, read: a wall of text between two cells is skipped."""
    cells = [cell for cell in spine(read(name))[2:] if cell.cell_type == "markdown"]
    assert [(c.id, n) for c in cells if (n := len(visible(c).split())) > 90] == []


@every
def test_numbers_in_prose_come_from_the_tables(name, case):
    """A number typed into prose goes stale when a cell of a table is corrected."""
    tables = "\n".join(table.to_csv() for table in case.tables.values())
    known = outputs(executed(name)) + tables + case.published.strftime("%d %B %Y")
    odd = []
    for cell in read(name).cells[1:]:
        if cell.cell_type == "markdown":
            text = re.sub(r"^#.*$|`[^`]*`|sections? \d", "", cell.source, flags=re.MULTILINE)
            text = re.sub(
                r"\]\([^)]*\)|\b\d+ minutes?|^\d\.|CC BY 4\.0", "", text, flags=re.MULTILINE
            )
            odd += [n for n in re.findall(r"\d[\d,.]*\d|\d", text) if n not in known]
    assert odd == []


@every
def test_links_in_prose_are_sources_fit_for_pupils(name, case):
    """A link in the lesson is a link of the table, where somebody looked at it."""
    fit = set(case.sources.loc[case.sources["link"], "url"])
    found = {
        url for cell in read(name).cells for url in re.findall(r"https?://[^\s)\"]+", cell.source)
    }
    assert found - fit == set()


@every
def test_every_picture_has_words(name):
    """A picture without words is nothing to a reader who does not see it."""
    pictures = re.findall(r"<img[^>]*>", outputs(executed(name)))
    code = "".join(cell.source for cell in shown_code(read(name)))
    assert bool(pictures) == bool(re.search(r"charts\.\w+\(|timeline_explorer\(", code))
    assert [one[:80] for one in pictures if not re.search(r'alt="[^"]{40,}"', one)] == []


@every
def test_answers_are_folded(name):
    """An answer in sight is read before the question."""
    cells = [cell for cell in read(name).cells if "answer" in tags(cell)]
    asked = [cell for cell in read(name).cells if {"exercise", "door-c"} <= set(tags(cell))]
    assert bool(cells) == bool(asked)
    folded = {"source_hidden": True, "outputs_hidden": True}
    assert [cell.id for cell in cells if dict(cell.metadata.get("jupyter", {})) != folded] == []


@every
def test_is_stored_as_a_person_would_read_it(name):
    """Ids that say what a cell is for, and an indent of one, make a change readable."""
    notebook, text = read(name), (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    ids = [cell.id for cell in notebook.cells]
    assert [one for one in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", one)] == []
    assert len(set(ids)) == len(ids)
    assert text.startswith('{\n "cells"')
    assert "widgets" not in notebook.metadata


@every
def test_shares_no_sentence_with_the_article(name, case):
    """The article is not ours to copy; what somebody said in it is quoted from the table."""
    text = "\n".join(cell.source for cell in read(name).cells)
    assert copied(text) == []
    said = {run for words in case.quotes["text"].dropna() for run in runs(words).values()}
    assert [run for run in copied(outputs(executed(name))) if run not in said] == []
    prose = (cell.source for cell in read(name).cells if cell.cell_type == "markdown")
    quoted = [words for said in prose for words in re.findall(r"[“\"]([^”\"]+)[”\"]", said)]
    assert [words for words in quoted if len(words.split()) > LONGEST] == []
