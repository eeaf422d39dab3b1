"""Tools side by side for a terminal: one grid, in which each row is in columns if it fits, or stacked."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from vcompare.render import palette
from vcompare.render.terminal.cells import headline, number_width, whole
from vcompare.render.terminal.grid import Row
from vcompare.render.terminal.plots import axis_width, bar_width, key, points, scales_of
from vcompare.render.terminal.prose import prose
from vcompare.render.terminal.rows import GAP
from vcompare.text.prose import Paragraph
from vcompare.text.safe import visible
from vcompare.views.blocks import Grid, GridRow, Head, Plot, Sheet, TableSection

_SHORT, _RUNNING, _WIDEST = 14, 26, 64
"""How wide a column has to be for short values and for running text, and how wide it gets at most."""
_LETTER = 1 + GAP
_SHORTEST_LABEL, _LONGEST_LABEL = 9, 20
_SHORT_LINES, _NAME_LINES = 2, 3
"""On how many lines a value is short, and a name still stands above its column."""


class _Layout(NamedTuple):
    """The widths of a sheet: its labels, each tool's column, all beside the labels; 0 columns do not fit."""

    heads: Sequence[Head]
    label: int
    column: int
    inner: int

    @property
    def below(self) -> int:
        """The width of what is stacked behind a letter."""
        return max(self.inner - _LETTER, 1)

    def beside(self, label: Text, cells: Sequence[RenderableType]) -> RenderableType:
        return Row([label, *cells], [self.label, *[self.column] * len(cells)])

    def across(self, label: Text, cell: RenderableType) -> RenderableType:
        return Row([label, cell], [self.label, self.inner])

    def stacked(self, label: Text, cells: Sequence[RenderableType | None]) -> RenderableType:
        """Put each cell that is there on lines of its own, behind the letter of its tool."""
        letters = (Text(head.letter, f"bold {_color(index)}") for index, head in enumerate(self.heads))
        pairs = [(letter, cell) for letter, cell in zip(letters, cells, strict=True) if cell is not None]
        return self.across(label, Group(*(Row(pair, [_LETTER - GAP, self.below]) for pair in pairs)))


def sheet(of: Sheet, width: int, *, explained: bool) -> Iterator[RenderableType]:
    """Yield heads, sections, notes, if the sheet is to be `explained` the key to its signs, the remark."""
    layout = _layout(of, width)
    yield from _heads(layout)
    for part in of.parts:
        if part.title:
            yield ""
            yield _rule(part.title, layout.label + GAP + layout.inner)
        if isinstance(part, TableSection):
            from vcompare.render.terminal.tables import Shown

            yield Shown(part.table, width)
        else:
            yield from _grid(part, layout) if isinstance(part, Grid) else _plot(part, layout)
    if of.sources:
        yield ""
        yield _rule("Sources", layout.label + GAP + layout.inner)
    for number, spans in enumerate(of.sources, 1):
        yield layout.across(_dim(f"[{number}]"), prose((Paragraph(spans),)))
    foot = [layout.across(_dim(note.label), _dim(note.text)) for note in of.notes]
    if explained and (signs := key(of, layout.inner, layout.column or layout.below)):
        foot.append(_dim(signs))
    if foot:
        yield from ("", *foot)
    if of.remark:
        yield from ("", Text(visible(of.remark), "italic"))


