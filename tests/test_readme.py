"""What the README shows and says is so."""

import re

import start
from tests.notebooks import FOLDER, PROJECT, read

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_its_pictures_have_their_words():
    """Who cannot see a picture reads what it shows, with numbers that are still right."""
    pictures = re.findall(r"!\[([^\]]+)\]\(figures/([\w-]+)\.png\)", README)
    assert pictures
    for alt, name in pictures:
        words = (PROJECT / "figures" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")[1]
        assert words.startswith(alt)


def test_what_the_readme_links_is_there():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 3
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_the_readme_names_only_verbs_that_exist():
    """The two commands are all that many readers will ever type."""
    verbs = re.findall(r"start\.py ([a-z]+)", README)
    assert "test" in verbs
    assert set(verbs) <= set(start.VERBS)


def test_each_notebook_has_its_row():
    """Number, title and minutes, as the notebook itself says them."""
    for path in sorted(FOLDER.glob("[0-9][0-9]_*.ipynb")):
        head = read(path.stem).cells[0].source
        title = re.search(r"^# (.+)", head)[1]
        minutes = re.search(r"\*\*Time\*\* (\S+) minutes", head)[1]
        row = rf"\| {int(path.stem[:2])} \| {title} \|.*\| {minutes} \|"
        assert re.search(row, README), path.stem
