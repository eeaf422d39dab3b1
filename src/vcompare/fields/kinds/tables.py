"""Tables of prices: tiers, and plans."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from vcompare.fields.kinds.kind import Kind
from vcompare.fields.kinds.quantity import Measure
from vcompare.text import money

_PERIODS = {"month": "a month", "year": "a year"}


class PriceTable(Struct, frozen=True):
    """Tiers or plans, and the currency of their amounts."""

    currency: str
    items: tuple[Any, ...]


class _Table(Kind, frozen=True):
    """A table of prices, in which a filter looks for words."""

    def order(self, value: Any) -> Any:
        """Return the text that is shown, whatever its case."""
        return self.short(value).casefold()

    def operand(self, text: str) -> Any:
        """Return a part of that text."""
        return text.casefold()


class Plans(_Table, frozen=True):
    """Fixed prices, each for a period or a unit: `Team $25.00 per seat-month, with 500 requests`."""

    name = "plans"

    def short(self, value: Any) -> str:
        """Return all plans, with what they include."""
        return "; ".join(_plan(plan, value.currency) for plan in value.items)


class Tiers(_Table, frozen=True):
    """Rates of large requests: `above 200k input: input $6.00, output $22.50`."""

    name = "tiers"

    def short(self, value: Any) -> str:
        """Return all tiers."""
        return "; ".join(_tier(tier, value.currency) for tier in value.items)


def _plan(plan: Any, currency: str) -> str:
    price = money.price(plan.amount, currency)
    text = f"{plan.name} {price} {_PERIODS.get(plan.per, f'per {plan.per}')}"
    return f"{text}, with {_quantities(plan.includes)}" if plan.includes else text


def _tier(tier: Any, currency: str) -> str:
    known = {meter: amount for meter, amount in tier.rates.items() if amount is not None}
    rates = ", ".join(f"{meter} {money.price(amount, currency)}" for meter, amount in known.items())
    return f"above {_quantities(tier.over)}: {rates or 'unknown'}"


def _quantities(of: Mapping[str, Any]) -> str:
    return " and ".join(f"{Measure().short(much)} {meter}" for meter, much in of.items())
