"""Check two things in the repository; the exit code is 1 and a line names each that is wrong.

This is for maintainers and not among the tests: readers who have run the lesson have outputs in
their notebooks, and that is fine.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement


def notebooks_with_outputs() -> list[str]:
    """Return a line for each notebook with outputs, counts of runs or the state of widgets."""
    problems = []
    for file in sorted(Path("notebooks").glob("*.ipynb")):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        ran = any(cell["outputs"] or cell["execution_count"] for cell in cells)
        if ran or "widgets" in notebook["metadata"]:
            problems.append(f"{file} has outputs: clear all outputs and save it.")
    return problems


def requirements_without_pin() -> list[str]:
    """Return a line for each requirement in pyproject.toml that no pinned version meets."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    constraints = Path("constraints.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)", constraints, re.MULTILINE))
    problems = []
    for line in project["dependencies"] + project["optional-dependencies"]["test"]:
        requirement = Requirement(line)
        version = pins.get(requirement.name)
        if version is None or not requirement.specifier.contains(version):
            problems.append(
                f"constraints.txt has no {line}: make it again with the command in its first line."
            )
    return problems


if __name__ == "__main__":
    problems = notebooks_with_outputs() + requirements_without_pin()
    sys.exit("\n".join(problems) or 0)
