"""What Python answers: controls on a page, and what stands in for them where there is none."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from dateline.explorers.pages import Explorer
from dateline.web import fill


class Shown(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Controls, one below the other; where there is no kernel, a page stands in for them.

    Attributes:
        still: What a page without Python shows, and a notebook that is not trusted.
    """

    def __init__(self, children: Sequence[Any], still: Explorer) -> None:
        """Put the style of all pages below the controls."""
        self.still = still
        super().__init__([*children, widgets.HTML(fill("style.html"))])

    def _repr_html_(self) -> str:
        return self.still.html

    def _ipython_display_(self) -> None:
        """Show it, and below it one line and the script that keeps the keys for its controls."""
        display(self._repr_mimebundle_() | {"text/html": self.still.html}, raw=True)
        display(HTML(fill("below_widgets.html")))


class Live(Shown):
    """Menus and the page they change.

    Attributes:
        menus: The controls, in order.
        page: The HTML that changes.
    """

    def __init__(
        self,
        menus: Sequence[Any],
        answer: Callable[..., str],
        still: Explorer,
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
        self.menus, self.page = list(menus), widgets.HTML()
        begin = [menu.value for menu in self.menus]
        self.clear = widgets.Button(description="Clear all")
        controls = [*self.menus, self.clear] if reset else self.menus
        row = widgets.Box(controls, layout={"flex_flow": "row wrap"})
        super().__init__([row, self.page], still)

        def change(_: Any = None) -> None:
            self.page.value = answer(*(menu.value for menu in self.menus))

        def back(_: Any) -> None:
            for menu, value in zip(self.menus, begin, strict=True):
                menu.value = value

        for one in self.menus:
            one.observe(change, names="value")
        self.clear.on_click(back)
        change()


def field(label: str, make: Callable[..., Any] = widgets.Text, **how: Any) -> Any:
    """Return a control with a label that is read aloud and as wide as its words."""
    style, layout = {"description_width": "initial"}, {"width": "auto", "max_width": "100%"}
    return make(description=label, style=style, layout=layout, **how)


def menu(label: str, options: Sequence[tuple[str, Any]], chosen: Any) -> Any:
    """Return a menu of names and what they stand for."""
    return field(label, widgets.Dropdown, options=options, value=chosen)
