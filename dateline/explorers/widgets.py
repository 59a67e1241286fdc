"""Menus that Python answers, and the ready pages that stand in for them without a kernel."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display
from markupsafe import Markup

from dateline.explorers.pages import Explorer
from dateline.web import fill

Option = tuple[str, Any]


class LiveMenus(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Menus, and below them a page that Python makes anew when one of them changes.

    Attributes:
        menus: The menus, in order.
        page: The HTML that changes.
        ready: The pages that are shown where there is no kernel.
    """

    def __init__(
        self, menus: Sequence[Any], answer: Callable[..., str], ready: Explorer
    ) -> None:
        """Put the menus above what ``answer`` makes of their values."""
        self.menus = list(menus)
        self.page = widgets.HTML()
        self.ready = ready
        self._answer = answer
        row = widgets.Box(self.menus, layout={"flex_flow": "row wrap"})
        super().__init__([row, self.page])

        for control in self.menus:
            control.observe(self._update, names="value")
        self._update()

    def _repr_html_(self) -> str:
        return self.ready.html

    def _ipython_display_(self) -> None:
        """Show the ready pages, then the menus; the style shows the one that can answer."""
        display(HTML(fill("explorers/ready.html", pages=Markup(self.ready.html))))
        view = self._repr_mimebundle_()
        del view["text/plain"]
        display(view, raw=True)

    def _update(self, _: Any = None) -> None:
        self.page.value = self._answer(*(control.value for control in self.menus))


def menu(label: str, options: Sequence[Option], chosen: Any) -> Any:
    """Return a menu with a label that is read aloud, as wide as its words."""
    return widgets.Dropdown(
        description=label,
        options=options,
        value=chosen,
        style={"description_width": "initial"},
        layout={"width": "auto", "max_width": "100%"},
    )
