"""A cost: what is known of it, what is not, and in which way it is to be had."""

from decimal import Decimal
from typing import Any

import pytest

from tests.costs.prices import METERS, TOKENS, plan, pricing, tier, workload
from vcompare.costs import Cost, CostLine, Estimator, cost
from vcompare.model import Meter, Pricing, Workload
from vcompare.text.money import to_the_cent

SUPPORT = workload(10_000, input=12_000, cache_read=9_000, output=600)
QUESTIONS = workload(1, input=1_000_000)


def shown(found: Cost) -> str:
    """Say in short what a cost is: `12.00`, `5.00..7.50`, `>=5.00` or `?`, the plan, and what is unknown."""
    if found.low is None:
        assert found.high is None
        text = "?"
    elif found.high is None:
        text = f">={to_the_cent(found.low)}"
    else:
        ends = {to_the_cent(found.low): None, to_the_cent(found.high): None}
        text = "..".join(ends)
    return " ".join([text, *([found.plan] if found.plan else []), *(f"-{meter}" for meter in found.unknown)])


def of(prices: Pricing | None, work: Workload, meters: dict[str, Meter] = TOKENS) -> str:
    return shown(Estimator(work, meters).cost(prices))


def test_parts_are_billed_at_their_own_rate_and_taken_out_of_their_whole() -> None:
    # 30M at $3, 90M at $0.30, 6M at $15
    assert of(pricing(input=3, cache_read="0.30", output=15), SUPPORT) == "207.00"


def test_nested_parts_are_taken_out_level_by_level() -> None:
    meters = {name: METERS[name] for name in ("input", "cache-read", "cache-audio")}
    work = workload(1000, input=10_000, cache_read=6_000, cache_audio=1_000)
    assert of(pricing(input=4, cache_read=2, cache_audio=1), work, meters) == "27.00"


def test_what_is_used_in_a_month_adds_to_what_requests_use() -> None:
    work = workload(1000, {"input": 5_000_000, "cache-read": 1_000_000}, input=1_000)
    assert of(pricing(input=2, cache_read=1), work) == "11.00"


def test_a_meter_named_requests_counts_them() -> None:
    meters = {"requests": METERS["requests"], "input": METERS["input"]}
    assert of(pricing(requests=5, input=1), workload(2_000, input=500), meters) == "11.00"
    assert of(pricing(requests=5, input=1), workload(2_000, {"requests": 1_000}), meters) == "15.00"
    assert of(pricing(input=1), workload(2_000, input=500), meters) == ">=1.00 -requests"


def test_without_a_number_of_requests_there_is_one() -> None:
    assert of(pricing(input=3), workload(input=1_000_000)) == "3.00"
    assert of(pricing(input=3), workload(0, {"input": 2_000_000}, input=1_000_000)) == "6.00"


def test_a_part_without_a_rate_costs_at_most_what_its_whole_costs() -> None:
    # 30M at $3 and 6M at $15 are known; 90M cost between nothing and $3 each
    assert of(pricing(input=3, output=15), SUPPORT) == "180.00..450.00 -cache-read"


def test_a_part_of_a_part_without_rates_costs_at_most_what_the_known_one_costs() -> None:
    meters = {name: METERS[name] for name in ("input", "cache-read", "cache-audio")}
    work = workload(1, input=3_000_000, cache_read=2_000_000, cache_audio=1_000_000)
    assert of(pricing(input=4), work, meters) == "4.00..12.00 -cache-read -cache-audio"
    assert of(pricing(input=4, cache_read=2), work, meters) == "6.00..8.00 -cache-audio"
    assert of(pricing(cache_read=2, input=4, cache_audio=0), work, meters) == "6.00"


def test_any_other_rate_that_is_unknown_makes_it_at_least() -> None:
    assert of(pricing(input=3, cache_read=1), SUPPORT) == ">=180.00 -output"
    assert of(pricing(input=3), SUPPORT) == ">=90.00 -cache-read -output"
    # Nothing bounds a part whose whole has no rate.
    assert of(pricing(cache_read=1, output=15), SUPPORT) == ">=180.00 -input"


def test_at_least_nothing_is_unknown() -> None:
    assert of(pricing(output=0), SUPPORT) == "? -input -cache-read"
    assert of(pricing(hour=3), SUPPORT) == "? -input -cache-read -output"


