"""Amounts of money as people type them: `3`, `$3`, `3 USD`, `.30`, `1,200`, `3/M`, `$3 per 1M tokens`."""

import re
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from vcompare.text import money

_NUMBER = r"(?:[1-9]\d{0,2}(?P<apart>[,' _])\d{3}(?:(?P=apart)\d{3})*|\d+)(?:\.\d+)?|\.\d+"
_SIGN = r"[^\s\d.,+'/_-]"
_TYPED = re.compile(
    rf"(?P<before>{_SIGN}*)\s*(?P<minus>[+-]?)(?P<number>{_NUMBER})(?:\s?(?P<factor>[kM])(?![A-Za-z]))?"
    rf"\s*(?P<after>{_SIGN}*)(?:\s*(?:/|\bper\b)\s*(?P<per>\S.*))?"
)
_PER = re.compile(r"(?P<number>\d[\d,_]*)?\s*(?P<factor>millions?|thousand|[km])?\s*(?P<unit>.*)")
_POWERS = {"k": 3, "M": 6}
_MANY = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "millions": 1_000_000}
_SHORTEST = 3
"""A unit may be cut to so many letters: `MTok`."""


class Typed(NamedTuple):
    """An amount, its currency if one was named, the letter behind the number, and what it is for."""

    amount: Decimal
    currency: str | None
    letter: str
    per: str


def typed(text: str) -> Typed:
    """Return the amount that a person typed. Raises ValueError for what is none, or not clearly one.

    Thousands may be apart; a comma before any other number of digits might be a decimal one.
    """
    found = _TYPED.fullmatch(normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip())
    if found is None or (found["before"] and found["after"]):
        raise ValueError(text)
    name = found["before"] or found["after"]
    currency = money.currency_of(name) if name else None
    if currency is not None and not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(text)
    digits = re.sub("[,' _]", "", found["number"])
    # Read at once: to multiply would round what has many digits.
    amount = Decimal(f"{found['minus']}{digits}e{_POWERS.get(found['factor'], 0)}")
    return Typed(amount, currency, found["factor"] or "", found["per"] or "")


def quantity(per: str, unit: str) -> Decimal | None:
    """Return how many units an amount is for: `1M tokens` or `MTok` are a million of `tokens`.

    None where it is for something else.
    """
    wanted, text = unit.casefold(), per.strip().casefold()
    if _is_unit(text, wanted):
        return Decimal(1)
    found = _PER.fullmatch(text)
    if found is None or not (found["number"] or found["factor"]) or not _is_unit(found["unit"], wanted, ""):
        return None
    number = Decimal(re.sub("[,_]", "", found["number"] or "1"))
    return number * _MANY.get(found["factor"] or "", 1)


def _is_unit(text: str, unit: str, *others: str) -> bool:
    """Say whether a text is a unit, with an s more or less, or the beginning of one."""
    name = text.rstrip(" .").removesuffix("s")
    return text in others or (len(name) >= _SHORTEST and unit.startswith(name))
