"""The fields of what a tool costs: rates by the meters that a catalog declares, tiers and plans."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.fields.field import Field
from vcompare.fields.kinds import Amount, Currencies, List, MeterWords, Plans, PriceTable, Tiers
from vcompare.model import Meter, Money, Settings


class RateOf(Struct, frozen=True):
    """Finds a tool's own rate of a meter."""

    meter: str

    def __call__(self, card: Any) -> Money | None:
        """Return the rate, None where it is unknown."""
        return _rate(card.tool.pricing, self.meter)


class LowestRate(Struct, frozen=True):
    """Finds the lowest rate of a meter over a tool and its offers.

    Rates of currencies that cannot be converted do not count, unless all are of one.
    """

    meter: str
    currencies: Currencies

    def __call__(self, card: Any) -> Money | None:
        """Return the rate, None where none is known."""
        prices = (card.tool.pricing, *card.tool.offers.values())
        rates = [rate for each in prices if (rate := _rate(getattr(each, "pricing", each), self.meter))]
        return self.currencies.lowest(rates)


class TableOf(Struct, frozen=True):
    """Finds the tiers or the plans of a tool."""

    key: str

    def __call__(self, card: Any) -> PriceTable | None:
        """Return them with their currency, None where there are none."""
        prices = card.tool.pricing
        items = prices and getattr(prices, self.key)
        return PriceTable(prices.currency, tuple(items)) if items else None


class SellersOf(Struct, frozen=True):
    """Finds those who offer a tool besides its maker."""

    def __call__(self, card: Any) -> tuple[str, ...]:
        """Return their names."""
        return tuple(offer.name or seller for seller, offer in card.tool.offers.items())


TABLES = tuple(
    Field(path, label, "prices", kind, change="pricing", optional=True, rare=True, compute=TableOf(path[8:]))
    for path, label, kind in (("pricing.tiers", "Tiers", Tiers()), ("pricing.plans", "Plans", Plans()))
)


SELLERS = Field(
    "sellers",
    "Sellers",
    "prices",
    List(),
    short="Offers",
    change=None,
    optional=True,
    needs=("offers",),
    compute=SellersOf(),
)


def tables(settings: Settings) -> Iterator[Field]:
    """Return the fields of tables of prices, with the words of a catalog for what is billed."""
    words = tuple(MeterWords(key, meter.label, meter.unit) for key, meter in settings.meters.items())
    for field in TABLES:
        yield replace(field, kind=replace(field.kind, meters=words, currencies=Currencies.of(settings)))


def of_meters(settings: Settings) -> Iterator[Field]:
    """Return the fields of the rates of all meters: the tool's own, and the lowest with those of sellers."""
    currencies = Currencies.of(settings)
    for key, meter in settings.meters.items():
        yield from _of_meter(key, meter, currencies)


def _of_meter(key: str, meter: Meter, currencies: Currencies) -> Iterator[Field]:
    path, kind = f"pricing.rates.{key}", Amount(currencies, meter.per, meter.unit)
    rate = Field(path, meter.label, "prices", kind, better="lower", change="pricing", meter=key)
    yield replace(rate, asks=f"The price per {kind.of}.", compute=RateOf(key))
    lowest = Field(f"{path}.lowest", f"{meter.label}, lowest", "list", kind, better="lower", change=None)
    needs = ("pricing", "offers")
    yield replace(lowest, part_of=path, needs=needs, compute=LowestRate(key, currencies))


def _rate(prices: Any, meter: str) -> Money | None:
    if prices is None or prices.currency is None or meter not in prices.rates:
        return None
    return Money(prices.rates[meter].amount, prices.currency)
