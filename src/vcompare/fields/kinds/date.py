"""A day."""

import datetime
import re
from typing import Any

from vcompare.fields.kinds.kind import Kind

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Date(Kind, frozen=True):
    """A day. One that is `planned` may lie in the future."""

    planned: bool = False

    name = "date"
    metavar = "YYYY-MM-DD"
    blank = ""

    def parse(self, text: str) -> Any:
        """Return the day that is written like 2026-11-20."""
        try:
            return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else text
        except ValueError:
            return text
