"""What a workload costs with tools and their offers, cheapest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import nsmallest
from typing import Any, NamedTuple

from msgspec import Struct

from vcompare.comparison.expenses import of_workload
from vcompare.comparison.kept import reader
from vcompare.comparison.listed import Listed
from vcompare.costs import Converter, Cost, Estimator
from vcompare.costs.exact import ZERO
from vcompare.errors import UnreadableFileError
from vcompare.fields import BUILTIN, Field
from vcompare.model import Exchange, Meter, Settings, Workload
from vcompare.text.words import natural_list

_ENDLESS = Decimal("Infinity")


class CostEntry(NamedTuple):
    """What a workload costs with a tool or, where `offer` names a seller, from that one.

    `cost` is in the catalog's own currency, if it can be converted; `priced` is the same in the currency of
    the prices, with its lines if they were asked for. `name` is that of the tool, `seller` what the seller is
    called, and `place` counts the offers of a tool from 1, as in its file.
    """

    slug: str
    offer: str | None
    cost: Cost
    priced: Cost
    name: str
    seller: str | None
    place: int = 0

    @property
    def is_converted(self) -> bool:
        """Whether the cost is in another currency than the prices."""
        return self.cost.currency != self.priced.currency


class CostList(Struct, frozen=True):
    """What a workload costs: one entry per tool and offer, cheapest first, and unknown costs last.

    Costs in currencies that cannot be converted stand apart, those in the catalog's own currency first.
    """

    name: str | None
    """The slug of the workload, None where it was given on the spot."""
    workload: Workload
    entries: Sequence[CostEntry]
    meters: Mapping[str, Meter]
    field: Field
    """What the cost is as a field, which words it."""
    exchanges: Mapping[str, Exchange]
    """The rates at which costs were converted, by currency."""
    matched: int = 0
    """How many entries there are, whatever the limit."""
    total: int = 0
    """How many tools there are, whatever is asked for."""
    remarks: tuple[str, ...] = ()
    """What was asked for that no tool has, and what would make unknown costs known."""
    problems: Sequence[UnreadableFileError] = ()
    """An error for each tool that cannot be read."""


def cost_list(
    name: str | None,
    workload: Workload,
    tools: Sequence[Listed],
    settings: Settings,
    *,
    limit: int | None = None,
    lines: bool = False,
) -> CostList:
    """Return what a workload costs with tools, cheapest first; `lines` asks for what that adds up from."""
    of_tool, with_offers = of_workload(name or "", workload, settings)
    cards = map(reader([BUILTIN["slug"], BUILTIN["name"], with_offers]), tools)
    ranking = _Ranking(Estimator(workload, settings.meters), Converter(settings))
    entries = [ranking.entry(one, lines=lines) for one in ranking.ranked(cards, limit)]
    exchanges = {
        currency: exchange
        for entry in entries
        if entry.is_converted
        for currency, exchange in ranking.converter.rates(entry.priced.currency or "").items()
    }
    remarks = tuple(_remarks(ranking, tools, with_offers))
    found = (name, workload, entries, settings.meters, of_tool, exchanges)
    return CostList(*found, matched=ranking.count, remarks=remarks)


_Ranked = tuple[bool, str, Decimal, Decimal, str, int, Any]
"""What a cost is sorted by, with the prices behind it.

That is whether it is unknown, the currency if it stands apart, both ends, the slug of the tool, and 0 or the
place of the offer.
"""


class _Ranking:
    """Computes and sorts costs, and counts them: all, and those of tools and of offers that are known."""

    def __init__(self, estimator: Estimator, converter: Converter) -> None:
        self.estimator = estimator
        self.converter = converter
        self.count = self.of_tools = self.of_offers = 0

    def ranked(self, cards: Iterable[Any], limit: int | None) -> list[_Ranked]:
        """Return the cheapest costs with tools and their offers, cheapest first."""
        costs = self._costs(cards)
        # No slug has a place twice, so the card behind that is not compared.
        return sorted(costs) if limit is None else nsmallest(limit, costs)

    def _costs(self, cards: Iterable[Any]) -> Iterator[_Ranked]:
        main, ends = self.converter.currency, self.estimator.ends
        for card in cards:
            for place, pricing in enumerate(_prices(card)):
                self.count += 1
                if (found := ends(pricing)) is None:
                    yield True, "", ZERO, ZERO, card.slug, place, card
                    continue
                if place:
                    self.of_offers += 1
                else:
                    self.of_tools += 1
                low, high = found
                apart = ""
                if pricing.currency != main:
                    cost = self._converted(Cost(low, high, pricing.currency))
                    low, high = cost.low or low, cost.high
                    apart = "" if cost.currency == main else pricing.currency
                yield False, apart, low, _ENDLESS if high is None else high, card.slug, place, card

    def entry(self, one: _Ranked, *, lines: bool) -> CostEntry:
        """Return a cost with the names of its tool and its seller and, if they are asked for, its lines."""
        *_, place, card = one
        priced = self.estimator.cost(_prices(card)[place], lines=lines)
        seller, offer = [(None, None), *card.offers.items()][place]
        sold_by = offer and (offer.name or seller)
        return CostEntry(card.slug, seller, self._converted(priced), priced, card.name, sold_by, place)

    def _converted(self, cost: Cost) -> Cost:
        return self.converter.cost(cost) or cost


def _prices(card: Any) -> list[Any]:
    """Return the prices of a tool and of its offers, None where the tool has none."""
    return [card.pricing, *(offer.pricing for offer in card.offers.values())]


def _remarks(ranking: _Ranking, tools: Sequence[Listed], prices: Field) -> Iterator[str]:
    """Yield what would make costs known where none is, or none of a tool itself."""
    if not ranking.count:
        return
    if not ranking.estimator.usage.weights:
        yield "nothing is used in this workload, so it costs nothing wherever there are prices"
        return
    if ranking.of_tools:
        return
    if ranking.of_offers:
        yield "only offers have a known cost: what the tools themselves charge is not enough, or unknown"
        return
    meters = ranking.estimator.usage.meters
    every = [pricing for card in map(reader([prices]), tools) for pricing in _prices(card)]
    if not any(pricing and (pricing.rates or pricing.plans) for pricing in every):
        meter = next(iter(meters))
        yield f"no tool here has prices yet; `vcompare edit TOOL pricing.rates.{meter}=3` adds one"
        return
    missing = [set(ranking.estimator.cost(pricing).unknown) for pricing in every]
    labels = [meters[meter].label for meter in meters if all(meter in unknown for unknown in missing)]
    because = f", as no tool here has a rate for {natural_list(labels, 'or')}" if labels else ""
    yield f"every cost is unknown{because}"
