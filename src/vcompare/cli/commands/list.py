"""`vcompare list`: tools in a table, filtered and sorted."""

from typing import Annotated

import typer

from vcompare.app.filters import Filter
from vcompare.app.listing import list_tools
from vcompare.cli import catalogs, console
from vcompare.cli.filters import (
    BookmarkedOption,
    ReverseOption,
    bookmarked_only,
    columns_option,
    sort_option,
    with_filters,
)
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.render import formats
from vcompare.render.payloads import tools_payload
from vcompare.render.rows import tool_rows
from vcompare.views.tools import table


@with_filters
def list_command(
    *,
    form: Annotated[str, format_option("list")] = "table",
    wanted: Filter,
    bookmarked: BookmarkedOption = False,
    columns: Annotated[list[str] | None, columns_option()] = None,
    sort: Annotated[list[str] | None, sort_option("slug")] = None,
    reverse: ReverseOption = False,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="At most this many tools.")
    ] = None,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """List the catalog's tools.

    Exits with 1 if no tool matches, and with 2 if a file could not be read (the rest is still listed).

    Examples: `vcompare list --tag inference --sort name`,
    `vcompare list --where 'context>=1M' --columns name,context,input --sort input`,
    `vcompare list -f csv > tools.csv`
    """
    opened = catalogs.open_catalog(catalog, no_cache=no_cache)
    among = bookmarked_only(opened, bookmarked)
    found = list_tools(
        opened, wanted, columns=columns or (), sort=sort or "slug", reverse=reverse, limit=limit, among=among
    )
    is_broken = catalogs.report(found.problems)
    total = found.total + catalogs.note_left_out(opened.root, "listed")
    if found.listed or formats.named(form).source != "blocks":
        sources: formats.Sources = {
            "blocks": lambda: [table(found.tools, found.columns)],
            "payload": lambda: tools_payload(found.listed, opened.fields),
            "lines": lambda: (tool.json for tool in found.listed),
            "rows": lambda: tool_rows(found.tools, opened.fields, found.asked),
            "slugs": lambda: [tool.slug for tool in found.listed],
        }
        title = opened.settings.title
        console.show(form, sources, color, title=title, description=f"Tools of {title}.")
    for remark in found.remarks:
        console.note(remark)
    if not found.listed and among == set():
        console.note("no tool is bookmarked; `vcompare bookmark add TOOL` saves one")
    elif not found.listed and (total or not is_broken):
        console.note("no tool matches" if total else "the catalog has no tools yet; `vcompare add` adds one")
    return 2 if is_broken else 0 if found.listed else 1
