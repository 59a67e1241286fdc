"""The same bytes each time: zips and Office files without the day and the order of making."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

DAY = datetime(2020, 1, 1)  # always the same: nobody can check a file that changes by itself
TIME_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def reproducible(package: bytes) -> bytes:
    """Return an Office file whose bytes depend only on what it says: one date, sorted names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = reproducible(content)
            if name == "docProps/core.xml":
                content = TIME_STAMP.sub(f"{DAY:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            new.writestr(_entry(name), content, compresslevel=6)
    return packed.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files, in the order of their names: the same files give the same bytes.

    Args:
        files: The content of each file by its name in the zip.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zip_file:
        for name in sorted(files):
            zip_file.writestr(_entry(name), files[name], compresslevel=6)
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Return the entry of a part: the same date, system and permissions on every computer."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    # The part that says who made the file is stored uncompressed, so it can be found in the
    # bytes. An office program compresses it: then we know that somebody edited the file.
    if name.startswith("docProps"):
        entry.compress_type = zipfile.ZIP_STORED
    else:
        entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
