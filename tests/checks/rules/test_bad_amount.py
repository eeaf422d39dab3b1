"""`bad-amount`: an amount of money that cannot be computed with, at its value."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import in_prices

RULE = "bad-amount"


@pytest.mark.parametrize(
    ("amount", "hint"),
    [
        ("-3", "correct it, or leave it out: what is absent is unknown"),
        ("-0.5", "correct it, or leave it out: what is absent is unknown"),
        ("true", "correct it, or leave it out: what is absent is unknown"),
        ("inf", "correct it, or leave it out: what is absent is unknown"),
        ("nan", "correct it, or leave it out: what is absent is unknown"),
        ('""', "leave it out: what is absent is unknown"),
        ('"unknown"', "leave it out: what is absent is unknown"),
        ('"$3"', "write 3, and the currency as `currency`"),
        ('"3 USD"', "write 3, and the currency as `currency`"),
        ('"1e3"', None),
        ('"01"', None),
        ("[3]", None),
        ("0.12345678901234567", 'write it in quotes, which keeps every digit, such as "0.1234567890123456"'),
        ("{ amount = -3 }", None),
    ],
)
def test_what_cannot_be_computed_with(tmp_path: Path, amount: str, hint: str | None) -> None:
    (finding,) = in_prices(tmp_path, RULE, f"[pricing.rates]\ninput = {amount}")
    assert "must be an amount of money, 0 or more" in finding.message
    if hint:
        assert finding.hint == hint


@pytest.mark.parametrize(
    "amount",
    ["0", "3", "0.25", "1e-7", '"0.125"', '"0.12345678901234567"', "123456789.123456", "{ amount = 1 }"],
)
def test_what_can_be_computed_with(tmp_path: Path, amount: str) -> None:
    assert not in_prices(tmp_path, RULE, f"[pricing.rates]\ninput = {amount}")


def test_tiers_plans_and_offers_too(tmp_path: Path) -> None:
    prices = (
        "[pricing.rates]\ninput = 1\n"
        "[[pricing.tiers]]\nover = { input = 9 }\nrates = { input = -1 }\n"
        '[[pricing.plans]]\nname = "P"\namount = -2\nper = "month"\n'
        "[offers.x]\nrates = { input = -3 }\n"
    )
    messages = [finding.message for finding in in_prices(tmp_path, RULE, prices)]
    assert [message.partition(" must")[0] for message in messages] == [
        "`pricing.tiers[1].rates.input`",
        "`pricing.plans[1].amount`",
        "`offers.x.rates.input`",
    ]
