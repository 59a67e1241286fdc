"""Figures: every exhibit of a case as files, with an index and a deck, for who installs nothing."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline import Case
from dateline.case import PROJECT
from dateline.case.errors import near
from dateline.dates import long_date
from dateline.files import write_files
from dateline.publish.exhibits import WORDS, Exhibit, exhibit, listed
from dateline.publish.pictures import credit, pictures
from dateline.publish.slides import deck
from dateline.web import fill

AFTER = "after"  # the folder of what became known after the article


@dataclass
class Progress:
    """What has been made so far, and what went wrong."""

    charts: int = 0
    problems: list[str] = field(default_factory=list)


def figures(case: Case, to: Path, only: Collection[str], progress: Progress) -> Iterator[str]:
    """Write the exhibits of a case: each chart as four files, then the decks and their indexes.

    Args:
        case: The whole case.
        to: The folder; what gives the outcome away goes to ``after`` in it.
        only: Names of the charts to write; then no deck and no index is written. Empty: all.
        progress: Counts the charts and collects what is wrong with a row, in a sentence each.

    Yields:
        A line for each chart, before it is drawn, such as "7 of 15 troop levels".

    Raises:
        ValueError: The case has no exhibits, or none of a name that is asked for.
        OSError: A file cannot be written.
    """
    rows = {after: listed(case, after=after) for after in (False, True)}
    every = [row for one in rows.values() for row in one if row.kind not in WORDS]
    names = [row.exhibit_id for row in every]
    if not names:
        raise ValueError(
            f"{case.name} lists no charts: fill in exhibits.csv, as data/template does."
        )
    for name in only:
        if name not in names:
            says = f"There is no chart {name!r}.{near(name, names)}"
            raise ValueError(f"{says} Choose from: {', '.join(names)}.")
    number, due = 0, len(only) or len(names)
    for after, own in rows.items():
        known, folder = case if after else case.until_publication(), to / AFTER if after else to
        shown = []
        for row in own:
            drawn = row.exhibit_id in names
            if only and row.exhibit_id not in only:
                continue
            number += drawn
            if drawn:
                yield f"{number} of {due} {row.exhibit_id.replace('-', ' ')}"
            try:
                shown.append(exhibit(row, known))
            except ValueError as problem:
                progress.problems.append(str(problem))
                continue
            progress.charts += _save(shown[-1], folder)
        if shown and not only and not progress.problems:
            yield f"the deck and the index of {folder.name}"
            _bind(shown, case, folder, after=after)


def plain(words: str) -> str:
    """Return words that Markdown leaves as they are."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", words)


def _save(shown: Exhibit, folder: Path) -> bool:
    """Write the files of an exhibit that is a chart; say if it is one."""
    if not shown.chart:
        return False
    sources = "\n".join(["Sources", *shown.sources])
    made = pictures(shown.chart, more=sources)
    write_files({folder / f"{shown.name}.{kind}": held for kind, held in made.items()})
    return True


def _bind(shown: list[Exhibit], case: Case, folder: Path, *, after: bool) -> None:
    """Write the deck and the index of one folder."""
    day = long_date(case.published)
    name = f"{case.name}{'-after' * after}.pptx"
    title = f"What happened after {day}" if after else "One article, read closely"
    deck(shown, folder / name, title=title, about=f"“{case.title}”, {day}")
    values = {"shown": shown, "case": case, "day": day, "deck": name, "after": after}
    values |= {
        "credit": credit,
        "plain": plain,
        "there": bool(listed(case, after=True)),
        "home": _home(folder),
    }
    write_files({folder / "README.md": fill("pages/figures.md", **values).encode()})


def _home(folder: Path) -> str:
    """Return the way from a folder of the project to the project, or "" from elsewhere."""
    if not folder.resolve().is_relative_to(PROJECT):
        return ""
    return "../" * len(folder.resolve().relative_to(PROJECT).parts)
