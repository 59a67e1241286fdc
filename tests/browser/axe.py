"""What axe-core, the checker of accessibility that browsers' own tools use, says of a page."""

from axe_playwright_python.sync_playwright import Axe


def violations(page, *, inside="main"):
    """Return what axe-core finds wrong in a part of a page: the rule and the elements."""
    results = Axe().run(page, context=inside).response["violations"]
    found = []
    for violation in results:
        for node in violation["nodes"]:
            found.append((violation["id"], node["html"][:160]))
    return found
