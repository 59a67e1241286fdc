"""Set up Dateline and open it. This is the one file to run; it needs only Python 3.11 or newer.

    python3 start.py                 set up (a minute, once), then open the lesson
    python3 start.py test            set up the same way, then run every test
    python3 start.py new NAME        start a case of another article: a workbook to fill in
    python3 start.py check [CASE]    list what is wrong with a case, or say that nothing is
    python3 start.py lab CASE        open the notebook that reads any case
    python3 start.py slides [CASE]   write every chart for slides, and the deck, to figures
    python3 start.py edition [CASE]  write the lesson as a website to the folder edition
    python3 start.py workbook CASE   write a case as a workbook; --to-folder makes it a folder
    python3 start.py pack [CASE]     write what a teacher prints and projects to the folder pack
    python3 start.py release         write a zip for students and one for teachers to release
    python3 start.py hub             open the lesson for a class on this computer
    python3 start.py lite            write the lesson as a website that runs it in the browser
    python3 start.py bench           measure how fast everything is

A case is a name in data, or the path of a folder or of a workbook (XLSX).

On Windows, type  py start.py  instead. Any further words and options are passed on to the program
that is opened: JupyterLab (python3 start.py --no-browser --port 8890), pytest, and so on.
"""

import sys

# Even Python 3.6 can read this file, so that an old Python gets as far as this message.
if sys.version_info[:2] < (3, 11):
    sys.exit(
        f"Dateline needs Python 3.11 or newer, and this is Python {sys.version_info[0]}."
        f"{sys.version_info[1]}: get one at python.org/downloads, then run start.py with it."
    )

if __name__ == "__main__" and not sys.flags.safe_path:
    sys.path.pop(0)  # a file of the reader's beside this one may be called json.py

import difflib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sysconfig
import time
from pathlib import Path
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
SCHEME = {"base": str(VENV), "platbase": str(VENV)}
PACKAGES = Path(sysconfig.get_path("purelib", "venv", SCHEME))
EXE = sysconfig.get_config_var("EXE") or ""
PYTHON = Path(sysconfig.get_path("scripts", "venv", SCHEME)) / f"python{EXE}"
LOG = VENV / "install.log"
STAMP = VENV / "made-from.txt"
LAB_SETTINGS = PROJECT / "dateline" / "web" / "lab"  # no news over a corner of the projector
JUNCTION = 0xA0000003  # what Windows calls a folder that leads to another one
NOTEBOOKS = PROJECT / "notebooks"
FIRST_PAGES = ["00_start_here.ipynb", "02_build_the_timeline.ipynb"]

VERBS = """
    lab test new check slides edition workbook pack release hub lite bench
""".split()
# What a level of the set-up must have installed besides the lesson itself.
PROGRAMS = {
    "lab": "jupyterlab",
    "test": "pytest",
    "hub": "jupyterhub",
    "lite": "jupyterlite_core",
}
AGAIN = "then run the same command again"
NEWER_PYTHON = (
    f"The browser edition is built with Python 3.12 or newer, and this is Python 3."
    f"{sys.version_info[1]}: get one at python.org/downloads, then run start.py lite with it. "
    "All the rest works with this one."
)
UV = "uv==0.13.9"  # installs three times as fast as pip
# Settings that make pip install nothing, or somewhere else, and that lead Python to other packages.
SET_ASIDE = """
    PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_PYTHON PIP_DRY_RUN PIP_NO_DEPS
    PIP_REQUIREMENT PIP_EDITABLE PIP_REQUIRE_HASHES PIP_IGNORE_INSTALLED
""".split()
# What a venv and this program put into .venv; a folder with anything else is not ours to empty.
PARTS_OF_VENV = """
    bin include lib lib64 share etc pyvenv.cfg install.log made-from.txt .gitignore CACHEDIR.TAG
    scripts doc man
""".split()
# Runs a program, and ends it when start.py ends, in whichever way: nobody holds the input then.
RUN = """
import os, signal, subprocess, sys, threading
signal.signal(signal.SIGINT, signal.SIG_IGN)
program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
def end_with_starter():
    while os.read(0, 1):
        pass
    program.kill()
threading.Thread(target=end_with_starter, daemon=True).start()
sys.exit(program.wait())
"""
# What venv, pip or the system prints, and the advice for it. The first match counts: a rejected
# certificate, for example, also ends in a failed connection.
ADVICE = {
    r"No space left|Errno (28|122)\b|not enough space|WinError 112\b|quota exceeded": (
        f"The disk is full: make room for about 1 GB where {PROJECT} is, {AGAIN}."
    ),
    r"Permission denied|not permitted|Read-only|denied|Errno (1|13|17|20|30)\b|WinError 5\b": (
        f"Nothing can be written in {VENV}: check that it is a folder and that no JupyterLab is "
        f"still running from it, or move the project to a folder of your own, {AGAIN}."
    ),
    r"certificate.verify.failed|SSLError|SSLCertVerif": (
        "This network opens secure connections, and its certificate is not trusted: ask for its "
        f"certificate file and set PIP_CERT to it, or use another network, {AGAIN}."
    ),
    r"ProxyError|Tunnel connection failed|Proxy Authentication": (
        "This network's proxy refused the download: ask for the proxy's address and set "
        f"HTTPS_PROXY to it, or use another network, {AGAIN}."
    ),
    r"NewConnection|establish a new|name.?resolution|getaddrinfo|timed out|unreachable|No route"
    r"|Connection (refused|aborted|reset)|RemoteDisconnected": (
        "The packages could not be downloaded because there is no internet connection: connect "
        f"this computer (only the first start needs it), {AGAIN}."
    ),
}

