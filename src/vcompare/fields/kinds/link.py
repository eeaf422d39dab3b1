"""The address of a page."""

import re
from typing import Any, get_args

from vcompare.fields.kinds.kind import Kind
from vcompare.model import Url

_ADDRESS = re.compile(get_args(Url)[1].pattern)


class Link(Kind, frozen=True):
    """The address of a page, which outputs that can have links make one."""

    name = "link"
    style = "link"
    wraps = True
    metavar = "URL"
    example = "an address, or for `~` a part of one"

    def read(self, value: Any) -> Any:
        """Return the address that a file has."""
        if not isinstance(value, str) or not _ADDRESS.match(value):
            raise ValueError("an http:// or https:// address")
        return value

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of an address."""
        return {"type": "string", "pattern": _ADDRESS.pattern}

    def order(self, value: Any) -> Any:
        """Return the address without regard to case."""
        return value.casefold()

    def agree(self, one: Any, other: Any) -> bool:
        """Say whether two addresses are of one page, whatever their scheme, `www.` and last slash."""
        return _page(one) == _page(other)


def _page(address: str) -> str:
    return address.casefold().partition("://")[2].removeprefix("www.").rstrip("/")
