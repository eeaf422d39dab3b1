"""The prices of genai-prices in our terms, and uses of its models, made up from parts that do not overlap.

`python -m benchmarks.genai` computes what such uses cost with both, and what one use costs with every model.
"""

import datetime
import json
import time
from collections.abc import Iterator
from decimal import Context, Decimal, Inexact, localcontext
from random import Random
from typing import Any, NamedTuple

from genai_prices import types
from genai_prices.data import providers
from genai_prices.data_units import unit_data

from vcompare.costs import Cost, Estimator
from vcompare.model import Meter, Pricing, Rate, Tier, Workload

NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
UNITS = {
    key: (unit["per"], unit["price_key"], frozenset(unit["dimensions"].items()))
    for key, unit in unit_data.items()
}
PRICE_KEYS = {price_key: key for key, (_, price_key, _) in UNITS.items()}
MINIMUM = {("groq", "whisper-large-v3"), ("groq", "whisper-large-v3-turbo")}
"""A request of these is billed for ten seconds at least."""
PLACES = Decimal("1e-12")
"""To so many places, decimals without an end are compared."""


def above(key: str) -> list[str]:
    """Return what a unit is part of: the units with some of its dimensions, the most specific first."""
    mine = UNITS[key][2]
    found = [other for other, (_, _, theirs) in UNITS.items() if theirs < mine]
    return sorted(
        found, key=lambda other: (-len(UNITS[other][2]), "audio" in other or "text" in other, other)
    )


def lineage(key: str) -> list[str]:
    """Return a unit and the one it is part of as a meter, and so on."""
    return [key, *(lineage(ABOVE[key][0]) if ABOVE[key] else [])]


ABOVE = {key: above(key) for key in UNITS}
ALONE = sorted(key for key in UNITS if {*lineage(key)} == {key, *ABOVE[key]} and key != "requests")
"""The units that are part of no two others, of which neither is part of the other."""


def meters(*, requests: bool) -> dict[str, Meter]:
    """Return the units as meters. One that is part of two others is part of the first."""
    return {
        slug(key): Meter(label=key, unit=key, per=per, part_of=slug(ABOVE[key][0]) if ABOVE[key] else None)
        for key, (per, _, _) in UNITS.items()
        if requests or key != "requests"
    }


def slug(key: str) -> str:
    """Return the meter of a unit."""
    return key.replace("_", "-")


class Model(NamedTuple):
    """A model of a provider, with its prices now and the units that have one."""

    provider: types.Provider
    model: types.ModelInfo
    prices: dict[str, Any]

    @property
    def name(self) -> str:
        """The provider and the model."""
        return f"{self.provider.id}/{self.model.id}"

    @property
    def starts(self) -> list[int]:
        """Where tiers start, in tokens of input."""
        tiered = (price for price in self.prices.values() if isinstance(price, types.TieredPrices))
        return sorted({tier.start for price in tiered for tier in price.tiers})

    def pricing(self) -> Pricing:
        """Return the prices as a file of a catalog has them."""
        return Pricing(
            currency="USD",
            rates={slug(key): Rate(amount=_amount(price, -1)) for key, price in self.prices.items()},
            tiers=tuple(self._tier(start) for start in self.starts),
        )

    def figure(self, case: "Case") -> Decimal:
        """Return what genai-prices gets for a use, which is exact unless it has no end."""
        with localcontext(Context(prec=60)) as context:
            count = Decimal(str(case.workload.count))
            found = self.price(types.Usage(**case.usage)) * count
            return found.quantize(PLACES) if context.flags[Inexact] else found

    def price(self, usage: types.Usage) -> Decimal:
        """Return what genai-prices gets for a request."""
        return self.model.calc_price(usage, self.provider, genai_request_timestamp=NOW).total_price

    def _tier(self, start: int) -> Tier:
        tiered = {key: of for key, of in self.prices.items() if isinstance(of, types.TieredPrices)}
        return Tier(
            over={"input-tokens": start},
            rates={slug(key): _amount(price, start) for key, price in tiered.items()},
        )


