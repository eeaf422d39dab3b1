"""Exact decimals: no digit is lost on the way, and only what has no end is rounded, once, at the end."""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache
from math import floor

CONTEXT = Context(prec=1_000_000, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[Inexact])
"""For sums and products, which never need that many digits: to lose one would be an error."""

ZERO = Decimal(0)
ONE = Decimal(1)
_PLACES = 12


@lru_cache(maxsize=1024)
def decimal(number: Decimal | float | str) -> Decimal:
    """Return the number as people write it: 0.1 is a tenth."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


def endless_part(number: int) -> int:
    """Return what is left of a denominator without its twos and fives: 1 if decimals with it have an end."""
    for factor in (2, 5):
        while number % factor == 0:
            number //= factor
    return number


def finite(number: Fraction) -> Decimal:
    """Return a fraction whose decimal has an end."""
    digits = 0
    while number.denominator != 1 and 10**digits % number.denominator:
        digits += 1
    return Decimal(int(number * 10**digits)).scaleb(-digits, CONTEXT)


def divided(number: Decimal, by: int, *, up: bool | None = None) -> Decimal:
    """Divide exactly, or to 12 places where the result has no end: half up, or in the given direction."""
    if by == 1:
        return number
    quotient = Fraction(number) / by
    if endless_part(quotient.denominator) == 1:
        return finite(quotient)
    shift = Fraction(1, 2) if up is None else int(up)
    return Decimal(floor(quotient * 10**_PLACES + shift)).scaleb(-_PLACES, CONTEXT)


def is_rounded(number: Decimal) -> bool:
    """Say whether a number has as many places as what is rounded here."""
    return number.as_tuple().exponent == -_PLACES


def bounds(low: Decimal, high: Decimal | None, by: int) -> tuple[Decimal, Decimal | None]:
    """Divide both ends of an interval. Where they are rounded, the interval gets larger, never smaller."""
    if low == high:
        return (both := divided(low, by)), both
    return divided(low, by, up=False), None if high is None else divided(high, by, up=True)
