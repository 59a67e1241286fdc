"""Look at two things that are stored, for maintainers; exit code 1 names what is wrong.

A reader who has run the lesson has outputs in it, and that is as it should be: so this is no
part of the tests.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement


def with_outputs() -> list[str]:
    """Return a line for each notebook that holds outputs, counts or the state of widgets."""
    found = []
    for file in sorted(Path("notebooks").glob("*.ipynb")):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        ran = [cell for cell in code if cell["outputs"] or cell["execution_count"]]
        if ran or "widgets" in notebook["metadata"]:
            found.append(f"{file} holds outputs: clear all outputs and save it.")
    return found


def out_of_range() -> list[str]:
    """Return a line for each requirement that no pin meets."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = Path("constraints.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    return [
        f"constraints.txt has no {line}: make it anew with the command in its first line."
        for line in wanted
        if not any(
            Requirement(line).name == name and Requirement(line).specifier.contains(version)
            for name, version in pins
        )
    ]


if __name__ == "__main__":
    problems = with_outputs() + out_of_range()
    sys.exit("\n".join(problems) or 0)
