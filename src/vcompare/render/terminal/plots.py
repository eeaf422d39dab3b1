"""Numbers as shapes for a terminal: the bar of a score, and points on an axis."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from vcompare.render import palette
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell, Grid, Head, Plot, PlotRow, Scale, Sheet

_LONGEST_BAR, _SHORTEST_BAR = 20, 6
_LONGEST_AXIS, _SHORTEST_AXIS = 41, 3
_HALVES = "─╼╾━"
"""A cell of a bar with nothing, its right half, its left half, and all of it filled."""


def bar_width(scales: Sequence[Scale], width: int) -> int:
    """Return how long the bars of a row are in columns of this width, 0 without room for honest ones.

    A bar is honest if those of low, mean and high that differ are seen to differ.
    """
    ends = max((len(scale.span) + 1 for scale in scales if scale.span), default=0)
    length = min(_LONGEST_BAR, width - ends)
    return (
        length if scales and length >= _SHORTEST_BAR and all(_is_honest(one, length) for one in scales) else 0
    )


def bar(scale: Scale, width: int, color: str) -> Text:
    """Draw a range with its mean on its axis, in half cells, and write its ends behind it."""
    if not width:
        return Text(scale.span)
    first, mean, last = _halves(scale, width)
    text = Text()
    for at in range(width):
        filled = 2 * (first <= 2 * at < last) + (first <= 2 * at + 1 < last)
        if at == mean:
            text.append("●", f"bold {color}")
        else:
            text.append(_HALVES[filled], color if filled else "dim")
    return text.append(f" {scale.span}") if scale.span else text


def _is_honest(scale: Scale, width: int) -> bool:
    first, mean, last = _halves(scale, width)
    seen_below, seen_above = first < 2 * mean, last > 2 * mean + 2
    return seen_below == (scale.low < scale.mean) and seen_above == (scale.mean < scale.high)


def _halves(scale: Scale, width: int) -> tuple[int, int, int]:
    """Return the half cells from which to which the range goes, and between them the cell of the mean."""
    low, high = (_place(value, scale.start, scale.end, 2 * width) for value in (scale.low, scale.high))
    return low, _place(scale.mean, scale.start, scale.end, width), high + 1


def _place(value: float, low: int, high: int, cells: int) -> int:
    """Return in which of the cells of an axis a value lies."""
    return int((value - low) / max(high - low, 1) * (cells - 1) + 0.5)


def axis_width(of: Plot, width: int) -> int:
    """Return how long the axis of a plot is, beside its remarks."""
    longest = max((cell_len(visible(row.remark)) + 2 for row in of.rows), default=0)
    return max(min(_LONGEST_AXIS, width - longest), _SHORTEST_AXIS)


def points(row: PlotRow, of: Plot, heads: Sequence[Head], width: int) -> Text:
    """Draw letters on an axis, with a line between the outermost; ◆ where several tools share a place."""
    places = _places(row, of, width)
    first, last = min(places.values(), default=0), max(places.values(), default=0)
    text = Text()
    for at in range(width):
        here = [index for index, place in places.items() if place == at]
        if len(here) > 1:
            text.append("◆", "bold")
        elif here:
            text.append(heads[here[0]].letter or "◆", f"bold {palette.tool(here[0]).terminal}")
        else:
            text.append("─" if first < at < last else "·", "" if first < at < last else "dim")
    return text


def key(of: Sheet, width: int, column: int) -> str:
    """Explain the signs that are in a sheet whose plots and columns are so wide."""
    rows = [row for part in of.parts if isinstance(part, Grid) for row in part.rows]
    bars = [scales for row in rows if bar_width(scales := scales_of(row.cells), column)]
    plots = [part for part in of.parts if isinstance(part, Plot)]
    shared = any(_is_shared(row, plot, width) for plot in plots for row in plot.rows)
    signs = {
        "▲ better": any(one.best for row in rows for one in row.cells),
        "● mean": bool(bars),
        "━ lowest to highest": any(one.span for scales in bars for one in scales),
        "◆ several tools": shared,
        "◆ score": len(of.heads) == 1 and any(plot.rows for plot in plots),
    }
    axes = (f"─ from {scales[0].start} to {scales[0].end}" for scales in bars)
    return "   ".join([*(sign for sign, is_there in signs.items() if is_there), *axes])


def scales_of(cells: Sequence[Cell]) -> list[Scale]:
    """Return the scales of a row."""
    return [one.scale for one in cells if one.scale]


def _is_shared(row: PlotRow, of: Plot, width: int) -> bool:
    places = _places(row, of, axis_width(of, width))
    return len(set(places.values())) < len(places)


def _places(row: PlotRow, of: Plot, width: int) -> dict[int, int]:
    """Return the place of each tool that has a score."""
    known = ((index, point) for index, point in enumerate(row.points) if point is not None)
    return {index: _place(point, of.low, of.high, width) for index, point in known}
