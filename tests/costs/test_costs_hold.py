"""What holds for all prices and workloads, beside a second computation in plain fractions."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.costs.prices import rates
from vcompare.costs import Cost, Estimator, cost, problems
from vcompare.model import Meter, Plan, Pricing, Rate, Tier, Workload

Amounts = dict[str, Fraction]

NAMES = ("requests", "input", "cache", "cache-audio", "output", "seat")
WHOLES = {"cache": "input", "cache-audio": "cache"}
CASES = settings(max_examples=150)
amounts = st.sampled_from(["0", "0.1", "0.30", "1", "2.5", "3", "7", "15", "123456.000000000001"])
small = st.sampled_from([0, 1, 2, 3, 5, 8, 0.5, 0.1])
pers = st.sampled_from([1, 2, 3, 7, 10, 60, 1_000_000, 0.25])


@st.composite
def all_meters(draw: st.DrawFn) -> dict[str, Meter]:
    return {
        name: Meter(label=name, unit="u", per=draw(pers), part_of=WHOLES.get(name))
        for name in draw(st.permutations(NAMES))
    }


@st.composite
def quantities(draw: st.DrawFn) -> dict[str, float]:
    """Return quantities in which parts are no larger than their wholes."""
    used = {name: draw(small) for name in ("output", "seat", "cache-audio")}
    used["cache"] = used["cache-audio"] + draw(st.integers(0, 4))
    used["input"] = used["cache"] + draw(st.integers(0, 4))
    return used


@st.composite
def workloads(draw: st.DrawFn) -> Workload:
    each, month = draw(quantities()), draw(quantities())
    month["requests"] = draw(small)
    requests = draw(st.sampled_from([None, 0, 1, 2, 10, 1_000_000]))
    return Workload(label="Work", requests=requests, each=each, month=month)


def some_rates(**options: Any) -> st.SearchStrategy[dict[str, Rate]]:
    return st.dictionaries(st.sampled_from(NAMES), amounts, **options).map(rates)


tiers = st.builds(
    Tier,
    over=st.dictionaries(st.sampled_from(NAMES), small, min_size=1, max_size=2),
    rates=st.dictionaries(st.sampled_from(NAMES), st.none() | amounts.map(Decimal)),
)
plans = st.builds(
    Plan,
    name=st.sampled_from(["Free", "Team", "Pro"]),
    amount=amounts.map(Decimal),
    per=st.sampled_from(["month", "year", *NAMES]),
    includes=st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0, 1, 5, 100, 0.5, 10_000_000])),
)
prices = st.builds(
    Pricing,
    currency=st.just("USD"),
    rates=some_rates(),
    tiers=st.lists(tiers, max_size=2).map(tuple),
    plans=st.lists(plans, max_size=2, unique_by=lambda plan: plan.name).map(tuple),
)
known_rates = st.fixed_dictionaries(dict.fromkeys(NAMES, amounts)).map(rates)


def exact(number: Any) -> Fraction:
    return Fraction(str(number))


class Reference:
    """What a workload costs in fractions, where all rates are known."""

    def __init__(self, pricing: Pricing, work: Workload, meters: Mapping[str, Meter]) -> None:
        self.pricing, self.meters = pricing, meters
        self.request = {meter: exact(work.each.get(meter, 0)) for meter in meters} | {"requests": Fraction(1)}
        count = exact(work.count)
        besides = {meter: exact(work.month.get(meter, 0)) for meter in meters}
        self.full = {meter: self.request[meter] * count + besides[meter] for meter in meters}
        self.own = {
            meter: [self.without_parts(self.request, meter) * count, self.without_parts(besides, meter)]
            for meter in meters
        }

    def without_parts(self, quantities: Amounts, whole: str) -> Fraction:
        parts = [quantities[part] for part in self.meters if WHOLES.get(part) == whole]
        return quantities[whole] - sum(parts)

    def unit_prices(self) -> tuple[Amounts, Amounts]:
        """Return what one unit of each meter costs in requests, and besides."""
        base = {meter: rate.amount for meter, rate in self.pricing.rates.items()}
        applied = dict[str, Any]()
        for tier in self.pricing.tiers:
            if min(self.request[meter] - exact(over) for meter, over in tier.over.items()) > 0:
                applied = tier.rates
        each, month = ({**base, **applied}, base)
        return self.by_unit(each), self.by_unit(month)

    def by_unit(self, known: Mapping[str, Any]) -> Amounts:
        return {
            meter: Fraction(amount) / exact(self.meters[meter].per)
            for meter, amount in known.items()
            if amount is not None
        }

    def at_rates(self, left: Mapping[str, list[Fraction]] | None = None) -> Fraction:
        each, month = self.unit_prices()
        quantities = (self.own if left is None else left).items()
        return sum(
            (each[meter] * used[0] if used[0] else 0) + (month[meter] * used[1] if used[1] else 0)
            for meter, used in quantities
        ) + Fraction(0)

    def with_plan(self, plan: Plan) -> Fraction | None:
        units = {"month": Fraction(1), "year": Fraction(1, 12)}.get(plan.per) or self.full.get(plan.per)
        if not units:
            return None
        left = {meter: list(used) for meter, used in self.own.items()}
        for meter in left:
            if plan.per in lineage(meter):
                left[meter] = [Fraction(0), Fraction(0)]
        unused = {meter: exact(quantity) * units for meter, quantity in plan.includes.items()}
        order = [(whole, [whole]) for whole in unused]
        order += [
            (whole, [meter for meter in left if whole in lineage(meter)[1:]])
            for whole in sorted(unused, key=lambda meter: -len(lineage(meter)))
        ]
        for whole, covered in order:
            for meter in covered:
                for portion in (0, 1):
                    taken = min(left[meter][portion], unused[whole])
                    left[meter][portion] -= taken
                    unused[whole] -= taken
        return Fraction(plan.amount) * units + self.at_rates(left)

    def total(self, name: str | None) -> Fraction:
        """Return what it costs with the plan of a name, or at rates."""
        if name is None:
            return self.at_rates()
        found = self.with_plan(next(plan for plan in self.pricing.plans if plan.name == name))
        assert found is not None
        return found


def lineage(meter: str) -> list[str]:
    """Return a meter and what it is part of."""
    return [meter, *(lineage(WHOLES[meter]) if meter in WHOLES else [])]


def rounded(number: Fraction) -> Fraction:
    """Return a number with an end as it is, and another one to 12 places, half up."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return number if rest == 1 else Fraction(floor(number * 10**12 + Fraction(1, 2)), 10**12)


