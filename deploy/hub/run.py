"""Start a class on this computer: ``python3 start.py hub``. Students need only a browser.

    python3 start.py hub                        for this computer alone: to try it
    python3 start.py hub --ip 0.0.0.0           for everybody in this network
    python3 start.py hub --password "two rivers meet" --port 8010 --folder class-4b

It prints the address and the password of the class. Each student signs in with a code name and
gets a folder in the folder of the class: notebooks of their own, and their answers. Whoever knows
the password and a code name can sign in under that name. Ctrl-C ends it; what was saved stays.
"""

import argparse
import compileall
import contextlib
import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
LESSON = HERE.parents[1]
NODE = LESSON / ".venv" / "hub"
PROXY = NODE / "node_modules" / ".bin" / "configurable-http-proxy"
PROXY_VERSION = "5.3.0"
LOG = "hub.log"  # in the folder of the class; no code name has a dot
PATIENCE = 40  # seconds for thirty servers to end
SHORTEST = 8  # characters of a password
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another


def main(words: list[str]) -> int:
    """Check what can be checked before students wait, then start JupyterHub."""
    arguments = command_line().parse_args(words)
    password = arguments.password or new_password()
    problem = what_is_wrong(arguments, password)
    if problem:
        print(problem, file=sys.stderr)
        return 1

    compileall.compile_dir(LESSON / "dateline", quiet=2)  # the servers cannot write there
    url = f"http://{arguments.ip}:{arguments.port}"
    wall = bubblewrap()
    print(f"Address   {address_for_students(arguments.ip, arguments.port)}")
    print(f"Password  {password}")
    print(f"Folder    {arguments.folder}")
    if not wall:
        print(
            "A student who writes Python could read the folders of others. To prevent it, install "
            "bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap), then start this again."
        )
    print("Starting. Ctrl-C ends it, for everybody; what was saved stays.", flush=True)

    with tempfile.TemporaryDirectory(prefix="dl-") as runtime:
        settings = {
            "DATELINE_CLASS": str(arguments.folder),
            "DATELINE_RUNTIME": runtime,
            "DATELINE_PORTS": " ".join(str(port) for port in free_ports(2)),
            "DATELINE_BUBBLEWRAP": wall,
            "DATELINE_URL": url,
            "DATELINE_PROXY": str(PROXY),
            "DATELINE_PASSWORD": password,
        }
        return serve(arguments.folder / LOG, {**with_node(), **settings}, runtime, url)


def serve(log: Path, environment: dict[str, str], runtime: str, url: str) -> int:
    """Run JupyterHub until it or this program is told to end; then nothing of it is left."""
    told = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the last comes when a window is closed
        signal.signal(getattr(signal, name), lambda *_: told.set())
    command = [sys.executable, "-P", "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")]
    with log.open("wb") as written:
        hub = subprocess.Popen(
            command,
            env=environment,
            cwd=runtime,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,  # Ctrl-C comes to this program alone, which ends it in order
        )
    family, is_open = [], False
    while hub.poll() is None and not told.is_set():
        family = programs_of(hub)
        if not is_open and answers(f"{url}/hub/health"):
            is_open = True
            print("Open. Students can sign in now.", flush=True)
        told.wait(1)

    if told.is_set():
        print("Ending. The servers of the students are stopped.", flush=True)
    else:
        print(f"JupyterHub has ended by itself: the last lines of {log} say why.", file=sys.stderr)
    end(hub, family)
    return 0 if told.is_set() else 1


