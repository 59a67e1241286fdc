"""The browser edition is built, or a sentence says why not; what it is built from is whole.

That its notebooks run in a browser is tried by .ci/lite.sh, which takes some minutes.
"""

import importlib.util
import json
import sys

import start
from dateline.questions.preflight import find_packages
from tests.notebooks import PROJECT
from tests.pages import page

SPEC = importlib.util.spec_from_file_location("lite", PROJECT / "deploy" / "lite" / "run.py")
lite = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(lite)


def pyodide(folder, version="314.0.3"):
    """Return a folder that looks like Pyodide and has nothing in it."""
    folder.mkdir(parents=True)
    for name in lite.CORE:
        (folder / name).touch()
    (folder / lite.LOCK).write_text('{"packages": {}}')
    (folder / "package.json").write_text(json.dumps({"version": version}))
    return folder


def refusal(capsys, *words):
    """Return the one line that is printed instead of a site."""
    assert lite.main([str(word) for word in words]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_a_missing_or_wrong_pyodide_is_named_and_where_to_get_one(tmp_path, capsys):
    """It is the one thing that the program does not get itself."""
    empty = tmp_path / "empty"
    empty.mkdir()
    old = pyodide(tmp_path / "old", "0.29.0")
    broken = pyodide(tmp_path / "broken")
    (broken / "package.json").write_text("[")
    site = tmp_path / "site"
    said = {
        "none": refusal(capsys, site),
        "away": refusal(capsys, site, "--pyodide", tmp_path / "away"),
        "empty": refusal(capsys, site, "--pyodide", empty),
        "old": refusal(capsys, site, "--pyodide", old),
        "broken": refusal(capsys, site, "--pyodide", broken),
    }
    for line in said.values():
        assert "pyodide-314.0.3.tar.bz2 from github.com/pyodide/pyodide/releases" in line
        assert line.endswith("name its folder: python3 start.py lite --pyodide FOLDER")
    assert said["none"].startswith("The browser edition needs Pyodide. ")
    assert said["away"].startswith(f"There is no folder {tmp_path / 'away'}. ")
    assert said["empty"].startswith(f"{empty} is no Pyodide: it has no pyodide-lock.json. ")
    assert said["old"].startswith(f"{old} is Pyodide 0.29.0, and 314.0 is needed. ")
    assert said["broken"].startswith(f"{broken} is Pyodide of an unknown version, and 314.0 is ")
    assert not site.exists()


def test_the_folder_of_the_archive_is_found_in_the_folder_it_was_unpacked_in(tmp_path):
    inner = pyodide(tmp_path / "downloads" / "pyodide")
    assert lite.checked_pyodide(str(tmp_path / "downloads")) == inner
    assert lite.checked_pyodide(str(inner)) == inner


def test_a_place_that_is_not_ours_is_refused_before_the_work(tmp_path, capsys):
    """A teacher's website is not replaced, and nobody waits half a minute for a refusal."""
    place = pyodide(tmp_path / "pyodide")
    own = tmp_path / "website"
    own.mkdir()
    (own / "index.html").write_text("my own page")
    line = refusal(capsys, own, "--pyodide", place)
    assert line.startswith(f"{own / 'index.html'} is there and was not made by Dateline")
    assert (own / "index.html").read_text() == "my own page"

    (tmp_path / "file").write_text("a file, not a folder")
    line = refusal(capsys, tmp_path / "file", "--pyodide", place)
    assert line == f"{tmp_path / 'file'} is a file: name a folder, or a new one."


def test_an_older_python_is_told_before_anything_is_installed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 11, 9, "final", 0))
    assert start.main(["lite"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("The browser edition is built with Python 3.12 or newer")


def test_a_package_brings_what_it_needs_and_no_more():
    lock = {
        "packages": {
            "dateline": {"depends": ["pandas", "Markup_Safe"]},
            "pandas": {"depends": ["numpy"]},
            "numpy": {"depends": []},
            "markup-safe": {"depends": ["pandas"]},
            "scipy": {"depends": ["numpy"]},
        }
    }
    assert lite.needed(lock, ["dateline"]) == {"dateline", "pandas", "numpy", "markup-safe"}


def test_packages_have_the_tested_versions_where_pyodide_has_none():
    pins = lite.pins(without={"pandas", *lite.UNPINNED})
    names = [pin.split("==")[0] for pin in pins]
    assert "anywidget" in names and "ipywidgets" in names
    assert not {"pandas", "jsonschema"} & set(names)
    assert not [pin for pin in pins if ";" in pin or " " in pin]


def test_readers_get_every_notebook_and_table_and_never_the_article(tmp_path):
    lite.copy_contents(tmp_path)
    copied = {file.relative_to(tmp_path) for file in lite.files_in(tmp_path)}
    stored = {file.relative_to(PROJECT) for file in PROJECT.glob("notebooks/*.ipynb")}
    for kind in ("csv", "json", "xlsx"):
        stored |= {file.relative_to(PROJECT) for file in PROJECT.glob(f"data/**/*.{kind}")}
    others = {"data/README.md", "data/night-bus-2024/article.txt"}  # an article of ours
    assert {file.as_posix() for file in copied} == {file.as_posix() for file in stored} | others
    assert lite.NOT_IN_WHEEL("data", ["article.txt", "events.csv"]) == {"article.txt"}


def test_nothing_is_asked_of_other_places(tmp_path):
    """Without this setting a kernel looks for a missing package on the internet."""
    lite.write_settings(tmp_path)
    settings = json.loads((tmp_path / "jupyter-lite.json").read_text())["jupyter-config-data"]
    (kernel,) = settings["litePluginSettings"].values()
    assert kernel["disablePyPIFallback"] is True
    assert "dateline" in kernel["loadPyodideOptions"]["packages"]
    assert (tmp_path / "overrides.json").read_bytes() == lite.LAB_SETTINGS.read_bytes()


def test_the_first_page_opens_every_notebook_and_says_how_long_it_takes():
    first = page(lite.first_page([lite.HERE / "index.html"]))
    links = [link.attributes["href"] for link in first.all("a")]
    names = sorted(file.name for file in PROJECT.glob("notebooks/*.ipynb"))
    assert links == [f"lab/index.html?path=notebooks/{name}" for name in names]
    assert "The first start takes about a minute" in first.text
    assert first.all("script", id="jupyter-config-data")  # without it JupyterLab stays empty
    assert not [link for link in links if "://" in link]


def test_the_check_before_class_leaves_out_what_the_page_has_itself():
    """In a browser JupyterLab is the page and no package: it was said to be missing."""
    found = find_packages(["no-such-package>=4.4; sys_platform == 'emscripten'", "pandas>=3.0"])
    assert "pandas" in found and "no-such-package" not in found