@pytest.mark.parametrize("prices", [None, Pricing(), pricing(), pricing(currency=None, input=3)])
def test_without_any_usable_price_it_is_unknown(prices: Pricing | None) -> None:
    assert of(prices, QUESTIONS) == "? -input"
    assert of(prices, workload(0, input=5)) == "?"


def test_nobody_says_that_a_part_of_what_is_free_is_free() -> None:
    assert of(pricing(input=0, output=0), SUPPORT) == "? -cache-read"
    assert of(pricing(input=0, output=1), SUPPORT) == ">=6.00 -cache-read"
    assert of(pricing(input=0, output=0, cache_read=0), SUPPORT) == "0.00"


def test_what_is_not_used_needs_no_rate() -> None:
    assert of(pricing(input=3), workload(10, {"output": 0}, input=100_000, cache_read=0)) == "3.00"
    assert of(pricing(input=3), workload(10, input=0)) == "0.00"


def test_a_whole_that_is_all_parts_needs_no_rate() -> None:
    assert of(pricing(cache_read=1), workload(1, input=1_000_000, cache_read=1_000_000)) == "1.00"


@pytest.mark.parametrize(("quantity", "expected"), [(200_000, "0.60"), (200_001, "1.200006")])
def test_a_tier_is_for_requests_that_exceed_it(quantity: int, expected: str) -> None:
    prices = pricing(tier({"input": 200_000}, input=6), input=3)
    assert of(prices, workload(1, input=quantity)) == expected


def test_a_tier_looks_at_the_full_quantity_before_parts_are_taken_out() -> None:
    prices = pricing(tier({"input": 200_000}, input=6, output=30), input=3, cache_read=1, output=15)
    assert of(prices, workload(1, input=300_000, cache_read=200_000, output=10_000)) == "1.10"


def test_all_quantities_of_a_tier_must_be_exceeded() -> None:
    prices = pricing(tier({"input": 200_000, "output": 1_000}, input=6), input=3, output=1)
    assert of(prices, workload(1, input=300_000, output=1_000)) == "0.901"
    assert of(prices, workload(1, input=300_000, output=1_001)) == "1.801001"
    assert of(prices, workload(1, input=300_000)) == "0.90"


def test_a_quantity_written_as_a_fraction_is_the_same_number_in_a_tier() -> None:
    prices = pricing(tier({"input": 0.3}, input=6), input=3)
    assert of(prices, workload(1, input=0.3)) == "0.0000009"


def test_a_tier_over_nothing_is_for_every_request() -> None:
    assert of(pricing(tier({}, input=6), input=3), QUESTIONS) == "6.00"


def test_a_rate_of_a_tier_may_be_unknown_and_then_the_base_rate_does_not_apply() -> None:
    prices = pricing(tier({"input": 10}, cache_read=None, output=None), input=3, cache_read=1, output=2)
    million = 1_000_000
    assert of(prices, workload(1, input=million, cache_read=million)) == "0.00..3.00 -cache-read"
    assert of(prices, workload(1, input=million, output=million)) == ">=3.00 -output"
    assert of(prices, workload(1, input=10, output=million)) == "2.00003"


def test_the_last_tier_that_is_exceeded_applies() -> None:
    prices = pricing(tier({"input": 10}, input=2, output=5), tier({"input": 100}, input=3), input=1, output=4)
    meters = {name: Meter(label=name, unit="t") for name in ("input", "output")}
    assert of(prices, workload(1, input=10, output=1), meters) == "14.00"
    assert of(prices, workload(1, input=100, output=1), meters) == "205.00"
    # What the last tier leaves out is the base rate, not that of the tier before.
    assert of(prices, workload(1, input=101, output=1), meters) == "307.00"


def test_what_is_used_besides_requests_is_billed_at_base_rates() -> None:
    prices = pricing(tier({"input": 200_000}, input=6, requests=10), input=3, requests=1)
    meters = {"requests": Meter(label="Requests", unit="requests"), "input": METERS["input"]}
    work = workload(2, {"input": 1_000_000}, input=500_000)
    assert of(prices, work, meters) == "29.00"


def test_a_rate_of_a_tier_alone_is_known_in_requests_only() -> None:
    prices = pricing(tier({"input": 10}, output=5), input=1)
    meters = {name: Meter(label=name, unit="t") for name in ("input", "output")}
    assert of(prices, workload(1, input=11, output=2), meters) == "21.00"
    assert of(prices, workload(1, {"output": 1}, input=11, output=2), meters) == ">=21.00 -output"


