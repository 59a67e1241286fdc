"""start.py is the first thing a teacher meets: it works, or it says in one line what to do.

Most tests run the real start.py with a real venv and a real pip on a tiny project. That project
installs programs that only report how they were called, so no network is needed.
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
import time
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import start

PROJECT = Path(start.__file__).parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
NOWHERE = "http://127.0.0.1:9/simple"  # a port where nothing answers

TINY = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tiny"
version = "1"
"""

# What setuptools does for the real project. A file trouble.py, if there is one, stops it.
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
        for name in ["jupyterlab", "dateline", "pytest"]:
            wheel.writestr(name + ".py", PROGRAM)
        for name, text in ABOUT.items():
            wheel.writestr("tiny-1.dist-info/" + name, text)
    return "tiny-1-py3-none-any.whl"
"""

# A certificate that nobody trusts, made for these tests only.
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

# Ctrl-C after a second, on every system, even if the tests run in the background.
CTRL_C = """
import _thread, signal, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(1, _thread.interrupt_main).start()
"""

SHOW_PACKAGES = "import runpy; print(runpy.run_path('start.py')['PACKAGES'], flush=True)"

# As a .venv is after its making: there, with pip and nothing else.
EMPTY_VENV = """
import runpy
start = runpy.run_path("start.py")
for file in start["PACKAGES"].iterdir():
    if file.suffix == ".py" or file.name.startswith("tiny"):
        if file.is_file():
            file.unlink()
        else:
            file.rename(file.with_name("gone"))
raise SystemExit
"""

# Ends the program at once and without a last word, as soon as pip has come to build the project.
KILL_WHEN_PIP_IS_AT_WORK = """
def WAIT_AND_DIE():
    import os, signal, time
    while not os.path.exists("pid.txt"):
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGKILL)
"""

# A program that says how it was called, and installs the tiny project unless it is told to fail.
UV_SHELL = '#!/bin/sh\nexec "$(dirname "$0")/python" "$0.py" "$@"\n'
UV = """
import json, os, subprocess, sys
variables = [name for name in os.environ if name.startswith("UV_")]
with open("uv.json", "w") as file:
    json.dump([variables, *sys.argv[1:]], file)
if os.path.exists("trouble-of-uv.txt"):
    sys.exit("error: the network is gone")
pip = [sys.executable, "-P", "-m", "pip", "install", "-r", "requirements.txt"]
sys.exit(subprocess.call(pip))
"""
NO_INDEX = "import os; del os.environ['PIP_INDEX_URL']"  # pip is told nothing about where to look

NO_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None"  # as on Debian without python3-venv


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
    removed = ("PIP_", "DATELINE_", "PYTHONPATH")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(removed)
    }
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1", "PIP_INDEX_URL": NOWHERE}
    environment |= {"NO_PROXY": "127.0.0.1,localhost", "PYTHONIOENCODING": "utf-8"}
    environment |= {"DATELINE_CHROME": sys.executable}
    file = str(folder / "start.py")
    command = [sys.executable, file, *words]
    if begin:
        run = f"import runpy; runpy.run_path({file!r}, run_name='__main__')"
        command = [sys.executable, "-c", f"{begin}\n{run}", *words]
    return subprocess.run(
        command,
        cwd=cwd or folder,
        env=environment | settings,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def complaint(finished: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a failed start prints."""
    output = finished.stdout + finished.stderr
    assert (finished.returncode, finished.stderr.count("\n")) == (1, 1), output
    return finished.stderr


def called(finished: subprocess.CompletedProcess[str]) -> list[str]:
    """Return how the program at the end was called: its name, its folder and its words."""
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return json.loads(finished.stdout.splitlines()[-1])


