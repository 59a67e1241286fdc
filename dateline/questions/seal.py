"""What is sealed until a class has predicted, and how close the predictions came."""

from collections.abc import Sequence
from typing import Protocol

from markupsafe import Markup

from dateline.cards import SourceLines
from dateline.case import Case
from dateline.case.errors import near
from dateline.questions.ask import Output, as_json, output
from dateline.questions.table import Question, read_questions
from dateline.web import fill


class Shown(Protocol):
    """Anything that a notebook shows as HTML: an explorer, a table, a chart, a question."""

    def _repr_html_(self) -> str: ...


def seal(case: Case, *names: str) -> "Seal":
    """Seal what happened next until a reader has made some predictions.

    Args:
        case: The whole case, with its ``checks``, ``outcomes`` and ``sources``.
        names: The ``check_id`` of each prediction.

    Returns:
        A Seal. Shown in a notebook, it is the place where it is opened; ``hide`` puts something
        under it, ``scores`` is what the predictions come to.

    Raises:
        ValueError: There is no prediction of that name; the nearest is named.
    """
    known = {one["id"]: one for one in read_questions(case) if one["kind"] == "prediction"}
    outcomes = case.outcomes.set_index("check_id")
    lines = SourceLines(case.sources)
    predictions = []
    for name in names:
        if name not in known:
            message = f"There is no prediction called {name!r}.{near(name, known)}"
            raise ValueError(f"{message} There are: {', '.join(known)}.")
        prediction = known[name] | {"happened": None, "outcome": ""}
        if name in outcomes.index:
            row = outcomes.loc[name]
            prediction["happened"] = bool(row["happened"])
            prediction["outcome"] = str(row["what_happened_next"])
            prediction["source"] = lines.line(str(row["source_ids"]))
        predictions.append(prediction)
    return Seal(predictions)


class Seal:
    """A seal over some outputs of a notebook. Shown, it is the place where a reader opens it.

    It opens when the reader's predictions are in, or when somebody opens it on purpose. The
    script on the page does that, so it needs no kernel. What is sealed is in the page all the
    same: the seal is for the eye and no lock. Without scripts it is in a fold.
    """

    def __init__(self, predictions: Sequence[Question]) -> None:
        """Take the predictions that open it."""
        self._predictions = list(predictions)

    def hide(self, *parts: Shown) -> Output:
        """Return some outputs that stay sealed until the seal is open.

        Args:
            parts: What is sealed, in order.

        Raises:
            ValueError: There is nothing to seal, or a part cannot be shown as HTML.
        """
        if not parts or not all(hasattr(part, "_repr_html_") for part in parts):
            raise ValueError("hide needs charts, explorers, tables or questions to seal.")
        html = [Markup(part._repr_html_()) for part in parts]
        short = [{"id": one["id"], "notebook": one["notebook"]} for one in self._predictions]
        data = {"part": "sealed", "notebooks": self._notebooks(), "predictions": short}
        return Output(str(fill("questions/sealed.html", parts=html, data=as_json(data))))

    def scores(self) -> Output:
        """Show what happened, the reader's scores, and a place to work out those of a room.

        Returns:
            A part of the page to be hidden under the seal. The score is the Brier score: the
            squared distance between a chance from 0 to 1 and what happened, 0 or 1.

        Raises:
            ValueError: The case's table ``outcomes`` has no row for one of the predictions.
        """
        for prediction in self._predictions:
            if prediction["happened"] is None:
                raise ValueError(
                    f"The outcome of {prediction['id']!r} is not known: outcomes.csv needs a row "
                    "for it, and the case must not be cut off by until_publication()."
                )
        return self._part("scores", self._predictions)

    def _repr_html_(self) -> str:
        hidden = ("happened", "outcome", "source")  # of no use before it is open
        asked = []
        for prediction in self._predictions:
            asked.append(prediction | dict.fromkeys(hidden, ""))
        return self._part("seal", asked).html

    def _part(self, part: str, predictions: list[Question]) -> Output:
        return output(part, [], notebooks=self._notebooks(), predictions=predictions)

    def _notebooks(self) -> list[str]:
        return sorted({str(prediction["notebook"]) for prediction in self._predictions})
