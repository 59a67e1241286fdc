"""Which cases the notebooks of the lesson read."""

import re

from dateline.case import PROJECT

LOADED_CASE = re.compile(r"""load_case\([\\"']+([^\\"']+)""")  # also in the JSON of a notebook


def cases_loaded(text: str) -> list[str]:
    """Return the names of the cases that the code of a notebook loads, each once."""
    return list(dict.fromkeys(LOADED_CASE.findall(text)))


def case_of_the_notebooks() -> str:
    """Return the name of the case that the notebooks of this project read."""
    for file in sorted(PROJECT.glob("notebooks/*.ipynb")):
        names = cases_loaded(file.read_text(encoding="utf-8"))
        if names:
            return names[0]
    raise ValueError("No notebook loads a case: name the case after the word slides.")
