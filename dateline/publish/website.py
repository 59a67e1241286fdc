"""The website as files: the notebooks that were run, routes through them, what goes with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from dateline.case import Case
from dateline.dates import long_date
from dateline.links import web_address
from dateline.publish.downloads import Download, chart_files, downloads
from dateline.publish.exhibits import WITHOUT_CHART, Exhibit, exhibit, listed
from dateline.publish.lesson import ROUTES, LessonNotebook, Route, minutes
from dateline.publish.lookups import columns, people_by_side, sources_by_kind, terms
from dateline.publish.notebook_page import cells_as_html, contents
from dateline.publish.pictures import credit
from dateline.publish.shared_pictures import Pictures
from dateline.questions import study
from dateline.web import fill, shared_text, without_shared

LOOKUPS = {
    "glossary": ("Words", "what they mean here"),
    "people": ("People", "who is who, and on which side"),
    "sources": ("Sources", "everything the tables cite"),
    "dictionary": ("Columns", "what the tables contain"),
    "charts": ("Charts", "every picture, ready for a slide"),
}  # What a page may leave out: its kind, its contents, the pages before and after it, a heading.
ON_EVERY_PAGE = {"kind": "text", "headings": (), "before": None, "after": None, "heading": ""}


class Way(NamedTuple):
    """A link to the page before or after one."""

    address: str
    words: str


class Step(NamedTuple):
    """A section of a route: its heading, and how many minutes it takes."""

    words: str
    minutes: int


@dataclass(frozen=True)
class Part:
    """What one notebook contributes to a route."""

    route: Route
    notebook: LessonNotebook
    number: int

    @property
    def address(self) -> str:
        """The name of its page."""
        return f"{self.route.name}-{self.notebook.name}.html"

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.notebook.minutes_of(self.route)

    @property
    def steps(self) -> list[Step]:
        """Its sections that have minutes of their own."""
        steps = []
        for cell in self.notebook.part(self.route):
            headings = [line for line in cell.source.splitlines() if line.startswith("## ")]
            if headings and minutes(cell):
                steps.append(Step(headings[0].removeprefix("## "), minutes(cell)))
        return steps


@dataclass
class Website:
    """The pages of a lesson; ``files`` makes them all.

    Attributes:
        case: The case as it was known on the day of the article.
        notebooks: The notebooks that were run, in order.
        tables: The folder with the tables of the case, or its workbook.
        figures: The folder with the charts for slides.
        packs: Further files that a teacher may take along, such as the teacher's pack.
        has_downloads: Whether there is anything to take along besides the charts.
    """

    case: Case
    notebooks: Sequence[LessonNotebook]
    tables: Path
    figures: Path
    packs: Sequence[Path] = ()
    has_downloads: bool = True
    pictures: Pictures = field(default_factory=Pictures)
    _pages: dict[str, str] = field(default_factory=dict)

    @property
    def routes(self) -> list[Route]:
        """The routes that some cell belongs to."""
        return [route for route in ROUTES if self.parts(route)]

    @property
    def day(self) -> str:
        """The day of the article, in words."""
        return long_date(self.case.published)

    @cached_property
    def lookups(self) -> dict[str, str]:
        """What each page to look things up is called, by its name."""
        tables = self.case.tables
        there = {
            "glossary": len(tables.get("glossary", ())) > 0,
            "people": len(tables.get("people", ())) > 0,
            "sources": True,
            "dictionary": True,
            "charts": bool(self.charts),
        }
        return {page: words for page, (words, _) in LOOKUPS.items() if there[page]}

    @property
    def about(self) -> dict[str, str]:
        """What is on each of these pages, in a few words."""
        return {page: about for page, (_, about) in LOOKUPS.items()}

    @cached_property
    def exhibits(self) -> dict[str, Exhibit]:
        """The exhibits with a chart that could be shown on the day of the article, by name."""
        rows = [row for row in listed(self.case, after=False) if row.kind not in WITHOUT_CHART]
        return {row.exhibit_id: exhibit(row, self.case) for row in rows}

    @cached_property
    def charts(self) -> dict[str, bytes]:
        """The files of the charts for slides that are there, by name."""
        return chart_files(self.figures, self.exhibits)

    @cached_property
    def downloads(self) -> list[Download]:
        """What a reader may take along."""
        if not self.has_downloads:
            return []
        return downloads(self.case.name, self.tables, self.figures, self.packs)

    def parts(self, route: Route) -> list[Part]:
        """Return what each notebook contributes to a route, in order."""
        parts: list[Part] = []
        for notebook in self.notebooks:
            if notebook.part(route):
                parts.append(Part(route, notebook, len(parts) + 1))
        return parts

    def files(self) -> dict[str, bytes]:
        """Return the content of every file of the website by its name."""
        for place, notebook in enumerate(self.notebooks):
            self._add_notebook(place, notebook)
        for route in self.routes:
            self._add_route(route)
        self._add_lookups()
        self._add_front()
        files = {name: html.encode() for name, html in self._pages.items()}
        files |= self.pictures.files | self.charts
        files |= {download.address: download.content for download in self.downloads}
        files["site/style.css"] = _style().encode()
        files["site/script.js"] = _script().encode()
        return files

    def _add(self, template: str, name: str, title: str, pictures: str = "", **values: Any) -> None:
        """Fill a template and keep the page."""
        values = ON_EVERY_PAGE | {"here": title} | values
        html = fill(f"pages/{template}.html", site=self, name=name, title=title, **values)
        self._pages[f"{name}.html"] = self.pictures.moved_out_of(html, pictures or name)

    def _add_notebook(self, place: int, notebook: LessonNotebook) -> None:
        ways = [Way(f"{each.name}.html", each.title) for each in self.notebooks]
        html = cells_as_html(notebook.cells)
        self._add(
            "notebook",
            notebook.name,
            notebook.title,
            pictures=notebook.name[:2],
            kicker=f"Notebook {notebook.number}",
            here=f"{notebook.number} {notebook.title}",
            html=html,
            headings=contents(html),
            before=ways[place - 1] if place else Way("index.html", "All notebooks"),
            after=[*ways, Way("index.html", "All notebooks")][place + 1],
        )

    def _add_route(self, route: Route) -> None:
        parts = self.parts(route)
        ways = [Way(part.address, part.notebook.title) for part in parts]
        overview = Way(f"{route.name}.html", f"{route.title}: the plan")
        total = sum(part.minutes for part in parts)
        self._add(
            "route",
            route.name,
            route.title,
            route=route,
            parts=parts,
            minutes=total,
            before=Way("index.html", "Dateline"),
            after=ways[0],
        )
        for place, part in enumerate(parts):
            html = cells_as_html(part.notebook.part(route))
            where = f"{route.title}, part {part.number} of {len(parts)}"
            self._add(
                "notebook",
                part.address.removesuffix(".html"),
                f"{part.notebook.title} ({where})",
                pictures=part.notebook.name[:2],
                kicker=f"{where}, about {part.minutes} minutes",
                here=where,
                heading=part.notebook.title,
                note="Here you find only what belongs to this route.",
                whole=f"{part.notebook.name}.html",
                html=html,
                headings=contents(html),
                before=ways[place - 1] if place else overview,
                after=[*ways, overview][place + 1],
            )

    def _add_lookups(self) -> None:
        """Add the pages to look up words, people, sources, columns and charts."""
        values: dict[str, dict[str, Any]] = {
            "glossary": {"title": "Words", "terms": terms(self.case)},
            "people": {"title": "People and groups", "sides": people_by_side(self.case)},
            "sources": {"title": "Sources", "kinds": sources_by_kind(self.case)},
            "dictionary": {
                "title": "What the columns mean",
                "tables": columns(self.case),
                "tables_file": self.downloads[-1].address if self.downloads else "",
            },
            "charts": {
                "title": "Charts for slides",
                "charts": self._charts_shown(),
                "decks": [each for each in self.downloads if each.address.endswith(".pptx")],
            },
        }
        for name in self.lookups:
            self._add(name, name, **values[name])

    def _charts_shown(self) -> list[dict[str, Any]]:
        shown = []
        for name, each in self.exhibits.items():
            names = [file for file in self.charts if Path(file).stem == name]
            if each.chart and names:
                shown.append({"exhibit": each, "files": names, "credit": credit(each.chart)})
        return shown

    def _add_front(self) -> None:
        questions = study.open(self.case) if len(self.case.tables.get("checks", ())) else None
        routes = []
        for route in self.routes:
            parts = self.parts(route)
            about = {"name": route.name, "title": route.title, "about": route.about}
            total = sum(part.minutes for part in parts)
            routes.append(about | {"parts": len(parts), "minutes": total})
        self._add(
            "index",
            "index",
            "Dateline",
            kind="front",
            here="One article, read closely",
            link=web_address(self.case.link),
            puzzle=self._puzzle(),
            routes=routes,
            cards=[self._card(notebook) for notebook in self.notebooks],
            name_bar=_output(questions),
            progress=_output(questions and questions.progress()),
            casebook=_output(questions and questions.casebook()),
            downloads=self.downloads,
        )
        self._pages = {"index.html": self._pages.pop("index.html"), **self._pages}

    def _card(self, notebook: LessonNotebook) -> dict[str, Any]:
        """Return what the front page shows of a notebook; its picture is without words."""
        shown = self.exhibits.get(notebook.picture)
        picture = shown.chart.bare().picture() if shown and shown.chart else ""
        return {"notebook": notebook, "picture": picture}

    def _puzzle(self) -> dict[str, Any] | None:
        """Return the first exhibit that asks about its chart without words, if there is one."""
        by_name = {notebook.name: notebook for notebook in self.notebooks}
        for each in self.exhibits.values():
            if each.puzzle and each.chart and each.notebook in by_name:
                return {
                    "picture": each.chart.bare().picture(),
                    "question": each.puzzle,
                    "address": f"{each.notebook}.html",
                    "number": by_name[each.notebook].number,
                }
        return None


def _output(output: Any) -> Markup:
    """Return what a notebook would show of an output, or nothing."""
    return Markup(without_shared(output._repr_html_())) if output else Markup("")


def _style() -> str:
    return f"{fill('pages/page.css')}\n{shared_text('style')}"


def _script() -> str:
    return f"{shared_text('script')}\n{fill('pages/page.js')}"
