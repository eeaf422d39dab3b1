"""`unused-currency`: what a currency is worth in which no price is, at its table."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import METERS
from tests.checks.rules.support import CATALOG, NIB, QUILL, SETTINGS, TOOL, found

RULE = "unused-currency"
EUR = "\n[currencies.EUR]\nusd = 1.08\nchecked = 2026-11-01\n"


@pytest.mark.parametrize(
    ("currency", "prices", "found_here"),
    [
        ("USD", "", True),
        ("USD", '[pricing]\ncurrency = "EUR"\nrates = { input = 1 }\n', False),
        ("USD", '[offers.x]\ncurrency = "EUR"\nrates = { input = 1 }\n', False),
        ("USD", '[pricing]\ncurrency = "GBP"\nrates = { input = 1 }\n', True),
        ("EUR", '[pricing]\ncurrency = "USD"\nrates = { input = 1 }\n', False),
    ],
)
def test_which_is_used(tmp_path: Path, currency: str, prices: str, found_here: bool) -> None:
    settings = SETTINGS.replace("[panel", f'currency = "{currency}"\n[panel') + METERS + EUR
    files = {CATALOG: settings, QUILL: TOOL + prices}
    findings = found(tmp_path, RULE, files)
    assert [(one.message, one.hint) for one in findings] == [
        ("no price is in EUR", "remove [currencies.EUR]")
    ] * found_here
    assert found(tmp_path / "other", RULE, {**files, NIB: "name ="}) == []
