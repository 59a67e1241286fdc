"""Figures: every exhibit of a case as files, with an index and a deck.

They are for people who install nothing: they take a picture or the whole deck.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline import Case
from dateline.case import PROJECT
from dateline.case.errors import near
from dateline.dates import long_date
from dateline.files import check_replaceable, write_files
from dateline.publish.exhibits import WITHOUT_CHART, Exhibit, exhibit, listed
from dateline.publish.pictures import FORMATS, Drawing, credit
from dateline.publish.slides import new_deck
from dateline.web import fill

WEB_ADDRESS = re.compile(r"https?://[^\s()<>\"]+")
AFTER = "after"  # the folder of what became known after the article
INDEX = "README.md"
EDITABLE = "Charts to edit: right-click one and choose Edit Data. The other deck has them all."


@dataclass
class Progress:
    """What has been made so far, and what went wrong."""

    charts: int = 0
    problems: list[str] = field(default_factory=list)


def figures(case: Case, to: Path, only: Collection[str], progress: Progress) -> Iterator[str]:
    """Write the exhibits of a case: each chart as four files, then two decks and an index.

    A chart that has parts is followed by them, numbered from 1; one with a puzzle has a picture
    without its words, too. Each is drawn once, for its files and for the decks.

    Args:
        case: The whole case.
        to: The folder; what gives the outcome away goes to its subfolder ``after``.
        only: Names of the charts to write; then no deck and no index is written. Empty: all.
        progress: Counts the charts and collects what is wrong with a row, in a sentence each.

    Yields:
        A line for each chart, before it is drawn, such as "7 of 15 troop levels".

    Raises:
        ValueError: The case has no exhibits, or none of a name that is asked for.
        FileExistsError: A file is there that Dateline did not make, or that was edited since;
            nothing is drawn and no file is changed.
        OSError: A file cannot be written.
    """
    parts = _parts(case, to, only)
    for part in parts:
        check_replaceable(part.files())
    due = sum(len(part.chart_names()) for part in parts)
    number = 0
    for part in parts:
        decks = Decks(part) if part.rows and part.whole else None
        exhibits = []
        for row in part.rows:
            if row.kind not in WITHOUT_CHART:
                number += 1
                yield f"{number} of {due} {row.exhibit_id.replace('-', ' ')}"
            try:
                shown = exhibit(row, part.case)
            except ValueError as problem:
                progress.problems.append(str(problem))
                continue
            exhibits.append(shown)
            progress.charts += shown.chart is not None
            drawings = []
            for page in (shown, *shown.parts):
                if page.chart:
                    drawings.append(Drawing(page.chart))
                    _write_chart(page, drawings[-1], part.folder)
            if decks:
                decks.add(shown, drawings[0] if drawings else None)
        if decks and not progress.problems:
            yield f"the decks and the index of {part.folder.name}"
            files = decks.contents()
            files[INDEX] = _index(exhibits, decks.native, case, part).encode()
            write_files({part.folder / name: content for name, content in files.items()})


@dataclass(frozen=True)
class Part:
    """One of the two folders: what could be shown on the day of the article, or what came after.

    Attributes:
        after: True for what came after.
        folder: Where its files go.
        case: The case as it was known then.
        rows: The rows of the exhibits to make.
        whole: Whether these are all its exhibits, so that they become a deck and an index.
    """

    after: bool
    folder: Path
    case: Case
    rows: list[Any]
    whole: bool

    @property
    def title(self) -> str:
        """The title of the deck."""
        if self.after:
            return f"What happened after {long_date(self.case.published)}"
        return "One article, read closely"

    @property
    def about(self) -> str:
        """The text below the title: the article, where and when it appeared, and its address."""
        day = long_date(self.case.published)
        lines = [f"“{self.case.title}”", ", ".join(filter(None, [self.case.publisher, day]))]
        return "\n".join(filter(None, [*lines, self.case.note, self.case.link]))

    @property
    def deck_name(self) -> str:
        """The name of the deck of pictures."""
        return f"{self.case.name}-after.pptx" if self.after else f"{self.case.name}.pptx"

    @property
    def editable_name(self) -> str:
        """The name of the deck of charts to edit."""
        return self.deck_name.replace(".pptx", "-editable.pptx")

    def chart_names(self) -> list[str]:
        """Return the names of the charts to make."""
        return [row.exhibit_id for row in self.rows if row.kind not in WITHOUT_CHART]

    def files(self) -> list[Path]:
        """Return every file that will be written, and those that parts of a chart may replace."""
        files = []
        for name in self.chart_names():
            for format in FORMATS:
                files.append(self.folder / f"{name}.{format}")
                files += sorted(self.folder.glob(f"{name}-[0-9].{format}"))
                files += sorted(self.folder.glob(f"{name}-bare.{format}"))
        if self.rows and self.whole:
            names = (self.deck_name, self.editable_name, INDEX)
            files += [self.folder / name for name in names]
        return files


class Decks:
    """The two decks of a folder: one of pictures, and one of charts to edit.

    Attributes:
        native: The names of the exhibits that are in the deck of charts to edit.
    """

    def __init__(self, part: Part) -> None:
        """Start both with their covers."""
        self._part = part
        self._pictures = new_deck(part.title, part.about)
        self._editable = new_deck(part.title, f"{part.about}\n{EDITABLE}")
        self.native: list[str] = []

    def add(self, shown: Exhibit, drawing: Drawing | None) -> None:
        """Add an exhibit, with its drawing if it is a chart."""
        self._pictures.add(shown, drawing)
        if self._editable.add_native(shown):
            self.native.append(shown.name)

    def contents(self) -> dict[str, bytes]:
        """Return the files by their names; there is no deck of charts to edit if it is empty."""
        files = {self._part.deck_name: self._pictures.content()}
        if self.native:
            files[self._part.editable_name] = self._editable.content()
        return files


def _parts(case: Case, to: Path, only: Collection[str]) -> list[Part]:
    """Return the two folders with the exhibits to make, or say which chart is not there."""
    before = Part(False, to, case.until_publication(), listed(case, after=False), not only)
    after = Part(True, to / AFTER, case, listed(case, after=True), not only)
    names = before.chart_names() + after.chart_names()
    if not names:
        raise ValueError(
            f"{case.name} lists no charts: fill in exhibits.csv, as data/template does."
        )
    for name in only:
        if name not in names:
            raise ValueError(
                f"There is no chart {name!r}.{near(name, names)} Choose from: {', '.join(names)}."
            )
    if only:
        before = replace(before, rows=[row for row in before.rows if row.exhibit_id in only])
        after = replace(after, rows=[row for row in after.rows if row.exhibit_id in only])
    return [before, after]


def _write_chart(shown: Exhibit, drawing: Drawing, folder: Path) -> None:
    """Write the four files of a chart, and two of it without its words if it has a puzzle."""
    contents = drawing.files(more="\n".join(["Sources", *shown.sources]))
    files = {folder / f"{shown.name}.{format}": content for format, content in contents.items()}
    if shown.puzzle:
        for format, content in drawing.bare_files(shown.puzzle).items():
            files[folder / f"{shown.name}-bare.{format}"] = content
    write_files(files)


def _index(exhibits: list[Exhibit], native: list[str], case: Case, part: Part) -> str:
    """Return the index of one folder, in Markdown."""
    return fill(
        "pages/figures.md",
        exhibits=exhibits,
        case=case,
        day=long_date(case.published),
        link=case.link if WEB_ADDRESS.fullmatch(case.link) else "",
        deck=part.deck_name,
        editable=part.editable_name,
        native=native,
        after=part.after,
        has_after=bool(listed(case, after=True)),
        project=_way_to_project(part.folder),
        credit=credit,
        escape_markdown=escape_markdown,
    )


def escape_markdown(words: str) -> str:
    """Return words that Markdown shows as they are."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", words)


def _way_to_project(folder: Path) -> str:
    """Return the way from a folder of the project to the project, or "" from elsewhere."""
    folder = folder.resolve()
    if not folder.is_relative_to(PROJECT):
        return ""
    return "../" * len(folder.relative_to(PROJECT).parts)
