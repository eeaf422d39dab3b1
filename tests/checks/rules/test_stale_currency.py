"""`stale-currency`: what a currency is worth, read too long ago, at the date."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, HERE, SETTINGS, assert_found_here, found

RULE = "stale-currency"


@pytest.mark.parametrize(
    ("checked", "freshness", "stale"),
    [
        ("2026-08-22", "", False),
        ("2026-08-21", "", True),
        ("2026-08-21", "[freshness]\npricing = 100\n", False),
        ("'2020-01-01'", "", False),
    ],
)
def test_both_sides_of_the_limit(tmp_path: Path, checked: str, freshness: str, stale: bool) -> None:
    mark = HERE if stale else ""
    settings = f"{SETTINGS}[currencies.EUR]\nusd = 1.08\nchecked = {mark}{checked}\n{freshness}"
    assert_found_here(tmp_path, RULE, {CATALOG: settings})
    messages = [one.message for one in found(tmp_path, RULE, {CATALOG: settings})]
    assert messages == ["what EUR is worth was read 91 days ago, on 2026-08-21"] * stale
