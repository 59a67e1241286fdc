"""The same bytes each time: an Office file without the day and the order it was made in."""

import io
import re
import zipfile
from datetime import datetime

DAY = datetime(2020, 1, 1)  # the same each time: a file that changes by itself cannot be checked
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def same(package: bytes) -> bytes:
    """Return an Office file whose bytes depend on what it says alone: one time, sorted names."""
    read, file = zipfile.ZipFile(io.BytesIO(package)), io.BytesIO()
    with zipfile.ZipFile(file, "w") as to:
        for name in sorted(read.namelist()):
            held = read.read(name)
            if name.endswith(".xlsx"):
                held = same(held)
            if name == "docProps/core.xml":
                held = STAMP.sub(f"{DAY:%Y-%m-%dT%H:%M:%SZ}".encode(), held)
            # What is stored as it is shows who made the file; an office program packs it.
            packed = zipfile.ZIP_STORED if name.startswith("docProps") else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = packed, 3, 0o600 << 16
            to.writestr(entry, held, compresslevel=6)
    return file.getvalue()
