"""The rules of the house, read from the source: imports, documentation, words, the tree."""

import ast
import inspect
import re
import subprocess
import sys
from fnmatch import fnmatch
from functools import cache
from types import FunctionType

import pandas as pd

from dateline import Case, cards, charts, explorers, load_case, slides, study
from dateline.publish import edition
from tests.notebooks import PROJECT

PACKAGE = PROJECT / "dateline"
FILES = sorted(PACKAGE.rglob("*.py"))
WEB_FILES = sorted(
    file
    for file in (PACKAGE / "web").rglob("*.*")
    if file.suffix in (".html", ".css", ".js", ".j2", ".json", ".md")
)

# Which way imports go: a part may import itself and the parts in the lines above it.
LAYERS = [
    {"links"},
    {"dates", "files", "web", "words"},
    {"case"},
    {"cards", "charts"},
    {"explorers"},
    {"questions"},
    {"publish"},
    {"__init__", "__main__", "open_lesson"},
]
# What each part may import that is neither ours nor Python's own.
PACKAGES = {
    "dates": {"pandas"},
    "files": set(),
    "links": set(),
    "web": {"jinja2", "markupsafe"},
    "words": set(),
    "case": {"jsonschema", "openpyxl", "pandas", "regex"},
    "cards": {"markupsafe", "pandas"},
    "charts": {"font_source_sans_pro", "markupsafe", "matplotlib", "numpy", "pandas"},
    "explorers": {
        *("IPython", "anywidget", "ipywidgets", "markupsafe", "numpy", "pandas", "traitlets"),
    },
    "questions": {"markupsafe", "packaging", "pandas", "xlsxwriter"},
    "publish": {
        *("PIL", "markupsafe", "matplotlib", "numpy", "openpyxl", "pandas", "pptx"),
        *("docx", "font_source_sans_pro", "segno", "weasyprint"),
        *("nbclient", "nbconvert", "nbformat", "traitlets"),
    },
    "__init__": {"pandas"},
    "__main__": set(),
    "open_lesson": set(),
}
# What must not be loaded yet after an import, one import after the other.
LOADED_LATER = {
    "dateline": {"IPython", "ipywidgets", "matplotlib", "nbformat", "openpyxl", "pptx"},
    "dateline.charts": {"IPython", "ipywidgets", "matplotlib.pyplot", "nbformat", "pptx"},
    "dateline.publish.slides": {"nbconvert", "pptx"},
}


def name_of(file):
    """Return a file as messages name it: from the project's folder."""
    return file.relative_to(PROJECT).as_posix()


@cache
def text_of(file):
    return file.read_text(encoding="utf-8")


@cache
def tree(file):
    return ast.parse(text_of(file))


