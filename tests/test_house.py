"""The house rules, read from the source: what may import what, what is said of each name."""

import ast
import re
import subprocess
import sys
import tokenize
from functools import cache

import pandas as pd
import pytest

from dateline import load_case
from tests.notebooks import PROJECT

DATELINE = sorted(PROJECT.glob("dateline/**/*.py"))
PROOF = sorted(PROJECT.glob("proof/**/*.py"))
INK = sorted(PROJECT.glob("ink/**/*.py"))
STAGE = sorted(PROJECT.glob("stage/**/*.py"))
PANEL = sorted(PROJECT.glob("panel/**/*.py"))
FILES = [*DATELINE, *PROOF, *INK, *PANEL, *STAGE, *sorted(PROJECT.glob("press/**/*.py"))]
TEMPLATES = sorted(
    file
    for folder in ("dateline", "panel", "press")
    for file in PROJECT.glob(f"{folder}/templates/**/*.*")
    if file.suffix in (".html", ".css", ".j2", ".js", ".json")
)
every_file = pytest.mark.parametrize(
    "file", FILES, ids=[str(f.relative_to(PROJECT)) for f in FILES]
)
# What lessons call: here a docstring names each argument, what comes back and what is refused.
OFFERED = {
    "dateline/case.py": ["load_case", "dictionary", "until_publication"],
    "dateline/charts/timeline.py": ["timeline"],
    "dateline/charts/telling_order.py": ["telling_order"],
    "dateline/charts/levels.py": ["levels"],
    "dateline/charts/compare.py": ["spread", "drawdown"],
    "dateline/charts/framing.py": ["framing"],
    "dateline/charts/trap.py": ["trap"],
    "dateline/charts/voices.py": ["voices"],
    "dateline/charts/chain.py": ["chain"],
    "dateline/cards.py": [
        "source_line",
        "event_card",
        "quote_card",
        "claim_card",
        "chain",
        "word_diff",
    ],
    "panel/paged.py": ["paged"],
    "dateline/explorers/timeline.py": ["timeline_explorer"],
    "dateline/explorers/lookups.py": ["people_explorer", "place_explorer", "glossary_explorer"],
    "dateline/explorers/levels.py": ["level_explorer"],
    "dateline/explorers/shares.py": ["share_explorer"],
    "dateline/explorers/quotes.py": ["quote_explorer"],
    "dateline/explorers/claims.py": ["claim_explorer"],
    "dateline/charts/verdicts.py": ["verdicts"],
    "dateline/study.py": ["preflight", "open"],
    "panel/desk.py": ["check", "note", "predict", "progress"],
    "press/editions.py": ["edition"],
    "press/slides.py": ["save", "deck"],
}
HELPERS = {"fold", "marked"}  # of the search; tests call them, lessons do not
# Whom each part may know of the house: those it stands upon, never those above it.
BELOW = {
    "dates": {"proof"},
    "templates": {"panel"},
    "case": {"panel", "proof", "templates"},
    "shares": set(),
    "charts": {"charts", "dates", "ink", "shares", "templates"},
    "cards": {"dates", "templates"},
    "explorers": {"explorers", "charts", "cards", "dates", "ink", "panel", "shares", "templates"},
    "study": {"charts", "cards", "dates", "templates", "case", "explorers", "panel"},
    "__init__": {"case", "proof"},
    "__main__": {"case", "proof"},
}
BELOW_IN_PROOF = {
    "problems": set(),
    "cells": {"problems"},
    "sheets": {"problems"},
    "package": {"cells", "problems"},
    "tables": {"cells", "sheets", "package", "problems"},
    "__init__": set(),
}
WIDGETS = {"live.py", "forms.py", "desk.py"}  # of panel


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def part(file):
    """Return which part of its package a file belongs to."""
    return file.relative_to(PROJECT).with_suffix("").parts[1]


