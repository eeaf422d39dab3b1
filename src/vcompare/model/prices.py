"""What a tool costs: in words, and in amounts that can be computed with."""

import datetime
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from vcompare.model.file import TomlTable
from vcompare.model.scalars import Line, Name, Slug, Url

_AMOUNT = r"^(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?(?![\s\S])"

Amount = Annotated[
    int | float | Annotated[str, Meta(pattern=_AMOUNT)],
    Meta(description='an amount of money, 0 or more, such as 3, 0.25 or "0.125"'),
]
"""As a file has it; `catalog/prices.py` makes a `Decimal` of it."""
_LIMITS = Meta(ge=0, le=10**15)
Quantity = Annotated[
    Annotated[int, _LIMITS] | Annotated[float, _LIMITS], Meta(description="a number, 0 or more")
]
Currency = Annotated[
    str, Meta(pattern=r"^[A-Z]{3}(?![\s\S])", description='the three letters of a currency, such as "USD"')
]


class Money(Struct, frozen=True):
    """An exact amount of a currency."""

    amount: Decimal
    currency: str


class Rate(TomlTable, frozen=True):
    """What a meter costs, with the evidence: so much for each `per` units of the meter.

    `source` names one of the tool's sources, or is an address itself; `quote` has the words of that page.
    """

    amount: Any
    source: Line | None = None
    checked: datetime.date | None = None
    quote: Line | None = None
    note: Line | None = None


class Tier(TomlTable, frozen=True):
    """Rates for requests that exceed all of these quantities."""

    over: dict[Slug, Quantity]
    rates: dict[Slug, Any]


class Plan(TomlTable, frozen=True):
    """A fixed price for a month, a year or a unit of a meter, and what that includes, by meter.

    What it includes is for one unit of `per`.
    """

    name: Name
    amount: Any
    per: Line
    includes: dict[Slug, Quantity] = field(default_factory=dict)


class Pricing(TomlTable, frozen=True):
    """What a tool costs: in words, from a page, as of a date, and in rates, by meter, and plans.

    A decoded one has a `Rate` for every meter and a `Decimal` for every other amount, and `currency` is that
    of the amounts, which the catalog gives where the file does not. Where there is none, there is no amount.
    """

    summary: Line | None = None
    source: Url | None = None
    checked: datetime.date | None = None
    currency: Currency | None = None
    rates: dict[Slug, Any] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()
    plans: tuple[Plan, ...] = ()

    def price(self, meter: str) -> Money | None:
        """Return what a meter costs, None where it is unknown."""
        rate = self.rates.get(meter)
        return Money(rate.amount, self.currency) if rate is not None and self.currency else None


class Offer(Pricing, frozen=True):
    """The same tool from another seller: what differs, and the prices, which are its own alone."""

    name: Name | None = None
    homepage: Url | None = None
    specs: dict[str, Any] = field(default_factory=dict)
