"""A table for a terminal: in columns, or each row as a block where long cells would get too narrow."""

from typing import Literal

from rich.console import Group, RenderableType
from rich.table import Table as Columns
from rich.text import Text

from vcompare.render.terminal.cells import cell
from vcompare.render.terminal.rows import GAP
from vcompare.render.terminal.wrapped import SHORTEST, width_of_long
from vcompare.views.blocks import Cell, Table

_EMPTY = Cell("")


def table(of: Table, width: int) -> RenderableType:
    """Return a table that fits into so many terminal cells."""
    return _stacked(of) if width_of_long(of, width) < SHORTEST else _beside(of)


def _beside(table: Table) -> RenderableType:
    titled = any(column.title for column in table.columns)
    columns = Columns(
        box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim", show_header=titled
    )
    for column in table.columns:
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        columns.add_column(column.title, justify=justify, overflow="fold", no_wrap=not column.long)
    for row in table.rows:
        columns.add_row(*(cell(one) for one in row))
    return columns


def _stacked(table: Table) -> RenderableType:
    """Write each row as a block: its first cell, which is not broken unless it is long, then the others."""
    parts: list[RenderableType] = []
    for row in table.rows:
        grid = Columns.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        for column, one in zip(table.columns[1:], row[1:], strict=True):
            if one != _EMPTY:
                grid.add_row(Text(f"  {column.title}", "dim"), cell(one))
        first = cell(row[0])
        if isinstance(first, Text) and not table.columns[0].long:
            first.no_wrap, first.overflow = True, "ignore"
        parts += [*([""] if parts else []), first, grid]
    return Group(*parts)
