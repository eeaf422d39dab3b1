"""`quote-mismatch`: a quote without the number of its value, at the quote. The spellings are those of numerals."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import in_prices
from tests.checks.rules.support import CATALOG, HERE, QUILL, SETTINGS, TOOL, assert_found_here, found, spec

RULE = "quote-mismatch"
DECLARED = SETTINGS + spec("context", more='unit = "tokens"\n') + spec("share", more='unit = "%"\n')
DECLARED += spec("weights", "flag") + spec("release", "date") + spec("license", "text")


@pytest.mark.parametrize(
    ("value", "quote", "message"),
    [
        ("value = 1_000_000", "a 1M token context window", None),
        ("value = 100_000", "a 1M token window", "does not have 100,000; it has 1M"),
        ("value = 1_000_000", "the largest window", "does not have 1,000,000"),
        ("at_least = 80, at_most = 120", "80–120 tokens", None),
        ("at_least = 80, at_most = 130", "80–120 tokens", "does not have 130; it has 80 and 120"),
        ("at_least = 81, at_most = 130", "8 tokens", "does not have 81 or 130; it has 8"),
        ("at_most = 200_000", "up to 200k", None),
        ("at_least = 0, at_most = 200_000", "up to 200k", None),
        ("at_least = 0", "any number", "does not have 0"),
        ("none = true", "no limit of 5", None),
        ("value = 'wrong'", "5", None),
        ("value = 1.5", "1,5", None),
        ("value = -1", "5", "does not have -1; it has 5"),
    ],
)
def test_each_number_of_a_value(tmp_path: Path, value: str, quote: str, message: str | None) -> None:
    text = f'{TOOL}[specs]\ncontext = {{ {value}, quote = "{quote}" }}\n'
    findings = found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})
    wanted = [f"the quote of `context` {message}"] if message else []
    assert [finding.message for finding in findings] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "weights = { value = true, quote = '5' }",
        "release = { value = 2025, quote = 'in spring' }",
        "license = { value = 'MIT', quote = '5' }",
        "share = { value = 85, quote = '85 percent' }",
        "unknown = { value = 1, quote = '5' }",
        "context = { value = 1, quote = 5 }",
        "context = 'quote'",
    ],
)
def test_what_has_no_number_to_prove(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: f"{TOOL}[specs]\n{text}\n"}) == []


def test_it_is_found_at_the_quote(tmp_path: Path) -> None:
    text = f"name = 3\n[specs]\nshare = 1\ncontext = {{ value = 5, quote = {HERE}'6' }}\n"
    assert_found_here(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})


@pytest.mark.parametrize(
    ("amount", "quote", "message"),
    [
        ("0.30", "Cache hits $0.30 / MTok", None),
        ("0.3", "Cache hits $0.30 / MTok", None),
        ("'0.30'", "0,30 € per million", None),
        ("0.3", "30 cents per million tokens", None),
        ("0.3", "30¢", None),
        ("3", "$3", None),
        ("3", "$3.00 per 1M tokens", None),
        ("3", "$0.003 / 1K tokens", None),
        ("3", "$0.000003 per token", None),
        ("1250", "$1,250", None),
        ("0", "Free of charge", None),
        ("0", "Included in every plan", None),
        ("0.3", "$0.50 / MTok", "0.3; it has 0.50"),
        ("3", "$0.004 / 1K tokens", "3; it has 0.004 and 1K"),
        ("0", "$0.50", "0; it has 0.50"),
        ("'x'", "$0.50", None),
    ],
)
def test_the_amount_of_a_rate(tmp_path: Path, amount: str, quote: str, message: str | None) -> None:
    for table in ("pricing", "offers.x"):
        text = f'[{table}.rates]\ninput = {{ amount = {amount}, quote = "{quote}" }}\n'
        findings = in_prices(tmp_path / table, RULE, text)
        wanted = [f"the quote of `input` does not have {message}"] if message else []
        assert [finding.message for finding in findings] == wanted


def test_the_specs_of_offers_too(tmp_path: Path) -> None:
    text = f"[offers.x]\nspecs = {{ context = {{ value = 5, quote = {HERE}'6' }} }}\n"
    assert_found_here(tmp_path, RULE, {CATALOG: DECLARED, QUILL: TOOL + text})
