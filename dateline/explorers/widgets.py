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

    def __init__(self, menus: Sequence[Any], answer: Callable[..., str], ready: Explorer) -> None:
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
        pages = fill("explorers/ready.html", pages=Markup(self.ready.html))
        display_before_view(pages, self)

    def _update(self, _: Any = None) -> None:
        self.page.value = self._answer(*(control.value for control in self.menus))


def display_before_view(html: str, widget: widgets.Widget) -> None:
    """Show HTML that needs no kernel, and after it the view of a widget.

    Where a widget cannot be shown, its view is an empty piece of HTML: no error, no words.
    """
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    display(HTML(html))
    display({"application/vnd.jupyter.widget-view+json": view, "text/html": ""}, raw=True)


def menu(label: str, options: Sequence[Option], chosen: Any) -> Any:
    """Return a menu with a label that is read aloud, as wide as its words."""
    return widgets.Dropdown(
        description=label,
        options=options,
        value=chosen,
        style={"description_width": "initial"},
        layout={"width": "auto", "max_width": "100%"},
    )