def _layout(of: Sheet, width: int) -> _Layout:
    """Give each tool an equal column, unless that would be too narrow even for short values."""
    labels = [
        visible(row.label) for part in of.parts if not isinstance(part, TableSection) for row in part.rows
    ]
    longest = max(map(cell_len, labels), default=0)
    word = max((cell_len(word) for label in labels for word in label.split()), default=0)
    room = max(width // 4, _SHORTEST_LABEL - GAP, min(word, width // 3))
    label = min(max(_SHORTEST_LABEL, longest), _LONGEST_LABEL, room)
    count, left = len(of.heads), max(width - label - GAP, 1)
    column = min((left + GAP) // count - GAP, _WIDEST)
    if column < _SHORT and count > 1:
        return _Layout(of.heads, label, 0, min(left, _LETTER + _WIDEST))
    return _Layout(of.heads, label, max(column, 1), count * (column + GAP) - GAP)


def _heads(layout: _Layout) -> Iterator[RenderableType]:
    """Yield the names above their columns, or below each other where they would take too many lines there."""
    if len(layout.heads) == 1:
        yield layout.across(Text(), _name(layout.heads[0], 0, layout.inner))
        return
    room = layout.column - _LETTER
    names = [_name(head, index, room) for index, head in enumerate(layout.heads)]
    if any(cell_len(name.plain) > _NAME_LINES * (room - 1) for name in names):
        whole = [_name(head, index, layout.below) for index, head in enumerate(layout.heads)]
        yield layout.stacked(Text(), whole)
        names = [Text()] * len(names)
    if layout.column:
        letters = (Text(head.letter, f"bold reverse {_color(at)}") for at, head in enumerate(layout.heads))
        lettered = (Row(pair, [_LETTER - GAP, room]) for pair in zip(letters, names, strict=True))
        yield layout.beside(Text(), [*lettered])


def _name(head: Head, index: int, room: int) -> Text:
    """Return the name of a tool, the short one where the whole does not fit on a line."""
    shown = visible(head.name)
    shown = visible(head.short) if head.short and cell_len(shown) > room else shown
    name = Text(shown, f"bold {_color(index)}" if head.letter else "bold")
    return name.append(f"\n{visible(head.note)}", "bold") if head.note else name


def _rule(title: str, width: int) -> Text:
    label = f"{visible(title)} "
    return Text.assemble((label, "bold"), ("─" * max(width - cell_len(label), 0), "dim"))


def _grid(grid: Grid, layout: _Layout) -> Iterator[RenderableType]:
    for number, row in enumerate(grid.rows):
        if number and grid.strong and any(one.prose for one in row.cells):
            yield ""
        yield from _lines(row, Text(visible(row.label), "bold" if grid.strong else "dim"), layout)


def _lines(row: GridRow, label: Text, layout: _Layout) -> Iterator[RenderableType]:
    """Yield a row in columns as far as its cells fit there; what does not is stacked below."""
    width = layout.column or layout.below
    row = row if width >= _RUNNING else _narrowed(row)
    texts = _headlines(row, width)
    everything = [whole(text, one) for text, one in zip(texts, row.cells, strict=True)]
    if layout.column >= _RUNNING or len(layout.heads) == 1:
        yield layout.beside(label, everything)
    elif not layout.column or not all(_is_short(text, layout.column) for text in texts):
        yield layout.stacked(label, everything)
    else:
        yield layout.beside(label, texts)
        if any(one.prose for one in row.cells):
            yield layout.stacked(Text(), [prose(one.prose) if one.prose else None for one in row.cells])


def _headlines(row: GridRow, width: int) -> list[Text]:
    # With references behind the values, marks follow them.
    has_gutter = len(row.cells) > 1 and not any(one.source for one in row.cells)
    number = number_width(row.cells) if has_gutter else 0
    drawn = bar_width(scales_of(row.cells), width)
    return [headline(one, number, index, drawn, width) for index, one in enumerate(row.cells)]


def _narrowed(row: GridRow) -> GridRow:
    """Return a row in which values are called by their short names."""
    cells = (replace(one, text=one.short) if one.short else one for one in row.cells)
    return GridRow(row.label, tuple(cells))


def _is_short(text: Text, width: int) -> bool:
    """Say whether a cell has something to show that fits into a narrow column."""
    lines = text.plain.split("\n")
    words = (cell_len(word) for word in text.plain.split())
    return 0 < max(map(cell_len, lines)) <= _SHORT_LINES * (width - 1) and max(words) <= width


def _plot(plot: Plot, layout: _Layout) -> Iterator[RenderableType]:
    """Yield a line per row of a plot, its remark behind it, and the ends of the axis below."""
    axis = axis_width(plot, layout.inner)
    widths = [layout.label, axis, max(layout.inner - axis - GAP, 1)]
    for row in plot.rows:
        remark = Text(visible(row.remark), "dim" if row.leader is None else _color(row.leader))
        yield Row([Text(visible(row.label), "bold"), points(row, plot, layout.heads, axis), remark], widths)
    low, high = str(plot.low), str(plot.high)
    yield layout.across(Text(), _dim(low + " " * max(axis - len(low) - len(high), 1) + high))


def _dim(text: str) -> Text:
    return Text(visible(text), "dim")


def _color(tool: int) -> str:
    return palette.tool(tool).terminal
