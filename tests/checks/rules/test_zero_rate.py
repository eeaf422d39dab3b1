"""`zero-rate`: an amount of 0 where nobody says that it is free, at the amount."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import in_prices
from tests.checks.rules.support import TOOL

RULE = "zero-rate"
PAID, FREEMIUM, FREE = (TOOL.replace("free", entry) for entry in ("paid", "freemium", "free"))
UNKNOWN = TOOL.replace('entry = "free"\n', "")
ZERO = "[pricing.rates]\ninput = 0\n"
TIER = "[pricing.rates]\ninput = {}\n[[pricing.tiers]]\nover = {{ input = 9 }}\nrates = {{ input = 0 }}\n"
PLAN = '[[pricing.plans]]\nname = "{}"\namount = 0\nper = "month"\n'


@pytest.mark.parametrize(
    ("tool", "prices", "what"),
    [
        (PAID, ZERO, "`input`"),
        (FREEMIUM, ZERO, "`input`"),
        (UNKNOWN, ZERO, "`input`"),
        (PAID, "[pricing.rates]\ninput = '0.00'\n", "`input`"),
        (PAID, "[pricing.rates]\ninput = { amount = 0 }\n", "`input`"),
        (PAID, "[offers.x]\nrates = { input = 0 }\n", "`input`"),
        (PAID, TIER.format(3), "`input`"),
        (PAID, PLAN.format("Hobby"), 'the plan "Hobby"'),
        (UNKNOWN, PLAN.format("Hobby"), 'the plan "Hobby"'),
    ],
)
def test_what_nobody_says(tmp_path: Path, tool: str, prices: str, what: str) -> None:
    (finding,) = in_prices(tmp_path, RULE, prices, tool=tool)
    assert finding.message == f"{what} costs nothing, and nothing here says that it is free"
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("tool", "prices"),
    [
        (FREE, ZERO),
        (FREE, PLAN.format("Hobby")),
        (PAID, "[pricing.rates]\ninput = { amount = 0, quote = 'Free of charge' }\n"),
        (PAID, TIER.format("{ amount = 0, quote = 'Free of charge' }")),
        (FREEMIUM, PLAN.format("Hobby")),
        (PAID, PLAN.format("Free forever")),
        (PAID, "[pricing.rates]\ninput = 0.0001\n"),
        (PAID, "[pricing.rates]\ninput = false\n"),
    ],
)
def test_what_somebody_says(tmp_path: Path, tool: str, prices: str) -> None:
    assert not in_prices(tmp_path, RULE, prices, tool=tool)
