"""A class on one server: what is wrong is said before students wait, and nobody reaches another.

A real class, with students who sign in, is sent by ``.ci/run``: these tests have no JupyterHub.
"""

import os
import runpy
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from traitlets.config import Config

from tests.notebooks import PROJECT

FOLDER = PROJECT / "deploy" / "hub"
RUN = runpy.run_path(str(FOLDER / "run.py"), run_name="run")
# What a student may type into a notebook, and what comes of it.
TRIES = """
import os
def attempt(what, name):
    try:
        what()
        print(name, "works")
    except (MemoryError, OSError) as error:
        print(name, type(error).__name__)
home, other, lesson = {home!r}, {other!r}, {lesson!r}
attempt(lambda: bytearray(2_000_000_000), "2 GB")
attempt(lambda: bytearray(200_000_000), "200 MB")
attempt(lambda: open(home + "/answers/mine.json", "w").write("x"), "own answers")
attempt(lambda: open(other + "/answers/theirs.json").read(), "answers of another")
attempt(lambda: open(other + "/answers/theirs.json", "w").write("x"), "writing for another")
attempt(lambda: open(lesson + "/data/stray.csv", "w").write("x"), "the tables")
"""


def problem(**changes):
    """Return what is said of the options of a command, some of them changed."""
    words = [f"--{name}={value}" for name, value in changes.items()]
    arguments = RUN["command_line"]().parse_args(words)
    return RUN["what_is_wrong"](arguments, arguments.password or RUN["new_password"]())


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Return what is in JupyterHub's configuration for a class in a folder."""
    values = {
        "DATELINE_CLASS": tmp_path / "class",
        "DATELINE_RUNTIME": tmp_path / "runtime",
        "DATELINE_PORTS": "8001 8002",
        "DATELINE_BUBBLEWRAP": RUN["bubblewrap"](),
        "DATELINE_URL": "http://127.0.0.1:8000",
        "DATELINE_PROXY": "proxy",
        "DATELINE_PASSWORD": "two rivers meet",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, str(value))
    config = Config()
    found = runpy.run_path(
        str(FOLDER / "jupyterhub_config.py"), init_globals={"get_config": lambda: config}
    )
    return SimpleNamespace(config=config, **{name: found[name] for name in ("prepare", "CLASS")})


def student(name):
    """Return what JupyterHub knows of a student whose server it starts."""
    return SimpleNamespace(user=SimpleNamespace(name=name), cmd=[])


def test_each_bad_option_gets_a_sentence_that_says_what_to_type(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("a letter")
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        cases = [
            (problem(password="short"), "'short' has 5 characters; it needs at least 8"),
            (problem(port=port, folder=tmp_path), f"--port {port + 10}"),
            (problem(port=0, folder=tmp_path), "There is no port 0"),
            (problem(port=70000, folder=tmp_path), "There is no port 70000"),
            (problem(ip="203.0.113.7", folder=tmp_path), "of 203.0.113.7 cannot be used"),
            (problem(ip="here", folder=tmp_path), "of here cannot be used"),
            (problem(folder=file), f"Nothing can be written in {file} ("),
            (problem(folder=file / "class"), "Name another one: --folder FOLDER"),
        ]
    assert [(said, wanted) for said, wanted in cases if wanted not in said] == []
    assert all(said.count("\n") == 0 for said, _ in cases)
    assert file.read_text() == "a letter"


def test_a_full_disk_is_said_before_a_class_waits(tmp_path):
    """Here no file may have a byte; a disk that is full ends in the same way."""
    import resource  # not on Windows

    code = "import runpy, sys; run = runpy.run_path(sys.argv[1], run_name='run')\n"
    code += "sys.exit(run['main'](['--folder', sys.argv[2]]))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, FOLDER / "run.py", tmp_path / "class"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Nothing can be written in {tmp_path / 'class'} (")
    assert done.stderr.count("\n") == 1


def test_a_password_that_is_made_up_can_be_read_aloud():
    first, second = RUN["new_password"](), RUN["new_password"]()
    assert first != second
    assert len(first) >= RUN["SHORTEST"]
    assert not set(first) & set("il1o0")


@pytest.mark.parametrize(("says", "is_used"), [("exit 0", True), ("exit 1", False), ("", False)])
def test_bubblewrap_is_used_only_where_it_works(tmp_path, monkeypatch, says, is_used):
    """Some systems have it and forbid it to those who are not administrators."""
    if says:
        (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{says}\n")
        (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert RUN["bubblewrap"]() == (str(tmp_path / "bwrap") if is_used else "")


def test_a_students_programs_reach_their_own_folder_and_little_memory(settings):
    """The others go on while one takes 2 GB; with bubblewrap nobody sees another's answers."""
    spawners = [student("wren"), student("owl")]
    for spawner in spawners:
        settings.prepare(spawner)
    (settings.CLASS / "owl" / "answers" / "theirs.json").write_text("theirs")

    home, other = (str(settings.CLASS / name) for name in ("wren", "owl"))
    code = TRIES.format(home=home, other=other, lesson=str(PROJECT))
    *command, program = spawners[0].cmd
    assert Path(program) == FOLDER / "server.py"
    done = subprocess.run([*command, "-c", code], capture_output=True, text=True)
    said = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    expected = {"2 GB": "MemoryError", "200 MB": "works", "own answers": "works"}
    if os.environ["DATELINE_BUBBLEWRAP"]:
        names = ("answers of another", "writing for another", "the tables")
        expected |= dict(zip(names, ["FileNotFoundError"] * 2 + ["OSError"], strict=True))
    assert said.items() >= expected.items(), done.stderr
    assert (settings.CLASS / "owl" / "answers" / "theirs.json").read_text() == "theirs"


def test_a_student_who_comes_back_finds_their_own_notebook(settings):
    settings.prepare(student("wren"))
    home = settings.CLASS / "wren"
    copied = {file.name for file in (home / "notebooks").iterdir()}
    assert copied == {file.name for file in (PROJECT / "notebooks").glob("*.ipynb")}
    own = home / "notebooks" / "02_build_the_timeline.ipynb"
    own.write_text("my own work")
    settings.prepare(student("wren"))
    assert own.read_text() == "my own work"
    assert (home / "data").resolve() == PROJECT / "data"


def test_a_student_whose_folder_cannot_be_prepared_is_told_so(settings):
    settings.CLASS.mkdir()
    (settings.CLASS / "wren").write_text("a file, not a folder")
    with pytest.raises(OSError) as error:
        settings.prepare(student("wren"))
    assert "Your folder cannot be prepared (" in error.value.jupyterhub_message
    assert "Tell your teacher" in error.value.jupyterhub_message


def test_everybody_may_come_at_once_and_nobody_is_an_administrator(settings):
    """With a limit, those above it met an error and had to try again."""
    assert settings.config.JupyterHub.concurrent_spawn_limit == 0
    assert "admin_users" not in settings.config.Authenticator
    assert settings.config.SharedPasswordAuthenticator.user_password == "two rivers meet"
    assert "admin_password" not in settings.config.SharedPasswordAuthenticator