def programs_of(hub: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    """Return every program that the hub has started, and those that they have started."""
    try:
        return psutil.Process(hub.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def end(hub: "subprocess.Popen[bytes]", family: list[psutil.Process]) -> None:
    """End the hub, which ends the others in order; then end whatever has not ended."""
    family = programs_of(hub) or family
    hub.terminate()
    try:
        hub.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        hub.kill()
        hub.wait()
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.terminate()
    _, alive = psutil.wait_procs(family, timeout=5)
    for each in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()


def answers(url: str) -> bool:
    """Return whether a server answers at an address of this computer."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5):
            return True
    except (OSError, http.client.HTTPException):
        return False


def command_line() -> argparse.ArgumentParser:
    """Return the options of the command."""
    parser = argparse.ArgumentParser(prog="python3 start.py hub", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--ip", default="127.0.0.1", help="0.0.0.0 opens it to the network")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument("--password", default="", help=f"at least {SHORTEST} characters")
    parser.add_argument("--folder", type=folder, default=LESSON / "class", help="default: class")
    return parser


def folder(name: str) -> Path:
    """Return the full path of a folder that was typed."""
    return Path(name).expanduser().resolve()


def new_password() -> str:
    """Return a password that can be read aloud: three groups of four letters and digits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def what_is_wrong(arguments: argparse.Namespace, password: str) -> str:
    """Return one sentence about what keeps the class from starting, or ""."""
    if os.name != "posix":
        return "JupyterHub runs on Linux and macOS. On Windows, start it in WSL."
    if len(password) < SHORTEST:
        return (
            f"The password {password!r} has {len(password)} characters; it needs at least "
            f"{SHORTEST}. Without --password, one is made up and printed."
        )
    problem = folder_problem(arguments.folder) or port_problem(arguments.ip, arguments.port)
    return problem or proxy_problem()


def proxy_problem() -> str:
    """Install the proxy of JupyterHub, once, beside the packages; return why it cannot be had."""
    if PROXY.exists():
        return ""
    print("Installing the proxy of JupyterHub, once.", flush=True)
    npm = Path(sys.prefix) / "bin" / "npm"
    command = [str(npm), "install", "--prefix", str(NODE), "--no-fund", "--no-audit"]
    command.append(f"configurable-http-proxy@{PROXY_VERSION}")
    # The programs of a package of Node.js look for node where programs are looked for.
    done = subprocess.run(command, capture_output=True, text=True, env=with_node())
    if done.returncode == 0 and PROXY.exists():
        return ""
    lines = done.stderr.strip().splitlines() or ["no reason was given"]
    return (
        f"The proxy of JupyterHub could not be installed ({lines[0]}). Connect this computer to "
        "the internet (only the first start needs it), then run the same command again."
    )


def with_node() -> dict[str, str]:
    """Return the variables for a program that needs Node.js, which is among the packages."""
    programs = str(Path(sys.prefix) / "bin")
    return {**os.environ, "PATH": os.pathsep.join([programs, os.environ.get("PATH", "")])}


def folder_problem(place: Path) -> str:
    """Return a sentence if the folder of the class cannot be written to."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)  # not for other accounts
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"room for an answer")
    except OSError as error:
        reason = error.strerror or error
        return f"Nothing can be written in {place} ({reason}). Name another one: --folder FOLDER"
    if shutil.disk_usage(place).free < 500_000_000:
        return f"There is less than 500 MB of room in {place}. Name another one: --folder FOLDER"
    return ""


def port_problem(ip: str, port: int) -> str:
    """Return a sentence if this address cannot be used."""
    if not 1 <= port <= 65535:
        return f"There is no port {port}. Use a number such as 8010: --port 8010"
    try:
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((ip, port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        return f"Port {port} of {ip} cannot be used ({reason}). Try another one: --port {port + 10}"
    return ""


def free_ports(number: int) -> list[int]:
    """Return ports of this computer that are free now."""
    sockets = [socket.socket() for _ in range(number)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def bubblewrap() -> str:
    """Return the program that shuts a student's server in, or "" where there is none that works."""
    program = shutil.which("bwrap") or ""
    if program:
        trial = [program, "--ro-bind", "/", "/", "--tmpfs", "/tmp", "--unshare-pid", "true"]
        done = subprocess.run(trial, capture_output=True)
        return "" if done.returncode else program
    return ""


def address_for_students(ip: str, port: int) -> str:
    """Return the address to write on the board."""
    if ip not in ("0.0.0.0", "::"):
        return f"http://{ip}:{port}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))  # sends nothing; it only chooses a network
            return f"http://{outward.getsockname()[0]}:{port}"
        except OSError:
            return f"http://{socket.gethostname()}:{port}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
