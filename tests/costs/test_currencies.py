"""Amounts in the main currency of a catalog."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from vcompare.costs import Converter, Cost
from vcompare.model import Exchange, Money, Settings

DAY = datetime.date(2026, 11, 20)


def converter(main: str | None = None, **usd: Any) -> Converter:
    exchanges = {currency: Exchange(usd=value, checked=DAY) for currency, value in usd.items()}
    return Converter(Settings(format=1, title="Prices", currency=main, currencies=exchanges))


def money(amount: str, currency: str) -> Money:
    return Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("main", "given", "expected"),
    [
        (None, money("100", "EUR"), money("108", "USD")),
        ("USD", money("100", "EUR"), money("108", "USD")),
        ("USD", money("5", "USD"), money("5", "USD")),
        ("EUR", money("108", "USD"), money("100", "EUR")),
        ("EUR", money("1", "USD"), money("0.925925925926", "EUR")),
        ("EUR", money("100", "GBP"), money("120", "EUR")),
        ("EUR", money("100", "EUR"), money("100", "EUR")),
    ],
)
def test_amounts_are_converted_by_the_rates_of_both_currencies(
    main: str | None, given: Money, expected: Money
) -> None:
    assert converter(main, EUR=1.08, GBP="1.296").money(given) == expected


@pytest.mark.parametrize("main", [None, "CHF"])
def test_without_a_rate_nothing_is_converted(main: str | None) -> None:
    assert converter(main, EUR=1.08).money(money("1", "GBP")) is None
    assert converter("CHF", EUR=1.08).money(money("1", "EUR")) is None
    assert converter("CHF").money(money("1", "CHF")) == money("1", "CHF")
    assert converter(main).cost(Cost(Decimal(1), None, "GBP")) is None


def test_a_rate_of_nothing_is_none() -> None:
    assert converter(None, EUR=0).money(money("1", "EUR")) is None
    assert converter("EUR", EUR=0).money(money("1", "USD")) is None


def test_the_rates_that_are_used_are_named() -> None:
    both = converter("EUR", EUR=1.08, GBP=1.3)
    assert list(both.rates("GBP")) == ["GBP", "EUR"]
    assert list(both.rates("USD")) == ["EUR"]
    assert both.rates("EUR") == {}
    assert converter(None, EUR=1.08).rates("EUR") == {"EUR": Exchange(usd=1.08, checked=DAY)}


def test_both_ends_of_a_cost_are_converted_and_the_rest_is_kept() -> None:
    low, high = Decimal(10), Decimal(20)
    cost = Cost(low, high, "EUR", "Team", ("output",))
    assert converter(None, EUR=1.08).cost(cost) == Cost(
        Decimal("10.8"), Decimal("21.6"), "USD", "Team", ("output",)
    )
    at_least = converter(None, EUR=1.08).cost(Cost(low, None, "EUR"))
    assert at_least == Cost(Decimal("10.8"), None, "USD")


def test_what_is_unknown_stays_so() -> None:
    unknown = Cost(None, None, "EUR", unknown=("input",))
    assert converter(None, EUR=1.08).cost(unknown) == unknown


def test_an_interval_that_must_be_rounded_gets_larger() -> None:
    found = converter("EUR", EUR=1.08).cost(Cost(Decimal(1), Decimal(2), "USD"))
    assert found is not None
    assert (found.low, found.high) == (Decimal("0.925925925925"), Decimal("1.851851851852"))
