"""What amounts of different currencies are worth, by the dated rates of a catalog."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from vcompare.model import Money, Settings
from vcompare.text import money

if TYPE_CHECKING:
    from fractions import Fraction

DOLLAR = "USD"
"""The currency that the rates of a catalog are in."""


class Currencies(Struct, frozen=True):
    """The currency that amounts are compared in, and what others are worth in US dollars."""

    main: str = DOLLAR
    in_dollars: tuple[tuple[str, Decimal], ...] = ()
    days: tuple[tuple[str, datetime.date], ...] = ()
    """When these rates were read."""

    @classmethod
    def of(cls, settings: Settings) -> "Currencies":
        """Return the currencies of a catalog."""
        known = tuple((code, Decimal(str(one.usd))) for code, one in settings.currencies.items() if one.usd)
        days = tuple((code, one.checked) for code, one in settings.currencies.items() if one.usd)
        return cls(settings.currency or DOLLAR, known, days)

    def converted(self, value: Money) -> Decimal | None:
        """Return an amount in the currency that all are compared in, None where no rate is known."""
        if value.currency == self.main:
            return value.amount
        factor = self.factor(value.currency)
        return None if factor is None else value.amount * factor.numerator / factor.denominator

    def factor(self, currency: str) -> "Fraction | None":
        """Return what one unit of another currency is worth in the main one, None where a rate is missing."""
        from fractions import Fraction

        dollars = {code: Fraction(worth) for code, worth in self.in_dollars} | {DOLLAR: Fraction(1)}
        if currency not in dollars or self.main not in dollars:
            return None
        return dollars[currency] / dollars[self.main]

    def exchanges(self, currencies: Collection[str]) -> Iterator[str]:
        """Yield the rates at which these currencies are compared: `€1 = $1.08 as of 2026-11-20`."""
        compared = {one for one in currencies if self.converted(Money(Decimal(1), one)) is not None}
        if len(compared) < 2:  # noqa: PLR2004 - there is nothing to convert
            return
        for (code, dollars), (_, day) in zip(self.in_dollars, self.days, strict=True):
            if code in compared | {self.main}:
                yield f"{money.rounded(Decimal(1), code)} = {money.price(dollars, DOLLAR)} as of {day}"

    def lowest(self, amounts: Sequence[Money]) -> Money | None:
        """Return the lowest of amounts, of those that can be converted or if all are of one currency."""
        known = [(worth, one) for one in amounts if (worth := self.converted(one)) is not None]
        if known:
            return min(known, key=lambda pair: pair[0])[1]
        same = len({one.currency for one in amounts}) == 1
        return min(amounts, key=lambda one: one.amount) if same else None
