"""Build the browser edition: ``python3 start.py lite``. Its readers need only a browser.

    python3 start.py lite --pyodide pyodide                   write it to the folder lite
    python3 start.py lite pages/lite --pyodide pyodide        write it beside the website in pages

Pyodide is Python for browsers. It is not downloaded here: get pyodide-314.0.3.tar.bz2 from the
releases of github.com/pyodide/pyodide, unpack it, and name its folder. The other packages come
from where pip gets them. Whoever opens the finished site asks nothing of any other place.
"""

import argparse
import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Template

from dateline.files import check_replaceable, write_files

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
LAB_SETTINGS = PROJECT / "dateline" / "web" / "lab" / "overrides.json"
KERNEL = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
OTHER_WIDGETS = "widgetsnbextension-3"  # for an ipywidgets older than ours

PYODIDE = "314.0"  # the versions that fit the kernel; 314.0.3 is the one that was tried
LOCK = "pyodide-lock.json"
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
GET_PYODIDE = (
    f"Get pyodide-{PYODIDE}.3.tar.bz2 from github.com/pyodide/pyodide/releases, unpack it, and "
    "name its folder: python3 start.py lite --pyodide FOLDER"
)
# What a kernel loads when it starts. The rest of the packages are needed by these.
LOADED = """
    micropip piplite ipykernel comm pyodide-kernel ipython jedi ipywidgets dateline
""".split()
# Parts of the page itself, which need not be among the packages.
IN_THE_PAGE = ["jupyter-server", "jupyterlab", "jupyterlab-widgets", "notebook"]
# Older versions of these do without a compiled part, for which there may be no wheel.
UNPINNED = {"jsonschema"}

NOTEBOOKS = "notebooks/[0-9]*.ipynb"  # and not those that readers have made
# The article of the invented case is ours; that of another one is never passed on.
COPIED = [NOTEBOOKS, "data/README.md", "data/night-bus-2024/article.txt"]
COPIED += [f"data/{place}.{kind}" for place in ("*", "*/*") for kind in ("csv", "json", "xlsx")]
NOT_IN_WHEEL = shutil.ignore_patterns("*.egg-info", "__pycache__", ".*", "article.txt")
BUILD_WHEEL = "from setuptools.build_meta import build_wheel; build_wheel('.')"


class Stopped(Exception):
    """The site cannot be built; the message is one line that says why and what to do."""


