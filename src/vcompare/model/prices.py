"""What a tool costs, in words and in amounts that can be computed with, and what that is computed for."""

import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, field

from vcompare.model.facts import Origin
from vcompare.model.file import TomlTable
from vcompare.model.scalars import Line, Name, Slug, Url

_LIMITS = Meta(ge=0, le=10**15)
Quantity = Annotated[
    Annotated[int, _LIMITS] | Annotated[float, _LIMITS], Meta(description="a number, 0 or more")
]
_POSITIVE = Meta(gt=0, le=10**15)
PositiveQuantity = Annotated[
    Annotated[int, _POSITIVE] | Annotated[float, _POSITIVE], Meta(description="a number above 0")
]
Currency = Annotated[
    str, Meta(pattern=r"^[A-Z]{3}(?![\s\S])", description='the three letters of a currency, such as "USD"')
]
PERIODS = ("month", "year")
"""What a plan can be for, besides a unit of a meter."""
PlanPeriod = Annotated[str, Meta(pattern=r"\S", description='a meter of the catalog, "month" or "year"')]


class Money(Struct, frozen=True):
    """An exact amount of a currency."""

    amount: Decimal
    currency: str


class Rate(Struct, frozen=True):
    """What `per` units of a meter cost, and what that rests on: `source` is an address.

    `origin` is None where people wrote it.
    """

    amount: Decimal
    per: int | float = 1
    source: str | None = None
    checked: datetime.date | None = None
    quote: str | None = None
    note: str | None = None
    origin: Origin | None = None


class RateTable(TomlTable, frozen=True):
    """A rate as a file has it, unless it has the bare amount.

    `source` names one of the tool's sources, or is an address itself; `quote` has the words of that page.
    """

    amount: Any
    source: Line | None = None
    checked: datetime.date | None = None
    quote: Line | None = None
    note: Line | None = None


class Tier(TomlTable, frozen=True):
    """What the meters cost in requests that exceed all quantities of `over`.

    `rates` has amounts as the file has them or, once they were read, as decimals, None where one is unknown.
    """

    over: dict[Slug, Quantity]
    rates: dict[Slug, Any]


class Plan(TomlTable, frozen=True):
    """A fixed price for a month, a year or a unit of a meter, with what a unit `includes`, by meter.

    `amount` is as the file has it or, once it was read, a decimal.
    """

    name: Name
    amount: Any
    per: PlanPeriod
    includes: dict[Slug, Quantity] = field(default_factory=dict)


class Pricing(TomlTable, frozen=True):
    """What a tool costs: in words, from a page, as of a date, and in amounts.

    `rates` has what a file has, by meter or, once it was read, a `Rate` for each. `currency` is then that of
    all amounts, which may be the catalog's; where there is none, there are no amounts either.
    """

    summary: Line | None = None
    source: Url | None = None
    checked: datetime.date | None = None
    currency: Currency | None = None
    rates: dict[Slug, Any] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def has_amounts(self) -> bool:
        """Whether there is something to compute with."""
        return bool(self.rates or self.tiers or self.plans)

    @property
    def in_words_only(self) -> bool:
        """Whether there is a sentence and nothing to compute with."""
        return self.summary is not None and not self.has_amounts


class Offer(Pricing, frozen=True):
    """The same tool from another seller: what differs, and the prices, which are its own alone."""

    FIRST: ClassVar = ("name", "homepage")
    """The keys that precede those of the prices in a file."""

    name: Name | None = None
    homepage: Url | None = None
    specs: dict[str, Any] = field(default_factory=dict)


class Workload(TomlTable, frozen=True):
    """A month of use: so many `requests` with `each` so much of some meters, and besides so much a `month`.

    Without a number of requests there is one, if there is anything in it.
    """

    label: Name
    requests: Quantity | None = None
    each: dict[Slug, Quantity] = field(default_factory=dict)
    month: dict[Slug, Quantity] = field(default_factory=dict)

    @property
    def count(self) -> int | float:
        """How many requests there are in a month."""
        return (1 if self.each else 0) if self.requests is None else self.requests
