"""Set Dateline up and open it: the one file to run, and it needs Python 3.11 and nothing else.

    python3 start.py                 set up (a minute, once), then open the lesson
    python3 start.py test            set up the same way, then run every test
    python3 start.py check [CASE]    say what is wrong in a case, or that nothing is
    python3 start.py slides          write every chart for slides, and the deck, to figures
    python3 start.py edition         write the reading pages to the folder edition
    python3 start.py bench           measure how fast the pages are

On Windows write  py start.py  instead. Further words and options go on to the program that is
opened: JupyterLab (python3 start.py --no-browser --port 8890), pytest, and so on.
"""

import sys

# Nothing in this file is newer than Python 3.6 can read, so that an old one gets as far as here.
if sys.version_info[:2] < (3, 11):
    sys.exit(
        f"Dateline needs Python 3.11 or newer, and this is Python {sys.version_info[0]}."
        f"{sys.version_info[1]}: get one at python.org/downloads, then run start.py with it."
    )

import difflib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sysconfig
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
PLACE = {"base": str(VENV), "platbase": str(VENV)}
PACKAGES = Path(sysconfig.get_path("purelib", "venv", PLACE))
EXE = sysconfig.get_config_var("EXE") or ""
PYTHON = Path(sysconfig.get_path("scripts", "venv", PLACE)) / f"python{EXE}"
LOG = VENV / "install.log"
STAMP = VENV / "made-from.txt"
SETTINGS = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
# JupyterLab's own news and updates would cover a corner of the projector.
QUIET = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}
NOTEBOOKS = PROJECT / "notebooks"
OPENED_FIRST = ["00_start_here.ipynb", "02_build_the_timeline.ipynb"]

VERBS = ["lab", "test", "check", "slides", "edition", "bench"]
AGAIN = "then run the same command again"
# What venv, pip or the system says, and what the reader is told; the first one found counts,
# for a refused certificate also ends in a failed connection.
REASONS = {
    r"No space left|Errno (28|122)\b|not enough space|WinError 112\b|quota exceeded": (
        f"The disk is full: make room for about 1 GB where {PROJECT} is, {AGAIN}."
    ),
    r"Permission denied|not permitted|Read-only|denied|Errno (1|13|17|20|30)\b|WinError 5\b": (
        f"Nothing can be written in {VENV}: see that it is a folder and that no JupyterLab still "
        f"runs from it, or move the project to a folder of your own, {AGAIN}."
    ),
    r"certificate.verify.failed|SSLError|SSLCertVerif": (
        "The network opens secure connections on their way (its certificate is not trusted): ask "
        f"for its certificate file and set PIP_CERT to it, or use another network, {AGAIN}."
    ),
    r"ProxyError|Tunnel connection failed|Proxy Authentication": (
        "The network's proxy turned the download away: ask for the proxy's address and set "
        f"HTTPS_PROXY to it, or use another network, {AGAIN}."
    ),
    r"NewConnection|establish a new|name.?resolution|getaddrinfo|timed out|unreachable|No route"
    r"|Connection (refused|aborted|reset)|RemoteDisconnected": (
        "The packages could not be fetched, for there is no way to the internet: connect this "
        f"computer (the first start alone needs it), {AGAIN}."
    ),
}