def test_a_tier_of_which_nothing_is_known_leaves_what_is_used_besides_requests_known() -> None:
    prices = pricing(tier({}, input=None), input=3)
    assert of(prices, workload(0, {"input": 2_000_000}, input=5)) == "6.00"
    assert of(prices, workload(1, {"input": 2_000_000}, input=5)) == ">=6.00 -input"


def test_an_unknown_part_costs_at_most_what_its_whole_costs_in_the_tier() -> None:
    prices = pricing(tier({"input": 10}, input=5), input=1)
    meters = {"input": Meter(label="i", unit="t"), "part": Meter(label="p", unit="t", part_of="input")}
    work = workload(1, {"input": 4, "part": 4}, input=11, part=1)
    assert of(prices, work, meters) == "50.00..59.00 -part"


def test_seats_are_paid_by_a_plan() -> None:
    seats = workload(month={"seat-month": 5})
    assert of(pricing(plan(25, "seat-month")), seats, METERS) == "125.00 Team"
    assert of(pricing(plan(25, "seat-month")), workload(month={"hour": 5}), METERS) == "? -hour"


def test_a_plan_for_units_of_a_meter_covers_its_parts_too() -> None:
    meters = {
        "seat": Meter(label="Seat", unit="seat"),
        "admin": Meter(label="Admin", unit="seat", part_of="seat"),
    }
    assert of(pricing(plan(25, "seat")), workload(month={"seat": 5, "admin": 1}), meters) == "125.00 Team"


def test_the_cheapest_plan_that_suffices_is_taken() -> None:
    plans = plan(10, "month", "Hobby", input=1_000_000), plan(50, "month", "Pro", input=10_000_000)
    assert of(pricing(*plans), workload(1, input=1_000_000)) == "10.00 Hobby"
    assert of(pricing(*plans), workload(1, input=1_000_001)) == "50.00 Pro"
    assert of(pricing(*plans), workload(1, input=10_000_001)) == "? -input"


def test_what_exceeds_a_plan_is_billed_at_rates() -> None:
    plans = plan(10, "month", "Hobby", input=1_000_000), plan(50, "month", "Pro", input=10_000_000)
    assert of(pricing(*plans, input=20), workload(1, input=2_000_000)) == "30.00 Hobby"
    assert of(pricing(*plans, input=20), workload(1, input=5_000_000)) == "50.00 Pro"
    assert (
        of(pricing(*plans, input=5), workload(1, input=2_000_000)) == "10.00"
    )  # rates alone, in a tie or below


def test_rates_come_before_plans_and_plans_in_their_order_if_they_cost_the_same() -> None:
    plans = plan(10, "month", "First", input=1_000_000), plan(10, "month", "Second", input=1_000_000)
    assert of(pricing(*plans), QUESTIONS) == "10.00 First"
    assert of(pricing(*plans, input=10), QUESTIONS) == "10.00"
    # 10 to 20 at rates is no less than 10 with a plan.
    prices = pricing(plan(10, "month", input=2_000_000), input=10)
    assert of(prices, workload(1, input=2_000_000, cache_read=1_000_000)) == "10.00 Team"


def test_a_plan_with_an_unknown_rate_beyond_it_does_not_cover() -> None:
    prices = pricing(plan(0, "month", "Free", input=1_000_000), output=15)
    assert of(prices, workload(1, input=1_000_001, output=1_000_000)) == ">=15.00 -input"
    assert of(prices, workload(1, input=1_000_000, output=1_000_000)) == "15.00 Free"
    assert of(prices, workload(1, input=1_000_000, output=0)) == "0.00 Free"


def test_a_plan_that_covers_is_taken_before_rates_that_do_not() -> None:
    assert of(pricing(plan(500, "month", output=10_000_000), input=1), SUPPORT) == (
        "530.00..620.00 Team -cache-read"
    )


def test_what_a_plan_per_seat_includes_is_for_each_seat() -> None:
    prices = pricing(plan(20, "seat-month", requests=500), requests=40)
    work = workload(2_000, {"seat-month": 3})
    assert of(prices, work, METERS) == "80.00 Team"  # 500 requests exceed it


def test_a_plan_per_year_counts_for_a_twelfth() -> None:
    prices = pricing(plan(100, "year", requests=1_000), requests=12)
    assert of(prices, workload(50), METERS) == "0.60"
    assert of(pricing(plan(120, "year", requests=12_000)), workload(1_000), METERS) == "10.00 Team"
    # 100/12 + (1,000 - 6,000/12) × 120/1,000
    prices = pricing(plan(100, "year", requests=6_000), requests=120)
    assert of(prices, workload(1_000), METERS) == "68.333333333333 Team"
    assert of(pricing(plan(100, "year", requests=11_999)), workload(1_000), METERS) == "? -requests"