def _amount(price: Any, start: int) -> Decimal:
    if isinstance(price, Decimal):
        return price
    amount: Decimal = price.base
    for tier in price.tiers:
        if tier.start <= start:
            amount = tier.price
    return amount


def models() -> Iterator[Model]:
    """Return all models, with the prices of a day."""
    for provider in providers:
        for model in provider.models:
            prices = model.get_prices(NOW).__dict__.items()
            yield Model(provider, model, {PRICE_KEYS[key]: of for key, of in prices if of is not None})


def unsayable(model: Model) -> str | None:
    """Return why the format cannot say what a model costs, None where it can."""
    prices = model.model.prices
    conditions = [] if isinstance(prices, types.ModelPrice) else [one.constraint for one in prices]
    if any(isinstance(one, types.TimeOfDateConstraint) for one in conditions):
        return "time of day"
    if (model.provider.id, model.model.id) in MINIMUM:
        return "minimum for a request"
    return None


class Case(NamedTuple):
    """The same use twice: what genai-prices gets for one request, and a workload."""

    usage: dict[str, int]
    workload: Workload


def case(model: Model, random: Random, *, unpriced: bool) -> Case:
    """Make up a use of a model: of units that have a price, and of parts that have none if that is wanted."""
    parts = dict.fromkeys((key for key in model.prices if key != "requests"), 0)
    for key in parts:
        parts[key] = random.choice([0, 1, random.randrange(1_000), random.randrange(150_000)])
    if unpriced:
        parts[random.choice([key for key in ALONE if key not in model.prices])] = random.randrange(1, 50_000)
    if model.starts and random.random() < 0.7:
        border = random.choice(model.starts) + random.choice([-1, 0, 1])
        others = sum(parts[key] for key in parts if "input_tokens" in ABOVE[key])
        parts["input_tokens"] = max(0, border - others)
    return Case(_usage(parts, model), _workload(parts, random))


def _usage(parts: dict[str, int], model: Model) -> dict[str, int]:
    """Return all units with what is part of them, by their dimensions."""
    return {
        key: sum(of for part, of in parts.items() if key in {part, *ABOVE[part]})
        for key in {*model.prices, *parts, *(upper for part in parts for upper in ABOVE[part])} - {"requests"}
    }


def _workload(parts: dict[str, int], random: Random) -> Workload:
    """Return a workload of many such requests: a meter has its own part and those of its parts."""
    each = dict[str, float]()
    for part, quantity in parts.items():
        for key in lineage(part):
            each[slug(key)] = each.get(slug(key), 0) + quantity
    return Workload(label="Use", requests=random.choice([1, 7, 10_000]), each=each)


def computed(random: Random, each: int, *, unpriced: bool = False) -> Iterator[tuple[Model, Case, Cost]]:
    """Compute so many made-up uses of each model whose prices the format can say."""
    for model in models():
        if unsayable(model) is None:
            pricing, known = model.pricing(), meters(requests="requests" in model.prices)
            for _ in range(each):
                made = case(model, random, unpriced=unpriced)
                yield model, made, Estimator(made.workload, known).cost(pricing)


def main() -> None:
    """Print how many figures are the same, and how many seconds one use of all models takes with each."""
    figures = [
        cost.low == cost.high == model.figure(made)
        for model, made, cost in computed(Random(17), 5)
        if model.prices
    ]
    both = [model for model in models() if {"input_tokens", "output_tokens"} <= model.prices.keys()]
    prices = [model.pricing() for model in both]
    started = time.perf_counter()
    used = {"input_tokens": 12_000, "cache_read_tokens": 9_000, "output_tokens": 600}
    work = Workload(label="Use", requests=10_000, each={slug(key): much for key, much in used.items()})
    estimator = Estimator(work, meters(requests=False))
    for pricing in prices:
        estimator.cost(pricing)
    own = time.perf_counter() - started
    usage = types.Usage(**used)
    for model in both:
        model.price(usage)
    peer = time.perf_counter() - started - own
    counts = {"figures": len(figures), "same": sum(figures), "models": len(both)}
    print(json.dumps({**counts, "own": own, "peer": peer}))


if __name__ == "__main__":
    main()
