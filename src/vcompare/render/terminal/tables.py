"""A table for a terminal as Rich shows it: in columns, or stacked where long cells would get too narrow."""

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from vcompare.render.terminal.cells import cell
from vcompare.render.terminal.rows import GAP
from vcompare.render.terminal.wrapped import drawn
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell, Table

_EMPTY = Cell("")


class Shown:
    """A table that fits into so many terminal cells."""

    def __init__(self, table: Table, width: int) -> None:
        self._table = table
        self._width = width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = drawn(self._table, self._width, color=console.color_system is not None)
        yield _stacked(self._table) if text is None else Segment(text)


def _stacked(table: Table) -> RenderableType:
    """Write each row as a block: its first cell, which is not broken unless it is long, then the others."""
    from rich.table import Table as Columns

    parts: list[RenderableType] = []
    for row in table.rows:
        grid = Columns.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        for column, one in zip(table.columns[1:], row[1:], strict=True):
            if one != _EMPTY:
                grid.add_row(Text(f"  {visible(column.title)}", "dim"), cell(one))
        first = cell(row[0])
        if isinstance(first, Text) and not table.columns[0].long:
            first.no_wrap, first.overflow = True, "ignore"
        parts += [*([""] if parts else []), first, grid]
    return Group(*parts)
