"""Full-text search in a catalog."""

from collections.abc import Sequence
from typing import NamedTuple

from vcompare.app import lookup
from vcompare.app.arguments import refuse_negative
from vcompare.app.opened import OpenCatalog
from vcompare.index.query import Hit, parse


class Hits(NamedTuple):
    """The best hits of a search, how many there are in all, and how many tools cannot be read."""

    hits: Sequence[Hit]
    total: int
    unreadable: int


def search(opened: OpenCatalog, query: str, limit: int | None = None) -> Hits:
    """Return the tools that hold what a query asks for, best first.

    Raises VcompareError for a query that asks for nothing, for a negative limit, and where this Python has no
    full-text search.
    """
    refuse_negative("limit", limit)
    wanted = parse(query)
    index = lookup.searchable(opened)
    hits, total = index.search(wanted, limit)
    return Hits(hits, total, index.broken())
