"""What a tool is worth in a decision."""

from typing import Any

from vcompare.fields.kinds.quantity import Quantity
from vcompare.model import Bounds


class Worth(Quantity, frozen=True):
    """A share of 1, exactly: a `Fraction`, or two between which it lies. Tables show two decimals."""

    decimals: int = 2

    name = "worth"
    has_bounds = True
    lowest, highest = 0, 1
    example = "a number from 0 to 1, such as 0.8"
    comparison = ">=", "0.8"

    def operand(self, text: str) -> Any:
        """Return the fraction that was typed, exactly: a worth of 4/5 is not under 0.8."""
        from fractions import Fraction

        number = super().operand(text)
        return Fraction(repr(number)) if isinstance(number, float) else number

    def short(self, value: Any) -> str:
        """Return the worth to two decimals."""
        return f"{float(value):.2f}"

    def long(self, value: Any) -> str:
        """Return the worth as a fraction."""
        return str(value)

    def typed(self, value: Any) -> str:
        """Return the worth as a fraction."""
        return str(value)

    def between(self, low: str, high: str) -> str:
        """Return a range."""
        return f"{low}–{high}"

    def trend(self, before: Any, after: Any) -> Any:
        """Say whether the worth went up or down, if that is certain."""
        if isinstance(before, Bounds) or isinstance(after, Bounds):
            return None
        return super().trend(before, after)

    def remark(self, before: Any, after: Any) -> str:
        """Say by how much the worth changed."""
        return f"{float(after - before):+.2f}" if self.trend(before, after) else ""
