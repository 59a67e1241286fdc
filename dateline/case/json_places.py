"""Where in a JSON file something is: the line of each part, and names that appear twice."""

import json
import re
from collections.abc import Iterator

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],:"]+')

Path = tuple[str | int | None, ...]  # such as ("resources", 0, "name")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line of each part of a JSON text that can be read."""
    lines: dict[Path, int] = {}
    for path, line in _parts(text):
        lines.setdefault(path, line)
    return lines


def repeated_names(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each part that an object of a JSON text has twice, and the line of the second one."""
    seen = set()
    for path, line in _parts(text):
        if path in seen:
            yield path, line
        seen.add(path)


def _parts(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each part of a JSON text once, with its line: the line of its name, if it has one."""
    path: list[str | int | None] = []  # None: the next text is a name
    line, end, named = 1, 0, False
    for token in TOKEN.finditer(text):
        line += text.count("\n", end, token.start())
        end, sign = token.start(), token[0]
        if sign in ("}", "]"):
            path.pop()
            named = False
        elif sign == ",":
            place = path[-1]
            path[-1] = place + 1 if isinstance(place, int) else None
        elif path and path[-1] is None:
            path[-1] = str(json.loads(sign))
            named = True
            yield tuple(path), line
        else:
            if not named:
                yield tuple(path), line
            named = False
            if sign in ("{", "["):
                path.append(None if sign == "{" else 0)
