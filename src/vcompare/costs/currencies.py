"""Amounts in other currencies, by the dated rates of the catalog."""

from decimal import Decimal
from functools import cached_property

from vcompare.costs.cost import Cost
from vcompare.costs.exact import CONTEXT, bounds, divided, endless_part, finite
from vcompare.fields.kinds.currencies import DOLLAR, Currencies
from vcompare.model import Exchange, Money, Settings


class Converter:
    """Converts to the main currency of a catalog, which is US dollars where it names none."""

    def __init__(self, settings: Settings) -> None:
        self._currencies = Currencies.of(settings)
        self.currency = self._currencies.main
        self._exchanges = settings.currencies

    def rates(self, currency: str) -> dict[str, Exchange]:
        """Return the rates that turn a currency into the main one, to be named with the result."""
        needed = () if currency == self.currency else (currency, self.currency)
        return {one: self._exchanges[one] for one in needed if one != DOLLAR and one in self._exchanges}

    def money(self, money: Money) -> Money | None:
        """Return an amount in the main currency, None where a rate is missing."""
        if (factor := self._factors.get(money.currency)) is None:
            return money if money.currency == self.currency else None
        amount, divisor = CONTEXT.multiply(money.amount, factor[0]), factor[1]
        return Money(divided(amount, divisor), self.currency)

    def cost(self, cost: Cost) -> Cost | None:
        """Return a cost in the main currency, without its lines; None where a rate is missing."""
        if cost.currency == self.currency or cost.low is None:
            return cost
        if (factor := self._factors.get(cost.currency or "")) is None:
            return None
        low = CONTEXT.multiply(cost.low, factor[0])
        high = None if cost.high is None else CONTEXT.multiply(cost.high, factor[0])
        low, high = bounds(low, high, factor[1])
        return Cost(low, high, self.currency, cost.plan, cost.unknown)

    @cached_property
    def _factors(self) -> dict[str, tuple[Decimal, int]]:
        """What to multiply each other currency by, and then to divide it by."""
        codes = {*self._exchanges, DOLLAR} - {self.currency}
        factors = {code: factor for code in codes if (factor := self._currencies.factor(code))}
        divisors = {code: endless_part(factor.denominator) for code, factor in factors.items()}
        return {code: (finite(factor * divisors[code]), divisors[code]) for code, factor in factors.items()}
