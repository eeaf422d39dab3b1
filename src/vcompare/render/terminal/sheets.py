"""Tools side by side for a terminal, or below each other where columns would get too narrow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table as Columns
from rich.text import Text

from vcompare.render import palette
from vcompare.render.terminal.cells import GAP, cell, column_of
from vcompare.text.safe import visible
from vcompare.views.blocks import Grid, GridRow, Head, Plot, PlotRow, Sheet

_NARROWEST, _WIDEST = 28, 72
_SHORTEST_LABEL, _LONGEST_LABEL = 11, 20
_LONGEST_AXIS = 41
_LETTER = 1


class _Layout(NamedTuple):
    """The widths of a sheet's columns; `stacked` puts each cell on lines of its own, behind a letter."""

    heads: Sequence[Head]
    label: int
    column: int
    stacked: bool

    @property
    def width(self) -> int:
        if self.stacked:
            return self.label + GAP + _LETTER + GAP + self.column
        return self.label + len(self.heads) * (GAP + self.column)

    def table(self) -> Columns:
        columns = _grid_of(self.label)
        for width in (_LETTER, self.column) if self.stacked else [self.column] * len(self.heads):
            columns.add_column(width=width, overflow="fold")
        return columns

    def add(self, columns: Columns, label: Text, cells: Sequence[RenderableType]) -> None:
        if not self.stacked:
            columns.add_row(label, *cells)
            return
        for index, (head, one) in enumerate(zip(self.heads, cells, strict=True)):
            columns.add_row(label if index == 0 else "", Text(head.letter, _color(index)), one)


def sheet(of: Sheet, width: int) -> Iterator[RenderableType]:
    """Yield the heads of a sheet, then its sections."""
    layout = _layout(of, width)
    yield _heads(layout)
    for part in of.parts:
        if part.title:
            yield _rule(part.title, min(layout.width, width))
        if isinstance(part, Grid):
            yield _grid(part, layout)
            continue
        if part.rows:
            yield _plot(part, layout.label, min(layout.width, width))
        if part.remarks:
            yield Text(visible(" ".join(part.remarks)), "italic")


def _layout(of: Sheet, width: int) -> _Layout:
    labels = [cell_len(visible(row.label)) for part in of.parts for row in part.rows]
    label = min(max(_SHORTEST_LABEL, *labels, 0), _LONGEST_LABEL, width // 3)
    beside = (width - label - GAP) // len(of.heads) - GAP
    if beside < _NARROWEST and len(of.heads) > 1:
        below = width - label - GAP - _LETTER - GAP
        return _Layout(of.heads, label, max(min(2 * _WIDEST, below), 1), stacked=True)
    return _Layout(of.heads, label, max(min(_WIDEST, beside), 1), stacked=False)


def _heads(layout: _Layout) -> RenderableType:
    columns = layout.table()
    cells: list[RenderableType] = []
    for index, head in enumerate(layout.heads):
        name = Text(visible(head.name), f"bold {_color(index)}" if head.letter else "bold")
        if head.note:
            name.append(f"\n{visible(head.note)}", "bold")
        cells.append(_lettered(head.letter, name, index) if head.letter and not layout.stacked else name)
    layout.add(columns, Text(), cells)
    return columns


def _lettered(letter: str, name: Text, index: int) -> RenderableType:
    columns = Columns.grid(padding=(0, 1, 0, 0), pad_edge=False)
    columns.add_column(width=_LETTER)
    columns.add_column(overflow="fold")
    columns.add_row(Text(letter, f"bold reverse {_color(index)}"), name)
    return columns


def _rule(title: str, width: int) -> Text:
    label = f"{visible(title)} "
    return Text.assemble((label, "bold"), ("─" * max(width - len(label), 0), "dim"))


def _grid(grid: Grid, layout: _Layout) -> RenderableType:
    columns = layout.table()
    for number, row in enumerate(grid.rows):
        if number and grid.strong and any(one.prose for one in row.cells):
            columns.add_row("")
        label = Text(visible(row.label), "bold" if grid.strong else "dim")
        layout.add(columns, label, _cells(row, layout.column))
    return columns


def _cells(row: GridRow, width: int) -> list[RenderableType]:
    aligned = any(one.best for one in row.cells)
    return [cell(one, width, index, aligned=aligned) for index, one in enumerate(row.cells)]


def _plot(plot: Plot, label: int, width: int) -> RenderableType:
    longest = max(len(row.remark) for row in plot.rows)
    axis = max(min(_LONGEST_AXIS, width - label - GAP - longest - GAP), 3)
    columns = _grid_of(label)
    columns.add_column(width=axis, no_wrap=True)
    columns.add_column()
    for row in plot.rows:
        remark = Text(row.remark, "dim" if row.leader is None else _color(row.leader))
        columns.add_row(Text(visible(row.label), "bold"), _points(row, plot, axis), remark)
    low, high = str(plot.low), str(plot.high)
    columns.add_row("", Text(low + " " * max(axis - len(low) - len(high), 1) + high, "dim"), "")
    return columns


def _points(row: PlotRow, plot: Plot, width: int) -> Text:
    """Draw letters on an axis, with a line between the outermost; ◆ where several tools share a place."""
    places = {
        index: column_of(point, plot.low, plot.high, width)
        for index, point in enumerate(row.points)
        if point is not None
    }
    first, last = min(places.values(), default=0), max(places.values(), default=0)
    text = Text()
    for at in range(width):
        here = [index for index, place in places.items() if place == at]
        if len(here) > 1:
            text.append("◆", "bold")
        elif here:
            text.append(chr(ord("A") + here[0]) if len(row.points) > 1 else "●", f"bold {_color(here[0])}")
        else:
            text.append("─" if first < at < last else "·", "" if first < at < last else "dim")
    return text


def _grid_of(label: int) -> Columns:
    """Return an empty grid that begins with the column of labels."""
    columns = Columns.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    columns.add_column(width=label, overflow="fold")
    return columns


def _color(tool: int) -> str:
    return palette.tool(tool).terminal
