"""A day."""

import datetime
import re
from calendar import monthrange
from typing import Any

from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Operator, compare
from vcompare.text import days

_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


class Date(Kind, frozen=True):
    """A day. One that is `planned` may lie in the future."""

    planned: bool = False

    name = "date"
    metavar = "DAY"
    wanted = days.WANTED
    blank = ""
    operators = (*EQUALITY, *ORDER)
    example = f"{days.WANTED}, a month such as 2026-11, or a year"

    def parse(self, text: str) -> Any:
        """Return the day that was typed, in any of the forms of `text.days`."""
        return days.day(text) or text

    def operand(self, text: str) -> Any:
        """Return the first and the last day of what a person typed: a day, a month, or a year."""
        if match := _SPAN.fullmatch(text):
            year, month = int(match[1]), int(match[2] or 0)
            last = monthrange(year, month)[1] if month else 31
            return datetime.date(year, month or 1, 1), datetime.date(year, month or 12, last)
        day = days.day(text)
        if day is None:
            raise ValueError(text)
        return day, day

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether a day passes; what it is compared with is a span."""
        return compare((value, value), operator, operand)
