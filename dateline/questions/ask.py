"""Questions in a notebook: shown as HTML, answered and saved by the script that comes with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dateline.case.errors import near
from dateline.charts import Chart
from dateline.questions.table import Question, to_be_read
from dateline.web import fill

VOTED_ON = ("choice", "position", "several", "sort")  # kinds with options or piles


@dataclass(frozen=True)
class Output:
    """What a notebook shows: one piece of HTML that works without a kernel."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


class Questions:
    """The questions of a case. Shown in a notebook, they are the bar for the code name."""

    def __init__(self, questions: Sequence[Question], article: str) -> None:
        """Take the questions of a case, and the title of its article for the casebook."""
        self._questions = {question["id"]: question for question in questions}
        self._article = article

    def ask(self, *names: str) -> Output:
        """Ask one or more questions of the table of checks.

        Args:
            names: The ``check_id`` of each.

        Returns:
            A form for each question. It says what is right where it was answered, gives hints
            when it is asked for them, and keeps the answer under a code name.

        Raises:
            ValueError: There is no check of that name; the nearest is named.
        """
        return output("questions", [self._question(name) for name in names])

    def tally(self, name: str, *, title: str = "") -> Output:
        """Count the hands of a class before and after it talks.

        Args:
            name: The ``check_id`` of a question whose options, or piles, are voted on.
            title: What is voted on, as the heading; if left out, the question.

        Returns:
            A box for each option and each of the two votes, with bars side by side. The numbers
            are kept like answers, under the code name in use; there are no names of students.

        Raises:
            ValueError: There is no check of that name, or nothing in it can be voted on.
        """
        question = self._question(name)
        if question["kind"] not in VOTED_ON:
            raise ValueError(
                f"{name!r} has nothing to vote on, because its kind is {question['kind']!r}. "
                f"A tally needs one of these kinds: {', '.join(VOTED_ON)}."
            )
        options = question["piles"] or [option["text"] for option in question["options"]]
        asked = {column: question[column] for column in ("id", "notebook")}
        return output("tally", [asked], title=title or question["prompt"], options=options)

    def progress(self) -> Output:
        """Show what is done, what is right and what is still to do, in every notebook.

        Returns:
            A list of the notebooks that keeps up with the answers.
        """
        return output("progress", self._all("title", "optional"))

    def casebook(self, *charts: Chart) -> Output:
        """Offer a reader's answers, notes and predictions as one page to keep or to hand in.

        Args:
            charts: Charts that a reader may put into the casebook, with their sources.

        Returns:
            Two buttons: one saves the page, one prints it. The answers are in the page as JSON,
            too.
        """
        pictures = []
        for chart in charts:
            source = Markup(chart.source).striptags()
            picture = {"title": chart.title, "words": chart.words, "source": source}
            pictures.append(picture | {"picture": chart.address("screen")})
        questions = self._all("prompt", "kind", "unit")
        return output("casebook", questions, article=self._article, charts=pictures)

    def _repr_html_(self) -> str:
        return output("name", self._all()).html

    def recall(self, *names: str) -> Output:
        """Show what a reader answered to questions of other notebooks.

        Args:
            names: The ``check_id`` of each.

        Returns:
            The title of each question with the answer that is saved under the code name.

        Raises:
            ValueError: There is no check of that name; the nearest is named.
        """
        columns = ("id", "notebook", "notebookTitle", "title", "kind", "unit")
        questions = [self._question(name) for name in names]
        asked = [{column: question[column] for column in columns} for question in questions]
        return output("recall", asked)

    def _question(self, name: str) -> Question:
        if name in self._questions:
            return self._questions[name]
        known = ", ".join(self._questions)
        hint = near(name, self._questions)
        raise ValueError(f"There is no check called {name!r}.{hint} There are: {known}.")

    def _all(self, *columns: str) -> list[Question]:
        """Return every question of the case with no more than a part of the page needs."""
        wanted = ("id", "notebook", "notebookTitle", *columns)
        questions = self._questions.values()
        return [{column: question[column] for column in wanted} for question in questions]


def output(part: str, questions: list[Question], **more: Any) -> Output:
    """Return a part of the page with the data that its script takes."""
    notebooks = sorted({question["notebook"] for question in questions})
    data = {"part": part, "notebooks": notebooks, "questions": questions} | more
    html = fill(
        "questions/output.html",
        part=part,
        questions=questions,
        to_be_read=to_be_read,
        more=more,
        data=as_json(data),
    )
    return Output(str(html))


def as_json(data: dict[str, Any]) -> Markup:
    """Return data as JSON that cannot end the script element around it."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))
