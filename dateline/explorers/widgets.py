"""Explorers that need Python: controls on a page, and what stands in for them without a kernel."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from dateline.explorers.pages import Explorer
from dateline.web import fill


class Controls(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Controls, one below the other; where there is no kernel, a page stands in for them.

    Attributes:
        fallback: What a page without Python shows, and a notebook that is not trusted.
    """

    def __init__(self, children: Sequence[Any], fallback: Explorer) -> None:
        """Put the style of all outputs below the controls."""
        self.fallback = fallback
        super().__init__([*children, widgets.HTML(fill("style.html"))])

    def _repr_html_(self) -> str:
        return self.fallback.html

    def _ipython_display_(self) -> None:
        """Show the controls, then a line for whoever reopens it, and the script for the keys."""
        display(self._repr_mimebundle_() | {"text/html": self.fallback.html}, raw=True)
        display(HTML(fill("explorers/reopened.html")))


class WidgetExplorer(Controls):
    """Menus and the page they change.

    Attributes:
        menus: The controls, in order.
        page: The HTML that changes.
        clear: The button that sets all controls back.
    """

    def __init__(
        self,
        menus: Sequence[Any],
        answer: Callable[..., str],
        fallback: Explorer,
        *,
        reset: bool = False,
    ) -> None:
        """Put the menus above what ``answer`` returns for their values.

        Args:
            menus: The controls, in order.
            answer: Makes HTML of their values.
            fallback: What stands in for the widget.
            reset: Whether there is a button that sets all controls back.
        """
        self.menus = list(menus)
        self.page = widgets.HTML()
        self.clear = widgets.Button(description="Clear all")
        self._answer = answer
        self._first_values = [control.value for control in self.menus]
        controls = [*self.menus, self.clear] if reset else self.menus
        row = widgets.Box(controls, layout={"flex_flow": "row wrap"})
        super().__init__([row, self.page], fallback)

        for control in self.menus:
            control.observe(self._update, names="value")
        self.clear.on_click(self._set_back)
        self._update()

    def _update(self, _: Any = None) -> None:
        self.page.value = self._answer(*(control.value for control in self.menus))

    def _set_back(self, _: Any) -> None:
        for control, value in zip(self.menus, self._first_values, strict=True):
            control.value = value


def field(label: str, make: Callable[..., Any] = widgets.Text, **options: Any) -> Any:
    """Return a control with a label that is read aloud and as wide as its words."""
    return make(
        description=label,
        style={"description_width": "initial"},
        layout={"width": "auto", "max_width": "100%"},
        **options,
    )


def menu(label: str, options: Sequence[tuple[str, Any]], chosen: Any) -> Any:
    """Return a menu of names and what they stand for."""
    return field(label, widgets.Dropdown, options=options, value=chosen)