def part_of(file):
    """Return the part of the package that a file belongs to: a folder, or the file itself."""
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def imported(file):
    """Return the full name of everything that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def parts_imported(file):
    """Return the parts of the package that a file imports."""
    names = {name.split(".")[1] for name in imported(file) if name.startswith("dateline.")}
    return {name if name in PACKAGES else "case" for name in names}  # dateline offers load_case


def definitions(file):
    """Return the functions and classes at the top of a file, and the methods of its classes."""
    found = []
    for node in tree(file).body:
        found.append(node)
        if isinstance(node, ast.ClassDef):
            found += node.body
    return [node for node in found if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def offered():
    """Return the functions that notebooks and commands call."""
    functions = [load_case, study.open, study.preflight]
    functions += [slides.save, slides.deck, edition.edition]
    functions += [getattr(charts, name) for name in charts.__all__]
    functions += [getattr(explorers, name) for name in explorers.__all__]
    functions += [each for each in vars(cards).values() if inspect.getmodule(each) is cards]
    for offered_class in (Case, study.Questions):
        functions += vars(offered_class).values()
    functions = [each for each in functions if isinstance(each, FunctionType)]
    return [each for each in functions if not each.__name__.startswith("_")]


# ---- Imports


def test_every_part_of_the_package_has_its_place():
    """A new part must be given its place before the rules below can hold for it."""
    parts = {part_of(file) for file in FILES}
    assert parts == set(PACKAGES) == set.union(*LAYERS)
    assert len(FILES) > 40
    assert len(WEB_FILES) > 10


def test_imports_go_one_way():
    """To change a part you need to know the parts it is built on, and none above it."""
    offenders = []
    for file in FILES:
        part = part_of(file)
        (layer,) = (number for number, parts in enumerate(LAYERS) if part in parts)
        below = set.union(set(), *LAYERS[:layer])
        wrong = parts_imported(file) - below - {part}
        offenders += [f"{name_of(file)} imports {name}" for name in sorted(wrong)]
        relative = [name for name in imported(file) if name.startswith(".")]
        offenders += [f"{name_of(file)} imports {name}: write the full name" for name in relative]
    assert offenders == []


def test_each_part_imports_only_the_packages_it_needs():
    """The requirements are all there is on a fresh machine, and a script has no widgets."""
    offenders = []
    for file in FILES:
        packages = {name.split(".")[0] for name in imported(file)}
        wrong = packages - {"dateline"} - set(sys.stdlib_module_names) - PACKAGES[part_of(file)]
        offenders += [f"{name_of(file)} imports {name}" for name in sorted(wrong)]
    assert offenders == []


def test_no_chart_uses_pyplot():
    """It takes a while to import, and it keeps a list of figures that would be shown twice."""
    assert [
        name_of(file)
        for file in FILES
        if part_of(file) == "charts" and any("pyplot" in name for name in imported(file))
    ] == []


def test_an_import_loads_no_more_than_it_needs():
    """``python -m dateline check`` answers at once, and a lesson never waits for python-pptx."""
    code = ["import sys"]
    for module in LOADED_LATER:
        code.append(f"import {module}; print(sorted(sys.modules))")
    command = [sys.executable, "-c", "\n".join(code)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=True)
    offenders = []
    for (module, later), line in zip(LOADED_LATER.items(), done.stdout.splitlines(), strict=True):
        loaded = set(ast.literal_eval(line))
        assert module in loaded
        offenders += [f"import {module} loads {name}" for name in sorted(later & loaded)]
    assert offenders == []


# ---- Documentation


def test_every_file_and_public_name_says_what_it_is_for():
    """A docstring starts with a full sentence: a capital, and a period at its end."""
    offenders = []
    for file in FILES:
        docstrings = {name_of(file): ast.get_docstring(tree(file))}
        for node in definitions(file):
            if not node.name.startswith("_"):
                docstrings[f"{name_of(file)}: {node.name}"] = ast.get_docstring(node)
        for name, text in docstrings.items():
            first = (text or "").split("\n\n")[0]
            if not re.fullmatch(r"(?s)[A-Z].*[.)]", first):
                offenders.append(name)
    assert offenders == []


def test_every_function_states_its_types():
    """A type says at a glance what would take a line of prose."""
    offenders = []
    for file in FILES:
        for node in definitions(file):
            if isinstance(node, ast.FunctionDef):
                arguments = ast.walk(node.args)
                names = [each for each in arguments if isinstance(each, ast.arg)]
                untyped = [each.arg for each in names if each.annotation is None]
                if set(untyped) - {"self", "cls"} or node.returns is None:
                    offenders.append(f"{name_of(file)}: {node.name}")
    assert offenders == []


def nodes_run_by(node):
    """Yield what a function runs itself; a lambda is only handed on, and may be caught there."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from nodes_run_by(child)


def refuses(name, functions):
    """Tell whether a function raises, itself or in the functions of its file that it calls."""
    nodes = list(nodes_run_by(functions[name]))
    calls = {node.func.id for node in nodes if isinstance(getattr(node, "func", 0), ast.Name)}
    if "need" in calls or any(isinstance(node, ast.Raise) for node in nodes):
        return True
    return any(refuses(called, functions) for called in calls & set(functions) - {name})


