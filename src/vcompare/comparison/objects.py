"""Facts and prices as JSON objects, in the shape that programs read, and back."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from vcompare.fields import Registry
from vcompare.fields.kinds import Kind, PriceTable
from vcompare.model import (
    Bounds,
    Fact,
    Money,
    Offer,
    Origin,
    Period,
    Plan,
    Pricing,
    Rate,
    Tier,
)
from vcompare.text.money import plain

_NOT_IMPORTED: dict[str, Any] = {"from": None, "seen": None}


class FactObject(Struct, rename={"from_": "from"}):
    """A fact in JSON. Its kind is that of its field."""

    value: Any
    at_least: Any
    at_most: Any
    none: bool
    source: str | None
    checked: datetime.date | None
    quote: str | None
    note: str | None
    from_: str | None = None
    seen: datetime.date | None = None


class RateObject(Struct, gc=False, rename={"from_": "from"}):
    """A rate in JSON; its currency is that of all amounts."""

    amount: Decimal
    per: int | float = 1
    source: str | None = None
    checked: datetime.date | None = None
    quote: str | None = None
    note: str | None = None
    from_: str | None = None
    seen: datetime.date | None = None


class TierObject(Struct):
    """A tier in JSON."""

    over: dict[str, int | float]
    rates: dict[str, Decimal | None]


class PlanObject(Struct, gc=False):
    """A plan in JSON."""

    name: str
    amount: Decimal
    per: str
    includes: dict[str, int | float]


class PricesObject(Struct):
    """The prices of a tool in JSON, or of them what the cache keeps to compute with."""

    summary: str | None = None
    source: str | None = None
    checked: datetime.date | None = None
    currency: str | None = None
    rates: dict[str, RateObject] = {}
    tiers: list[TierObject] = []
    plans: list[PlanObject] = []


class OriginObject(Struct, rename={"from_": "from"}):
    """Where an imported value is from, in JSON."""

    from_: str
    seen: datetime.date

    @property
    def origin(self) -> Origin:
        """The same as in the model."""
        return Origin(self.from_, self.seen)


class DisagreementObject(OriginObject):
    """A disagreement in JSON; what is in `value` and `other` depends on the field."""

    field: str
    offer: str | None
    value: Any
    other: Any


class OfferObject(Struct):
    """An offer in JSON."""

    name: str
    pricing: PricesObject
    homepage: str | None = None
    specs: dict[str, FactObject] = {}


def fact_payload(fact: Fact) -> dict[str, Any]:
    """Return the JSON object of a fact."""
    return {
        "value": _plain(fact.value),
        "at_least": _plain(fact.at_least),
        "at_most": _plain(fact.at_most),
        "none": fact.none,
        **_evidence(fact),
    }


def prices_payload(of: Pricing) -> dict[str, Any]:
    """Return the JSON object of the prices of a tool or an offer."""
    return {
        "summary": of.summary,
        "source": of.source,
        "checked": of.checked,
        "currency": of.currency,
        "rates": {meter: _rate_payload(rate) for meter, rate in of.rates.items()},
        "tiers": tiers_payload(of.tiers),
        "plans": plans_payload(of.plans),
    }


def table_payload(of: PriceTable) -> list[dict[str, Any]]:
    """Return the JSON objects of tiers or plans."""
    return tiers_payload(of.items) if isinstance(of.items[0], Tier) else plans_payload(of.items)


def tiers_payload(tiers: tuple[Tier, ...]) -> list[dict[str, Any]]:
    """Return the JSON objects of tiers."""
    return [
        {"over": tier.over, "rates": {meter: _text(amount) for meter, amount in tier.rates.items()}}
        for tier in tiers
    ]


def short_prices(of: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is computed with of the JSON object of prices."""
    rates = {meter: {"amount": rate["amount"]} for meter, rate in of["rates"].items()}
    known = {"currency": of["currency"], "rates": rates, "tiers": of["tiers"], "plans": of["plans"]}
    return {key: value for key, value in known.items() if value}


def plans_payload(plans: tuple[Plan, ...]) -> list[dict[str, Any]]:
    """Return the JSON objects of plans."""
    return [
        {"name": plan.name, "amount": plain(plan.amount), "per": plan.per, "includes": plan.includes}
        for plan in plans
    ]


def offer_payload(offer: Offer, seller: str) -> dict[str, Any]:
    """Return the JSON object of an offer, which is called like its seller if it has no name."""
    return {
        "name": offer.name or seller,
        "homepage": offer.homepage,
        "specs": {key: fact_payload(fact) for key, fact in offer.specs.items()},
        "pricing": prices_payload(offer),
    }


def facts_from(objects: Mapping[str, FactObject], fields: Registry) -> dict[str, Fact]:
    """Return facts from their JSON objects, their values of the kinds that the fields have."""
    return {key: _fact(one, fields.specs[key].kind) for key, one in objects.items()}


def prices_from(of: PricesObject) -> Pricing:
    """Return prices from their JSON object."""
    return Pricing(**_prices(of))


def offer_from(of: OfferObject, fields: Registry) -> Offer:
    """Return an offer from its JSON object."""
    specs = facts_from(of.specs, fields)
    return Offer(**_prices(of.pricing), name=of.name, homepage=of.homepage, specs=specs)


def _rate_payload(rate: Rate) -> dict[str, Any]:
    return {"amount": plain(rate.amount), "per": rate.per, **_evidence(rate)}


def _evidence(of: Fact | Rate) -> dict[str, Any]:
    return {
        "source": of.source,
        "checked": of.checked,
        "quote": of.quote,
        "note": of.note,
        **(origin_payload(of.origin) if of.origin else _NOT_IMPORTED),
    }


def value_payload(value: Any) -> Any:
    """Return a value of some field as JSON has it outside the object of its tool."""
    if isinstance(value, Bounds):
        return {"at_least": value_payload(value.at_least), "at_most": value_payload(value.at_most)}
    if isinstance(value, Money):
        return plain(value.amount)
    if type(value).__module__ == "fractions":  # to load it takes longer than to start some commands
        return str(value)
    if isinstance(value, PriceTable):
        return table_payload(value)
    if isinstance(value, Offer):
        return offer_payload(value, value.name or "")
    return _plain(value)


def origin_payload(origin: Origin) -> dict[str, Any]:
    """Return what JSON says of where an imported value is from."""
    return {"from": origin.source, "seen": origin.seen}


def _known(of: FactObject | RateObject) -> dict[str, Any]:
    """Return the values of a fact or a rate, its origin among them."""
    known = {key: value for key in of.__struct_fields__ if (value := getattr(of, key)) is not None}
    source, seen = known.pop("from_", None), known.pop("seen", None)
    return known | ({"origin": Origin(source, seen)} if source and seen else {})


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Period) else value


def _fact(of: FactObject, kind: Kind) -> Fact:
    read = _known(of)
    return Fact(**read | {key: kind.read(read[key]) for key in _VALUES if key in read})


def _prices(of: PricesObject) -> dict[str, Any]:
    return {
        **asdict(of),
        "rates": {meter: Rate(**_known(one)) for meter, one in of.rates.items()},
        "tiers": tuple(Tier(**asdict(one)) for one in of.tiers),
        "plans": tuple(Plan(**asdict(one)) for one in of.plans),
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else plain(amount)


_VALUES = ("value", "at_least", "at_most")
