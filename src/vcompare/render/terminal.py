"""Blocks for a terminal: one grid from top to bottom, stacked where columns would get too narrow."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.segment import Segment
from rich.table import Table as Columns
from rich.text import Text

from vcompare.render import palette
from vcompare.render.terminal_prose import prose
from vcompare.text.safe import visible
from vcompare.views.blocks import (
    Block,
    Cell,
    Grid,
    GridRow,
    Head,
    Heading,
    Plot,
    PlotRow,
    Prose,
    Sheet,
    Table,
)

_NARROWEST, _WIDEST = 28, 72
_SHORTEST = 18
_LABEL, _LONGEST_LABEL = 11, 20
_GAP = 2
_BAR = 20
_PLOT = 41
_NOTHING = Cell("")


def render(blocks: Iterable[Block], width: int, *, color: bool) -> str:
    """Return blocks as text of at most `width` terminal cells a line, with or without color."""
    console = Console(
        file=io.StringIO(),
        width=max(width, 20),
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )
    return "\n".join(_text(block, console) for block in blocks)


def _text(block: Block, console: Console) -> str:
    lines = (
        "".join(_ansi(console, segment) for segment in line)
        for renderable in _block(block, console.width)
        for line in console.render_lines(renderable, pad=False)
    )
    return "".join(re.sub(r" +((?:\x1b\[[0-9;]*m)*)$", r"\1", line) + "\n" for line in lines)


def _ansi(console: Console, segment: Segment) -> str:
    if segment.style is None or console.color_system is None:
        return segment.text
    return segment.style.render(segment.text, color_system=console._color_system)  # noqa: SLF001


def _block(block: Block, width: int) -> Iterator[RenderableType]:
    if isinstance(block, Sheet):
        yield from _sheet(block, width)
    elif isinstance(block, Table):
        yield _table(block, width)
    elif isinstance(block, Heading):
        yield Text(visible(block.text), "bold")
    elif isinstance(block, Prose):
        yield prose(block.nodes)


class _Layout:
    """Where the columns of a sheet are: side by side, or stacked with a letter in front of each answer."""

    def __init__(self, heads: Sequence[Head], width: int, label: int) -> None:
        self.heads = heads
        self.label = label
        room = (width - label - _GAP) // len(heads) - _GAP
        self.stacked = room < _NARROWEST and len(heads) > 1
        self.column = (
            min(_WIDEST, max(room, 1))
            if not self.stacked
            else min(_WIDEST * 2, width - self.label - _GAP - 3)
        )
        self.column = max(self.column, 1)
        self.width = min(
            width,
            self.label
            + _GAP
            + (len(heads) if not self.stacked else 1) * (self.column + _GAP)
            + (3 if self.stacked else -_GAP),
        )

    def table(self) -> Columns:
        columns = Columns.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
        columns.add_column(width=self.label, overflow="fold")
        if self.stacked:
            columns.add_column(width=1)
            columns.add_column(width=self.column, overflow="fold")
        else:
            for _ in self.heads:
                columns.add_column(width=self.column, overflow="fold")
        return columns

    def add(self, columns: Columns, label: Text, cells: Sequence[RenderableType]) -> None:
        if not self.stacked:
            columns.add_row(label, *cells)
            return
        for index, cell in enumerate(cells):
            columns.add_row(label if index == 0 else "", Text(self.heads[index].letter, _color(index)), cell)


def _sheet(sheet: Sheet, width: int) -> Iterator[RenderableType]:
    labels = [row.label for part in sheet.parts for row in part.rows]
    widest = max((cell_len(visible(label)) for label in labels), default=0)
    layout = _Layout(sheet.heads, width, min(max(_LABEL, widest), _LONGEST_LABEL, width // 3))
    yield _heads(sheet.heads, layout)
    for part in sheet.parts:
        if part.title:
            yield _rule(part.title, layout.width)
        if isinstance(part, Grid):
            yield _grid(part, layout)
            continue
        if part.rows:
            yield _plot(part, layout)
        if part.remarks:
            yield Text(visible(" ".join(part.remarks)), "italic")


def _heads(heads: Sequence[Head], layout: _Layout) -> RenderableType:
    columns = layout.table()
    cells: list[RenderableType] = []
    for index, head in enumerate(heads):
        name = Text(visible(head.name), f"bold {_color(index)}" if head.letter else "bold")
        if head.note:
            name.append(f"\n{visible(head.note)}", "bold")
        cells.append(_lettered(head.letter, name, index) if head.letter and not layout.stacked else name)
    layout.add(columns, Text(""), cells)
    return columns


def _lettered(letter: str, name: Text, index: int) -> RenderableType:
    cell = Columns.grid(padding=(0, 1, 0, 0), pad_edge=False)
    cell.add_column(width=1)
    cell.add_column(overflow="fold")
    cell.add_row(Text(letter, f"bold reverse {_color(index)}"), name)
    return cell


def _rule(title: str, width: int) -> Text:
    label = f"{visible(title)} "
    return Text.assemble((label, "bold"), ("─" * max(width - len(label), 0), "dim"))


def _grid(grid: Grid, layout: _Layout) -> RenderableType:
    columns = layout.table()
    for number, row in enumerate(grid.rows):
        if number and any(answer.prose for answer in row.cells) and grid.strong:
            columns.add_row("")
        label = Text(visible(row.label), "bold" if grid.strong else "dim")
        layout.add(columns, label, _cells(row, layout))
    return columns


def _cells(row: GridRow, layout: _Layout) -> list[RenderableType]:
    marked = any(answer.best for answer in row.cells)
    return [_answer(answer, marked, layout.column, index if len(row.cells) > 1 else None)
            for index, answer in enumerate(row.cells)]  # fmt: skip


def _answer(answer: Cell, marked: bool, width: int, tool: int | None) -> RenderableType:
    text = _headline(answer, marked)
    if answer.scale:
        text.append_text(_bar(answer.scale, width - text.cell_len - 1, tool))
    elif answer.detail:
        text.append(f"  {visible(answer.detail)}")
    if answer.note:
        text.append(f"\n{visible(answer.note)}", "dim")
    if not answer.prose:
        return text
    return Group(text, prose(answer.prose)) if text.plain else prose(answer.prose)


def _headline(answer: Cell, marked: bool) -> Text:
    if answer.unknown:
        return Text.assemble((visible(answer.text), "dim"))
    style = {
        "plain": "",
        "snippet": "",
        "number": "bold",
        "verdict": f"bold {_verdict(answer.verdict)}" if answer.verdict else "bold",
    }[answer.role]
    text = Text.assemble((visible(answer.text), style))
    if answer.role == "snippet":
        text.highlight_regex("«[^»]*»", f"bold {palette.HIT.terminal}")
    if marked:
        text.append(" ▲" if answer.best else "  ", palette.BEST.terminal if answer.best else "")
    if answer.role == "number" and answer.verdict:
        text.append(f" {answer.verdict}", _verdict(answer.verdict))
    return text


def _bar(scale: tuple[int, float, int], width: int, tool: int | None) -> Text:
    """Draw a score's range on 0 to 100, with its mean; only the numbers where there is no room."""
    low, mean, high = scale
    numbers = f" {low}–{high}" if low != high else f" {low}"
    width = min(_BAR, width - len(numbers))
    if width < 10:  # noqa: PLR2004 - a shorter bar says nothing
        return Text(numbers)
    first, middle, last = (_column(value, 0, 100, width) for value in (low, mean, high))
    color = _color(tool or 0)
    return Text.assemble(
        " ",
        ("·" * first, "dim"),
        ("━" * (middle - first), color),
        ("●", color),
        ("━" * (last - middle), color),
        ("·" * (width - 1 - last), "dim"),
        numbers,
    )


