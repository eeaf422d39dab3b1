"""What a workload costs as a field of a tool: `cost.support` and, with its offers, `cost.support.lowest`."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vcompare.fields import Field
from vcompare.fields.kinds import Currencies, Expense
from vcompare.model import Bounds, Money, Settings, Workload

if TYPE_CHECKING:
    from vcompare.costs import Cost, Estimator


class CostOf:
    """Computes what a workload costs with a tool: at its own prices, or also at those of its offers."""

    def __init__(self, name: str, workload: Workload, settings: Settings, *, lowest: bool = False) -> None:
        self._key = (name, workload, settings.meters, lowest)
        self._currencies = Currencies.of(settings)
        self._lowest = lowest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CostOf) and self._key == other._key

    def __hash__(self) -> int:
        return hash((self._key[0], self._lowest))

    def __call__(self, card: Any) -> Money | Bounds | None:
        """Return the cost of a month: an amount, `Bounds` of two, or None where it is unknown."""
        own = self._estimator.cost(card.tool.pricing)
        if not self._lowest:
            return value(own)
        offers = [
            self._estimator.cost(getattr(offer, "pricing", offer)) for offer in card.tool.offers.values()
        ]
        return lowest([own, *offers], self._currencies)

    def at(self, prices: Any) -> "Cost":
        """Return the cost at the prices of a tool or an offer alone, with its plan and what is unknown."""
        return self._estimator.cost(prices)

    def value_at(self, prices: Any) -> Money | Bounds | None:
        """Return the cost at the prices of a tool or an offer alone, as the value of a field."""
        return value(self.at(prices))

    @cached_property
    def _estimator(self) -> "Estimator":
        from vcompare.costs import Estimator

        _, workload, meters, *_ = self._key
        return Estimator(workload, meters)


def of_workload(name: str, workload: Workload, settings: Settings) -> Iterator[Field]:
    """Return the fields of what a workload costs."""
    kind = Expense(Currencies.of(settings))
    path, label = f"cost.{name}", workload.label
    of_tool, of_all = (CostOf(name, workload, settings, lowest=each) for each in (False, True))
    for own, called, needs, compute in (
        (path, label, ("pricing",), of_tool),
        (f"{path}.lowest", f"{label}, lowest", ("pricing", "offers"), of_all),
    ):
        yield Field(own, called, "list", kind, better="lower", change=None, needs=needs, compute=compute)


def value(cost: "Cost") -> Money | Bounds | None:
    """Return a cost as the value of a field."""
    if cost.low is None or cost.currency is None:
        return None
    if cost.low == cost.high:
        return Money(cost.low, cost.currency)
    return Bounds(*(None if end is None else Money(end, cost.currency) for end in (cost.low, cost.high)))


def lowest(costs: "Sequence[Cost]", currencies: Currencies) -> Money | Bounds | None:
    """Return what the cheapest of several costs may be, of those in one currency or that can be converted.

    Intervals may reach below one another, so it lies between the lowest of all lower ends and the lowest of
    all upper ends.
    """
    known = [cost for cost in costs if cost.low is not None]
    if len({cost.currency for cost in known}) > 1:
        known = [converted for cost in known if (converted := _converted(cost, currencies))]
    if not known:
        return None
    low = min(cost.low for cost in known if cost.low is not None)
    highs = [cost.high for cost in known if cost.high is not None]
    from vcompare.costs import Cost

    return value(Cost(low, min(highs, default=None), known[0].currency))


def _converted(cost: "Cost", currencies: Currencies) -> "Cost | None":
    from vcompare.costs import Cost

    ends = [
        None if end is None else currencies.converted(Money(end, cost.currency or ""))
        for end in (cost.low, cost.high)
    ]
    return None if ends[0] is None else Cost(ends[0], ends[1], currencies.main)