def main(words: list[str]) -> int:
    """Build the site and return the exit code."""
    arguments = command_line().parse_args(words)
    folder = arguments.folder.expanduser().resolve()
    try:
        pyodide = checked_pyodide(arguments.pyodide)
        if folder.is_file():
            raise Stopped(f"{folder} is a file: name a folder, or a new one.")
        check_replaceable(folder, ["index.html"])
        with tempfile.TemporaryDirectory(prefix="dateline-lite-") as place:
            site = build(pyodide, Path(place))
            files = {str(path.relative_to(site).as_posix()): path for path in files_in(site)}
            write_files(folder, {name: path.read_bytes() for name, path in files.items()})
    except (Stopped, OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1

    size = sum(path.stat().st_size for path in files_in(folder))
    print(
        f"{folder} is ready: {size / 1e6:,.0f} MB. A web server with https can serve it as it is."
    )
    print(f"To try it here:  {sys.executable} -m http.server 8020 -b 127.0.0.1 -d {folder}")
    print("then open http://127.0.0.1:8020 in a browser.")
    return 0


def command_line() -> argparse.ArgumentParser:
    """Return the options of the command."""
    parser = argparse.ArgumentParser(prog="python3 start.py lite", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "lite")
    parser.add_argument("--pyodide", metavar="FOLDER", help="the unpacked Pyodide")
    return parser


def checked_pyodide(name: str | None) -> Path:
    """Return the folder of Pyodide; raise Stopped if it is not what the site needs."""
    if not name:
        raise Stopped(f"The browser edition needs Pyodide. {GET_PYODIDE}")
    folder = Path(name).expanduser().resolve()
    inner = folder / "pyodide"  # the archive has its files in a folder of this name
    folder = inner if inner.is_dir() else folder
    if not folder.is_dir():
        raise Stopped(f"There is no folder {folder}. {GET_PYODIDE}")
    missing = [part for part in [LOCK, "package.json", *CORE] if not (folder / part).is_file()]
    if missing:
        raise Stopped(f"{folder} is no Pyodide: it has no {missing[0]}. {GET_PYODIDE}")

    try:
        version = str(json.loads((folder / "package.json").read_bytes())["version"])
    except (ValueError, LookupError, TypeError):
        version = "of an unknown version"
    if not version.startswith(f"{PYODIDE}."):
        raise Stopped(f"{folder} is Pyodide {version}, and {PYODIDE} is needed. {GET_PYODIDE}")
    return folder


def build(pyodide: Path, place: Path) -> Path:
    """Build the site in a folder of its own and return where its pages are.

    A folder of its own, because JupyterLite keeps notes in the folder it works in, and after a
    change these make it load Pyodide from another place.
    """
    lite, contents, site = place / "settings", place / "contents", place / "site"
    print("1 of 4  packing the lesson", flush=True)
    wheel = lesson_wheel(place / "source")
    copy_contents(contents)

    print("2 of 4  finding the packages it needs", flush=True)
    packages = collect_packages(pyodide, wheel, place / "packages")
    used = needed(packages, LOADED)

    print("3 of 4  building the pages", flush=True)
    copy_pyodide(place / "packages", used, packages, lite / "static" / "pyodide")
    write_settings(lite)
    run_in(
        place,
        "-m",
        "jupyterlite_core",
        "build",
        "--lite-dir",
        lite,
        "--contents",
        contents,
        "--output-dir",
        site,
    )

    print("4 of 4  writing the files", flush=True)
    page = first_page(files_in(lite / "static"))  # JupyterLab itself is small beside Python
    (site / "index.html").write_text(page, encoding="utf-8")
    return site


def lesson_wheel(source: Path) -> Path:
    """Return the wheel of this project, made from a copy: a build leaves files behind."""
    for name in ("dateline", "notebooks", "data"):
        shutil.copytree(PROJECT / name, source / name, ignore=NOT_IN_WHEEL)
    for name in ("pyproject.toml", "LICENSE", "LICENSE-TEXT"):
        shutil.copy(PROJECT / name, source)
    run_in(source, "-c", BUILD_WHEEL)
    return next(source.glob("*.whl"))


def copy_contents(to: Path) -> None:
    """Copy what readers see in the list of files."""
    for pattern in COPIED:
        for file in PROJECT.glob(pattern):
            copy = to / file.relative_to(PROJECT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)


def collect_packages(pyodide: Path, wheel: Path, to: Path) -> dict[str, Any]:
    """Put Pyodide, the lesson and what it needs into a folder; return the list of packages.

    Packages of Pyodide come first; what it lacks is downloaded, in the versions of
    constraints.txt.
    """
    from pyodide_lock.uv_pip_compile import PyLockError, UvPipCompile

    shutil.copytree(pyodide, to)
    lock = json.loads((to / LOCK).read_text(encoding="utf-8"))
    there = {
        name: package
        for name, package in lock["packages"].items()
        if (to / package["file_name"]).is_file()
    }
    (to / LOCK).write_text(json.dumps(lock | {"packages": there}), encoding="utf-8")

    kernel = [file for file in Path(sys.prefix, KERNEL).glob("*.whl")]
    wheels = [file for file in kernel if not file.name.startswith(OTHER_WIDGETS)]
    update = UvPipCompile(
        input_path=to / LOCK,
        wheel_dir=to,
        wheels=[*wheels, wheel],
        specs=["ipywidgets", "jedi"],
        excludes=IN_THE_PAGE,
        constraints=pins(without={*there, *UNPINNED}),
        extra_uv_args=["--no-config"],
    )
    printed = io.StringIO()
    try:
        with contextlib.redirect_stderr(printed):
            update.update()
    except (PyLockError, OSError) as problem:
        print(printed.getvalue(), file=sys.stderr)
        raise Stopped(
            "The packages could not be put together; above is why. Either this computer has no "
            f"internet connection, or {pyodide} lacks packages: use the full Pyodide, not its core."
        ) from problem
    return dict(json.loads((to / LOCK).read_text(encoding="utf-8")))


def pins(without: set[str]) -> list[str]:
    """Return the lines of constraints.txt, without some packages and those of other systems."""
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([\w.-]+)==[^\s;]+(?=\s*(#|$))", line) for line in lines]
    return [pin.group().strip() for pin in found if pin and pin.group(1) not in without]


def needed(lock: dict[str, Any], names: Iterable[str]) -> set[str]:
    """Return the names of packages and of all that these need, as they are in the list."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found:
            found.add(name)
            waiting += lock["packages"][name]["depends"]
    return found


def copy_pyodide(source: Path, names: set[str], lock: dict[str, Any], to: Path) -> None:
    """Copy Pyodide with only the packages that the lesson needs."""
    packages = {name: lock["packages"][name] for name in sorted(names)}
    to.mkdir(parents=True)
    for name in [*CORE, *(package["file_name"] for package in packages.values())]:
        shutil.copy(source / name, to)
    (to / LOCK).write_text(json.dumps(lock | {"packages": packages}), encoding="utf-8")


def write_settings(lite: Path) -> None:
    """Write JupyterLite's settings: nothing from other hosts, no news, files for our scripts."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": LOADED}}
    page = {
        "appName": "Dateline",
        "exposeAppInBrowser": True,  # so that answers can be saved among the files
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
    }
    build = {"apps": ["lab"], "no_sourcemaps": True, "no_unused_shared_packages": True}
    files = {
        "jupyter-lite.json": {"jupyter-lite-schema-version": 0, "jupyter-config-data": page},
        "jupyter_lite_config.json": {"LiteBuildConfig": build},
    }
    for name, content in files.items():
        (lite / name).write_text(json.dumps(content), encoding="utf-8")
    shutil.copy(LAB_SETTINGS, lite)


def first_page(loaded: Iterable[Path]) -> str:
    """Return the page that says what happens, before a reader waits for the first start.

    Args:
        loaded: The files that a browser loads at the first start.
    """
    megabytes = sum(file.stat().st_size for file in loaded) / 1e6
    notebooks = []
    for file in sorted(PROJECT.glob(NOTEBOOKS)):
        first = json.loads(file.read_text(encoding="utf-8"))["cells"][0]["source"]
        notebooks.append((file.name, "".join(first).splitlines()[0].removeprefix("# ")))
    template = Template((HERE / "index.html").read_text(encoding="utf-8"), autoescape=True)
    return template.render(notebooks=notebooks, megabytes=10 * round(megabytes / 10))


def files_in(folder: Path) -> list[Path]:
    """Return all files in a folder and the folders in it."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def run_in(folder: Path, *words: str | Path) -> None:
    """Run this Python with some words; raise Stopped with the last line it printed if it fails."""
    command = [sys.executable, *map(str, words)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines() or ["no reason was given"]
        raise Stopped(f"The browser edition could not be built: {lines[-1]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
