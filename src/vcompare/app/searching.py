"""Full-text search in a catalog."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vcompare.app import lookup
from vcompare.app.arguments import refuse_negative
from vcompare.app.filters import Filter
from vcompare.app.opened import OpenCatalog
from vcompare.index.query import Hit, parse
from vcompare.text.words import natural_list


class Hits(NamedTuple):
    """The best hits of a search, how many there are in all, and how many tools cannot be read.

    `remarks` are about what was asked for and no tool has.
    """

    hits: Sequence[Hit]
    total: int
    unreadable: int
    remarks: tuple[str, ...] = ()


def search(
    opened: OpenCatalog,
    query: str,
    limit: int | None = None,
    *,
    wanted: Filter | None = None,
    among: Collection[str] | None = None,
) -> Hits:
    """Return the tools that hold what a query asks for, best first.

    They must pass what is `wanted`, as in a list, and be `among` these slugs.

    Raises VcompareError for a query that asks for nothing, a condition that cannot be read, a negative limit,
    and where this Python has no full-text search.
    """
    refuse_negative("limit", limit)
    asked = parse(query)
    index = lookup.searchable(opened)
    remarks: tuple[str, ...] = ()
    if wanted is not None and wanted != Filter():
        from vcompare.app.listing import list_tools

        passing = list_tools(opened, wanted, among=among)
        among, remarks = {tool.slug for tool in passing.listed}, passing.remarks
    hits, total = index.search(asked, limit, among)
    if not hits:
        remarks += tuple(_remark(word, near) for word, near in index.unknown_words(asked).items())
    return Hits(hits, total, index.broken(), remarks)


def _remark(word: str, near: Sequence[str]) -> str:
    meant = f"; did you mean {natural_list([f'`{one}`' for one in near], 'or')}?" if near else ""
    return f'no tool has the word "{word}"{meant}'
