"""The notebooks keep the promises that the lesson makes to a class.

Each test looks at all notebooks and lists what is wrong, with the name of the notebook.
"""

import re

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from dateline import load_case
from tests.article import LONGEST, copied, runs
from tests.notebooks import (
    FOLDER,
    NAMES,
    OTHER,
    SEALED,
    executed,
    outputs,
    read,
    run,
    tags,
    visible,
)

TAGS = set(
    "route-50 route-120 self express teacher predict exercise answer talk check explorer further"
    " case-text door-a door-b door-c lesson".split()
)
# What code in a lesson does without: loops and the like, commands, the network, absolute paths.
BANNED = r"^\s*(def|for|while|try|class|with)\b|^[!%]|https?://|(?<![\w.])/[a-z]+/"

ASKED = re.compile(r"questions\.ask\(([^)]*)\)")


@pytest.fixture(scope="module")
def case():
    return load_case("baghdad-embassy-2020")


def spine(notebook):
    """Return the cells that a class sees: neither the teacher's nor those under Go further."""
    return [cell for cell in notebook.cells if not {"teacher", "further"} & set(tags(cell))]


def markdown(cells):
    return [cell for cell in cells if cell.cell_type == "markdown"]


def code(notebook):
    """Return the cells of code that a reader sees: answers are folded."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell in cells if "answer" not in tags(cell)]


def sources(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


def minutes(notebook):
    """Return the stated least and most minutes."""
    found = re.search(r"\*\*Time\*\* (\d+)–(\d+) minutes", notebook.cells[0].source)
    return int(found[1]), int(found[2])


# ---- As they are run


@pytest.mark.parametrize("name", NAMES)
def test_runs_from_top_to_bottom_and_no_cell_complains(name):
    """A lesson that stops half-way is worse than none; what goes to stderr is shown in red."""
    found = [output for cell in executed(name).cells for output in cell.get("outputs", [])]
    assert found
    assert [output.text for output in found if output.get("name") == "stderr"] == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("import urllib.request as u; u.urlopen('http://192.0.2.1/')", "must not use the network"),
        ("import warnings; warnings.warn('old way', FutureWarning)", "old way"),
    ],
)
def test_the_network_and_a_warning_stop_a_notebook(cell, message):
    """The guard must work in the kernel; a class must see no red box on the projector."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    with pytest.raises(CellExecutionError, match=message):
        run(notebook)


def test_nothing_later_than_the_article_is_given_away(case):
    """A class predicts before it learns: what became known later is neither shown nor told."""
    later = case.events[case.events["after_article"]]
    known = case.until_publication().sources["source_id"]
    unread = case.sources[~case.sources["source_id"].isin(known)]
    telling = [*later["title"], *later["summary"], *unread["title"], *unread["url"]]
    assert len(later) > 10
    found = []
    for name in SEALED:
        text = outputs(executed(name)) + sources(read(name))
        found += [(name, words) for words in telling if words in text]
        # Digits within a longer word are part of a picture or of the id of a widget.
        found += [(name, year) for year in re.findall(r"\b202[1-5]\b", text)]
    assert found == []


def test_the_last_act_gives_nothing_away_before_it_is_opened(case):
    """Who scrolls down before the numbers are in sees no title, no number and no year of it."""
    (name,) = set(NAMES) - {*SEALED, OTHER}
    sealed = r"(?s)<div class=\"dl-questions dl-seal.*<details>.*</details>"
    in_sight = sources(read(name))
    hidden = 0
    for cell in executed(name).cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            in_sight += re.sub(sealed, "", html)
            hidden += len(re.findall(sealed, html))
    later = case.events[case.events["after_article"]]
    telling = [*later["title"], *later["summary"], *case.outcomes["what_happened_next"]]
    telling += [*case.claims["what_happened_next"].dropna(), "2,500", "November"]
    assert hidden >= 6
    assert [words for words in telling if words in in_sight] == []


