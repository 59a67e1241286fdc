"""start.py is the first thing a teacher meets: it works, or it says in one line what to do.

Most tests run the real start.py, with a real venv and a real pip, on a tiny project: it installs
programs that only say how they were called, from its own folder, so no network is needed.
"""

import ast
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import start

PROJECT = Path(start.__file__).parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
HERE = "http://127.0.0.1:9/simple"  # a port where nothing answers

TINY = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tiny"
version = "1"
"""

# What setuptools does for the real project. A file trouble.py, where there is one, stops it.
BACKEND = """
import os, zipfile

PROGRAM = "import json, os, sys; print(json.dumps([__spec__.name, os.getcwd(), *sys.argv[1:]]))"
ABOUT = {
    "METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\nProvides-Extra: test\\n",
    "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    if os.path.exists("trouble.py"):
        exec(open("trouble.py").read())
    with zipfile.ZipFile(os.path.join(folder, "tiny-1-py3-none-any.whl"), "w") as wheel:
        for name in ["jupyterlab", "dateline", "press", "pytest"]:
            wheel.writestr(name + ".py", PROGRAM)
        for name, text in ABOUT.items():
            wheel.writestr("tiny-1.dist-info/" + name, text)
    return "tiny-1-py3-none-any.whl"
"""

# A certificate nobody trusts, made for these tests and of no other worth.
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQzOOIErcfJMXHhGo
QKAV7qFCqbs2Z0QOWGYGmFXevxehRANCAAQl5EgfstQ2bdkmNKWqOmrKod6mAsMD
cgsdgMIKj+zpnROmUd9ap6Zf588Q5STOxd7/JNuynYK09GTAvFZMV0of
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUd92fp5W/EcyDvGW5ptatR01lFEMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDA5MjM1MVoYDzIxMjYxMDMx
MDkyMzUxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQl5EgfstQ2bdkmNKWqOmrKod6mAsMDcgsdgMIKj+zpnROmUd9ap6Zf
588Q5STOxd7/JNuynYK09GTAvFZMV0ofo2QwYjAdBgNVHQ4EFgQUZM8eYHvuCQ3k
Tr157ktbbnRySycwHwYDVR0jBBgwFoAUZM8eYHvuCQ3kTr157ktbbnRySycwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
ICFU8MXCXpSIiPutXYwU/oIZiTv5byzoSoQOWvQiToimAiEAoDiS0smmZ+gRqZNA
ooS6XXiGVrgoKJgL/ftGunay/vo=
-----END CERTIFICATE-----
"""

# Ctrl-C after a second, on every system, even where the tests run in the background.
CTRL_C = """
import _thread, signal, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(1, _thread.interrupt_main).start()
"""


def make_tiny(folder: Path) -> Path:
    """Write the tiny project into a folder."""
    for name in ["notebooks", "tests/browser", "bench"]:
        (folder / name).mkdir(parents=True)
    shutil.copy(PROJECT / "start.py", folder)
    (folder / "pyproject.toml").write_text(TINY)
    (folder / "backend.py").write_text(BACKEND)
    (folder / "requirements.txt").write_text("-e .\n")
    (folder / "constraints.txt").write_text("# made by hand\npandas==3.0.0\n")
    (folder / "notebooks/02_build_the_timeline.ipynb").write_text("{}")
    (folder / "tests/browser/test_page.py").write_text("")
    (folder / "bench/run.py").write_text("import sys; print(['bench', *sys.argv[1:]])")
    return folder


def start_py(folder: Path, *words: str, cwd: Path | None = None, begin: str = "", **settings: str):
    """Run the start.py of a folder as a person would; ``begin`` is Python to run just before it."""
    ours = ("PIP_", "DATELINE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept |= {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1", "NO_PROXY": "127.0.0.1,localhost"}
    kept |= {"PYTHONIOENCODING": "utf-8", "PIP_INDEX_URL": HERE, "DATELINE_CHROME": sys.executable}
    file = str(folder / "start.py")
    command = [sys.executable, file, *words]
    if begin:
        run = f"import runpy; runpy.run_path({file!r}, run_name='__main__')"
        command = [sys.executable, "-c", f"{begin}\n{run}", *words]
    return subprocess.run(
        command,
        cwd=cwd or folder,
        env=kept | settings,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a failed start says."""
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stdout + done.stderr
    return done.stderr


def called(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return how the program at the end was called: its name, its folder and its words."""
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny project that is set up, in a folder with a space and an accent in its name."""
    folder = make_tiny(tmp_path_factory.mktemp("Schöne Klasse"))
    called(start_py(folder, "check"))
    return folder


@pytest.fixture
def project(ready: Path) -> Iterator[Path]:
    """The ready project, whose own files are as they were again after the test."""
    names = ["requirements.txt", "pyproject.toml", ".venv/made-from.txt"]
    before = {name: (ready / name).read_bytes() for name in names}
    yield ready
    (ready / "trouble.py").unlink(missing_ok=True)
    for name, content in before.items():
        (ready / name).write_bytes(content)


class Refusing(BaseHTTPRequestHandler):
    """Refuses every request, a proxy's CONNECT among them, and writes no log."""

    def log_message(self, format: str, *words: object) -> None:
        """Say nothing."""


@contextmanager
def server(certificate: Path | None = None) -> Iterator[str]:
    """Run a server on this machine that refuses everything; give its host and port."""
    refusing = HTTPServer(("127.0.0.1", 0), Refusing)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        refusing.socket = context.wrap_socket(refusing.socket, server_side=True)
    thread = threading.Thread(target=refusing.serve_forever, args=[0.05])
    thread.start()
    try:
        yield f"localhost:{refusing.server_port}"
    finally:
        refusing.shutdown()
        thread.join()
        refusing.server_close()


def need_a_download(project: Path) -> None:
    """Let the project ask for a package that is not in its folder."""
    (project / "requirements.txt").write_text("pandas\n")


# What a start does


def test_works_in_a_folder_with_a_space_and_an_accent(project):
    """Pupils keep projects in folders such as this one."""
    assert "Schöne Klasse" in project.parent.name + project.name
    assert called(start_py(project, "check"))[0] == "dateline"


def test_works_from_another_folder_and_leaves_its_words_their_meaning(project, tmp_path):
    """A case is named from where the teacher stands, and what lies there is not our program."""
    (tmp_path / "dateline.py").write_text("raise ImportError('the wrong one')")
    done = start_py(project, "check", "my-case", cwd=tmp_path)
    assert called(done) == ["dateline", str(tmp_path), "check", "my-case"]


def test_second_start_does_nothing_but_open(project):
    """A lesson begins at once: no pip (the trouble would stop it) and not a word."""
    (project / "trouble.py").write_text("raise OSError('pip ran')")
    done = start_py(project, "check")
    assert called(done) and done.stdout.count("\n") == 1


@pytest.mark.parametrize("verb", [[], ["lab"]])
def test_options_go_on_to_jupyterlab(project, verb):
    """A server for a class, or a busy port, needs JupyterLab's own options."""
    name, _, *words = called(start_py(project, *verb, "--no-browser", "--port", "8890"))
    assert name == "jupyterlab"
    assert words[-3:] == ["--no-browser", "--port", "8890"]


def test_jupyterlab_opens_on_the_lesson(project):
    """Until there is a first page, that is the timeline; the files beside it are the lesson."""
    words = called(start_py(project))
    assert f"--ServerApp.root_dir={project / 'notebooks'}" in words
    assert "--LabApp.default_url=/lab/tree/02_build_the_timeline.ipynb" in words
    first = project / "notebooks" / "00_start_here.ipynb"
    first.write_text("{}")
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in called(start_py(project))
    first.unlink()


def test_jupyterlab_shows_no_news(project):
    """Its news and updates cover a corner of the projector."""
    settings = project / ".venv/share/jupyter/lab/settings/overrides.json"
    quiet = json.loads(settings.read_text())["@jupyterlab/apputils-extension:notification"]
    assert quiet == {"fetchNews": "false", "checkForUpdates": False}


def test_edition_and_its_words_go_to_press(project):
    """Editions are the work of another package."""
    assert called(start_py(project, "edition", "x"))[::2] == ["press", "edition"]


def test_wrong_first_word_gets_the_nearest_verb(project):
    """A slip of the hand must not open JupyterLab, nor set anything up."""
    done = start_py(project, "tset")
    assert (done.returncode, done.stderr) == (2, "")
    assert re.fullmatch(r"There is no 'tset': did you mean 'test'\? .*bench\.\n", done.stdout)


# What a start makes anew


def steps(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the numbered steps that a start went through, by their first word."""
    assert done.returncode == 0, done.stdout + done.stderr
    return re.findall(r"^\d of \d  (\w+)", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt", "pyproject.toml"])
def test_changed_files_are_installed(project, name):
    """After an update the packages must be the ones it was tested with."""
    with (project / name).open("a") as file:
        file.write("# changed\n")
    assert steps(start_py(project, "check")) == ["installing", "starting"]


def test_another_python_makes_venv_anew(project):
    """A .venv belongs to the Python that made it, which an update of the system takes away."""
    stamp = project / ".venv/made-from.txt"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace("3.", "2."), encoding="utf-8")
    assert steps(start_py(project, "check")) == ["making", "installing", "starting"]


def test_copied_folder_makes_its_own_venv(project, tmp_path):
    """The programs in a copied .venv still point to the first folder."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, symlinks=True)
    assert steps(start_py(copy, "check")) == ["making", "installing", "starting"]


def test_ctrl_c_is_one_calm_line_and_the_next_start_repairs(project):
    """A teacher who breaks off a slow set-up must not be left with half of one for ever."""
    (project / "trouble.py").write_text("import time; time.sleep(3)")
    with (project / "pyproject.toml").open("a") as file:
        file.write("# changed\n")

    done = start_py(project, "check", begin=CTRL_C)

    assert (done.returncode, done.stderr) == (130, "")
    assert done.stdout.splitlines()[-1].startswith("Stopped. The same command")
    (project / "trouble.py").unlink()
    assert steps(start_py(project, "check")) == ["making", "installing", "starting"]


# What a start says when it cannot


def test_old_python_is_told_which_one_is_needed(project):
    """A traceback about some module says nothing to a teacher."""
    said = complaint(start_py(project, begin="import sys; sys.version_info = (3, 6, 15)"))
    assert "needs Python 3.11 or newer, and this is Python 3.6" in said


def test_old_python_can_read_the_file():
    """What cannot be parsed cannot say that Python is too old."""
    ast.parse((PROJECT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_missing_venv_gets_the_command_for_it(tmp_path):
    """Debian and Ubuntu keep ensurepip in a package of its own."""
    begin = "import sys; sys.modules['ensurepip'] = None"
    said = complaint(start_py(make_tiny(tmp_path / "tiny"), begin=begin))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"run 'sudo apt install python{version}-venv'" in said


def test_no_network_on_the_first_start(tmp_path):
    """The first start alone needs the internet, and that is what it must say."""
    project = make_tiny(tmp_path / "tiny")
    need_a_download(project)
    said = complaint(start_py(project))
    assert "no way to the internet" in said and "the first start alone" in said


def test_network_that_opens_secure_connections(project, tmp_path):
    """School filters do so; "no network" would send the teacher to the wrong person."""
    need_a_download(project)
    certificate = tmp_path / "certificate.pem"
    certificate.write_text(CERTIFICATE)
    with server(certificate) as place:
        said = complaint(start_py(project, PIP_INDEX_URL=f"https://{place}/simple"))
    assert "its certificate is not trusted" in said and "PIP_CERT" in said


def test_proxy_that_refuses(project):
    """The way out is the proxy's address and name, not a cable."""
    need_a_download(project)
    with server() as place:
        proxy = {"HTTPS_PROXY": f"http://{place}", "https_proxy": f"http://{place}"}
        said = complaint(start_py(project, PIP_INDEX_URL="https://packages.invalid", **proxy))
    assert "proxy turned the download away" in said and "HTTPS_PROXY" in said


def test_full_disk(project):
    """It comes after minutes of work, and pip says it in the midst of forty lines."""
    (project / "trouble.py").write_text("raise OSError(28, os.strerror(28))")
    with (project / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    assert "disk is full" in complaint(start_py(project))


def test_unwritable_folder(tmp_path):
    """A file where the folder should be cannot be written into by anyone, on any system."""
    project = make_tiny(tmp_path / "tiny")
    (project / ".venv").write_text("")
    assert "Nothing can be written in" in complaint(start_py(project))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ERROR: ... OSError: [Errno 28] No space left on device", "disk is full"),
        ("[WinError 112] There is not enough space on the disk", "disk is full"),
        ("Error: [Errno 13] Permission denied: '/srv/x/.venv'", "Nothing can be written"),
        ("ERROR: ... [WinError 5] Zugriff verweigert: 'numpy.pyd'", "Nothing can be written"),
        ("OSError: [Errno 30] Read-only file system", "Nothing can be written"),
        ("getaddrinfo failed", "no way to the internet"),
        ("Temporary failure in name resolution", "no way to the internet"),
        ("ReadTimeoutError: Read timed out.", "no way to the internet"),
        ("Looking\nERROR: ResolutionImpossible: see\n\nA hint\n", "ERROR: ResolutionImpossible:"),
    ],
)
def test_other_words_for_the_same_trouble(said, answer):
    """Windows, macOS and Linux say it each in their own way; the rest is passed on as it is."""
    assert answer in start.explain(said)


# The tests' own command


def test_tests_run_on_two_workers_with_the_words_given(project):
    """``-k`` and the like are for pytest; the project's folder is where its settings are."""
    words = called(start_py(project, "test", "-k", "start", cwd=project.parent))
    assert words == ["pytest", str(project), "-n", "2", "-k", "start"]


def test_without_a_browser_the_rest_runs_and_it_says_so(project):
    """A test that was not run must never look like one that passed."""
    done = start_py(project, "test", DATELINE_CHROME="/no/such/program")
    assert done.returncode == 0 and '"-m", "not browser"' in done.stdout
    last = done.stdout.splitlines()[-1]
    assert "Left out" in last and "tests/browser/test_page.py" in last and "apt install" in last


def test_required_browser_that_is_missing_stops_before_the_run(project):
    """On the machine that guards the project, a missing browser is a fault."""
    missing = {"DATELINE_CHROME": "/no/such/program", "DATELINE_BROWSER": "required"}
    assert "there is none: install Chromium" in complaint(start_py(project, "test", **missing))


def test_lab_is_content_with_what_the_tests_installed(project):
    """Going to and fro between the two commands must not install anything."""
    assert called(start_py(project, "test"))
    assert steps(start_py(project, "lab")) == []


# The files it reads


def lines(name: str) -> list[str]:
    """Return the lines of one of the project's files, without notes and blank ones."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_requirements_are_those_of_pyproject():
    """``pip install -r requirements.txt`` and start.py must give the same lesson."""
    assert lines("requirements.txt") == [*PYPROJECT["project"]["dependencies"], "-e ."]


def test_every_package_folder_is_named():
    """A folder that pyproject does not name is missing where the project is installed."""
    tops = ("dateline", "ink", "panel", "press", "proof", "stage")
    found = [file.parent for top in tops for file in PROJECT.glob(f"{top}/**/*.py")]
    names = {".".join(folder.relative_to(PROJECT).parts) for folder in found}
    assert sorted(names) == PYPROJECT["tool"]["setuptools"]["packages"]


def test_constraints_say_how_they_were_made():
    """The next person makes them anew with the command in the first line."""
    first = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# uv pip compile --universal --python-version 3.11 --extra test ")


def test_constraints_are_exact_versions_and_nothing_else():
    """pip refuses extras and editable lines in constraints, and an address is one machine's own."""
    pin = re.compile(r"[a-z0-9-]+==[0-9a-z.]+( ; [^#]+)?( +# via .+)?")
    assert [line for line in lines("constraints.txt") if not pin.fullmatch(line)] == []
