"""What changed, for a terminal: a heading per group, and below it old → new."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from vcompare.render.terminal.cells import cell, headline
from vcompare.render.terminal.grid import Row
from vcompare.render.terminal.rows import GAP
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell, ChangeList, ChangeRow

_INDENT = 2
_NARROWEST, _WIDEST = 12, 40
"""How wide the columns of values are at least, or they stand below their label, and the first at most."""
_LONGEST_LABEL = 24
_ARROW = Text("→", "dim")


def changes(of: ChangeList, width: int) -> Iterator[RenderableType]:
    """Yield every group with an empty line before it, but for the first."""
    rows = [row for group in of.groups for row in group.rows]
    label = min(max((cell_len(visible(row.label)) for row in rows), default=0), _LONGEST_LABEL)
    before = max((_width(row.before) for row in rows if row.before), default=0)
    left = width - _INDENT - label - 3 * GAP - 1
    columns = (label, min(before, _WIDEST, max(left // 2, 1)))
    beside = left - columns[1] >= min(_NARROWEST, max((_width(row.after) for row in rows), default=0))
    for number, group in enumerate(of.groups):
        if number:
            yield ""
        yield Text.assemble(
            (visible(group.title), "bold"), (f"  {visible(group.note)}" if group.note else "", "dim")
        )
        for row in group.rows:
            yield from _beside(row, columns, width) if beside else _below(row, width)


def _beside(row: ChangeRow, columns: tuple[int, int], width: int) -> Iterator[RenderableType]:
    label, before = columns
    first, rest = Text(f"  {visible(row.label)}", "dim"), width - _INDENT - label - GAP
    if row.before is None:
        yield Row([first, cell(row.after)], [_INDENT + label, rest])
        return
    cells = [first, cell(row.before), _ARROW, cell(row.after)]
    yield Row(cells, [_INDENT + label, before, 1, rest - before - 1 - 2 * GAP])


def _below(row: ChangeRow, width: int) -> Iterator[RenderableType]:
    """Yield the label, and below it old → new as a line of text."""
    yield Text(f"  {visible(row.label)}", "dim")
    before = Text.assemble(headline(row.before, 0), (" → ", "dim")) if row.before else Text()
    yield Row([Text(), before.append_text(headline(row.after, 0))], [_INDENT, width - _INDENT - GAP])


def _width(of: Cell) -> int:
    return cell_len(visible(of.headline))
