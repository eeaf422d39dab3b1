"""A list of tools, one row per tool."""

from collections.abc import Iterable, Sequence
from functools import partial

from vcompare.comparison import Card
from vcompare.fields import Field
from vcompare.views.answers import cell
from vcompare.views.blocks import Cell, Column, Table


def table(tools: Iterable[Card], fields: Sequence[Field]) -> Table:
    """Lay out a list of tools with a column for each field."""
    columns = tuple(
        Column(field.row, numeric=field.kind.style == "number", long=field.kind.wraps) for field in fields
    )
    cells = [_name if field.path == "name" else partial(cell, field) for field in fields]
    return Table(columns, tuple(tuple(of(tool) for of in cells) for tool in tools), one_line=True)


def _name(card: Card) -> Cell:
    retired = f"retired {card.tool.retired}" if card.tool.retired else ""
    return Cell(card.name, detail=retired)