BROWSERS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "msedge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
GET_BROWSER = (
    "install Chromium (Debian, Ubuntu: sudo apt install chromium) or Chrome, or set "
    f"DATELINE_CHROME to the browser's program file, {AGAIN}."
)


class Stopped(Exception):
    """The work cannot go on; the message is one line that says why and what to do."""


def explain(output: str) -> str:
    """Return one line for the reader: why it stopped, by what was printed, and the next step."""
    if shutil.disk_usage(PROJECT).free < 1_000_000:
        output += "No space left"  # a full disk may have kept this message out of the log
    for pattern, advice in ADVICE.items():
        if re.search(pattern, output, re.IGNORECASE):
            return advice

    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    last = (errors or lines or ["no reason was given."])[-1]
    see = f" See {LOG} for the full output," if LOG.exists() else " Mend that,"
    return f"The set-up stopped: {last}{see} {AGAIN}."


def made_from() -> "list[str]":
    """Return what a .venv is made from: the folder, the Python and the files."""
    names = ["requirements.txt", "constraints.txt", "pyproject.toml"]
    missing = [name for name in names if not (PROJECT / name).is_file()]
    if missing:
        raise Stopped(f"{missing[0]} is not in {PROJECT}: get the whole project again.")
    contents = [(PROJECT / name).read_bytes() for name in names]
    files = hashlib.sha256(b"\0".join(contents)).hexdigest()
    python = f"{' '.join(sys.version.split())} in {sys.base_prefix}"
    return [str(PROJECT), python, files]


def set_up(level: str, then: str) -> None:
    """Make .venv ready for the work; if it is ready already, return at once.

    Args:
        level: "lab", or "test" or "hub" for what these need as well.
        then: What comes next, for the last of the numbered steps.

    Raises:
        Stopped: Something is missing or went wrong; the message says what to do.
    """
    check_venv_is_ours()
    needed = made_from()
    existing = []
    if PYTHON.exists() and STAMP.exists():
        existing = STAMP.read_text(encoding="utf-8", errors="replace").splitlines()
    made, packages = existing[:3], existing[4:]
    levels = "".join(existing[3:4]).split()
    lost = set(packages) - set(installed())
    if made == needed and level in ["lab", *levels] and not lost:
        return

    steps = [("installing the packages", install)]
    # pip replaces another version of a package, but does not see that its files are gone.
    gone = {without_version(name) for name in lost} - set(map(without_version, installed()))
    if made[:2] != needed[:2] or gone:
        steps.insert(0, ("making .venv, a Python for this project only", make_venv))
        levels = []
    levels = sorted({*levels, level})
    total = len(steps) + 1
    for number, (description, step) in enumerate(steps, 1):
        print(f"{number} of {total}  {description}", flush=True)
        step(levels)

    check_imports(levels)
    # Last: without it, .venv is made again.
    STAMP.write_text("\n".join([*needed, " ".join(levels), *installed()]), encoding="utf-8")
    print(f"{total} of {total}  {then}", flush=True)


def check_venv_is_ours() -> None:
    """Stop before a folder is emptied or filled that is no .venv of ours."""
    reparse_tag = getattr(VENV.lstat(), "st_reparse_tag", 0) if os.path.lexists(VENV) else 0
    if VENV.is_symlink() or reparse_tag == JUNCTION:
        raise Stopped(
            f"{VENV} is a link to {os.path.realpath(VENV)}, and the set-up would empty that "
            f"folder: remove the link (nothing was changed), {AGAIN}."
        )
    if VENV.is_dir():
        strange = [file.name for file in VENV.iterdir() if file.name.lower() not in PARTS_OF_VENV]
        if strange and not (VENV / "pyvenv.cfg").exists():
            raise Stopped(
                f"{VENV} is needed for the set-up and has files of somebody's, such as "
                f"{strange[0]}: move it to another place (nothing was changed), {AGAIN}."
            )


