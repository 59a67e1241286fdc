"""The pages' HTML, each in a file of its own; every value is escaped on its way in."""

from panel.templates import filler

fill = filler("dateline", "panel")