def steps(finished: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the numbered steps that a start went through, by their first word."""
    return re.findall(r"^\d of \d  (\w+)", finished.stdout, re.MULTILINE)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny project that is set up, in a folder with a space and an accent in its name."""
    folder = make_tiny(tmp_path_factory.mktemp("Schöne Klasse"))
    first = start_py(folder, "check")
    assert called(first)[0] == "dateline"
    assert steps(first) == ["making", "installing", "starting"]
    return folder


@pytest.fixture
def project(ready: Path) -> Iterator[Path]:
    """The ready project, whose files are restored after the test."""
    names = ["requirements.txt", "constraints.txt", "pyproject.toml", ".venv/made-from.txt"]
    before = {name: (ready / name).read_bytes() for name in names}
    yield ready
    (ready / "trouble.py").unlink(missing_ok=True)
    for name, content in before.items():
        (ready / name).write_bytes(content)


class Refusing(BaseHTTPRequestHandler):
    """Refuses every request, including a proxy's CONNECT, and writes no log."""

    def log_message(self, format: str, *words: object) -> None:
        """Write nothing."""


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


def append(file: Path, text: str) -> None:
    """Change a file of the project, as an update would."""
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


# What a start does


def test_works_from_another_folder_and_passes_its_words_on(project, tmp_path):
    """A case is named from where the teacher is, and a file there is not our program."""
    (tmp_path / "dateline.py").write_text("raise ImportError('the wrong one')")
    for verb in ["check", "edition", "new", "slides", "workbook"]:
        finished = start_py(project, verb, "my-case", cwd=tmp_path)
        assert called(finished) == ["dateline", str(tmp_path), verb, "my-case"]


def test_second_start_only_opens(project):
    """A lesson begins at once: pip does not run (the trouble would stop it), nothing is said."""
    (project / "trouble.py").write_text("raise OSError('pip ran')")
    finished = start_py(project, "check")
    assert called(finished) and finished.stdout.count("\n") == 1


def test_jupyterlab_opens_the_lesson_with_the_options_given(project):
    """A server for a class or a busy port needs JupyterLab's own options.

    It opens the first page there is, without news in a corner of the projector.
    """
    name, _, *words = called(start_py(project, "--no-browser", "--port", "8890"))
    assert name == "jupyterlab"
    assert words[-3:] == ["--no-browser", "--port", "8890"]
    assert f"--ServerApp.root_dir={project}" in words
    assert "--LabApp.default_url=/lab/tree/notebooks/02_build_the_timeline.ipynb" in words

    first = project / "notebooks" / "00_start_here.ipynb"
    first.write_text("{}")
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in called(
        start_py(project, "lab")
    )
    first.unlink()

    assert f"--LabApp.app_settings_dir={project / 'dateline' / 'web' / 'lab'}" in words
    settings = PROJECT / "dateline/web/lab/overrides.json"
    news = json.loads(settings.read_text())["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}


def test_lab_opens_the_notebook_of_a_case(project):
    """The notebook is made first; its name is what that program prints."""
    name, _, *words = called(start_py(project, "lab", "my-case", "--no-browser"))
    assert name == "jupyterlab"
    assert words[-1] == "--no-browser"
    (page,) = [word for word in words if word.startswith("--LabApp.default_url=")]
    assert "my-case" in page


def test_wrong_first_word_gets_the_nearest_verb(project):
    """A typing mistake must not open JupyterLab or set anything up."""
    finished = start_py(project, "tset")
    assert (finished.returncode, finished.stderr) == (2, "")
    assert re.fullmatch(
        r"There is no 'tset'\. Did you mean 'test'\? You can use: .*bench\.\n", finished.stdout
    )


# What a start makes again


def test_changed_files_are_installed(project):
    """After an update, the packages must be the ones it was tested with."""
    for name in ["requirements.txt", "constraints.txt", "pyproject.toml"]:
        append(project / name, "# changed\n")
        finished = start_py(project, "check")
        assert called(finished) and steps(finished) == ["installing", "starting"], name


def test_a_venv_that_does_not_fit_is_made_again(project, tmp_path):
    """An update of the system removes a Python; a copied .venv still points to its first folder.

    Without ensurepip a start ends at the first step, so the steps show what it set out to do.
    """
    stamp = project / ".venv/made-from.txt"
    made_from = stamp.read_text(encoding="utf-8")
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, symlinks=True)
    stamp.write_text(made_from.replace("3.", "2."), encoding="utf-8")

    for folder in [project, copy]:
        finished = start_py(folder, "check", begin=NO_ENSUREPIP)
        assert "This Python came without venv" in complaint(finished)
        assert steps(finished) == ["making"]

    stamp.write_text(made_from, encoding="utf-8")
    assert steps(start_py(project, "check", begin=NO_ENSUREPIP)) == []


def test_ctrl_c_prints_one_calm_line_and_the_next_start_repairs(project):
    """A teacher who interrupts a slow set-up must not be left with half of one for ever."""
    (project / "trouble.py").write_text("import time; time.sleep(3)")
    append(project / "pyproject.toml", "# changed\n")

    finished = start_py(project, "check", begin=CTRL_C)

    assert (finished.returncode, finished.stderr) == (130, "")
    assert finished.stdout.splitlines()[-1].startswith("Stopped. Run the same command again")
    (project / "trouble.py").unlink()
    repaired = start_py(project, "check")
    assert called(repaired) and steps(repaired) == ["making", "installing", "starting"]


def test_a_package_that_is_gone_or_changed_is_installed_again(project):
    """The preflight promises it. pip itself takes a package for installed whose files are gone."""
    packages = Path(start_py(project, "check", begin=SHOW_PACKAGES).stdout.splitlines()[0])
    (packages / "dateline.py").unlink()
    again = start_py(project, "check")
    assert called(again) and steps(again) == ["making", "installing", "starting"]

    (about,) = packages.glob("tiny-*.dist-info")
    about.rename(packages / "tiny-0.dist-info")  # somebody installed another version
    again = start_py(project, "check")
    assert called(again) and steps(again) == ["installing", "starting"]
    assert steps(start_py(project, "check")) == []


@pytest.mark.parametrize("how", ["link", "junk"])
def test_a_venv_that_is_a_link_or_has_somebodys_files_is_left_alone(tmp_path, how):
    """venv empties the folder that it is given, also the one behind a link."""
    tiny = make_tiny(tmp_path / "tiny")
    theirs = tmp_path / "theirs" if how == "link" else tiny / ".venv"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("a letter")
    if how == "link":
        (tiny / ".venv").symlink_to(theirs)
    message = complaint(start_py(tiny, "check"))
    assert str(theirs) in message and "nothing was changed" in message
    assert [file.name for file in theirs.iterdir()] == ["letter.txt"]
    assert (theirs / "letter.txt").read_text() == "a letter"


def test_what_would_lead_pip_and_python_elsewhere_is_set_aside(project, tmp_path):
    """Settings for other projects would leave a set-up with nothing in it.

    And a pupil calls the first program json.py; a stray pip.py would be run as pip.
    """
    strange = tmp_path / "strange"
    strange.mkdir()
    names = ["json.py", "pip.py", "venv.py", "hashlib.py"]
    files = [strange / f"{name}.py" for name in ("dateline", "jupyterlab")]
    files += [folder / name for folder in (strange, project) for name in names]
    for file in files:
        file.write_text("raise ImportError('the wrong one')")
    append(project / "pyproject.toml", "# changed\n")
    elsewhere = str(tmp_path / "elsewhere")
    settings = dict.fromkeys(["PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"], elsewhere)
    settings |= {"PIP_DRY_RUN": "1", "PYTHONPATH": str(strange), "PYTHONHOME": str(strange)}
    begin = f"import os; os.environ.update({settings!r})"  # start.py's own Python cannot have them
    try:
        finished = start_py(project, "check", cwd=strange, begin=begin)
    finally:
        for name in names:
            (project / name).unlink()
    assert called(finished)[0] == "dateline" and steps(finished) == ["installing", "starting"]
    assert not (tmp_path / "elsewhere").exists()


def test_a_set_up_that_installed_nothing_has_no_stamp(project, tmp_path):
    """A file of settings of pip is not set aside: it may have the only way through the network."""
    config = tmp_path / "pip.conf"
    config.write_text(f"[install]\ntarget = {tmp_path / 'elsewhere'}\n")
    start_py(project, "check", begin=EMPTY_VENV)
    message = complaint(start_py(project, "check", PIP_CONFIG_FILE=str(config)))
    assert "cannot be used (ModuleNotFoundError" in message and "pip config list" in message
    assert not (project / ".venv/made-from.txt").exists()
    assert steps(start_py(project, "check")) == ["making", "installing", "starting"]


def test_pip_ends_with_a_start_that_was_killed(project):
    """It would go on in the background, and the next start would fail beside it."""
    (project / "trouble.py").write_text(
        "import os, time; open('pid.txt', 'w').write(str(os.getppid())); time.sleep(60)"
    )
    append(project / "pyproject.toml", "# changed\n")
    begin = "import threading, os; threading.Timer(0.1, WAIT_AND_DIE).start()"
    finished = start_py(project, "check", begin=f"{KILL_WHEN_PIP_IS_AT_WORK}\n{begin}")
    assert finished.returncode == -9
    pip = int((project / "pid.txt").read_text())
    last = time.monotonic() + 10
    while Path(f"/proc/{pip}").exists() and time.monotonic() < last:
        time.sleep(0.05)
    assert not Path(f"/proc/{pip}").exists()
    (project / "pid.txt").unlink()
    (project / "trouble.py").unlink()
    repaired = start_py(project, "check")
    assert called(repaired) and steps(repaired) == ["making", "installing", "starting"]


def test_only_roots_jupyterlab_may_be_roots(project):
    """JupyterLab refuses to run as root for good reasons; a container has nobody else."""
    for user, allowed in ((1000, False), (0, True)):
        begin = f"import os; os.geteuid = lambda: {user}"
        assert ("--allow-root" in called(start_py(project, "lab", begin=begin))) == allowed


def test_uv_installs_where_it_can_be_had_and_where_it_fails_pip_does(project, tmp_path):
    """uv must not read what leads it elsewhere, and is not used where pip has an index of its own.

    The uv of this test lies in a folder; the proxy refuses every way to the real one.
    """
    name, version = start.UV.split("==")
    with zipfile.ZipFile(tmp_path / f"uv-{version}-py3-none-any.whl", "w") as wheel:
        about = {"METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"}
        about |= {"WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
        for file, text in {**about, "RECORD": ""}.items():
            wheel.writestr(f"uv-{version}.dist-info/{file}", text)
        program = zipfile.ZipInfo(f"uv-{version}.data/scripts/uv")
        program.external_attr = 0o100755 << 16  # a program
        wheel.writestr(program, UV_SHELL)
        wheel.writestr(f"uv-{version}.data/scripts/uv.py", UV)
    called_with = project / "uv.json"
    trouble = project / "trouble-of-uv.txt"

    with server() as place:
        proxy = f"http://{place}"
        settings = {"PIP_FIND_LINKS": str(tmp_path), "HTTPS_PROXY": proxy, "https_proxy": proxy}
        settings["UV_TARGET"] = str(tmp_path / "elsewhere")
        for has_trouble in (False, True):
            append(project / "pyproject.toml", "# changed\n")
            if has_trouble:
                trouble.write_text("")
            finished = start_py(project, "check", begin=NO_INDEX, **settings)
            assert called(finished) and steps(finished) == ["installing", "starting"]
            variables, *words = json.loads(called_with.read_text())
            assert variables == [] and words[:2] == ["pip", "install"]
            assert {"--no-config", "--compile-bytecode", "constraints.txt"} <= set(words)
            called_with.unlink()
        append(project / "pyproject.toml", "# changed\n")
        assert called(start_py(project, "check", **settings))
    trouble.unlink()
    assert not called_with.exists()


# What a start says when it cannot go on


def test_a_screen_without_umlauts_gets_the_message(tmp_path):
    """On a server, or in an old window of Windows, Python writes nothing but English letters."""
    tiny = make_tiny(tmp_path / "Schöne Klasse")
    (tiny / ".venv").write_text("")
    message = complaint(start_py(tiny, PYTHONIOENCODING="ascii", PYTHONUTF8="0"))
    assert "Nothing can be written in" in message and r"Sch\xf6ne Klasse" in message


def test_a_file_of_the_project_that_is_missing_is_named(tmp_path):
    """There is no log yet that the message could name."""
    tiny = make_tiny(tmp_path / "tiny")
    (tiny / "constraints.txt").unlink()
    assert "constraints.txt is not in" in complaint(start_py(tiny))


def test_old_python_is_told_which_one_is_needed(tmp_path):
    """A traceback about some module tells a teacher nothing; a file it cannot parse is one."""
    old = "import sys; sys.version_info = (3, 6, 15)"
    message = complaint(start_py(make_tiny(tmp_path / "tiny"), begin=old))
    assert "needs Python 3.11 or newer, and this is Python 3.6" in message
    ast.parse((PROJECT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_missing_venv_gets_the_command_for_it(tmp_path):
    """Debian and Ubuntu keep ensurepip in a package of its own."""
    message = complaint(start_py(make_tiny(tmp_path / "tiny"), begin=NO_ENSUREPIP))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"run 'sudo apt install python{version}-venv'" in message


def test_a_download_that_fails_says_why(project, tmp_path):
    """Each cause has another cure: a cable, a certificate file, the proxy's address."""
    (project / "requirements.txt").write_text("pandas\n")
    message = complaint(start_py(project))
    assert "there is no internet connection" in message and "only the first start" in message

    certificate = tmp_path / "certificate.pem"
    certificate.write_text(CERTIFICATE)
    with server(certificate) as place:
        message = complaint(start_py(project, PIP_INDEX_URL=f"https://{place}/simple"))
    assert "its certificate is not trusted" in message and "PIP_CERT" in message

    with server() as place:
        proxy = {"HTTPS_PROXY": f"http://{place}", "https_proxy": f"http://{place}"}
        message = complaint(start_py(project, PIP_INDEX_URL="https://packages.invalid", **proxy))
    assert "proxy refused the download" in message and "HTTPS_PROXY" in message


def test_full_disk(project):
    """It comes after minutes of work, and pip reports it in the middle of forty lines."""
    (project / "trouble.py").write_text("raise OSError(28, os.strerror(28))")
    append(project / "pyproject.toml", "# changed\n")
    assert "disk is full" in complaint(start_py(project))


def test_unwritable_folder(tmp_path):
    """Nobody, on any system, can write into a file where the folder should be."""
    tiny = make_tiny(tmp_path / "tiny")
    (tiny / ".venv").write_text("")
    assert "Nothing can be written in" in complaint(start_py(tiny))


def test_every_system_and_language_gets_the_same_advice():
    """Windows, macOS and Linux report the same trouble in other words; the rest is passed on."""
    cases = [
        ("ERROR: ... OSError: [Errno 28] No space left on device", "disk is full"),
        ("[WinError 112] There is not enough space on the disk", "disk is full"),
        ("Error: [Errno 13] Permission denied: '/srv/x/.venv'", "Nothing can be written"),
        ("ERROR: ... [WinError 5] Zugriff verweigert: 'numpy.pyd'", "Nothing can be written"),
        ("OSError: [Errno 30] Read-only file system", "Nothing can be written"),
        ("getaddrinfo failed", "no internet connection"),
        ("Temporary failure in name resolution", "no internet connection"),
        ("ReadTimeoutError: Read timed out.", "no internet connection"),
        ("Looking\nERROR: ResolutionImpossible: see\n\nA hint\n", "ERROR: ResolutionImpossible:"),
    ]
    assert [output for output, advice in cases if advice not in start.explain(output)] == []


# The tests' own command


def test_tests_run_in_the_project_and_without_a_browser_name_what_is_missing(project):
    """``-k`` and the like are for pytest; the project's folder is where its settings are.

    A test that was not run must never look like one that passed. Going back and forth between
    the tests and the lesson installs nothing.
    """
    start_py(project, "check")  # after a test whose set-up failed, it is made here
    first = start_py(project, "test", "-k", "start", cwd=project.parent)
    assert called(first) == ["pytest", str(project), "-n", "2", "-k", "start"]
    assert steps(first) == ["installing", "running"]

    without = start_py(project, "test", DATELINE_CHROME="/no/such/program")
    assert without.returncode == 0 and '"-m", "not browser"' in without.stdout
    assert "Not run, because there is no browser: tests/browser/test_page.py." in without.stdout
    assert "To run these as well, install Chromium" in without.stdout

    assert steps(without) == steps(start_py(project, "lab")) == []


def test_required_browser_that_is_missing_stops_before_the_run(project):
    """On the machine that guards the project, a missing browser is a fault."""
    missing = {"DATELINE_CHROME": "/no/such/program", "DATELINE_BROWSER": "required"}
    message = complaint(start_py(project, "test", **missing))
    assert "none was found: install Chromium" in message


# The files it reads


def lines(name: str) -> list[str]:
    """Return the lines of one of the project's files, without comments and blank lines."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_requirements_are_those_of_pyproject():
    """``pip install -r requirements.txt`` and start.py must give the same lesson."""
    assert lines("requirements.txt") == [*PYPROJECT["project"]["dependencies"], "-e ."]


def test_the_whole_package_is_installed():
    """A folder or a template that pyproject does not include is missing after an installation."""
    setuptools = PYPROJECT["tool"]["setuptools"]
    assert setuptools["packages"]["find"]["include"] == ["dateline*"]
    assert setuptools["package-data"] == {"dateline": ["web/**/*", "case/*.json"]}

    files = [file for file in PROJECT.glob("dateline/**/*") if file.is_file()]
    files = [file for file in files if "__pycache__" not in file.parts]
    folders = {file.parent for file in files if file.suffix == ".py"}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
    templates = [file for file in files if file.suffix != ".py"]
    assert len(templates) > 5
    in_case = set(PROJECT.glob("dateline/case/*.json"))
    templates = [file for file in templates if file not in in_case]
    assert [file for file in templates if PROJECT / "dateline/web" not in file.parents] == []


def test_constraints_are_exact_versions_and_say_how_they_were_made():
    """pip refuses extras and editable lines there, and a path is good on one machine only."""
    first = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# uv pip compile --universal --python-version 3.11 --extra test ")
    pin = re.compile(r"[a-z0-9-]+==[0-9a-z.]+( ; [^#]+)?( +# via .+)?")
    assert [line for line in lines("constraints.txt") if not pin.fullmatch(line)] == []
