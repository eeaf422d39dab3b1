"""Full-text search in a catalog."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vcompare.app import lookup
from vcompare.app.arguments import refuse_negative
from vcompare.app.filters import Filter
from vcompare.app.opened import OpenCatalog
from vcompare.index.query import Hit, SearchQuery, parse
from vcompare.text.words import natural_list

if TYPE_CHECKING:
    from vcompare.app.listing import Listing
    from vcompare.index.tools import ToolIndex


class Hits(NamedTuple):
    """The hits of a search, how many there are in all, and how many tools cannot be read.

    `remarks` are about what was asked for and no tool has. `listing` has the same tools as a list, with the
    columns that were asked for; None where none were.
    """

    hits: Sequence[Hit]
    total: int
    unreadable: int
    remarks: tuple[str, ...] = ()
    listing: "Listing | None" = None


def search(
    opened: OpenCatalog,
    query: str,
    limit: int | None = None,
    *,
    wanted: Filter | None = None,
    columns: str | Sequence[str] = (),
    sort: str | Sequence[str] = (),
    reverse: bool = False,
    among: Collection[str] | None = None,
) -> Hits:
    """Return the tools that hold what a query asks for, best first.

    They must pass what is `wanted` and be `among` these slugs. `columns`, `sort` and `reverse` are those of a
    list; tools that are sorted alike come best first.

    Raises VcompareError for a query that asks for nothing, a condition that cannot be read, an unknown field,
    a negative limit, and where this Python has no full-text search.
    """
    refuse_negative("limit", limit)
    asked = parse(query)
    index = lookup.searchable(opened)
    if columns or sort or reverse or (wanted is not None and wanted != Filter()):
        options = {"columns": columns, "sort": sort, "reverse": reverse, "limit": limit}
        found = _as_list(opened, index, asked, among, wanted or Filter(), **options)
    else:
        found = Hits(*index.search(asked, limit, among), index.broken())
    if found.hits:
        return found
    unknown = (_remark(word, near) for word, near in index.unknown_words(asked).items())
    return found._replace(remarks=(*found.remarks, *unknown))


def _as_list(
    opened: OpenCatalog,
    index: "ToolIndex",
    asked: SearchQuery,
    among: Collection[str] | None,
    wanted: Filter,
    **options: Any,
) -> Hits:
    from vcompare.app import listing
    from vcompare.app.queries import query

    of_list = query(opened.fields, wanted, **options)
    ranks = index.ranks(asked, among)
    is_turned = options["reverse"] and not of_list.keys
    found = listing.find(opened, of_list, [*(reversed(ranks) if is_turned else ranks)])
    hits = index.hits(asked, {tool.slug: ranks[tool.slug] for tool in found.listed})
    return Hits(hits, found.matched, index.broken(), found.remarks, found if of_list.columns else None)


def _remark(word: str, near: Sequence[str]) -> str:
    meant = f"; did you mean {natural_list([f'`{one}`' for one in near], 'or')}?" if near else ""
    return f'no tool has the word "{word}"{meant}'
