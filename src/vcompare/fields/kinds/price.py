"""A price in words."""

import re
from decimal import Decimal
from functools import partial
from itertools import starmap
from typing import Any, NamedTuple

from vcompare.fields.kinds.kind import Trend, direction
from vcompare.fields.kinds.text import Text

CODES = (
    "AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN "
    "RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)
_WORDS = r"cents? dollars? euros? francs? kr kron[aeo]r pounds? rupees? yen zł Rs\.?"
_CURRENCY = rf"(?:[A-Z]{{0,3}}[$€£¥₹₩₽₺₪₫₱฿₴¢]|(?:{'|'.join(f'{CODES} {_WORDS}'.split())})(?![a-z]))"
_NUMBER = r"\.?\d(?:[\d.,'’\u00a0\u202f]*\d)?"
_PRICE = (
    rf"(?<![\w.,])(?P<before>{_CURRENCY})?\s?(?P<low>{_NUMBER})(?P<thousand>k(?!\w))?"
    rf"(?:\s?(?P<to>[-–—]|to\b)\s?(?:(?P=before)\s?)?(?P<high>{_NUMBER}))?"
    rf"(?:\s?(?P<after>{_CURRENCY}))?(?![\w%]|[.,]\d)"
)
"""A number, or two with a dash between them, with the currency before or after it if it is a price.

Patterns are text, which `re` compiles when the first price is read: most commands read none.
"""

# Thousands may be grouped, by commas in English and by points in most of Europe, and have no zero in front.
_GROUPED = r"[1-9]\d{0,2}(?:['’\u00a0\u202f]\d{3})+"
_ENGLISH = rf"(?:[1-9]\d{{0,2}}(?:,\d{{2,3}})*,\d{{3}}|{_GROUPED}|\d*)(?:\.\d+)?"
_EUROPEAN = rf"(?:[1-9]\d{{0,2}}(?:\.\d{{3}})+|{_GROUPED}|\d+)(?:,\d+)?"
_ENGLISH_SIGNS = ("$", "£", "¥", "₹")
"""With these, a comma before three digits is between thousands."""
_ONE_CURRENCY = {"€": "EUR", "euro": "EUR", "euros": "EUR", "US$": "USD"}

_PER = r"\s*/\s*|\s+(?:per|an?|each)\s+"


class Price(Text, frozen=True):
    """A sentence that names a price. Two of them can be compared where only their amounts differ."""

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the amounts of money went up or down, all of them, None where that is not certain.

        `1.200` is 1.2 in English and 1,200 elsewhere: where a text does not show which, both must agree.
        """
        if before is None or after is None:
            return None
        old, new = _wording(before), _wording(after)
        if old.text != new.text:
            return None
        pairs = list(zip(old.amounts, new.amounts, strict=True))
        found = {_trend(pairs, european) for european in (False, True)} - {"unreadable"}
        return found.pop() if len(found) == 1 else None  # type: ignore[return-value] # the rest are trends

    def remark(self, before: Any, after: Any) -> str:
        """Say which way the amounts went."""
        return {"up": "higher amounts", "down": "lower amounts", None: ""}[self.trend(before, after)]


class _Amount(NamedTuple):
    number: str
    thousand: bool
    currency: str


class _Wording(NamedTuple):
    """A price without its amounts, for each of which there is a ¤, and the amounts."""

    text: str
    amounts: list[_Amount]


def _wording(text: str) -> _Wording:
    amounts: list[_Amount] = []
    bare = re.sub(_PRICE, partial(_taken_out, amounts), text)
    return _Wording(" ".join(re.sub(_PER, "/", bare.casefold()).split()).rstrip("."), amounts)


def _taken_out(amounts: list[_Amount], match: re.Match[str]) -> str:
    currency = match["before"] or match["after"]
    if not currency:
        return match[0]
    amounts.append(_Amount(match["low"], bool(match["thousand"]), currency))
    if match["high"]:
        amounts.append(_Amount(match["high"], thousand=False, currency=currency))
    return f"¤{_ONE_CURRENCY.get(currency, currency)}{'–' if match['high'] else ''}"


def _trend(pairs: list[tuple[_Amount, _Amount]], european: bool) -> str | None:
    """Return the direction that all amounts have which changed, read in one way; None where there is none."""
    read = [(_value(old, european), _value(new, european)) for old, new in pairs]
    if any(None in pair for pair in read):
        return "unreadable"
    trends = set(starmap(direction, read)) - {None}
    return trends.pop() if len(trends) == 1 else None


def _value(amount: _Amount, european: bool) -> Decimal | None:
    number, thousand, currency = amount
    if european and currency.endswith(_ENGLISH_SIGNS) and re.search(r"\d,\d{3}(?!\d)", number):
        return None
    if not re.fullmatch(_EUROPEAN if european else _ENGLISH, number):
        return None
    digits = re.sub(r"[^\d,]", "", number).replace(",", ".") if european else re.sub(r"[^\d.]", "", number)
    return Decimal(digits) * (1000 if thousand else 1)
