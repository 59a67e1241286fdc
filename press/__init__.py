"""Press: what leaves the notebooks. Charts become slides, notebooks become editions.

No lesson needs it for reading, and ``dateline`` never imports it.
"""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOADED = re.compile(r"""load_case\([\\"']+([\w-]+)""")  # the cases that a notebook reads
