"""Tools of a catalog: some side by side, all in a list, those that hold some words."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vcompare.app import lookup
from vcompare.app.listing import Filter, SortKey, choose
from vcompare.app.names import Choose, resolve_each_once
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import unreadable
from vcompare.comparison import Card, Comparison, side_by_side
from vcompare.errors import UnreadableFileError
from vcompare.index.query import Hit, parse
from vcompare.model import Record


class Listing(NamedTuple):
    """The tools of a list, and an error for each tool that cannot be read."""

    tools: Sequence[Card]
    problems: Sequence[UnreadableFileError]
    total: int
    """How many tools there are, whatever the list asks for."""


class Hits(NamedTuple):
    """The best hits of a search, how many there are in all, and how many tools cannot be read."""

    hits: Sequence[Hit]
    total: int
    unreadable: int


def records(opened: OpenCatalog) -> tuple[list[Record], list[UnreadableFileError]]:
    """Return the records of all tools, and an error for each that cannot be read."""
    found, problems = [], []
    for slug in opened:
        try:
            found.append(opened.record(slug))
        except UnreadableFileError as error:
            problems.append(error)
    return found, problems


def compare(
    opened: OpenCatalog, queries: Sequence[str], *, exact: bool = False, choose: Choose | None = None
) -> Comparison:
    """Compare the tools that were named, in that order.

    Raises UnknownNameError or AmbiguousNameError for a name that is not clear, VcompareError for a tool named
    twice, and UnreadableFileError for one with a broken file.
    """
    slugs = resolve_each_once(opened, queries, exact=exact, choose=choose)
    return side_by_side([opened[slug] for slug in slugs], opened.settings.reviewers, opened.fields)


def list_tools(
    opened: OpenCatalog,
    wanted: Filter | None = None,
    *,
    sort: SortKey = "slug",
    reverse: bool = False,
    limit: int | None = None,
    among: Collection[str] | None = None,
) -> Listing:
    """Return the tools that a list asks for, in order; `among` names slugs that it is limited to."""
    known, problems = [], []
    for tool, findings in lookup.overviews(opened):
        if tool is None:
            problems.append(unreadable(opened.root, findings))
        else:
            known.append(tool)
            opened.warn(findings)
    fitting = (tool for tool in known if among is None or tool.slug in among)
    chosen = choose(fitting, wanted, sort=sort, reverse=reverse, limit=limit)
    return Listing(chosen, problems, len(known))


def search(opened: OpenCatalog, query: str, limit: int | None = None) -> Hits:
    """Return the tools that hold what a query asks for, best first.

    Raises VcompareError for a query that asks for nothing, and where this Python has no full-text search.
    """
    wanted = parse(query)
    index = lookup.searchable(opened)
    hits, total = index.search(wanted, limit)
    return Hits(hits, total, index.broken())
