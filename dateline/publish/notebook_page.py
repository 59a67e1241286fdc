"""The cells of a notebook that has been run as HTML, in the words of a page."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from dateline.publish.lesson import LEFT_OUT, tags
from dateline.web import without_shared

WEB = Path(__file__).parents[1] / "web"
TO_NOTEBOOK = re.compile(r'href="(\d\d_\w+)\.ipynb(?=["#])')  # a link from one notebook to another
# What a sentence says about running cells, marked as such where it is written.
ONLY_IN_JUPYTER = re.compile(r'\s*<span class="dl-in-jupyter">.*?</span>', re.DOTALL)
HEADING = re.compile(r'<h([12]) id="([^"]+)">(.*?)<a class="anchor-link"', re.DOTALL)


class Heading(NamedTuple):
    """An entry of the contents of a page: 1 for a part of the notebook, 2 for a section."""

    level: int
    anchor: str
    words: str


def cells_as_html(cells: Iterable[NotebookNode]) -> Markup:
    """Return cells that have been run as one piece of HTML, without what is not for readers.

    Left out are the teacher's cells, sentences that make sense only in JupyterLab, and cells
    that wait for a reader's code. Links to notebooks lead to their pages.
    """
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="reading",
        extra_template_basedirs=[str(WEB / "pages")],
        extra_template_paths=[str(WEB)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    shown = [page_cell for cell in cells if _is_shown(cell) for page_cell in _for_a_page(cell)]
    html, _ = exporter.from_notebook_node(new_notebook(cells=shown))
    html = ONLY_IN_JUPYTER.sub("", TO_NOTEBOOK.sub(r'href="\1.html', str(html)))
    return Markup(without_shared(html))


def contents(html: str) -> list[Heading]:
    """Return the headings in the cells of a page, in order, without the title of the page."""
    headings = []
    for level, anchor, words in HEADING.findall(html):
        headings.append(Heading(int(level), anchor, Markup(words).striptags()))
    return headings[1:] if headings and headings[0].level == 1 else headings


def _is_shown(cell: NotebookNode) -> bool:
    """Tell whether a reader of a page gets a cell."""
    if LEFT_OUT & set(tags(cell)):
        return False
    if cell.cell_type == "code" and not cell.get("outputs"):
        return not all(line.startswith("#") for line in cell.source.splitlines())
    return bool(_words_for_a_page(cell).strip())


def _for_a_page(cell: NotebookNode) -> list[NotebookNode]:
    """Return a cell as a page shows it: first what comes out, then its code.

    Code that a reader may change comes first, and the code of an answer belongs to it.
    """
    if cell.cell_type != "code":
        return [NotebookNode(cell | {"source": _words_for_a_page(cell)})]
    if "change me" in cell.source or "answer" in tags(cell) or not cell.get("outputs"):
        return [cell]
    without_code = cell.metadata | {"transient": {"remove_source": True}}
    result = NotebookNode(cell | {"metadata": NotebookNode(without_code)})
    return [result, NotebookNode(cell | {"outputs": [], "id": f"{cell.id}-code"})]


def _words_for_a_page(cell: NotebookNode) -> str:
    """Return the text of a cell without the sentences that make sense only in JupyterLab."""
    return ONLY_IN_JUPYTER.sub("", cell.source)