def test_an_allowance_covers_requests_first_and_then_its_parts_in_order() -> None:
    meters = {
        "all": Meter(label="All", unit="t"),
        "b": Meter(label="B", unit="t", part_of="all"),
        "a": Meter(label="A", unit="t", part_of="all"),
        "aa": Meter(label="AA", unit="t", part_of="a"),
    }
    work = workload(month={"all": 100, "b": 20, "a": 30, "aa": 10})  # 50 + 20 + 20 + 10 are billed
    prices: dict[str, Any] = {"all": 1, "b": 10, "a": 100, "aa": 1000}
    included: dict[str, Any]
    for included, expected in [
        ({"all": 50}, 20 * 10 + 20 * 100 + 10 * 1000),
        ({"all": 60}, 10 * 10 + 20 * 100 + 10 * 1000),
        ({"all": 80}, 10 * 100 + 10 * 1000),
        ({"all": 95}, 5 * 1000),
        ({"all": 60, "b": 15}, 15 * 100 + 10 * 1000),
        ({"a": 25}, 50 + 20 * 10 + 5 * 1000),
        ({"a": 25, "all": 75}, 0),
        ({"aa": 15}, 50 + 20 * 10 + 20 * 100),
    ]:
        found = Estimator(work, meters).cost(pricing(plan(0, "month", "Team", **included), **prices))
        assert found.low == expected, included


def test_what_is_left_of_the_nearest_whole_covers_a_part_first() -> None:
    meters = {
        "all": Meter(label="All", unit="t"),
        "a": Meter(label="A", unit="t", part_of="all"),
        "aa": Meter(label="AA", unit="t", part_of="a"),
        "b": Meter(label="B", unit="t", part_of="all"),
    }
    work = workload(month={"all": 40, "a": 20, "aa": 10, "b": 10})  # 10 of each are billed
    covers = plan(0, "month", "Team", all=20, a=20)
    assert of(pricing(covers, all=1, a=1, aa=1, b=1), work, meters) == "0.00 Team"


def test_an_allowance_covers_what_is_in_requests_before_the_rest() -> None:
    prices = pricing(plan(1, "month", input=11), tier({"input": 10}, input=5), input=2)
    meters = {"input": Meter(label="i", unit="t")}
    assert of(prices, workload(1, {"input": 7}, input=11), meters) == "15.00 Team"


def test_a_plan_for_a_meter_that_is_not_declared_is_of_no_use() -> None:
    assert of(pricing(plan(0, "sprint", input=5)), QUESTIONS) == "? -input"
    assert of(pricing(plan(1, "month", sprint=5), input=3), QUESTIONS) == "3.00"


def test_rates_per_other_numbers_than_powers_of_ten_are_exact() -> None:
    assert of(pricing(hour=3), workload(month={"hour": 1_200}), METERS) == "1.00"
    assert of(pricing(hour=1), workload(month={"hour": 1}), METERS) == "0.000277777778"
    # An interval that has to be rounded gets larger.
    meters = {**METERS, "gpu": Meter(label="GPU", unit="seconds", per=3600, part_of="hour")}
    found = of(pricing(hour=1), workload(month={"hour": 3, "gpu": 2}), meters)
    assert found == "0.000277777777..0.000833333334 -gpu"


def test_no_digit_is_lost() -> None:
    amount = "123456789012345678.123456789012345678"
    meters = {"unit": Meter(label="Unit", unit="unit"), "other": Meter(label="Other", unit="unit")}
    work = workload(999_999_999_999_999, {"other": 1}, unit=999_999_999_999_999)
    prices = pricing(unit=amount, other="0.000000000000000001")
    found = Estimator(work, meters).cost(prices).low
    assert found is not None
    numerator = int(amount.replace(".", "")) * 999_999_999_999_999**2 + 1
    assert to_the_cent(found).replace(".", "").rstrip("0") == str(numerator).rstrip("0")


def test_tiny_and_huge_quantities_need_no_exponent() -> None:
    meters = {"unit": Meter(label="Unit", unit="unit", per=1e-9)}
    assert of(pricing(unit=1), workload(1, unit=1e-7), meters) == "100.00"
    meters = {"unit": Meter(label="Unit", unit="unit", per=10**15)}
    assert of(pricing(unit=1), workload(1, unit=1), meters) == "0.000000000000001"