def imported(file):
    """Return the full names of all that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        if isinstance(node, ast.ImportFrom):
            names |= {f"{'.' * node.level}{node.module or ''}.{one.name}" for one in node.names}
    return names


def packages(file):
    return {name.split(".")[0] for name in imported(file)}


def definitions(file, public=True):
    """Return functions and classes at the top of a file and in its classes."""
    found = []
    for node in tree(file).body:
        found.append(node)
        if isinstance(node, ast.ClassDef):
            found += node.body
    kinds = (ast.FunctionDef, ast.ClassDef)
    found = [one for one in found if isinstance(one, kinds)]
    return [one for one in found if not (public and one.name.startswith("_"))]


def arguments(function):
    own = function.args
    named = [*own.posonlyargs, *own.args, *own.kwonlyargs, own.vararg, own.kwarg]
    return [one for one in named if one and one.arg not in ("self", "cls")]


def code_lines(file):
    """Count the lines that hold code: no blank line, comment or docstring."""
    said = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said |= set(range(node.lineno, node.end_lineno + 1))
    empty = {
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
        tokenize.ENDMARKER, tokenize.ENCODING,
    }  # fmt: skip
    held = set()
    with file.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type not in empty:
                held |= set(range(token.start[0], token.end[0] + 1))
    return len(held - said)


def test_the_rules_are_held_against_files():
    """A wrong folder would make every rule below hold for nothing."""
    assert len(FILES) >= 16 and len(TEMPLATES) >= 10
    assert {part(file) for file in DATELINE} <= set(BELOW)
    assert {part(file) for file in PROOF} == set(BELOW_IN_PROOF)


# ---- Imports


@pytest.mark.parametrize("name", BELOW)
def test_imports_go_one_way(name):
    """Who reads a part must read what it stands upon, and nothing above it."""
    names = {one for file in DATELINE if part(file) == name for one in imported(file)}
    assert [one for one in names if one.startswith(".")] == []  # full names only
    known = {one.split(".")[1] for one in names if one.startswith("dateline.")}
    known |= {"ink", "panel", "proof"} & {one.split(".")[0] for one in names}
    assert known - BELOW[name] == set()


@pytest.mark.parametrize("name", BELOW_IN_PROOF)
def test_proof_stands_below_dateline(name):
    """Who checks a folder of tables needs no article, no chart and no page."""
    names = {one for file in PROOF if part(file) == name for one in imported(file)}
    assert {one.split(".")[0] for one in names} - sys.stdlib_module_names <= {"proof", "pandas"}
    known = {one.split(".")[1] for one in names if one.startswith("proof.")}
    assert known - BELOW_IN_PROOF[name] == set()


def test_ink_stands_below_dateline():
    """Who changes how a chart is drawn need not know what an article is."""
    drawn_with = {"ink", "markupsafe", "matplotlib", "numpy", "pandas"}
    assert len(INK) >= 9
    for file in INK:
        assert packages(file) - sys.stdlib_module_names <= drawn_with, file.name


def test_stage_stands_beside_ink_and_below_press():
    """Who changes what a slide looks like need not know what is shown on it."""
    made_with = {"stage", "ink", "pptx", "pandas"}
    assert len(STAGE) >= 4
    for file in STAGE:
        assert packages(file) - sys.stdlib_module_names <= made_with, file.name
    above = {name for file in [*DATELINE, *PROOF, *INK] for name in packages(file)}
    assert "stage" not in above


def test_panel_stands_below_dateline():
    """Who changes a menu or a form need not know a case, a chart or an article."""
    made_with = {"panel", "proof", "IPython", "ipywidgets", "jinja2", "markupsafe"}
    assert len(PANEL) >= 7
    for file in PANEL:
        assert packages(file) - sys.stdlib_module_names <= made_with, file.name


def test_only_charts_import_matplotlib():
    """Who reads tables must not wait for a drawing library."""
    assert {part(file) for file in DATELINE if "matplotlib" in packages(file)} == {"charts"}


def test_only_three_files_import_widgets():
    """What draws and what reads works in a script and in a page, where no widget lives."""
    using = {file for file in FILES if "ipywidgets" in packages(file)}
    assert using == {PROJECT / "panel" / name for name in WIDGETS}


def test_dateline_never_imports_press():
    """No lesson needs the press for reading."""
    assert [str(file) for file in DATELINE if "press" in packages(file)] == []


def test_python_pptx_is_imported_where_a_deck_is_made_and_no_earlier():
    """Pictures, pages and every lesson work without it."""
    code = "import dateline.publish.slides, dateline.publish.figures, sys; print('pptx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert done.stdout == "False\n"
    assert {file.parent.name for file in FILES if "pptx" in packages(file)} == {"stage"}


@every_file
def test_nothing_is_imported_that_a_reader_does_not_install(file):
    """The requirements are all there is on a fresh machine."""
    ours = {"dateline", "ink", "panel", "press", "proof", "stage"}
    needed = {"pandas", "matplotlib", "jinja2", "ipywidgets", "pptx"}
    needed |= {"numpy", "markupsafe", "packaging", "IPython", "PIL"}  # these come with the others
    lab = {"nbformat", "nbclient", "nbconvert", "traitlets"} if "press" in file.parts else set()
    assert packages(file) - ours - needed - lab - set(sys.stdlib_module_names) == set()


def test_importing_dateline_is_light():
    """``python -m dateline check`` answers at once, on a machine without a screen."""
    code = "import dateline, sys; print(sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    loaded = set(ast.literal_eval(done.stdout))
    assert {"dateline", "pandas"} <= loaded
    assert loaded & {"matplotlib", "ipywidgets", "IPython", "press", "nbformat"} == set()


# ---- What is said of each name


@every_file
def test_every_file_and_public_name_says_what_it_is_for(file):
    """Full sentences: a capital at the start, a full stop at the end."""
    said = {file.name: ast.get_docstring(tree(file))}
    said |= {one.name: ast.get_docstring(one) for one in definitions(file)}
    assert [name for name, text in said.items() if not text] == []
    first = {name: text.split("\n\n")[0] for name, text in said.items()}
    assert [
        name for name, text in first.items() if not re.fullmatch(r"(?s)[A-Z].*[.)]", text)
    ] == []


@every_file
def test_every_function_says_its_types(file):
    """A type says at a glance what prose would take a line for."""
    for one in definitions(file, public=False):
        if isinstance(one, ast.FunctionDef):
            assert one.returns is not None, one.name
            assert [name.arg for name in arguments(one) if name.annotation is None] == [], one.name


def raises(function, file):
    """Say whether a function refuses anything, by itself, by ``need`` or by its file's helpers."""
    helpers = {one.name: one for one in tree(file).body if isinstance(one, ast.FunctionDef)}
    nodes = list(ast.walk(function))
    calls = {node.func.id for node in nodes if isinstance(getattr(node, "func", 0), ast.Name)}
    return (
        any(isinstance(node, ast.Raise) for node in nodes)
        or "need" in calls
        or any(raises(helpers[name], file) for name in calls & set(helpers) - {function.name})
    )


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, names in OFFERED.items() for name in names]
)
def test_what_lessons_call_is_documented_to_the_last_argument(file, name):
    """``charts.timeline?`` in a notebook is all the manual there is."""
    (function,) = [one for one in definitions(PROJECT / file) if one.name == name]
    said = ast.get_docstring(function)
    asked = arguments(function)
    assert [one.arg for one in asked if not re.search(rf"^    {one.arg}: ", said, re.M)] == []
    assert ("\nArgs:\n" in said) == bool(asked)
    assert "\nReturns:\n" in said or "\nYields:\n" in said
    assert ("\nRaises:\n" in said) or not raises(function, PROJECT / file)


