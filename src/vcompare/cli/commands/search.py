"""`vcompare search`: full-text search in what is written about tools."""

from typing import Annotated

import typer

from vcompare.app.filters import Filter
from vcompare.app.searching import search
from vcompare.cli import catalogs, console
from vcompare.cli.filters import BookmarkedOption, bookmarked_only, with_filters
from vcompare.cli.grammar import SearchWords
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, format_option
from vcompare.render.payloads import search_payload
from vcompare.text.words import plural
from vcompare.views.hits import table


@with_filters
def search_command(
    *,
    text: Annotated[
        list[str],
        typer.Argument(
            click_type=SearchWords(),
            metavar="TEXT...",
            help="Words, phrases in quotes, begin*, -without.",
        ),
    ],
    form: Annotated[str, format_option("hits")] = "table",
    wanted: Filter,
    bookmarked: BookmarkedOption = False,
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, help="At most this many tools.")] = 20,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Search names, taglines, descriptions, pricing, tags, specs and reviews.

    Best match first; a match has all words. Exits with 1 if nothing matches.

    Examples: `vcompare search cold start`, `vcompare search '"open weights" commercial* -gpu'`,
    `vcompare search gpu -voice`
    """
    query = " ".join(text)
    opened = catalogs.open_catalog(catalog, no_cache=no_cache)
    among = bookmarked_only(opened, bookmarked)
    hits, total, unreadable, remarks = search(opened, query, limit, wanted=wanted, among=among)
    for remark in remarks:
        console.note(remark)
    if unreadable:
        tools = plural(unreadable, "tool")
        console.warn(f"{tools} cannot be read and cannot be found: `vcompare check` says why")
    if hits or form != "table":
        console.show(
            form,
            {
                "blocks": lambda: [table(hits)],
                "payload": lambda: search_payload(query, hits),
                "slugs": lambda: [hit.slug for hit in hits],
            },
            color,
        )
    if not hits:
        console.note("no tool matches")
    elif total > len(hits):
        console.note(f"{len(hits)} of {total} tools; --limit shows more")
    return 0 if hits else 1
