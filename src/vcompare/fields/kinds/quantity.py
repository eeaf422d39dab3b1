"""A number."""

import re
from typing import Any

from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Trend, direction

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_TYPED = re.compile(r"([+-]?(?:0|[1-9][0-9_]{0,17}|(?=\.))(?:\.[0-9]{1,18})?)\s?([kmg]?)", re.IGNORECASE)
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


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

    def parse(self, text: str) -> Any:
        """Return the whole number that a person typed."""
        return int(text) if _WHOLE.fullmatch(text) else text

    def operand(self, text: str) -> Any:
        """Return a number that may have `k`, `M` or `G` behind it, and the unit."""
        match = _TYPED.fullmatch(text.removesuffix(self.unit).strip())
        if match is None:
            raise ValueError(text)
        from decimal import Decimal

        exact = Decimal(match[1].replace("_", "")) * _FACTORS[match[2].lower()]
        return int(exact) if exact == exact.to_integral_value() else float(exact)

    def short(self, value: Any) -> str:
        """Return the number with its unit."""
        return f"{value:.{self.decimals}f}{self.unit}"

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the number went up or down."""
        return direction(before, after)

    def remark(self, before: Any, after: Any) -> str:
        """Say by how much the number changed."""
        return "" if before is None or after is None else f"{after - before:+.{self.decimals}f}"
