"""A number."""

import re
from typing import Any

from vcompare.fields.kinds.kind import Kind, Trend, direction

_WHOLE = re.compile(r"[+-]?\d{1,18}")


class Quantity(Kind, frozen=True):
    """A number, shown with so many `decimals` and a `unit` behind it."""

    decimals: int = 0
    unit: str = ""

    name = "quantity"
    style = "number"
    metavar = "NUMBER"
    blank = ""

    def parse(self, text: str) -> Any:
        """Return the whole number that a person typed."""
        return int(text) if _WHOLE.fullmatch(text) else text

    def short(self, value: Any) -> str:
        """Return the number with its unit."""
        return f"{value:.{self.decimals}f}{self.unit}"

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the number went up or down."""
        return direction(before, after)

    def remark(self, before: Any, after: Any) -> str:
        """Say by how much the number changed."""
        return "" if before is None or after is None else f"{after - before:+.{self.decimals}f}"
