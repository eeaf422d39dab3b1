"""The address of a page."""

from typing import Any

from vcompare.fields.kinds.kind import Kind


class Link(Kind, frozen=True):
    """The address of a page, which outputs that can have links make one."""

    name = "link"
    style = "link"
    wraps = True
    metavar = "URL"
    example = "an address, or for `~` a part of one"

    def order(self, value: Any) -> Any:
        """Return the address without regard to case."""
        return value.casefold()