def test_numbers_in_prose_come_from_the_tables(case):
    """A number typed into prose goes stale when a cell of a table is corrected."""
    tables = "\n".join(table.to_csv() for table in case.tables.values())
    no_numbers_of_ours = r"^#.*$|`[^`]*`|sections? \d|\]\([^)]*\)|\b\d+ minutes?|^\d\.|CC BY 4\.0"
    found = []
    for name in NAMES:
        known = outputs(executed(name)) + tables + case.published.strftime("%d %B %Y")
        for cell in markdown(read(name).cells[1:]):
            text = re.sub(no_numbers_of_ours, "", cell.source, flags=re.MULTILINE)
            numbers = re.findall(r"\d[\d,.]*\d|\d", text)
            found += [(name, cell.id, number) for number in numbers if number not in known]
    assert found == []


def test_every_picture_has_words():
    """Without words a picture is nothing to a reader who cannot see it."""
    found = []
    for name in NAMES:
        pictures = re.findall(r"<img[^>]*>", outputs(executed(name)))
        draws = re.search(r"charts\.\w+\(|timeline_explorer\(", sources(read(name)))
        if draws and not pictures:
            found.append((name, "no picture"))
        wordless = [each for each in pictures if not re.search(r'alt="[^"]{40,}"', each)]
        found += [(name, picture[:80]) for picture in wordless]
    assert found == []


def test_no_sentence_of_the_article_is_copied(case):
    """The article is not ours to copy; what somebody said in it is quoted from the table."""
    quoted = {words for text in case.quotes["text"].dropna() for words in runs(text).values()}
    found = []
    for name in NAMES:
        notebook = read(name)
        found += [(name, words) for words in copied(sources(notebook))]
        found += [(name, words) for words in copied(outputs(executed(name))) if words not in quoted]
        prose = "\n".join(cell.source for cell in markdown(notebook.cells))
        quotations = re.findall(r"[“\"]([^”\"\n]+)[”\"]", prose)
        found += [(name, words) for words in quotations if len(words.split()) > LONGEST]
    assert found == []


# ---- As they are written


def test_each_reads_the_case_up_to_publication():
    """One door for the data: a second load_case would let the rest in."""
    found = []
    for name in SEALED:
        text = "\n".join(cell.source for cell in read(name).cells if cell.cell_type == "code")
        if not text.count("load_case(") == text.count(".until_publication()") == 1:
            found.append(name)
    assert found == []


def test_each_opens_and_closes_the_same_way():
    """A reader learns once where to find what to do, how long it takes, and what is unknown."""
    promises = ("# ", "You'll ", "**You'll learn**", "**Before this**")
    endings = ("## Key points", "## What we still cannot know", "## Sources")
    found = []
    for name in NAMES:
        notebook = read(name)
        first, second = notebook.cells[:2]
        if not first.source.startswith("# "):
            found.append((name, "no title"))
        found += [(name, words) for words in promises if words not in first.source]
        points = len(re.findall(r"^- ", second.source, flags=re.MULTILINE))
        if "If you missed the last one" not in second.source or points != 3:
            found.append((name, "what the last one said, in three points"))
        places = [sources(notebook).find(words) for words in endings]
        if -1 in places or places != sorted(places):
            found.append((name, "the endings and their order"))
    assert found == []


def test_tags_are_from_the_list():
    """A misspelled tag silently drops a cell from a route or from the website."""
    found = []
    for name in NAMES:
        used = {tag for cell in read(name).cells for tag in tags(cell)}
        unknown = {tag for tag in used - TAGS if not re.fullmatch(r"min-\d+|needs-[a-z]+", tag)}
        found += [(name, tag) for tag in unknown]
    assert found == []


def test_the_minutes_of_the_parts_make_the_stated_minutes():
    """A plan that does not add up costs a teacher the end of the lesson."""
    found = []
    for name in NAMES:
        notebook = read(name)
        used = [tag for cell in notebook.cells for tag in tags(cell)]
        total = sum(int(tag.removeprefix("min-")) for tag in used if tag.startswith("min-"))
        least, most = minutes(notebook)
        if not least <= total <= most:
            found.append((name, total))
    assert found == []


