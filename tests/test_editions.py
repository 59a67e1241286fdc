"""The website: pages that work from a folder, without Python and without a network."""

import html
import json
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from os import environ
from types import MappingProxyType
from urllib.request import urlopen

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dateline import load_case
from dateline.case import CASES
from dateline.publish.edition import edition as make_edition
from dateline.publish.edition import website
from dateline.publish.lesson import ROUTES, lesson, lesson_notebook
from dateline.publish.notebook_page import cells_as_html
from dateline.publish.serve import host_and_port, server_at
from dateline.publish.website import Website
from tests import tables
from tests.notebooks import NAMES, PROJECT, executed, read, run
from tests.pages import page

LESSON = lesson()
TEXT = re.compile(r"<(script|style|pre)\b.*?</\1>|<[^>]+>", re.DOTALL)
ZMQ = "Assertion failed: pfd.revents"
ORDERS = r"Shift ?\+|[Rr]un (it|the|this|all|a|each) [\w ]*(cell|again)|[Rr]un the next|next cell"


@pytest.fixture(scope="module")
def pages(edition):
    """Return the text of each page by its name."""
    return {file.name: file.read_text(encoding="utf-8") for file in edition.glob("*.html")}


def cell(code, output="", *tags):
    """Return a cell of code as it is after a run."""
    shown = new_output("execute_result", data={"text/plain": output}, execution_count=1)
    return new_code_cell(code, outputs=[shown], metadata={"tags": list(tags)})


def notebook(*cells, title="Count to three"):
    return new_notebook(cells=[new_markdown_cell(f"# {title}\n\nShort."), *cells])


def words(text):
    """Return the text of a page without code."""
    return html.unescape(TEXT.sub(" ", text))


# ---- The front page and the ways through the lesson


def test_the_front_page_has_every_notebook_as_the_notebook_describes_itself(pages):
    """Title, minutes, what a reader makes and a picture: from one source, in its order."""
    front = pages["index.html"]
    places = []
    for each in LESSON:
        assert each.make and each.minutes
        card = front[front.index(f'<a href="{each.name}.html">\n<img') :].partition("</li>")[0]
        assert each.title in html.unescape(card)
        assert html.unescape(each.make) in html.unescape(card)
        assert f"{each.minutes} minutes" in card
        places.append(front.index(card))
    assert places == sorted(places)


