"""What the README shows and says is true."""

import re

import start
from dateline.publish.lesson import lesson
from tests.notebooks import PROJECT

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
    """Number, title, what a reader makes, minutes: as the notebook itself gives them."""
    rows = []
    for each in lesson():
        rows.append(f"| {each.number} | {each.title} | {each.make} | {each.minutes} |")
    assert re.findall(r"^\| \d+ \|.*", README, re.MULTILINE) == rows
