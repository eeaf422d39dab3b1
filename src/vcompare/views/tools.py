"""A list of tools, one row per tool."""

import datetime
from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from vcompare.comparison import Card
from vcompare.fields import Field
from vcompare.text.days import utc_today
from vcompare.views.answers import cell, retirement
from vcompare.views.blocks import Cell, Column, Table


def table(tools: Iterable[Card], fields: Sequence[Field], today: datetime.date | None = None) -> Table:
    """Lay out a list of tools, as they are `today`, with a column for each field."""
    columns = tuple(
        Column(field.row, numeric=field.kind.style == "number", long=field.kind.wraps) for field in fields
    )
    name = partial(_name, today=today or utc_today())
    cells = [name if field.path == "name" else partial(_narrow, field) for field in fields]
    return Table(columns, tuple(tuple(of(tool) for of in cells) for tool in tools), one_line=True)


def _narrow(field: Field, card: Card) -> Cell:
    """Return the cell of a column that is as narrow as its values."""
    of = cell(field, card)
    return replace(of, text=of.short) if of.short else of


def _name(card: Card, today: datetime.date) -> Cell:
    return Cell(card.name, detail=retirement(card, today), short=card.tool.short_name or "")
