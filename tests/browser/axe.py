"""What axe-core, the checker of accessibility that browsers' own tools use, says of a page."""

from axe_playwright_python.sync_playwright import Axe


def violations(page, *, inside="main", rules=()):
    """Return what axe-core finds wrong in a part of a page: the rule and the elements.

    Args:
        page: The page.
        inside: A selector of the part.
        rules: Look only for these; by default for all that axe-core knows.
    """
    options = {"resultTypes": ["violations"]}  # it need not describe all that is right
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    results = Axe().run(page, context=inside, options=options).response["violations"]
    found = []
    for violation in results:
        for node in violation["nodes"]:
            found.append((violation["id"], node["html"][:160]))
    return found