def installed() -> "list[str]":
    """Return what is in .venv: each package, and the folder that says which version it is."""
    if not PACKAGES.is_dir():
        return []
    return sorted(file.name for file in PACKAGES.iterdir() if file.name != "__pycache__")


def without_version(name: str) -> str:
    """Return the name of what is in .venv, such as pandas-3.0.0.dist-info, without its version."""
    return name.split("-")[0] if name.endswith(".dist-info") else name


def environment() -> "dict[str, str]":
    """Return the variables for other programs, without those that would lead them astray."""
    kept = [name for name in os.environ if name.upper() not in SET_ASIDE]
    return {name: os.environ[name] for name in kept if not name.upper().startswith("UV_")}


def check_imports(levels: "list[str]") -> None:
    """Stop if a package cannot be imported, although pip says that it installed everything."""
    names = ["dateline", *(PROGRAMS[level] for level in levels)]
    command = [str(PYTHON), "-P", "-c", f"import {', '.join(names)}"]
    tried = subprocess.run(
        command, cwd=PROJECT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if tried.returncode:
        lines = tried.stderr.decode(errors="replace").strip().splitlines() or ["no reason"]
        raise Stopped(
            f"The packages were installed and cannot be used ({lines[-1]}). A setting of pip may "
            f"lead to another folder: look at what  {PYTHON} -m pip config list  prints, {AGAIN}."
        )


def make_venv(levels: "list[str]") -> None:
    """Make an empty .venv, the same for every level, in place of any that was there."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise Stopped(
            "This Python came without venv, which the set-up needs: on Debian or Ubuntu, run "
            f"'sudo apt install {package}', {AGAIN}."
        )
    STAMP.unlink(missing_ok=True)
    # Use the system's Python even if .venv's Python runs this file: it cannot replace itself.
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, "-P", "-m", "venv", "--clear", str(VENV)]
    finished = subprocess.run(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if finished.returncode:
        raise Stopped(explain(finished.stdout.decode(errors="replace")))


def install(levels: "list[str]") -> None:
    """Install the packages of some levels into .venv, with uv where it can be had, or with pip.

    uv does not read where pip has been told to get packages, so there it is left to pip. Whatever
    goes wrong with uv, pip tries again, and says what is wrong.
    """
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-P", "-m", "pip"]
    options = ["install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    wanted = ["-c", "constraints.txt", "-r", "requirements.txt"]
    for level in levels:
        wanted += ["-e", f".[{level}]"] if level != "lab" else []

    config = subprocess.run([*pip, "config", "list"], env=environment(), stdout=subprocess.PIPE)
    is_free = not re.search(rb"\b(index-url|no-index)=", config.stdout)
    if is_free and watched([*pip, *options, "--retries", "0", "--timeout", "10", UV]):
        uv = [str(PYTHON.with_name(f"uv{EXE}")), "pip", "install", "--python", str(PYTHON)]
        if watched([*uv, "--no-config", "--no-cache", "--compile-bytecode", *wanted]):
            return
    if not watched([*pip, *options, *wanted]):
        raise Stopped(explain(LOG.read_text(encoding="utf-8", errors="replace")))


def watched(command: "list[str]") -> bool:
    """Run a program that installs, show how far it is, and return whether it succeeded."""
    variables = {**environment(), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with LOG.open("wb") as log:
        program = subprocess.Popen(
            [str(PYTHON), "-P", "-c", RUN, *command],
            cwd=PROJECT,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        try:
            show_progress(program)
        finally:
            program.communicate()  # it closes the input, which ends what is still at work
    return program.returncode == 0


def show_progress(program: "subprocess.Popen[bytes]") -> None:
    """Show the last line of the log until a program ends: on a screen, or every 10 seconds."""
    started, next_line = time.monotonic(), 10.0
    width = shutil.get_terminal_size().columns - 1
    while program.poll() is None:
        seconds = time.monotonic() - started
        lines = LOG.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        line = f"        {seconds:.0f} s  {lines[-1].strip() if lines else ''}"[:width]
        if sys.stdout.isatty():
            print("\r" + line.ljust(width), end="", flush=True)
        elif seconds > next_line:
            print(line, flush=True)
            next_line += 10
        time.sleep(0.2)

    if sys.stdout.isatty():
        print("\r" + " " * width, end="\r", flush=True)


def find_browser() -> "str | None":
    """Return the program file of Chromium, Chrome or Edge, or None if there is none.

    If DATELINE_CHROME is set, it names the only browser to try.
    """
    chosen = os.environ.get("DATELINE_CHROME")
    for name in [chosen] if chosen else BROWSERS:
        program = shutil.which(name)
        if program:
            return program
    return None


def run(*words: str) -> int:
    """Run .venv's Python in the caller's folder and return its exit code."""
    child = subprocess.Popen([str(PYTHON), *words], env=environment())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # the child got Ctrl-C too, and ends when it is ready


def become(*words: str) -> int:
    """Replace this program with .venv's Python, which then gets Ctrl-C (Windows: run it)."""
    if os.name == "posix":
        os.execve(PYTHON, [str(PYTHON), *words], environment())
    return run(*words)


def open_lab(words: "list[str]") -> int:
    """Open JupyterLab on the first page of the lesson, or on the notebook of a case."""
    set_up("lab", "opening JupyterLab")
    pages = [name for name in FIRST_PAGES if (NOTEBOOKS / name).exists()]
    if words and not words[0].startswith("-"):
        case, words = words[0], words[1:]
        page = notebook_of(case)
        if not page:
            return 1
        pages = [page]
    # The whole project, because answers are saved beside the notebooks and not among them.
    options = [f"--ServerApp.root_dir={PROJECT}", f"--LabApp.app_settings_dir={LAB_SETTINGS}"]
    if pages:
        options.append(f"--LabApp.default_url=/lab/tree/notebooks/{quote(pages[0])}")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root:
        options.append("--allow-root")
    return become("-P", "-m", "jupyterlab", *options, *words)


def notebook_of(case: str) -> str:
    """Return the name of the notebook that reads a case, or "" if it was said why there is none."""
    command = [str(PYTHON), "-P", "-m", "dateline", "notebook", case]
    made = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8")
    return Path(made.stdout.strip()).name if made.returncode == 0 else ""


def run_tests(words: "list[str]") -> int:
    """Run every test; without a browser, run all the others and name those left out."""
    browser = find_browser()
    if not browser and os.environ.get("DATELINE_BROWSER") == "required":
        raise Stopped(f"The tests must use a browser, and none was found: {GET_BROWSER}")

    set_up("test", "running the tests")
    os.chdir(PROJECT)
    selection = [] if browser else ["-m", "not browser"]
    code = run("-m", "pytest", "-n", "2", *selection, *words)

    if not browser:
        files = sorted(file.as_posix() for file in Path("tests", "browser").glob("test_*.py"))
        print(f"Not run, because there is no browser: {', '.join(files)}.")
        print(f"To run these as well, {GET_BROWSER}")
    return code


def begin(verb: str, words: "list[str]") -> int:
    """Do what a verb says, with the words after it, and return the exit code."""
    if verb == "lab":
        return open_lab(words)
    if verb == "test":
        return run_tests(words)
    if verb == "bench":  # its browser part needs what the tests need
        set_up("test", "measuring")
        return become(str(PROJECT / "bench" / "run.py"), *words)
    if verb == "hub":
        set_up("hub", "starting a class")
        return become("-P", str(PROJECT / "deploy" / "hub" / "run.py"), *words)
    if verb == "lite":
        if sys.version_info[:2] < (3, 12):
            raise Stopped(NEWER_PYTHON)
        set_up("lite", "building the browser edition")
        return become("-P", str(PROJECT / "deploy" / "lite" / "run.py"), *words)
    set_up("lab", f"starting {verb}")
    browser = find_browser()
    if browser and verb in ("pack", "release"):  # it prints the sheets
        os.environ["DATELINE_CHROME"] = browser
    return become("-P", "-m", "dateline", verb, *words)


def main(words: "list[str]") -> int:
    """Read the words of the command and return its exit code."""
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0

    verb = "lab"
    if words and not words[0].startswith("-"):
        verb, words = words[0], words[1:]
    if verb not in VERBS:
        nearest = difflib.get_close_matches(verb, VERBS, n=1, cutoff=0)[0]
        print(f"There is no {verb!r}. Did you mean {nearest!r}? You can use: {', '.join(VERBS)}.")
        return 2

    try:
        return begin(verb, words)
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on from here.")
        return 130
    except Stopped as reason:
        print(reason, file=sys.stderr)
    except OSError as error:
        print(explain(str(error)), file=sys.stderr)
    return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A screen may have no ö, as in a path.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