def filled(one: Tier, meter: str, amount: Fraction) -> Tier:
    """Return a tier with an amount for a meter that has an unknown one."""
    return replace(
        one, rates={name: amount if name == meter and of is None else of for name, of in one.rates.items()}
    )


def holds(found: Cost, number: Fraction) -> bool:
    if found.low is not None and found.low == found.high:
        return Fraction(found.low) == rounded(number)
    return (found.low is None or Fraction(found.low) <= number) and (
        found.high is None or number <= Fraction(found.high)
    )


@CASES
@given(prices, known_rates, workloads(), all_meters())
def test_where_all_rates_are_known_it_is_what_the_cheapest_way_costs(
    pricing: Pricing, known: dict[str, Rate], work: Workload, meters: dict[str, Meter]
) -> None:
    in_tiers = [{meter: of for meter, of in one.rates.items() if of is not None} for one in pricing.tiers]
    tiers = [replace(one, rates=of) for one, of in zip(pricing.tiers, in_tiers, strict=True)]
    pricing = replace(pricing, rates=known, tiers=tuple(tiers))
    reference = Reference(pricing, work, meters)
    plans = (reference.with_plan(plan) for plan in pricing.plans)
    cheapest = min([reference.at_rates(), *(total for total in plans if total is not None)])
    found = Estimator(work, meters).cost(pricing)
    assert found.low == found.high
    assert found.low is not None
    assert Fraction(found.low) == rounded(cheapest)
    assert found.unknown == ()
    assert reference.total(found.plan) == cheapest


