"""The content of one cell of a sheet or a table as HTML, with the bar of a score."""

import re

from markupsafe import Markup

from vcompare.render.html_prose import prose
from vcompare.render.tags import color, element, joined
from vcompare.text.safe import one_line
from vcompare.views.blocks import Cell

_BETTER = joined(
    Markup(" "),
    element("span", "▲", class_="mark", aria_hidden="true"),
    element("span", Markup(" better"), class_="unseen"),
)


def content(cell: Cell, tool: int = 0) -> Markup:
    """Return what stands in a cell: the headline, the note and the prose."""
    parts = [_headline(cell, tool)]
    if cell.note:
        parts.append(element("span", cell.note, class_="note"))
    if cell.prose:
        parts.append(element("div", prose(cell.prose), class_="prose"))
    return Markup(" ").join(filter(None, parts))


def _headline(cell: Cell, tool: int) -> Markup:
    if cell.unknown:
        return element("span", cell.text, class_="unknown")
    if not (cell.text or cell.detail):
        return Markup()
    value = _value(cell)
    if cell.best:
        value += _BETTER
    if cell.role == "number" and cell.verdict:
        value += joined(Markup(" "), element("span", cell.verdict, class_=f"verdict {cell.verdict}"))
    parts = [value, _scale(cell.scale, tool) if cell.scale else Markup()]
    parts.append(element("span", cell.detail, class_="detail") if cell.detail else Markup())
    return element("span", Markup(" ").join(filter(None, parts)), class_="headline")


def _value(cell: Cell) -> Markup:
    if cell.role == "verdict":
        return element("strong", cell.text, class_=f"verdict {cell.verdict or ''}".rstrip())
    if cell.role == "number":
        return element("strong", cell.text, class_="number")
    if cell.role == "snippet":
        parts = re.split("(«[^»]*»)", one_line(cell.text))
        # Every second part is what the pattern has found. Spaces at the ends of the others count.
        return joined(
            *(
                element("mark", part) if number % 2 else Markup("{}").format(part)
                for number, part in enumerate(parts)
            )
        )
    return joined(cell.text)


def _scale(scale: tuple[int, float, int], tool: int) -> Markup:
    """Draw a score's range on 0 to 100, with its mean."""
    low, mean, high = scale
    numbers = f"{low}–{high}" if low != high else str(low)
    drawn = element(
        "svg",
        element("rect", x=0, y=4.5, width=100, height=1, class_="track"),
        element("rect", x=low, y=3, width=high - low, height=4, rx=1, class_="range"),
        element("rect", x=round(mean - 0.5, 1), y=0, width=1, height=10, class_="mean"),
        viewBox="0 0 100 10",
        class_=f"scale {color(tool)}",
        role="img",
        aria_label=f"from {low} to {high} on a scale of 0 to 100, on average {mean}",
    )
    return joined(drawn, Markup(" "), element("span", numbers, class_="detail ends"))
