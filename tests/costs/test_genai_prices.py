"""What genai-prices gets for a request is what we get, for all of its models and made-up uses of them."""

from collections import Counter
from decimal import Context, Decimal, Inexact, localcontext
from functools import cache
from random import Random
from typing import NamedTuple

from genai_prices import types

from tests.costs import genai
from vcompare.costs import Cost, Estimator

EACH = 5
"""So many made-up uses of every model in which all parts have a price, and two with a part that has none."""
PLACES = Decimal("1e-12")


class Result(NamedTuple):
    model: genai.Model
    case: genai.Case
    cost: Cost
    expected: Decimal
    is_finite: bool


@cache
def results(*, unpriced: bool) -> list[Result]:
    random = Random(17)  # noqa: S311 - uses, not secrets
    found = []
    for model in genai.models():
        if genai.unsayable(model) is None:
            pricing, meters = model.pricing(), genai.meters(requests="requests" in model.prices)
            for _ in range(2 if unpriced else EACH):
                case = genai.case(model, random, unpriced=unpriced)
                cost = Estimator(case.workload, meters).cost(pricing)
                found.append(Result(model, case, cost, *figure(model, case)))
    return found


def figure(model: genai.Model, case: genai.Case) -> tuple[Decimal, bool]:
    """Return what genai-prices gets for the month, and whether that decimal has an end."""
    with localcontext(Context(prec=60)) as context:
        usage = types.Usage(**case.usage)
        calculated = model.model.calc_price(usage, model.provider, genai_request_timestamp=genai.NOW)
        return calculated.total_price * Decimal(str(case.workload.count)), not context.flags[Inexact]


def test_ten_thousand_uses_cost_the_same_to_the_last_digit() -> None:
    compared = [result for result in results(unpriced=False) if result.model.prices]
    assert len(compared) > 10_000
    for model, case, cost, expected, is_finite in compared:
        assert cost.low == cost.high, model.name
        assert cost.low is not None
        same = cost.low == expected if is_finite else cost.low == expected.quantize(PLACES)
        assert same, (model.name, case, cost, expected)


def test_the_uses_are_on_both_sides_of_the_borders_of_tiers() -> None:
    tiered = [result for result in results(unpriced=False) if result.model.starts]
    distances = Counter(
        result.case.usage["input_tokens"] - start for result in tiered for start in result.model.starts
    )
    assert min(distances[distance] for distance in (-1, 0, 1)) > 50


def test_of_a_model_without_prices_nothing_is_known() -> None:
    without = [result for result in results(unpriced=False) if not result.model.prices]
    assert without
    assert all(result.cost.low is None and result.cost.high is None for result in without)


def test_where_a_price_is_unknown_the_interval_holds_the_figure_and_is_no_point() -> None:
    compared = results(unpriced=True)
    for model, case, cost, expected, _ in compared:
        assert cost.low is None or cost.low <= expected, (model.name, case)
        assert cost.high is None or expected - PLACES <= cost.high, (model.name, case)
        assert cost.low is None or cost.low != cost.high, (model.name, case)
        assert len(cost.unknown) == 1 or not model.prices
    kinds = Counter((cost.low is None, cost.high is None) for _, _, cost, _, _ in compared)
    assert kinds[False, False] > 1_000  # intervals
    assert kinds[False, True] > 1_000  # at least
