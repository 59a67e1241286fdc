"""What is made once in a test run, although several processes share the tests."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

FOLDER = "DATELINE_TEST_RUN"  # the variable that names the folder of this run; see conftest.py


def once(name, make):
    """Return a file or folder of the test run; the first test that needs it makes it.

    Args:
        name: What it is called in the folder of the run.
        make: Called with the path to write to.
    """
    made = Path(os.environ[FOLDER]) / name
    with alone(made.with_name(f"{name}.lock")):
        if not made.exists():
            unfinished = made.with_name(f"unfinished-{name}")
            make(unfinished)
            unfinished.rename(made)
    return made


@contextmanager
def alone(lock):
    """Wait until no other process of the test run is in here."""
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.rmdir()
