"""The website: pages that work from a folder, without Python and without a network."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
from markupsafe import escape
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dateline import load_case
from dateline.__main__ import main
from dateline.case.case import CASES
from dateline.publish.edition import edition, page, write_pages
from dateline.web import fill
from tests import tables
from tests.notebooks import NAMES, PROJECT, executed, read, run


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the text of each page, written from notebooks that are run once for all tests."""
    notebooks = {name: executed(name) for name in NAMES}
    files = write_pages(notebooks.items(), tmp_path_factory.mktemp("edition"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def cell(code, output="", *tags):
    """Return a cell of code as it is after a run."""
    shown = new_output("execute_result", data={"text/plain": output}, execution_count=1)
    return new_code_cell(code, outputs=[shown], metadata={"tags": list(tags)})


def notebook(*cells, title="Count to three"):
    return new_notebook(cells=[new_markdown_cell(f"# {title}\n\nShort."), *cells])


# ---- The pages of the lesson


def test_there_is_a_page_for_each_notebook_and_a_list(pages):
    """A reader starts at the list and finds everything."""
    assert list(pages) == [*(f"{name}.html" for name in NAMES), "dictionary.html", "index.html"]
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)<', pages["index.html"])
    assert [address for address, _ in links] == [f"{name}.html" for name in NAMES]
    titles = [re.search("(?m)^# (.*)", read(name).cells[0].source)[1].strip() for name in NAMES]
    assert [html.unescape(title) for _, title in links] == titles
    assert '<a href="dictionary.html"' in pages["index.html"]


def test_a_page_asks_nothing_of_any_other_place(pages):
    """A page on a school's file server has no network behind it."""
    loads = r"<(?:link|script|img|source|iframe)\b[^>]*?(?:src|href|srcset)=[\"']?(?!data:)"
    loads += r"([^\"'> ]+)"
    assert [found for text in pages.values() for found in re.findall(loads, text)] == []
    imports = r"@import|url\((?!data:)"
    assert [name for name, text in pages.items() if re.search(imports, text)] == []


def test_a_page_contains_its_explorers_and_is_small_enough_for_a_phone(pages):
    """The menus make the page more than a print; a school's wireless must carry it."""
    timeline = pages["02_build_the_timeline.html"]
    assert timeline.count("<select") == 1
    assert timeline.count("<section>") > 20
    assert max(len(text) for text in pages.values()) < 2_000_000


def test_a_page_has_each_style_and_script_once(pages):
    """Every output brings its own, so that it works alone; a page needs them once."""
    for name, text in pages.items():
        blocks = re.findall(r"<(style|script)>(.*?)</\1>", text, flags=re.DOTALL)
        shared = [block for _, block in blocks if len(block) > 200]  # not the call of a script
        assert len(shared) == len(set(shared)) > 0, name


def test_the_dictionary_says_what_every_column_means(pages):
    """A reader without Python must be able to look up a column, too."""
    case = load_case("baghdad-embassy-2020")
    meanings = [words for table in case.tables for words in case.dictionary(table)["meaning"]]
    assert len(meanings) > 100
    text = html.unescape(pages["dictionary.html"])
    assert [words for words in meanings if words not in text] == []


def test_run_again_a_notebook_gives_the_same_page(pages):
    """Nobody can check a page that changes by itself."""
    name = "02_build_the_timeline"
    assert page(run(read(name))) == pages[f"{name}.html"]


# ---- What a page leaves out, folds and escapes


def test_a_page_leaves_out_what_is_for_teachers_and_folds_what_is_to_be_guessed():
    """A reader alone may look at an answer, but must choose to."""
    listen = new_markdown_cell("Listen for two reasons.", metadata={"tags": ["teacher"]})
    text = page(
        notebook(
            listen, cell("6 * 7", "42", "answer"), cell("6 * 8", "48", "check"), cell("9", "9")
        )
    )
    assert "Listen for" not in text
    answer, check = re.findall("<details>.*?</details>", text, flags=re.DOTALL)
    assert "<summary>Answer</summary>" in answer and "6" in answer and "42" in answer
    assert "<summary>What it shows" in check and "48" in check
    open_text = re.sub("<details>.*?</details>", "", text, flags=re.DOTALL)
    assert open_text.count('class="mi">8<') == 1  # the code of a check is open
    assert re.findall(r"\b(42|48)\b", open_text) == []  # ids of cells are letters and digits


def test_hostile_words_stay_words_on_every_page(tmp_path):
    """A title or a meaning from a table must not run."""
    folder = shutil.copytree(CASES / "template", tmp_path / "hall")
    description = folder / "datapackage.json"
    about = json.loads(description.read_text(encoding="utf-8"))
    about["title"] = tables.HOSTILE
    for resource in about["resources"]:
        for column in resource["schema"]["fields"]:
            column["description"] = tables.HOSTILE
    description.write_text(json.dumps(about), encoding="utf-8")
    dictionary = fill("pages/dictionary.html", cases=[load_case(folder)])
    assert dictionary.count(escape(tables.HOSTILE)) > 5

    hostile = notebook(cell("print()", tables.HOSTILE), title=tables.HOSTILE)
    *_, index = write_pages([("01_hostile", hostile)], tmp_path / "to")
    head, _, body = page(hostile).partition("</head>")
    output = body.partition("</h1>")[2]  # a heading is Markdown, which may have HTML
    for text in (dictionary, index.read_text(encoding="utf-8"), head, output):
        assert "alert" in html.unescape(text)
        assert "<img src=x" not in text and "<script>alert" not in text


# ---- Running notebooks


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """Return a copy of the project whose second notebook fails, after the command ran there."""
    place = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT / "dateline", place / "dateline")
    notebooks = place / "notebooks"
    (notebooks / "my-slides").mkdir(parents=True)
    (notebooks / "my-slides" / "mine.txt").write_text("edited")
    (notebooks / "beside.csv").write_text("day\n1\n")
    saves = (
        "from pathlib import Path; Path('my-slides').mkdir(); "
        "Path('my-slides/mine.txt').write_text('new'); Path('beside.csv').read_text()"
    )
    nbformat.write(notebook(new_code_cell(saves)), notebooks / "01_saves.ipynb")
    nbformat.write(notebook(new_code_cell("1 / 0")), notebooks / "02_fails.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "edition"],
        capture_output=True,
        text=True,
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(place)},
    )
    return place, done