def test_what_lessons_call_is_the_list_above():
    """A new public function of cards, explorers or editions is held to the same."""
    for file, names in OFFERED.items():
        if file.startswith("dateline/ca") or file.startswith("dateline/ex"):
            own = [
                one.name
                for one in tree(PROJECT / file).body
                if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
            ]
            assert set(own) - HELPERS <= set(names)


@pytest.mark.parametrize(
    "file", [one for one in OFFERED if re.search(r"charts/|explorers/(?!paged)", one)]
)
def test_tables_are_positional_and_the_rest_is_named(file):
    """``charts.timeline(events, lanes="actors")`` reads aloud; a row of bare values does not."""
    tables = set(load_case("template").tables)
    for one in definitions(PROJECT / file):
        if one.name in OFFERED[file]:
            names = [arg.arg for arg in one.args.args]
            assert names and set(names) <= tables
            assert one.args.vararg is one.args.kwarg is None


# ---- Nothing of the case, nothing unfinished, nothing too long


def names_of_the_case():
    """Return the names of people, places and publishers in the case's tables."""
    case = load_case("baghdad-embassy-2020")
    columns = [case.events["actors"], case.events["place"], case.sources["publisher"]]
    cells = pd.concat(columns).dropna().str.split(";|, ").explode().str.strip()
    return {name for name in cells if name[:1].isupper() and len(name) > 3} | {
        "Baghdad", "Iraq", "Iran", "Pompeo", "Soleimani", "Kadhimi", "Salih", "Trump", "Caravel",
        "embassy", "troops", "militia", "rocket", "Georgetown", "2020-10-08", "Foggy Bottom",
    }  # fmt: skip


@pytest.mark.parametrize(
    "file", [*FILES, *TEMPLATES], ids=[str(f.relative_to(PROJECT)) for f in [*FILES, *TEMPLATES]]
)
def test_no_word_of_the_case(file):
    """Another article is another folder of tables, and no line of code."""
    text = file.read_text(encoding="utf-8")
    names = names_of_the_case()
    assert len(names) > 60
    found = [one for one in names if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]
    found += [
        word for word in ("baghdad", "iraq", "pompeo", "embass", "caravel") if word in text.lower()
    ]
    assert found == []


def test_a_word_of_the_case_would_be_found():
    assert {"Mike Pompeo", "Green Zone", "The New York Times"} <= names_of_the_case()


@pytest.mark.parametrize(
    ("folder", "most"),
    [
        ("dateline", 1800),
        ("press", 800),
        ("panel", 450),
        ("proof", 400),
        ("ink", 1200),
        ("stage", 400),
    ],
)
def test_the_helper_stays_small(folder, most):
    """Who takes the lesson over must be able to read all of it in an evening."""
    lines = sum(code_lines(file) for file in FILES if file.is_relative_to(PROJECT / folder))
    assert 50 < lines < most


@every_file
def test_no_file_is_too_long(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize(
    "file",
    [*FILES, *TEMPLATES, PROJECT / "start.py"],
    ids=lambda file: str(file.relative_to(PROJECT)),
)
def test_nothing_is_left_to_do(file):
    """A note to oneself belongs where work is planned, not where others read."""
    notes = r"\b(TO-?DO|FIX-?ME|XXX|HACK)\b"
    assert re.findall(notes, file.read_text(encoding="utf-8"), flags=re.IGNORECASE) == []


@pytest.mark.parametrize(
    "banned", ["to_html(", ".style.", "escape=False", "|safe", "| safe", "%matplotlib"]
)
def test_no_way_around_the_escaping(banned):
    """Every datum passes through the templates, which escape it."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in [*FILES, *TEMPLATES]}
    dateline = {n: t for n, t in texts.items() if not n.endswith((".j2", ".css"))}
    assert [name for name, text in dateline.items() if banned in text] == []
