"""A live explorer: menus above a page of HTML, where Python must compute the answer."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from dateline.explorers.paged import Paged
from dateline.templates import fill


class Live(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Menus and the page they change; where there is no kernel, ready pages stand in for it.

    Attributes:
        menus: The controls, in order.
        page: The HTML that changes.
        still: What a page without Python shows, and a notebook that is not trusted.
    """

    def __init__(
        self,
        menus: Sequence[Any],
        answer: Callable[..., str],
        still: Paged,
        *,
        reset: bool = False,
    ) -> None:
        """Put the menus above what ``answer`` returns for their values.

        Args:
            menus: The controls, in order.
            answer: What makes HTML of their values.
            still: What stands in for the widget.
            reset: Whether there is a button that sets all controls back.
        """
        self.menus, self.page, self.still = list(menus), widgets.HTML(), still
        begin = [menu.value for menu in self.menus]
        self.clear = widgets.Button(description="Clear all")
        controls = [*self.menus, self.clear] if reset else self.menus
        row = widgets.Box(controls, layout={"flex_flow": "row wrap"})
        super().__init__([row, self.page, widgets.HTML(fill("style.html"))])

        def change(_: Any = None) -> None:
            self.page.value = answer(*(menu.value for menu in self.menus))

        def back(_: Any) -> None:
            for menu, value in zip(self.menus, begin, strict=True):
                menu.value = value

        for one in self.menus:
            one.observe(change, names="value")
        self.clear.on_click(back)
        change()

    def _repr_html_(self) -> str:
        return self.still.html

    def _ipython_display_(self) -> None:
        """Show it, and below it one line and the script that keeps the keys for its menus."""
        display(self._repr_mimebundle_() | {"text/html": self.still.html}, raw=True)
        display(HTML(fill("live.html")))


def box(label: str) -> widgets.Text:
    """Return a box to type in, which answers at each key."""
    return widgets.Text(description=label, style={"description_width": "initial"})


def menu(label: str, options: Sequence[tuple[str, Any]], chosen: Any) -> widgets.Dropdown:
    """Return a menu with a label that is read aloud and as wide as its options."""
    wide = {"width": "auto", "max_width": "100%"}
    style = {"description_width": "initial"}
    return widgets.Dropdown(
        options=options, value=chosen, description=label, style=style, layout=wide
    )