@CASES
@given(prices, workloads(), all_meters(), st.data())
def test_every_way_to_fill_in_what_is_unknown_is_within_the_interval(
    pricing: Pricing, work: Workload, meters: dict[str, Meter], data: st.DataObject
) -> None:
    found = Estimator(work, meters).cost(pricing)
    completed = pricing
    for meter in ("requests", "input", "cache", "cache-audio", "output", "seat"):
        above = [Fraction(50)]
        if whole := WHOLES.get(meter):
            above = [units[whole] for units in Reference(completed, work, meters).unit_prices()]
        share = data.draw(st.fractions(0, 1)) * exact(meters[meter].per)
        # A file has decimals. These are fractions, which only the reference sees.
        lowest: Any = Rate(amount=min(above) * share)  # type: ignore[arg-type]
        completed = replace(
            completed,
            rates={meter: lowest, **completed.rates},
            tiers=tuple(filled(one, meter, above[0] * share) for one in completed.tiers),
        )
    number = Reference(completed, work, meters).total(found.plan)
    assert holds(found, number)


@CASES
@given(prices, workloads(), all_meters())
def test_it_is_a_point_only_where_nothing_is_unknown(
    pricing: Pricing, work: Workload, meters: dict[str, Meter]
) -> None:
    found = Estimator(work, meters).cost(pricing)
    if found.low is None:
        assert found.high is None
    elif found.high is None:
        assert found.low > 0
        assert found.unknown
    else:
        assert found.low <= found.high
        assert (found.low == found.high) is not bool(found.unknown)


@CASES
@given(prices, workloads(), all_meters(), plans)
def test_one_more_plan_never_makes_it_more_expensive(
    pricing: Pricing, work: Workload, meters: dict[str, Meter], plan: Plan
) -> None:
    estimator = Estimator(work, meters)
    before = estimator.cost(pricing)
    after = estimator.cost(replace(pricing, plans=(*pricing.plans, replace(plan, name="One more"))))
    if before.high is not None:
        assert after.order <= before.order
    elif after.plan is None:
        assert after == before


@CASES
@given(prices, workloads(), all_meters(), st.integers(2, 1_000))
def test_at_rates_so_many_times_the_use_costs_so_many_times_as_much(
    pricing: Pricing, work: Workload, meters: dict[str, Meter], times: int
) -> None:
    pricing = replace(pricing, plans=())
    meters = {name: replace(meter, per=10) for name, meter in meters.items()}
    month = {meter: float(exact(quantity) * times) for meter, quantity in work.month.items()}
    more = replace(work, requests=work.count * times, month=month)
    one, many = Estimator(work, meters).cost(pricing), Estimator(more, meters).cost(pricing)
    assert many.low == (None if one.low is None else one.low * times)
    assert many.high == (None if one.high is None else one.high * times)
    assert many.unknown == one.unknown


@CASES
@given(prices, workloads(), all_meters())
def test_quantities_of_zero_do_nothing(pricing: Pricing, work: Workload, meters: dict[str, Meter]) -> None:
    each, month = ({meter: of for meter, of in table.items() if of} for table in (work.each, work.month))
    without = Workload(label="Work", requests=work.count, each=each, month=month)
    assert cost(pricing, without, meters) == cost(pricing, work, meters)
    unused = {**meters, "unused": Meter(label="Unused", unit="u", part_of="input")}
    assert cost(pricing, work, unused) == cost(pricing, work, meters)


@CASES
@given(prices, workloads(), all_meters())
def test_lines_add_up_to_the_cost(pricing: Pricing, work: Workload, meters: dict[str, Meter]) -> None:
    assert problems(work, meters) == []
    meters = {name: replace(meter, per=10) for name, meter in meters.items()}
    pricing = replace(pricing, plans=tuple(replace(plan, per="month") for plan in pricing.plans))
    found = cost(pricing, work, meters)
    if found.low is not None:
        assert sum(line.low for line in found.lines) == found.low
        highs = [line.high for line in found.lines]
        assert (None in highs) is (found.high is None)
        assert found.high in {None, sum(high for high in highs if high is not None)}
        for line in found.lines:
            if line.amount is not None:
                assert Fraction(line.low) == Fraction(line.quantity) * Fraction(line.amount) / Fraction(
                    line.per
                )
