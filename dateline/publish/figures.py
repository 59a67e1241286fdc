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
from dateline.files import check_replaceable, safe_name, write_files
from dateline.links import web_address
from dateline.publish.exhibits import WITHOUT_CHART, Exhibit, exhibit, file_name, listed
from dateline.publish.pictures import FORMATS, Drawing, credit
from dateline.publish.slides import new_deck
from dateline.web import fill

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
    taken: set[Path] = set()
    for part in parts:
        check_replaceable(part.folder, part.files())
    due = sum(len(part.chart_names()) for part in parts)
    number = 0
    for part in parts:
        decks = Decks(part) if part.rows and part.whole else None
        exhibits = []
        for row in part.rows:
            if row.kind not in WITHOUT_CHART:
                number += 1
                yield f"{number} of {due} {file_name(row).replace('-', ' ')}"
            try:
                shown = exhibit(row, part.case)
                _take_names(shown, part.folder, taken)
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
            write_files(part.folder, files)


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
        name = safe_name(self.case.name, default="case")
        return f"{name}-after.pptx" if self.after else f"{name}.pptx"

    @property
    def editable_name(self) -> str:
        """The name of the deck of charts to edit."""
        return self.deck_name.replace(".pptx", "-editable.pptx")

    def chart_names(self) -> list[str]:
        """Return the names of the charts to make."""
        return [row.exhibit_id for row in self.rows if row.kind not in WITHOUT_CHART]

    def files(self) -> list[str]:
        """Return every file that will be written, and those that parts of a chart may replace."""
        files = []
        for row in self.rows:
            if row.kind in WITHOUT_CHART:
                continue
            for format in FORMATS:
                files.append(f"{file_name(row)}.{format}")
                for more in ("[0-9]", "[0-9][0-9]", "bare"):
                    found = self.folder.glob(f"{file_name(row)}-{more}.{format}")
                    files += sorted(file.name for file in found)
        if self.rows and self.whole:
            files += [self.deck_name, self.editable_name, INDEX]
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
    rows = {after: listed(case, after=after) for after in (False, True)}
    before = Part(False, to, case.until_publication(), rows[False], not only)
    after = Part(True, to / AFTER, case, rows[True], not only)
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


def _take_names(shown: Exhibit, folder: Path, taken: set[Path]) -> None:
    """Remember the names of a chart's files; raise ValueError if another exhibit has one."""
    if shown.chart is None:
        return
    names = [page.name for page in (shown, *shown.parts)]
    if shown.puzzle:
        names.append(f"{shown.name}-bare")
    for name in names:
        if folder / name in taken:
            raise ValueError(
                f"exhibits.csv: two exhibits would write the file {name}.png: change one "
                "exhibit_id, so that letters and digits differ."
            )
        taken.add(folder / name)


def _write_chart(shown: Exhibit, drawing: Drawing, folder: Path) -> None:
    """Write the four files of a chart, and two of it without its words if it has a puzzle."""
    contents = drawing.files(more="\n".join(["Sources", *shown.sources]))
    files = {f"{shown.name}.{format}": content for format, content in contents.items()}
    if shown.puzzle:
        for format, content in drawing.bare_files(shown.puzzle).items():
            files[f"{shown.name}-bare.{format}"] = content
    write_files(folder, files)


def _index(exhibits: list[Exhibit], native: list[str], case: Case, part: Part) -> str:
    """Return the index of one folder, in Markdown."""
    return fill(
        "pages/figures.md",
        exhibits=exhibits,
        case=case,
        day=long_date(case.published),
        link=web_address(case.link).replace("(", "%28").replace(")", "%29"),
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
    """Return words that Markdown shows as they are, in one line."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", re.sub(r"\s+", " ", words))


def _way_to_project(folder: Path) -> str:
    """Return the way from a folder of the project to the project, or "" from elsewhere."""
    folder = folder.resolve()
    if not folder.is_relative_to(PROJECT):
        return ""
    return "../" * len(folder.relative_to(PROJECT).parts)
