"""`zero-rate`: an amount of 0 where nobody says that it is free."""

from collections.abc import Iterator
from typing import Any

from vcompare.catalog.remedies import shown
from vcompare.checks.price_tables import RawPrices, amount_of, raw_prices
from vcompare.checks.rule import Context, Findings, Keys, TomlFile
from vcompare.diagnostics import found
from vcompare.fields.kinds import Amount
from vcompare.fields.meant import fits

Zero = tuple[Keys, str, str]
"""Where the amount is, what costs nothing, and the remedy."""


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for amounts of 0, unless the tool is free to start with."""
    entry = file.known(str, "entry")
    for prices in raw_prices(file) if entry != "free" else ():
        plans = _plans(prices) if entry != "freemium" else ()
        for keys, what, hint in (*_rates(prices), *_in_tiers(prices), *plans):
            message = f"{what} costs nothing, and nothing here says that it is free"
            yield found("zero-rate", file.document.value(*keys), message, hint)


def _rates(prices: RawPrices) -> Iterator[Zero]:
    for meter, rate in prices.rates.items():
        if _is_zero(rate) and not (isinstance(rate, dict) and "quote" in rate):
            words = f'{meter} = {{ amount = 0, quote = "…" }}'
            hint = f"quote the words that say so: {words}; or leave out what is unknown"
            yield (*prices.keys, "rates", meter), f"`{meter}`", hint


def _in_tiers(prices: RawPrices) -> Iterator[Zero]:
    """Look for rates of 0 in tiers; where the base rate is 0, that is what needs a quote."""
    for place, _, rates in prices.tiers:
        for meter, rate in rates.items():
            if _is_zero(rate) and not _is_zero(prices.rates.get(meter)):
                yield (
                    (*place, "rates", meter),
                    f"`{meter}`",
                    "correct it, or leave it out: the base rate then holds",
                )


def _plans(prices: RawPrices) -> Iterator[Zero]:
    for place, plan in prices.plans:
        name = str(plan.get("name"))
        if _is_zero(plan.get("amount")) and "free" not in name.casefold():
            hint = 'write entry = "freemium" if it is free to start with, or correct the amount'
            yield (*place, "amount"), f"the plan {shown(name)}", hint


def _is_zero(rate: Any) -> bool:
    amount = amount_of(rate)
    if isinstance(amount, str):
        return not amount.strip("0. ") and fits(Amount(), amount)
    return isinstance(amount, int | float) and not isinstance(amount, bool) and amount == 0
