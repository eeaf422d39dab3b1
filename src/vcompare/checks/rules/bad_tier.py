"""`bad-tier`: a tier that leaves something open, or that never applies."""

from collections.abc import Iterator, Mapping
from typing import Any

from vcompare.catalog.decode import dotted
from vcompare.checks.evidence import listed
from vcompare.checks.price_tables import RawPrices, raw_prices
from vcompare.checks.rule import Context, Findings, Keys, TomlFile
from vcompare.diagnostics import Diagnostic, found

_MOST = 20
"""So many later tiers are looked at: in whatever way a file was made, that takes a moment."""


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the tiers of a tool and of its offers with the base rates, and with the tiers behind."""
    for prices in raw_prices(file):
        for place, over, rates in prices.tiers:
            if not over and "over" in file.document.get(place):
                at = file.document.key(*place, "over")
                hint = "write what a request must exceed, such as over = { input = 200_000 }"
                yield found("bad-tier", at, f"{dotted((*place, 'over'))} has no quantity", hint)
            base = [meter for meter in rates if meter in context.fields.meters and meter not in prices.rates]
            if base:
                message = (
                    f"{listed(base)} {'has' if len(base) == 1 else 'have'} a rate here, and no base rate"
                )
                hint = f"add the rate of smaller requests to {dotted((*prices.keys, 'rates'))}"
                yield found("bad-tier", file.document.key(*place, "rates", base[0]), message, hint)
        yield from _hidden(file, prices)


def _hidden(file: TomlFile, prices: RawPrices) -> Iterator[Diagnostic]:
    """Find tiers that are exceeded only where a later one is exceeded too, which then applies.

    Of the later ones, those are looked at that no other stands for: one, if all are of the same meter.
    """
    behind = list[tuple[Keys, Mapping[str, Any]]]()
    for place, over, _ in reversed(prices.tiers):
        if not over:
            continue
        later = next((other for other, less in behind if _is_implied(less, over)), None)
        if later:
            message = f"{dotted(place)} never applies: {dotted(later)} comes later and always holds with it"
            hint = "put the tier with the larger quantities last"
            yield found("bad-tier", file.document.key(*place), message, hint)
        else:
            others = [(other, more) for other, more in behind if not _is_implied(over, more)]
            behind = [(place, over), *others[: _MOST - 1]]


def _is_implied(less: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    """Say whether every request that exceeds the one exceeds the other, as far as both are numbers."""
    quantities = [(one, more.get(meter)) for meter, one in less.items()]
    return all(_is_number(one) and _is_number(other) and one <= other for one, other in quantities)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
