"""A number."""

import re
from math import isfinite
from typing import Any

from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Trend, direction, moved
from vcompare.model import Bounds

_WHOLE = r"[+-]?\d{1,18}"
_TYPED = r"([+-]?(?:0|[1-9][0-9_]{0,30}|(?=\.))(?:\.[0-9]{1,30})?(?:e[+-]?[0-9]{1,3})?)\s?([kmgt]?)"
_GROUPED = r"([+-]?[1-9][0-9]{0,2}(?:[,\u2009\u202f\u00a0 ][0-9]{3})+)(?![0-9,])"
_WIDEST = 2**63
"""A whole number of TOML is below this, and not below its negative."""
_INEXACT = 2**53
"""From here on, not every whole number is a floating-point number."""
_PREFIXES = ("", "k", "M", "G", "T")
_LONG = 10_000
_SHORT_UNIT = 3
_ONE_PERCENT = 0.01
_SIGNS = {"%", "°", "x", "×"}
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 10**9, "t": 10**12}


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
        match = re.fullmatch(_TYPED, self._without_unit(text.strip()).strip(), re.IGNORECASE)
        if match is None:
            raise ValueError(text)
        from decimal import Decimal

        exact = Decimal(match[1].replace("_", "")) * _FACTORS[match[2].lower()]
        is_float = "e" in match[1].lower() and abs(exact) >= _INEXACT
        if -_WIDEST <= exact < _WIDEST and exact == exact.to_integral_value() and not is_float:
            return int(exact)
        if not isfinite(float(exact)):
            raise ValueError(text)
        return float(exact)

    def _without_unit(self, text: str) -> str:
        has_unit = self.unit and text.casefold().endswith(self.unit.casefold())
        return text[: -len(self.unit)] if has_unit else text

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
        grouped = re.match(_GROUPED, text.strip())
        plain = re.sub(r"(?<=\d)\D(?=\d{3})", "", text) if grouped else text
        try:
            return self.operand(plain)
        except ValueError:
            return text

    def read(self, value: Any) -> Any:
        """Return the number that a file has."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise ValueError("a number")
        return value

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
