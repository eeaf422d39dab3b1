"""`missing-currency`: amounts of money in no currency, at their table."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import in_prices

RULE = "missing-currency"
OFFER = "[offers.x]\nrates = { input = 3 }\n"


def test_amounts_in_no_currency(tmp_path: Path) -> None:
    (finding,) = in_prices(tmp_path, RULE, "[pricing.rates]\ninput = 3", currency="")
    assert finding.message == "these amounts have no currency"


def test_an_offer_does_not_have_the_currency_of_the_tool(tmp_path: Path) -> None:
    prices = f'[pricing]\ncurrency = "EUR"\n[pricing.rates]\ninput = 3\n{OFFER}'
    assert len(in_prices(tmp_path, RULE, prices, currency="")) == 1


def test_the_currency_of_the_table_or_of_the_catalog(tmp_path: Path) -> None:
    assert not in_prices(tmp_path, RULE, f"[pricing.rates]\ninput = 3\n{OFFER}")


def test_prices_in_words_need_none(tmp_path: Path) -> None:
    assert not in_prices(tmp_path, RULE, '[pricing]\nsummary = "Free"', currency="")


@pytest.mark.parametrize("written", ["usd", "$", " USD"])
def test_one_that_is_written_otherwise(tmp_path: Path, written: str) -> None:
    for table in ("pricing", "offers.x"):
        prices = f'[{table}]\ncurrency = "{written}"\nrates = {{ input = 3 }}\n'
        (finding,) = in_prices(tmp_path / table, "bad-value", prices, currency="")
        assert finding.hint == 'write "USD"'
