"""From what a person typed to the tools that are meant."""

import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING

from vcompare.app.arguments import as_list
from vcompare.errors import AmbiguousNameError, UnknownNameError, VcompareError
from vcompare.text.slugs import is_slug
from vcompare.text.words import plural

if TYPE_CHECKING:
    from vcompare.app.lookup import Names
    from vcompare.app.opened import OpenCatalog
    from vcompare.match import Explanation, Match

Choose = Callable[[AmbiguousNameError | UnknownNameError], str]
"""Lets a person choose a slug among the candidates of a name."""
_MOST_WORDS = 8
"""More words than this are no two names that somebody forgot to quote."""


def resolve(
    opened: "OpenCatalog", queries: Sequence[str], *, exact: bool = False, choose: Choose | None = None
) -> list[str]:
    """Return the slug that each query means; a single one may be passed as a string.

    Names are looked at only where a query is not a slug.

    A fuzzy match is reported. With `exact` there is none. Raises UnknownNameError or AmbiguousNameError for a
    name that is not clear, unless `choose` settles it.
    """
    queries = as_list(queries)
    if all(query in opened.catalog for query in queries):
        return queries
    from vcompare.app import lookup

    names = lookup.names(opened)
    if broken := names.broken():
        tools = plural(broken, "tool")
        opened.reporter.warn(f"{tools} cannot be read and cannot be matched: `vcompare check` says why")
    try:
        return [_resolve(opened, names, query, exact=exact, choose=choose) for query in queries]
    except UnknownNameError as error:
        if error.candidates or names.names():
            raise
        hint = "the catalog has no tools yet: `vcompare add` adds one"
        raise VcompareError(error.message, hint) from None


def resolve_each_once(
    opened: "OpenCatalog", queries: Sequence[str], *, exact: bool = False, choose: Choose | None = None
) -> list[str]:
    """Return the slug that each query means, as `resolve` does.

    Raises VcompareError for a tool that is named twice.
    """
    queries = _without_versus(opened, as_list(queries))
    try:
        slugs = resolve(opened, queries, exact=exact, choose=choose)
    except (UnknownNameError, AmbiguousNameError) as error:
        raise _quoted(opened, queries, error, exact=exact) from None
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            first, again = queries[slugs.index(slug)], queries[index]
            same = f'"{first}" and "{again}" are the same tool, {slug}'
            twice = f'"{again}" is named twice' if first == again else same
            repeated = VcompareError(twice, "name each tool once")
            raise repeated if first == again else _quoted(opened, queries, repeated, exact=exact)
    return slugs


def readings(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield how words can be read as names of tools: as one, each as one, or as two.

    "vs" is no part of a name.
    """
    if not words or len(words) > _MOST_WORDS:
        return
    parts = [list(part) for is_name, part in groupby(words, lambda word: not _is_versus(word)) if is_name]
    if parts != [list(words)]:
        yield [" ".join(part) for part in parts]
        return
    yield [" ".join(words)]
    yield [*words]
    yield from ([" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words)))


def _is_versus(word: str) -> bool:
    return word.casefold().rstrip(".") in {"vs", "versus"}


def _without_versus(opened: "OpenCatalog", queries: Sequence[str]) -> list[str]:
    """Leave out the "vs" that people type between tools, unless a tool is called so."""
    last = len(queries) - 1
    return [
        query
        for place, query in enumerate(queries)
        if not (0 < place < last and _is_versus(query)) or query in opened.catalog
    ]


def _quoted(
    opened: "OpenCatalog", queries: Sequence[str], error: VcompareError, *, exact: bool
) -> VcompareError:
    """Return an error about names, with the remedy where one of several words needed quotes."""
    from vcompare.app import lookup

    if len(queries) == 1:
        return error
    names = lookup.names(opened)
    for reading in readings(queries):
        with suppress(UnknownNameError, AmbiguousNameError):
            slugs = {_match(query, names, exact=exact).slug for query in reading}
            if len(slugs) == len(reading) < len(queries):
                error.hint = f"quote a name of several words: {shlex.join(reading)}"
                break
    return error


def explain(opened: "OpenCatalog", queries: Sequence[str]) -> "list[tuple[str, Explanation]]":
    """Return for each query what it could mean, how well each tool fits, and why."""
    from vcompare import match
    from vcompare.app import lookup

    named = lookup.names(opened).names()
    return [(query, match.explain(query, named)) for query in queries]


def panelist(opened: "OpenCatalog", query: str) -> str:
    """Return the slug of a panelist, given as that or by name. Raises VcompareError where there is none."""
    from vcompare.text.folding import fold
    from vcompare.text.suggestions import did_you_mean

    panel = opened.settings.panel
    if query in panel:
        return query
    meant = [slug for slug, one in panel.items() if fold(query) in {fold(slug), fold(one.name)}]
    if len(meant) == 1:
        return meant[0]
    listed = f"the panel is {', '.join(panel)}" if panel else "add [panel.<slug>] to catalog.toml"
    raise VcompareError(f'"{query}" is not on the panel', did_you_mean(query, panel) or listed)


def _resolve(opened: "OpenCatalog", names: "Names", query: str, *, exact: bool, choose: Choose | None) -> str:
    if query in opened.catalog:
        return query
    try:
        found = _match(query, names, exact=exact)
    except (AmbiguousNameError, UnknownNameError) as error:
        if is_slug(query):
            from vcompare.app import checkout

            checkout.refuse(query, checkout.left_out(opened.root))
        if not error.candidates or exact or choose is None:
            raise
        return choose(error)
    if found.how == "fuzzy":
        opened.reporter.note(f'"{query}" matched {found.slug}')
    return found.slug


def _match(query: str, names: "Names", *, exact: bool) -> "Match":
    """Match a query with the few tools it can mean; where it means none, the most similar are among all."""
    from vcompare import match

    return match.resolve(query, names.shortlist(query), exact=exact, everything=names.names)