def test_a_cell_that_fails_is_named_in_one_line(stopped):
    """A teacher gets a sentence, not a traceback."""
    _, done = stopped
    assert done.returncode == 1
    assert done.stdout.startswith("01_saves.html  ")  # each page is printed when it is written
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_what_a_notebook_saves_never_replaces_what_its_reader_saved(stopped):
    """A deck that a reader edited must not stop the website, nor be replaced by it."""
    place, _ = stopped
    text = (place / "edition" / "01_saves.html").read_text(encoding="utf-8")
    assert "day" in text  # what a cell reads is there all the same
    assert (place / "notebooks" / "my-slides" / "mine.txt").read_text() == "edited"


def test_a_page_that_is_not_ours_is_left_alone_and_no_notebook_is_run(tmp_path):
    """The folder may be somebody's website; a link in it may lead to any file."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    nbformat.write(notebook(new_code_cell("1 / 0")), notebooks / "01_fails.ipynb")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<h1>Our school</h1>")
    with pytest.raises(FileExistsError, match="was not made by Dateline"):
        next(edition(site, notebooks))
    (site / "index.html").rename(tmp_path / "elsewhere.html")
    (site / "dictionary.html").symlink_to(tmp_path / "elsewhere.html")
    with pytest.raises(FileExistsError, match="is a link to another place"):
        next(edition(site, notebooks))
    assert (tmp_path / "elsewhere.html").read_text() == "<h1>Our school</h1>"


def test_the_pages_of_another_case_are_refused_in_one_line(tmp_path, capsys, monkeypatch):
    """Whoever names a case expects its pages, and must not get the lesson's instead."""
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(CASES / "template", tmp_path / "hall")
    for name in ("template", str(folder), "hall"):
        assert main(["edition", name]) == 1
        printed = capsys.readouterr()
        assert f"{name} is a case, and edition writes the pages of the lesson" in printed.err
        assert printed.err.endswith("such as: python3 start.py edition pages\n")
    assert [path.name for path in tmp_path.iterdir()] == ["hall"]


def test_only_an_address_on_the_web_becomes_a_link_to_the_article():
    """A case is a stranger's: its link may be code, which a page must not run."""
    case = load_case("template")
    for link, is_link in ((case.link, True), ("javascript:alert(1)", False)):
        changed = replace(case, link=link)
        dictionary = fill("pages/dictionary.html", cases=[changed])
        for text in (dictionary, changed._repr_html_()):
            assert (f'href="{escape(link)}"' in text) == is_link
            assert "javascript:" not in text and escape(case.title) in text


def test_a_folder_without_notebooks_is_named(tmp_path):
    with pytest.raises(ValueError, match="There is no notebook in"):
        next(edition(tmp_path / "to", tmp_path))
    assert not (tmp_path / "to").exists()
