"""A day."""

from typing import Any

from vcompare.fields.kinds.kind import Kind
from vcompare.text import days


class Date(Kind, frozen=True):
    """A day. One that is `planned` may lie in the future."""

    planned: bool = False

    name = "date"
    metavar = "DAY"
    blank = ""

    def parse(self, text: str) -> Any:
        """Return the day that was typed, in any of the forms of `text.days`."""
        return days.day(text) or text
