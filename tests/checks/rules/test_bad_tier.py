"""`bad-tier`: a tier that leaves something open, or that never applies, at its table."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import in_prices

RULE = "bad-tier"
RATES = "[pricing.rates]\ninput = 3\n"


def tier(over: str, rates: str = "input = 6") -> str:
    return f"[[pricing.tiers]]\nover = {{ {over} }}\nrates = {{ {rates} }}\n"


@pytest.mark.parametrize(
    ("prices", "message", "place"),
    [
        (tier("input = 9", "input = 6, cache-read = 1"), "`cache-read` has a rate here, and no base rate", (10, 22)),
        (tier("input = 9", "seat-month = 1, cache-read = 1"),
         "`seat-month` and `cache-read` have a rate here, and no base rate", (10, 11)),
        (tier(""), "`pricing.tiers[1].over` has no quantity", (9, 1)),
        (tier("input = 9") + tier("input = 5"),
         "`pricing.tiers[1]` never applies: `pricing.tiers[2]` comes later and always holds with it", (8, 11)),
        (tier("input = 9") + tier("input = 9"),
         "`pricing.tiers[1]` never applies: `pricing.tiers[2]` comes later and always holds with it", (8, 11)),
        (tier("input = 9, seat-month = 2") + tier("input = 5"),
         "`pricing.tiers[1]` never applies: `pricing.tiers[2]` comes later and always holds with it", (8, 11)),
    ],
)  # fmt: skip
def test_a_tier_that_is_no_good(tmp_path: Path, prices: str, message: str, place: tuple[int, int]) -> None:
    (finding,) = in_prices(tmp_path, RULE, RATES + prices)
    assert finding.message == message
    assert (finding.line, finding.column) == place
    assert (finding.severity, bool(finding.hint)) == ("error", True)


@pytest.mark.parametrize(
    "prices",
    [
        tier("input = 5") + tier("input = 9"),
        tier("input = 9") + tier("seat-month = 5"),
        tier("input = 9") + tier("input = 5, seat-month = 5"),
        tier("input = 9", "unknown = 5"),
        tier("input = 'x'") + tier("input = 5"),
        "[[pricing.tiers]]\nrates = { input = 6 }\n",
        "[[pricing.tiers]]\nover = { input = 6 }\n",
        "[pricing.tiers]\nover = { }\n",
    ],
)
def test_tiers_that_are_good_or_left_to_other_rules(tmp_path: Path, prices: str) -> None:
    assert not in_prices(tmp_path, RULE, RATES + prices)


def test_an_offer_has_base_rates_of_its_own(tmp_path: Path) -> None:
    offer = (
        "[offers.x]\nrates = { cache-read = 1 }\ntiers = [{ over = { input = 9 }, rates = { input = 1 } }]\n"
    )
    (finding,) = in_prices(tmp_path, RULE, RATES + offer)
    assert finding.hint == "add the rate of smaller requests to `offers.x.rates`"