def _plot(plot: Plot, layout: _Layout) -> RenderableType:
    longest = max(len(row.remark) for row in plot.rows)
    width = max(min(_PLOT, layout.width - layout.label - _GAP - longest - 2), 3)
    columns = Columns.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    columns.add_column(width=layout.label, overflow="fold")
    columns.add_column(width=width, no_wrap=True)
    columns.add_column()
    for row in plot.rows:
        remark = Text(row.remark, _color(row.leader) if row.leader is not None else "dim")
        columns.add_row(Text(visible(row.label), "bold"), _dots(row, plot, width), remark)
    low, high = str(plot.low), str(plot.high)
    columns.add_row("", Text(low + " " * max(width - len(low) - len(high), 1) + high, "dim"), "")
    return columns


def _dots(row: PlotRow, plot: Plot, width: int) -> Text:
    """Draw letters on a track, a line between the outermost; ◆ where several tools share a place."""
    places = {
        index: _column(point, plot.low, plot.high, width)
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


def _column(value: float, low: int, high: int, width: int) -> int:
    return int((value - low) / (high - low) * (width - 1) + 0.5)


def _color(tool: int) -> str:
    return palette.tool(tool).terminal


def _verdict(verdict: str) -> str:
    return palette.VERDICTS[verdict].terminal


def _table(table: Table, width: int) -> RenderableType:
    if _room_for_long(table, width) < _SHORTEST:
        return _stacked(table, width)
    columns = Columns(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="dim")
    for column in table.columns:
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        columns.add_column(column.title, justify=justify, overflow="fold", no_wrap=not column.long)
    for row in table.rows:
        columns.add_row(*(_answer(answer, marked=False, width=width, tool=None) for answer in row))
    return columns


def _room_for_long(table: Table, width: int) -> int:
    """Return the cells left for each column of long answers once the short ones have theirs."""
    short = [index for index, column in enumerate(table.columns) if not column.long]
    taken = sum(
        max(len(table.columns[index].title), *(len(row[index].headline) for row in table.rows))
        for index in short
    )
    gaps = _GAP * (len(table.columns) - 1)
    return (width - taken - gaps) // max(len(table.columns) - len(short), 1)


def _stacked(table: Table, width: int) -> RenderableType:
    """Write a row as a block: its first answer, then a labeled line for each of the others."""
    blocks: list[RenderableType] = []
    for row in table.rows:
        grid = Columns.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
        for column, answer in zip(table.columns[1:], row[1:], strict=True):
            if answer == _NOTHING:
                continue
            grid.add_row(
                Text(f"  {column.title}", "dim"), _answer(answer, marked=False, width=width, tool=None)
            )
        blocks += [*([""] if blocks else []), _answer(row[0], marked=False, width=width, tool=None), grid]
    return Group(*blocks)
