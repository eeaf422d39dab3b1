"""Amounts of money, as people and programs read them."""

from decimal import ROUND_HALF_UP, Context, Decimal

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
_CENT = Decimal("0.01")
_PRECISE = Context(prec=1_000)
"""The usual one has digits for no more than 10^26."""


def plain(amount: Decimal) -> str:
    """Return an amount exactly, without an exponent and without zeros that say nothing: `0.3`, `12`."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_the_cent(amount: Decimal) -> str:
    """Return an amount exactly, with two places at least: `12.30`, `0.125`."""
    whole, _, places = plain(amount).partition(".")
    return f"{whole}.{places:<02}" if len(places) < 2 else f"{whole}.{places}"  # noqa: PLR2004


def price(amount: Decimal, currency: str) -> str:
    """Return an amount exactly, with its currency and two places at least: `$5.00`, `$0.125`, `CHF 1.10`."""
    return _with_sign(f"{Decimal(to_the_cent(amount)):,f}", currency)


def rounded(amount: Decimal, currency: str) -> str:
    """Return an amount to the cent, half up, unless it is whole: `$310`, `$12.30`.

    Of what is less than a cent, two digits are left, as it is not nothing: `$0.00042`.
    """
    if 0 < amount < _CENT:
        return _with_sign(plain(Decimal(f"{amount:.1e}")), currency)
    cents = amount.quantize(_CENT, ROUND_HALF_UP, _PRECISE)
    return _with_sign(f"{cents:,f}".removesuffix(".00"), currency)


def sign_of(currency: str) -> str:
    """Return the sign of a currency, or its three letters."""
    return _SIGNS.get(currency, currency)


def currency_of(sign: str) -> str:
    """Return the currency of a sign or of three letters, in whatever case."""
    return {"US$": "USD", **{sign: code for code, sign in _SIGNS.items()}}.get(sign, sign.upper())


def _with_sign(number: str, currency: str) -> str:
    sign = sign_of(currency)
    return f"{sign} {number}" if sign == currency else f"{sign}{number}"
