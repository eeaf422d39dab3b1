"""What the script needs to weigh a decision and to compute a workload anew: exact numbers, as texts."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from vcompare.comparison.costing import CostEntry, CostList
from vcompare.comparison.criteria import Criterion
from vcompare.comparison.deciding import DecisionResult
from vcompare.costs.exact import decimal
from vcompare.fields.kinds.currencies import Currencies
from vcompare.model import Pricing
from vcompare.site.contents import Contents
from vcompare.text import money
from vcompare.views.deciding import called


def decision_data(found: DecisionResult) -> dict[str, Any]:
    """Return the criteria with their weights, and what each tool scores, over `unit`."""
    scores = found.scores
    return {
        "criteria": [_criterion(one) for one in found.criteria],
        "unit": str(scores.unit),
        "tools": [
            {
                "slug": card.slug,
                "low": [*map(str, scores.low[row])],
                "high": [*map(str, scores.high[row])],
            }
            for row, card in enumerate(found.cards)
        ],
    }


def _criterion(one: Criterion) -> dict[str, str]:
    return {"key": one.key, "label": called(one), "weight": str(one.weight)}


def cost_data(contents: Contents, found: CostList) -> dict[str, Any]:
    """Return the workload, the meters, and the prices of each tool and offer, in their own currencies."""
    workload, currencies = found.workload, Currencies.of(contents.opened.settings)
    return {
        "requests": money.plain(decimal(workload.count)),
        "each": _quantities(workload.each),
        "month": _quantities(workload.month),
        "meters": [
            {
                "key": key,
                "label": meter.label,
                "unit": meter.unit,
                "per": _exact(meter.per),
                "part_of": meter.part_of,
            }
            for key, meter in found.meters.items()
        ],
        "currency": currencies.main,
        "signs": {code: money.sign_of(code) for code in sorted({*_codes(found, contents), currencies.main})},
        "entries": [_entry(contents, one, currencies) for one in found.entries],
    }


def _codes(found: CostList, contents: Contents) -> set[str]:
    prices = (_prices(contents, one) for one in found.entries)
    return {one.currency for one in prices if one and one.currency}


def _prices(contents: Contents, entry: CostEntry) -> Pricing | None:
    tool = contents.tools[entry.slug].tool
    return tool.pricing if entry.offer is None else tool.offers[entry.offer]


def _entry(contents: Contents, entry: CostEntry, currencies: Currencies) -> dict[str, Any]:
    found: dict[str, Any] = {"slug": entry.slug, "place": entry.place}
    prices = _prices(contents, entry)
    if prices is None or prices.currency is None:
        return found
    factor = Fraction(1) if prices.currency == currencies.main else currencies.factor(prices.currency)
    return found | {
        "currency": prices.currency,
        "factor": None if factor is None else str(factor),
        "rates": {meter: _exact(rate.amount) for meter, rate in prices.rates.items()},
        "tiers": [
            {
                "over": _quantities(tier.over),
                "rates": {meter: None if one is None else _exact(one) for meter, one in tier.rates.items()},
            }
            for tier in prices.tiers
        ],
        "plans": [
            {
                "name": plan.name,
                "amount": _exact(plan.amount),
                "per": plan.per,
                "includes": _quantities(plan.includes),
            }
            for plan in prices.plans
        ],
    }


def _quantities(of: Any) -> dict[str, str]:
    return {meter: _exact(quantity) for meter, quantity in of.items()}


def _exact(number: Decimal | float) -> str:
    return money.plain(decimal(number))
