"""The offers of sellers, a row for each, beside the tool's own prices: `show --offers`."""

from collections.abc import Iterator
from typing import NamedTuple

from vcompare.comparison import LETTERS, Card, Comparison
from vcompare.comparison.evidence import offer_evidence
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import PriceTable
from vcompare.model import Offer, Pricing
from vcompare.text.words import capitalized, natural_list, uncapitalized
from vcompare.views import prices
from vcompare.views.blocks import Cell, Column, Table, TableSection, unknown
from vcompare.views.references import References


def offers(result: Comparison, references: References) -> TableSection | None:
    """Lay out all offers of the tools, and cite what they rest on; None where there are none."""
    sold = [card for card in result.tools if card.tool.offers]
    if not sold:
        return None
    meters = [field for field in result.fields.meters.values() if prices.is_priced(field, sold)]
    costs = [field for field in result.fields.group("cost") if field.is_cost]
    title, shared = prices.title_of(meters, "Offers")
    columns = (
        Column("Seller"),
        *(Column(prices.label_of(field, shared), numeric=True) for field in meters),
        *(Column(f"{field.row}, a month", numeric=True) for field in costs),
        Column("What differs", long=True),
    )
    letters = [f"{letter} · " for letter in LETTERS] if len(result.tools) > 1 else [""]
    rows = []
    for card, letter in zip(result.tools, letters, strict=False):
        for line in _lines(card, letter, result.fields, references):
            rates = (_rate(field, line.prices) for field in meters)
            months = (_cost(field, line.prices) for field in costs)
            rows.append((line.seller, *rates, *months, Cell(capitalized(line.rest))))
    return TableSection(title, _without_empty(Table(columns, tuple(rows))))


class _Line(NamedTuple):
    """A seller with its prices, and in words what else is different there."""

    seller: Cell
    prices: Pricing
    rest: str


def _lines(card: Card, letter: str, fields: Registry, references: References) -> Iterator[_Line]:
    if prices.has_amounts(card) and card.tool.pricing and card.tool.offers:
        own = card.tool.pricing
        yield _Line(Cell(f"{letter}{card.tool.vendor or 'its maker'}"), own, _tables(own, fields))
    for slug, offer in card.tool.offers.items():
        seller = prices.seller_name(slug, offer)
        number = references.cite_as(f"{letter}{seller}", offer_evidence(slug, card, fields))
        specs = "; ".join(_specs(offer, card, fields))
        rest = "; ".join(filter(None, [specs, offer.summary, _tables(offer, fields)]))
        yield _Line(Cell(f"{letter}{seller}", source=number), offer, rest)


def _specs(offer: Offer, card: Card, fields: Registry) -> Iterator[str]:
    """Yield the specs in which an offer differs from the tool."""
    for key, fact in offer.specs.items():
        own = card.tool.specs.get(key)
        if own is None or own.content != fact.content:
            field = fields.specs[key]
            yield f"{uncapitalized(field.label)}: {_shown(field, fact.content)}"


def _shown(field: Field, value: object) -> str:
    return natural_list([*map(str, value)]) if isinstance(value, tuple) else field.shown(value)


def _tables(of: Pricing, fields: Registry) -> str:
    found = (("pricing.tiers", of.tiers), ("pricing.plans", of.plans))
    return "; ".join(
        fields[path].shown(PriceTable(of.currency or "", items)) for path, items in found if items
    )


def _rate(field: Field, of: Pricing) -> Cell:
    rate = prices.rate_of(field, of)
    return unknown() if rate is None else Cell(field.shown(rate), "number")


def _cost(field: Field, of: Pricing) -> Cell:
    found = field.compute.value_at(of)  # type: ignore[union-attr]
    return unknown() if found is None else Cell(field.shown(found), "number")


def _without_empty(table: Table) -> Table:
    """Return a table without its last column if nothing is in it."""
    if any(row[-1].text for row in table.rows):
        return table
    return Table(table.columns[:-1], tuple(row[:-1] for row in table.rows))
