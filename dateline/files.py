"""Writing files: safe names, a whole set or none of it, and nobody's work is overwritten.

Dateline keeps a list of what it wrote beside its files (RECORD). A file is replaced only if the
list has it and nobody changed it since. A link is never followed out of the folder that was asked
for, and no name leads out of it.
"""

import hashlib
import json
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

MADE = "Made with Dateline"  # what pictures, pages and decks say of themselves
RECORD = ".made-with-dateline.json"  # what Dateline wrote into a folder
ABOUT = (
    "Dateline wrote these files. It replaces those that nobody changed since, and no other file."
)
LONGEST_NAME = 60  # letters
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # Windows refuses files of these names
NOT_IN_NAMES = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]|[. ]$')
DRAFT = ".dateline-{}.part"  # what is written before it gets its name
ABANDONED = 3600  # seconds after which nobody works on a draft any more
JUNCTION = 0xA0000003  # what Windows calls a folder that leads to another one


def safe_name(text: str, *, default: str = "chart") -> str:
    """Return a file name that every system takes: small letters, digits and hyphens.

    Args:
        text: Any text, such as the name of a chart.
        default: The name of a text without letters, and the prefix where Windows reserves it.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    name = re.sub(r"[\W_]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or default
    return f"{default}-{name}" if RESERVED.fullmatch(name) else name


def check_replaceable(folder: Path, names: Iterable[str]) -> None:
    """Refuse what ``write_files`` would refuse, before any work is done for it.

    Args:
        folder: The folder to write to; it need not be there.
        names: The files in it, as "page.html" or "after/page.html".

    Raises:
        FileExistsError: A file is there that Dateline did not make, or that was edited since; or
            a link is in the way.
        ValueError: A name leads out of the folder, or not every system takes it.
    """
    for name in names:
        path = _path(folder, name)
        for step in (path, *path.parents):
            if step == folder:
                break
            if is_link(step):
                raise FileExistsError(
                    f"{step} is a link to another place, and Dateline writes only into {folder}: "
                    "remove the link, or choose another folder."
                )
        if os.path.lexists(path) and not _is_ours(path):
            raise FileExistsError(
                f"{path} is there and was not made by Dateline, or was edited since, so it is left "
                "as it is: move it away, or choose another name or folder."
            )


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write several files, all or none; each replaces only what Dateline made.

    Args:
        folder: The folder to write to; missing folders are made.
        files: The content of each file by its name in the folder, as for ``check_replaceable``.

    Returns:
        The files, in their order.

    Raises:
        FileExistsError: As for ``check_replaceable``; no file was changed.
        ValueError: As for ``check_replaceable``; no file was changed.
        OSError: The folder cannot be written to, or the disk is full; no file was changed.
    """
    check_replaceable(folder, files)
    contents = {_path(folder, name): content for name, content in files.items()}
    try:
        # The records come first and name the old content, too. If the computer is switched off in
        # between, the files are still known as ours.
        _write_set(_records(contents, keep_old=True) | contents)
    except OSError as problem:
        reason = problem.strerror or problem
        raise type(problem)(
            f"Nothing was saved in {folder} ({reason}): make room or choose another folder."
        ) from problem
    with suppress(OSError):
        _write_set(_records(contents, keep_old=False))
    return list(contents)


def is_link(path: Path) -> bool:
    """Say whether a path is a link, also one that leads nowhere, or a junction of Windows."""
    if os.path.islink(path):
        return True
    try:
        return getattr(path.lstat(), "st_reparse_tag", 0) == JUNCTION
    except OSError:
        return False


def _path(folder: Path, name: str) -> Path:
    """Return where a file goes; raise ValueError if that is not inside the folder."""
    steps = PurePosixPath(name).parts
    reserved = any(RESERVED.fullmatch(step.split(".")[0].casefold()) for step in steps)
    if not steps or name.startswith("/") or ".." in steps or RECORD in steps or reserved:
        raise ValueError(f"{name!r} cannot be the name of a file here.")
    if any(NOT_IN_NAMES.search(step) for step in steps):
        raise ValueError(f"{name!r} has a sign that not every system allows in the name of a file.")
    return folder.joinpath(*steps)


def _is_ours(path: Path) -> bool:
    """Say whether Dateline wrote a file and nobody changed it since."""
    written = _record(path.parent).get(path.name, "")
    try:
        if not written or not path.is_file():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() in written.split()
    except OSError:
        return False


def _record(folder: Path) -> dict[str, str]:
    """Return what Dateline wrote into a folder: by its name the fingerprints of each file.

    There are two while it is being replaced: one of the new content, one of the old.
    """
    file = folder / RECORD
    try:
        if is_link(file) or not file.is_file():
            return {}
        files = json.loads(file.read_text(encoding="utf-8"))["files"]
        return {str(name): str(written) for name, written in files.items()}
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}  # somebody else's, or broken: then nothing is ours


def _records(contents: Mapping[Path, bytes], *, keep_old: bool) -> dict[Path, bytes]:
    """Return the record of each folder with the fingerprints of some files that go there."""
    records: dict[Path, dict[str, str]] = {}
    for path, content in contents.items():
        record = records.setdefault(path.parent, _record(path.parent))
        new = hashlib.sha256(content).hexdigest()
        old = [written for written in record.get(path.name, "").split() if written != new]
        record[path.name] = " ".join([new, *old]) if keep_old else new

    files = {}
    for folder, record in records.items():
        text = json.dumps({"about": ABOUT, "files": dict(sorted(record.items()))}, indent=1)
        files[folder / RECORD] = f"{text}\n".encode()
    return files


def _write_set(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then rename them all; if one fails, put back the rest."""
    drafts: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _remove_abandoned(path.parent)
            drafts[path] = _draft(path)
            _write(drafts[path], content)
        for path, draft in drafts.items():
            old = path.read_bytes() if path.is_file() and not is_link(path) else None
            draft.replace(path)
            before[path] = old
    except OSError:
        _restore(before)
        raise
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    """Return the file beside a file that is written first; nobody can know its name before."""
    return path.with_name(DRAFT.format(secrets.token_hex(8)))


def _write(draft: Path, content: bytes) -> None:
    """Write a new file to the disk, so that nothing is renamed that is not there yet."""
    with draft.open("xb") as file:  # never through a link that somebody put there
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove_abandoned(folder: Path) -> None:
    """Remove drafts that a program left when it was ended."""
    for draft in folder.glob(DRAFT.format("*")):
        with suppress(OSError):
            if time.time() - draft.lstat().st_mtime > ABANDONED:
                draft.unlink()


def _restore(before: Mapping[Path, bytes | None]) -> None:
    """Put back what was there before: half a set would be a wrong set."""
    for path, content in before.items():
        with suppress(OSError):
            if content is None:
                path.unlink()
                continue
            draft = _draft(path)
            _write(draft, content)
            draft.replace(path)