def test_a_workload_with_problems_has_no_known_cost() -> None:
    for work in (workload(1, cache_read=5), workload(1, {"sprint": 5}, input=1)):
        assert of(pricing(input=3, cache_read=1), work) == "?"


def test_costs_are_ordered_by_their_ends_and_unknown_ones_come_last() -> None:
    one, two, three = map(Decimal, (1, 2, 3))
    costs = [
        Cost(low, high, "USD")
        for low, high in [(one, three), (two, two), (two, three), (two, None), (None, None)]
    ]
    assert sorted([costs[at] for at in (4, 2, 3, 0, 1)], key=lambda cost: cost.order) == costs


def test_lines_are_made_only_where_they_are_asked_for() -> None:
    prices = pricing(input=3)
    assert Estimator(QUESTIONS, TOKENS).cost(prices).lines == ()
    assert len(cost(prices, QUESTIONS, TOKENS).lines) == 1


def test_lines_say_how_a_plan_and_rates_add_up() -> None:
    prices = pricing(plan(25, "seat-month", input=1_000_000), output=15, input=3)
    meters = {name: METERS[name] for name in ("input", "cache-read", "output", "seat-month")}
    work = workload(1, {"seat-month": 2}, input=5_000_000, cache_read=1_000_000, output=2_000_000)
    found = cost(prices, work, meters)
    million = Decimal(1_000_000)
    assert found.lines == (
        CostLine("plan", "seat-month", Decimal(2), Decimal(25), Decimal(1), Decimal(50), Decimal(50)),
        CostLine("included", "input", 2 * million, None, million, Decimal(0), Decimal(0)),
        CostLine("rate", "input", 2 * million, Decimal(3), million, Decimal(6), Decimal(6)),
        CostLine("rate", "cache-read", million, None, million, Decimal(0), Decimal(3), "input"),
        CostLine("rate", "output", 2 * million, Decimal(15), million, Decimal(30), Decimal(30)),
        CostLine("included", "seat-month", Decimal(2), None, Decimal(1), Decimal(0), Decimal(0)),
    )
    assert shown(found) == "86.00..89.00 Team -cache-read"


def test_lines_tell_the_rates_of_a_tier_from_the_base() -> None:
    prices = pricing(tier({"input": 10}, input=5), input=1, output=7)
    meters = {name: Meter(label=name, unit="t") for name in ("input", "output")}
    found = cost(prices, workload(1, {"input": 2, "output": 1}, input=11, output=1), meters)
    assert [f"{line.meter} {line.quantity} × {line.amount}" for line in found.lines] == [
        "input 11 × 5",
        "input 2 × 1",
        "output 2 × 7",
    ]


def test_the_line_of_a_year_says_for_how_many_months_it_is() -> None:
    found = cost(pricing(plan(100, "year", requests=1)), workload(0), METERS)
    twelfth = Decimal("8.333333333333")
    assert found.lines == (CostLine("plan", None, Decimal(1), Decimal(100), Decimal(12), twelfth, twelfth),)


@pytest.mark.parametrize(
    "rates",
    [
        {"hour": 1, "minute": 2, "output": 3, "request": 900},
        {"hour": 2, "minute": 2, "request": 900},
        {"hour": 1, "output": 3},
        {"hour": 1, "minute": 1, "output": 1, "request": 900},
        {"hour": 2},
    ],
)
def test_lines_that_have_no_end_add_up_to_the_last_digit(rates: dict[str, Any]) -> None:
    meters = {
        "hour": Meter(label="Hours", unit="seconds", per=3600),
        "gpu": Meter(label="GPU", unit="seconds", per=7, part_of="hour"),
        "minute": Meter(label="Minutes", unit="seconds", per=60),
        "output": Meter(label="Output", unit="tokens", per=9),
        "request": Meter(label="Request", unit="requests"),
    }
    work = workload(month={"hour": 4, "gpu": 2, "minute": 7, "output": 1, "request": 1})
    found = cost(pricing(**rates), work, meters)
    ends = [line.high for line in found.lines]
    assert sum(line.low for line in found.lines) == found.low
    assert (None if None in ends else sum(end for end in ends if end is not None)) == found.high
    assert all(line.low == line.high for line in found.lines if line.amount is not None)
    assert {line.low for line in found.lines if line.meter == "request"} <= {0, 900}
