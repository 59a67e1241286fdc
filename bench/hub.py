"""A class that arrives at once: students sign in, open notebook 02, run it and save an answer.

    .venv/bin/python bench/hub.py ADDRESS PASSWORD FOLDER STUDENTS

ADDRESS and PASSWORD are those that ``python3 start.py hub`` prints, FOLDER is the folder of the
class. Only a server on this computer is tried. It prints how many were served, the seconds to the
first chart (median, 95 of 100, last), processor time and memory a student, and whose answers were
found where.
"""

import json
import re
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import nbformat
import psutil
import requests
import websocket

NOTEBOOK = "notebooks/02_build_the_timeline.ipynb"
LONGEST = 400  # seconds that a student waits for anything
MEGABYTE = 1024 * 1024  # as memory is sold


class Result(NamedTuple):
    """What one student met: seconds from signing in, or why it went wrong."""

    student: str
    first_chart: float
    everything: float
    problem: str


class Student:
    """One student's browser: its cookies, and what it asks for."""

    def __init__(self, address: str, name: str, password: str) -> None:
        """Remember who asks and where."""
        self.address, self.name, self.password = address, name, password
        self.web = requests.Session()
        self.server = f"{address}/user/{name}"

    def sign_in(self) -> None:
        """Sign in through the form of the class."""
        form = self.web.get(f"{self.address}/hub/login", timeout=LONGEST).text
        token = re.search(r'name="_xsrf" value="([^"]+)"', form).group(1)
        fields = {"username": self.name, "password": self.password, "_xsrf": token}
        page = self.web.post(f"{self.address}/hub/login", data=fields, timeout=LONGEST)
        page.raise_for_status()

    def wait_for_server(self) -> None:
        """Ask for a server and wait until it shows the lesson."""
        last = time.monotonic() + LONGEST
        self.web.get(f"{self.address}/hub/spawn", timeout=LONGEST)
        while time.monotonic() < last:
            page = self.web.get(f"{self.server}/lab", timeout=LONGEST)
            if page.ok and urlsplit(page.url).path.startswith(f"/user/{self.name}/"):
                return
            if page.status_code >= 500:
                raise RuntimeError(f"the server answers {page.status_code}")
            time.sleep(0.5)
        raise TimeoutError("no server")

    def load_lab(self) -> None:
        """Ask for what the page of JupyterLab asks for before it shows anything."""
        for path in ("lab/api/settings", "lab/api/translations/en", "api/kernelspecs"):
            self.web.get(f"{self.server}/{path}", timeout=LONGEST).raise_for_status()

    def headers(self) -> dict[str, str]:
        """Return what a page of the server sends with each request."""
        for cookie in self.web.cookies:
            if cookie.name == "_xsrf" and cookie.path.startswith(f"/user/{self.name}/"):
                return {"X-XSRFToken": cookie.value}
        return {}

    def ask(self, method: str, path: str, body: dict | None = None) -> requests.Response:
        """Ask the student's own server for something."""
        return self.web.request(
            method, f"{self.server}/api/{path}", json=body, headers=self.headers(), timeout=LONGEST
        )

    def run_notebook(self) -> tuple[float, list[str]]:
        """Run every cell; return when the first chart came and what went wrong."""
        notebook = self.ask("GET", f"contents/{NOTEBOOK}").json()["content"]
        cells = [cell.source for cell in nbformat.from_dict(notebook).cells if is_code(cell)]
        body = {"path": NOTEBOOK, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        reply = self.ask("POST", "sessions", body)
        reply.raise_for_status()
        kernel = reply.json()["kernel"]["id"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.web.cookies)
        address = f"{self.server}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
        line = websocket.create_connection(address, cookie=cookies, timeout=LONGEST)
        first_chart, problems = 0.0, []
        try:
            for source in cells:
                for message in run_cell(line, source, self.name):
                    if not first_chart and "data:image/svg" in message:
                        first_chart = time.monotonic()
                    if '"msg_type": "error"' in message:
                        problems.append(json.loads(message)["content"]["evalue"])
        finally:
            line.close()
        return first_chart, problems

    def save_answer(self) -> None:
        """Save an answer as the page of a notebook does."""
        text = json.dumps({"schema": 1, "name": self.name})
        body = {"type": "file", "format": "text", "content": text}
        self.ask("PUT", f"contents/answers/{self.name}.json", body).raise_for_status()


def is_code(cell: nbformat.NotebookNode) -> bool:
    """Return whether a cell of a notebook is run."""
    return cell.cell_type == "code"


def run_cell(line: websocket.WebSocket, source: str, name: str):
    """Run a cell and yield each message about it, until the kernel is idle again."""
    number = uuid.uuid4().hex
    header = {"msg_id": number, "username": name, "session": name, "msg_type": "execute_request"}
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}}
    content |= {"allow_stdin": False, "stop_on_error": False}
    request = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    line.send(json.dumps(request | {"channel": "shell", "buffers": []}))
    done = {"execute_reply": False, "idle": False}
    while not all(done.values()):
        message = line.recv()
        if not isinstance(message, str):
            continue
        yield message
        said = json.loads(message)
        if said["parent_header"].get("msg_id") != number:
            continue
        if said["msg_type"] == "execute_reply":
            done["execute_reply"] = True
        if said["msg_type"] == "status" and said["content"]["execution_state"] == "idle":
            done["idle"] = True


