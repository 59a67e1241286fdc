"""What the README shows and says is true."""

import re

import start
from tests.notebooks import NAMES, PROJECT, read

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_its_pictures_have_their_words():
    """Readers who cannot see a picture read what it shows, with numbers that are still right."""
    pictures = re.findall(r"!\[([^\]]+)\]\(figures/([\w-]+)\.png\)", README)
    assert pictures
    for alternative_text, name in pictures:
        words = (PROJECT / "figures" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")[1]
        assert words.startswith(alternative_text)


def test_what_it_links_to_is_there():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 3
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_it_names_only_commands_that_exist():
    """The two commands are all that many readers will ever type."""
    verbs = re.findall(r"start\.py ([a-z]+)", README)
    assert "test" in verbs
    assert set(verbs) <= set(start.VERBS)


def test_each_notebook_has_its_row():
    """Number, title and minutes, as the notebook itself gives them."""
    missing = []
    for name in NAMES:
        head = read(name).cells[0].source
        title = re.search(r"^# (.+)", head)[1]
        minutes = re.search(r"\*\*Time\*\* (\S+) minutes", head)[1]
        if not re.search(rf"\| {int(name[:2])} \| {title} \|.*\| {minutes} \|", README):
            missing.append(name)
    assert missing == []
    rows = re.findall(r"^\| (\d+) \|", README, re.MULTILINE)
    assert rows == [str(int(name[:2])) for name in NAMES]
