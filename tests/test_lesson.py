"""What a reader of the notebooks meets beside the prose: folded code, plain tables, a way on."""

import re

import nbformat

from dateline.publish.notebook_page import cells_as_html
from tests.notebooks import NAMES, executed, read, tags
from tests.pages import page

ONLY_CALLS = r"(questions\.\w+|explorers\.\w+|study\.preflight)\(.*\)"


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def folded(cell):
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def test_each_notebook_ends_with_a_link_to_the_next():
    """A reader who works alone must not look for the way on; the last one leads back."""
    following = [*NAMES[1:], NAMES[0]]
    links = [re.findall(r"\]\((\w+)\.ipynb\)", read(name).cells[-1].source) for name in NAMES]
    assert links == [[name] for name in following]


def test_code_to_change_is_open_and_code_that_teaches_no_pandas_is_folded():
    """Who reads and clicks meets no code; who changes a line finds it without a click."""
    found = []
    for name in NAMES:
        for cell in code(read(name)):
            if "change me" in cell.source and folded(cell):
                found.append((name, cell.id, "fold"))
            if re.fullmatch(ONLY_CALLS, cell.source) and not folded(cell):
                found.append((name, cell.id, "open"))
    assert found == []


def test_a_reader_meets_tables_in_plain_words():
    """A table of pandas has row numbers, ids, True and <NA>; it is for those who write pandas."""
    found = []
    shown = 0
    for name in NAMES:
        for cell in code(executed(name)):
            html = [out["data"].get("text/html", "") for out in cell.outputs if "data" in out]
            shown += sum('aria-label="Table, ' in text for text in html)
            if "answer" not in tags(cell) and any('class="dataframe' in text for text in html):
                found.append((name, cell.id))
    assert found == []
    assert shown > 12


def test_a_page_links_to_pages_and_folds_the_same_code():
    """On the website there is no notebook behind a link, and no need to read every line of code."""
    link = nbformat.v4.new_markdown_cell("[Next](02_on.ipynb)")
    hidden = nbformat.v4.new_code_cell("6 * 7", metadata={"jupyter": {"source_hidden": True}})
    cells = [nbformat.v4.new_markdown_cell("# Title"), link, hidden, nbformat.v4.new_code_cell("8")]
    text = cells_as_html(cells)
    assert 'href="02_on.html"' in text
    assert ".ipynb" not in text
    folds = page(text).all("details")
    assert ["6 * 7" in fold.text for fold in folds] == [True, False]
