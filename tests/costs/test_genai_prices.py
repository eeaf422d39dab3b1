"""What genai-prices gets for a request is what we get, for all of its models and made-up uses of them."""

from collections import Counter
from functools import cache
from random import Random

from benchmarks import genai
from vcompare.costs import Cost

EACH = 5
"""So many made-up uses of every model in which all parts have a price, and two with a part that has none."""


Result = tuple[genai.Model, genai.Case, Cost]


@cache
def results(*, unpriced: bool) -> list[Result]:
    random = Random(17)  # noqa: S311 - uses, not secrets
    return list(genai.computed(random, 2 if unpriced else EACH, unpriced=unpriced))


def test_ten_thousand_uses_cost_the_same_to_the_last_digit() -> None:
    compared = [result for result in results(unpriced=False) if result[0].prices]
    assert len(compared) > 10_000
    for model, case, cost in compared:
        assert cost.low == cost.high == model.figure(case), (model.name, case)


def test_the_uses_are_on_both_sides_of_the_borders_of_tiers() -> None:
    distances = Counter(
        case.usage["input_tokens"] - start
        for model, case, _ in results(unpriced=False)
        for start in model.starts
    )
    assert min(distances[distance] for distance in (-1, 0, 1)) > 50


def test_of_a_model_without_prices_nothing_is_known() -> None:
    without = [cost for model, _, cost in results(unpriced=False) if not model.prices]
    assert without
    assert all(cost.low is None and cost.high is None for cost in without)


def test_where_a_price_is_unknown_the_interval_holds_the_figure_and_is_no_point() -> None:
    kinds = Counter[tuple[bool, bool]]()
    for model, case, cost in results(unpriced=True):
        figure = model.figure(case)
        assert cost.low is None or cost.low <= figure, (model.name, case)
        assert cost.high is None or figure <= cost.high, (model.name, case)
        assert cost.low is None or cost.low != cost.high, (model.name, case)
        assert len(cost.unknown) == 1 or not model.prices
        kinds[cost.low is None, cost.high is None] += 1
    assert kinds[False, False] > 1_000  # intervals
    assert kinds[False, True] > 1_000  # at least
