"""`undated-pricing`: a pricing without `checked`, at the table."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import PAGE, in_prices
from tests.checks.rules.support import HERE, QUILL, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "undated-pricing"


def test_a_pricing_without_it(tmp_path: Path) -> None:
    text = TOOL + "[pricing]\nsummary = 'Free'\nsource = 'https://example.com'\n"
    assert found(tmp_path, RULE, {QUILL: text}) == [
        Diagnostic(
            QUILL,
            5,
            2,
            RULE,
            "warning",
            "the pricing has no date",
            "read the page and add the day as `checked`",
        )
    ]


@pytest.mark.parametrize(
    "text",
    ["", "pricing = 3\n", "pricing = []\n", "pricing.checked = '2026-11-01'\n", "checked = 2026-11-01\n"],
)
def test_no_pricing_or_a_wrong_one_is_left_to_other_rules(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + text}) == []


@pytest.mark.parametrize("text", ["name = 3\n", "vendor = 3\n", TOOL + "extra = 1\n"])
def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: f"{text}[{HERE}pricing]\n"})


OWN = "checked = 2026-11-01"
PLAN = "[[pricing.plans]]\nname = 'P'\namount = 5\nper = 'month'\n"


@pytest.mark.parametrize(
    ("prices", "what", "line"),
    [
        ("[pricing.rates]\ninput = 3\ncache-read = 1\n", "the pricing has", 6),
        ("[pricing.rates]\ninput = 3\ncache-read = { amount = 1, OWN }\n", "`input` has", 7),
        ("[pricing.rates]\ninput = { amount = 1, OWN }\n" + PLAN, "`plans` has", 8),
        ("[pricing]\nsummary = 'Free'\nrates.cache-read = { amount = 1, OWN }\nrates.input = 3\n",
         "`summary` and `input` have", 7),
        ("[pricing.rates]\nunknown = 3\ninput = { amount = 1, OWN }\n", "", 0),
        (PAGE + "[pricing.rates]\ninput = 3\n[offers.x]\nrates = { input = 1 }\n", "the prices of `x` have", 11),
        ("[offers.x]\nname = 'X'\nrates = { input = 1, cache-read = { amount = 1, OWN } }\n", "`input` of `x` has", 8),
        (PAGE + "[pricing.rates]\ninput = 3\n" + PLAN, "", 0),
        ("[pricing]\nOWN\n[pricing.rates]\ninput = 3\n", "", 0),
        ("[pricing.rates]\ninput = { amount = 1, OWN }\n", "", 0),
        (PAGE.replace("pricing", "other") + "[pricing.rates]\ninput = { amount = 1, source = 'other' }\n", "", 0),
        ("[offers.x]\nOWN\nrates = { input = 1 }\n", "", 0),
        ("[offers.x]\nname = 'X'\n", "", 0),
    ],
)  # fmt: skip
def test_each_price_has_its_own_or_that_of_its_table(
    tmp_path: Path, prices: str, what: str, line: int
) -> None:
    findings = in_prices(tmp_path, RULE, prices.replace("OWN", OWN))
    wanted = [(f"{what} no date", line)] if what else []
    assert [(one.message, one.line) for one in findings] == wanted
