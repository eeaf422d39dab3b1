"""A tool's column by itself, to be put beside those of any others: its cells, and which of them is better."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from vcompare.comparison import Card
from vcompare.comparison.rows import column
from vcompare.fields import Field, Registry
from vcompare.views import prices
from vcompare.views.answers import answer
from vcompare.views.blocks import Cell
from vcompare.views.comparison import COST, PRICES, SOURCES, SPLIT, section_names, section_title
from vcompare.views.opinions import opinion_cell


class Section(NamedTuple):
    """A part of a comparison: its title, and its rows, which are fields with their labels."""

    title: str
    rows: Sequence[tuple[Field, str]]


class Ranked(NamedTuple):
    """A cell, and what it is compared by: the least and the most it can be, higher is better, and of whom."""

    cell: Cell
    low: Any
    high: Any
    giver: Any


def sections(fields: Registry) -> Iterator[Section]:
    """Yield the sections that a comparison of any tools can have, in their order."""
    for name in section_names(fields):
        if name in {PRICES, COST}:
            priced = [field for field in fields.group(name) if not field.spec]
            title, shared = prices.title_of(priced, section_title(name, fields))
            yield Section(title, [(field, prices.label_of(field, shared)) for field in priced])
        elif name not in {SPLIT, SOURCES}:
            rows = [field for field in fields.shown if fields.in_section(field, name) and not field.part_of]
            yield Section(section_title(name, fields), [(field, field.row) for field in rows])


def cells(card: Card, fields: Registry) -> Iterator[tuple[Field, Ranked]]:
    """Yield what a comparison says of a tool, by field, also where that is unknown."""
    ranks = dict(zip((field.path for field in fields.shown), column(card, fields).ranks, strict=True))
    for section in sections(fields):
        for field, _ in section.rows:
            rank = ranks[_deciding(field, fields).path]
            yield field, Ranked(_cell(field, card, fields), *(rank or (None, None, None)))


def _deciding(field: Field, fields: Registry) -> Field:
    """Return which of the fields in a row says what is better: the last that has a better value."""
    parts = [field] if field.meter or field.is_cost else fields.parts(field)
    return next((part for part in reversed(parts) if part.better), field)


def _cell(field: Field, card: Card, fields: Registry) -> Cell:
    if field.reviewer:
        return opinion_cell(card.opinion(field.reviewer), best=False, full=False)
    if field.path == "sellers":
        return prices.sellers(card, fields)
    found = answer(field, card, exact=True)
    return replace(found, note=prices.how(field, card, fields)) if field.is_cost else found
