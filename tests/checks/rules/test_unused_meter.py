"""`unused-meter`: a meter that nothing uses, at its table."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import METERS
from tests.checks.rules.support import CATALOG, NIB, QUILL, SETTINGS, TOOL, found

RULE = "unused-meter"
SEAT = '[[pricing.plans]]\nname = "P"\namount = 5\nper = "seat-month"\n'


def unused(tmp_path: Path, prices: str, **more: str) -> list[str]:
    files = {CATALOG: f'{SETTINGS}{METERS}\n[meters.requests]\nlabel = "Requests"\nunit = "requests"\n'}
    found_here = found(tmp_path, RULE, {**files, QUILL: TOOL + prices, **more})
    assert {finding.path for finding in found_here} <= {CATALOG}
    return [finding.message.removeprefix("nothing uses ").strip("`") for finding in found_here]


@pytest.mark.parametrize(
    ("prices", "left"),
    [
        ("", ["input", "cache-read", "seat-month", "requests"]),
        ("[pricing.rates]\ninput = 1\n", ["cache-read", "seat-month", "requests"]),
        ("[pricing.rates]\ncache-read = 1\n", ["seat-month", "requests"]),  # of which input is the whole
        ("[offers.x.rates]\ninput = 1\n", ["cache-read", "seat-month", "requests"]),
        ("[pricing.rates]\ninput = 'x'\n", ["cache-read", "seat-month", "requests"]),
        (SEAT, ["input", "cache-read", "requests"]),
        (SEAT + "includes = { requests = 5 }\n", ["input", "cache-read"]),
        ("[[pricing.tiers]]\nover = { requests = 5 }\nrates = { input = 1 }\n", ["cache-read", "seat-month"]),
    ],
)
def test_what_is_not_used(tmp_path: Path, prices: str, left: list[str]) -> None:
    assert unused(tmp_path, prices) == left


def test_nothing_is_known_of_a_tool_that_cannot_be_read(tmp_path: Path) -> None:
    assert unused(tmp_path, "", **{NIB: "name ="}) == []
