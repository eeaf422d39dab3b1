"""What a workload costs at one tool's or offer's prices, and how that adds up."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from vcompare.costs.exact import CONTEXT, ZERO, bounds, divided, is_rounded
from vcompare.costs.quantities import Usage, Use
from vcompare.costs.ways import PERIODS, Amounts, Way, at_base_rates, best_way, interval, pieces, rates_of
from vcompare.model import Meter, Pricing, Workload


class CostLine(Struct, frozen=True):
    """One summand of a cost: `quantity` times `amount`, for each `per`.

    - `rate`: a quantity at a rate. Where that is unknown, `amount` is None, and it costs between `low` and
      `high`, which is what the same quantity of the meter `whole` costs, or None.
    - `plan`: the price of the plan, for a quantity of the meter; or for a month or a year, and then `meter`
      is None, and `per` is how many months the amount pays for.
    - `included`: what the plan covers of the meter, at no further charge; `amount` is None.
    """

    kind: Literal["rate", "plan", "included"]
    meter: str | None
    quantity: Decimal
    amount: Decimal | None
    per: Decimal
    low: Decimal
    high: Decimal | None
    whole: str | None = None


class Cost(Struct, frozen=True):
    """What a month costs, of a currency: from `low` to `high`, which are the same where nothing is unknown.

    It is at least `low` where `high` is None, and unknown where both are. `plan` is the name of the plan with
    which it is that cheap, and `unknown` has the meters that are billed and have no rate.
    """

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    plan: str | None = None
    unknown: tuple[str, ...] = ()
    lines: tuple[CostLine, ...] = ()

    @property
    def order(self) -> tuple[bool, Decimal, Decimal]:
        """What to sort costs of one currency by: the lowest first, unknown last."""
        endless = Decimal("Infinity")
        high = endless if self.high is None else self.high
        return self.low is None, ZERO if self.low is None else self.low, high


class Estimator:
    """Computes a workload at many prices. What depends on the workload alone is worked out once.

    A workload with problems costs nothing that is known, whatever the prices.
    """

    def __init__(self, workload: Workload, meters: Mapping[str, Meter]) -> None:
        self.usage = Usage(workload, meters)
        self._meters = tuple(rest.use.meter for rest in self.usage.merged[1])

    def cost(self, pricing: Pricing | None, *, lines: bool = False) -> Cost:
        """Return what the workload costs, with the lines that it adds up from if they are asked for."""
        if pricing is None or pricing.currency is None or self.usage.problems:
            return Cost(None, None, None if pricing is None else pricing.currency, unknown=self._meters)
        way = best_way(self.usage, pricing)
        if way.high is None and not way.low:
            return Cost(None, None, pricing.currency, unknown=way.unknown)
        low, high = bounds(way.low, way.high, way.divisor)
        plan = None if way.plan is None else way.plan.name
        summands = tuple(_adding_up(list(_lines(self.usage, pricing, way)), low, high)) if lines else ()
        return Cost(low, high, pricing.currency, plan, way.unknown, summands)

    def ends(self, pricing: Pricing | None) -> tuple[Decimal, Decimal | None] | None:
        """Return both ends of what the workload costs, None where it is unknown, in half the time."""
        if pricing is None or pricing.currency is None or self.usage.problems:
            return None
        if pricing.tiers or pricing.plans:
            low, high, divisor, *_ = best_way(self.usage, pricing)
        else:
            low, high, divisor, _ = at_base_rates(self.usage, pricing)
        if high is None and not low:
            return None
        return (low, high) if divisor == 1 else bounds(low, high, divisor)


def cost(pricing: Pricing | None, workload: Workload, meters: Mapping[str, Meter]) -> Cost:
    """Return what a workload costs, with its lines; for many prices, make one `Estimator`."""
    return Estimator(workload, meters).cost(pricing, lines=True)


def _lines(usage: Usage, pricing: Pricing, way: Way) -> Iterator[CostLine]:
    if plan := way.plan:
        meter = None if plan.per in PERIODS else plan.per
        price = divided(CONTEXT.multiply(way.units, plan.amount), way.months)
        yield CostLine("plan", meter, way.units, plan.amount, Decimal(way.months), price, price)
    rates = rates_of(usage, pricing)
    for rest in way.rests:
        if rest.covered:
            quantity = divided(rest.covered, way.months)
            yield CostLine("included", rest.use.meter, quantity, None, rest.use.per, ZERO, ZERO)
        for quantity, amounts in pieces(rest, rates):
            if quantity:
                yield _rate_line(rest.use, quantity, amounts, way)


def _adding_up(lines: list[CostLine], low: Decimal, high: Decimal | None) -> list[CostLine]:
    """Return lines whose sums are both ends, digit for digit.

    What rounding line by line adds or loses is taken from the largest that was rounded.
    """
    if gap := CONTEXT.subtract(low, reduce(CONTEXT.add, (line.low for line in lines), ZERO)):
        place, most = max(enumerate(lines), key=lambda line: (is_rounded(line[1].low), line[1].low))
        lines[place] = replace(most, low=(end := CONTEXT.add(most.low, gap)), high=end)
    if high is None or low == high:
        return lines
    ends = [line.high or ZERO for line in lines]
    if gap := CONTEXT.subtract(high, reduce(CONTEXT.add, ends, ZERO)):
        is_open = [line.low != line.high for line in lines]
        place = max(range(len(lines)), key=lambda place: (is_open[place], ends[place]))
        lines[place] = replace(lines[place], high=CONTEXT.add(ends[place], gap))
    return lines


def _rate_line(use: Use, quantity: Decimal, amounts: Amounts, way: Way) -> CostLine:
    amount = amounts.get(use.meter)
    low, high = bounds(*interval(use, quantity, amounts), way.divisor)
    whole = None
    if amount is None and high is not None:
        whole = next(whole for whole, _ in use.wholes if whole in amounts)
    return CostLine("rate", use.meter, divided(quantity, way.months), amount, use.per, low, high, whole)