BROWSERS = [
    *["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"],
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
GET_BROWSER = (
    "install Chromium (Debian, Ubuntu: sudo apt install chromium) or Chrome, or set "
    f"DATELINE_CHROME to the program's file, {AGAIN}."
)


class Stopped(Exception):
    """The work cannot go on; the message is the one line that says why and what to do."""


def explain(said: str) -> str:
    """Return one line for the reader, why it stopped and the next step, from what was said."""
    if shutil.disk_usage(PROJECT).free < 1_000_000:
        said += "No space left"  # the full disk itself may have kept this from being written down
    for pattern, sentence in REASONS.items():
        if re.search(pattern, said, re.IGNORECASE):
            return sentence
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no reason was given."]
    errors = [line for line in lines if line.lower().startswith("error")] or lines
    return f"Setting up stopped: {errors[-1]} Look in {LOG} for all that was said, {AGAIN}."


def made_from(level: str) -> "list[str]":
    """Return what a .venv is made from: the folder, the Python, the files and the level."""
    names = ["requirements.txt", "constraints.txt", "pyproject.toml"]
    files = hashlib.sha256(b"\0".join((PROJECT / name).read_bytes() for name in names))
    python = f"{' '.join(sys.version.split())} in {sys.base_prefix}"
    return [str(PROJECT), python, files.hexdigest(), level]


def set_up(level: str, then: str) -> None:
    """Make .venv fit for the work; do nothing, at once, when it already is.

    Args:
        level: "lab", or "test" for the test requirements as well.
        then: What comes after, for the last of the numbered steps.

    Raises:
        Stopped: Something is missing or went wrong; the message says what to do.
    """
    due, found = made_from(level), []
    if PYTHON.exists() and STAMP.exists():
        found = STAMP.read_text(encoding="utf-8", errors="replace").splitlines()
    if found in (due, [*due[:3], "test"]):
        return
    steps = [("installing the packages", install)]
    if found[:2] != due[:2]:
        steps.insert(0, ("making .venv, a Python for this project alone", make_venv))
    for number, (doing, step) in enumerate(steps, 1):
        print(f"{number} of {len(steps) + 1}  {doing}", flush=True)
        step(level)
    STAMP.write_text("\n".join(due), encoding="utf-8")  # last: without it .venv is begun anew
    print(f"{len(steps) + 1} of {len(steps) + 1}  {then}", flush=True)


def make_venv(level: str) -> None:
    """Make an empty .venv, the same for every level, in place of any that was there."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise Stopped(
            "This Python came without venv, which the set-up needs: on Debian or Ubuntu run "
            f"'sudo apt install {package}', {AGAIN}."
        )
    STAMP.unlink(missing_ok=True)
    # The system's Python even when .venv's own runs this file: it cannot replace itself.
    words = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        raise Stopped(explain(made.stdout.decode(errors="replace")))


def install(level: str) -> None:
    """Install the packages of a level into .venv, and write JupyterLab's settings there."""
    STAMP.unlink(missing_ok=True)
    words = [str(PYTHON), "-P", "-m", "pip", "install", "--disable-pip-version-check"]
    words += ["--progress-bar", "off", "-c", "constraints.txt", "-r", "requirements.txt"]
    words += ["-e", ".[test]"] if level == "test" else []
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with LOG.open("wb") as log:
        pip = subprocess.Popen(words, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            watch(pip)
        finally:
            pip.terminate()  # it ends with this program; one that has ended does not mind
    if pip.wait():
        raise Stopped(explain(LOG.read_text(encoding="utf-8", errors="replace")))
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text(json.dumps(QUIET, indent=1), encoding="utf-8")


def watch(pip: "subprocess.Popen[bytes]") -> None:
    """Wait for pip and keep saying how far it is: one line that changes, or one each 10 seconds."""
    started, next_line = time.monotonic(), 10.0
    wide, before = shutil.get_terminal_size().columns - 1, count_installed()
    while pip.poll() is None:
        seconds = time.monotonic() - started
        line = f"        {how_far(before)}, {seconds:.0f} s"[:wide]
        if sys.stdout.isatty():
            print("\r" + line.ljust(wide), end="", flush=True)
        elif seconds > next_line:
            print(line, flush=True)
            next_line += 10
        time.sleep(0.2)
    if sys.stdout.isatty():
        print("\r" + " " * wide, end="\r", flush=True)


def count_installed() -> int:
    """Return how many packages are in .venv."""
    return len(list(PACKAGES.glob("*.dist-info")))


def how_far(before: int) -> str:
    """Return in words how far pip is; ``before`` packages were in .venv when it began."""
    said = LOG.read_text(encoding="utf-8", errors="replace")
    chosen = re.search(r"^Installing collected packages: (.+)$", said, re.MULTILINE)
    if chosen:
        total = chosen.group(1).count(",") + 1
        return f"all fetched; installed {min(max(count_installed() - before, 0), total)} of {total}"
    names = list(dict.fromkeys(re.findall(r"^ *Collecting ([\w.-]+)", said, re.MULTILINE)))
    pins = len((PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()) - 1
    return f"fetching {names[-1]}, {len(names)} of at most {pins}" if names else "looking"


def find_browser() -> "str | None":
    """Return the file of a Chromium, Chrome or Edge; None where there is none.

    DATELINE_CHROME, where it is set, names the one to take and no other is looked for.
    """
    named = os.environ.get("DATELINE_CHROME")
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)


def run(*words: str) -> int:
    """Run .venv's Python in the caller's folder and return its exit code."""
    child = subprocess.Popen([str(PYTHON), *words])
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # it heard Ctrl-C too, and ends in its own time


def become(*words: str) -> int:
    """Run .venv's Python in place of this one: Ctrl-C and signals are its own (not on Windows)."""
    if os.name == "posix":
        os.execv(PYTHON, [str(PYTHON), *words])
    return run(*words)


def lab(words: "list[str]") -> int:
    """Open JupyterLab on the first notebook there is."""
    set_up("lab", "opening JupyterLab")
    options = [f"--ServerApp.root_dir={NOTEBOOKS}"]
    there = [name for name in OPENED_FIRST if (NOTEBOOKS / name).exists()]
    options += [f"--LabApp.default_url=/lab/tree/{name}" for name in there[:1]]
    options += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    return become("-P", "-m", "jupyterlab", *options, *words)


def run_tests(words: "list[str]") -> int:
    """Run every test; without a browser all others, and say which were left out."""
    browser = find_browser()
    if not browser and os.environ.get("DATELINE_BROWSER") == "required":
        raise Stopped(f"The tests were told to use a browser, and there is none: {GET_BROWSER}")
    set_up("test", "running the tests")
    os.chdir(PROJECT)
    code = run("-m", "pytest", "-n", "2", *([] if browser else ["-m", "not browser"]), *words)
    if not browser:
        files = [file.as_posix() for file in sorted(Path("tests", "browser").glob("test_*.py"))]
        print(f"Left out, for there is no browser: {', '.join(files)}. To run them {GET_BROWSER}")
    return code


def begin(verb: str, words: "list[str]") -> int:
    """Do what a verb says, with the words after it, and return the exit code."""
    if verb == "lab":
        return lab(words)
    if verb == "test":
        return run_tests(words)
    if verb == "bench":  # its browser part needs what the tests need
        set_up("test", "measuring")
        return become(str(PROJECT / "bench" / "run.py"), *words)
    set_up("lab", f"starting {verb}")
    return become("-P", "-m", "dateline", verb, *words)


def main(words: "list[str]") -> int:
    """Read the words of the command and return its exit code."""
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    verb = words.pop(0) if words and not words[0].startswith("-") else "lab"
    if verb not in VERBS:
        near = difflib.get_close_matches(verb, VERBS, n=1, cutoff=0)[0]
        print(f"There is no {verb!r}: did you mean {near!r}? There are: {', '.join(VERBS)}.")
        return 2
    try:
        return begin(verb, words)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.")
        return 130
    except Stopped as why:
        print(why, file=sys.stderr)
    except OSError as problem:
        print(explain(str(problem)), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
