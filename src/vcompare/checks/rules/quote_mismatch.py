"""`quote-mismatch`: a quote without the number that it is to prove."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from vcompare.checks.price_tables import amount_of, raw_prices
from vcompare.checks.rule import Context, Findings, Keys, TomlFile
from vcompare.diagnostics import Diagnostic, found
from vcompare.fields.kinds import Amount, Measure
from vcompare.fields.meant import fits
from vcompare.text.money import plain

_FREE = r"(?i)\b(?:included|complimentary|gratis)\b"
_CENTS = r"(?i)¢|\bcents?\b"


def check(file: TomlFile, context: Context) -> Findings:
    """Look for each quantity, or both of its bounds, and for each amount, in the words that it quotes."""
    if "quote" not in file.document.text:
        return
    yield from _in_specs(file, context, ("specs",), file.get(dict, "specs") or {})
    for prices in raw_prices(file):
        yield from _in_specs(file, context, (*prices.keys, "specs"), prices.specs)
        for meter, rate in prices.rates.items():
            quote, field = _quote(rate), context.fields.meters.get(meter)
            if quote and field and fits(Amount(), amount_of(rate)):
                amount = Amount().read(amount_of(rate))
                if not _proves(quote, amount, getattr(field.kind, "per", 1)):
                    at = file.document.value(*prices.keys, "rates", meter, "quote")
                    yield found("quote-mismatch", at, _message(meter, quote, [plain(amount)]))


def _in_specs(file: TomlFile, context: Context, at: Keys, specs: dict[str, Any]) -> Iterator[Diagnostic]:
    for key, raw in specs.items():
        quote, field = _quote(raw), context.fields.specs.get(key)
        if quote and field and isinstance(field.kind, Measure):
            from vcompare.text.numerals import holds

            missing = [one for one in _numbers(raw, field.kind) if not holds(quote, one, field.kind.unit)]
            if missing:
                place = file.document.value(*at, key, "quote")
                yield found("quote-mismatch", place, _message(key, quote, [f"{one:,}" for one in missing]))


def _quote(raw: Any) -> str:
    quote = raw.get("quote") if isinstance(raw, dict) else None
    return quote if isinstance(quote, str) else ""


def _numbers(raw: dict[str, Any], kind: Measure) -> list[float]:
    """Return the numbers of a value. A lower bound of 0 goes without saying where there is an upper one."""
    values = [raw[name] for name in ("value", "at_least", "at_most") if name in raw]
    numbers = [value for value in values if fits(kind, value)]
    return numbers[1:] if len(numbers) > 1 and numbers[0] == 0 else numbers


def _proves(quote: str, amount: Decimal, per: float) -> bool:
    """Say whether a quote states an amount for so many units, or what it comes to for as many as it names."""
    from vcompare.text.numerals import holds, numbers

    if holds(quote, amount) or (not amount and re.search(_FREE, quote)):
        return True
    named = {Decimal(1), *(meaning for number in numbers(quote) for meaning in number.meanings)}
    stated = [amount * units / Decimal(str(per)) for units in named if units]
    if re.search(_CENTS, quote):
        stated += [100 * one for one in (amount, *stated)]
    return any(holds(quote, one) for one in stated)


def _message(key: str, quote: str, missing: list[str]) -> str:
    from vcompare.text.numerals import mentioned
    from vcompare.text.words import natural_list

    has = natural_list(list(dict.fromkeys(mentioned(quote)))[:3])
    return (
        f"the quote of `{key}` does not have {natural_list(missing, 'or')}{f'; it has {has}' if has else ''}"
    )
