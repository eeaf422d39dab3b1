"""Several short texts."""

from typing import Any

from vcompare.fields.kinds.kind import Kind


class List(Kind, frozen=True):
    """Several short texts, in the order of the file."""

    name = "list"
    several = True
    wraps = True
    blank = "[]"

    def parse(self, text: str) -> Any:
        """Return what stands between commas."""
        return [part.strip() for part in text.split(",") if part.strip()]

    def typed(self, value: Any) -> str:
        """Return the items with commas between them."""
        return ", ".join(map(str, value))

    def short(self, value: Any) -> str:
        """Return the items with commas between them."""
        return ", ".join(value)
