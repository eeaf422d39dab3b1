"""Blocks for a terminal: one grid from top to bottom, stacked where columns would get too narrow."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table as Columns
from rich.text import Text

from vcompare.render.terminal.cells import cell
from vcompare.render.terminal.changes import changes
from vcompare.render.terminal.grid import GAP
from vcompare.render.terminal.prose import prose
from vcompare.render.terminal.sheets import sheet
from vcompare.text.safe import visible
from vcompare.views.blocks import Block, Cell, ChangeList, Heading, Sheet, Table

_SHORTEST = 18
_EMPTY = Cell("")


def render(blocks: Iterable[Block], width: int, *, color: bool, explained: bool) -> str:
    """Return blocks as text; `explained` adds a key to the signs that are used."""
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )
    return "\n".join(_text(block, console, explained) for block in blocks)


def _text(block: Block, console: Console, explained: bool) -> str:
    with console.capture() as capture:
        for renderable in _block(block, console.width, explained):
            console.print(renderable, crop=False)
    return re.sub(r"(?m) (?: |\x1b\[[0-9;]*m)*$", lambda tail: tail[0].replace(" ", ""), capture.get())


def _block(block: Block, width: int, explained: bool) -> Iterator[RenderableType]:
    if isinstance(block, Sheet):
        yield from sheet(block, width, explained=explained)
    elif isinstance(block, Table):
        yield _stacked(block) if _width_of_long(block, width) < _SHORTEST else _table(block)
    elif isinstance(block, ChangeList):
        yield from changes(block, width)
    elif isinstance(block, Heading):
        yield Text(visible(block.text), "bold")
    else:
        yield prose(block.nodes)


def _table(table: Table) -> RenderableType:
    columns = Columns(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for column in table.columns:
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        columns.add_column(column.title, justify=justify, overflow="fold", no_wrap=not column.long)
    for row in table.rows:
        columns.add_row(*(cell(one) for one in row))
    return columns


def _width_of_long(table: Table, width: int) -> int:
    """Return the terminal cells that are left for each column of long cells beside the short ones."""
    short = [index for index, column in enumerate(table.columns) if not column.long]
    taken = sum(
        max(cell_len(table.columns[index].title), *(cell_len(row[index].headline) for row in table.rows))
        for index in short
    )
    gaps = GAP * (len(table.columns) - 1)
    return (width - taken - gaps) // max(len(table.columns) - len(short), 1)


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
