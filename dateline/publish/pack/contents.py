"""What is in the pack of a case: every sheet, the projector's page, the quizzes, and an index.

What it needs it takes from the tables of a case and, for the case of the lesson, from the teacher's
cells of the notebooks. A sheet whose table is missing is left out, and the index says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import groupby
from typing import Any

import segno
from markupsafe import Markup

from dateline import Case, cards
from dateline.case.protocols import read_protocols
from dateline.dates import long_date
from dateline.files import MADE, safe_name
from dateline.links import web_address
from dateline.publish.lesson import LessonNotebook, case_of_the_notebooks, lesson
from dateline.publish.pack import notes
from dateline.publish.pack.canvas import canvas
from dateline.publish.pack.moodle import moodle
from dateline.publish.pack.plan import Plan, Sitting, Step, alone, plans
from dateline.publish.pack.qti import qti
from dateline.publish.pack.screens import Screen, screens, sides_of
from dateline.publish.pack.sheets import Task, parts, tasks
from dateline.questions.rubric import LEVELS, memos_of, read_rubric
from dateline.questions.table import read_questions
from dateline.questions.timer import with_sides
from dateline.web import fill

STUDENTS, TEACHER = "students", "teacher"
FOLDERS = {STUDENTS: "For students", TEACHER: "For you: keys and notes, not for students"}
EVENING = "the evening before"


@dataclass(frozen=True)
class Document:
    """A page to print.

    Attributes:
        folder: For whom it is: one of FOLDERS.
        name: The name of its files without an ending.
        title: Its title in the index.
        about: A few words about it.
        page: The page.
        wide: Whether the paper lies on its side.
        word: The same as a Word file, if a teacher may want to change it.
    """

    folder: str
    name: str
    title: str
    about: str
    page: str
    wide: bool = False
    word: bytes = b""


class Pack:
    """The pack of one case, made piece by piece."""

    def __init__(self, case: Case, address: str = "") -> None:
        """Read everything that it is made from.

        Args:
            case: The whole case.
            address: An address on the web that a QR code leads to, such as the class's page.

        Raises:
            ValueError: The address is none, or a table of the case contradicts the notebooks.
        """
        if address and not web_address(address):
            raise ValueError(
                f"{address!r} is no address on the web: write it as https://example.org/lesson."
            )
        self.whole = case
        self.case = case.until_publication()
        self.address = address
        self.notebooks: list[LessonNotebook] = []
        if case.name == case_of_the_notebooks():
            self.notebooks = lesson()
        self.left_out: list[str] = []

    @cached_property
    def plans(self) -> list[Plan]:
        """The plans of the routes that a teacher gives."""
        return plans(self.case, self.notebooks)

    @cached_property
    def sittings(self) -> list[Sitting]:
        """The sittings of a reader alone."""
        return alone(self.notebooks)

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks of all sheets."""
        return tasks(self.case)

    @cached_property
    def screens(self) -> list[Screen]:
        """The screens of the projector."""
        return screens(self.case, self.plans, self.tasks)

    @cached_property
    def _evening(self) -> list[tuple[str, str]]:
        """What the first notebook says about the evening before: how to get the article."""
        return notes.labeled(self.notebooks[:1], "The evening before")

    # ---- Pages

    def documents(self) -> Iterator[Document]:
        """Yield each page to print, the students' first; what has no rows is left out."""
        yield from self._sheets()
        yield from self._card_pages()
        yield from self._teacher_pages()

    def _sheets(self) -> Iterator[Document]:
        for name, starters in (("worksheet", False), ("worksheet-with-starters", True)):
            made = parts(self.tasks, "worksheet")
            if not made:
                self.left_out.append("The worksheet: sheets.csv has no rows for it.")
                break
            page = self._page(
                "sheet",
                "Worksheet",
                parts=made,
                ticket=parts(self.tasks, "exit ticket"),
                starters=starters,
                rubric=[],
            )
            about = "Two pages, with the exit ticket to cut off."
            title = "Worksheet"
            if starters:
                title = "Worksheet with sentence starters"
                about = "The same boxes, each with the beginning of a sentence."
            yield Document(STUDENTS, name, title, about, page)
        for sheet, title, about in (
            ("observer", "Observer’s sheet", "For whoever listens: strokes, and one sentence."),
            ("homework", "Homework", "The memo, and how it is read."),
            ("absent student", "If you were absent", "The lesson for one, in 45 minutes."),
        ):
            yield from self._small_sheet(sheet, title, about)
        if self.sittings:
            title = "The lesson alone"
            page = self._page("plan", title, plans=[], sittings=self.sittings, where=self._where)
            about = "Sittings of an hour at most, for whoever works through the notebooks."
            yield Document(STUDENTS, "alone", title, about, page, wide=True)

    def _small_sheet(self, sheet: str, title: str, about: str) -> Iterator[Document]:
        made = parts(self.tasks, sheet)
        if not made:
            self.left_out.append(f"{title}: sheets.csv has no rows for it.")
            return
        is_homework = sheet == "homework"
        rubric = read_rubric().to_dict("records") if is_homework else []
        page = self._page(
            "sheet", title, parts=made, ticket=[], starters=is_homework, rubric=rubric
        )
        word = b""
        if is_homework:
            file = self._word(title)
            file.parts(made)
            word = file.content()
        yield Document(STUDENTS, safe_name(sheet), title, about, page, word=word)

    def _card_pages(self) -> Iterator[Document]:
        if "evidence" in self.case.tables:
            for question, rows in self.case.evidence.groupby("question", sort=False):
                made = list(cards.evidence_cards(rows, self.case.sources).values())
                prompt = str(rows["prompt"].iloc[0])
                page = self._page("evidence", prompt, cards=made)
                name = safe_name(f"cards-{question}")
                about = f"{len(made)} cards, four a page, to cut apart."
                yield Document(STUDENTS, name, f"Evidence cards: {prompt}", about, page)
        else:
            self.left_out.append("Evidence cards: there is no evidence.csv.")
        protocols = dict(list(read_protocols().groupby("protocol_id", sort=False)))
        shown = [row.shows for row in self._rows("screens") if row.kind == "protocol"]
        order = dict.fromkeys([*shown, *protocols])  # the lesson's own first
        made = []
        for name in order:
            if name in protocols:
                rows = with_sides(protocols[name], sides_of(self.case))
                made.append(cards.protocol_card(rows))
        page = self._page("protocols", "Ways to talk", cards=made)
        about = f"{len(made)} protocol cards; the first is that of the lesson."
        yield Document(STUDENTS, "ways-to-talk", "Ways to talk", about, page)

    def _rows(self, table: str) -> list[Any]:
        """Return the rows of a table; none if the case does not have it."""
        return list(self.case.tables[table].itertuples()) if table in self.case.tables else []

    def _teacher_pages(self) -> Iterator[Document]:
        if self.plans or self.sittings:
            yield self._plan_page()
        else:
            self.left_out.append("The plan: there is no plan.csv.")
        yield self._notes_page()
        key = [part for part in parts(self.tasks, "worksheet", "exit ticket", "homework")]
        if key:
            page = self._page("key", "Key", parts=key)
            about = "Answer, likely wrong answer, reply, paragraph."
            yield Document(TEACHER, "key", "Key", about, page, wide=True)
        yield self._rubric_page()
        if "memos" in self.case.tables and len(self.case.memos):
            page = self._page("memos", "Two sample memos, marked", memos=memos_of(self.case))
            about = "One weak, one strong, with a reason for each mark."
            yield Document(TEACHER, "sample-memos", "Sample memos", about, page)
        else:
            self.left_out.append("Sample memos: memos.csv has no rows.")

    def _plan_page(self) -> Document:
        title = "Plan of the lesson"
        page = self._page(
            "plan", title, plans=self.plans, sittings=self.sittings, where=self._where
        )
        word = self._word(title, wide=True)
        head = ["Minute", "Step", "Do", "Say", "Screen", "Students produce", "If you are late"]
        for plan in self.plans:
            word.heading(plan.route.capitalize())
            rows = []
            for step in plan.steps:
                where = self._where(step)
                row = [step.clock, step.title, step.do, step.say, where, step.produce, step.cut]
                rows.append(row)
            word.table(head, rows)
            word.text(f"In hand: {plan.in_hand} minutes.")
        about = "One page for each route, with the clock."
        return Document(TEACHER, "plan", "Plan", about, page, wide=True, word=word.content())

    def _notes_page(self) -> Document:
        rows = groupby(self._rows("teaching"), key=lambda row: str(row.kind))
        teaching = [(kind, list(group)) for kind, group in rows]
        page = self._page(
            "notes",
            "Before the lesson, and when it goes wrong",
            teaching=teaching,
            evening=self._evening,
            replies=notes.replies(self.notebooks),
            words=notes.words_to_teach(self.notebooks, self.case.glossary)
            if "glossary" in self.case.tables
            else [],
            places=notes.labeled(self.notebooks, "Place"),
            no_computers=notes.labeled(self.notebooks, "No computers"),
            listen=notes.labeled(self.notebooks, notes.UNLABELED),
        )
        about = "The evening before, plan B, what to say if, words, places."
        return Document(TEACHER, "notes", "Notes", about, page)

    def _rubric_page(self) -> Document:
        rows = read_rubric().to_dict("records")
        page = self._page("rubric", "Rubric for the memo", rubric=rows)
        word = self._word("Rubric for the memo", wide=True)
        head = ["Criterion", *(level.capitalize() for level in LEVELS)]
        word.table(head, [[row["criterion"], *(row[each] for each in LEVELS)] for row in rows])
        about = "Four criteria, three levels, and strips for marking."
        return Document(TEACHER, "rubric", "Rubric", about, page, word=word.content())

    def _where(self, step: Step) -> str:
        """Return what is on the screen during a step: its screens, or the notebook's sections."""
        numbers = [n for n, screen in enumerate(self.screens, 1) if _belongs(screen, step)]
        if not numbers:
            return step.where
        if len(numbers) == 1:
            return f"Screen {numbers[0]}"
        return f"Screens {numbers[0]}–{numbers[-1]}"

    # ---- Other files

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that are not printed: the projector, and quizzes, by their names."""
        if self.screens:
            page = self._fill("projector", screens=self.screens)
            yield f"{TEACHER}/projector.html", str(page).encode()
            yield f"{TEACHER}/projector.pptx", self._deck()
        else:
            self.left_out.append("The projector: screens.csv has no rows.")
        if "checks" in self.case.tables:
            questions = read_questions(self.whole)
            yield f"{TEACHER}/quiz-moodle.xml", moodle(questions, self.case.title)
            yield f"{TEACHER}/quiz-canvas.txt", canvas(questions, self.case.title)
            yield f"{TEACHER}/quiz-qti21.zip", qti(questions)
        else:
            self.left_out.append("The quizzes: there is no checks.csv.")

    def _deck(self) -> bytes:
        from dateline.publish.pack.deck import ProjectorDeck

        about = "\n".join([*self._about(), self.case.note, self.case.link, f"{MADE}, CC BY 4.0."])
        deck = ProjectorDeck(self.case.title, about)
        by_number = {f"Card {row.number}": row for row in self._rows("evidence")}
        for screen in self.screens:
            deck.add_screen(screen, by_number.get(screen.title))
        return deck.content()

    def index(self, documents: list[Document], files: Mapping[str, bytes], printed: str) -> str:
        """Return the first page: what to print, what to open, and everything there is."""
        groups = []
        for folder, heading in FOLDERS.items():
            rows = [_index_row(each, files) for each in documents if each.folder == folder]
            if folder == TEACHER:
                rows += _other_rows(files)
            groups.append((heading, rows))
        return self._page(
            "index",
            "Teaching tomorrow?",
            evening=[row for row in self._rows("teaching") if row.kind == EVENING],
            article=self._evening,
            plans=self.plans,
            groups=groups,
            left_out=self.left_out,
            printed=printed,
        )

    # ---- What all pages share

    def _page(self, template: str, title: str, **values: Any) -> str:
        return str(self._fill(template, title=title, **values))

    def _fill(self, template: str, **values: Any) -> Markup:
        shared = {
            "case": self.case,
            "about": self._about(),
            "made": MADE,
            "version": version("dateline"),
            "code": self._code(),
            "address": self.address,
            "levels": LEVELS,
            "paragraphs": self._rows("paragraphs"),
        }
        return fill(f"pack/{template}.html", **(shared | values))

    def _about(self) -> list[str]:
        """Return where and when the article appeared."""
        return [part for part in (self.case.publisher, long_date(self.case.published)) if part]

    def _code(self) -> Markup:
        """Return the QR code of the address as a drawing."""
        if not self.address:
            return Markup()
        code = segno.make(self.address, error="m")
        return Markup(code.svg_inline(border=2, omitsize=True))

    def _word(self, title: str, *, wide: bool = False) -> Any:
        from dateline.publish.pack.word import WordFile

        return WordFile(title, f"“{self.case.title}”, {', '.join(self._about())}", wide=wide)


def _belongs(screen: Screen, step: Step) -> bool:
    """Tell whether a screen is shown during a step; cards come last and are looked up."""
    return screen.step is not None and screen.step.name == step.name and screen.kind != "card"


def _index_row(document: Document, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return a line of the index with a link to each file of a document."""
    stem = f"{document.folder}/{document.name}"
    names = {
        "A4": f"{stem}-a4.pdf",
        "Letter": f"{stem}-letter.pdf",
        "open": f"{stem}.html",
        "Word": f"{stem}.docx",
    }
    links = [(label, name) for label, name in names.items() if name in files]
    return {"title": document.title, "about": document.about, "files": links}


def _other_rows(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return the lines of the index about what is not printed."""
    rows = []
    for title, about, links in OTHERS:
        found = [(label, f"{TEACHER}/{name}") for label, name in links]
        found = [(label, name) for label, name in found if name in files]
        if found:
            rows.append({"title": title, "about": about, "files": found})
    return rows


OTHERS = (
    (
        "Projector",
        "One task a screen, with a clock and a count of hands. Keys only: H shows them.",
        (("open", "projector.html"), ("PowerPoint", "projector.pptx")),
    ),
    (
        "Questions for a learning platform",
        "All questions with their feedback. Canvas: the program text2qti makes the quiz.",
        (
            ("Moodle", "quiz-moodle.xml"),
            ("Canvas", "quiz-canvas.txt"),
            ("QTI 2.1", "quiz-qti21.zip"),
        ),
    ),
)
