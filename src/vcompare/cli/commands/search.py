"""`vcompare search`: full-text search in what is written about tools."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.json import encode

from vcompare.app.filters import Filter
from vcompare.app.searching import Hits, search
from vcompare.cli import catalogs, console
from vcompare.cli.filters import (
    BookmarkedOption,
    ReverseOption,
    bookmarked_only,
    columns_option,
    sort_option,
    with_filters,
)
from vcompare.cli.grammar import SearchWords
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.fields import Registry
from vcompare.render import formats
from vcompare.render.payloads import hit_payloads, search_payload
from vcompare.text.words import plural
from vcompare.views import hits

if TYPE_CHECKING:
    from vcompare.render.rows import Rows


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
    columns: Annotated[list[str] | None, columns_option(" in place of the text")] = None,
    sort: Annotated[list[str] | None, sort_option("rank")] = None,
    reverse: ReverseOption = False,
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, help="At most this many tools.")] = 20,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Search names, taglines, descriptions, pricing, tags, specs and reviews.

    Best match first; a match has all words. Exits with 1 if nothing matches.

    Examples: `vcompare search cold start`, `vcompare search '"open weights" commercial* -gpu'`,
    `vcompare search gpu -voice --columns vendor,score --sort score`
    """
    query = " ".join(text)
    opened = catalogs.open_catalog(catalog, no_cache=no_cache)
    among = bookmarked_only(opened, bookmarked)
    shown, order = columns or (), sort or ()
    found = search(
        opened, query, limit, wanted=wanted, columns=shown, sort=order, reverse=reverse, among=among
    )
    catalogs.note_left_out(opened.root, "searched")
    for remark in found.remarks:
        console.note(remark)
    if found.unreadable:
        tools = plural(found.unreadable, "tool")
        console.warn(f"{tools} cannot be read and cannot be found: `vcompare check` says why")
    if found.hits or formats.named(form).source != "blocks":
        title = opened.settings.title
        about = {"title": f"{query} – {title}", "description": f"Tools of {title} that match “{query}”."}
        console.show(form, _sources(query, found, opened.fields), color, **about)
    if not found.hits:
        empty = "the catalog has no tools yet; `vcompare add` adds one"
        console.note("no tool matches" if any(opened) else empty)
    elif found.total > len(found.hits):
        console.note(f"{len(found.hits)} of {found.total} tools; --limit shows more")
    return 0 if found.hits else 1


def _sources(query: str, found: Hits, fields: Registry) -> formats.Sources:
    """Return what each format shows: the text that matches, or the columns that were asked for."""
    tools, asked = (found.listing.tools, found.listing.asked) if found.listing else ([], ())
    objects = partial(hit_payloads, found.hits, tools, asked)

    def rows() -> "Rows":
        from vcompare.render.rows import hit_rows, tool_rows

        return tool_rows(tools, fields, hits.columns(asked)) if asked else hit_rows(found.hits)

    return {
        "blocks": lambda: [hits.list_table(tools, asked) if asked else hits.table(found.hits)],
        "payload": lambda: search_payload(query, objects()),
        "lines": lambda: map(encode, objects()),
        "rows": rows,
        "slugs": lambda: [hit.slug for hit in found.hits],
    }
