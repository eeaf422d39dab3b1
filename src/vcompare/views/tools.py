"""A list of tools, a row for each."""

from collections.abc import Iterable, Sequence

from vcompare.comparison import Card
from vcompare.fields import Field
from vcompare.views.answers import cell
from vcompare.views.blocks import Cell, Column, Table


def table(tools: Iterable[Card], fields: Sequence[Field]) -> Table:
    """Lay out a list of tools with a column for each field."""
    columns = (Column("Tool", long=True), *map(_column, fields))
    return Table(columns, tuple((_name(tool), *(cell(field, tool) for field in fields)) for tool in tools))


def _column(field: Field) -> Column:
    return Column(field.row, numeric=field.kind.style == "number", long=field.kind.wraps)


def _name(card: Card) -> Cell:
    retired = f"retired {card.tool.retired}" if card.tool.retired else ""
    return Cell(card.name, detail=retired, note=card.slug)