def test_each_notebook_has_a_picture_that_the_case_can_draw():
    exhibits = set(load_case("baghdad-embassy-2020").exhibits["exhibit_id"])
    assert [each.name for each in LESSON if each.picture not in exhibits] == []
    assert len({each.picture for each in LESSON}) == len(LESSON)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_shows_its_cells_in_order_and_leads_on(pages, route):
    """Readers follow Next from the plan through every part and find what the tags promise."""
    plan = page(pages[f"{route.name}.html"])
    address, total, seen = f"{route.name}.html", 0, []
    for each in (each for each in LESSON if each.part(route)):
        (following,) = page(pages[address]).all("a", rel="next")
        address = following.attributes["href"]
        seen.append(address)
        total += each.minutes_of(route)
        shown = page(pages[address])
        assert shown.all("h1")[0].text == each.title
        lines = [line for cell in each.part(route) for line in cell.source.splitlines()]
        headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
        assert [heading.text.removesuffix("¶") for heading in shown.all("h2")] == headings
    assert len(seen) > 2
    assert [link.attributes["href"] for link in plan.all("h2")[0].all("a")] == seen[:1]
    assert f"about {total} minutes" in plan.text
    assert total <= {"50-minutes": 50, "two-hours": 120}.get(route.name, total)


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(edition, pages):
    """A page on a memory stick has no network behind it, and no link of ours is dead."""
    found, checked = [], 0
    whole_pages = {name: page(text) for name, text in pages.items()}
    anchors = {
        name: {element.attributes.get("id") for element in whole.inside}
        for name, whole in whole_pages.items()
    }
    for name, whole in whole_pages.items():
        for element in whole.inside:
            for attribute in ("href", "src", "srcset"):
                address = element.attributes.get(attribute) or ""
                outside = address.startswith(("https://", "http://"))
                if not address or address == "data:," or outside and element.tag == "a":
                    continue
                file, _, anchor = address.partition("#")
                checked += 1
                if not (edition / (file or name)).is_file():
                    found.append((name, address))
                if anchor and anchor not in anchors[file or name]:
                    found.append((name, address))
    assert found == []
    assert checked > 500
    style = (edition / "site" / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(", style)


def test_the_website_is_small(edition):
    """A school's wireless must carry it: the first page soon, all of it on a memory stick."""
    files = [file for file in edition.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 15_000_000
    first = [edition / name for name in ("index.html", "site/style.css", "site/script.js")]
    assert sum(file.stat().st_size for file in first) < 400_000
    assert max(file.stat().st_size for file in edition.glob("*.html")) < 1_000_000


def test_a_website_for_a_class_has_no_notes_and_no_keys():
    """What says what to say, and what is right, is for the teacher's copy."""
    case = load_case("baghdad-embassy-2020")
    folders = {"tables": CASES / case.name, "figures": PROJECT / "figures"}
    names = [each.address for each in Website(case, LESSON, **folders).downloads]
    assert names[0].endswith(".pptx") and names[-1] == "downloads/tables.zip"
    assert Website(case, LESSON, **folders, has_downloads=False).downloads == []


def test_pages_share_style_script_and_pictures(edition, pages):
    """Every output brings its own, so that it works alone; the website needs them once."""
    for name, text in pages.items():
        blocks = re.findall(r"<(style|script)>(.*?)</\1>", text, flags=re.DOTALL)
        assert [block for _, block in blocks if len(block) > 200] == [], name
        assert not re.search(r'(src|srcset)="data:', text), name
    pictures = [file.read_bytes() for file in (edition / "pictures").iterdir()]
    assert len(pictures) == len(set(pictures)) > 20


def test_made_again_every_file_has_the_same_bytes(edition):
    """Nobody can check a page that changes by itself."""
    name = "02_build_the_timeline"
    assert cells_as_html(run(read(name)).cells) == cells_as_html(executed(name).cells)
    again = website({name: executed(name) for name in NAMES}, "baghdad-embassy-2020")
    assert [name for name, made in again.items() if (edition / name).read_bytes() != made] == []


def test_no_page_orders_its_reader_to_run_a_cell(pages):
    """On a page nothing can be run; a reader who tries thinks that the page is broken."""
    found = []
    for name, text in pages.items():
        found += [(name, match[0]) for match in re.finditer(ORDERS, words(text))]
    assert found == []
    stored = "".join(cell.source for each in LESSON for cell in each.cells)
    assert len(re.findall(ORDERS, stored)) > 5


def test_look_up_pages_have_every_row(pages):
    """A reader without Python looks up a word, a person, a source and a column, too."""
    case = load_case("baghdad-embassy-2020").until_publication()
    meanings = [words for table in case.tables for words in case.dictionary(table)["meaning"]]
    wanted = {
        "glossary.html": [*case.glossary["term"], *case.glossary["definition"]],
        "people.html": [*case.people["role"], *case.people["bio"]],
        "sources.html": [*case.sources["publisher"], *case.sources["title"].dropna()],
        "dictionary.html": meanings,
    }
    for name, rows in wanted.items():
        text = words(pages[name])
        assert [row for row in rows if row not in text] == [], name
        assert len(rows) > 10
    sides = [heading.text for heading in page(pages["people.html"]).all("h2")]
    assert "Experts and former officials" in sides
    assert [side for side in sides if side[0].islower()] == []


# ---- What a page leaves out, folds and escapes


def test_a_page_leaves_out_what_is_for_teachers_and_folds_what_is_to_be_guessed():
    """A reader alone may look at an answer, but must choose to."""
    listen = new_markdown_cell("Listen for two reasons.", metadata={"tags": ["teacher"]})
    key = '<span class="dl-in-jupyter">Press Shift + Enter.</span>'
    cells = [
        listen,
        new_markdown_cell(key),
        new_markdown_cell(f"Look. {key}"),
        cell("6 * 7", "42", "answer"),
        cell("6 * 8", "48", "check"),
        new_code_cell("# Your turn"),
        cell("9 # change me", "81"),
    ]
    text = cells_as_html(notebook(*cells).cells)
    for left_out in ("Listen for", "Shift", "Your turn"):
        assert left_out not in text
    assert "Look." in text
    folds = re.findall(r"<details(?: [^>]*)?>.*?</details>", text, flags=re.DOTALL)
    answer, check, check_code, to_change = folds
    assert "<summary>Answer</summary>" in answer and "6" in answer and "42" in answer
    assert "<summary>What it shows" in check and "48" in check
    assert "open" not in check_code.partition(">")[0] and "8" in check_code
    assert to_change.startswith('<details class="code" open')
    open_text = re.sub(r"<details(?: [^>]*)?>.*?</details>", "", text, flags=re.DOTALL)
    assert re.findall(r"\b(42|48|81)\b", open_text) == ["81"]


def hostile_case():
    """Return a case whose words all try to run."""
    case = load_case(CASES / "template")
    texts = {}
    for name in ("glossary", "people"):
        texts[name] = tables.hostile(case.tables[name])
    sources = case.sources.assign(publisher=tables.HOSTILE, title=tables.HOSTILE)
    texts["sources"] = sources
    texts["people"] = texts["people"].assign(source_ids=case.people["source_ids"])
    texts["exhibits"] = case.exhibits.iloc[:0]
    changed = MappingProxyType({**case.tables, **texts})
    fields = json.loads(json.dumps(dict(case.fields)))
    for columns in fields.values():
        for column in columns:
            column["description"] = tables.HOSTILE
    hostile = {"title": tables.HOSTILE, "publisher": tables.HOSTILE, "note": tables.HOSTILE}
    return replace(case, **hostile, link="javascript:alert(1)", tables=changed, fields=fields)


def test_hostile_words_stay_words_on_every_page(tmp_path):
    """A title, a name or a meaning from a table must not run."""
    shown = notebook(cell("print()", tables.HOSTILE), title="Safe")
    shown.metadata["dateline"] = {"make": tables.HOSTILE, "picture": tables.HOSTILE}
    shown.cells[0].metadata["tags"] = ["self", "min-3"]
    notebooks = [lesson_notebook("01_hostile", shown)]
    made = Website(hostile_case(), notebooks, CASES / "template", tmp_path).files()
    pages = {name: text.decode() for name, text in made.items() if name.endswith(".html")}
    assert len(pages) > 6
    for name, text in pages.items():
        assert "alert" in html.unescape(text), name
        assert "<img src=x" not in text and "<script>alert" not in text, name
        assert not re.search(r"""(href|src)=["']?\s*javascript:""", text), name


# ---- Running notebooks, and what stops


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """Return a copy of the project whose second notebook fails, after the command ran there."""
    place = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT / "dateline", place / "dateline")
    shutil.copytree(PROJECT / "data" / "template", place / "data" / "template")
    notebooks = place / "notebooks"
    (notebooks / "my-slides").mkdir(parents=True)
    (notebooks / "my-slides" / "mine.txt").write_text("edited")
    (notebooks / "beside.csv").write_text("day\n1\n")
    saves = (
        "from pathlib import Path; Path('my-slides').mkdir(); "
        "Path('my-slides/mine.txt').write_text('new'); Path('beside.csv').read_text(); "
        "from dateline import load_case; load_case('template')"
    )
    nbformat.write(notebook(new_code_cell(saves)), notebooks / "01_saves.ipynb")
    fails = new_code_cell("1 / 0")
    fails["id"] = "divide"
    nbformat.write(notebook(fails), notebooks / "02_fails.ipynb")
    return place, command(place)


def command(place):
    """Return what the command prints in a project."""
    return subprocess.run(
        [sys.executable, "-m", "dateline", "edition"],
        capture_output=True,
        text=True,
        cwd=place,
        env=environ | {"PYTHONPATH": str(place)},
    )


def test_a_cell_that_fails_is_named_in_one_line_and_nothing_is_written(stopped):
    """A teacher gets a sentence, not a traceback and not half a website."""
    place, done = stopped
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["1 of 2 01_saves", "2 of 2 02_fails"]
    assert "02_fails.ipynb stopped at the cell 'divide': ZeroDivisionError" in done.stderr
    # On a busy machine the library below the kernel may complain when the kernel is ended.
    lines = [line for line in done.stderr.splitlines() if not line.startswith(ZMQ)]
    assert "Traceback" not in done.stderr and len(lines) == 1
    assert not (place / "edition").exists()


def test_what_a_notebook_saves_never_replaces_what_its_reader_saved(stopped):
    """A deck that a reader edited must not stop the website, nor be replaced by it."""
    place, _ = stopped
    assert (place / "notebooks" / "my-slides" / "mine.txt").read_text() == "edited"


def test_a_case_with_problems_is_refused_before_anything_is_run(stopped):
    """The messages are those of check: the line to correct, not a cell that fails later."""
    place, _ = stopped
    file = place / "data" / "template" / "events.csv"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("confirmed", "sure", 1), encoding="utf-8")
    done = command(place)
    file.write_text(before, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert "events.csv: 1 cell" in done.stderr and "line 2, certainty: 'sure'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_notebooks_is_named(tmp_path):
    with pytest.raises(ValueError, match="There is no notebook in"):
        next(make_edition(tmp_path / "to", tmp_path))
    assert not (tmp_path / "to").exists()


def test_a_page_that_is_not_ours_is_left_alone_and_no_notebook_is_run(tmp_path):
    """The folder may be somebody's website; a link in it may lead to any file."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<h1>Our school</h1>")
    with pytest.raises(FileExistsError, match="was not made by Dateline"):
        next(make_edition(site))
    (site / "index.html").rename(tmp_path / "elsewhere.html")
    (site / "00_start_here.html").symlink_to(tmp_path / "elsewhere.html")
    with pytest.raises(FileExistsError, match="is a link to another place"):
        next(make_edition(site))
    assert (tmp_path / "elsewhere.html").read_text() == "<h1>Our school</h1>"


def test_the_website_of_another_case_has_its_own_words_and_no_routes_or_charts():
    """Nothing of the lesson's case may be on the pages of a teacher's own article."""
    made = website({"09_any_article": notebook(title="Any article")}, "template")
    front = made["index.html"].decode()
    assert load_case("template").title in html.unescape(front)
    assert 'id="routes"' not in front and "Any article" in front
    assert "downloads/tables.zip" in made and "charts.html" not in made
    assert [name for name, content in made.items() if b"Baghdad" in content] == []


# ---- Serving


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("", ("127.0.0.1", 8000)),
        ("0.0.0.0", ("0.0.0.0", 8000)),
        ("0.0.0.0:8080", ("0.0.0.0", 8080)),
        (":9000", ("127.0.0.1", 9000)),
        ("[::1]:9000", ("::1", 9000)),
        ("school.local:1", ("school.local", 1)),
        ("0.0.0.0:many", None),
        ("0.0.0.0:70000", None),
        ("localhost:-1", None),
    ],
)
def test_where_it_is_served_is_understood_or_refused(place, found):
    """Only this computer, unless a teacher says otherwise."""
    if found:
        assert host_and_port(place) == found
    else:
        with pytest.raises(ValueError, match="write, for example, --serve"):
            host_and_port(place)


def test_a_class_gets_the_pages_and_a_port_in_use_is_named(tmp_path):
    (tmp_path / "index.html").write_text("A page")
    server = server_at("127.0.0.1:0", tmp_path)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with urlopen(server.address) as answer:
            assert answer.read() == b"A page"
        place = server.address.removeprefix("http://").rstrip("/")
        with pytest.raises(ValueError, match="another program"):
            server_at(place, tmp_path)
    finally:
        server.stop()
        thread.join()
