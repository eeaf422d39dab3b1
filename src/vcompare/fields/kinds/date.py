"""A day."""

import datetime
import re
from typing import Any

from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Operator, Trend, compare, moved
from vcompare.model import Period
from vcompare.text import days

_YEAR = 365
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PERIOD = r"([0-9]{4})(?:-([0-9]{2}))?"


class Date(Kind, frozen=True):
    """A day. One that is `planned` may lie in the future; with `periods`, it may be a month or a year."""

    planned: bool = False
    periods: bool = False

    name = "date"
    metavar = "DAY"
    blank = ""
    has_bounds = True
    lowest, highest = datetime.date.min, datetime.date.max
    at_least, at_most = "{} or later", "{} or earlier"
    operators = (*EQUALITY, *ORDER)
    example = f"{days.WANTED}, a month such as 2026-11, or a year"
    comparison = "<=", "today"

    @property
    def wanted(self) -> str:
        """What an error says that a typed value must be."""
        return self.example if self.periods else days.WANTED

    def parse(self, text: str) -> Any:
        """Return the day that was typed, in any of the forms of `text.days`, or the period."""
        try:
            return (_period(text) if self.periods else None) or days.day(text) or text
        except ValueError:  # a month that there is not
            return text

    def is_ahead(self, value: Any, today: datetime.date) -> bool:
        """Say whether a planned day is still to come."""
        return self.planned and not self.periods and bool(value > today)

    def stored(self, value: Any) -> Any:
        """Return a day as TOML has it, and a period as text."""
        return str(value) if isinstance(value, Period) else value

    def read(self, value: Any) -> Any:
        """Return the day, the month (`"2025-03"`) or the year (`2025` or `"2025"`) that a file has."""
        if isinstance(value, datetime.date | Period) and not isinstance(value, datetime.datetime):
            return value
        text = str(value) if not isinstance(value, bool) else ""
        try:
            found = datetime.date.fromisoformat(text) if re.fullmatch(_DAY, text) else _period(text)
        except ValueError:
            found = None
        if found is None:
            raise ValueError('a day such as 2026-11-20, a month such as "2026-11", or a year')
        return found

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a day, a month and a year."""
        year = {"type": "integer", "minimum": 1000, "maximum": 9999}
        period = {"type": "string", "pattern": r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?(?![\s\S])"}
        return {"anyOf": [{"type": "string", "format": "date"}, period, year]}

    def typed(self, value: Any) -> str:
        """Return the date as it is written."""
        return str(value)

    def order(self, value: Any) -> Any:
        """Return the first day."""
        return value.first if isinstance(value, Period) else value

    def span(self, value: Any) -> tuple[Any, Any]:
        """Return the first and the last day."""
        return (value.first, value.last) if isinstance(value, Period) else super().span(value)

    def worth(self, order: Any) -> Any:
        """Return the number of the day."""
        return order.toordinal()

    def operand(self, text: str) -> Any:
        """Return the first and the last day of what a person typed: a day, a month, or a year."""
        found = _period(text) or days.day(text)
        if found is None:
            raise ValueError(text)
        return self.span(found)

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether a date passes; what it is compared with is a span."""
        return compare(self.span(value), operator, operand)

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether a declared date moved, and which way."""
        return moved(self.span(before), self.span(after)) if self.periods else None

    def distance(self, one: Any, other: Any) -> str:
        """Say how much later or earlier another date is, as exactly as both are known."""
        ours, theirs = self.span(one), self.span(other)
        trend = moved(ours, theirs)
        if trend is None:
            return ""
        first, last = (ours[1], theirs[0]) if trend == "up" else (theirs[1], ours[0])
        return f"{_between(first, last, _least_exact(one, other))} {'later' if trend == 'up' else 'earlier'}"


def _least_exact(*dates: Any) -> str:
    """Return in what the distance of dates can be said."""
    periods = [date for date in dates if isinstance(date, Period)]
    return "day" if not periods else "month" if all(period.month for period in periods) else "year"


def _between(first: datetime.date, last: datetime.date, unit: str) -> str:
    """Return how long it is from one day to another: of a year and more, in years."""
    number: float = (last - first).days
    if unit == "day" and number >= _YEAR:
        number, unit = round(number / 365.25, 1), "year"
    elif unit != "day":
        number = 12 * (last.year - first.year) + last.month - first.month
        if unit == "year" or number % 12 == 0:
            number, unit = last.year - first.year, "year"
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def _period(text: str) -> Period | None:
    """Return the month or the year that is written so. Raises ValueError for a month that there is not."""
    match = re.fullmatch(_PERIOD, text.strip())
    if not match or match[1] == "0000":
        return None
    period = Period(int(match[1]), int(match[2]) if match[2] else None)
    return period if period.first else None