def test_what_lessons_call_is_documented_to_the_last_argument():
    """``charts.timeline?`` in a notebook is all the manual there is."""
    offenders = []
    for function in offered():
        name = f"{function.__module__}.{function.__name__}"
        text = inspect.getdoc(function)
        signature = inspect.signature(function)
        arguments = [each for each in signature.parameters if each != "self"]
        for argument in arguments:
            if not re.search(rf"^    {argument}: ", text, re.MULTILINE):
                offenders.append(f"{name} does not describe {argument}")
        if signature.return_annotation not in (None, "None"):
            if not re.search(r"^(Returns|Yields):$", text, re.MULTILINE):
                offenders.append(f"{name} does not say what it returns")
        source = ast.walk(tree(PROJECT / inspect.getsourcefile(function)))
        functions = {node.name: node for node in source if isinstance(node, ast.FunctionDef)}
        if refuses(function.__name__, functions) and "\nRaises:\n" not in text:
            offenders.append(f"{name} does not say what it refuses")
    assert offenders == []


def test_tables_are_positional_and_the_rest_is_named():
    """``charts.timeline(events, lanes="actors")`` reads aloud; a row of bare values does not."""
    tables = set(load_case("template").tables) | {"rows"}  # of any table
    offenders = []
    for function in offered():
        name = function.__name__
        if getattr(charts, name, None) is function or name.endswith("_explorer"):
            parameters = inspect.signature(function).parameters.values()
            first = [each.name for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD]
            rest = [
                each for each in parameters if each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
            ]
            if set(first) - tables - {"self"} or rest:
                offenders.append(f"{name}: {first}")
    assert offenders == []


# ---- Nothing of the case, nothing unfinished, no way around the escaping


def names_of_the_case():
    """Return the names of people, places and publishers in the tables, and words of the story."""
    case = load_case("baghdad-embassy-2020")
    columns = [case.events["actors"], case.events["place"], case.sources["publisher"]]
    names = pd.concat(columns).dropna().str.split(";|, ").explode().str.strip()
    words = "Pompeo Soleimani Kadhimi Salih Trump troops militia rocket Georgetown 2020-10-08"
    return {name for name in names if name[:1].isupper() and len(name) > 3} | set(words.split())


def test_no_word_of_the_case_is_in_the_package():
    """Another article is another folder of tables, and no line of code."""
    names = names_of_the_case()
    assert {"Mike Pompeo", "Green Zone", "The New York Times"} <= names
    whole = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)")
    inside = re.compile(r"baghdad|iraq|iran\b|pompeo|embass|caravel", re.IGNORECASE)
    offenders = []
    for file in [*FILES, *WEB_FILES]:
        found = whole.findall(text_of(file)) + inside.findall(text_of(file))
        offenders += [f"{name_of(file)}: {word}" for word in found]
    assert offenders == []


def test_nothing_is_left_to_do():
    """A note to oneself belongs where work is planned, not where others read."""
    note = re.compile(r"\b(TO-?DO|FIX-?ME|XXX|HACK)\b", re.IGNORECASE)
    files = [*FILES, *WEB_FILES, PROJECT / "start.py"]
    assert [name_of(file) for file in files if note.search(text_of(file))] == []


def test_no_way_around_the_escaping():
    """All data goes through the templates, which escape it."""
    in_python = re.compile(r"to_html\(|\.style\.|escape=False|%matplotlib")
    in_templates = re.compile(r"\| *safe\b|autoescape +false")
    offenders = [name_of(file) for file in FILES if in_python.search(text_of(file))]
    offenders += [name_of(file) for file in WEB_FILES if in_templates.search(text_of(file))]
    assert offenders == []


# ---- The tree


def test_the_tree_in_the_readme_is_the_tree_on_disk():
    """It is the map for whoever changes the project: each folder has a line that says what for."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text_of(PROJECT / "README.md"), re.DOTALL | re.M)
    (block,) = (text for text in blocks if text.startswith(("dateline/", "notebooks/")))
    paths = [line.split()[0] for line in block.splitlines() if line.strip()]
    assert [path for path in paths if not (PROJECT / path).exists()] == []
    made = [line for line in text_of(PROJECT / ".gitignore").splitlines() if line.endswith("/")]
    folders = [*PROJECT.iterdir(), *PACKAGE.iterdir()]
    on_disk = {f"{name_of(folder)}/" for folder in folders if folder.is_dir()}
    ours = {
        path
        for path in on_disk
        if not path.startswith(".")
        and not any(fnmatch(path.split("/")[-2], line.strip("/")) for line in made)
    }
    assert ours - set(paths) == set()
    assert [line for line in block.splitlines() if line and len(line.split()) < 3] == []
