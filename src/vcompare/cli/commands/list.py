"""`vcompare list`: tools in a table, filtered and sorted."""

from typing import Annotated

import typer

from vcompare.app.listing import COLUMNS, Filter, SortKey, list_tools
from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, format_option
from vcompare.model import Entry, PanelVerdict
from vcompare.render import formats
from vcompare.render.payloads import tools_payload
from vcompare.render.rows import tool_rows
from vcompare.views.tools import table


def list_command(
    form: Annotated[str, format_option("list")] = "table",
    category: Annotated[str | None, typer.Option(metavar="NAME", help="Only tools of this category.")] = None,
    entry: Annotated[Entry | None, typer.Option(help="Only tools with this entry tier.")] = None,
    verdict: Annotated[PanelVerdict | None, typer.Option(help="Only tools with this panel verdict.")] = None,
    min_score: Annotated[
        float | None,
        typer.Option(metavar="SCORE", min=0, max=100, help="Only tools with at least this mean score."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only tools with this tag; repeatable, a tool must have all."),
    ] = None,
    bookmarked: Annotated[bool, typer.Option("--bookmarked", help="Only your bookmarked tools.")] = False,
    sort: Annotated[SortKey, typer.Option(help="What to sort by; unknown values come last.")] = "slug",
    reverse: Annotated[bool, typer.Option("--reverse", help="Reverse the order.")] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="At most this many tools.")
    ] = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """List the catalog's tools.

    Exits with 1 if no tool matches, and with 2 if a file could not be read (the rest is still listed).
    """
    wanted = Filter(category, entry, verdict, min_score, tuple(tag or ()))
    opened = catalogs.open_catalog(catalog, no_cache=no_cache)
    among = None
    if bookmarked:
        from vcompare.cli.bookmarks import bookmarked as saved

        among = set(saved(opened))
    found = list_tools(opened, wanted, sort=sort, reverse=reverse, limit=limit, among=among)
    is_broken = catalogs.report(found.problems)
    if found.listed or form not in {"table", "markdown"}:
        sources: formats.Sources = {
            "blocks": lambda: [table(found.tools, COLUMNS)],
            "payload": lambda: tools_payload(found.listed),
            "rows": lambda: tool_rows(found.tools),
            "slugs": lambda: [tool.slug for tool in found.listed],
        }
        console.show(form, sources, color)
    if not found.listed:
        console.note("no tool matches" if found.total or bookmarked else "the catalog has no tools yet")
    return 2 if is_broken else 0 if found.listed else 1
