"""The reading edition: pages that work from a folder, without Python and without a network."""

import html
import re
import subprocess
import sys

import nbformat
import pytest

from dateline import load_case
from dateline.publish.edition import edition
from tests.notebooks import NAMES, PROJECT


def notebook(folder, *cells):
    """Write a small notebook to a folder."""
    head = nbformat.v4.new_markdown_cell("# Count to three\n\nShort.")
    made = nbformat.v4.new_notebook(cells=[head, *cells])
    nbformat.write(made, folder / "01_count_to_three.ipynb")
    return folder


def cell(source, *tags, kind="code"):
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    return make(source, metadata={"tags": list(tags)})


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    return {page.name: page.read_text(encoding="utf-8") for page in edition(folder)}


def test_there_is_a_page_for_each_notebook_and_a_list(pages):
    """A reader starts at the list and finds all there is."""
    assert set(pages) == {*(f"{name}.html" for name in NAMES), "pages/dictionary.html", "pages/index.html"}
    assert '<a href="pages/dictionary.html"' in pages["pages/index.html"]
    assert re.findall(r'<li><a href="([^"]+)"', pages["pages/index.html"]) == [f"{n}.html" for n in NAMES]


def test_a_page_asks_nothing_of_any_other_place(pages):
    """A page on a school's file server has no network behind it."""
    loads = r"<(?:link|script|img|source|iframe)\b[^>]*?(?:src|href|srcset)=[\"']?(?!data:)"
    loads += r"([^\"'> ]+)"
    assert [found for page in pages.values() for found in re.findall(loads, page)] == []
    assert [
        name for name, page in pages.items() if re.search(r"@import|url\((?!data:)", page)
    ] == []


def test_a_page_holds_its_explorers(pages):
    """The menus are what makes the page more than a print."""
    page = pages["02_build_the_timeline.html"]
    assert page.count("<select") == 1
    assert page.count("<section>") > 20


def test_the_dictionary_says_what_every_column_means(pages):
    """A reader without Python must be able to look up a column, too."""
    case = load_case("baghdad-embassy-2020")
    words = [case.dictionary(table)["meaning"] for table in case.tables]
    assert sum(map(len, words)) > 100
    text = html.unescape(pages["pages/dictionary.html"])
    assert [said for meanings in words for said in meanings if said not in text] == []


def test_a_page_is_an_honest_size(pages):
    """A page that a phone must fetch over a school's wireless."""
    assert max(len(page) for page in pages.values()) < 2_000_000


def test_the_teachers_cells_are_left_out(tmp_path):
    """What the teacher listens for is not for the reader."""
    folder = notebook(tmp_path, cell("Listen for two reasons.", "teacher", kind="markdown"))
    page = next(edition(tmp_path / "to", folder))
    assert "Listen for" not in page.read_text(encoding="utf-8")


def test_an_answer_is_folded_and_still_there(tmp_path):
    """A lone reader may look, but must choose to."""
    folder = notebook(tmp_path, cell("6 * 7", "answer"))
    page = next(edition(tmp_path / "to", folder)).read_text(encoding="utf-8")
    assert re.search(r"<details><summary>Answer</summary>.*?42.*?</details>", page, flags=re.DOTALL)


def test_what_a_check_shows_is_folded(tmp_path):
    """A reader cannot run the cell, and must still be able to guess first."""
    folder = notebook(tmp_path, cell("6 * 7", "check"))
    page = next(edition(tmp_path / "to", folder)).read_text(encoding="utf-8")
    assert re.search(r"6.*7.*<details><summary>What it shows.*?42.*?</details>", page, re.DOTALL)


def test_built_twice_the_pages_are_the_same(tmp_path, pages):
    """A page that changes by itself cannot be checked by anybody."""
    again = {page.name: page.read_text(encoding="utf-8") for page in edition(tmp_path)}
    assert [name for name in pages if again[name] != pages[name]] == []


def test_what_a_notebook_saves_meets_nothing_of_its_readers(tmp_path):
    """A deck that a reader edited must not stop the edition, nor be replaced by it."""
    theirs = tmp_path / "my-slides" / "mine.pptx"
    theirs.parent.mkdir()
    theirs.write_text("edited")
    (tmp_path / "beside.csv").write_text("day\n1\n")  # what a cell reads is there all the same
    code = (
        "from pathlib import Path; Path('my-slides').mkdir(); "
        "Path('my-slides/mine.pptx').write_text('new'); Path('beside.csv').read_text()"
    )
    page = next(edition(tmp_path / "to", notebook(tmp_path, cell(code))))
    assert "day" in page.read_text(encoding="utf-8")
    assert theirs.read_text() == "edited"


def test_a_folder_without_notebooks_says_so(tmp_path):
    with pytest.raises(ValueError, match="There is no notebook in"):
        next(edition(tmp_path / "to", tmp_path))


def test_a_cell_that_stops_is_said_in_one_line(tmp_path):
    """A teacher gets a sentence, not a traceback."""
    code = (
        "import dateline.publish.edition as e, press.__main__ as m, pathlib\n"
        f"e.edition.__defaults__ = (pathlib.Path({str(notebook(tmp_path, cell('1 / 0')))!r}),)\n"
        f"raise SystemExit(m.main(['edition', {str(tmp_path / 'to')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr
