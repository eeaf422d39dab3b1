"""A number."""

import re
from math import isclose, isfinite
from typing import Any
from unicodedata import normalize

from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Trend, direction, moved
from vcompare.model import Bounds

_WHOLE = r"[+-]?\d{1,18}"
_TYPED = r"([+-]?(?:0|[1-9][0-9_]{0,30}|(?=\.))(?:\.[0-9]{1,30})?(?:e[+-]?[0-9]{1,3})?)\s?([kmgt]?)"
_GROUPED = r"([+-]?[1-9][0-9]{0,2}(?P<apart>[,' ])[0-9]{3}(?:(?P=apart)[0-9]{3})*)(?![0-9,'])"
_SCALED = r"[kmgt]i?(?:b|hz|bit|tok|w(?:h|att)?s?\b|[gm]\b|$|\W)"
"""How units begin that are multiples themselves: behind a number of GB or km, no letter is a factor too."""
_SIGNS_OF_NUMBERS = {ord("\N{MINUS SIGN}"): "-", ord("\N{RIGHT SINGLE QUOTATION MARK}"): "'"}
_TIMES = {"d", "days", "h", "hours", "min", "minutes", "ms", "s", "sec", "seconds", "weeks"}
"""Units next to which an `m` is a minute, or a thousandth."""
_WIDEST = 2**63
"""A whole number of TOML is below this, and not below its negative."""
_INEXACT = 2**53
"""From here on, not every whole number is a floating-point number."""
_PREFIXES = ("", "k", "M", "G", "T")
_LONG = 10_000
_SHORT_UNIT = 3
_ONE_PERCENT = 0.01
_SIGNS = {"%", "°", "x", "×"}
_FACTORS = {"k": 1_000, "m": 1_000_000, "g": 10**9, "t": 10**12}


