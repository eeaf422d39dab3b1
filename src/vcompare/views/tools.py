"""A list of tools, one row per tool."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from vcompare.comparison import Card
from vcompare.fields import Field
from vcompare.text.days import utc_today
from vcompare.views.answers import cell, retirement
from vcompare.views.blocks import Cell, Column, Table

_SHARED = {str, int, float}
"""Values of these types are shown alike if they are equal, unless they are zero."""
_SAYS_MORE = {"panel.verdict", "community.ship_percent"}
"""The cells of these fields say more than the value."""


def table(tools: Iterable[Card], fields: Sequence[Field], today: datetime.date | None = None) -> Table:
    """Lay out a list of tools, as they are `today`, with a column for each field."""
    columns = tuple(
        Column(field.row, numeric=field.kind.style == "number", long=field.kind.wraps) for field in fields
    )
    name = partial(_name, today=today or utc_today())
    cells = [name if field.path == "name" else _narrow(field) for field in fields]
    return Table(columns, tuple(tuple(of(tool) for of in cells) for tool in tools), one_line=True)


def _narrow(field: Field) -> Callable[[Card], Cell]:
    """Return what makes the cells of a column that is as narrow as its values.

    Tools with the same word or number share a cell, which is drawn once.
    """
    shared = dict[tuple[type, Any], Cell]()

    def narrow(card: Card) -> Cell:
        value = field.known(card)
        if type(value) not in _SHARED or not value or field.path in _SAYS_MORE:
            return _short(cell(field, card))
        key = type(value), value
        if key not in shared:
            shared[key] = _short(cell(field, card))
        return shared[key]

    return narrow


def _short(of: Cell) -> Cell:
    return replace(of, text=of.short) if of.short else of


def _name(card: Card, today: datetime.date) -> Cell:
    return Cell(card.name, detail=retirement(card, today), short=card.tool.short_name or "")
