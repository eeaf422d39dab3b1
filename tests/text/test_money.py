"""Amounts of money as text."""

from decimal import Decimal

import pytest

from vcompare.text import money


@pytest.mark.parametrize(
    ("amount", "exact", "rounded"),
    [
        ("0", "$0.00", "$0"),
        ("5", "$5.00", "$5"),
        ("12.3", "$12.30", "$12.30"),
        ("0.125", "$0.125", "$0.13"),
        ("0.0004249", "$0.0004249", "$0.00042"),
        ("1E+3", "$1,000.00", "$1,000"),
        ("5.1000", "$5.10", "$5.10"),
        (f"{10**40}.005", f"${10**40:,}.005", f"${10**40:,}.01"),
    ],
)
def test_amounts_are_shown_exactly_or_to_the_cent(amount: str, exact: str, rounded: str) -> None:
    assert money.price(Decimal(amount), "USD") == exact
    assert money.rounded(Decimal(amount), "USD") == rounded