class Quantity(Kind, frozen=True):
    """A number, shown with so many `decimals` and a `unit` behind it."""

    decimals: int = 0
    unit: str = ""

    name = "quantity"
    style = "number"
    metavar = "NUMBER"
    blank = ""
    operators = (*EQUALITY, *ORDER)
    example = "a number such as 80, 7.5, 200k or 1M"
    comparison = ">=", "80"

    def parse(self, text: str) -> Any:
        """Return the whole number that a person typed."""
        return int(text) if re.fullmatch(_WHOLE, text) else text

    def operand(self, text: str) -> Any:
        """Return a number that may have `k`, `M`, `G` or `T` behind it, and the unit."""
        match = re.fullmatch(_TYPED, self._number_in(text), re.IGNORECASE)
        has_unit = text.rstrip().casefold().endswith(self.unit.casefold())
        if match is None or (self._is_unit(match[2]) and not has_unit):
            raise ValueError(text)
        from decimal import Decimal

        exact = Decimal(match[1].replace("_", "")) * _FACTORS.get(match[2].lower(), 1)
        is_float = "e" in match[1].lower() and abs(exact) >= _INEXACT
        if -_WIDEST <= exact < _WIDEST and exact == exact.to_integral_value() and not is_float:
            return int(exact)
        if not isfinite(float(exact)):
            raise ValueError(text)
        return float(exact)

    def _number_in(self, text: str) -> str:
        """Return a number as Python and we write it, without the unit."""
        return self._without_unit(normalize("NFKC", text).translate(_SIGNS_OF_NUMBERS).strip())

    def _without_unit(self, text: str) -> str:
        """Return what stands before the unit, if that is no part of a word; an s more or less is the same."""
        unit = self.unit.casefold()
        for name in (unit, f"{unit}s", unit.removesuffix("s")) if unit else ():
            rest = text[: -len(name)] if name and text.casefold().endswith(name) else ""
            if rest and not (rest[-1].isalpha() and name[0].isalpha()):
                return rest.strip()
        return text

    def _is_unit(self, letter: str) -> bool:
        """Say whether a letter behind a number would be taken for the beginning of a unit, or for another."""
        is_scaled = re.match(_SCALED, self.unit, re.IGNORECASE) is not None
        return bool(letter) and (is_scaled or (letter == "m" and self.unit.casefold() in _TIMES))

    def short(self, value: Any) -> str:
        """Return the number with its unit."""
        return f"{value:.{self.decimals}f}{self.unit}"

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the number went up or down."""
        return direction(before, after)

    def remark(self, before: Any, after: Any) -> str:
        """Say by how much the number changed."""
        return "" if before is None or after is None else f"{after - before:+.{self.decimals}f}"


class Measure(Quantity, frozen=True):
    """A number that a catalog declares: exact where there is room, and short in a table: 1.05M, 200k."""

    has_bounds = True
    lowest, highest = float("-inf"), float("inf")

    @property
    def wanted(self) -> str:
        """What an error says that a typed value must be."""
        return self.example

    def parse(self, text: str) -> Any:
        """Return the number that a person typed, such as `200k` or `1,000,000`."""
        try:
            return self.operand(text)
        except ValueError:
            return text

    def _number_in(self, text: str) -> str:
        """Return a number without what sets its thousands apart, and without the unit."""
        number = super()._number_in(text)
        grouped = re.match(_GROUPED, number)
        return grouped[1].replace(grouped["apart"], "") + number[grouped.end() :] if grouped else number

    def refuse_unclear(self, low: str, high: str) -> None:
        """Raise ValueError for a range whose last letter may be that of both ends, such as `100-200k`."""
        letters = [self._number_in(end)[-1:].casefold() in _FACTORS for end in (low, high)]
        if letters == [False, True]:
            raise ValueError("a range with the letter at both ends, such as 100k..200k")

    def read(self, value: Any) -> Any:
        """Return the number that a file has."""
        is_whole = type(value) is int  # which a flag is not
        if (is_whole and abs(value) <= _WIDEST) or (type(value) is float and isfinite(value)):
            return value
        raise ValueError("a number")

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a number."""
        return {"type": "number"}

    def typed(self, value: Any) -> str:
        """Return the number as Python writes it, without a fraction that is zero."""
        return str(value).removesuffix(".0")

    def short(self, value: Any) -> str:
        """Return the number with three digits and `k`, `M`, `G` or `T` where it has five or more."""
        return self._with_unit(_compact(value), self.unit if len(self.unit) <= _SHORT_UNIT else "")

    def long(self, value: Any) -> str:
        """Return the number exactly, with its unit."""
        return self._with_unit(_exact(value), self.unit)

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the number went up or down, whatever it is within its bounds."""
        return moved(self.span(before), self.span(after))

    def remark(self, before: Any, after: Any) -> str:
        """Say by how many percent the number changed; of a percentage, by how many points."""
        if isinstance(before, Bounds) or isinstance(after, Bounds):
            return ""
        if self.unit == "%":
            return f"{_signed(_difference(before, after))} points"
        if before <= 0 or after < 0 or not isfinite(share := (after - before) / before):
            return ""
        found = f"{share:+,.0%}" if abs(share) >= _ONE_PERCENT else f"{share:+.1%}"
        return "" if found.endswith("0.0%") else _signed(found)

    def agree(self, one: Any, other: Any) -> bool:
        """Say whether two numbers, or what lies within their bounds, can be the same but for rounding."""
        (low, high), (least, most) = self.span(one), self.span(other)
        return (low <= most or isclose(low, most)) and (least <= high or isclose(least, high))

    def between(self, low: str, high: str) -> str:
        """Return a range, with the unit once."""
        return super().between(low.removesuffix(self.unit).rstrip(), high)

    @staticmethod
    def _with_unit(number: str, unit: str) -> str:
        return f"{number}{'' if unit in _SIGNS or not unit else ' '}{unit}"


def _difference(before: float, after: float) -> str:
    from decimal import Decimal

    return f"{Decimal(str(after)) - Decimal(str(before)):+,f}"


def _signed(number: str) -> str:
    return number.replace("-", "\N{MINUS SIGN}")


def _exact(value: float) -> str:
    from decimal import Decimal

    return f"{Decimal(str(value)):,f}"


def _compact(value: float) -> str:
    if abs(value) < _LONG:
        return _exact(value)
    from decimal import Decimal

    rounded = Decimal(f"{Decimal(str(value)):.2e}")
    power = min(rounded.adjusted() // 3, len(_PREFIXES) - 1)
    return f"{rounded.scaleb(-3 * power).normalize():,f}{_PREFIXES[power]}"
