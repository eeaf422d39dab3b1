"""`stale-pricing`: a pricing read more than so many days ago, at the date."""

import datetime
from pathlib import Path

import pytest

from tests.checks.rules.priced import PAGE, in_prices
from tests.checks.rules.support import HERE, QUILL, SETTINGS, TODAY, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "stale-pricing"


def priced(checked: object) -> str:
    return f"{TOOL}[pricing]\nsummary = 'Free'\nsource = 'https://example.com'\nchecked = {checked}\n"


def freshness(days: object) -> str:
    return f"{SETTINGS}[freshness]\npricing = {days}\n"


def test_a_price_of_long_ago(tmp_path: Path) -> None:
    message = "the pricing was read 688 days ago, on 2025-01-01"
    hint = "read the source again, and set `checked` to today"
    assert found(tmp_path, RULE, {QUILL: priced("2025-01-01")}) == [
        Diagnostic(QUILL, 8, 11, RULE, "warning", message, hint)
    ]


@pytest.mark.parametrize(
    ("settings", "age", "stale"),
    [
        (SETTINGS, 89, False),
        (SETTINGS, 90, False),
        (SETTINGS, 91, True),
        (SETTINGS + "[freshness]\nreviews = 1\n", 90, False),
        (SETTINGS + "[freshness]\nreviews = 1\n", 91, True),
        (freshness(30), 30, False),
        (freshness(30), 31, True),
        (freshness(0), 0, False),
        (freshness(0), 1, True),
        (freshness(0), -1, False),
        (freshness(10**30), 700_000, False),
        (freshness(-1), 9999, False),
        ("format = ", 9999, False),
    ],
)
def test_both_sides_of_the_limit(tmp_path: Path, settings: str, age: int, stale: bool) -> None:
    """Of a `catalog.toml` that cannot be used, no limit is known."""
    checked = TODAY - datetime.timedelta(age)
    messages = [
        one.message for one in found(tmp_path, RULE, {"catalog.toml": settings, QUILL: priced(checked)})
    ]
    days = "1 day" if age == 1 else f"{age} days"
    assert messages == [f"the pricing was read {days} ago, on {checked}"] * stale


@pytest.mark.parametrize(
    ("today", "stale"), [("2026-03-31", False), ("2026-04-01", True), ("2025-12-31", False)]
)
def test_today_is_what_it_is_said_to_be(tmp_path: Path, today: str, stale: bool) -> None:
    day = datetime.date.fromisoformat(today)
    assert len(found(tmp_path, RULE, {QUILL: priced("2025-12-31")}, day)) == stale


@pytest.mark.parametrize(
    "checked", ["'2020-01-01'", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00", "[2020-01-01]", "0"]
)
def test_what_is_no_date_is_left_to_other_rules(tmp_path: Path, checked: str) -> None:
    assert found(tmp_path, RULE, {QUILL: priced(checked)}) == []


def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path) -> None:
    assert_found_here(
        tmp_path, RULE, {QUILL: f"name = 3\npricing.checked = {HERE}2020-01-01\nchecked = 2020-01-01\n"}
    )


OLD = "checked = 2025-11-20"
OLD_PAGE = PAGE.replace("2026-11-01", "2025-11-20")


@pytest.mark.parametrize(
    ("prices", "what"),
    [
        (OLD_PAGE + "[pricing.rates]\ninput = 3\ncache-read = 1\n", ["the pricing was"]),
        (PAGE + "[pricing.rates]\ninput = 3\ncache-read = { amount = 1, OLD }\n", ["`cache-read` was"]),
        (OLD_PAGE + "[pricing.rates]\ninput = 3\ncache-read = { amount = 1, checked = 2026-11-01 }\n", ["`input` was"]),
        (OLD_PAGE.replace("pricing", "a") + PAGE + "[pricing.rates]\ninput = { amount = 1, source = 'a' }\n"
         "cache-read = { amount = 1, source = 'a' }\n[[pricing.plans]]\nname = 'P'\namount = 1\nper = 'month'\n",
         ["`input` and `cache-read` were"]),
        ("[offers.x]\nOLD\nrates = { input = 1, cache-read = 2 }\n[offers.y]\nOLD\nsummary = 'Free'\n",
         ["the prices of `x` were", "the prices of `y` were"]),
        (OLD_PAGE + "[offers.x]\nchecked = 2026-11-01\nrates = { input = 1 }\n", []),
    ],
)  # fmt: skip
def test_one_finding_for_each_table_and_date(tmp_path: Path, prices: str, what: list[str]) -> None:
    findings = in_prices(tmp_path, RULE, prices.replace("OLD", OLD))
    assert [one.message for one in findings] == [f"{one} read 365 days ago, on 2025-11-20" for one in what]