def test_the_route_of_one_class_fits_into_it_and_is_one_click_away():
    """A bell rings after 50 minutes: 44 are planned, and the first notebook leads to each part."""
    parts = {}
    for name in NAMES:
        for cell in read(name).cells:
            times = [tag.removeprefix("min-") for tag in tags(cell) if tag.startswith("min-")]
            if "route-50" in tags(cell) and times:
                parts[f"{name}.ipynb#cell-id={cell.id}"] = int(times[0])
    assert 40 <= sum(parts.values()) <= 44
    (cell,) = [cell for cell in read(NAMES[0]).cells if cell.id == "one-class"]
    linked = re.findall(r"\]\((\S+)\), (\d+) minute", cell.source)
    assert {link: int(time) for link, time in linked} == parts


def test_the_spine_is_short():
    """At most 700 words, four activities and no wall of text, so that a class has time to talk."""
    found = []
    for name in NAMES:
        notebook = read(name)
        cells = markdown(spine(notebook))
        lengths = {cell.id: len(visible(cell).split()) for cell in cells}
        total = sum(lengths.values())
        least, _ = minutes(notebook)
        if total > 700 or total > 150 * least:
            found.append((name, total))
        if len([cell for cell in cells if re.match(r"## \d", cell.source)]) > 4:
            found.append((name, "more than four activities"))
        found += [(name, cell.id) for cell in cells[2:] if lengths[cell.id] > 90]
    assert found == []


def test_code_is_little_and_plain():
    """A cell that a pupil cannot read aloud teaches nothing."""
    found = []
    for name in NAMES:
        cells = code(read(name))
        if len(cells) > 12:
            found.append((name, len(cells)))
        for cell in cells:
            lines = [line for line in cell.source.splitlines() if line]
            if len(lines) > 6 or re.search(BANNED, cell.source, flags=re.MULTILINE):
                found.append((name, cell.id))
    assert found == []


def test_links_in_prose_are_sources_fit_for_pupils(case):
    """A link in the lesson is a link of the table, where somebody looked at it."""
    fit = set(case.sources.loc[case.sources["link"], "url"])
    found = []
    for name in NAMES:
        links = set(re.findall(r"https?://[^\s)\"]+", sources(read(name))))
        found += [(name, link) for link in links - fit]
    assert found == []


def test_answers_are_folded():
    """An answer in sight is read before the question."""
    folded = {"source_hidden": True, "outputs_hidden": True}
    found = []
    for name in NAMES:
        cells = read(name).cells
        answers = [cell for cell in cells if "answer" in tags(cell)]
        if any({"exercise", "door-c"} <= set(tags(cell)) for cell in cells) and not answers:
            found.append((name, "no answer"))
        open_answers = [cell for cell in answers if cell.metadata.get("jupyter") != folded]
        found += [(name, cell.id) for cell in open_answers]
    assert found == []


def test_each_is_stored_as_a_person_would_read_it():
    """Ids that say what a cell is for, and an indent of one, make a change readable."""
    found = []
    for name in NAMES:
        notebook = read(name)
        ids = [cell.id for cell in notebook.cells]
        wrong = [each for each in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", each)]
        found += [(name, each) for each in wrong]
        if len(set(ids)) < len(ids):
            found.append((name, "an id that is there twice"))
        text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
        if not text.startswith('{\n "cells"') or "widgets" in notebook.metadata:
            found.append((name, "how it is stored"))
    assert found == []


def test_questions_under_go_further_are_optional_and_no_others(case):
    """Progress must not call something undone that nobody was asked to do."""
    further = set()
    for name in NAMES:
        for cell in read(name).cells:
            if "further" in tags(cell):
                further |= set(re.findall(r'"([a-z0-9-]+)"', " ".join(ASKED.findall(cell.source))))
    optional = case.checks[case.checks["optional"].fillna(False).astype(bool)]
    assert set(optional["check_id"]) == further != set()
