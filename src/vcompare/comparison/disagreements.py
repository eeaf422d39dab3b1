"""Where the layers of a tool disagree: what people wrote and what was imported, or two that were imported.

Facts are compared; wording, such as names and descriptions, is not, and neither is what a catalog decides
itself, such as a category. What one layer does not have is no disagreement.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import convert
from msgspec.structs import asdict

from vcompare.comparison.objects import (
    DisagreementObject,
    PlanObject,
    TierObject,
    origin_payload,
    table_payload,
    value_payload,
)
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import PriceTable
from vcompare.model import NONE, Bounds, Disagreement, Money, Offer, Origin, Plan, Pricing, Tier, Tool
from vcompare.text.money import plain

COMPARED = ("entry", "vendor", "retired")
"""The built-in fields that are compared, besides prices."""

_Key = tuple[str, str]
"""The slug of a seller, "" for the tool itself, and the path of a field."""
_Layer = tuple[Tool, Origin | None]


class _Stated(NamedTuple):
    """A value that a layer has, and the day on which people read it."""

    field: Field
    value: Any
    checked: datetime.date | None


def disagreements(tool: Tool, layers: Sequence[_Layer], fields: Registry) -> tuple[Disagreement, ...]:
    """Return the disagreements between a tool's layers, those that win first, on the values that count.

    A value that people read on the day when the other source had its own, or later, is meant as it is. Prices
    are those of one layer: they are compared with what the others have of the same meter, tier or plan.
    """
    counts = Counter(seller for layer, _ in layers for seller in layer.offers)
    sellers = {seller for seller, count in counts.items() if count > 1}
    stated = [(_all_stated(layer, sellers, fields), origin) for layer, origin in layers]
    return tuple(found for key in _all_stated(tool, sellers, fields) for found in _about(key, stated))


def _about(
    key: _Key, stated: Sequence[tuple[Mapping[_Key, _Stated], Origin | None]]
) -> Iterator[Disagreement]:
    (first, origin), *others = [(has[key], origin) for has, origin in stated if key in has]
    field = first.field
    for other, by in others:
        if by is None or (origin is None and first.checked and first.checked >= by.seen):
            continue
        if not _agree(field, first.value, other.value):
            ours, theirs = field.kind.disputed(first.value, other.value)
            apart = field.distance(ours, theirs)
            yield Disagreement(field.path, key[0], ours, theirs, origin, by, apart)


def _agree(field: Field, one: Any, other: Any) -> bool:
    return _is_one_name(one, other) if field.path == "vendor" else field.agree(one, other)


def _is_one_name(one: str, other: str) -> bool:
    """Say whether two names may be of one company: one is a part of the other, as in `Mistral AI`."""
    from vcompare.text.folding import fold

    first, second = (fold(name).replace(" ", "") for name in (one, other))
    return first in second or second in first


def _all_stated(tool: Tool, sellers: Collection[str], fields: Registry) -> dict[_Key, _Stated]:
    """Return what a layer says that is compared: of the tool, and of these sellers."""
    found = {("", path): one for path, one in _stated(tool, tool.pricing, fields).items()}
    day = tool.pricing.checked if tool.pricing else None
    for path in COMPARED:
        if (value := getattr(tool, path)) is not None:
            found["", path] = _Stated(fields[path], value, day if path == "entry" else None)
    for seller in (seller for seller in tool.offers if seller in sellers):
        offer = tool.offers[seller]
        found |= {(seller, path): one for path, one in _stated(offer, offer, fields).items()}
    return found


def _stated(of: Any, prices: Pricing | None, fields: Registry) -> dict[str, _Stated]:
    """Return the specs and the prices of a tool or an offer, by path."""
    facts = ((fields.specs[key], fact) for key, fact in of.specs.items())
    found = {field.path: _Stated(field, fact.content, fact.checked) for field, fact in facts}
    if prices is None or prices.currency is None:
        return found
    for meter, rate in prices.rates.items():
        money = Money(rate.amount, prices.currency)
        found[f"pricing.rates.{meter}"] = _Stated(fields.meters[meter], money, rate.checked)
    for path, items in (("pricing.tiers", prices.tiers), ("pricing.plans", prices.plans)):
        if items:
            table = PriceTable(prices.currency, items)
            found[path] = _Stated(fields[path], table, prices.checked)
    return found


def disagreement_payload(one: Disagreement) -> dict[str, Any]:
    """Return the JSON object of a disagreement; amounts have their currency, as the two may differ."""
    return {
        "field": one.field,
        "offer": one.seller or None,
        "value": _with_currency(one.value),
        "other": _with_currency(one.other),
        **origin_payload(one.by),
    }


def _with_currency(value: Any) -> Any:
    if isinstance(value, Money):
        return {"amount": plain(value.amount), "currency": value.currency}
    if isinstance(value, PriceTable):
        return {"currency": value.currency, "items": table_payload(value)}
    return value_payload(value)


def disagreement_from(
    of: DisagreementObject, fields: Registry, tool: Tool, origins: Mapping[str, Origin]
) -> Disagreement:
    """Return a disagreement on a tool from its JSON object; `origins` are those of the tool's fields."""
    field = fields[of.field]
    seller, (value, other) = of.offer or "", (_compared(each, field) for each in (of.value, of.other))
    has = tool.offers[seller] if seller else tool
    prices = has if isinstance(has, Offer) else tool.pricing
    fact = has.specs.get(field.spec) or (prices and prices.rates.get(field.meter))
    origin = fact.origin if fact else origins.get(f"offers.{seller}" if seller else of.field)
    return Disagreement(of.field, seller, value, other, origin, of.origin, field.distance(value, other))


def _compared(value: Any, field: Field) -> Any:
    """Return a value that `_with_currency` made."""
    if not isinstance(value, dict):
        return NONE if value == NONE.value and field.spec else field.kind.read(value)
    if "amount" in value:
        return Money(Decimal(value["amount"]), value["currency"])
    if "items" in value:
        kind = (TierObject, Tier) if field.path == "pricing.tiers" else (PlanObject, Plan)
        items = (kind[1](**asdict(one)) for one in convert(value["items"], list[kind[0]]))  # type: ignore[valid-type]
        return PriceTable(value["currency"], tuple(items))
    return Bounds(*(None if end is None else field.kind.read(end) for end in value.values()))
