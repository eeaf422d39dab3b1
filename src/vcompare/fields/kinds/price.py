"""A price in words."""

import re
from typing import Any

from vcompare.fields.kinds.kind import Trend, direction
from vcompare.fields.kinds.text import Text

# A number that is written the same way everywhere: thousands, if at all, by commas, and at most two decimals.
_AMOUNT = re.compile(r"[$€£¥]\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?(?![\d.,]*\d)")


class Price(Text, frozen=True):
    """A sentence that names a price. Two of them can be compared where only their amounts differ."""

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the amounts of money went up or down, all in one direction."""
        if before is None or after is None or _without_amounts(before) != _without_amounts(after):
            return None
        pairs = zip(_amounts(before), _amounts(after), strict=True)
        trends = {trend for old, new in pairs if (trend := direction(old, new))}
        return trends.pop() if len(trends) == 1 else None

    def remark(self, before: Any, after: Any) -> str:
        """Say which way the amounts went."""
        return {"up": "higher amounts", "down": "lower amounts", None: ""}[self.trend(before, after)]


def _amounts(text: str) -> list[float]:
    return [float(match[1].replace(",", "") + (match[2] or "")) for match in _AMOUNT.finditer(text)]


def _without_amounts(text: str) -> str:
    return _AMOUNT.sub(lambda match: match[0][0], text)
