"""The answers of a class put together: charts of choices and numbers, and who handed in what.

Nothing that was written in words gets into a chart, and no code name does.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from dateline import charts
from dateline.case import Case
from dateline.case.errors import near
from dateline.charts import Chart
from dateline.explorers import Page, paged
from dateline.questions.counted import BINS, OTHER, bin_of, counted
from dateline.questions.handed_in import HandedIn, read_folder
from dateline.questions.table import Question, notebook_title, read_questions
from dateline.web import fill
from dateline.words import count

ONE_OPTION = ("choice", "position")  # kinds of which a reader chooses one option


def pool(folder: str | Path, case: Case) -> "Pool":
    """Put together what a class has handed in.

    Args:
        folder: A folder with up to 40 casebooks (HTML), or with the files of answers of up to 40
            readers (JSON).
        case: The case whose questions were asked.

    Returns:
        A Pool. Shown in a notebook, it is a menu of charts and a list of what was left out, file
        by file, with the reason.

    Raises:
        ValueError: There is no such folder.
    """
    place = Path(folder)
    if not place.is_dir():
        raise ValueError(f"There is no folder {str(folder)!r}: make it, and put the casebooks in.")
    readers, left_out = read_folder(place)
    return Pool(readers, left_out, read_questions(case))


class Pool:
    """What a class has answered.

    Attributes:
        left_out: Each file that was left out, with the reason.
    """

    def __init__(
        self, readers: Sequence[HandedIn], left_out: dict[str, str], questions: Sequence[Question]
    ) -> None:
        """Take what was handed in, the files that were left out, and the questions of the case."""
        self.left_out = left_out
        self._readers = list(readers)
        self._questions = {question["id"]: question for question in questions}

    def handed_in(self) -> pd.DataFrame:
        """Return who handed in what.

        Returns:
            One row for each code name: ``code name``, how many answers there are from each
            notebook, and ``files``.
        """
        asked: dict[str, set[str]] = {}  # by notebook; anything else in a file does not count
        for question in self._questions.values():
            asked.setdefault(question["notebook"], set()).add(question["id"])
        rows = []
        for reader in self._readers:
            row: dict[str, Any] = {"code name": reader.name}
            for notebook, names in asked.items():
                answered = names.intersection(reader.answers.get(notebook, {}))
                row[notebook_title(notebook)] = len(answered)
            row["files"] = ", ".join(reader.files)
            rows.append(row)
        columns = ["code name", *map(notebook_title, asked), "files"]
        return pd.DataFrame(rows, columns=columns)

    def chart(self, name: str) -> Chart:
        """Draw how the class answered a question.

        Args:
            name: The ``check_id`` of a question with choices or numbers.

        Raises:
            ValueError: Nobody has answered it, or it is answered in words.
        """
        question = self._questions.get(name)
        counts = self._counts(question) if question else pd.DataFrame()
        if question is None or counts.empty:
            drawn = ", ".join(one["id"] for one, _ in self._drawable()) or "none yet"
            raise ValueError(f"There is nothing to draw for {name!r}. Charts: {drawn}.")
        return self._draw(question, counts)

    def compare(self, before: str, after: str) -> Chart:
        """Draw two votes on the same options side by side.

        Args:
            before: The ``check_id`` of the first vote.
            after: The ``check_id`` of the second.

        Returns:
            A chart of the readers who voted twice; its title says how many of them moved.

        Raises:
            ValueError: One is not a vote of this case, their options differ, or nobody has voted
                twice.
        """
        known = [self._questions[name] for name in (before, after) if name in self._questions]
        votes = [question for question in known if question["kind"] in ONE_OPTION]
        options = [[option["text"] for option in vote["options"]] for vote in votes]
        if len(votes) < 2 or options[0] != options[1]:
            raise ValueError(f"{before!r} and {after!r} are not two votes on the same options.")
        counts = pd.DataFrame(0, index=options[0], columns=["before", "after"])
        voted = moved = 0
        for reader in self._readers:
            first, second = (self._counted(reader, vote) for vote in votes)
            if first and second:
                voted += 1
                moved += first != second
                counts.loc[first, "before"] += 1
                counts.loc[second, "after"] += 1
        if not voted:
            raise ValueError(f"Nobody has answered both {before!r} and {after!r}.")
        title = f"{moved} of {count(voted, 'reader', 'readers')} moved"
        source = f"answers of {count(len(self._readers), 'reader', 'readers')} of one class"
        return charts.answers(counts, title=title, readers=voted, source=source)

    def numbers(self, *names: str) -> str:
        """Return the numbers of some predictions as text, a line a reader, without names.

        Args:
            names: The ``check_id`` of each prediction. Readers who lack one are left out.

        Returns:
            Text to be pasted into *The whole room* in notebook 07.

        Raises:
            ValueError: There is no prediction of that name; the nearest is named.
        """
        known = [one["id"] for one in self._questions.values() if one["kind"] == "prediction"]
        for name in names:
            if name not in known:
                message = f"There is no prediction called {name!r}.{near(name, known)}"
                raise ValueError(f"{message} There are: {', '.join(known)}.")
        lines = []
        for reader in self._readers:
            chances = [self._counted(reader, self._questions[name]) for name in names]
            if None not in chances:
                lines.append(" ".join(f"{chance:g}" for chance in chances))
        return "\n".join(sorted(lines))

    def save(self, file: str | Path) -> Path:
        """Write who handed in what, and what was left out, as a workbook.

        Args:
            file: Where it goes, such as "handed-in.xlsx"; an old file is replaced.

        Returns:
            Where it is. Everything in it is text or a number: a name that looks like a formula
            stays a name.

        Raises:
            ValueError: The file cannot be written there, or is open in a spreadsheet program.
        """
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

        try:
            self._write(str(file))
        except FileCreateError:
            raise ValueError(
                f"{file} cannot be written. If it is open in a spreadsheet program, close it "
                "there; or choose another name."
            ) from None
        return Path(file)

    def _write(self, file: str) -> None:
        """Write the workbook."""
        from xlsxwriter import Workbook  # type: ignore[import-untyped]

        left_out = pd.DataFrame(self.left_out.items(), columns=["file", "why it was left out"])
        with Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            bold = book.add_format({"bold": True})
            for title, table in (("Handed in", self.handed_in()), ("Left out", left_out)):
                sheet = book.add_worksheet(title)
                for column, name in enumerate(table.columns):
                    sheet.write_string(0, column, name, bold)
                for row, cells in enumerate(table.itertuples(index=False), start=1):
                    for column, cell in enumerate(cells):
                        if isinstance(cell, str):
                            sheet.write_string(row, column, cell)
                        else:
                            sheet.write_number(row, column, cell)
                sheet.freeze_panes(1, 1)
                sheet.autofit()

    def _repr_html_(self) -> str:
        pages = []
        for question, counts in self._drawable():
            chart = self._draw(question, counts)._repr_html_()
            pages.append(Page(question["title"], chart, question["notebookTitle"]))
        menu = Markup(paged("Show", pages).html) if pages else ""
        return str(
            fill(
                "questions/pool.html",
                readers=count(len(self._readers), "reader has", "readers have"),
                charts=menu,
                left_out=self.left_out,
            )
        )

    def _drawable(self) -> Iterator[tuple[Question, pd.DataFrame]]:
        """Yield each question that has answers to draw, with how many chose what."""
        for question in self._questions.values():
            counts = self._counts(question)
            if not counts.empty:
                yield question, counts

    def _draw(self, question: Question, counts: pd.DataFrame) -> Chart:
        answered = self._answered(question)
        title = question["title"]
        if question["kind"] == "prediction":
            title = f"{title}. Mean: {sum(answered) / len(answered):.0f} %"
        source = f"answers of {count(len(self._readers), 'reader', 'readers')} of one class"
        return charts.answers(
            counts, title=title, readers=len(answered), note=question["prompt"], source=source
        )

    @staticmethod
    def _counted(reader: HandedIn, question: Question) -> Any:
        """Return what counts of a reader's answer to a question; None if nothing does."""
        record = reader.answers.get(question["notebook"], {}).get(question["id"], {})
        return counted(record, question)

    def _answered(self, question: Question) -> list[Any]:
        """Return the answers to a question that have the form they should have."""
        answers = [self._counted(reader, question) for reader in self._readers]
        return [answer for answer in answers if answer is not None]

    def _counts(self, question: Question) -> pd.DataFrame:
        """Return how many readers chose what; empty if nobody answered or it is in words."""
        answered = self._answered(question)
        if not answered:
            return pd.DataFrame()
        options = [option["text"] for option in question["options"]]
        columns = ["readers"]
        if question["kind"] == "sort":
            columns = question["piles"]
        elif question["kind"] == "prediction":
            options = list(BINS)
            answered = [[bin_of(chance)] for chance in answered]
        elif question["kind"] == "number":
            options.append(OTHER)
        counts = pd.DataFrame(0, index=options, columns=columns)
        for answer in answered:
            pairs = (
                answer.items() if isinstance(answer, dict) else [(one, "readers") for one in answer]
            )
            for option, column in pairs:
                counts.loc[option, column] += 1
        return counts
