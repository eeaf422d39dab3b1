"""The ways to pay for a month: at rates alone, or with a plan and at rates for what exceeds it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from vcompare.costs.exact import CONTEXT, ONE, ZERO, decimal
from vcompare.costs.quantities import YEAR, Rest, Usage, Use
from vcompare.model import Plan, Pricing

PERIODS = {"month": 1, "year": YEAR}
"""What a plan can be for besides a quantity of a meter: so many months."""
Amounts = Mapping[str, Decimal]
"""What is known of rates, by meter."""


class Rates(NamedTuple):
    """What the rates of the tier are that requests reach, and of everything else."""

    in_requests: Amounts
    besides: Amounts

    @property
    def are_tiered(self) -> bool:
        """Whether requests have rates of their own."""
        return self.in_requests is not self.besides


class Way(NamedTuple):
    """What a month costs in one way: each end of the interval is to be divided by `divisor`.

    `high` is None where no end is known. Quantities and units are for so many months as `months` says.
    """

    low: Decimal
    high: Decimal | None
    divisor: int
    unknown: tuple[str, ...]
    rests: Sequence[Rest]
    months: int = 1
    plan: Plan | None = None
    units: Decimal = ZERO

    def is_below(self, other: "Way") -> bool:
        """Say whether this way covers the workload, and is cheaper than another one or that one does not."""
        if self.high is None or other.high is None:
            return self.high is not None
        mine, others = Decimal(self.months), Decimal(other.months)
        multiply = CONTEXT.multiply
        own = multiply(self.low, others), multiply(self.high, others)
        return own < (multiply(other.low, mine), multiply(other.high, mine))

    def is_less_than(self, price: Decimal, months: int) -> bool:
        """Say whether this way covers the workload, and may be cheaper than a price for some months alone."""
        least = CONTEXT.multiply(self.low, Decimal(months))
        return self.high is not None and least < CONTEXT.multiply(price, Decimal(self.months))


def best_way(usage: Usage, pricing: Pricing) -> Way:
    """Return the cheapest way that covers the workload: rates alone where none does, or none is cheaper."""
    if not (pricing.tiers or pricing.plans):
        return Way(*at_base_rates(usage, pricing), usage.merged[1])
    rates = rates_of(usage, pricing)
    best = _at_rates(usage, rates)
    for plan in pricing.plans:
        way = _with_plan(usage, plan, rates, best)
        if way is not None and way.is_below(best):
            best = way
    return best


def rates_of(usage: Usage, pricing: Pricing) -> Rates:
    """Return the rates for a workload. In requests, they are those of the last tier that one exceeds.

    What the tier leaves out is the base rate. A tier may also have a rate that is not known.
    """
    base = {meter: rate.amount for meter, rate in pricing.rates.items()}
    for tier in reversed(pricing.tiers):
        if all(usage.request.get(meter, ZERO) > decimal(over) for meter, over in tier.over.items()):
            amounts = base | tier.rates
            return Rates({meter: amount for meter, amount in amounts.items() if amount is not None}, base)
    return Rates(base, base)


def pieces(rest: Rest, rates: Rates) -> Iterator[tuple[Decimal, Amounts]]:
    """Return how much of a meter is billed at which rates: all of it at once where the rate is the same."""
    amount = rates.besides.get(rest.use.meter)
    if amount is not None and amount == rates.in_requests.get(rest.use.meter):
        yield CONTEXT.add(rest.each, rest.month), rates.besides
    else:
        yield rest.each, rates.in_requests
        yield rest.month, rates.besides


def interval(use: Use, quantity: Decimal, amounts: Amounts) -> tuple[Decimal, Decimal | None]:
    """Return what a quantity costs at least and at most, before it is divided."""
    if (amount := amounts.get(use.meter)) is None:
        return ZERO, _most(use, quantity, amounts)
    cost = CONTEXT.multiply(CONTEXT.multiply(quantity, use.share), amount)
    return cost, cost


def _most(use: Use, quantity: Decimal, amounts: Amounts) -> Decimal | None:
    """Return what a quantity without a rate costs at most: a part costs no more than its whole.

    Nobody says that a part of what is free is free, so that one has no known end.
    """
    for whole, share in use.wholes:
        if (amount := amounts.get(whole)) is not None:
            return CONTEXT.multiply(CONTEXT.multiply(quantity, share), amount) or None
    return None


def at_base_rates(usage: Usage, pricing: Pricing) -> tuple[Decimal, Decimal | None, int, tuple[str, ...]]:
    """Return how a way begins where there are neither tiers nor plans: most prices need no more."""
    low, beyond, fma, rates = ZERO, ZERO, CONTEXT.fma, pricing.rates
    unknown, is_open = list[str](), not rates
    for meter, weight, wholes in usage.weights:
        if (rate := rates.get(meter)) is not None:
            low = fma(weight, rate.amount, low)
            continue
        unknown.append(meter)
        known = next(((share, rates[whole].amount) for whole, share in wholes if whole in rates), None)
        beyond = fma(*known, beyond) if known else beyond
        is_open = is_open or not known or not known[1]
    high = low if not unknown else None if is_open else CONTEXT.add(low, beyond)
    return low, high if rates else None, usage.divisor, tuple(unknown)


def _at_rates(usage: Usage, rates: Rates) -> Way:
    """Return what the workload costs at rates alone."""
    rests = (usage.rests if rates.are_tiered else usage.merged)[1]
    low, high, unknown = _billed(rests, rates)
    return Way(low, high if rates.in_requests or rates.besides else None, usage.divisor, unknown, rests)


def _billed(rests: Iterable[Rest], rates: Rates) -> tuple[Decimal, Decimal | None, tuple[str, ...]]:
    multiply, fma = CONTEXT.multiply, CONTEXT.fma
    low, beyond, unknown = ZERO, ZERO, dict[str, bool]()
    for use, each, month, _ in rests:
        for quantity, amounts in ((each, rates.in_requests), (month, rates.besides)):
            if not quantity:
                continue
            if (amount := amounts.get(use.meter)) is not None:
                low = fma(multiply(quantity, use.share), amount, low)
            else:
                most = _most(use, quantity, amounts)
                unknown[use.meter] = unknown.get(use.meter, True) and most is not None
                beyond = CONTEXT.add(beyond, most or ZERO)
    return low, CONTEXT.add(low, beyond) if all(unknown.values()) else None, tuple(unknown)


def _with_plan(usage: Usage, plan: Plan, rates: Rates, best: Way) -> Way | None:
    """Return what the workload costs with a plan; None if it has no use for it, or the plan alone is more."""
    months = PERIODS.get(plan.per, 1)
    units = ONE if plan.per in PERIODS else usage.month.get(plan.per, ZERO)
    if not units:
        return None
    price = CONTEXT.multiply(CONTEXT.multiply(units, plan.amount), Decimal(usage.divisor))
    if best.is_less_than(price, months):
        return None
    rests = _after_plan(usage, plan, units, (usage.rests if rates.are_tiered else usage.merged)[months])
    low, high, unknown = _billed(rests, rates)
    low, high = CONTEXT.add(low, price), None if high is None else CONTEXT.add(high, price)
    return Way(low, high, usage.divisor * months, unknown, rests, months, plan, units)


def _after_plan(usage: Usage, plan: Plan, units: Decimal, rests: Iterable[Rest]) -> list[Rest]:
    """Return what a plan leaves to pay at rates.

    What it includes of a meter covers the meter first, and then its parts, in the order of the catalog; of
    each, what is in requests comes first. A plan for units of a meter covers that meter with its parts.
    """
    left = {rest.use.meter: rest for rest in rests}
    for meter, rest in left.items():
        if meter == plan.per or plan.per in usage.wholes[meter]:
            left[meter] = _covered(rest, CONTEXT.add(rest.each, rest.month))[0]
    unused = dict[str, Decimal]()
    for meter, quantity in plan.includes.items():
        unused[meter] = CONTEXT.multiply(decimal(quantity), units)
        if meter in left:
            left[meter], unused[meter] = _covered(left[meter], unused[meter])
    for whole in sorted(unused, key=lambda meter: -len(usage.wholes.get(meter, ()))):
        for meter, rest in left.items():
            if unused[whole] and whole in usage.wholes[meter]:
                left[meter], unused[whole] = _covered(rest, unused[whole])
    return [*left.values()]


def _covered(rest: Rest, allowance: Decimal) -> tuple[Rest, Decimal]:
    """Take an allowance from what is to pay; return what is left of both."""
    subtract = CONTEXT.subtract
    each = min(rest.each, allowance)
    month = min(rest.month, subtract(allowance, each))
    covered = CONTEXT.add(each, month)
    left = Rest(
        rest.use, subtract(rest.each, each), subtract(rest.month, month), CONTEXT.add(rest.covered, covered)
    )
    return left, subtract(allowance, covered)