def visit(address: str, name: str, password: str) -> Result:
    """Do what a student does in the first minutes, and note how long it took."""
    start = time.monotonic()
    student = Student(address, name, password)
    try:
        student.sign_in()
        student.wait_for_server()
        student.load_lab()
        first_chart, problems = student.run_notebook()
        student.save_answer()
    except Exception as error:  # whatever it is, it is counted and named
        return Result(name, 0, 0, f"{type(error).__name__}: {error}"[:200])
    now = time.monotonic()
    return Result(name, first_chart - start, now - start, "; ".join(problems)[:200])


def peeks(address: str, spy: str, victim: str, password: str) -> bool:
    """Return whether a student who is signed in can read the files of another."""
    student = Student(address, spy, password)
    student.sign_in()
    student.wait_for_server()
    other = f"{address}/user/{victim}/api/contents/answers/{victim}.json"
    return student.web.get(other, timeout=LONGEST, allow_redirects=False).status_code == 200


def processes(folder: Path) -> list[psutil.Process]:
    """Return the servers and kernels that are at work in the folder of the class."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd"]):
        command = process.info["cmdline"] or [""]
        is_ours = Path(process.info["cwd"] or "/").is_relative_to(folder)
        if is_ours and Path(command[0]).name.startswith("python"):
            found.append(process)
    return found


def used(folder: Path) -> tuple[float, float]:
    """Return the memory in MB, shared pages counted once, and the seconds of all students."""
    memory, seconds = 0.0, 0.0
    for process in processes(folder):
        try:
            memory += process.memory_full_info().pss / MEGABYTE
            seconds += sum(process.cpu_times()[:2])
        except psutil.Error:
            pass  # it has just ended
    return memory, seconds


def main(address: str, password: str, folder: Path, number: int) -> int:
    """Send a class, print what it met, and return 1 if anybody was not served."""
    if urlsplit(address).hostname != "127.0.0.1":
        print("Only a server on this computer is tried: http://127.0.0.1:PORT", file=sys.stderr)
        return 2
    if number < 2:
        print("It takes two students: one tries to read what the other wrote.", file=sys.stderr)
        return 2
    tag = uuid.uuid4().hex[:6]
    names = [f"s{tag}-{place}" for place in range(number)]
    with ThreadPoolExecutor(number) as pool:
        results = list(pool.map(lambda name: visit(address, name, password), names))
    memory, seconds = used(folder.resolve())

    served = [result for result in results if not result.problem and result.first_chart > 0]
    own = [name for name in names if (folder / name / "answers" / f"{name}.json").exists()]
    files = list(folder.glob(f"s{tag}-*/answers/*.json"))
    print(f"{number} students: {len(served)} served, {len(own)} answers with their owners")
    for result in results:
        if result.problem:
            print(f"  {result.student}: {result.problem}")
    waits = sorted(result.first_chart for result in served)
    if waits:
        middle, late = waits[len(waits) // 2], waits[min(len(waits) - 1, int(len(waits) * 0.95))]
        print(f"  first chart after {middle:.0f} s, {late:.0f} s, {waits[-1]:.0f} s")
        each, work = memory / len(served), seconds / len(served)
        print(f"  {each:.0f} MB and {work:.1f} s of processor a student")
        print(f"  {1024 / each:.1f} students per GB")
    can_peek = peeks(address, names[0], names[-1], password)
    print(f"  reads the answers of another: {'yes' if can_peek else 'no'}")
    is_good = len(served) == len(own) == len(files) == number and not can_peek
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
